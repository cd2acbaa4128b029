"""`career-guide check`."""

import os
import sys
import time
from pathlib import Path
from typing import Literal

import click

from career_guide import reports
from career_guide.cli import options
from career_guide.locales import Locale
from career_guide.messages import say
from career_guide.problems import DataError, Problem

Format = Literal["text", "json", "github"]


@click.command()
@options.folder
@options.language
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How problems are told: to people (the default), to other programs, or to GitHub, which shows each beside "
    "the changed line.",
)
def check(project: Path, locale: Locale, form: Format) -> None:
    """Check data and hand-written pages, and list every problem with its place and remedy. Nothing is written."""
    # Only this command needs all of the engine; its models take a moment to be made.
    from career_guide.project import Project  # noqa: PLC0415

    start = time.perf_counter()
    problems: list[Problem] = []
    sound = ""
    try:
        guide = Project.in_folder(project).open("https://guide.example/").plan.guide
    except DataError as error:
        problems = error.problems
    else:
        counts = {name: len(getattr(guide, name)) for name in ("roles", "skills", "tools", "certifications", "sources")}
        sound = say("check.sound", locale, seconds=f"{time.perf_counter() - start:.2f}", **counts)
    if form == "json":
        click.echo(reports.as_json(problems, locale))
    elif not problems:
        click.echo(sound)
    elif form == "github":
        click.echo(reports.as_github(problems, locale))
    else:
        # https://no-color.org: any value but an empty one.
        click.echo(reports.as_text(problems, locale, styled=not os.environ.get("NO_COLOR")), err=True)
    if problems:
        sys.exit(1)
