"""`career-guide`: the command for editors. Each subcommand stands in a module of its name."""

import errno
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from typing import Any, Final

import click

from career_guide.cli import language
from career_guide.words import reports
from career_guide.words.messages import say, without_encoding_errors
from career_guide.words.problems import DataError, RefusedError, printable

COMMANDS: Final = ("check", "new", "rename", "fmt", "status", "diff", "release")
"""In the order of `--help`: those for editors, then the one for publishing."""
_TOO_LONG: Final = re.compile(r"(\S{200})\S+")


class _Commands(click.Group):
    """Imports a subcommand when it is called: each needs another part of the engine, and all of it takes long."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **settings: Any) -> Any:
        without_encoding_errors()
        language.speak(sys.argv[1:] if args is None else args)
        language.describe(self, "main")
        return super().main(args, *more, **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"career_guide.cli.{cmd_name}"), cmd_name)
        language.describe(command, cmd_name)
        return command

    def make_context(self, *arguments: Any, **settings: Any) -> click.Context:
        with _told_as_shown():
            return super().make_context(*arguments, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; what keeps it from its end is printed in words, and exits with 1."""
        locale = language.spoken()
        try:
            with _told_as_shown():
                return super().invoke(ctx)
        except RefusedError as refused:
            words = _shown(refused.message.text(locale))
        except DataError as error:
            words = reports.as_text(error.problems, locale)
        except OSError as error:
            if error.errno == errno.EPIPE:  # The reader has seen enough; click ends in silence.
                raise
            reason = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error
            words = _shown(say("cli.no_access", locale, reason=reason))
        click.echo(words, err=True)
        sys.exit(1)


@contextmanager
def _told_as_shown() -> Iterator[None]:
    try:
        yield
    except click.ClickException as error:
        error.message = _shown(error.message)  # type: ignore[misc] # there is no other way to change what click says
        raise


def _shown(words: str) -> str:
    """Words in which something that was typed may be very long, or hold signs that a terminal obeys."""
    return "\n".join(printable(_TOO_LONG.sub(r"\1…", line)) for line in words.split("\n"))


@click.group(cls=_Commands)
@click.version_option(version("career-guide"), message="career-guide %(version)s")
def main() -> None:
    """The command; its help and that of its subcommands stands in `messages/cli.yml`."""
