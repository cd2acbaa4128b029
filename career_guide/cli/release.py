"""`career-guide release`."""

import os
from pathlib import Path
from typing import Final

import click

from career_guide.building.writing import change
from career_guide.cli import options
from career_guide.editing.releasing import release as work_out
from career_guide.model.locales import Locale
from career_guide.model.today import today
from career_guide.words.messages import say

_THIS_MONTH: Final = "this month"
"""What `--edition` stands for where no month follows."""


@click.command()
@click.option("--edition", "month", is_flag=False, flag_value=_THIS_MONTH)
@click.option("--yes", is_flag=True)
@options.folder_to_change
@options.language
def release(month: str | None, yes: bool, project: Path, locale: Locale) -> None:  # noqa: FBT001 - click calls it
    """Show what a release promises; with `--yes`, promise it."""
    day = today(os.environ)
    if month == _THIS_MONTH:
        month = f"{day:%Y-%m}"
    found = work_out(project, month, day)
    for address in found.new:
        click.echo(f"+ {address}")
    for address, to in found.moved.items():
        click.echo(f"- {address} → {to}")
    if month is not None:
        click.echo(f"+ editions/{month}/")
    if not found.texts:
        click.echo(say("release.nothing", locale, count=found.promised))
        return
    permanent = sum(address.startswith("/go/") for address in found.new)
    counts = {"pages": len(found.new) - permanent, "permanent": permanent, "moved": len(found.moved)}
    click.echo("\n" + say("release.counts", locale, **counts))
    if yes:
        change(project, found.texts)
    click.echo(say("release.done" if yes else "release.next", locale, count=found.promised))
