"""The pictures of a role: named for those who do not see them, readable on a phone, and their links lead somewhere."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Device, OpenPage

SALARY = {"it": "it/ruoli/key-account-manager/stipendio/", "en": "en/roles/key-account-manager/salary/"}
PATH = {"it": "it/ruoli/key-account-manager/come-diventare/", "en": "en/roles/key-account-manager/how-to-become/"}
SPECIALIZATIONS = {
    "it": "it/ruoli/key-account-manager/specializzazioni/",
    "en": "en/roles/key-account-manager/specializations/",
}
WRONG_WORDS = """pictures => pictures.flatMap(picture => {
    const frame = picture.getBoundingClientRect();
    const boxOf = text => [text.textContent, text.getBoundingClientRect()];
    const texts = [...picture.querySelectorAll("text")].map(boxOf).filter(([, box]) => box.width > 0);
    const out = texts.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1);
    const meet = (box, other) => box.left < other.right && other.left < box.right
        && box.top < other.bottom - 3 && other.top < box.bottom - 3;
    const meeting = texts.filter(([, box], i) => texts.slice(i + 1).some(([, other]) => meet(box, other)));
    return [...out, ...meeting].map(([words]) => words);
})"""
"""Of drawings, the words that leave them or meet others."""


SAID = {
    "it": [
        "Senior (8–10 anni): 55.000–75.000 €",
        "Nord Italia: da +10% a +15% (45.000–60.000 €)",
        "Quota variabile: 20–40%",
        "Intermedio: 15–25%",
    ],
    "en": [
        "Senior (8–10 years): €55,000–75,000",
        "Northern Italy: +10% to +15% (€45,000–60,000)",
        "The variable share of pay: 20–40%",
        "Intermediate: 15–25%",
    ],
}


@pytest.mark.parametrize("locale", ["it", "en"])
def test_each_part_of_a_picture_says_in_words_what_it_shows(open_page: OpenPage, locale: str) -> None:
    page = open_page(SALARY[locale])
    pictures = page.locator(".cg-chart > svg").and_(page.get_by_role("list"))
    for picture, words in zip(pictures.all(), SAID[locale], strict=True):
        assert (picture.locator("title").text_content() or "?") in picture.aria_snapshot()
        expect(picture.get_by_role("listitem", name=words)).to_be_visible()
        assert not re.search(r"^  - (?!'?listitem)|- img", picture.aria_snapshot(), re.MULTILINE), "no axis is read out"


def test_the_parts_of_a_picture_are_reached_by_keyboard_with_one_stop_a_picture(open_page: OpenPage) -> None:
    page = open_page(SALARY["en"])
    parts = page.locator(".cg-chart > svg").first.get_by_role("listitem")
    expect(parts).to_have_count(4)
    page.locator(".cg-chart > svg [tabindex='0']").first.focus()
    for key, at in (
        ("ArrowDown", 1),
        ("End", 3),
        ("ArrowRight", 3),
        ("ArrowUp", 2),
        ("Home", 0),
        ("ArrowLeft", 0),
        ("End", 3),
    ):
        page.keyboard.press(key)
        expect(parts.nth(at)).to_be_focused()
    # It is seen which one has the focus.
    frame = parts.nth(3).locator("rect").first
    assert frame.evaluate("frame => getComputedStyle(frame).stroke") != "none"
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("^Download as SVG"))).not_to_have_count(0)
    assert page.evaluate("document.activeElement.closest('svg')") is None
    page.keyboard.press("Shift+Tab")
    expect(parts.nth(3)).to_be_focused()


@pytest.mark.parametrize("device", ["phone", "desk"])
@pytest.mark.parametrize("locale", ["it", "en"])
def test_no_words_of_a_picture_meet_or_leave_it(open_page: OpenPage, locale: str, device: Device) -> None:
    page = open_page(SALARY[locale], device=device)
    wrong = page.locator(".cg-chart > svg[role=list]").evaluate_all(WRONG_WORDS)
    assert wrong == []


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_ladder_is_climbed_by_keyboard_and_each_rung_leads_to_its_place(open_page: OpenPage, locale: str) -> None:
    page = open_page(PATH[locale])
    rungs = page.locator(".cg-ladder a")
    assert rungs.all_text_contents()[0] == "Sales director"
    assert rungs.all_text_contents()[-2] == "Sales representative"
    heights = rungs.evaluate_all("links => links.map(link => link.getBoundingClientRect().left)")
    assert heights[0] > heights[4] > heights[-1]
    expect(rungs).to_have_count(10)
    addresses = rungs.evaluate_all("links => links.map(link => link.href)")
    rungs.first.focus()
    for rung in rungs.all()[1:]:
        page.keyboard.press("Tab")
        expect(rung).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(PATH[locale] + "#junior-account-manager$"))
    for address in addresses:
        page.goto(address)
        if "#" in address:
            expect(page.locator(f"[id='{address.partition('#')[2]}']")).to_be_visible()


def test_specializations_stand_on_their_axes_with_links(open_page: OpenPage) -> None:
    page = open_page(SPECIALIZATIONS["it"], device="phone")
    links = page.locator(".cg-map a")
    assert links.all_text_contents()[:4] == ["Junior", "Ruolo base", "Senior", "Strategico"]
    expect(links).to_have_count(9)
    for link in links.all():
        box = link.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    links.nth(3).click()
    expect(page).to_have_url(re.compile("/specializzazioni/strategico/$"))


@pytest.mark.parametrize("locale", ["it", "en"])
def test_a_chart_can_be_taken_away_as_a_drawing_and_as_a_picture(open_page: OpenPage, locale: str) -> None:
    page = open_page(SALARY[locale])
    title = page.locator(".cg-chart title").first.text_content() or ""
    for form in ("SVG", "PNG"):
        link = page.get_by_role("link", name=re.compile(f"{form}: {re.escape(title)}$"))
        box = link.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        with page.expect_download() as downloading:
            link.click()
        file = downloading.value
        assert file.suggested_filename == f"key-account-manager-bands.{form.lower()}"
        if form == "PNG":
            with Image.open(file.path()) as picture:
                assert picture.width == 1520
                assert len(picture.convert("RGB").getcolors(100_000) or []) > 50


@pytest.mark.parametrize("locale", ["it", "en"])
def test_no_words_of_a_file_meet_or_leave_it(open_page: OpenPage, locale: str) -> None:
    # A drawing names no icon, so that browsers ask for one at the root.
    page = open_page(SALARY[locale], expect_missing=True)
    files = page.locator(".cg-chart__files a:not([data-png])").evaluate_all("links => links.map(link => link.href)")
    assert len(files) == 4
    for file in files:
        page.goto(file)
        assert page.evaluate(f"({WRONG_WORDS})([document.documentElement])") == []


def test_charts_are_not_taken_away_from_a_full_guide_or_from_paper(open_page: OpenPage) -> None:
    page = open_page("it/ruoli/key-account-manager/guida-completa/")
    expect(page.locator(".cg-chart > svg[role=list]")).to_have_count(4)
    expect(page.locator(".cg-chart__files")).to_have_count(0)
    page = open_page(SALARY["it"])
    expect(page.locator(".cg-chart__files").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".cg-chart__files").first).to_be_hidden()
