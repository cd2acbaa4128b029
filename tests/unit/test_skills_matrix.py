"""The page of skills and roles says of each role which skills it takes and how well, and follows the data."""

from functools import cache
from typing import Final

import pytest
from lxml import html

from career_guide.building.project import Project
from career_guide.model import careers
from career_guide.model.guide import Guide, Role
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.progression import SkillUse
from career_guide.pages.renderer import Renderer
from career_guide.site.plan import SitePlan
from tests.fixture_guide import PROJECT, TEMPLATES, articles

BOTH = pytest.mark.parametrize("locale", LOCALES)
KEY: Final = "page/skills-matrix"

Cells = dict[tuple[str, str], html.HtmlElement]
"""By skill and role, both by name."""


@cache
def previewed() -> Renderer:
    """The shipped guide with its drafts."""
    return Project.in_folder(PROJECT).open("https://guide.example/", try_macros=False, with_drafts=True)


def page(renderer: Renderer, key: str, locale: Locale) -> html.HtmlElement:
    return html.fromstring(renderer.article_html(renderer.plan.page(key, locale)))


def cells(renderer: Renderer, locale: Locale) -> Cells:
    table = page(renderer, KEY, locale).find_class("cg-table")[0]
    roles = [heading.text_content() for heading in table.xpath(".//thead//th")][1:]
    return {
        (row.find("th").text_content(), role): cell
        for row in table.xpath(".//tbody/tr")
        for role, cell in zip(roles, row.findall("td"), strict=True)
    }


def words(cell: html.HtmlElement, level: str | None = None) -> str:
    """What a cell says: where levels of experience differ, for one of them, or for all."""
    of_levels = cell.xpath("./*[@data-level]")
    parts = [part for part in of_levels if part.get("data-level") == (level or "")] or [cell]
    return " ".join(parts[0].text_content().split())


def step(guide: Guide, proficiency: str, locale: Locale) -> tuple[str, str]:
    return str(list(guide.proficiency).index(proficiency) + 1), guide.proficiency[proficiency].name[locale]


@BOTH
def test_each_role_says_how_well_it_needs_each_of_its_skills(locale: Locale) -> None:
    guide, found = previewed().plan.guide, cells(previewed(), locale)
    labels = {group: {key: text[locale] for key, text in texts.items()} for group, texts in guide.labels.items()}
    told = {key for key, cell in found.items() if words(cell) != labels["skills_matrix"]["none"]}
    uses = [(role, use) for role in guide.roles.values() for use in role.skill_uses]
    assert len(told) == len(uses)
    for role, use in uses:
        cell = found[guide.skills[use.skill].name[locale], role.profile.title[locale]]
        if use.importance == "helpful":
            assert labels["proficiency"]["helpful"].lower() in words(cell)
        elif not use.required:
            assert labels["proficiency"]["unset"] in words(cell)
        for one in use.required:
            number, name = step(guide, one.proficiency, locale)
            said = words(cell, one.level)
            assert number in said
            assert name in said
            assert ("°" in said) == (one.basis == "editorial")


@BOTH
def test_without_a_choice_of_level_the_lowest_and_the_highest_are_said(locale: Locale) -> None:
    guide, found = previewed().plan.guide, cells(previewed(), locale)
    role = guide.roles["key-account-manager"]
    for use in role.skill_uses:
        steps = sorted(int(step(guide, one.proficiency, locale)[0]) for one in use.required if one.level)
        if steps and steps[0] < steps[-1]:
            cell = found[guide.skills[use.skill].name[locale], role.profile.title[locale]]
            assert words(cell).startswith(f"{steps[0]}–{steps[-1]}")


def test_a_level_that_is_changed_changes_the_table_and_what_is_missing() -> None:
    guide = previewed().plan.guide
    start, end = guide.roles["sales-representative"], guide.roles["sales-manager"]
    use = next(use for use in end.skill_uses if any(one.proficiency == "practitioner" for one in use.required))
    skill, title = guide.skills[use.skill].name["en"], end.profile.title["en"]

    def told(of: Renderer) -> str:
        return words(cells(of, "en")[skill, title])

    def needed(role: Role) -> str | None:
        return next(gap.needs for gap in careers.gaps(guide, start, None, role, None) if gap.use.skill == use.skill)

    changed = with_requirement(end, use, "expert")
    renderer = Renderer(
        SitePlan(
            guide.model_copy(update={"roles": guide.roles | {end.id: changed}}),
            articles(PROJECT / "docs"),
        ),
        TEMPLATES,
        "",
    )
    assert (told(previewed())[0], needed(end)) == ("3", "practitioner")
    assert (told(renderer)[0], needed(changed)) == ("4", "expert")


def with_requirement(role: Role, use: SkillUse, proficiency: str) -> Role:
    assert role.skills
    required = [one.model_copy(update={"proficiency": proficiency}) for one in use.required]
    uses = [other.model_copy(update={"required": required}) if other is use else other for other in role.skill_uses]
    return role.model_copy(update={"skills": role.skills.model_copy(update={"skills": uses})})


@BOTH
def test_it_is_reached_from_all_skills_and_from_each_that_a_role_takes(locale: Locale) -> None:
    plan = previewed().plan
    below = plan.path(KEY, locale).split("/")[1]
    taken = {f"skill/{use.skill}" for role in plan.guide.roles.values() for use in role.skill_uses}
    for key in ("page/skills", *sorted(taken)):
        assert page(previewed(), key, locale).xpath(f"//a[contains(@href, '/{below}/')]"), key


@BOTH
def test_each_role_and_each_skill_leads_to_its_page_and_the_steps_are_explained(locale: Locale) -> None:
    guide, found = previewed().plan.guide, page(previewed(), KEY, locale)
    links = {link.text_content() for link in found.xpath("//table//th/a[@href]")}
    assert {role.profile.title[locale] for role in guide.roles.values() if role.skill_uses} <= links
    meanings = found.xpath("//details")[0].text_content()
    assert all(one.text[locale] in meanings for one in guide.proficiency.values())


def test_a_guide_whose_roles_take_no_skills_has_no_such_page() -> None:
    guide = previewed().plan.guide
    roles = {role.id: role.model_copy(update={"skills": None}) for role in guide.roles.values()}
    plan = SitePlan(guide.model_copy(update={"roles": roles}), articles(PROJECT / "docs"))
    assert plan.find(KEY, "en") is None
    assert "skills-and-roles" not in Renderer(plan, TEMPLATES, "").article_html(plan.page("page/skills", "en"))
