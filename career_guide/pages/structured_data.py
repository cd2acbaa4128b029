"""A page for machines: schema.org's vocabulary as plain data, for JSON-LD in its head.

One `WebPage` with all that belongs to it, which says nothing that the page does not show: the overview of a role gives
pay as a whole, the salary chapter by level. Only the skills of a role are named on its overview and shown by a chapter.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from career_guide.model import licence, prose
from career_guide.model.catalogue import Certification, Skill, Tool
from career_guide.model.figures import Figure
from career_guide.model.guide import Role
from career_guide.model.kinds import KINDS
from career_guide.model.locales import Locale
from career_guide.model.pay import Pay, Salary
from career_guide.model.role import Classification, Scheme
from career_guide.site.news import NEWS, news
from career_guide.site.page import Page
from career_guide.site.plan import SitePlan
from career_guide.words.wording import Wording

Node = dict[str, Any]
"""A thing with `@type` and properties of schema.org; values are texts, numbers, things and lists of these."""

_SCHEME_ADDRESSES: Final[Mapping[Scheme, str]] = {
    "isco-08": "http://data.europa.eu/esco/concept-scheme/isco",
    "esco": "http://data.europa.eu/esco/concept-scheme/occupations",
    "onet-soc": "https://www.onetcenter.org/taxonomy.html",
}
"""Where a classification stands as a whole; none is known for CP2021."""

_MONTHS_A_YEAR: Final = 12


def structured_data(page: Page, plan: SitePlan, site_url: str, publisher: str | None = None) -> Node | None:
    """The data of a page; none for one that search engines may not index, or where the site's address is not known."""
    if not site_url or page.locale is None or page.kind in {"not_found", "edition"}:
        return None
    # Whoever publishes acts as an organization; the vocabulary has no name for both it and a person.
    by = {"publisher": _thing("Organization", name=publisher)} if publisher else {}
    return _Describer(plan, site_url, page.locale).web_page(page) | by | {"@context": "https://schema.org"}


def _thing(kind: str, **properties: Any) -> Node:
    """A thing of a kind, with the properties that are known."""
    return {"@type": kind} | {name: value for name, value in properties.items() if value not in (None, "", [])}


class _Describer:
    """Describes pages and what they are about in one locale."""

    def __init__(self, plan: SitePlan, site_url: str, locale: Locale) -> None:
        self.plan = plan
        self.guide = plan.guide
        self.site_url = site_url
        self.locale = locale
        self.words = Wording(plan.guide.labels, locale)

    def address(self, key: str) -> str:
        """The absolute address of what a key names."""
        return self.site_url + self.plan.path(key, self.locale)

    # --- the page

    def web_page(self, page: Page) -> Node:
        site = _thing(
            "WebSite", url=self.address("page/home"), name=self.words.label("site.name"), inLanguage=self.locale
        )
        described = _thing(
            "WebPage",
            url=self.site_url + page.path,
            name=self.plan.full_title(page),
            description=page.description,
            image=f"{self.site_url}{self.plan.shown_when_shared(page).share_file}",
            inLanguage=self.locale,
            license=licence.ADDRESS,
            isPartOf=site,
            breadcrumb=self.breadcrumbs(page) if page.parent is not None else None,
        )
        return described | self.content(page)

    def breadcrumbs(self, page: Page) -> Node:
        items = [
            _thing("ListItem", position=position, name=above.title, item={"@id": self.site_url + above.path})
            for position, above in enumerate([*self.plan.breadcrumbs(page), page], 1)
        ]
        return _thing("BreadcrumbList", itemListElement=items)

    def content(self, page: Page) -> Node:
        """What the page is about, and when it was reviewed or last changed."""
        if page.role_id is not None:
            return self.content_of_role(page, self.guide.roles[page.role_id])
        if page.key == NEWS:
            return _last_changed([entry.day for entry in news(self.guide)])
        main = self.main_entity(page)
        return {"mainEntity": main} if main else {}

    def main_entity(self, page: Page) -> Node | None:
        if page.kind == "glossary":
            return _thing("DefinedTermSet", name=page.title, hasDefinedTerm=list(self.glossary_terms()))
        if page.part_id is None or page.kind not in KINDS:
            return None
        match self.guide.records(page.kind)[page.part_id]:
            case Tool(kind="product") as tool:
                return self.tool(page, tool)
            case Certification() as certification:
                return self.certification(page, certification)
            case Skill() as skill:
                return self.term(page) | _thing("DefinedTerm", sameAs=_concept_of(skill))
        return self.term(page)

    # --- roles

    def content_of_role(self, page: Page, role: Role) -> Node:
        reviewed = {"lastReviewed": role.profile.reviewed.isoformat()}
        identity = {"@id": f"{self.address(f'role/{role.id}')}#occupation"}
        occupation = _thing("Occupation", **identity, name=role.profile.title[self.locale])
        if page.kind == "role":
            changed = _last_changed([change.date for change in role.changes])
            whole = occupation | self.occupation(role) | self.needs(role) | self.pay_as_a_whole(role)
            return reviewed | changed | {"mainEntity": whole}
        if page.kind == "chapter" and page.part_id == "salary" and role.salary:
            return reviewed | {"mainEntity": occupation | self.occupation(role) | self.pay_by_level(role.salary)}
        return reviewed | {"about": occupation}

    def occupation(self, role: Role) -> Node:
        return _thing(
            "Occupation",
            description=role.profile.summary[self.locale],
            occupationLocation=_thing("Country", name=role.profile.market),
            occupationalCategory=[self.category_code(code) for code in role.profile.classifications],
        )

    def category_code(self, code: Classification) -> Node:
        name = self.words.label(f"scheme.{code.scheme}")
        code_set = _thing("CategoryCodeSet", name=name, url=_SCHEME_ADDRESSES.get(code.scheme))
        label = code.label[self.locale]
        return _thing("CategoryCode", codeValue=code.code, inCodeSet=code_set, name=label, url=code.uri)

    def needs(self, role: Role) -> Node:
        """What people in the role do, and what it takes."""
        needed = role.path.experience if role.path else None
        figure = needed.figure if needed else None
        is_known = figure and figure.unit == "years" and not figure.value.has_no_start
        return _thing(
            "Occupation",
            responsibilities=role.work.in_a_sentence[self.locale] if role.work else None,
            skills=[self.skill(use.skill) for use in role.skill_uses],
            experienceRequirements=self.experience(figure) if figure and is_known else None,
        )

    def skill(self, skill_id: str) -> Node:
        """A skill that a role needs."""
        skill = self.guide.skills[skill_id]
        return _thing(
            "DefinedTerm",
            name=skill.name[self.locale],
            url=self.address(f"skill/{skill_id}"),
            sameAs=_concept_of(skill),
        )

    def experience(self, figure: Figure) -> Node:
        # The vocabulary asks for the least that is needed.
        months = figure.value.ends[0] * _MONTHS_A_YEAR
        return _thing(
            "OccupationalExperienceRequirements", description=self.words.figure(figure), monthsOfExperience=months
        )

    # --- pay

    def pay_as_a_whole(self, role: Role) -> Node:
        """As the overview shows it: from the low end of the first band to the top of the last."""
        span = role.salary and role.salary.span
        if not role.salary or not span:
            return {}
        bands = role.salary.paid_bands
        first, last = (self.guide.levels[band.level].name[self.locale] for band in (bands[0], bands[-1]))
        first_terms, last_terms = self.words.terms(bands[0]), self.words.terms(bands[-1])
        note = self.words.label(
            "roles.pay_note", first=first, first_terms=first_terms, last=last, last_terms=last_terms
        )
        return {"estimatedSalary": self.amount(self.words.label(f"roles.pay_{span.period}"), note, span)}

    def pay_by_level(self, salary: Salary) -> Node:
        amounts = [
            self.amount(self.guide.levels[band.level].name[self.locale], self.words.terms(band), band)
            for band in salary.paid_bands
        ]
        return {"estimatedSalary": amounts} if amounts else {}

    def amount(self, name: str, description: str, pay: Pay) -> Node:
        """Minimum and maximum of an amount; where an end is open, only the one that is known.

        `MonetaryAmountDistribution` would have the ends be percentiles, which the data does not say.
        """
        assert pay.range is not None
        low, high = pay.range.ends
        value = _thing(
            "QuantitativeValue",
            minValue=None if pay.range.has_no_start else low,
            maxValue=None if pay.range.is_open else high,
            unitText=f"{pay.period}".upper(),
        )
        return _thing("MonetaryAmount", name=name, description=description, currency=pay.currency, value=value)

    # --- catalogues

    def term(self, page: Page) -> Node:
        """A record of a catalogue as a defined term, in the set that the catalogue is."""
        index = f"page/{KINDS[page.kind].plural}"
        return _thing(
            "DefinedTerm",
            url=self.site_url + page.path,
            name=page.title,
            description=page.description,
            inDefinedTermSet=_thing(
                "DefinedTermSet", url=self.address(index), name=self.plan.title(index, self.locale)
            ),
        )

    def tool(self, page: Page, tool: Tool) -> Node:
        return _thing(
            "SoftwareApplication",
            name=tool.name,
            description=page.description,
            applicationCategory=self.guide.tool_categories[tool.category].name[self.locale],
            alternateName=tool.former_names,
            sameAs=tool.url,
        )

    def certification(self, page: Page, certification: Certification) -> Node:
        is_awarded = certification.kind == "certification"
        issuer = _thing("Organization", name=certification.issuer) if certification.issuer else None
        return _thing(
            "EducationalOccupationalCredential" if is_awarded else "EducationalOccupationalProgram",
            name=certification.name,
            description=page.description,
            alternateName=certification.abbreviation,
            **{"recognizedBy" if is_awarded else "provider": issuer},
            sameAs=certification.url,
        )

    def glossary_terms(self) -> Iterator[Node]:
        for term_id, term in self.guide.glossary.items():
            yield _thing(
                "DefinedTerm",
                url=self.address(f"term/{term_id}"),
                name=term.term[self.locale],
                description=prose.plain(term.definition[self.locale]),
                alternateName=term.expansion[self.locale] if term.expansion else None,
            )


def _concept_of(skill: Skill) -> str | None:
    """The ESCO concept that a skill is; one that several concepts make up is none of them."""
    return skill.esco[0].uri if len(skill.esco) == 1 else None


def _last_changed(days: Sequence[date]) -> Node:
    return {"dateModified": max(days).isoformat()} if days else {}
