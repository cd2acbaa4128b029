"""How people move between jobs: how well a skill is mastered and needed, and which job leads to which.

What each field means stands in `descriptions.yml`.
"""

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from career_guide.model.figures import Sourced
from career_guide.model.values import (
    EachLevelOnce,
    LevelId,
    PostId,
    ProficiencyId,
    Prose,
    Record,
    RoleId,
    SkillId,
    SourceId,
    Text,
    each_once,
)

Basis = Literal["stated", "named", "official", "public", "inferred", "editorial"]
"""What a judgement rests on: a source, or ourselves."""


class CanDo(Record):
    """What somebody can do who has a skill at one step of the scale of proficiency."""

    proficiency: ProficiencyId
    text: Text
    basis: Basis
    source: SourceId | None = None

    @model_validator(mode="after")
    def _has_what_it_rests_on(self) -> Self:
        if self.basis != "editorial" and self.source is None:
            raise PydanticCustomError("basis_without_source", "no source", {"at": ["basis"]})
        return self


CanDos = Annotated[list[CanDo], each_once("proficiency", "repeated_proficiency")]


class Requirement(Sourced):
    """How well a skill must be mastered, at one level of experience or at all of them."""

    proficiency: ProficiencyId
    level: LevelId | None = None
    basis: Basis

    @property
    def rests_on_source(self) -> bool:
        """Whether it is more than our own judgement."""
        return self.basis != "editorial"


Importance = Literal["essential", "helpful"]


class SkillUse(Sourced):
    """A skill that is needed, what for, and how well."""

    skill: SkillId
    text: Prose | None = None
    importance: Importance = "essential"
    required: Annotated[list[Requirement], EachLevelOnce] = []

    def at(self, level: str | None) -> Requirement | None:
        """How well it must be mastered at a level of experience; None where that is not set."""
        return next((one for one in self.required if one.level in {None, level}), None)


SkillUses = Annotated[list[SkillUse], each_once("skill", "repeated_skill")]

RelationKind = Literal["leads_to", "next_to", "confused_with"]


class Relation(Record):
    """How a job is related to another, which has a page (`role`) or is only a place on the map (`post`)."""

    kind: RelationKind
    role: RoleId | None = None
    post: PostId | None = None
    basis: Basis
    sources: list[SourceId] = []
    text: Prose
    experience: Text | None = None

    @model_validator(mode="after")
    def _has_one_end(self) -> Self:
        if (self.role is None) == (self.post is None):
            raise PydanticCustomError("relation_without_end", "neither or both")
        if self.basis != "editorial" and not self.sources:
            raise PydanticCustomError("basis_without_source", "no source", {"at": ["basis"]})
        return self

    @property
    def to(self) -> str:
        """The key of the job at its other end: `role/sales-manager`, `post/head-of-key-account-management`."""
        return f"role/{self.role}" if self.role else f"post/{self.post}"


Direction = Literal["comes_from", "leads_to", "next_to", "confused_with"]
"""A relation as it is seen from one of its ends."""


@dataclass(frozen=True)
class Edge:
    """A relation between two jobs."""

    start: str
    """The key of the job that it starts from: `role/sales-manager`, `post/head-of-key-account-management`."""
    relation: Relation

    @property
    def end(self) -> str:
        """The key of the job at its other end."""
        return self.relation.to

    @property
    def kind(self) -> RelationKind:
        """What sort of relation it is."""
        return self.relation.kind

    def seen_from(self, key: str) -> tuple[Direction, str]:
        """What it is for the job at one of its ends, and the key of the job at the other."""
        if key == self.end:
            return "comes_from" if self.kind == "leads_to" else self.kind, self.start
        return self.kind, self.end
