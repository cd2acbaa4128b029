"""What changed for a reader between two states of the guide, in sentences.

Takes two checked guides (and, apart from them, two lists of hand-written pages); gives typed changes in the order in
which they matter to a reader. Told is what a reader can notice: figures, names, parts that came or went, texts with
other words. Not told is what only an editor sees: order of keys, comments, formatting, markup, links, search terms; nor
the entries of `changes.yml`, which tell the same. A record with a new id is the same one where it names its former id.
"""

import operator
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final, Literal, TypeVar, get_args

from career_guide import prose
from career_guide.locales import LOCALES, Locale
from career_guide.model.article import Article
from career_guide.model.guide import Guide
from career_guide.model.role import (
    CHAPTERS,
    AreaPay,
    CertificationUse,
    Classification,
    Device,
    DeviceGroup,
    Glance,
    Item,
    Pay,
    Post,
    Profile,
    Role,
    Salary,
    SalaryBand,
    Section,
    SelfCheckStatement,
    SkillUse,
    Specialization,
    StudyPath,
    ToolCategoryUse,
    ToolFamilyUse,
    ToolUse,
    TopPay,
)
from career_guide.model.values import Figure, Localized, Range, Record, Renamable, Sourced
from career_guide.said import Said, in_each, said
from career_guide.wording import Wording

ChangeKind = Literal[
    "role",
    "chapter",
    "specialization",
    "pay",
    "figure",
    "classification",
    "use",
    "fact",
    "part",
    "name",
    "text",
    "source",
    "review",
    "address",
    "catalogue",
    "page",
]
"""What a change is about, what matters most to a reader first: a role, chapter or specialization that came, went or has
another name; pay; other figures; official codes; skills, certifications and tools in use; key facts; sections and what
stands in them; other names; rewritten texts; sources and days of figures; reviews; addresses; catalogues; hand-written
pages."""
_IMPORTANCE: Final[Mapping[str, int]] = {kind: place for place, kind in enumerate(get_args(ChangeKind))}

_NOUNS: Final[Sequence[tuple[type[Record], str]]] = (
    (Section, "section"),
    (Device, "device"),
    (Item, "item"),
    (DeviceGroup, "device_group"),
    (Post, "post"),
    (Glance, "fact"),
    (StudyPath, "study"),
    (SelfCheckStatement, "statement"),
    (SkillUse, "skill"),
    (CertificationUse, "certification"),
    (ToolUse, "tool"),
    (ToolCategoryUse, "category"),
    (ToolFamilyUse, "family"),
    (Classification, "classification"),
)
"""What the entries of lists are called in messages."""
_KINDS_OF_NOUNS: Final[Mapping[str, ChangeKind]] = {
    "fact": "fact",
    "skill": "use",
    "certification": "use",
    "tool": "use",
    "classification": "classification",
}
_REFERENCES: Final[Mapping[str, str]] = {
    "area": "areas",
    "level": "levels",
    "skill": "skills",
    "certification": "certifications",
    "tool": "tools",
    "category": "tool_categories",
    "family": "tool_families",
    "source": "sources",
    "alternatives": "tools",
    "skills": "skills",
    "role": "roles",
}
"""Fields that hold ids, and what those name in the guide."""
_KEYS: Final = ("id", "area", "level", "skill", "certification", "tool", "category", "family", "scheme")
"""By what the entries of a list are known again."""
_HEADINGS: Final[Mapping[str, str]] = {
    "activities": "specializations.activities",
    "cv": "specializations.cv",
    "entry_posts": "path.entry_posts",
    "next_posts": "salary.next_posts",
    "devices_intro": "tools.devices",
    "devices": "tools.devices",
    "certifications_intro": "path.certifications",
    "studies_intro": "path.studies",
    "skills_intro": "path.skills",
    "bands_intro": "salary.bands",
    "bands_outro": "salary.bands",
    "areas_intro": "salary.areas",
    "areas_outro": "salary.areas",
    "self_check": "finder.title",
}
"""Fields of a chapter that stand below a heading of the interface."""
_UNSEEN: Final = frozenset(
    {"id", "former_ids", "former_slugs", "slug", "search_terms", "related", "position", "uri", "ordered", "checklist"}
    | {"source", "as_of", "chapter", "currency", "market", "esco"}
)
"""Fields that are no words of their own to a reader, or that are told apart from the texts."""
_CATALOGUES: Final = (
    ("skills", "skill", "skills.yml"),
    ("certifications", "certification", "certifications.yml"),
    ("tools", "tool", "tools.yml"),
    ("tool_families", "family", "tools.yml"),
    ("tool_categories", "category", "tools.yml"),
    ("glossary", "term", "glossary.yml"),
    ("levels", "level", "levels.yml"),
    ("areas", "area", "areas.yml"),
    ("sources", "source", "sources.yml"),
)
_LONGEST_NAME: Final = 60
"""Characters of a text that stands for an entry without a title."""

_OWN_NAMES: Final = frozenset({"title", "name", "label", "alternative_titles"})
"""Texts that are told as names."""

R = TypeVar("R", bound=Record)
AnyPay = Pay | AreaPay


@dataclass(frozen=True)
class GuideChange:
    """One thing that changed for readers."""

    kind: ChangeKind
    file: str
    """Below the project's folder: `data/roles/key-account-manager/salary.yml`."""
    role_id: str | None
    """The role that it belongs to, by its id of today; None for what all roles share, and for a role that went."""
    said: Said
    """A sentence."""


def guide_changes(before: Guide, after: Guide) -> list[GuideChange]:
    """What changed in the data, the most important first."""
    comparison = _Comparison(before, after)
    comparison.compare_guides()
    return sorted(comparison.found, key=lambda change: _IMPORTANCE[change.kind])


def article_changes(before: Iterable[Article], after: Iterable[Article]) -> list[GuideChange]:
    """What changed in the hand-written pages."""
    old, new = _by_id(before), _by_id(after)
    found = []
    for page_id in [*new, *(page_id for page_id in old if page_id not in new)]:
        was, now = old.get(page_id), new.get(page_id)
        pages = now or was or {}
        titles = {locale: page.title for locale, page in pages.items()}
        if was is None or now is None:
            found.append(("page_removed" if now is None else "page_added", pages, {"name": titles}))
            continue
        titles_before = {locale: page.title for locale, page in was.items()}
        if titles != titles_before:
            found.append(("page_renamed", pages, {"before": titles_before, "after": titles}))
        if any(now[locale].markdown.split() != was[locale].markdown.split() for locale in LOCALES):
            found.append(("page_rewritten", pages, {"name": titles}))
    return [
        GuideChange("page", pages[LOCALES[0]].file, None, said(f"diff.{key}", **words)) for key, pages, words in found
    ]


def _by_id(articles: Iterable[Article]) -> dict[str, dict[Locale, Article]]:
    pages: dict[str, dict[Locale, Article]] = {}
    for article in articles:
        pages.setdefault(article.id, {})[article.locale] = article
    return pages


@dataclass(frozen=True)
class _At:
    """Where in the guide the comparison is."""

    role_id: str | None
    file: str
    page: Said
    """The page's title."""
    part: Said | None = None
    """The part of the page: a section, a level of experience, a skill."""

    @property
    def where(self) -> Said:
        """`Retribuzione`, or `Retribuzione, «Benefit»`."""
        return said("diff.part", page=self.page, part=self.part) if self.part else self.page


class _Comparison:
    """Collects the changes from one guide to the next."""

    def __init__(self, before: Guide, after: Guide) -> None:
        self.before = before
        self.after = after
        self.found: list[GuideChange] = []
        self._wordings = {locale: Wording(after.labels, locale) for locale in LOCALES}
        self._said: set[tuple[str, ...]] = set()
        names = {"roles", *(name for name, _, _ in _CATALOGUES)}
        self._renamed = {name: _renamed(getattr(before, name), getattr(after, name)) for name in names}
        """What each old id is today, by kind of record; those of specializations are of the role that is compared."""

    # --- the guide

    def compare_guides(self) -> None:
        for old_id, new_id in _matched(self.before.roles, self.after.roles, self._renamed["roles"]):
            old, new = self.before.roles.get(old_id or ""), self.after.roles.get(new_id or "")
            if new is None and old is not None:
                at = _At(None, f"data/roles/{old.id}/role.yml", {})
                self._tell("role", at, "role_removed", name=old.profile.title)
            elif new is not None and old is None:
                at = _At(new.id, f"data/roles/{new.id}/role.yml", {})
                self._tell("role", at, "role_added", name=new.profile.title)
            elif new is not None and old is not None:
                self._roles(old, new)
        for name, noun, file in _CATALOGUES:
            self._catalogue(name, noun, _At(None, f"data/{file}", {}))

    def _roles(self, old: Role, new: Role) -> None:
        folder = f"data/roles/{new.id}"
        self._renamed["specializations"] = _renamed(old.specialization, new.specialization)
        overview = _At(new.id, f"{folder}/role.yml", self._label("chapters.overview"))
        if old.profile.title != new.profile.title:
            self._tell_new_name("role", overview, "role_renamed", _both(old.profile.title), _both(new.profile.title))
        self._profile(old.profile, new.profile, overview)
        for chapter_id in CHAPTERS:
            was, now = old.chapter(chapter_id), new.chapter(chapter_id)
            at = _At(new.id, f"{folder}/{chapter_id}.yml", self._label(f"chapters.{chapter_id}"))
            if was and now:
                self._records(was, now, at)
            elif was or now:
                self._tell("chapter", at, "chapter_added" if now else "chapter_removed", name=at.page)
        for old_id, new_id in _matched(old.specialization, new.specialization, self._renamed["specializations"]):
            was_part, now_part = old.specialization.get(old_id or ""), new.specialization.get(new_id or "")
            shown = now_part or was_part
            assert shown is not None
            at = _At(new.id, f"{folder}/specializations/{new_id or old_id}.yml", _both(shown.name))
            if was_part and now_part:
                self._specializations(was_part, now_part, at)
            else:
                key = "specialization_added" if now_part else "specialization_removed"
                self._tell("specialization", at, key, name=shown.name)

    def _profile(self, old: Profile, new: Profile, at: _At) -> None:
        self._records(old, new, at)
        for locale in LOCALES:
            was, now = old.alternative_titles[locale], new.alternative_titles[locale]
            if added := [name for name in now if name not in was]:
                self._tell("name", at, f"name_added_{locale}", names=_quoted(added))
            if removed := [name for name in was if name not in now]:
                self._tell("name", at, f"name_removed_{locale}", names=_quoted(removed))
        if old.reviewed != new.reviewed:
            self._tell("review", at, "reviewed", day=self._date(new.reviewed))
        if old.review_by != new.review_by:
            self._tell("review", at, "review_by", day=self._date(new.review_by))
        if old.slug != new.slug:
            self._tell("address", at, "address", where=_both(new.title))

    def _specializations(self, old: Specialization, new: Specialization, at: _At) -> None:
        if old.name != new.name:
            self._tell_new_name("specialization", at, "specialization_renamed", _both(old.name), _both(new.name))
        self._records(old, new, at)
        was, now = self._ids("skills", old.skills), list(new.skills)
        for skill_id in now:
            if skill_id not in was:
                self._tell("use", at, "skill_added", where=at.where, name=self.after.skills[skill_id].name)
        for skill_id, old_id in zip(was, old.skills, strict=True):
            if skill_id not in now:
                self._tell("use", at, "skill_removed", where=at.where, name=self.before.skills[old_id].name)
        if old.slug != new.slug:
            self._tell("address", at, "address", where=at.page)

    # --- records

    def _records(self, old: R, new: R, at: _At) -> None:
        """Compare two states of one record, field by field."""
        if old == new:
            return
        if isinstance(old, Sourced) and isinstance(new, Sourced):
            self._sources(old, new, at)
        match old, new:
            case SalaryBand(), SalaryBand():
                self._band(old, new, at)
            case AreaPay(), AreaPay():
                self._area(old, new, at)
            case TopPay(), TopPay():
                self._pay(said("diff.name.top"), old, new, at)
            case Salary(), Salary():
                self._figure(said("diff.name.variable_share"), old.variable_share, new.variable_share, at)
            case Item(), Item():
                own = self._name(new, self.after)
                place = at.where if isinstance(new, Device) else said("diff.part", page=at.where, part=own)
                self._figure(place, old.figure, new.figure, at)
            case Section(), Section():
                self._figure(at.where, old.figure, new.figure, at)
                self._order(old, new, at)
            case StudyPath(), StudyPath():
                self._figure(said("diff.name.duration", study=new.title), old.duration, new.duration, at)
            case Classification(), Classification():
                self._classification(old, new, at)
            case Specialization(), Specialization():
                self._level(old, new, at)
            case _:
                pass
        for name in type(new).model_fields:
            was, now = getattr(old, name), getattr(new, name)
            if was != now and name not in _UNSEEN:
                self._field(name, was, now, at, type(new))

    def _field(self, name: str, was: Any, now: Any, at: _At, record: type[Record]) -> None:
        """Compare a field that is no figure; those are told with the record that they belong to."""
        below = replace(at, part=self._label(_HEADINGS[name])) if name in _HEADINGS and at.part is None else at
        match was or now:
            case Figure() | Range():
                pass
            case TopPay():
                if was and now:
                    self._records(was, now, at)
                else:
                    self._pay(said("diff.name.top"), was, now, at)
            case Section():
                self._entries([was] if was else [], [now] if now else [], at)
            case Localized():
                if name not in _OWN_NAMES and _differ(was, now):
                    self._tell("text", below, "rewritten", where=below.where)
            case Record() if was and now:
                self._records(was, now, below)
            case [ToolFamilyUse(), *_]:
                for entries in (_families, _categories, _tools):
                    self._entries(entries(was), entries(now), at)
            case [Record(), *_] if record not in {ToolFamilyUse, ToolCategoryUse}:
                self._entries(was, now, below)
            case [str(), *_] if name == "models" or (name == "favours" and self._ids("specializations", was) != now):
                self._tell("text", below, "rewritten", where=below.where)
            case _:
                pass

    def _entries(self, was: Sequence[Any], now: Sequence[Any], at: _At) -> None:
        """Compare two lists of parts."""
        for old, new in self._pairs(was, now):
            shown = new if new is not None else old
            if isinstance(shown, SalaryBand | AreaPay):
                self._pay_entry(old, new, at)
                continue
            noun = next(noun for kind, noun in _NOUNS if isinstance(shown, kind))
            kind = _KINDS_OF_NOUNS.get(noun, "part")
            name = self._name(shown, self.after if new is not None else self.before)
            if old is None or new is None:
                key = f"{noun}_removed" if new is None else f"{noun}_added"
                self._tell(kind, at, key, where=at.where, name=name)
                continue
            before = self._name(old, self.before)
            if before != name and _has_title(old) and _has_title(new):
                self._tell_new_name(kind, at, "renamed", before, name, where=at.where)
            elif _has_title(old) != _has_title(new):
                self._tell("text", at, "rewritten", where=at.where)
            # A text in an item is told as one in its section: readers look for sections.
            is_small = isinstance(new, Item) and not isinstance(new, Device)
            self._records(old, new, at if is_small else replace(at, part=name))

    def _order(self, old: Section, new: Section, at: _At) -> None:
        """Steps in another order; where some came or went, that is told already."""
        was, now = [item.id for item in old.items], [item.id for item in new.items]
        if new.ordered and was != now and sorted(was) == sorted(now):
            self._tell("part", at, "reordered", where=at.where)

    def _pairs(self, was: Sequence[Any], now: Sequence[Any]) -> list[tuple[Any, Any]]:
        """Entries of today in their order, each with what it was; then those that went.

        An entry is known again by its id or reference, else by its name.
        """
        left = list(was)
        matches: dict[int, Any] = {}
        for is_same in (operator.eq, self._has_same_key, self._has_same_name):
            for index, new in enumerate(now):
                if index in matches:
                    continue
                found = next((old for old in left if is_same(old, new)), None)
                if found is not None:
                    matches[index] = found
                    left = [old for old in left if old is not found]
        return [*((matches.get(index), new) for index, new in enumerate(now)), *((old, None) for old in left)]

    def _has_same_key(self, old: Any, new: Any) -> bool:
        key = _key(new)
        value = getattr(old, key)
        return bool(getattr(new, key) == (self._ids(_REFERENCES[key], [value])[0] if key in _REFERENCES else value))

    def _has_same_name(self, old: Any, new: Any) -> bool:
        return self._name(old, self.before) == self._name(new, self.after)

    def _name(self, entry: Any, guide: Guide) -> Said:
        """What an entry of a list is called."""
        match entry:
            case Classification():
                return self._label(f"scheme.{entry.scheme}")
            case Glance():
                return _both(entry.label)
            case SelfCheckStatement():
                return in_each(lambda locale: _shortened(entry.statement[locale]))
            case Item(title=None, text=Localized() as text):
                return in_each(lambda locale: _shortened(prose.plain(text[locale])))
            case SkillUse() | CertificationUse() | ToolUse() | ToolCategoryUse() | ToolFamilyUse():
                key = _key(entry)
                return _record_name(getattr(guide, _REFERENCES[key])[getattr(entry, key)])
            case SalaryBand():
                return _record_name(guide.levels[entry.level])
            case AreaPay():
                return _record_name(guide.areas[entry.area])
            case _:
                return _record_name(entry)

    # --- figures

    def _pay_entry(self, old: Any, new: Any, at: _At) -> None:
        """A band or an area that came, went or changed; that of another level is another one."""
        if old is not None and new is not None and self._ids("levels", [old.level]) == [new.level]:
            self._records(old, new, replace(at, part=self._name(new, self.after)))
            return
        if old is not None:
            self._pay(self._pay_name(old, self.before), old, None, at)
        if new is not None:
            self._pay(self._pay_name(new, self.after), None, new, at)

    def _pay_name(self, pay: SalaryBand | AreaPay, guide: Guide) -> Said:
        level = guide.levels[pay.level].name
        if isinstance(pay, AreaPay):
            return said("diff.name.area", area=guide.areas[pay.area].name, level=_inner(level))
        return said("diff.name.band", level=level, level_inside=_inner(level))

    def _band(self, old: SalaryBand, new: SalaryBand, at: _At) -> None:
        self._pay(self._pay_name(new, self.after), old, new, at)
        level = _inner(self.after.levels[new.level].name)
        was, now = (self._worded(partial(Wording.years, value=band.experience_years)) for band in (old, new))
        is_open = old.experience_years.is_open or new.experience_years.is_open
        self._values("pay", said("diff.name.years", level=level), was, now, at, in_words=is_open)
        self._figure(said("diff.name.variable", level=level), old.variable, new.variable, at)

    def _area(self, old: AreaPay, new: AreaPay, at: _At) -> None:
        self._pay(self._pay_name(new, self.after), old, new, at)
        name = said("diff.name.difference", area=self.after.areas[new.area].name)
        self._figure(name, old.difference, new.difference, at)

    def _pay(self, name: Said, old: AnyPay | None, new: AnyPay | None, at: _At) -> None:
        with_basis = old is not None and new is not None and old.basis != new.basis

        def shown(pay: AnyPay | None) -> Said | None:
            if pay is None:
                return None
            basis = self._label(f"basis.{pay.basis}")
            money = self._worded(lambda wording: wording.money(pay.range))
            return {locale: f"{money[locale]} {basis[locale]}" for locale in LOCALES} if with_basis else money

        in_words = with_basis or any(pay.range.is_open for pay in (old, new) if pay)
        self._values("pay", name, shown(old), shown(new), at, in_words=in_words)

    def _figure(self, name: Said, old: Figure | None, new: Figure | None, at: _At) -> None:
        """A figure that came, went or changed; with its base and its condition where those changed."""
        with_base = old is not None and new is not None and old.base != new.base
        with_condition = old is not None and new is not None and old.condition != new.condition

        def shown(figure: Figure | None) -> Said | None:
            if figure is None:
                return None
            text = self._worded(lambda wording: wording.figure(figure))
            if with_base and figure.base:
                base = self._label(f"base.{figure.base}")
                text = {locale: f"{text[locale]} {base[locale]}" for locale in LOCALES}
            if with_condition and (condition := figure.condition):
                text = {locale: f"{text[locale]} ({condition[locale]})" for locale in LOCALES}
            return text

        in_words = with_base or with_condition or any(map(_is_told_in_words, filter(None, (old, new))))
        self._values("figure", name, shown(old), shown(new), at, in_words=in_words)
        if old is not None and new is not None:
            self._sources(old, new, at)

    def _level(self, old: Specialization, new: Specialization, at: _At) -> None:
        was = self._ids("levels", [old.level])[0] if old.level else None
        if was != new.level:
            before = _record_name(self.before.levels[old.level]) if old.level else None
            after = _record_name(self.after.levels[new.level]) if new.level else None
            name = said("diff.name.level", where=at.where)
            self._values("figure", name, before, after, at, in_words=True)

    def _classification(self, old: Classification, new: Classification, at: _At) -> None:
        scheme = self._label(f"scheme.{new.scheme}")
        before, after = (dict.fromkeys(LOCALES, code) for code in (old.code, new.code))
        self._values("classification", said("diff.name.code", scheme=scheme), before, after, at)
        if (old.label, old.match) != (new.label, new.match):
            self._tell("classification", at, "classified", name=scheme)

    def _values(
        self, kind: ChangeKind, name: Said, before: Said | None, after: Said | None, at: _At, *, in_words: bool = False
    ) -> None:
        """A value that came, went or changed.

        With `in_words` it is one that cannot follow "from" or "to": "da da +10% a +15%" is no Italian.
        """
        if before == after:
            return
        if before is None or after is None:
            key = "value_added" if before is None else "value_removed"
            self._tell(kind, at, key, name=name, before=before or "", after=after or "")
        elif any(before[locale] == after[locale] for locale in LOCALES):
            # A condition that was put into other words in one language.
            self._tell("text", at, "rewritten", where=name)
        else:
            self._tell(kind, at, "value_in_words" if in_words else "value", name=name, before=before, after=after)

    # --- sources

    def _sources(self, old: Sourced, new: Sourced, at: _At) -> None:
        """Another source, or another day; told once for a page."""
        page = replace(at, part=None)
        if old.source and new.source and self._ids("sources", [old.source]) != [new.source]:
            before, after = self.before.sources[old.source], self.after.sources[new.source]
            words = {"before": before.short or before.title, "after": after.short or after.title}
            self._tell("source", page, "source_replaced", where=at.page, **words)
        elif old.as_of != new.as_of and isinstance(new, Figure | Pay | AreaPay):
            if new.as_of is None:
                self._tell("source", page, "day_removed", where=at.page)
            else:
                self._tell("source", page, "day", where=at.page, day=self._date(new.as_of))

    # --- catalogues

    def _catalogue(self, name: str, noun: str, at: _At) -> None:
        old, new = getattr(self.before, name), getattr(self.after, name)
        for old_id, new_id in _matched(old, new, self._renamed.get(name, {})):
            was, now = old.get(old_id), new.get(new_id)
            if was is None or now is None:
                key = f"catalogue_{noun}_{'added' if now is not None else 'removed'}"
                self._tell("catalogue", at, key, name=_record_name(was if now is None else now))
                continue
            if was == now:
                continue
            before, after = _record_name(was), _record_name(now)
            if before != after:
                self._tell_new_name("catalogue", at, f"catalogue_{noun}_renamed", before, after)
            if self._seen(was, translate=True) != self._seen(now, translate=False):
                self._tell("catalogue", at, f"catalogue_{noun}_revised", name=after)

    def _seen(self, value: Any, *, translate: bool, field: str = "") -> Any:
        """What a reader sees of a record, to be compared: plain words, with ids of before as those of today."""
        if isinstance(value, Localized):
            return [self._seen(value[locale], translate=translate) for locale in LOCALES]
        if isinstance(value, Record):
            hidden = (_UNSEEN - {"source"}) | {"name", "title", "term"}
            return [self._seen(part, translate=translate, field=name) for name, part in value if name not in hidden]
        if isinstance(value, list):
            return [self._seen(part, translate=translate, field=field) for part in value]
        if isinstance(value, str):
            if translate and field in _REFERENCES:
                return self._ids(_REFERENCES[field], [value])[0]
            return prose.plain(value) if not field else value
        return value

    # --- words

    def _tell_new_name(self, kind: ChangeKind, at: _At, key: str, before: Said, after: Said, **words: Any) -> None:
        """Another name; one that changed in one language only is told as that in the others."""
        here, elsewhere = (
            said(f"diff.{key}", before=before, after=after, **words),
            said("diff.renamed_elsewhere", name=after),
        )
        self._add(kind, at, {each: (elsewhere if before[each] == after[each] else here)[each] for each in LOCALES})

    def _tell(self, kind: ChangeKind, at: _At, key: str, **words: Any) -> None:
        self._add(kind, at, said(f"diff.{key}", **words))

    def _add(self, kind: ChangeKind, at: _At, sentence: Said) -> None:
        mark = (at.file, *sentence.values())
        if mark not in self._said:
            self._said.add(mark)
            self.found.append(GuideChange(kind, at.file, at.role_id, sentence))

    def _ids(self, kind: str, ids: Iterable[str]) -> list[str]:
        """Ids of before as they are today."""
        return [self._renamed[kind].get(old, old) for old in ids]

    def _worded(self, show: Callable[[Wording], str]) -> Said:
        return in_each(lambda locale: show(self._wordings[locale]))

    def _label(self, key: str) -> Said:
        return self._worded(lambda wording: wording.label(key))

    def _date(self, day: date) -> Said:
        return self._worded(lambda wording: wording.date(day))


# --- matching


def _matched(
    old: Mapping[str, Any], new: Mapping[str, Any], renamed: Mapping[str, str]
) -> Iterator[tuple[str | None, str | None]]:
    """Ids of before and of today of each record, in today's order; then the records that went."""
    before = {renamed.get(old_id, old_id): old_id for old_id in old}
    yield from ((before.get(new_id), new_id) for new_id in new)
    yield from ((old_id, None) for new_id, old_id in before.items() if new_id not in new)


def _renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """What the ids of before are today, where they are others."""
    found = {}
    for new_id, record in new.items():
        own = record.profile if isinstance(record, Role) else record
        for former in own.former_ids if isinstance(own, Renamable) else ():
            if former in old and former not in new:
                found[former] = new_id
    return found


def _key(entry: Record) -> str:
    """The field that an entry of a list is known again by."""
    return next(name for name in _KEYS if name in type(entry).model_fields)


def _families(uses: Sequence[ToolFamilyUse]) -> list[ToolFamilyUse]:
    return list(uses)


def _categories(uses: Sequence[ToolFamilyUse]) -> list[ToolCategoryUse]:
    return [category for family in uses for category in family.categories]


def _tools(uses: Sequence[ToolFamilyUse]) -> list[ToolUse]:
    return [tool for category in _categories(uses) for tool in category.tools]


# --- words


def _differ(old: Localized[Any] | None, new: Localized[Any] | None) -> bool:
    """Whether a reader sees other words; markup, links and line breaks do not count."""
    return _plain(old) != _plain(new)


def _plain(text: Localized[Any] | None) -> list[list[str]]:
    if text is None:
        return []
    values = [text[locale] for locale in LOCALES]
    return [[prose.plain(line) for line in (value if isinstance(value, list) else [value])] for value in values]


def _is_told_in_words(figure: Figure) -> bool:
    return figure.at_least or figure.value.is_open or figure.base == "of_national_mean"


def _has_title(entry: Any) -> bool:
    """Whether what an entry is called stands in the entry itself, apart from its text."""
    return isinstance(entry, Glance) or getattr(entry, "title", None) is not None


def _record_name(record: Any) -> Said:
    """What a record of a catalogue, or a part with a title, is called."""
    name = next(getattr(record, field) for field in ("name", "title", "term") if hasattr(record, field))
    return dict.fromkeys(LOCALES, name) if isinstance(name, str) else _both(name)


def _both(text: Localized[str]) -> Said:
    return {locale: text[locale] for locale in LOCALES}


def _shortened(text: str) -> str:
    """What a text without a title is called: its beginning, as no sentence of its own."""
    return textwrap.shorten(text, _LONGEST_NAME, placeholder="…").removesuffix(".")


def _inner(name: Localized[str]) -> Said:
    """A name as it stands within a sentence: `senior`, but `KAM`."""
    return {locale: text[0].lower() + text[1:] if text[1:2].islower() else text for locale, text in _both(name).items()}


def _quoted(names: Iterable[str]) -> Said:
    quoted = [said("diff.quoted", name=name) for name in names]
    return in_each(lambda locale: ", ".join(name[locale] for name in quoted))
