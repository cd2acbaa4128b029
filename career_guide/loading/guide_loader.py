"""`data/` → the checked guide, or all that is wrong with it at once.

Reads every file first, so that references can be checked while records are; then asks `consistency` what no single
record can know. A loader that is asked again reads and checks only what changed since.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from career_guide.loading.checked import check, with_dots
from career_guide.loading.consistency import Placed, label_problems, name_problems, relation_problems, role_problems
from career_guide.loading.data_folder import DataFolder
from career_guide.loading.yaml_source import Document, KeyPath
from career_guide.model.catalogue import MapPost
from career_guide.model.fields import Expected, title_field
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CATALOGUED, CHAPTERS, KINDS, Kind, kind_of
from career_guide.model.parts import with_inherited
from career_guide.model.progression import Relation
from career_guide.model.revisions import revision
from career_guide.model.today import latest_day
from career_guide.words.messages import Message
from career_guide.words.problems import DataError, Problem

_NAMES: Final = {"slug", "former_slugs", "former_ids", *(title_field(kind.record) for kind in KINDS.values())}
"""The fields that hold names of records."""
_SHOWN: Final = 40
"""How many other places a problem lists."""


class GuideLoader:
    """Loads one guide, again and again; whatever did not change since the last time is not read or checked again.

    Args:
        data: The folder `data/`.
        shown: Its name in problems, if not its own.
        is_past: Whether it is the data of a past day, as of an edition: it is shown with the labels of today, and lacks
            catalogues that came later.
    """

    def __init__(self, data: Path, shown: Path | None = None, *, is_past: bool = False) -> None:
        self._folder = DataFolder(data, shown or Path(data.name), is_past=is_past)
        self._is_past = is_past
        self.ids: dict[str, set[str] | None] = {}
        """What references may name, by kind: see `career_guide.model.values.RefersTo`."""
        self.drafts: set[str] = set()
        """The keys of the pages of drafts."""
        self._context: dict[str, Any] = {}
        """What records are checked against; it stays the same object as long as nothing in it changes."""
        self._named: dict[str, str] = {}
        """The keys of records by other names: see `suggestions.for_reference`."""
        self._problems: list[Problem] = []
        self._sound: dict[str, tuple[Document, dict[str, Any], Any]] = {}
        """What was found to be sound, with what it was checked against."""
        self._roles: dict[str, tuple[tuple[Any, ...], Role | None, list[Problem]]] = {}
        """Each role and its problems, with what they were made of."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """What was read, by path below `data/`, without `.yml`: `skills`, `roles/key-account-manager/salary`."""
        return self._folder.documents

    def load(self) -> Guide:
        """The guide as it is now.

        Raises:
            DataError: Something is wrong; it lists every problem found.
        """
        self._folder.read()
        self._problems = list(self._folder.problems)
        self._renew_context()
        checked = {name: record for name in self.documents if (record := self._record(name)) is not None}
        records = {kind.plural: _within(kind, checked.get(kind.file)) for kind in CATALOGUED}
        own = frozenset(key for key, source in records["sources"].items() if source.confidence == "own")
        markets = {key: area.market for key, area in records["areas"].items()}
        roles: dict[str, Role] = {}
        for role_id, parts in self._folder.parts.items():
            names = ("role", *CHAPTERS, "changes", *(f"specializations/{part}" for part in parts))
            places = {name: f"roles/{role_id}/{name}" for name in names}
            files = {name: (self.documents[at], checked[at]) for name, at in places.items() if at in checked}
            if role := self._role(role_id, files, own, markets):
                roles[role_id] = role
        labels = checked.get("labels", {})
        if labels:
            self._problems += label_problems(self.documents["labels"], labels)
        self._problems += relation_problems(list(self._relations(records["posts"], roles)))
        for placed in self._placed(records, roles):
            self._problems += name_problems(placed)
        self._problems += [problem for document in self.documents.values() for problem in document.problems]
        if self._problems:
            raise DataError(_each_cause_once(self._problems))
        return Guide(labels=labels, roles=roles, **records)

    def forget(self) -> None:
        """Keep only what references may name: all files are read again if the guide is."""
        self._folder.forget()
        self._sound.clear()
        self._roles.clear()

    def _placed(self, records: Mapping[str, Mapping[str, Any]], roles: Mapping[str, Role]) -> Iterator[list[Placed]]:
        """The records of each kind; the specializations of each role by themselves."""
        for kind in CATALOGUED:
            if found := records[kind.plural]:
                document, within = self.documents[kind.file], (kind.within,) if kind.within else ()
                yield [(key, document, (*within, key), record) for key, record in found.items()]
        yield [(key, self.documents[f"roles/{key}/role"], (), role.profile) for key, role in roles.items()]
        for role_id, role in roles.items():
            folder = f"roles/{role_id}/specializations"
            yield [(key, self.documents[f"{folder}/{key}"], (), part) for key, part in role.specialization.items()]

    def _relations(
        self, posts: Mapping[str, MapPost], roles: Mapping[str, Role]
    ) -> Iterator[tuple[str, Document, KeyPath, Relation]]:
        """All relations, each with the job that it starts from and its place."""
        starts: list[tuple[str, Document, KeyPath, list[Relation]]] = [
            (f"role/{key}", self.documents[f"roles/{key}/role"], (), role.profile.relations)
            for key, role in roles.items()
        ]
        starts += [(f"post/{key}", self.documents["posts"], (key,), post.relations) for key, post in posts.items()]
        for start, document, at, relations in starts:
            for index, relation in enumerate(relations):
                yield start, document, (*at, "relations", index), relation

    # --- what exists

    def _renew_context(self) -> None:
        """Note what references may name."""
        files = self._pages()
        self.ids = {kind.name: _keys(self._raw(kind)) for kind in CATALOGUED}
        self.ids |= {"role": set(self._folder.parts), "chapter": set(CHAPTERS)}
        self.ids["specialization"] = {part for parts in self._folder.parts.values() for part in parts}
        linked = [kind.name for kind in KINDS.values() if kind.pages != "none"]
        records = {f"{kind}/{record_id}" for kind in linked for record_id in self.ids[kind] or ()}
        self.ids["page"] = records | files.keys()
        self.drafts = {key for key, file in files.items() if self._is_draft(file)}
        latest = latest_day(os.environ)
        context = {"ids": self.ids, "drafts": self.drafts, "latest": latest, "is_past": self._is_past}
        if context != self._context:
            self._context = context
        self._named = dict(self._other_names())

    def _pages(self) -> dict[str, str]:
        """The keys of all pages of roles, each with the file that makes it."""
        files: dict[str, str] = {}
        for role_id, parts in self._folder.parts.items():
            key, folder = f"role/{role_id}", f"roles/{role_id}"
            files |= {key: f"{folder}/role", f"{key}/full-guide": f"{folder}/role"}
            chapters = (chapter for chapter in CHAPTERS if f"{folder}/{chapter}" in self.documents)
            files |= {f"{key}/chapter/{chapter}": f"{folder}/{chapter}" for chapter in chapters}
            files |= {f"{key}/specialization/{part}": f"{folder}/specializations/{part}" for part in parts}
        return files

    def _is_draft(self, name: str) -> bool:
        """Whether a file belongs to a draft: a role, or a chapter with all that stands below it."""
        match name.split("/"):
            case ["roles", role_id, chapter, *_]:
                return self._says_draft(f"roles/{role_id}/role") or self._says_draft(f"roles/{role_id}/{chapter}")
        return False

    def _says_draft(self, name: str) -> bool:
        return _mapping(self._data(name)).get("draft") is True

    def _data(self, name: str) -> Any:
        """What was read from a file, unchecked."""
        return self.documents[name].data if name in self.documents else None

    def _raw(self, kind: Kind) -> Any:
        """The records of a catalogued kind as they were read, unchecked."""
        data = self._data(kind.file)
        return _mapping(data).get(kind.within) if kind.within else data

    def _other_names(self) -> Iterator[tuple[str, str]]:
        """Former ids, slugs and titles of all records, as far as they can be read, each with the record's key."""
        found = [(kind.name, _mapping(self._raw(kind))) for kind in CATALOGUED]
        for role_id, parts in self._folder.parts.items():
            folder = f"roles/{role_id}"
            found.append(("role", {role_id: self._data(f"{folder}/role")}))
            variants = {part: self._data(f"{folder}/specializations/{part}") for part in parts}
            found.append((f"role/{role_id}/specialization", variants))
        for scope, records in found:
            for record_id, record in records.items():
                for field in _NAMES & _mapping(record).keys():
                    for word in _words_in(record[field]):
                        yield f"{scope}/{word.casefold()}", f"{scope}/{record_id}"

    # --- checking

    def _record(self, name: str) -> Any:
        """The checked records of a document; None where there are problems, which are noted."""
        document = self.documents[name]
        if document.problems:
            return None
        match self._sound.get(name):
            case known, context, record if known is document and context is self._context:
                return record
        context = self._context | {"named": self._named}
        match name.split("/"):
            case ["roles", role_id, *_]:
                context["ids"] = self.ids | {"specialization": self._folder.parts[role_id]}
                context["scopes"] = {"specialization": f"role/{role_id}/specialization"}
        kind = kind_of(f"{name}.yml")
        assert kind is not None
        seen = document
        if self._is_draft(name):
            # A draft may lead to others, and what its author has yet to write is shown as dots.
            context["drafts"] = set()
            seen = replace(document, data=with_dots(document.data, Expected.by(kind.holds)))
        record, problems = check(seen, kind.holds, context)
        if not problems:
            self._sound[name] = document, self._context, record
        self._problems += problems
        return record

    def _role(
        self,
        role_id: str,
        files: Mapping[str, tuple[Document, Any]],
        own: frozenset[str],
        markets: Mapping[str, str | None],
    ) -> Role | None:
        """A role, or None where its first file is not sound; arguments are those of `role_problems`."""
        made_of = list(files.values()), own, markets
        known = self._roles.get(role_id)
        if known is None or known[0] != made_of:
            whole = {name: (document, with_inherited(found)) for name, (document, found) in files.items()}
            problems = list(role_problems(whole, own, markets))
            known = self._roles[role_id] = made_of, self._made(role_id, whole), problems
        self._problems += known[2]
        return known[1]

    def _made(self, role_id: str, files: Mapping[str, tuple[Document, Any]]) -> Role | None:
        records = {name: record for name, (_, record) in files.items()}
        data = {
            name: document.data
            for name, (document, _) in files.items()
            if name == "role" or not self._says_draft(f"roles/{role_id}/{name.split('/')[0]}")
        }
        variants = {
            name.removeprefix("specializations/"): records.pop(name)
            for name in files
            if name.startswith("specializations/")
        }
        profile = records.pop("role", None)
        changes = records.pop("changes", [])
        return profile and Role(
            id=role_id,
            profile=profile,
            changes=sorted(changes, key=lambda change: change.date, reverse=True),
            revision=revision(data),
            specialization=dict(sorted(variants.items(), key=lambda entry: (entry[1].position, entry[0]))),
            **records,
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
    """The records of a kind in its catalogue; none where that could not be read."""
    records: dict[str, Any] | None = getattr(catalogue, kind.within, None) if kind.within else catalogue
    return records or {}


def _keys(records: Any) -> set[str] | None:
    """The ids of records that were read; None where they could not be, which is reported once and not at each use."""
    return set(records) if isinstance(records, dict) else None


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _words_in(value: Any) -> Iterator[str]:
    """The texts in a value, in whatever language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words_in(part)
