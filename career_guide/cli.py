"""`career-guide`: the command for editors."""

import sys
import time
from pathlib import Path

import click

from career_guide import loading


@click.group()
def main() -> None:
    """Tools for the editors of the career guide."""


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True, help="The data.")
def check(data: Path) -> None:
    """Check all data files and list every problem with its place and remedy. Nothing is written."""
    start = time.perf_counter()
    try:
        guide = loading.load(data)
    except loading.DataError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    seconds = time.perf_counter() - start
    click.echo(
        f"The data is sound: {len(guide.roles)} role(s), {len(guide.skills)} skills, {len(guide.tools)} tools, "
        f"{len(guide.certifications)} certifications, {len(guide.sources)} sources ({seconds:.2f} s)."
    )
