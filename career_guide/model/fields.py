"""What the models expect at each place of a file: the type, the order of fields, and what an id there refers to."""

from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, Self, Union, get_args, get_origin

from pydantic import WithJsonSchema

from career_guide.model.kinds import FILE_KINDS
from career_guide.model.role import Profile, SalaryBand, Section
from career_guide.model.values import InUnit, Markdown, Record, Sourced, Unit

_PLACED_BEFORE: Final[dict[type[Record], dict[str, str]]] = {
    Profile: {"summary": "sections", "intro": "sections", "former_ids": "market"},
    SalaryBand: {"basis": "variable", "range": "variable"},
    Section: {"checklist": "title"},
}
"""Where an inherited or a later field is not written in the order of the model: record, field, the one it precedes."""


@dataclass(frozen=True)
class Expected:
    """What the model expects at one place."""

    holds: Any
    """A record, `dict[…]`, `list[…]`, `Literal[…]` or a plain type; without Annotated and None. None: not known."""
    rules: tuple[Any, ...] = ()
    """What is annotated with it."""
    may_be_null: bool = False

    @classmethod
    def by(cls, annotation: Any, rules: tuple[Any, ...] = (), *, may_be_null: bool = False) -> Self:
        """What an annotation expects."""
        if get_origin(annotation) is Annotated:
            bare, *more = get_args(annotation)
            return cls.by(bare, (*more, *rules), may_be_null=may_be_null)
        if get_origin(annotation) in {Union, UnionType}:
            options = [option for option in get_args(annotation) if option is not type(None)]
            nullable = len(options) < len(get_args(annotation))
            # A number may be whole or not: the only union of types in the models.
            return cls.by(options[0], rules, may_be_null=may_be_null or nullable)
        return cls(annotation, rules, may_be_null)

    @property
    def record(self) -> type[Record] | None:
        """The record that is expected, if it is one."""
        return self.holds if isinstance(self.holds, type) and issubclass(self.holds, Record) else None

    @property
    def entry(self) -> "Expected":
        """What each entry of a list, or each value of a mapping of ids, is expected to be."""
        known = get_origin(self.holds) in {list, dict}
        return Expected.by(get_args(self.holds)[-1]) if known else Expected(None)

    def at(self, key: str | int) -> "Expected":
        """What is expected below a key or position."""
        if self.record is None:
            return self.entry
        return _fields(self.record).get(str(key), Expected(None))

    @property
    def options(self) -> tuple[str, ...]:
        """The possible values, where they are counted."""
        return get_args(self.holds) if get_origin(self.holds) is Literal else ()

    @property
    def refers_to(self) -> str | None:
        """The kind of record whose id is expected: `skill`, `source`; `page` for the key of a page."""
        notes = (rule.json_schema or {} for rule in self.rules if isinstance(rule, WithJsonSchema))
        return next((note["x-names"] for note in notes if "x-names" in note), None)

    @property
    def unit(self) -> Unit | None:
        """The unit of a range that stands without one."""
        return next((rule.name for rule in self.rules if isinstance(rule, InUnit)), None)

    @property
    def is_prose(self) -> bool:
        """Whether prose is expected, which may hold links."""
        return all(rule in self.rules for rule in get_args(Markdown)[1:])


@cache
def _fields(record: type[Record]) -> dict[str, Expected]:
    return {name: Expected.by(field.annotation, tuple(field.metadata)) for name, field in record.model_fields.items()}


@cache
def fields_in_order(record: type[Record]) -> tuple[str, ...]:
    """The fields of a record as they are written: those of the model, an id first.

    What a record rests on stands first where it holds for a whole file, and last in a part.
    """
    order = list(record.model_fields)
    if record not in [kind.holds for kind in FILE_KINDS.values()]:
        order.sort(key=lambda name: name in Sourced.model_fields)
    for name, following in _PLACED_BEFORE.get(record, {}).items():
        order.remove(name)
        order.insert(order.index(following), name)
    return tuple(sorted(order, key=lambda name: name != "id"))
