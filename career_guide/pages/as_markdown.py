"""An article → the same article as Markdown (CommonMark, with the tables of GFM), for programs that read.

Takes the finished HTML, so that whatever a page says its Markdown says, too. What a reader can only use on the page
itself (scripts, forms, menus) is left out; of a picture there remains what describes it in words.
"""

import re
from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import Final
from urllib.parse import urljoin

from lxml.etree import XPath
from lxml.html import HtmlElement, fragment_fromstring

from career_guide.documents import markdown
from career_guide.documents.blocks import PARSER
from career_guide.pages.joining import without_live

_LEFT_OUT: Final = ("script", "style", "nav", "form", "button", "input", "select")
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "kbd", "label", "q", "small", "span", "strong"}
    | {"time", "wbr"}
)
_MARKS: Final = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SAID_BEFORE: Final = XPath(
    ".//caption[contains(normalize-space((preceding::h2|preceding::h3|preceding::summary)[last()]), normalize-space())]"
)
"""Captions that tell nothing more than the heading of their section."""
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_BREAK: Final = " · "
"""In the place of a line break, which tables do not have."""


def as_markdown(html: str, address: str) -> str:
    """An article as Markdown; the address of its page, where it is known, makes its links absolute."""
    article = fragment_fromstring(f"<article>{html}</article>", parser=PARSER)
    without_live(article)
    for element in [*article.iter(*_LEFT_OUT)]:
        element.drop_tree()
    for caption in _SAID_BEFORE(article):
        caption.drop_tree()
    for element in article.iter("a", "img") if address else ():
        name = "href" if element.tag == "a" else "src"
        if name in element.attrib:
            element.set(name, urljoin(address, element.attrib[name]))
    return "\n\n".join(_blocks(article)) + "\n"


def _blocks(element: HtmlElement) -> Iterator[str]:
    """The blocks within an element, each without an empty line at its ends."""
    line = [_text(element.text)]
    for child in element:
        if child.tag in _INLINE:
            line.append(_inline(child))
        elif isinstance(child.tag, str):
            yield from _paragraph(line)
            line = []
            yield from _block(child)
        line.append(_text(child.tail))
    yield from _paragraph(line)


def _paragraph(line: list[str]) -> Iterator[str]:
    if words := _on_one_line("".join(line)):
        yield markdown.not_a_mark(words)


def _block(element: HtmlElement) -> Iterator[str]:
    match element.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" as tag:
            yield f"{'#' * int(tag[1])} {_line(element)}"
        case tag if tag == "summary" or "cg-item__title" in element.get("class", ""):
            yield f"**{_line(element)}**"
        case "ul" | "ol" as tag:
            entries = enumerate(element.iterchildren("li"), start=1)
            yield _list([_entry(f"{n}. " if tag == "ol" else "- ", _blocks(entry)) for n, entry in entries])
        case "dl":
            yield _list(list(_definitions(element)))
        case "table":
            yield from _table(element)
        case "pre":
            yield f"```\n{element.text_content().strip()}\n```"
        case "blockquote":
            yield indent("\n\n".join(_blocks(element)), "> ", lambda _: True)
        case "svg":
            if parts := element.xpath('.//*[@role="listitem"]/@aria-label'):
                yield from _paragraph([_text("; ".join(parts) + ".")])
        case _:
            yield from _blocks(element)


def _entry(mark: str, blocks: Iterable[str]) -> str:
    # Four spaces: CommonMark would take fewer, but Python's Markdown, which MkDocs and Zensical read with, would not.
    return mark + indent("\n\n".join(blocks), " " * 4).lstrip(" ")


def _list(entries: list[str]) -> str:
    return ("\n\n" if any("\n\n" in entry for entry in entries) else "\n").join(entries)


def _definitions(element: HtmlElement) -> Iterator[str]:
    name = ""
    for part in element.iter("dt", "dd"):
        if part.tag == "dt":
            name = f"**{_line(part)}**:"
        else:
            said = "\n\n".join(_blocks(part))
            is_list = said.startswith(("- ", "1. "))
            yield _entry("- ", [name, said] if is_list else [f"{name} {said}"])


def _table(table: HtmlElement) -> Iterator[str]:
    for caption in table.iter("caption"):
        yield f"**{_line(caption)}**"
    rows = [[_line(cell).replace("|", r"\|") for cell in row] for row in table.iter("tr")]
    if rows:
        rows.insert(1, ["---"] * len(rows[0]))
        yield "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _line(element: HtmlElement) -> str:
    """All that an element holds, in one line."""
    return _on_one_line(_within(element)).removesuffix(_BREAK.rstrip())


def _on_one_line(words: str) -> str:
    # What follows a colon needs no sign that it began a line.
    return _SPACE.sub(" ", words).replace(f":{_BREAK}", ": ").strip(" ")


def _within(element: HtmlElement) -> str:
    return _text(element.text) + "".join(_inline(child) + _text(child.tail) for child in element)


def _inline(element: HtmlElement) -> str:
    match element.tag:
        case "br":
            return _BREAK
        case "ul" | "ol":
            return f" {'; '.join(_line(entry) for entry in element.iterchildren('li'))} "
        case "code" | "kbd":
            words = element.text_content()
            fence = "``" if "`" in words else "`"
            return f"{fence}{words}{fence}"
        case "img":
            return f"![{_text(element.get('alt'))}]({element.get('src', '')})"
        case "a" if element.get("href"):
            words = _within(element)
            return f"[{words.strip()}]({element.get('href', '')})" if words.strip() else ""
        case tag if tag in _MARKS and (words := _within(element).strip()):
            return f"{_MARKS[tag]}{words}{_MARKS[tag]}"
        case "p" if element.getnext() is not None:
            return f" {_within(element)}{_BREAK}"
        case "span" if _is_another_source(element):
            return f"{_BREAK}{_within(element)}"
        case tag:
            words = _within(element) if isinstance(tag, str) else ""
            return words if tag in _INLINE else f" {words} "


def _is_another_source(element: HtmlElement) -> bool:
    """Whether it is a source line that follows another one: styles part them."""
    before = element.getprevious()
    return (
        before is not None
        and not (before.tail or "").strip()
        and before.get("class") == element.get("class") == "cg-source"
    )


def _text(text: str | None) -> str:
    return markdown.within_a_line(text) if text and not text.isspace() else text or ""
