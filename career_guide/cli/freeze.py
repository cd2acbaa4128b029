"""`career-guide freeze`."""

import os
from pathlib import Path

import click

from career_guide.building.writing import write_files
from career_guide.cli import options, refusals
from career_guide.editing.freezing import edition_files
from career_guide.model.locales import Locale
from career_guide.model.today import today
from career_guide.words.messages import say


@click.command()
@click.argument("month", required=False)
@click.option("--role", "role_ids", multiple=True)
@options.folder
@options.language
def freeze(month: str | None, role_ids: tuple[str, ...], project: Path, locale: Locale) -> None:
    """Keep the data as it is now, as the edition of a month."""
    day = today(os.environ)
    month = month or f"{day:%Y-%m}"
    with refusals.told(locale):
        files = edition_files(project, month, day, role_ids)
        write_files(files)
    click.echo(say("freeze.frozen", locale, folder=f"editions/{month}/", count=len(files)))
    click.echo(say("freeze.next", locale))
