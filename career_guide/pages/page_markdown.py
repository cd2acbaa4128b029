"""The Markdown of hand-written pages: its HTML, and what that is made of.

Takes a page's Markdown in which macros were replaced by their HTML, or by marks of their own; knows nothing of the
guide. What a text is (a link, code, HTML that was typed) is what Python-Markdown makes of it, never a guess.
"""

import posixpath
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from career_guide.model.characters import misplaced

EXTENSIONS: Final = ("toc", "tables", "fenced_code", "attr_list")
"""What hand-written pages may use beyond plain Markdown."""

_ELEMENTS: Final = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "br"}
    | {"strong", "em", "code", "a", "img", "table", "thead", "tbody", "tr", "th", "td"}
)
"""What Markdown makes."""
_ATTRIBUTES: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern, re.DOTALL)
    for name, pattern in {
        "id": r"[a-z0-9_-]+",
        "lang": r"[a-z]{2,3}(-[A-Za-z0-9]+)*",
        "a href": r".*",
        "a title": r".*",
        "img src": r".*",
        "img alt": r".*",
        "img title": r".*",
        "ol start": r"[0-9]+",
        "code class": r"language-[\w#.+-]+",
        "th style": r"text-align: (left|right|center);",
        "td style": r"text-align: (left|right|center);",
    }.items()
}
"""What Markdown may give to any element, or to one of a kind: anchors and languages, and what its own signs stand for.
Addresses are looked at as links."""
SIGNS: Final = re.compile(r"[<>\[\](){}&!]")
"""All that links, pictures, attributes, entities and HTML begin with."""

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:")

Kind = Literal[
    "html", "attribute", "link", "picture", "characters", "anchor", "mark", "not_alone", "in_code", "too_deep"
]


class Found(NamedTuple):
    """Something in a page."""

    kind: Kind
    """HTML that was typed; an attribute that may not be given; where a link leads, and a picture comes from; words with
    a character that does not belong in a text, once entities are read; an anchor; the mark of a macro where it may be,
    that of a block within something else, and one in code, an address or an attribute; more nested lists or quotations
    than can be read."""
    value: str


@dataclass(frozen=True)
class Made:
    """A page's HTML."""

    html: str
    headings: list[tuple[int, str, str]]
    """Level, anchor and plain words of each heading."""


def made(markdown: str, resolve: Callable[[str], str]) -> Made:
    """The HTML of a page whose macros were replaced by theirs.

    Args:
        markdown: The page.
        resolve: What to write for an address that a link leads to or a picture comes from.
    """
    dialect = _dialect(lambda _, address: resolve(address))
    return Made(dialect.convert(markdown), list(_headings(dialect)))


def scheme(address: str) -> str:
    """What an address begins with that leads away from the site, as browsers read it: `https:`; else ""."""
    found = _SCHEME.match("".join(address.split()).lower())
    return found[0] if found else ""


def target(address: str, file: str) -> tuple[str, str]:
    """Where an address leads that has neither a scheme nor a leading slash: a file, and an anchor on it or "".

    Args:
        address: As it stands in a page: `../method.md#sources`.
        file: The page's file: `docs/en/for-hr/api.md`.
    """
    path, _, anchor = address.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path))) if path else file, anchor


def _headings(dialect: Markdown) -> Iterator[tuple[int, str, str]]:
    waiting: list[dict[str, Any]] = list(reversed(dialect.toc_tokens))
    while waiting:
        token = waiting.pop()
        yield token["level"], token["id"], unescape(token["name"])
        waiting += reversed(token["children"])


class Reading:
    """A page whose macros were replaced by marks: what there is in it, and on which line.

    Args:
        markdown: The page.
        inline: The marks of macros within a sentence. A mark `x` stands in the text as `<x></x>`.
        blocks: The marks of macros that make a block.
    """

    def __init__(self, markdown: str, inline: Sequence[str] = (), blocks: Sequence[str] = ()) -> None:
        self._lines = markdown.split("\n")
        self._inline, self._blocks = tuple(inline), tuple(blocks)
        self.found = _read(markdown, self._inline, self._blocks)

    def lines_of(self, found: Found) -> list[int]:
        """The lines that something stands on, counted from 0, each as often as it stands there.

        The parser does not say: but where a line is the first without whose signs there is one less, it is there.
        """
        every = self.found.count(found)
        ends = range(1, len(self._lines))
        return [bisect_left(ends, -left, key=lambda end: -self._count(end, found)) for left in range(every - 1, -1, -1)]

    def _count(self, end: int, found: Found) -> int:
        """How often something is left when the signs of the lines above one are taken for words."""
        if end not in self._without:
            lines = [*(SIGNS.sub("x", line) for line in self._lines[:end]), *self._lines[end:]]
            self._without[end] = Counter(_read("\n".join(lines), self._inline, self._blocks))
        return self._without[end][found]

    @cached_property
    def _without(self) -> dict[int, Counter[Found]]:
        return {}


@lru_cache(maxsize=1024)
def _read(markdown: str, inline: tuple[str, ...], blocks: tuple[str, ...]) -> tuple[Found, ...]:
    found: list[Found] = []

    def note(tag: str, address: str) -> str:
        if not any(mark in address for mark in marks):
            found.append(Found("picture" if tag == "img" else "link", address))
        return address

    marks = {*inline, *blocks}

    dialect = _dialect(note)
    dialect.block_level_elements += blocks
    dialect.preprocessors.register(_TypedBlocks(dialect, found, blocks), "html_block", 20)
    dialect.inlinePatterns.register(_TypedTags(dialect, found, inline, blocks), "html", 90)
    try:
        html = dialect.convert(markdown)
    except RecursionError:
        return (Found("too_deep", ""),)
    _Tags(html, found, marks)
    known = {item.value for item in found if item.kind in {"mark", "not_alone"}}
    return (*found, *(Found("in_code", mark) for mark in sorted(marks - known)))


def _dialect(resolve: Callable[[str, str], str]) -> Markdown:
    dialect = Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"marker": ""}})
    dialect.treeprocessors.register(_Links(dialect, resolve), "links", 0)
    return dialect


class _Links(Treeprocessor):  # type: ignore[misc]  # the library has no types
    """Lets links and pictures lead where they are resolved to."""

    def __init__(self, dialect: Markdown, resolve: Callable[[str, str], str]) -> None:
        super().__init__(dialect)
        self._resolve = resolve

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            written = element.get(name) if name else None
            if name and written is not None:
                address = unescape(written.replace(AMP_SUBSTITUTE, "&"))
                resolved = self._resolve(element.tag, address)
                if resolved != address:
                    element.set(name, resolved)


class _TypedBlocks(HtmlBlockPreprocessor):  # type: ignore[misc]  # the library has no types
    """Finds blocks of HTML; only those of macros stay."""

    def __init__(self, dialect: Markdown, found: list[Found], blocks: Sequence[str]) -> None:
        super().__init__(dialect)
        self._found = found
        self._marks = {f"<{mark}></{mark}>" for mark in blocks}

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        before = len(stash)
        lines = super().run(lines)
        for number, html in enumerate(stash[before:], start=before):
            if str(html).strip() not in self._marks:
                self._found.append(Found("html", str(html).strip()))
                stash[number] = ""
        return lines


class _TypedTags(HtmlInlineProcessor):  # type: ignore[misc]  # the library has no types
    """Finds tags within a sentence; only those of macros stay."""

    def __init__(self, dialect: Markdown, found: list[Found], inline: Sequence[str], blocks: Sequence[str]) -> None:
        super().__init__(HTML_RE, dialect)
        self._found = found
        self._inline = {f"<{end}{mark}>" for mark in inline for end in ("", "/")}
        self._blocks = {f"<{mark}>": mark for mark in blocks}
        self._ends = {f"</{mark}>" for mark in blocks}
        self._open: list[str] = []
        """The tags whose ends need not be reported as well."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802 - the library's name
        tag = m.group(1)
        if tag in self._inline:
            kept: tuple[str, int, int] = super().handleMatch(m, data)
            return kept
        if tag in self._blocks:
            self._found.append(Found("not_alone", self._blocks[tag]))
        elif tag not in self._ends:
            name = tag.lower().lstrip("</").partition(" ")[0].rstrip("/>")
            if tag.startswith("</") and name in self._open:
                self._open.remove(name)
            else:
                self._open.append(name)
                self._found.append(Found("html", tag))
        return "", m.start(0), m.end(0)


class _Tags(HTMLParser):
    """Collects what finished HTML consists of; typed HTML was taken out before."""

    def __init__(self, html: str, found: list[Found], marks: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._found, self._marks = found, marks
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._marks:
            self._found.append(Found("mark", tag))
        elif tag not in _ELEMENTS:
            self._found.append(Found("html", f"<{tag}>"))
        for name, value in attrs:
            allowed = _ATTRIBUTES.get(name) or _ATTRIBUTES.get(f"{tag} {name}")
            if allowed is None or not allowed.fullmatch(value or ""):
                self._found.append(Found("attribute", f"{name}={value}"))
            elif name == "id":
                self._found.append(Found("anchor", value or ""))
            self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        if any(misplaced(data)):
            self._found.append(Found("characters", data))
