"""Problems as they are printed: for people in a terminal, for other programs, for GitHub."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import pytest

from career_guide.model.locales import LOCALES, Locale
from career_guide.words import reports
from career_guide.words.messages import Message
from career_guide.words.problems import START, Place, Problem

SKILLS = Path("data/skills.yml")
WORK = Path("data/roles/glassblower/work.yml")
REVERSED = Problem(SKILLS, Place(7, 5), "reversed_range", {"min": 2, "max": 1}, line="    x: {min: 2, max: 1}")
TAB = Problem(WORK, Place(2, 3), "tab", {}, line="  \tordered: true")
MISSING = Problem(WORK, START, "empty_file", {})


def excerpt(line: str, column: int) -> tuple[str, str]:
    """The line and the caret below it, as they are printed."""
    problem = Problem(SKILLS, Place(1, column), "tab", {}, line=line)
    shown, caret = reports.as_text([problem], "en").splitlines()[4:6]
    assert shown.startswith("    | ")
    assert caret.startswith("    | ")
    return shown[6:], caret[6:]


# --- for people


def test_problems_are_told_file_by_file_with_place_line_cause_and_remedy() -> None:
    assert reports.as_text([MISSING, TAB, REVERSED], "en").splitlines() == [
        "3 problems in 2 files:",
        "",
        "data/roles/glassblower/work.yml",
        "data/roles/glassblower/work.yml:1:1: the file is empty",
        "    Write its content, or delete the file.",
        "",
        "data/roles/glassblower/work.yml:2:3: a tab is used for indentation",
        "    |   →ordered: true",
        "    |   ^",
        "    Replace the tab with spaces, two for each step: only spaces may indent a line.",
        "",
        "data/skills.yml",
        "data/skills.yml:7:5: the range is reversed: min 2 is greater than max 1",
        "    |     x: {min: 2, max: 1}",
        "    |     ^",
        "    Swap the two numbers.",
    ]


def test_of_very_many_problems_the_first_are_told_and_the_others_counted() -> None:
    told = reports.as_text([REVERSED] * 50_000, "en")
    assert told.startswith("50000 problems in one file:")
    assert told.endswith("\n\n49800 more problems: mend these and check again. Many often have one cause.")
    assert told.count("Swap the two numbers.") == 200


def test_problems_are_told_in_italian() -> None:
    assert reports.as_text([REVERSED], "it").splitlines() == [
        "1 problema:",
        "",
        "data/skills.yml",
        "data/skills.yml:7:5: l’intervallo è rovesciato: min 2 è maggiore di max 1",
        "    |     x: {min: 2, max: 1}",
        "    |     ^",
        "    Scambiare i due numeri.",
    ]


@pytest.mark.parametrize(
    ("problems", "locale", "count"),
    [
        ([TAB], "en", "1 problem:"),
        ([TAB], "it", "1 problema:"),
        ([TAB, MISSING], "en", "2 problems in one file:"),
        ([TAB, MISSING], "it", "2 problemi in un file:"),
        ([TAB, REVERSED], "en", "2 problems in 2 files:"),
        ([TAB, REVERSED], "it", "2 problemi in 2 file:"),
    ],
)
def test_problems_and_their_files_are_counted_at_the_top(
    problems: Sequence[Problem], locale: Locale, count: str
) -> None:
    assert reports.as_text(problems, locale).splitlines()[0] == count


def test_a_place_stands_at_the_start_of_its_line_where_terminals_and_editors_find_it() -> None:
    assert "\ndata/skills.yml:7:5: " in reports.as_text([TAB, REVERSED], "en")


@pytest.mark.parametrize(
    ("line", "column", "shown", "before_caret"),
    [
        ("key: value", 6, "key: value", 5),
        ("città: è qui", 8, "città: è qui", 7),
        ("\tkey: value", 1, "→key: value", 0),
        ("\t\tkey: value", 3, "→→key: value", 2),
        ("日本語: x", 6, "日本語: x", 8),
        ("🌅 x: y", 3, "🌅 x: y", 3),
        ("e\u0301te\u0301: x", 7, "e\u0301te\u0301: x", 4),
        ("\u00a0\u00a0key: x", 2, "··key: x", 1),
        ("a: \x07b", 4, "a: �b", 3),
        ("a: \u200bb", 5, "a: �b", 4),
        ("short", 6, "short", 5),
        ("short", 99, "short", 5),
    ],
    ids=[
        "plain",
        "accents",
        "a tab",
        "after tabs",
        "wide letters",
        "a picture",
        "combining accents",
        "no-break spaces",
        "a control character",
        "an invisible character",
        "at the end",
        "past the end",
    ],
)
def test_the_caret_stands_under_the_place_whatever_stands_before_it(
    line: str, column: int, shown: str, before_caret: int
) -> None:
    assert excerpt(line, column) == (shown, " " * before_caret + "^")


@pytest.mark.parametrize("column", [1, 2, 59, 61, 62, 250, 460, 461, 499, 500, 501])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(500))
    shown, caret = excerpt(line, column)
    assert len(shown) == 100
    assert caret == " " * (len(caret) - 1) + "^"
    assert len(caret) <= 101
    at = len(caret) - 1
    assert shown[at : at + 1] == line[column - 1 : column]
    assert shown.startswith("…") == (column > 61)
    assert shown.endswith("…") == (column <= 460)


def test_no_line_is_shown_where_there_is_none() -> None:
    assert "|" not in reports.as_text([MISSING], "en")


def test_a_file_whose_name_is_no_text_is_told_as_well_as_can_be() -> None:
    problem = Problem(Path("data/caf\udce9.yml"), START, "empty_file", {})
    for told in (
        reports.as_text([problem], "en"),
        reports.as_json([problem], "en"),
        reports.as_github([problem], "en"),
    ):
        assert "udce9.yml" in told
        assert told.encode()


def test_bold_and_colour_change_no_word() -> None:
    styled = reports.as_text([TAB, REVERSED], "en", styled=True)
    assert styled != reports.as_text([TAB, REVERSED], "en")
    assert click.unstyle(styled) == reports.as_text([TAB, REVERSED], "en")


# --- for other programs


@pytest.mark.parametrize("locale", LOCALES)
def test_json_holds_everything_in_fields_of_their_own(locale: Locale) -> None:
    told: dict[str, Any] = json.loads(reports.as_json([TAB, MISSING], locale))
    assert told == {
        "locale": locale,
        "problems": [
            {
                "file": "data/roles/glassblower/work.yml",
                "line": 2,
                "column": 3,
                "code": "tab",
                "what": TAB.what(locale),
                "remedy": TAB.remedy(locale),
                "excerpt": "  \tordered: true",
            },
            {
                "file": "data/roles/glassblower/work.yml",
                "line": 1,
                "column": 1,
                "code": "empty_file",
                "what": MISSING.what(locale),
                "remedy": MISSING.remedy(locale),
                "excerpt": "",
            },
        ],
    }


def test_json_without_problems_is_json_all_the_same() -> None:
    assert json.loads(reports.as_json([], "it")) == {"locale": "it", "problems": []}


# --- for GitHub


def test_github_is_told_file_line_column_cause_and_remedy() -> None:
    assert reports.as_github([TAB, REVERSED], "en").splitlines() == [
        (
            "::error file=data/roles/glassblower/work.yml,line=2,col=3,title=a tab is used for indentation"
            "::Replace the tab with spaces, two for each step: only spaces may indent a line."
        ),
        (
            "::error file=data/skills.yml,line=7,col=5,title=the range is reversed%3A min 2 is greater than max 1"
            "::Swap the two numbers."
        ),
    ]


def test_whatever_would_end_a_workflow_command_is_escaped() -> None:
    problem = Problem(Path("data/a,b:c%d.yml"), START, "extra_forbidden", {
        "value": "100%,\r\n::error::",
        "nearest_or_known": Message("suggestions.nearest", {"name": "50%: a, b"}),
    })  # fmt: skip
    assert reports.as_github([problem], "en") == (
        "::error file=data/a%2Cb%3Ac%25d.yml,line=1,col=1,"
        "title='100%25%2C\\r\\n%3A%3Aerror%3A%3A' is not a known field here::Did you mean '50%25: a, b'?"
    )


def test_github_is_told_nothing_where_all_is_well() -> None:
    assert reports.as_github([], "en") == ""
