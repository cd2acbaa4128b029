"""Every command of `career-guide` on a copy of the guide that is published, in one language or the other.

What each does in detail is tested with the small guide; here, that it works on the real one, as a whole.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from career_guide.building.project import Project as Guide
from career_guide.cli import COMMANDS, main
from career_guide.model.kinds import KINDS
from career_guide.model.locales import Locale
from tests.site.project import Project


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the guide in a repository of git."""
    folder = tmp_path_factory.mktemp("shipped")
    folder = Project.make(folder / "guide", "shipped").folder
    git(folder, "init", "--initial-branch=main")
    keep(folder)
    return folder


@pytest.fixture
def guide(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same, in which a test may do anything; the test runs in a folder below it."""
    monkeypatch.chdir(copy / "data")
    yield copy
    git(copy, "reset", "--hard", "--quiet")
    git(copy, "clean", "-dffxq")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def keep(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "--message", "Start")


def run(command: str, locale: Locale, expected: int = 0) -> Result:
    result = CliRunner().invoke(main, [*command.split(), "--lang", locale], catch_exceptions=False)
    assert result.exit_code == expected, f"{command}: {result.output}"
    return result


def test_every_command_is_here() -> None:
    source = Path(__file__).read_text("utf-8")
    assert [command for command in COMMANDS if f'"{command}' not in source and f'f"{command}' not in source] == []


def test_what_is_sound_stays_as_it_is(guide: Path) -> None:
    run("fmt --check", "it")
    assert "data/roles/key-account-manager/" in run("status", "it").stdout
    assert "non è cambiato nulla" in run("diff HEAD", "it").stdout
    run("release", "it")
    assert subprocess.run(["git", "diff", "--quiet"], cwd=guide, check=False).returncode == 0
    status = json.loads(run("status --format json --role key-account-manager", "it").stdout)
    assert [role["id"] for role in status["roles"]] == ["key-account-manager"]


def test_a_list_of_addresses_that_was_merged_badly_is_told_by_its_line(guide: Path) -> None:
    (guide / "published").mkdir(exist_ok=True)
    (guide / "published/addresses.txt").write_text("<<<<<<< HEAD\n/\n", "utf-8")
    for command in ("release", "release --yes", "check"):
        told = run(command, "it", 1)
        assert "published/addresses.txt:1:1: " in told.stdout + told.stderr, command


@pytest.mark.parametrize(
    ("locale", "kinds"),
    [
        pytest.param("it", ["role"], marks=pytest.mark.thorough),
        pytest.param("en", list(KINDS), marks=pytest.mark.thorough),
    ],
)
def test_new_records_are_explained_and_told_until_they_are_filled_in(
    guide: Path, locale: Locale, kinds: list[str]
) -> None:
    files = set()
    for kind in kinds:
        role = " --role key-account-manager" if kind == "specialization" else ""
        written = run(f"new {kind} brand-new{role}", locale).stdout
        files |= set(re.findall(r"data/[\w/.-]+\.yml", written))
    assert len(files) == len({KINDS[kind].file for kind in kinds})
    assert run("new role brand-new --chapter work --chapter salary", locale).stdout.count("data/roles/brand-new/") == 2
    run("fmt", locale)
    # A role is a draft at first, of which nothing must be filled in yet.
    to_fill_in = {file for file in files if not file.startswith("data/roles/brand-new/")}
    problems = json.loads(run("check --format json", locale, 1 if to_fill_in else 0).stdout)["problems"]
    assert to_fill_in <= {problem["file"] for problem in problems}


@pytest.mark.thorough
def test_a_record_can_be_renamed(guide: Path) -> None:
    """One of each kind is, in `tests/site/test_renaming.py`."""
    shown = run("rename skill languages foreign-languages --dry-run", "it").stdout
    assert "+foreign-languages:" in shown
    assert "Fatto." in run("rename skill languages foreign-languages", "it").stdout


@pytest.mark.thorough
def test_a_change_is_told_and_released_with_an_edition(guide: Path) -> None:
    salary = guide / "data/roles/key-account-manager/salary.yml"
    text = salary.read_text("utf-8")
    (band,) = re.findall(r"level: junior\n.*?range: \{min: \d+, max: (\d+)\}", text, re.DOTALL)[:1]
    salary.write_text(text.replace(f"max: {band}}}", f"max: {int(band) + 1000}}}", 1), "utf-8")
    told = run("diff HEAD --write", "en").stdout
    assert "key-account-manager/changes.yml" in told
    assert "Salary, “Junior”, amount" in told
    run("fmt", "en")
    shown = run("release --edition 2026-10 --yes", "en").stdout  # which checks all that it writes
    assert "+ editions/2026-10/" in shown
    assert "+ /it/edizioni/2026-10/key-account-manager/" in shown
    written = Guide.in_folder(guide)
    written.check_addresses(written.open("https://guide.example/"))
    run("release --edition 2026-10 --yes", "en", 1)


@pytest.mark.thorough
def test_a_move_that_was_promised_is_given_up_by_the_lines_that_the_check_tells(guide: Path) -> None:
    run("release --edition 2026-10 --yes", "en")
    role = guide / "data/roles/sales-manager/role.yml"
    text = role.read_text("utf-8")
    role.write_text(re.sub(r"  - kind: leads_to\n    role: commercial-director\n(    .*\n)+", "", text), "utf-8")
    told = run("check", "en", 1).output
    assert "editions/2026-10/edition.yml" in told
    lines = re.findall(r"published/gone.yml: (/\S+: /\S+)", told)
    assert len(lines) == 3, told
    (guide / "published/gone.yml").write_text("\n".join(lines) + "\n", "utf-8")
    assert "from/sales-manager/ → /en/roles/commercial-director/" in run("release", "en").stdout
