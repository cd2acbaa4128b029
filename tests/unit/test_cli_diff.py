"""`career-guide diff`, in a real repository of git: what it says, what it writes, and what it does when it cannot."""

import shutil
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from career_guide.cli import main
from career_guide.model import prose
from tests.unit.edits import GuideFolder, git

DAY: Final = "1796083200"
"""Seconds: 1 December 2026."""
SALARY: Final = "roles/glassblower/salary.yml"
CHANGES: Final = "roles/glassblower/changes.yml"
RAISE: Final = ("{min: 20000, max: 26000}", "{min: 20000, max: 28500}")
ENTRY: Final = """\
- date: 2026-12-01
  text:
    it: |-
      Retribuzione, «Apprendista», importo: prima 20.000–26.000\u00a0€, ora 20.000–28.500\u00a0€.
    en: |-
      Salary, “Apprentice”, amount: €20,000–26,000 before, €20,000–28,500 now.
"""


def diff(folder: GuideFolder, *arguments: str, project: Path | None = None) -> Result:
    command = ["diff", "--project", str(project or folder.path), "--lang", "en", *arguments]
    return CliRunner(env={"SOURCE_DATE_EPOCH": DAY}).invoke(main, command, catch_exceptions=False)


# --- what it says


def test_nothing_changed_is_said_and_is_no_failure(kept: GuideFolder) -> None:
    result = diff(kept, "HEAD")
    assert result.exit_code == 0
    assert result.stdout == "Nothing has changed for readers since revision HEAD.\n"


def test_changes_stand_under_their_role_and_those_of_all_roles_by_themselves(kept: GuideFolder) -> None:
    kept.replace(SALARY, *RAISE)
    kept.replace("glossary.yml", "en: Annealing", "en: Slow cooling")
    kept.replace("glossary.yml", "it: Ricottura", "it: Tempra lenta")
    result = diff(kept, "HEAD")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "What has changed for readers since revision HEAD:",
        "",
        "Glassblower",
        "- Salary, “Apprentice”, amount: €20,000–26,000 before, €20,000–28,500 now.",
        "",
        "The whole guide",
        "- Glossary: “Annealing” is now called “Slow cooling”.",
    ]


def test_it_speaks_italian(kept: GuideFolder) -> None:
    kept.replace(SALARY, *RAISE)
    assert diff(kept, "HEAD", "--lang", "it").stdout.splitlines() == [
        "Che cosa è cambiato per chi legge dalla versione HEAD:",
        "",
        "Soffiatore di vetro",
        "- Retribuzione, «Apprendista», importo: prima 20.000–26.000\u00a0€, ora 20.000–28.500\u00a0€.",
    ]


def test_one_role_can_be_asked_for(kept: GuideFolder) -> None:
    kept.replace(SALARY, *RAISE)
    kept.replace("roles/lamplighter/role.yml", "en: One at each corner.", "en: One to a corner.")
    assert "Glassblower" not in diff(kept, "HEAD", "--role", "lamplighter").stdout
    assert "“The lamps”: text rewritten." in diff(kept, "HEAD", "--role", "lamplighter").stdout


def test_any_name_of_a_commit_will_do(kept: GuideFolder) -> None:
    git(kept.path, "tag", "v1")
    kept.replace(SALARY, *RAISE)
    git(kept.path, "commit", "--all", "--message", "Raise")
    for revision in ("v1", "HEAD~1", "main~1"):
        assert "Salary, “Apprentice”, amount" in diff(kept, revision).stdout
    assert diff(kept, "main").stdout.startswith("Nothing has changed")


def test_a_guide_may_be_a_folder_of_a_larger_repository(kept: GuideFolder, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(kept.path, whole / "guides" / "glass", ignore=shutil.ignore_patterns(".git"))
    git(whole, "init", "--initial-branch=main")
    git(whole, "add", ".")
    git(whole, "commit", "--message", "Start")
    inner = GuideFolder(whole / "guides" / "glass")
    inner.replace(SALARY, *RAISE)
    assert "Salary, “Apprentice”, amount" in diff(inner, "HEAD").stdout


def test_a_hand_written_page_that_changed_is_told(kept: GuideFolder) -> None:
    page = kept.path / "docs" / "en" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")
    assert "text rewritten." in diff(kept, "HEAD").stdout


def test_nothing_is_written_unless_it_is_asked_for(kept: GuideFolder) -> None:
    kept.replace(SALARY, *RAISE)
    before = (kept.data / CHANGES).read_bytes()
    diff(kept, "HEAD")
    assert (kept.data / CHANGES).read_bytes() == before


# --- what it cannot do


def test_a_revision_that_does_not_exist_is_told(kept: GuideFolder) -> None:
    for revision in ("nowhere", "--help-me", "HEAD:data", "HEAD~9", ""):
        result = diff(kept, "--", revision)
        assert result.exit_code == 1, revision
        assert result.stderr.startswith(f"Git does not know the revision '{revision}'.")


def test_a_folder_without_a_repository_is_told(own_folder: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(own_folder.path.parent))
    result = diff(own_folder, "HEAD")
    assert result.exit_code == 1
    assert "is not in a git repository" in result.stderr


def test_a_machine_without_git_is_told(kept: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(kept.path))
    result = diff(kept, "HEAD")
    assert result.exit_code == 1
    assert "'git' is not installed" in result.stderr


def test_a_revision_without_data_is_told(kept: GuideFolder) -> None:
    git(kept.path, "rm", "-r", "--cached", "data")
    git(kept.path, "commit", "--message", "No data")
    result = diff(kept, "HEAD")
    assert result.exit_code == 1
    assert result.stderr == "There is no folder data/ in revision 'HEAD'.\n"


def test_data_that_follows_other_rules_than_todays_is_told_with_its_first_problems(kept: GuideFolder) -> None:
    sound = (kept.data / "areas.yml").read_text("utf-8")
    kept.write("areas.yml", sound + "".join(f"area-{n}:\n  nome: x\n" for n in range(9)))
    git(kept.path, "commit", "--all", "--message", "Other rules")
    kept.write("areas.yml", sound)
    result = diff(kept, "HEAD")
    assert result.exit_code == 1
    assert result.stderr.startswith("The data of revision 'HEAD' cannot be read by today’s rules")
    assert result.stderr.count("\ndata/areas.yml:") == 5
    assert "'nome' is not a known field here" in result.stderr


def test_data_that_is_wrong_now_is_told_as_everywhere(kept: GuideFolder) -> None:
    kept.replace(SALARY, "currency: EUR", "currency: euro")
    result = diff(kept, "HEAD")
    assert result.exit_code == 1
    assert result.stderr.startswith("1 problem:\n")


def test_a_role_that_does_not_exist_is_a_wrong_use(kept: GuideFolder) -> None:
    result = diff(kept, "HEAD", "--role", "glasblower")
    assert result.exit_code == 2
    assert "There is no role 'glasblower'. Did you mean 'glassblower'?\n" in result.stderr


# --- the entry of changes.yml


def test_an_entry_of_today_is_put_at_the_top_and_all_else_stays(kept: GuideFolder) -> None:
    kept.replace(SALARY, *RAISE)
    head, dash, tail = (kept.data / CHANGES).read_text("utf-8").partition("- date")
    result = diff(kept, "HEAD", "--write")
    assert result.exit_code == 0
    assert (kept.data / CHANGES).read_text("utf-8") == head + ENTRY + dash + tail
    assert f"Written to data/{CHANGES}. Read the text through, edit it and approve it:\n{ENTRY}" in result.stdout
    (newest, *_) = kept.load().roles["glassblower"].changes
    assert newest.text["en"] == "Salary, “Apprentice”, amount: €20,000–26,000 before, €20,000–28,500 now."


def test_several_changes_become_a_list(kept: GuideFolder) -> None:
    kept.replace(SALARY, *RAISE)
    kept.replace("roles/glassblower/role.yml", 'code: "7315"', 'code: "7316"')
    diff(kept, "HEAD", "--write")
    (newest, *_) = kept.load().roles["glassblower"].changes
    assert newest.text["en"] == (
        "- Overview, “ISCO-08, the international classification of occupations”, code: 7315 before, 7316 now.\n"
        "- Salary, “Apprentice”, amount: €20,000–26,000 before, €20,000–28,500 now."
    )


def test_signs_of_a_name_are_no_markup(kept: GuideFolder) -> None:
    kept.replace("roles/glassblower/work.yml", "en: The morning", "en: The *first* [hour] <b> a_b_c & so on")
    diff(kept, "HEAD", "--write")
    (newest, *_) = kept.load().roles["glassblower"].changes
    assert "“The *first* [hour] <b> a_b_c & so on”" in prose.plain(newest.text["en"])


def test_each_role_that_changed_has_its_entry(kept: GuideFolder) -> None:
    kept.replace(SALARY, *RAISE)
    kept.replace("roles/lamplighter/role.yml", "en: One at each corner.", "en: One to a corner.")
    diff(kept, "HEAD", "--write")
    guide = kept.load()
    assert [len(role.changes) for role in guide.roles.values()] == [3, 1]


def test_a_role_without_the_file_gets_one(kept: GuideFolder) -> None:
    kept.replace("roles/lamplighter/role.yml", "en: One at each corner.", "en: One to a corner.")
    diff(kept, "HEAD", "--write")
    lines = (kept.data / "roles/lamplighter/changes.yml").read_text("utf-8").splitlines()
    assert lines[0].startswith("# What changed")
    assert lines[2:] == [
        "# yaml-language-server: $schema=../../../.schemas/changes.schema.json",
        "- date: 2026-12-01",
        "  text:",
        "    it: |-",
        "      In breve, «I lampioni»: cambia soltanto in un’altra lingua.",
        "    en: |-",
        "      Overview, “The lamps”: text rewritten.",
    ]


def test_an_entry_of_today_is_shown_and_kept(kept: GuideFolder) -> None:
    kept.replace(SALARY, *RAISE)
    diff(kept, "HEAD", "--write")
    edited = (kept.data / CHANGES).read_text("utf-8").replace("Salary, “Apprentice”, amount", "Pay of apprentices")
    kept.write(CHANGES, edited)
    result = diff(kept, "HEAD", "--write")
    assert result.exit_code == 1
    assert "there is already an entry for today" in result.stderr
    assert "Pay of apprentices" in result.stderr
    assert (kept.data / CHANGES).read_text("utf-8") == edited


def test_an_entry_of_today_is_replaced_by_force_and_nothing_else(kept: GuideFolder) -> None:
    text = (kept.data / CHANGES).read_text("utf-8")
    today = "- date: 2026-12-01\n  text:\n    it: Da rivedere.\n    en: To be seen to.\n\n# Kept.\n"
    kept.write(CHANGES, text.replace("- date: 2026-11-24", today + "- date: 2026-11-24"))
    kept.replace(SALARY, *RAISE)
    result = diff(kept, "HEAD", "--write", "--force")
    assert result.exit_code == 0
    assert "The entry replaced:\n- date: 2026-12-01\n  text:\n    it: Da rivedere.\n" in result.stdout
    expected = text.replace("- date: 2026-11-24", ENTRY + "\n# Kept.\n- date: 2026-11-24")
    assert (kept.data / CHANGES).read_text("utf-8") == expected


def test_writing_twice_by_force_is_writing_once(kept: GuideFolder) -> None:
    kept.replace(SALARY, *RAISE)
    diff(kept, "HEAD", "--write")
    once = (kept.data / CHANGES).read_bytes()
    diff(kept, "HEAD", "--write", "--force")
    assert (kept.data / CHANGES).read_bytes() == once


def test_a_file_in_any_style_takes_the_entry_and_is_put_in_order(kept: GuideFolder) -> None:
    odd = "\ufeff# Ours.\r\n[\r\n{date: 2026-10-01, text: {it: 'Prima.', en: First.}},  # kept\r\n]\r\n"
    kept.write(CHANGES, odd.encode())
    kept.replace(SALARY, *RAISE)
    diff(kept, "HEAD", "--write")
    assert (kept.data / CHANGES).read_bytes().decode() == (
        f"# Ours.\n{ENTRY}- {{date: 2026-10-01, text: {{it: Prima., en: First.}}}}  # kept\n"
    )


def test_a_file_that_cannot_be_written_is_told(kept: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("career_guide.cli.diff.change", refuse)
    kept.replace(SALARY, *RAISE)
    result = diff(kept, "HEAD", "--write")
    assert result.exit_code == 1
    assert "Permission denied" in result.stderr
