"""Which job descriptions there are: for each specialization of a role, with each level of experience that has a band.

A specialization that fixes its level has one. A role none of whose specializations is its base has one of its own,
named `base`. Addresses come from the role's own in the site plan.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from career_guide.model.guide import Role
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.role import SalaryBand, Specialization
from career_guide.site.plan import SitePlan
from career_guide.words.problems import START, DataError, Problem

# Published addresses never die: these are never changed.
SEGMENT: Final[Mapping[Locale, str]] = {"it": "documenti", "en": "documents"}
_WHOLE_ROLE: Final = "base"


@dataclass(frozen=True)
class Variant:
    """A specialization of a role, or the role itself."""

    role: Role
    part_id: str | None = None

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
    def fixed_level(self) -> str | None:
        """The level of experience that the specialization fixes."""
        return self.part.level if self.part else None

    @property
    def levels(self) -> tuple[str | None, ...]:
        """The levels of experience that there is a document for; None for the one without."""
        return (self.fixed_level,) if self.fixed_level else (None, *bands(self.role))

    def stem(self, level: str | None, locale: Locale) -> str:
        """The name of its files, without folder and ending: `b2b`, `b2b-senior`."""
        name = self.part.slug[locale] if self.part else _WHOLE_ROLE
        return name if level is None or level == self.fixed_level else f"{name}-{level}"

    def file_name(self, level: str | None, locale: Locale) -> str:
        """What the file is called on the disk of whoever downloads it, without its ending."""
        return f"job-description-{self.role.profile.slug[locale]}-{self.stem(level, locale)}"

    def path(self, plan: SitePlan, locale: Locale, level: str | None = None) -> str:
        """The address of its files below the site's root, without their ending."""
        folder = next(plan.pages_of_role(self.role, locale)).path
        return f"{folder}{SEGMENT[locale]}/{self.stem(level, locale)}"


def bands(role: Role) -> dict[str, SalaryBand]:
    """The bands of a role by level of experience, in order."""
    return {band.level: band for band in role.salary.bands} if role.salary else {}


def variants(role: Role) -> list[Variant]:
    """All variants of a role, in order; the role itself first, unless a specialization is its base.

    Raises:
        DataError: Two of its documents would have one address.
    """
    found = [Variant(role, part_id) for part_id in role.specialization]
    if not any(variant.is_base for variant in found):
        found.insert(0, Variant(role))
    problems = list(_taken_twice(found))
    if problems:
        raise DataError(problems)
    return found


def _taken_twice(found: list[Variant]) -> Iterator[Problem]:
    for locale in LOCALES:
        taken: dict[str, Variant] = {}
        for variant in found:
            for level in variant.levels:
                stem = variant.stem(level, locale)
                if taken.setdefault(stem, variant) is not variant:
                    value = f"/…/{SEGMENT[locale]}/{stem}"
                    details = {"value": value, "other": _file(taken[stem]).as_posix()}
                    yield Problem(_file(variant), START, "address_taken", details)
                    # With the same name, all levels would clash.
                    break


def _file(variant: Variant) -> Path:
    """The file that an editor opens to change what a variant is called."""
    folder = Path("data/roles") / variant.role.id
    return folder / "specializations" / f"{variant.part_id}.yml" if variant.part_id else folder / "role.yml"
