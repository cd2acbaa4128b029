"""The one rule of where a figure comes from: its own source, else that of what it stands in, else its chapter's."""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from career_guide.model.role import AreaPay, Pay
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
    yield from _figures(record, ())


def _figures(value: Any, path: Path) -> Iterator[tuple[Path, Sourced]]:
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _figures(entry, (*path, index))
    elif isinstance(value, Record):
        if isinstance(value, Figure | Pay | AreaPay):
            yield path, value
        for name, part in value:
            yield from _figures(part, (*path, name))
