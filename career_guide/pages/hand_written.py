"""Hand-written pages are input, too: text, and calls of macros with texts, and nothing else.

Takes the pages, gives all that is wrong with them, each with its file, line and remedy. It is decided on the parsed
template and on what the Markdown parser makes of it, before anything of a page is evaluated.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, TemplateSyntaxError, nodes

from career_guide.loading.articles import is_picture
from career_guide.model.article import Article
from career_guide.model.characters import misplaced
from career_guide.model.prose import GUIDE_LINK, is_safe_address
from career_guide.pages.macros import MacroError
from career_guide.pages.outline import anchors_in
from career_guide.pages.page_markdown import SIGNS, Found, found_in, scheme, target
from career_guide.pages.renderer import Renderer
from career_guide.words.problems import MOST, DataError, Place, Problem
from career_guide.words.suggestions import nearest_or_known

_TEMPLATE: Final = Environment(autoescape=True)
"""Reads pages as the macros plugin does."""

_ROOTS: Final = ("/", "\\")
"""What addresses begin with that are not relative to the page."""


class Call(NamedTuple):
    """A call of a macro, with texts."""

    name: str
    arguments: tuple[str, ...]
    line: int


class Refused(NamedTuple):
    """What a page may not hold between braces."""

    word: str
    """The macro that was to be called; empty where none is."""
    code: str
    details: dict[str, Any]


Piece = tuple[int, str | Call | Refused]
"""A part of a page, with the line that it begins on."""


def check_pages(
    articles: Sequence[Article], files: frozenset[str], renderer: Renderer, *, try_macros: bool = True
) -> None:
    """Check every hand-written page. To try the calls of macros takes longer than everything else.

    `files` is what else is in their folder: pictures and documents, as `docs/img/plan.png`.

    Raises:
        DataError: What is wrong with the pages, all of it.
    """
    pages = [_Page(article, renderer) for article in articles]
    by_file = {page.article.file: page for page in pages}
    problems = [
        problem
        for page in pages
        for problem in [*islice(page.problems(by_file, files), MOST), *(page.failures() if try_macros else ())]
    ]
    if problems:
        raise DataError(problems)


def check_macros(article: Article, renderer: Renderer) -> None:
    """Try the calls of macros in a page that was checked before.

    Raises:
        DataError: What is wrong with them, all of it.
    """
    if problems := list(_Page(article, renderer).failures()):
        raise DataError(problems)


def expanded(article: Article, renderer: Renderer) -> str:
    """The Markdown of a page that was checked, with what each macro gives in the place of its call."""
    page = renderer.plan.page(f"page/{article.id}", article.locale)
    return "".join(
        renderer.macro(piece.name, page)(*piece.arguments) if isinstance(piece, Call) else str(piece)
        for _, piece in _pieces(article.markdown)
    )


class _Page:
    """A page, parsed."""

    def __init__(self, article: Article, renderer: Renderer) -> None:
        self.article = article
        self._renderer = renderer
        self._macros = renderer.macros.all
        self._pieces = _pieces(article.markdown)
        mark = "cgmacro"
        while mark in article.markdown:
            mark += "x"
        self._calls: dict[str, Call] = {}
        """The calls of macros that there are, each by its mark: a word that stands in the place of the call."""
        self._mark = re.compile(rf"{mark}\d+z")
        text = ""
        self._line_of = [1]
        """The line of the page for each line of its text with marks."""
        for number, (line, piece) in enumerate(self._pieces):
            part = piece if isinstance(piece, str) else f"{mark}{number}z"
            if isinstance(piece, Call) and piece.name in self._macros:
                self._calls[part] = piece
            self._line_of += range(line + 1, line + part.count("\n") + 1)
            text += part
        self._found = _found_in(text)

    @cached_property
    def _lines(self) -> list[str]:
        """Split once, however many problems there are."""
        return self.article.markdown.split("\n")

    def problems(self, pages: Mapping[str, "_Page"], files: frozenset[str]) -> Iterator[Problem]:
        """What is wrong without trying macros: what is no call of one, and Markdown that is not allowed."""
        for line, piece in self._pieces:
            name = piece.word if isinstance(piece, Refused) else piece.name if isinstance(piece, Call) else ""
            if name and name not in self._macros:
                yield self._problem(line, name, "unknown_macro", _nearest(name, sorted(self._macros)))
            elif isinstance(piece, Call) and (odd := next(misplaced("\n".join(piece.arguments)), None)):
                yield self._problem(line, name, *odd[1:])
            elif isinstance(piece, Refused):
                example = {"example": f"{{{{ {self._renderer.macros.example(name)} }}}}"} if name else {}
                yield self._problem(line, name, piece.code, piece.details | example)
        yield from self._misplaced_calls()
        told: set[tuple[int, str]] = set()
        anchors: set[str] = set()
        for found in self._found:
            line = self._line_of[found.line]
            if found.kind == "anchor":
                if found.value in anchors:
                    details = {"names": found.value, "address": f"/{self.article.path}"}
                    yield self._problem(line, found.value, "anchor_taken", details)
                anchors.add(found.value)
            elif wrong := self._wrong(found, pages, files):
                # The end of an element that was typed is told with its beginning.
                word = found.kind if found.kind == "html" else found.value.partition("\n")[0] or "()"
                if (line, word) not in told:
                    yield self._problem(line, found.value.partition("\n")[0] or "()", *wrong)
                told.add((line, word))

    def _misplaced_calls(self) -> Iterator[Problem]:
        """Blocks that stand within something else, and what is not called where there is a sentence."""
        alone = {found.value for found in self._found if found.kind == "paragraph"}
        within = {mark for found in self._found if found.kind == "words" for mark in self._mark.findall(found.value)}
        for mark, call in self._calls.items():
            if mark not in within:
                yield self._problem(call.line, call.name, "macro_in_code", {"name": call.name})
            elif mark not in alone and not self._macros[call.name].is_inline:
                yield self._problem(call.line, call.name, "macro_not_alone", {"name": call.name})

    def failures(self) -> Iterator[Problem]:
        """What goes wrong when the macros are called."""
        for call in self._calls.values():
            # Without arguments, a call is right whatever the guide holds.
            if self._macros[call.name].needed or call.arguments:
                try:
                    self._called(call)
                except MacroError as error:
                    yield self._problem(call.line, call.name, error.code, error.details)

    @cached_property
    def own_anchors(self) -> set[str]:
        """What a link can lead to, without what macros bring in."""
        return {found.value for found in self._found if found.kind == "anchor"}

    def anchors(self) -> set[str]:
        """All that a link can lead to on the page, what macros bring in included."""
        found = set(self.own_anchors)
        for call in self._calls.values():
            with suppress(MacroError):
                found |= anchors_in(self._called(call))
        return found

    def _called(self, call: Call) -> str:
        page = self._renderer.plan.page(f"page/{self.article.id}", self.article.locale)
        return self._renderer.macro(call.name, page)(*call.arguments)

    def _wrong(
        self, found: Found, pages: Mapping[str, "_Page"], files: frozenset[str]
    ) -> tuple[str, dict[str, Any]] | None:
        """What is wrong with something in the page: the code and the details of a problem."""
        if found.kind == "too_deep":
            return "too_deep", {}
        if found.kind in {"html", "attribute"}:
            return "html_in_page" if found.kind == "html" else "attribute_in_page", {"value": found.value}
        if odd := next(misplaced(found.value), None):
            return odd[1:]
        if found.kind not in {"link", "picture"} or self._mark.search(found.value):
            return None
        address, of_picture = found.value, found.kind == "picture"
        if address.startswith(GUIDE_LINK):
            return "go_link_in_page", {"value": address.removeprefix(GUIDE_LINK)}
        if of_picture and (scheme(address) or address.startswith(_ROOTS)):
            return "picture_from_elsewhere", {"address": address}
        if scheme(address):
            is_safe = is_safe_address(address) or scheme(address) == "mailto:"
            return None if is_safe else ("unsafe_address_in_page", {"address": address})
        if address.startswith(_ROOTS):
            return "address_instead_of_file", {"address": address}
        file, anchor = target(address, self.article.file) if address.strip("#") else ("", "")
        if file in pages and not of_picture:
            if not anchor or anchor in pages[file].own_anchors:
                return None
            anchors = pages[file].anchors()
            return None if anchor in anchors else ("unknown_section", _nearest(anchor, sorted(anchors), file=file))
        possible = [other for other in files if is_picture(other)] if of_picture else [*pages, *files]
        if file in possible:
            return None
        folder = posixpath.dirname(self.article.file)
        known = [quote(posixpath.relpath(other, folder)) for other in sorted(possible)]
        return "unknown_file", _nearest(address, known)

    def _problem(self, line: int, word: str, code: str, details: dict[str, Any]) -> Problem:
        """A problem at a word in a line of the page, counted within its Markdown.

        Without a word it is at the braces that open on that line, or else on the nearest one above it.
        """
        lines = self._lines
        number = min(line, len(lines))
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)|{re.escape(word)}" if word else r"\{[{%#]")
        found = pattern.search(lines[number - 1])
        while not found and not word and number > 1:
            number -= 1
            found = pattern.search(lines[number - 1])
        found = found or (SIGNS.search(lines[number - 1]) if word else None)
        place = Place(self.article.first_line + number - 1, found.start() + 1 if found else 1)
        return Problem(Path(self.article.file), place, code, details, lines[number - 1])


def _nearest(value: str, known: Sequence[str], **more: Any) -> dict[str, Any]:
    return {"value": value, "nearest_or_known": nearest_or_known(value, known), **more}


@lru_cache(maxsize=1024)
def _found_in(markdown: str) -> tuple[Found, ...]:
    return tuple(found_in(markdown))


@lru_cache(maxsize=1024)
def _pieces(markdown: str) -> tuple[Piece, ...]:
    """The page as a template: text, calls of macros, and what is neither."""
    try:
        tree = _TEMPLATE.parse(markdown)
    except TemplateSyntaxError as error:
        return ((error.lineno, Refused("", "macro_syntax", {})),)
    except (RecursionError, ValueError):
        # Nested too deeply, or a number too long: the parser does not say where, but it takes a long line.
        lines = markdown.split("\n")
        return ((lines.index(max(lines, key=len)) + 1, Refused("", "macro_syntax", {})),)
    pieces: list[Piece] = []
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            pieces.append((node.lineno, Refused("", "only_macro_calls", {})))
            continue
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                pieces.append((part.lineno, part.data))
            else:
                pieces.append((part.lineno, _call(part)))
    return tuple(pieces)


def _call(node: nodes.Expr) -> Call | Refused:
    if isinstance(node, nodes.Name):
        return Refused(node.name, "macro_arguments", {"name": node.name})
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return Refused("", "only_macro_calls", {})
    name = node.node.name
    given = [part.value for part in node.args if isinstance(part, nodes.Const) and isinstance(part.value, str)]
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(given) < len(node.args):
        return Refused(name, "macro_quotes", {"name": name})
    return Call(name, tuple(given), node.lineno)
