"""`career-guide addresses`."""

import sys
from pathlib import Path
from typing import Final

import click

from career_guide.building import promised
from career_guide.cli import options
from career_guide.loading.published import FOLDER, LIST, load_published
from career_guide.model.locales import Locale
from career_guide.words import reports
from career_guide.words.messages import say

_SHOWN: Final = 20
"""How many new addresses are shown; a new role has hundreds."""


@click.command()
@options.folder
@options.language
@click.option("--add", is_flag=True)
def addresses(project: Path, locale: Locale, add: bool) -> None:  # noqa: FBT001 - click calls it
    """Compare the built site with the list of published addresses."""
    site = project / "site"
    if not (site / "index.html").is_file():
        click.echo(say("addresses.not_built", locale), err=True)
        sys.exit(1)
    gone = promised.vanished(promised.present(site), load_published(project / FOLDER))
    if gone:
        click.echo(reports.as_text(gone, locale), err=True)
        sys.exit(1)
    new = promised.add(site, project) if add else promised.unlisted(site, project / LIST)
    for address in new[:_SHOWN]:
        click.echo(address)
    if len(new) > _SHOWN:
        click.echo("…")
    said = "all_listed" if not new else "added" if add else "new"
    click.echo(say(f"addresses.{said}", locale, count=len(new)))
