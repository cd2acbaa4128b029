"""The files of a role, one for each chapter: the classes stand in the order of the site.

What each field means stands in `descriptions.yml`.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from career_guide.model.figures import Duration, Figure, Sourced
from career_guide.model.progression import Relation, SkillUses
from career_guide.model.values import (
    NO_SLUGS,
    CertificationId,
    ChapterId,
    Country,
    EachLevelOnce,
    FamilyId,
    FormerSlugs,
    Id,
    LevelId,
    Line,
    Localized,
    Prose,
    Record,
    Renamable,
    RoleId,
    SectorId,
    Slug,
    SourceId,
    SpecializationId,
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

# --- the parts that chapters are made of ----------------------------------------------------------------------------


class Identified(Renamable, Sourced):
    """A part with an id, by which links lead to its place on the page."""

    id: Id


class Item(Identified):
    """An entry of a section: a title, a text or both."""

    title: Text | None = None
    text: Prose | None = None
    figure: Figure | None = None
    related: list[Target] = []

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.title is None and self.text is None:
            raise PydanticCustomError("nothing_said", "neither title nor text")
        return self


Items = list[Item]


JobDescriptionPart = Literal["tasks", "conditions"]


class Section(Identified):
    """A headed part of a chapter: an introduction, entries, a closing remark. It has an introduction or entries."""

    title: Text
    intro: Prose | None = None
    ordered: bool = False
    items: Items = []
    outro: Prose | None = None
    figure: Figure | None = None
    related: list[Target] = []
    checklist: bool = False
    job_description: JobDescriptionPart | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.intro is None and not self.items:
            raise PydanticCustomError("nothing_said", "neither intro nor items")
        return self


Sections = list[Section]


class Chapter(Sourced):
    """What all chapters have."""

    draft: bool = False
    summary: Localized[Summary]
    answer: Text | None = None
    intro: Prose
    limits: Prose | None = None

    @property
    def in_a_sentence(self) -> Text:
        """Its answer, or else its summary."""
        return self.answer or self.summary


class Narrative(Chapter):
    """A chapter of headed texts: `work.yml`, `balance.yml`, `goals.yml`."""

    sections: Sections = []


class Post(Identified):
    """A post that leads to the role or comes after it."""

    title: Text
    role: RoleId | None = None
    text: Prose | None = None


Posts = list[Post]

# --- role.yml -------------------------------------------------------------------------------------------------------


Scheme = Literal["isco-08", "esco", "onet-soc", "istat-cp2021"]

_CODES: Final[Mapping[Scheme, tuple[str, str]]] = {
    "isco-08": (r"[0-9]{4}", "1420"),
    "esco": (r"[0-9]{4}(\.[0-9]{1,2})+", "1420.3"),
    "onet-soc": (r"[0-9]{2}-[0-9]{4}\.[0-9]{2}", "11-2022.00"),
    "istat-cp2021": (r"[1-9](\.[0-9]{1,2}){4}", "2.5.1.5.2"),
}
"""What the codes of a classification look like, and one of them."""

Match = Literal["exact", "close", "broad", "by_name"]


class Classification(Record):
    """What an official classification calls this occupation."""

    scheme: Scheme
    code: Line
    label: Localized[Line | None]
    uri: WebAddress | None = None
    match: Match
    note: Prose | None = None
    source: SourceId

    @field_validator("code")
    @classmethod
    def _of_the_scheme(cls, code: str, info: ValidationInfo) -> str:
        pattern, example = _CODES.get(info.data.get("scheme", ""), (".*", ""))
        if not re.fullmatch(pattern, code):
            details = {"value": code, "scheme": info.data["scheme"], "example": example}
            raise PydanticCustomError("bad_code", "not a code of the scheme", details)
        return code

    @field_validator("uri")
    @classmethod
    def _of_an_occupation(cls, address: str | None, info: ValidationInfo) -> str | None:
        return esco_address("occupation", address) if address and info.data.get("scheme") == "esco" else address


class Glance(Identified):
    """A key fact in words, shown in the header of the role with a link to the chapter that says more."""

    label: Text
    value: Text
    chapter: ChapterId


class LevelAdvert(Record):
    """What a job advert adds for a level of experience."""

    level: LevelId
    tasks: list[Text] = []
    requirements: list[Text] = []


class Advert(Record):
    """What a job advert says of a role or a specialization, in words that can be sent as they are, without links.

    The bullets of the specialization come first, then those of the level of experience and of the role.
    """

    purpose: Text
    tasks: list[Text] = []
    requirements: list[Text] = []


class RoleAdvert(Advert):
    """What a job advert says of the role; without it, there are no adverts for the role."""

    levels: Annotated[list[LevelAdvert], EachLevelOnce] = []


class InMoves(Record):
    """How a role is named after “from” and “to”, where the bare title would not do: *dalla*, *alla direzione*."""

    start: Text
    end: Text


class Profile(Renamable, Chapter):
    """`role.yml`: what the role is, its names, codes and dates, and its main page."""

    title: Text
    in_moves: InMoves | None = None
    alternative_titles: Words
    slug: Localized[Slug]
    former_slugs: FormerSlugs = NO_SLUGS
    market: Country
    family: FamilyId | None = None
    sectors: list[SectorId] = []
    levels: Annotated[list[LevelId], EachLevelOnce] = []
    classifications: list[Classification] = []
    reviewed: WorkDay
    review_by: date
    search_terms: Words | None = None
    at_a_glance: list[Glance] = []
    relations: list[Relation] = []
    sections: Sections = []
    advert: RoleAdvert | None = None

    @model_validator(mode="after")
    def _review_dates_ordered(self) -> Self:
        if self.review_by <= self.reviewed:
            raise PydanticCustomError("review_before_reviewed", "not after reviewed", {"at": ["review_by"]})
        return self


# --- skills.yml -----------------------------------------------------------------------------------------------------


class Skills(Chapter):
    """`skills.yml`: which skills the role needs, and how well."""

    skills: SkillUses = []
    mindset: Section | None = None
    sections: Sections = []


# --- path.yml -------------------------------------------------------------------------------------------------------


class StudyPath(Identified):
    """A course of study that leads to the role."""

    title: Text
    duration: Duration | None = None
    text: Prose | None = None
    subjects: Items = []
    note: Prose | None = None


class CertificationUse(Sourced):
    """A certification that is useful in the role."""

    certification: CertificationId
    text: Prose | None = None


class Path(Chapter):
    """`path.yml`: how to become one."""

    steps: Section | None = None
    entry_posts: Posts = []
    experience: Section | None = None
    studies_intro: Prose | None = None
    studies: list[StudyPath] = []
    backgrounds: Section | None = None
    certifications_intro: Prose | None = None
    certifications: list[CertificationUse] = []
    alternatives: Section | None = None
    success: Section | None = None
    sections: Sections = []


# --- tools.yml ------------------------------------------------------------------------------------------------------


class ToolUse(Sourced):
    """A tool that is used in the role, and what for."""

    tool: ToolId
    text: Prose | None = None


class ToolCategoryUse(Sourced):
    """A category of tools, and what it is used for in the role."""

    category: ToolCategoryId
    text: Prose | None = None
    tools: list[ToolUse] = Field(min_length=1)


class ToolFamilyUse(Sourced):
    """A family of tools that are used in the role."""

    family: ToolFamilyId
    text: Prose | None = None
    categories: list[ToolCategoryUse] = Field(min_length=1)


class Device(Item):
    """A kind of device, with examples."""

    models: list[Line] = []


class DeviceGroup(Identified):
    """Devices that serve one purpose."""

    title: Text
    text: Prose | None = None
    devices: list[Device] = Field(min_length=1)


class Tools(Chapter):
    """`tools.yml`: software and devices."""

    sections: Sections = []
    families: list[ToolFamilyUse] = []
    devices_intro: Prose | None = None
    devices: list[DeviceGroup] = []


# --- specializations.yml and specializations/<id>.yml ---------------------------------------------------------------


class SelfCheckStatement(Identified):
    """Something that readers may say of themselves, and the specializations that it points to."""

    statement: Text
    favours: list[SpecializationId] = Field(min_length=1)
    why: Text


class Specializations(Chapter):
    """`specializations.yml`: what tells the specializations apart, each of which then has its own page."""

    sections: Sections = []
    levels_note: Prose | None = None
    self_check: list[SelfCheckStatement] = []


class Difference(Sourced):
    """What sets a specialization apart, and from whom."""

    compared_with: Text
    specialization: SpecializationId | None = None
    text: Prose


Axis = Literal["base", "experience", "sector", "scope"]


class Specialization(Renamable, Sourced):
    """`specializations/<id>.yml`: one variant of the role."""

    position: int = Field(ge=1)
    name: Text
    slug: Localized[Slug]
    former_slugs: FormerSlugs = NO_SLUGS
    axis: Axis
    levels: Annotated[list[LevelId], EachLevelOnce] = []
    summary: Localized[Summary]
    definition: Prose
    difference: Difference | None = None
    activities: Items = []
    skills_text: Prose | None = None
    skills: SkillUses = []
    cv_intro: Prose | None = None
    cv: Items = []
    advert: Advert | None = None
    search_terms: Words | None = None


# --- changes.yml ----------------------------------------------------------------------------------------------------


class Change(Record):
    """What changed for readers, on one day."""

    date: WorkDay
    text: Prose
