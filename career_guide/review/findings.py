"""What is worth an editor's look in a file of the guide: what is late, unlikely, untranslated, missing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain, product
from typing import Any, Final, Literal, get_args

from career_guide.model import prose
from career_guide.model.catalogue import Certification, Skill, Source, Tool
from career_guide.model.descriptions import LanguageName
from career_guide.model.fields import title_of
from career_guide.model.figures import YEARS, Figure, Measure, Range
from career_guide.model.guide import Guide, Role
from career_guide.model.locales import DEFAULT_LOCALE, LOCALES, Locale
from career_guide.model.parts import Path, figures, records_in
from career_guide.model.pay import AreaPay, Pay, Salary, SalaryBand, pay_measure
from career_guide.model.progression import CanDo, Relation, Requirement
from career_guide.model.role import Chapter, Classification, Profile, Specialization, StudyPath
from career_guide.model.values import Localized, Prose, Record, Slug, Summary, Text
from career_guide.review.style import BUDGET, Counted, mentions, opening_pronoun
from career_guide.words.translated import Translated, in_each, translated
from career_guide.words.wording import Wording

FindingKind = Literal[
    "draft",
    "review",
    "outdated",
    "unlikely",
    "area_pay",
    "changed_alone",
    "same",
    "length",
    "pronoun",
    "gap",
    "editorial",
    "mention",
    "undated",
    "not_retrieved",
]
KINDS: Final[tuple[FindingKind, ...]] = get_args(FindingKind)
"""All kinds of findings, the most pressing first."""

_SOON: Final = timedelta(days=60)
"""How long before its day a review is announced."""
_LATE: Final = timedelta(days=2 * 366)
"""After how long without a review a role is out of date."""
_SENTENCE: Final = 5
"""From this many words on, a sentence that is the same in both languages is untranslated; fewer may be a name."""
_SHORT: Final = 0.6
"""A text with fewer words than this share of its twin's may lack something."""
_LONG_ENOUGH: Final = 30
"""From this many words on, a text is compared with its twin; shorter texts differ by nature."""
_SLUGS: Final = Localized[Slug]
_SENTENCES: Final = (Prose, Localized[Summary])
"""The kinds of texts that are read as sentences."""
_APART: Final = frozenset({"limits", "advert"})
"""What of a role is no running text of its full guide: the limits of the data, words for documents."""
_NAMES: Final = (
    *("id", "area", "level", "proficiency", "skill", "tool", "certification", "category", "family", "scheme"),
    *("role", "post"),
)
"""The fields by which an entry of a list is named, where it has one."""
_JUDGED: Final[Mapping[type[CanDo | Relation | Requirement], str]] = {
    Requirement: "requirements",
    CanDo: "can_do",
    Relation: "relations",
}
"""What says on what it rests, and how messages call it."""
_SOUGHT: Final[Mapping[type[Record], tuple[str, ...]]] = {
    SalaryBand: ("range", "variable"),
    AreaPay: ("places",),
    StudyPath: ("duration",),
    Classification: ("uri",),
    Certification: ("issuer", "url"),
    Tool: ("vendor", "url"),
    Skill: ("esco",),
    Profile: ("advert",),
}
"""Optional fields that a reader would miss."""


@dataclass(frozen=True)
class Finding:
    """Something that an editor may want to look at."""

    kind: FindingKind
    file: str
    """Below `data/`: `roles/key-account-manager/salary.yml`."""
    path: Path
    """The path of the field: keys, and list positions from 0; an entry of `changes.yml` is identified by its date."""
    field: str
    """The same path for people, entries of lists by their ids: `bands.senior.variable`."""
    message: Translated
    """What there is to see."""
    quoted: tuple[Locale, str] | None = None
    """Words that the message quotes from a text, and the language of that."""


@dataclass(frozen=True)
class Look:
    """What is looked at, and what it is compared with."""

    guide: Guide
    day: date
    changed: Mapping[int, Sequence[Locale]]
    """See `changed_alone`."""


@dataclass
class File:
    """A file with what it holds: a record, a mapping of records or, where it does not exist, nothing."""

    look: Look
    file: str
    content: Any
    role: Role | None = None
    counts: Counter[tuple[Counted, Locale]] = field(default_factory=Counter)
    """What the files of its role have mentioned so far."""

    def __post_init__(self) -> None:
        self.guide, self.day = self.look.guide, self.look.day
        self.records = list(records_in(self.content))
        self.texts: list[tuple[Path, Localized[str]]] = [
            (path, part)
            for path, part in self.records
            if isinstance(part, Localized) and type(part) is not _SLUGS
            if all(isinstance(part[locale], str) for locale in LOCALES)
        ]
        self.figures = list(figures(self.content)) if isinstance(self.content, Record) else []
        sources = self.guide.sources
        self.undated = [
            (path, figure)
            for path, figure in self.figures
            if figure.as_of is None and figure.source is not None
            if not (sources[figure.source].published or sources[figure.source].dating)
        ]

    @property
    def words(self) -> Mapping[Locale, int]:
        """How many there are in each language."""
        return {locale: sum(len(text[locale].split()) for _, text in self.texts) for locale in LOCALES}

    def findings(self) -> tuple[Finding, ...]:
        """All that is worth a look, in the order of what is looked for."""
        looks = [self._draft, self._review, self._undated, self._unlikely, self._area_pay, self._changed_alone]
        looks += [self._translations, self._pronouns, self._mentions, self._gaps, self._editorial]
        return tuple(chain.from_iterable(look() for look in looks))

    def _draft(self) -> Iterator[Finding]:
        if isinstance(self.content, Chapter) and self.content.draft:
            yield self._finding("draft", ("draft",), "status.draft")

    def _finding(self, kind: FindingKind, path: Path, key: str, **words: Any) -> Finding:
        return Finding(kind, self.file, path, self._named(path), translated(key, **words))

    def _named(self, path: Path) -> str:
        """The path of a field with the entries of lists by their ids, or by their number, from 1."""
        names = []
        current = self.content
        for step in path:
            if isinstance(step, int):
                current = current[step]
                own = (name for each in _NAMES if (name := getattr(current, each, None)) is not None)
                names.append(str(next(own, step + 1)))
            else:
                current = current.get(step) if isinstance(current, dict) else getattr(current, step, None)
                names.append(step)
        return ".".join(names)

    def _shown(self, value: date | float | Pay) -> Translated:
        """A value as readers see it."""
        return in_each(lambda locale: self._wording(locale).shown(value))

    def _wording(self, locale: Locale) -> Wording:
        return Wording(self.guide.labels, locale)

    # --- time

    def _review(self) -> Iterator[Finding]:
        """Whether the role is due for review."""
        if not isinstance(profile := self.content, Profile):
            return
        if profile.review_by - self.day <= _SOON:
            state = "status.review_passed" if profile.review_by < self.day else "status.review_soon"
            day, reviewed = self._shown(profile.review_by), self._shown(profile.reviewed)
            yield self._finding("review", ("review_by",), state, day=day, reviewed=reviewed)
        if profile.review_by - profile.reviewed > _LATE:
            yield self._finding("unlikely", ("review_by",), "status.review_late", years=_LATE.days // 365)

    def _undated(self) -> Iterator[Finding]:
        """Figures without a day, once for each source; sources without a day of reading, or read too long ago."""
        resting: dict[str | None, list[Path]] = {}
        for path, figure in self.undated:
            resting.setdefault(figure.source, []).append(path)
        for source, paths in resting.items():
            form = "status.undated_one" if len(paths) == 1 else "status.undated_other"
            fields = ", ".join(map(self._named, paths))
            yield self._finding("undated", paths[0], form, count=len(paths), source=source, fields=fields)
        for path, part in self.records:
            if isinstance(part, Source) and part.retrieved is None and part.confidence != "own":
                yield self._finding("not_retrieved", (*path, "retrieved"), "status.not_retrieved", name=part.title)
            if isinstance(part, Source) and part.valid_until and part.valid_until < self.day:
                day = self._shown(part.valid_until)
                yield self._finding("outdated", (*path, "valid_until"), "status.outdated", name=part.title, day=day)

    # --- figures

    def _unlikely(self) -> Iterator[Finding]:
        """Unusual numbers: often a typing error, or an amount for a month."""
        for path, part in self.records:
            measured: dict[str, tuple[Range, Measure]] = {}
            match part:
                case Figure():
                    measured["value"] = part.value, part.measure
                case Pay(range=Range() as amount, currency=str(currency), period=period) if period:
                    measured["range"] = amount, pay_measure(currency, period)
            if isinstance(part, SalaryBand) and part.experience_years:
                measured["experience_years"] = part.experience_years, YEARS
            for name, (value, measure) in measured.items():
                if odd := [end for end in value.ends if not measure.usually_from <= end <= measure.usually_to]:
                    words = {"number": odd[0], "least": measure.usually_from, "most": measure.usually_to}
                    shown = {word: self._shown(number) for word, number in words.items()}
                    kind = translated(f"words.measure.{measure.name}")
                    yield self._finding("unlikely", (*path, name), "status.unlikely", measure=kind, **shown)

    def _area_pay(self) -> Iterator[Finding]:
        """An area that does not differ from the national mean, with another pay than the band of its level."""
        salary = self.content if isinstance(self.content, Salary) else None
        bands = {band.level: band for band in salary.paid_bands} if salary else {}
        for path, part in self.figures:
            if isinstance(part, AreaPay) and part.difference and part.difference.value.ends == (0, 0):
                band = bands.get(part.level or "")
                if band and (part.range, part.currency, part.period) != (band.range, band.currency, band.period):
                    names = {"area": self.guide.areas[part.area].name, "level": self.guide.levels[band.level].name}
                    pays = {"pay": self._shown(part), "band": self._shown(band)}
                    yield self._finding("area_pay", (*path, "range"), "status.area_pay", **names, **pays)

    # --- texts

    def _translations(self) -> Iterator[Finding]:
        """Texts that may not be translated, or not wholly."""
        for (path, text), other in product(self.texts, LOCALES[1:]):
            count = {locale: len(text[locale].split()) for locale in (DEFAULT_LOCALE, other)}
            shorter, longer = sorted(count, key=count.__getitem__)
            is_sentence = count[longer] >= _SENTENCE and text[longer].endswith((".", "!", "?", ":"))
            if is_sentence and text[shorter] == text[longer]:
                yield self._finding("same", path, "status.same", count=count[longer], least=_SENTENCE)
            elif count[longer] > _LONG_ENOUGH and count[shorter] < _SHORT * count[longer]:
                languages = {"language": _language(shorter), "other": _language(longer)}
                words = {"few": count[shorter], "many": count[longer], **languages}
                yield self._finding("length", path, "status.shorter", **words)

    def _changed_alone(self) -> Iterator[Finding]:
        for path, part in self.records:
            if locales := self.look.changed.get(id(part)):
                others = [locale for locale in LOCALES if locale not in locales]
                words = {"language": _language(*locales), "other": _language(*others)}
                yield self._finding("changed_alone", path, "status.changed_alone", **words)

    def _pronouns(self) -> Iterator[Finding]:
        """Texts that begin with a pronoun, as if what stands above were part of the sentence."""
        for (path, text), locale in product(self.texts, LOCALES):
            if type(text) in _SENTENCES and (word := opening_pronoun(prose.plain(text[locale]), self._wording(locale))):
                found = self._finding("pronoun", (*path, locale), "status.pronoun", word=word)
                yield replace(found, quoted=(locale, word))

    def _mentions(self) -> Iterator[Finding]:
        """Each mention of sources, or of what is not known, in the running text of a role's full guide, counted."""
        for (path, text), locale, counted in product(self._running_texts(), LOCALES, BUDGET):
            for words in mentions(text[locale], counted, self._wording(locale)):
                self.counts[counted, locale] += 1
                number = {"number": self.counts[counted, locale], "most": BUDGET[counted]}
                where = {"language": _language(locale), "words": words}
                found = self._finding("mention", path, f"status.mention.{counted}", **number, **where)
                yield replace(found, quoted=(locale, words))

    def _running_texts(self) -> Iterator[tuple[Path, Mapping[Locale, str]]]:
        if self.role is None:
            return
        for path, text in self.texts:
            if type(text) is Prose and _APART.isdisjoint(path):
                yield path, {locale: prose.plain(text[locale]) for locale in LOCALES}
        for path, part in self.records:
            if isinstance(part, StudyPath) and part.duration is None:
                yield (*path, "duration"), in_each(lambda locale: self._wording(locale).label("path.duration_unknown"))

    # --- what a reader would miss

    def _gaps(self) -> Iterator[Finding]:
        """Fields left empty where the site then says that there is no data, or has nothing to link to."""
        for path, part in self.records:
            for name, key, words in self._empty_fields(part):
                yield self._finding("gap", (*path, *name), f"status.gap.{key}", **words)

    # --- what is our own

    def _editorial(self) -> Iterator[Finding]:
        """How much rests on our own judgement alone, counted once for a file."""
        for kind, name in _JUDGED.items():
            judged = [(path, part.basis) for path, part in self.records if isinstance(part, kind)]
            own = [path for path, basis in judged if basis == "editorial"]
            if own:
                words = {"count": len(own), "all": len(judged)}
                yield self._finding("editorial", (*own[0], "basis"), f"status.editorial.{name}", **words)

    def _empty_fields(self, part: Record) -> Iterator[tuple[Path, str, dict[str, Any]]]:
        """The empty fields of one record: the path of each, its message, and the words for that."""
        match part:
            case Salary(amounts=[]):
                yield ("bands",), "no_pay", {}
            case Classification():
                for locale in LOCALES:
                    if part.label[locale] is None:
                        yield ("label", locale), "label", {"name": self._name(part), "language": _language(locale)}
            case Specialization():
                if not set(part.levels).issubset(self.role.levels_of() if self.role else ()):
                    yield ("levels",), "specialization_pay", {"name": part.name}
                if not part.skills and part.skills_text is None:
                    yield ("skills",), "specialization_skills", {"name": part.name}
        is_class = isinstance(part, Tool) and part.kind != "product"
        for name in () if is_class else _SOUGHT.get(type(part), ()):
            if not getattr(part, name):
                yield (name,), name, {"name": self._name(part)}

    def _name(self, part: Record) -> Text:
        """What a record is called, or what it is about."""
        match part:
            case SalaryBand():
                return self.guide.levels[part.level].name
            case AreaPay():
                return self.guide.areas[part.area].name
            case Classification():
                scheme = self.guide.labels["scheme"][part.scheme]
                return Text.each(lambda locale: f"{scheme[locale]} {part.code}")
        return title_of(part)


def _language(*locales: Locale) -> Translated:
    return in_each(lambda locale: ", ".join(LanguageName(one).text(locale) for one in locales))
