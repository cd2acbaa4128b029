"""`data/` → the checked guide, or all that is wrong with it at once.

Reads every file first, so that references can be checked while records are; then what no single file can know: slugs
taken twice, figures without a source, translations with other placeholders. A loader that is asked again reads and
checks only what changed since.
"""

import os
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from career_guide.loading.checked import check, number_cannot_be, with_dots
from career_guide.loading.folders import entries
from career_guide.loading.yaml_source import Document, KeyPath, read
from career_guide.model.catalogue import Area, Source
from career_guide.model.fields import Expected, title_field, title_of
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CATALOGUED, CATALOGUES, CHAPTERS, KINDS, ROLE_FILES, Kind
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.parts import figures, identified, with_inherited
from career_guide.model.pay import Pay, pay_measure
from career_guide.model.revisions import revision
from career_guide.model.role import Specialization
from career_guide.model.today import latest_day
from career_guide.model.values import ID_PATTERN, Record, Renamable, Text, impossible_end
from career_guide.words.messages import Message
from career_guide.words.problems import START, DataError, Problem
from career_guide.words.suggestions import nearest_or_known

_NAMES: Final = {"slug", "former_slugs", "former_ids", *(title_field(kind.record) for kind in KINDS.values())}
"""The fields that hold names of records."""

_Placed = tuple[str, KeyPath, Renamable]
"""A record with its file and its place there."""

_ADDRESSES: Final = ("addresses", "role_addresses")
"""The groups of labels that are words of addresses."""
_SHOWN: Final = 40
"""How many other places a problem lists."""


@dataclass(frozen=True, eq=False)
class _Checked:
    """A document's records, or what is wrong with them."""

    document: Document
    record: Any
    problems: list[Problem]


@dataclass(frozen=True)
class _MadeRole:
    """A role as it was made of its files."""

    files: list[_Checked]
    role: Role | None
    problems: list[Problem]


class GuideLoader:
    """Loads one guide, again and again; whatever did not change since the last time is not read or checked again.

    Args:
        data: The folder `data/`.
        shown: Its name in problems, if not its own.
        is_past: Whether it is the data of a past day, as of an edition: it is shown with the labels of today, and lacks
            catalogues that came later.
    """

    def __init__(self, data: Path, shown: Path | None = None, *, is_past: bool = False) -> None:
        self.data = data
        self._shown_data = shown or Path(data.name)
        self._is_past = is_past
        self.documents: dict[str, Document] = {}
        """By path below `data/`, without `.yml`: `skills`, `roles/key-account-manager/salary`."""
        self.ids: dict[str, set[str] | None] = {}
        """What references may name, by kind: see `career_guide.model.values.RefersTo`."""
        self.drafts: set[str] = set()
        """The keys of the pages of drafts."""
        self._latest = date.min
        """The last day that a record may say has come."""
        self._named: dict[str, str] = {}
        """The keys of records by other names: see `suggestions.for_reference`."""
        self._problems: list[Problem] = []
        self._parts: dict[str, list[str]] = {}
        """The ids of all roles, each with those of its specializations."""
        self._read: dict[str, tuple[tuple[int, int, int], Document]] = {}
        self._checked: dict[str, _Checked] = {}
        self._roles: dict[str, _MadeRole] = {}

    def load(self) -> Guide:
        """The guide as it is now.

        Raises:
            DataError: Something is wrong; it lists every problem found.
        """
        try:
            return self._guide()
        except OSError as error:
            name = Path(error.filename or self.data).relative_to(self.data).as_posix()
            raise DataError([Problem(self._shown(name), START, "unreadable", {"value": error.strerror})]) from None

    def _guide(self) -> Guide:
        self._problems = []
        if not self.data.is_dir():
            raise DataError([Problem(self._shown_data, START, "no_data_folder", {"value": self.data.name})])
        self._read_all()
        self._renew_context()
        catalogues = {name: self._record(name, held) for name, held in CATALOGUES.items()}
        found = {role_id: self._role(role_id) for role_id in self._parts}
        roles = {role_id: role for role_id, role in found.items() if role is not None}
        self._check_labels(catalogues["labels"] or {})
        self._check_names(catalogues, roles)
        self._check_pay(catalogues["sources"] or {}, roles)
        self._check_areas(catalogues["areas"] or {}, roles)
        self._problems += [problem for document in self.documents.values() for problem in document.problems]
        if self._problems:
            raise DataError(_each_cause_once(self._problems))
        records = {kind.plural: _within(kind, catalogues[kind.file] or {}) for kind in CATALOGUED}
        return Guide(labels=catalogues["labels"] or {}, roles=roles, **records)

    # --- reading

    def _read_all(self) -> None:
        self.documents = {}
        self._read_folder("", CATALOGUES, folders={"roles"})
        for name in CATALOGUES:
            if name not in self.documents and not self._is_past:
                self._problem(f"{name}.yml", "missing_catalogue")
        for role_id in self._subfolders("roles"):
            folder = f"roles/{role_id}"
            has_variants = "specializations" in self._read_folder(folder, ROLE_FILES, folders={"specializations"})
            if f"{folder}/role" not in self.documents:
                self._problem(f"{folder}/role.yml", "missing_role_file")
            if has_variants:
                before = len(self.documents)
                self._read_folder(f"{folder}/specializations", None, folders=set())
                if f"{folder}/specializations" not in self.documents and len(self.documents) > before:
                    self._problem(f"{folder}/specializations", "file_for_nothing")
        self._parts = {}
        for name in self.documents:
            match name.split("/"):
                case ["roles", role_id, "specializations", part]:
                    self._parts.setdefault(role_id, []).append(part)
                case ["roles", role_id, *_]:
                    self._parts.setdefault(role_id, [])
        self._read = {name: known for name, known in self._read.items() if name in self.documents}
        self._checked = {name: known for name, known in self._checked.items() if name in self.documents}

    def _read_folder(self, folder: str, known: Mapping[str, Any] | None, folders: set[str]) -> set[str]:
        """Read the YAML files of one folder; gives the folders in it that may be there.

        `known` lists the names that files may have, None stands for any id.
        """
        expected = [f"{stem}.yml" for stem in known or ()] + [f"{name}/" for name in sorted(folders)]
        found = set()
        for entry in entries(self.data / folder):
            name = f"{folder}/{entry.name}" if folder else entry.name
            stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122 - a name, not a path
            if entry.is_symlink():
                self._problem(name, "link_outside")
            elif entry.is_dir() and entry.name in folders:
                found.add(entry.name)
            elif entry.is_file() and suffix == ".yaml":
                self._problem(name, "yaml_suffix", value=f"{stem}.yml")
            elif not entry.is_file() or suffix != ".yml" or (known is not None and stem not in known):
                self._problem(name, "unexpected_file", nearest_or_known=_instead(entry.name, expected))
            elif not ID_PATTERN.fullmatch(stem):
                self._problem(name, "bad_name", value=stem)
            else:
                self._read_file(name.removesuffix(".yml"), entry)
        return found

    def _read_file(self, name: str, entry: "os.DirEntry[str]") -> None:
        status = entry.stat()
        signature = status.st_mtime_ns, status.st_size, status.st_ino
        known = self._read.get(name)
        if known is None or known[0] != signature:
            known = self._read[name] = signature, read(Path(entry.path), self._shown(f"{name}.yml"))
        self.documents[name] = known[1]

    def _subfolders(self, folder: str) -> list[str]:
        ids = []
        for entry in entries(self.data / folder):
            name = f"{folder}/{entry.name}"
            if entry.is_symlink():
                self._problem(name, "link_outside")
            elif not entry.is_dir():
                self._problem(name, "role_not_folder")
            elif not ID_PATTERN.fullmatch(entry.name):
                self._problem(name, "bad_name", value=entry.name)
            else:
                ids.append(entry.name)
        return ids

    # --- checking

    def _renew_context(self) -> None:
        """Note what references may name; where that is as before, what was checked before still holds."""
        ids, files, latest, named = self._ids(), self._pages(), latest_day(os.environ), dict(self._other_names())
        linked = [kind.name for kind in KINDS.values() if kind.pages != "none"]
        records = {f"{kind}/{record_id}" for kind in linked for record_id in ids[kind] or ()}
        ids["page"] = records | files.keys()
        drafts = {key for key, file in files.items() if self._is_draft(file)}
        if (ids, latest, drafts) != (self.ids, self._latest, self.drafts):
            self.ids, self._latest, self.drafts = ids, latest, drafts
            self._checked = {}
        if named != self._named:
            self._named = named
            self._checked = {name: known for name, known in self._checked.items() if not known.problems}

    def _ids(self) -> dict[str, set[str] | None]:
        """The ids of each kind; None where they are not known."""
        ids: dict[str, set[str] | None] = {kind.name: self._keys(kind) for kind in CATALOGUED}
        parts = {part for parts in self._parts.values() for part in parts}
        return ids | {"role": set(self._parts), "chapter": set(CHAPTERS), "specialization": parts}

    def _pages(self) -> dict[str, str]:
        """The keys of all pages of roles, each with the file that makes it."""
        files: dict[str, str] = {}
        for role_id, parts in self._parts.items():
            key, folder = f"role/{role_id}", f"roles/{role_id}"
            files |= {key: f"{folder}/role", f"{key}/full-guide": f"{folder}/role"}
            chapters = (chapter for chapter in CHAPTERS if f"{folder}/{chapter}" in self.documents)
            files |= {f"{key}/chapter/{chapter}": f"{folder}/{chapter}" for chapter in chapters}
            files |= {f"{key}/specialization/{part}": f"{folder}/specializations/{part}" for part in parts}
        return files

    def _is_draft(self, name: str) -> bool:
        """Whether a file belongs to a draft: a role, or a chapter with all that stands below it."""
        match name.split("/"):
            case ["roles", role_id, *rest]:
                chapter = f"roles/{role_id}/{rest[0]}"
                return any(self._says_draft(file) for file in (f"roles/{role_id}/role", chapter))
        return False

    def _says_draft(self, name: str) -> bool:
        document = self.documents.get(name)
        return document is not None and isinstance(document.data, dict) and document.data.get("draft") is True

    def _other_names(self) -> Iterator[tuple[str, str]]:
        """Former ids, slugs and titles of all records, as far as they can be read, each with the record's key."""
        found: list[tuple[str, str, Any]] = []
        for kind in CATALOGUED:
            found += [(kind.name, record_id, record) for record_id, record in _items(self._raw(kind))]
        for name, document in self.documents.items():
            match name.split("/"):
                case ["roles", role_id, "role"]:
                    found.append(("role", role_id, document.data))
                case ["roles", role_id, "specializations", part]:
                    found.append((f"role/{role_id}/specialization", part, document.data))
        for name, record_id, record in found:
            for field, value in _items(record):
                if field in _NAMES:
                    for word in _words_in(value):
                        yield f"{name}/{word.casefold()}", f"{name}/{record_id}"

    def _keys(self, kind: Kind) -> set[str] | None:
        """The ids of a kind; None where they could not be read, which is reported once and not at each reference."""
        records = self._raw(kind)
        return set(records) if isinstance(records, dict) else None

    def _raw(self, kind: Kind) -> Any:
        """The records of a kind as they were read, unchecked."""
        data = self.documents[kind.file].data if kind.file in self.documents else None
        return data.get(kind.within) if kind.within and isinstance(data, dict) else data

    def _record(self, name: str, expected: Any) -> Any:
        """The checked records of a document; None where there are none, or where problems were noted."""
        checked = self._check(name, expected)
        if checked is None:
            return None
        self._problems += checked.problems
        return checked.record

    def _check(self, name: str, expected: Any) -> _Checked | None:
        document = self.documents.get(name)
        if document is None or document.problems:
            return None
        known = self._checked.get(name)
        if known is None or known.document is not document:
            context: dict[str, Any] = {"ids": self.ids, "drafts": self.drafts, "latest": self._latest}
            context |= {"named": self._named, "is_past": self._is_past}
            match name.split("/"):
                case ["roles", role_id, *_]:
                    context["ids"] = self.ids | {"specialization": self._parts[role_id]}
                    context["scopes"] = {"specialization": f"role/{role_id}/specialization"}
            seen = document
            if self._is_draft(name):
                # A draft may lead to others, and what its author has yet to write is shown as dots.
                context["drafts"] = set()
                seen = replace(document, data=with_dots(document.data, Expected.by(expected)))
            record, problems = check(seen, expected, context)
            known = self._checked[name] = _Checked(document, record, problems)
        return known

    def _role(self, role_id: str) -> Role | None:
        folder = f"roles/{role_id}"
        checked = {name: self._check(f"{folder}/{name}", expected) for name, expected in ROLE_FILES.items()} | {
            f"specializations/{part}": self._check(f"{folder}/specializations/{part}", Specialization)
            for part in self._parts[role_id]
        }
        files = {name: file for name, file in checked.items() if file is not None}
        made = self._roles.get(role_id)
        if made is None or made.files != list(files.values()):
            made = self._roles[role_id] = self._make_role(role_id, files)
        self._problems += made.problems
        return made.role

    def _make_role(self, role_id: str, files: Mapping[str, _Checked]) -> _MadeRole:
        problems = [problem for file in files.values() for problem in file.problems]
        records = {name: with_inherited(file.record) for name, file in files.items() if file.record is not None}
        changes = records.pop("changes", [])
        for name, record in records.items():
            problems += _record_problems(files[name].document, record)
        specializations = {
            part: records.pop(f"specializations/{part}")
            for part in self._parts[role_id]
            if f"specializations/{part}" in records
        }
        problems += _repeated_positions(
            (files[f"specializations/{part}"].document, variant) for part, variant in specializations.items()
        )
        profile = records.pop("role", None)
        role = profile and Role(
            id=role_id,
            profile=profile,
            changes=sorted(changes, key=lambda change: change.date, reverse=True),
            revision=revision(
                {
                    name: file.document.data
                    for name, file in files.items()
                    if name == "role" or not self._says_draft(f"roles/{role_id}/{name.split('/')[0]}")
                }
            ),
            specialization=dict(sorted(specializations.items(), key=lambda entry: (entry[1].position, entry[0]))),
            **records,
        )
        return _MadeRole(list(files.values()), role, problems)

    def _check_labels(self, labels: Mapping[str, Mapping[str, Text]]) -> None:
        for group, texts in labels.items():
            for key, text in texts.items():
                found: dict[Locale, list[str]] = {}
                for locale in LOCALES:
                    if group in _ADDRESSES and not ID_PATTERN.fullmatch(text[locale]):
                        document = self.documents["labels"]
                        place = document.place((group, key, locale))
                        self._problems.append(document.problem(place, "bad_id", value=text[locale]))
                    try:
                        found[locale] = _placeholders(text[locale])
                    except ValueError:
                        self._problem_at("labels", (group, key, locale), "bad_placeholder")
                if len(found) == len(LOCALES) and len(set(map(tuple, found.values()))) > 1:
                    shown = "; ".join(f"{locale}: {', '.join(names) or '–'}" for locale, names in found.items())
                    self._problem_at("labels", (group, key), "placeholders_differ", names=shown)

    def _check_names(self, catalogues: Mapping[str, Any], roles: Mapping[str, Role]) -> None:
        """No id and no address may be taken twice; former ones count, too."""
        of_a_kind: list[list[_Placed]] = [
            [
                (kind.file, (kind.within, record_id) if kind.within else (record_id,), record)
                for record_id, record in _within(kind, catalogues[kind.file] or {}).items()
            ]
            for kind in CATALOGUED
        ]
        of_a_kind.append([(f"roles/{role_id}/role", (), role.profile) for role_id, role in roles.items()])
        of_a_kind += [
            [(f"roles/{role_id}/specializations/{part}", (), variant) for part, variant in role.specialization.items()]
            for role_id, role in roles.items()
        ]
        for records in of_a_kind:
            self._check_formers(records)
            self._check_titles(records)
            self._check_slugs(records)

    def _check_formers(self, records: list[_Placed]) -> None:
        """A former id is neither an id of today nor that of another record."""
        taken = {str(at[-1]) if at else _last_folder_or_file(name): (name, at) for name, at, _ in records}
        for name, at, record in records:
            for index, former in enumerate(record.former_ids):
                path = (*at, "former_ids", index)
                if former in taken:
                    self._problem_at(name, path, "former_id_taken", value=former, other=self._where(*taken[former]))
                else:
                    taken[former] = name, path

    def _check_titles(self, records: list[_Placed]) -> None:
        """No two records of a kind have the same name, except reports of two years: it tells readers which is which."""
        taken: dict[tuple[Locale, str], tuple[str, KeyPath]] = {}
        for name, at, record in records:
            if isinstance(record, Source):
                continue
            field = title_field(type(record))
            for locale in LOCALES:
                shown = title_of(record)[locale]
                path = (*at, field) if isinstance(getattr(record, field), str) else (*at, field, locale)
                other = taken.setdefault((locale, shown.casefold()), (name, path))
                if other != (name, path):
                    self._problem_at(name, path, "title_taken", value=shown, other=self._where(*other))
                    break

    def _check_slugs(self, records: list[_Placed]) -> None:
        found: list[tuple[str, KeyPath, Any]] = [placed for placed in records if hasattr(placed[2], "slug")]
        for locale in LOCALES:
            taken: dict[str, tuple[str, KeyPath]] = {}
            slugs = [(name, (*at, "slug", locale), record.slug[locale]) for name, at, record in found] + [
                (name, (*at, "former_slugs", locale, index), slug)
                for name, at, record in found
                for index, slug in enumerate(record.former_slugs[locale])
            ]
            for name, path, slug in slugs:
                if slug in taken:
                    code = "former_slug_taken" if "former_slugs" in path else "slug_taken"
                    self._problem_at(name, path, code, value=slug, other=self._where(*taken[slug]))
                else:
                    taken[slug] = name, path

    def _check_pay(self, sources: Mapping[str, Source], roles: Mapping[str, Role]) -> None:
        """Our own reading of facts cannot be a source of pay."""
        own = {source_id for source_id, source in sources.items() if source.confidence == "own"}
        for role_id, role in roles.items() if own else ():
            records = {chapter: role.chapter(chapter) for chapter in role.chapters} | {
                f"specializations/{part}": variant for part, variant in role.specialization.items()
            }
            for name, record in records.items():
                for path, figure in figures(record) if record else ():
                    if isinstance(figure, Pay) and figure.source in own:
                        self._problem_at(f"roles/{role_id}/{name}", path, "own_pay", value=figure.source)

    def _check_areas(self, areas: Mapping[str, Area], roles: Mapping[str, Role]) -> None:
        """A role's areas are in the country that it is described for."""
        for role_id, role in roles.items():
            market = role.profile.market
            for index, pay in enumerate(role.salary.areas if role.salary else ()):
                country = areas[pay.area].market if pay.area in areas else None
                if country not in {None, market}:
                    details = {"value": pay.area, "country": country, "market": market}
                    self._problem_at(f"roles/{role_id}/salary", ("areas", index, "area"), "area_elsewhere", **details)

    def _where(self, name: str, path: KeyPath) -> str:
        document = self.documents[name]
        return f"{document.file.as_posix()}:{document.key_place(path).line}"

    # --- reporting

    def _shown(self, name: str) -> Path:
        return self._shown_data / name

    def _problem(self, name: str, code: str, **details: Any) -> None:
        self._problems.append(Problem(self._shown(name), START, code, details))

    def _problem_at(self, name: str, path: KeyPath, code: str, **details: Any) -> None:
        self._problems.append(self.documents[name].problem_at(path, code, **details))


def _instead(name: str, expected: list[str]) -> Message:
    """What to name a file or folder instead; where nothing is expected by name, it is named by its id."""
    return nearest_or_known(name, expected) if expected else Message("suggestions.known", {"names": "<id>.yml"})


def _record_problems(document: Document, record: Record) -> Iterator[Problem]:
    """What is wrong within one file although each of its fields is right."""
    for path, figure in figures(record):
        if figure.source is None:
            yield document.problem_at(path, "figure_without_source")
    yield from _pay_problems(document, record)
    taken: dict[str, KeyPath] = {}
    for path, part in identified(record):
        for place, name in ((("id",), part.id), *((("former_ids", i), old) for i, old in enumerate(part.former_ids))):
            if name in taken:
                first = document.key_place(taken[name])
                yield document.problem_at((*path, *place), "repeated_id", value=name, line=first.line)
            taken.setdefault(name, (*path, *place))


def _pay_problems(document: Document, record: Record) -> Iterator[Problem]:
    """What is wrong with amounts of pay, which may have their currency and period from the chapter."""
    is_told = False
    for path, pay in figures(record):
        if not isinstance(pay, Pay) or pay.range is None or pay.period is None:
            continue
        if pay.currency is None:
            # All that have none are one mistake, at the top of the file.
            if not is_told:
                yield document.problem_at(path, "pay_without_currency")
            is_told = True
            continue
        measure = pay_measure(pay.currency, pay.period)
        if end := impossible_end(measure, pay.range):
            place = (*path, "range", end)
            code, details = number_cannot_be(document, place, measure._asdict())
            yield document.problem(document.place(place), code, **details)


def _repeated_positions(variants: Iterable[tuple[Document, Specialization]]) -> Iterator[Problem]:
    """Specializations of one role that ask for the same place in the list."""
    taken: dict[int, Document] = {}
    for document, variant in variants:
        other = taken.setdefault(variant.position, document)
        if other is not document:
            yield document.problem_at(
                ("position",), "position_taken", value=variant.position, other=other.file.as_posix()
            )


def _each_cause_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """References to the same missing thing are one problem, at the first of them, which lists the others."""
    by_key: dict[str, list[Problem]] = {}
    for problem in DataError(problems).problems:
        if problem.code == "unknown_reference":
            by_key.setdefault(problem.details["key"], []).append(problem)
        else:
            yield problem
    for first, *others in by_key.values():
        if not others:
            yield first
            continue
        places = [f"{other.file.as_posix()}:{other.place.line}" for other in others]
        shown = ", ".join(places[:_SHOWN]) + (", …" if len(places) > _SHOWN else "")
        words = {"remedy": first.details["nearest_or_known"], "places": shown}
        yield replace(first, details=first.details | {"nearest_or_known": Message("suggestions.elsewhere", words)})


def _within(kind: Kind, catalogue: Any) -> dict[str, Any]:
    """The records of a kind in its catalogue."""
    records: dict[str, Any] = getattr(catalogue, kind.within, {}) if kind.within else catalogue
    return records


def _items(data: Any) -> Iterable[tuple[str, Any]]:
    """The entries of a mapping that was read; none where something else was."""
    return data.items() if isinstance(data, dict) else ()


def _words_in(value: Any) -> Iterator[str]:
    """The texts in a value, in whatever language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words_in(part)


def _last_folder_or_file(name: str) -> str:
    """The id of a record that has a file or folder of its own."""
    return name.removesuffix("/role").rpartition("/")[2]


def _placeholders(text: str) -> list[str]:
    names = []
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None:
            if not name.isidentifier() or form or conversion:
                raise ValueError("not a plain word in braces")
            names.append(name)
    return sorted(names)
