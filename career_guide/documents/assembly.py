"""What adverts and profiles have in common: names, figures, market pay, where the document comes from.

Every sentence comes from the data or from the labels, and every figure from the data. Prose loses its links: what is
sent out stands alone. Where the data says nothing of a section, the document has none.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import ClassVar, Final

from career_guide.documents.blocks import (
    SECTIONS,
    Blank,
    Block,
    Bullets,
    Entry,
    Facts,
    JobDescription,
    Kind,
    Line,
    Link,
    Paragraph,
    Section,
    SectionId,
)
from career_guide.documents.variants import Variant
from career_guide.model import licence, prose
from career_guide.model.guide import Guide
from career_guide.model.locales import Locale
from career_guide.model.role import SalaryBand
from career_guide.model.values import Figure, Localized, Sourced
from career_guide.site.permanent import permanent_path
from career_guide.words.wording import Wording

PLACE: Final = "\0"
"""Stands for what is not words, to split a text there."""


class Assembly(ABC):
    """The parts of one document; a method for each section that its kind has gives the blocks of that section."""

    kind: ClassVar[Kind]

    def __init__(self, guide: Guide, site_url: str, variant: Variant, locale: Locale) -> None:
        self.guide = guide
        self.site_url = site_url
        self.variant = variant
        self.role = variant.role
        self.part = variant.part
        self.level = guide.levels[variant.level].name[locale] if variant.level else None
        self.band = variant.role.bands.get(variant.level or "")
        self.laws = [law for law in guide.laws.values() if variant.role.profile.market in law.markets]
        self.locale = locale
        self.words = Wording(guide.labels, locale)
        self.say = self.words.label
        named = variant.part.name if variant.part and not variant.is_base else variant.role.profile.title
        self.title = named[locale]

    def document(self) -> JobDescription:
        """The whole document."""
        before, between, after = self.say("documents.page", page=PLACE, pages=PLACE).split(PLACE)
        return JobDescription(
            locale=self.locale,
            title=self.title,
            kind=self.say(f"documents.kind_{self.kind}"),
            author=self.say("site.name"),
            reviewed=self.role.profile.reviewed,
            revision=self.role.revision,
            blank=f"[{self.say('documents.blank')}]",
            header=(f"{self.say('documents.company')}: ", Blank("company")),
            page=(before, between, after),
            sections=tuple(
                Section(name, self._title(name), blocks)
                for name in SECTIONS[self.kind]
                if (blocks := tuple(getattr(self, f"_{name}")()))
            ),
            annex=self._annex(),
            origin=Section("origin", "", tuple(self._origin())),
        )

    def _annex(self) -> Section | None:
        """What may be added to the document, which has none unless its kind says so."""
        return None

    def _title(self, section: SectionId) -> str:
        return self.title if section == "head" else self.say(f"documents.{section}")

    @abstractmethod
    def _head(self) -> Iterator[Block]:
        """What stands below the title."""

    def _origin(self) -> Iterator[Block]:
        guide, revision = self.say("site.name"), self.role.revision
        where = f"{self.say('documents.from', guide=guide)} · {self.say('documents.of_revision', revision=revision)} · "
        yield Paragraph((where, Link(licence.NAME, licence.deed(self.locale))), is_note=True)
        if self.site_url:
            address = self.site_url + permanent_path(self.variant.key)
            yield Paragraph((Link(address, address),), is_note=True)

    # --- pay and other figures

    def _market_pay(self) -> Iterator[Block]:
        """What the market pays at the level of experience; nothing where that is not known."""
        if self.band is None or self.band.range is None:
            return
        yield text(self.say("documents.pay_note", country=self.words.country(self.role.profile.market)))
        if figures := self.guide.sources[self.band.source or ""].figures:
            yield text(self.say("salary.figures_are", what=figures[self.locale]))
        yield self._facts("pay", self._pay_rows(self.band))
        if self.part:
            yield note(self.say("specializations.pay_of_level"))

    def _pay_rows(self, band: SalaryBand) -> Iterator[tuple[str, Line]]:
        if self.level:
            yield self.say("salary.level"), (self.level,)
        if band.experience_years:
            yield self.say("salary.years"), (self.words.years(band.experience_years),)
        yield self.say("salary.amount"), (f"{self.words.pay(band)} {self.words.terms(band)}",)
        if band.variable:
            yield self.say("salary.variable_part"), (self._with_source(band.variable),)
        yield self.say("parts.source"), (self._source(band),)
        yield self.say("documents.date"), (self._date(band),)
        confidence = self.guide.sources[band.source or ""].confidence
        yield self.say("documents.confidence"), (self.say(f"confidence.{confidence}"),)

    def _figure(self, figure: Figure) -> str:
        """A figure with the base of its percentage and its condition."""
        text = self.words.figure(figure)
        if figure.base:
            text = f"{text} {self.say(f'base.{figure.base}')}"
        return f"{text} ({figure.condition[self.locale]})" if figure.condition else text

    def _with_source(self, figure: Figure) -> str:
        """A figure, with its source where it is not that of the band."""
        text = self._figure(figure)
        if self.band and (figure.source, figure.as_of) == (self.band.source, self.band.as_of):
            return text
        return self.say("documents.own_source", value=text, source=self._source(figure), date=self._date(figure))

    def _source(self, sourced: Sourced) -> str:
        source = self.guide.sources[sourced.source or ""]
        return (source.short or source.title)[self.locale]

    def _date(self, sourced: Sourced) -> str:
        return self.words.dated(sourced.as_of, self.guide.sources[sourced.source or ""].published)

    # --- parts of sections

    def _facts(self, section: SectionId, rows: Iterable[tuple[str, Line]]) -> Facts:
        headings = self.say("documents.item"), self.say("documents.value")
        return Facts(self._title(section), headings, tuple(rows))

    def _examples(self) -> Iterator[tuple[str, str]]:
        """The categories of tools, each with the tools that the role's page names."""
        for family in self.role.tools.families if self.role.tools else ():
            for category in family.categories:
                names = ", ".join(self.guide.tools[use.tool].name for use in category.tools)
                yield self.guide.tool_categories[category.category].name[self.locale], names

    def _plain(self, text: Localized[str]) -> str:
        return prose.plain(text[self.locale])

    def _prose(self, text: Localized[str], *, is_note: bool = False) -> Iterator[Block]:
        for are_bullets, blocks in groupby(prose.blocks(text[self.locale]), lambda block: block.marker == "-"):
            if are_bullets:
                yield Bullets(tuple(Entry(text=block.words) for block in blocks))
            else:
                yield from (Paragraph((f"{block.marker} {block.words}".strip(),), is_note) for block in blocks)


def text(words: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((words,))


def note(words: str) -> Paragraph:
    """A paragraph that is set apart from the description of the job."""
    return Paragraph((words,), is_note=True)


def bullets(texts: Iterable[str]) -> Bullets:
    """A list of plain words."""
    return Bullets(tuple(Entry(text=text) for text in texts))
