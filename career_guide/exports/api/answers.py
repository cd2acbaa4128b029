"""What the API answers with: a pydantic model for each answer, from which its JSON Schema is made as well.

Whatever stands in a chapter is shown as the guide's own model has it: `derived` makes the model of an answer from a
record, field by field, so that a new field needs no second description. Only what reads otherwise outside the guide
is written out here: figures, which are flat and name their currency and the date of their source; prose, whose links
become permanent addresses; and what identifies a record. Validation takes an `Origin` as its context.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, create_model, model_validator

from career_guide.model import catalogue, descriptions, prose, role, values
from career_guide.model.kinds import CHAPTERS
from career_guide.model.role import Axis, Currency, Market, Pay
from career_guide.model.values import Localized, Number, PayBasis, PercentBase, Record, Sourced, Unit
from career_guide.site.permanent import permanent_path

_GUIDE_LINK: Final = re.compile(rf"(?<=\]\(){prose.GUIDE_LINK}([^)\s]+)")
_LEFT_OUT: Final = frozenset(
    {"slug", "former_slugs", "search_terms", "position", "checklist", "job_description", "as_of"}
)
"""Fields of the guide's records that are the site's own business, or that figures alone have in an answer."""
_DESCRIBED_ALREADY: Final = {"use_attribute_docstrings": False}
"""For models that are put together here: pydantic would search for their source at length, and there is none."""


@dataclass(frozen=True)
class Origin:
    """What validation needs besides the record itself."""

    root: str
    """The site's root: see `content.Content`."""
    sources: Mapping[str, catalogue.Source]

    def permalink(self, key: str) -> str:
        """The permanent address of what a key names."""
        return self.root + permanent_path(key)


def _origin(info: ValidationInfo) -> Origin:
    assert isinstance(info.context, Origin)
    return info.context


class Answered(BaseModel):
    """A part of an answer. Every field is always there; what is not known is null."""

    model_config = ConfigDict(from_attributes=True, frozen=True, use_attribute_docstrings=True, defer_build=True)


# --- texts


class Text(Answered):
    """Plain words in both languages."""

    it: str
    """In Italian."""
    en: str
    """In English."""

    @model_validator(mode="before")
    @classmethod
    def _name_for_all(cls, value: Any) -> Any:
        """A proper name is the same in both languages."""
        return {"it": value, "en": value} if isinstance(value, str) else value


class PartialText(Answered):
    """Plain words, in the languages that have them."""

    it: str | None
    """In Italian; null where there are none or they are not known."""
    en: str | None
    """In English; null where there are none or they are not known."""


class Words(Answered):
    """Lists of words or names, one in each language; they need not correspond to one another."""

    it: list[str]
    """In Italian."""
    en: list[str]
    """In English."""


def _with_permalinks(text: str, info: ValidationInfo) -> str:
    origin = _origin(info)
    return _GUIDE_LINK.sub(lambda link: origin.permalink(link[1]), text)


_Markdown = Annotated[str, AfterValidator(_with_permalinks)]


class Prose(Answered):
    """Markdown in both languages: paragraphs, lists, emphasis, links. Links into the guide are permanent links."""

    it: _Markdown
    """In Italian."""
    en: _Markdown
    """In English."""


# --- figures


class Figure(Answered):
    """A number or a span of numbers with its unit, what it is measured by, and where it comes from.

    Pay figures are market estimates, never an employer's offer.
    """

    min: Number | None
    """The lowest number; the same as `max` for a single one; null where only `above` is known."""
    max: Number | None
    """The highest number; null where only `above` is known."""
    or_more: bool
    """Whether the source adds "or more" to `max`."""
    above: Number | None
    """The number that the source says is exceeded ("more than …"); it stands alone."""
    at_least: bool
    """Whether the source gives the span as a minimum, as in "at least 3 to 5 years"."""
    unit: Unit
    """What the number counts."""
    currency: Currency | None
    """The currency of an amount of money (ISO 4217)."""
    basis: PayBasis | None
    """Of an amount of pay: whether the source says that it is gross."""
    base: PercentBase | None
    """What a percentage is of."""
    condition: Text | None
    """When the figure holds, if not always."""
    source: str
    """Where it comes from: an id in `sources.json`."""
    as_of: date | None
    """The day that the figure holds for; null where it is not known."""
    source_published: date | None
    """The day on which the source was published. With `as_of` null as well, the figure is undated."""

    @model_validator(mode="before")
    @classmethod
    def _of_record(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, values.Figure):
            span = value.value
            what = {name: getattr(value, name) for name in ("unit", "base", "at_least", "condition")}
        elif isinstance(value, Pay | role.AreaPay):
            span = value.range
            what = {"unit": "eur_per_year", "base": None, "at_least": False, "condition": None}
        else:
            return value
        origin = _origin(info)
        assert value.source is not None
        return dict(span) | {
            **what,
            "currency": "EUR" if what["unit"] == "eur_per_year" else None,
            "basis": getattr(value, "basis", None),
            "source": value.source,
            "as_of": value.as_of,
            "source_published": origin.sources[value.source].published,
        }


# --- models made from the guide's own


class _Sourced(Answered):
    source: str | None
    """Where it comes from: an id in `sources.json`."""


class TopPay(_Sourced):
    """What the top positions can earn."""

    pay: Figure
    """The amount a year."""
    note: Prose
    """Who earns that, and what else a reader should know of it."""

    @model_validator(mode="before")
    @classmethod
    def _of_record(cls, value: Any) -> Any:
        return {**dict(value), "pay": value} if isinstance(value, role.TopPay) else value


_ChapterId: Final = Literal[*CHAPTERS]  # made while the program runs
_SHAPES: Final[Mapping[Any, Any]] = {
    values.ChapterId: _ChapterId,
    Number: Number,
    values.Text: Text,
    Localized[values.Summary]: Text,
    Localized[values.Line | None]: PartialText,
    values.Words: Words,
    values.Prose: Prose,
    values.Figure: Figure,
    role.TopPay: TopPay,
}
"""What reads otherwise in an answer than in the guide's own model."""


def _shape(annotation: Any) -> Any:
    """What stands in an answer for a value of the guide's model; restrictions are the data's own business."""
    if annotation in _SHAPES:
        return _SHAPES[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return derived(annotation)
    if get_origin(annotation) is Annotated:
        return _shape(get_args(annotation)[0])
    if get_origin(annotation) is list:
        return list[_shape(get_args(annotation)[0])]  # type: ignore[misc]
    if get_origin(annotation) in {Union, UnionType}:
        return Union[tuple(_shape(part) for part in get_args(annotation))]  # noqa: UP007 - made of a list
    return annotation


@cache
def derived(record: type[Record], base: type[Answered] | None = None) -> type[Answered]:
    """The model of an answer, made from a record of the guide.

    Args:
        record: The record; its fields are shown under their own names, with their own descriptions.
        base: What comes first in the answer; a field that it has is not made a second time.
    """
    base = base or (_Sourced if issubclass(record, Sourced) else Answered)
    hints = get_type_hints(record, include_extras=True)
    fields: dict[str, Any] = {
        name: (_shape(hints[name]), Field(description=_in_short(descriptions.field_description(record, name, "en"))))
        for name in record.model_fields
        if name not in _LEFT_OUT and name not in base.model_fields
    }
    made: type[Answered] = create_model(
        record.__name__,
        __base__=base,
        __doc__=_in_short(descriptions.record_description(record, "en")),
        __module__=__name__,
        __cls_kwargs__=_DESCRIBED_ALREADY,
        **fields,
    )
    return made


def _in_short(description: str) -> str:
    """What a record or field is, without what a description goes on to tell editors: nothing is left out here."""
    first = re.split(r"(?<=\.) (?=[A-Z`])", description, maxsplit=1)[0]
    first = re.sub(r"^`[^`]+\.yml`: (.)", lambda start: start[1].upper(), first)
    first = re.sub(r"[Ll]eft out (?:or `null` )?", "null ", first)
    return re.sub(r"`(?:data/)?([a-z]+)\.yml`", r"`\1.json`", first)


# --- what identifies a record


class Identified(Answered):
    """Something that has an id."""

    id: str
    """Its id; it never changes once published."""


class Pages(Answered):
    """The absolute address of a page in each language. It may change with a title: to link, use the permanent one."""

    it: str
    """In Italian."""
    en: str
    """In English."""


class Linked(Answered):
    """Something that has a page."""

    key: str
    """Names it throughout the guide, and in `permalinks.json`: `skill/languages`."""
    permalink: str
    """Its permanent address, the same for both languages; it never changes."""
    pages: Pages
    """Its page in each language."""
    api: str | None
    """The address of the answer that has all of it; null where it has none of its own."""


class Entry(Linked, Identified):
    """Something that has a page and an id."""

    former_ids: list[str]
    """Ids that it had before. Addresses with one of them still answer."""


class OfRole(Answered):
    """Which state of a role's data an answer was made from."""

    revision: str
    """A short hash of all of the role's data: the same as long as nothing in it changes."""
    reviewed: date
    """The day on which the whole role was last reviewed."""


class ChapterEntry(OfRole, Linked, Identified):
    """A chapter of a role."""

    id: _ChapterId  # type: ignore[valid-type]  # made while the program runs
    """The chapter."""
    role: str
    """The role's id."""
    title: Text
    """What the chapter is called."""
    summary: Text
    """One or two sentences on what it says."""


class SpecializationEntry(OfRole, Entry):
    """A variant of a role."""

    role: str
    """The role's id."""
    name: Text
    """What it is called."""
    axis: Axis
    """What it differs by."""
    level: str | None
    """The level of experience, where the specialization fixes it: an id in `levels.json`."""
    summary: Text
    """One or two sentences on it."""


class RoleEntry(OfRole, Entry):
    """A role."""

    title: Text
    """What it is called."""
    alternative_titles: Words
    """Other names of the role."""
    market: Market
    """The country whose labour market it is described for (ISO 3166-1)."""
    review_by: date
    """The day by which the next review is due."""
    summary: Text
    """One or two sentences on it."""


class _RoleParts(RoleEntry):
    chapters: list[ChapterEntry]
    """The chapters that there are, each with the address of its answer."""
    specializations: list[SpecializationEntry]
    """The variants of the role, each with the address of its answer."""
    changes: list[derived(role.Change)]  # type: ignore[valid-type]
    """What changed for readers, newest first."""


class Use(Answered):
    """A role, or one of its specializations, that uses a skill, certification or tool."""

    key: str
    """Its key: `role/key-account-manager`."""
    role: str
    """The role's id."""
    specialization: str | None
    """The specialization's id; null for the whole role."""


class _Used(Answered):
    used_by: list[Use]
    """The roles and specializations that use it, whole roles first."""


class SkillEntry(Entry):
    """Something that a person can do or knows, whatever the role."""

    name: Text
    """What it is called."""
    kind: catalogue.SkillKind
    """What sort of skill it is."""
    summary: Text
    """One or two sentences on it."""


class CertificationEntry(Entry):
    """A certification, or a training programme that is listed as one."""

    name: Text
    """Its official name where one was found, else the name as it is quoted."""
    kind: catalogue.CertificationKind
    """What it is."""
    issuer: str | None
    """The body that awards it; null where none could be verified."""
    summary: Text
    """One or two sentences on it."""


class ToolEntry(Entry):
    """A software product, or a class of systems, whatever the role."""

    name: Text
    """Its name."""
    kind: catalogue.ToolKind
    """What it is."""
    category: str
    """What it does: an id in `tool-categories.json`."""
    summary: Text
    """One or two sentences on it."""


class _SkillParts(_Used, SkillEntry):
    pass


class _CertificationParts(_Used, CertificationEntry):
    pass


class _ToolParts(_Used, ToolEntry):
    pass


class Named(Identified):
    """An id with the words for it."""

    name: Text
    """What it is called."""


class ToolCategory(Named):
    """A group of tools that do the same work."""

    family: Named
    """The family of categories that it belongs to."""


class Band(OfRole):
    """What people at one level of experience earn, in the whole country or in one area of it. A market estimate."""

    permalink: str
    """The permanent address of the place on the page that shows it."""
    role: Named
    """The role."""
    level: Named
    """The level of experience."""
    area: Named | None
    """The area; null for the whole country."""
    places: Words | None
    """The places that the source names in the area."""
    experience_years: derived(values.Range) | None  # type: ignore[valid-type]
    """The years of experience that belong to the level; null for an area, where the source does not repeat them."""
    experience_note: Text | None
    """How the source words the years, where its wording is ambiguous."""
    pay: Figure
    """The amount a year."""
    variable: Figure | None
    """The variable part in per cent; null where nothing is known, which is not zero."""
    difference: Figure | None
    """How far pay in the area is from the national mean, in per cent."""
    note: Prose
    """What a reader should know of this band."""


class _SalaryParts(ChapterEntry):
    bands: list[Band]
    """Pay by level of experience, in the whole country, from the least to the most experienced."""
    areas: list[Band]
    """Pay by area."""


class Permalink(Linked):
    """A page of the guide, a term or a salary band, with all its addresses."""

    title: Text
    """Its title."""


class EditionEntry(OfRole, Linked):
    """A role as it was in one month, kept unchanged to be cited."""

    month: str
    """The month that the edition is named after, as in `2026-11`."""
    frozen: date
    """The day on which the edition was frozen."""
    role: Named
    """The role: its id of today, and what it was called then."""


class Label(Answered):
    """A word of the site's interface."""

    group: str
    """What it belongs to."""
    name: str
    """Names it within the group."""
    text: Text
    """The word; `{}` around a name stands for what is filled in."""


class ResourceEntry(Answered):
    """What can be asked for."""

    name: str
    """The name of its schema."""
    address: str
    """Its absolute address; what stands in `{}` is an id."""
    schema_address: str
    """The absolute address of its JSON Schema."""


class TableEntry(Answered):
    """A table to open in a spreadsheet: CSV, in UTF-8, with a row of column names."""

    name: str
    """The name of the file."""
    address: str
    """Its absolute address."""


class Index(Answered):
    """All that the API has."""

    name: Text
    """The name of the guide."""
    resources: list[ResourceEntry]
    """The answers in JSON."""
    tables: list[TableEntry]
    """The tables in CSV."""


# --- the whole answer


class Licence(Answered):
    """On what terms the content may be reused."""

    name: Literal["CC BY 4.0"]
    """Its short name."""
    url: str
    """Its text."""


class Meta(Answered):
    """What holds for every answer."""

    version: Literal["v1"]
    """The version of the API."""
    guide: str
    """The address of the guide."""
    licence: Licence
    """On what terms the content may be reused."""
    attribution: Text
    """The words to name the guide by, as the licence asks."""
    figures: Text
    """What pay figures are, and what they are not."""
    classifications: Text
    """On codes and names that come from elsewhere."""
    documentation: Pages | None
    """The pages that explain the API; null where the guide has none."""
    openapi: str
    """The address of the OpenAPI document."""


class Envelope(Answered):
    """What every answer has."""

    schema_address: str = Field(alias="$schema")
    """The address of the answer's JSON Schema."""
    meta: Meta
    """Licence, attribution, documentation."""
    moved_to: str | None
    """Where the answer stands now, if it was asked for under a former id; null otherwise."""


Role: Final = derived(role.Profile, _RoleParts)
Specialization: Final = derived(role.Specialization, SpecializationEntry)
Skill: Final = derived(catalogue.Skill, _SkillParts)
Certification: Final = derived(catalogue.Certification, _CertificationParts)
Tool: Final = derived(catalogue.Tool, _ToolParts)
Narrative: Final = derived(role.Narrative, ChapterEntry)
Salary: Final = derived(role.Salary, _SalaryParts)
Path: Final = derived(role.Path, ChapterEntry)
Tools: Final = derived(role.Tools, ChapterEntry)
Specializations: Final = derived(role.Specializations, ChapterEntry)
Level: Final = derived(catalogue.Level, Identified)
Area: Final = derived(catalogue.Area, Identified)
Source: Final = derived(catalogue.Source, Identified)
Term: Final = derived(catalogue.Term, Entry)


def answer(name: str, data: Any, description: str) -> type[Envelope]:
    """The model of a whole answer: `data` within the envelope."""
    made: type[Envelope] = create_model(
        f"{name.title().replace('-', '')}Answer",
        __base__=Envelope,
        __doc__=description,
        __module__=__name__,
        __cls_kwargs__=_DESCRIBED_ALREADY,
        data=(data, Field(description=description)),
    )
    return made
