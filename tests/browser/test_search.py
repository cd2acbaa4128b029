"""A reader searches: in the words that people use, in the page's language, by button or keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Palette

HOME = {"it": "it/", "en": "en/"}


def search(page: Page, query: str) -> Locator:
    """Search, wait for the answer, and give the results."""
    if not page.locator("#guide-search").evaluate("dialog => dialog.open"):
        page.keyboard.press("/")
    page.locator("#search-query").fill(query)
    expect(page.locator(".cg-search__status")).to_contain_text(query)
    return page.locator(".cg-search__results > li")


def first_address(page: Page, query: str) -> str:
    return search(page, query).first.locator("a").first.get_attribute("href") or ""


@pytest.mark.parametrize(
    ("locale", "query", "expected"),
    [
        ("it", "negoziare", "/it/competenze/negoziazione-avanzata/"),
        ("it", "quanto guadagna", "/it/ruoli/key-account-manager/stipendio/"),
        ("it", "quanto guadagna un key account manager", "/it/ruoli/key-account-manager/stipendio/"),
        ("it", "stipendio", "/it/ruoli/key-account-manager/stipendio/"),
        ("it", "RAL", "/it/ruoli/key-account-manager/stipendio/"),
        ("it", "paga", "/it/ruoli/key-account-manager/stipendio/"),
        ("it", "come diventare", "/it/ruoli/key-account-manager/come-diventare/"),
        ("it", "laurea", "/it/ruoli/key-account-manager/come-diventare/"),
        ("it", "trasferte", "/it/ruoli/key-account-manager/equilibrio-vita-lavoro/"),
        ("it", "KAM", "/it/ruoli/key-account-manager/"),
        ("it", "hubspot", "/it/strumenti/hubspot/"),
        ("en", "pay", "/en/roles/key-account-manager/salary/"),
        ("en", "wage", "/en/roles/key-account-manager/salary/"),
        ("en", "salary", "/en/roles/key-account-manager/salary/"),
        ("en", "how much do they earn", "/en/roles/key-account-manager/salary/"),
        ("en", "negotiate", "/en/skills/advanced-negotiation/"),
    ],
)
def test_the_page_that_answers_comes_first(open_page: OpenPage, locale: str, query: str, expected: str) -> None:
    assert first_address(open_page(HOME[locale]), query) == expected


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [("perche", "perché"), ("qualita", "qualità"), ("dell'azienda", "azienda"), ("l’offerta", "offerta")],
    ids=["accent", "another accent", "elision", "elision, typographic"],
)
def test_accents_and_elisions_do_not_matter(open_page: OpenPage, typed: str, same_as: str) -> None:
    page = open_page("it/")
    addresses = []
    for query in (typed, same_as):
        links = search(page, query).locator("> a")
        expect(links.first).to_be_visible()
        addresses.append(sorted(str(link.get_attribute("href")) for link in links.all()))
    assert addresses[0] == addresses[1]


def test_an_english_page_searches_english_alone(open_page: OpenPage) -> None:
    page = open_page("en/")
    search(page, "negoziazione")
    expect(page.locator(".cg-search__status")).to_contain_text("Nothing found for “negoziazione”")
    for link in search(page, "key account").locator("> a").all():
        assert str(link.get_attribute("href")).startswith("/en/")


def test_results_lead_to_the_headings_within_a_page(open_page: OpenPage) -> None:
    page = open_page("it/")
    result = search(page, "quanto guadagna").first
    inner = search(page, "area geografica").locator("ul a").first
    expect(result).to_be_visible()
    address = inner.get_attribute("href") or ""
    assert "#" in address
    inner.click()
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))


@pytest.mark.parametrize("opening", ["button", "/", "Control+k", "Meta+k"])
@pytest.mark.parametrize("palette", ["light", "dark"])
def test_search_opens_in_each_way_and_gives_the_focus_back(open_page: OpenPage, opening: str, palette: Palette) -> None:
    page = open_page("it/ruoli/", palette=palette)
    button = page.get_by_role("button", name="Cerca")
    if opening == "button":
        button.click()
    else:
        button.focus()
        page.keyboard.press(opening)
    expect(page.get_by_role("dialog", name="Cerca nella guida")).to_be_visible()
    expect(page.get_by_label("Cerca nella guida").get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#guide-search")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_slash_within_the_field_is_a_character(open_page: OpenPage) -> None:
    page = open_page("it/")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.locator("#search-query").input_value() == "a/b"


def test_enter_goes_to_the_first_result(open_page: OpenPage) -> None:
    page = open_page("it/")
    expect(search(page, "stipendio").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/stipendio/$"))


def test_results_are_filtered_by_kind_of_page(open_page: OpenPage) -> None:
    page = open_page("it/")
    expect(search(page, "CRM").first).to_be_visible()
    page.get_by_label("Tipo di pagina").select_option(label=_option(page, "Strumento"))
    kinds = page.locator(".cg-search__results > li > .cg-search__kind")
    expect(kinds.first).to_have_text("Strumento")
    assert set(kinds.all_text_contents()) == {"Strumento"}


def _option(page: Page, name: str) -> str:
    """The option of that kind; its label also has a count."""
    options = page.get_by_label("Tipo di pagina").locator("option").all_text_contents()
    return next(option for option in options if option.startswith(f"{name} ("))


def test_a_search_can_be_shared_by_its_address(open_page: OpenPage) -> None:
    page = open_page("it/?q=stipendio")
    expect(page.locator(".cg-search__results > li").first.locator("a").first).to_have_attribute(
        "href", "/it/ruoli/key-account-manager/stipendio/"
    )


def test_nothing_of_the_search_is_loaded_before_it_is_opened(open_page: OpenPage) -> None:
    page = open_page("it/")
    loaded: list[str] = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in loaded if "pagefind" in name or name.endswith("search.js")]


def test_hostile_text_in_the_query_is_text(open_page: OpenPage) -> None:
    page = open_page("it/")
    search(page, "<img src=x onerror=alert(1)>")
    expect(page.locator(".cg-search__status img")).to_have_count(0)
