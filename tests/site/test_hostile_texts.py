"""Whatever stands in the data comes out as the characters that were typed: never as markup, code or a template."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from tests.conftest import once
from tests.site.project import SITE_URL, Project
from tests.site.published import Page, Site, text, with_class

MARKUP: Final = """</title><script>alert(1)</script>"'><img src=x onerror=alert(1)>"""
TEMPLATE: Final = "{{ 7*191 }}{% x %}"
"""Were it read as a template, the first half would give 1337, the second an error."""
EVALUATED: Final = "1337"
HOSTILE: Final = TEMPLATE + MARKUP
PLAIN_TEXTS: Final = frozenset(
    {"name", "vendor", "issuer", "quoted_as", "abbreviation", "former_names", "models", "publisher", "code", "label"}
)
"""Fields that are the same in every language and that readers see."""
LOCALIZED: Final = {"it", "en"}
LONGEST_SUMMARY: Final = 200


@pytest.fixture(scope="module")
def hostile(small: Site, shared_folder: Path) -> Site:
    """The small guide with a hostile end to each text in its data, and to the titles in `docs/`.

    Pages in `docs/` are templates by design, their titles included; there the end is only markup.
    """
    folder = shared_folder / "hostile"
    once(folder, lambda: poisoned_project(Project(small.folder.parent).copy(folder, built=False)).build())
    return Site(folder / "site", SITE_URL)


def poisoned_project(project: Project) -> Project:
    for file in sorted((project.folder / "data").rglob("*.yml")):
        name = file.relative_to(project.folder).as_posix()
        project.write(name, poisoned(project.read(name), braces=2 if file.name == "labels.yml" else 1))
    for file in sorted((project.folder / "docs").rglob("*.md")):
        file.write_text(poisoned_front_matter(file.read_text("utf-8")), "utf-8")
    return project


def test_every_page_shows_it_as_it_was_typed(hostile: Site) -> None:
    for page in hostile.localized:
        assert HOSTILE in text(page.article), page
        assert HOSTILE in text(page.only(with_class("cg-nav"))), page
        assert MARKUP in page.title, page
        assert MARKUP in page.meta("description"), page


def test_it_makes_no_element_and_no_attribute(hostile: Site, small: Site) -> None:
    """Page by page, the markup is that of the harmless guide."""
    assert set(hostile.pages) == set(small.pages)
    for file, page in hostile.pages.items():
        assert markup(page) == markup(small.pages[file]), page


def test_it_runs_nothing(hostile: Site) -> None:
    for page in hostile.pages.values():
        assert page.find("//img") == []
        # Data is not run, whatever stands in it; that it does not end early is seen in the markup.
        run = page.find("//script[not(@type='application/ld+json')]")
        assert [script.text for script in run if "alert" in (script.text or "")] == []
        assert [name for element in page.find("//*") for name in element.attrib if str(name).startswith("on")] == []


def test_it_is_not_read_as_a_template(hostile: Site) -> None:
    read = [file for file in sorted(hostile.files) if file.endswith((".html", ".xml", ".json"))]
    assert [file for file in read if EVALUATED in hostile.read(file)] == []


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


def test_settings_for_scripts_stay_well_formed(hostile: Site, small: Site) -> None:
    for file, page in hostile.pages.items():
        for script, harmless in zip(
            page.find("//script[@type='application/json']"),
            small.pages[file].find("//script[@type='application/json']"),
            strict=True,
        ):
            assert json.loads(script.text or "") == json.loads(harmless.text or "")


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


def poisoned(value: Any, *, braces: int, field: str = "") -> Any:
    """The same data with a hostile end to each text; ids, addresses and choices must stay what they are."""
    if isinstance(value, dict):
        if set(value) == LOCALIZED and field not in {"slug", "former_slugs"}:
            return {locale: poisoned_text(words, field, braces) for locale, words in value.items()}
        return {key: poisoned(entry, braces=braces, field=str(key)) for key, entry in value.items()}
    if isinstance(value, list) and field not in PLAIN_TEXTS:
        return [poisoned(entry, braces=braces) for entry in value]
    return poisoned_text(value, field, braces) if field in PLAIN_TEXTS else value


def poisoned_text(words: Any, field: str, braces: int) -> Any:
    if isinstance(words, list):
        return [poisoned_text(entry, field, braces) for entry in words]
    if not isinstance(words, str):
        return words
    end = HOSTILE.replace("{", "{" * braces).replace("}", "}" * braces)
    return (words[: LONGEST_SUMMARY - len(end)] if field == "summary" else words) + end


def poisoned_front_matter(page: str) -> str:
    lines = page.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.startswith(("title: ", "description: ")):
            key, _, words = line.strip().partition(": ")
            lines[number] = f"{key}: {json.dumps(words + MARKUP)}\n"
    return "".join(lines)


def markup(page: Page) -> Counter[tuple[str, ...]]:
    """How often each kind of element stands on a page, told apart by the names of its attributes."""
    elements = page.tree.iter(etree.Element)
    return Counter((str(element.tag), *sorted(str(name) for name in element.attrib)) for element in elements)
