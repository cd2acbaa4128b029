"""Which files stand in `data/`, and what each holds. No file is read here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args, get_origin

from career_guide.model.catalogue import Area, Certification, Level, Skill, Source, Term, ToolCatalogue
from career_guide.model.role import Change, Narrative, Path, Profile, Salary, Specialization, Specializations, Tools
from career_guide.model.values import Id, Record, Text

CATALOGUES: Final[Mapping[str, Any]] = {
    "labels": dict[str, dict[str, Text]],
    "levels": dict[Id, Level],
    "areas": dict[Id, Area],
    "sources": dict[Id, Source],
    "skills": dict[Id, Skill],
    "certifications": dict[Id, Certification],
    "tools": ToolCatalogue,
    "glossary": dict[Id, Term],
}
"""What each file directly in `data/` holds; all are required."""

ROLE_FILES: Final[Mapping[str, Any]] = {
    "role": Profile,
    "work": Narrative,
    "salary": Salary,
    "path": Path,
    "tools": Tools,
    "specializations": Specializations,
    "balance": Narrative,
    "goals": Narrative,
    "changes": list[Change],
}
"""What each file in a role's folder holds; only `role` is required."""


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
        held = self.holds
        while get_origin(held) in {dict, list}:
            held = get_args(held)[-1]
        return held if isinstance(held, type) and issubclass(held, Record) and held is not Text else None

    def place(self, role: str) -> str:
        """The pattern in words, with that for a role: `roles/<role>/specializations/<id>.yml`."""
        return self.pattern.replace("*/", f"<{role}>/").replace("*", "<id>")


def _kinds() -> Iterator[FileKind]:
    for name, holds in CATALOGUES.items():
        yield FileKind(name, f"{name}.yml", holds)
    for name, holds in ROLE_FILES.items():
        yield FileKind(f"role-{name}" if name in CATALOGUES else name, f"roles/*/{name}.yml", holds)
    yield FileKind("specialization", "roles/*/specializations/*.yml", Specialization)


FILE_KINDS: Final[Mapping[str, FileKind]] = {kind.name: kind for kind in _kinds()}
"""Every kind of file by name, catalogues first, then a role's files in the order of the site."""


def kind_of(file: str) -> FileKind | None:
    """The kind of a file below `data/`, such as `roles/key-account-manager/salary.yml`; None where none stands."""
    parts = file.split("/")
    for kind in FILE_KINDS.values():
        pattern = kind.pattern.split("/")
        if len(pattern) == len(parts) and all(
            expected in {part, "*", f"*{part[-4:]}"} for expected, part in zip(pattern, parts, strict=True)
        ):
            return kind
    return None
