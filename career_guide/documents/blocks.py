"""What a job description is made of, in any format: sections of blocks, blocks of plain words.

They are read from the HTML of the templates in `overrides/templates/documents/`, where `<i>` holds the name of a blank
and `<aside>` a note. Nothing in the words is markup: each writer escapes what its format asks for.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal, get_args

from lxml.etree import ElementDefaultClassLookup
from lxml.html import HtmlElement, HTMLParser, fragment_fromstring

from career_guide.model.locales import Locale

Kind = Literal["advert", "profile"]
"""A job advert to send out, or the full profile of the role for internal use."""
ADVERT_SECTIONS: Final = ("purpose", "you_do", "you_bring", "tools", "offer", "apply")
"""The sections of an advert that readers can leave out."""
FIXED: Final = ("head", "about", "origin")
"""The sections that every copy keeps: what it is, and where it comes from, as the licence asks."""

OwnField = Literal[
    "company",
    "place",
    "contract",
    "working_time",
    "agreement",
    "grade",
    "own_pay",
    "own_tools",
    "contact",
    "closing_day",
]
OWN_FIELDS: Final[tuple[OwnField, ...]] = get_args(OwnField)
"""What only the employer knows."""

PARSER: Final = HTMLParser()
"""Takes every element for an `HtmlElement`. lxml's own asks a function for the class of each, which takes long."""
PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
_SECTION: Final = re.compile(r"<section .*?</section>", re.DOTALL)
_SPACE: Final = " \n"
"""What stands between the elements of a template; a no-break space belongs to the words."""


@dataclass(frozen=True)
class Link:
    """Words that lead to an absolute address."""

    text: str
    address: str


@dataclass(frozen=True)
class Blank:
    """A place that the employer fills in."""

    field: str
    """One of `OWN_FIELDS`."""


Inline = str | Link | Blank
Line = tuple[Inline, ...]
FillIn = Callable[[str], str]
"""Gives what stands in the place of a blank, as plain words."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a note is set apart from the description of the job."""

    line: Line
    is_note: bool = False


@dataclass(frozen=True)
class Subheading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True)
class Entry:
    """An entry of a list: a title, a text, or both; the title brings its own full stop or colon."""

    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; entries keep their order, without numbers."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Facts:
    """Named facts, two columns with a heading each."""

    caption: str
    headings: tuple[str, str]
    rows: tuple[tuple[str, Line], ...]


Block = Paragraph | Subheading | Bullets | Facts


@dataclass(frozen=True)
class Section:
    """A part of a document; the heading of `head` is the document's title, and that of `origin` is empty."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class JobDescription:
    """One document in one language."""

    locale: Locale
    title: str
    kind: str
    """What sort of document it is, in a word or two."""
    author: str
    reviewed: date
    """The day of the role's last review, which stands for the document's own date."""
    revision: str
    blank: str
    """What stands in the place of what the employer fills in."""
    header: Line
    """Whose document it is: what stands at the head of each page."""
    page: tuple[str, str, str]
    """What stands in the footer before the page's number, between it and the number of pages, and after that."""
    sections: tuple[Section, ...]
    annex: Section | None
    """Market pay beside an advert, for those who ask for it."""
    origin: Section
    """Where the document comes from, in two lines: what follows the sections, or stands at the foot of each page."""


def sections_in(html: str) -> dict[str, Section]:
    """The sections of a document that have more than a heading, in order, by id."""
    found = map(_section, _SECTION.findall(html))
    return {section.id: section for section in found if section.blocks}


# The documents of a role have most of their sections in common.
@lru_cache(maxsize=256)
def _section(html: str) -> Section:
    part = fragment_fromstring(html, parser=PARSER)
    return Section(part.attrib["id"], _text(part[0]), tuple(_blocks(part[1:])))


def _blocks(elements: Iterable[HtmlElement], *, are_notes: bool = False) -> Iterator[Block]:
    entries: list[Entry] = []
    for element in elements:
        if element.tag == "li":
            entries.append(_entry(element))
            continue
        if entries:
            yield Bullets(tuple(entries))
            entries = []
        match element.tag:
            case "aside":
                yield from _blocks(element, are_notes=True)
            case "h2":
                yield Subheading(_text(element))
            case "table":
                (name, value), *rows = element.iterchildren("tr")
                facts = tuple((_text(name), _line(value)) for name, value in rows)
                yield Facts(_text(element[0]), (_text(name), _text(value)), facts)
            case _:
                yield Paragraph(_line(element), are_notes)
    if entries:
        yield Bullets(tuple(entries))


def _entry(element: HtmlElement) -> Entry:
    if not len(element):
        return Entry(text=_text(element))
    return Entry(_text(element[0]), (element[0].tail or "").strip(_SPACE))


def _text(element: HtmlElement) -> str:
    return (element.text or "").strip(_SPACE)


def _line(element: HtmlElement) -> Line:
    line: list[Inline] = [(element.text or "").lstrip(_SPACE)]
    for child in element:
        words = child.text or ""
        line.append(Blank(words) if child.tag == "i" else Link(words, child.attrib["href"]))
        line.append(child.tail or "")
    if isinstance(line[-1], str):
        line[-1] = line[-1].rstrip(_SPACE)
    return tuple(part for part in line if part)
