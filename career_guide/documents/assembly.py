"""A variant of a role → a job description in one language.

Every sentence comes from the data or from the labels, and every figure from the data. Prose loses its links: what is
sent out stands alone. Where the data says nothing of a section, the document has none.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from career_guide.documents.blocks import (
    OWN_FIELDS,
    SECTIONS,
    Blank,
    Block,
    Bullets,
    Entry,
    Facts,
    JobDescription,
    Line,
    Link,
    Paragraph,
    Section,
    SectionId,
    Subheading,
)
from career_guide.documents.variants import Variant
from career_guide.model import licence, prose
from career_guide.model import role as role_model
from career_guide.model.guide import Guide
from career_guide.model.locales import Locale
from career_guide.model.parts import records_in
from career_guide.model.role import Item, JobDescriptionPart
from career_guide.model.values import Figure, Localized, Record, Sourced
from career_guide.site.permanent import permanent_path
from career_guide.words.wording import Wording

_PLACE: Final = "\0"


def job_description(guide: Guide, site_url: str, variant: Variant, locale: Locale) -> JobDescription:
    """Put a document together.

    Args:
        guide: The guide that the role stands in.
        site_url: Absolute address of the site's root, ending with a slash; empty where it is not known.
        variant: What it describes.
        locale: The language.
    """
    return _Assembly(guide, site_url, variant, locale).document()


class _Assembly:
    """The parts of one document."""

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
        before, between, after = self.say("documents.page", page=_PLACE, pages=_PLACE).split(_PLACE)
        return JobDescription(
            locale=self.locale,
            title=self.title,
            kind=self.say("documents.kind"),
            author=self.say("site.name"),
            reviewed=self.role.profile.reviewed,
            revision=self.role.revision,
            blank=f"[{self.say('documents.blank')}]",
            page=(before, between, after),
            sections=tuple(
                Section(name, self._title(name), blocks)
                for name in SECTIONS
                if (blocks := tuple(getattr(self, name)()))
            ),
        )

    def _title(self, section: SectionId) -> str:
        return self.title if section == "head" else self.say(f"documents.{section}")

    # --- sections: each gives its blocks, none where the data has nothing for it

    def head(self) -> Iterator[Block]:
        profile = self.role.profile
        parts = [self.say("documents.kind")]
        if not self.variant.is_base:
            parts.append(profile.title[self.locale])
        if self.level:
            parts.append(self.say("documents.with_level", level=self.level))
        yield _text(" · ".join(parts))
        if self.variant.is_base and profile.alternative_titles[self.locale]:
            names = "; ".join(profile.alternative_titles[self.locale])
            yield _note(self.say("documents.also_called", names=names))

    def employer(self) -> Iterator[Block]:
        yield self._facts("employer", ((self.say(f"documents.{field}"), (Blank(field),)) for field in OWN_FIELDS))

    def law(self) -> Iterator[Block]:
        for law in self.laws:
            yield Subheading(law.name[self.locale])
            yield from self._prose(law.text, is_note=True)

    def purpose(self) -> Iterator[Block]:
        if self.part and not self.variant.is_base:
            yield _text(self.part.summary[self.locale])
        yield from self._prose((self.role.work or self.role.profile).intro)

    def tasks(self) -> Iterator[Block]:
        of_role = self._sections(self._for("tasks"), headed=not self.part)
        if not self.part:
            yield from of_role
            return
        if self.part.activities:
            yield Subheading(self.say("documents.of_profile"))
            yield self._items(self.part.activities)
        if blocks := list(of_role):
            yield Subheading(self.say("documents.of_role"))
            yield from blocks

    def skills(self) -> Iterator[Block]:
        if self.part and (self.part.skills or self.part.skills_text):
            yield Subheading(self.say("documents.of_profile"))
            if self.part.skills:
                yield _list(self.guide.skills[skill].name[self.locale] for skill in self.part.skills)
            if self.part.skills_text:
                yield from self._prose(self.part.skills_text)
        for kind in ("technical", "transferable"):
            uses = [(self.guide.skills[use.skill], use) for use in (self.role.path.skills if self.role.path else ())]
            if of_kind := [(skill, use) for skill, use in uses if skill.kind == kind]:
                yield Subheading(self.say(f"path.{kind}"))
                yield Bullets(tuple(self._titled(skill.name[self.locale], use.text) for skill, use in of_kind))

    def experience(self) -> Iterator[Block]:
        needed = self.role.path.experience if self.role.path else None
        if needed and needed.intro:
            yield from self._prose(needed.intro)
        # What the role takes in general may be more than a level does.
        if self.band and self.band.experience_years:
            years = self.words.years(self.band.experience_years)
            yield Bullets((Entry(f"{self.say('documents.level')} – {self.level}:", years),))
        elif needed and needed.figure:
            yield Bullets((Entry(f"{self.say('roles.experience')}:", self._figure(needed.figure)),))
        if self.band and self.band.experience_note:
            yield _note(self.band.experience_note[self.locale])
        if self.part and self.part.cv:
            yield Subheading(self.say("specializations.cv"))
            yield self._items(self.part.cv)

    def education(self) -> Iterator[Block]:
        path = self.role.path
        if not path:
            return
        studies = (
            (study.title[self.locale], "; ".join(self._name(subject) for subject in study.subjects))
            for study in path.studies
        )
        if path.studies:
            yield Bullets(tuple(Entry(f"{title}:" if subjects else title, subjects) for title, subjects in studies))
        if path.alternatives and path.alternatives.items:
            yield Subheading(self.say("documents.alternatives"))
            yield _list(self._name(way) for way in path.alternatives.items)

    def certifications(self) -> Iterator[Block]:
        entries = []
        for use in self.role.path.certifications if self.role.path else ():
            certification = self.guide.certifications[use.certification]
            short = f" ({certification.abbreviation})" if certification.abbreviation else ""
            entries.append(self._titled(certification.name + short, use.text))
        if entries:
            yield Bullets(tuple(entries))

    def tools(self) -> Iterator[Block]:
        if not self.role.tools or not self.role.tools.families:
            return
        yield _note(self.say("documents.tools_note"))
        yield Bullets(
            tuple(
                Entry(
                    f"{self.guide.tool_categories[category.category].name[self.locale]}:",
                    ", ".join(self.guide.tools[use.tool].name for use in category.tools),
                )
                for family in self.role.tools.families
                for category in family.categories
            )
        )

    def conditions(self) -> Iterator[Block]:
        yield from self._sections(self._for("conditions"), headed=True)

    def pay(self) -> Iterator[Block]:
        if self.role.salary and self.role.salary.paid_bands:
            yield from self._market_pay()
        benefits = self.role.salary.benefits if self.role.salary else None
        if benefits and benefits.items:
            yield Subheading(self.say("documents.benefits"))
            yield _list(self._name(benefit) for benefit in benefits.items)
            if benefits.figure:
                yield _text(self.say("documents.worth", value=self._with_source(benefits.figure)))

    def about(self) -> Iterator[Block]:
        guide = self.say("site.name")
        if self.site_url:
            address = self.site_url + permanent_path(self.variant.key)
            yield Paragraph((f"{self.say('documents.from', guide=guide)} ", Link(address, address)))
        else:
            yield _text(self.say("documents.from_alone", guide=guide))
        day = self.words.date(self.role.profile.reviewed)
        yield _text(self.say("documents.revision", revision=self.role.revision, date=day))
        drawn_on = self._drawn_on()
        titles = (source.title[self.locale] for name, source in self.guide.sources.items() if name in drawn_on)
        if sources := "; ".join(titles):
            yield _text(self.say("documents.sources", sources=sources))
        before, after = self.say("documents.licence", licence=_PLACE).split(_PLACE)
        yield Paragraph((before, Link(licence.NAME, licence.deed(self.locale)), after))

    # --- where it comes from

    def _for(self, part: JobDescriptionPart) -> list[role_model.Section]:
        """The sections of the role's chapters that the data means for a part of the document.

        Tasks are all sections of the work that are meant for nothing else, if none are marked.
        """
        work = self.role.work.sections if self.role.work else []
        chapters = [*work, *(self.role.balance.sections if self.role.balance else ())]
        marked = [section for section in chapters if section.job_description == part]
        return marked or [section for section in work if part == "tasks" and section.job_description is None]

    def _drawn_on(self) -> set[str | None]:
        """The ids of the sources that the document uses."""
        path, tools, salary = self.role.path, self.role.tools, self.role.salary
        records: list[Record | None] = [self.part, self.band, salary.benefits if salary else None]
        records += [*self._for("tasks"), *self._for("conditions"), *(tools.families if tools else ())]
        if path:
            records += [path.experience, path.alternatives, *path.skills, *path.studies, *path.certifications]
        sourced = [part for _, part in records_in([*records, *self.laws])]
        return {(self.role.work or self.role.profile).source, *(getattr(part, "source", None) for part in sourced)}

    # --- pay and other figures

    def _market_pay(self) -> Iterator[Block]:
        yield _text(self.say("documents.pay_note", country=self.words.country(self.role.profile.market)))
        figures = self.guide.sources[self.band.source].figures if self.band and self.band.source else None
        if figures:
            yield _text(self.say("salary.figures_are", what=figures[self.locale]))
        yield self._facts("pay", self._pay_rows())
        if self.band and self.part:
            yield _note(self.say("specializations.pay_of_level"))
        if self.band and self.band.note:
            yield from self._prose(self.band.note, is_note=True)

    def _pay_rows(self) -> Iterator[tuple[str, Line]]:
        nothing = self.say("parts.no_data")
        if self.level:
            yield self.say("salary.level"), (self.level,)
        if self.band is None:
            yield self.say("salary.amount"), (nothing,)
            return
        if self.band.experience_years:
            yield self.say("salary.years"), (self.words.years(self.band.experience_years),)
        amount = f"{self.words.pay(self.band)} {self.words.terms(self.band)}" if self.band.range else nothing
        yield self.say("salary.amount"), (amount,)
        variable = self.band.variable
        yield self.say("salary.variable_part"), (self._with_source(variable) if variable else nothing,)
        yield self.say("parts.source"), (self._source(self.band),)
        yield self.say("documents.date"), (self._date(self.band),)

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

    def _sections(self, sections: Iterable[role_model.Section], *, headed: bool) -> Iterator[Block]:
        """Sections of a chapter without their closing remarks; those without a heading are joined."""
        for section in sections:
            if headed:
                yield Subheading(section.title[self.locale])
            if section.intro:
                yield from self._prose(section.intro)
            if section.figure:
                yield _text(self._figure(section.figure))
            if section.items:
                yield self._items(section.items)

    def _items(self, items: Iterable[Item]) -> Bullets:
        return Bullets(tuple(self._entry(item) for item in items))

    def _entry(self, item: Item) -> Entry:
        title = item.title[self.locale] if item.title else ""
        text = self._plain(item.text) if item.text else ""
        if item.figure:
            figure = self._figure(item.figure)
            text = f"{text.removesuffix('.')}: {figure}." if text else figure
        return Entry(_sentence(title) if title and text else title, text)

    def _name(self, item: Item) -> str:
        """An entry in a few words: its title, or its text where it has none."""
        if item.title:
            return item.title[self.locale]
        return self._plain(item.text).removesuffix(".") if item.text else ""

    def _titled(self, title: str, text: Localized[str] | None) -> Entry:
        return Entry(_sentence(title), self._plain(text)) if text else Entry(title)

    def _plain(self, text: Localized[str]) -> str:
        return prose.plain(text[self.locale])

    def _prose(self, text: Localized[str], *, is_note: bool = False) -> Iterator[Block]:
        for are_bullets, blocks in groupby(prose.blocks(text[self.locale]), lambda block: block.marker == "-"):
            if are_bullets:
                yield Bullets(tuple(Entry(text=block.words) for block in blocks))
            else:
                yield from (Paragraph((f"{block.marker} {block.words}".strip(),), is_note) for block in blocks)


def _sentence(title: str) -> str:
    """A title before a text on the same line: it ends as a sentence does."""
    return title if title.endswith((".", "?", "!", ":", "…")) else f"{title}."


def _text(text: str) -> Paragraph:
    return Paragraph((text,))


def _note(text: str) -> Paragraph:
    return Paragraph((text,), is_note=True)


def _list(texts: Iterable[str]) -> Bullets:
    return Bullets(tuple(Entry(text=text) for text in texts))
