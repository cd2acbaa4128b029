"""`salary.yml`: what pay is counted in, amounts of pay, and what they can be.

What each field means stands in `descriptions.yml`.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal, Self

from babel.core import get_global
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from career_guide.model.figures import Figure, Measure, Range, Sourced, YearsRange, figure_of
from career_guide.model.role import Chapter, Posts, Section, Sections
from career_guide.model.values import AreaId, EachLevelOnce, Form, LevelId, Prose, Record, Text, Words


def _currency(value: str) -> str:
    if value not in get_global("all_currencies"):
        raise PydanticCustomError("unknown_currency", "not a currency", {"value": value})
    return value


Currency = Annotated[str, AfterValidator(_currency), Form("currency", "^[A-Z]{3}$", "problems.unknown_currency.remedy")]
"""The code of a currency (ISO 4217): `EUR`, `GBP`."""

Period = Literal["year", "month", "day", "hour"]

PayBasis = Literal["gross", "net", "unspecified"]

_LIKE_THE_EURO: Final = frozenset({"AUD", "CAD", "CHF", "EUR", "GBP", "NZD", "SGD", "USD"})
"""Currencies whose unit has been worth between half a euro and two for decades."""
_PAY: Final[Mapping[Period, Measure]] = {
    "year": Measure("pay_year", 1_000, 10_000_000, 10_000, 500_000),
    "month": Measure("pay_month", 50, 1_000_000, 800, 40_000),
    "day": Measure("pay_day", 5, 50_000, 40, 2_500),
    "hour": Measure("pay_hour", 0.5, 5_000, 5, 300),
}
_MOST: Final = 1_000_000_000_000


def pay_measure(currency: str, period: Period) -> Measure:
    """What amounts of pay can be, and usually are; for most currencies, only that pay is not zero."""
    measure = _PAY[period]
    return measure if currency in _LIKE_THE_EURO else Measure(measure.name, 0.01, _MOST, 0.01, _MOST)


class PayTerms(Record):
    """What amounts of pay are counted in. What a single amount leaves out is that of the whole chapter."""

    currency: Currency | None = None
    period: Period | None = None
    months_paid: int | None = Field(default=None, ge=12, le=16)
    basis: PayBasis | None = None


VariablePay = Annotated[Figure, figure_of("percent", "of_total_pay", "on_top_of_fixed_pay", "of_gross_pay")]
AreaDifference = Annotated[Figure, figure_of("percent", "of_national_mean")]


class Pay(Sourced, PayTerms):
    """An amount of money for work."""

    range: Range | None = None


class SalaryBand(Pay):
    """What people at a given level of experience earn."""

    level: LevelId
    experience_years: YearsRange | None = None
    experience_note: Text | None = None
    variable: VariablePay | None = None
    note: Prose | None = None


class AreaPay(Pay):
    """How pay in an area differs from the national average, what is earned there, or both."""

    area: AreaId
    places: Words | None = None
    difference: AreaDifference | None = None
    level: LevelId | None = None
    note: Prose | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.difference is None and self.range is None:
            raise PydanticCustomError("nothing_said_of_area", "neither difference nor range")
        return self


class TopPay(Pay):
    """What the top positions can earn."""

    range: Range
    note: Prose | None = None


class NearestPay(Pay):
    """A public figure that comes near to what the role pays, where none by level of experience is known."""

    what: Text
    range: Range
    note: Prose | None = None


class Salary(Chapter, PayTerms):
    """`salary.yml`: pay by level of experience and by area, variable pay, benefits, growth.

    Without any amount, the page says that no figure is known.
    """

    factors: Section | None = None
    variable_share: VariablePay | None = None
    bands_intro: Prose | None = None
    bands: Annotated[list[SalaryBand], EachLevelOnce] = []
    bands_outro: Prose | None = None
    areas_intro: Prose | None = None
    areas: list[AreaPay] = []
    areas_outro: Prose | None = None
    variable: Section | None = None
    benefits: Section | None = None
    growth: Section | None = None
    next_posts: Posts = []
    top: TopPay | None = None
    nearest: list[NearestPay] = []
    offer_questions: Section | None = None
    sections: Sections = []

    @property
    def amounts(self) -> list[Pay]:
        """All amounts of the role's own that are known."""
        return [pay for pay in (*self.bands, *self.areas, self.top) if pay is not None and pay.range is not None]

    @property
    def paid_bands(self) -> list[SalaryBand]:
        """The bands with a known amount."""
        return [band for band in self.bands if band.range is not None]

    @property
    def bands_compare(self) -> bool:
        """Whether there are amounts by level of experience, all of one currency and period."""
        return len({(band.currency, band.period) for band in self.paid_bands}) == 1

    @property
    def span(self) -> Pay | None:
        """From the lowest amount of all bands to the highest, open where that is open.

        None where the bands do not compare, or neither end is known.

        Its source is that of the first band.
        """
        if not self.bands_compare:
            return None
        span = _span([band.range for band in self.paid_bands if band.range])
        first = {name: getattr(self.paid_bands[0], name) for name in (*Sourced.model_fields, *PayTerms.model_fields)}
        return Pay(**first, range=span) if span else None


def _span(ranges: Sequence[Range]) -> Range | None:
    """From the lowest number of several ranges to the highest; None where neither is known."""
    if len(set(map(repr, ranges))) == 1:
        return ranges[0]
    highest = max(ranges, key=lambda amount: (amount.ends[1], amount.is_open))
    if any(amount.has_no_start for amount in ranges):
        return None if highest.is_open else Range(max=highest.ends[1])
    lowest = min(amount.ends[0] for amount in ranges)
    if all(amount.max is None and amount.above is None for amount in ranges):
        return Range(min=lowest)
    return Range(min=lowest, max=highest.ends[1], or_more=highest.is_open)
