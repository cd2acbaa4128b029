"""The state of the guide: what is there, what is missing, and what is worth an editor's look.

Takes the checked guide and a day; gives plain dataclasses, for the terminal, for machines and for the editors' page. No
file is read and nothing is refused: everything reported here is valid, and still a reader may miss something.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any, Final, Literal, TypeVar, get_args

from career_guide.model import prose
from career_guide.model.catalogue import Area, Certification, Level, Skill, Source, Tool
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CATALOGUED, CHAPTERS
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.parts import Path, figures, records_in
from career_guide.model.role import AreaPay, Classification, Pay, Salary, SalaryBand, Specialization, StudyPath
from career_guide.model.values import (
    YEARS,
    Figure,
    Localized,
    Measure,
    Range,
    Record,
    Slug,
    Sourced,
    Text,
    pay_measure,
)
from career_guide.words.bilingual import Said, in_each, said
from career_guide.words.wording import Wording

FindingKind = Literal["review", "unlikely", "area_pay", "same", "length", "gap", "undated", "not_retrieved"]
KINDS: Final[tuple[FindingKind, ...]] = get_args(FindingKind)
"""All kinds of findings, the most pressing first."""

_SOON: Final = timedelta(days=60)
"""How long before its day a review is announced."""
_LATE: Final = timedelta(days=2 * 366)
"""After how long without a review a role is no longer of its time."""
_SENTENCE: Final = 5
"""Words from which on a sentence that is the same in both languages was not translated; fewer may be a name."""
_SHORT: Final = 0.6
"""A text with fewer words than this share of its twin's may lack something."""
_LONG_ENOUGH: Final = 30
"""Words from which on a text is compared with its twin; below, languages differ by their nature."""
S = TypeVar("S")
R = TypeVar("R")

_SLUGS: Final = Localized[Slug]
_NAMES: Final = ("id", "area", "level", "skill", "tool", "certification", "category", "family", "scheme")
"""What an entry of a list is called by, where it has it."""


@dataclass(frozen=True)
class Finding:
    """Something that an editor may want to look at."""

    kind: FindingKind
    file: str
    """Below `data/`: `roles/key-account-manager/salary.yml`."""
    path: Path
    """The way to the field: keys, and list positions from 0; an entry of `changes.yml` goes by its date."""
    field: str
    """The same way for people, entries of lists by their ids: `bands.senior.variable`."""
    said: Said
    """What there is to see."""


@dataclass(frozen=True)
class PartStatus:
    """The overview, a chapter, a specialization or the changes of a role."""

    name: str
    """`overview`, a chapter's id, `specialization/<id>`, `changes`."""
    title: Said
    file: str
    """Below `data/`."""
    key: str | None
    """The key of its page; None where it has none, or does not exist."""
    is_present: bool
    words: Mapping[Locale, int]
    """Words of its texts, titles included."""
    figures: int
    undated: int
    """Figures that hold for no known day, nor does their source bear one."""


@dataclass(frozen=True)
class RoleStatus:
    """One role."""

    id: str
    title: Text
    reviewed: date
    review_by: date
    days_left: int
    """Until `review_by`; negative where it has passed."""
    parts: tuple[PartStatus, ...]
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> tuple[PartStatus, ...]:
        """The chapters that have no file."""
        return tuple(part for part in self.parts if not part.is_present)


@dataclass(frozen=True)
class CatalogueStatus:
    """One catalogue: skills, certifications, tools, terms, sources."""

    name: str
    file: str
    """Below `data/`."""
    records: int
    words: Mapping[Locale, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class GuideStatus:
    """The whole guide on one day."""

    day: date
    roles: tuple[RoleStatus, ...]
    catalogues: tuple[CatalogueStatus, ...]


def guide_status(guide: Guide, day: date) -> GuideStatus:
    """What there is to know of the guide on a day."""
    frame = _Frame(day, guide.levels, guide.areas, guide.sources, guide.labels)
    return GuideStatus(
        day=day,
        roles=tuple(
            _remembered(f"roles/{role_id}", role, frame, _role_status) for role_id, role in guide.roles.items()
        ),
        catalogues=tuple(
            _remembered(name, kinds, frame, partial(_catalogue_status, name))
            for name, kinds in _catalogues(guide).items()
        ),
    )


def by_kind(findings: Iterable[Finding]) -> list[tuple[Said, list[Finding]]]:
    """Findings under the heading of their kind, the most pressing kinds first."""
    found = list(findings)
    groups = [(kind, [finding for finding in found if finding.kind == kind]) for kind in KINDS]
    return [(said(f"status.kind.{kind}"), members) for kind, members in groups if members]


@dataclass(frozen=True)
class _Frame:
    """What the findings of a role or catalogue depend on besides it."""

    day: date
    levels: Mapping[str, Level]
    areas: Mapping[str, Area]
    sources: Mapping[str, Source]
    labels: Mapping[str, Mapping[str, Text]]

    def label(self, key: str) -> Said:
        return in_each(lambda locale: self.wording(locale).label(key))

    def wording(self, locale: Locale) -> Wording:
        return Wording(self.labels, locale)


_memory: dict[str, tuple[Any, _Frame, Any]] = {}
"""What was found the last time: a preview asks after every change, and most of the guide is as it was."""


def _remembered(name: str, subject: S, frame: _Frame, find: Callable[[S, _Frame], R]) -> R:
    """The status of a role or catalogue; found anew only where something changed since it was asked for last."""
    known = _memory.get(name)
    if known is None or known[:2] != (subject, frame):
        known = _memory[name] = subject, frame, find(subject, frame)
    status: R = known[2]
    return status


# --- roles


def _role_status(role: Role, frame: _Frame) -> RoleStatus:
    files = list(_files(role, frame))
    return RoleStatus(
        id=role.id,
        title=role.profile.title,
        reviewed=role.profile.reviewed,
        review_by=role.profile.review_by,
        days_left=(role.profile.review_by - frame.day).days,
        parts=tuple(_part_status(file, frame) for file in files),
        findings=(*_review(role, frame), *(found for file in files for found in _findings(file, role, frame))),
    )


@dataclass(frozen=True)
class _File:
    """A file with what it holds."""

    name: str
    title: Said
    file: str
    key: str | None
    content: Any
    """A record, or a mapping of records; None where the file does not exist."""

    @cached_property
    def texts(self) -> list[tuple[Path, Said]]:
        """The way to each text that stands in both languages, and its plain words."""
        return [
            (path, in_each(lambda locale, part=part: prose.plain(part[locale])))  # type: ignore[misc]
            for path, part in records_in(self.content)
            if isinstance(part, Localized) and type(part) is not _SLUGS and _is_text(part)
        ]

    @property
    def words(self) -> Mapping[Locale, int]:
        return {locale: sum(_count(plain[locale]) for _, plain in self.texts) for locale in LOCALES}

    def finding(self, kind: FindingKind, path: Path, said: Said) -> Finding:
        return Finding(kind, self.file, path, self.named(path), said)

    def named(self, path: Path) -> str:
        """The way to a field with the entries of lists by their ids; by their number, from 1, where they have none."""
        names = []
        current = self.content
        for step in path:
            if isinstance(step, int):
                current = current[step]
                own = (getattr(current, name) for name in _NAMES if hasattr(current, name))
                names.append(str(next(own, step + 1)))
            else:
                current = current.get(step) if isinstance(current, dict) else getattr(current, step, None)
                names.append(step)
        return ".".join(names)


def _files(role: Role, frame: _Frame) -> Iterator[_File]:
    """The files that a role has or may have, in the order of the site."""
    folder, key = f"roles/{role.id}", f"role/{role.id}"
    yield _File("overview", frame.label("chapters.overview"), f"{folder}/role.yml", key, role.profile)
    for chapter_id in CHAPTERS:
        chapter = role.chapter(chapter_id)
        page = f"{key}/chapter/{chapter_id}" if chapter else None
        yield _File(chapter_id, frame.label(f"chapters.{chapter_id}"), f"{folder}/{chapter_id}.yml", page, chapter)
        if chapter_id == "specializations":
            for part_id, part in role.specialization.items():
                name = f"specialization/{part_id}"
                file = f"{folder}/specializations/{part_id}.yml"
                yield _File(name, in_each(part.name.__getitem__), file, f"{key}/{name}", part)
    changes = {change.date.isoformat(): change for change in role.changes}
    yield _File("changes", frame.label("roles.changes"), f"{folder}/changes.yml", None, changes or None)


def _part_status(file: _File, frame: _Frame) -> PartStatus:
    found = list(_figures_in(file))
    return PartStatus(
        name=file.name,
        title=file.title,
        file=file.file,
        key=file.key,
        is_present=file.content is not None,
        words=file.words,
        figures=len(found),
        undated=sum(_is_undated(figure, frame) for _, figure in found),
    )


def _findings(file: _File, role: Role, frame: _Frame) -> Iterator[Finding]:
    """All findings of one file of a role."""
    yield from _unlikely(file, frame)
    yield from _text_findings(file)
    yield from _gaps(file, frame, role)
    yield from _undated(file, frame)
    yield from _different_area_pay(file, role, frame)


def _review(role: Role, frame: _Frame) -> Iterator[Finding]:
    profile = role.profile
    if profile.review_by - frame.day <= _SOON:
        yield Finding(
            "review",
            f"roles/{role.id}/role.yml",
            ("review_by",),
            "review_by",
            said(
                "status.review_passed" if profile.review_by < frame.day else "status.review_soon",
                day=in_each(lambda locale: frame.wording(locale).date(profile.review_by)),
                reviewed=in_each(lambda locale: frame.wording(locale).date(profile.reviewed)),
            ),
        )

    if profile.review_by - profile.reviewed > _LATE:
        words = said("status.review_late", years=_LATE.days // 365)
        yield Finding("unlikely", f"roles/{role.id}/role.yml", ("review_by",), "review_by", words)


# --- what a reader would miss


def _gaps(file: _File, frame: _Frame, role: Role | None = None) -> Iterator[Finding]:
    """Fields left empty where the site then says that there is no data, or has nothing to link to."""
    for path, part in records_in(file.content):
        for field, key, words in _empty_fields(part, frame, role):
            yield file.finding("gap", (*path, *field), said(f"status.gap.{key}", **words))


def _empty_fields(part: Record, frame: _Frame, role: Role | None) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """The empty fields of one record: the way to each, its message, and the words for that."""
    match part:
        case Salary(amounts=[]):
            yield ("bands",), "no_pay", {}
        case SalaryBand(range=None):
            yield ("range",), "pay", {"name": frame.levels[part.level].name}
        case SalaryBand(variable=None):
            yield ("variable",), "variable", {"name": frame.levels[part.level].name}
        case AreaPay(places=None):
            yield ("places",), "places", {"name": frame.areas[part.area].name}
        case StudyPath(duration=None):
            yield ("duration",), "duration", {"name": part.title}
        case Classification():
            words: dict[str, Any] = {"name": frame.label(f"scheme.{part.scheme}"), "code": part.code}
            for locale in LOCALES:
                if part.label[locale] is None:
                    yield ("label", locale), "label", words | {"language": said(f"words.language.{locale}")}
            if part.uri is None:
                yield ("uri",), "uri", words
        case Specialization():
            if not set(part.levels).issubset(role.levels_of() if role else ()):
                yield ("levels",), "specialization_pay", {"name": part.name}
            if not part.skills and part.skills_text is None:
                yield ("skills",), "specialization_skills", {"name": part.name}
        case Certification(issuer=None):
            yield ("issuer",), "issuer", {"name": part.name}
        case Certification(url=None):
            yield ("url",), "certification_url", {"name": part.name}
        case Tool(kind="product"):
            if part.vendor is None:
                yield ("vendor",), "tool_vendor", {"name": part.name}
            if part.url is None:
                yield ("url",), "tool_url", {"name": part.name}
        case Skill(esco=[]):
            yield ("esco",), "esco", {"name": part.name}
        case _:
            pass


# --- figures


def _figures_in(file: _File) -> Iterator[tuple[Path, Sourced]]:
    return figures(file.content) if isinstance(file.content, Record) else iter(())


def _is_undated(figure: Sourced, frame: _Frame) -> bool:
    return figure.as_of is None and figure.source is not None and frame.sources[figure.source].published is None


def _undated(file: _File, frame: _Frame) -> Iterator[Finding]:
    """The undated figures of a file, once for each source that they rest on."""
    found: dict[str | None, list[Path]] = {}
    for path, figure in _figures_in(file):
        if _is_undated(figure, frame):
            found.setdefault(figure.source, []).append(path)
    for source, paths in found.items():
        form = "one" if len(paths) == 1 else "other"
        names = ", ".join(file.named(path) for path in paths)
        words = said(f"status.undated_{form}", count=len(paths), source=source, fields=names)
        yield file.finding("undated", paths[0], words)


def _unlikely(file: _File, frame: _Frame) -> Iterator[Finding]:
    """Numbers that can be and seldom are: often a slip of the pen, or an amount for a month."""
    for path, part in records_in(file.content):
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
                words = said(
                    "status.unlikely",
                    number=in_each(lambda locale, end=odd[0]: frame.wording(locale).number(end)),  # type: ignore[misc]
                    measure=said(f"words.measure.{measure.name}"),
                    least=in_each(lambda locale, least=measure.usually_from: frame.wording(locale).number(least)),  # type: ignore[misc]
                    most=in_each(lambda locale, most=measure.usually_to: frame.wording(locale).number(most)),  # type: ignore[misc]
                )
                yield file.finding("unlikely", (*path, name), words)


def _different_area_pay(file: _File, role: Role, frame: _Frame) -> Iterator[Finding]:
    """An area that does not differ from the national mean, with another pay than the national band of its level."""
    bands = {band.level: band for band in role.salary.paid_bands} if role.salary else {}
    for path, part in _figures_in(file):
        if isinstance(part, AreaPay) and part.difference and part.difference.value.ends == (0, 0):
            band = bands.get(part.level or "")
            if band and (part.range, part.currency, part.period) != (band.range, band.currency, band.period):
                words = said(
                    "status.area_pay",
                    area=frame.areas[part.area].name,
                    level=frame.levels[band.level].name,
                    pay=in_each(lambda locale, pay=part: frame.wording(locale).pay(pay)),  # type: ignore[misc]
                    band=in_each(lambda locale, pay=band: frame.wording(locale).pay(pay)),  # type: ignore[misc]
                )
                yield file.finding("area_pay", (*path, "range"), words)


# --- texts


def _text_findings(file: _File) -> Iterator[Finding]:
    """Texts that may not be translated, or not wholly."""
    for path, plain in file.texts:
        count = {locale: _count(plain[locale]) for locale in LOCALES}
        if len(set(plain.values())) == 1 and count["it"] >= _SENTENCE and plain["it"].endswith((".", "!", "?", ":")):
            yield file.finding("same", path, said("status.same", count=count["it"], least=_SENTENCE))
        shorter, longer = sorted(LOCALES, key=lambda locale: count[locale])
        if count[longer] > _LONG_ENOUGH and count[shorter] < _SHORT * count[longer]:
            words = said(f"status.length_{shorter}", few=count[shorter], many=count[longer])
            yield file.finding("length", path, words)


def _is_text(part: Localized[Any]) -> bool:
    return all(isinstance(part[locale], str) for locale in LOCALES)


def _count(plain: str) -> int:
    return len(plain.split())


# --- catalogues


def _catalogues(guide: Guide) -> dict[str, dict[str, Mapping[str, Record]]]:
    """File → key within it → records; the key is empty where they are the whole file."""
    found: dict[str, dict[str, Mapping[str, Record]]] = {}
    for kind in CATALOGUED:
        found.setdefault(kind.file, {})[kind.within] = guide.records(kind.name)
    return found


def _catalogue_status(name: str, kinds: Mapping[str, Mapping[str, Record]], frame: _Frame) -> CatalogueStatus:
    file = _File(name, {}, f"{name}.yml", None, kinds.get("", kinds))
    findings = [*_text_findings(file), *_gaps(file, frame)]
    for path, record in records_in(file.content):
        if isinstance(record, Source) and record.retrieved is None:
            words = said("status.not_retrieved", name=record.title)
            findings.append(file.finding("not_retrieved", (*path, "retrieved"), words))
    return CatalogueStatus(name, file.file, sum(map(len, kinds.values())), file.words, tuple(findings))
