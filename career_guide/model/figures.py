"""Numbers, ranges and figures: what they count, what they rest on, and what they can be.

What each field means stands in `descriptions.yml`.
"""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Final, Literal, NamedTuple, Self

from pydantic import AfterValidator, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from career_guide.model.values import Form, PastDay, Record, SourceId, Text


def _number(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number_needed", "not a number")
    return value


Number = Annotated[int | float, PlainValidator(_number), Form("number")]
"""A whole number stays one; pydantic's own union of int and float would report each error twice."""


class Range(Record):
    """A number or a range of numbers, without a unit.

    `{min: 30000, max: 40000}` runs from one to the other, both included; `{min: 8, max: 8}` is a single number;
    `{min: 25000}` for “from 25,000”, `{max: 40000}` for “up to 40,000”; `{min: 75000, max: 90000, or_more: true}` where
    the source leaves the top open; `{above: 100000}` for “more than 100,000”.
    """

    min: Number | None = None
    max: Number | None = None
    or_more: bool = False
    above: Number | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.above is not None:
            if self.min is not None or self.max is not None or self.or_more:
                raise PydanticCustomError("mixed_range", "above excludes min, max and or_more")
        elif self.min is None and self.max is None:
            raise PydanticCustomError("empty_range", "a range needs a number")
        elif self.or_more and self.max is None:
            raise PydanticCustomError("or_more_of_nothing", "or_more needs max", {"at": ["or_more"]})
        elif self.min is not None and self.max is not None and self.min > self.max:
            raise PydanticCustomError("reversed_range", "reversed", {"min": self.min, "max": self.max})
        return self

    @property
    def is_open(self) -> bool:
        """Whether there is no known upper end."""
        return self.or_more or self.max is None

    @property
    def has_no_start(self) -> bool:
        """Whether there is no known lower end."""
        return self.min is None and self.above is None

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and highest number that the range speaks of; the same one twice where it speaks of one."""
        known = [end for end in (self.min, self.above, self.max) if end is not None]
        return known[0], known[-1]


class Measure(NamedTuple):
    """What numbers of one meaning can be, and what they usually are; all ends are included."""

    name: str
    """A key of `words.measure` in the messages."""
    lowest: float
    highest: float
    usually_from: float
    usually_to: float


YEARS: Final = Measure("years", 0, 60, 0, 30)
_SHARE: Final = Measure("share", 0, 100, 0, 100)
_DIFFERENCE: Final = Measure("difference", -100, 1000, -50, 50)
_ADDED: Final = Measure("added", 0, 1000, 0, 100)


def impossible_end(measure: Measure, value: Range) -> str | None:
    """The first end of a range that cannot be, `min`, `max` or `above`; None where all can."""
    ends = {name: end for name in ("min", "max", "above") if (end := getattr(value, name)) is not None}
    return next((name for name, end in ends.items() if not measure.lowest <= end <= measure.highest), None)


def _within(measure: Measure, value: Range, *at: str) -> Range:
    """Refuse a range with a number that cannot be; `at` is its path within what is being checked."""
    if end := impossible_end(measure, value):
        raise PydanticCustomError("number_cannot_be", "out of bounds", {**measure._asdict(), "at": [*at, end]})
    return value


Unit = Literal["percent", "years", "hours_per_day"]


class InUnit(NamedTuple):
    """The unit of a range that stands without one."""

    name: Unit


YearsRange = Annotated[Range, AfterValidator(partial(_within, YEARS)), InUnit("years")]
"""Years of experience."""

PercentBase = Literal[
    "of_total_pay", "on_top_of_fixed_pay", "of_gross_pay", "of_national_mean", "of_contracts_due_for_renewal"
]

_MEASURES: Final[Mapping[Unit | PercentBase, Measure]] = {
    "years": YEARS,
    "hours_per_day": Measure("hours", 0, 24, 0, 12),
    "of_total_pay": _SHARE,
    "on_top_of_fixed_pay": _ADDED,
    "of_gross_pay": _SHARE,
    "of_national_mean": _DIFFERENCE,
    "of_contracts_due_for_renewal": _SHARE,
}


class Sourced(Record):
    """Something that rests on a source. A source or date that it does not give is that of what contains it."""

    source: SourceId | None = None
    as_of: PastDay | None = None

    @property
    def rests_on_source(self) -> bool:
        """Whether it inherits a source at all: our own judgement does not."""
        return True


class Figure(Sourced):
    """A number or a range of numbers with its unit, its base (if it is a percentage) and its source."""

    value: Range
    unit: Unit
    base: PercentBase | None = None
    at_least: bool = False
    condition: Text | None = None

    @model_validator(mode="after")
    def _can_be(self) -> Self:
        if self.unit == "percent" and self.base is None:
            raise PydanticCustomError("percent_without_base", "of what?")
        if self.unit != "percent" and self.base is not None:
            raise PydanticCustomError("base_without_percent", "only a percentage has a base")
        if self.base == "of_national_mean" and (self.value.is_open or self.value.has_no_start or self.at_least):
            raise PydanticCustomError("open_difference", "a difference has two ends")
        _within(self.measure, self.value, "value")
        return self

    @property
    def measure(self) -> Measure:
        """What its numbers mean: that of the base of a percentage, of the unit otherwise."""
        return _MEASURES[self.base or self.unit]


def figure_of(unit: Unit, *bases: PercentBase) -> AfterValidator:
    """Refuse a figure of another unit, or a percentage of something else."""

    def check(figure: Figure) -> Figure:
        if figure.unit != unit:
            raise PydanticCustomError("wrong_for_field", "unit", {"known": [unit], "at": ["unit"]})
        if bases and figure.base not in bases:
            raise PydanticCustomError("wrong_for_field", "base", {"known": list(bases), "at": ["base"]})
        return figure

    return AfterValidator(check)


Duration = Annotated[Figure, figure_of("years")]
