"""No page shows the works: templates, placeholders, errors, values that are not there."""

import re
from itertools import pairwise
from typing import Final

import pytest

from tests.site.published import Site, text

WORKS: Final = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|Macro Rendering Error|Traceback|jinja2|Undefined"
    r"|<bound method|Markup\(|Localized\(|&amp;(?:amp|lt|#)"
)
OF_WORKS: Final = {
    f"{page}{name}/"
    for page, names in (("it/per-redattori/", ("errori", "macro")), ("en/for-editors/", ("errors", "macros")))
    for name in names
}
"""Pages that tell editors of templates and placeholders."""
NOTHING: Final = {"None", "none", "undefined", "null", "nan", "True", "False", "[]", "{}"}


def test_no_template_and_no_error_is_shown(site: Site) -> None:
    """Code shows what editors type."""
    shown = [
        f"{page}: {found[0]}"
        for page in site.pages.values()
        if page.address not in OF_WORKS
        for found in WORKS.finditer(re.sub(r"(?s)<(script|style|code)\b.*?</\1>", "", page.source))
    ]
    assert not shown, "\n".join(shown)


def test_no_placeholder_is_left(site: Site) -> None:
    """Only `data-` attributes keep texts with gaps, which our scripts fill in; an error message may speak of one."""
    for page in site.pages.values():
        if page.address in OF_WORKS:
            continue
        attributes = [item for element in page.find("//*") for item in element.attrib.items()]
        shown = [value for name, value in attributes if not name.startswith("data-")]
        shown += [page.title, text(page.only("/html/body"))]
        assert [gap for words in shown for gap in re.findall(r"\{\w*\}", words)] == [], page


def test_nothing_is_shown_as_a_value(site: Site) -> None:
    elements = "//td | //th | //dd | //dt | //li | //p | //a | //h1 | //h2 | //h3 | //strong | //small | //span"
    seen = 0
    for page in site.pages.values():
        for element in page.find(elements):
            assert text(element) not in NOTHING, f"{page}: {element.tag!s}"
            seen += 1
        attributes = [value for element in page.find("//*") for value in element.attrib.values()]
        assert NOTHING.intersection(attributes) <= {"none"}, page
    assert seen > 1000


def test_nothing_is_empty_that_should_speak(site: Site) -> None:
    """A cell, a heading, an entry or a link without words; pictures in buttons have their name in an attribute."""
    elements = "//td | //th | //dd | //dt | //li | //a | //h1 | //h2 | //h3 | //summary | //caption"
    silent = [
        f"{page}: {element.tag!s} {element.get('class', '')}"
        for page in site.pages.values()
        for element in page.find(elements)
        if not text(element) and not element.get("aria-label")
    ]
    assert not silent, "\n".join(silent)


def test_every_page_has_one_first_heading_and_skips_no_level(site: Site) -> None:
    for page in site.localized:
        levels = [int(str(heading.tag)[1]) for heading in page.find("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1, page
        assert levels.count(1) == 1, page
        assert all(below - above <= 1 for above, below in pairwise(levels)), page


@pytest.mark.parametrize("works", ["{{ role }}", "{% if %}", "Macro Rendering Error", "&amp;lt;b&amp;gt;"])
def test_works_are_recognized(works: str) -> None:
    assert WORKS.search(f"<p>{works}</p>")


def test_a_page_allows_what_its_own_site_sends_and_has_nothing_else_to_allow(site: Site) -> None:
    """Every file that a browser shows; that everything works in spite of it, the browser tests see."""
    for page in [*site.pages.values(), *site.signposts.values()]:
        policy = page.only("//head/meta[@http-equiv='Content-Security-Policy']")
        # It holds from where it stands.
        assert [element.tag for element in policy.itersiblings(preceding=True)] == ["meta"], page
        said = dict(part.split(" ", 1) for part in policy.get("content", "").split("; "))
        assert said["default-src"] == said["base-uri"] == said["form-action"] == "'none'", page
        assert said["script-src"].split() == ["'self'", "'wasm-unsafe-eval'"], page
        assert said["style-src"] == said["connect-src"] == "'self'", page
        assert page.find("//*[@style or self::style or @*[starts-with(name(), 'on')]]") == [], page
        assert page.find("//script[not(@src)][not(@type='application/ld+json')]") == [], page
