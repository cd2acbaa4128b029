"""`career-guide`: the command for editors. Each subcommand stands in a module of its name."""

from importlib import import_module
from typing import Final

import click

COMMANDS: Final = ("addresses", "check", "diff", "fmt", "freeze", "new", "rename", "schema", "status")


class _Commands(click.Group):
    """Imports a subcommand when it is called: each needs another part of the engine, and the whole takes long."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"career_guide.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Commands)
def main() -> None:
    """Tools for the editors of the career guide."""
