"""Skills against roles: readers narrow, sort and print the table, choose a level, and share what they chose."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, ready
from tests.browser.test_accessibility import BOTH, violations

TABLE = {"it": "it/competenze-e-ruoli/", "en": "en/skills-and-roles/"}
ROLE = "key-account-manager"
TITLE = "Key account manager"


def skills(page: Page) -> list[str]:
    return page.locator(".cg-matrix tbody th:visible").all_inner_texts()


def needs(page: Page) -> list[str]:
    """What the role needs, as it is shown, in the order of the rows."""
    return [
        cell.split("\n")[0]
        for cell in page.locator(f'.cg-matrix tr:visible td[data-label="{TITLE}"]').all_inner_texts()
    ]


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_table_is_narrowed_by_words_and_kind_and_stays_so(open_page: OpenPage, locale: str) -> None:
    page = open_page(TABLE[locale])
    everything = skills(page)
    page.locator("[name=kind]").select_option("technical")
    expect(page.locator("[data-found]")).to_contain_text(f"{len(skills(page))}.")
    assert 0 < len(skills(page)) < len(everything)
    page.get_by_role("searchbox").fill("CRM")
    assert ["CRM" in skill for skill in skills(page)] == [True]
    shared = page.url
    page.goto(shared)
    ready(page)
    assert len(skills(page)) == 1
    page.get_by_role("searchbox").fill("")
    page.locator("[name=kind]").select_option("")
    assert skills(page) == everything
    assert "?" not in page.url


def test_what_a_role_needs_most_comes_first_at_the_level_that_is_chosen(open_page: OpenPage) -> None:
    page = open_page(TABLE["en"])
    in_order = skills(page)
    assert any(re.match(r"\d–\d", need) for need in needs(page))
    seen = set()
    for level in ("junior", "executive"):
        page.locator("[name=level]").select_option(level)
        page.locator("[name=order]").select_option(ROLE)
        steps = [int(need[0]) for need in needs(page) if need[:1].isdigit()]
        assert steps == sorted(steps, reverse=True)
        assert not any("–" in need for need in needs(page))
        seen.add(tuple(steps))
    assert len(seen) == 2
    page.reload()
    ready(page)
    assert tuple(int(need[0]) for need in needs(page) if need[:1].isdigit()) in seen
    page.locator("[name=order]").select_option("name")
    assert skills(page) == sorted(skills(page), key=str.casefold)
    page.locator("[name=order]").select_option("")
    assert skills(page) == in_order


def test_a_choice_that_does_not_exist_is_named(open_page: OpenPage) -> None:
    page = open_page(f"{TABLE['en']}?kind=alchemy")
    expect(page.locator("[data-unknown]")).to_contain_text("alchemy")
    assert len(skills(page)) > 10


def test_on_a_phone_each_skill_is_a_card_that_names_the_steps(open_page: OpenPage) -> None:
    page = open_page(f"{TABLE['en']}?level=senior&kind=transferable", device="phone")
    card = page.locator(".cg-matrix tbody tr:visible", has_text="Advanced negotiation")
    expect(card).to_contain_text(re.compile(r"\d°? (Awareness|Working|Practitioner|Expert)"))
    expect(card).not_to_contain_text("not asked for", use_inner_text=True)
    assert violations(page, BOTH) == []


def test_without_scripts_the_whole_table_is_there(open_page: OpenPage) -> None:
    page = open_page(TABLE["it"], scripts=False)
    expect(page.locator(".cg-filter")).to_be_hidden()
    assert any(re.match(r"\d–\d", need) for need in needs(page))
    expect(page.locator(".cg-matrix .cg-live:visible")).to_have_count(0)


def test_it_prints_across_the_page(open_page: OpenPage) -> None:
    page = open_page(TABLE["it"])
    assert violations(page, BOTH) == []
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert sheets
    assert all(float(width) > float(height) for width, height in sheets)


def test_a_role_shows_only_its_own_skills_and_on_a_phone_only_its_own_need(open_page: OpenPage) -> None:
    page = open_page(TABLE["en"], device="phone")
    everything = skills(page)
    page.locator("[name=role]").select_option(ROLE)
    assert 0 < len(skills(page)) < len(everything)
    assert all(needs(page))
    assert page.locator(".cg-matrix td:visible").count() == len(skills(page))
    page.reload()
    ready(page)
    assert all(needs(page))
