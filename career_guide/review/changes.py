"""What changed for a reader between two states of the guide, in sentences.

Both guides are taken apart into what a reader can notice – parts with a name, texts, figures, dates – each under a key
of its own, and the two lists are compared. What only an editor sees has no key: order, comments, markup, links, search
terms, the entries of `changes.yml`. A new field of any record takes part by itself. A record with a new id is the same
one where it names its former id.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import partial
from typing import Any, Final

from pydantic import BaseModel

from career_guide.model import prose
from career_guide.model.article import Article
from career_guide.model.descriptions import value_description
from career_guide.model.fields import Expected
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CATALOGUED, KINDS
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import Figure, Localized, Range, Record, Renamable
from career_guide.words.bilingual import Said, in_each, said
from career_guide.words.messages import group_of
from career_guide.words.wording import Wording

_NAMES: Final = ("short", "title", "name", "term", "statement")
"""Fields that say what a record is called; the first that it has. A key fact has a `label`."""
_KEYS: Final = ("id", "area", "level", "skill", "certification", "tool", "category", "family", "scheme")
"""By what the entries of a list are known again; the first that they have."""
_NAMED_IN: Final[Mapping[str, str]] = {
    kind.reference: kind.plural for kind in KINDS.values() if kind.name != "specialization"
}
"""Where the guide holds what an id names, by the kind that references give."""
_UNSEEN: Final = frozenset(
    {"id", "former_ids", "former_slugs", "search_terms", "related", "position", "uri", "ordered", "checklist", "esco"}
    | {"chapter", "currency", "market", "changes", "revision", "labels", "job_description"}
)
"""Fields that a reader does not see, or that are told in another way."""
_FOR_THE_PAGE: Final = frozenset({"source", "as_of", "slug", "reviewed", "review_by"})
"""Fields that are told of a page as a whole, however many of its parts they change."""
_FILES: Final[Mapping[str, str]] = {kind.plural: kind.file for kind in CATALOGUED}
"""The file that the records of a kind stand in."""
_LONGEST_NAME: Final = 60
"""Characters of a text that stands for the name of a part without a title."""

Key = tuple[str, ...]


class _Matters(IntEnum):
    """How much a change matters to a reader, the most first."""

    PAGE = 0
    """A page that came, went or has another name."""
    FIGURE = 1
    PART = 2
    TEXT = 3
    DETAIL = 4
    """Dates, sources, addresses."""


@dataclass(frozen=True)
class GuideChange:
    """One thing that changed for readers."""

    matters: int
    """The lower, the more it matters to a reader."""
    file: str
    """Below the project's folder: `data/roles/key-account-manager/salary.yml`."""
    role_id: str | None
    """The role that it belongs to, by its id of today; None for what all roles share, and for a role that went."""
    said: Said
    """A sentence."""


@dataclass(frozen=True)
class _Seen:
    """Something that a reader can notice."""

    matters: _Matters
    where: Said
    """The page, and the part of it that it stands in."""
    shown: Said
    """What is shown: a name, a text, a figure with its unit."""
    file: str
    role_id: str | None
    is_record: bool = False
    """Whether what is shown is the name of a part."""
    refers_to: str = ""
    """The id of today of the record that it names; another name is told where that stands."""
    former_ids: tuple[str, ...] = ()
    """What the last part of its key was before."""


def guide_changes(before: Guide, after: Guide) -> list[GuideChange]:
    """What changed in the data, the most important first."""
    ids = _ids_of_today(before, after)
    old, new = dict(_Taken(before, ids).apart()), dict(_Taken(after, ids).apart())
    for key, seen in new.items():
        for former in seen.former_ids:
            old = _under_another_key(old, (*key[:-1], former), key)
    found = _changes(old, new)
    of_today = (replace(each, role_id=each.role_id if each.role_id in after.roles else None) for each in found)
    return sorted(of_today, key=lambda change: change.matters)


def _changes(old: Mapping[Key, _Seen], new: Mapping[Key, _Seen]) -> list[GuideChange]:
    found: list[GuideChange] = []
    for key in [*new, *(key for key in old if key not in new)]:
        if _is_told_with_more(key, old, new):
            continue
        change = _change(old.get(key), new.get(key))
        if change and change not in found:
            found.append(change)
    return found


def _under_another_key(found: dict[Key, _Seen], former: Key, key: Key) -> dict[Key, _Seen]:
    """The same with a part, and all that is in it, under the key of today."""
    if former not in found or key in found:
        return found
    length = len(former)
    return {(*key, *old[length:]) if old[:length] == former else old: seen for old, seen in found.items()}


def _is_told_with_more(key: Key, old: Mapping[Key, _Seen], new: Mapping[Key, _Seen]) -> bool:
    """Whether it belongs to something that came or went as a whole."""
    return any((key[:length] in old) != (key[:length] in new) for length in range(1, len(key)))


def _change(old: _Seen | None, new: _Seen | None) -> GuideChange | None:
    seen = new or old
    assert seen is not None
    if old and new and (old.shown == new.shown or (old.refers_to and old.refers_to == new.refers_to)):
        return None
    if seen.is_record:
        key = "renamed" if old and new else "added" if new else "removed"
    elif seen.matters == _Matters.TEXT:
        key = "rewritten"
    else:
        key = "value" if old and new else "value_added" if new else "value_removed"
    words = {"before": old.shown if old else "", "after": new.shown if new else ""}
    sentence = dict(said(f"diff.{key}", where=seen.where, name=seen.shown, **words))
    if old and new:
        # In a language in which it is the same, there is no before and after.
        kind = "rewritten" if seen.matters == _Matters.TEXT else "renamed" if seen.is_record else "value"
        same = said(f"diff.{kind}_elsewhere", where=seen.where, **words)
        sentence |= {locale: same[locale] for locale in LOCALES if old.shown[locale] == new.shown[locale]}
    return GuideChange(seen.matters, seen.file, seen.role_id, sentence)


def _ids_of_today(before: Guide, after: Guide) -> dict[tuple[str, str], str]:
    """What the ids of before are today, where they are others, by kind and id."""
    found: dict[tuple[str, str], str] = {}
    for kind, name in _NAMED_IN.items():
        old, new = getattr(before, name), getattr(after, name)
        found |= {(kind, former): today for former, today in _renamed(old, new)}
    for role_id, role in before.roles.items():
        now = after.roles.get(found.get(("role", role_id), role_id))
        if now:
            found |= {
                ("specialization", former): today for former, today in _renamed(role.specialization, now.specialization)
            }
    return found


def _renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for today, record in new.items():
        own = record.profile if isinstance(record, Role) else record
        for former in own.former_ids if isinstance(own, Renamable) else ():
            if former in old and former not in new:
                yield former, today


class _Taken:
    """A guide taken apart.

    Args:
        guide: The guide.
        ids: What its ids are today, where they are others, by kind and id.
    """

    def __init__(self, guide: Guide, ids: Mapping[tuple[str, str], str]) -> None:
        self.guide = guide
        self._ids = ids
        self._words = {locale: Wording(guide.labels, locale) for locale in LOCALES}

    def apart(self) -> Iterator[tuple[Key, _Seen]]:
        """All that a reader can notice, each under its key."""
        for role_id, role in self.guide.roles.items():
            yield from self._role(self._id("role", role_id), role)
        for kind, name in _NAMED_IN.items():
            if name == "roles":
                continue
            where, file = self._label(f"catalogues.{name}"), f"data/{_FILES[name]}.yml"
            at = _Seen(_Matters.PAGE, where, {}, file, None, is_record=True)
            for record_id, record in getattr(self.guide, name).items():
                yield from self._record((name, self._id(kind, record_id)), record, at)

    def _role(self, role_id: str, role: Role) -> Iterator[tuple[Key, _Seen]]:
        self._role_now = role
        folder = f"data/roles/{role_id}"
        title, key = _both(role.profile.title), ("role", role_id)
        at = _Seen(_Matters.PAGE, said("diff.page.roles"), title, f"{folder}/role.yml", role_id, is_record=True)
        yield key, at
        overview = replace(at, where=self._label("chapters.overview"))
        yield from self._fields((*key, "overview"), role.profile, overview)
        for chapter_id in role.chapters:
            chapter = role.chapter(chapter_id)
            assert chapter is not None
            page = self._label(f"chapters.{chapter_id}")
            file = f"{folder}/{chapter_id}.yml"
            yield (*key, chapter_id), replace(at, where=title, shown=page, file=file)
            yield from self._fields((*key, chapter_id), chapter, replace(at, where=page, file=file))
        for part_id, part in role.specialization.items():
            own = self._id("specialization", part_id)
            file = f"{folder}/specializations/{own}.yml"
            inside = replace(at, where=self._label("chapters.specializations"), file=file)
            yield from self._record((*key, "specialization", own), part, inside)

    def _record(self, key: Key, record: Record, at: _Seen) -> Iterator[tuple[Key, _Seen]]:
        """A record with a name, and all that is in it."""
        name = self._name(record)
        refers_to = "" if _own_name(record) else key[-1]
        formers = tuple(record.former_ids) if isinstance(record, Renamable) else ()
        yield key, replace(at, shown=name, is_record=True, refers_to=refers_to, former_ids=formers)
        yield from self._fields(key, record, replace(at, where=said("diff.part", page=at.where, part=name)))

    def _fields(self, key: Key, record: Record, at: _Seen) -> Iterator[tuple[Key, _Seen]]:
        at = replace(at, matters=_Matters.PART)
        if getattr(record, "ordered", False):
            order = ", ".join(entry.id for entry in getattr(record, "items", ()))
            yield (*key, "order"), self._seen(key, _Matters.TEXT, dict.fromkeys(LOCALES, order), at)
        own = {name for name in (*_NAMES[:1], _own_name(record), _identifying(record)) if name}
        for name in type(record).model_fields:
            value, expected = getattr(record, name), Expected.by(type(record)).at(name)
            if name in _UNSEEN or name in own or value in (None, []):
                continue
            if expected.options:
                yield (*key, name), self._seen((*key, name), _Matters.DETAIL, self._shown(record, name), at)
            else:
                yield from self._value((*key, name), value, expected, at)

    def _value(self, key: Key, value: Any, expected: Expected, at: _Seen) -> Iterator[tuple[Key, _Seen]]:
        match value:
            case Range() | Figure():
                yield key, self._seen(key, _Matters.FIGURE, self._figure(value, expected), at)
                for rests_on in ("source", "as_of") if isinstance(value, Figure) else ():
                    if getattr(value, rests_on):
                        inner = expected.at(rests_on)
                        yield from self._value((*key, rests_on), getattr(value, rests_on), inner, at)
            case Localized() if key[-1] == "slug":
                yield key, self._seen(key, _Matters.DETAIL, _both(value), at)
            case Localized():
                yield key, self._seen(key, _Matters.TEXT, in_each(lambda locale: _plain(value[locale])), at)
            case Record():
                if _own_name(value):
                    yield from self._record(key, value, at)
                else:
                    yield from self._fields(key, value, replace(at, where=self._with_field(key, at.where)))
            case [BaseModel(), *_]:
                known = _identifying(value[0])
                for place, entry in enumerate(value):
                    own = self._id(known, getattr(entry, known)) if known else str(place)
                    yield from self._record((*key, own), entry, at)
            case list():
                for entry in value:
                    name, own = self._named(entry, expected.entry), self._id(expected.entry.refers_to or "", str(entry))
                    yield (*key, own), replace(at, shown=name, is_record=True, refers_to=own)
            case _:
                own = self._id(expected.refers_to, value) if expected.refers_to else ""
                yield key, replace(self._seen(key, _Matters.DETAIL, self._named(value, expected), at), refers_to=own)

    def _seen(self, key: Key, matters: _Matters, shown: Said, at: _Seen) -> _Seen:
        """A figure or detail, with the field's name where there is one for readers."""
        where = self._with_field(key, self._page_of(at) if key[-1] in _FOR_THE_PAGE else at.where)
        return replace(at, matters=matters, where=where, shown=shown, is_record=False, refers_to="")

    def _with_field(self, key: Key, where: Said) -> Said:
        if key[-1] not in group_of("diff")["field"]:
            return where
        return said("diff.with_field", where=where, field=said(f"diff.field.{key[-1]}"))

    def _page_of(self, at: _Seen) -> Said:
        chapter = at.file.removesuffix(".yml").rpartition("/")[2]
        known = {"role": "chapters.overview"}.get(chapter, f"chapters.{chapter}")
        return self._label(known) if at.role_id and "specializations/" not in at.file else at.where

    # --- words

    def _figure(self, value: Range | Figure, expected: Expected) -> Said:
        if isinstance(value, Figure):
            base, condition = value.base, value.condition
            figure = self._worded(lambda wording: wording.figure(value))
            if base:
                figure = _joined(figure, self._label(f"base.{base}"), " ")
            return _joined(figure, said("diff.condition", text=condition), " ") if condition else figure
        unit = expected.unit
        if unit is None:
            return self._worded(lambda wording: wording.numbers(value))
        return self._worded(lambda wording: wording.amount(value, unit))

    def _shown(self, record: Record, field: str) -> Said:
        """A plain value of a record in words; what a choice means, as its description has it."""
        value, expected = getattr(record, field), Expected.by(type(record)).at(field)
        if expected.options:
            return in_each(partial(_meaning, type(record), field, value))
        return self._named(value, expected)

    def _named(self, value: Any, expected: Expected) -> Said:
        """A value in words: a day, what an id names, or the value itself."""
        if isinstance(value, date):
            return self._worded(lambda wording: wording.date(value))
        kind = expected.refers_to or ""
        if kind == "specialization" and value in self._role_now.specialization:
            return _both(self._role_now.specialization[value].name)
        if kind in _NAMED_IN and value in (records := getattr(self.guide, _NAMED_IN[kind])):
            record = records[value]
            return self._name(record.profile if isinstance(record, Role) else record)
        return dict.fromkeys(LOCALES, self._id(kind, str(value)))

    def _name(self, record: Record) -> Said:
        """What a record is called: by its own name, by that of what it uses, or by the beginning of its text."""
        own = _own_name(record)
        value = getattr(record, own) if own else None
        if value is not None:
            return in_each(lambda locale: _shortened(value[locale] if isinstance(value, Localized) else str(value)))
        known = _identifying(record)
        if known and known != "id":
            return self._shown(record, known)
        text = getattr(record, "text", None)
        if text is None:
            return dict.fromkeys(LOCALES, str(getattr(record, "id", "")))
        return in_each(lambda locale: _shortened(_plain(text[locale])))

    def _id(self, kind: str, old: str) -> str:
        return self._ids.get((kind, old), old)

    def _label(self, key: str) -> Said:
        return self._worded(lambda wording: wording.label(key))

    def _worded(self, show: Any) -> Said:
        return in_each(lambda locale: show(self._words[locale]))


def article_changes(before: Iterable[Article], after: Iterable[Article]) -> list[GuideChange]:
    """What changed in the hand-written pages."""
    return _changes(_seen_pages(before), _seen_pages(after))


def _seen_pages(articles: Iterable[Article]) -> dict[Key, _Seen]:
    pages: dict[str, dict[Locale, Article]] = {}
    for article in articles:
        pages.setdefault(article.id, {})[article.locale] = article
    found: dict[Key, _Seen] = {}
    for page_id, page in pages.items():
        titles = {locale: page[locale].title for locale in LOCALES}
        at = _Seen(_Matters.PAGE, said("diff.page.articles"), titles, page[LOCALES[0]].file, None, is_record=True)
        text = {locale: " ".join(page[locale].markdown.split()) for locale in LOCALES}
        found[page_id,] = at
        found[page_id, "text"] = replace(at, matters=_Matters.TEXT, where=titles, shown=text, is_record=False)
    return found


def _meaning(record: type[Record], field: str, value: str, locale: Locale) -> str:
    """A value to choose from, as its description has it, within a sentence."""
    meaning = value_description(record, field, value, locale).removesuffix(".")
    return meaning[0].lower() + meaning[1:] if meaning[1:2].islower() else meaning


def _own_name(record: Record) -> str | None:
    names = _NAMES if _identifying(record) != "id" else (*_NAMES, "label")
    return next((name for name in names if getattr(record, name, None) is not None), None)


def _identifying(record: Any) -> str | None:
    return next((name for name in _KEYS if name in type(record).model_fields), None)


def _plain(value: Any) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, list) else prose.plain(str(value or ""))


def _both(text: Localized[Any]) -> Said:
    return {locale: text[locale] for locale in LOCALES}


def _joined(one: Said, other: Said, between: str) -> Said:
    return {locale: f"{one[locale]}{between}{other[locale]}" for locale in LOCALES}


def _shortened(text: str) -> str:
    """What a text without a title is called: its beginning, as no sentence of its own."""
    short = text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME].rpartition(' ')[0]}…"
    return short.removesuffix(".")
