"""Where do you start? From the job somebody has to the one they want: in few taps, on the reader's device alone."""

import json
import re
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from career_guide.building.project import Project
from career_guide.exports import start
from career_guide.model import careers
from tests.browser.conftest import OpenPage, ready
from tests.site.published import Site

PAGE: Final = {"it": "it/da-dove-parti/", "en": "en/where-do-you-start/"}
CHOSEN: Final = "?from=sales-representative&to=sales-manager"
MOVE: Final = "en/roles/key-account-manager/from/sales-representative/"


def said(page: Page) -> Locator:
    return page.locator(".cg-start__said")


def entry(page: Page, skill: str) -> Locator:
    """What the page says of a skill."""
    return page.locator(".cg-start__skills > li").filter(has=page.get_by_role("link", name=skill, exact=True))


def step(page: Page, skill: str) -> Locator:
    return page.get_by_role("combobox", name=f"{skill}: Today")


TODAY, WANTED = "What job do you do today?", "What job do you want?"

QUESTIONS: Final[dict[str, tuple[list[str], str]]] = {
    "I am a sales representative with two years: what is missing for key account manager?": (
        ["Where do you start?", f"{TODAY} Sales representative", f"{WANTED} Key account manager · Junior"],
        r"You bring \d+ of \d+ skills; \d+ to learn",
    ),
    "How far is a commercial director's job from a sales representative's?": (
        ["Where do you start?", f"{TODAY} Sales representative", f"{WANTED} Commercial director"],
        r"You bring \d+ of \d+ skills",
    ),
    "I have no job in sales: what does a sales representative need?": (
        ["Where do you start?", f"{WANTED} Sales representative"],
        r"Skills needed: \d+; \d+ to learn",
    ),
    "I am a senior key account manager: what is missing for sales manager?": (
        ["Where do you start?", f"{TODAY} Key account manager · Senior", f"{WANTED} Sales manager"],
        r"You bring \d+ of \d+ skills",
    ),
    "How do I become a category manager from anywhere?": (
        ["Category manager", "Where do you start?"],
        r"Skills needed: \d+; \d+ to learn",
    ),
    "I look after accounts; could I move to client relations?": (
        ["Where do you start?", f"{TODAY} Account manager", f"{WANTED} Client relations manager"],
        r"You bring \d+ of \d+ skills",
    ),
    "What is missing from area sales manager to sales manager, on a page to send?": (
        ["Where do you start?", "From area sales manager to sales manager"],
        r"You bring \d+ of \d+ skills",
    ),
    "Which jobs lead to sales manager?": (["Sales manager", "From area sales manager to sales manager"], "You bring"),
    "What would I put on the CV to go from sales manager to commercial director?": (
        ["Where do you start?", "From sales manager to commercial director"],
        "What to show on the CV",
    ),
    "From business development to exports?": (
        ["Where do you start?", f"{TODAY} Business development manager", f"{WANTED} Export manager"],
        r"You bring \d+ of \d+ skills",
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_within_three_taps_from_the_home_page(open_page: OpenPage, question: str) -> None:
    taps, answer = QUESTIONS[question]
    assert len(taps) <= 3
    page = open_page("en/", device="phone")
    for tap in taps:
        asked = next((group for group in (TODAY, WANTED) if tap.startswith(group)), None)
        if asked:
            page.get_by_role("group", name=asked).get_by_role(
                "radio", name=tap.removeprefix(f"{asked} "), exact=True
            ).tap()
        else:
            before = page.url
            page.locator(".cg-article").get_by_role("link", name=tap, exact=True).first.tap()
            page.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]
            ready(page)
    expect(page.locator(".cg-article")).to_contain_text(re.compile(answer))


def test_the_rule_of_what_is_missing_is_that_of_the_guide(open_page: OpenPage, shipped: Site) -> None:
    """For every pair of jobs and every skill, the script and `careers.gaps` agree."""
    renderer = Project.in_folder(shipped.folder.parent).open("", try_macros=False)
    guide = renderer.plan.guide
    data = json.loads(start.files(renderer)[f"{PAGE['en']}jobs.json"]())
    expected = {
        f"{one.name}/{other.name}": {
            gap.use.skill: gap.state
            for gap in careers.gaps(guide, one.role, one.level, other.role, other.level)
            if gap.use.importance == "essential"
        }
        for one, other in product(careers.jobs(guide), repeat=2)
    }
    page = open_page(PAGE["en"])
    found = page.evaluate(
        """async ({jobs}) => {
            const script = document.querySelector("guide-start").dataset.module;
            const {asked, missing} = await import(new URL(script, location));
            const states = (one, other) => Object.entries(other.essential).map(
                ([skill, step]) => [skill, missing(asked(one, skill), step?.[0] ?? null)]);
            return Object.fromEntries(Object.entries(jobs).flatMap(([from, one]) => Object.entries(jobs).map(
                ([to, other]) => [`${from}/${to}`, Object.fromEntries(states(one, other))])));
        }""",
        data,
    )
    assert len(expected) >= 100
    assert found == expected


def test_choices_are_kept_in_the_address_and_the_way_is_made_of_pages(open_page: OpenPage) -> None:
    page = open_page(PAGE["en"])
    expect(page.locator(".cg-start__skills")).to_be_hidden()
    page.get_by_role("group", name=TODAY).get_by_role("radio", name="Sales representative").check()
    page.get_by_role("group", name=WANTED).get_by_role("radio", name="Commercial director").check()
    expect(page.locator(".cg-start__moves > li")).to_have_count(2)
    answer = said(page).inner_text()
    assert page.url.endswith("?from=sales-representative&to=commercial-director")
    page.reload()
    ready(page)
    expect(said(page)).to_have_text(answer)
    expect(page.get_by_role("group", name=TODAY)).to_be_hidden()
    page.get_by_text(TODAY).first.click()
    expect(page.get_by_role("radio", name="Sales representative").first).to_be_checked()
    page.locator(".cg-start__moves a").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("to commercial director")


def test_what_an_address_asks_for_and_the_guide_does_not_have_is_said(open_page: OpenPage) -> None:
    page = open_page(f"{PAGE['en']}?from=astronaut&to=sales-manager")
    expect(page.locator("[data-unknown]")).to_contain_text("“astronaut”")
    expect(said(page)).to_contain_text("Skills needed")


def test_a_self_assessment_is_kept_on_the_device_for_every_pair_and_language(open_page: OpenPage, address: str) -> None:
    page = open_page(PAGE["en"] + CHOSEN)
    before = said(page).inner_text()
    select = step(page, "Business metrics")
    expect(entry(page, "Business metrics")).to_contain_text("To learn")
    select.focus()
    select.select_option("Expert")
    expect(entry(page, "Business metrics")).to_contain_text("Already there")
    expect(select).to_be_focused()
    expect(said(page)).not_to_have_text(before)
    assert "metrics" not in page.url
    page.goto(address + PAGE["it"] + "?from=account-manager&to=sales-manager")
    ready(page)
    expect(page.get_by_role("combobox", name="Metriche aziendali: Oggi")).to_have_value("4")
    page.get_by_role("combobox", name="Metriche aziendali: Oggi").select_option("Non ancora")
    page.reload()
    ready(page)
    expect(page.get_by_role("combobox", name="Metriche aziendali: Oggi")).to_have_value("0")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-erase]").click()
    page.goto(address + PAGE["en"] + CHOSEN)
    ready(page)
    expect(said(page)).to_have_text(before)


def test_a_link_that_is_asked_for_holds_the_assessment_and_changes_nobody_elses(open_page: OpenPage) -> None:
    page = open_page(PAGE["en"] + CHOSEN)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    step(page, "Business metrics").select_option("Expert")
    page.get_by_role("button", name="Copy a link").click()
    expect(page.locator("[data-done]")).to_have_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert "business-metrics.4" in link.partition("#")[2]
    assert "business-metrics" not in link.partition("#")[0]
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    page.goto(link)
    ready(page)
    expect(step(page, "Business metrics")).to_have_value("4")
    expect(page.locator("[data-shared]")).to_be_visible()
    page.goto(link.partition("#")[0] + "&again=1")
    ready(page)
    expect(step(page, "Business metrics")).to_have_value("0")


def test_what_is_missing_is_copied_downloaded_and_printed(open_page: OpenPage) -> None:
    page = open_page(PAGE["en"] + CHOSEN)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator("[data-done]")).to_have_text("Text copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as text").click()
    assert waiting.value.suggested_filename == "where-i-start.txt"
    assert Path(waiting.value.path()).read_text("utf-8") == f"\ufeff{copied}"
    assert copied.startswith("Where do you start? Sales representative → Sales manager\n\nYou bring ")
    assert "\n\nTo learn\n- " in copied
    page.emulate_media(media="print")
    expect(page.locator(".cg-start__skills > li").first).to_be_visible()
    expect(page.locator(".cg-start__all")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy as text")).to_be_hidden()
    assert 1 <= len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) <= 4


def test_missing_skills_become_goals_of_the_plan(open_page: OpenPage) -> None:
    page = open_page(f"{PAGE['en']}?from=sales-representative&to=key-account-manager_senior")
    missing = page.locator(".cg-start__skills > :is([data-state=raise], [data-state=new])").count()
    assert missing > 0
    page.get_by_role("button", name="Add to my plan").click()
    expect(page.locator("[data-done]")).to_contain_text(f"Added to the plan: {missing}.")
    page.get_by_role("link", name="Open the plan").click()
    ready(page)
    goals = page.locator("goal-plan").get_by_role("listitem")
    expect(goals).to_have_count(missing)
    expect(goals.first).to_contain_text("How I measure it: Can ")


def test_without_scripts_all_moves_are_there_by_the_job_that_is_wanted(open_page: OpenPage, shipped: Site) -> None:
    page = open_page(PAGE["it"], scripts=False)
    expect(page.locator(".cg-article :is(input, select, button):visible")).to_have_count(0)
    moves = {file for file in shipped.pages if re.fullmatch(r"it/ruoli/[^/]+/da/[^/]+/index\.html", file)}
    expect(page.locator(".cg-start__all li a:visible")).to_have_count(len(moves))
    expect(page.get_by_role("heading", level=3, name="Key account manager")).to_be_visible()


def test_where_the_data_does_not_come_the_page_says_so_and_all_moves_are_there(open_page: OpenPage) -> None:
    page = open_page("en/", expect_missing=True)
    page.route("**/jobs.json", lambda route: route.abort())
    page.goto(page.url + "where-do-you-start/")
    expect(said(page)).to_contain_text("cannot be read")
    expect(page.locator(".cg-start__all li a").first).to_be_visible()


def test_other_levels_of_experience_are_one_choice_away_on_the_page_of_a_move(open_page: OpenPage) -> None:
    page = open_page(MOVE, scripts=False)
    expect(page.locator(".cg-lead")).to_contain_text("skills")
    level = page.locator("#level-senior")
    expect(level.get_by_role("table")).to_be_hidden()
    level.locator("summary").click()
    expect(level.get_by_role("table")).to_be_visible()
