"""Published addresses never die: what was published is on a list, and nothing passes in which one would vanish.

Takes the files of a built site, or the plan of one that is yet to be built. An address is a page's path below the
site's root, with an anchor behind it where readers can link to one: on headings, entries of lists, terms and rows of
tables. What is named after a day, which may be corrected, bears `data-passing` and is not promised.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, Final

from career_guide import exports
from career_guide.building.publishing import is_of_host
from career_guide.building.writing import write_files
from career_guide.loading import other_files
from career_guide.loading.published import GONE, LIST, Published
from career_guide.pages.hand_written import anchors_of
from career_guide.pages.renderer import Renderer
from career_guide.site.moves import moved_pages
from career_guide.words.problems import Place, Problem
from career_guide.words.suggestions import nearest_or_known

_ANCHOR: Final = re.compile(r'<(?:(?:h[2-6]|li|dt|tr)\b(?! data-passing)|span class="cg-former")[^>]*?\bid="([^"]+)"')
_MOVED: Final = re.compile(r'<meta http-equiv="refresh" content="0; url=[^"]*" data-to="([^"]*)">')
_NO_PROMISE: Final = ("assets/", "documents/", "pagefind/", "schemas/", "search/")
"""Folders with files that only pages use, so that they may change; data files outside the API may, too."""
_NO_PROMISE_FILES: Final = re.compile(r"(^|/)(404\.html|sitemap\.xml(\.gz)?|manifest\.webmanifest)$|^(?!api/).*\.json$")
_SEARCHED: Final = "data-pagefind-body"
"""Marks the pages that readers find by search: only there are anchors promised, too."""


def present(site: Path) -> set[str]:
    """All addresses of a built site. Where a page only sends on, the anchors are those of where it leads."""
    pages: dict[str, set[str]] = {}
    moved: dict[str, str] = {}
    for path in _files(site):
        address = _address(path.relative_to(site).as_posix())
        text = path.read_text("utf-8") if path.suffix == ".html" else ""
        if found := _MOVED.search(text):
            moved[address] = found[1]
        pages[address] = set(_ANCHOR.findall(text)) if _SEARCHED in text else set()
    return _with_anchors(pages, moved)


def planned(renderer: Renderer, references: Mapping[str, Any], docs: Path, macros: list[str]) -> set[str]:
    """The same for a site that is not built yet; hand-written pages come with anchors that are not promised, too.

    Args:
        renderer: Knows the pages.
        references: See `exports.files`.
        docs: The folder with the hand-written pages, and the files beside them.
        macros: The names of those that hand-written pages can call.
    """
    plan = renderer.plan
    files = {*exports.files(renderer, references), *(page.output_file for page in plan.pages)}
    files |= {file.partition("/")[2] for file in other_files(docs)}
    pages: dict[str, set[str]] = {_address(file): set() for file in files if _is_promised(file)}
    for page in plan.pages:
        if page.kind in {"home", "article"}:
            pages[page.path] = anchors_of(plan.article(page), renderer, macros)
        elif page.is_searched:
            pages[page.path] = set(_ANCHOR.findall(renderer.page(page).html))
    return _with_anchors(pages, moved_pages(plan))


def vanished(here: AbstractSet[str], published: Published) -> list[Problem]:
    """A problem for each published address that is missing and was not given up, and for each that leads nowhere.

    Args:
        here: All addresses, of a site or of a plan.
        published: What was promised.
    """
    missing = [address for address in published.addresses if address and address not in here]
    lost = {address for address in missing if published.speaks_for(address) is None}
    # The page is reported, not everything that was on it or below it.
    told = [address for address in missing if address in lost and not lost.intersection(_above(address))]
    numbers = {address: number for number, address in enumerate(published.addresses, start=1)}
    problems = [
        Problem(
            LIST,
            Place(numbers[address], 1),
            "address_vanished",
            {"value": address, "file": GONE.as_posix(), "line": f"{address}: {_successor(address, here)}"},
            address,
        )
        for address in told
    ]
    return problems + [problem for address in published.gone for problem in _wrong(address, here, published)]


def _wrong(address: str, here: AbstractSet[str], published: Published) -> Iterator[Problem]:
    """What is wrong with a line that gives up an address."""
    document, successor = published.document, published.gone[address]
    if all(published.speaks_for(one) != address for one in published.addresses):
        place = document.key_place((address,))
        yield Problem(GONE, place, "gone_never_published", {"value": address}, document.line(place))
    start = address[: address.index("/", 1) + 1] if "/" in address[1:] else "/"
    if successor not in here or not successor.startswith(start):
        place = document.place((address,))
        known = nearest_or_known(successor, [one for one in here if one.startswith(start) and "#" not in one])
        yield Problem(
            GONE,
            place,
            "gone_nowhere",
            {"value": successor, "start": start, "nearest_or_known": known},
            document.line(place),
        )


def _above(address: str) -> Iterator[str]:
    """The addresses that an address stands on or below, the nearest first: `/en/skills/x/`, `/en/skills/`, `/en/`."""
    page, _, anchor = address.partition("#")
    if anchor:
        yield page
    while page not in {"", "/"}:
        page = posixpath.dirname(page.rstrip("/"))
        yield f"{page.rstrip('/')}/"
        if page.startswith("/api/"):
            yield f"{page}.json"


def _successor(address: str, here: AbstractSet[str]) -> str:
    """Where an address that is given up may lead: the nearest existing one above it."""
    nearest = next((one for one in _above(address) if one in here), "/")
    if nearest != "/" or not address.startswith("/go/"):
        return nearest
    kind = address.split("/")[2]
    indexes = (f"/go/page/{name}/" for name in (f"{kind}s", "glossary" if kind == "term" else "home"))
    return next((one for one in indexes if one in here), "/")


def add(site: Path, project: Path) -> list[str]:
    """Put the addresses of a built site that are new on a project's list; gives them. Nothing is ever taken off."""
    listed = project / LIST
    new = unlisted(site, listed)
    if new:
        write_files({listed: "\n".join(sorted({*_listed(listed), *new})) + "\n"})
    return new


def unlisted(site: Path, listed: Path) -> list[str]:
    """The addresses of a built site that are not on the list."""
    return sorted(present(site) - _listed(listed))


def _listed(file: Path) -> set[str]:
    return set(file.read_text("utf-8").splitlines()) if file.is_file() else set()


def _with_anchors(pages: Mapping[str, AbstractSet[str]], moved: Mapping[str, str]) -> set[str]:
    """All addresses, given the anchors of each page, and which pages lead to which."""
    anchors = {**pages, **{old: pages.get(new.partition("#")[0], set()) for old, new in moved.items()}}
    return {f"/{page}{anchor}" for page in anchors for anchor in ("", *(f"#{name}" for name in anchors[page]))}


def _address(file: str) -> str:
    return re.sub(r"(^|/)index\.html$", r"\1", file)


def _files(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*")):
        if path.is_file() and _is_promised(path.relative_to(site).as_posix()):
            yield path


def _is_promised(file: str) -> bool:
    if is_of_host(file.partition("/")[0]) or file.startswith(_NO_PROMISE):
        return False
    return not _NO_PROMISE_FILES.search(file)
