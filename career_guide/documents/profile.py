"""A variant of a role → its full profile, for internal use: what the guide knows of it, with the sources."""

from collections.abc import Iterable, Iterator
from typing import Final

from career_guide.documents.assembly import PLACE, Assembly, bullets, note, text
from career_guide.documents.blocks import (
    OWN_FIELDS,
    Blank,
    Block,
    Bullets,
    Entry,
    Link,
    Paragraph,
    Subheading,
)
from career_guide.model import licence
from career_guide.model import role as role_model
from career_guide.model.parts import records_in
from career_guide.model.role import Item, JobDescriptionPart
from career_guide.model.values import Localized, Record

_OWN_FIELDS: Final = [field for field in OWN_FIELDS if field not in ("own_tools", "contact", "closing_day")]
"""Those that do not depend on a vacancy, without the tools, which have a list of their own."""


class Profile(Assembly):
    """The profile of a role or of a specialization at a level of experience."""

    kind = "profile"

    def _head(self) -> Iterator[Block]:
        profile = self.role.profile
        parts = [self.say("documents.kind_profile")]
        if not self.variant.is_base:
            parts.append(profile.title[self.locale])
        if self.level:
            parts.append(self.say("documents.with_level", level=self.level))
        yield text(" · ".join(parts))
        if self.variant.is_base and profile.alternative_titles[self.locale]:
            names = "; ".join(profile.alternative_titles[self.locale])
            yield note(self.say("documents.also_called", names=names))

    def _employer(self) -> Iterator[Block]:
        yield self._facts("employer", ((self.say(f"documents.{field}"), (Blank(field),)) for field in _OWN_FIELDS))

    def _law(self) -> Iterator[Block]:
        for law in self.laws:
            yield Subheading(law.name[self.locale])
            yield from self._prose(law.text, is_note=True)

    def _purpose(self) -> Iterator[Block]:
        yield from self._prose((self.role.work or self.role.profile).intro)
        if self.part and not self.variant.is_base:
            difference = self.part.difference
            yield from self._prose(difference.text if difference else self.part.summary)

    def _tasks(self) -> Iterator[Block]:
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

    def _skills(self) -> Iterator[Block]:
        if self.part and (self.part.skills or self.part.skills_text):
            yield Subheading(self.say("documents.of_profile"))
            if self.part.skills:
                yield bullets(self.guide.skills[skill].name[self.locale] for skill in self.part.skills)
            if self.part.skills_text:
                yield from self._prose(self.part.skills_text)
        for kind in ("technical", "transferable"):
            uses = [(self.guide.skills[use.skill], use) for use in (self.role.path.skills if self.role.path else ())]
            if of_kind := [(skill, use) for skill, use in uses if skill.kind == kind]:
                yield Subheading(self.say(f"path.{kind}"))
                yield Bullets(tuple(self._titled(skill.name[self.locale], use.text) for skill, use in of_kind))

    def _experience(self) -> Iterator[Block]:
        # What the role takes in general may be more than a level does.
        if self.band and self.band.experience_years:
            years = self.words.years(self.band.experience_years)
            yield Bullets((Entry(f"{self.say('documents.level')} – {self.level}:", years),))
        elif self.role.path and (needed := self.role.path.experience):
            if needed.intro:
                yield from self._prose(needed.intro)
            if needed.figure:
                yield Bullets((Entry(f"{self.say('roles.experience')}:", self._figure(needed.figure)),))

    def _education(self) -> Iterator[Block]:
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
            yield bullets(self._name(way) for way in path.alternatives.items)

    def _certifications(self) -> Iterator[Block]:
        """Those that are known to be awarded by somebody: an employer cannot ask for others."""
        uses = self.role.path.certifications if self.role.path else ()
        known = [self.guide.certifications[use.certification] for use in uses]
        if awarded := [one for one in known if one.issuer]:
            yield bullets(f"{one.name} ({one.abbreviation})" if one.abbreviation else one.name for one in awarded)

    def _tools(self) -> Iterator[Block]:
        if examples := tuple(Entry(f"{category}:", names) for category, names in self._examples()):
            yield note(self.say("documents.tools_note"))
            yield Bullets(examples)

    def _conditions(self) -> Iterator[Block]:
        yield from self._sections(self._for("conditions"), headed=True)

    def _pay(self) -> Iterator[Block]:
        yield from self._market_pay()
        benefits = self.role.salary.benefits if self.role.salary else None
        if benefits and benefits.items:
            yield Subheading(self.say("documents.benefits"))
            yield bullets(self._name(benefit) for benefit in benefits.items)
            if benefits.figure:
                yield text(self.say("documents.worth", value=self._with_source(benefits.figure)))

    def _about(self) -> Iterator[Block]:
        day = self.words.date(self.role.profile.reviewed)
        yield text(self.say("documents.revision", revision=self.role.revision, date=day))
        drawn_on = self._drawn_on()
        titles = (source.title[self.locale] for name, source in self.guide.sources.items() if name in drawn_on)
        if sources := "; ".join(titles):
            yield text(self.say("documents.sources", sources=sources))
        before, after = self.say("documents.licence", licence=PLACE).split(PLACE)
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

    # --- parts of sections

    def _sections(self, sections: Iterable[role_model.Section], *, headed: bool) -> Iterator[Block]:
        """Sections of a chapter without their closing remarks; those without a heading are joined."""
        for section in sections:
            if headed:
                yield Subheading(section.title[self.locale])
            if section.intro:
                yield from self._prose(section.intro)
            if section.figure:
                yield text(self._figure(section.figure))
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


def _sentence(title: str) -> str:
    """A title before a text on the same line: it ends as a sentence does."""
    return title if title.endswith((".", "?", "!", ":", "…")) else f"{title}."
