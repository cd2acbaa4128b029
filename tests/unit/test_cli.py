"""`career-guide check`, as an editor or a continuous integration runs it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from career_guide.cli import main
from tests.fixture_guide import TEMPLATES, line_of
from tests.unit.edits import GuideFolder

WORK = "roles/glassblower/work.yml"
ORDERED = line_of(WORK, "ordered: true")
TECHNICAL = line_of("skills.yml", "kind: technical")
SOUND = {
    "en": "All is well: roles 2, skills 3, tools 2, certifications 1, sources 3 (",
    "it": "Tutto in ordine: ruoli 2, competenze 3, strumenti 2, certificazioni 1, fonti 3 (",
}


@pytest.fixture
def project(own_folder: GuideFolder) -> GuideFolder:
    """The guide with the templates that it is rendered with: a whole project."""
    shutil.copytree(TEMPLATES, own_folder.path / "overrides" / "templates")
    return own_folder


def check(folder: Path, *arguments: str, **environment: str) -> Result:
    """Run the command in a terminal that tells no language but the one that is given."""
    unset = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", "NO_COLOR": ""}
    command = ["check", "--project", str(folder), *arguments]
    return CliRunner().invoke(main, command, env=unset | environment, color="FORCE_COLOR" in environment)


def test_a_sound_guide_is_counted_and_the_command_succeeds(project: GuideFolder) -> None:
    result = check(project.path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(SOUND["en"])


def test_problems_are_listed_with_their_places_and_the_command_fails(project: GuideFolder) -> None:
    project.replace(WORK, "ordered: true", "orderd: true")
    project.replace("skills.yml", "kind: technical", "kind: technicl")
    result = check(project.path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "2 problems in 2 files:",
        "",
        "data/roles/glassblower/work.yml",
        f"data/roles/glassblower/work.yml:{ORDERED}:5: 'orderd' is not a known field here",
        "    |     orderd: true",
        "    |     ^",
        "    Did you mean 'ordered'?",
        "",
        "data/skills.yml",
        f"data/skills.yml:{TECHNICAL}:9: 'technicl' is not one of the possible values",
        "    |   kind: technicl",
        "    |         ^",
        "    Did you mean 'technical'?",
    ]


def test_data_hand_written_pages_and_their_macros_are_all_checked(project: GuideFolder) -> None:
    page = project.path / "docs/en/method.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("{{ sources() }}", "{{ source() }}"), "utf-8")
    assert "docs/en/method.md:11:4: there is no macro 'source'" in check(project.path).stderr
    page.write_text(text.replace("page: method", "page: methods"), "utf-8")
    project.replace(WORK, "ordered: true", "orderd: true")
    stderr = check(project.path).stderr
    assert f"data/{WORK}:{ORDERED}:5: " in stderr
    assert "docs/en/method.md:2:1: this page has no version in docs/it/" in stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "locale"),
    [
        ([], {}, "en"),
        ([], {"LANG": "it_IT.UTF-8"}, "it"),
        ([], {"LANG": "it_IT.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        (["--lang", "it"], {"LANG": "en_GB.UTF-8"}, "it"),
        (["--lang", "en"], {"LANG": "it_IT.UTF-8"}, "en"),
    ],
)
def test_it_speaks_the_language_that_is_chosen_or_that_of_the_terminal(
    project: GuideFolder, arguments: list[str], environment: dict[str, str], locale: str
) -> None:
    assert check(project.path, *arguments, **environment).stdout.startswith(SOUND[locale])
    project.replace(WORK, "ordered: true", "orderd: true")
    expected = {"it": "qui non esiste un campo 'orderd'", "en": "'orderd' is not a known field here"}[locale]
    assert expected in check(project.path, *arguments, **environment).stderr


def test_for_other_programs_it_writes_json_whether_there_are_problems_or_not(project: GuideFolder) -> None:
    sound = check(project.path, "--format", "json")
    assert (sound.exit_code, sound.stderr) == (0, "")
    assert json.loads(sound.stdout) == {"locale": "en", "problems": []}
    project.replace(WORK, "ordered: true", "orderd: true")
    broken = check(project.path, "--format", "json", "--lang", "it")
    assert (broken.exit_code, broken.stderr) == (1, "")
    (problem,) = json.loads(broken.stdout)["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == (f"data/{WORK}", ORDERED, 5)
    assert (problem["code"], problem["remedy"]) == ("extra_forbidden", "Forse si intendeva 'ordered'?")


def test_for_github_it_writes_workflow_commands(project: GuideFolder) -> None:
    sound = check(project.path, "--format", "github")
    assert sound.exit_code == 0
    assert sound.stdout.startswith(SOUND["en"])
    project.replace(WORK, "ordered: true", "orderd: true")
    broken = check(project.path, "--format", "github")
    assert (broken.exit_code, broken.stderr) == (1, "")
    assert broken.stdout == (
        f"::error file=data/{WORK},line={ORDERED},col=5,title='orderd' is not a known field here"
        "::Did you mean 'ordered'?\n"
    )


def test_colour_is_for_terminals_that_want_it(project: GuideFolder) -> None:
    project.replace(WORK, "ordered: true", "orderd: true")
    assert "\x1b[" in check(project.path, FORCE_COLOR="1").stderr
    assert "\x1b[" not in check(project.path, FORCE_COLOR="1", NO_COLOR="1").stderr
    assert "\x1b[" not in check(project.path).stderr


def test_the_current_folder_is_checked_where_no_other_is_named(
    project: GuideFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.path)
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    monkeypatch.chdir(project.path / "docs")
    result = CliRunner().invoke(main, ["check", "--lang", "en"])
    assert result.exit_code == 1
    assert "data:1:1: there is no folder 'data'" in result.stderr


def test_checking_writes_nothing(project: GuideFolder) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.path.rglob("*")}
    check(project.path)
    project.replace(WORK, "ordered: true", "orderd: true")
    before[project.data / WORK] = (project.data / WORK).stat().st_mtime_ns
    check(project.path)
    assert {path: path.stat().st_mtime_ns for path in project.path.rglob("*")} == before


def test_the_command_says_what_it_can_do() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert "check" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--dta", "x"],
        ["check", "extra"],
        ["check", "--format", "xml"],
        ["check", "--lang", "fr"],
        ["check", "--project", "no-such-folder"],
    ],
)
def test_a_command_that_is_not_known_is_a_wrong_use_and_no_finding(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2
