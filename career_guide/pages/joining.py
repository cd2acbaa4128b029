"""Several articles → one: headings one level down, anchors made unique, links between the parts kept inside.

Takes finished HTML, so that whatever a page shows is in the whole guide, too, and nothing is written twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.etree import XPath
from lxml.html import HtmlElement
from markupsafe import Markup

from career_guide.site.page import relative

_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
"""Attributes that hold ids of the same article, apart from links."""


@dataclass(frozen=True)
class Part:
    """An article that becomes a part of a longer one."""

    anchor: str
    """The id that its title gets; its other ids get it as a prefix."""
    html: str
    path: str
    """The address of the article's own page, below the site's root, from which its links lead."""


def joined(parts: Sequence[Part], path: str) -> Markup:
    """The parts one after the other, as sections of one article whose page has an address below the site's root."""
    anchors = {part.path: part.anchor for part in parts}
    return Markup("\n").join(_section(part, anchors, path) for part in parts)


_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5")
_LIVE: Final = XPath('.//*[contains(@class, "cg-live") or contains(@class, "cg-unscripted")]')
_POINTING: Final = XPath(
    "|".join(f".//@{name}" for name in ("id", "data-module", *_REFERENCES)) + '|.//a/@href|.//@*[contains(., "url(#")]'
)
"""The attributes that do not mean the same in another article."""


def without_live(section: HtmlElement) -> None:
    """Take out what reacts to the reader, which stays on its own page, and sections that were nothing else."""
    for element in _LIVE(section):
        element.drop_tree()
    for inner in [*section.iterdescendants("section")]:
        if all(child.tag in _HEADINGS for child in inner):
            inner.drop_tree()


def _section(part: Part, anchors: Mapping[str, str], path: str) -> Markup:
    section = lxml_html.fragment_fromstring(part.html, create_parent="section")
    section.set("class", "cg-part")
    without_live(section)
    for folded in section.iter("details"):
        folded.set("open", "")
    for heading in [*section.iter(*_HEADINGS)]:
        heading.tag = f"h{int(str(heading.tag)[1]) + 1}"
    for value in _POINTING(section):
        element, name = value.getparent(), value.attrname
        if name == "data-module":
            # Here stands what it shows without scripts.
            del element.attrib[name]
        elif name == "id":
            element.set(name, _anchor(part, value))
        elif name == "href":
            element.set(name, _address(part, value, anchors, path))
        elif name in _REFERENCES:
            element.set(name, " ".join(_anchor(part, each) for each in value.split()))
        else:
            element.set(name, value.replace("url(#", f"url(#{part.anchor}--"))
    text: str = lxml_html.tostring(section, encoding="unicode")
    return Markup(text)  # noqa: S704 - it was HTML before


def _anchor(part: Part, anchor: str) -> str:
    return part.anchor if anchor == "top" else f"{part.anchor}--{anchor}"


def _address(part: Part, address: str, anchors: Mapping[str, str], path: str) -> str:
    """A link to a part, or to a place in it, as a link within the whole; any other from where the whole stands."""
    if urlsplit(address).scheme:
        return address
    target, mark, anchor = urljoin(f"/{part.path}", address).removeprefix("/").partition("#")
    if target in anchors:
        return f"#{anchors[target]}--{anchor}" if mark and anchor != "top" else f"#{anchors[target]}"
    return relative(f"{target}{mark}{anchor}", path)
