"""A role and its chapters. One folder a role, one YAML file a chapter: the classes stand in the order of the site."""

from datetime import date
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from career_guide.model.values import (
    AreaId,
    CertificationId,
    Figure,
    Id,
    LevelId,
    Line,
    Localized,
    PayBasis,
    Prose,
    Range,
    Record,
    RoleId,
    SkillId,
    Slug,
    Sourced,
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

ChapterId = Literal["work", "salary", "path", "tools", "specializations", "balance", "goals"]
CHAPTERS: Final[tuple[ChapterId, ...]] = get_args(ChapterId)
"""The chapters that have a file and a page of their own, in the order of the site; the overview is `role.yml`."""

# --- the parts that chapters are made of ----------------------------------------------------------------------------


class _Identified(Sourced):
    """A part with an id, the anchor of its place on the page in every locale."""

    id: Id


def _unique_ids(parts: list[_Identified]) -> list[_Identified]:
    ids = [part.id for part in parts]
    for index, part_id in enumerate(ids):
        if part_id in ids[:index]:
            raise PydanticCustomError("repeated_id", "twice", {"value": part_id, "at": [index, "id"]})
    return parts


class Item(_Identified):
    """An entry of a section: a title, a text or both."""

    title: Text | None = None
    text: Prose | None = None
    figure: Figure | None = None
    """A number that belongs to this entry; the text does not repeat it."""
    related: list[Target] = []
    """Pages of the guide that say more: `skill/advanced-negotiation`."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.title is None and self.text is None:
            raise PydanticCustomError("nothing_said", "neither title nor text")
        return self


Items = Annotated[list[Item], AfterValidator(_unique_ids)]


class Section(_Identified):
    """A headed part of a chapter: an introduction, entries, a closing remark."""

    title: Text
    intro: Prose | None = None
    ordered: bool = False
    """Whether the order of the items means something: steps, a cycle."""
    items: Items = []
    outro: Prose | None = None
    figure: Figure | None = None
    related: list[Target] = []
    checklist: bool = False
    """Whether readers may make the items a list of their own and tick them off."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.intro is None and not self.items:
            raise PydanticCustomError("nothing_said", "neither intro nor items")
        return self


Sections = Annotated[list[Section], AfterValidator(_unique_ids)]


class Chapter(Sourced):
    """What all chapters have."""

    summary: Localized[Summary]
    """For search engines, shared links and cards."""
    intro: Prose
    """The first paragraph on the page."""


class Narrative(Chapter):
    """A chapter of headed texts: `work.yml`, `balance.yml`, `goals.yml`."""

    sections: Sections = Field(min_length=1)


class Post(_Identified):
    """A job on the way to the role or beyond it."""

    title: Text
    role: RoleId | None = None
    """The role of this guide that describes it, if there is one."""
    text: Prose | None = None


Posts = Annotated[list[Post], AfterValidator(_unique_ids)]

# --- role.yml -------------------------------------------------------------------------------------------------------


class Classification(Record):
    """What an official classification calls this occupation."""

    scheme: Literal["isco-08", "esco", "onet-soc", "istat-cp2021"]
    code: Line
    label: Localized[Line | None]
    """The official label; null in a locale in which the classification has none or it is not known."""
    uri: WebAddress | None = None
    match: Literal["exact", "close", "broad", "by_name"]
    """How near the occupation is to our role."""
    note: Prose | None = None
    source: SourceId


class Glance(_Identified):
    """A key fact in words, shown in the header of the role and linked to the chapter that tells more."""

    label: Text
    value: Text
    chapter: ChapterId


class Profile(Chapter):
    """`role.yml`: what the role is, its names, codes and dates, and the overview."""

    title: Text
    alternative_titles: Words
    slug: Localized[Slug]
    former_slugs: Localized[list[Slug]] = Localized[list[Slug]](it=[], en=[])
    former_ids: list[Id] = []
    market: Literal["IT"]
    """The country (ISO 3166-1) whose labour market the role is described for."""
    classifications: list[Classification] = []
    reviewed: date
    """When the whole role was last reviewed."""
    review_by: date
    """When the next review is due."""
    search_terms: Words | None = None
    at_a_glance: Annotated[list[Glance], AfterValidator(_unique_ids)] = []
    sections: Sections = Field(min_length=1)

    @model_validator(mode="after")
    def _review_dates_ordered(self) -> Self:
        if self.review_by <= self.reviewed:
            raise PydanticCustomError("review_before_reviewed", "not after reviewed", {"at": ["review_by"]})
        return self


# --- salary.yml -----------------------------------------------------------------------------------------------------


class Pay(Sourced):
    """An amount of money a year."""

    basis: PayBasis
    range: Range
    """EUR per year."""


class SalaryBand(Pay):
    """What people at one level of experience earn."""

    level: LevelId
    experience_years: Range
    """Years of experience."""
    experience_note: Text | None = None
    """How the source words the years, where its wording is ambiguous."""
    variable: Figure | None = None
    """The variable part in percent; null where nothing is known, which is not zero."""
    note: Prose


class AreaPay(Sourced):
    """How pay in one area differs from the national level."""

    area: AreaId
    places: Words | None = None
    """The places that the source names."""
    difference: Figure
    """Percent from the national mean."""
    level: LevelId
    """The level of experience that the amount is for."""
    basis: PayBasis
    range: Range
    """EUR per year, for that level alone."""
    note: Prose


class TopPay(Pay):
    """What the top positions can earn."""

    note: Prose


class Salary(Chapter):
    """`salary.yml`: pay by level and area, the variable part, benefits, growth."""

    currency: Literal["EUR"]
    reading_notes: Section
    """How to read the figures, with their gaps and contradictions."""
    factors: Section
    variable_share: Figure
    bands_intro: Prose
    bands: list[SalaryBand] = Field(min_length=1)
    bands_outro: Prose | None = None
    areas_intro: Prose | None = None
    areas: list[AreaPay] = []
    areas_outro: Prose | None = None
    variable: Section
    benefits: Section
    growth: Section
    next_posts: Posts = []
    top: TopPay | None = None

    @model_validator(mode="after")
    def _one_band_a_level(self) -> Self:
        levels = [band.level for band in self.bands]
        for index, level in enumerate(levels):
            if level in levels[:index]:
                raise PydanticCustomError("repeated_id", "twice", {"value": level, "at": ["bands", index, "level"]})
        return self


# --- path.yml -------------------------------------------------------------------------------------------------------


class SkillUse(Sourced):
    """A skill the role needs, and what for."""

    skill: SkillId
    text: Prose


class StudyPath(_Identified):
    """A kind of study that leads to the role."""

    title: Text
    duration: Figure | None = None
    """In years; null where it is not known."""
    text: Prose
    subjects: Items
    note: Prose | None = None


class CertificationUse(Sourced):
    """A certification that serves the role."""

    certification: CertificationId
    text: Prose | None = None


class Path(Chapter):
    """`path.yml`: how to become one."""

    steps: Section
    entry_posts: Posts = []
    experience: Section
    skills_intro: Prose
    skills: list[SkillUse] = Field(min_length=1)
    mindset: Section | None = None
    studies_intro: Prose
    studies: Annotated[list[StudyPath], AfterValidator(_unique_ids)] = Field(min_length=1)
    backgrounds: Section | None = None
    certifications_intro: Prose | None = None
    certifications: list[CertificationUse] = []
    alternatives: Section
    success: Section | None = None


# --- tools.yml ------------------------------------------------------------------------------------------------------


class ToolUse(Sourced):
    """A tool the role works with, and what for."""

    tool: ToolId
    text: Prose


class ToolCategoryUse(Sourced):
    """A category of tools, and what the role needs it for."""

    category: ToolCategoryId
    text: Prose
    tools: list[ToolUse] = Field(min_length=1)


class ToolFamilyUse(Sourced):
    """A family of tools."""

    family: ToolFamilyId
    text: Prose | None = None
    categories: list[ToolCategoryUse] = Field(min_length=1)


class Device(Item):
    """A kind of device, with examples."""

    models: list[Line] = []
    """Product lines named as examples; none where the source names none."""


class DeviceGroup(_Identified):
    """Devices that serve one purpose."""

    title: Text
    text: Prose
    devices: Annotated[list[Device], AfterValidator(_unique_ids)] = Field(min_length=1)


class Tools(Chapter):
    """`tools.yml`: software and devices."""

    sections: Sections = []
    families: list[ToolFamilyUse] = Field(min_length=1)
    devices_intro: Prose | None = None
    devices: Annotated[list[DeviceGroup], AfterValidator(_unique_ids)] = []


# --- specializations.yml and specializations/<id>.yml ---------------------------------------------------------------


class SelfCheckStatement(_Identified):
    """Something that readers may say of themselves, and the specializations that it speaks for."""

    statement: Text
    favours: list[Id] = Field(min_length=1)
    """Specializations of the same role."""
    why: Text
    """What, in the descriptions of those specializations, the statement rests on."""


class Specializations(Chapter):
    """`specializations.yml`: what tells the specializations apart, before each has its own page."""

    sections: Sections = []
    self_check: Annotated[list[SelfCheckStatement], AfterValidator(_unique_ids)] = []
    """The order counts: answers are kept by it in the page's address."""


class Difference(Sourced):
    """What sets a specialization apart, and from whom."""

    compared_with: Text
    specialization: Id | None = None
    """The specialization of the same role that it is compared with, if there is one."""
    text: Prose


class Specialization(Sourced):
    """`specializations/<id>.yml`: one variant of the role."""

    position: int
    """Place in the list, from 1."""
    name: Text
    slug: Localized[Slug]
    axis: Literal["base", "experience", "sector", "scope"]
    """What it differs by: nothing (the base), experience, sector, or geographical scope."""
    level: LevelId | None = None
    """The level of experience, where the specialization fixes it."""
    summary: Localized[Summary]
    definition: Prose
    difference: Difference
    activities: Items = Field(min_length=1)
    skills_text: Prose | None = None
    """What it needs beyond what the CV must show; null where the source says no more."""
    skills: list[SkillId] = []
    cv_intro: Prose
    cv: Items = Field(min_length=1)
    search_terms: Words | None = None


# --- changes.yml ----------------------------------------------------------------------------------------------------


class Change(Record):
    """What changed for readers on one day."""

    date: date
    text: Prose


# --- the whole ------------------------------------------------------------------------------------------------------


class Role(Record):
    """A role with the chapters that exist."""

    id: Id
    profile: Profile
    work: Narrative | None = None
    salary: Salary | None = None
    path: Path | None = None
    tools: Tools | None = None
    specializations: Specializations | None = None
    specialization: dict[str, Specialization] = {}
    """By id, in their order on the site."""
    balance: Narrative | None = None
    goals: Narrative | None = None
    changes: list[Change] = []
    """Newest first."""

    def chapter(self, chapter: ChapterId) -> Chapter | None:
        """The chapter, or None where the role has no file for it."""
        found: Chapter | None = getattr(self, chapter)
        return found

    @property
    def chapters(self) -> list[ChapterId]:
        """The chapters that exist, in the order of the site."""
        return [chapter for chapter in CHAPTERS if self.chapter(chapter) is not None]
