"""What a browser lacks costs nothing but itself: scripts that are off, what Firefox 115 and Safari 16.0 do not know."""

import re
from typing import Final

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Device, OpenPage, Palette, ready
from tests.browser.test_accessibility import FOR_EDITORS, PAGES
from tests.site.published import Site

ROLE: Final = "it/ruoli/key-account-manager/"

# --- without scripts


@pytest.mark.parametrize("device", ["phone", pytest.param("desk", marks=pytest.mark.thorough)])
def test_without_scripts_no_control_is_dead(
    open_page: OpenPage, address: str, device: Device, subtests: pytest.Subtests
) -> None:
    page = open_page("it/", device=device, scripts=False)
    for path in [*PAGES[device].values(), *FOR_EDITORS]:
        with subtests.test(path):
            page.goto(address + path)
            for control in ("button", "select", "input", "textarea", "[popover]"):
                assert page.locator(control).locator("visible=true").count() == 0, control


@pytest.mark.parametrize("width", [320, 768, 1024])
def test_without_scripts_the_menu_leads_to_the_navigation(open_page: OpenPage, width: int) -> None:
    page = open_page(ROLE, device="phone", scripts=False)
    page.set_viewport_size({"width": width, "height": 844})
    page.get_by_role("link", name="Menu", exact=True).click()
    chapter = page.locator("#guide-navigation").get_by_role("link", name="Retribuzione")
    expect(chapter).to_be_in_viewport()
    chapter.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Retribuzione")


def test_without_scripts_a_term_leads_to_the_glossary(open_page: OpenPage) -> None:
    page = open_page(ROLE + "competenze/", scripts=False)
    page.get_by_role("link", name="interlocutori").first.click()
    expect(page).to_have_url(re.compile("/glossario/#stakeholder$"))


def test_a_missing_address_offers_ways_on(open_page: OpenPage) -> None:
    page = open_page("roles/nobody/", scripts=False, expect_missing=True)
    expect(page.get_by_role("main").get_by_role("link", name="Skills")).to_be_visible()
    page = open_page("roles/nobody/", expect_missing=True)
    page.get_by_role("main").get_by_role("button", name="Cerca nella guida").click()
    expect(page.get_by_role("dialog").get_by_role("searchbox")).to_be_focused()


def test_the_full_guide_has_no_dead_control(open_page: OpenPage) -> None:
    page = open_page(ROLE + "guida-completa/")
    assert page.locator(".cg-article").locator("select, input, textarea, button:not(.cg-copy)").count() == 0
    expect(page.locator(".cg-article .cg-unscripted")).to_have_count(0)


# --- in an older browser

_WITHOUT_POPOVERS: Final = """
for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"]) delete HTMLElement.prototype[name];
delete HTMLButtonElement.prototype.popoverTargetElement;
"""


def _as_read_by_an_older_browser(css: str) -> str:
    """A style sheet without what Firefox 115 or Safari 16.0 passes over."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"[^{}]*(?::has\(|:popover-open)[^{}]*\{[^{}]*\}", "", css)
    css = re.sub(r"[\w-]+:[^;{}]*light-dark\([^;}]*", "", css)
    return css.replace("(scripting:", "(unknown:")


def _older(page: Page) -> None:
    """Takes from a page what older browsers do not have; holds for what it opens next."""

    def answer(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        is_style = route.request.resource_type == "stylesheet"
        older = _as_read_by_an_older_browser(text) if is_style else re.sub(r"(<div [^>]*) popover\b", r"\1", text)
        route.fulfill(response=answer, body=older)

    page.add_init_script(_WITHOUT_POPOVERS)
    page.route(lambda url: "/assets/guide/" in url and url.endswith(".css"), answer)
    page.route(lambda url: url.endswith("/"), answer)


@pytest.fixture
def older(open_page: OpenPage) -> Page:
    page = open_page("it/", device="phone", alone=True)
    _older(page)
    return page


def test_in_an_older_browser_terms_and_sections_have_plain_links(older: Page, address: str) -> None:
    older.goto(address + ROLE + "competenze/")
    assert older.evaluate("typeof document.body.showPopover") == "undefined"
    for card in older.locator(".cg-term-card, .cg-links").all():
        expect(card).to_be_hidden()
    older.get_by_role("link", name="Link alla sezione «Competenze tecniche»").click()
    expect(older).to_have_url(re.compile("#skills-technical$"))
    older.get_by_role("link", name="interlocutori").first.click()
    expect(older).to_have_url(re.compile("/glossario/#stakeholder$"))


@pytest.mark.parametrize(("palette", "ground", "ink"), [("light", 255, 27), ("dark", 19, 228)])
def test_in_an_older_browser_colours_hold(older: Page, address: str, palette: Palette, ground: int, ink: int) -> None:
    older.emulate_media(color_scheme=palette)
    older.goto(address + ROLE)
    red = "(name) => Number(getComputedStyle(document.querySelector('.cg-lead'))[name].match(/\\d+/)[0])"
    page_red = "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])"
    assert (older.evaluate(page_red), older.evaluate(red, "color")) == (ground, ink)
    older.locator(".cg-palette").click()
    assert older.evaluate(page_red) != ground


def test_in_an_older_browser_each_tick_stands_beside_its_goal(older: Page, address: str) -> None:
    older.goto(address + ROLE + "obiettivi/")
    ready(older)
    apart = older.locator(".cg-tick").evaluate_all(
        "ticks => ticks.map(tick => tick.getBoundingClientRect().top - tick.parentElement.getBoundingClientRect().top)"
    )
    assert len(apart) > 10
    assert all(abs(distance) < 24 for distance in apart)
    older.goto(address + "it/per-hr/descrizione-posizione/")
    expect(older.locator("p.cg-unscripted")).to_be_hidden()


def test_no_style_rule_hides_something_else_with_what_is_new(shipped: Site) -> None:
    """A browser drops a whole list of selectors when it does not know one of them."""
    new = re.compile(r":has\(|:popover-open")
    for file in sorted((shipped.folder / "assets/guide").glob("*.css")):
        css = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
        for rule in re.findall(r"[^{}]*(?=\{)", css):
            selectors = _selectors(rule)
            assert len({bool(new.search(one)) for one in selectors}) == 1, f"{file.name}: {rule.strip()}"


def _selectors(rule: str) -> list[str]:
    """The selectors of a list; a comma within brackets parts none."""
    depth, found = 0, [""]
    for sign in rule:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return found
