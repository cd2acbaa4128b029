"""`career-guide new`."""

import os
from pathlib import Path

import click

from career_guide.building.writing import change
from career_guide.cli import options
from career_guide.editing.scaffolding import OPTIONAL_FILES, Scaffolder
from career_guide.model.descriptions import KindName
from career_guide.model.kinds import KINDS
from career_guide.model.locales import Locale
from career_guide.model.today import today
from career_guide.words.messages import say
from career_guide.words.problems import RefusedError


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("new_id")
@click.option("--role", "role_id")
@click.option("--chapter", "chapters", multiple=True, type=click.Choice(OPTIONAL_FILES))
@options.folder_to_change
@options.language
def new(  # noqa: PLR0917
    kind: str, new_id: str, role_id: str | None, chapters: tuple[str, ...], project: Path, locale: Locale
) -> None:
    """Write the frame of a new record, for an editor to fill in."""
    for option, is_given, fitting in (("--role", role_id, "specialization"), ("--chapter", chapters, "role")):
        if is_given and kind != fitting:
            raise RefusedError("new.wrong_option", option=option, kind=KindName(kind))
    scaffolder = Scaffolder(project / "data", locale, today(os.environ))
    written = scaffolder.scaffold(KINDS[kind], new_id, role_id or "", chapters)
    change(project, written.texts)
    for path in written.texts:
        file = path.relative_to(project).as_posix()
        result = "new.added" if KINDS[kind].is_catalogued else "new.written"
        click.echo(say(result, locale, file=file, line=written.line, value=new_id))
    for path in written.kept:
        click.echo(say("new.kept", locale, file=path.relative_to(project).as_posix()))
    click.echo(say("new.draft" if kind == "role" else "new.next", locale))
