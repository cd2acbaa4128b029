"""What the files in `data/` may hold, for editors: the models and their descriptions → plain tables of fields.

Takes the models, gives dataclasses in one locale without any HTML; `pages/data_file.html` shows them. What a kind of
value is called stands in `data/labels.yml`: here it has a name alone, such as `prose_in_both`.
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, Literal, get_args, get_origin

import yaml
from annotated_types import MinLen

from career_guide.model import descriptions
from career_guide.model.fields import fields_in_order
from career_guide.model.kinds import FILE_KINDS, FileKind
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.role import Item, Section, SpecializationId
from career_guide.model.values import (
    AreaId,
    CertificationId,
    Figure,
    FormerSlugs,
    Id,
    LevelId,
    Line,
    Localized,
    Number,
    Prose,
    Range,
    Record,
    RoleId,
    SkillId,
    Slug,
    SourceId,
    Summary,
    Target,
    Text,
    ToolCategoryId,
    ToolFamilyId,
    ToolId,
    WebAddress,
    Words,
)

_NAMES: Final[Mapping[Any, str]] = {
    Line: "text",
    Text: "text_in_both",
    Localized[Line | None]: "text_if_any",
    Prose: "prose_in_both",
    Localized[Summary]: "summary_in_both",
    Words: "texts_in_both",
    Localized[Slug]: "slug_in_both",
    FormerSlugs: "slugs_in_both",
    Id: "id",
    RoleId: "role",
    LevelId: "level",
    AreaId: "area",
    SourceId: "source",
    SkillId: "skill",
    CertificationId: "certification",
    ToolId: "tool",
    ToolCategoryId: "tool_category",
    ToolFamilyId: "tool_family",
    SpecializationId: "specialization",
    Target: "page",
    WebAddress: "web_address",
    Number: "number",
    int: "whole_number",
    bool: "yes_no",
    date: "date",
}
"""Every kind of single value that the models use."""

_ALSO_SHOWN: Final[Mapping[type[Record], tuple[str, ...]]] = {
    Range: ("min", "max"),
    Figure: ("base",),
    Item: ("title", "text"),
    Section: ("items",),
}
"""Optional fields that an example shows: without one of them the record would be refused."""

Many = Literal["list", "by_id"]


@dataclass(frozen=True)
class FieldType:
    """What kind of value a field takes."""

    name: str
    """Names a single value; `choice` stands for one of several that are listed, `record` for fields of their own."""
    many: Many | None = None
    """How there may be many of them: in a list, or each under an id; None for one alone."""
    record: type[Record] | None = None
    """What has the fields of their own."""


@dataclass(frozen=True)
class Choice:
    """A value that a field may have."""

    value: str
    meaning: str


@dataclass(frozen=True)
class DescribedField:
    """A field of a record."""

    name: str
    type: FieldType
    is_required: bool
    is_filled: bool
    """Whether it holds at least one entry, where it may hold many."""
    meaning: str
    choices: tuple[Choice, ...]
    default: str | None
    """What holds where the field is left out, as it would be written; None where that is nothing at all."""


@dataclass(frozen=True)
class DescribedRecord:
    """A record with its fields."""

    name: str
    """The name of its class: `SalaryBand`."""
    meaning: str
    fields: tuple[DescribedField, ...]


@dataclass(frozen=True)
class DescribedFile:
    """What one kind of file holds."""

    kind: FileKind
    many: Many | None
    """How the file holds its own record: many in a list, each under an id, or None for one alone."""
    records: tuple[DescribedRecord, ...]
    """The file's own record first, then those within it, outermost first; none for the labels, which are texts."""
    example: str
    """The shape of the file as YAML: its required fields alone, with `…` for what an editor would write."""


@cache
def described_file(name: str, locale: Locale) -> DescribedFile:
    """What a kind of file holds.

    Args:
        name: One of `data_files.FILE_KINDS`.
        locale: The language of the meanings.

    Raises:
        KeyError: There is no such kind.
    """
    kind = FILE_KINDS[name]
    return DescribedFile(
        kind=kind,
        many=_many(kind.holds),
        records=tuple(_described(record, locale) for record in records_within(kind.record)),
        example=yaml.dump(
            _shape(kind.holds), Dumper=_HouseStyle, allow_unicode=True, sort_keys=False, default_flow_style=None
        ),
    )


def records_within(record: type[Record] | None) -> list[type[Record]]:
    """A record and those that stand in it at any depth, outermost first."""
    found = [record] if record else []
    for outer in found:
        for annotation in field_annotations(outer).values():
            inner = field_type(annotation).record
            if inner is not None and inner not in found:
                found.append(inner)
    return found


def field_annotations(record: type[Record]) -> dict[str, Any]:
    """The annotation of each field, whether or not it may be left out, in the order in which fields are written."""
    hints = typing.get_type_hints(record, include_extras=True)
    return {name: _present(hints[name]) for name in fields_in_order(record)}


def field_type(annotation: Any) -> FieldType:
    """What kind of value an annotation of the models stands for.

    Raises:
        KeyError: That kind of value has no name yet.
    """
    many = _many(annotation)
    each = get_args(annotation)[-1] if many else annotation
    if get_origin(each) is Literal:
        return FieldType("choice", many)
    if each not in _NAMES and isinstance(each, type) and issubclass(each, Record):
        return FieldType("record", many, each)
    return FieldType(_NAMES[each], many)


def _many(annotation: Any) -> Many | None:
    ways: dict[Any, Many] = {list: "list", dict: "by_id"}
    return ways.get(get_origin(annotation))


def _present(annotation: Any) -> Any:
    """The annotation of a value that is there: `Prose` for `Prose | None`."""
    if get_origin(annotation) in {typing.Union, types.UnionType}:
        annotation, *others = get_args(annotation)
        assert others == [types.NoneType]
    if get_origin(annotation) is Annotated and annotation not in _NAMES:
        # What is checked besides the type.
        return get_args(annotation)[0]
    return annotation


def _described(record: type[Record], locale: Locale) -> DescribedRecord:
    fields = tuple(_field(record, name, annotation, locale) for name, annotation in field_annotations(record).items())
    return DescribedRecord(record.__name__, descriptions.record_description(record, locale), fields)


def _field(record: type[Record], name: str, annotation: Any, locale: Locale) -> DescribedField:
    info = record.model_fields[name]
    return DescribedField(
        name=name,
        type=field_type(annotation),
        is_required=info.is_required(),
        is_filled=any(isinstance(limit, MinLen) for limit in info.metadata),
        meaning=descriptions.field_description(record, name, locale),
        choices=tuple(
            Choice(value, descriptions.value_description(record, name, value, locale)) for value in _values(annotation)
        ),
        default=_written(info.default),
    )


def _values(annotation: Any) -> tuple[str, ...]:
    """The values that a `Literal` allows."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _written(default: Any) -> str | None:
    """A default as an editor would write it; an empty list or nothing at all goes without saying."""
    if isinstance(default, bool):
        return str(default).lower()
    return default if isinstance(default, str) else None


# --- examples


class _HouseStyle(yaml.SafeDumper):
    """Indents the entries of a list, as the files in `data/` do, and writes a text again where it stands twice."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _shape(annotation: Any) -> Any:
    """Plain data of the annotation's shape."""
    many = _many(annotation)
    if many:
        each = _shape(get_args(annotation)[-1])
        return [each] if many == "list" else {"<id>": each}
    if annotation in {Words, FormerSlugs}:
        return {locale: ["…"] for locale in LOCALES}
    if isinstance(annotation, type) and issubclass(annotation, Localized):
        return dict.fromkeys(LOCALES, "…")
    if isinstance(annotation, type) and issubclass(annotation, Record):
        shown = _ALSO_SHOWN.get(annotation, ())
        return {
            name: _shape(inner)
            for name, inner in field_annotations(annotation).items()
            if annotation.model_fields[name].is_required() or name in shown
        }
    return (*_values(annotation), "…")[0]
