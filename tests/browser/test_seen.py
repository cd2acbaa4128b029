"""What a person sees and can touch, on one page of each kind: not which state is set, but what lies where."""

from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, ready, until
from tests.browser.test_accessibility import PAGES, PLAIN
from tests.browser.test_charts import WRONG_WORDS
from tests.site.published import Site

SMALL: Final = (320, 390, 768, 820, 1024)
"""Widths in CSS pixels, of phones and tablets, at which the navigation is behind the menu."""

NARROW: Final = (320, 390)
HEIGHT: Final = 844

LEAST: Final = 24
"""The least height of what is touched, in CSS pixels (WCAG 2.5.8)."""

# --- the menu

_WRONG_IN_THE_MENU: Final = """() => {
    const isHit = element => {
        const box = element.getBoundingClientRect();
        return element.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
    };
    const [button, ...links] = document.querySelectorAll(".cg-menu, #guide-navigation a");
    const isOut = link => (link.scrollIntoView({block: "nearest"}), !isHit(link));
    const wrong = links.filter(isOut).map(link => link.textContent);
    if (links.length < 5) wrong.push("hardly a link");
    if (!isHit(button)) wrong.push("the button to close it");
    button.click();
    if (links[0].checkVisibility({visibilityProperty: true})) wrong.push("it does not close");
    return wrong;
}"""


def wrong_in_the_menu(page: Page, width: int) -> list[str]:
    """Links of the opened menu that a finger does not reach, and whether it closes where it was opened."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.locator(".cg-menu").click()
    return [f"menu at {width}: {found}" for found in page.evaluate(_WRONG_IN_THE_MENU)]


def test_the_menu_closes_when_the_focus_leaves_it(open_page: OpenPage) -> None:
    page = open_page("it/", device="phone")
    page.locator(".cg-menu").focus()
    page.keyboard.press("Enter")
    page.locator("#guide-navigation a").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator("#guide-navigation")).to_be_hidden()
    expect(page.locator(":focus")).to_be_in_viewport()


# --- the focus

_UNSEEN_FOCUS: Final = """() => {
    const look = element => {
        const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(element);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 ? outlineColor : "";
    };
    document.activeElement.blur();
    return [...document.querySelectorAll("a, button, summary, input, select, textarea, [tabindex='0']")]
        .filter(element => element.checkVisibility({visibilityProperty: true}))
        .filter(element => element.tabIndex >= 0 && !element.disabled)
        .filter(element => {
            const before = look(element);
            element.focus();
            return look(element) === before || look(element) === getComputedStyle(document.body).backgroundColor;
        })
        .map(element => element.outerHTML.slice(0, 120));
}"""


def unseen_focus(page: Page) -> list[str]:
    """Stops of the Tab key that look the same with and without focus, at a desk."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("Tab")  # from now on, the focus counts as the keyboard's
    return [f"unseen focus: {found}" for found in page.evaluate(_UNSEEN_FOCUS)]


def test_the_first_stops_of_the_tab_key_are_painted_with_focus(open_page: OpenPage) -> None:
    page = open_page("it/ruoli/key-account-manager/stipendio/")
    for _ in range(4):
        page.keyboard.press("Tab")
        page.wait_for_timeout(300)  # the link that skips the navigation comes slowly
        stop = page.locator(":focus")
        box = stop.bounding_box()
        assert box is not None
        clip = {
            "x": max(0, box["x"] - 6),
            "y": max(0, box["y"] - 6),
            "width": box["width"] + 12,
            "height": box["height"] + 12,
        }
        focused = page.screenshot(clip=clip)  # type: ignore[arg-type]
        page.evaluate("window.stop = document.activeElement; stop.blur()")
        page.wait_for_timeout(300)
        assert page.screenshot(clip=clip) != focused, page.evaluate("window.stop.outerHTML")  # type: ignore[arg-type]
        page.evaluate("window.stop.focus({focusVisible: true})")


# --- what is touched, and what is read


def test_the_name_in_the_header_is_a_link_as_wide_as_its_words(open_page: OpenPage) -> None:
    name = open_page("it/").locator(".cg-name")
    beside = name.evaluate(
        """link => {
            const words = document.createRange();
            words.selectNodeContents(link);
            return link.getBoundingClientRect().width - words.getBoundingClientRect().width;
        }"""
    )
    assert beside < LEAST


_TOO_LOW: Final = """least => [...document.querySelectorAll("a, button, summary, select")].filter(element => {
    const box = element.getBoundingClientRect();
    if (!element.checkVisibility({visibilityProperty: true}) || box.width < 2 || box.height >= least) return false;
    if (getComputedStyle(element, "::after").position === "absolute") return false;  // the whole card is the link
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return block.textContent.trim() === element.textContent.trim();  // not within a sentence
}).map(element => `${Math.round(element.getBoundingClientRect().height)} px: ${element.outerHTML.slice(0, 100)}`)"""

_BROKEN: Final = r"""() => {
    const ends = /[+\u2212]?€?\d[\d.,]*%?\u2060?[–-]\u2060?[+\u2212]?€?\d[\d.,]*(?:\s?[€%])?/;
    // Not within the address of a source.
    const figure = new RegExp(String.raw`(?<![\w-])(?:${ends.source}|\d(?:[\d.,]*\d)?\s?[€%]|€\d[\d.,]*)`, "g");
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const broken = [];
    for (let text; (text = texts.nextNode()); ) {
        if (text.parentElement.closest("script, style, option, svg, pre, code, [data-blank]")) continue;
        for (const found of text.data.matchAll(figure)) {
            const range = document.createRange();
            range.setStart(text, found.index);
            range.setEnd(text, found.index + found[0].length);
            if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) broken.push(found[0]);
        }
    }
    return broken;
}"""

_MARKER_OUTSIDE: Final = """() => [...document.querySelectorAll("article li")].filter(entry => {
    const style = getComputedStyle(entry), article = entry.closest("article");
    if (style.display !== "list-item" || style.listStyleType === "none" || !entry.checkVisibility()) return false;
    const edge = article.getBoundingClientRect().left + parseFloat(getComputedStyle(article).paddingLeft);
    return style.listStylePosition === "outside" && entry.getBoundingClientRect().left < edge + 12;
}).map(entry => entry.textContent.trim().slice(0, 40))"""


def wrong_at(page: Page, width: int) -> list[str]:
    """What is too low to be touched, broken over two lines, meets in a picture, or is beside the text or the screen."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    wrong = [f"too low: {found}" for found in page.evaluate(_TOO_LOW, LEAST)]
    wrong += [f"broken: {found}" for found in page.evaluate(_BROKEN)]
    wrong += [
        f"words of a picture meet: {found}"
        for found in page.locator(".cg-chart > svg[role=img]").evaluate_all(WRONG_WORDS)
    ]
    wrong += [f"the mark of a list is outside the text: {found}" for found in page.evaluate(_MARKER_OUTSIDE)]
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if too_wide > 0:
        wrong.append(f"{too_wide} px wider than the screen")
    return [f"{width}: {found}" for found in wrong]


def test_each_kind_of_page(open_page: OpenPage, address: str, subtests: pytest.Subtests) -> None:
    page = open_page("it/", device="phone", alone=True)
    page.emulate_media(reduced_motion="reduce")
    kinds = PAGES["phone"] | PAGES["desk"]
    for turn, path in enumerate(path for kind, path in kinds.items() if kind not in PLAIN):
        with subtests.test(path):
            page.goto(address + path)
            ready(page)
            wrong = wrong_in_the_menu(page, SMALL[turn % len(SMALL)])
            wrong += wrong_at(page, NARROW[turn % len(NARROW)])
            assert wrong + unseen_focus(page) == []


@pytest.mark.parametrize("width", NARROW)
def test_figures_that_scripts_write_hold_together(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page("it/ruoli/key-account-manager/stipendio/?level=executive#offer=123456,9000,", device="phone")
    page.set_viewport_size({"width": width, "height": HEIGHT})
    expect(page.locator("[data-told] li:visible").nth(1)).to_contain_text("–")
    assert page.evaluate(_BROKEN) == []
    page.goto(address + "it/per-hr/descrizione-posizione/?role=key-account-manager&profile=senior_senior&with=pay")
    expect(page.locator(".cg-paper")).to_contain_text("55.000–75.000")
    assert page.evaluate(_BROKEN) == []


# --- what is shared moves nothing

_SHIFT: Final = """() => new Promise(done => {
    let shift = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) shift += entry.value; })
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(shift), 150);
})"""

SHARED: Final = {
    "explorer": "it/ruoli/key-account-manager/stipendio/?level=senior&area=north#offer=50000,5000,",
    "explorer without choices": "en/roles/key-account-manager/salary/#explorer",
    "comparison": "it/ruoli/key-account-manager/specializzazioni/?compare=senior,b2b,retail#compare",
    "finder": "en/roles/key-account-manager/specializations/?fit=ypnypnypny#fit",
    "job description": "it/per-hr/descrizione-posizione/?role=key-account-manager&profile=b2b_senior",
    "where do you start": "it/da-dove-parti/?to=key-account-manager",
    "roles compared": "it/confronta/?compare=key-account-manager,sales-manager",
}


def test_an_address_with_choices_does_not_shift_the_page(
    open_page: OpenPage, address: str, subtests: pytest.Subtests
) -> None:
    page = open_page("it/", device="phone")
    held: list[Route] = []
    page.route(lambda url: url.endswith(".js") and "palette" not in url, lambda route: held.append(route))  # noqa: PLW0108 - playwright refuses a bare method
    for turn, (name, path) in enumerate(SHARED.items()):
        for width, height in ((390, 844), (1440, 900))[: 1 + turn % 2]:
            with subtests.test(f"{name} at {width}"):
                page.set_viewport_size({"width": width, "height": height})
                page.goto("about:blank")
                page.goto(address + path, wait_until="commit")
                # The page is painted before its scripts come, as on a slow line.
                until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
                page.wait_for_timeout(50)
                while not page.evaluate(
                    "[...document.querySelectorAll('[data-module]')].every(part => part.matches(':defined'))"
                ):
                    while held:
                        held.pop().continue_()
                    page.wait_for_timeout(10)
                assert page.evaluate(_SHIFT) < 0.02


@pytest.mark.thorough
def test_a_page_whose_script_does_not_come_is_there_all_the_same(open_page: OpenPage, address: str) -> None:
    page = open_page("it/", expect_missing=True)
    page.route("**/compare.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(address + SHARED["comparison"])
    expect(page.locator(".cg-page-tools")).to_be_visible()


# --- every page, at every width: some minutes


@pytest.mark.thorough
def test_every_page_at_every_small_width(
    open_page: OpenPage, address: str, shipped: Site, subtests: pytest.Subtests
) -> None:
    page = open_page("it/", device="phone", alone=True)
    page.emulate_media(reduced_motion="reduce")
    target_size = {"runOnly": {"type": "rule", "values": ["target-size"]}}
    # A page and its twin differ in words alone; Italian has the longer ones.
    for turn, file in enumerate(sorted(file for file in shipped.pages if file.startswith("it/"))):
        with subtests.test(file):
            page.goto(address + file.removesuffix("index.html"))
            ready(page)
            wrong = [found for width in SMALL for found in wrong_at(page, width)]
            if "/embed/" not in file:  # the card of a role stands in others' pages, without ours around it
                # The same on many pages: on each at one width, which is another one for its like in the next role.
                wrong += wrong_in_the_menu(page, SMALL[turn % len(SMALL)])
            wrong += [found["help"] for found in Axe().run(page, options=target_size).response["violations"]]
            assert wrong + unseen_focus(page) == []
