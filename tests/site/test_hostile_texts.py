"""Whatever stands in the data comes out as the characters that were typed: never as markup, code or a template."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from tests.site.hostile import EVALUATED, HOSTILE, LEFT_BEHIND, MARKUP, ROBOTS, hostile_site
from tests.site.published import Page, Site, text, with_class

HAND_WRITTEN: Final = "en/method/index.html"
"""The page that holds what looks like code, and a picture."""


@pytest.fixture(scope="module")
def hostile(shared_folder: Path) -> Site:
    return hostile_site(shared_folder)


def test_every_page_shows_it_as_it_was_typed(hostile: Site) -> None:
    for page in hostile.localized:
        assert HOSTILE in text(page.article), page
        assert HOSTILE in text(page.only(with_class("cg-nav"))), page
        assert MARKUP in page.title, page
        assert MARKUP in page.meta("description"), page
    for page in (hostile.page("it/"), hostile.page("en/method/")):
        assert HOSTILE in page.title, "the first lines of hand-written pages are no templates"


def test_it_makes_no_element_and_no_attribute(hostile: Site, small: Site) -> None:
    """Page by page, the markup is that of the harmless guide."""
    assert set(hostile.pages) == set(small.pages)
    for file, page in hostile.pages.items():
        if file != HAND_WRITTEN:
            assert markup(page) == markup(small.pages[file]), page


def test_it_runs_nothing(hostile: Site) -> None:
    for file, page in hostile.pages.items():
        assert [image.get("src") for image in page.find("//img")] == ["../plan.png"] * (file == HAND_WRITTEN), file
        # Data is not run, whatever stands in it; that it does not end early is seen in the markup.
        run = page.find("//script[not(@type='application/ld+json')]")
        assert [script.text for script in run if "alert" in (script.text or "")] == []
        assert [name for element in page.find("//*") for name in element.attrib if str(name).startswith("on")] == []


def test_it_is_not_read_as_a_template(hostile: Site) -> None:
    read = [file for file in sorted(hostile.files) if file.endswith((".html", ".xml", ".json"))]
    assert [file for file in read if EVALUATED in hostile.read(file)] == []


def test_what_looks_like_code_in_a_hand_written_page_is_shown(hostile: Site) -> None:
    shown = text(hostile.pages[HAND_WRITTEN].article)
    for words in (
        "<script>window.ran = 1</script>",
        "{{ 7*191 }}",
        "[x](javascript:window.ran=5)",
        "onerror=window.ran = 3",
    ):
        assert words in shown


def test_its_links_lead_to_pages_sections_and_files(hostile: Site) -> None:
    page = hostile.pages[HAND_WRITTEN]
    links = {link.text: link.get("href") or "" for link in page.article.iter("a")}
    assert links["its section"] == "#code"
    for words, file in (("This page by its file", HAND_WRITTEN), ("another page", "en/index.html")):
        assert hostile.target(page, links[words]).file == file
    assert {"en/plan.png", "assets/images/plan.png", "form.docx"} <= hostile.files


def test_a_file_in_docs_stands_in_the_place_of_one_that_the_guide_would_make(hostile: Site) -> None:
    assert hostile.read("robots.txt") == ROBOTS


def test_what_is_left_behind_is_not_published(hostile: Site) -> None:
    names = {file.rpartition("/")[2] for file in hostile.files}
    assert names.isdisjoint(Path(file).name for file in LEFT_BEHIND)


def test_it_ends_no_attribute(hostile: Site) -> None:
    """Where a text stands in an attribute, it stands there whole."""
    whole = 0
    for page in hostile.pages.values():
        for element in page.find("//*"):
            for value in element.attrib.values():
                if "alert(1)" in value or "<script" in value:
                    assert MARKUP in value, f"{page}: {value}"
                    whole += 1
    assert whole > len(hostile.pages)


def test_the_sitemap_stays_well_formed_and_the_same(hostile: Site, small: Site) -> None:
    assert hostile.sitemap == small.sitemap


def test_what_search_engines_are_told_stays_well_formed_and_is_what_was_typed(hostile: Site) -> None:
    scripts = {page: page.find("//script[@type='application/ld+json']") for page in hostile.localized}
    told = {page: json.loads(script.text or "") for page, found in scripts.items() for script in found}
    assert len(told) > len(hostile.localized) / 2
    assert [page for page, data in told.items() if MARKUP not in data["description"]] == []


def test_the_search_keeps_it_as_text(hostile: Site) -> None:
    """Our script shows titles as text; excerpts are HTML, which the search engine makes from this by escaping it."""
    seen = 0
    for file in sorted(hostile.files):
        if not file.startswith("pagefind/fragment/"):
            continue
        packed = gzip.decompress((hostile.folder / file).read_bytes()).decode()
        entry = json.loads(packed.removeprefix("pagefind_dcd"))
        assert EVALUATED not in packed
        assert MARKUP in entry["meta"]["title"]
        assert HOSTILE in entry["content"]
        seen += 1
    assert seen == len(hostile.searched)


def markup(page: Page) -> Counter[tuple[str, ...]]:
    """How often each kind of element stands on a page, told apart by the names of its attributes.

    Not the lines of a picture's words: longer words have more of them.
    """
    elements = page.tree.iter(etree.Element)
    found = Counter((str(element.tag), *sorted(str(name) for name in element.attrib)) for element in elements)
    del found["text", "x", "y"]
    return found
