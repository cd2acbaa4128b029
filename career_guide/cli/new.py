"""`career-guide new`."""

import os
from pathlib import Path

import click

from career_guide.building.writing import write_files
from career_guide.cli import options
from career_guide.editing.scaffolding import OPTIONAL_FILES, Scaffolder
from career_guide.model.descriptions import KindName
from career_guide.model.kinds import KINDS, Kind
from career_guide.model.locales import Locale
from career_guide.model.today import today
from career_guide.words.messages import say
from career_guide.words.problems import RefusedError


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("new_id")
@click.option("--role", "role_id")
@click.option("--chapter", "chapters", multiple=True, type=click.Choice(OPTIONAL_FILES))
@options.folder
@options.language
def new(  # noqa: PLR0917
    kind: str, new_id: str, role_id: str | None, chapters: tuple[str, ...], project: Path, locale: Locale
) -> None:
    """Write the frame of a new record, for an editor to fill in."""
    _check_options(KINDS[kind], role_id, chapters)
    scaffolder = Scaffolder(project / "data", locale, today(os.environ))
    written = scaffolder.scaffold(KINDS[kind], new_id, role_id or "", chapters)
    write_files(written.texts)
    for path in written.texts:
        file = path.relative_to(project).as_posix()
        result = "new.added" if KINDS[kind].is_catalogued else "new.written"
        click.echo(say(result, locale, file=file, line=written.line, value=new_id))
    for path in written.kept:
        click.echo(say("new.kept", locale, file=path.relative_to(project).as_posix()))
    click.echo(say("new.next", locale))


def _check_options(kind: Kind, role_id: str | None, chapters: tuple[str, ...]) -> None:
    if role_id is not None and kind.name != "specialization":
        raise RefusedError("new.wrong_option", option="--role", kind=KindName(kind.name))
    if chapters and kind.name != "role":
        raise RefusedError("new.wrong_option", option="--chapter", kind=KindName(kind.name))
