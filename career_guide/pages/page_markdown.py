"""The Markdown of hand-written pages: CommonMark with tables, `{ #id }` after a heading, `{ lang=en }` after words.

Takes a page's Markdown in which macros were replaced by their HTML, or by marks that are words; knows nothing of the
guide. What a text is (a link, code, HTML that was typed) is what the parser makes of it, never a guess.
"""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

SIGNS: Final = re.compile(r"[<>\[\](){}&!]")
"""All that links, pictures, attributes, entities and HTML begin with."""

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:")
_ATTRIBUTES: Final = r"\{ ?([^{}\n]+?) ?\}"
_AT_END: Final = re.compile(rf" +{_ATTRIBUTES} *$")
_AFTER_WORDS: Final = re.compile(_ATTRIBUTES)
_ALLOWED: Final = re.compile(r"#(?P<id>[a-z0-9_-]+)|lang=(?P<lang>[a-z]{2,3}(-[A-Za-z0-9]+)*)")
_LANGUAGE_OF_CODE: Final = re.compile(r"[\w#.+-]*")
_DEEPEST: Final = 20
"""How deep lists and quotations may be nested; what is deeper would not be read."""

Kind = Literal["paragraph", "words", "code", "link", "picture", "html", "attribute", "anchor", "too_deep"]


class Found(NamedTuple):
    """Something in a page."""

    kind: Kind
    """All of a paragraph that stands in nothing else; words, entities read; code, and what else is no sentence; where a
    link leads, and a picture comes from; HTML that was typed; an attribute that may not be given; an anchor; more
    nested lists or quotations than can be read."""
    value: str
    line: int
    """Counted from 0."""


def made(markdown: str, resolve: Callable[[str], str]) -> str:
    """The HTML of a page whose macros were replaced by theirs, with each address of a link or picture resolved."""
    parser = _parser()
    tokens = parser.parse(markdown)
    for token in tokens:
        for child in token.children or ():
            for name in {"href", "src"} & child.attrs.keys():
                child.attrs[name] = resolve(str(child.attrs[name]))
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html


def found_in(markdown: str) -> Iterator[Found]:
    """What there is in a page whose macros were replaced by marks, in order."""
    before: Token | None = None
    line = 0
    for token in _parser().parse(markdown):
        line = token.map[0] if token.map else line
        yield from (Found("attribute", refused, line) for refused in token.meta.get("refused", ()))
        if token.nesting == 1 and token.level == _DEEPEST - 1:
            yield Found("too_deep", "", line)
            return
        match token.type:
            case "html_block":
                yield Found("html", token.content.strip(), line)
            case "fence" | "code_block":
                yield Found("code", token.content, line)
                if not _LANGUAGE_OF_CODE.fullmatch(token.info.strip()):
                    yield Found("attribute", token.info.strip(), line)
            case "heading_open":
                yield Found("anchor", str(token.attrs["id"]), line)
            case "inline":
                if before and before.type == "paragraph_open" and before.level == 0:
                    yield Found("paragraph", token.content.strip(), line)
                yield from _found_within(token.children or [], line)
        before = token


def _found_within(children: Sequence[Token], line: int) -> Iterator[Found]:
    for child in children:
        yield from (Found("attribute", refused, line) for refused in child.meta.get("refused", ()))
        if title := child.attrs.get("title"):
            yield Found("code", str(title), line)
        match child.type:
            case "softbreak" | "hardbreak":
                line += 1
            case "link_open":
                yield Found("link", str(child.attrs["href"]), line)
            case "image":
                yield Found("picture", str(child.attrs["src"]), line)
                yield Found("words", child.content, line)
            case "html_inline":
                yield Found("html", child.content, line)
                line += child.content.count("\n")
            case "code_inline":
                yield Found("code", child.content, line)
            case _:
                yield Found("words", child.content, line)


def scheme(address: str) -> str:
    """What an address begins with that leads away from the site, as browsers read it: `https:`; else ""."""
    found = _SCHEME.match("".join(address.split()).lower())
    return found[0] if found else ""


def target(address: str, file: str) -> tuple[str, str]:
    """Where a relative address (`../method.md#sources`) in a file of `docs/` leads: a file, and an anchor or ""."""
    path, _, anchor = address.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path))) if path else file, anchor


class _Parser(MarkdownIt):
    """Leaves addresses as they were written, to be looked at."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the library's name
        """Accept all."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Change nothing."""
        return url


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": _DEEPEST, "xhtmlOut": False}).enable("table")
    parser.core.ruler.push("attributes", _read_attributes)
    return parser


def _read_attributes(state: StateCore) -> None:
    """Give headings, cells and words the attributes that follow them, and each other heading an anchor."""
    headings: list[tuple[Token, Token]] = []
    for block, inline in pairwise(state.tokens):
        children = inline.children or []
        if block.type == "heading_open":
            headings.append((block, inline))
        has_end = block.type in {"heading_open", "td_open", "th_open"} and children
        if has_end and (found := _AT_END.search(children[-1].content)):
            _give(block, found[1])
            children[-1].content = children[-1].content[: found.start()]
        for number, (before, after) in enumerate(pairwise(children)):
            is_end = before.nesting == -1 or before.type in {"code_inline", "image"}
            if is_end and after.type == "text" and (found := _AFTER_WORDS.match(after.content)):
                opened = (one for one in reversed(children[: number + 1]) if one.level == before.level and one.tag)
                _give(next(one for one in opened if one.nesting >= 0), found[1])
                after.content = after.content[found.end() :]
    taken = {str(block.attrs.get("id")) for block, _ in headings}
    numbers: dict[str, int] = {}
    for block, inline in headings:
        if "id" not in block.attrs:
            block.attrs["id"] = anchor = _free(_slug(inline.content), taken, numbers)
            taken.add(anchor)


def _give(token: Token, attributes: str) -> None:
    for written in attributes.split():
        if allowed := _ALLOWED.fullmatch(written):
            token.attrs |= {name: value for name, value in allowed.groupdict().items() if value}
        else:
            token.meta.setdefault("refused", []).append(written)


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _free(anchor: str, taken: AbstractSet[str], numbers: dict[str, int]) -> str:
    """An anchor that no heading has; the number that each was given last is noted, and not looked for again."""
    name = anchor
    while name in taken:
        number = numbers[anchor] = numbers.get(anchor, 0) + 1
        name = f"{anchor}_{number}"
    return name
