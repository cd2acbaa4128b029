"""New records and files for an editor to fill in: every field explained, nothing invented.

Generated from the models and their descriptions, so that a new field appears by itself. What is required stands empty
(`career-guide check` reports each); what is optional stands behind a `#` that is taken away where it is needed. A new
role, and a new chapter of a role that is there, is a draft, which previews show at once:

    # Words on a field: a sign and a space.
    #field:
    #  it:
"""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from career_guide.editing.formatting import in_style, tree_of
from career_guide.editing.kinds import check_new_id, records, the_role
from career_guide.editing.tree import read_tree
from career_guide.loading import GuideLoader
from career_guide.loading.yaml_source import Document, parse
from career_guide.model.descriptions import declaring, field_description, record_description, value_description
from career_guide.model.fields import Expected, fields_in_order, fields_of
from career_guide.model.figures import Range
from career_guide.model.kinds import CHAPTERS, KINDS, Kind, kind_of
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.role import Chapter, Item, Section, Specialization
from career_guide.model.values import Localized, Record
from career_guide.review.schemas import modeline
from career_guide.words.messages import say
from career_guide.words.problems import DataError, RefusedError

OPTIONAL_FILES: Final = (*CHAPTERS, "changes")
"""The files that a role may have besides `role.yml`."""

_COMMENT_WIDTH: Final = 100
_LISTED: Final = 60
"""How many ids are listed beside a field."""
_UNTIL_REVIEW: Final = timedelta(days=182)
"""After how long a new role is looked at again, unless its editor writes another day: half a year."""
_WRITTEN_BY_RENAME: Final = ("former_ids", "former_slugs")
_ASKED_FOR: Final = {(Section, "intro"), (Item, "text"), (Chapter, "source"), (Specialization, "source")}
"""Optional fields that are not commented out: one of several must be there, or figures need it."""


@dataclass(frozen=True)
class Scaffold:
    """What is to be written; nothing of it is yet."""

    texts: dict[Path, str]
    """The whole text of each file that is new or changed."""
    line: int = 1
    """Where to begin in them."""
    kept: tuple[Path, ...] = ()
    """Files that were asked for and are there already."""


class Scaffolder:
    """Writes for one guide, which need not be sound; explains fields in a language, and knows the day of today.

    Raises:
        DataError: There is no guide in the folder of the data.
    """

    def __init__(self, data: Path, locale: Locale, day: date) -> None:
        self.data = data
        self.locale = locale
        self.day = day
        loader = GuideLoader(data)
        try:
            loader.load()
        except DataError:
            if not loader.ids:
                raise
        self.documents = loader.documents
        self.ids = {kind: sorted(known or ()) for kind, known in loader.ids.items()}

    def scaffold(self, kind: Kind, new: str, role_id: str = "", files: Iterable[str] = ()) -> Scaffold:
        """A new record: at the end of its catalogue, or in a file of its own with the other files that it needs.

        Args:
            kind: What it is.
            new: Its id. That of a role may exist if files are asked for.
            role_id: The role of a specialization; may be empty where there is only one.
            files: What a role is to have besides `role.yml`: see `OPTIONAL_FILES`.

        Raises:
            RefusedError: It cannot have that id, has all the files already, or there is no such role or catalogue.
            DataError: The catalogue cannot be read.
        """
        asked = tuple(dict.fromkeys(files))
        is_part = kind.name == "specialization"
        role_id = the_role(role_id, self.ids["role"]) if is_part else new
        existing = records(self.documents, kind, role_id if is_part else "")
        if new not in existing or not asked:
            check_new_id(kind, new, existing)
        if kind.is_catalogued:
            return self._record(kind, new)
        asked = ("specializations",) if is_part else asked
        folder = self.data / "roles" / role_id
        names = [f"specializations/{new}" if is_part else "role", *asked]
        missing = [name for name in names if not (folder / f"{name}.yml").exists()]
        if not missing:
            raise RefusedError("new.all_there", value=role_id, files=", ".join(f"{name}.yml" for name in asked))
        # Where the role is a draft itself, its chapters need not be.
        drafts = missing[:1] if missing[0] == "role" else missing
        ids = self.ids | {"specialization": sorted(records(self.documents, KINDS["specialization"], role_id))}
        texts = {
            folder / f"{name}.yml": self._file(
                f"roles/{role_id}/{name}.yml",
                _Explained(self.locale, ids, self.day, new, self._market(), is_draft=name in drafts),
            )
            for name in missing
        }
        kept = (folder / f"{name}.yml" for name in asked if name not in missing and not is_part)
        return Scaffold(texts, kept=tuple(kept))

    def _market(self) -> str:
        """The country that most roles are described for; empty where there is none yet."""
        profiles = [self.documents[f"roles/{role_id}/role"].data for role_id in self.ids["role"]]
        markets = [str(profile.get("market", "")) for profile in profiles if isinstance(profile, dict)]
        return max(markets, key=markets.count, default="")

    def _record(self, kind: Kind, new: str) -> Scaffold:
        document = self.documents.get(kind.file)
        if document and document.problems:
            raise DataError(document.problems)
        within = (kind.within,) if kind.within else ()
        data = document.data if document else None
        if document is None or not isinstance(
            data.get(kind.within) if within and isinstance(data, dict) else data, dict
        ):
            raise RefusedError("new.no_catalogue", file=f"{self.data.name}/{kind.file}.yml")
        tree = tree_of(document)
        catalogue = tree.child(kind.within) if kind.within else tree
        lines = _Explained(self.locale, self.ids, self.day, new).record(kind.record, new)
        (entry,) = read_tree("\n".join([f"{new}:", *_deeper(lines)])).entries
        if len(catalogue.entries) > 1 and catalogue.entries[-1].before[:1] == [""]:
            # Records are an empty line apart.
            entry.before = [""]
        catalogue.entries.append(entry)
        text = in_style(tree, document.file)
        line = parse(text, Document(document.file)).key_place((*within, new)).line
        return Scaffold({self.data / f"{kind.file}.yml": text}, line)

    def _file(self, file: str, explained: "_Explained") -> str:
        kind = kind_of(file)
        assert kind
        assert kind.record
        header = _comment(f"{record_description(kind.record, self.locale)}\n{say('new.how', self.locale)}")
        lines = explained.record(kind.record, "")
        if Expected.by(kind.holds).many:
            lines = _item(lines)
        # The empty line keeps the first field's comment apart from that of the file.
        text = "\n".join([*header, modeline(file), "", *lines])
        return in_style(read_tree(text), Path(self.data.name, file))


@dataclass
class _Explained:
    """The lines of a record, its fields explained; what was explained once is referred to later."""

    locale: Locale
    ids: Mapping[str, list[str]]
    day: date
    own_id: str
    market: str = ""
    is_draft: bool = False
    seen: dict[type[Record], str] = field(default_factory=dict)
    """Where each kind of record was explained."""
    known: set[object] = field(default_factory=set)
    """What else was explained: fields that several records inherit, ids of each kind."""

    def record(self, record: type[Record], where: str) -> list[str]:
        """The fields of a record, each on a line of its own."""
        if record in self.seen:
            lines = _comment(say("new.as_above", self.locale, where=self.seen[record]))
            names = [name for name in fields_in_order(record) if _is_open(record, name)]
            return lines + [line for name in names for line in self.body(record, name, where)]
        self.seen[record] = where
        lines = []
        for name in fields_in_order(record):
            if name not in _WRITTEN_BY_RENAME:
                lines += self.words(record, name)
                sign = "" if _is_open(record, name) or (name == "draft" and self.is_draft) else "#"
                lines += [sign + line for line in self.body(record, name, f"{where}.{name}".removeprefix("."))]
        return lines

    def body(self, record: type[Record], name: str, where: str) -> list[str]:
        """A field, and what stands below it."""
        expected = fields_of(record)[name]
        inner = expected.part
        if inner is None or inner is Range:
            return [f"{name}: {self.value(name, expected)}".rstrip()]
        if issubclass(inner, Localized):
            value = f" {self.own_id}" if name == "slug" else ""
            lines = [f"{locale}:{value}" for locale in inner.model_fields]
        elif inner in self.seen and not _is_open(record, name):
            return [f"{name}:"]
        else:
            lines = self.record(inner, where)
        return [f"{name}:", *_deeper(_item(lines) if expected.many else lines)]

    def value(self, name: str, expected: Expected) -> str:
        """A value that is known beforehand: the only possible one, the default, today's date, what other roles have."""
        if len(expected.options) == 1:
            return expected.options[0]
        if expected.holds is bool:
            return "true"
        if expected.options and isinstance(expected.default, str):
            return expected.default
        known = {
            "reviewed": self.day.isoformat(),
            "date": self.day.isoformat(),
            "review_by": (self.day + _UNTIL_REVIEW).isoformat(),
            "market": self.market,
        }
        return known.get(name, "")

    def words(self, record: type[Record], name: str) -> list[str]:
        """The comment above a field; none where the same field was explained before."""
        if not self._is_new((declaring(record, name), name)):
            return []
        expected = fields_of(record)[name]
        inner = expected.part
        sentences = [field_description(record, name, self.locale)]
        texts = expected.at(LOCALES[0]) if inner and issubclass(inner, Localized) else expected
        if texts.many and not texts.part:
            sentences.append(say("new.list", self.locale))
        if inner is Range and Range not in self.seen:
            sentences.append(record_description(Range, self.locale))
            self.seen[Range] = name
        elif inner in self.seen and inner is not Range and not _is_open(record, name):
            sentences.append(say("new.as_above", self.locale, where=self.seen[inner]))
        kind = expected.refers_to or expected.entry.refers_to
        if kind == "page":
            sentences.append(say("new.pages", self.locale))
        elif kind and self._is_new(kind):
            ids = self.ids.get(kind, [])
            shown = ", ".join(ids[:_LISTED]) + (", …" if len(ids) > _LISTED else "")
            sentences.append(say("new.ids", self.locale, ids=shown) if ids else say("suggestions.none", self.locale))
        lines = _comment(" ".join(filter(None, sentences)))
        if len(expected.options) > 1:
            for option in expected.options:
                lines += _comment(f"- {option}: {value_description(expected.holds, option, self.locale)}")
        return lines

    def _is_new(self, what: object) -> bool:
        is_new = what not in self.known
        self.known.add(what)
        return is_new


def _is_open(record: type[Record], name: str) -> bool:
    """Whether a field is not commented out."""
    asked = any(issubclass(record, owner) and name == one for owner, one in _ASKED_FOR)
    return asked or fields_of(record)[name].is_required


def _item(lines: list[str]) -> list[str]:
    """The lines of a record as an entry of a list; comments above its first field stand above the dash."""
    first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    return [*lines[:first], f"- {lines[first]}", *_deeper(lines[first + 1 :])]


def _deeper(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _comment(text: str) -> list[str]:
    paragraphs = (textwrap.wrap(one, _COMMENT_WIDTH, break_on_hyphens=False) for one in text.split("\n"))
    return [f"# {line}" for lines in paragraphs for line in lines]
