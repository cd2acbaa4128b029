"""Small things that readers expect: terms explained in place, links to sections, the whole role on one page, print."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Device, OpenPage

SKILLS = "it/ruoli/key-account-manager/competenze/"
FULL = {"it": "it/ruoli/key-account-manager/guida-completa/", "en": "en/roles/key-account-manager/full-guide/"}


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_a_term_is_explained_where_it_occurs(open_page: OpenPage, device: Device) -> None:
    page = open_page(SKILLS, device=device)
    card = page.get_by_role("dialog", name="Interlocutori (stakeholder)")
    expect(card).to_be_hidden()
    term = page.get_by_role("link", name="interlocutori").first
    if device == "phone":
        term.tap()
    else:
        term.focus()
        page.keyboard.press("Enter")
    expect(card).to_be_visible()
    expect(card.get_by_role("link", name="Glossario")).to_have_attribute("href", "../../../glossario/#stakeholder")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_each_figure_says_how_sure_it_is_and_what_that_means(open_page: OpenPage) -> None:
    """On a page of pay, the mark has words, and its card explains all steps."""
    page = open_page("it/ruoli/key-account-manager/stipendio/", device="phone")
    figures, marks = page.locator(".cg-source:visible"), page.get_by_role("link", name="Attendibilità: ")
    assert figures.count() == marks.count() > 0
    expect(marks.first).to_have_accessible_name("Attendibilità: dato indicativo")
    marks.first.tap()
    card = page.get_by_role("dialog", name="Quanto è sicuro questo dato")
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("listitem")).to_have_count(4)
    expect(card).to_contain_text("dato indicativo: una fonte senza data")
    card.get_by_role("link", name="Come leggere le cifre").click()
    expect(page.locator("#confidence")).to_be_in_viewport()


def test_in_the_whole_role_a_number_leads_to_the_source_and_how_sure_it_is(open_page: OpenPage) -> None:
    page = open_page(FULL["it"], device="phone")
    page.locator("#overview ~ *").get_by_role("link", name="Fonte: 1", exact=True).first.tap()
    note = page.locator(".cg-notes > li").first
    expect(note).to_be_in_viewport()
    expect(note).to_have_text(re.compile(r"^Guida del titolare del sito, senza data\. +dato indicativo"))
    expect(page.locator(".cg-confidences")).to_contain_text("dato indicativo: una fonte senza data")


def test_the_drawing_of_a_chapter_climbs_with_the_chapters_and_is_not_told_to_those_who_listen(
    open_page: OpenPage,
) -> None:
    heights = []
    for chapter in ("cosa-fa", "equilibrio-vita-lavoro", "obiettivi"):
        page = open_page(f"it/ruoli/key-account-manager/{chapter}/", device="phone")
        steps = page.locator("article .cg-stairs")
        drawn, person = steps.bounding_box(), steps.locator(".cg-stairs__who").bounding_box()
        title = page.get_by_role("heading", level=1).bounding_box()
        assert drawn
        assert person
        assert title
        assert drawn["y"] + drawn["height"] < title["y"] + title["height"] / 2, "the title has its lines for itself"
        heights.append(drawn["y"] + drawn["height"] - person["y"])
        assert "- img" not in page.get_by_role("main").aria_snapshot().partition("heading")[0]
    assert heights == sorted(set(heights))


def test_a_term_card_closes_by_its_button_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = open_page(SKILLS)
    term = page.get_by_role("link", name="interlocutori").first
    term.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#term-stakeholder")).to_be_focused()
    page.locator("#term-stakeholder").get_by_role("button", name="Chiudi").click()
    expect(page.locator("#term-stakeholder")).to_be_hidden()
    expect(term).to_be_focused()


PAY = "en/roles/key-account-manager/salary/"
PERMANENT = "go/role/key-account-manager/chapter/salary/"


@pytest.mark.parametrize("device", ["phone", "desk"])
@pytest.mark.parametrize(
    ("of", "choice", "copied"),
    [
        ("Link to the section “Pay by area”", "Copy the permanent link", PERMANENT + "#areas"),
        ("Link to the section “Pay by area”", "Copy the link to the English page", PAY + "#areas"),
        ("Copy link", "Copy the permanent link", PERMANENT),
    ],
)
def test_a_link_to_the_page_or_a_section_is_copied_and_told(
    open_page: OpenPage, address: str, device: Device, *, of: str, choice: str, copied: str
) -> None:
    page = open_page(PAY + "?level=senior", device=device)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=of).click()
    menu = page.get_by_role("button", name=choice)
    expect(menu).to_be_in_viewport()
    menu.click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    expect(menu).to_be_hidden()
    assert page.evaluate("navigator.clipboard.readText()") == address + copied, "without the reader's choices"


def test_the_menu_of_links_is_worked_by_the_keyboard(open_page: OpenPage, address: str) -> None:
    page = open_page(PAY)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Link to the section “Pay by area”")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy the permanent link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cg-links")).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize(
    ("language", "expected"), [("it-IT", "it/ruoli/key-account-manager/stipendio/"), ("en-GB", PAY), ("fr-FR", None)]
)
def test_a_permanent_link_opens_in_the_readers_language_at_the_same_section(
    open_page: OpenPage, address: str, language: str, expected: str | None
) -> None:
    page = open_page(f"{PERMANENT}?level=senior#benefits", languages=language)
    target = expected or "it/ruoli/key-account-manager/stipendio/"
    expect(page).to_have_url(f"{address}{target}?level=senior#benefits")
    expect(page.locator("#benefits")).to_be_in_viewport()


def test_a_permanent_link_remembers_the_language_that_was_chosen(open_page: OpenPage, address: str) -> None:
    page = open_page("it/", languages="it-IT")
    page.locator("a.cg-language").click()
    page.goto(address + PERMANENT)
    expect(page).to_have_url(address + PAY)


def test_a_permanent_link_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page(PERMANENT, scripts=False)
    page.get_by_role("link", name="Retribuzione").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Retribuzione")


def test_the_contents_mark_the_section_that_is_read(open_page: OpenPage) -> None:
    page = open_page("it/ruoli/key-account-manager/stipendio/")
    page.locator(".cg-contents").get_by_role("link", name="Benefit").click()
    expect(page.locator(".cg-contents a[data-read]")).to_have_text("Benefit")


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_whole_role_stands_on_one_page_and_its_links_stay_there(open_page: OpenPage, locale: str) -> None:
    page = open_page(FULL[locale])
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    chapters = page.locator(".cg-chapters a:not([aria-current])").all_text_contents()
    titles = [title.strip().removesuffix("#") for title in page.locator(".cg-part > h2").all_text_contents()]
    assert set(chapters[1:]) <= set(titles), "the overview comes first, under the name of the role"
    page.locator("#overview a[href='#chapter-salary'], section a[href='#chapter-salary']").first.click()
    expect(page).to_have_url(re.compile("#chapter-salary$"))
    expect(page.locator("#chapter-salary")).to_be_in_viewport()
    assert page.locator("[data-module]").count() == 0, "what reacts stays on its own page"


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_whole_role_is_printed_with_cover_contents_and_numbered_sources(open_page: OpenPage, locale: str) -> None:
    page = open_page(FULL[locale])
    page.emulate_media(media="print")
    contents = page.locator(".cg-cover__contents")
    chapters = [title.strip().removesuffix("#") for title in page.locator(".cg-part > h2").all_text_contents()]
    assert contents.locator("> ol > li > a").all_text_contents() == chapters
    expect(page.locator(".cg-cover")).to_contain_text("/go/role/key-account-manager/full-guide")
    notes = page.locator(".cg-notes > li").all_text_contents()
    assert len(notes) == len(set(notes)) > 50
    unknown = page.evaluate("""() => [...document.querySelectorAll(".cg-article a[href^='#']")]
        .filter((link) => !document.querySelector(link.hash)).map((link) => link.hash)""")
    assert unknown == []
    assert page.locator(".cg-article :is(button, .cg-related):visible").count() == 0
    document = page.pdf(format="A4", prefer_css_page_size=True)
    assert 30 <= len(re.findall(rb"/Type /Page\b", document)) <= 40
    assert document.count(b"/Subtype /Link") > contents.locator("a").count(), "links work on a screen, too"


def test_print_is_dark_on_white_and_without_what_only_a_screen_needs(open_page: OpenPage) -> None:
    page = open_page(FULL["it"])
    for palette in ("dark", "light"):
        page.emulate_media(media="print", color_scheme=palette)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.querySelector('.cg-lead p')).color") == "rgb(27, 39, 43)"
    for part in (".md-header", ".cg-at-hand", ".cg-breadcrumbs", ".cg-footer", "#guide-navigation"):
        expect(page.locator(part)).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "name", "day", "told"),
    [
        ("it/per-hr/", "Copia la citazione: Key account manager", "(consultata il 3 marzo 2027)", "Citazione copiata."),
        ("en/for-hr/", "Copy the citation: Key account manager", "(accessed 3 March 2027)", "Citation copied."),
    ],
)
def test_a_citation_is_copied_with_the_day_on_which_it_is_read(
    open_page: OpenPage, path: str, name: str, day: str, told: str
) -> None:
    page = open_page(path, alone=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time("2027-03-03T12:00:00")
    page.reload()
    page.locator("details:has(guide-citation) > summary", has_text="Key account manager").click()
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/go/role/key-account-manager/ {day}")
    assert copied == page.locator("guide-citation p:visible").text_content()


@pytest.mark.parametrize(
    ("path", "blank"), [("it/per-hr/", "[data di consultazione]"), ("en/for-hr/", "[date of access]")]
)
def test_without_scripts_a_citation_leaves_the_day_blank(open_page: OpenPage, path: str, blank: str) -> None:
    page = open_page(path, scripts=False)
    page.locator("details:has(guide-citation) > summary").first.click()
    expect(page.locator("guide-citation p:visible")).to_contain_text(blank)
    expect(page.locator("guide-citation button:visible")).to_have_count(0)
