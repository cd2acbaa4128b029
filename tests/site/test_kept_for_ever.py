"""What browsers may keep for ever: a file whose name changes whenever its content does."""

import re

from career_guide.exports.hosting import IMMUTABLE
from tests.site.published import Site


def kept(site: Site) -> dict[str, bytes]:
    """The files that may be kept, with their content."""
    return {file: (site.folder / file).read_bytes() for file in site.files if re.fullmatch(IMMUTABLE, file)}


def test_two_guides_have_no_file_of_one_name_that_differs(shipped: Site, small: Site) -> None:
    one, other = kept(shipped), kept(small)
    assert {name for name in one.keys() & other.keys() if one[name] != other[name]} == set()
    assert len(one.keys() & other.keys()) > 30
    assert len(one.keys() - other.keys()) > 200


def test_nearly_all_that_a_page_loads_may_be_kept(site: Site) -> None:
    """All but the page itself, what describes it to other programs, and the beginning of the search."""
    changing = (".webmanifest", ".xml", ".md", ".csv", "pagefind/pagefind.js")
    for page in site.pages.values():
        elements = page.find("//link[not(@hreflang)][not(@rel='canonical')] | //script[@src] | //*[@data-module]")
        for element in elements:
            written = element.get("href") or element.get("src") or element.get("data-module") or ""
            file = site.target(page, written).file or ""
            assert re.fullmatch(IMMUTABLE, file) or file.endswith(changing), f"{page}: {written}"
            assert file in site.files, f"{page}: {written}"


def test_what_keeps_its_name_may_not(site: Site) -> None:
    changing = {"index.html", "it/manifest.webmanifest", "pagefind/pagefind.js", "pagefind/pagefind-entry.json"}
    changing |= {"pagefind/bundles.json", "pagefind/wasm.it.pagefind", "sitemap.xml", "share.png"}
    assert changing <= site.files
    assert [file for file in changing if re.fullmatch(IMMUTABLE, file)] == []
