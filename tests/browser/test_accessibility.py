"""axe finds no violation on one page of each kind, in both palettes and languages, on a phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Device, OpenPage, Palette

PAGES = {
    "home": ("it/", "en/"),
    "article": ("it/metodo/", "en/method/"),
    "roles": ("it/ruoli/", "en/roles/"),
    "role": ("it/ruoli/key-account-manager/", "en/roles/key-account-manager/"),
    "salary": ("it/ruoli/key-account-manager/stipendio/", "en/roles/key-account-manager/salary/"),
    "path": ("it/ruoli/key-account-manager/come-diventare/", "en/roles/key-account-manager/how-to-become/"),
    "tools chapter": ("it/ruoli/key-account-manager/strumenti/", "en/roles/key-account-manager/tools/"),
    "specializations": (
        "it/ruoli/key-account-manager/specializzazioni/",
        "en/roles/key-account-manager/specializations/",
    ),
    "specialization": (
        "it/ruoli/key-account-manager/specializzazioni/senior/",
        "en/roles/key-account-manager/specializations/senior/",
    ),
    "narrative": ("it/ruoli/key-account-manager/obiettivi/", "en/roles/key-account-manager/goals/"),
    "skills": ("it/competenze/", "en/skills/"),
    "skill": ("it/competenze/negoziazione-avanzata/", "en/skills/advanced-negotiation/"),
    "certifications": ("it/certificazioni/", "en/certifications/"),
    "certification": ("it/certificazioni/csam/", "en/certifications/csam/"),
    "tools": ("it/strumenti/", "en/tools/"),
    "tool": ("it/strumenti/data-studio/", "en/tools/data-studio/"),
    "glossary": ("it/glossario/", "en/glossary/"),
    "for HR": ("it/per-hr/", "en/for-hr/"),
    "job description": ("it/per-hr/descrizione-posizione/", "en/for-hr/job-description/"),
    "API": ("it/per-hr/api/", "en/for-hr/api/"),
    "news": ("it/novita/", "en/news/"),
    "for editors": ("it/per-redattori/", "en/for-editors/"),
    "house style": ("it/per-redattori/stile/", "en/for-editors/style/"),
    "macros": ("it/per-redattori/macro/", "en/for-editors/macros/"),
    "error messages": ("it/per-redattori/errori/", "en/for-editors/errors/"),
    "data dictionary": ("it/per-redattori/dati/", "en/for-editors/data/"),
    "data file": ("it/per-redattori/dati/salary/", "en/for-editors/data/salary/"),
    "not found": ("404.html", "en/404.html"),
}


def violations(page: object) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{entry['id']}: {node['html'][:160]}" for entry in found for node in entry["nodes"]]


# Each kind of page in each palette and on each device, in turn in Italian and English.
VIEWS: list[tuple[Device, Palette, int]] = [
    ("phone", "light", 0),
    ("phone", "dark", 1),
    ("desk", "light", 1),
    ("desk", "dark", 0),
]


@pytest.mark.parametrize(("device", "palette", "language"), VIEWS)
@pytest.mark.parametrize("kind", PAGES)
def test_no_violation(open_page: OpenPage, kind: str, palette: Palette, device: Device, language: int) -> None:
    assert violations(open_page(PAGES[kind][language], palette=palette, device=device)) == []


def test_no_violation_on_the_language_choice(open_page: OpenPage, address: str) -> None:
    page = open_page("it/")
    page.route("**/language-choice.js", lambda route: route.fulfill(body=""))
    page.goto(address)
    expect(page.get_by_role("link")).to_have_count(2)
    assert violations(page) == []


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_no_violation_in_the_open_search(open_page: OpenPage, palette: Palette) -> None:
    page = open_page("it/", palette=palette)
    page.keyboard.press("/")
    page.locator("#search-query").fill("stipendio")
    expect(page.locator(".cg-search__results > li").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_no_violation_in_the_open_menu(open_page: OpenPage, palette: Palette) -> None:
    page = open_page("it/ruoli/key-account-manager/", palette=palette, device="phone")
    page.locator(".cg-menu").click()
    expect(page.locator("#guide-navigation a").first).to_be_visible()
    page.wait_for_timeout(400)
    assert violations(page) == []
