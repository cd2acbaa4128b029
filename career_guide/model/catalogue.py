"""The shared catalogues: records that roles refer to by id. One YAML file each, a mapping of id to record."""

from datetime import date
from typing import Literal

from pydantic import Field

from career_guide.model.values import (
    Id,
    Line,
    Localized,
    Prose,
    Record,
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
)


class Level(Record):
    """A level of experience ("livello di esperienza"), listed from the least to the most experienced."""

    name: Text


class Area(Record):
    """An area of the country for which pay is compared."""

    name: Text


class Source(Record):
    """Where facts and figures come from."""

    title: Text
    short: Text | None = None
    """What stands beside a figure, where the title is too long for that; the date is added to it."""
    publisher: Line | None = None
    url: WebAddress | None = None
    published: date | None = None
    """When the source was published; null where it bears no date."""
    retrieved: date | None = None
    """When it was read for this guide."""
    licence: Text | None = None
    """The licence, with the attribution that it asks for."""
    note: Prose | None = None
    """What a reader should know of its reliability."""


class EscoConcept(Record):
    """A concept of the ESCO classification that a skill corresponds to."""

    uri: WebAddress
    label: Line
    """The preferred label in English, as ESCO has it; ESCO's Italian label is not known."""


class Skill(Record):
    """Something a person can do or knows."""

    name: Text
    slug: Localized[Slug]
    kind: Literal["technical", "transferable"]
    summary: Localized[Summary]
    text: Prose
    """What the skill is and what it is used for, whatever the role."""
    search_terms: Words | None = None
    """Other words that people search with."""
    esco: list[EscoConcept] = []
    related: list[Target] = []
    source: SourceId


class KnownFact(Record):
    """One thing that is known of a certification, with its own source."""

    label: Text
    value: Text
    source: SourceId


class Certification(Record):
    """A certification, or a training programme that is listed as one."""

    name: Line
    """The current official name where one was found, else the name as it is quoted."""
    quoted_as: Line | None = None
    """The name in the guide's own source, where it differs."""
    abbreviation: Line | None = None
    kind: Literal["certification", "training_programme"]
    issuer: Line | None = None
    """The body that awards it; null where none could be verified."""
    url: WebAddress | None = None
    summary: Localized[Summary]
    text: Prose
    """What is known of it, and what is not."""
    facts: list[KnownFact] = []
    search_terms: Words | None = None
    source: SourceId


class ToolCategory(Record):
    """A group of tools that do the same work."""

    name: Text
    family: ToolFamilyId


class ToolFamily(Record):
    """A group of categories."""

    name: Text


class Tool(Record):
    """A software product, or a class of systems."""

    name: Line
    former_names: list[Line] = []
    kind: Literal["product", "class"] = "product"
    vendor: Line | None = None
    url: WebAddress | None = None
    category: ToolCategoryId
    summary: Localized[Summary]
    text: Prose
    """What the tool is and does, whatever the role."""
    naming: Prose | None = None
    """What a reader should know of its name: renamed, sold, written otherwise elsewhere."""
    search_terms: Words | None = None
    alternatives: list[ToolId] = []
    related: list[Target] = []
    source: SourceId


class ToolCatalogue(Record):
    """`data/tools.yml`: families of categories, categories of tools, and the tools."""

    families: dict[Id, ToolFamily] = Field(min_length=1)
    categories: dict[Id, ToolCategory] = Field(min_length=1)
    tools: dict[Id, Tool] = Field(min_length=1)


class Term(Record):
    """A word of the trade, explained."""

    term: Text
    expansion: Text | None = None
    """What an abbreviation stands for."""
    definition: Prose
    related: list[Target] = []
