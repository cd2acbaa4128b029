"""`career-guide rename`: an id or slug changes everywhere, the former one is kept, and nothing else changes."""

import difflib
import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partialmethod
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from career_guide.building import writing
from career_guide.building.project import Project
from career_guide.building.writing import change, finish, write_files
from career_guide.cli import main
from career_guide.editing.renaming import renaming
from career_guide.model.fields import fields_of, records_within
from career_guide.model.kinds import FILE_KINDS, KINDS, Kind
from career_guide.words.problems import DataError
from tests.fixture_guide import TEMPLATES
from tests.unit.edits import GuideFolder

GLASSBLOWER: Final = "roles/glassblower"


@pytest.fixture
def project(own_folder: GuideFolder) -> GuideFolder:
    """The guide with the templates that it is rendered with: a whole project."""
    shutil.copytree(TEMPLATES.parent, own_folder.path / "overrides")
    return own_folder


def rename(project: GuideFolder, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["rename", *arguments, "--project", str(project.path), "--lang", "en"])


def contents(project: GuideFolder) -> dict[str, str]:
    """Every file of the data and of the hand-written pages, by its place."""
    files = [path for folder in ("data", "docs") for path in (project.path / folder).rglob("*") if path.is_file()]
    return {path.relative_to(project.path).as_posix(): path.read_bytes().decode() for path in sorted(files)}


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that went (-) and came (+), without their indentation."""
    lines = []
    for file in sorted(before.keys() | after.keys()):
        found = difflib.ndiff(before.get(file, "").splitlines(), after.get(file, "").splitlines())
        lines += [line[:2] + line[2:].strip() for line in found if line[:2] in {"- ", "+ "}]
    return lines


# --- every kind: the guide is the same but for the id


def fields_that_name(kind: Kind) -> set[str]:
    """What the fields are called that refer to a kind; a role knows its own id, too."""
    parts = {record for file in FILE_KINDS.values() for record in records_within(file.record)}
    fields = [(name, expected) for record in parts for name, expected in fields_of(record).items()]
    referring = {name for name, one in fields if kind.name in {one.refers_to, one.entry.refers_to}}
    return referring | {"id"} if kind.name == "role" else referring


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_the_guide_is_the_same_but_for_the_id(project: GuideFolder, kind: str) -> None:
    before = project.load()
    found = before.roles["glassblower"].specialization if kind == "specialization" else before.records(kind)
    old = next(iter(found))
    shown = f"glassblower/{old}" if kind == "specialization" else old
    result = rename(project, kind, shown, "brand-new")
    assert (result.exit_code, result.stderr) == (0, "")
    after = project.load()
    # What the files say is another state of the role.
    of_roles = {"roles": {"__all__": {"revision"}}}
    assert after.model_dump(exclude=of_roles) == expected(before.model_dump(exclude=of_roles), kind, old, "brand-new")


def expected(before: dict[str, Any], kind: str, old: str, new: str) -> Any:
    key = "role/glassblower/specialization/" if kind == "specialization" else f"{kind}/"
    mapping = kind if kind == "specialization" else KINDS[kind].plural
    fields = fields_that_name(KINDS[kind])

    def renamed(value: Any, field: str) -> Any:
        if isinstance(value, dict):
            return {
                (new if field == mapping and name == old else name): renamed(part, name) for name, part in value.items()
            }
        if isinstance(value, list):
            return [renamed(part, field) for part in value]
        if not isinstance(value, str):
            return value
        if value == old and field in fields:
            return new
        return value.replace(f"{key}{old}", f"{key}{new}")

    dump = renamed(before, "")
    records = dump["roles"]["glassblower"]["specialization"] if kind == "specialization" else dump[mapping]
    record = records[new]["profile"] if kind == "role" else records[new]
    if "former_ids" in KINDS[kind].record.model_fields:
        record["former_ids"].append(old)
    return dump


# --- what changes in the files


def test_a_role_moves_with_its_folder_and_all_that_names_it(project: GuideFolder) -> None:
    before = contents(project)
    result = rename(project, "role", "glassblower", "glass-artisan")
    after = contents(project)
    assert "data/roles/glassblower: now data/roles/glass-artisan" in result.stdout
    moved = {file.replace("roles/glassblower/", "roles/glass-artisan/"): text for file, text in before.items()}
    read = (
        '- Read {{{{ link("page/method", "the method") }}}} or '
        '{{{{ link("role/{}/chapter/salary", "what it pays") }}}}.'
    )
    leggi = (
        '- Leggi {{{{ link("page/method", "il metodo") }}}} o '
        '{{{{ link("role/{}/chapter/salary", "quanto si guadagna") }}}}.'
    )
    assert changes(moved, after) == [
        "- related: [skill/glass-gathering, role/glassblower]",
        "+ related: [skill/glass-gathering, role/glass-artisan]",
        "- former_ids: [glass-artist]",
        "+ former_ids: [glass-artist, glassblower]",
        "- related: [role/glassblower/chapter/work]",
        "+ related: [role/glass-artisan/chapter/work]",
        "- role: glassblower",
        "+ role: glass-artisan",
        read.format("glassblower"),
        read.replace("-", "+", 1).format("glass-artisan"),
        leggi.format("glassblower"),
        leggi.replace("-", "+", 1).format("glass-artisan"),
    ]


def test_macros_that_show_a_role_follow_and_words_stay(project: GuideFolder) -> None:
    page = project.path / "docs" / "en" / "index.md"
    head = page.read_text("utf-8").partition("# Test guide")[0]
    calls = """# Test guide

{{ role_overview("glassblower") }}

{{ link('role/glassblower', "glassblower") }} glassblower
{% raw %}{{ role_overview("glassblower") }}{% endraw %}
"""
    page.write_text(head + calls, "utf-8")
    assert rename(project, "role", "glassblower", "glass-artisan").exit_code == 0
    assert page.read_text("utf-8").endswith("""
{{ role_overview("glass-artisan") }}

{{ link('role/glass-artisan', "glassblower") }} glassblower
{% raw %}{{ role_overview("glassblower") }}{% endraw %}
""")


def test_the_addresses_of_salary_bands_follow_their_level(project: GuideFolder) -> None:
    page = project.path / "docs/it/metodo.md"
    page.write_text(page.read_text("utf-8") + '\n{{ link("role/glassblower/band/apprentice") }}\n', "utf-8")
    result = rename(project, "level", "apprentice", "beginner")
    assert result.exit_code == 0, result.output
    assert '{{ link("role/glassblower/band/beginner") }}' in page.read_text("utf-8")


def test_links_follow_however_their_text_is_written_and_comments_and_other_words_stay(project: GuideFolder) -> None:
    project.replace(
        "glossary.yml",
        "    it: Il raffreddamento lento del vetro.\n    en: The slow cooling of glass.\n",
        "    # go:skill/patience is a comment\n"
        '    it: "[uno](go:skill/patience): «go:skill/patience», [due](go:skill/patience)"\n'
        "    en: |-\n      [one](<go:skill/patience>) [two](https://web.example/go:skill/patience)\n"
        "      and [three](go:skill/patience)\n  related: ['skill/patience', \"skill/glass-gathering\"]\n",
    )
    before = contents(project)
    assert rename(project, "skill", "patience", "calm").exit_code == 0
    assert changes(before, contents(project))[:8] == [
        '- it: "[uno](go:skill/patience): «go:skill/patience», [due](go:skill/patience)"',
        '+ it: "[uno](go:skill/calm): «go:skill/patience», [due](go:skill/calm)"',
        "- [one](<go:skill/patience>) [two](https://web.example/go:skill/patience)",
        "+ [one](<go:skill/calm>) [two](https://web.example/go:skill/patience)",
        "- and [three](go:skill/patience)",
        "+ and [three](go:skill/calm)",
        "- related: ['skill/patience', \"skill/glass-gathering\"]",
        "+ related: [skill/calm, skill/glass-gathering]",
    ]


def test_an_id_that_is_written_with_an_escape_follows(project: GuideFolder) -> None:
    project.replace("roles/glassblower/skills.yml", "skill: patience", r'skill: "p\u0061tience"')
    assert rename(project, "skill", "patience", "calm").exit_code == 0
    assert "skill: calm\n" in (project.data / "roles/glassblower/skills.yml").read_text("utf-8")


def test_an_id_that_is_the_beginning_of_another_leaves_it_alone(project: GuideFolder) -> None:
    skill = (project.data / "skills.yml").read_text("utf-8").partition("patience:\n")[2]
    project.write(
        "skills.yml",
        (project.data / "skills.yml").read_text("utf-8")
        + "patience-plus:\n"
        + skill.replace("it: pazienza", "it: pazienza-piu")
        .replace("en: patience", "en: patience-plus")
        .replace("Pazienza", "Pazienza e oltre")
        .replace("Patience", "Patience and more"),
    )
    project.replace("glossary.yml", "The slow cooling of glass.", "The [slow](go:skill/patience-plus) cooling.")
    assert rename(project, "skill", "patience", "calm").exit_code == 0
    assert "go:skill/patience-plus" in (project.data / "glossary.yml").read_text("utf-8")
    assert list(project.load().skills) == ["glass-gathering", "colour-reading", "calm", "patience-plus"]


def test_the_old_id_becomes_a_former_one(project: GuideFolder, subtests: pytest.Subtests) -> None:
    mainland, before = "mainland: {name: {it: T, en: M}}\n", contents(project)
    for name, written, expected in (
        ("in braces", "lagoon: {name: {it: L, en: L}}\n", "bay: {former_ids: [lagoon], name: {it: L, en: L}}\n"),
        (
            "above the comment of what follows",
            '"lagoon":  # here\n  # the name\n  name: {it: L, en: L}\n',
            "bay:  # here\n  former_ids: [lagoon]\n  # the name\n  name: {it: L, en: L}\n",
        ),
        (
            "a list with a line for each, in a file that is not in style",
            "lagoon:\n  name: {it: L, en: L}\n  former_ids:\n  - one  # once\n  - two # twice",
            "bay:\n  former_ids:\n    - one  # once\n    - two  # twice\n    - lagoon\n  name: {it: L, en: L}\n",
        ),
        (
            "back to an id of its own",
            "lagoon:\n  former_ids: [one, bay]\n  name: {it: L, en: L}\n",
            "bay:\n  former_ids: [one, lagoon]\n  name: {it: L, en: L}\n",
        ),
    ):
        with subtests.test(name):
            for file, text in before.items():
                (project.path / file).write_text(text, "utf-8")
            project.write("areas.yml", mainland + written)
            assert rename(project, "area", "lagoon", "bay").output.endswith("in data/labels.yml do not change.\n")
            assert (project.data / "areas.yml").read_bytes().decode() == mainland + expected


def test_pages_keep_their_line_ends_and_data_is_put_in_style(project: GuideFolder) -> None:
    page = project.path / "docs" / "en" / "index.md"
    dos = page.read_bytes().replace(b"\n", b"\r\n")
    page.write_bytes(dos)
    areas = (project.data / "areas.yml").read_bytes()
    project.write("areas.yml", areas.replace(b"\n", b"\r\n"))
    rename(project, "role", "glassblower", "glass-artisan")
    rename(project, "area", "lagoon", "bay")
    assert page.read_bytes() == dos.replace(b"role/glassblower", b"role/glass-artisan")
    assert (project.data / "areas.yml").read_bytes() == areas.replace(b"lagoon:\n", b"bay:\n  former_ids: [lagoon]\n")


# --- slugs


def test_new_slugs_keep_the_former_ones(project: GuideFolder) -> None:
    before = contents(project)
    result = rename(project, "skill", "patience", "--slug", "it=calma", "--slug", "en=calm")
    assert result.exit_code == 0
    assert changes(before, contents(project)) == [
        "- it: pazienza",
        "- en: patience",
        "+ it: calma",
        "+ en: calm",
        "+ former_slugs: {it: [pazienza], en: [patience]}",
    ]


def test_one_slug_and_the_id_change_at_once(project: GuideFolder) -> None:
    before = contents(project)
    result = rename(
        project, "specialization", "apprentice", "beginner", "--role", "glassblower", "--slug", "en=beginner"
    )
    assert result.exit_code == 0
    after = contents(project)
    name = f"data/{GLASSBLOWER}/specializations/beginner.yml"
    before[name] = before.pop(f"data/{GLASSBLOWER}/specializations/apprentice.yml")
    assert changes({name: before[name]}, {name: after[name]}) == [
        "+ former_ids: [apprentice]",
        "- en: apprentice",
        "+ en: beginner",
        "+ former_slugs: {it: [], en: [apprentice]}",
    ]


def test_the_role_of_a_specialization_need_not_be_named_where_there_is_one(project: GuideFolder) -> None:
    shutil.rmtree(project.data / "roles" / "lamplighter")
    project.replace(f"{GLASSBLOWER}/salary.yml", "    role: lamplighter\n", "")
    assert rename(project, "specialization", "apprentice", "beginner").exit_code == 0
    assert "beginner" in project.load().roles["glassblower"].specialization


def test_a_slug_joins_those_that_were_before_and_may_come_back(project: GuideFolder) -> None:
    rename(project, "role", "glassblower", "--slug", "it=artigiano")
    role = f"{GLASSBLOWER}/role.yml"
    assert "\n  it: [vetraio, soffiatore-di-vetro]\n" in (project.data / role).read_text("utf-8")
    rename(project, "role", "glassblower", "--slug", "it=vetraio")
    assert "\n  it: [artigiano, soffiatore-di-vetro]\n" in (project.data / role).read_text("utf-8")
    assert project.load().roles["glassblower"].profile.slug["it"] == "vetraio"


# --- what is refused, and that nothing is written then


def test_what_cannot_be_is_refused(project: GuideFolder, subtests: pytest.Subtests) -> None:
    before = contents(project)
    for arguments, said in (
        (["skill", "patiense", "calm"], "There is no skill 'patiense'. Did you mean 'patience'?"),
        (["skill", "patience", "colour-reading"], "The skill 'colour-reading' already exists"),
        (["role", "lamplighter", "glass-artist"], "'glass-artist' is a former id of the role 'glassblower'"),
        (["skill", "patience", "Calm Mind"], "'Calm Mind' cannot be an id"),
        (["skill", "patience", "Calm Mind"], "as in 'calm-mind'"),
        (["skill", "patience", "patience"], "there is nothing to change"),
        (["skill", "patience"], "there is nothing to change"),
        (
            ["specialization", "glassblowr/apprentice", "x"],
            "There is no role 'glassblowr'. Did you mean 'glassblower'?",
        ),
        (["specialization", "apprentice", "x"], "Which role? Name it with --role. Possible here: glassblower"),
        (["specialization", "glassblower/aprentice", "x"], "Did you mean 'apprentice'?"),
        (["source", "workshop-notes", "x", "--slug", "it=x"], "The source has no slug"),
        (["skill", "patience", "--slug", "fr=calme"], "'fr=calme' is not a slug"),
        (["skill", "patience", "--slug", "it=La Calma"], "'it=La Calma' is not a slug"),
        (["skill", "patience", "--slug", "it=pazienza"], "The slug 'it' is already 'pazienza'"),
        (
            ["skill", "patience", "--slug", "en=colour-reading"],
            "With this change the guide would have the problems listed above",
        ),
    ):
        with subtests.test(" ".join(arguments)):
            result = rename(project, *arguments)
            assert (result.exit_code, result.stdout) == (1, "")
            assert said in result.stderr
            assert contents(project) == before


def test_a_guide_with_problems_is_not_touched(project: GuideFolder) -> None:
    project.replace("levels.yml", "en: Master", "en:")
    before = contents(project)
    result = rename(project, "skill", "patience", "calm")
    assert result.exit_code == 1
    assert "data/levels.yml" in result.stderr
    assert result.stderr.endswith("The guide has problems: correct them first. Nothing was written.\n")
    assert contents(project) == before


def test_a_dry_run_shows_the_change_and_writes_nothing(project: GuideFolder) -> None:
    before = contents(project)
    result = rename(project, "role", "glassblower", "glass-artisan", "--dry-run")
    assert result.exit_code == 0
    assert "-former_ids: [glass-artist]\n+former_ids: [glass-artist, glassblower]\n" in result.stdout
    assert "data/roles/glassblower: now data/roles/glass-artisan\n" in result.stdout
    assert contents(project) == before


@pytest.mark.parametrize("failing", ["replace", "rename"])
def test_when_the_system_refuses_all_is_as_it_was(
    project: GuideFolder, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before = contents(project)
    real = getattr(Path, failing)
    calls = []

    def refuse(self: Path, target: Path) -> Path:
        calls.append(self)
        inside = self.is_relative_to(project.path)
        if inside and (failing == "rename" or len(calls) > 1):
            raise PermissionError(13, "Permission denied")
        moved: Path = real(self, target)
        return moved

    monkeypatch.setattr(Path, failing, refuse)
    result = rename(project, "role", "glassblower", "glass-artisan")
    assert calls
    assert result.exit_code == 1
    assert (
        result.stderr == "The system does not allow reading or writing (Permission denied). Everything is as it was.\n"
    )
    assert contents(project) == before


def test_wherever_a_renaming_is_killed_the_next_command_finishes_it(project: GuideFolder, pristine: Path) -> None:
    """The process ends at each of its steps; what is found then is the guide as it was, or as it was to be."""
    before = contents(project)
    work = renaming(project.path, KINDS["role"], "glassblower", "glass-artisan", {})
    found = []
    for steps in range(40):
        if (child := os.fork()) == 0:
            stop_after(steps)
            change(project.path, work.texts, work.moves)
            os._exit(0)
        was_killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
        halfway = contents(project)
        assert finish(project.path) == (was_killed and steps > 0)
        after = contents(project)
        found.append("old" if after == before else "new")
        assert not [path for path in project.path.rglob(".*") if path.name.endswith((".part", "unfinished-change"))]
        for folder in ("data", "docs"):
            shutil.rmtree(project.path / folder)
            shutil.copytree(pristine / folder, project.path / folder)
        if not was_killed:
            break
    assert halfway == after, "nothing was left to be done"
    assert "data/roles/glass-artisan/role.yml" in after
    assert found == ["old"] + ["new"] * (len(found) - 1)
    assert len(found) > 5


def test_a_command_that_was_mistyped_keeps_no_other_waiting(project: GuideFolder) -> None:
    folder = ["--project", str(project.path)]
    assert CliRunner().invoke(main, ["release", *folder, "mistyped"]).exit_code == 2
    assert CliRunner().invoke(main, ["fmt", *folder]).exit_code == 0


def test_a_command_says_that_it_finished_another(project: GuideFolder) -> None:
    (project.path / ".unfinished-change").write_text('{"texts": {"docs/en/method.md": "whole"}, "moves": {}}')
    result = CliRunner().invoke(main, ["fmt", "--check", "--project", str(project.path), "--lang", "en"])
    assert result.stderr == "An earlier command was interrupted halfway; its changes are now complete.\n"
    assert (project.path / "docs/en/method.md").read_text() == "whole"


def test_what_a_command_left_halfway_is_told_before_anything_that_follows_from_it(project: GuideFolder) -> None:
    (project.path / ".unfinished-change").write_text('{"texts": {"docs/en/method.md": "whole"}, "moves": {}}')
    (project.path / "data/skills.yml").unlink()
    with pytest.raises(DataError) as caught:
        Project.in_folder(project.path).open("")
    assert [problem.code for problem in caught.value.problems] == ["unfinished_change"]


def test_of_two_commands_one_waits_for_the_other_and_tells_whom_it_waited_for_in_vain(
    project: GuideFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(project)
    monkeypatch.setattr(writing, "_PATIENCE", 0.1)
    with writing.alone(project.path):
        result = rename(project, "role", "glassblower", "glass-artisan")
        assert (result.exit_code, result.stderr) == (
            1,
            "Another command is changing the guide. Wait until it has finished, and run the command again.\n",
        )
    assert contents(project) == before
    monkeypatch.setattr(writing, "_PATIENCE", 60)
    with ThreadPoolExecutor() as other:
        with writing.alone(project.path):
            waiting = other.submit(rename, project, "role", "glassblower", "glass-artisan")
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
            assert contents(project) == before
        assert waiting.result().exit_code == 0
    assert "data/roles/glass-artisan/role.yml" in contents(project)
    assert not list(project.path.glob(".*")), "no lock is left"


def test_a_note_that_no_command_wrote_is_refused(project: GuideFolder) -> None:
    """It may have come with somebody's proposal: it touches nothing but what commands change."""
    before = contents(project)
    (project.path / "docs/out").symlink_to(project.path.parent)
    for name in ("../x", "/tmp/x", ".git/hooks/post-commit", "mkdocs.yml", "docs/out/x", "data"):
        notes: list[Any] = [
            {"texts": {name: "x"}, "moves": {}},
            {"texts": {}, "moves": {"docs/en/method.md": name}},
            [],
        ]
        for note in notes:
            (project.path / ".unfinished-change").write_text(json.dumps(note))
            result = rename(project, "role", "glassblower", "glass-artisan")
            assert result.exit_code == 1
            assert result.stderr.startswith("'.unfinished-change' is damaged")
    (project.path / "docs/out").unlink()
    assert contents(project) == before


def stop_after(steps: int) -> None:
    """Let this process end as if it were killed, once it has moved so many files."""
    done: list[Path] = []

    def moving(start: Path, target: Path, move: Callable[[Path, Path], Path]) -> Path:
        if len(done) == steps:
            os._exit(9)
        done.append(start)
        return move(start, target)

    for name in ("replace", "rename"):
        setattr(Path, name, partialmethod(moving, move=getattr(Path, name)))


def test_a_file_is_never_put_in_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    with pytest.raises(FileExistsError):
        write_files({tmp_path / "new" / "c": "c", tmp_path / "a": "x"}, {tmp_path / "a": tmp_path / "b"})
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b"]
    assert (tmp_path / "a").read_text() == "a"


def test_the_help_says_what_is_not_renamed() -> None:
    said = " ".join(CliRunner().invoke(main, ["rename", "--help"]).stdout.split())
    assert "Anchors (the ids of sections and entries) and the keys in data/labels.yml stay." in said
