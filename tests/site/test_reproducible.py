"""The same data gives the same files, so that a deployment changes only what an editor changed."""

import gzip
import re
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import once
from tests.fixture_guide import PROJECT
from tests.site.project import Project, snapshot
from tests.site.published import Site

UNORDERED: Final = ("pagefind/filter/", "pagefind/pagefind.", "pagefind/pagefind-entry.json")
"""Pagefind writes the values of its filters in an order of chance and names these files after their content."""


@pytest.fixture(scope="module")
def again(small: Site, shared_folder: Path) -> Path:
    """The small guide, built in another folder; dates come from SOURCE_DATE_EPOCH, as in all builds of these tests."""
    folder = shared_folder / "again-in-another-folder"
    once(folder, lambda: Project(small.folder.parent).copy(folder, built=False).build())
    return folder / "site"


def test_another_build_gives_the_same_bytes(small: Site, again: Path) -> None:
    first, second = (ordered(snapshot(folder)) for folder in (small.folder, again))
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert {"sitemap.xml", "404.html", small.asset("guide.css")} <= set(first)
    assert any(name.startswith("pagefind/fragment/") for name in first)


def test_the_filters_of_the_search_are_the_same_in_another_order(small: Site, again: Path) -> None:
    first, second = (filters(folder) for folder in (small.folder, again))
    assert first == second
    assert len(first) > 2


def test_no_page_tells_where_or_when_it_was_built(small: Site) -> None:
    """No path of the machine, no time of the day; dates in the sitemap are those that an editor wrote."""
    folders = (str(small.folder.parent), str(PROJECT))
    assert [page for page in small.pages.values() if any(folder in page.source for folder in folders)] == []
    assert {*re.findall("<lastmod>(.*?)</lastmod>", small.read("sitemap.xml"))} == {"2026-10-01", "2026-11-24"}


def ordered(files: dict[str, bytes]) -> dict[str, bytes]:
    kept = {name: content for name, content in files.items() if not name.startswith(UNORDERED)}
    scripts = ("pagefind/pagefind.js", "pagefind/pagefind-worker.js")
    return kept | {name: files[name] for name in scripts}


def filters(site: Path) -> list[bytes]:
    """The bytes of each filter, sorted, since only their order is left to chance."""
    files = (site / "pagefind" / "filter").iterdir()
    return sorted(bytes(sorted(gzip.decompress(file.read_bytes()))) for file in files)
