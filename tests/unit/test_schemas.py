"""JSON Schemas of the data: what they tell an editor's program, and that they never contradict loading."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator
from pydantic import TypeAdapter, ValidationError

from career_guide.cli import main
from career_guide.loading import GuideLoader
from career_guide.loading.yaml_source import KeyPath, read
from career_guide.model.catalogue import SkillKind
from career_guide.model.descriptions import field_description, value_description
from career_guide.model.kinds import FILE_KINDS
from career_guide.model.locales import LOCALES
from career_guide.model.pay import PayTerms, SalaryBand
from career_guide.review import schemas
from career_guide.words.problems import DataError
from tests.json_schemas import as_json, complaints, validators
from tests.unit.edits import GuideFolder

SALARY: Final = "roles/glassblower/salary.yml"
WORK: Final = "roles/glassblower/work.yml"
ROLE: Final = "roles/glassblower/role.yml"
PATH: Final = "roles/glassblower/path.yml"
SKILLS: Final = "roles/glassblower/skills.yml"
SCIENTIFIC: Final = "roles/glassblower/specializations/scientific.yml"
CHECK: Final = "roles/glassblower/specializations.yml"


@pytest.fixture(scope="session")
def ids(pristine: Path) -> dict[str, Any]:
    loader = GuideLoader(pristine / "data")
    loader.load()
    return loader.ids


@pytest.fixture(scope="session")
def texts(ids: dict[str, Any]) -> dict[str, str]:
    return schemas.files(ids)


@pytest.fixture(scope="session")
def by_name(texts: dict[str, str]) -> dict[str, Draft7Validator]:
    return validators(texts)


def schema(texts: dict[str, str], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(texts[schemas.file_name(kind)])
    return found


def names(texts: dict[str, str], kind: str) -> Any:
    return schema(texts, "ids")["definitions"][kind].get("enum")


# --- what they tell


def test_there_is_a_schema_for_each_kind_of_file_and_one_of_the_ids(texts: dict[str, str]) -> None:
    assert set(texts) == {f"{kind}.schema.json" for kind in [*FILE_KINDS, "ids"]}


@pytest.mark.parametrize("kind", [*FILE_KINDS, "ids"])
def test_a_schema_is_sound_and_says_what_the_file_holds(texts: dict[str, str], kind: str) -> None:
    found = schema(texts, kind)
    assert found["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(found)
    assert found["title"] == kind
    assert found["description"]


def test_a_field_is_described_in_both_languages(texts: dict[str, str]) -> None:
    level = schema(texts, "salary")["definitions"]["SalaryBand"]["properties"]["level"]
    italian, english = (field_description(SalaryBand, "level", locale) for locale in LOCALES)
    assert level["description"] == f"{italian}\n{english}"
    assert level["markdownDescription"] == f"{italian}\n\n_{english}_"


def test_a_field_that_is_inherited_is_described_as_where_it_is_declared(texts: dict[str, str]) -> None:
    basis = schema(texts, "salary")["definitions"]["SalaryBand"]["properties"]["basis"]
    assert field_description(PayTerms, "basis", "it") in basis["description"]


def test_values_to_choose_from_are_explained_in_both_languages(texts: dict[str, str]) -> None:
    kind = schema(texts, "skills")["definitions"]["Skill"]["properties"]["kind"]
    assert kind["enum"] == ["technical", "transferable"]
    meanings = [value_description(SkillKind, "technical", locale) for locale in LOCALES]
    assert kind["markdownEnumDescriptions"][0] == " – ".join(meanings)


def test_each_value_that_may_be_chosen_has_its_own_explanation(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        for node in nodes(json.loads(text)):
            if "markdownEnumDescriptions" in node:
                assert len(node["markdownEnumDescriptions"]) == len(node["enum"]), name


def test_nothing_is_written_of_itself_that_an_editor_did_not_choose(texts: dict[str, str]) -> None:
    for text in texts.values():
        for node in nodes(json.loads(text)):
            assert "default" not in node
            # A single example of a plain value would be written as soon as its field is.
            assert "properties" in node or len(node.get("examples", [1, 2])) > 1


def test_nothing_of_ours_is_left_that_no_program_reads(texts: dict[str, str]) -> None:
    for text in texts.values():
        assert '"x-' not in text
        assert "$defs" not in text


def test_the_ids_that_exist_are_listed(texts: dict[str, str]) -> None:
    assert names(texts, "level") == ["apprentice", "master"]
    assert names(texts, "level-or-null") == ["apprentice", "master", None]
    assert names(texts, "role") == ["glassblower", "lamplighter"]
    assert names(texts, "specialization") == ["apprentice", "scientific"]
    assert names(texts, "tool-family") == ["workshop"]
    assert {"skill/patience", "term/gather", "role/lamplighter", "role/glassblower/chapter/work"} <= set(
        names(texts, "page")
    )


def test_all_but_the_ids_depends_on_the_models_alone(texts: dict[str, str], ids: dict[str, Any]) -> None:
    others = schemas.files(dict.fromkeys(ids))
    assert {name for name, text in others.items() if text != texts[name]} == {"ids.schema.json"}


def test_the_same_guide_gives_the_same_schemas(texts: dict[str, str], ids: dict[str, Any]) -> None:
    other: dict[str, Any] = {"page": sorted(ids["page"], reverse=True)}
    assert schemas.files(ids | other) == texts


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("levels.yml", "../.schemas/levels.schema.json"),
        ("tools.yml", "../.schemas/tools.schema.json"),
        ("roles/any/tools.yml", "../../../.schemas/role-tools.schema.json"),
        ("roles/any/specializations/one.yml", "../../../../.schemas/specialization.schema.json"),
    ],
)
def test_a_file_names_its_schema_by_the_way_from_its_own_folder(file: str, named: str) -> None:
    assert schemas.modeline(file) == f"# yaml-language-server: $schema={named}"


# --- what they accept and refuse

ACCEPTED: Final = {
    "null where nothing is known": (SALARY, "currency: EUR\n", "currency: EUR\nas_of: ~\n"),
    "null beside a number that stands alone": (SALARY, "{above: 100000}", "{above: 100000, min: null, max: null}"),
    "a number with decimals": (SALARY, "{min: 5, max: 12.5}", "{min: 5.25, max: 12.5}"),
    "false where it might be left out": (SALARY, "{min: 5, max: 12.5}", "{min: 5, max: 6, or_more: false}"),
    "an amount with no known end": (SALARY, "{min: 20000, max: 26000}", "{min: 20000}"),
    "an amount with no known beginning": (SALARY, "{min: 20000, max: 26000}", "{max: 26000}"),
    "a market that is not Italy": (ROLE, "market: IT", "market: GB"),
    "a text with space around it": (WORK, "it: La mattina", 'it: "  La mattina  "'),
    "a text of several lines that are read as one": (WORK, "it: La mattina", "it: >\n        La\n        mattina"),
    "a text that is written line by line": (WORK, "it: La mattina", "it: |-\n        La\n        mattina"),
    "prose in paragraphs": (SALARY, "it: Due fasce di prova.", 'it: "Due\\n\\nfasce"'),
    "an empty list": ("levels.yml", "\napprentice:\n", "\napprentice:\n  former_ids: []\n"),
    "an item with a title alone": (
        SALARY,
        "      text:\n        it: Bicchieri propri.\n        en: Glasses of one’s own.\n",
        "      title: {it: Bicchieri, en: Glasses}\n      text: null\n",
    ),
}


@pytest.mark.parametrize("edit", ACCEPTED)
def test_what_loading_accepts_is_accepted(folder: GuideFolder, by_name: dict[str, Draft7Validator], edit: str) -> None:
    file, old, new = ACCEPTED[edit]
    folder.replace(file, old, new)
    assert folder.problems() == []
    assert complaints(folder.data, file, by_name) == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("x" * 39, False),
        ("x" * 40, True),
        ("x" * 200, True),
        ("x" * 201, False),
        ("😀" * 200, True),
        (" " * 50, False),
        (f"{'x' * 99}   \\n  {'y' * 100}", True),
    ],
    ids=[
        "39",
        "40",
        "200",
        "201",
        "200 signs of two units",
        "mere space",
        "200 on two lines",
    ],
)
def test_a_summary_is_as_long_as_loading_says(
    folder: GuideFolder, by_name: dict[str, Draft7Validator], text: str, *, fits: bool
) -> None:
    before, _, rest = (folder.data / WORK).read_text("utf-8").partition("summary:\n")
    after = rest[rest.index("intro:") :]
    folder.write(WORK, f'{before}summary:\n  it: "{text}\\n"\n  en: "  {text}"\n{after}')
    assert (folder.problems() == []) is fits
    assert (complaints(folder.data, WORK, by_name) == []) is fits


REFUSED: Final = {
    "a field that is not known": (WORK, "ordered: true", "orderd: true"),
    "a field that is missing": (ROLE, "market: IT\n", ""),
    "a currency in words": (SALARY, "currency: EUR", "currency: euro"),
    "a text in one language": (WORK, "      it: La mattina\n", ""),
    "a text for both languages at once": (
        WORK,
        "    title:\n      it: La mattina\n      en: The morning\n",
        "    title: x\n",
    ),
    "a text that is empty": (WORK, "it: La mattina", 'it: ""'),
    "a text that is mere space": (WORK, "it: La mattina", 'it: "  "'),
    "a title of two paragraphs": (WORK, "it: La mattina", 'it: "La\\n\\nmattina"'),
    "prose that is empty": (SALARY, "it: Due fasce di prova.", 'it: " "'),
    "a number for a text": (WORK, "it: La mattina", "it: 8"),
    "a text for a number": (SALARY, "{min: 20000, max: 26000}", '{min: "20000", max: 26000}'),
    "true for a number": (SALARY, "{min: 20000, max: 26000}", "{min: true, max: 26000}"),
    "a text for true": (WORK, "ordered: true", "ordered: 'true'"),
    "a difference with one end": (SALARY, "{min: 5, max: 10}", "{min: 5}"),
    "an empty range": (SALARY, "{min: 20000, max: 26000}", "{}"),
    "a number that stands alone beside others": (SALARY, "{above: 100000}", "{above: 100000, max: 120000}"),
    "a number that stands alone with a top that is open": (SALARY, "{above: 100000}", "{above: 100000, or_more: true}"),
    "a percentage of nothing": (SALARY, "  base: of_total_pay\n", ""),
    "a percentage of null": (SALARY, "base: of_total_pay", "base: null"),
    "years of something": (SALARY, "unit: percent\n  base: of_total_pay", "unit: years\n  base: of_total_pay"),
    "a difference that is open": (SALARY, "value: {min: 5, max: 10}", "value: {min: 5, max: 10, or_more: true}"),
    "a difference above a number": (SALARY, "value: {min: 5, max: 10}", "value: {above: 5}"),
    "a difference that is a minimum": (
        SALARY,
        "value: {min: 5, max: 10}",
        "value: {min: 5, max: 10}\n      at_least: true",
    ),
    "a value that is not offered": (SALARY, "basis: gross", "basis: grosso"),
    "a level that does not exist": (SALARY, "level: apprentice", "level: aprentice"),
    "a source that does not exist": (SALARY, "source: workshop-notes", "source: workshop"),
    "a role that does not exist": (SALARY, "role: lamplighter", "role: lamplghter"),
    "a skill that does not exist": (SKILLS, "skill: patience", "skill: patiense"),
    "a specialization that does not exist": (SCIENTIFIC, "specialization: apprentice", "specialization: aprentice"),
    "a specialization that nobody has": (CHECK, "favours: [scientific]", "favours: [scientist]"),
    "a page that does not exist": (SALARY, "growth:\n", "growth:\n  related: [skill/patiense]\n"),
    "an id with capitals": (SALARY, "id: pay-factors", "id: Pay-Factors"),
    "an id that is a key, with a space": (
        "levels.yml",
        "\napprentice:",
        "\nthe head:\n  name: {it: Capo, en: Head}\napprentice:",
    ),
    "a list that is empty": (CHECK, "favours: [scientific]", "favours: []"),
    "a text for a list": (CHECK, "favours: [scientific]", "favours: scientific"),
    "an item that says nothing": (
        SALARY,
        "      text:\n        it: Bicchieri propri.\n        en: Glasses of one’s own.\n",
        "",
    ),
    "a section that says nothing": (
        SALARY,
        "  intro:\n    it: Da apprendista a maestro.\n    en: From apprentice to master.\n",
        "",
    ),
    "a section with an empty list": (
        SALARY,
        "  intro:\n    it: Da apprendista a maestro.\n    en: From apprentice to master.\n",
        "  items: []\n",
    ),
    "a day that does not exist": (ROLE, "reviewed: ", "reviewed: 2026-13-01 # "),
    "a day in another order": (ROLE, "reviewed: ", "reviewed: 24-11-2026 # "),
    "an address without its beginning": ("sources.yml", "url: https://", "url: "),
    "a position that is no whole number": (SCIENTIFIC, "position: 2", "position: 2.5"),
}


@pytest.mark.parametrize("edit", REFUSED)
def test_a_mistake_that_loading_refuses_is_refused(
    folder: GuideFolder, by_name: dict[str, Draft7Validator], edit: str
) -> None:
    file, old, new = REFUSED[edit]
    folder.replace(file, old, new)
    assert folder.problems() != []
    assert complaints(folder.data, file, by_name) != []


def test_ids_of_a_file_that_cannot_be_read_are_accepted_whatever_they_are(folder: GuideFolder) -> None:
    folder.write("skills.yml", "a: [")
    loader = GuideLoader(folder.data)
    with pytest.raises(DataError):
        loader.load()
    written = schemas.files(loader.ids)
    assert names(written, "skill") is None
    assert names(written, "level") == ["apprentice", "master"]
    by_name = validators(written)
    folder.replace(SKILLS, "skill: patience", "skill: patiense")
    assert complaints(folder.data, PATH, by_name) == []
    for page, accepted in {"skill/patiense": True, "skills/patience": False, "term/gathr": False}.items():
        folder.write(SALARY, (folder.data / SALARY).read_text("utf-8"))
        folder.replace(SALARY, "growth:\n", f"growth:\n  related: [{page}]\n")
        assert (complaints(folder.data, SALARY, by_name) == []) is accepted, page
        folder.replace(SALARY, f"  related: [{page}]\n", "")


def test_a_kind_of_which_there_is_none_accepts_nothing(ids: dict[str, Any]) -> None:
    none = schemas.files({**ids, "level": set()})
    levels = schema(none, "ids")["definitions"]["level"]
    assert list(Draft7Validator(levels).iter_errors("apprentice"))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All mappings in a schema."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def paths(value: Any, way: KeyPath = ()) -> Iterator[KeyPath]:
    """The way to every value."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield (*way, key)
        yield from paths(value[key], (*way, key))


def one_of_each_sort(value: Any, fields: set[str]) -> Iterator[KeyPath]:
    """The way to one value of each sort: the same field of another entry, or of one under another id, is the same."""
    seen = set()
    for way in paths(value):
        sort = tuple(key if key in fields else "*" for key in way)
        if sort not in seen:
            seen.add(sort)
            yield way


MISSING: Final = object()
MUTATIONS: Final[tuple[Any, ...]] = (
    MISSING,
    None,
    "",
    "x",
    3,
    -1.5,
    True,
    date(2026, 1, 1),
    [],
    [None],
    {},
    {"it": "x", "en": "x"},
)


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_schema_refuses_nothing_that_the_model_accepts(
    pristine: Path, ids: dict[str, Any], texts: dict[str, str], kind: str
) -> None:
    fields = {field for node in nodes(schema(texts, kind)) for field in node.get("properties", ())}
    model, validator = TypeAdapter(FILE_KINDS[kind].holds), validators(texts)[schemas.file_name(kind)]
    file = min((pristine / "data").glob(FILE_KINDS[kind].pattern))
    data = read(file, Path(file.name)).data
    accepted = 0
    for way in one_of_each_sort(data, fields):
        for mutation in MUTATIONS:
            changed = mutated(data, way, mutation)
            if is_accepted(model, changed, ids):
                accepted += 1
                assert list(validator.iter_errors(as_json(changed))) == [], (way, mutation)
    assert accepted > 0


def mutated(data: Any, way: KeyPath, mutation: Any) -> Any:
    """The same with another value in one place, or with none there."""
    key, *rest = way
    changed = data.copy()
    if rest:
        changed[key] = mutated(data[key], tuple(rest), mutation)
    elif mutation is MISSING:
        del changed[key]
    else:
        changed[key] = mutation
    return changed


def is_accepted(model: TypeAdapter[Any], data: Any, ids: dict[str, Any]) -> bool:
    try:
        model.validate_python(data, context={"ids": ids, "drafts": set()})
    except ValidationError:
        return False
    return True


# --- for editors' programs


def check(folder: GuideFolder) -> Result:
    """Check a guide, which tells the editors' program of it."""
    return CliRunner().invoke(main, ["check", "data", "--project", str(folder.path), "--lang", "en"])


def written(folder: GuideFolder) -> dict[str, tuple[str, int]]:
    """Text and time of each schema in a guide's folder."""
    return {
        path.name: (path.read_text("utf-8"), path.stat().st_mtime_ns) for path in (folder.path / ".schemas").iterdir()
    }


def test_a_check_writes_the_schemas_that_changed(own_folder: GuideFolder, texts: dict[str, str]) -> None:
    check(own_folder)
    before = written(own_folder)
    assert {name: text for name, (text, _) in before.items()} == texts
    own_folder.replace("levels.yml", "\napprentice:", "\nhead:\n  name: {it: Capo, en: Head}\napprentice:")
    check(own_folder)
    assert {name for name, one in written(own_folder).items() if one != before[name]} == {"ids.schema.json"}


def test_they_offer_what_could_be_read_of_broken_data(own_folder: GuideFolder) -> None:
    own_folder.write("skills.yml", "a: [")
    assert "data/skills.yml:1:4: " in check(own_folder).stderr
    assert "kiln-safety" in written(own_folder)["ids.schema.json"][0]


def test_where_they_cannot_be_written_the_check_is_as_good(own_folder: GuideFolder) -> None:
    before = check(own_folder).output
    shutil.rmtree(own_folder.path / ".schemas")
    (own_folder.path / ".schemas").write_text("in the way", "utf-8")
    assert check(own_folder).output == before
    assert (own_folder.path / ".schemas").read_text("utf-8") == "in the way"
