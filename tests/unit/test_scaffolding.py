"""`career-guide new`: a frame for an editor to fill in, complete, explained, and never over what exists."""

import re
import shutil
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Final

import pytest
import yaml
from click.testing import CliRunner, Result
from pydantic import TypeAdapter, ValidationError

from career_guide.building.project import Project
from career_guide.cli import main
from career_guide.editing.formatting import format_file
from career_guide.editing.scaffolding import OPTIONAL_FILES
from career_guide.loading.yaml_source import Document, parse
from career_guide.model.descriptions import field_description
from career_guide.model.fields import Expected
from career_guide.model.figures import Figure, Range
from career_guide.model.guide import Guide
from career_guide.model.kinds import KINDS, kind_of
from career_guide.model.progression import Relation
from career_guide.model.values import Record
from tests.fixture_guide import TEMPLATES
from tests.unit.edits import GuideFolder

CATALOGUED: Final = [kind for kind in KINDS if KINDS[kind].is_catalogued]
TODAY: Final = {"SOURCE_DATE_EPOCH": "1798761600"}
"""1 January 2027."""


def new(folder: GuideFolder, *arguments: str, lang: str = "en") -> Result:
    command = ["new", *arguments, "--project", str(folder.path), "--lang", lang]
    return CliRunner().invoke(main, command, env=TODAY)


def data_of(folder: GuideFolder, file: str) -> Any:
    document = parse((folder.data / file).read_text("utf-8-sig"), Document(Path(file)))
    assert document.problems == []
    return document.data


def files(folder: GuideFolder) -> dict[str, bytes]:
    return {path.relative_to(folder.data).as_posix(): path.read_bytes() for path in folder.data.rglob("*.yml")}


# --- filling in, as an editor would, but with words that mean nothing


SOUND: Final[dict[str, Any]] = {
    # What the meaning of a field asks for, besides its type.
    "range": {"min": 30000, "max": 40000},
    "variable": {"value": {"min": 1, "max": 2}, "unit": "percent", "base": "of_total_pay"},
    "variable_share": {"value": {"min": 1, "max": 2}, "unit": "percent", "base": "of_total_pay"},
    "difference": {"value": {"min": 1, "max": 2}, "unit": "percent", "base": "of_national_mean"},
    "duration": {"value": {"min": 1, "max": 2}, "unit": "years"},
    "uri": "http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001",
    "code": "1420",
    "review_by": date(2028, 1, 1),
}


class Filler:
    """Gives every empty field a value of its type."""

    def __init__(self, specialization: str) -> None:
        self.count = 0
        self.known = {
            "role": "lamplighter",
            "skill": "patience",
            "tool": "kiln-monitor",
            "certification": "kiln-safety",
            "source": "workshop-notes",
            "level": "master",
            "proficiency": "able",
            "family": "fire",
            "sector": "crafts",
            "post": "guild-head",
            "area": "lagoon",
            "tool-category": "planning",
            "tool-family": "workshop",
            "specialization": specialization,
            "chapter": "salary",
            "page": "skill/patience",
        }

    def filled(self, value: Any, expected: Expected) -> Any:
        if isinstance(value, list):
            return [self.filled(entry, expected.entry) for entry in value]
        if isinstance(value, dict):
            made = {key: self.filled(part, expected.at(key)) for key, part in value.items()}
            if expected.record is Figure:
                made["unit"] = "percent" if "base" in made else "years"
            if expected.record is Relation:
                made.pop("post", None)
            for key, part in made.items():
                made[key] = (
                    deepcopy(SOUND.get(key, part))
                    if not isinstance(part, dict) or "unit" in part or key == "range"
                    else part
                )
            return made
        return self.made(expected) if value is None else value

    def made(self, expected: Expected) -> Any:
        self.count += 1
        if expected.refers_to:
            return self.known[expected.refers_to]
        if expected.options:
            return expected.options[0]
        if expected.record is Range:
            return {"min": 1, "max": 2}
        if expected.record:
            names = [name for name, field in expected.record.model_fields.items() if field.is_required()]
            either = {"text", "intro"} & expected.record.model_fields.keys()
            return self.filled(dict.fromkeys([*names, *either]), expected)
        if expected.entry.holds is not None:
            return [self.made(expected.entry)]
        if expected.holds in {int, date}:
            return 13 if expected.holds is int else date(2026, 1, 1)
        candidates = [
            f"word-{self.count}",
            "https://guide.example/",
            "Words that say nothing at all, for a test alone.",
            "IT",
            "EUR",
            f"http://data.europa.eu/esco/skill/{'0' * 8}{'-0000' * 3}-{'0' * 12}",
        ]
        return next(word for word in candidates if _is_valid(word, expected))


def _is_valid(word: str, expected: Expected) -> bool:
    annotation: Any = Annotated[expected.holds, *expected.rules]
    try:
        TypeAdapter(annotation).validate_python(word)
    except ValidationError:
        return False
    return True


def uncommented(text: str) -> str:
    """The text with every optional field: the sign before a field is followed by no space, or by its indentation."""
    while (after := re.sub(r"^( *)#(?=[^ ]|  )", r"\1", text, flags=re.MULTILINE)) != text:
        text = after
    return text


def fill(folder: GuideFolder, file: str, place: tuple[str, ...], *, with_optional: bool, specialization: str) -> None:
    """Fill in what stands at a place in a file."""
    path = folder.data / file
    if with_optional:
        path.write_text(uncommented(path.read_text("utf-8")), "utf-8")
    data = data_of(folder, file)
    kind = kind_of(file)
    assert kind is not None
    expected, within, last = Expected.by(kind.holds), data, None
    for key in place:
        expected, last, within = expected.at(key), within, within[key]
    made = Filler(specialization).filled(within, expected)
    if last is None:
        data = made
    else:
        last[place[-1]] = made
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


OPTIONAL: Final = pytest.mark.parametrize("with_optional", [False, True], ids=["required", "everything"])


@OPTIONAL
@pytest.mark.parametrize("kind", CATALOGUED)
def test_a_record_is_sound_once_it_is_filled_in(own_folder: GuideFolder, kind: str, *, with_optional: bool) -> None:
    assert new(own_folder, kind, "brand-new").exit_code == 0
    file = f"{KINDS[kind].file}.yml"
    path = (KINDS[kind].within, "brand-new") if KINDS[kind].within else ("brand-new",)
    fill(own_folder, file, path, with_optional=with_optional, specialization="apprentice")
    assert own_folder.problems() == []
    assert_all_fields_set(own_folder.load(), kind, with_optional=with_optional)


def assert_all_fields_set(guide: Guide, kind: str, *, with_optional: bool) -> None:
    record = guide.records(kind)["brand-new"]
    written = set(type(record).model_fields) - {"former_ids", "former_slugs"}
    required = {name for name in written if type(record).model_fields[name].is_required()}
    assert record.model_fields_set == (written if with_optional else required)


@OPTIONAL
def test_a_role_with_all_files_is_sound_once_it_is_filled_in(own_folder: GuideFolder, *, with_optional: bool) -> None:
    chapters = [f"--chapter={name}" for name in OPTIONAL_FILES]
    assert new(own_folder, "role", "brand-new", *chapters).exit_code == 0
    assert new(own_folder, "specialization", "first", "--role", "brand-new").exit_code == 0
    for name in ["role", *OPTIONAL_FILES, "specializations/first"]:
        fill(own_folder, f"roles/brand-new/{name}.yml", (), with_optional=with_optional, specialization="first")
    assert own_folder.problems() == []
    role = own_folder.load().roles["brand-new"]
    for name, record in [*role, ("specialization", role.specialization["first"])]:
        if isinstance(record, Record) and with_optional:
            missing = set(type(record).model_fields) - record.model_fields_set
            assert missing <= {"former_ids", "former_slugs"}, name


# --- what is written


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_field_is_explained_in_the_editor_s_language(own_folder: GuideFolder, lang: Any) -> None:
    new(own_folder, "skill", "brand-new", lang=lang)
    lines = (own_folder.data / "skills.yml").read_text("utf-8").partition("brand-new:\n")[2]
    words = " ".join(re.sub(r"^[ #]*", "", line) for line in lines.splitlines())
    for field in set(KINDS["skill"].record.model_fields) - {"former_ids", "former_slugs"}:
        description = field_description(KINDS["skill"].record, field, lang)
        assert description
        assert description in words, field


def test_a_source_looks_like_this(own_folder: GuideFolder) -> None:
    new(own_folder, "level", "brand-new")
    assert (
        (own_folder.data / "levels.yml")
        .read_text("utf-8")
        .endswith("""\
master:
  name:
    it: Maestro
    en: Master
brand-new:
  # What the level of experience is called.
  name:
    it:
    en:
""")
    )


def test_a_new_role_is_a_draft_that_a_preview_shows_before_anything_is_written_in_it(own_folder: GuideFolder) -> None:
    result = new(own_folder, "role", "brand-new", "--chapter=work", "--chapter=skills")
    assert "the preview shows it already" in result.stdout
    profile = data_of(own_folder, "roles/brand-new/role.yml")
    assert (profile["draft"], profile["market"]) == (True, "IT")
    assert profile["review_by"] - profile["reviewed"] > timedelta(days=180)
    assert "draft" not in data_of(own_folder, "roles/brand-new/work.yml")
    assert own_folder.problems() == []
    project = Project(own_folder.data, own_folder.path / "docs", TEMPLATES)
    shown = project.open("", with_drafts=True)
    for key in ("role/brand-new", "role/brand-new/chapter/work", "role/brand-new/chapter/skills"):
        assert "Bozza" in shown.html(shown.plan.page(key, "it"))
    assert "brand-new" not in project.open("").plan.guide.roles


def test_a_new_chapter_of_a_role_that_is_there_is_a_draft(own_folder: GuideFolder) -> None:
    new(own_folder, "role", "lamplighter", "--chapter=goals")
    assert data_of(own_folder, "roles/lamplighter/goals.yml")["draft"] is True
    assert own_folder.problems() == []


def test_values_and_ids_to_choose_from_are_listed_and_dates_and_slugs_are_set(own_folder: GuideFolder) -> None:
    new(own_folder, "role", "brand-new")
    new(own_folder, "skill", "brand-skill")
    role = (own_folder.data / "roles/brand-new/role.yml").read_text("utf-8")
    assert "\nslug:\n  it: brand-new\n  en: brand-new\n" in role
    assert "\nreviewed: 2027-01-01\n" in role
    assert "\n# yaml-language-server: $schema=../../../.schemas/role.schema.json\n" in role
    assert "Possible ids today: esco, glass-survey, our-reading,\n# workshop-notes." in role
    skills = (own_folder.data / "skills.yml").read_text("utf-8")
    assert "\n  # - transferable: " in skills


def test_what_is_written_is_in_style(own_folder: GuideFolder) -> None:
    before = files(own_folder)
    new(own_folder, "role", "brand-new", *(f"--chapter={name}" for name in OPTIONAL_FILES))
    new(own_folder, "specialization", "first", "--role", "brand-new")
    for kind in CATALOGUED:
        new(own_folder, kind, "brand-new")
    written = [file for file, content in files(own_folder).items() if before.get(file) != content]
    assert len(written) == len(OPTIONAL_FILES) + 2 + len({KINDS[kind].file for kind in CATALOGUED})
    for file in written:
        found = format_file(own_folder.data, own_folder.data / file)
        assert (found.document.problems, found.after, found.is_changed) == ([], found.document.text, False), file


def test_what_is_empty_is_told_with_its_place(own_folder: GuideFolder) -> None:
    new(own_folder, "level", "brand-new")
    told = [(problem.file.as_posix(), problem.place.line, problem.code) for problem in own_folder.problems()]
    last = len((own_folder.data / "levels.yml").read_text("utf-8").splitlines())
    assert told == [("data/levels.yml", last - 1, "empty_value"), ("data/levels.yml", last, "empty_value")]


def test_a_record_is_added_at_the_end_and_all_else_stays(own_folder: GuideFolder, subtests: pytest.Subtests) -> None:
    lines = ["brand-new:", "  # What the level of experience is called.", "  name:", "    it:", "    en:", ""]
    cases = {
        "close together": ("a: {name: {it: A, en: A}}\n", "a: {name: {it: A, en: A}}\n§"),
        "with an empty line between": ("a: {}\n\n# b\nb: {}\n", "a: {}\n\n# b\nb: {}\n\n§"),
        "no line end at the end": ("a: {}  # a", "a: {}  # a\n§"),
        "a comment at the end": ("a: {}\n# the end\n", "a: {}\n§# the end\n"),
        "no record yet": ("# none\n{}\n", "# none\n§"),
        "in braces": ("{a: {name: x}}\n", "a: {name: x}\n§"),
        "put in style": ("\ufeffa:\r\n  name: 'x'\r\n", "a:\n  name: x\n§"),
    }
    for name, (before, after) in cases.items():
        with subtests.test(name):
            own_folder.write("levels.yml", before.encode())
            assert new(own_folder, "level", "brand-new").exit_code == 0
            assert (own_folder.data / "levels.yml").read_bytes().decode() == after.replace("§", "\n".join(lines))


def test_a_tool_is_added_among_the_tools_wherever_they_stand(own_folder: GuideFolder) -> None:
    data = data_of(own_folder, "tools.yml")
    order = ("tools", "families", "categories")
    own_folder.write("tools.yml", yaml.safe_dump({key: data[key] for key in order}, allow_unicode=True))
    result = new(own_folder, "tool", "brand-new")
    text = (own_folder.data / "tools.yml").read_text("utf-8")
    after = data_of(own_folder, "tools.yml")
    assert list(after["tools"]) == [*data["tools"], "brand-new"]
    assert after["categories"] == data["categories"]
    line = text.splitlines().index("  brand-new:") + 1
    assert result.stdout.startswith(f"data/tools.yml:{line}: 'brand-new' added\n")


def test_an_existing_role_is_given_only_what_it_lacks(own_folder: GuideFolder) -> None:
    before = files(own_folder)
    result = new(own_folder, "role", "lamplighter", "--chapter", "salary", "--chapter", "goals")
    assert result.exit_code == 0
    after = files(own_folder)
    assert set(after) - set(before) == {"roles/lamplighter/salary.yml", "roles/lamplighter/goals.yml"}
    result = new(own_folder, "role", "lamplighter", "--chapter", "salary", "--chapter", "work")
    assert "data/roles/lamplighter/work.yml: written" in result.stdout
    assert "data/roles/lamplighter/salary.yml: already there, left unchanged" in result.stdout
    assert {file: content for file, content in files(own_folder).items() if file in after} == after


def test_the_role_of_a_specialization_need_not_be_named_where_there_is_one(own_folder: GuideFolder) -> None:
    shutil.rmtree(own_folder.data / "roles" / "glassblower")
    assert new(own_folder, "specialization", "first").exit_code == 0
    names = {file for file in files(own_folder) if file.startswith("roles/")}
    assert names == {f"roles/lamplighter/{name}.yml" for name in ("role", "specializations", "specializations/first")}


def test_records_can_be_added_while_the_guide_is_unfinished(own_folder: GuideFolder) -> None:
    assert new(own_folder, "role", "one").exit_code == 0
    assert new(own_folder, "source", "two").exit_code == 0
    assert new(own_folder, "specialization", "three", "--role", "one").exit_code == 0
    assert "two" in (own_folder.data / "roles/one/specializations/three.yml").read_text("utf-8")


# --- what is refused, and that nothing is written then


def test_what_cannot_be_is_refused(own_folder: GuideFolder, subtests: pytest.Subtests) -> None:
    before = files(own_folder)
    for arguments, said in (
        (["skill", "patience"], "The skill 'patience' already exists"),
        (["role", "glassblower"], "The role 'glassblower' already exists"),
        (["role", "glass-artist"], "'glass-artist' is a former id of the role 'glassblower'"),
        (["role", "glassblower", "--chapter", "work"], "The role 'glassblower' already has work.yml"),
        (["skill", "New Skill"], "as in 'new-skill'"),
        (["role", "Città"], "'Città' cannot be an id"),
        (["role", "../evil", "--chapter", "work"], "'../evil' cannot be an id"),
        (["specialization", "first"], "Which role? Name it with --role. Possible here: glassblower, lamplighter."),
        (
            ["specialization", "first", "--role", "glasblower"],
            "There is no role 'glasblower'. Did you mean 'glassblower'?",
        ),
        (["specialization", "apprentice", "--role", "glassblower"], "The specialisation 'apprentice' already exists"),
        (["skill", "first", "--role", "glassblower"], "The kind 'skill' does not take --role"),
        (["skill", "first", "--chapter", "work"], "The kind 'skill' does not take --chapter"),
    ):
        with subtests.test(" ".join(arguments)):
            result = new(own_folder, *arguments)
            assert (result.exit_code, result.stdout) == (1, "")
            assert said in result.stderr
            assert files(own_folder) == before


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a: 'unclosed\n", "data/areas.yml:1:4"),
        ("- a\n", "data/areas.yml is missing, or does not contain what it should"),
    ],
)
def test_a_catalogue_that_cannot_be_added_to_is_left_alone(own_folder: GuideFolder, written: str, said: str) -> None:
    own_folder.write("areas.yml", written)
    result = new(own_folder, "area", "brand-new")
    assert result.exit_code == 1
    assert said in result.stderr
    assert (own_folder.data / "areas.yml").read_text("utf-8") == written


def test_a_folder_without_a_guide_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["new", "skill", "first", "--project", str(tmp_path)])
    assert result.exit_code == 1
    assert "'data'" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_when_the_system_refuses_all_is_as_it_was(own_folder: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(own_folder.path.rglob("*"))
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "work.yml":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    result = new(own_folder, "role", "brand-new", "--chapter", "work")
    assert result.exit_code == 1
    assert (
        result.stderr == "The system does not allow reading or writing (Permission denied). Everything is as it was.\n"
    )
    assert sorted(own_folder.path.rglob("*")) == before
