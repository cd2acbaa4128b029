"""The day that a build or a command speaks of: one place, so that builds can be repeated and tests can pin it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, as reproducible builds set it."""


def today(environment: Mapping[str, str]) -> date:
    """The day that `SOURCE_DATE_EPOCH` names in UTC; the real one where it is not set, or is no moment."""
    try:
        return datetime.fromtimestamp(int(environment.get(VARIABLE, "")), UTC).date()
    except (ValueError, OverflowError, OSError):
        return datetime.now().astimezone().date()


def latest_day(environment: Mapping[str, str]) -> date:
    """The last day that can have come for anyone who writes: one after the real day, since clocks differ by zone.

    `SOURCE_DATE_EPOCH` can only put it off: what has once been built can be built again, whatever day that names.
    """
    return max(today({}), today(environment)) + timedelta(days=1)
