"""What several subcommands share: the language to speak, and the folders of the project."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from career_guide.locales import LOCALES, Locale
from career_guide.messages import editor_locale, say
from career_guide.suggestions import nearest_or_known


def _locale(_: click.Context, __: click.Parameter, chosen: str | None) -> Locale:
    return editor_locale(chosen, os.environ)


def language(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--lang`; it takes `locale`, that of the terminal where none is chosen."""
    return click.option(
        "--lang",
        "locale",
        type=click.Choice(LOCALES),
        callback=_locale,
        help="The language to speak; otherwise that of the terminal (LANG).",
    )(command)


def folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--project`: the folder that holds `data/`, `docs/` and `overrides/`."""
    return click.option(
        "--project",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        default=Path(),
        help="The project's folder; otherwise the current one.",
    )(command)


def role(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--role`; it takes `role_id`, or None for all roles."""
    return click.option("--role", "role_id", metavar="ID", help="Only this role: the name of its folder.")(command)


def require_role(role_id: str | None, known: Iterable[str], locale: Locale) -> None:
    """End a command, as wrongly used, where it was asked for a role that does not exist."""
    ids = list(known)
    if role_id is not None and role_id not in ids:
        suggestion = nearest_or_known(role_id, ids).text(locale)
        click.echo(f"{say('status.unknown_role', locale, value=role_id)} {suggestion}", err=True)
        sys.exit(2)
