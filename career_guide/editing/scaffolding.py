"""New records and files for an editor to fill in: every field explained, nothing invented.

Generated from the models and their descriptions, so that a new field appears by itself. What is required stands empty
(`career-guide check` tells each); what is optional stands behind a `#` that is taken away where it is needed:

    # Words on a field: a sign and a space.
    #field:
    #  it:
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from career_guide.editing.formatting import WIDTH, in_style, tree_of
from career_guide.editing.kinds import Kind, RefusedError, check_new_id
from career_guide.editing.tree import read_tree
from career_guide.loading import GuideLoader
from career_guide.loading.yaml_source import Document, parse
from career_guide.model.descriptions import declaring, field_description, record_description, value_description
from career_guide.model.fields import Expected, fields_in_order, fields_of
from career_guide.model.kinds import ROLE_FILES, kind_of
from career_guide.model.locales import Locale
from career_guide.model.role import Chapter, Item, Section, Specialization
from career_guide.model.values import Localized, Range, Record
from career_guide.review.schemas import modeline
from career_guide.words.messages import Message, say
from career_guide.words.problems import DataError
from career_guide.words.suggestions import nearest_or_known

OPTIONAL_FILES: Final = tuple(name for name in ROLE_FILES if name != "role")
"""The files that a role may have besides `role.yml`."""

_STEP: Final = 2
_COMMENT_WIDTH: Final = WIDTH - 4
"""The signs before what is optional move it to the right."""
_LISTED: Final = 60
"""How many ids are listed beside a field."""
_WRITTEN_BY_RENAME: Final = ("former_ids", "former_slugs")
_ASKED_FOR: Final = {(Section, "intro"), (Item, "text"), (Chapter, "source"), (Specialization, "source")}
"""Fields that stand open although a record may do without them: one of several must be there, or figures need it."""


@dataclass(frozen=True)
class Written:
    """What is to be written; nothing of it is yet."""

    texts: dict[Path, str]
    """The whole text of each file that is new or changed."""
    lines: dict[Path, int]
    """Where in each file to begin."""
    kept: list[Path]
    """Files that were asked for and are there already."""


@dataclass(frozen=True)
class Scaffolder:
    """Writes for one guide; it need not be sound.

    Args:
        data: The folder with the data.
        locale: The language to explain fields in.
        day: The day of today.
    """

    data: Path
    locale: Locale
    day: date
    _loader: GuideLoader = field(init=False)

    def __post_init__(self) -> None:
        loader = GuideLoader(self.data)
        try:
            loader.load()
        except DataError as error:
            if not loader.context:
                # There is no guide at all.
                raise DataError(error.problems) from None
        object.__setattr__(self, "_loader", loader)

    def role(self, role_id: str, files: Iterable[str]) -> Written:
        """A role, or files that an existing one lacks.

        Args:
            role_id: The name of its folder.
            files: Chapters and the like, by name: see `OPTIONAL_FILES`.

        Raises:
            RefusedError: It cannot have that id, or has all the files already.
        """
        folder = self.data / "roles" / role_id
        asked = list(files)
        if role_id not in self._roles() or not asked:
            check_new_id(_ROLE, role_id, self._roles())
        names = [] if (folder / "role.yml").exists() else ["role"]
        kept = [folder / f"{name}.yml" for name in asked if (folder / f"{name}.yml").exists()]
        names += [name for name in dict.fromkeys(asked) if folder / f"{name}.yml" not in kept]
        if not names:
            raise RefusedError("new.all_there", value=role_id, files=", ".join(f"{name}.yml" for name in asked))
        texts = {folder / f"{name}.yml": self._file(f"roles/{role_id}/{name}.yml", role_id) for name in names}
        return Written(texts, dict.fromkeys(texts, 1), kept)

    def specialization(self, new: str, role_id: str | None) -> Written:
        """A specialization of a role, with the role's chapter on specializations if it has none.

        Args:
            new: The specialization's id.
            role_id: The role; may be None where there is only one.

        Raises:
            RefusedError: There is no such role, or the specialization cannot have that id.
        """
        roles = sorted(self._roles())
        if role_id is None and len(roles) == 1:
            role_id = roles[0]
        if role_id is None:
            raise RefusedError("editing.which_role", nearest_or_known=nearest_or_known("", roles))
        if role_id not in roles:
            known = nearest_or_known(role_id, roles)
            raise RefusedError("editing.unknown", kind=_ROLE.in_words, value=role_id, nearest_or_known=known)
        check_new_id(_SPECIALIZATION, new, self._specializations(role_id))
        names = [f"specializations/{new}"]
        if not (self.data / "roles" / role_id / "specializations.yml").exists():
            names.append("specializations")
        texts = {
            self.data / "roles" / role_id / f"{name}.yml": self._file(f"roles/{role_id}/{name}.yml", new)
            for name in names
        }
        return Written(texts, dict.fromkeys(texts, 1), [])

    def record(self, kind: Kind, new: str) -> Written:
        """A record of a catalogue, at the end of its file.

        Raises:
            RefusedError: It cannot have that id.
            DataError: The catalogue cannot be read.
        """
        document = self._loader.documents.get(kind.file)
        path = (kind.within,) if kind.within else ()
        if document and document.problems:
            raise DataError(document.problems)
        known = _mapping(document, path) if document else None
        if document is None or not isinstance(known, dict):
            raise RefusedError("new.no_catalogue", file=f"{self.data.name}/{kind.file}.yml")
        check_new_id(kind, new, {record_id: _formers(record) for record_id, record in known.items()})
        tree = tree_of(document)
        records = tree.child(kind.within) if kind.within else tree
        lines = _Explained(self.locale, self._ids(None), self.day, new).record(kind.record, _STEP, new)
        (entry,) = read_tree("\n".join([f"{new}:", *lines])).entries
        if len(records.entries) > 1 and records.entries[-1].before[:1] == [""]:
            # Records are an empty line apart.
            entry.before = [""]
        records.entries.append(entry)
        file_kind = kind_of(f"{kind.file}.yml")
        assert file_kind
        text = in_style(tree, file_kind, document.file)
        line = parse(text, Document(document.file)).key_place((*path, new)).line
        file = self.data / f"{kind.file}.yml"
        return Written({file: text}, {file: line}, [])

    def _file(self, name: str, own_id: str) -> str:
        kind = kind_of(name)
        assert kind is not None
        assert kind.record is not None
        role_id = name.split("/")[1]
        explained = _Explained(self.locale, self._ids(role_id, own_id), self.day, own_id)
        about = record_description(kind.record, self.locale)
        header = [*_comment(about, 0), *_comment(say("new.how", self.locale), 0), modeline(name)]
        is_list = kind.holds is not kind.record
        lines = explained.item(kind.record, 0, "") if is_list else explained.record(kind.record, 0, "")
        # What is said of the first field is not said of the file.
        return "\n".join([*header, "", *lines, ""])

    # --- what there is

    def _roles(self) -> dict[str, list[str]]:
        documents = self._loader.documents
        return {
            role_id: _formers(documents[f"roles/{role_id}/role"].data) if f"roles/{role_id}/role" in documents else []
            for role_id in self._loader.context["ids"]["role"]
        }

    def _specializations(self, role_id: str) -> dict[str, list[str]]:
        folder = f"roles/{role_id}/specializations/"
        return {
            name.removeprefix(folder): _formers(document.data)
            for name, document in self._loader.documents.items()
            if name.startswith(folder)
        }

    def _ids(self, role_id: str | None, own_id: str = "") -> dict[str, list[str]]:
        """The ids that exist, by kind, in the order of their files where they have one."""
        ids = {kind: sorted(known or ()) for kind, known in self._loader.context["ids"].items()}
        if role_id:
            variants = [part for part in self._specializations(role_id) if part != own_id]
            ids["specialization"] = sorted(variants)
        return ids


_ROLE: Final = Kind("role")
_SPECIALIZATION: Final = Kind("specialization")


def _mapping(document: Document, path: Sequence[str]) -> Any:
    data = document.data
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _formers(record: Any) -> list[str]:
    formers = record.get("former_ids") if isinstance(record, dict) else None
    return formers if isinstance(formers, list) else []


@dataclass
class _Explained:
    """The lines of a record, its fields explained; what was explained once is referred to later."""

    locale: Locale
    ids: Mapping[str, list[str]]
    day: date
    own_id: str
    seen: dict[type[Record], str] = field(default_factory=dict)
    """Where each kind of record was explained."""
    said: set[object] = field(default_factory=set)
    """What else was said: fields that several records inherit, ids of each kind."""

    def record(self, record: type[Record], indent: int, where: str) -> list[str]:
        """The fields of a record, each on a line of its own."""
        if record in self.seen:
            lines = _comment(self.say("new.as_above", where=self.seen[record]), indent)
            names = [name for name in fields_in_order(record) if self.is_open(record, name)]
            return lines + [line for name in names for line in self.body(record, name, indent, where)]
        self.seen[record] = where
        lines = []
        for name in fields_in_order(record):
            if name in _WRITTEN_BY_RENAME:
                continue
            place = f"{where}.{name}" if where else name
            words = self.words(record, name, indent)
            body = self.body(record, name, indent, place)
            if not self.is_open(record, name):
                body = [f"{line[:indent]}#{line[indent:]}" for line in body]
            lines += [*words, *body]
        return lines

    def item(self, record: type[Record], indent: int, where: str) -> list[str]:
        """A list with one record in it."""
        lines = self.record(record, indent + _STEP, where)
        first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
        above = [line[_STEP:] for line in lines[:first]]
        dashed = f"{' ' * indent}- {lines[first][indent + _STEP :]}"
        return [*above, dashed, *lines[first + 1 :]]

    @staticmethod
    def is_open(record: type[Record], name: str) -> bool:
        """Whether a field stands without a `#`."""
        asked = any(issubclass(record, owner) and name == one for owner, one in _ASKED_FOR)
        return asked or fields_of(record)[name].is_required

    def body(self, record: type[Record], name: str, indent: int, where: str) -> list[str]:
        """A field, and what stands below it."""
        expected = Expected.by(record).at(name)
        head = f"{' ' * indent}{name}:"
        inner = expected.part
        if inner is None or inner is Range:
            value = self.value(name, expected)
            return [f"{head} {value}" if value else head]
        if issubclass(inner, Localized):
            slug = f" {self.own_id}" if name == "slug" else ""
            return [head, *(f"{' ' * (indent + _STEP)}{locale}:{slug}" for locale in inner.model_fields)]
        if inner in self.seen and not self.is_open(record, name):
            return [head]
        if expected.record:
            return [head, *self.record(inner, indent + _STEP, where)]
        return [head, *self.item(inner, indent + _STEP, where)]

    def value(self, name: str, expected: Expected) -> str:
        """What is known of a field beforehand: the only possible value, what holds without it, today."""
        if len(expected.options) == 1:
            return expected.options[0]
        if expected.holds is bool:
            return "true"
        if expected.options and isinstance(expected.default, str):
            return expected.default
        return self.day.isoformat() if name in {"reviewed", "date"} else ""

    def words(self, record: type[Record], name: str, indent: int) -> list[str]:
        """What is said of a field above it."""
        if (declaring(record, name), name) in self.said:
            return []
        self.said.add((declaring(record, name), name))
        expected = Expected.by(record).at(name)
        inner = expected.part
        said = [field_description(record, name, self.locale)]
        texts = Expected.by(inner).at("it") if inner and issubclass(inner, Localized) else expected
        if texts.entry.holds is not None and not texts.entry.record:
            said.append(self.say("new.list"))
        if inner is Range:
            if Range not in self.seen:
                said.append(record_description(Range, self.locale))
                self.seen[Range] = name
        elif inner in self.seen and not self.is_open(record, name):
            assert inner is not None
            said.append(self.say("new.as_above", where=self.seen[inner]))
        kind = expected.refers_to or expected.entry.refers_to
        if kind == "page":
            said.append(self.say("new.pages"))
        elif kind:
            said.append(self.known(kind))
        lines = _comment(" ".join(sentence for sentence in said if sentence), indent)
        if len(expected.options) > 1:
            for option in expected.options:
                lines += _comment(f"- {option}: {value_description(record, name, option, self.locale)}", indent)
        return lines

    def known(self, kind: str) -> str:
        """The ids that a field may name."""
        if kind in self.said:
            return ""
        self.said.add(kind)
        ids = self.ids.get(kind, [])
        if not ids:
            return self.say("suggestions.none")
        return self.say("new.ids", ids=", ".join(ids[:_LISTED]) + (", …" if len(ids) > _LISTED else ""))

    def say(self, key: str, **words: Any) -> str:
        return Message(key, words).text(self.locale)


def _comment(text: str, indent: int) -> list[str]:
    sign = f"{' ' * indent}# "
    return textwrap.wrap(
        text,
        _COMMENT_WIDTH,
        initial_indent=sign,
        subsequent_indent=sign,
        break_long_words=False,
        break_on_hyphens=False,
    )
