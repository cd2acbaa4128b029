"""What the model promises: where a figure's source comes from, who uses what, and what a range means."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from career_guide.model.figures import Figure, Range
from career_guide.model.guide import Guide, Role
from career_guide.model.parts import figures, with_inherited
from career_guide.model.role import Narrative
from career_guide.model.values import Localized

BOTH = {"it": "testo", "en": "text"}


def narrative(own: dict[str, Any], section: dict[str, Any], figure: dict[str, Any]) -> Figure:
    """The figure of a chapter's only section, with its source filled in."""
    chapter = Narrative.model_validate(
        {
            "summary": {"it": "x" * 50, "en": "x" * 50},
            "intro": BOTH,
            "sections": [
                {
                    "id": "one",
                    "title": BOTH,
                    "intro": BOTH,
                    "figure": {"value": {"min": 1, "max": 2}, "unit": "years", **figure},
                    **section,
                }
            ],
            **own,
        }
    )
    found = with_inherited(chapter).sections[0].figure
    assert found is not None
    return found


CHAPTER = {"source": "chapter", "as_of": date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("section", "figure", "source", "as_of"),
    [
        ({}, {}, "chapter", date(2026, 1, 1)),
        ({"source": "section"}, {}, "section", None),
        ({"source": "section", "as_of": date(2026, 2, 2)}, {}, "section", date(2026, 2, 2)),
        ({}, {"source": "own"}, "own", None),
        ({}, {"source": "own", "as_of": date(2026, 3, 3)}, "own", date(2026, 3, 3)),
        ({"as_of": date(2026, 2, 2)}, {}, "chapter", date(2026, 2, 2)),
        ({"source": "section", "as_of": date(2026, 2, 2)}, {"source": "own"}, "own", None),
    ],
)
def test_a_figure_takes_its_source_from_what_it_stands_in_and_a_date_only_with_its_source(
    section: dict[str, Any], figure: dict[str, Any], source: str, as_of: date | None
) -> None:
    found = narrative(CHAPTER, section, figure)
    assert (found.source, found.as_of) == (source, as_of)


def test_a_figure_in_a_chapter_without_a_source_has_none() -> None:
    assert narrative({}, {}, {}).source is None


def test_all_figures_are_found_with_their_places(guide: Guide) -> None:
    salary = guide.roles["glassblower"].salary
    assert salary is not None
    assert [path for path, _ in figures(salary)] == [
        ("variable_share",),
        ("bands", 0),
        ("bands", 1),
        ("bands", 1, "variable"),
        ("areas", 0),
        ("areas", 0, "difference"),
        ("areas", 1),
        ("areas", 1, "difference"),
        ("benefits", "items", 0, "figure"),
        ("top",),
    ]


@pytest.mark.parametrize(
    ("kind", "record", "users"),
    [
        ("skill", "patience", [("glassblower", None)]),
        ("skill", "colour-reading", [("glassblower", "scientific")]),
        ("certification", "kiln-safety", [("glassblower", None)]),
        ("tool", "blowpipe-planner", [("glassblower", None)]),
        ("tool", "kiln-monitor", []),
        ("tool", "patience", []),
    ],
)
def test_who_uses_a_record_is_known(guide: Guide, kind: Any, record: str, users: list[tuple[str, str | None]]) -> None:
    assert [(use.role.id, use.specialization_id) for use in guide.uses(kind, record)] == users


def test_a_use_knows_its_specialization(guide: Guide) -> None:
    (special,) = guide.uses("skill", "colour-reading")
    (whole,) = guide.uses("skill", "patience")
    assert special.specialization is guide.roles["glassblower"].specialization["scientific"]
    assert whole.specialization is None


def test_a_role_lists_the_chapters_that_it_has_in_the_order_of_the_site(guide: Guide) -> None:
    assert guide.roles["lamplighter"].chapters == []
    assert guide.roles["glassblower"].chapters == [
        "work",
        "salary",
        "balance",
        "skills",
        "path",
        "specializations",
        "tools",
        "goals",
    ]


def test_specializations_stand_in_the_order_of_their_positions(guide: Guide) -> None:
    assert list(guide.roles["glassblower"].specialization) == ["apprentice", "scientific"]


@pytest.mark.parametrize(
    ("written", "ends", "is_open"),
    [
        ({"min": 1, "max": 2}, (1, 2), False),
        ({"min": 2, "max": 2}, (2, 2), False),
        ({"min": 1, "max": 2, "or_more": True}, (1, 2), True),
        ({"above": 0}, (0, 0), True),
        ({"min": 3}, (3, 3), True),
        ({"max": 3}, (3, 3), False),
        ({"min": -2, "max": -1.5}, (-2, -1.5), False),
    ],
)
def test_a_range_knows_its_ends_and_whether_it_goes_on(
    written: dict[str, Any], ends: tuple[float, float], *, is_open: bool
) -> None:
    assert (Range(**written).ends, Range(**written).is_open) == (ends, is_open)


def test_a_text_is_picked_by_its_language() -> None:
    text = Localized[str].model_validate({"it": "uno", "en": "one"})
    assert (text["it"], text["en"]) == ("uno", "one")


def test_nothing_is_converted_in_silence() -> None:
    with pytest.raises(ValidationError):
        Range.model_validate({"min": "1", "max": 2})
    with pytest.raises(ValidationError):
        Role.model_validate({"id": 5, "profile": {}})
