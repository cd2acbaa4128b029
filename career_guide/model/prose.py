"""The safe Markdown subset in which editors write prose: text in, checked text or HTML out.

Allowed: paragraphs, `*emphasis*`, `**strong emphasis**`, lists, `[words](https://…)` and links to the guide's own
pages, `[words](go:skill/advanced-negotiation)`; a backslash before a sign makes it an ordinary character. All else
comes out as the characters typed, HTML and its entities included. Lines may be broken anywhere; a blank line parts
paragraphs.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from textwrap import dedent
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

GUIDE_LINK: Final = "go:"
"""Prefix of a link to one of the guide's own pages; what follows is the page's key, as in `go:skill/negotiation`."""

_WEB_PREFIXES: Final = ("http://", "https://")
_ALLOWED_RULES: Final = ["emphasis", "link", "list", "newline", "escape"]
_MARKER: Final = r"(?:[-+*]|\d{1,9}[.)])(?=\s|$)"
"""What CommonMark takes for the beginning of a list's entry."""
ENTRY: Final = re.compile(rf"^[ \t]*{_MARKER}", re.MULTILINE)
"""The beginning of a line that looks like an entry of a list."""
GAP: Final = re.compile(rf"(?<=\S) (?=\S)(?!{_MARKER})")
"""Where a line may be broken: at a single space, unless the next line would look like an entry of a list."""
_PLAIN: Final = re.compile(rf"(?!\s|{_MARKER})[^\\*_\[\]\t\n\r\0]+(?<!\s)")
"""One paragraph on one line that holds no sign of markup: there is nothing to parse."""
_SIGNS: Final = re.compile(r"[\\*_\[\]]")
_ENTRY_START: Final = re.compile(r"^(?=[-+](?:\s|$))|^\d{1,9}(?=[.)](?:\s|$))")
_ESCAPABLE: Final = frozenset("\\`*_{}[]()#+-.!<>&|~")
"""Signs of Markdown: with a backslash they are meant as characters. Before any other sign it is one itself."""
_KEPT: Final = 1000
"""Texts that are not read again: a role's are needed one after the other, for its pages and for its documents."""
_LEFT_OVER: Final = re.compile(r"(?<![\w*])([*_]+)[^\W_]\S*|[^\s*]{0,100}(?<=[^\W_])([*_]+)(?![\w*])")
"""A mark of emphasis that begins or ends a word, and to which no other belongs."""
_BROKEN_LINK: Final = re.compile(r"\[?[^][]{0,100}\](?:\([^\s)]*| \((?:https?|go):[^\s)]*)\)?")
"""What looks like a link and is none: not closed, or with a space where there may not be any."""
_OPENING: Final = frozenset("([{«")
_CLOSING: Final = frozenset(")]}»")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the library's name
        """Accept all: an unsafe address must reach `link_targets`, to be reported; `html` refuses it once more."""
        return True


@cache
def _parser() -> MarkdownIt:
    """The parser; the signs that follow a backslash stay tokens of their own, to be looked at."""
    parser = _Parser("zero", {"html": False}).enable(_ALLOWED_RULES).disable("text_join")
    parser.add_render_rule("text_special", RendererHTML.text)
    parser.add_render_rule("link_open", _link)
    return parser


@lru_cache(maxsize=_KEPT)
def _tokens(markdown: str) -> Sequence[Token]:
    """The tokens of the prose; callers must not change them."""
    if not _PLAIN.fullmatch(markdown):
        return _parser().parse(markdown)
    words = [Token("text", "", 0, content=markdown)]
    return [
        Token("paragraph_open", "p", 1, map=[0, 1], block=True),
        Token("inline", "", 0, map=[0, 1], level=1, children=words, content=markdown, block=True),
        Token("paragraph_close", "p", -1, block=True),
    ]


@dataclass(frozen=True)
class Block:
    """A paragraph, or an entry of a list, as readers see it."""

    marker: str
    """What stands before an entry: `-`, or its number as in `1.`; nothing before a paragraph."""
    words: str
    """Plain words on one line."""


# The documents of a role say most texts again and again.
@lru_cache(maxsize=1024)
def blocks(markdown: str) -> tuple[Block, ...]:
    """The prose in the order of reading, without its marks."""
    found: list[Block] = []
    marker = ""
    for token in _tokens(markdown):
        if token.type == "list_item_open":
            marker = f"{token.info}." if token.info else "-"
        elif token.type == "inline":
            found.append(Block(marker, " ".join(_words(token.children or []).split())))
            marker = ""
    return tuple(found)


def plain(markdown: str) -> str:
    """The words of the prose alone, on one line: for search engines, snippets and word counts."""
    return " ".join(f"{one.marker.removeprefix('-')} {one.words}".strip() for one in blocks(markdown))


def _words(children: list[Token]) -> str:
    return "".join(
        child.content if child.type in {"text", "text_special"} else " "
        for child in children
        if child.type in {"text", "text_special", "softbreak", "hardbreak"}
    )


def lines(markdown: str) -> list[list[str]]:
    """The lines of each paragraph and entry as they were broken; between two of them, an empty line may stand alone.

    The first line of each keeps its indentation.
    """
    if "\n" not in markdown.strip():
        return [[markdown.strip()]]
    text = dedent(markdown).strip()
    source = text.split("\n")
    if ENTRY.search(text):
        inner = {
            number
            for token in _tokens(text)
            if token.type == "inline" and token.map
            for number in range(token.map[0] + 1, token.map[1])
        }
    else:
        # Paragraphs alone: there is nothing to parse.
        said = [bool(line.strip(" \t")) for line in source]
        inner = {number for number in range(1, len(source)) if said[number - 1] and said[number]}
    found: list[list[str]] = []
    for number, line in enumerate(source):
        if number in inner:
            found[-1].append(line.strip())
        elif line.strip() or found[-1] != [""]:
            found.append([line.rstrip()])
    return found


def unwrapped(markdown: str) -> str:
    """The prose with each paragraph and entry on a line of its own, however its lines were broken."""
    return "\n".join(map(" ".join, lines(markdown)))


def escaped(words: str) -> str:
    """Plain words as prose that shows exactly those words, on one line."""
    return _ENTRY_START.sub(r"\g<0>\\", _SIGNS.sub(r"\\\g<0>", words))


def misread(markdown: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Signs that would be read as markup by mistake, and not be seen; markup that would be none, and be seen.

    Yields:
        The code of a problem, and the details of its message.
    """
    if not _SIGNS.search(markdown) and not ENTRY.search(markdown):
        return
    tokens = _tokens(markdown)
    yield from _misread_lists(tokens, markdown.split("\n"))
    for token in tokens:
        yield from _misread_signs(token.children or [])
        yield from _left_over(token.children or [])


def _misread_lists(tokens: Sequence[Token], source: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    nodes = list(SyntaxTreeNode(tokens).walk()) if any(token.type == "list_item_open" for token in tokens) else []
    for entry in (node for node in nodes if node.type == "list_item"):
        if not entry.children:
            yield _no_list(entry)
        for start, end in (part.map for part in entry.children if part.type == "paragraph" and part.map):
            for line in source[start + 1 : end]:
                if entry.map and _indentation(line) <= _indentation(source[entry.map[0]]):
                    yield "line_after_entry", {"value": line.strip()}
    for entries in (node.children for node in nodes if node.type in {"bullet_list", "ordered_list"}):
        for number, entry in enumerate(entries, start=1):
            if len(entries) == 1 or entry.markup not in {"-", "."} or entry.info not in {"", str(number)}:
                yield _no_list(entry)
                break


def _no_list(entry: SyntaxTreeNode) -> tuple[str, dict[str, str]]:
    return "no_list", {"value": f"{entry.info}{entry.markup}", "escaped": f"{entry.info}\\{entry.markup}"}


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _misread_signs(children: list[Token]) -> Iterator[tuple[str, dict[str, str]]]:
    words = _words(children)
    opened: list[int] = []
    at = 0
    for child in children:
        at += len(_words([child]))
        if child.type == "text_special" and child.content not in {child.markup, *_ESCAPABLE}:
            yield "needless_backslash", {"value": child.markup, "plain": child.content}
        elif child.type == "link_open":
            opened.append(at)
            if child.attrs.get("title"):
                yield "link_title", {"value": str(child.attrs["title"])}
        elif child.type == "link_close" and not words[opened.pop() : at].strip():
            yield "link_without_words", {}
        elif child.type in {"em_open", "strong_open"}:
            opened.append(at)
        elif child.type in {"em_close", "strong_close"}:
            start = opened.pop()
            around, within = words[start - 1 : start] + words[at : at + 1], words[start:at]
            is_odd = "_" in child.markup or any(map(str.isalnum, around))
            if is_odd or within[:1] in _CLOSING or within[-1:] in _OPENING:
                value = f"{child.markup}{within}{child.markup}"
                yield "no_emphasis", {"value": value, "escaped": f"\\{child.markup[0]}"}


def _left_over(children: list[Token]) -> Iterator[tuple[str, dict[str, str]]]:
    # What follows a backslash is meant as it stands.
    words = "".join("\0" if child.type == "text_special" else _words([child]) for child in children)
    if not _SIGNS.search(words):
        return
    for mark in _LEFT_OVER.finditer(words):
        signs = mark[1] or mark[2]
        yield "left_over_mark", {"value": mark[0], "escaped": f"\\{signs[0]}" * len(signs)}
    for link in _BROKEN_LINK.finditer(words):
        yield "broken_link", {"value": link[0]}


def link_targets(markdown: str) -> list[str]:
    """All addresses that the prose links to, in order."""
    if "[" not in markdown:
        return []
    return [
        str(child.attrs["href"])
        for block in _tokens(markdown)
        for child in block.children or []
        if child.type == "link_open"
    ]


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: the web (http, https) or the guide itself (`go:`)."""
    return address.startswith(GUIDE_LINK) or address.lower().startswith(_WEB_PREFIXES)


def html(markdown: str, resolve: Callable[[str], str], card: Callable[[str], str | None] = lambda _: None) -> Markup:
    """The prose as HTML blocks.

    Args:
        markdown: Checked prose of the guide.
        resolve: Gives the address of a page of the guide from its key (the part after `go:`).
        card: Gives the id of the element on the page that explains what a key leads to, or None.

    Raises:
        ValueError: A link leads to an unsafe address; checked data has none.
    """
    parser, found = _parser(), {"resolve": resolve, "card": card}
    return Markup(parser.renderer.render(_tokens(markdown), parser.options, found))  # noqa: S704 - escaped by markdown-it


def _link(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, found: Any) -> str:
    """The beginning of a link: with its address, and the name of the card that explains it in place."""
    link = tokens[index]
    address = str(link.attrs["href"])
    if not is_safe_address(address):
        raise ValueError(f"unsafe address in prose: {address}")
    if address.startswith(GUIDE_LINK):
        key = address.removeprefix(GUIDE_LINK)
        explained = found["card"](key)
        own = {"href": found["resolve"](key)} | ({"class": "cg-term", "data-card": explained} if explained else {})
        link = link.copy(attrs=link.attrs | own)
    return renderer.renderToken([link], 0, options, found)
