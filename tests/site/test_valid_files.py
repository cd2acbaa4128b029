"""Pages, style sheets and pictures are as their standards want them: browsers have nothing to repair or to guess."""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import html5lib
import pytest
from lxml import etree
from PIL import Image

from tests.conftest import once
from tests.fixture_guide import PROJECT
from tests.npm import install
from tests.site.published import LOCALES, Page, Site

CHECKER: Final = PROJECT / "tests/validator"
MOST_IN_A_SITEMAP: Final = 50_000
JAR: Final = CHECKER / "node_modules/vnu-jar/build/dist/vnu.jar"
WRONGLY_TOLD: Final = {
    # To the checker a file has no origin, so that 'self' matches nothing; tests of the browser hold the policy.
    r"Resource violates Content Security Policy.*",
    # JSON-LD is data, which no policy forbids.
    r"Inline script violates Content Security Policy.*",
    # Newer than the checker: SVG 2, View Transitions, a colour with two places as a gradient (CSS Images 4).
    r"CSS: “(paint-order|x|view-transition-name)”: Property “\1” doesn't exist\.",
    r"CSS: Unrecognized at-rule “@view-transition”",
    r"CSS: Parse Error\.",
    r"CSS: “background”: too few values for the property “linear-gradient”\.",
}
"""What the checker says without need."""


def test_a_page_has_no_mistake_that_a_browser_repairs(site: Site) -> None:
    pages = list(site.pages.values())
    assert mistakes([*pages[::10], site.pages["404.html"], *list(site.signposts.values())[:1]]) == []


@pytest.mark.thorough
def test_no_page_has_a_mistake_that_a_browser_repairs(site: Site) -> None:
    assert mistakes([*site.pages.values(), *site.signposts.values()]) == []


@pytest.mark.parametrize(
    "html",
    ["<p><div></div></p>", "<b><i></b></i>", "<table><p>x</p></table>", "<p a=1 a=2></p>", "<ul></ul></ul>", "&x;"],
)
def test_a_mistake_is_seen(html: str) -> None:
    assert mistakes([Page("page.html", f"<!doctype html><title>x</title><body>{html}</body>")]) != []


@pytest.mark.on_demand
@pytest.mark.skipif(shutil.which("java") is None, reason="the Nu Html Checker is written in Java")
def test_the_checker_of_the_w3c_finds_no_mistake_in_pages_style_sheets_and_pictures(
    site: Site, shared_folder: Path
) -> None:
    once(shared_folder / "validator", lambda: install(CHECKER))
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg"]
    command = ["java", "-jar", str(JAR), *options, "--skip-non-html", str(site.folder)]
    done = subprocess.run(command, capture_output=True, check=True)
    told = [
        f"{message['url'].partition('/site/')[2]}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
        if not any(re.fullmatch(pattern, message["message"], re.DOTALL) for pattern in WRONGLY_TOLD)
    ]
    kinds = Counter(re.sub(r"“[^”]*”|\d+", "…", line.partition(": ")[2]) for line in told)
    assert not told, f"{kinds.most_common()}, such as {told[:20]}"


def test_the_sitemap_has_what_its_standard_allows_in_its_order(site: Site) -> None:
    entries = etree.fromstring((site.folder / "sitemap.xml").read_bytes())
    assert 0 < len(entries) <= MOST_IN_A_SITEMAP
    shapes = {" ".join(etree.QName(child).localname for child in entry) for entry in entries}
    assert [shape for shape in shapes if not re.fullmatch(r"loc( lastmod)?( link)+", shape)] == []
    days = {day.text or "" for day in entries.iter("{*}lastmod")}
    assert [day for day in days if not re.fullmatch(r"\d{4}-\d\d-\d\d", day)] == []
    assert [place.text for place in entries.iter("{*}loc") if not (place.text or "").startswith(site.url)] == []


def test_an_icon_of_the_manifest_is_of_the_kind_and_size_that_it_says(site: Site) -> None:
    for locale in LOCALES:
        manifest = json.loads(site.read(f"{locale}/manifest.webmanifest"))
        assert manifest["lang"] == locale
        assert (site.folder / locale / manifest["start_url"] / "index.html").exists()
        for icon in manifest["icons"]:
            file = site.folder / locale / icon["src"]
            if icon["type"] == "image/svg+xml":
                assert etree.QName(etree.parse(file).getroot()).localname == "svg"
                continue
            with Image.open(file) as picture:
                assert (picture.get_format_mimetype(), "{}x{}".format(*picture.size)) == (icon["type"], icon["sizes"])


def mistakes(pages: Iterable[Page]) -> list[str]:
    """Where the source of pages is not what the HTML standard calls correct."""
    found = []
    for page in pages:
        parser = html5lib.HTMLParser()
        parser.parse(page.source)
        found += [f"{page}:{line}: {code} {values}" for (line, _), code, values in parser.errors]
    return found
