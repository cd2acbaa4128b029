"""A new id, or new words in the address, for a record: changed everywhere, with the former ones kept.

Takes a sound guide; gives the new text of each file that changes. Files of the data are changed as trees and written in
style; calls of macros are changed where they stand. The result is checked as a whole before anything is written.
Anchors (the ids of sections and entries) and the keys of labels are not renamed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from jinja2 import Environment

from career_guide.building.project import Project
from career_guide.building.writing import as_it_was_written
from career_guide.editing.formatting import in_style, tree_of
from career_guide.editing.kinds import check_new_id, place, records, require, the_role
from career_guide.editing.tree import Collection, Entry, Scalar
from career_guide.loading import GuideLoader
from career_guide.loading.yaml_source import Document, read_text
from career_guide.model.descriptions import KindName
from career_guide.model.fields import Expected
from career_guide.model.kinds import KINDS, FileKind, Kind, kind_of
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.prose import GUIDE_LINK, link_targets
from career_guide.words.problems import DataError, RefusedError


class NotSoundError(DataError):
    """The guide would not be sound after the change; nothing was written."""


_NO_SLUGS: Final = f"{{{', '.join(f'{locale}: []' for locale in LOCALES)}}}"


@dataclass(frozen=True)
class Renaming:
    """What changes, nothing of it written yet."""

    texts: dict[Path, str]
    """The new text of each file that changes, by its place before."""
    moves: dict[Path, Path]
    """The new place of a file or folder."""


def renaming(  # noqa: PLR0917
    project: Path, kind: Kind, old: str, new: str, slugs: Mapping[Locale, str], role: str = ""
) -> Renaming:
    """Work out what changes in a project, and check the guide that comes of it.

    Args:
        project: Its folder.
        kind: That of the record.
        old: Its id.
        new: Its new id; the same as the old one where only slugs change.
        slugs: Its new slugs.
        role: The role of a specialization; may be left out where there is only one.

    Raises:
        RefusedError: There is no such record, or it cannot have that id or slug.
        DataError: The guide is not sound.
        NotSoundError: It would not be sound after the change.
    """
    loader = GuideLoader(project / "data")
    loader.load()
    if kind.name == "specialization":
        role = the_role(role, records(loader.documents, KINDS["role"]))
    renaming = _Work(project, loader.documents, kind, old, new, slugs, role).renaming()
    opened = Project.in_folder(project)
    try:
        with opened.changed(renaming.texts, renaming.moves) as trial:
            _check(trial)
    except DataError as error:
        _check(opened)
        raise NotSoundError(error.problems) from None
    return renaming


def _check(project: Project) -> None:
    project.check_addresses(project.open("https://guide.example/"))


@dataclass
class _Work:
    project: Path
    documents: Mapping[str, Document]
    kind: Kind
    old: str
    new: str
    slugs: Mapping[Locale, str]
    role: str
    changed: set[str] = field(default_factory=set)
    """The names of trees that differ from their files."""

    def renaming(self) -> Renaming:
        self.check()
        name, path = place(self.kind, self.old, self.role)
        self.trees = {
            file: tree_of(document)
            for file, document in self.documents.items()
            if file == name or self.may_be_in(document.text)
        }
        self.changed.add(name)
        parent = self.trees[name]
        for part in path[:-1]:
            parent = parent.child(part)
        record = parent.child(path[-1]) if path else parent
        pages: dict[Path, str] = {}
        moves: dict[Path, Path] = {}
        if self.new != self.old:
            if path and (entry := parent.entry(path[-1])) and entry.key:
                entry.key.value = self.new
            if "former_ids" in self.kind.record.model_fields:
                _note_former(record.child("former_ids", "[]"), self.old, self.new)
            self.change_references()
            pages = dict(self.changed_pages())
            moves = self.moves()
        for locale, slug in self.slugs.items():
            self.change_slug(record, locale, slug)
        texts = {}
        for name in sorted(self.changed):
            file = Path("data", f"{name}.yml")
            texts[self.project / file] = in_style(self.trees[name], file)
        return Renaming({**texts, **pages}, moves)

    def check(self) -> None:
        """Refuse what cannot be; `change_slug` refuses a slug that stays the same."""
        existing = records(self.documents, self.kind, self.role)
        require(self.kind, self.old, existing)
        if self.slugs and not self.kind.has_slug:
            raise RefusedError("rename.no_slug", kind=KindName(self.kind.name))
        if self.new != self.old:
            check_new_id(self.kind, self.new, existing, self.old)
        elif not self.slugs:
            raise RefusedError("rename.nothing")

    @staticmethod
    def change_slug(record: Collection, locale: Locale, new: str) -> None:
        entry = record.child("slug").entry(locale)
        assert entry
        assert isinstance(entry.value, Scalar)
        old = entry.value.value
        if old == new:
            raise RefusedError("rename.same_slug", value=new, locale=locale)
        entry.value = Scalar(new)
        _note_former(record.child("former_slugs", _NO_SLUGS).child(locale), old, new)

    def may_be_in(self, text: str) -> bool:
        """Whether the text of a file may name the record: as the id is, or with an escape in quotation marks."""
        return self.old in text or "\\" in text

    def moves(self) -> dict[Path, Path]:
        """The new place of the record's folder or file, if it has one of its own."""
        if self.kind.is_catalogued:
            return {}
        names = (place(self.kind, one, self.role)[0] for one in (self.old, self.new))
        old, new = (self.project / "data" / f"{name}.yml" for name in names)
        if self.kind.name == "role":
            return {old.parent: new.parent}
        return {old: new}

    # --- what names it

    def change_references(self) -> None:
        for name, tree in self.trees.items():
            for text, expected in _texts(tree, Expected.by(_kind(name).holds)):
                before = text.value
                if before == self.old and self.names_it(name, expected):
                    text.value = self.new
                elif expected.refers_to == "page":
                    text.value = self.renamed_target(before) or before
                elif expected.is_prose and GUIDE_LINK in before:
                    self.change_links(text)
                if text.value != before:
                    self.changed.add(name)

    def names_it(self, name: str, expected: Expected) -> bool:
        """Whether a field whose value is the old id refers to the record."""
        of_its_role = self.kind.name != "specialization" or name.startswith(f"roles/{self.role}/")
        return expected.refers_to == self.kind.name and of_its_role

    def renamed_target(self, target: str) -> str | None:
        """The new key of a page, or of a place on one, that is named after the record, if it is."""
        # A level names the salary bands of all roles; a specialization stands below its role.
        before = {"level": "role/[^/]+/band", "specialization": f"role/{self.role}/specialization"}
        start = before.get(self.kind.name, self.kind.name)
        found = re.fullmatch(rf"({start}/){re.escape(self.old)}(/.*)?", target)
        return f"{found[1]}{self.new}{found[2] or ''}" if found else None

    def change_links(self, prose: Scalar) -> None:
        for address in dict.fromkeys(link_targets(prose.value)):
            target = self.renamed_target(address.removeprefix(GUIDE_LINK))
            if target and address.startswith(GUIDE_LINK):
                pattern = re.compile(rf"(?<=[(<]){re.escape(address)}(?=[)>\s])")
                prose.value = pattern.sub(GUIDE_LINK + target, prose.value)
                prose.lines = [pattern.sub(GUIDE_LINK + target, line) for line in prose.lines]

    def changed_pages(self) -> Iterator[tuple[Path, str]]:
        """The hand-written pages whose calls of macros change, with their line ends."""
        for file in sorted((self.project / "docs").rglob("*.md")):
            before = text = read_text(file, file).text
            for start, word in reversed(list(_macro_arguments(text))):
                text = text[:start] + self.renamed_argument(word) + text[start + len(word) :]
            if text != before:
                yield file, as_it_was_written(file, text)

    def renamed_argument(self, word: str) -> str:
        """What a macro is to be given now: the id of a role, a key, or what it was given before."""
        if self.kind.name == "role" and word == self.old:
            return self.new
        return self.renamed_target(word) or word


def _kind(name: str) -> FileKind:
    kind = kind_of(f"{name}.yml")
    assert kind
    return kind


def _texts(value: Scalar | Collection, expected: Expected) -> Iterator[tuple[Scalar, Expected]]:
    """Every text in a file, and what is expected there."""
    if isinstance(value, Collection):
        for entry in value.entries:
            yield from _texts(entry.value, expected.at(entry.key.value if entry.key else 0))
    elif value.is_text:
        yield value, expected


def _note_former(formers: Collection, old: str, new: str) -> None:
    """Note a former id or slug; one that is used again is no longer former."""
    for entry in formers.entries:
        if isinstance(entry.value, Scalar) and entry.value.value == new:
            entry.value.value = old
            return
    formers.entries.append(Entry([], value=Scalar(old)))


def _macro_arguments(text: str) -> Iterator[tuple[int, str]]:
    """The first argument of each macro that a page calls, if it is a text: its place and the text."""
    before: list[tuple[str, str]] = []
    position = 0
    for _, kind, written in Environment(autoescape=True, keep_trailing_newline=True).lex(text):
        if kind == "string" and len(before) > 1 and before[-1] == ("operator", "(") and before[-2][0] == "name":
            yield position + 1, written[1:-1]
        if kind not in {"whitespace", "comment"}:
            before = [*before[-1:], (kind, written)]
        position += len(written)
