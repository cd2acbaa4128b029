"""A new id, or new words in the address, for a record: changed everywhere, with the former ones kept.

Takes a guide that is sound, and gives the new text of each file that changes: edits at the places that the reader of
files noted, so that comments and style stay. What comes out was checked as a whole before anything is written.
Anchors (the ids of sections and entries) and the keys of labels are not renamed.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment

from career_guide.building.project import Project
from career_guide.editing.kinds import Kind, RefusedError, check_new_id
from career_guide.editing.text_edits import Text, YamlText
from career_guide.loading.yaml_source import Document, KeyPath, read_text
from career_guide.model.fields import Expected
from career_guide.model.guide import Guide
from career_guide.model.kinds import kind_of
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.prose import GUIDE_LINK, link_targets
from career_guide.words.messages import Message
from career_guide.words.problems import DataError
from career_guide.words.suggestions import nearest_or_known

_WITH_SLUG: Final = ("role", "specialization", "skill")


class NotSoundError(DataError):
    """The guide would not be sound after the change; nothing was written."""


@dataclass(frozen=True)
class Request:
    """What is to be renamed."""

    kind: Kind
    old: str
    new: str
    """The same as the old one where only slugs change."""
    role: str = ""
    """The role of a specialization; may be left out where there is only one."""
    slugs: Mapping[Locale, str] = field(default_factory=dict)
    """New slugs."""


@dataclass(frozen=True)
class Renaming:
    """What changes, nothing of it written yet."""

    texts: dict[Path, str]
    """The new text of each file that changes, by its place before."""
    before: dict[Path, str]
    """The text that each has now; both with plain line ends."""
    moves: dict[Path, Path]
    """The new place of a file or folder."""


def renaming(project: Path, request: Request) -> Renaming:
    """Work out what changes, and check the guide that comes of it.

    Args:
        project: The project's folder.
        request: What is to be renamed.

    Raises:
        RefusedError: There is no such record, or it cannot have that id or slug.
        DataError: The guide is not sound.
        NotSoundError: It would not be sound after the change.
    """
    opened = Project.in_folder(project)
    guide = opened.open("https://guide.example/").plan.guide
    if request.kind.name == "specialization" and not request.role and len(guide.roles) == 1:
        request = replace(request, role=next(iter(guide.roles)))
    renaming = _Work(project, request, guide, opened.documents).renaming()
    try:
        _check_result(project, renaming)
    except DataError as error:
        raise NotSoundError(error.problems) from None
    return renaming


def _check_result(project: Path, renaming: Renaming) -> None:
    """Load the guide as it would be, from a copy.

    Raises:
        DataError: It would not be sound.
    """
    with tempfile.TemporaryDirectory() as folder:
        trial = Project.in_folder(project).copy_to(Path(folder))
        for path, text in renaming.texts.items():
            (folder / path.relative_to(project)).write_text(text, "utf-8", newline="\n")
        for old, new in renaming.moves.items():
            (folder / old.relative_to(project)).rename(folder / new.relative_to(project))
        trial.check_addresses(trial.open("https://guide.example/"))


class _Work:
    def __init__(self, project: Path, request: Request, guide: Guide, documents: Mapping[str, Document]) -> None:
        self.project = project
        self.request = request
        self.kind = request.kind
        self.guide = guide
        self.documents = documents
        self.texts: dict[str, YamlText] = {name: YamlText(document) for name, document in documents.items()}
        self.docs: dict[Path, Text] = {}

    def renaming(self) -> Renaming:
        self.check()
        moves: dict[Path, Path] = {}
        if self.request.new != self.request.old:
            self.change_record()
            self.change_references()
            self.change_macro_calls()
            moves = self.moves()
        for locale, slug in self.request.slugs.items():
            self.change_slug(locale, slug)
        changed = {self.project / "data" / f"{name}.yml": text for name, text in self.texts.items() if text.edits}
        changed_docs = {path: text for path, text in self.docs.items() if text.edits}
        everything: dict[Path, Text] = {**changed, **changed_docs}
        return Renaming(
            {path: text.result() for path, text in everything.items()},
            {path: text.text for path, text in everything.items()},
            moves,
        )

    # --- what is refused

    def check(self) -> None:
        kind, old, new = self.kind, self.request.old, self.request.new
        if kind.name == "specialization" and self.request.role not in self.guide.roles:
            known = nearest_or_known(self.request.role, sorted(self.guide.roles))
            if not self.request.role:
                raise RefusedError("editing.which_role", nearest_or_known=known)
            raise RefusedError(
                "editing.unknown", kind=Message("words.kind.role"), value=self.request.role, nearest_or_known=known
            )
        existing = self.existing()
        if old not in existing:
            known = nearest_or_known(old, sorted(existing))
            raise RefusedError("editing.unknown", kind=kind.in_words, value=old, nearest_or_known=known)
        if self.request.slugs and kind.name not in _WITH_SLUG:
            raise RefusedError("rename.no_slug", kind=kind.in_words)
        if new != old:
            check_new_id(kind, new, existing, old)
        elif not self.request.slugs:
            raise RefusedError("rename.nothing")
        for locale, slug in self.request.slugs.items():
            record = self.record()
            if record["slug"][locale] == slug:
                raise RefusedError("rename.same_slug", value=slug, locale=locale)

    def existing(self) -> dict[str, list[str]]:
        """All ids of the kind, each with its former ones."""
        return existing_ids(self.guide, self.kind, self.request.role)

    # --- the record itself

    def place(self) -> tuple[str, KeyPath]:
        """The file of the record, and its place there."""
        match self.kind.name:
            case "role":
                return f"roles/{self.request.old}/role", ()
            case "specialization":
                return f"roles/{self.request.role}/specializations/{self.request.old}", ()
            case _:
                within = (self.kind.within,) if self.kind.within else ()
                return self.kind.file, (*within, self.request.old)

    def record(self) -> Any:
        name, path = self.place()
        data = self.documents[name].data
        for part in path:
            data = data[part]
        return data

    def change_record(self) -> None:
        name, path = self.place()
        text = self.texts[name]
        if path:
            text.replace_word(path, self.request.old, self.request.new, of_key=True)
        if "former_ids" in self.kind.record.model_fields:
            formers = self.record().get("former_ids")
            self.add_former(text, (*path, "former_ids"), formers, self.request.old, self.request.new)

    def add_former(self, text: YamlText, path: KeyPath, formers: list[str] | None, old: str, new: str) -> None:
        """Note a former id or slug; one that is taken up again is former no more."""
        if formers is None:
            text.add_field(path[:-1], self.kind.record, str(path[-1]), f"[{old}]")
        elif new in formers:
            text.replace_word((*path, formers.index(new)), new, old)
        else:
            text.add_to_list(path, old)

    def change_slug(self, locale: Locale, slug: str) -> None:
        name, path = self.place()
        text = self.texts[name]
        record = self.record()
        old = record["slug"][locale]
        text.replace_word((*path, "slug", locale), old, slug)
        if "former_slugs" in record:
            self.add_former(text, (*path, "former_slugs", locale), record["former_slugs"][locale], old, slug)
        elif locale == next(iter(self.request.slugs)):
            former = {one: record["slug"][one] if one in self.request.slugs else "" for one in LOCALES}
            value = ", ".join(f"{one}: [{before}]" for one, before in former.items())
            text.add_field(path, self.kind.record, "former_slugs", f"{{{value}}}")

    def moves(self) -> dict[Path, Path]:
        if self.kind.file:
            return {}
        folder = self.project / "data" / "roles"
        if self.kind.name == "role":
            return {folder / self.request.old: folder / self.request.new}
        folder = folder / self.request.role / "specializations"
        return {folder / f"{self.request.old}.yml": folder / f"{self.request.new}.yml"}

    # --- what names it

    def change_references(self) -> None:
        for name, document in self.documents.items():
            file_kind = kind_of(f"{name}.yml")
            assert file_kind is not None
            for path, expected in _values(document.data, Expected.by(file_kind.holds), ()):
                value = _at(document.data, path)
                if value == self.request.old and self.names_it(name, expected):
                    self.texts[name].replace_word(path, self.request.old, self.request.new)
                elif expected.refers_to == "page" and (target := self.renamed_target(value)):
                    self.texts[name].replace_word(path, value, target)
                elif expected.is_prose and GUIDE_LINK in value:
                    self.change_links(name, path, value)

    def names_it(self, name: str, expected: Expected) -> bool:
        """Whether a field of a file whose value is the old id speaks of the record."""
        of_its_role = self.kind.name != "specialization" or name.startswith(f"roles/{self.request.role}/")
        return expected.refers_to == self.kind.reference and of_its_role

    def renamed_target(self, target: str) -> str | None:
        """The new key of a page, or of a place on one, that is named after the record, if it is."""
        if self.kind.name == "level":
            # A level names the salary bands of all roles.
            band = re.fullmatch(rf"(role/[^/]+/band/){re.escape(self.request.old)}", target)
            return band[1] + self.request.new if band else None
        if self.kind.name == "specialization":
            old, new = (
                f"role/{self.request.role}/specialization/{part}" for part in (self.request.old, self.request.new)
            )
            return new if target == old else None
        old, new = (f"{self.kind.name}/{part}" for part in (self.request.old, self.request.new))
        return new + target.removeprefix(old) if target == old or target.startswith(f"{old}/") else None

    def change_links(self, name: str, path: KeyPath, prose: str) -> None:
        for address in dict.fromkeys(link_targets(prose)):
            if not address.startswith(GUIDE_LINK):
                continue
            target = self.renamed_target(address.removeprefix(GUIDE_LINK))
            if target:
                pattern = re.compile(rf"(?<=[(<]){re.escape(address)}(?=[)>\s])")
                self.texts[name].replace_links(path, pattern, GUIDE_LINK + target)

    def change_macro_calls(self) -> None:
        for file in sorted((self.project / "docs").rglob("*.md")):
            text = self.docs[file] = Text(read_text(file, file).text)
            for start, word in _macro_arguments(text.text):
                new = self.renamed_argument(word)
                if new:
                    text.replace(start, start + len(word), new)

    def renamed_argument(self, word: str) -> str | None:
        """What a macro is to be given now: the id of a role, or a key; None where it does not name the record."""
        if self.kind.name == "role" and word == self.request.old:
            return self.request.new
        return self.renamed_target(word)


def existing_ids(guide: Guide, kind: Kind, role: str = "") -> dict[str, list[str]]:
    """All ids of a kind (of a role's specializations), each with its former ones."""
    found: Mapping[str, Any]
    match kind.name:
        case "role":
            found = {role_id: role.profile for role_id, role in guide.roles.items()}
        case "specialization":
            found = guide.roles[role].specialization
        case "tool-category" | "tool-family":
            found = guide.tool_categories if kind.within == "categories" else guide.tool_families
        case _:
            found = getattr(guide, kind.file)
    return {record_id: getattr(record, "former_ids", []) for record_id, record in found.items()}


def _values(data: Any, expected: Expected, path: KeyPath) -> Iterator[tuple[KeyPath, Expected]]:
    """Every text in a file, and what is expected there."""
    if isinstance(data, str):
        yield path, expected
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _values(value, expected.at(key), (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _values(value, expected.at(index), (*path, index))


def _at(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data[part]
    return data


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
