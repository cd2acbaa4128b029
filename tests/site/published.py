"""A built site as a browser or a search engine finds it: pages, links, words. Knows nothing of how it was made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

LOCALES: Final = ("it", "en")
OTHER: Final = {"it": "en", "en": "it"}
FOR_EDITORS: Final = ("it/per-redattori/", "en/for-editors/")
LINKING: Final = ("href", "src", "action", "formaction", "poster", "data", "data-script", "data-bundle")
"""Attributes that hold an address; the last two are read by our own script."""


class Page:
    """A page of the site.

    Args:
        file: Its file below the site's folder, such as `it/ruoli/index.html`.
        source: The file's content.
    """

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.source = source

    def __repr__(self) -> str:
        return self.file

    @property
    def address(self) -> str:
        """Its address below the site's root, such as `it/ruoli/`; empty for the root itself."""
        return self.file.removesuffix("index.html")

    @property
    def locale(self) -> str | None:
        """The locale whose folder it stands in; None for pages that speak both languages."""
        first = self.file.split("/")[0]
        return first if first in LOCALES else None

    @property
    def is_for_missing_addresses(self) -> bool:
        """Whether hosts show it in the place of pages that do not exist."""
        return self.file.endswith("404.html")

    @property
    def is_edition(self) -> bool:
        """Whether it keeps a role as it was in one month."""
        return re.match(r"(it/edizioni|en/editions)/\d{4}-\d\d/", self.address) is not None

    @property
    def is_card(self) -> bool:
        """Whether it shows a role in a frame on another site."""
        return self.address[2:].startswith("/embed/")

    @property
    def shown_at(self) -> list[str]:
        """The addresses below the site's root at which a browser can show it."""
        missing = ["nowhere", "it/ruoli/nowhere/", "en/roles/nowhere/at-all/"]
        return [self.address, *missing] if self.is_for_missing_addresses else [self.address]

    @cached_property
    def tree(self) -> HtmlElement:
        """The parsed page; a line break parts words, as it does for readers."""
        tree = html.document_fromstring(self.source)
        for line_break in find(tree, "//br"):
            line_break.tail = f"\n{line_break.tail or ''}"
        return tree

    @cached_property
    def ids(self) -> list[str]:
        """All ids in the page, in order."""
        return [element.get("id", "") for element in self.find("//*[@id]")]

    @property
    def language(self) -> str | None:
        """What `<html lang>` says."""
        return self.tree.get("lang")

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return text(self.only("/html/head/title"))

    def find(self, xpath: str) -> list[HtmlElement]:
        """All elements that an XPath gives."""
        return find(self.tree, xpath)

    def only(self, xpath: str) -> HtmlElement:
        """The one element that an XPath gives."""
        found = self.find(xpath)
        assert len(found) == 1, f"{self.file} has {len(found)} of {xpath}"
        return found[0]

    def meta(self, name: str) -> str:
        """The content of a `<meta name>`."""
        return self.only(f"/html/head/meta[@name='{name}']").get("content", "")

    def links_of_head(self, relation: str) -> list[HtmlElement]:
        """`<link>` elements with a relation; several may stand in one `rel`."""
        return [link for link in self.find("/html/head/link") if relation in link.get("rel", "").split()]

    @property
    def article(self) -> HtmlElement:
        """The content, without the page's frame."""
        return self.only(with_class("cg-article"))

    def addresses(self) -> Iterator[tuple[HtmlElement, str]]:
        """Every element that refers to something, with the address as it is written."""
        for element in self.tree.iter(etree.Element):
            if not isinstance(element, HtmlElement) or element.tag == "base":
                continue
            for name in LINKING:
                if name in element.attrib:
                    yield element, element.get(name, "")
            for candidate in element.get("srcset", "").split(","):
                if candidate.strip():
                    yield element, candidate.split()[0]


@dataclass(frozen=True)
class Target:
    """Where a link leads."""

    address: str
    """The absolute address, without the fragment."""
    file: str | None
    """The file of the site that a host would send, whether it exists or not; None outside the site."""
    fragment: str


class Site:
    """A built site.

    Args:
        folder: Its files.
        url: The absolute address that it is hosted at; ends with a slash.
    """

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self._targets: dict[tuple[str, str, str | None], Target] = {}

    @cached_property
    def files(self) -> frozenset[str]:
        """All files, relative to the folder."""
        return frozenset(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    @cached_property
    def _html(self) -> dict[str, Page]:
        names = sorted(name for name in self.files if name.endswith(".html"))
        return {name: Page(name, (self.folder / name).read_text("utf-8")) for name in names}

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All pages that readers stay on, by file, in order; and the root."""
        return {name: page for name, page in self._html.items() if name not in self.signposts}

    @cached_property
    def signposts(self) -> dict[str, Page]:
        """The pages that only send readers on: permanent addresses, and what has moved."""
        return {
            name: page
            for name, page in self._html.items()
            if name.startswith("go/") or page.find("/html/head/meta[@http-equiv='refresh']")
        }

    @property
    def localized(self) -> list[Page]:
        """The pages that have a language and an address of their own: what readers look for."""
        kept = (page for page in self.pages.values() if not (page.is_for_missing_addresses or page.is_card))
        return [page for page in kept if page.locale]

    @property
    def searched(self) -> list[Page]:
        """Those that the search knows: no full guide, which only repeats chapters, no editions, and none of the pages
        for editors but the first."""
        return [
            page
            for page in self.localized
            if (
                not page.address.endswith(("/guida-completa/", "/full-guide/"))
                and not page.address.startswith(FOR_EDITORS)
                and not page.is_edition
            )
            or page.address in FOR_EDITORS
        ]

    def page(self, address: str) -> Page:
        """The page at an address below the site's root."""
        return self._html[f"{address}index.html" if not address or address.endswith("/") else address]

    def read(self, file: str) -> str:
        """A file's text."""
        return (self.folder / file).read_text("utf-8")

    def asset(self, name: str) -> str:
        """The file that an icon, style sheet or script of ours is published as."""
        return self._assets[f"assets/guide/{name}"]

    @cached_property
    def _assets(self) -> dict[str, str]:
        ours = (file for file in self.files if file.startswith("assets/guide/"))
        return {re.sub(r"\.[0-9a-f]+(?=\.\w+$)", "", file): file for file in ours}

    def target(self, page: Page, written: str, shown_at: str | None = None) -> Target:
        """Where an address leads that is written in a page, as a browser reckons it."""
        key = (page.file, written, shown_at)
        if key not in self._targets:
            self._targets[key] = self._reckoned(page, written, shown_at)
        return self._targets[key]

    def _reckoned(self, page: Page, written: str, shown_at: str | None) -> Target:
        start = urljoin(self.url, page.address if shown_at is None else shown_at)
        for base in page.find("/html/head/base[@href]"):
            start = urljoin(start, base.get("href", ""))
        address, _, fragment = urljoin(start, written.strip()).partition("#")
        file = None
        if urlsplit(address).netloc == urlsplit(self.url).netloc:
            path = unquote(urlsplit(address).path)
            file = path.removeprefix(urlsplit(self.url).path) if address.startswith(self.url) else path
            file = f"{file}index.html" if not file or file.endswith("/") else file
        return Target(address, file, unquote(fragment))

    def alternates(self, page: Page) -> dict[str, str]:
        """What the head says of the page in other languages: address by language."""
        links = page.find("/html/head/link[@rel='alternate'][@hreflang]")
        return {link.get("hreflang", ""): link.get("href", "") for link in links}

    def twin(self, page: Page) -> Page:
        """The same page in the other language."""
        assert page.locale is not None
        return self.page(self.alternates(page)[OTHER[page.locale]].removeprefix(self.url))

    @cached_property
    def sitemap(self) -> dict[str, dict[str, str]]:
        """For each address in `sitemap.xml`: address by language."""
        entries = etree.fromstring((self.folder / "sitemap.xml").read_bytes())
        found: dict[str, dict[str, str]] = {}
        for entry in entries:
            location = entry.findtext("{*}loc") or ""
            found[location] = {
                link.get("hreflang", ""): link.get("href", "") for link in entry.findall("{*}link[@rel='alternate']")
            }
        return found


def find(element: HtmlElement, xpath: str) -> list[HtmlElement]:
    """All elements that an XPath gives."""
    found = element.xpath(xpath)
    assert isinstance(found, list)
    return [entry for entry in found if isinstance(entry, HtmlElement)]


def with_class(name: str, tag: str = "*") -> str:
    """The XPath of elements with a class."""
    return f".//{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


def text(element: HtmlElement) -> str:
    """The words of an element, with single spaces."""
    return " ".join(str(element.text_content()).split())
