"""The geometry of the guide's pictures: model values → places on a scale, in percent of its width.

Takes bands, areas, percentages and specializations of the model; gives ticks, bars and orders that templates draw.
Nothing here is a word, a colour or HTML. Where a part is missing, so is its picture: rows are then empty. A bar never
says more than its figure: an open end is marked open, and what nothing is known of has a row without a bar.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from career_guide.model.figures import Figure, Range
from career_guide.model.pay import AreaPay, Salary, SalaryBand
from career_guide.model.role import Specialization

_NICE_STEPS: Final = (1, 2, 2.5, 5, 10)
_OPEN_ROOM: Final = 1.1
"""How far the scale continues beyond an open end, to show that it is open."""

_WHOLE: Final = 100
"""Percent of the base that a percentage is of."""

SplitBase = Literal["of_total_pay", "on_top_of_fixed_pay"]
PartKind = Literal["fixed", "either", "variable", "range"]
"""What a bar stands for, in order: `fixed` and `variable` pay are certain; `either` is one or the other, as the
percentage is lower or higher; `range` is variable pay that may come or not."""


@dataclass(frozen=True)
class Tick:
    """A mark on a scale."""

    value: float
    """In the unit of the scale."""
    at: float
    """In percent of the scale's width."""


@dataclass(frozen=True)
class Scale:
    """A straight scale between two round numbers, with a few marks."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[Tick]:
        """The marks, both ends included."""
        count = round((self.high - self.low) / self.step)
        values = [self.low + index * self.step for index in range(count + 1)]
        return [Tick(_whole(value), self.at(value)) for value in values]

    def at(self, value: float) -> float:
        """Where a value lies, in percent of the width."""
        return round(100 * (value - self.low) / (self.high - self.low), 2)


@dataclass(frozen=True)
class Bar:
    """From a place to a place, in percent of the scale's width."""

    start: float
    end: float
    open: bool = False
    """Whether the figure is open: it continues beyond `end`."""
    open_start: bool = False
    """Whether it begins somewhere before `start`."""
    kind: PartKind = "variable"

    @property
    def width(self) -> float:
        """In percent; 0 for a single number."""
        return round(self.end - self.start, 2)


@dataclass(frozen=True)
class Row:
    """A line of a picture."""

    of: SalaryBand | AreaPay | None
    """None for the role as a whole."""
    bars: list[Bar]
    """Empty where nothing is known."""
    figure: Figure | None = None
    """The percentage that is drawn; an amount is that of the record."""
    meets_below: bool = False
    """Whether the band begins at the amount at which the one below it, of the level before, ends."""


@dataclass(frozen=True)
class Picture:
    """Rows on one scale, from the top."""

    scale: Scale
    rows: list[Row]
    base: SplitBase | None = None
    """What percentages are of."""

    @property
    def kinds(self) -> list[PartKind]:
        """The kinds of bars that occur, in the order of their places."""
        found = {bar.kind for row in self.rows for bar in row.bars}
        return [kind for kind in get_args(PartKind) if kind in found]

    @property
    def has_gap(self) -> bool:
        """Whether nothing is known for a row."""
        return any(not row.bars for row in self.rows)

    @property
    def has_open_end(self) -> bool:
        """Whether a figure has an end that is not known."""
        return any(bar.open or bar.open_start for row in self.rows for bar in row.bars)


def scale(low: float, high: float, marks: int = 4) -> Scale:
    """The tightest scale around two numbers that has round ends and at most `marks` intervals."""
    if high == low:
        return Scale(low, low + marks, 1)
    span = high - low
    magnitude: float = 10 ** math.floor(math.log10(span / marks))
    for nice in _NICE_STEPS:
        step = nice * magnitude
        # Sums of floats miss round numbers slightly.
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= marks:
            break
    return Scale(first * step, last * step, step)


def round_above(value: float) -> int:
    """The smallest power of ten that a number does not exceed."""
    return int(10 ** math.ceil(math.log10(value)))


# --- pay -------------------------------------------------------------------------------------------------------------


def pay_picture(bands: Sequence[SalaryBand]) -> Picture:
    """Bands, given from the least experienced level, as steps that climb on a scale from zero: their lengths compare.

    Without rows where no amount is known, or where they have no common currency and period.
    """
    amounts = [band.range for band in bands if band.range]
    if len({(band.currency, band.period) for band in bands if band.range}) != 1:
        return Picture(scale(0, 0), [])
    money = scale(0, max(_reach(amount) for amount in amounts))
    rows: list[Row] = []
    below: Range | None = None
    for band in bands:
        amount = band.range
        meets = bool(below and amount and not below.is_open and below.ends[1] == amount.min)
        rows.insert(0, Row(band, [_bar(money, amount)] if amount else [], meets_below=meets))
        below = amount
    return Picture(money, rows)


def area_picture(areas: Sequence[AreaPay]) -> Picture:
    """Areas with a known difference from the national mean, in percent; both sides of zero are equally long."""
    known = [(area, area.difference) for area in areas if area.difference]
    furthest = max((abs(end) for _, difference in known for end in difference.value.ends), default=0) or 10
    half = scale(0, furthest, 2)
    percent = Scale(-half.high, half.high, half.step)
    return Picture(percent, [Row(area, [_bar(percent, difference.value)], difference) for area, difference in known])


def split_pictures(salary: Salary) -> list[Picture]:
    """One picture for each base on which the data has percentages of variable pay; other bases are not drawn."""
    figures: list[tuple[Figure, SalaryBand | None]] = [(salary.variable_share, None)] if salary.variable_share else []
    figures += [(band.variable, band) for band in salary.bands if band.variable]
    bases: tuple[SplitBase, ...] = get_args(SplitBase)
    pictures = [_split_picture(base, [entry for entry in figures if entry[0].base == base]) for base in bases]
    return [picture for picture in pictures if picture.rows]


def pay_pictures(salary: Salary) -> dict[str, Picture]:
    """All pictures of a role's pay that show something, by name."""
    split = {(picture.base or "").replace("_", "-"): picture for picture in split_pictures(salary)}
    all_of_them = {"bands": pay_picture(salary.bands), "areas": area_picture(salary.areas)} | split
    return {name: picture for name, picture in all_of_them.items() if picture.rows}


def _split_picture(base: SplitBase, figures: Sequence[tuple[Figure, SalaryBand | None]]) -> Picture:
    if base == "of_total_pay":
        rows = [Row(band, _within(figure.value), figure) for figure, band in figures]
        return Picture(scale(0, _WHOLE, 2), rows, base)
    percent = scale(0, _WHOLE + max((_reach(figure.value) for figure, _ in figures), default=0))
    return Picture(percent, [Row(band, _on_top(percent, figure.value), figure) for figure, band in figures], base)


def _within(share: Range) -> list[Bar]:
    """A share of 100, the variable part at the end; an open share may take all of the fixed part's place."""
    low, high = _from_zero(share)
    surely_fixed = 0 if share.is_open else _WHOLE - high
    bars = [
        Bar(0, surely_fixed, kind="fixed"),
        Bar(surely_fixed, _WHOLE - low, share.is_open, kind="either"),
        Bar(_WHOLE - low, _WHOLE),
    ]
    return [bar for bar in bars if bar.width]


def _on_top(percent: Scale, addition: Range) -> list[Bar]:
    """100 of fixed pay, and what comes on top of it."""
    low, high = (_WHOLE + end for end in _from_zero(addition))
    fixed_end, low_end, high_end = percent.at(_WHOLE), percent.at(low), percent.at(high)
    bars = [Bar(0, fixed_end, kind="fixed")]
    if low > _WHOLE:
        bars.append(Bar(fixed_end, low_end, addition.is_open and low == high))
    if high > low:
        bars.append(Bar(low_end, high_end, addition.is_open, kind="range"))
    return bars


# --- specializations ------------------------------------------------------------------------------------------------

Axis = Literal["experience", "sector", "scope"]


@dataclass(frozen=True)
class SpecializationAxis:
    """The specializations that differ by one thing."""

    axis: Axis
    ids: list[str]
    """In order; along experience, the standard role stands among them."""
    is_ordered: bool
    """Whether the order means more and less."""


def specialization_axes(
    specializations: Mapping[str, Specialization], levels: Iterable[str]
) -> list[SpecializationAxis]:
    """The axes that have specializations.

    Along experience, where the standard role stands among them, the levels decide: who begins earlier stands first, or
    else who ends earlier. The other axes keep the site's order.

    Args:
        specializations: By id, in their order on the site.
        levels: The ids of all levels of experience, from the least to the most experienced.
    """
    rank = {level: index for index, level in enumerate(levels)}

    def reach(part_id: str) -> list[int]:
        return sorted(rank[level] for level in specializations[part_id].levels) or list(rank.values())

    axes: list[SpecializationAxis] = []
    for axis in ("experience", "sector", "scope"):
        ids = [part_id for part_id, part in specializations.items() if part.axis == axis]
        is_ordered = axis == "experience"
        if ids and is_ordered:
            base = [part_id for part_id, part in specializations.items() if part.axis == "base"]
            ids = sorted(base + ids, key=reach)
        if ids:
            axes.append(SpecializationAxis(axis, ids, is_ordered))
    return axes


# --- helpers --------------------------------------------------------------------------------------------------------


def _bar(on: Scale, value: Range) -> Bar:
    low, high = value.ends
    return Bar(on.at(low), on.at(high), value.is_open, value.has_no_start)


def _from_zero(share: Range) -> tuple[float, float]:
    """The ends of a percentage of variable pay; “up to 20%” begins at none."""
    low, high = share.ends
    return 0 if share.has_no_start else low, high


def _reach(value: Range) -> float:
    """The end of a range, with room for what lies beyond an open one."""
    high = value.ends[1]
    return high * _OPEN_ROOM if value.is_open else high


def _whole(value: float) -> float:
    """A number without the rounding error of sums of floats; whole numbers as integers."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
