"""The safe Markdown subset in which editors write prose: text in, checked text or HTML out.

Allowed: paragraphs, `*emphasis*`, `**strong emphasis**`, lists, `[words](https://…)` and links to the guide's own
pages, `[words](go:skill/advanced-negotiation)`. Raw HTML is never passed on: it comes out as the characters typed.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

GUIDE_LINK: Final = "go:"
"""Prefix of a link to one of the guide's own pages; what follows is the page's key, as in `go:skill/negotiation`."""

_WEB_PREFIXES: Final = ("http://", "https://")
_ALLOWED_RULES: Final = ["emphasis", "link", "list", "newline", "escape", "entity"]


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the library's name
        """Accept all: an unsafe address must reach `link_targets`, to be reported; `html` refuses it once more."""
        return True


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return _Parser("zero", {"html": False}).enable(_ALLOWED_RULES)


def link_targets(markdown: str) -> list[str]:
    """All addresses that the prose links to, in order."""
    return [
        str(child.attrs["href"])
        for block in _parser().parse(markdown)
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
    parser = _parser()
    tokens = parser.parse(markdown)
    for block in tokens:
        for child in block.children or []:
            if child.type == "link_open":
                _set_target(child, resolve, card)
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704 - escaped by markdown-it


def _set_target(link: Token, resolve: Callable[[str], str], card: Callable[[str], str | None]) -> None:
    """Give a link its address, and name the card that explains it in place."""
    address = str(link.attrs["href"])
    if not is_safe_address(address):
        raise ValueError(f"unsafe address in prose: {address}")
    if not address.startswith(GUIDE_LINK):
        return
    key = address.removeprefix(GUIDE_LINK)
    link.attrs["href"] = resolve(key)
    if explained := card(key):
        link.attrs |= {"class": "cg-term", "data-card": explained}


def plain(markdown: str) -> str:
    """The words of the prose alone, on one line: for search engines, snippets and word counts."""
    words = [
        child.content if child.type in {"text", "text_special"} else " "
        for block in _parser().parse(markdown)
        for child in [*(block.children or []), Token("softbreak", "", 0)]
        if child.type in {"text", "text_special", "softbreak", "hardbreak"}
    ]
    return " ".join("".join(words).split())
