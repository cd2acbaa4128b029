"""Walking through a record: its parts with ids, its figures, and the one rule for what figures inherit.

A figure has its own source, else that of the part that holds it, else its chapter's; an amount of pay its currency,
period and basis likewise.
"""

from collections.abc import Iterator
from datetime import date
from operator import is_
from typing import Any, Final, TypeVar

from career_guide.model.figures import Figure, Sourced
from career_guide.model.pay import Pay, PayTerms
from career_guide.model.role import Identified
from career_guide.model.values import Record

Path = tuple[str | int, ...]

_NESTED: Final = (Record, list, dict)
"""What may hold records."""

R = TypeVar("R", bound=Record)

_UNSAID: Final[dict[str, Any]] = {"currency": None, "period": "year", "months_paid": None, "basis": "unspecified"}
"""What amounts of pay are counted in where nothing is said."""


def with_inherited(record: R) -> R:
    """The record with `source`, `as_of` and the terms of pay filled in wherever they are inherited.

    A date is inherited only together with the source that it belongs to.
    """
    filled: R = _filled(record, None, None, _UNSAID)
    return filled


def _filled(value: Any, source: str | None, as_of: date | None, terms: dict[str, Any]) -> Any:
    """The value with what it inherits; the very same where it inherits nothing."""
    if isinstance(value, list):
        entries = [_filled(entry, source, as_of, terms) for entry in value]
        return value if all(map(is_, entries, value)) else entries
    if not isinstance(value, Record):
        return value
    own: dict[str, Any] = {}
    if isinstance(value, Sourced) and value.rests_on_source:
        as_of = value.as_of or (None if value.source else as_of)
        source = value.source or source
        own = {"source": source, "as_of": as_of}
    if isinstance(value, PayTerms):
        terms = {
            name: inherited if (said := getattr(value, name)) is None else said for name, inherited in terms.items()
        }
        own |= terms
    fields = vars(value)
    own |= {name: _filled(part, source, as_of, terms) for name, part in fields.items() if isinstance(part, _NESTED)}
    changed = {name: part for name, part in own.items() if part is not fields[name]}
    return value.model_copy(update=changed) if changed else value


def figures(record: Record) -> Iterator[tuple[Path, Figure | Pay]]:
    """All known figures in a record, each with its path (field names and list positions)."""
    for path, part in records_in(record):
        if isinstance(part, Figure) or (isinstance(part, Pay) and part.range is not None):
            yield path, part


def identified(record: Record) -> Iterator[tuple[Path, Identified]]:
    """All parts of a record that have an id, each with its path."""
    for path, part in records_in(record):
        if isinstance(part, Identified):
            yield path, part


def records_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """A record and all records in it, or those in a list or mapping, each with its path."""
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from records_in(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from records_in(entry, (*path, key))
    elif isinstance(value, Record):
        yield path, value
        for name, part in vars(value).items():
            if isinstance(part, _NESTED):
                yield from records_in(part, (*path, name))
