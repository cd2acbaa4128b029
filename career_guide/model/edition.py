"""An edition: the data of the guide as it was in one month, kept so that what was cited can always be read again.

Which roles it has, and what a list of editions shows of them, stands in its `edition.yml`; all else is read only when
a page of it is made, so that many editions cost next to nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import ConfigDict

from career_guide.model.guide import Guide
from career_guide.model.values import Id, Line, Localized, Record, Slug, Text


class EditionRole(Record):
    """A role in an edition."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    revision: Line
    """Which state of the role's data it is."""
    reviewed: date
    """The day on which the role had last been reviewed."""
    title: Text
    """What the role was called."""
    slug: Localized[Slug]
    """The words in the address of its page, which never change."""


class EditionRecord(Record):
    """What `edition.yml` says."""

    month: Line
    """The month that the edition is named after: `2026-11`."""
    frozen: date
    """The day on which its data was frozen."""
    roles: dict[Id, EditionRole]
    """The roles that have a page in it. Its data is always whole: texts link to other roles."""
    files: dict[Line, Line]
    """The SHA-256 of each file of its data, with plain line ends, by its path."""
    checksum: Line
    """The SHA-256 of all that stands above it."""


@dataclass(frozen=True)
class Edition:
    """An edition that was checked to be as it was frozen."""

    month: str
    """`2026-11`."""
    frozen: date
    roles: Mapping[str, EditionRole]
    load: Callable[[], Guide]
    """Reads the data, without labels: pages are made with the words of today.

    Raises `DataError` where the engine of today cannot.
    """

    @property
    def first_day(self) -> date:
        """The first day of its month."""
        return date.fromisoformat(f"{self.month}-01")
