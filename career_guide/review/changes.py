"""What changed for a reader between two states of the guide, in sentences, in the order of the site.

Both guides are walked through side by side, field by field: parts that came, went or have another name, texts that were
rewritten, figures and details before and now. A record with a new id is the same one where it names its former id. What
only an editor sees is not reported: order, comments, markup, links, search terms, the entries of `changes.yml`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from career_guide.model import prose
from career_guide.model.article import Article
from career_guide.model.descriptions import value_description
from career_guide.model.fields import Expected, fields_in_order, fields_of
from career_guide.model.figures import Figure, Range, Sourced
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CATALOGUED, KINDS
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.pay import Pay, PayTerms
from career_guide.model.progression import Relation, Requirement
from career_guide.model.values import Localized, Record, Renamable
from career_guide.words.messages import group_of
from career_guide.words.translated import Translated, in_each, translated
from career_guide.words.wording import Wording

_UNSEEN: Final = frozenset(
    {"id", "former_ids", "former_slugs", "search_terms", "related", "position", "uri", "ordered", "checklist", "esco"}
    | {"draft", "chapter", "currency", "market", "job_description"}
)
"""Fields that a reader does not see, or that are reported in another way."""
_FOR_THE_PAGE: Final = frozenset({"source", "as_of", "slug", "reviewed", "review_by"})
"""Fields that are reported once for a page, however many of its parts they change."""
_LONGEST_NAME: Final = 60
"""How many characters of its text name a part without a title."""


@dataclass(frozen=True)
class GuideChange:
    """One thing that changed for readers."""

    role_id: str | None
    """The role that it belongs to, by its id of today; None for what all roles share, and for a removed role."""
    sentence: Translated
    """A sentence."""


@dataclass(frozen=True)
class _At:
    """Where in the guide something is compared."""

    where: Translated
    """The page, and the part of it."""
    page: Translated | None = None
    """The page alone; None in a list of pages."""
    role_id: str | None = None

    def as_page(self) -> "_At":
        """On a page by itself."""
        return replace(self, page=self.where)

    def inside(self, name: Translated) -> "_At":
        """Within a part of it."""
        where = translated("diff.part", page=self.where, part=name)
        return replace(self, where=where, page=self.page or where)

    def at_field(self, field: str) -> "_At":
        """At a field of it."""
        of_the_page = field in _FOR_THE_PAGE and self.page
        return replace(
            self, where=translated("diff.with_field", where=of_the_page or self.where, field=_in_words(field))
        )


class _Page(Record):
    """A hand-written page."""

    title: Localized[str]
    text: Localized[str]


Pages = Iterable[Article]


def guide_changes(before: Guide, after: Guide, pages_before: Pages = (), pages_after: Pages = ()) -> list[GuideChange]:
    """What changed in the data and in the hand-written pages."""
    comparison = _compared(before.published, after.published)
    comparison.entries(_pages(pages_before), _pages(pages_after), _At(translated("diff.page.articles")))
    return comparison.found


def changed_alone(before: Guide, after: Guide) -> dict[int, list[Locale]]:
    """The texts that have changed in one language and not in another: the `id` of each in `after` → where it has."""
    return _compared(before, after).alone


def _compared(before: Guide, after: Guide) -> "_Comparison":
    comparison = _Comparison(before, after)
    comparison.entries(before.roles, after.roles, _At(translated("diff.page.roles")))
    for kind in CATALOGUED:
        comparison.entries(before.records(kind.name), after.records(kind.name), comparison.catalogue(kind.plural))
    return comparison


class _Comparison:
    """Collects what changed from one guide to another."""

    def __init__(self, before: Guide, after: Guide) -> None:
        self.found: list[GuideChange] = []
        self.alone: dict[int, list[Locale]] = {}
        """See `changed_alone`."""
        self._words = {locale: Wording(after.labels, locale) for locale in LOCALES}
        self._ids: dict[tuple[str | None, str], str] = {}
        """Former id → the id of today, by kind of record."""
        self._known: dict[str | None, Mapping[str, Any]] = {}
        """What ids refer to, by kind of record."""
        for kind in KINDS.values():
            if kind.name != "specialization":
                self._learn(kind.name, before.records(kind.name), after.records(kind.name))

    def _learn(self, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self._known[kind] = {**before, **after}
        for today, record in after.items():
            self._ids |= {(kind, former): today for former in _former_ids(record) if former not in after}

    # --- reporting

    def _part(self, is_there: object, name: Translated, at: _At) -> None:
        """Report that something came or went."""
        self._add(translated("diff.added" if is_there else "diff.removed", where=at.where, name=name), at)

    def _change(self, key: str, at: _At, before: Translated | None, after: Translated | None) -> None:
        """Report what was shown and what is shown now, if a reader can tell the difference; None where nothing is."""
        if before == after:
            return
        sentence = dict(translated(f"diff.{key}", where=at.where, before=before or "", after=after or ""))
        if before and after:
            # In a language in which nothing changed, there is no before and after.
            elsewhere = translated("diff.elsewhere", where=at.where)
            sentence |= {locale: elsewhere[locale] for locale in LOCALES if before[locale] == after[locale]}
        self._add(sentence, at)

    def _value(self, at: _At, before: Translated | None, after: Translated | None) -> None:
        self._change("value" if before and after else "value_added" if after else "value_removed", at, before, after)

    def _add(self, sentence: Translated, at: _At) -> None:
        if (change := GuideChange(at.role_id, sentence)) not in self.found:
            self.found.append(change)

    # --- walking

    def entries(self, old: Mapping[Any, Any], new: Mapping[Any, Any], at: _At) -> None:
        """Compare records, each under what identifies it."""
        gone = dict(old)
        for own, entry in new.items():
            was = next((gone.pop(name) for name in (own, *_former_ids(entry)) if name in gone), None)
            here = replace(at, role_id=entry.id) if isinstance(entry, Role) else at
            if was is None:
                self._part(entry, self._name(entry), here)
            elif isinstance(entry, Role):
                self._role(was, entry, here)
            else:
                self._renaming(was, entry, here)
                self._fields(was, entry, here.inside(self._name(entry)))
        for entry in gone.values():
            self._part(None, self._name(entry), at)

    def catalogue(self, plural: str) -> _At:
        """In a catalogue."""
        return _At(self._worded(lambda wording: wording.label(f"catalogues.{plural}")))

    def _chapter(self, name: str, role: Role) -> _At:
        return _At(self._worded(lambda wording: wording.label(f"chapters.{name}")), role_id=role.id)

    def _role(self, old: Role, new: Role, at: _At) -> None:
        self._learn("specialization", old.specialization, new.specialization)
        self._renaming(old.profile, new.profile, at)
        self._fields(old.profile, new.profile, self._chapter("overview", new).as_page())
        for name in dict.fromkeys([*new.chapters, *old.chapters]):
            page, was, now = self._chapter(name, new).as_page(), old.chapter(name), new.chapter(name)
            if was and now:
                self._fields(was, now, page)
            else:
                self._part(now, page.where, replace(at, where=_both(new.profile.title)))
        self.entries(old.specialization, new.specialization, self._chapter("specializations", new))

    def _renaming(self, old: Record, new: Record, at: _At) -> None:
        if _is_named(new):
            self._change("renamed", at, self._name(old), self._name(new))

    def _fields(self, old: Record, new: Record, at: _At) -> None:
        for name in fields_in_order(type(new)):
            was, now = getattr(old, name, None), getattr(new, name)
            if name == "range" and isinstance(old, Pay) and isinstance(new, Pay):
                before, after = (
                    self._shown(pay, fields_of(type(new))[name]) if pay.range else None for pay in (old, new)
                )
                self._value(at.at_field(name), before, after)
            elif name not in _UNSEEN and name != _heading(new):
                called = "rests_on" if name == "basis" and not isinstance(new, PayTerms) else name
                self._field(called, was, now, fields_of(type(new))[name], at)

    def _steps(self, old: Iterable[Requirement], new: Iterable[Requirement], at: _At) -> None:
        """Compare how well a skill must be mastered, level by level."""
        was, now = (
            {self._ids.get(("level", one.level or ""), one.level): one for one in steps} for steps in (old, new)
        )
        expected = fields_of(Requirement)
        for level in {**now, **was}:
            here = at.inside(self._shown(level, expected["level"])) if level else at
            before, after = was.get(level), now.get(level)
            self._field(
                "proficiency",
                before and before.proficiency,
                after and after.proficiency,
                expected["proficiency"],
                here,
            )
            if before and after:
                self._field("rests_on", before.basis, after.basis, expected["basis"], here)
                self._field("source", before.source, after.source, expected["source"], here)

    def _field(self, name: str, old: Any, new: Any, expected: Expected, at: _At) -> None:
        """Compare the former and the present value of a field."""
        if old == new:
            return
        if expected.entry.record is Requirement:
            self._steps(old or [], new or [], at)
        elif expected.kind == "list_record":
            self.entries(self._by_identity(old), self._by_identity(new), at)
        elif expected.many:
            kind = expected.entry.refers_to
            was, now = ({self._ids.get((kind, each), each): each for each in entries or []} for entries in (old, new))
            here = at.at_field(name) if name in group_of("diff")["field"] else at
            for key in [key for key in {**now, **was} if (key in now) != (key in was)]:
                self._part(key in now, self._shown(now.get(key, was.get(key)), expected.entry), here)
        elif expected.kind == "record" and expected.record not in {Range, Figure}:
            named = _is_named(new or old)
            if old is None or new is None:
                self._part(new, self._name(new or old) if named else _in_words(name), at)
                return
            self._renaming(old, new, at)
            self._fields(old, new, at.inside(self._name(new)) if named else at.at_field(name))
        elif expected.kind.startswith("localized") and name != "slug":
            here = at.at_field(name) if name in group_of("diff")["field"] else at
            self._change("rewritten", here, _text(old), _text(new))
            changed = [locale for locale in LOCALES if old and new and _plain(old[locale]) != _plain(new[locale])]
            if 0 < len(changed) < len(LOCALES):
                self.alone[id(new)] = changed
        elif expected.refers_to is None or self._ids.get((expected.refers_to, old), old) != new:
            before, after = (None if value is None else self._shown(value, expected) for value in (old, new))
            self._value(at.at_field(name), before, after)
            if isinstance(old, Figure) and isinstance(new, Figure):
                for rests_on in Sourced.model_fields:
                    self._field(
                        rests_on, getattr(old, rests_on), getattr(new, rests_on), fields_of(Figure)[rests_on], at
                    )

    def _by_identity(self, entries: Iterable[Record] | None) -> dict[Any, Record]:
        """Entries of a list by their ids, or by what they refer to; several of the same are counted."""
        met: Counter[Any] = Counter()
        found: dict[Any, Record] = {}
        for entry in entries or ():
            refers = {name: each.refers_to for name, each in fields_of(type(entry)).items() if _refers(each)}
            if isinstance(entry, Relation):
                # Two jobs may be related in several ways.
                refers["kind"] = None
            named = [self._ids.get((kind, getattr(entry, name)), getattr(entry, name)) for name, kind in refers.items()]
            known = getattr(entry, "id", None) or tuple(named) or str(getattr(entry, _heading(entry) or "", ""))
            met[known] += 1
            found[known if met[known] == 1 else (known, met[known])] = entry
        return found

    # --- in words

    def _name(self, record: Any) -> Translated:
        """What a record is called: by its own name, by that of what it uses, or by the beginning of its text."""
        own: Record = record.profile if isinstance(record, Role) else record
        if isinstance(own, Relation):
            expected = fields_of(Relation)["role" if own.role else "post"]
            job = self._shown(own.role or own.post, expected)
            name = translated(f"diff.relation.{own.kind}", job=job)
        elif heading := _heading(own):
            name = self._shown(getattr(own, heading), fields_of(type(own))[heading])
        else:
            name = _text(getattr(own, "text", None)) or dict.fromkeys(LOCALES, str(getattr(own, "id", "")))
        return in_each(lambda locale: _shortened(name[locale]))

    def _shown(self, value: Any, expected: Expected) -> Translated:
        """A value in words."""
        if isinstance(value, Localized):
            return _both(value)
        if isinstance(value, Range):
            unit = expected.unit
            return self._worded(lambda wording: wording.amount(value, unit) if unit else wording.numbers(value))
        if isinstance(value, date | int | float | Figure | Pay):
            return self._worded(lambda wording: wording.shown(value))
        if expected.options:
            return in_each(lambda locale: _within_a_sentence(value_description(expected.holds, value, locale)))
        record = self._known.get(expected.refers_to, {}).get(value)
        return self._name(record) if record else dict.fromkeys(LOCALES, str(value))

    def _worded(self, show: Callable[[Wording], str]) -> Translated:
        return in_each(lambda locale: show(self._words[locale]))


def _pages(articles: Pages) -> dict[str, _Page]:
    by_id: dict[str, dict[str, Article]] = {}
    for article in articles:
        by_id.setdefault(article.id, {})[article.locale] = article
    return {
        page_id: _Page(
            title=Localized[str](**{locale: page.title for locale, page in pages.items()}),
            text=Localized[str](**{locale: page.markdown for locale, page in pages.items()}),
        )
        for page_id, pages in by_id.items()
    }


def _refers(expected: Expected) -> bool:
    """Whether a reference says what the record is about."""
    return expected.refers_to not in {None, "source", "page", "chapter"}


def _heading(record: Record) -> str | None:
    """The field that says what a record is called: a text, a reference or a choice, whichever it has first."""
    fields = fields_of(type(record))
    return next(
        (
            name
            for name in fields_in_order(type(record))
            if fields[name].kind in {"text", "localized_text", "choice"} or _refers(fields[name])
            if name not in PayTerms.model_fields
            if getattr(record, name) is not None
        ),
        None,
    )


def _is_named(record: Record) -> bool:
    """Whether a record has a name of its own, in words."""
    heading = _heading(record)
    return heading is not None and fields_of(type(record))[heading].kind in {"text", "localized_text"}


def _former_ids(record: Any) -> list[str]:
    own = record.profile if isinstance(record, Role) else record
    return own.former_ids if isinstance(own, Renamable) else []


def _in_words(field: str) -> Translated:
    """What a field is called; by the model's own name where there are no words for it yet."""
    known = field in group_of("diff")["field"]
    return translated(f"diff.field.{field}") if known else dict.fromkeys(LOCALES, field.replace("_", " "))


def _within_a_sentence(meaning: str) -> str:
    meaning = meaning.removesuffix(".")
    return meaning[0].lower() + meaning[1:] if meaning[1:2].islower() else meaning


def _text(text: Localized[Any] | None) -> Translated:
    return in_each(lambda locale: _plain(text[locale])) if text else {}


def _plain(value: Any) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, list) else prose.plain(str(value or ""))


def _both(text: Localized[Any]) -> Translated:
    return {locale: str(text[locale]) for locale in LOCALES}


def _shortened(text: str) -> str:
    """What a text without a title is called: its beginning, without a full stop."""
    short = text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME].rpartition(' ')[0]}…"
    return short.removesuffix(".")
