"""`career-guide schema`."""

import sys
from pathlib import Path

import click

from career_guide.cli import options
from career_guide.editing.schema_files import write_schemas
from career_guide.loading import GuideLoader
from career_guide.model.locales import Locale
from career_guide.review import schemas
from career_guide.words import reports
from career_guide.words.messages import say
from career_guide.words.problems import DataError


@click.command()
@options.folder
@options.language
def schema(project: Path, locale: Locale) -> None:
    """Write the JSON Schemas, whatever is wrong with the data."""
    loader = GuideLoader(project / "data")
    problems = []
    try:
        loader.load()
    except DataError as error:
        problems = error.problems
    if not loader.context:
        click.echo(reports.as_text(problems, locale), err=True)
        sys.exit(1)
    try:
        written, total = write_schemas(project, loader.context)
    except OSError as error:
        click.echo(say("schema.unwritable", locale, folder=schemas.FOLDER, reason=error.strerror), err=True)
        sys.exit(1)
    result = "written" if written else "unchanged"
    click.echo(say(f"schema.{result}", locale, folder=schemas.FOLDER, count=written, total=total))
    if problems:
        click.echo(say("schema.broken_data", locale, count=len(problems)), err=True)
