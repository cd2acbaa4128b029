"""The whole guide: all catalogues and roles, checked, and who uses what."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from career_guide.model.catalogue import Area, Certification, Level, Skill, Source, Term, Tool, ToolCategory, ToolFamily
from career_guide.model.role import Role, Specialization
from career_guide.model.values import Record, Text

CatalogueKind = Literal["skill", "certification", "tool"]


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
    """Everything in `data/`; mappings are by id, in the order of the files."""

    labels: dict[str, dict[str, Text]]
    """Words of the interface: group, key, text. A text may hold `{placeholders}`."""
    levels: dict[str, Level]
    areas: dict[str, Area]
    sources: dict[str, Source]
    skills: dict[str, Skill]
    certifications: dict[str, Certification]
    tool_families: dict[str, ToolFamily]
    tool_categories: dict[str, ToolCategory]
    tools: dict[str, Tool]
    glossary: dict[str, Term]
    roles: dict[str, Role]

    def uses(self, kind: CatalogueKind, record_id: str) -> list[Use]:
        """The roles and specializations that use a record, whole roles first."""
        return self._uses.get((kind, record_id), [])

    @cached_property
    def _uses(self) -> dict[tuple[CatalogueKind, str], list[Use]]:
        uses: dict[tuple[CatalogueKind, str], list[Use]] = {}
        for key, use in self._all_uses():
            if use not in uses.setdefault(key, []):
                uses[key].append(use)
        return uses

    def _all_uses(self) -> Iterator[tuple[tuple[CatalogueKind, str], Use]]:
        for role in self.roles.values():
            whole = Use(role)
            if role.path:
                for skill in role.path.skills:
                    yield ("skill", skill.skill), whole
                for certification in role.path.certifications:
                    yield ("certification", certification.certification), whole
            if role.tools:
                for family in role.tools.families:
                    for category in family.categories:
                        for tool in category.tools:
                            yield ("tool", tool.tool), whole
        for role in self.roles.values():
            for specialization_id, specialization in role.specialization.items():
                for skill_id in specialization.skills:
                    yield ("skill", skill_id), Use(role, specialization_id)
