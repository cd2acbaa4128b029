"""Search finds every page, in the reader's language only, under the words that people use."""

import gzip
import json
import re
from collections import Counter
from typing import Any

import pytest

from tests.site.published import LOCALES, Site


def test_each_language_has_an_index_of_its_own_that_holds_all_its_pages(site: Site) -> None:
    languages = json.loads(site.read("pagefind/pagefind-entry.json"))["languages"]
    indexed = {language: index["page_count"] for language, index in languages.items()}
    assert indexed == Counter(page.locale for page in site.searched)
    assert set(indexed) == set(LOCALES)


def test_the_index_lists_every_page_once_and_no_page_that_repeats_others(site: Site) -> None:
    assert sorted(entries(site)) == sorted(f"/{page.address}" for page in site.searched)


def test_each_language_has_its_own_stemming(site: Site) -> None:
    assert {f"pagefind/wasm.{locale}.pagefind" for locale in LOCALES} <= site.files


def test_of_the_search_program_only_what_pages_load_is_published(site: Site) -> None:
    program = {file for file in site.files if file.startswith("pagefind/") and file.endswith((".js", ".css"))}
    assert program == {"pagefind/pagefind.js", "pagefind/pagefind-worker.js"}


def test_what_a_result_shows_is_what_the_page_says(site: Site) -> None:
    found = entries(site)
    for page in site.searched:
        meta = found[f"/{page.address}"]["meta"]
        assert page.title.startswith(f"{meta['title']} · "), page
        assert meta["kind"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/it/ruoli/key-account-manager/stipendio/", "quanto guadagna"),
        ("/en/roles/key-account-manager/salary/", "how much earn"),
        ("/it/ruoli/key-account-manager/come-diventare/", "requisiti"),
        ("/it/ruoli/key-account-manager/", "KAM"),
    ],
)
def test_a_page_is_found_under_words_that_it_need_not_contain(shipped: Site, address: str, words: str) -> None:
    assert words in entries(shipped)[address]["meta"]["alias"].split(", ")


def test_pages_of_a_role_can_be_filtered_by_it(small: Site) -> None:
    found = entries(small)
    roles = {"it": "Soffiatore di vetro", "en": "Glassblower"}
    for page in small.searched:
        assert page.locale is not None
        of_role = page.address.startswith(("it/ruoli/soffiatore-di-vetro/", "en/roles/glassblower/"))
        assert (roles[page.locale] in found[f"/{page.address}"]["filters"].get("role", [])) == of_role, page


def test_what_every_page_repeats_is_not_searched(site: Site) -> None:
    """Else every page would be found under the words of the navigation and the footer."""
    everywhere = ["CC BY 4.0", "Navigazione principale", "Main navigation"]
    for address, entry in entries(site).items():
        # These speak of the licence themselves.
        if not re.search("/(metodo|method|fonti|sources|per-hr|for-hr)/", address):
            assert [words for words in everywhere if words in entry["content"]] == [], address


def entries(site: Site) -> dict[str, Any]:
    """What the index knows of each page, by its address."""
    found = {}
    for file in sorted(site.files):
        if file.startswith("pagefind/fragment/"):
            packed = gzip.decompress((site.folder / file).read_bytes())
            entry = json.loads(packed.removeprefix(b"pagefind_dcd"))
            found[entry["url"]] = entry
    return found
