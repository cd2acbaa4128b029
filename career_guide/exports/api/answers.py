"""The guide's records → answers: plain data, and that data as JSON or as a table.

`Answers` finds the records that an answer is made of, with what the API adds to them; `shown` walks through them by
their shape. Tables are CSV as RFC 4180 has it, one row for each entry of a list: a field of a field is a column of its
own. A text that a spreadsheet would take for a formula is preceded by an apostrophe.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic_core import to_json

from career_guide.exports.api.shapes import (
    Job,
    Linked,
    Meta,
    Named,
    NamedSource,
    OfRole,
    RoleParts,
    Shape,
    Used,
    shape_of,
)
from career_guide.model import careers, licence, prose
from career_guide.model.fields import Expected, title_of
from career_guide.model.guide import Role, Use
from career_guide.model.kinds import KINDS
from career_guide.model.locales import LOCALES
from career_guide.model.values import Record, Text
from career_guide.site.moves import moved_keys
from career_guide.site.permanent import permanent_path
from career_guide.site.plan import SitePlan
from career_guide.words.wording import Wording

FOLDER: Final = "api/v1/"
"""Where the API stands, below the site's root. Published addresses never change: another version is another folder."""
OPENAPI: Final = "openapi.json"
_DOCUMENTATION: Final = "page/api"
_GUIDE_LINK: Final = re.compile(rf"(?<=\]\(){prose.GUIDE_LINK}([^)\s]+)")
_TAKEN_FOR_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Parts = tuple[Record, ...]
"""The records of one object, in the order of its shape."""


def path_of(key: str) -> str | None:
    """The path of the answer on what a key names, below the API's folder; None where it has none of its own."""
    match key.split("/"):
        case ["role", role_id]:
            return f"roles/{role_id}.json"
        case ["role", role_id, "chapter" | "specialization" as part, part_id]:
            return f"roles/{role_id}/{part}s/{part_id}.json"
        case [kind, record_id] if kind in KINDS and KINDS[kind].pages == "each":
            return f"{KINDS[kind].plural}/{record_id}.json"
    return None


class Answers:
    """Makes answers out of the guide; `root` is the site's, from the file that is made (see `Renderer.root`)."""

    def __init__(self, plan: SitePlan, root: str) -> None:
        self.plan = plan
        self.guide = plan.guide
        self.root = root

    def address(self, path: str) -> str:
        """The address of a file of the API."""
        return f"{self.root}{FOLDER}{path}"

    @cached_property
    def keys(self) -> dict[str, str]:
        """Every present and former key → the key of today."""
        return {key: key for key in self.plan.all_keys()} | moved_keys(self.plan)

    # --- records → plain data

    def shown(self, shape: Shape, parts: Parts) -> dict[str, Any]:
        """An object of an answer."""
        values = dict(zip(shape.parts, parts, strict=True))
        role = next((self.guide.roles.get(part.role) for part in parts if isinstance(part, OfRole)), None)
        return {
            name: self._value(getattr(values[record], name), expected, role)
            for name, (record, expected) in shape.fields.items()
        }

    def _value(self, value: Any, expected: Expected, role: Role | None) -> Any:
        if value is None:
            return None
        if expected.many:
            return [self._value(entry, expected.entry, role) for entry in value]
        if (shape := shape_of(expected)) is None:
            return self._with_permalinks(value) if expected.is_prose else value
        record = value if expected.record else self._named(expected.refers_to or "", value, role)
        fields = shape.fields.items()
        return {name: self._value(getattr(record, name), inner, role) for name, (_, inner) in fields}

    def _with_permalinks(self, text: str) -> str:
        return _GUIDE_LINK.sub(lambda link: self.root + permanent_path(link[1]), text)

    def _named(self, kind: str, record_id: str, role: Role | None) -> Named:
        """What an id refers to."""
        if kind == "source":
            source = self.guide.sources[record_id]
            name = source.short or source.title
            return NamedSource(id=record_id, name=name, published=source.published, dating=source.dating)
        held = role.specialization if kind == "specialization" and role else self.guide.records(kind)
        record = held[record_id]
        return Named(id=record_id, name=title_of(record.profile if isinstance(record, Role) else record))

    # --- keys → records, with what the API adds

    def of(self, key: str) -> Parts:
        """The records that make up the answer on what a key names.

        Raises:
            ValueError: Nothing of that kind has an answer.
        """
        match key.split("/"):
            case ["role", role_id, *rest]:
                role = self.guide.roles[role_id]
                return self.linked(key), self.state(role), *self._of_role(role, rest)
            case [kind, record_id] if kind in KINDS:
                used = Used(used_by=list(map(_key, self.guide.uses(kind, record_id))))
                shared = self.linked(key), self.guide.records(kind)[record_id]
                return (*shared, used) if KINDS[kind].pages == "each" else shared
            case ["edition", month, "role", role_id]:
                return self.linked(key), next(each.roles[role_id] for each in self.plan.editions if each.month == month)
        raise ValueError(key)

    def _of_role(self, role: Role, rest: list[str]) -> Parts:
        match rest:
            case []:
                chapters = [self.linked(f"role/{role.id}/chapter/{chapter}") for chapter in role.chapters]
                variants = [self.linked(f"role/{role.id}/specialization/{part}") for part in role.specialization]
                return role.profile, RoleParts(chapters=chapters, specializations=variants, changes=role.changes)
            case ["chapter", chapter_id]:
                chapter = role.chapter(chapter_id)
                assert chapter is not None
                return (chapter,)
            case ["specialization", part_id]:
                return (role.specialization[part_id],)
            case ["band", level]:
                return (role.bands[level],)
        raise ValueError(rest)

    def linked(self, key: str) -> Linked:
        """What identifies something that has a page."""
        path = path_of(key)
        return Linked(
            id=key.rpartition("/")[2],
            key=key,
            title=Text.each(lambda locale: self.plan.title(key, locale)),
            permalink=self.root + permanent_path(key),
            pages=Text.each(lambda locale: self.root + self.plan.path(key, locale)),
            api=path and self.address(path),
        )

    def job(self, key: str) -> Job:
        """A job on the career map, which need not have a page."""
        permalink = None if key.startswith("post/") else self.root + permanent_path(key)
        return Job(key=key, title=careers.job(self.guide, key).title, permalink=permalink)

    def state(self, role: Role) -> OfRole:
        """Which state of a role's data is shown."""
        return OfRole(role=role.id, revision=role.revision, reviewed=role.profile.reviewed)

    @cached_property
    def meta(self) -> Meta:
        """What holds for every answer."""
        pages = {locale: self.plan.find(_DOCUMENTATION, locale) for locale in LOCALES}
        named = "api.attribution" if urlsplit(self.root).netloc else "api.attribution_alone"
        return Meta(
            guide=self.root,
            licence=licence.NAME,
            licence_url=licence.ADDRESS,
            attribution=self.label(named, address=self.root),
            figures=self.label("api.figures"),
            classifications=self.label("api.classifications"),
            documentation=(
                Text(**{locale: self.root + page.path for locale, page in pages.items() if page})
                if all(pages.values())
                else None
            ),
            openapi=self.address(OPENAPI),
        )

    def label(self, key: str, **words: object) -> Text:
        """A label in both languages."""
        return Text.each(lambda locale: Wording(self.guide.labels, locale).label(key, **words))


def _key(use: Use) -> str:
    role = f"role/{use.role.id}"
    return f"{role}/specialization/{use.specialization_id}" if use.specialization_id else role


# --- plain data → files


def as_json(data: Any) -> str:
    """A file in JSON; days are written as `2026-11-24`."""
    return f"{to_json(data, indent=1).decode()}\n"


def as_table(shape: Shape, rows: Iterable[Mapping[str, Any]]) -> str:
    """A file in CSV."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(name for name, _ in _cells(shape, None, ""))
    writer.writerows([cell for _, cell in _cells(shape, row, "")] for row in rows)
    return lines.getvalue()


def _cells(shape: Shape, value: Mapping[str, Any] | None, prefix: str) -> Iterator[tuple[str, Any]]:
    """The columns of a row, each with its value."""
    for name, (_, expected) in shape.fields.items():
        part = value[name] if value else None
        if inner := shape_of(expected):
            yield from _cells(inner, part, f"{prefix}{name}_")
        else:
            yield f"{prefix}{name}", _cell(part, expected)


def _cell(value: Any, expected: Expected) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        entries = [entry["id"] if expected.entry.refers_to and isinstance(entry, dict) else entry for entry in value]
        is_plain = all(isinstance(entry, str) for entry in entries)
        value = "; ".join(entries) if is_plain else json.dumps(entries, ensure_ascii=False, default=date.isoformat)
    return f"'{value}" if isinstance(value, str) and value.startswith(_TAKEN_FOR_FORMULA) else value
