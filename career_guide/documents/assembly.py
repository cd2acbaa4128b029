"""A variant of a role → a job description in one language.

Every sentence comes from the data or from the labels, and every figure from the data. Prose loses its links: what is
sent out stands alone. Where the data says nothing of a section, the document has none; pay says that there is no data.
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
    OwnField,
    Paragraph,
    Section,
    SectionId,
    Subheading,
)
from career_guide.documents.variants import Variant
from career_guide.model import licence, prose
from career_guide.model import role as role_model
from career_guide.model.catalogue import Certification
from career_guide.model.guide import Guide
from career_guide.model.locales import Locale
from career_guide.model.role import Item
from career_guide.model.values import Figure, Localized, Sourced
from career_guide.site.permanent import permanent_path
from career_guide.words.wording import Wording

TITLES: Final[dict[SectionId, str]] = {
    "employer": "documents.employer",
    "law": "documents.law",
    "purpose": "documents.purpose",
    "tasks": "documents.tasks",
    "skills": "documents.skills",
    "experience": "documents.experience",
    "education": "documents.education",
    "certifications": "documents.certifications",
    "tools": "documents.tools",
    "conditions": "documents.conditions",
    "pay": "documents.pay",
    "about": "documents.about",
}
"""The label of each section's title; the head's is the document's own."""
FIELD_LABELS: Final[dict[OwnField, str]] = {
    "company": "documents.company",
    "place": "documents.place",
    "contract": "documents.contract",
    "working_time": "documents.working_time",
    "agreement": "documents.agreement",
    "grade": "documents.grade",
    "own_pay": "documents.own_pay",
    "contact": "documents.contact",
}
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
        self.level = guide.levels[variant.level].name[locale] if variant.level else None
        self.band = variant.role.bands.get(variant.level or "")
        self.locale = locale
        self.words = Wording(guide.labels, locale)
        self.say = self.words.label
        named = variant.role.profile.title if variant.is_base or not variant.part else variant.part.name
        self.title = named[locale]
        self.revision = variant.role.revision
        self.sources: set[str] = set()
        """Those of what was said so far."""

    def document(self) -> JobDescription:
        profile = self.role.profile
        made = {name: tuple(getattr(self, name)()) for name in SECTIONS}
        before, between, after = self.say("documents.page", page=_PLACE, pages=_PLACE).split(_PLACE)
        return JobDescription(
            locale=self.locale,
            title=self.title,
            kind=self.say("documents.kind"),
            author=self.say("site.name"),
            reviewed=profile.reviewed,
            revision=self.revision,
            blank=f"[{self.say('documents.blank')}]",
            page=(before, between, after),
            sections=tuple(
                Section(name, self.say(TITLES[name]) if name in TITLES else self.title, blocks)
                for name, blocks in made.items()
                if blocks
            ),
        )

    # --- sections: each gives its blocks, none where the data says nothing of it

    def head(self) -> Iterator[Block]:
        profile = self.role.profile
        said = [self.say("documents.kind")]
        if not self.variant.is_base:
            said.append(profile.title[self.locale])
        if self.level:
            said.append(self.say("documents.with_level", level=self.level))
        yield _text(" · ".join(said))
        if self.variant.is_base and profile.alternative_titles[self.locale]:
            names = "; ".join(profile.alternative_titles[self.locale])
            yield _note(self.say("documents.also_called", names=names))

    def employer(self) -> Iterator[Block]:
        rows = tuple((self.say(FIELD_LABELS[field]), (Blank(field),)) for field in OWN_FIELDS)
        yield self._facts("documents.employer", rows)

    def law(self) -> Iterator[Block]:
        for note in self.words.notes("law_notes", f"{self.role.profile.market}_"):
            yield _note(note)

    def purpose(self) -> Iterator[Block]:
        if self.variant.part and not self.variant.is_base:
            yield _text(self.variant.part.summary[self.locale])
        chapter = self.role.work or self.role.profile
        self._draw_on(chapter)
        yield from self._prose(chapter.intro)

    def tasks(self) -> Iterator[Block]:
        sections = self.role.work.sections if self.role.work else []
        marked = [section for section in sections if section.job_description == "tasks"]
        chosen = marked or [section for section in sections if section.job_description is None]
        if self.variant.part:
            yield Subheading(self.say("documents.of_profile"))
            yield self._items(self.variant.part.activities)
            if chosen:
                yield Subheading(self.say("documents.of_role"))
            yield from self._sections(chosen, headed=False)
        else:
            yield from self._sections(chosen, headed=True)

    def skills(self) -> Iterator[Block]:
        part, path = self.variant.part, self.role.path
        if part and (part.skills or part.skills_text):
            self._draw_on(part)
            yield Subheading(self.say("documents.of_profile"))
            if part.skills:
                yield _list(self.guide.skills[skill].name[self.locale] for skill in part.skills)
            if part.skills_text:
                yield from self._prose(part.skills_text)
        for kind in ("technical", "transferable"):
            uses = [use for use in (path.skills if path else []) if self.guide.skills[use.skill].kind == kind]
            self._draw_on(*uses)
            if uses:
                yield Subheading(self.say(f"path.{kind}"))
                names = [self.guide.skills[use.skill].name[self.locale] for use in uses]
                yield Bullets(
                    tuple(Entry(_sentence(name), self._plain(use.text)) for name, use in zip(names, uses, strict=True))
                )

    def experience(self) -> Iterator[Block]:
        needed = self.role.path.experience if self.role.path else None
        self._draw_on(needed, self.band)
        entries = []
        if needed and needed.figure:
            entries.append(Entry(f"{self.say('roles.experience')}:", self._figure(needed.figure)))
        if self.band and self.band.experience_years:
            years = self.words.years(self.band.experience_years)
            entries.append(Entry(f"{self.say('documents.level')} – {self.level}:", years))
        if needed and needed.intro:
            yield from self._prose(needed.intro)
        if entries:
            yield Bullets(tuple(entries))
        if self.band and self.band.experience_note:
            yield _note(self.band.experience_note[self.locale])
        if needed and needed.outro:
            yield from self._prose(needed.outro, is_note=True)
        if self.variant.part:
            yield Subheading(self.say("specializations.cv"))
            yield self._items(self.variant.part.cv)

    def education(self) -> Iterator[Block]:
        path = self.role.path
        if not path:
            return
        self._draw_on(*path.studies, path.alternatives)
        studies = (
            (study.title[self.locale], "; ".join(self._name(subject) for subject in study.subjects))
            for study in path.studies
        )
        yield Bullets(tuple(Entry(f"{title}:" if subjects else title, subjects) for title, subjects in studies))
        if path.alternatives.items:
            yield Subheading(self.say("documents.alternatives"))
            yield _list(self._name(way) for way in path.alternatives.items)

    def certifications(self) -> Iterator[Block]:
        uses = self.role.path.certifications if self.role.path else []
        entries = []
        for use in uses:
            certification = self.guide.certifications[use.certification]
            self._draw_on(use)
            self.sources.add(certification.source)
            texts = [self._kind(certification), *([self._plain(use.text)] if use.text else [])]
            entries.append(Entry(_sentence(_named(certification)), " ".join(texts)))
        if entries:
            yield Bullets(tuple(entries))

    def tools(self) -> Iterator[Block]:
        tools = self.role.tools
        if not tools:
            return
        self._draw_on(*tools.families, *tools.devices)
        yield _note(self.say("documents.tools_note"))
        yield Bullets(
            tuple(
                Entry(
                    f"{self.guide.tool_categories[category.category].name[self.locale]}:",
                    ", ".join(self.guide.tools[use.tool].name for use in category.tools),
                )
                for family in tools.families
                for category in family.categories
            )
        )
        if tools.devices:
            yield Subheading(self.say("tools.devices"))
            yield Bullets(
                tuple(
                    Entry(f"{group.title[self.locale]}:", "; ".join(self._name(device) for device in group.devices))
                    for group in tools.devices
                )
            )

    def conditions(self) -> Iterator[Block]:
        chapters = [chapter for chapter in (self.role.work, self.role.balance) if chapter]
        sections = [section for chapter in chapters for section in chapter.sections]
        yield from self._sections((entry for entry in sections if entry.job_description == "conditions"), headed=True)

    def pay(self) -> Iterator[Block]:
        if self.role.salary and self.role.salary.paid_bands:
            yield from self._market_pay()
        benefits = self.role.salary.benefits if self.role.salary else None
        if benefits and benefits.items:
            self._draw_on(benefits)
            yield Subheading(self.say("documents.benefits"))
            yield _list(self._name(benefit) for benefit in benefits.items)
            if benefits.figure:
                yield _text(self.say("documents.worth", value=self._with_source(benefits.figure, self.band)))

    def about(self) -> Iterator[Block]:
        guide = self.say("site.name")
        if self.site_url:
            address = self.site_url + permanent_path(self.variant.key)
            yield Paragraph((f"{self.say('documents.from', guide=guide)} ", Link(address, address)))
        else:
            yield _text(self.say("documents.from_alone", guide=guide))
        day = self.words.date(self.role.profile.reviewed)
        yield _text(self.say("documents.revision", revision=self.revision, date=day))
        # The last section: all that needs a source was said before.
        sources = "; ".join(
            source.title[self.locale] for name, source in self.guide.sources.items() if name in self.sources
        )
        yield _text(self.say("documents.sources", sources=sources))
        before, after = self.say("documents.licence", licence=_PLACE).split(_PLACE)
        yield Paragraph((before, Link(licence.NAME, licence.deed(self.locale)), after))

    # --- pay

    def _market_pay(self) -> Iterator[Block]:
        self._draw_on(self.band)
        yield _text(self.say("documents.pay_note", country=self.words.country(self.role.profile.market)))
        figures = self.guide.sources[self.band.source].figures if self.band and self.band.source else None
        if figures:
            yield _text(self.say("salary.figures_are", what=figures[self.locale]))
        yield self._facts("documents.pay", tuple(self._pay_rows()))
        if self.band and self.variant.part:
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
        yield self.say("salary.variable_part"), (self._with_source(variable, self.band) if variable else nothing,)
        yield self.say("parts.source"), (self._source(self.band),)
        yield self.say("documents.date"), (self._date(self.band),)

    def _figure(self, figure: Figure) -> str:
        """A figure with the base of its percentage and its condition."""
        text = self._amount(figure)
        return f"{text} ({figure.condition[self.locale]})" if figure.condition else text

    def _amount(self, figure: Figure) -> str:
        self._draw_on(figure)
        text = self.words.figure(figure)
        return f"{text} {self.say(f'base.{figure.base}')}" if figure.base else text

    def _with_source(self, figure: Figure, other: Sourced | None) -> str:
        """A figure, with its source where it is not that of the other."""
        text = self._figure(figure)
        if other and (figure.source, figure.as_of) == (other.source, other.as_of):
            return text
        return self.say("documents.own_source", value=text, source=self._source(figure), date=self._date(figure))

    def _source(self, sourced: Sourced) -> str:
        source = self.guide.sources[sourced.source or ""]
        return (source.short or source.title)[self.locale]

    def _date(self, sourced: Sourced) -> str:
        return self.words.dated(sourced.as_of, self.guide.sources[sourced.source or ""].published)

    # --- parts of sections

    def _facts(self, caption: str, rows: tuple[tuple[str, Line], ...]) -> Facts:
        return Facts(self.say(caption), (self.say("documents.item"), self.say("documents.value")), rows)

    def _sections(self, sections: Iterable[role_model.Section], *, headed: bool) -> Iterator[Block]:
        """Sections of a chapter without their closing remarks; those without a heading are run together."""
        for section in sections:
            self._draw_on(section)
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
        self._draw_on(item)
        title = item.title[self.locale] if item.title else ""
        text = self._plain(item.text) if item.text else ""
        if item.figure:
            condition = [item.figure.condition[self.locale]] if item.figure.condition else []
            in_brackets = ", ".join([self._amount(item.figure), *condition])
            text = f"{text.removesuffix('.')} ({in_brackets})." if text else self._figure(item.figure)
        return Entry(_sentence(title) if title and text else title, text)

    def _name(self, item: Item) -> str:
        """An entry in a few words: its title, or its text where it has none."""
        if item.title:
            return item.title[self.locale]
        return self._plain(item.text).removesuffix(".") if item.text else ""

    def _kind(self, certification: Certification) -> str:
        issuer = certification.issuer or self.say("certifications.issuer_unknown")
        return f"{self.say(f'certifications.{certification.kind}')}. {self.say('certifications.issuer')}: {issuer}."

    def _plain(self, text: Localized[str]) -> str:
        return prose.plain(text[self.locale])

    def _prose(self, text: Localized[str], *, is_note: bool = False) -> Iterator[Block]:
        for are_bullets, blocks in groupby(prose.blocks(text[self.locale]), lambda block: block.marker == "-"):
            if are_bullets:
                yield Bullets(tuple(Entry(text=block.words) for block in blocks))
            else:
                yield from (Paragraph((f"{block.marker} {block.words}".strip(),), is_note) for block in blocks)

    def _draw_on(self, *records: Sourced | None) -> None:
        """Note where something comes from that the document says."""
        self.sources |= {record.source for record in records if record and record.source}


def _named(certification: Certification) -> str:
    """A certification's name, with its abbreviation."""
    return f"{certification.name} ({certification.abbreviation})" if certification.abbreviation else certification.name


def _sentence(title: str) -> str:
    """A title before a text on the same line: it ends as a sentence does."""
    return title if title.endswith((".", "?", "!", ":", "…")) else f"{title}."


def _text(text: str) -> Paragraph:
    return Paragraph((text,))


def _note(text: str) -> Paragraph:
    return Paragraph((text,), is_note=True)


def _list(texts: Iterable[str]) -> Bullets:
    return Bullets(tuple(Entry(text=text) for text in texts))
