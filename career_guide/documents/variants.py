"""Which job descriptions there are: for each specialization of a role, one for each level of experience that it has.

A role none of whose specializations is its base has one of its own for each level. Where no level is known, there is
one without.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Final

from career_guide.documents.blocks import Kind
from career_guide.model.catalogue import Law, Level, Source
from career_guide.model.guide import Guide, Role
from career_guide.model.locales import Locale
from career_guide.model.parts import records_in
from career_guide.model.pay import SalaryBand
from career_guide.model.progression import CanDo, Requirement
from career_guide.model.role import JobDescriptionPart, Section, Specialization
from career_guide.model.values import Text

FOLDER: Final = "documents"
"""Where the files stand, below the site's root."""
_NAMES: Final[Mapping[Kind, str]] = {"advert": "job-advert", "profile": "role-profile"}


@dataclass(frozen=True)
class Variant:
    """A specialization of a role, or the role itself, at a level of experience; None where it has no levels."""

    role: Role = field(hash=False)
    part_id: str | None
    level: str | None

    @property
    def part(self) -> Specialization | None:
        """The specialization; None for the role itself."""
        return self.role.specialization[self.part_id] if self.part_id else None

    @property
    def key(self) -> str:
        """Key of what it describes, for permanent addresses."""
        return f"role/{self.role.id}" + (f"/specialization/{self.part_id}" if self.part_id else "")

    @property
    def is_base(self) -> bool:
        """Whether it is the role as such, not one of the variants of it."""
        return self.part is None or self.part.axis == "base"

    @property
    def title(self) -> Text:
        """The name of the job."""
        return self.part.name if self.part and not self.is_base else self.role.profile.title

    @property
    def band(self) -> SalaryBand | None:
        """What the level pays; None where the role has no such band."""
        return self.role.bands.get(self.level or "")

    def laws(self, guide: Guide) -> list[Law]:
        """The rules of law in the role's country for employers who hire."""
        return [law for law in guide.laws.values() if self.role.profile.market in law.markets]

    def sections_for(self, part: JobDescriptionPart) -> list[Section]:
        """The sections of the role's chapters that the data means for a part of its profile.

        Tasks are all sections of the work that are meant for nothing else, if none are marked.
        """
        work = self.role.work.sections if self.role.work else []
        chapters = [*work, *(self.role.balance.sections if self.role.balance else ())]
        marked = [section for section in chapters if section.job_description == part]
        return marked or [section for section in work if part == "tasks" and section.job_description is None]

    def required(self, guide: Guide, skill: str) -> Requirement | None:
        """How well a skill must be mastered: what the specialization or the level asks for, whichever is higher.

        None where neither says.
        """
        scale = list(guide.proficiency)
        uses = [use for use in (*(self.part.skills if self.part else ()), *self.role.skill_uses) if use.skill == skill]
        steps = filter(None, (use.at(self.level) for use in uses))
        return max(steps, key=lambda step: scale.index(step.proficiency), default=None)

    def can_do(self, guide: Guide, skill: str) -> CanDo | None:
        """What somebody can do who has a skill as well as is required; None where that is not known."""
        step = self.required(guide, skill)
        lines = guide.skills[skill].can_do if step else ()
        return next((line for line in lines if step and line.proficiency == step.proficiency), None)

    def sources(self, guide: Guide) -> list[Source]:
        """The sources of what the profile says."""
        drawn_on = {*self._sources, *(law.source for law in self.laws(guide))}
        skills = {use.skill for use in (*(self.part.skills if self.part else ()), *self.role.skill_uses)}
        drawn_on |= {line.source for skill in skills if (line := self.can_do(guide, skill))}
        steps = filter(None, (self.required(guide, skill) for skill in skills))
        drawn_on |= {guide.proficiency[step.proficiency].source for step in steps}
        return [source for source_id, source in guide.sources.items() if source_id in drawn_on]

    @cached_property
    def _sources(self) -> set[str | None]:
        # Looked for once for all languages.
        path, tools, salary = self.role.path, self.role.tools, self.role.salary
        said = [self.part, self.band, salary.benefits if salary else None, *(tools.families if tools else ())]
        said += [*self.sections_for("tasks"), *self.sections_for("conditions")]
        if path:
            said += [path.experience, path.alternatives, *path.studies, *path.certifications]
        said += self.role.skill_uses
        named = {getattr(part, "source", None) for _, part in records_in(said)}
        return {*named, self.role.profile.source}

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of document that there are of it."""
        return ["advert", "profile"] if self.role.profile.advert else ["profile"]

    @property
    def name(self) -> str:
        """What identifies it among the role's variants, in addresses: `b2b_senior`. Ids have no underscores."""
        return _joined(self.part_id, self.level)

    def former_names(self, levels: Mapping[str, Level]) -> list[str]:
        """The names that it had before its specialization or its level were given new ids."""
        parts = [self.part_id, *(self.part.former_ids if self.part else ())]
        at = [self.level, *(levels[self.level].former_ids if self.level else ())]
        return [_joined(*ids) for ids in product(parts, at)][1:]

    def path(self, kind: Kind, locale: Locale) -> str:
        """The address of its files of a kind below the site's root, without their ending."""
        return f"{FOLDER}/{self.role.id}/{_joined(_NAMES[kind], self.role.id, self.name, locale)}"


def variants(role: Role) -> list[Variant]:
    """All variants of a role, in order; the role itself first, unless a specialization is its base."""
    has_base = any(part.axis == "base" for part in role.specialization.values())
    parts = [*([] if has_base else [None]), *role.specialization]
    return [Variant(role, part_id, level) for part_id in parts for level in role.levels_of(part_id) or (None,)]


def _joined(*names: str | None) -> str:
    return "_".join(filter(None, names))
