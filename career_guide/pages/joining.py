"""Several articles → one: headings lower, anchors made unique, links between the parts kept inside, sources as notes.

Takes finished HTML, so that whatever a page says of its subject is in the whole guide, too, without a second template.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.etree import XPath
from lxml.html import HtmlElement, builder
from markupsafe import Markup

from career_guide.documents.blocks import PARSER
from career_guide.model.catalogue import Source
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
    level: int = 2
    """The level of the heading that its title becomes."""


def joined(parts: Sequence[Part], path: str, sources: Mapping[str, Source]) -> tuple[Markup, Sequence[Source | str]]:
    """The parts one after the other, as sections of one article whose page has an address below the site's root.

    Source lines and links to other sites become numbers. Each stands for a note, in the order in which they come: a
    source of those that are given (id → source), or the address where it is none of theirs.
    """
    sections = [(part, _section(part)) for part in parts]
    anchors = {part.path: part.anchor for part in parts}
    known = {str(anchor) for _, section in sections for anchor in _IDS(section)}
    of_address = {source.url: source_id for source_id, source in sources.items() if source.url}
    numbers: dict[str, int] = {}
    for part, section in sections:
        for value in _LINKS(section):
            value.getparent().set("href", _address(part, value, anchors, known, path))
        for element in _NOTED(section):
            if element.tag == "a":
                address = element.get("href")
                number = numbers.setdefault(of_address.get(address, address), len(numbers) + 1)
                element.attrib.pop("rel", None)
                element.set("href", f"#note-{number}")
                element.append(builder.SUP(str(number)))
            else:
                _, _, source_id = element.find("a").get("href").partition("#")
                _as_number(element, numbers.setdefault(source_id, len(numbers) + 1))
    aims = {str(address) for _, section in sections for address in _LINKS(section)}
    for _, section in sections:
        for place in _PLACES(section):
            if f"#{place.get('id')}" not in aims:
                del place.attrib["id"]
    html = "\n".join(lxml_html.tostring(section, encoding="unicode") for _, section in sections)
    return Markup(html), [sources.get(key, key) for key in numbers]  # noqa: S704 - it was HTML before


def short_address(address: str) -> str:
    """An address as it is printed: where it begins and leads, without what only a browser needs."""
    shown = address.partition("://")[2].removeprefix("www.").removesuffix("/")
    return shown if len(shown) <= _LONGEST_ADDRESS else f"{shown[: _LONGEST_ADDRESS - 1]}…"


_LONGEST_ADDRESS: Final = 64
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5")
_LIVE: Final = XPath('.//*[contains(@class, "cg-live") or contains(@class, "cg-unscripted")]')
_APART: Final = XPath("|".join(f'.//*[contains(@class, "{name}")]' for name in ("cg-apart", "cg-related", "cg-above")))
"""What belongs to a page by itself: tools, ways to other pages, what would be said twice."""
_IDS: Final = XPath(".//@id")
_LINKS: Final = XPath(".//a/@href")
_PLACES: Final = XPath(".//li[@id] | .//dt[@id]")
"""What has an anchor only so that something may lead to it; here, that costs a reader more than it gives."""
_NOTED: Final = XPath('.//*[contains(@class, "cg-source")][a] | .//a[starts-with(@href, "http")]')
_POINTING: Final = XPath(
    "|".join(f".//@{name}" for name in ("id", "data-module", *_REFERENCES)) + '|.//@*[contains(., "url(#")]'
)
"""The attributes that do not mean the same in another article, apart from links."""


def without_live(section: HtmlElement) -> None:
    """Take out what reacts to the reader, which stays on its own page, and sections that were nothing else."""
    for element in _LIVE(section):
        element.drop_tree()
    for inner in [*section.iterdescendants("section")]:
        if all(child.tag in _HEADINGS for child in inner):
            inner.drop_tree()


def _section(part: Part) -> HtmlElement:
    section = lxml_html.fragment_fromstring(f"<section>{part.html}</section>", parser=PARSER)
    section.set("class", "cg-part")
    for element in _APART(section):
        element.drop_tree()
    without_live(section)
    for folded in section.iter("details"):
        folded.set("open", "")
    for heading in [*section.iter(*_HEADINGS)]:
        heading.tag = f"h{int(str(heading.tag)[1]) + part.level - 1}"
    for value in _POINTING(section):
        element, name = value.getparent(), value.attrname
        if name == "data-module":
            # Here stands what it shows without scripts.
            del element.attrib[name]
            element.tag = "div"
        elif name == "id":
            element.set(name, _anchor(part, value))
        elif name in _REFERENCES:
            element.set(name, " ".join(_anchor(part, each) for each in value.split()))
        else:
            element.set(name, value.replace("url(#", f"url(#{part.anchor}--"))
    return section


def _as_number(line: HtmlElement, number: int) -> None:
    """Put a number in the place of a source line, at the end of what stands before it; alone, its first word stays."""
    note = builder.SUP(builder.A(str(number), {"href": f"#note-{number}", "aria-label": f"{line.text}{number}"}))
    day, before, around = line.find("span"), line.getprevious(), line.getparent()
    assert around is not None
    note.tail = f" {day.text}" if day is not None else ""
    if before is None:
        line[:] = [note]
        return
    note.tail += line.tail or ""
    around.replace(line, note)
    if before.tag == "br":
        before.drop_tree()
    elif before.tag == "p":
        before.append(note)


def _anchor(part: Part, anchor: str) -> str:
    return part.anchor if anchor == "top" else f"{part.anchor}--{anchor}"


def _address(part: Part, address: str, anchors: Mapping[str, str], known: Container[str], path: str) -> str:
    """A link to a part, or to a place in it, as a link within the whole; any other from where the whole stands."""
    if urlsplit(address).scheme:
        return address
    target, mark, anchor = urljoin(f"/{part.path}", address).removeprefix("/").partition("#")
    within = anchors.get(target)
    if within and anchor not in {"", "top"}:
        within = f"{within}--{anchor}"
    return f"#{within}" if within in known else relative(f"{target}{mark}{anchor}", path)
