"""`career-guide check`."""

import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import click

from career_guide.building.project import Project
from career_guide.cli import options
from career_guide.model.locales import Locale
from career_guide.words import reports
from career_guide.words.messages import Progress, say
from career_guide.words.problems import Problem, noted

Format = Literal["text", "json", "github"]


@click.command()
@options.files
@options.folder
@options.language
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
def check(files: tuple[Path, ...], project: Path, locale: Locale, form: Format) -> None:
    """Check the whole guide; only the schemas for editors' programs are written."""
    # MkDocs takes a moment to import, and --help imports this module, too.
    from career_guide.mkdocs_plugin.settings import check_file  # noqa: PLC0415

    start, progress = time.perf_counter(), Progress(locale)
    opened = Project.in_folder(project)
    chosen = _chosen(files, project, [*opened.folders, project / options.SETTINGS], locale)
    found: list[Problem] = []
    with noted(found):
        check_file(project)
    try:
        with noted(found):
            plan = opened.check(progress.report).plan
    finally:
        progress.clear()
    opened.write_schemas()
    problems = [problem for problem in found if not chosen or any(map(problem.file.is_relative_to, chosen))]
    if found:
        sound = say("check.sound_here", locale, count=len(found))
    else:
        counts = {"roles": len(plan.guide.roles), "pages": len(plan.pages)}
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


def _chosen(files: Iterable[Path], project: Path, own: Sequence[Path], locale: Locale) -> list[Path]:
    """Give the files and folders that were named as problems name them.

    Raises:
        UsageError: One of them is not the guide's.
    """
    known = [folder.relative_to(project) for folder in own if folder.exists()]
    chosen = []
    for file in files:
        path = options.below(project, file)
        if ".." in path.parts or not (
            (project / path).exists() and any(path.is_relative_to(one) or one.is_relative_to(path) for one in known)
        ):
            names = ", ".join(f"{one.as_posix()}{'/' * (project / one).is_dir()}" for one in known)
            raise click.UsageError(say("cli.not_of_the_guide", locale, file=file, folders=names))
        chosen.append(path)
    return chosen
