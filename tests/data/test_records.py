"""Every record that is shipped has its page in both languages, and is complete as only its own data can be."""

import re
from datetime import date
from typing import Final

import pytest

from career_guide import loading
from career_guide.loading import GuideLoader
from career_guide.model.locales import LOCALES
from career_guide.model.parts import figures
from career_guide.site.plan import SitePlan
from tests.fixture_guide import PROJECT, articles

GUIDE: Final = loading.GuideLoader(PROJECT / "data").load()
PLAN: Final = SitePlan(GUIDE, articles(PROJECT / "docs"))

RECORDS: Final = [
    *(f"role/{role_id}" for role_id in GUIDE.roles),
    *(f"role/{role_id}/chapter/{chapter}" for role_id, role in GUIDE.roles.items() for chapter in role.chapters),
    *(f"role/{role_id}/specialization/{part}" for role_id, role in GUIDE.roles.items() for part in role.specialization),
    *(f"skill/{skill_id}" for skill_id in GUIDE.skills),
    *(f"certification/{certification_id}" for certification_id in GUIDE.certifications),
    *(f"tool/{tool_id}" for tool_id in GUIDE.tools),
]
FILES: Final = sorted((PROJECT / "data").rglob("*.yml"))


def test_each_record_has_its_page_in_both_languages(subtests: pytest.Subtests) -> None:
    for key in RECORDS:
        with subtests.test(key):
            pages = [PLAN.page(key, locale) for locale in LOCALES]
            assert [page.locale for page in PLAN.alternates(pages[0])] == list(LOCALES)
            for page in pages:
                assert page.title.strip()
                assert 40 <= len(page.description) <= 200


def test_each_term_has_its_place_in_both_glossaries() -> None:
    assert [
        (term, locale)
        for term in GUIDE.glossary
        for locale in LOCALES
        if PLAN.path(f"term/{term}", locale) != f"{PLAN.path('page/glossary', locale)}#{term}"
    ] == []


def test_a_source_that_was_read_on_the_web_says_when(subtests: pytest.Subtests) -> None:
    today = date.today()  # noqa: DTZ011 - a day, whatever the time zone
    for source, record in GUIDE.sources.items():
        with subtests.test(source):
            assert (record.url is None) or (record.retrieved is not None)
            for day in (record.retrieved, record.published):
                assert day is None or date(1990, 1, 1) <= day <= today


def test_every_source_stands_behind_something() -> None:
    """By its id or, in a text, by its address: readers are told how many sources the guide has."""
    others = "\n".join(file.read_text("utf-8") for file in FILES if file.name != "sources.yml")
    idle = [
        key
        for key, source in GUIDE.sources.items()
        if not re.search(rf"(?<![\w-]){key}(?![\w-])", others) and not (source.url and source.url in others)
    ]
    assert idle == []


@pytest.mark.parametrize("role_id", GUIDE.roles)
def test_role_has_a_source_for_every_figure(role_id: str) -> None:
    role = GUIDE.roles[role_id]
    parts = [role.profile, *(role.chapter(chapter) for chapter in role.chapters), *role.specialization.values()]
    found = [figure for part in parts if part is not None for _, figure in figures(part)]
    assert found or "salary" not in role.chapters
    assert {figure.source for figure in found} <= set(GUIDE.sources)


@pytest.mark.parametrize("role_id", GUIDE.roles)
def test_role_has_its_specializations_in_an_order_without_gaps(role_id: str) -> None:
    positions = [part.position for part in GUIDE.roles[role_id].specialization.values()]
    assert positions == list(range(1, len(positions) + 1))


def test_links_may_lead_to_each_of_these_and_to_nothing_without_a_page() -> None:
    loader = GuideLoader(PROJECT / "data")
    loader.load()
    targets = loader.ids["page"]
    places = {*(f"term/{term}" for term in GUIDE.glossary), *(f"source/{source}" for source in GUIDE.sources)}
    assert targets == {*RECORDS, *places, *(f"role/{role_id}/full-guide" for role_id in GUIDE.roles)}
    for target in targets:
        for locale in LOCALES:
            assert PLAN.path(target, locale).startswith(f"{locale}/")


def test_each_file_says_at_its_top_what_it_holds_in_a_comment_for_the_next_editor() -> None:
    assert [file for file in FILES if not file.read_text("utf-8").startswith("# ")] == []
