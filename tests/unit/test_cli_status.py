"""`career-guide status`, as an editor reads it and as a machine does."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from career_guide.cli import main
from career_guide.model.kinds import CATALOGUED
from tests.fixture_guide import line_of
from tests.unit.edits import GuideFolder, git

DAY: Final = "1796083200"
"""Seconds: 1 December 2026."""
SALARY: Final = "roles/glassblower/salary.yml"


def status(project: Path, *arguments: str) -> Result:
    command = ["status", "--project", str(project), "--lang", "en", *arguments]
    return CliRunner(env={"SOURCE_DATE_EPOCH": DAY}).invoke(main, command, catch_exceptions=False)


def as_json(project: Path, *arguments: str) -> Any:
    return json.loads(status(project, "--format", "json", *arguments).stdout)


def test_roles_stand_in_tables_with_what_is_there_and_what_is_not(pristine: Path) -> None:
    result = status(pristine)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "State of the guide on 1 December 2026"
    assert "Glassblower (data/roles/glassblower/)" in lines
    assert "Next review by 24 May 2027" in lines
    heading = next(line for line in lines if "Italian words" in line)
    assert heading.split() == ["Part", "File", "Italian", "words", "English", "words", "Figures", "Undated"]
    salary = next(line for line in lines if " salary.yml " in line)
    assert salary.split()[:2] == ["Salary", "salary.yml"]
    assert salary.split()[-2:] == ["10", "8"]
    assert sum("not there yet" in line for line in lines) == 9


def test_numbers_stand_below_one_another(pristine: Path) -> None:
    lines = status(pristine, "--role", "glassblower").stdout.splitlines()
    table = [line for line in lines if ".yml " in line and "data/" not in line]
    assert len({len(line) for line in table}) == 1


def test_findings_name_file_line_and_field_and_say_what_there_is(pristine: Path) -> None:
    lines = status(pristine).stdout.splitlines()
    place = next(index for index, line in enumerate(lines) if line.endswith(": bands.apprentice.variable"))
    number = int(lines[place].split(":")[1])
    text = (pristine / "data" / SALARY).read_text("utf-8").splitlines()
    assert "level: apprentice" in text[number - 1]
    assert lines[place].strip().startswith(f"data/{SALARY}:")
    assert lines[place + 1].strip() == "“Apprentice” level of experience: variable pay is not known."


def test_it_speaks_italian(pristine: Path) -> None:
    text = status(pristine, "--lang", "it").stdout
    assert text.startswith("Stato della guida al 1 dicembre 2026")
    assert "Livello di esperienza «Apprendista»: la parte variabile non è nota." in text
    assert "Retribuzione" in text


def test_one_role_can_be_asked_for(pristine: Path) -> None:
    text = status(pristine, "--role", "lamplighter").stdout
    assert "Lamplighter (data/roles/lamplighter/)" in text
    assert "Glassblower" not in text
    assert "data/skills.yml" not in text
    assert [role["id"] for role in as_json(pristine, "--role", "lamplighter")["roles"]] == ["lamplighter"]


def test_a_role_that_does_not_exist_is_a_wrong_use(pristine: Path) -> None:
    result = status(pristine, "--role", "lamplihgter")
    assert result.exit_code == 2
    assert "There is no role 'lamplihgter'. Did you mean 'lamplighter'?\n" in result.stderr


def test_machines_get_everything_in_both_languages(pristine: Path) -> None:
    found = as_json(pristine)
    assert found["day"] == "2026-12-01"
    glassblower = found["roles"][0]
    assert glassblower["title"] == {"it": "Soffiatore di vetro", "en": "Glassblower"}
    assert (glassblower["review_by"], glassblower["days_left"]) == ("2027-05-24", 174)
    part = glassblower["parts"][2]
    assert (part["name"], part["file"], part["is_present"]) == ("salary", SALARY, True)
    assert part["title"] == {"it": "Retribuzione", "en": "Salary"}
    finding = next(one for one in part["findings"] if one["field"] == "bands.apprentice.variable")
    assert finding == {
        "kind": "gap",
        "file": SALARY,
        "field": "bands.apprentice.variable",
        "line": line_of(SALARY, "- level: apprentice"),
        "message": {
            "it": "Livello di esperienza «Apprendista»: la parte variabile non è nota.",
            "en": "“Apprentice” level of experience: variable pay is not known.",
        },
        "quoted": None,
    }
    assert {catalogue["name"] for catalogue in found["catalogues"]} == {kind.file for kind in CATALOGUED}


def test_a_finding_in_the_changes_has_the_line_of_its_entry_in_any_order(folder: GuideFolder) -> None:
    folder.replace("roles/glassblower/changes.yml", "en: Test figures added.", "en: Aggiunte le cifre di prova.")
    (finding,) = as_json(folder.path)["roles"][0]["parts"][-1]["findings"]
    assert (finding["kind"], finding["field"]) == ("same", "2026-11-24.text")
    lines = (folder.data / finding["file"]).read_text("utf-8").splitlines()
    assert lines[finding["line"] - 1].strip() == "text:"
    assert "Aggiunte" in lines[finding["line"]]


def changed_alone(project: Path) -> list[tuple[str, str]]:
    """Field and English sentence of each text that is said to have changed in one language alone."""
    roles, catalogues = (as_json(project)[name] for name in ("roles", "catalogues"))
    parts = [part for role in roles for part in role["parts"]] + catalogues
    found = [finding for part in parts for finding in part["findings"] if finding["kind"] == "changed_alone"]
    return [(finding["field"], finding["message"]["en"]) for finding in found]


def test_a_text_that_has_changed_in_one_language_since_the_last_commit_is_told(kept: GuideFolder) -> None:
    assert changed_alone(kept.path) == []
    kept.replace(SALARY, "it: Si impara guardando.", "it: Si impara guardando e provando.")
    kept.replace(SALARY, "it: Si insegna facendo.", "it: Si insegna soffiando.")
    kept.replace(SALARY, "en: One teaches by doing.", "en: One teaches by blowing.")
    said = [("bands.apprentice.note", "Changed in Italian, not in English: do the languages still say the same?")]
    assert changed_alone(kept.path) == said
    assert "since the last release" in status(kept.path).stdout
    git(kept.path, "commit", "--all", "--message", "One language")
    assert changed_alone(kept.path) == []


def test_after_a_release_every_text_that_has_changed_in_one_language_since_then_is_told(kept: GuideFolder) -> None:
    (kept.path / "published").mkdir()
    (kept.path / "published" / "addresses.txt").write_text("/\n", "utf-8")
    git(kept.path, "add", ".")
    git(kept.path, "commit", "--message", "Release")
    kept.replace(SALARY, "en: One learns by watching.", "en: One learns by looking on.")
    git(kept.path, "commit", "--all", "--message", "One language")
    assert [field for field, _ in changed_alone(kept.path)] == ["bands.apprentice.note"]


def test_a_release_that_is_no_longer_one_or_cannot_be_read_is_not_compared_with(kept: GuideFolder) -> None:
    before = (kept.data / SALARY).read_text("utf-8")
    kept.replace(SALARY, "currency: EUR", "currency: euro")
    addresses = kept.path / "published" / "addresses.txt"
    addresses.parent.mkdir()
    addresses.write_text("/\n", "utf-8")
    git(kept.path, "add", ".")
    git(kept.path, "commit", "--message", "Release by the rules of that day")
    kept.write(SALARY, before)
    git(kept.path, "commit", "--all", "--message", "Mended")
    kept.replace(SALARY, "en: One learns by watching.", "en: One learns by looking on.")
    assert [field for field, _ in changed_alone(kept.path)] == ["bands.apprentice.note"]
    addresses.unlink()
    assert [field for field, _ in changed_alone(kept.path)] == ["bands.apprentice.note"]


def test_where_nothing_earlier_can_be_read_nothing_is_said_of_changes(kept: GuideFolder) -> None:
    before = (kept.data / SALARY).read_text("utf-8")
    kept.replace(SALARY, "currency: EUR", "currency: euro")
    git(kept.path, "commit", "--all", "--message", "Wrong")
    kept.write(SALARY, before.replace("it: Si impara guardando.", "it: Si impara guardando e provando."))
    assert changed_alone(kept.path) == []
    assert status(kept.path).stderr == ""


def test_findings_are_no_failure_and_wrong_data_is(folder: GuideFolder) -> None:
    folder.replace(SALARY, "currency: EUR", "currency: euro")
    result = status(folder.path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"data/{SALARY}:" in result.stderr


def test_nothing_is_written(pristine: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in pristine.rglob("*")}
    status(pristine)
    assert {path: path.stat().st_mtime_ns for path in pristine.rglob("*")} == before


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["extra"]])
def test_a_wrong_use_is_no_finding(pristine: Path, arguments: list[str]) -> None:
    assert status(pristine, *arguments).exit_code == 2
