"""Where do you start? What is missing between two jobs, and the page of each move between neighbours.

On the shipped guide, drafts included: what a page says follows the roles' required skills, and is never typed.
"""

import json
from functools import cache
from typing import Any

import pytest

from career_guide.building.project import Project
from career_guide.exports import start
from career_guide.model import careers
from career_guide.model.guide import Guide, Role
from career_guide.model.locales import LOCALES
from career_guide.model.progression import Requirement
from career_guide.pages.as_markdown import as_markdown
from career_guide.pages.renderer import Renderer
from career_guide.site.moves import moved_keys, moved_pages
from career_guide.site.plan import SitePlan
from career_guide.words.wording import within_a_sentence
from tests.fixture_guide import PROJECT, TEMPLATES
from tests.unit.edits import GuideFolder


@cache
def shipped() -> Renderer:
    """The shipped guide with its drafts."""
    return Project.in_folder(PROJECT).open("https://guide.example/", try_macros=False, with_drafts=True)


def said(renderer: Renderer, key: str) -> str:
    """The words of a page in English, as Markdown."""
    return as_markdown(renderer.article_html(renderer.plan.page(key, "en")), "")


def jobs(renderer: Renderer) -> Any:
    """What the page's script reads, in English."""
    path = renderer.plan.page("page/start", "en").path
    return json.loads(start.files(renderer)[f"{path}jobs.json"]())


def requiring(guide: Guide, role: str, skill: str, proficiency: str) -> Guide:
    """The guide, but a role requires another step of a skill, at all levels of experience."""
    changed = guide.roles[role]
    assert changed.skills is not None
    required = [Requirement(proficiency=proficiency, basis="editorial", source="own-text")]
    uses = [
        use.model_copy(update={"required": required}) if use.skill == skill else use for use in changed.skills.skills
    ]
    assert uses != changed.skills.skills
    skills = changed.skills.model_copy(update={"skills": uses})
    return guide.model_copy(
        update={"roles": guide.roles | {role: Role.model_construct(**dict(changed) | {"skills": skills})}}
    )


@pytest.mark.parametrize(
    ("start", "end", "titles"),
    [
        (
            "area-sales-manager",
            "sales-manager",
            ("Da area manager a sales manager", "From area sales manager to sales manager"),
        ),
        (
            "export-manager",
            "area-sales-manager",
            ("Da export manager ad area manager", "From export manager to area sales manager"),
        ),
        (
            "sales-manager",
            "commercial-director",
            ("Da sales manager alla direzione commerciale", "From sales manager to commercial director"),
        ),
    ],
)
def test_a_move_is_called_as_one_says_it(start: str, end: str, titles: tuple[str, str]) -> None:
    plan = shipped().plan
    assert tuple(plan.page(f"role/{end}/from/{start}", locale).title for locale in LOCALES) == titles


def test_each_step_up_has_a_page_in_its_direction_and_neighbours_have_one_in_both(subtests: pytest.Subtests) -> None:
    plan = shipped().plan
    edges = [edge for edge in plan.guide.edges if edge.end.startswith("role/") and "role/" in edge.start]
    assert {edge.kind for edge in edges} >= {"leads_to", "next_to"}
    expected = {f"{edge.end}/from/{edge.start.removeprefix('role/')}" for edge in edges if edge.kind != "confused_with"}
    expected |= {f"{edge.start}/from/{edge.end.removeprefix('role/')}" for edge in edges if edge.kind == "next_to"}
    for locale in LOCALES:
        with subtests.test(locale):
            pages = [page for page in plan.pages if page.kind == "move" and page.locale == locale]
            assert {page.key for page in pages} == expected
            for page in pages:
                titles = [
                    within_a_sentence(plan.guide.roles[id_ or ""].profile.title[locale])
                    for id_ in (page.part_id, page.role_id)
                ]
                assert all(title in page.title for title in titles)
                assert 40 <= len(page.description) <= 200


def test_every_move_leads_where_it_says_and_a_way_is_made_of_moves(subtests: pytest.Subtests) -> None:
    guide = shipped().plan.guide
    moves, ways = careers.moves(guide), careers.ways(guide)
    assert len(ways["sales-representative", "commercial-director"]) == 2, "two steps up, whichever comes first"
    assert ways["sales-representative", "key-account-manager"] == ["key-account-manager"]
    assert ("commercial-director", "sales-representative") not in ways, "no step leads down"
    for (begin, end), way in ways.items():
        with subtests.test(f"{begin} to {end}"):
            assert way[-1] == end
            assert set(zip([begin, *way], way, strict=False)) <= moves.keys()
            assert len(set(way)) == len(way)


def test_who_has_the_step_that_is_needed_or_a_higher_one_lacks_nothing(subtests: pytest.Subtests) -> None:
    """As everybody does who stays in a job; who begins without one lacks all whose step is known."""
    guide = shipped().plan.guide
    for role in guide.roles.values():
        for level in role.skill_levels:
            with subtests.test(f"{role.id} {level}"):
                staying = careers.gaps(guide, role, level, role, level)
                assert {gap.state for gap in staying} <= {"met", "unset"}
                beginning = careers.gaps(guide, None, None, role, level)
                assert all(gap.state == ("new" if gap.needs else "unset") for gap in beginning)
    manager = guide.roles["key-account-manager"]
    risen = {gap.use.skill: gap for gap in careers.gaps(guide, manager, "junior", manager, "intermediate")}
    negotiating = risen["advanced-negotiation"]
    assert (negotiating.has, negotiating.needs, negotiating.state) == ("awareness", "practitioner", "raise")


def test_a_page_answers_first_and_tells_each_skill_once(subtests: pytest.Subtests) -> None:
    renderer = shipped()
    guide = renderer.plan.guide
    for (begin, end), edge in careers.moves(guide).items():
        with subtests.test(f"{begin} to {end}"):
            one, other = guide.roles[begin], guide.roles[end]
            # Nobody is made a director with a beginner's skills.
            level = one.skill_levels[-1 if edge.kind == "leads_to" else 0]
            found = careers.gaps(guide, one, level, other, other.skill_levels[0])
            states = careers.by_state(found)
            words = said(renderer, f"role/{end}/from/{begin}")
            total = sum(map(len, states.values()))
            sums = [f"{len(states['raise'])} to raise", f"{len(states['new'])} to learn"]
            answer = words.split("\n\n")[1]
            assert f"{total}" in answer
            assert [text for text in sums if text in answer] == [text for text in sums if not text.startswith("0 ")]
            main = words.partition("## Other levels of experience")[0]
            for gap in found:
                assert main.count(f"[{guide.skills[gap.use.skill].name['en']}]") >= 1


def test_a_step_that_is_changed_in_the_data_changes_the_page_and_what_is_compared() -> None:
    guide = shipped().plan.guide
    key = "role/sales-manager/from/area-sales-manager"

    def renderer(proficiency: str) -> Renderer:
        changed = requiring(guide, "sales-manager", "pricing-and-quoting", proficiency)
        return Renderer(SitePlan(changed, shipped().plan._articles.values()), TEMPLATES, "https://guide.example/")

    easy, hard = renderer("awareness"), renderer("expert")
    skill = guide.skills["pricing-and-quoting"]
    (line,) = [line.text["en"] for line in skill.can_do if line.proficiency == "expert"]
    assert f"Can {line}." in said(hard, key)
    assert f"Can {line}." not in said(easy, key)
    assert "to raise" in said(hard, key).split("\n\n")[1]
    assert [
        jobs(one)["jobs"]["sales-manager"]["essential"][skill_id][0]
        for one in (easy, hard)
        for skill_id in ["pricing-and-quoting"]
    ] == [1, 4]


def test_a_move_says_what_it_rests_on_and_what_nobody_knows() -> None:
    words = said(shipped(), "role/sales-manager/from/area-sales-manager")
    assert shipped().wordings["en"].label("basis_of.inferred") in words
    assert "° Editorial judgement." in words
    assert "What we do not know about this move: how much experience, which studies, which certifications." in words
    words = said(shipped(), "role/key-account-manager/from/sales-representative")
    assert "Usually at least 3–5 years in sales." in words
    assert "(../../../../certifications/" in words


def test_what_the_script_reads_is_what_the_roles_require(subtests: pytest.Subtests) -> None:
    guide, data = shipped().plan.guide, jobs(shipped())
    scale = list(guide.proficiency)
    for job in careers.jobs(guide):
        with subtests.test(job.name):
            uses = {use.skill: use.at(job.level) for use in job.role.skill_uses if use.importance == "essential"}
            steps = {skill: one and one[0] for skill, one in data["jobs"][job.name]["essential"].items()}
            assert steps == {skill: one and scale.index(one.proficiency) + 1 for skill, one in uses.items()}
    assert len(json.dumps(data)) < 40_000


def test_a_role_and_the_one_that_it_comes_from_are_found_under_both_old_names(folder: GuideFolder) -> None:
    folder.replace(
        "roles/lamplighter/role.yml",
        "slug:\n",
        "former_ids: [lamp-keeper]\nformer_slugs: {it: [fanalista], en: [lamp-keeper]}\nslug:\n",
    )
    plan = folder.plan()
    moved, now = moved_pages(plan), "it/ruoli/soffiatore-di-vetro/da/lampionaio/"
    assert moved["it/ruoli/soffiatore-di-vetro/da/fanalista/"] == now
    assert moved["it/ruoli/vetraio/da/lampionaio/"] == moved["it/ruoli/vetraio/da/fanalista/"] == now
    keys = moved_keys(plan)
    assert keys["role/glassblower/from/lamp-keeper"] == "role/glassblower/from/lamplighter"
    assert keys["role/glass-artist/from/lamp-keeper"] == "role/glassblower/from/lamplighter"
