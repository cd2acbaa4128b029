"""axe finds no violation: on one page of each kind, and in what a reader can open."""

from collections.abc import Sequence
from itertools import cycle
from typing import Any, Final, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Device, OpenPage, Palette, ready

PAGES: Final[dict[Device, dict[str, str]]] = {
    "phone": {
        "home": "it/",
        "article": "en/method/",
        "roles": "it/ruoli/",
        "where do you start": "it/da-dove-parti/?from=sales-representative&to=sales-manager",
        "role": "en/roles/key-account-manager/",
        "salary": "it/ruoli/key-account-manager/stipendio/",
        "path": "en/roles/key-account-manager/how-to-become/",
        "skills chapter": "en/roles/key-account-manager/skills/",
        "tools chapter": "it/ruoli/key-account-manager/strumenti/",
        "specializations": "en/roles/key-account-manager/specializations/",
        "specialization": "it/ruoli/key-account-manager/specializzazioni/senior/",
        "tool": "en/tools/data-studio/",
        "glossary": "it/glossario/",
        "API": "en/for-hr/api/",
        "not found": "404.html",
    },
    "desk": {
        "narrative": "en/roles/key-account-manager/goals/",
        "roles compared": "en/compare/",
        "career map": "it/mappa-carriere/",
        "move": "en/roles/sales-manager/from/sales-representative/",
        "skills": "it/competenze/",
        "skill": "en/skills/advanced-negotiation/",
        "certifications": "it/certificazioni/",
        "certification": "en/certifications/csam/",
        "tools": "it/strumenti/",
        "for HR": "en/for-hr/",
        "job description": "it/per-hr/descrizione-posizione/",
        "news": "en/news/",
        "data dictionary": "it/per-redattori/dati/",
    },
}
"""One page of each kind, on one device and in one language; `test_every_page` visits them all."""

PLAIN: Final = {
    "article",
    "roles",
    "tools chapter",
    "specialization",
    "tool",
    "skills",
    "certification",
    "tools",
    "news",
}
"""Kinds that are made of what other kinds have, too."""

FOR_EDITORS: Final = (
    "it/per-redattori/",
    "it/per-redattori/macro/",
    "it/per-redattori/dati/salary/",
    "en/for-editors/style/",
    "en/for-editors/errors/",
)
"""Long pages without anything of their own; most tests leave them to those that visit every page."""


BOTH: Final[Sequence[Palette]] = ("dark", "light")

OF_COLOURS: Final = ("color-contrast", "link-in-text-block")
"""What axe asks of colours: all that can differ between palettes."""


def violations(page: Page, palettes: Sequence[Palette] = ("dark",)) -> list[str]:
    """What axe finds in palettes, all of it in the first; the page is left in the last one."""
    found: list[str] = []
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    for palette in palettes:
        # Without motion, so that no colour is on its way to another.
        page.emulate_media(color_scheme=palette, reduced_motion="reduce")
        for entry in Axe().run(page, options=options).response["violations"]:
            found += (f"{palette}: {entry['id']}: {node['html'][:160]}" for node in entry["nodes"])
        options["runOnly"] = list(OF_COLOURS)
    return found


@pytest.mark.parametrize("device", PAGES)
def test_no_violation(open_page: OpenPage, address: str, device: Device, subtests: pytest.Subtests) -> None:
    page = open_page("it/", device=device)
    own = {kind: path for kind, path in PAGES[device].items() if kind not in PLAIN}
    for (kind, path), palette in zip(own.items(), cycle(get_args(Palette)), strict=False):
        with subtests.test(kind, palette=palette):
            page.goto(address + path)
            ready(page)
            assert violations(page, [palette]) == []


def test_no_violation_on_the_language_choice(open_page: OpenPage, address: str) -> None:
    page = open_page("it/")
    page.route("**/language-choice.*.js", lambda route: route.fulfill(body=""))
    page.goto(address)
    expect(page.get_by_role("link")).to_have_count(2)
    assert violations(page) == []


def test_no_violation_in_the_open_search(open_page: OpenPage) -> None:
    page = open_page("it/")
    page.keyboard.press("/")
    page.locator("#search-query").fill("stipendio")
    expect(page.locator(".cg-search__results > li").first).to_be_visible()
    assert violations(page) == []


def test_no_violation_in_the_open_menu(open_page: OpenPage) -> None:
    page = open_page("it/ruoli/key-account-manager/", device="phone")
    page.locator(".cg-menu").click()
    expect(page.locator("#guide-navigation a").first).to_be_visible()
    page.wait_for_timeout(400)
    assert violations(page) == []


@pytest.mark.parametrize("palette", get_args(Palette))
def test_who_asks_for_more_contrast_has_it_in_all_words(open_page: OpenPage, palette: Palette) -> None:
    page = open_page("en/roles/key-account-manager/salary/")
    page.emulate_media(contrast="more", color_scheme=palette, reduced_motion="reduce")
    only = {"runOnly": ["color-contrast-enhanced"], "rules": {"color-contrast-enhanced": {"enabled": True}}}
    found = Axe().run(page, options=only).response["violations"]
    assert [node["html"] for entry in found for node in entry["nodes"]] == []


@pytest.mark.parametrize("wish", [{"contrast": "more"}, {"forced_colors": "active"}], ids=["contrast", "own colours"])
def test_how_sure_a_figure_is_can_still_be_seen(open_page: OpenPage, wish: Any) -> None:
    page = open_page("it/ruoli/key-account-manager/stipendio/")
    page.emulate_media(**wish)
    steps = page.locator(".cg-confidence:visible").first.evaluate(
        "mark => getComputedStyle(mark, '::before').backgroundImage.match(/rgba?\\([^)]+\\)/g)"
    )
    assert len(set(steps)) == 2, "some are filled, some are not"


def test_who_reads_in_colours_of_ones_own_has_charts_in_them(open_page: OpenPage) -> None:
    page = open_page("it/ruoli/key-account-manager/stipendio/")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    paint = "([selector, property]) => getComputedStyle(document.querySelector(selector))[property]"
    ground = page.evaluate(paint, ["body", "backgroundColor"])
    words, bar = (page.evaluate(paint, [f".cg-chart {part}", "fill"]) for part in ("text", ".cg-chart__variable"))
    assert ground == "rgb(0, 0, 0)"
    assert words == "rgb(255, 255, 255)"
    assert bar not in {ground, "rgb(127, 211, 228)"}


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_pages_fade_into_each_other_where_motion_is_welcome(open_page: OpenPage, motion: Any) -> None:
    page = open_page("en/", alone=True)
    page.emulate_media(reduced_motion=motion)
    page.add_init_script(
        "addEventListener('pagereveal', (event) => { window.faded = Boolean(event.viewTransition); });"
    )
    page.get_by_role("main").get_by_role("link", name="What is the daily work like?").click()
    page.wait_for_url("**/what-they-do/")
    page.wait_for_function("window.faded !== undefined")
    assert page.evaluate("faded") == (motion == "no-preference")
