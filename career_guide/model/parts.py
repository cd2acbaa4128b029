"""Walking through a record: its parts with ids, its figures, and the one rule for their sources.

A figure has its own source, else that of the part that holds it, else its chapter's.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from career_guide.model.role import AreaPay, Identified, Pay
from career_guide.model.values import Figure, Record, Sourced

Path = tuple[str | int, ...]

R = TypeVar("R", bound=Record)


def with_sources(record: R) -> R:
    """The record with `source` and `as_of` filled in wherever they are inherited.

    A date is inherited only together with the source that it belongs to.
    """
    filled: R = _filled(record, None, None)
    return filled


def _filled(value: Any, source: str | None, as_of: date | None) -> Any:
    if isinstance(value, list):
        return [_filled(entry, source, as_of) for entry in value]
    if not isinstance(value, Record):
        return value
    own: dict[str, Any] = {}
    if isinstance(value, Sourced):
        as_of = value.as_of or (None if value.source else as_of)
        source = value.source or source
        own = {"source": source, "as_of": as_of}
    parts = {name: _filled(part, source, as_of) for name, part in value if isinstance(part, list | Record)}
    return value.model_copy(update=parts | own)


def figures(record: Record) -> Iterator[tuple[Path, Sourced]]:
    """All figures in a record, each with the way to it (field names and list positions)."""
    for path, part in records_in(record):
        if isinstance(part, Figure | Pay | AreaPay):
            yield path, part


def identified(record: Record) -> Iterator[tuple[Path, Identified]]:
    """All parts of a record that have an id, each with the way to it."""
    for path, part in records_in(record):
        if isinstance(part, Identified):
            yield path, part


def records_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """A record and all records in it, or those in a list or mapping, each with the way to it."""
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from records_in(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from records_in(entry, (*path, key))
    elif isinstance(value, Record):
        yield path, value
        for name, part in value:
            yield from records_in(part, (*path, name))
