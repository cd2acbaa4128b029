"""How commands that write tell that they did not."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from career_guide.editing.kinds import RefusedError
from career_guide.model.locales import Locale
from career_guide.words import reports
from career_guide.words.messages import say
from career_guide.words.problems import DataError


@contextmanager
def told(locale: Locale) -> Iterator[None]:
    """End the command with exit code 1 when what it is asked for is refused, tell why, and write nothing more."""
    try:
        yield
    except RefusedError as refused:
        click.echo(refused.message.text(locale), err=True)
        sys.exit(1)
    except DataError as error:
        click.echo(reports.as_text(error.problems, locale), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(say("editing.unwritable", locale, reason=error.strerror), err=True)
        sys.exit(1)
