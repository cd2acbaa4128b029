"""`career-guide fmt`."""

import difflib
import sys
from pathlib import Path

import click

from career_guide.building.writing import write_files
from career_guide.cli import options
from career_guide.editing.formatting import Formatted, data_files, format_file
from career_guide.model.locales import Locale
from career_guide.words import reports
from career_guide.words.messages import say
from career_guide.words.problems import DataError


@click.command()
@options.files
@click.option("--check", "check_only", is_flag=True)
@click.option("--diff", "show_diff", is_flag=True)
@options.folder
@options.language
def fmt(files: tuple[Path, ...], check_only: bool, show_diff: bool, project: Path, locale: Locale) -> None:  # noqa: FBT001 - the command line's
    """Put files of the data in one style."""
    data = project / "data"
    try:
        known = {path.resolve(): path for path in data_files(data)}
    except DataError as error:
        click.echo(reports.as_text(error.problems, locale), err=True)
        sys.exit(1)
    named = [(project / options.below(project, file)).resolve() for file in files]
    for file, path in zip(files, named, strict=True):
        if path not in known:
            click.echo(say("fmt.outside", locale, file=file, data=data.name), err=True)
            sys.exit(2)
    chosen = sorted({known[path] for path in named}) if files else list(known.values())
    found = [format_file(data, path) for path in chosen]
    failed = _told(found, locale)
    changed = [file for file in found if file.is_changed]
    for one in changed:
        if show_diff:
            click.echo(_diff(one), nl=False)
        elif check_only:
            click.echo(say("fmt.would_change", locale, file=one.shown))
        else:
            failed |= not _written(one, locale)
    if not changed and not failed and not show_diff:
        click.echo(say("fmt.all_in_order", locale))
    sys.exit(1 if failed or (check_only and changed) else 0)


def _told(found: list[Formatted], locale: Locale) -> bool:
    """Tell what cannot be put in style; whether there was any."""
    problems = [problem for file in found for problem in file.problems]
    if problems:
        click.echo(reports.as_text(problems, locale), err=True)
        click.echo(say("fmt.skipped", locale), err=True)
    unsafe = [file for file in found if not file.problems and file.after is None]
    for file in unsafe:
        click.echo(say("fmt.unsafe", locale, file=file.shown), err=True)
    return bool(problems or unsafe)


def _written(file: Formatted, locale: Locale) -> bool:
    assert file.after is not None
    try:
        write_files({file.path: file.after})
    except OSError as error:
        click.echo(say("fmt.unwritable", locale, file=file.shown, reason=error.strerror), err=True)
        return False
    click.echo(say("fmt.changed", locale, file=file.shown))
    return True


def _diff(file: Formatted) -> str:
    assert file.after is not None
    before, after = (text.splitlines(keepends=True) for text in (file.before, file.after))
    return "".join(difflib.unified_diff(before, after, file.shown, file.shown))
