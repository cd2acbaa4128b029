"""The state of the guide: what is there, what is missing, and what is worth an editor's look.

Takes the checked guide and a day; gives plain dataclasses, for the terminal, for machines and for the editors' page.
Everything reported here is valid, and still a reader may miss something.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CATALOGUED, CHAPTERS
from career_guide.model.locales import Locale
from career_guide.model.values import Record, Text
from career_guide.review.changes import changed_alone
from career_guide.review.findings import KINDS, File, Finding, Look
from career_guide.review.style import Counted
from career_guide.words.translated import Translated, translated


@dataclass(frozen=True)
class FileStatus:
    """A file of the data."""

    name: str
    """Of a catalogue, that of its file: `skills`. Of a part of a role: `overview`, the chapter's id,
    `specialization/<id>`, `changes`."""
    file: str
    """Below `data/`."""
    words: Mapping[Locale, int]
    """Words of its texts, titles included."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class PartStatus(FileStatus):
    """The overview, a chapter, a specialization or the changes of a role."""

    title: Text
    key: str | None
    """The key of its page; None where it has none, or does not exist."""
    is_present: bool
    figures: int
    undated: int
    """Figures without a date, neither their own nor that of their source."""


@dataclass(frozen=True)
class CatalogueStatus(FileStatus):
    """One catalogue: skills, certifications, tools, terms, sources."""

    records: int


@dataclass(frozen=True)
class RoleStatus:
    """One role."""

    id: str
    title: Text
    reviewed: date
    review_by: date
    days_left: int
    """Until `review_by`; negative where it has passed."""
    parts: tuple[PartStatus, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those of all its parts."""
        return tuple(chain.from_iterable(part.findings for part in self.parts))


@dataclass(frozen=True)
class GuideStatus:
    """The whole guide on one day."""

    day: date
    roles: tuple[RoleStatus, ...]
    catalogues: tuple[CatalogueStatus, ...]


def guide_status(guide: Guide, day: date, before: Guide | None = None) -> GuideStatus:
    """What there is to know of the guide on a day.

    Args:
        guide: The whole guide.
        day: The day.
        before: An earlier state, to find texts that have changed in one language alone since then.
    """
    look = Look(guide, day, changed_alone(before, guide) if before else {})
    files: dict[str, dict[str, Mapping[str, Record]]] = {}
    for kind in CATALOGUED:
        files.setdefault(kind.file, {})[kind.within] = guide.records(kind.name)
    roles = tuple(_role(look, role) for role in guide.roles.values())
    return GuideStatus(day, roles, tuple(_catalogue(look, name, kinds) for name, kinds in files.items()))


def by_kind(findings: Iterable[Finding]) -> list[tuple[Translated, list[Finding]]]:
    """Findings under the heading of their kind, the most pressing kinds first."""
    found = list(findings)
    groups = [(kind, [finding for finding in found if finding.kind == kind]) for kind in KINDS]
    return [(translated(f"status.kind.{kind}"), members) for kind, members in groups if members]


def _role(look: Look, role: Role) -> RoleStatus:
    """A role, with the files that it has or may have in the order of the site."""
    profile, parts = role.profile, tuple(_parts(look, role))
    days_left = (profile.review_by - look.day).days
    return RoleStatus(role.id, profile.title, profile.reviewed, profile.review_by, days_left, parts)


def _parts(look: Look, role: Role) -> Iterator[PartStatus]:
    key, chapters = f"role/{role.id}", look.guide.labels["chapters"]
    counts = Counter[tuple[Counted, Locale]]()

    def part(name: str, title: Text, content: Any, page: str | None, file: str = "") -> PartStatus:
        own = File(look, f"roles/{role.id}/{file or name}.yml", content, role, counts)
        figures = len(own.figures), len(own.undated)
        return PartStatus(name, own.file, own.words, own.findings(), title, page, content is not None, *figures)

    yield part("overview", chapters["overview"], role.profile, key, "role")
    for chapter_id in CHAPTERS:
        chapter = role.chapter(chapter_id)
        yield part(chapter_id, chapters[chapter_id], chapter, f"{key}/chapter/{chapter_id}" if chapter else None)
        for part_id, one in role.specialization.items() if chapter_id == "specializations" else ():
            name = f"specialization/{part_id}"
            yield part(name, one.name, one, f"{key}/{name}", f"specializations/{part_id}")
    changes = {change.date.isoformat(): change for change in role.changes}
    yield part("changes", look.guide.labels["roles"]["changes"], changes or None, None)


def _catalogue(look: Look, name: str, kinds: Mapping[str, Mapping[str, Record]]) -> CatalogueStatus:
    """A catalogue, by the keys within its file; the key is empty where the records are the whole file."""
    own = File(look, f"{name}.yml", kinds.get("", kinds))
    return CatalogueStatus(name, own.file, own.words, own.findings(), sum(map(len, kinds.values())))
