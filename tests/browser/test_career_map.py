"""The career map: climbed by keyboard, readable on the smallest phone, and never two of it at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_accessibility import BOTH, violations

MAP = {"it": "it/mappa-carriere/", "en": "en/career-map/"}
OUT_OF_BOX = """map => [...map.querySelectorAll("rect")].flatMap(rect => {
    const box = rect.getBoundingClientRect();
    return [...rect.parentElement.querySelectorAll("text")].filter(text => {
        const words = text.getBoundingClientRect();
        return words.left < box.left || words.right > box.right || words.top < box.top || words.bottom > box.bottom;
    }).map(text => text.textContent);
})"""
"""Of a map, the words that leave their boxes."""


def shown(page: Page) -> list[dict[str, float]]:
    """The maps that are seen: how wide each is, and how many pixels its letters have."""
    drawn: list[dict[str, float]] = page.locator(".cg-career > svg:visible").evaluate_all(
        "maps => maps.map(map => ({ width: map.getBoundingClientRect().width, "
        "size: 10 * map.getBoundingClientRect().width / map.viewBox.baseVal.width }))"
    )
    return drawn


@pytest.mark.parametrize("path", [*MAP.values(), "it/ruoli/key-account-manager/", "en/roles/sales-manager/"])
def test_one_map_is_seen_and_read_on_each_screen(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    for width in (320, 390, 719, 720, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        (drawn,) = shown(page)
        assert drawn["width"] <= width - 30
        assert drawn["size"] >= 9.5
        assert page.locator(".cg-career > svg:visible").evaluate(OUT_OF_BOX) == []


@pytest.mark.parametrize("locale", ["it", "en"])
def test_it_is_climbed_by_keyboard_and_leads_to_the_roles(open_page: OpenPage, locale: str) -> None:
    page = open_page(MAP[locale])
    links = page.locator(".cg-career svg:visible a")
    links.first.focus()
    tops = []
    for _ in range(links.count()):
        focused = page.locator(":focus")
        tops.append(focused.evaluate("link => link.querySelector('rect').getBoundingClientRect().top"))
        assert float(focused.locator("rect").evaluate("rect => parseFloat(getComputedStyle(rect).strokeWidth)")) > 2
        page.keyboard.press("Tab")
    assert tops == sorted(tops, reverse=True)
    title = links.last.get_attribute("aria-label") or ""
    links.last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_role_leads_to_its_place_on_the_whole_map_and_says_the_same_in_words(open_page: OpenPage) -> None:
    page = open_page("en/roles/sales-representative/", device="phone")
    drawn = page.locator(".cg-career svg:visible a").evaluate_all("links => links.map(link => link.ariaLabel)")
    told = page.locator("#leads-to ~ ul, #comes-from ~ ul, #next-to ~ ul").all_inner_texts()
    assert drawn
    assert all(any(name in words for words in told) for name in drawn)
    page.locator(".cg-career figcaption a").click()
    expect(page).to_have_url(re.compile(r"/en/career-map/$"))
    assert violations(page, BOTH) == []


def test_without_scripts_it_is_the_same(open_page: OpenPage) -> None:
    assert len(shown(open_page(MAP["it"], scripts=False))) == 1
