"""`career-guide check`, as an editor or a continuous integration runs it."""

import errno
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from career_guide.cli import COMMANDS, main
from career_guide.model.locales import LOCALES, Locale
from career_guide.words.messages import group_of
from tests.fixture_guide import PROJECT, TEMPLATES, line_of
from tests.unit.edits import GuideFolder

WORK = "roles/glassblower/work.yml"
ORDERED = line_of(WORK, "ordered: true")
TECHNICAL = line_of("skills.yml", "kind: technical")
SOUND = {
    "en": "All is well: roles 2, pages ",
    "it": "Tutto in ordine: ruoli 2, pagine ",
}


@pytest.fixture
def project(own_folder: GuideFolder) -> GuideFolder:
    """The guide with the templates that it is rendered with: a whole project."""
    shutil.copytree(TEMPLATES.parent, own_folder.path / "overrides")
    for name in ("mkdocs.yml", "macros.py"):
        shutil.copy(PROJECT / name, own_folder.path)
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
    page.write_text(text.replace("{{ proficiency_scale() }}", "{{ source() }}"), "utf-8")
    assert "docs/en/method.md:15:4: there is no macro 'source'" in check(project.path).stderr
    page.write_text(text.replace("page: method", "page: methods"), "utf-8")
    project.replace(WORK, "ordered: true", "orderd: true")
    stderr = check(project.path).stderr
    assert f"data/{WORK}:{ORDERED}:5: " in stderr
    assert "docs/en/method.md:2:1: this page has no version in docs/it/" in stderr


def test_it_speaks_the_language_that_is_chosen_or_that_of_the_terminal(
    project: GuideFolder, subtests: pytest.Subtests
) -> None:
    assert check(project.path, "--lang", "it").stdout.startswith(SOUND["it"])
    project.replace(WORK, "ordered: true", "orderd: true")
    words = {"it": "qui non esiste un campo 'orderd'", "en": "'orderd' is not a known field here"}
    cases: list[tuple[list[str], dict[str, str], str]] = [
        ([], {}, "en"),
        ([], {"LANG": "it_IT.UTF-8"}, "it"),
        ([], {"LANG": "it_IT.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        (["--lang", "it"], {"LANG": "en_GB.UTF-8"}, "it"),
        (["--lang", "en"], {"LANG": "it_IT.UTF-8"}, "en"),
    ]
    for arguments, environment, locale in cases:
        with subtests.test(f"{arguments} {environment}"):
            assert words[locale] in check(project.path, *arguments, **environment).stderr


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


def test_the_project_is_found_from_any_folder_of_it(project: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = (project.path / "mkdocs.yml").rename(project.path / "mkdocs.yml.away")
    monkeypatch.chdir(project.data / "roles")
    lost = CliRunner().invoke(main, ["check", "--lang", "it"])
    assert lost.exit_code == 2
    assert "Qui non c’è un progetto della guida" in lost.stderr
    settings.rename(project.path / "mkdocs.yml")
    project.replace(WORK, "ordered: true", "orderd: true")
    for folder in (project.path, project.path / "docs", project.data / "roles"):
        monkeypatch.chdir(folder)
        result = CliRunner().invoke(main, ["check", "--lang", "en"])
        assert result.exit_code == 1, folder
        assert f"\ndata/{WORK}:{ORDERED}:5: 'orderd'" in result.stderr, folder


def test_files_that_are_named_are_told_alone(project: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    project.replace(WORK, "ordered: true", "orderd: true")
    project.replace("skills.yml", "kind: technical", "kind: technicl")
    monkeypatch.chdir(project.data / "roles")
    told: dict[str, list[str]] = {
        "../skills.yml": ["technicl"],
        "data/skills.yml": ["technicl"],
        "glassblower/work.yml": ["orderd"],
        ".": ["orderd"],
        "../areas.yml": [],
        str(project.path / "docs"): [],
        "..": ["orderd", "technicl"],
    }
    for named, words in told.items():
        result = CliRunner().invoke(main, ["check", named, "--lang", "en"])
        assert result.exit_code == (1 if words else 0), named
        assert [word for word in ("orderd", "technicl") if f"'{word}'" in result.stderr] == words, named
        assert words or "elsewhere in the guide: 2;" in result.stdout, named
    both = CliRunner().invoke(main, ["check", "glassblower", "../skills.yml", "--lang", "en"])
    assert both.stderr.startswith("2 problems in 2 files:")


@pytest.mark.parametrize("named", ["ghost.yml", "macros.py", "/", "data/roles/ghost", "overrides/assets"])
def test_what_is_no_file_of_the_guide_cannot_be_checked(project: GuideFolder, named: str) -> None:
    (project.path / "macros.py").touch()
    result = check(project.path, named, LANG="it_IT.UTF-8")
    assert result.exit_code == 2
    assert f"Errore: '{named}' non è un file o una cartella della guida (data/" in result.stderr


def test_checking_writes_nothing_but_the_schemas(project: GuideFolder) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.path.rglob("*")}
    check(project.path)
    project.replace(WORK, "ordered: true", "orderd: true")
    before[project.data / WORK] = (project.data / WORK).stat().st_mtime_ns
    check(project.path)
    shutil.rmtree(project.path / ".schemas")
    assert {path: path.stat().st_mtime_ns for path in project.path.rglob("*")} == before


@pytest.mark.parametrize("locale", LOCALES)
def test_help_is_in_the_language_of_the_editor(locale: Locale) -> None:
    english = re.compile(r"\b(usage|options|show|exit|commands|folder|write|only|the)\b", re.IGNORECASE)
    for arguments in (["--help"], *([command, "--help"] for command in COMMANDS)):
        result = CliRunner(env={"LC_ALL": f"{locale}_XX.UTF-8"}).invoke(main, arguments)
        assert result.exit_code == 0
        words = re.sub(r"--[a-z-]+", "", result.stdout)
        assert bool(english.search(words)) is (locale == "en"), (arguments, words)
        assert ("Uso: " in words) is (locale == "it"), arguments


WRONG_USES = {
    "": "Uso: career-guide [OPZIONI] COMANDO",
    "chek": "Il comando 'chek' non esiste.",
    "check --dta x": "L’opzione '--dta' non esiste.",
    "check --formt text": "Forse si intendeva '--format'?",
    "check --format xml": "Valore non valido per '--format': 'xml' non è tra i valori possibili: 'text', 'json', ",
    "check --format": "L’opzione '--format' richiede un valore.",
    "check --lang fr": "Valore non valido per '--lang'",
    "check --project no-such-folder": "La cartella 'no-such-folder' non esiste.",
    "status extra": "Parola di troppo: extra",
    "status one two": "Parole di troppo: one two",
    "new": "Manca 'TIPO'. Valori possibili:",
    "new skil x": "Valore non valido per 'TIPO': 'skil' non è tra i valori possibili: 'role', ",
    "rename role": "Manca 'ID'.",
    "fmt --check=yes": "L’opzione '--check' non ammette un valore.",
}


def test_a_wrong_use_is_told_in_the_language_of_the_editor_and_is_no_finding() -> None:
    for words, said in WRONG_USES.items():
        result = CliRunner(env={"LC_ALL": "it_IT.UTF-8"}).invoke(main, words.split(), prog_name="career-guide")
        assert result.exit_code == 2, words
        assert said in result.stderr, (words, result.stderr)
        assert not re.search("usage|error:|try |missing|invalid", result.stderr, re.IGNORECASE), result.stderr


def test_click_still_says_what_is_translated() -> None:
    """A release that words something anew would be half English."""
    source = "".join(file.read_text("utf-8") for file in Path(click.__file__).parent.glob("*.py"))
    for texts in group_of("click").values():
        written = texts["en"].replace("\n", "\\n").replace("\t", "\\t")
        assert f'"{written}"' in source


def test_the_version_is_told() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"career-guide {version('career-guide')}\n")


COMMAND = [sys.executable, "-c", "from career_guide.cli import main; main(prog_name='career-guide')"]


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONIOENCODING": "cp1252"},
        pytest.param({"PYTHONIOENCODING": "cp850"}, marks=pytest.mark.thorough),
        pytest.param({"PYTHONIOENCODING": "ascii"}, marks=pytest.mark.thorough),
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_what_cannot_be_shown_is_replaced(project: GuideFolder, settings: dict[str, str]) -> None:
    """Output that is redirected on Windows has the encoding of the system."""
    project.replace(WORK, "it: La mattina", "it: La mattina ☕ – dell’alba: no")
    done = subprocess.run(
        [*COMMAND, "check", "--project", str(project.path), "--lang", "it"],
        env=os.environ | settings,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr, done.stderr
    # Click writes UTF-8 where the system knows ASCII alone.
    assert b"La mattina ? " in done.stderr or "La mattina ☕ ".encode() in done.stderr


def test_who_stops_reading_ends_a_command_in_silence(project: GuideFolder) -> None:
    command = f"{shlex.join([*COMMAND, 'status', '--project', str(project.path)])} | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert (len(done.stdout), done.stderr) == (1, b"")


def test_what_the_system_refuses_is_told_without_a_traceback(
    project: GuideFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir: Any = os.scandir

    def refuse(folder: Path | int) -> Any:
        if isinstance(folder, int):  # As in a temporary folder, which is our own.
            return scandir(folder)
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.chdir(project.path)
    monkeypatch.setattr(os, "scandir", refuse)
    for words in (
        "check",
        "status",
        "fmt",
        "release",
        "new skill x",
        "rename skill patience calm",
        "diff HEAD",
    ):
        result = CliRunner().invoke(main, [*words.split(), "--lang", "it"])
        assert result.exit_code == 1, words
        assert isinstance(result.exception, SystemExit), words
        assert "Permission denied" in result.stderr, (words, result.stderr)


def test_an_interruption_is_one_line(project: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "scandir", interrupted)
    result = check(project.path, LANG="it_IT.UTF-8")
    assert (result.exit_code, result.stderr.strip()) == (1, "Interrotto.")
