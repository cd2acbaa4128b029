"""An article → the same article as Markdown (CommonMark, with the tables of GFM), for programs that read.

Takes the finished HTML, so that whatever a page says its Markdown says, too. What a reader can only use on the page
itself (scripts, forms, menus) is left out; of a picture there remains what describes it in words.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from lxml.etree import XPath
from lxml.html import HtmlElement, fragment_fromstring

from career_guide.documents import markdown
from career_guide.pages.joining import without_live

_LEFT_OUT: Final = XPath(
    "|".join(f".//{tag}" for tag in ("script", "style", "nav", "form", "button", "input", "select"))
)
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "kbd", "label", "q", "small", "span", "strong"}
    | {"time", "wbr"}
)
_MARKS: Final = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_BREAK: Final = " · "
"""In the place of a line break, which tables do not have."""


def as_markdown(html: str, address: str) -> str:
    """An article as Markdown; the address of its page, where it is known, makes its links absolute."""
    article = fragment_fromstring(html, create_parent="article")
    without_live(article)
    for element in _LEFT_OUT(article):
        element.drop_tree()
    return "\n\n".join(_blocks(article, address)) + "\n"


def _blocks(element: HtmlElement, address: str) -> Iterator[str]:
    """The blocks within an element, each without an empty line at its ends."""
    line = [_text(element.text)]
    for child in element:
        if child.tag in _INLINE:
            line.append(_inline(child, address))
        elif isinstance(child.tag, str):
            yield from _paragraph(line)
            line = []
            yield from _block(child, address)
        line.append(_text(child.tail))
    yield from _paragraph(line)


def _paragraph(line: list[str]) -> Iterator[str]:
    if words := _SPACE.sub(" ", "".join(line)).strip(" "):
        yield markdown.not_a_mark(words)


def _block(element: HtmlElement, address: str) -> Iterator[str]:
    match element.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" as tag:
            yield f"{'#' * int(tag[1])} {_line(element, address)}"
        case "summary":
            yield f"**{_line(element, address)}**"
        case "p" if "cg-item__title" in element.get("class", ""):
            yield f"**{_line(element, address)}**"
        case "ul" | "ol" as tag:
            entries = enumerate(element.iterchildren("li"), start=1)
            yield _list([_entry(f"{n}. " if tag == "ol" else "- ", _blocks(entry, address)) for n, entry in entries])
        case "dl":
            yield _list(list(_definitions(element, address)))
        case "table":
            yield from _table(element, address)
        case "pre":
            yield f"```\n{element.text_content().strip()}\n```"
        case "blockquote":
            yield "\n".join(f"> {line}" for line in "\n\n".join(_blocks(element, address)).split("\n"))
        case "svg":
            for part in element.xpath('.//*[local-name()="desc"]'):
                yield from _paragraph([_text(part.text_content())])
        case _:
            yield from _blocks(element, address)


def _entry(mark: str, blocks: Iterator[str]) -> str:
    return mark + "\n\n".join(blocks).replace("\n", "\n" + " " * len(mark)).replace(
        "\n" + " " * len(mark) + "\n", "\n\n"
    )


def _list(entries: list[str]) -> str:
    return ("\n\n" if any("\n\n" in entry for entry in entries) else "\n").join(entries)


def _definitions(element: HtmlElement, address: str) -> Iterator[str]:
    name = ""
    for part in element.iter("dt", "dd"):
        if part.tag == "dt":
            name = f"**{_line(part, address)}**:"
        else:
            said = "\n\n".join(_blocks(part, address))
            is_list = said.startswith(("- ", "1. "))
            yield _entry("- ", iter([name, said] if is_list else [f"{name} {said}"]))


def _table(table: HtmlElement, address: str) -> Iterator[str]:
    for caption in table.iter("caption"):
        yield f"**{_line(caption, address)}**"
    rows = [[_line(cell, address).replace("|", r"\|") for cell in row] for row in table.iter("tr")]
    if rows:
        rows.insert(1, ["---"] * len(rows[0]))
        yield "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _line(element: HtmlElement, address: str) -> str:
    """All that an element holds, in one line."""
    return _SPACE.sub(" ", _within(element, address)).strip(" ").removesuffix(_BREAK.rstrip())


def _within(element: HtmlElement, address: str) -> str:
    return _text(element.text) + "".join(_inline(child, address) + _text(child.tail) for child in element)


def _inline(element: HtmlElement, address: str) -> str:
    match element.tag:
        case "br":
            return _BREAK
        case "ul" | "ol":
            return f" {'; '.join(_line(entry, address) for entry in element.iterchildren('li'))} "
        case "code" | "kbd":
            words = element.text_content()
            fence = "``" if "`" in words else "`"
            return f"{fence}{words}{fence}"
        case "img":
            return f"![{_text(element.get('alt'))}]({urljoin(address, element.get('src', ''))})"
        case "a" if element.get("href"):
            words = _within(element, address)
            return f"[{words.strip()}]({urljoin(address, element.get('href', ''))})" if words.strip() else ""
        case tag if tag in _MARKS and (words := _within(element, address).strip()):
            return f"{_MARKS[tag]}{words}{_MARKS[tag]}"
        case tag:
            words = _within(element, address) if isinstance(tag, str) else ""
            return words if tag in _INLINE else f" {words} "


def _text(text: str | None) -> str:
    return markdown.within_a_line(text) if text else ""
