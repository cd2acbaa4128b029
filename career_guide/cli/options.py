"""What several subcommands share: options for language, project and role, files as arguments, differences of texts."""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from career_guide.building.writing import alone, finish
from career_guide.cli.language import spoken
from career_guide.model.locales import LOCALES, Locale
from career_guide.words.messages import say
from career_guide.words.suggestions import nearest_or_known

SETTINGS: Final = "mkdocs.yml"
"""Marks the folder of a project."""


def _locale(_: click.Context, __: click.Parameter, ___: str | None) -> Locale:
    return spoken()


def _project(_: click.Context, __: click.Parameter, named: Path | None) -> Path:
    if named is not None:
        if not named.is_dir():
            raise click.UsageError(say("cli.no_folder", spoken(), folder=named))
        return named
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return Path() if folder == here else folder
    raise click.UsageError(say("cli.no_project", spoken()))


def _project_to_change(context: click.Context, parameter: click.Parameter, named: Path | None) -> Path:
    project = _project(context, parameter, named)
    # The outermost context ends whatever comes of the other arguments; this one only if they are right.
    context.find_root().with_resource(alone(project))
    if finish(project):
        click.echo(say("cli.finished", spoken()), err=True)
    return project


language: Final = click.option("--lang", "locale", type=click.Choice(LOCALES), callback=_locale)
"""`--lang`: gives `locale`, that of the terminal where none is chosen."""

folder: Final = click.option("--project", type=click.Path(path_type=Path), callback=_project)
"""`--project`: the folder of the guide, found as git finds its own if none is named."""

folder_to_change: Final = click.option("--project", type=click.Path(path_type=Path), callback=_project_to_change)
"""The same for commands that write: one after the other, they first finish what one of them was killed at."""

files: Final = click.argument("files", nargs=-1, type=click.Path(path_type=Path))
"""Files or folders; see `below`."""

role: Final = click.option("--role", "role_id")
"""`--role`: gives `role_id`, or None for all roles."""


def below(project: Path, file: Path) -> Path:
    """Find a file that an editor named: from the current folder or, as messages name it, from the project's.

    Returns:
        Its path below the project's folder; as it was named, if it lies elsewhere or does not exist.
    """
    for found in (file, project / file):
        if found.exists() and found.resolve().is_relative_to(project.resolve()):
            return found.resolve().relative_to(project.resolve())
    return file


def require_role(role_id: str | None, known: Iterable[str], locale: Locale) -> None:
    """Refuse a role that does not exist.

    Raises:
        UsageError: There is no such role.
    """
    ids = list(known)
    if role_id is not None and role_id not in ids:
        suggestion = nearest_or_known(role_id, ids).text(locale)
        raise click.UsageError(f"{say('status.unknown_role', locale, value=role_id)} {suggestion}")


def difference(before: str, after: str, file: str) -> str:
    """Give the lines of a file that differ, as `diff -u` does."""
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    return "".join(difflib.unified_diff(old, new, file, file))
