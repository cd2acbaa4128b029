"""The day of a build or a command, from one place, so that builds can be repeated and tests can set it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Final

VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, as reproducible builds set it."""
_YEARS: Final = range(1970, 9000)
"""Beyond these, days cannot be counted on."""


def today(environment: Mapping[str, str]) -> date:
    """The day of `SOURCE_DATE_EPOCH` in UTC; the real one where it is not set or not a valid time."""
    with suppress(ValueError, OverflowError, OSError):
        named = datetime.fromtimestamp(int(environment.get(VARIABLE, "")), UTC).date()
        if named.year in _YEARS:
            return named
    return datetime.now().astimezone().date()


def latest_day(environment: Mapping[str, str]) -> date:
    """The last day that may already have come somewhere: one after the real day, since time zones differ.

    `SOURCE_DATE_EPOCH` can only make it later: what has once been built can be built again, whatever day that names.
    """
    return max(today({}), today(environment)) + timedelta(days=1)
