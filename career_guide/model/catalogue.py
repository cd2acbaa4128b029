"""The shared catalogues: records that roles refer to by id. One YAML file each, a mapping of id to record."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from pydantic import Field, field_validator

from career_guide.model.values import (
    NO_SLUGS,
    Country,
    FormerSlugs,
    Id,
    Line,
    Localized,
    PastDay,
    Prose,
    Record,
    Renamable,
    Slug,
    SourceId,
    Summary,
    Target,
    Text,
    ToolCategoryId,
    ToolFamilyId,
    ToolId,
    WebAddress,
    Words,
    WorkDay,
    esco_address,
)


class Level(Renamable):
    """A level of experience. The file goes from the least to the most experienced."""

    name: Text
    """What the level of experience is called."""


class Area(Renamable):
    """An area of a country for which pay is compared."""

    name: Text
    """What the area is called."""
    market: Country | None = None
    """The country that it is in (ISO 3166-1): `IT`, `GB`. Roles described for another country cannot refer to it."""


Confidence = Literal["official", "survey", "indicative", "own"]
CONFIDENCES: Final[Mapping[Confidence, str]] = {
    "official": "Official statistics, a law or a collective agreement, or the body that the fact is about.",
    "survey": "A survey or report with a name and a date.",
    "indicative": "Undated, second-hand, or the only source of its kind.",
    "own": "Our own reading of the facts; never of pay.",
}
"""How sure what rests on a source is, the surest first."""


class Source(Renamable):
    """Where facts and figures come from. Every page that uses it names it."""

    title: Text
    """The full title, as it appears in the list of sources."""
    short: Text | None = None
    """What appears beside a figure, where the title is too long. The site adds the date."""
    confidence: Confidence
    """How sure is what rests on it; the mark beside each of its figures shows it."""
    publisher: Line | None = None
    """Who published it; one name for both languages."""
    url: WebAddress | None = None
    """Its web address. Give it only if the page was read; `retrieved` says when."""
    published: PastDay | None = None
    """The day on which it was published, such as `2026-02-28`; left out where it has no date."""
    retrieved: WorkDay | None = None
    """The day on which it was read for this guide."""
    figures: Text | None = None
    """What its figures are, where readers should know it beside them: “indicative market estimates”."""
    valid_until: date | None = None
    """The last day on which what it says holds, if it is known to change: minimum pay, rates, thresholds.
    `career-guide status` then asks for it to be read again."""
    licence: Text | None = None
    """The licence, with the attribution that it asks for."""
    note: Prose | None = None
    """What a reader should know about its reliability."""


class Law(Renamable):
    """A rule of law for employers who hire. The role profiles for the countries where it holds state it."""

    name: Text
    """What it is about, in a few words; the heading above it."""
    markets: list[Country] = Field(min_length=1)
    """The countries where it holds (ISO 3166-1): `[IT]`; at least one."""
    text: Prose
    """What it asks of employers, and what is not known about it."""
    source: SourceId
    """The source of what is said about it: an id in `data/sources.yml`."""


class EscoConcept(Record):
    """A concept of the ESCO classification that a skill corresponds to."""

    uri: WebAddress
    """The address that ESCO gives it: `http://data.europa.eu/esco/skill/…`."""
    label: Line
    """The preferred label in English, as ESCO gives it."""
    source: SourceId
    """Where it was looked up: an id in `data/sources.yml`, with the version and the licence of ESCO."""

    @field_validator("uri")
    @classmethod
    def _of_a_skill(cls, address: str) -> str:
        return esco_address("skill", address)


SkillKind = Literal["technical", "transferable"]
SKILL_KINDS: Final[Mapping[SkillKind, str]] = {
    "technical": "Technical: it belongs to the trade and is learnt for it.",
    "transferable": "Transferable: it is useful in many jobs.",
}


class Skill(Renamable):
    """Something that a person knows or can do, whatever the role. What a role needs it for goes in its `path.yml`."""

    name: Text
    """What the skill is called; the title of its page."""
    slug: Localized[Slug]
    """The words in the address of its page, one for each language."""
    former_slugs: FormerSlugs = NO_SLUGS
    """Slugs that it had before, in each language, so that old addresses still lead here."""
    kind: SkillKind
    """The kind of skill."""
    summary: Localized[Summary]
    """One or two plain sentences (40 to 200 characters) for search engines, shared links and cards."""
    text: Prose
    """What the skill is and what it is used for, whatever the role."""
    search_terms: Words | None = None
    """Other words that people search for it with; they do not show on the page."""
    esco: list[EscoConcept] = []
    """The ESCO concepts that it corresponds to."""
    related: list[Target] = []
    """Pages of the guide that say more about it: `skill/advanced-negotiation`, `term/roi`."""
    source: SourceId | None = None
    """The source of what is said about it: an id in `data/sources.yml`. Left out where the words are the guide’s
    own."""


class KnownFact(Record):
    """A fact known about a certification, with its own source."""

    label: Text
    """What the fact is about, in a word or two: “Cost”, “Duration”."""
    value: Text
    """The fact, in a few words."""
    source: SourceId
    """Where it was read: an id in `data/sources.yml`."""


CertificationKind = Literal["certification", "training_programme"]
CERTIFICATION_KINDS: Final[Mapping[CertificationKind, str]] = {
    "certification": "A credential that a body awards after an assessment.",
    "training_programme": "A training programme that is listed as a certification.",
}


class Certification(Renamable):
    """A certification, or a training programme that is listed as one."""

    name: Line
    """The present official name, if one was found; otherwise the name as it is quoted. One for both languages."""
    quoted_as: Line | None = None
    """The name in the guide’s own source, where it differs."""
    abbreviation: Line | None = None
    """The official abbreviation, if there is one."""
    kind: CertificationKind
    """What it is."""
    issuer: Line | None = None
    """The body that awards it; left out where none could be verified."""
    url: WebAddress | None = None
    """Its page on the website of the awarding body. Give it only if the page was read."""
    summary: Localized[Summary]
    """One or two plain sentences (40 to 200 characters) for search engines, shared links and cards."""
    text: Prose
    """What is known about it, and what is not."""
    facts: list[KnownFact] = []
    """What was read about it, one fact at a time: awarding body, requirements, cost, duration. No guesses."""
    search_terms: Words | None = None
    """Other words that people search for it with; they do not show on the page."""
    source: SourceId | None = None
    """The source of what is said about it: an id in `data/sources.yml`. Left out where the words are the guide’s
    own."""


class ToolCategory(Renamable):
    """A group of tools that do the same work."""

    name: Text
    """What the category is called."""
    family: ToolFamilyId
    """The family that it belongs to: an id under `families` in the same file."""


class ToolFamily(Renamable):
    """A group of categories of tools."""

    name: Text
    """What the family is called."""


ToolKind = Literal["product", "class"]
TOOL_KINDS: Final[Mapping[ToolKind, str]] = {
    "product": "A product with a name of its own.",
    "class": "A type of system, whatever the product: CPQ, for example.",
}


class Tool(Renamable):
    """A software product, or a type of system, whatever the role."""

    name: Line
    """Its name, one for both languages."""
    former_names: list[Line] = []
    """Names that it had before."""
    kind: ToolKind = "product"
    """What it is. If left out, it is a product."""
    vendor: Line | None = None
    """The company that sells it."""
    url: WebAddress | None = None
    """Its web address. Give it only if the page was seen."""
    category: ToolCategoryId
    """The category that it belongs to: an id under `categories` in the same file."""
    summary: Localized[Summary]
    """One or two plain sentences (40 to 200 characters) for search engines, shared links and cards."""
    text: Prose
    """What the tool is and what it does, whatever the role."""
    naming: Prose | None = None
    """What a reader should know about its name: changed, passed to others, written differently elsewhere."""
    search_terms: Words | None = None
    """Other words that people search for it with; they do not show on the page."""
    alternatives: list[ToolId] = []
    """Tools that do the same work: ids in the same file."""
    related: list[Target] = []
    """Pages of the guide that say more about it: `tool/…`, `skill/…`, `term/…`."""
    source: SourceId | None = None
    """The source of what is said about it: an id in `data/sources.yml`. Left out where the words are the guide’s
    own."""


class ToolCatalogue(Record):
    """`data/tools.yml`: families of categories, categories of tools, and the tools."""

    families: dict[Id, ToolFamily] = Field(min_length=1)
    """The families, each under its id, in the order of the site."""
    categories: dict[Id, ToolCategory] = Field(min_length=1)
    """The categories, each under its id, in the order of the site."""
    tools: dict[Id, Tool] = Field(min_length=1)
    """The tools, each under its id, in the order of the site."""


class Term(Renamable):
    """A term of the trade, explained in a sentence or two."""

    term: Text
    """The word or abbreviation."""
    expansion: Text | None = None
    """What an abbreviation stands for."""
    definition: Prose
    """What it means, for someone who hears it for the first time."""
    related: list[Target] = []
    """Pages of the guide that say more about it: `term/…`, `skill/…`, `role/…`."""
