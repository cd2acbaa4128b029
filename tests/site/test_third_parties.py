"""Whoever reads a page tells nobody but its host: no script, style, font or picture comes from elsewhere."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.fixture_guide import PROJECT
from tests.site.published import Site

LOADED: Final = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
)
"""Relations of `<link>` that make a browser ask for something, or open a connection, by itself."""
ASSETS: Final = sorted(
    path.relative_to(PROJECT).as_posix()
    for path in (PROJECT / "overrides").rglob("*")
    if path.suffix in {".css", ".js", ".svg"}
)


def test_nothing_is_loaded_from_elsewhere(site: Site) -> None:
    loaded = 0
    for page in site.pages.values():
        for element, written in page.addresses():
            relations = set(element.get("rel", "").split())
            if element.tag == "a" or (element.tag == "link" and not relations & LOADED):
                continue
            loaded += 1
            assert site.target(page, written).file in site.files, f"{page}: {written}"
    assert loaded > 3 * len(site.pages)


def test_style_sheets_load_nothing_from_elsewhere(site: Site) -> None:
    sheets = sorted(file for file in site.files if file.endswith(".css"))
    assert site.asset("guide.css") in sheets
    for sheet in sheets:
        for address in loaded_by_css(site.read(sheet)):
            assert (Path(sheet).parent / address).as_posix() in site.files, f"{sheet} loads {address}"


@pytest.mark.parametrize("asset", ASSETS)
def test_an_asset_of_ours_names_no_other_host(asset: str) -> None:
    source = (PROJECT / asset).read_text("utf-8")
    # Names of vocabularies, which nobody asks for.
    for name in ("http://www.w3.org/2000/svg", "http://schemas.openxmlformats.org/", "https://schema.org"):
        source = source.replace(name, "")
    assert re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}[^\s]*", source, re.IGNORECASE) == []


def test_the_themes_own_ways_to_third_parties_stay_shut(site: Site) -> None:
    """Material asks GitHub for stars where a page has its "source" link, and unpkg for Mermaid where it has a chart."""
    doors = "//*[@data-md-component='source' or contains(@class, 'md-source') or contains(@class, 'mermaid')]"
    assert [page for page in site.pages.values() if page.find(doors)] == []


def test_no_page_sends_its_reader_elsewhere_or_frames_others(site: Site) -> None:
    elsewhere = "//meta[@http-equiv='refresh'] | //iframe | //object | //embed"
    assert [page for page in site.pages.values() if page.find(elsewhere)] == []


@pytest.mark.parametrize(
    ("css", "loaded"),
    [
        ("@import 'https://fonts.example/inter.css';", ["https://fonts.example/inter.css"]),
        ('@import url("//fonts.example/inter.css") screen;', ["//fonts.example/inter.css"]),
        ("a { background: url( https://cdn.example/a.png ) }", ["https://cdn.example/a.png"]),
        ("@font-face { src: url('../inter.woff2') }", ["../inter.woff2"]),
        ("a { mask: url(\"data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>\") }", []),
        ("a { color: var(--url) }", []),
    ],
)
def test_what_a_style_sheet_loads_is_seen(css: str, loaded: list[str]) -> None:
    assert loaded_by_css(css) == loaded


def loaded_by_css(css: str) -> list[str]:
    """All addresses that a style sheet makes a browser ask for; what stands in the sheet itself is left out."""
    urls = re.findall(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)|@import\s*(?:"([^"]*)"|'([^']*)')""", css)
    found = ["".join(alternatives) for alternatives in urls]
    return [address for address in found if not address.startswith(("data:", "#"))]
