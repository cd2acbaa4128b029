"""The shape of the guide, defined once: the kinds of records and chapters, and where each of them stands.

Loading, the site plan, the API, editing, schemas and the state of the guide all use these tables, so that a new
catalogue or chapter is a row here, its model and its words. No file is read here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from career_guide.model import catalogue, pay, role
from career_guide.model.article import Menu
from career_guide.model.fields import Expected, fields_of
from career_guide.model.values import Id, Record, Renamable, Text

Pages = Literal["none", "one", "each"]
"""Whether records have no page, stand together on the page of their catalogue, or have that page and one each."""


@dataclass(frozen=True)
class Kind:
    """A kind of record with an id."""

    name: str
    """As it is typed, as keys begin, and as references to it are called: `skill`, `tool-category`."""
    plural: str
    """What all of them are called in the guide, in labels and in keys: `skills`, `tool_categories`."""
    record: type[Renamable]
    """The model of one; of a role, that of its `role.yml`."""
    file: str
    """The file below `data/`, without its ending: the catalogue with all of them or, with `*` for ids, one for each."""
    within: str = ""
    """The key of the catalogue under which they stand, if they are not the whole of it."""
    holds: type[Record] | None = None
    """The model of the catalogue of that name, if it holds more than a mapping of ids to records."""
    pages: Pages = "none"
    menu: Menu = "main"
    """Which menu leads to the page of the catalogue."""

    @property
    def has_slug(self) -> bool:
        """Whether the address of its page is in words of each language; the id makes it otherwise, as with names."""
        return "slug" in fields_of(self.record)

    @property
    def is_catalogued(self) -> bool:
        """Whether they stand together in a file, not in one each."""
        return "*" not in self.file


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("role", "roles", role.Profile, "roles/*/role", pages="each"),
        Kind("specialization", "specializations", role.Specialization, "roles/*/specializations/*"),
        Kind("family", "families", catalogue.Family, "families"),
        Kind("post", "posts", catalogue.MapPost, "posts"),
        Kind("sector", "sectors", catalogue.Sector, "sectors"),
        Kind("level", "levels", catalogue.Level, "levels"),
        Kind("proficiency", "proficiency", catalogue.Proficiency, "proficiency"),
        Kind("area", "areas", catalogue.Area, "areas"),
        Kind("law", "laws", catalogue.Law, "laws"),
        Kind("source", "sources", catalogue.Source, "sources", pages="one", menu="foot"),
        Kind("skill", "skills", catalogue.Skill, "skills", pages="each"),
        Kind("certification", "certifications", catalogue.Certification, "certifications", pages="each"),
        Kind("tool", "tools", catalogue.Tool, "tools", "tools", catalogue.ToolCatalogue, pages="each"),
        Kind("tool-category", "tool_categories", catalogue.ToolCategory, "tools", "categories"),
        Kind("tool-family", "tool_families", catalogue.ToolFamily, "tools", "families"),
        Kind("term", "glossary", catalogue.Term, "glossary", pages="one"),
    )
}
"""Every kind of record, in the order of the site's menu."""

CATALOGUED: Final = tuple(kind for kind in KINDS.values() if kind.is_catalogued)
"""The kinds whose records stand in catalogues."""


@dataclass(frozen=True)
class ChapterKind:
    """A chapter that roles may have: a file and a page of its own."""

    name: str
    """Its id, and the name of its file."""
    record: type[role.Chapter]
    icon: str
    """The path of a drawing of 24 by 24, in strokes: see SVG."""


CHAPTERS: Final[Mapping[str, ChapterKind]] = {
    chapter.name: chapter
    for chapter in (
        ChapterKind("work", role.Narrative, "M4 8h16v11H4zM9 8V5h6v3M4 13h16"),
        ChapterKind("salary", pay.Salary, "M5 20V12M12 20V7M19 20V4M3 20h18"),
        ChapterKind("balance", role.Narrative, "M12 4v16M7 20h10M5 7h14M5 7l-2 6h4zM19 7l-2 6h4z"),
        ChapterKind("skills", role.Skills, "M4 19h4v-4h4v-4h4V7h4M4 8l2 2 4-4"),
        ChapterKind("path", role.Path, "M5 20h4v-5h5v-5h5V4M16 4h3v3"),
        ChapterKind("specializations", role.Specializations, "M12 20v-7M12 13L5 5M12 13l7-8M3 5h4M17 5h4"),
        ChapterKind("tools", role.Tools, "M4 5h16v10H4zM9 19h6M12 15v4"),
        ChapterKind(
            "goals", role.Narrative, "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z"
        ),
    )
}
"""Every chapter, in the order of a reader's questions, which is that of the site; the overview is `role.yml`."""


@dataclass(frozen=True)
class FileKind:
    """One kind of file in `data/`."""

    name: str
    """Names the kind, and its JSON Schema: `skills`, `role`, `salary`, `specialization`. A role's tools are
    `role-tools`, because there is a catalogue of that name."""
    pattern: str
    """Where such files stand below `data/`, as a glob: `roles/*/salary.yml`."""
    holds: Any
    """A record, or a mapping or list of records."""

    @property
    def record(self) -> type[Record] | None:
        """The record that the file holds, one or many; None for the labels, which are plain texts."""
        held = Expected.by(self.holds).part
        return None if held is Text else held

    def place(self, of_role: str) -> str:
        """The pattern in words, with that for a role: `roles/<role>/specializations/<id>.yml`."""
        return self.pattern.replace("*/", f"<{of_role}>/").replace("*", "<id>")


def _file_kinds() -> Iterator[FileKind]:
    yield FileKind("labels", "labels.yml", dict[str, dict[str, Text]])
    files = {kind.file: kind for kind in CATALOGUED if kind.file == kind.plural}
    for name, kind in files.items():
        yield FileKind(name, f"{name}.yml", kind.holds or dict[Id, kind.record])  # type: ignore[name-defined]  # made while the program runs
    yield FileKind("role", "roles/*/role.yml", role.Profile)
    for name, chapter in CHAPTERS.items():
        yield FileKind(f"role-{name}" if name in files else name, f"roles/*/{name}.yml", chapter.record)
    yield FileKind("changes", "roles/*/changes.yml", list[role.Change])
    yield FileKind("specialization", "roles/*/specializations/*.yml", role.Specialization)


FILE_KINDS: Final[Mapping[str, FileKind]] = {kind.name: kind for kind in _file_kinds()}
"""Every kind of file by name, catalogues first, then a role's files in the order of the site."""
_PATTERNS: Final = {
    name: re.compile(re.escape(kind.pattern).replace(r"\*", "[^/]+")) for name, kind in FILE_KINDS.items()
}


def kind_of(file: str) -> FileKind | None:
    """The kind of a file below `data/`, such as `roles/key-account-manager/salary.yml`; None where none stands."""
    return next((FILE_KINDS[name] for name, pattern in _PATTERNS.items() if pattern.fullmatch(file)), None)
