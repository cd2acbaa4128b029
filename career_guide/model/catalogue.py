"""The shared catalogues: records that roles refer to by id. One YAML file each, a mapping of id to record.

What each field means stands in `descriptions.yml`.
"""

from datetime import date
from functools import partial
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from career_guide.model.progression import CanDos, Relation
from career_guide.model.values import (
    NO_SLUGS,
    Country,
    FamilyId,
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


class Proficiency(Renamable):
    """A step of the scale that says how well a skill is mastered. The file goes from the lowest to the highest."""

    name: Text
    text: Prose
    source: SourceId | None = None


class Family(Renamable):
    """A family of roles, between which people move."""

    name: Text
    text: Prose


class Sector(Renamable):
    """A sector of the economy."""

    name: Text


class MapPost(Renamable):
    """A job that the career map shows although too little is known of it for a page."""

    title: Text
    family: FamilyId
    text: Prose
    relations: list[Relation] = []


class Area(Renamable):
    """An area of a country for which pay is compared."""

    name: Text
    market: Country | None = None


Confidence = Literal["official", "survey", "indicative", "own"]
"""How sure what rests on a source is, the surest first."""


class Source(Renamable):
    """Where facts and figures come from. Every page that uses it names it."""

    title: Text
    short: Text | None = None
    confidence: Confidence
    publisher: Line | None = None
    url: WebAddress | None = None
    published: PastDay | None = None
    dating: Text | None = None
    retrieved: WorkDay | None = None
    figures: Text | None = None
    valid_until: date | None = None
    licence: Text | None = None
    note: Prose | None = None


class Law(Renamable):
    """A rule of law for employers who hire. Role profiles for its countries and the page of adverts state it."""

    name: Text
    markets: list[Country] = Field(min_length=1)
    text: Prose
    source: SourceId


class EscoConcept(Record):
    """A concept of the ESCO classification that a skill corresponds to."""

    uri: Annotated[WebAddress, AfterValidator(partial(esco_address, "skill"))]
    label: Line
    source: SourceId


SkillKind = Literal["technical", "transferable"]


class Skill(Renamable):
    """Something that a person knows or can do, whatever the role. What a role needs it for goes in its `path.yml`."""

    name: Text
    slug: Localized[Slug]
    former_slugs: FormerSlugs = NO_SLUGS
    kind: SkillKind
    summary: Localized[Summary]
    text: Prose
    can_do: CanDos = []
    search_terms: Words | None = None
    esco: list[EscoConcept] = []
    related: list[Target] = []
    source: SourceId | None = None


class KnownFact(Record):
    """A fact known about a certification, with its own source."""

    label: Text
    value: Text
    source: SourceId


CertificationKind = Literal["certification", "training_programme"]


class Certification(Renamable):
    """A certification, or a training programme that is listed as one."""

    name: Line
    quoted_as: Line | None = None
    abbreviation: Line | None = None
    kind: CertificationKind
    issuer: Line | None = None
    url: WebAddress | None = None
    summary: Localized[Summary]
    text: Prose
    facts: list[KnownFact] = []
    search_terms: Words | None = None
    source: SourceId | None = None


class ToolCategory(Renamable):
    """A group of tools that do the same work."""

    name: Text
    family: ToolFamilyId


class ToolFamily(Renamable):
    """A group of categories of tools."""

    name: Text


ToolKind = Literal["product", "class"]


class Tool(Renamable):
    """A software product, or a type of system, whatever the role."""

    name: Line
    former_names: list[Line] = []
    kind: ToolKind = "product"
    vendor: Line | None = None
    url: WebAddress | None = None
    category: ToolCategoryId
    summary: Localized[Summary]
    text: Prose
    naming: Prose | None = None
    search_terms: Words | None = None
    alternatives: list[ToolId] = []
    related: list[Target] = []
    source: SourceId | None = None


class ToolCatalogue(Record):
    """`data/tools.yml`: families of categories, categories of tools, and the tools."""

    families: dict[Id, ToolFamily] = Field(min_length=1)
    categories: dict[Id, ToolCategory] = Field(min_length=1)
    tools: dict[Id, Tool] = Field(min_length=1)


class Term(Renamable):
    """A term of the trade, explained in a sentence or two."""

    term: Text
    expansion: Text | None = None
    definition: Prose
    related: list[Target] = []
