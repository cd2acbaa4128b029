"""`data/` → the checked guide, or all that is wrong with it at once.

Reads every file first, so that references can be checked while records are; then what no single file can know: slugs
taken twice, figures without a source, translations with other placeholders.
"""

import string
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from career_guide.loading.checked import check
from career_guide.loading.problems import START, DataError, Place, Problem
from career_guide.loading.yaml_source import Document, KeyPath, read
from career_guide.locales import LOCALES, Locale
from career_guide.model.catalogue import Area, Certification, Level, Skill, Source, Term, ToolCatalogue
from career_guide.model.guide import Guide
from career_guide.model.inheritance import figures, with_sources
from career_guide.model.role import (
    CHAPTERS,
    Change,
    Narrative,
    Profile,
    Role,
    Salary,
    Specialization,
    Specializations,
    Tools,
)
from career_guide.model.role import Path as PathChapter
from career_guide.model.values import ID_PATTERN, Id, Record, Text

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
"""What each file directly in `data/` holds."""

ROLE_FILES: Final[Mapping[str, Any]] = {
    "role": Profile,
    "work": Narrative,
    "salary": Salary,
    "path": PathChapter,
    "tools": Tools,
    "specializations": Specializations,
    "balance": Narrative,
    "goals": Narrative,
    "changes": list[Change],
}
"""What each file in a role's folder holds; only `role` is required."""

_REFERENCE_KINDS: Final = {
    kind.removesuffix("s"): kind for kind in ("levels", "areas", "sources", "skills", "certifications")
}


def load(data: Path) -> Guide:
    """Load and check the whole guide.

    Args:
        data: The folder `data/`.

    Raises:
        DataError: Something is wrong; it lists every problem found.
    """
    try:
        return _Loading(data).guide()
    except OSError as error:
        problem = Problem(Path(error.filename or data), START, "unreadable", {"value": error.strerror or error})
        raise DataError([problem]) from None


class _Loading:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        """By path below `data/`, without `.yml`: `skills`, `roles/key-account-manager/salary`."""

    def guide(self) -> Guide:
        if not self.data.is_dir():
            raise DataError([Problem(Path(self.data.name), START, "no_data_folder", {"value": self.data.name})])
        self._read_all()
        context = self._context()
        catalogues = {name: self._checked(name, CATALOGUES[name], context) for name in CATALOGUES}
        found = {role_id: self._role(role_id, context) for role_id in self._role_ids()}
        roles = {role_id: role for role_id, role in found.items() if role is not None}
        self._check_labels(catalogues["labels"] or {})
        self._check_slugs(catalogues["skills"] or {}, roles)
        self.problems += [problem for document in self.documents.values() for problem in document.problems]
        if self.problems:
            raise DataError(self.problems)
        tools: ToolCatalogue = catalogues.pop("tools")
        return Guide(
            **catalogues,
            tools=tools.tools,
            tool_families=tools.families,
            tool_categories=tools.categories,
            roles=roles,
        )

    # --- reading

    def _read_all(self) -> None:
        self._read_folder("", CATALOGUES, folders={"roles"})
        for name in CATALOGUES:
            if name not in self.documents:
                self._problem(f"{name}.yml", "missing_file", value="every guide has one")
        for role_id in self._subfolders("roles"):
            folder = f"roles/{role_id}"
            self._read_folder(folder, ROLE_FILES, folders={"specializations"})
            if f"{folder}/role" not in self.documents:
                self._problem(f"{folder}/role.yml", "missing_file", value="every role has one")
            if (self.data / folder / "specializations").is_dir():
                self._read_folder(f"{folder}/specializations", None, folders=set())
                if f"{folder}/specializations" not in self.documents and self._specialization_ids(role_id):
                    self._problem(f"{folder}/specializations", "file_for_nothing")

    def _read_folder(self, folder: str, known: Mapping[str, Any] | None, folders: set[str]) -> None:
        """Read the YAML files of one folder; `known` lists the names that may occur, None stands for any id."""
        for path in _entries(self.data / folder):
            name = f"{folder}/{path.name}" if folder else path.name
            if path.is_symlink():
                self._problem(name, "link_outside")
            elif path.is_dir() and path.name in folders:
                continue
            elif not path.is_file() or path.suffix != ".yml" or (known is not None and path.stem not in known):
                expected = "Files here: " + ", ".join(f"{stem}.yml" for stem in known) + "." if known else ""
                nearest = f" to {path.stem}.yml" if path.suffix == ".yaml" else ""
                self._problem(name, "unexpected_file", expected=expected, nearest=nearest)
            elif not ID_PATTERN.fullmatch(path.stem):
                self._problem(name, "bad_name", value=path.stem)
            else:
                self.documents[name.removesuffix(".yml")] = read(path, self._shown(name))

    def _subfolders(self, folder: str) -> list[str]:
        ids = []
        for path in _entries(self.data / folder):
            name = f"{folder}/{path.name}"
            if path.is_symlink():
                self._problem(name, "link_outside")
            elif not path.is_dir():
                self._problem(name, "unexpected_file", nearest="", expected="A role is a folder here.")
            elif not ID_PATTERN.fullmatch(path.name):
                self._problem(name, "bad_name", value=path.name)
            else:
                ids.append(path.name)
        return ids

    def _role_ids(self) -> list[str]:
        return sorted({name.split("/")[1] for name in self.documents if name.startswith("roles/")})

    def _specialization_ids(self, role_id: str) -> list[str]:
        prefix = f"roles/{role_id}/specializations/"
        return sorted(name.removeprefix(prefix) for name in self.documents if name.startswith(prefix))

    # --- checking

    def _context(self) -> dict[str, Any]:
        """What references may name: ids by kind (None where they are not known), and keys of pages to link to."""
        ids: dict[str, set[str] | None] = {kind: self._keys(name) for kind, name in _REFERENCE_KINDS.items()}
        ids |= {
            "tool": self._keys("tools", "tools"),
            "tool_category": self._keys("tools", "categories"),
            "tool_family": self._keys("tools", "families"),
            "term": self._keys("glossary"),
            "role": set(self._role_ids()),
        }
        kinds = ("skill", "certification", "tool", "term", "role")
        targets = {f"{kind}/{record_id}" for kind in kinds for record_id in ids[kind] or ()}
        for role_id in self._role_ids():
            targets.add(f"role/{role_id}/full-guide")
            targets |= {
                f"role/{role_id}/chapter/{chapter}"
                for chapter in CHAPTERS
                if f"roles/{role_id}/{chapter}" in self.documents
            }
            targets |= {f"role/{role_id}/specialization/{part}" for part in self._specialization_ids(role_id)}
        return {"ids": ids, "targets": targets}

    def _keys(self, name: str, within: str | None = None) -> set[str] | None:
        """The ids in a catalogue; None where it could not be read, which is told once and not at each reference."""
        data = self.documents[name].data if name in self.documents else None
        if within and isinstance(data, dict):
            data = data.get(within)
        return set(data) if isinstance(data, dict) else None

    def _checked(self, name: str, expected: Any, context: dict[str, Any]) -> Any:
        """The checked records of a document; None where there are none, or where problems were noted."""
        document = self.documents.get(name)
        if document is None or document.problems:
            return None
        return check(document, expected, context)

    def _role(self, role_id: str, context: dict[str, Any]) -> Role | None:
        folder = f"roles/{role_id}"
        files = {name: self._checked(f"{folder}/{name}", expected, context) for name, expected in ROLE_FILES.items()}
        changes = files.pop("changes") or []
        variants = {
            part: self._checked(f"{folder}/specializations/{part}", Specialization, context)
            for part in self._specialization_ids(role_id)
        }
        records = {name: with_sources(record) for name, record in files.items() if record is not None}
        specializations = {part: with_sources(variant) for part, variant in variants.items() if variant is not None}
        self._check_figures(folder, records | {f"specializations/{part}": it for part, it in specializations.items()})
        for name, path, other in _named_specializations(records.get("specializations"), specializations):
            if other not in variants:
                details = {"kind": "specialization", "value": other, "known": sorted(variants)}
                self._problem_at(f"{folder}/{name}", path, "unknown_reference", **details)
        profile = records.pop("role", None)
        if profile is None:
            return None
        return Role(
            id=role_id,
            profile=profile,
            changes=sorted(changes, key=lambda change: change.date, reverse=True),
            specialization=dict(sorted(specializations.items(), key=lambda entry: (entry[1].position, entry[0]))),
            **records,
        )

    def _check_labels(self, labels: Mapping[str, Mapping[str, Text]]) -> None:
        for group, texts in labels.items():
            for key, text in texts.items():
                found: dict[Locale, list[str]] = {}
                for locale in LOCALES:
                    try:
                        found[locale] = _placeholders(text[locale])
                    except ValueError:
                        self._problem_at("labels", (group, key, locale), "bad_placeholder")
                if len(found) == len(LOCALES) and found["it"] != found["en"]:
                    shown = {locale: ", ".join(names) or "none" for locale, names in found.items()}
                    self._problem_at("labels", (group, key), "placeholders_differ", **shown)

    def _check_slugs(self, skills: Mapping[str, Skill], roles: Mapping[str, Role]) -> None:
        for locale in LOCALES:
            self._check_unique(
                ("skills", (skill_id, "slug", locale), skill.slug[locale]) for skill_id, skill in skills.items()
            )
            self._check_unique(
                (f"roles/{role_id}/role", path, slug)
                for role_id, role in roles.items()
                for path, slug in _role_slugs(role.profile, locale)
            )
            for role_id, role in roles.items():
                self._check_unique(
                    (f"roles/{role_id}/specializations/{part}", ("slug", locale), variant.slug[locale])
                    for part, variant in role.specialization.items()
                )

    def _check_unique(self, slugs: Iterable[tuple[str, KeyPath, str]]) -> None:
        taken: dict[str, str] = {}
        for name, path, slug in slugs:
            if slug in taken:
                self._problem_at(name, path, "slug_taken", value=slug, other=taken[slug])
            else:
                document = self.documents[name]
                taken[slug] = f"{document.file.as_posix()}:{document.key_place(path).line}"

    def _check_figures(self, folder: str, records: Mapping[str, Record]) -> None:
        for name, record in records.items():
            for path, figure in figures(record):
                if figure.source is None:
                    self._problem_at(f"{folder}/{name}", path, "figure_without_source")

    # --- reporting

    def _shown(self, name: str) -> Path:
        return Path(self.data.name) / name

    def _problem(self, name: str, code: str, **details: Any) -> None:
        self.problems.append(Problem(self._shown(name), START, code, details))

    def _problem_at(self, name: str, path: KeyPath, code: str, **details: Any) -> None:
        document = self.documents[name]
        place: Place = document.key_place(path)
        self.problems.append(Problem(document.file, place, code, details))


def _entries(folder: Path) -> list[Path]:
    """What stands in a folder, in a stable order, without what editors and systems leave behind."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "#")) and path.name[-1] != "~")


def _role_slugs(profile: Profile, locale: Locale) -> Iterator[tuple[KeyPath, str]]:
    yield ("slug", locale), profile.slug[locale]
    for index, slug in enumerate(profile.former_slugs[locale]):
        yield ("former_slugs", locale, index), slug


def _named_specializations(
    chapter: Specializations | None, parts: Mapping[str, Specialization]
) -> Iterator[tuple[str, KeyPath, str]]:
    """Where a role names its own specializations: file, place in it, id."""
    for part, variant in parts.items():
        if variant.difference.specialization is not None:
            yield f"specializations/{part}", ("difference", "specialization"), variant.difference.specialization
    for index, statement in enumerate(chapter.self_check if chapter else ()):
        for position, part in enumerate(statement.favours):
            yield "specializations", ("self_check", index, "favours", position), part


def _placeholders(text: str) -> list[str]:
    names = []
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None:
            if not name.isidentifier() or form or conversion:
                raise ValueError("not a plain word in braces")
            names.append(name)
    return sorted(names)
