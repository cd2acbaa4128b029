"""`career-guide fmt`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from career_guide.building.writing import change
from career_guide.cli import options
from career_guide.editing.formatting import Formatted, data_files, format_file
from career_guide.model.locales import Locale
from career_guide.words import reports
from career_guide.words.messages import say


@click.command()
@options.files
@click.option("--check", "check_only", is_flag=True)
@click.option("--diff", "show_diff", is_flag=True)
@options.folder_to_change
@options.language
def fmt(files: tuple[Path, ...], check_only: bool, show_diff: bool, project: Path, locale: Locale) -> None:  # noqa: FBT001 - the command line's
    """Put files of the data in one style."""
    data = project / "data"
    known = {path.resolve(): path for path in data_files(data)}
    named = [(project / options.below(project, file)).resolve() for file in files]
    for file, path in zip(files, named, strict=True):
        if path not in known:
            raise click.UsageError(say("fmt.outside", locale, file=file, data=data.name))
    chosen = sorted({known[path] for path in named}) if files else list(known.values())
    found = [format_file(data, path) for path in chosen]
    has_failed = _report(found, locale)
    changed = {one.path: (one.document, one.after) for one in found if one.after is not None and one.is_changed}
    if not check_only and not show_diff:
        change(project, {path: after for path, (_, after) in changed.items()})
    for document, after in changed.values():
        shown = document.file.as_posix()
        if show_diff:
            click.echo(options.difference(document.text, after, shown), nl=False)
        else:
            click.echo(say("fmt.would_change" if check_only else "fmt.changed", locale, file=shown))
    if not changed and not has_failed and not show_diff:
        click.echo(say("fmt.all_in_order", locale))
    sys.exit(1 if has_failed or (check_only and changed) else 0)


def _report(found: Sequence[Formatted], locale: Locale) -> bool:
    """Print which files cannot be put in style, and why; gives whether there are any."""
    failed = [one.document for one in found if one.after is None]
    problems = [problem for document in failed for problem in document.problems]
    if problems:
        click.echo(reports.as_text(problems, locale), err=True)
        click.echo(say("fmt.skipped", locale), err=True)
    for document in failed:
        if not document.problems:
            click.echo(say("fmt.unsafe", locale, file=document.file.as_posix()), err=True)
    return bool(failed)
