"""Every record that is shipped has its page in both languages, and is complete as only its own data can be."""

from datetime import date
from typing import Final

import pytest

from career_guide import loading
from career_guide.loading import GuideLoader
from career_guide.locales import LOCALES
from career_guide.model.walking import figures
from career_guide.site_plan import SitePlan
from tests.fixture_guide import PROJECT, articles

GUIDE: Final = loading.load(PROJECT / "data")
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


@pytest.mark.parametrize("key", RECORDS)
def test_record_has_its_page_in_both_languages(key: str) -> None:
    pages = [PLAN.page(key, locale) for locale in LOCALES]
    assert [page.locale for page in PLAN.alternates(pages[0])] == list(LOCALES)
    for page in pages:
        assert page.title.strip()
        assert 40 <= len(page.description) <= 200


@pytest.mark.parametrize("term", GUIDE.glossary)
def test_term_has_its_place_in_both_glossaries(term: str) -> None:
    for locale in LOCALES:
        assert PLAN.path(f"term/{term}", locale) == f"{PLAN.path('page/glossary', locale)}#{term}"


@pytest.mark.parametrize("source", GUIDE.sources)
def test_source_that_was_read_on_the_web_says_when(source: str) -> None:
    record = GUIDE.sources[source]
    assert (record.url is None) or (record.retrieved is not None)
    for day in (record.retrieved, record.published):
        assert day is None or date(1990, 1, 1) <= day <= date.today()  # noqa: DTZ011 - a day, whatever the time zone


@pytest.mark.parametrize("role_id", GUIDE.roles)
def test_role_has_a_source_for_every_figure(role_id: str) -> None:
    role = GUIDE.roles[role_id]
    parts = [role.profile, *(role.chapter(chapter) for chapter in role.chapters), *role.specialization.values()]
    found = [figure for part in parts if part is not None for _, figure in figures(part)]
    assert found
    assert {figure.source for figure in found} <= set(GUIDE.sources)


@pytest.mark.parametrize("role_id", GUIDE.roles)
def test_role_has_its_specializations_in_an_order_without_gaps(role_id: str) -> None:
    positions = [part.position for part in GUIDE.roles[role_id].specialization.values()]
    assert positions == list(range(1, len(positions) + 1))


def test_links_may_lead_to_each_of_these_and_to_nothing_without_a_page() -> None:
    loader = GuideLoader(PROJECT / "data")
    loader.load()
    targets = loader.context["targets"]
    terms = {f"term/{term}" for term in GUIDE.glossary}
    assert targets == {*RECORDS, *terms, *(f"role/{role_id}/full-guide" for role_id in GUIDE.roles)}
    for target in targets:
        for locale in LOCALES:
            assert PLAN.path(target, locale).startswith(f"{locale}/")


@pytest.mark.parametrize("file", [file.relative_to(PROJECT).as_posix() for file in FILES])
def test_file_says_at_its_top_what_it_holds(file: str) -> None:
    first = (PROJECT / file).read_text("utf-8").splitlines()[0]
    assert first.startswith("# "), "a comment for the next editor"
