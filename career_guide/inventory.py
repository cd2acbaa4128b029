"""Published addresses never die: what was published is on a list, and a build in which one would vanish fails.

Works on the files of a built site, whatever made them. An address is a page's path below the site's root, with an
anchor behind it where readers can link to one: on headings, entries of lists, terms and rows of tables. What is named
after a day, which may be corrected, bears `data-passing` and is not promised.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from career_guide.editing.writing import write_files
from career_guide.problems import Place, Problem
from career_guide.publishing import is_of_host

LIST: Final = Path("published/addresses.txt")
"""The list, in the project's folder: one address a line, sorted."""

_ANCHOR: Final = re.compile(r'<(?:(?:h[2-6]|li|dt|tr)\b(?! data-passing)|span class="cg-former")[^>]*?\bid="([^"]+)"')
_MOVED: Final = re.compile(r'<meta http-equiv="refresh" content="0; url=[^"]*" data-to="([^"]*)">')
_NO_PROMISE: Final = ("assets/", "pagefind/", "schemas/", "search/")
"""Folders whose files are the pages' own business; so are data files that are not the API's."""
_NO_PROMISE_FILES: Final = re.compile(r"(^|/)(404\.html|sitemap\.xml(\.gz)?|manifest\.webmanifest)$|^(?!api/).*\.json$")
_SEARCHED: Final = "data-pagefind-body"
"""Marks the pages that readers find by search: only there are anchors promised, too."""


def present(site: Path) -> set[str]:
    """All addresses of a built site. Where a page only sends on, the anchors are those of where it leads."""
    pages: dict[str, set[str]] = {}
    moved: dict[str, str] = {}
    for path in _files(site):
        address = path.relative_to(site).as_posix()
        text = path.read_text("utf-8") if path.suffix == ".html" else ""
        address = re.sub(r"(^|/)index\.html$", r"\1", address)
        if found := _MOVED.search(text):
            moved[address] = found[1]
        pages[address] = set(_ANCHOR.findall(text)) if _SEARCHED in text else set()
    for address, target in moved.items():
        pages[address] = pages.get(target, set())
    return {
        f"/{address}{anchor}"
        for address, anchors in pages.items()
        for anchor in ("", *(f"#{name}" for name in anchors))
    }


def vanished(site: Path, published: Path) -> list[Problem]:
    """A problem for each published address that a built site does not have."""
    if not published.is_file():
        return []
    here = present(site)
    lines = enumerate(published.read_text("utf-8").splitlines(), start=1)
    return [
        Problem(LIST, Place(number, 1), "address_vanished", {"value": address}, address)
        for number, address in lines
        if address and address not in here
    ]


def add(site: Path, published: Path) -> list[str]:
    """Put the addresses of a built site that are new on the list; gives them. Nothing is ever taken off."""
    new = unlisted(site, published)
    if new:
        write_files({published: "\n".join(sorted({*_listed(published), *new})) + "\n"})
    return new


def unlisted(site: Path, published: Path) -> list[str]:
    """The addresses of a built site that are not on the list."""
    return sorted(present(site) - _listed(published))


def _listed(published: Path) -> set[str]:
    return set(published.read_text("utf-8").splitlines()) if published.is_file() else set()


def _files(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*")):
        address = path.relative_to(site).as_posix()
        promised = not is_of_host(address.partition("/")[0]) and not address.startswith(_NO_PROMISE)
        if path.is_file() and promised and not _NO_PROMISE_FILES.search(address):
            yield path
