"""Two languages: the switch stays where the reader is, and the root sends everyone home."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage


def test_the_switch_stays_on_the_page_and_its_section(open_page: OpenPage) -> None:
    page = open_page("it/ruoli/key-account-manager/stipendio/#areas")
    page.get_by_role("link", name="Read this page in English").click()
    expect(page).to_have_url(re.compile("/en/roles/key-account-manager/salary/#areas$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Leggi questa pagina in italiano").click()
    expect(page).to_have_url(re.compile("/it/ruoli/key-account-manager/stipendio/#areas$"))


@pytest.mark.parametrize(
    ("languages", "home"),
    [("en-GB", "/en/"), ("it-CH", "/it/"), ("fr-FR", "/it/")],
    ids=["English", "Italian", "neither"],
)
def test_the_root_follows_the_browsers_language(open_page: OpenPage, languages: str, home: str) -> None:
    expect(open_page("", languages=languages)).to_have_url(re.compile(f"{home}$"))


def test_the_root_keeps_the_section(open_page: OpenPage) -> None:
    expect(open_page("#questions", languages="en-GB")).to_have_url(re.compile("/en/#questions$"))


def test_a_chosen_language_is_remembered(open_page: OpenPage, address: str) -> None:
    page = open_page("it/", languages="it-IT")
    page.locator("a.cg-language").click()
    expect(page).to_have_url(re.compile("/en/$"))
    page.goto(address)
    expect(page).to_have_url(re.compile("/en/$"))


def test_without_scripts_the_root_offers_both_languages(open_page: OpenPage) -> None:
    page = open_page("", scripts=False)
    page.get_by_role("link", name="Continue in English").click()
    expect(page).to_have_url(re.compile("/en/$"))
