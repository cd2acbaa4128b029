"""Lists of skills, certifications, tools and terms are narrowed to the entries with the words that a reader types."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_accessibility import BOTH, violations


def shown(page: Page) -> list[str]:
    return page.locator(".cg-cards > li:visible .cg-card__title, .cg-glossary > dt:visible").all_inner_texts()


@pytest.mark.parametrize(
    ("path", "typed", "found"),
    [
        ("it/strumenti/", "CRM hubspot", ["HubSpot"]),
        ("it/certificazioni/", "sama", ["Certified Strategic Account Manager"]),
        ("en/skills/", "advanced negot", ["Advanced negotiation"]),
        ("en/glossary/", "return on investment", ["ROI, Return on investment"]),
        # Accents and capitals make no difference.
        ("it/glossario/", "PERCHE", None),
    ],
)
def test_the_list_is_narrowed_to_what_has_all_the_words(
    open_page: OpenPage, path: str, typed: str, found: list[str] | None
) -> None:
    page = open_page(path)
    before = shown(page)
    page.get_by_role("searchbox").fill(typed)
    expect(page.locator("[data-found]")).to_have_text(
        ("Voci trovate: " if path.startswith("it") else "Entries found: ") + f"{len(shown(page))}."
    )
    assert 0 < len(shown(page)) < len(before)
    if found:
        assert shown(page) == found
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value(typed)
    page.get_by_role("searchbox").fill("")
    assert shown(page) == before


def test_headings_without_entries_go_and_an_empty_list_is_said(open_page: OpenPage) -> None:
    page = open_page("it/strumenti/", device="phone")
    page.get_by_role("searchbox").fill("hubspot")
    expect(page.locator("h2:visible")).to_have_count(1)
    page.get_by_role("searchbox").fill("xyz")
    expect(page.locator("[data-found]")).to_have_text("Nessuna voce corrisponde.")
    assert shown(page) == []
    assert violations(page, BOTH) == []


def test_without_scripts_the_whole_list_is_there_and_no_field(open_page: OpenPage) -> None:
    page = open_page("en/tools/", scripts=False)
    expect(page.get_by_role("searchbox")).to_have_count(0)
    assert len(shown(page)) > 10


def test_roles_are_seen_at_once_and_their_choices_when_asked_for(open_page: OpenPage) -> None:
    page = open_page("it/ruoli/", device="phone")
    expect(page.locator(".cg-cards > li").first).to_be_in_viewport()
    page.get_by_text("Altri filtri").click()
    every = shown(page)
    level = page.get_by_role("article").get_by_label("Livello di esperienza")
    level.select_option("executive")
    chosen = shown(page)
    assert 0 < len(chosen) < len(every)
    page.reload()
    expect(level).to_have_value("executive")
    expect(level).to_be_visible()
    assert shown(page) == chosen
