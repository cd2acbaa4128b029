"""Pictures say what their figures say: right places, open ends open, gaps as gaps, one base to a scale."""

from collections.abc import Iterator
from typing import Any

import pytest

from career_guide.model.figures import Figure, Range
from career_guide.model.guide import Guide
from career_guide.model.pay import AreaPay, Salary, SalaryBand
from career_guide.model.role import Specialization
from career_guide.pages import charts


@pytest.fixture(scope="session")
def salary(guide: Guide) -> Salary:
    chapter = guide.roles["glassblower"].salary
    assert chapter is not None
    return chapter


@pytest.fixture
def a_band(salary: Salary) -> Any:
    def made(years: dict[str, Any], amount: dict[str, Any]) -> SalaryBand:
        changed = {"experience_years": Range(**years), "range": Range(**amount), "variable": None}
        return salary.bands[0].model_copy(update=changed)

    return made


def with_variable(salary: Salary, share: dict[str, Any], base: str, *on_bands: dict[str, Any]) -> Salary:
    """The salary with other percentages: the general one, and one on top of fixed pay for each band."""

    def figures() -> Iterator[Figure]:
        for value in on_bands:
            yield Figure(value=Range(**value), unit="percent", base="on_top_of_fixed_pay")

    bands = [salary.bands[0].model_copy(update={"variable": figure}) for figure in figures()]
    general = Figure.model_validate({"value": share, "unit": "percent", "base": base})
    return salary.model_copy(update={"variable_share": general, "bands": bands or [salary.bands[0]]})


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 99_000, [0, 25_000, 50_000, 75_000, 100_000]),
        (0, 60_500, [0, 20_000, 40_000, 60_000, 80_000]),
        (0, 100, [0, 25, 50, 75, 100]),
        (0, 0, [0, 1, 2, 3, 4]),
        (-0.3, 0.3, [-0.4, -0.2, 0, 0.2, 0.4]),
        (30_000, 30_000, [30_000, 30_001, 30_002, 30_003, 30_004]),
    ],
)
def test_a_scale_has_round_ends_and_few_marks(low: float, high: float, ticks: list[float]) -> None:
    found = charts.scale(low, high).ticks
    assert [tick.value for tick in found] == ticks
    assert (found[0].at, found[-1].at) == (0, 100)
    assert len(found) <= 5


def test_bands_are_steps_that_climb_on_one_scale_from_zero(salary: Salary) -> None:
    picture = charts.pay_picture(salary.bands)
    assert (picture.scale.low, picture.scale.high) == (0, 80_000)
    assert [(row.of and row.of.level, *row.bars) for row in picture.rows] == [
        ("master", charts.Bar(50, 68.75, open=True)),
        ("apprentice", charts.Bar(25, 32.5)),
    ]
    assert (picture.has_gap, picture.has_open_end) == (False, True)


def test_a_band_meets_the_one_below_where_that_ends(a_band: Any) -> None:
    rows = charts.pay_picture(
        [a_band({"min": 1, "max": 3}, {"min": 30, "max": 40}), a_band({"min": 4, "max": 7}, {"min": 40, "max": 55})]
    ).rows
    assert [(row.of and row.of.range and row.of.range.ends, row.meets_below) for row in rows] == [
        ((40, 55), True),
        ((30, 40), False),
    ]


def test_a_single_amount_above_has_no_length_and_room_to_go_on(a_band: Any) -> None:
    (row,) = charts.pay_picture([a_band({"min": 0, "max": 1}, {"above": 100_000})]).rows
    (bar,) = row.bars
    assert (bar.width, bar.open) == (0, True)
    assert bar.end < 100


def test_an_open_band_meets_no_next_one(a_band: Any) -> None:
    open_band = a_band({"min": 0, "max": 3}, {"min": 30, "max": 40, "or_more": True})
    rows = charts.pay_picture([open_band, a_band({"min": 4, "max": 7}, {"min": 40, "max": 55})]).rows
    assert not any(row.meets_below for row in rows)


def test_areas_lie_on_both_sides_of_zero(salary: Salary) -> None:
    def area(low: float, high: float) -> AreaPay:
        difference = Figure(value=Range(min=low, max=high), unit="percent", base="of_national_mean")
        return salary.areas[0].model_copy(update={"difference": difference})

    picture = charts.area_picture([area(10, 15), area(0, 0), area(-20, -10)])
    assert [tick.value for tick in picture.scale.ticks] == [-20, -10, 0, 10, 20]
    assert [(bar.start, bar.end) for row in picture.rows for bar in row.bars] == [(75, 87.5), (50, 50), (0, 25)]


def test_no_areas_and_no_differences_are_no_error(salary: Salary) -> None:
    assert charts.area_picture([]).rows == []
    assert charts.area_picture([salary.areas[1]]).rows[0].bars == [charts.Bar(50, 50)]


def test_each_base_has_a_picture_of_its_own(salary: Salary) -> None:
    pictures = charts.split_pictures(salary)
    assert [picture.base for picture in pictures] == ["of_total_pay", "on_top_of_fixed_pay"]
    assert [[row.of and row.of.level for row in picture.rows] for picture in pictures] == [[None], ["master"]]


@pytest.mark.parametrize(
    ("share", "parts"),
    [
        ({"min": 20, "max": 40}, [("fixed", 0, 60), ("either", 60, 80), ("variable", 80, 100)]),
        ({"min": 25, "max": 25}, [("fixed", 0, 75), ("variable", 75, 100)]),
        ({"min": 0, "max": 10}, [("fixed", 0, 90), ("either", 90, 100)]),
        ({"min": 0, "max": 100}, [("either", 0, 100)]),
        ({"above": 40}, [("either", 0, 60), ("variable", 60, 100)]),
    ],
)
def test_a_share_of_the_total_lies_within_it(
    salary: Salary, share: dict[str, Any], parts: list[tuple[str, float, float]]
) -> None:
    (picture,) = charts.split_pictures(with_variable(salary, share, "of_total_pay"))
    assert [(bar.kind, bar.start, bar.end) for bar in picture.rows[0].bars] == parts


def test_what_comes_on_top_lies_beyond_the_fixed_part(salary: Salary) -> None:
    changed = with_variable(salary, {"min": 1, "max": 2}, "of_gross_pay", {"min": 15, "max": 25}, {"above": 40})
    (picture,) = charts.split_pictures(changed)
    assert (picture.base, picture.scale.high) == ("on_top_of_fixed_pay", 150)
    at = picture.scale.at
    assert [[(bar.kind, bar.start, bar.end, bar.open) for bar in row.bars] for row in picture.rows] == [
        [
            ("fixed", 0, at(100), False),
            ("variable", at(100), at(115), False),
            ("range", at(115), at(125), False),
        ],
        [("fixed", 0, at(100), False), ("variable", at(100), at(140), True)],
    ]
    assert picture.kinds == ["fixed", "variable", "range"]
    assert picture.has_open_end


def test_percentages_that_do_not_split_pay_are_not_drawn(salary: Salary) -> None:
    assert charts.split_pictures(with_variable(salary, {"min": 1, "max": 2}, "of_gross_pay")) == []


def test_specializations_stand_on_their_axes(guide: Guide) -> None:
    parts = guide.roles["glassblower"].specialization

    def part(axis: str, *levels: str) -> Specialization:
        return next(iter(parts.values())).model_copy(update={"axis": axis, "levels": list(levels)})

    axes = charts.specialization_axes(
        {
            "plain": part("base"),
            "chief": part("experience"),
            "master": part("experience", "master"),
            "beginner": part("experience", "apprentice"),
            "art": part("sector"),
        },
        guide.levels,
    )
    assert [(axis.axis, axis.ids, axis.is_ordered) for axis in axes] == [
        ("experience", ["beginner", "plain", "chief", "master"], True),
        ("sector", ["art"], False),
    ]
    assert charts.specialization_axes({}, guide.levels) == []
