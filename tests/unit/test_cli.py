"""`career-guide`, as an editor or a continuous integration runs it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from career_guide.cli import main
from tests.unit.edits import GuideFolder

WORK = "roles/glassblower/work.yml"


def check(data: Path) -> Result:
    return CliRunner().invoke(main, ["check", "--data", str(data)])


def test_sound_data_is_counted_and_the_command_succeeds(pristine: Path) -> None:
    result = check(pristine / "data")
    assert result.exit_code == 0
    assert result.stdout.startswith("The data is sound: 2 role(s), 3 skills, 2 tools, 1 certifications, 3 sources")
    assert result.stderr == ""


def test_problems_are_listed_with_their_places_and_the_command_fails(folder: GuideFolder) -> None:
    folder.replace(WORK, "ordered: true", "orderd: true")
    folder.replace("skills.yml", "kind: technical", "kind: technicl")
    result = check(folder.data)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "2 problems in the data:",
        "data/roles/glassblower/work.yml:17:5: 'orderd' is not a known field here",
        "    Did you mean 'ordered'?",
        "data/skills.yml:9:9: technicl is not one of the possible values",
        "    Did you mean 'technical'?",
    ]


def test_one_problem_is_not_called_problems(folder: GuideFolder) -> None:
    folder.replace(WORK, "ordered: true", "orderd: true")
    assert check(folder.data).stderr.startswith("1 problem in the data:\n")


def test_the_data_of_the_project_is_checked_where_no_other_is_named(
    pristine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pristine)
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    monkeypatch.chdir(pristine / "docs")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "there is no folder data" in result.stderr


def test_checking_writes_nothing(pristine: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in pristine.rglob("*")}
    check(pristine / "data")
    assert {path: path.stat().st_mtime_ns for path in pristine.rglob("*")} == before


def test_the_command_says_what_it_can_do() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert "check" in result.stdout


@pytest.mark.parametrize("arguments", [["chek"], ["check", "--dta", "x"], ["check", "extra"]])
def test_a_command_that_is_not_known_is_a_wrong_use_and_no_finding(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2
