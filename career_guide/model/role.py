"""The files of a role, one for each chapter: the classes stand in the order of the site."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from career_guide.model.values import (
    NO_SLUGS,
    AreaDifference,
    AreaId,
    CertificationId,
    ChapterId,
    Country,
    Duration,
    Figure,
    FormerSlugs,
    Id,
    LevelId,
    Line,
    Localized,
    PayTerms,
    Prose,
    Range,
    Record,
    RefersTo,
    Renamable,
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
    VariablePay,
    WebAddress,
    Words,
    WorkDay,
    YearsRange,
    esco_address,
)

SpecializationId = Annotated[Id, RefersTo("specialization")]
"""A specialization of the same role. Loading looks it up, which knows what role a file belongs to."""

# --- the parts that chapters are made of ----------------------------------------------------------------------------


class Identified(Renamable, Sourced):
    """A part with an id, by which links lead to its place on the page."""

    id: Id
    """Identifies the part in addresses, in both languages: `how-to-read`. No other part of the file has the same id,
    and once published it never changes."""


class Item(Identified):
    """An entry of a section: a title, a text or both."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"not": {"required": ["title"]}},
            "then": {"required": ["text"], "x-hint": "problems.nothing_said.remedy"},
        }
    )

    title: Text | None = None
    """A few words."""
    text: Prose | None = None
    """What there is to say; paragraphs and lists are allowed."""
    figure: Figure | None = None
    """A number that belongs to this entry. The page shows it with its unit and source; the text does not repeat it."""
    related: list[Target] = []
    """Pages of the guide that say more about it: `skill/advanced-negotiation`, `term/roi`."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.title is None and self.text is None:
            raise PydanticCustomError("nothing_said", "neither title nor text")
        return self


Items = list[Item]


JobDescriptionPart = Literal["tasks", "conditions"]
JOB_DESCRIPTION_PARTS: Final[Mapping[JobDescriptionPart, str]] = {
    "tasks": "Tasks and responsibilities.",
    "conditions": "Working conditions.",
}


class Section(Identified):
    """A headed part of a chapter: an introduction, entries, a closing remark. It has an introduction or entries."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"not": {"required": ["intro"]}},
            "then": {
                "required": ["items"],
                "properties": {"items": {"minItems": 1}},
                "x-hint": "problems.nothing_said.remedy",
            },
        }
    )

    title: Text
    """The heading."""
    intro: Prose | None = None
    """What comes before the entries, or all of the text where there are none."""
    ordered: bool = False
    """`true` where the order of the entries matters, as with steps: they are then numbered."""
    items: Items = []
    """The entries."""
    outro: Prose | None = None
    """A closing remark, after the entries."""
    figure: Figure | None = None
    """A number that belongs to the whole section. The page shows it with its unit and source; the text does not
    repeat it."""
    related: list[Target] = []
    """Pages of the guide that say more about it: `skill/advanced-negotiation`, `term/roi`."""
    checklist: bool = False
    """`true` lets readers tick the entries off, in a chapter of headed texts (`work`, `balance`, `goals`). The ticks
    stay on their device."""
    job_description: JobDescriptionPart | None = None
    """The part of the role profile that the section goes into, in the chapters `work` and `balance`. If no section of
    `work` says `tasks`, all its sections that name no other part are tasks."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.intro is None and not self.items:
            raise PydanticCustomError("nothing_said", "neither intro nor items")
        return self


Sections = list[Section]


class Chapter(Sourced):
    """What all chapters have."""

    draft: bool = False
    """`true` while it is being written: previews show it, marked; nothing of it is published, and texts may be
    empty."""
    summary: Localized[Summary]
    """One or two plain sentences (40 to 200 characters) for search engines, shared links and cards."""
    intro: Prose
    """The first paragraphs on the page."""
    limits: Prose | None = None
    """What its figures and claims do not say, in three short points; folded, at the end of the page. The details belong
    on the method page."""


class Narrative(Chapter):
    """A chapter of headed texts: `work.yml`, `balance.yml`, `goals.yml`."""

    sections: Sections = []
    """Its headed parts, in the order of the page."""


class Post(Identified):
    """A post that leads to the role or comes after it."""

    title: Text
    """What the post is called."""
    role: RoleId | None = None
    """The role of this guide that describes it, if there is one: the name of its folder in `data/roles/`."""
    text: Prose | None = None
    """What a reader should know about it."""


Posts = list[Post]

# --- role.yml -------------------------------------------------------------------------------------------------------


Scheme = Literal["isco-08", "esco", "onet-soc", "istat-cp2021"]
SCHEMES: Final[Mapping[Scheme, str]] = {
    "isco-08": "ISCO-08, the international classification of occupations.",
    "esco": "ESCO, the European classification of skills and occupations.",
    "onet-soc": "O*NET-SOC, the classification of the United States.",
    "istat-cp2021": "CP2021, the Italian classification by Istat.",
}

_CODES: Final[Mapping[Scheme, tuple[str, str]]] = {
    "isco-08": (r"[0-9]{4}", "1420"),
    "esco": (r"[0-9]{4}(\.[0-9]{1,2})+", "1420.3"),
    "onet-soc": (r"[0-9]{2}-[0-9]{4}\.[0-9]{2}", "11-2022.00"),
    "istat-cp2021": (r"[1-9](\.[0-9]{1,2}){4}", "2.5.1.5.2"),
}
"""What the codes of a classification look like, and one of them."""

Match = Literal["exact", "close", "broad", "by_name"]
MATCHES: Final[Mapping[Match, str]] = {
    "exact": "The same occupation.",
    "close": "Nearly the same occupation.",
    "broad": "A broader occupation, which includes the role.",
    "by_name": "Matched by its name alone.",
}


class Classification(Record):
    """What an official classification calls this occupation."""

    scheme: Scheme
    """The classification."""
    code: Line
    """The code in the classification, in quotation marks if it is a number: `"1420"`."""
    label: Localized[Line | None]
    """The official name; `null` in a language in which the classification has none or it is not known."""
    uri: WebAddress | None = None
    """The address that the classification gives to the occupation."""
    match: Match
    """How close the occupation is to the role."""
    note: Prose | None = None
    """What a reader should know about the match."""
    source: SourceId
    """Where the code and name come from: an id in `data/sources.yml`."""

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
    """What the fact is about, in a word or two."""
    value: Text
    """The fact, in a few words."""
    chapter: ChapterId
    """The chapter that says more."""


class LevelAdvert(Record):
    """What a job advert adds for a level of experience."""

    level: LevelId
    """The level of experience: an id in `data/levels.yml`."""
    tasks: list[Text] = []
    """What the person does at this level: full sentences that begin with the verb: “Negotiate contracts”."""
    requirements: list[Text] = []
    """What this level asks for, experience above all: a few words each, without a full stop."""


class Advert(Record):
    """What a job advert says of a role or a specialization, in words that can be sent as they are, without links.

    The bullets of the specialization come first, then those of the level of experience and of the role.
    """

    purpose: Text
    """What the job is for, in a sentence or two that speak to applicants."""
    tasks: list[Text] = []
    """What the person does at all levels: full sentences that begin with the verb: “Negotiate contracts”."""
    requirements: list[Text] = []
    """What all levels ask for: a few words each, without a full stop, “Willingness to travel often”."""


class RoleAdvert(Advert):
    """What a job advert says of the role; without it, there are no adverts for the role."""

    levels: list[LevelAdvert] = []
    """What each level of experience adds."""

    @model_validator(mode="after")
    def _each_level_once(self) -> Self:
        if (index := _repeated(levels := [texts.level for texts in self.levels])) is not None:
            at = ["levels", index, "level"]
            raise PydanticCustomError("repeated_level", "twice", {"value": levels[index], "at": at})
        return self


class Profile(Renamable, Chapter):
    """`role.yml`: what the role is, its names, codes and dates, and its main page."""

    title: Text
    """What the role is called; the title of its page."""
    alternative_titles: Words
    """Other names of the role, in each language. The role is found by these, too."""
    slug: Localized[Slug]
    """The words in the address of its pages, one for each language."""
    former_slugs: FormerSlugs = NO_SLUGS
    """Slugs that it had before, in each language, so that old addresses still lead here."""
    market: Country
    """The country whose labour market the role is described for (ISO 3166-1): `IT`, `GB`."""
    classifications: list[Classification] = []
    """Its codes in official classifications."""
    reviewed: WorkDay
    """The day on which the whole role was last reviewed, such as `2026-11-24`."""
    review_by: date
    """The day by which the next review is due; later than `reviewed`."""
    search_terms: Words | None = None
    """Other words that people search for it with; they do not show on the page."""
    at_a_glance: list[Glance] = []
    """Key facts for the header of the role. Pay and experience come from the salary chapter: do not write them here."""
    sections: Sections = []
    """The headed parts of the main page, in the order of the page."""
    advert: RoleAdvert | None = None
    """What job adverts for the role say; no page shows it."""

    @model_validator(mode="after")
    def _review_dates_ordered(self) -> Self:
        if self.review_by <= self.reviewed:
            raise PydanticCustomError("review_before_reviewed", "not after reviewed", {"at": ["review_by"]})
        return self


# --- salary.yml -----------------------------------------------------------------------------------------------------


class Pay(Sourced, PayTerms):
    """An amount of money for work."""

    range: Range | None = None
    """The amount, digits only: `{min: 30000, max: 40000}`; `{min: 25000}` for “from 25,000”, `{max: 40000}` for “up to
    40,000”. Left out where it is not known."""


class SalaryBand(Pay):
    """What people at a given level of experience earn."""

    level: LevelId
    """The level of experience: an id in `data/levels.yml`. Each has one band at most."""
    experience_years: YearsRange | None = None
    """The years that correspond to the level of experience: `{min: 1, max: 3}`, `{above: 10}`."""
    experience_note: Text | None = None
    """How the source words the years, where its wording is ambiguous."""
    variable: VariablePay | None = None
    """Variable pay in per cent; left out or `null` where nothing is known about it, which does not mean zero."""
    note: Prose | None = None
    """What a reader should know about this band."""


class AreaPay(Pay):
    """How pay in an area differs from the national average, what is earned there, or both."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"not": {"required": ["difference"]}},
            "then": {"required": ["range"], "x-hint": "problems.nothing_said_of_area.remedy"},
        }
    )

    area: AreaId
    """The area: an id in `data/areas.yml`."""
    places: Words | None = None
    """The places that the source names, in each language."""
    difference: AreaDifference | None = None
    """The difference from the national average in per cent (`unit: percent`, `base: of_national_mean`); negative where
    pay is lower."""
    level: LevelId | None = None
    """The level of experience that the amount is for: an id in `data/levels.yml`. Left out where it is for all."""
    note: Prose | None = None
    """What a reader should know about pay in this area."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.difference is None and self.range is None:
            raise PydanticCustomError("nothing_said_of_area", "neither difference nor range")
        return self


class TopPay(Pay):
    """What the top positions can earn."""

    range: Range
    """The amount, digits only: `{above: 100000}`."""
    note: Prose | None = None
    """Who earns that much, and what else a reader should know about it."""


class NearestPay(Pay):
    """The public figure that comes nearest to what the role pays, where no figure of its own is known."""

    what: Text
    """Whose pay it is: “Sales workers, national average”."""
    range: Range
    """The amount, digits only: `{min: 30000, max: 40000}`."""
    note: Prose | None = None
    """How far it may be from what the role pays, and why."""


class Salary(Chapter, PayTerms):
    """`salary.yml`: pay by level of experience and by area, variable pay, benefits, growth.

    Without any amount, the page says that no figure is known.
    """

    factors: Section | None = None
    """What makes pay higher or lower."""
    variable_share: VariablePay | None = None
    """Variable pay in general, in per cent; `base` says of what."""
    bands_intro: Prose | None = None
    """What comes before the bands."""
    bands: list[SalaryBand] = []
    """Pay by level of experience, from the least to the most experienced."""
    bands_outro: Prose | None = None
    """A closing remark on the bands."""
    areas_intro: Prose | None = None
    """What comes before the areas."""
    areas: list[AreaPay] = []
    """Pay by area of the country."""
    areas_outro: Prose | None = None
    """A closing remark on the areas."""
    variable: Section | None = None
    """What variable pay depends on."""
    benefits: Section | None = None
    """The benefits that come on top of pay."""
    growth: Section | None = None
    """How pay grows over a career."""
    next_posts: Posts = []
    """The posts that come after the role."""
    top: TopPay | None = None
    """What the top positions can earn, where the source says so."""
    nearest: NearestPay | None = None
    """The public figure that comes nearest, where none is known of the role itself."""
    sections: Sections = []
    """Headed texts after the figures and before the notes on how to read them: contracts, taxes, comparisons."""

    @property
    def amounts(self) -> list[Pay]:
        """All amounts of the role's own that are known."""
        return [pay for pay in (*self.bands, *self.areas, self.top) if pay is not None and pay.range is not None]

    @property
    def paid_bands(self) -> list[SalaryBand]:
        """The bands with a known amount."""
        return [band for band in self.bands if band.range is not None]

    @property
    def bands_compare(self) -> bool:
        """Whether there are amounts by level of experience, all of one currency and period."""
        return len({(band.currency, band.period) for band in self.paid_bands}) == 1

    @property
    def span(self) -> Pay | None:
        """From the lowest amount of all bands to the highest, open where that is open.

        None where the bands do not compare, or neither end is known.

        Its source is that of the first band.
        """
        if not self.bands_compare:
            return None
        span = _span([band.range for band in self.paid_bands if band.range])
        first = {name: getattr(self.paid_bands[0], name) for name in (*Sourced.model_fields, *PayTerms.model_fields)}
        return Pay(**first, range=span) if span else None

    @model_validator(mode="after")
    def _one_band_a_level(self) -> Self:
        if (index := _repeated(levels := [band.level for band in self.bands])) is not None:
            at = ["bands", index, "level"]
            raise PydanticCustomError("repeated_level", "twice", {"value": levels[index], "at": at})
        return self


def _repeated(levels: list[str]) -> int | None:
    """The place of the first level that stands further up as well."""
    return next((index for index, level in enumerate(levels) if level in levels[:index]), None)


def _span(ranges: Sequence[Range]) -> Range | None:
    """From the lowest number of several ranges to the highest; None where neither is known."""
    if len(set(map(repr, ranges))) == 1:
        return ranges[0]
    highest = max(ranges, key=lambda amount: (amount.ends[1], amount.is_open))
    if any(amount.has_no_start for amount in ranges):
        return None if highest.is_open else Range(max=highest.ends[1])
    lowest = min(amount.ends[0] for amount in ranges)
    if all(amount.max is None and amount.above is None for amount in ranges):
        return Range(min=lowest)
    return Range(min=lowest, max=highest.ends[1], or_more=highest.is_open)


# --- path.yml -------------------------------------------------------------------------------------------------------


class SkillUse(Sourced):
    """A skill that the role needs, and what for."""

    skill: SkillId
    """The skill: an id in `data/skills.yml`."""
    text: Prose | None = None
    """What the role needs it for. What the skill itself is belongs in `data/skills.yml`."""


class StudyPath(Identified):
    """A course of study that leads to the role."""

    title: Text
    """What the course of study is called."""
    duration: Duration | None = None
    """How long it takes, in years (`unit: years`); left out or `null` where it is not known."""
    text: Prose | None = None
    """What it is, and whom it suits."""
    subjects: Items = []
    """The subjects that suit the role."""
    note: Prose | None = None
    """What else a reader should know about it."""


class CertificationUse(Sourced):
    """A certification that is useful in the role."""

    certification: CertificationId
    """The certification: an id in `data/certifications.yml`."""
    text: Prose | None = None
    """What it is worth in this role."""


class Path(Chapter):
    """`path.yml`: how to become one."""

    steps: Section | None = None
    """The steps that lead to the role, as the entries of one section."""
    entry_posts: Posts = []
    """The posts in which people start."""
    experience: Section | None = None
    """The experience that is needed; the years go in `figure`."""
    skills_intro: Prose | None = None
    """What comes before the skills."""
    skills: list[SkillUse] = []
    """The skills that the role needs."""
    mindset: Section | None = None
    """The attitude that the role asks for."""
    studies_intro: Prose | None = None
    """What comes before the courses of study."""
    studies: list[StudyPath] = []
    """The courses of study that lead to the role."""
    backgrounds: Section | None = None
    """People who come from other studies."""
    certifications_intro: Prose | None = None
    """What comes before the certifications."""
    certifications: list[CertificationUse] = []
    """The certifications that are useful in the role."""
    alternatives: Section | None = None
    """Other ways to the role."""
    success: Section | None = None
    """What makes people succeed in the role."""
    sections: Sections = []
    """Headed texts at the end: who hires, how candidates are assessed."""


# --- tools.yml ------------------------------------------------------------------------------------------------------


class ToolUse(Sourced):
    """A tool that is used in the role, and what for."""

    tool: ToolId
    """The tool: an id under `tools` in `data/tools.yml`."""
    text: Prose | None = None
    """What it is used for in the role. What the tool itself is belongs in `data/tools.yml`."""


class ToolCategoryUse(Sourced):
    """A category of tools, and what it is used for in the role."""

    category: ToolCategoryId
    """The category: an id under `categories` in `data/tools.yml`."""
    text: Prose | None = None
    """What such tools are used for in the role."""
    tools: list[ToolUse] = Field(min_length=1)
    """The tools of this category that are used in the role; at least one."""


class ToolFamilyUse(Sourced):
    """A family of tools that are used in the role."""

    family: ToolFamilyId
    """The family: an id under `families` in `data/tools.yml`."""
    text: Prose | None = None
    """What such tools are used for in the role."""
    categories: list[ToolCategoryUse] = Field(min_length=1)
    """The categories of this family that are used in the role; at least one."""


class Device(Item):
    """A kind of device, with examples."""

    models: list[Line] = []
    """Product lines named as examples; none where the source names none."""


class DeviceGroup(Identified):
    """Devices that serve one purpose."""

    title: Text
    """The purpose, in a few words."""
    text: Prose | None = None
    """What the devices are for."""
    devices: list[Device] = Field(min_length=1)
    """The devices; at least one."""


class Tools(Chapter):
    """`tools.yml`: software and devices."""

    sections: Sections = []
    """Headed texts before the software."""
    families: list[ToolFamilyUse] = []
    """The software, by family and category."""
    devices_intro: Prose | None = None
    """What comes before the devices."""
    devices: list[DeviceGroup] = []
    """The devices, grouped by what they are for."""


# --- specializations.yml and specializations/<id>.yml ---------------------------------------------------------------


class SelfCheckStatement(Identified):
    """Something that readers may say of themselves, and the specializations that it points to."""

    statement: Text
    """What readers may say of themselves, in the first person: “I like working with data”."""
    favours: list[SpecializationId] = Field(min_length=1)
    """The specializations of the same role that it points to: names of files in `specializations/`, at least one."""
    why: Text
    """What the statement rests on, in the descriptions of those specializations."""


class Specializations(Chapter):
    """`specializations.yml`: what tells the specializations apart, each of which then has its own page."""

    sections: Sections = []
    """Headed texts before the specializations."""
    levels_note: Prose | None = None
    """What the levels of experience of the specializations rest on, where the source does not name them. It shows
    wherever they do."""
    self_check: list[SelfCheckStatement] = []
    """The statements of “Which specialization suits me?”. A shared result counts them by position: add new ones at the
    end."""


class Difference(Sourced):
    """What sets a specialization apart, and from whom."""

    compared_with: Text
    """What it is compared with, as it reads on the page."""
    specialization: SpecializationId | None = None
    """The specialization of the same role that it is compared with, if it is one: the name of a file in
    `specializations/`."""
    text: Prose
    """What the difference is."""


Axis = Literal["base", "experience", "sector", "scope"]
AXES: Final[Mapping[Axis, str]] = {
    "base": "In nothing: it is the profile from which the others derive.",
    "experience": "In experience.",
    "sector": "In the sector, or the kind of customers.",
    "scope": "In geographical scope.",
}


class Specialization(Renamable, Sourced):
    """`specializations/<id>.yml`: one variant of the role."""

    position: int = Field(ge=1)
    """Its place in the list, counted from 1."""
    name: Text
    """What the specialization is called; the title of its page."""
    slug: Localized[Slug]
    """The words in the address of its page, one for each language."""
    former_slugs: FormerSlugs = NO_SLUGS
    """Slugs that it had before, in each language, so that old addresses still lead here."""
    axis: Axis
    """In what it differs."""
    levels: list[LevelId] = []
    """The levels of experience at which the specialization exists, from the least experienced: ids in
    `data/levels.yml`. If left out, it exists at all of the role’s."""
    summary: Localized[Summary]
    """One or two plain sentences (40 to 200 characters) for search engines, shared links and cards."""
    definition: Prose
    """What the specialization is."""
    difference: Difference | None = None
    """What sets it apart, and from whom."""
    activities: Items = []
    """What people in it do."""
    skills_text: Prose | None = None
    """What is needed beyond what the CV must show; left out or `null` where the source says no more."""
    skills: list[SkillId] = []
    """The skills that are needed in particular: ids in `data/skills.yml`."""
    cv_intro: Prose | None = None
    """What comes before the list of what the CV must show."""
    cv: Items = []
    """What the CV must show."""
    advert: Advert | None = None
    """What job adverts for the specialization say; left out, they are those of the role."""
    search_terms: Words | None = None
    """Other words that people search for it with; they do not show on the page."""

    @field_validator("levels")
    @classmethod
    def _levels_once(cls, levels: list[str]) -> list[str]:
        if (index := _repeated(levels)) is not None:
            raise PydanticCustomError("repeated_level", "twice", {"value": levels[index], "at": [index]})
        return levels


# --- changes.yml ----------------------------------------------------------------------------------------------------


class Change(Record):
    """What changed for readers, on one day."""

    date: WorkDay
    """The day, such as `2026-11-24`."""
    text: Prose
    """What changed, in words that readers understand."""
