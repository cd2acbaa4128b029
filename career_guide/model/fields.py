"""What the models expect at each place of a file: the type, the order of fields, and what an id there refers to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, reduce
from types import UnionType
from typing import Annotated, Any, Final, Literal, Self, Union, get_args, get_origin

from annotated_types import MinLen

from career_guide.model.figures import Figure, InUnit, Range, Sourced, Unit
from career_guide.model.locales import LOCALES
from career_guide.model.pay import AreaPay, NearestPay, PayTerms, Salary, SalaryBand, TopPay
from career_guide.model.role import Chapter, Item, Profile, Section, Specialization
from career_guide.model.values import Form, Localized, Record, RefersTo, Text

_PAY: Final = (*PayTerms.model_fields, "range")
_PLACED_BEFORE: Final[dict[type[Record], dict[str, str]]] = {
    Profile: {"draft": "title", "former_ids": "market"}
    | dict.fromkeys(("summary", "answer", "intro", "limits"), "sections"),
    Salary: dict.fromkeys(PayTerms.model_fields, "factors"),
    SalaryBand: dict.fromkeys(_PAY, "variable"),
    AreaPay: dict.fromkeys(_PAY, "note"),
    TopPay: dict.fromkeys(_PAY, "note"),
    NearestPay: dict.fromkeys(_PAY, "note"),
    Section: {"checklist": "title"},
}
"""Where an inherited or a later field is not written in the order of the model: record, field, the one it precedes."""

ALSO_WRITTEN: Final[Mapping[type[Record] | None, tuple[str, ...]]] = {
    Range: ("min", "max"),
    Figure: ("base",),
    Item: ("title", "text"),
    Section: ("items",),
}
"""Optional fields that an example shows: without one of them the record would be refused."""

_PLAIN: Final[Mapping[Any, str]] = {str: "text", int: "whole_number", bool: "yes_no", date: "date"}


@dataclass(frozen=True)
class Expected:
    """What the model expects at one place.

    Only this module reads annotations: all others walk from one of these to the next.
    """

    holds: Any
    """A record, `dict[…]`, `list[…]`, `Literal[…]` or a plain type; without Annotated and None. None: not known."""
    rules: tuple[Any, ...] = ()
    """What is annotated with it."""
    may_be_null: bool = False
    is_required: bool = False
    """Whether it is a field that may not be left out."""
    default: Any = field(default=None, compare=False)
    """What holds where the field is left out."""

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

    @cached_property
    def record(self) -> type[Record] | None:
        """The record that is expected, if it is one."""
        return self.holds if isinstance(self.holds, type) and issubclass(self.holds, Record) else None

    @cached_property
    def many(self) -> Literal["list", "by_id"] | None:
        """How there may be many: in a list, or each under an id; None for one alone."""
        names: dict[Any, Literal["list", "by_id"]] = {list: "list", dict: "by_id"}
        return names.get(get_origin(self.holds))

    @cached_property
    def entry(self) -> "Expected":
        """What each entry of a list, or each value of a mapping of ids, is expected to be."""
        return Expected.by(get_args(self.holds)[-1]) if self.many else Expected(None)

    @property
    def key(self) -> "Expected":
        """What each id in a mapping is expected to be."""
        return Expected.by(get_args(self.holds)[0])

    @cached_property
    def part(self) -> type[Record] | None:
        """The record that is expected, be it one or many of them."""
        return self.entry.part if self.many else self.record

    @cached_property
    def is_localized(self) -> bool:
        """Whether the same thing in each locale is expected."""
        return self.record is not None and issubclass(self.record, Localized)

    @property
    def fields(self) -> Mapping[str, "Expected"]:
        """What each field of the record is expected to be; none where no record is."""
        return fields_of(self.record) if self.record else {}

    def at(self, key: str | int) -> "Expected":
        """What is expected below a key or position."""
        if self.record is None:
            return self.entry
        return fields_of(self.record).get(str(key), Expected(None))

    def below(self, path: Iterable[str | int]) -> "Expected":
        """What is expected at the end of a path."""
        return reduce(lambda expected, key: expected.at(key), path, self)

    @cached_property
    def kind(self) -> str:
        """What sort of value is expected, in a word.

        `text`, `prose`, `date`; `skill` for the id of one; `choice` where the values are counted; `record`. Many of
        them are `list_text`, `by_id_record`; the same in each locale is `localized_text`, `localized_text_or_null`.

        Raises:
            KeyError: There is no word for it yet.
        """
        if self.many:
            return f"{self.many}_{self.entry.kind}"
        if self.is_localized:
            text = self.at(LOCALES[0])
            return f"localized_{text.kind}_or_null" if text.may_be_null else f"localized_{text.kind}"
        if self.record:
            return "record"
        return "choice" if self.options else self.refers_to or (self.form.kind if self.form else _PLAIN[self.holds])

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The possible values, where they are counted."""
        return get_args(self.holds) if get_origin(self.holds) is Literal else ()

    @property
    def form(self) -> Form | None:
        """What the model says of a plain value; None where its type says all."""
        return next((rule for rule in reversed(self.rules) if isinstance(rule, Form)), None)

    @cached_property
    def refers_to(self) -> str | None:
        """The kind of record whose id is expected: `skill`, `source`; `page` for the key of a page."""
        return next((rule.kind for rule in self.rules if isinstance(rule, RefersTo)), None)

    @cached_property
    def unit(self) -> Unit | None:
        """The unit of a range that stands without one."""
        return next((rule.name for rule in self.rules if isinstance(rule, InUnit)), None)

    @cached_property
    def is_prose(self) -> bool:
        """Whether prose is expected, which may hold links."""
        return self.form is not None and self.form.kind == "prose"

    @property
    def holds_prose(self) -> bool:
        """Whether prose is expected here or at any depth."""
        inner = [self.entry] if self.many else self.fields.values()
        return self.is_prose or any(expected.holds_prose for expected in inner)

    @cached_property
    def is_filled(self) -> bool:
        """Whether there must be at least one entry."""
        return any(isinstance(rule, MinLen) for rule in self.rules)


@cache
def fields_of(record: type[Record]) -> Mapping[str, Expected]:
    """What each field of a record holds, in the order of the model."""
    return {
        name: replace(
            Expected.by(info.annotation, tuple(info.metadata)),
            is_required=info.is_required(),
            default=None if info.is_required() else info.default,
        )
        for name, info in record.model_fields.items()
    }


def records_within(record: type[Record] | None) -> list[type[Record]]:
    """A record and those that stand in it at any depth, outermost first; texts in each locale are none."""
    found = [record] if record else []
    for outer in found:
        for expected in (fields_of(outer)[name] for name in fields_in_order(outer)):
            if expected.part and expected.part not in found and not issubclass(expected.part, Localized):
                found.append(expected.part)
    return found


@cache
def fields_in_order(record: type[Record]) -> tuple[str, ...]:
    """The fields of a record as they are written: those of the model, an id first.

    What a record rests on stands first where it holds for a whole file, and last in a part.
    """
    order = list(record.model_fields)
    if not issubclass(record, Chapter | Specialization):
        order.sort(key=lambda name: name in Sourced.model_fields)
    for name, following in _PLACED_BEFORE.get(record, {}).items():
        order.remove(name)
        order.insert(order.index(following), name)
    return tuple(sorted(order, key=lambda name: name != "id"))


@cache
def title_field(record: type[Record]) -> str:
    """The field that holds what readers call a record: the first text that must be there, or else the first text.

    Raises:
        IndexError: It has none.
    """
    texts = [(name, field) for name, field in fields_of(record).items() if field.kind in {"text", "localized_text"}]
    return next((name for name, field in texts if field.is_required), None) or texts[0][0]


def title_of(record: Record) -> Text:
    """What readers call a record; a proper name is the same in every locale."""
    title = getattr(record, title_field(type(record)))
    return Text.each(lambda _: title) if isinstance(title, str) else title
