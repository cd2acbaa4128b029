"""What an object in an answer is made of: the guide's own records, and what the API adds to them.

A shape is a list of records whose fields stand side by side in one object. Answers, tables and schemas all walk through
the same shapes, so that a new field of any record reaches them by itself. What reads otherwise than in `data/`: an id
that refers to something comes with its name, and prose links to permanent addresses.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Final

from pydantic import ConfigDict

from career_guide.model.careers import State
from career_guide.model.fields import Expected, fields_in_order, fields_of
from career_guide.model.kinds import KINDS
from career_guide.model.progression import Basis, Importance, RelationKind
from career_guide.model.role import Change
from career_guide.model.values import (
    LevelId,
    Localized,
    ProficiencyId,
    Prose,
    Record,
    RoleId,
    SkillId,
    SourceId,
    SpecializationId,
    Text,
)

_LEFT_OUT: Final = frozenset(
    {"draft", "slug", "former_slugs", "search_terms", "position", "checklist", "job_description"}
)
"""Fields of the guide's records that are the site's own business."""


@dataclass(frozen=True)
class Shape:
    """An object in an answer."""

    name: str
    """Of its schema."""
    parts: tuple[type[Record], ...]
    """The records whose fields it has; of a field that several have, the first counts."""
    is_brief: bool = False
    """Whether prose, and what holds prose, is left out: in lists of what has an answer of its own."""

    @property
    def about(self) -> type[Record]:
        """The record that it is about: the first of the guide's own."""
        return next((record for record in self.parts if record.__module__ != __name__), self.parts[-1])

    @cached_property
    def fields(self) -> dict[str, tuple[type[Record], Expected]]:
        """Each field with the record that it comes from."""
        found: dict[str, tuple[type[Record], Expected]] = {}
        for record in self.parts:
            for name in fields_in_order(record):
                expected = fields_of(record)[name]
                if name not in _LEFT_OUT and not (self.is_brief and expected.holds_prose):
                    found.setdefault(name, (record, expected))
        return found


@cache
def shape_of(expected: Expected) -> Shape | None:
    """The object that stands in one place of an answer; None for a list or a plain value."""
    record = expected.record
    if expected.refers_to in KINDS:
        record = NamedSource if expected.refers_to == "source" else Named
    if record is None:
        return None
    is_localized = issubclass(record, Localized)
    name = expected.kind.title().replace("_", "") if is_localized else record.__name__
    return Shape(name, (record,))


def in_short(description: str) -> str:
    """What a record or field is: its description without what is for editors only."""
    first = re.split(r"(?<=\.) (?=[A-Z`])", description, maxsplit=1)[0]
    first = re.sub(r"^`\S+\.yml`: (.)", lambda start: start[1].upper(), first)
    return re.sub(r"`(?:data/)?([a-z-]+)\.yml`", r"`\1.json`", first)


# --- what the API adds


class _Added(Record):
    """Described in English alone, by the texts under its fields."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Named(_Added):
    """Something that is referred to."""

    id: str
    """Its id."""
    name: Text
    """What it is called."""


class NamedSource(Named):
    """Where something comes from."""

    published: date | None
    """The day on which it was published; null where it has no date."""
    dating: Text | None
    """Its version, month or year, where it has no such day."""


class WithId(_Added):
    """Something that has an id."""

    id: str
    """Its id; once published it never changes."""


class Linked(WithId):
    """Something that has a page."""

    key: str
    """Names it throughout the guide, and in `permalinks.json`: `skill/languages`."""
    title: Text
    """The title of its page."""
    permalink: str
    """Its permanent address, the same for both languages; it never changes."""
    pages: Text
    """The absolute address of its page in each language. It may change with a title: to link, use the permanent one."""
    api: str | None
    """The address of the answer that has all of it; null where it has none of its own."""


class OfRole(_Added):
    """Which state of a role's data something was made from."""

    role: RoleId
    """The role."""
    revision: str
    """A short hash of all of the role's data: the same as long as nothing in it changes."""
    reviewed: date
    """The day on which the whole role was last reviewed."""


class RoleParts(_Added):
    """What belongs to a role besides its profile."""

    chapters: list[Linked]
    """The chapters that there are."""
    specializations: list[Linked]
    """The variants of the role."""
    changes: list[Change]
    """What changed for readers, newest first."""


class Used(_Added):
    """Who uses something."""

    used_by: list[str]
    """The keys of the roles and specializations that use it, whole roles first."""


class Relation(_Added):
    """That a role uses something."""

    specialization: SpecializationId | None
    """The specialization; null for the whole role."""
    kind: str
    """What is used: `skill`, `certification` or `tool`."""


class SkillRequirement(_Added):
    """How well a role or specialization needs a skill, at one level of experience or at all."""

    specialization: SpecializationId | None
    """The specialization; null for the whole role."""
    skill: SkillId
    """The skill."""
    importance: Importance
    """How much it matters."""
    level: LevelId | None
    """The level of experience; null where it is the same at all, or is not set."""
    proficiency: ProficiencyId | None
    """The step of the scale; null where the skill is needed and no source supports a step."""
    basis: Basis | None
    """What the step rests on; null where there is none."""
    source: SourceId | None
    """Where it comes from; null where it is an editorial judgement, or there is none."""


class Job(_Added):
    """A job that is related to others."""

    key: str
    """Names it: `role/sales-manager`, or `post/trade-marketing` for one without a page, which is in `posts.json`."""
    title: Text
    """What it is called."""
    permalink: str | None
    """The permanent address of its page; null where it has none."""


class CareerRelation(_Added):
    """How a job is related to another."""

    start: Job
    """The job that it starts from."""
    kind: RelationKind
    """What sort of relation it is: `next_to` and `confused_with` hold either way, and are listed once."""
    end: Job
    """The job at its other end."""
    basis: Basis
    """What it rests on."""
    sources: list[SourceId]
    """Where it comes from; none where it is an editorial judgement."""
    text: Prose
    """What the step is, or what the two have in common and what tells them apart."""
    experience: Text | None
    """How much experience the step takes; null where no source says so."""


class SkillGap(_Added):
    """What is missing of one skill for those who move from one role to another."""

    start: RoleId
    """The role of today."""
    start_level: LevelId | None
    """The level of experience in it; null where its steps are the same at all."""
    end: RoleId
    """The role to come."""
    end_level: LevelId | None
    """The level of experience in it; null where its steps are the same at all."""
    skill: SkillId
    """A skill that is essential in the role to come, and not held as far as is known."""
    has: str | None
    """The step that the role of today needs, an id in `proficiency.json`; null where it takes none, or is not known."""
    needs: str | None
    """The step that the role to come needs, an id in `proficiency.json`; null where it is not known."""
    state: State
    """What is missing, as far as is known."""


class Choice(_Added):
    """A value that a field may have, in words."""

    list: str
    """The name of the list of values, as in the OpenAPI document: `PayBasis`."""
    value: str
    """The value: `gross`."""
    meaning: Text
    """What it means."""


class Meta(_Added):
    """What holds for every answer."""

    guide: str
    """The address of the guide."""
    licence: str
    """The licence of the content, by its short name."""
    licence_url: str
    """Its text."""
    attribution: Text
    """The words to name the guide by, as the licence asks."""
    figures: Text
    """What pay figures are, and what they are not."""
    classifications: Text
    """On codes and names that come from elsewhere."""
    documentation: Text | None
    """The pages that explain the API; null where the guide has none."""
    openapi: str
    """The address of the OpenAPI document, with the schema of every answer."""
