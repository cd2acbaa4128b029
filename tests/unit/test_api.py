"""The API: every answer is what its schema says, and says what the data says."""

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from career_guide.exports import api
from career_guide.exports.api.answers import OPENAPI
from career_guide.exports.api.resources import RESOURCES
from career_guide.model.figures import Range
from career_guide.model.parts import records_in
from career_guide.model.progression import SkillUse
from career_guide.pages.renderer import Renderer
from career_guide.site.permanent import permanent_path
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL, shipped_renderer
from tests.unit.edits import GuideFolder

ROOT: Final = "api/v1/"


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
        return {path: self.whole(path) for path in self.files if path.endswith(".json") and path != OPENAPI}

    @property
    def document(self) -> dict[str, Any]:
        return self.whole(OPENAPI)

    def validator(self, path: str) -> Draft202012Validator:
        """What the OpenAPI document says of an answer; its address is described once."""
        document = self.document
        (operations,) = [
            operations
            for pattern, operations in document["paths"].items()
            if re.fullmatch(re.sub(r"{\w+}", "[a-z0-9-]+", pattern), f"/{path}")
        ]
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        return Draft202012Validator(
            {**schema, "components": document["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER
        )

    def rows(self, name: str) -> list[dict[str, str]]:
        """A table as a program reads it."""
        return list(csv.DictReader(io.StringIO(self.files[name], newline="")))


@pytest.fixture(scope="session")
def small(renderer: Renderer) -> Api:
    return Api(renderer)


@pytest.fixture(scope="session")
def shipped() -> Api:
    return Api(shipped_renderer())


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


# --- the OpenAPI document


def test_every_answer_is_what_the_openapi_document_says(each: Api) -> None:
    validate(each.document)
    assert each.document["openapi"].startswith("3.1.")
    for path, answer in each.answers.items():
        assert [error.message for error in each.validator(path).iter_errors(answer)] == [], path
    assert len(each.answers) > 20


def test_the_document_refuses_what_it_does_not_promise(small: Api, subtests: pytest.Subtests) -> None:
    wrong: dict[tuple[str | int, ...], object] = {
        ("data", 0, "range", "min"): "30,000",
        ("data", 0, "basis"): "netto",
        ("data", 0, "role"): None,
        ("data", 0, "reviewed"): "yesterday",
        ("meta", "licence"): None,
    }
    validator = small.validator("salary-bands.json")
    for where, value in wrong.items():
        with subtests.test(str(where)):
            answer: Any = small.whole("salary-bands.json")
            assert validator.is_valid(answer)
            part = answer
            for step in where[:-1]:
                part = part[step]
            part[where[-1]] = value
            assert not validator.is_valid(answer)


def test_a_program_goes_on_when_a_field_is_new(small: Api) -> None:
    answer = small.whole("roles/glassblower.json")
    answer["data"]["something_new"] = 1
    assert small.validator("roles/glassblower.json").is_valid(answer)


def test_everything_is_described_for_readers_of_the_api_not_for_editors(small: Api) -> None:
    for name, model in small.document["components"]["schemas"].items():
        assert model["description"], name
        for field, schema in model.get("properties", {}).items():
            assert schema["description"], f"{name}.{field}"
    assert ".yml" not in small.files[OPENAPI]


def test_a_guide_that_lacks_something_has_a_valid_document_still(own_folder: GuideFolder) -> None:
    folder = own_folder.data / "roles" / "glassblower"
    shutil.rmtree(folder / "specializations")
    (folder / "specializations.yml").unlink()
    made = edited(own_folder)
    validate(made.document)
    assert made.data("specializations.json") == []


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


def test_a_list_has_every_record_in_the_order_of_the_guide(each: Api, subtests: pytest.Subtests) -> None:
    catalogues = ("roles", "skills", "tools", "tool-categories", "certifications", "levels", "areas", "glossary")
    for name in (*catalogues, "sources", "proficiency", "families", "sectors", "posts"):
        with subtests.test(name):
            records = list(getattr(each.guide, name.replace("-", "_")))
            assert [entry["id"] for entry in each.data(f"{name}.json")] == records
            assert [row["id"] for row in each.rows(f"{name}.csv")] == records


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
    assert [path for path, text in each.files.items() if "](go:" in text] == []


def test_what_has_a_page_has_a_permanent_link_and_an_address_in_each_language(each: Api) -> None:
    linked = [part for answer in each.answers.values() for part in parts(answer["data"]) if "pages" in part]
    assert len(linked) > 50
    for part in linked:
        assert part["permalink"] == SITE_URL + permanent_path(part["key"])
        assert part["pages"] == {locale: SITE_URL + each.plan.path(part["key"], locale) for locale in ("it", "en")}
        assert part["api"] is None or part["api"].removeprefix(SITE_URL + ROOT) in each.files


def test_everything_with_a_permanent_address_is_on_the_list(each: Api) -> None:
    assert [entry["key"] for entry in each.data("permalinks.json")] == each.plan.all_keys()


def test_every_value_to_choose_from_is_in_words(each: Api) -> None:
    words = {(entry["list"], entry["value"]): entry["meaning"] for entry in each.data("values.json")}
    assert words["PayBasis", "gross"]["it"].startswith("Lordo")
    for name, schema in each.document["components"]["schemas"].items():
        assert all((name, value) in words for value in schema.get("enum", ()))


def test_every_answer_states_its_licence_and_what_its_figures_are_worth(each: Api) -> None:
    for path, answer in each.answers.items():
        meta = answer["meta"]
        assert meta["licence"] == "CC BY 4.0", path
        assert meta["licence_url"] == "https://creativecommons.org/licenses/by/4.0/"
        assert SITE_URL in meta["attribution"]["it"]
        assert "mai l’offerta" in meta["figures"]["it"]
        assert "never an employer’s offer" in meta["figures"]["en"]
        assert "sources.json" in meta["classifications"]["en"]
        assert meta["openapi"] == f"{SITE_URL}{ROOT}openapi.json"


def test_an_answer_names_the_page_that_explains_it_where_there_is_one(small: Api, shipped: Api) -> None:
    assert small.whole("levels.json")["meta"]["documentation"] is None
    assert shipped.whole("levels.json")["meta"]["documentation"] == {
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
        assert bool(own) is bool(role.bands)
        assert [band for band in own if not state.items() <= band.items()] == []


def test_a_skill_names_who_uses_it(small: Api) -> None:
    assert small.data("skills/glass-gathering.json")["used_by"] == ["role/glassblower"]


def test_what_is_referred_to_comes_with_its_name(small: Api) -> None:
    first = small.data("roles/glassblower/chapters/skills.json")["skills"][0]["skill"]
    assert first == {"id": "glass-gathering", "name": {"it": "Presa del vetro", "en": "Glass gathering"}}
    (check, *_) = small.data("roles/glassblower/chapters/specializations.json")["self_check"]
    assert check["favours"][0]["name"]["en"] == "Apprentice glassblower"


def test_what_is_the_sites_own_business_stays_out(each: Api) -> None:
    private = {"slug", "former_slugs", "search_terms", "checklist", "position", "job_description"}
    for path, answer in each.answers.items():
        assert not [part for part in parts(answer) if private & set(part)], path


# --- figures


def test_a_figure_has_its_unit_its_basis_its_source_and_its_dates(small: Api) -> None:
    apprentice, master = small.data("roles/glassblower/chapters/salary.json")["bands"]
    assert master["range"] == {"min": 40000, "max": 55000, "or_more": True, "above": None}
    assert master["basis"] == "unspecified"
    survey = {
        "id": "glass-survey",
        "name": {"it": "Indagine di prova", "en": "Test survey"},
        "published": "2026-03-01",
        "dating": None,
    }
    assert (master["source"], master["as_of"]) == (survey, "2026-02-28")
    assert master["variable"] == {
        "value": {"min": None, "max": None, "or_more": False, "above": 10},
        "unit": "percent",
        "base": "on_top_of_fixed_pay",
        "at_least": False,
        "condition": {"it": "nelle annate buone", "en": "in good years"},
        "source": survey,
        "as_of": "2026-02-28",
    }
    assert apprentice["variable"] is None
    assert (apprentice["basis"], apprentice["as_of"]) == ("gross", None)
    assert apprentice["source"]["published"] is None


def test_the_lists_of_pay_say_what_the_chapters_say_and_where_it_stands(each: Api) -> None:
    chapters = {
        role.id: each.data(f"roles/{role.id}/chapters/salary.json") for role in each.guide.roles.values() if role.salary
    }
    for name, key in (("salary-bands.json", "bands"), ("salary-areas.json", "areas")):
        listed = each.data(name)
        expected = [(role, entry) for role, chapter in chapters.items() for entry in chapter[key]]
        assert [entry["role"]["id"] for entry in listed] == [role for role, _ in expected]
        for entry, (role, own) in zip(listed, expected, strict=True):
            assert own.items() <= entry.items()
            assert entry["currency"] == chapters[role]["currency"]
    first = each.data("salary-bands.json")[0]
    assert first["permalink"] == f"{SITE_URL}go/role/{first['role']['id']}/band/{first['level']['id']}/"


def test_no_number_is_shown_that_the_data_has_not_and_none_is_lost(each: Api) -> None:
    for role in each.guide.roles.values():
        for chapter in role.chapters:
            spans = [part for _, part in records_in(role.chapter(chapter)) if isinstance(part, Range)]
            known = Counter((span.min, span.max, span.above) for span in spans)
            made = parts(each.data(f"roles/{role.id}/chapters/{chapter}.json"))
            shown = Counter((part["min"], part["max"], part["above"]) for part in made if "above" in part)
            assert shown == known, chapter


# --- skills and careers


def test_every_requirement_of_the_data_is_listed_and_every_skill_without_one(each: Api) -> None:
    listed = [
        (row["role"]["id"], of(row["specialization"]), of(row["skill"]), of(row["level"]), of(row["proficiency"]))
        for row in each.data("skill-requirements.json")
    ]
    expected = [
        (role.id, part, use.skill, *one)
        for role in each.guide.roles.values()
        for part, uses in [(None, role.skill_uses), *((key, one.skills) for key, one in role.specialization.items())]
        for use in uses
        for one in steps(use)
    ]
    assert listed == expected


def steps(use: SkillUse) -> list[tuple[str | None, str | None]]:
    return [(one.level, one.proficiency) for one in use.required] if use.required else [(None, None)]


def of(named: dict[str, Any] | None) -> str | None:
    return named["id"] if named else None


def test_a_required_level_that_is_changed_changes_the_api(folder: GuideFolder) -> None:
    folder.replace("roles/glassblower/skills.yml", "proficiency: teacher", "proficiency: able")
    (row,) = [row for row in edited(folder).rows("skill-requirements.csv") if row["level_id"] == "master"]
    assert (row["skill_id"], row["proficiency_id"], row["proficiency_name_en"]) == ("glass-gathering", "able", "Able")


def test_our_own_judgement_is_nobody_else_s(each: Api) -> None:
    seen = 0
    for path, answer in each.answers.items():
        for part in parts(answer):
            if part.get("basis") == "editorial":
                assert not part.get("source"), path
                assert not part.get("sources"), path
                seen += 1
    assert seen > 3


def test_relations_between_jobs_name_both_ends_and_what_they_rest_on(small: Api) -> None:
    to_glass, to_guild = small.data("career-relations.json")[1], small.data("career-relations.json")[0]
    assert to_glass["start"]["key"] == "role/lamplighter"
    assert to_glass["end"] == {
        "key": "role/glassblower",
        "title": {"it": "Soffiatore di vetro", "en": "Glassblower"},
        "permalink": f"{SITE_URL}go/role/glassblower/",
    }
    assert (to_glass["kind"], to_glass["basis"], of(to_glass["sources"][0])) == ("leads_to", "public", "glass-survey")
    assert (to_guild["end"]["key"], to_guild["end"]["permalink"]) == ("post/guild-head", None)


def test_all_relations_of_roles_and_posts_are_listed(each: Api) -> None:
    guide = each.guide
    relations = [role.profile.relations for role in guide.roles.values()] + [
        post.relations for post in guide.posts.values()
    ]
    listed = [(row["kind"], row["end"]["key"]) for row in each.data("career-relations.json")]
    assert listed == [(one.kind, one.to) for some in relations for one in some]


def test_what_is_missing_between_two_roles_is_what_the_guide_works_out(folder: GuideFolder) -> None:
    """From a role without skills to one that has them at two levels of experience."""
    listed = [
        (row["start"]["id"], of(row["start_level"]), of(row["end_level"]), of(row["skill"]), row["needs"])
        for row in edited(folder).data("skill-gaps.json")
    ]
    assert listed == [
        ("lamplighter", None, "apprentice", "glass-gathering", "beginner"),
        ("lamplighter", None, "master", "glass-gathering", "teacher"),
    ]
    folder.replace("roles/glassblower/skills.yml", "proficiency: teacher", "proficiency: able")
    changed = edited(folder).rows("skill-gaps.csv")
    assert [row["needs"] for row in changed] == ["beginner", "able"]
    assert {row["state"] for row in changed} == {"new"}


def test_the_shipped_gaps_follow_from_the_shipped_requirements(shipped: Api) -> None:
    needed: dict[tuple[str, str], list[tuple[str | None, str | None]]] = {}
    for row in shipped.data("skill-requirements.json"):
        if row["specialization"] is None:
            known = needed.setdefault((row["role"]["id"], row["skill"]["id"]), [])
            known.append((of(row["level"]), of(row["proficiency"])))

    def step(role: str, skill: str, level: str | None) -> str | None:
        return next((step for at, step in needed.get((role, skill), []) if at in {None, level}), None)

    states = Counter[str]()
    for row in shipped.data("skill-gaps.json"):
        skill = row["skill"]["id"]
        assert row["has"] == step(row["start"]["id"], skill, of(row["start_level"]))
        assert row["needs"] == step(row["end"]["id"], skill, of(row["end_level"]))
        states[row["state"]] += 1
    assert set(states) == {"raise", "new", "unset", "unsure"}


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
    monkeypatch.setattr("career_guide.exports.api.answers.Answers.shown", lambda *_: pytest.fail("made"))
    assert len(api.files(renderer)) > 50


# --- tables


def test_every_list_is_a_table_too_in_csv_as_the_standard_has_it(each: Api) -> None:
    tables = [resource.path for resource in RESOURCES if resource.path.endswith(".csv")]
    assert {path.replace(".csv", ".json") for path in tables} == {
        resource.path for resource in RESOURCES if not resource.key and resource.path.endswith(".json")
    }
    for path in tables:
        text = each.files[path]
        assert not text.startswith("\ufeff")
        assert text.endswith("\r\n")
        header, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert len(set(header)) == len(header)
        assert {len(row) for row in rows} <= {len(header)}
        assert len(rows) == len(each.data(path.replace(".csv", ".json")))


def test_a_band_is_a_row_with_the_words_of_both_languages(small: Api) -> None:
    apprentice, master = small.rows("salary-bands.csv")
    expected = {
        "role_id": "glassblower",
        "role_name_it": "Soffiatore di vetro",
        "role_name_en": "Glassblower",
        "level_id": "master",
        "level_name_en": "Master",
        "experience_years_min": "",
        "experience_years_above": "10",
        "range_min": "40000",
        "range_max": "55000",
        "range_or_more": "true",
        "currency": "EUR",
        "period": "year",
        "basis": "unspecified",
        "source_name_it": "Indagine di prova",
        "source_published": "2026-03-01",
        "as_of": "2026-02-28",
        "variable_value_above": "10",
        "variable_base": "on_top_of_fixed_pay",
        "variable_condition_en": "in good years",
    }
    assert expected.items() <= master.items()
    assert (apprentice["range_or_more"], apprentice["variable_value_min"], apprentice["as_of"]) == ("false", "", "")
    lagoon, mainland = small.rows("salary-areas.csv")
    assert (lagoon["area_name_en"], lagoon["difference_value_min"]) == ("Test lagoon", "5")
    assert mainland["difference_value_max"] == "0"


def test_what_is_many_stands_in_one_cell(each: Api) -> None:
    for row, skill in zip(each.rows("skills.csv"), each.guide.skills.values(), strict=True):
        assert row["related"].split("; ") == (list(skill.related) or [""])
        shown = [(concept["uri"], concept["source"]["id"]) for concept in json.loads(row["esco"] or "[]")]
        assert shown == [(concept.uri, concept.source) for concept in skill.esco]


def test_every_use_is_a_row(each: Api) -> None:
    rows = [(row["kind"], row["id"], row["role_id"], row["specialization_id"]) for row in each.rows("relations.csv")]
    expected = [
        (kind, record, use.role.id, use.specialization_id or "")
        for kind, plural in (("skill", "skills"), ("certification", "certifications"), ("tool", "tools"))
        for record in getattr(each.guide, plural)
        for use in each.guide.uses(kind, record)
    ]
    assert rows == expected
    assert rows


def test_a_number_below_zero_stays_a_number(shipped: Api) -> None:
    south = next(row for row in shipped.rows("salary-areas.csv") if row["area_id"] == "south-islands")
    assert (south["difference_value_min"], south["difference_value_max"]) == ("-20", "-10")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_text_is_never_taken_for_a_formula(folder: GuideFolder, sign: str) -> None:
    folder.replace("skills.yml", "it: Pazienza", f'it: "{sign}HYPERLINK(A1)"')
    row = next(row for row in edited(folder).rows("skills.csv") if row["id"] == "patience")
    assert row["name_it"] == f"'{sign}HYPERLINK(A1)"


def test_commas_and_quotation_marks_in_a_text_survive(folder: GuideFolder) -> None:
    folder.replace("skills.yml", "it: Pazienza", "it: 'Pazienza, \"molta\"; davvero'")
    row = next(row for row in edited(folder).rows("skills.csv") if row["id"] == "patience")
    assert row["name_it"] == 'Pazienza, "molta"; davvero'
