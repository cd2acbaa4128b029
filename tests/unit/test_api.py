"""The API: every answer is what its schema says, says what the data says, and keeps what was promised."""

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from career_guide.building.project import Project
from career_guide.exports import api
from career_guide.exports.api import tables
from career_guide.exports.api.content import OPENAPI
from career_guide.exports.api.resources import RESOURCES
from career_guide.model.parts import figures
from career_guide.model.role import AreaPay, Pay
from career_guide.model.values import Figure
from career_guide.pages.renderer import Renderer
from career_guide.site.permanent import permanent_path
from tests import api_contract
from tests.fixture_guide import PROJECT, TEMPLATES
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder

ROOT: Final = "api/v1/"
UPDATE: Final = ".venv/bin/python -m tests.api_contract"


class Api:
    """All files of the API of one guide."""

    def __init__(self, renderer: Renderer) -> None:
        self.guide = renderer.plan.guide
        self.plan = renderer.plan
        self.files = {path.removeprefix(ROOT): made() for path, made in api.files(renderer).items()}

    def whole(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.files[path])
        return found

    def data(self, path: str) -> Any:
        return self.whole(path)["data"]

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """All answers in JSON, by path."""
        apart = ("schemas/", OPENAPI)
        return {path: self.whole(path) for path in self.files if path.endswith(".json") and not path.startswith(apart)}

    @property
    def document(self) -> dict[str, Any]:
        return self.whole(OPENAPI)

    def rows(self, name: str) -> list[dict[str, str]]:
        """A table as a program reads it."""
        return list(csv.DictReader(io.StringIO(self.files[name], newline="")))


@pytest.fixture(scope="session")
def small(renderer: Renderer) -> Api:
    return Api(renderer)


@pytest.fixture(scope="session")
def shipped() -> Api:
    return Api(Project.in_folder(PROJECT).open(SITE_URL, try_macros=False))


@pytest.fixture(params=["small", "shipped"])
def each(request: pytest.FixtureRequest) -> Api:
    """The API of each guide in turn."""
    found: Api = request.getfixturevalue(request.param)
    return found


def edited(folder: GuideFolder) -> Api:
    return Api(Renderer(folder.plan(), TEMPLATES, SITE_URL))


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in an answer, at any depth."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(part)


# --- schemas


def test_every_answer_is_what_its_schema_says(each: Api) -> None:
    schemas = {path: each.whole(path) for path in each.files if path.startswith("schemas/")}
    validators = {}
    for path, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"{SITE_URL}{ROOT}{path}"
        validators[schema["$id"]] = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for path, answer in each.answers.items():
        complaints = [error.message for error in validators[answer["$schema"]].iter_errors(answer)]
        assert not complaints, path
    assert len(each.answers) > 20


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        (("data", 0, "pay", "min"), "30,000"),
        (("data", 0, "pay", "unit"), "eur_per_month"),
        (("data", 0, "role"), None),
        (("data", 0, "reviewed"), "yesterday"),
        (("meta", "licence", "name"), "all rights reserved"),
    ],
)
def test_a_schema_refuses_what_it_does_not_promise(small: Api, where: tuple[str | int, ...], wrong: object) -> None:
    validator = Draft202012Validator(
        small.whole("schemas/salary-bands.json"), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    answer = small.whole("salary-bands.json")
    assert validator.is_valid(answer)
    part: Any = answer
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = wrong
    assert not validator.is_valid(answer)


def test_a_schema_lets_fields_be_added(small: Api) -> None:
    """A program that checks with an older schema goes on when a field is new."""
    answer = small.whole("roles/glassblower.json")
    answer["data"]["something_new"] = 1
    assert Draft202012Validator(small.whole("schemas/role.json")).is_valid(answer)


def test_every_field_of_every_answer_is_described(small: Api) -> None:
    for name, model in small.document["components"]["schemas"].items():
        assert model["description"], name
        for field, schema in model["properties"].items():
            assert schema.get("description") or "$ref" in schema, f"{name}.{field}"


def test_descriptions_are_for_readers_of_the_api_not_for_editors(small: Api) -> None:
    assert re.findall(r'"description": "[^"]*(?:\.yml|data/sources|[Ll]eft out)[^"]*"', small.files[OPENAPI]) == []


# --- OpenAPI


def test_the_openapi_document_is_valid(each: Api) -> None:
    assert each.document["openapi"].startswith("3.1.")
    validate(each.document)


def test_every_answer_is_at_an_address_of_the_openapi_document(each: Api) -> None:
    patterns = [re.sub(r"{\w+}", "[a-z0-9-]+", path) for path in each.document["paths"]]
    for path in (*each.answers, *tables.TABLES):
        assert len([pattern for pattern in patterns if re.fullmatch(pattern, f"/{path}")]) == 1, path


def test_the_examples_are_real_answers_that_satisfy_the_schemas(each: Api) -> None:
    document = each.document
    seen = 0
    for path, operations in document["paths"].items():
        (media,) = operations["get"]["responses"]["200"]["content"].values()
        if path.endswith(".csv"):
            header = media["example"].split("\r\n")[0]
            assert each.files[path.removeprefix("/")].startswith(media["example"])
            assert header.split(",") == list(tables.TABLES[path.removeprefix("/")].columns)
            continue
        schema = {**media["schema"], "components": document["components"]}
        example = media["example"]
        assert Draft202012Validator(schema).is_valid(example), path
        ids = {parameter["name"]: parameter["example"] for parameter in operations["get"].get("parameters", [])}
        real = each.whole(path.removeprefix("/").format_map(ids))
        assert example["$schema"] == real["$schema"]
        assert example["meta"] == real["meta"]
        seen += 1
    assert seen == len(RESOURCES)


def test_a_guide_that_lacks_something_has_a_valid_document_still(own_folder: GuideFolder) -> None:
    """Without specializations there is no real answer to take as an example."""
    folder = own_folder.data / "roles" / "glassblower"
    shutil.rmtree(folder / "specializations")
    (folder / "specializations.yml").unlink()
    made = edited(own_folder)
    validate(made.document)
    assert made.data("specializations.json") == []
    operation = made.document["paths"]["/roles/{role}/specializations/{specialization}.json"]["get"]
    assert "example" not in json.dumps(operation)


# --- what an answer says


def test_everything_in_the_guide_has_an_answer(each: Api) -> None:
    guide = each.guide
    expected = {f"roles/{role}.json" for role in guide.roles}
    for role in guide.roles.values():
        expected |= {f"roles/{role.id}/chapters/{chapter}.json" for chapter in role.chapters}
        expected |= {f"roles/{role.id}/specializations/{part}.json" for part in role.specialization}
    for plural in ("skills", "tools", "certifications"):
        expected |= {f"{plural}/{record}.json" for record in getattr(guide, plural)}
    assert expected <= set(each.files)


@pytest.mark.parametrize(
    ("path", "records"),
    [
        ("roles.json", "roles"),
        ("skills.json", "skills"),
        ("tools.json", "tools"),
        ("tool-categories.json", "tool_categories"),
        ("certifications.json", "certifications"),
        ("levels.json", "levels"),
        ("areas.json", "areas"),
        ("glossary.json", "glossary"),
        ("sources.json", "sources"),
    ],
)
def test_a_list_has_every_record_in_the_order_of_the_guide(each: Api, path: str, records: str) -> None:
    assert [entry["id"] for entry in each.data(path)] == list(getattr(each.guide, records))


def test_a_list_says_of_each_record_what_its_own_answer_says(each: Api) -> None:
    for path in ("roles.json", "specializations.json", "skills.json", "tools.json", "certifications.json"):
        for entry in each.data(path):
            assert entry.items() <= each.data(entry["api"].removeprefix(SITE_URL + ROOT)).items()


def test_a_text_has_both_languages(each: Api) -> None:
    seen = 0
    for path, answer in each.answers.items():
        for part in parts(answer):
            if {"it", "en"} & set(part):
                assert set(part) == {"it", "en"}, path
                seen += 1
    assert seen > 100


def test_links_in_texts_are_permanent_and_absolute(each: Api) -> None:
    targets = {
        target for text in each.files.values() for target in re.findall(rf"\]\({re.escape(SITE_URL)}go/(.+?)/\)", text)
    }
    assert targets
    assert targets <= set(each.plan.all_keys())
    assert [path for path, text in each.files.items() if "](go:" in text and path != "labels.json"] == []


def test_what_has_a_page_has_a_permanent_link_and_an_address_in_each_language(each: Api) -> None:
    linked = [part for answer in each.answers.values() for part in parts(answer["data"]) if "pages" in part]
    assert len(linked) > 50
    for part in linked:
        assert part["permalink"] == SITE_URL + permanent_path(part["key"])
        assert part["pages"] == {locale: SITE_URL + each.plan.path(part["key"], locale) for locale in ("it", "en")}
        assert part["api"] is None or part["api"].removeprefix(SITE_URL + ROOT) in each.files


def test_everything_with_a_permanent_address_is_on_the_list(each: Api) -> None:
    assert [entry["key"] for entry in each.data("permalinks.json")] == each.plan.all_keys()


def test_every_label_is_on_the_list_in_both_languages(each: Api) -> None:
    labels = {(entry["group"], entry["name"]): entry["text"] for entry in each.data("labels.json")}
    assert labels["parts", "no_data"] == {"it": "Dato non disponibile", "en": "No data"}
    assert len(labels) == sum(len(group) for group in each.guide.labels.values())


def test_every_answer_states_its_licence_and_what_its_figures_are_worth(each: Api) -> None:
    for path, answer in each.answers.items():
        meta = answer["meta"]
        assert meta["licence"] == {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}, path
        assert SITE_URL in meta["attribution"]["it"]
        assert "stime di mercato" in meta["figures"]["it"]
        assert "market estimates" in meta["figures"]["en"]
        assert "sources.json" in meta["classifications"]["en"]
        assert meta["openapi"] == f"{SITE_URL}{ROOT}openapi.json"


def test_an_answer_names_the_page_that_explains_it_where_there_is_one(small: Api, shipped: Api) -> None:
    assert small.whole("index.json")["meta"]["documentation"] is None
    assert shipped.whole("index.json")["meta"]["documentation"] == {
        "it": f"{SITE_URL}it/per-hr/api/",
        "en": f"{SITE_URL}en/for-hr/api/",
    }


def test_what_is_said_of_a_role_names_its_revision_and_its_last_review(each: Api) -> None:
    for role in each.guide.roles.values():
        state = {"revision": role.revision, "reviewed": role.profile.reviewed.isoformat()}
        paths = [path for path in each.answers if path.startswith(f"roles/{role.id}") and path != "roles.json"]
        for path in paths:
            assert state.items() <= each.data(path).items()
        own = [band for band in each.data("salary-bands.json") if band["role"]["id"] == role.id]
        assert bool(own) is (role.salary is not None)
        assert [band for band in own if not state.items() <= band.items()] == []


def test_the_index_leads_to_all_that_there_is(each: Api) -> None:
    index = each.data("index.json")
    paths = {f"/{entry['address'].removeprefix(SITE_URL + ROOT)}" for entry in index["resources"] + index["tables"]}
    assert paths == set(each.document["paths"])
    for entry in index["resources"]:
        assert entry["schema_address"].removeprefix(SITE_URL + ROOT) in each.files


def test_a_skill_names_who_uses_it(small: Api) -> None:
    uses = {tuple(use.values()) for use in small.data("skills/glass-gathering.json")["used_by"]}
    assert ("role/glassblower", "glassblower", None) in uses


def test_what_is_the_sites_own_business_stays_out(each: Api) -> None:
    private = {"slug", "former_slugs", "search_terms", "checklist", "position", "job_description"}
    for path, answer in each.answers.items():
        assert not [part for part in parts(answer) if private & set(part)], path


# --- figures


MASTER: Final = {
    "min": 40000,
    "max": 55000,
    "or_more": True,
    "above": None,
    "at_least": False,
    "unit": "eur_per_year",
    "currency": "EUR",
    "basis": "annual_unspecified",
    "base": None,
    "condition": None,
    "source": "glass-survey",
    "as_of": "2026-02-28",
    "source_published": "2026-03-01",
}


def test_a_figure_has_its_unit_its_basis_its_source_and_its_dates(small: Api) -> None:
    apprentice, master = small.data("roles/glassblower/chapters/salary.json")["bands"]
    assert master["pay"] == MASTER
    assert master["variable"] == MASTER | {
        "min": None,
        "max": None,
        "or_more": False,
        "above": 10,
        "unit": "percent",
        "currency": None,
        "basis": None,
        "base": "on_top_of_fixed_pay",
        "condition": {"it": "nelle annate buone", "en": "in good years"},
    }
    assert apprentice["variable"] is None
    assert apprentice["pay"]["basis"] == "gross_annual"
    assert (apprentice["pay"]["as_of"], apprentice["pay"]["source_published"]) == (None, None)


def test_an_area_has_its_amount_its_difference_and_the_level_that_both_are_for(small: Api) -> None:
    lagoon = small.data("roles/glassblower/chapters/salary.json")["areas"][0]
    assert (lagoon["area"]["id"], lagoon["level"]["id"]) == ("lagoon", "master")
    assert (lagoon["pay"]["min"], lagoon["pay"]["max"]) == (42000, 60000)
    assert (lagoon["difference"]["min"], lagoon["difference"]["base"]) == (5, "of_national_mean")
    assert lagoon["permalink"] == f"{SITE_URL}go/role/glassblower/chapter/salary/#area-lagoon"


def test_a_band_has_a_permanent_address_of_its_own(small: Api) -> None:
    assert small.data("salary-bands.json")[0]["permalink"] == f"{SITE_URL}go/role/glassblower/band/apprentice/"


def test_the_list_of_bands_is_that_of_the_chapters(each: Api) -> None:
    chapters = [each.data(f"roles/{role.id}/chapters/salary.json") for role in each.guide.roles.values() if role.salary]
    expected = [band for chapter in chapters for band in (*chapter["bands"], *chapter["areas"])]
    assert each.data("salary-bands.json") == expected


def test_no_figure_is_shown_that_the_data_has_not_and_none_is_lost(each: Api) -> None:
    for role in each.guide.roles.values():
        for chapter in role.chapters:
            record = role.chapter(chapter)
            assert record is not None
            known = Counter(known_figure(figure) for _, figure in figures(record))
            made = each.data(f"roles/{role.id}/chapters/{chapter}.json")
            shown = Counter(
                (part["min"], part["max"], part["above"], part["unit"], part["source"])
                for part in parts(made)
                if "unit" in part
            )
            assert shown == known, chapter


def known_figure(figure: object) -> tuple[object, ...]:
    assert isinstance(figure, Figure | Pay | AreaPay)
    span = figure.value if isinstance(figure, Figure) else figure.range
    unit = figure.unit if isinstance(figure, Figure) else "eur_per_year"
    return span.min, span.max, span.above, unit, figure.source


# --- former ids


def test_a_role_answers_under_its_former_id_with_all_that_belongs_to_it(small: Api) -> None:
    now = [path for path in small.answers if path.startswith("roles/glassblower")]
    assert len(now) > 8
    for path in now:
        former = small.whole(path.replace("glassblower", "glass-artist", 1))
        assert former.pop("moved_to") == SITE_URL + ROOT + path
        current = small.whole(path)
        assert current.pop("moved_to") is None
        assert former == current


@pytest.mark.parametrize(
    ("file", "place", "former", "path"),
    [
        ("skills.yml", "patience:\n", "calm", "skills/{}.json"),
        ("tools.yml", "  kiln-monitor:\n", "kiln-watch", "tools/{}.json"),
        ("certifications.yml", "kiln-safety:\n", "kiln-paper", "certifications/{}.json"),
        (
            "roles/glassblower/specializations/scientific.yml",
            "",
            "laboratory",
            "roles/glassblower/specializations/{}.json",
        ),
        (
            "roles/glassblower/specializations/scientific.yml",
            "",
            "laboratory",
            "roles/glass-artist/specializations/{}.json",
        ),
    ],
)
def test_every_record_answers_under_its_former_id(
    folder: GuideFolder, file: str, place: str, former: str, path: str
) -> None:
    text = (folder.data / file).read_text("utf-8")
    indent = re.match(" *", place)
    line = f"{indent[0] if indent else ''}{'  ' if place else ''}former_ids: [{former}]\n"
    before, found, after = text.partition(place) if place else ("", "", text)
    folder.write(file, f"{before}{found}{line}{after}")
    made = edited(folder)
    answer = made.whole(path.format(former))
    record = answer["data"]["id"]
    assert record != former
    assert former in answer["data"]["former_ids"]
    assert answer["moved_to"] == SITE_URL + ROOT + path.format(record).replace("glass-artist", "glassblower")


# --- the files


def test_the_same_data_gives_the_same_bytes(pristine: Path, small: Api) -> None:
    again = edited(GuideFolder(pristine))
    assert again.files == small.files
    assert list(again.files) == list(small.files)


def test_an_address_can_be_read_aloud_and_typed(each: Api) -> None:
    assert [path for path in each.files if not re.fullmatch(r"([a-z0-9-]+/)*[a-z0-9-]+\.(json|csv)", path)] == []


def test_no_file_is_large(each: Api) -> None:
    assert {path for path, text in each.files.items() if len(text.encode()) > 400_000} == set()


def test_files_are_made_only_when_they_are_asked_for(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("career_guide.exports.api.content.Content.state", lambda *_: pytest.fail("made"))
    assert len(api.files(renderer)) > 50


# --- tables


def test_a_table_is_csv_as_the_standard_has_it(each: Api) -> None:
    for name, table in tables.TABLES.items():
        text = each.files[name]
        assert not text.startswith("\ufeff")
        assert text.endswith("\r\n")
        assert "\n" not in text.replace("\r\n", "")
        header, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert tuple(header) == table.columns
        assert len(set(header)) == len(header)
        assert {len(row) for row in rows} == {len(header)}


def test_a_band_is_a_row_with_the_words_of_both_languages(small: Api) -> None:
    apprentice, master, lagoon, mainland = small.rows("salary-bands.csv")
    expected = {
        "role": "glassblower",
        "role_it": "Soffiatore di vetro",
        "role_en": "Glassblower",
        "level": "master",
        "level_it": "Maestro",
        "level_en": "Master",
        "area": "",
        "experience_years_min": "",
        "experience_years_above": "10",
        "pay_min": "40000",
        "pay_max": "55000",
        "pay_or_more": "true",
        "pay_unit": "eur_per_year",
        "pay_currency": "EUR",
        "pay_basis": "annual_unspecified",
        "pay_source_it": "Indagine di prova",
        "pay_as_of": "2026-02-28",
        "pay_source_published": "2026-03-01",
        "variable_above": "10",
        "variable_base": "on_top_of_fixed_pay",
        "variable_condition_en": "in good years",
        "difference_min": "",
    }
    assert expected.items() <= master.items()
    assert (apprentice["pay_or_more"], apprentice["variable_min"], apprentice["pay_as_of"]) == ("false", "", "")
    assert (lagoon["area_en"], lagoon["difference_min"], lagoon["difference_max"]) == ("Test lagoon", "5", "10")
    assert (mainland["difference_min"], mainland["difference_max"]) == ("0", "0")


def test_a_number_below_zero_stays_a_number(shipped: Api) -> None:
    south = next(row for row in shipped.rows("salary-bands.csv") if row["area"] == "south-islands")
    assert (south["difference_min"], south["difference_max"]) == ("-20", "-10")


def test_every_skill_is_a_row(each: Api) -> None:
    rows = each.rows("skills.csv")
    assert [row["skill"] for row in rows] == list(each.guide.skills)
    for row, skill in zip(rows, each.guide.skills.values(), strict=True):
        assert (row["skill_it"], row["skill_en"]) == (skill.name.it, skill.name.en)
        assert row["esco"].split() == [concept.uri for concept in skill.esco]


def test_every_use_is_a_row(each: Api) -> None:
    rows = [(row["kind"], row["used"], row["role"], row["specialization"]) for row in each.rows("relations.csv")]
    expected = [
        (kind, record, use.role.id, use.specialization_id or "")
        for kind, plural in (("skill", "skills"), ("certification", "certifications"), ("tool", "tools"))
        for record in getattr(each.guide, plural)
        for use in each.guide.uses(kind, record)
    ]
    assert rows == expected
    assert rows


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_text_is_never_taken_for_a_formula(folder: GuideFolder, sign: str) -> None:
    folder.replace("skills.yml", "it: Pazienza", f'it: "{sign}HYPERLINK(A1)"')
    row = next(row for row in edited(folder).rows("skills.csv") if row["skill"] == "patience")
    assert row["skill_it"] == f"'{sign}HYPERLINK(A1)"


def test_commas_and_quotation_marks_in_a_text_survive(folder: GuideFolder) -> None:
    folder.replace("skills.yml", "it: Pazienza", "it: 'Pazienza, \"molta\"; davvero'")
    row = next(row for row in edited(folder).rows("skills.csv") if row["skill"] == "patience")
    assert row["skill_it"] == 'Pazienza, "molta"; davvero'


# --- the promise


def test_no_promise_of_the_api_is_broken() -> None:
    broken = api_contract.broken(api_contract.promised(), api_contract.present())
    assert not broken, (
        "Programs of other people rely on what the API has published:\n"
        + "\n".join(broken)
        + "\nGive it back, under the same name and with the same type; what must be different goes into a new version."
    )


def test_what_is_new_in_the_api_is_written_down() -> None:
    assert api_contract.present() == api_contract.promised(), (
        "The API has something new. If it is to stay for good, write it down by\n"
        f"    {UPDATE}\n"
        "If it is the site's own business, name the field in `_LEFT_OUT` of career_guide/exports/api/answers.py."
    )


def test_the_contract_reaches_every_field(shipped: Api) -> None:
    """A field of an answer that the contract does not name could vanish unseen."""
    contract = api_contract.promised()
    for path, operations in shipped.document["paths"].items():
        if path.endswith(".json"):
            example = operations["get"]["responses"]["200"]["content"]["application/json"]["example"]
            assert set(field_paths(example)) <= set(contract[path.removeprefix("/")]), path


def field_paths(value: Any, path: str = "") -> Iterator[str]:
    if path:
        yield path
    if isinstance(value, list):
        for entry in value:
            yield from field_paths(entry, f"{path}[]")
    if isinstance(value, dict):
        for name, part in value.items():
            yield from field_paths(part, f"{path}.{name}" if path else name)


@pytest.fixture
def contract() -> dict[str, Any]:
    return deepcopy(api_contract.promised())


def changed(contract: Mapping[str, Any], **fields: str | None) -> dict[str, Any]:
    """A contract in which the answer on levels has other fields; None takes one away."""
    made = deepcopy(dict(contract))
    for field, kind in fields.items():
        made["levels.json"].pop(f"data[].{field}", None)
        if kind is not None:
            made["levels.json"][f"data[].{field}"] = kind
    return made


@pytest.mark.parametrize(
    ("now", "complaint"),
    [
        ({"id": None}, "levels.json: data[].id is gone."),
        ({"id": "integer"}, "levels.json: data[].id was string and is integer."),
        ({"id": "string or null"}, "levels.json: data[].id was string and is string or null."),
        ({"id": "string (may be missing)"}, "levels.json: data[].id was string and is string (may be missing)."),
    ],
)
def test_a_field_that_is_gone_or_another_is_told(
    contract: dict[str, Any], now: dict[str, str | None], complaint: str
) -> None:
    assert api_contract.broken(contract, changed(contract, **now)) == [complaint]


def test_an_address_that_is_gone_is_told(contract: dict[str, Any]) -> None:
    now = {path: fields for path, fields in contract.items() if path != "levels.json"}
    assert api_contract.broken(contract, now) == ["levels.json is gone."]


def test_a_new_field_or_address_breaks_no_promise(contract: dict[str, Any]) -> None:
    assert api_contract.broken(contract, {**changed(contract, colour="string"), "weather.json": {}}) == []


@pytest.mark.parametrize(
    ("before", "now", "is_broken"),
    [
        ("one of 'a', 'b'", "one of 'a', 'b', 'c'", False),
        ("one of 'a', 'b'", "one of 'a'", True),
        ("one of 'a', 'b'", "string", True),
        ("one of 'a', 'b'", "one of 'a', 'b' or null", True),
    ],
)
def test_a_choice_may_only_grow(contract: dict[str, Any], before: str, now: str, *, is_broken: bool) -> None:
    old, new = changed(contract, kind=before), changed(contract, kind=now)
    assert bool(api_contract.broken(old, new)) is is_broken


@pytest.mark.parametrize(
    ("columns", "is_broken"),
    [(["a", "b", "c"], False), (["a", "b"], False), (["b", "a"], True), (["a"], True), (["a", "x", "b"], True)],
)
def test_columns_stay_in_their_place_and_new_ones_come_last(columns: list[str], *, is_broken: bool) -> None:
    assert bool(api_contract.broken({"t.csv": ["a", "b"]}, {"t.csv": columns})) is is_broken


def test_what_is_new_is_written_down_by_a_command_and_a_broken_promise_is_not(tmp_path: Path) -> None:
    file = tmp_path / "contract.json"
    now = api_contract.present()
    older = changed(now, name=None)
    file.write_text(json.dumps(older), "utf-8")
    assert api_contract.update(file) == []
    assert json.loads(file.read_text("utf-8")) == now
    file.write_text(json.dumps(changed(now, weather="string")), "utf-8")
    assert api_contract.update(file) == ["levels.json: data[].weather is gone."]
    assert "weather" in file.read_text("utf-8")
