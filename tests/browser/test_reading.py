"""A reader reads: on a phone and at a desk, with and without scripts, in both palettes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Device, OpenPage

ROLE = {"it": "it/ruoli/key-account-manager/", "en": "en/roles/key-account-manager/"}
SALARY = {"it": "it/ruoli/key-account-manager/stipendio/", "en": "en/roles/key-account-manager/salary/"}


def ground(page: Page) -> str:
    """The colour behind the text: white, or nearly black."""
    red: int = page.evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    return "light" if red > 200 else "dark"


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["it", "en"])
def test_a_role_is_read_from_beginning_to_end_by_its_next_links(open_page: OpenPage, locale: str) -> None:
    page = open_page(ROLE[locale] + {"it": "specializzazioni/", "en": "specializations/"}[locale])
    menu = page.locator(".cg-nav__chapters a").evaluate_all("all => all.map((link) => link.href)")
    assert len(menu) > 10, "chapters, specializations, and the full guide"
    page = open_page(ROLE[locale])
    visited = [page.url]
    while page.locator(".cg-neighbours__next").count():
        page.locator(".cg-neighbours__next").click()
        page.wait_for_url(lambda url: url not in visited)
        visited.append(page.url)
    assert visited[1:] == menu[:-1]


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_nothing_is_wider_than_the_screen(open_page: OpenPage, address: str, device: Device) -> None:
    page = open_page("it/", device=device)
    for path in (ROLE["it"], SALARY["en"], "it/strumenti/", "en/glossary/", "it/metodo/"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


def test_without_scripts_everything_is_there_to_read(open_page: OpenPage) -> None:
    page = open_page(SALARY["it"], scripts=False, device="phone")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Retribuzione")
    expect(page.get_by_role("cell").get_by_text("30.000–40.000").first).to_be_visible()
    page.locator(".cg-chapters summary").click()
    expect(page.locator(".cg-chapters").get_by_role("link", name="Obiettivi")).to_be_visible()


def test_on_a_phone_each_cell_of_a_table_says_what_it_is(open_page: OpenPage) -> None:
    page = open_page(SALARY["en"], device="phone")
    label = page.locator(".cg-table td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"Years of experience"'
    expect(page.get_by_role("table").first.get_by_role("columnheader")).to_have_count(4)
    # Safari 16 forgets what a cell is once it is shown as a block.
    expect(page.locator(".cg-table:not([role]), .cg-table :is(thead, tbody, tr, th, td):not([role])")).to_have_count(0)


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(SALARY["it"], device="phone")
    menu = page.locator(".cg-menu")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#guide-navigation")).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    chapter = page.locator("#guide-navigation").get_by_role("link", name="Retribuzione")
    expect(chapter).to_be_focused()
    expect(chapter).to_have_attribute("aria-current", "page")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")


def test_at_a_desk_the_chapters_stand_beside_the_text(open_page: OpenPage) -> None:
    page = open_page(SALARY["en"])
    navigation = page.get_by_role("navigation", name="Main navigation")
    expect(navigation.get_by_role("link", name="How to become one")).to_be_visible()
    navigation.get_by_role("link", name="How to become one").click()
    expect(page).to_have_url(re.compile("/how-to-become/$"))


def test_the_palette_follows_the_system(open_page: OpenPage) -> None:
    page = open_page(ROLE["it"], palette="dark")
    assert ground(page) == "dark"
    page.emulate_media(color_scheme="light")
    assert ground(page) == "light"


def test_a_chosen_palette_is_kept_on_the_next_page(open_page: OpenPage) -> None:
    page = open_page(ROLE["it"], palette="light")
    button = page.get_by_role("button", name="Passa ai colori scuri")
    button.click()
    assert ground(page) == "dark"
    expect(page.get_by_role("button", name="Passa ai colori chiari")).to_be_visible()
    page.locator(".cg-neighbours__next").click()
    page.wait_for_load_state()
    assert ground(page) == "dark"


def test_the_skip_link_is_the_first_stop_of_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(SALARY["it"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('md-skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#top"
