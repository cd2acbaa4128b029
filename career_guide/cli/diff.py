"""`career-guide diff`: what changed for readers since a revision of git."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from career_guide.building.writing import change
from career_guide.cli import options
from career_guide.cli.history import earlier
from career_guide.editing.changelog import with_entry
from career_guide.loading import GuideLoader, load_articles
from career_guide.loading.yaml_source import read
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.today import today
from career_guide.review.changes import GuideChange, guide_changes
from career_guide.words.messages import say
from career_guide.words.problems import DataError, RefusedError

_SHOWN: Final = 5
"""How many problems of an earlier state are shown: they cannot be mended."""


@click.command()
@click.argument("revision")
@options.folder_to_change
@options.role
@click.option("--write", is_flag=True)
@click.option("--force", is_flag=True)
@options.language
def diff(revision: str, project: Path, role_id: str | None, locale: Locale, *, write: bool, force: bool) -> None:
    """Say in sentences what changed for readers since a revision of git."""
    after, pages = GuideLoader(project / "data").load(), load_articles(project / "docs")
    options.require_role(role_id, after.roles, locale)
    try:
        before, pages_before = earlier(project, revision)
    except DataError as error:
        click.echo(say("diff.old_problems", locale, revision=revision), err=True)
        raise DataError(error.problems[:_SHOWN]) from None
    changes = guide_changes(before, after, pages_before, pages)
    by_role = {role: [change for change in changes if change.role_id == role] for role in (*after.roles, None)}
    by_role = {role: own for role, own in by_role.items() if own and role_id in {None, role}}
    if not by_role:
        click.echo(say("diff.nothing", locale, revision=revision))
        return
    click.echo(say("diff.since", locale, revision=revision))
    for role, own in by_role.items():
        heading = after.roles[role].profile.title[locale] if role else say("diff.whole_guide", locale)
        click.echo("\n".join(["", heading, *(f"- {change.sentence[locale]}" for change in own)]))
    if write:
        _write(project, {role: own for role, own in by_role.items() if role}, locale, force=force)


# --- the entries


def _write(project: Path, changes: Mapping[str, Sequence[GuideChange]], locale: Locale, *, force: bool) -> None:
    """Put an entry of today into the file of each role that changed, and show it.

    Raises:
        RefusedError: There is one of today, or a comment in a file could be lost.
    """
    day = today(os.environ)
    texts: dict[Path, str] = {}
    lines: list[str] = []
    for role, own in changes.items():
        path, shown = project / "data" / "roles" / role / "changes.yml", Path(f"data/roles/{role}/changes.yml")
        sentences = {each: [change.sentence[each] for change in own] for each in LOCALES}
        new = with_entry(read(path, shown) if path.exists() else None, shown, day, sentences)
        if new.replaced is not None and not force:
            raise RefusedError("diff.today_exists", file=shown, entry=new.replaced.rstrip())
        texts[path] = new.text
        lines += ["", say("diff.written", locale, file=shown), new.entry.rstrip()]
        lines += [say("diff.replaced", locale), new.replaced.rstrip()] if new.replaced is not None else []
    change(project, texts)
    click.echo("\n".join(lines))
