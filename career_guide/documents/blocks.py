"""What a job description is made of, in any format: sections of blocks, blocks of plain words.

Nothing in the words is markup: each writer escapes what its format asks for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from career_guide.model.locales import Locale

Kind = Literal["advert", "profile"]
"""A job advert to send out, or the full profile of the role for internal use."""
SectionId = Literal[
    "head",
    "employer",
    "law",
    "purpose",
    "tasks",
    "skills",
    "experience",
    "education",
    "certifications",
    "conditions",
    "you_do",
    "you_bring",
    "tools",
    "offer",
    "apply",
    "pay",
    "about",
    "origin",
]
SECTIONS: Final[Mapping[Kind, tuple[SectionId, ...]]] = {
    "advert": ("head", "purpose", "you_do", "you_bring", "tools", "offer", "apply"),
    "profile": (
        "head",
        "employer",
        "purpose",
        "tasks",
        "skills",
        "experience",
        "education",
        "certifications",
        "tools",
        "conditions",
        "pay",
        "law",
        "about",
    ),
}
"""The sections that a document of each kind can have, in order."""
FIXED: Final[tuple[SectionId, ...]] = ("head", "about", "origin")
"""Those that every copy keeps: what it is, and where it comes from, as the licence asks."""

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


@dataclass(frozen=True)
class Link:
    """Words that lead to an absolute address."""

    text: str
    address: str


@dataclass(frozen=True)
class Blank:
    """A place that the employer fills in."""

    field: OwnField


Inline = str | Link | Blank
Line = tuple[Inline, ...]
FillIn = Callable[[OwnField], str]
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

    id: SectionId
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
