"""A finished article → its headings and anchors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from markupsafe import Markup

from career_guide.site.page import Page
from career_guide.words.problems import START, DataError, Problem

_IDENTIFIED: Final = re.compile(r'<(?P<tag>\w++)(?: (?!id=)[^<> ]*+)*+ id="(?P<anchor>[^"]*)"[^<>]*>')
"""The beginning of an element with an anchor. What we write has attributes in quotation marks, without `<` and `>`."""
_SECTION_LEVEL: Final = 2
"""The level of headings of a page's sections; 1 is its title."""


@dataclass(frozen=True)
class Heading:
    """A heading with an anchor, for "on this page"."""

    level: int
    id: str
    title: str


@dataclass(frozen=True)
class RenderedPage:
    """The article of a page."""

    html: Markup
    headings: Sequence[Heading]
    """Those of levels 1 to 3 that have an anchor, in order."""
    anchors: frozenset[str]
    """Every id in the HTML."""

    @property
    def sections(self) -> list[tuple[Heading, list[Heading]]]:
        """The headings of level 2, each with those of level 3 below it."""
        found: list[tuple[Heading, list[Heading]]] = []
        for heading in self.headings:
            if heading.level == _SECTION_LEVEL:
                found.append((heading, []))
            elif heading.level > _SECTION_LEVEL and found:
                found[-1][1].append(heading)
        return found


def anchors_in(html: str) -> set[str]:
    """All anchors in a piece of HTML."""
    return {found["anchor"] for found in _IDENTIFIED.finditer(html)}


def outlined(html: str, page: Page, file: Path) -> RenderedPage:
    """The article of a page, which is made of a file.

    Raises:
        DataError: Two parts of the page have one anchor.
    """
    headings: list[Heading] = []
    anchors: set[str] = set()
    repeated: list[str] = []
    for found in _IDENTIFIED.finditer(html):
        tag, anchor = found["tag"], found["anchor"]
        (repeated.append if anchor in anchors else anchors.add)(anchor)
        if tag in {"h1", "h2", "h3"}:
            words = Markup(html[found.end() : html.index(f"</{tag}>", found.end())])  # noqa: S704 - it was HTML before
            headings.append(Heading(int(tag[1]), anchor, words.striptags()))
    if repeated:
        details = {"names": ", ".join(repeated), "address": f"/{page.path}"}
        raise DataError([Problem(file, START, "anchor_taken", details)])
    return RenderedPage(Markup(html), headings, frozenset(anchors))  # noqa: S704 - it was HTML before
