"""The whole guide: all catalogues and roles, checked, and who uses what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pydantic import ConfigDict

from career_guide.model import catalogue
from career_guide.model.fields import fields_of
from career_guide.model.kinds import CHAPTERS, KINDS
from career_guide.model.parts import records_in
from career_guide.model.pay import Salary, SalaryBand
from career_guide.model.progression import Edge, SkillUse
from career_guide.model.role import (
    Change,
    Chapter,
    Narrative,
    Path,
    Profile,
    Skills,
    Specialization,
    Specializations,
    Tools,
)
from career_guide.model.values import Id, Record, Text


class Role(Record):
    """A role with the chapters that exist. Those are fields that the code knows by name; all are `CHAPTERS`."""

    model_config = ConfigDict(extra="allow")

    id: Id
    profile: Profile
    work: Narrative | None = None
    salary: Salary | None = None
    skills: Skills | None = None
    path: Path | None = None
    tools: Tools | None = None
    specializations: Specializations | None = None
    specialization: dict[str, Specialization] = {}
    """By id, in their order on the site."""
    balance: Narrative | None = None
    goals: Narrative | None = None
    changes: list[Change] = []
    """Newest first."""
    revision: str
    """Which state of the files it is: see `career_guide.model.revisions`."""

    @property
    def bands(self) -> dict[str, SalaryBand]:
        """The salary bands by level of experience, in order."""
        return {band.level: band for band in self.salary.bands} if self.salary else {}

    @property
    def skill_uses(self) -> list[SkillUse]:
        """The skills that the role takes; none where it has no chapter on them."""
        return self.skills.skills if self.skills else []

    @property
    def skill_levels(self) -> list[str | None]:
        """The levels of experience at which different steps of skills are required; [None] where all are alike."""
        named = dict.fromkeys(one.level for use in self.skill_uses for one in use.required if one.level)
        return [*(self.levels_of() or named)] if named else [None]

    def levels_of(self, specialization_id: str | None = None) -> list[str]:
        """The levels of experience of a specialization, or of the role itself, by itself those with a salary band."""
        own = self.specialization[specialization_id].levels if specialization_id else []
        return own or self.profile.levels or list(self.bands)

    @property
    def published(self) -> "Role":
        """The role without the chapters that are drafts."""
        drafts = [name for name in self.chapters if (chapter := self.chapter(name)) and chapter.draft]
        if not drafts:
            return self
        gone: dict[str, Any] = dict.fromkeys(drafts)
        if "specializations" in drafts:
            gone["specialization"] = {}
        return Role.model_construct(**dict(self) | gone)

    def chapter(self, chapter: str) -> Chapter | None:
        """The chapter, or None where the role has no file for it."""
        found: Chapter | None = getattr(self, chapter, None)
        return found

    @property
    def chapters(self) -> list[str]:
        """The chapters that exist, in the order of the site."""
        return [chapter for chapter in CHAPTERS if self.chapter(chapter) is not None]


@dataclass(frozen=True)
class Use:
    """A role, or one of its specializations, that uses a skill, certification or tool."""

    role: Role
    specialization_id: str | None = None

    @property
    def specialization(self) -> Specialization | None:
        """The specialization, where the use is not the whole role's."""
        return self.role.specialization[self.specialization_id] if self.specialization_id else None


class Guide(Record):
    """Everything in `data/`; mappings are by id, in the order of the files. Fields are what the code knows by name."""

    model_config = ConfigDict(extra="allow")

    labels: dict[str, dict[str, Text]]
    """Words of the interface: group, key, text. A text may hold `{placeholders}`."""
    families: dict[str, catalogue.Family]
    posts: dict[str, catalogue.MapPost]
    sectors: dict[str, catalogue.Sector]
    levels: dict[str, catalogue.Level]
    proficiency: dict[str, catalogue.Proficiency]
    areas: dict[str, catalogue.Area]
    laws: dict[str, catalogue.Law]
    sources: dict[str, catalogue.Source]
    skills: dict[str, catalogue.Skill]
    certifications: dict[str, catalogue.Certification]
    tool_families: dict[str, catalogue.ToolFamily]
    tool_categories: dict[str, catalogue.ToolCategory]
    tools: dict[str, catalogue.Tool]
    glossary: dict[str, catalogue.Term]
    roles: dict[str, Role]

    @property
    def published(self) -> "Guide":
        """The guide without drafts."""
        roles = {role_id: role.published for role_id, role in self.roles.items() if not role.profile.draft}
        return self if roles == self.roles else self.model_copy(update={"roles": roles})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> "Guide":  # noqa: ARG002
        """Another guide with some of its parts; what was found out about the whole is not kept."""
        return Guide.model_construct(**dict(self) | dict(update or {}))

    def records(self, kind: str) -> Mapping[str, Any]:
        """All records of one of `KINDS` by id; of roles, the whole roles. A specialization belongs to its role."""
        found: Mapping[str, Any] = getattr(self, KINDS[kind].plural)
        return found

    @cached_property
    def edges(self) -> list[Edge]:
        """All relations between jobs, those of roles first."""
        starts = [(f"role/{role.id}", role.profile.relations) for role in self.roles.values()]
        starts += [(f"post/{key}", post.relations) for key, post in self.posts.items()]
        return [Edge(start, relation) for start, relations in starts for relation in relations]

    @cached_property
    def edges_of(self) -> dict[str, list[Edge]]:
        """The relations of each job that has any, by the job's key."""
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            for key in dict.fromkeys((edge.start, edge.end)):
                found.setdefault(key, []).append(edge)
        return found

    def uses(self, kind: str, record_id: str) -> list[Use]:
        """The roles and specializations that use a record, whole roles first."""
        return list(self._uses.get((kind, record_id), {}).values())

    def used_by(self, role_id: str, kind: str) -> list[str]:
        """The ids of the records of a kind that a role uses, or one of its specializations."""
        return list(self._used.get((role_id, kind), ()))

    @cached_property
    def _used(self) -> dict[tuple[str, str], dict[str, None]]:
        used: dict[tuple[str, str], dict[str, None]] = {}
        for (kind, record_id), uses in self._uses.items():
            for use in uses.values():
                used.setdefault((use.role.id, kind), {})[record_id] = None
        return used

    @cached_property
    def _uses(self) -> dict[tuple[str, str], dict[tuple[str, str | None], Use]]:
        roles = self.roles.values()
        parts: list[tuple[Role, str | None, Record | None]] = [
            *((role, None, role.chapter(chapter)) for role in roles for chapter in role.chapters),
            *((role, part_id, part) for role in roles for part_id, part in role.specialization.items()),
        ]
        uses: dict[tuple[str, str], dict[tuple[str, str | None], Use]] = {}
        for role, part_id, part in parts:
            for key in _named_in(part):
                uses.setdefault(key, {}).setdefault((role.id, part_id), Use(role, part_id))
        return uses


def _named_in(part: Record | None) -> Iterator[tuple[str, str]]:
    """Kind and id of every record with a page that a chapter or specialization names."""
    for _, record in records_in(part):
        for name, kind, many in _naming(type(record)):
            named = getattr(record, name)
            yield from ((kind, record_id) for record_id in (named if many else [named]) if record_id)


@cache
def _naming(record: type[Record]) -> tuple[tuple[str, str, bool], ...]:
    """The fields that name records with a page: the field, the kind of record, whether it names many."""
    with_pages = {kind.name for kind in KINDS.values() if kind.pages == "each"}
    return tuple(
        (name, kind, bool(expected.many))
        for name, expected in fields_of(record).items()
        if (kind := expected.refers_to or expected.entry.refers_to) in with_pages and kind
    )
