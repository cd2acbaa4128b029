"""`career-guide rename`."""

import sys
from pathlib import Path

import click

from career_guide.building.writing import change
from career_guide.cli import options
from career_guide.editing.renaming import NotSoundError, Renaming, renaming
from career_guide.model.kinds import KINDS
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import ID_PATTERN
from career_guide.words import reports
from career_guide.words.messages import say
from career_guide.words.problems import DataError, RefusedError


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("old")
@click.argument("new", required=False)
@click.option("--role", default="")
@click.option("--slug", "slugs", multiple=True)
@click.option("--dry-run", is_flag=True)
@options.folder_to_change
@options.language
def rename(  # noqa: PLR0917
    kind: str,
    old: str,
    new: str | None,
    role: str,
    slugs: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001 - the command line's
    project: Path,
    locale: Locale,
) -> None:
    """Give a record a new id everywhere, and keep the old one as former."""
    try:
        if kind == "specialization" and not role:
            role, _, old = old.rpartition("/")
        changes = renaming(project, KINDS[kind], old, new or old, _new_slugs(slugs), role)
    except DataError as error:
        click.echo(reports.as_text(error.problems, locale), err=True)
        unsound = "would_not_be_sound" if isinstance(error, NotSoundError) else "not_sound"
        click.echo(say(f"rename.{unsound}", locale), err=True)
        sys.exit(1)
    if not dry_run:
        change(project, changes.texts, changes.moves)
    _report(project, changes, locale, with_diff=dry_run)
    if not dry_run:
        click.echo(say("rename.done", locale))


def _new_slugs(written: tuple[str, ...]) -> dict[Locale, str]:
    slugs: dict[Locale, str] = {}
    for one in written:
        language, _, slug = one.partition("=")
        for locale in LOCALES:
            if locale == language and ID_PATTERN.fullmatch(slug):
                slugs[locale] = slug
                break
        else:
            raise RefusedError("rename.bad_slug", value=one)
    return slugs


def _report(project: Path, changes: Renaming, locale: Locale, *, with_diff: bool) -> None:
    for path, text in changes.texts.items():
        file = path.relative_to(project).as_posix()
        if with_diff:
            click.echo(options.difference(path.read_bytes().decode("utf-8"), text, file), nl=False)
        else:
            click.echo(say("rename.changed", locale, file=file))
    for old, new in changes.moves.items():
        names = [path.relative_to(project).as_posix() for path in (old, new)]
        click.echo(say("rename.moved", locale, file=names[0], new=names[1]))
