"""The values that all records are made of: texts in every locale, ids, ranges and figures.

Takes plain data from YAML, gives frozen pydantic objects, and refuses what a reader could not rely on. Error codes
(the first argument of `PydanticCustomError`) are explained to editors in `career_guide.loading.messages`.
"""

import re
from datetime import date
from typing import Annotated, Any, Final, Generic, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from career_guide import prose
from career_guide.locales import Locale

ID_PATTERN: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOJIBAKE: Final = re.compile("[ÃÂ][\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|ï»¿|\ufffd")
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that the reader of files refuses, too; an escape in double quotes would still bring them in."""


class Record(BaseModel):
    """Base of everything in the data: immutable, no key that the model does not know, no silent conversion."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)


# --- text -----------------------------------------------------------------------------------------------------------


def _written(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty_text", "the text is empty")
    if found := _CONTROL.search(text):
        raise PydanticCustomError("bad_character", "control character", {"value": f"U+{ord(found.group()):04X}"})
    if found := _MOJIBAKE.search(text):
        raise PydanticCustomError("mojibake", "misread characters", {"characters": found.group()})
    return text


def _one_line(text: str) -> str:
    if "\n" in text.strip():
        raise PydanticCustomError("not_one_line", "the text must stand on one line")
    return text.strip()


def _checked_prose(text: str, info: ValidationInfo) -> str:
    for address in prose.link_targets(text):
        if not prose.is_safe_address(address):
            raise PydanticCustomError("unsafe_address", "unsafe address", {"address": address})
        if address.startswith(prose.GUIDE_LINK):
            _existing_target(address.removeprefix(prose.GUIDE_LINK), info)
    return text.strip()


Line = Annotated[str, AfterValidator(_written), AfterValidator(_one_line)]
"""Plain words on one line; nothing in it is markup."""

Markdown = Annotated[str, AfterValidator(_written), AfterValidator(_checked_prose)]
"""Prose in the Markdown subset of `career_guide.prose`."""

Summary = Annotated[Line, Field(min_length=40, max_length=200)]
"""One or two plain sentences (40 to 200 characters) that search engines, shared links and cards show."""

T = TypeVar("T")


class Localized(Record, Generic[T]):
    """The same thing said in every locale; `value[locale]` picks one."""

    it: T
    en: T

    def __getitem__(self, locale: Locale) -> T:
        value: T = getattr(self, locale)
        return value


Text = Localized[Line]
Prose = Localized[Markdown]
Words = Localized[list[Line]]

# --- ids and references ---------------------------------------------------------------------------------------------


def _id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        raise PydanticCustomError("bad_id", "not an id", {"value": value})
    return value


Id = Annotated[str, AfterValidator(_id)]
"""Lower-case English words joined by hyphens: `key-account-manager`. Never reused, never changed once published."""

Slug = Id
"""The words of a record in its page's address; one in each locale."""


def _check_known(kind: str, value: str, known: set[str] | None) -> None:
    if known is not None and value not in known:
        raise PydanticCustomError(
            "unknown_reference", "unknown", {"kind": kind, "value": value, "known": sorted(known)}
        )


class _Reference:
    """Validator of an id that must name a record of one kind.

    The ids that exist come in the validation context as `{"ids": {kind: {id, …}}}`, with None for a kind whose file
    could not be read; without a context nothing is looked up, so that a model can be built by hand in a test.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, value: str, info: ValidationInfo) -> str:
        _check_known(self.kind.replace("_", " "), value, info.context["ids"][self.kind] if info.context else None)
        return value


def _existing_target(value: str, info: ValidationInfo) -> str:
    if info.context and info.context["ids"].get(value.partition("/")[0], ()) is not None:
        _check_known("page", value, info.context["targets"])
    return value


RoleId = Annotated[Id, AfterValidator(_Reference("role"))]
LevelId = Annotated[Id, AfterValidator(_Reference("level"))]
SkillId = Annotated[Id, AfterValidator(_Reference("skill"))]
CertificationId = Annotated[Id, AfterValidator(_Reference("certification"))]
ToolId = Annotated[Id, AfterValidator(_Reference("tool"))]
ToolCategoryId = Annotated[Id, AfterValidator(_Reference("tool_category"))]
ToolFamilyId = Annotated[Id, AfterValidator(_Reference("tool_family"))]
AreaId = Annotated[Id, AfterValidator(_Reference("area"))]
SourceId = Annotated[Id, AfterValidator(_Reference("source"))]
Target = Annotated[str, AfterValidator(_existing_target)]
"""Key of a page of the guide, as after `go:` in prose: `skill/advanced-negotiation`, `term/roi`,
`role/key-account-manager/chapter/salary`."""

# --- addresses ------------------------------------------------------------------------------------------------------


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", value):
        raise PydanticCustomError("bad_web_address", "not a web address", {"address": value})
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
"""An absolute http or https address."""

# --- figures --------------------------------------------------------------------------------------------------------


def _number(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number_needed", "not a number")
    return value


Number = Annotated[int | float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
"""A whole number stays one; pydantic's own union of int and float would report each error twice."""


class Range(Record):
    """From `min` to `max`, both included; or everything `above` a number.

    `{min: 30000, max: 40000}`; `{min: 75000, max: 90000, or_more: true}` where the source leaves the top open;
    `{min: 8, max: 8}` for a single number; `{above: 100000}` for "more than 100,000".
    """

    min: Number | None = None
    max: Number | None = None
    or_more: bool = False
    """The source gives `max` and adds "or more"."""
    above: Number | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.above is not None:
            if self.min is not None or self.max is not None or self.or_more:
                raise PydanticCustomError("mixed_range", "above excludes min, max and or_more")
        elif self.min is None or self.max is None:
            raise PydanticCustomError("half_range", "a range needs both ends")
        elif self.min > self.max:
            raise PydanticCustomError("reversed_range", "reversed", {"min": self.min, "max": self.max})
        return self

    @property
    def is_open(self) -> bool:
        """Whether there is no known upper end."""
        return self.or_more or self.above is not None

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and highest number that the range speaks of; the same one twice for "above"."""
        if self.above is not None:
            return self.above, self.above
        assert self.min is not None
        assert self.max is not None
        return self.min, self.max


Unit = Literal["percent", "eur_per_year", "years", "hours_per_day"]

PercentBase = Literal[
    "of_total_pay", "on_top_of_fixed_pay", "of_gross_pay", "of_national_mean", "of_contracts_due_for_renewal"
]
"""What a percentage is a share of: the whole pay (fixed and variable together); added on top of the fixed part; the
gross pay; a difference from the national mean; the contracts that come up for renewal."""

PayBasis = Literal["gross_annual", "annual_unspecified"]
"""`gross_annual`: EUR gross per year. `annual_unspecified`: EUR per year, the source does not say whether gross."""


class Sourced(Record):
    """Something that rests on a source; what it does not say itself, it takes from its chapter."""

    source: SourceId | None = None
    """An id in `data/sources.yml`; left out, the chapter's source holds."""
    as_of: date | None = None
    """The day the figure holds for; left out, the source's own date (which may be unknown) holds."""


class Figure(Sourced):
    """A number or range with its unit, its base and its source."""

    value: Range
    unit: Unit
    base: PercentBase | None = None
    """Required for a percentage, and only there."""
    at_least: bool = False
    """The range is that of a minimum: "at least 3 to 5 years"."""
    condition: Text | None = None
    """When the figure holds, if not always: "in some cases"."""

    @model_validator(mode="after")
    def _percentages_name_their_base(self) -> Self:
        if self.unit == "percent" and self.base is None:
            raise PydanticCustomError("percent_without_base", "of what?")
        if self.unit != "percent" and self.base is not None:
            raise PydanticCustomError("base_without_percent", "only a percentage has a base")
        return self

    @model_validator(mode="after")
    def _differences_are_closed(self) -> Self:
        if self.base == "of_national_mean" and (self.value.is_open or self.at_least):
            raise PydanticCustomError("open_difference", "a difference has two ends")
        return self
