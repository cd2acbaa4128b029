"""The self-check of a role: its statements name specializations that exist."""

from career_guide.model.guide import Guide
from tests.unit.edits import GuideFolder

FILE = "roles/glassblower/specializations.yml"


def test_statements_keep_their_order_and_what_they_favour(guide: Guide) -> None:
    chapter = guide.roles["glassblower"].specializations
    assert chapter is not None
    assert [(statement.id, statement.favours) for statement in chapter.self_check] == [
        ("patience", ["apprentice", "scientific"]),
        ("precision", ["scientific"]),
    ]


def test_a_specialization_that_does_not_exist_is_shown_where_it_is_named(folder: GuideFolder) -> None:
    place = folder.replace(FILE, "favours: [apprentice, scientific]", "favours: [apprentice, ▸scientist]")
    (problem,) = folder.problems()
    assert (problem.file.as_posix(), problem.place, problem.code) == (f"data/{FILE}", place, "unknown_reference")
    assert "scientific" in str(problem)


def test_a_statement_favours_something(folder: GuideFolder) -> None:
    folder.replace(FILE, "favours: [scientific]", "favours: []")
    assert len(folder.problems()) == 1


def test_a_statement_stands_once(folder: GuideFolder) -> None:
    folder.replace(FILE, "id: precision", "id: patience")
    (problem,) = folder.problems()
    assert problem.code == "repeated_id"
