"""The values that all records are made of: texts in every locale, ids, references, addresses and days.

Takes plain data from YAML, gives frozen pydantic objects, and refuses what a reader could not rely on. What fields mean
stands in `descriptions.yml`, what error codes (the first argument of `PydanticCustomError`) mean in
`messages/problems.yml`, what JSON Schemas can say of rules for several fields in `review/conditions.yml`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, Generic, Literal, LiteralString, NamedTuple, Self, TypeVar

from babel.core import Locale as Territories
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import with_info_after_validator_function

from career_guide.model import prose
from career_guide.model.locales import LOCALES, Locale

ID_PATTERN: Final = re.compile(r"(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*")


class Record(BaseModel):
    """A set of named fields. An unknown field is refused, and no value is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


# --- text -----------------------------------------------------------------------------------------------------------


def _written(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty_text", "the text is empty")
    return text


def _one_line(text: str) -> str:
    first, *more = (line.strip() for line in text.strip().split("\n"))
    if any(not line or prose.ENTRY.match(line) for line in more):
        raise PydanticCustomError("not_one_line", "the text must be one paragraph")
    return " ".join([first, *more])


def _checked_prose(text: str, info: ValidationInfo) -> str:
    for code, details in prose.misread(text):
        raise PydanticCustomError(code, "signs read as markup", details)
    for address in prose.link_targets(text):
        if not prose.is_safe_address(address):
            raise PydanticCustomError("unsafe_address", "unsafe address", {"address": address})
        if address.startswith(prose.GUIDE_LINK):
            RefersTo("page").existing(address.removeprefix(prose.GUIDE_LINK), info)
    return prose.unwrapped(text)


class Form(NamedTuple):
    """What a plain value is, for messages, schemas and the data dictionary: see `model.fields`."""

    kind: str
    """What sort of value it is, in a word: `prose`, `number`."""
    pattern: str = ""
    """What a text matches that loading accepts. Lengths are those of the text without the space around it."""
    hint: str = ""
    """The key of the message that is shown where it does not."""


_LONGEST_LINE: Final = 1_000
LONGEST_PROSE: Final = 10_000
"""Several times as many characters as the longest texts of a guide: whatever reads them never has long to read."""

Line = Annotated[
    str,
    Field(max_length=_LONGEST_LINE),
    AfterValidator(_written),
    AfterValidator(_one_line),
    Form("text", r"^\s*\S.*(\n.*\S.*)*\s*$", "schema.line"),
]
"""Plain words, one paragraph on one line, however its lines were broken; nothing in it is markup."""

Markdown = Annotated[
    str,
    Field(max_length=LONGEST_PROSE),
    AfterValidator(_written),
    AfterValidator(_checked_prose),
    Form("prose", r"\S", "schema.text"),
]
"""Prose in the Markdown subset of `career_guide.model.prose`, each paragraph and entry of a list on one line."""

Summary = Annotated[
    Line,
    Field(min_length=40, max_length=200),
    Form("summary", r"^\s*\S([ \t]*\n[ \t]*|.){38,198}\S\s*$", "schema.summary"),
]
"""One or two plain sentences (40 to 200 characters) that search engines, shared links and cards show."""

T = TypeVar("T")


class Localized(Record, Generic[T]):
    """The same thing in each language; none may be missing."""

    __annotations__ = dict.fromkeys(LOCALES, T)  # type: ignore[misc]  # made while the program runs

    @model_validator(mode="before")
    @classmethod
    def _as_of_its_day(cls, value: Any, info: ValidationInfo) -> Any:
        """Data of a past day lacks the languages that came later: it is shown in one that it has."""
        if info.context and info.context.get("is_past") and isinstance(value, dict) and value:
            return {locale: value.get(locale, next(iter(value.values()))) for locale in LOCALES}
        return value

    @classmethod
    def each(cls, value: Callable[[Locale], T]) -> Self:
        """What a function gives for each locale."""
        return cls.model_validate({locale: value(locale) for locale in LOCALES})

    def __getitem__(self, locale: Locale) -> T:
        value: T = getattr(self, locale)
        return value

    def in_any(self, locale: Locale) -> tuple[T, Locale]:
        """The value in a locale or, where that has none, in the first that has one; and the locale that it is in."""
        found = next((one for one in (locale, *LOCALES) if self[one] is not None), locale)
        return self[found], found


Text = Localized[Line]
Prose = Localized[Markdown]
Words = Localized[list[Line]]

# --- ids and references ---------------------------------------------------------------------------------------------


def _id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        raise PydanticCustomError("bad_id", "not an id", {"value": value})
    return value


Id = Annotated[str, AfterValidator(_id), Form("id", f"^{ID_PATTERN.pattern}$", "problems.bad_id.remedy")]
"""Lower-case English words joined by hyphens: `key-account-manager`. Never reused, never changed once published."""

Slug = Id
"""The words of a record in its page's address; one in each locale."""
FormerSlugs = Localized[list[Slug]]
"""Slugs that a record had before, in each locale; links to them still lead to it."""
NO_SLUGS: Final = FormerSlugs.each(lambda _: [])


class Renamable(Record):
    """Something with an id that readers and other sites may link to."""

    former_ids: list[Id] = []


@dataclass(frozen=True)
class RefersTo:
    """That a text is the id of a record of a kind, or the key of a page (`page`), and that there is one.

    The validation context holds what exists (`ids`: kind → ids, None for a kind whose file could not be read) and, for
    what is published, the keys of `drafts`. Without it nothing is looked up, so that a test can build a model by hand.
    """

    kind: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return with_info_after_validator_function(self.existing, handler(source))

    def existing(self, value: str, info: ValidationInfo) -> str:
        """The value, if what it names exists and may be linked to."""
        context, is_page = info.context or {}, self.kind == "page"
        ids = context.get("ids", {})
        known = ids.get(self.kind)
        if known is None or (is_page and ids.get(value.partition("/")[0], ()) is None):
            return value if is_page else _id(value)
        # An unknown value is reported as unknown even if it is no id: it may be a title or a slug.
        if value not in known:
            # Not sorted yet: there may be thousands of such values, of which few are told.
            details = {"kind": self.kind, "value": value, "known": known}
            raise PydanticCustomError("unknown_reference", "unknown", details)
        if (value if is_page else f"{self.kind}/{value}") in context["drafts"]:
            raise PydanticCustomError("link_to_draft", "a draft", {"value": value})
        return value


ChapterId = Annotated[str, RefersTo("chapter")]
RoleId = Annotated[str, RefersTo("role")]
LevelId = Annotated[str, RefersTo("level")]
SkillId = Annotated[str, RefersTo("skill")]
CertificationId = Annotated[str, RefersTo("certification")]
ToolId = Annotated[str, RefersTo("tool")]
ToolCategoryId = Annotated[str, RefersTo("tool-category")]
ToolFamilyId = Annotated[str, RefersTo("tool-family")]
AreaId = Annotated[str, RefersTo("area")]
SpecializationId = Annotated[str, RefersTo("specialization")]
"""A specialization of the same role."""
SourceId = Annotated[str, RefersTo("source")]
ProficiencyId = Annotated[str, RefersTo("proficiency")]
FamilyId = Annotated[str, RefersTo("family")]
SectorId = Annotated[str, RefersTo("sector")]
PostId = Annotated[str, RefersTo("post")]
Target = Annotated[str, RefersTo("page")]
"""Key of a page of the guide, as after `go:` in prose: `skill/advanced-negotiation`, `term/roi`,
`role/key-account-manager/chapter/salary`."""

# --- addresses ------------------------------------------------------------------------------------------------------


_ADDRESS: Final = r"https?://(?![^/?#]*[@\\])[^\s/]+\.[^\s]+"
"""Not with a name before an `@`, which readers would take for the site."""


def _web_address(value: str) -> str:
    if not re.fullmatch(_ADDRESS, value):
        raise PydanticCustomError("bad_web_address", "not a web address", {"address": value})
    return value


WebAddress = Annotated[
    str,
    Field(max_length=_LONGEST_LINE),
    AfterValidator(_web_address),
    Form("web_address", f"^{_ADDRESS}$", "problems.bad_web_address.remedy"),
]
"""An absolute http or https address."""


_UUID: Final = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def esco_address(kind: Literal["skill", "occupation"], address: str) -> str:
    """The address of a concept, if it is one that ESCO gives to a concept of a kind."""
    if not re.fullmatch(rf"https?://data\.europa\.eu/esco/{kind}/{_UUID}", address):
        raise PydanticCustomError("bad_esco_address", "not of ESCO", {"address": address, "concept": kind})
    return address


# --- levels of experience -------------------------------------------------------------------------------------------


def each_once(field: str, code: LiteralString) -> AfterValidator:
    """Refuses, with an error code, a list in which two entries have the same in a field, or are the same id."""

    def check(entries: list[Any]) -> list[Any]:
        values = [entry if isinstance(entry, str) else getattr(entry, field) for entry in entries]
        before = set[Any]()
        for index, value in enumerate(values):
            if value in before:
                raise PydanticCustomError(code, "twice", {"value": value, "at": [index, field]})
            before.add(value)
        return entries

    return AfterValidator(check)


EachLevelOnce: Final = each_once("level", "repeated_level")
"""Refuses a list in which two entries are for the same level of experience."""

# --- countries ------------------------------------------------------------------------------------------------------


@cache
def _countries() -> frozenset[str]:
    """Codes of countries (ISO 3166-1): what Babel knows, without continents and what is none."""
    no_countries = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    return frozenset(filter(re.compile("[A-Z]{2}").fullmatch, map(str, Territories("en").territories))) - no_countries


def _country(value: str) -> str:
    if value not in _countries():
        raise PydanticCustomError("unknown_country", "not a country", {"value": value})
    return value


Country = Annotated[str, AfterValidator(_country), Form("country", "^[A-Z]{2}$", "problems.unknown_country.remedy")]
"""The code of a country (ISO 3166-1): `IT`, `GB`."""

# --- days -----------------------------------------------------------------------------------------------------------


def _since(first: date) -> AfterValidator:
    """Refuse a day before another, or after `latest` in the context."""

    def check(value: date, info: ValidationInfo) -> date:
        latest = info.context.get("latest") if info.context else None
        if value < first:
            raise PydanticCustomError("day_too_early", "too early", {"first": first.isoformat()})
        if latest is not None and value > latest:
            raise PydanticCustomError("day_to_come", "still to come", {"latest": latest.isoformat()})
        return value

    return AfterValidator(check)


PastDay = Annotated[date, _since(date(1800, 1, 1))]
"""A day on which something was published or measured."""
WorkDay = Annotated[date, _since(date(2000, 1, 1))]
"""A day on which somebody worked on this guide: read a source, reviewed a role, changed a figure."""
