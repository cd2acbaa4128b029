"""The checklists and the plan of goals, kept on the reader's device and nowhere else."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.browser.conftest import Device, OpenPage, ready
from tests.browser.test_accessibility import violations

GOALS = {"it": "it/ruoli/key-account-manager/obiettivi/", "en": "en/roles/key-account-manager/goals/"}
CV = {
    "it": "it/ruoli/key-account-manager/specializzazioni/senior/",
    "en": "en/roles/key-account-manager/specializations/senior/",
}
GOAL = "role/key-account-manager/goals"
BALANCE = "it/ruoli/key-account-manager/equilibrio-vita-lavoro/"


def field(page: Page, key: str) -> Locator:
    return page.locator(f"[data-check='{key}']")


def test_ticks_stay_on_the_device_in_every_language(open_page: OpenPage, address: str) -> None:
    page = open_page(CV["it"])
    boxes = page.locator("#cv ~ guide-checks input[type=checkbox]")
    expect(boxes).to_have_count(3)
    boxes.nth(1).check()
    expect(page.locator(".cg-ticked")).to_have_text("Spuntate: 1 su 3.")
    page.reload()
    expect(boxes.nth(1)).to_be_checked()
    page.goto(address + CV["en"])
    expect(field(page, "role/key-account-manager/cv/senior/leadership")).to_be_checked()
    assert "?" not in page.url
    page.goto(address + "en/roles/key-account-manager/specializations/junior/")
    expect(page.locator(".cg-ticked")).to_have_text("Ticked: 0 of 3.")


def test_a_tick_is_set_by_keyboard_and_has_a_name(open_page: OpenPage) -> None:
    page = open_page(CV["en"])
    box = page.get_by_role("checkbox", name="Leadership")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(page.locator(".cg-ticked")).to_have_attribute("role", "status")


def test_a_goal_that_is_ticked_asks_how_it_is_measured_and_by_when(open_page: OpenPage) -> None:
    page = open_page(GOALS["it"])
    expect(page.locator("guide-checks input[type=checkbox]:visible")).to_have_count(12)
    expect(page.locator(".cg-goal:visible")).to_have_count(0)
    example = page.get_by_text("Un cliente compra per 500.000 €")
    expect(example).to_be_hidden()
    said = page.locator("summary .cg-hidden").first.bounding_box()
    assert said is not None
    assert said["width"] <= 1, "the goal's name is for those who listen"
    page.get_by_text("In pratica: Far crescere il fatturato").click()
    expect(example).to_be_visible()
    page.get_by_role("checkbox", name="Far crescere il fatturato").check()
    goal = page.get_by_role("group", name="Far crescere il fatturato")
    goal.get_by_label("Come lo misuro").fill("<b>fatturato</b> +5%")
    goal.get_by_label("Entro il").fill("2027-06-30")
    page.reload()
    expect(goal.get_by_label("Come lo misuro")).to_have_value("<b>fatturato</b> +5%")
    expect(goal.get_by_label("Entro il")).to_have_value("2027-06-30")
    expect(page.locator(".cg-ticked").first).to_have_text("Spuntate: 1 su 7.")


def written(page: Page, key: str, metric: str, day: str) -> None:
    """Tick a goal and say how it is measured and by when."""
    field(page, f"{GOAL}/{key}").check()
    field(page, f"{GOAL}/{key}/metric").fill(metric)
    field(page, f"{GOAL}/{key}/date").fill(day)
    field(page, f"{GOAL}/{key}/date").blur()


def downloaded(page: Page, button: str) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes().decode()


def test_ticked_goals_are_one_plan_the_earliest_first(open_page: OpenPage) -> None:
    page = open_page(GOALS["en"])
    plan = page.locator("goal-plan")
    expect(plan.get_by_role("button").and_(page.locator(":disabled"))).to_have_count(4)
    written(page, "personal-goals/leadership", "", "")
    written(page, "business-goals/account-growth", "Revenue +5%", "2027-06-30")
    written(page, "business-goals/contract-renewals", "", "2027-03-01")
    expect(plan.get_by_role("listitem")).to_have_text(
        [
            re.compile(r"^(?!Revenue).+By 1 March 2027$"),
            re.compile(r"How I measure it: Revenue \+5%By 30 June 2027$"),
            "Leadership",
        ]
    )
    expect(plan.get_by_role("status")).to_have_text("Goals in the plan: 3. With a date: 2.")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    plan.get_by_role("button", name="Copy as text").click()
    expect(plan.get_by_role("status")).to_have_text("Plan copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    name, text = downloaded(page, "Download as text")
    assert (name, text) == ("plan-key-account-manager.txt", f"\ufeff{copied}")
    assert copied.startswith("My plan: Key account manager\n\n- ")
    assert text.endswith("\n  How I measure it: Revenue +5%\n  By 30 June 2027\n\n- Leadership\n")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-erase]").click()
    expect(plan.get_by_role("listitem")).to_have_count(0)


def test_dates_of_the_plan_are_days_of_a_calendar(open_page: OpenPage) -> None:
    """As RFC 5545 has them: lines end with CRLF and hold 75 bytes; stamps are UTC; commas, semicolons are escaped."""
    page = open_page(GOALS["it"], alone=True)
    page.clock.set_fixed_time("2027-01-02T23:30:00+02:00")
    metric = "Fatturato; quota, margine \\ perché è così: " + "à" * 90
    written(page, "business-goals/account-growth", metric, "2027-06-30")
    written(page, "business-goals/contract-renewals", "", "2027-03-01")
    field(page, f"{GOAL}/personal-goals/leadership").check()
    name, calendar = downloaded(page, "calendario")
    expect(page.locator("goal-plan [role=status]")).to_have_text("Scaricato: piano-key-account-manager.ics")
    assert name == "piano-key-account-manager.ics"
    assert calendar.endswith("END:VCALENDAR\r\n")
    assert "\n" not in calendar.replace("\r\n", "")
    assert max(len(line.encode()) for line in calendar.split("\r\n")) <= 75
    lines = calendar.replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART;VALUE=DATE:20270301",
        "DTSTART;VALUE=DATE:20270630",
    ]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == lines.count("DTSTAMP:20270102T213000Z") == 2
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 2
    (described,) = [line for line in lines if "Fatturato" in line]
    assert r"Come lo misuro: Fatturato\; quota\, margine \\ perché è così: ààà" in described
    assert described.endswith(r"\nEntro il 30 giugno 2027")
    again = downloaded(page, "calendario")[1].replace("\r\n ", "").split("\r\n")
    assert [line for line in again if line.startswith("UID:")] == uids, "known again"


def test_the_plan_is_printed_alone_on_one_page(open_page: OpenPage) -> None:
    page = open_page(GOALS["en"])
    for box in page.locator("guide-checks input[type=checkbox]:visible").all():
        box.check()
    page.evaluate("window.print = () => { window.alone = document.documentElement.className; }")
    page.get_by_role("button", name="Print the plan").click()
    page.evaluate("document.documentElement.className = window.alone")
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) == 1
    page.emulate_media(media="print")
    expect(page.locator("goal-plan li:visible")).to_have_count(12)
    expect(page.get_by_role("heading", level=1)).to_be_hidden()


def test_strategies_and_habits_for_balance_are_checklists(open_page: OpenPage) -> None:
    page = open_page(BALANCE)
    expect(page.locator("guide-checks input[type=checkbox]")).to_have_count(8)


def test_one_button_erases_all_after_asking(open_page: OpenPage, address: str) -> None:
    page = open_page(CV["en"])
    page.get_by_role("checkbox", name="Leadership").check()
    page.goto(address + GOALS["en"])
    ready(page)
    page.locator("guide-checks input[type=checkbox]").first.check()
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", refuse)
    page.locator("[data-erase]").click()
    expect(page.locator("guide-checks input:checked")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-erase]").click()
    expect(page.locator("guide-checks input:checked")).to_have_count(0)
    expect(page.locator(".cg-ticks-note [role=status]")).not_to_be_empty()
    assert len(asked) == 1, "it asks first"
    page.goto(address + CV["en"])
    expect(page.locator(".cg-ticked")).to_have_text("Ticked: 0 of 3.")


def test_a_damaged_storage_is_no_tick(open_page: OpenPage) -> None:
    page = open_page(CV["it"])
    page.evaluate("localStorage.setItem('career-guide.ticks', '{broken')")
    page.reload()
    expect(page.locator(".cg-ticked")).to_have_text("Spuntate: 0 su 3.")


def test_where_storage_is_forbidden_the_page_says_so(open_page: OpenPage) -> None:
    page = open_page(CV["en"])
    page.evaluate("void (Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); })")
    page.get_by_role("checkbox", name="Leadership").check()
    expect(page.locator(".cg-ticked")).to_contain_text("Ticked: 1 of 3. This browser")


def test_without_scripts_there_is_no_dead_control(open_page: OpenPage, address: str, subtests: pytest.Subtests) -> None:
    page = open_page("it/", scripts=False)
    for path in (GOALS["it"], CV["en"], BALANCE):
        with subtests.test(path):
            page.goto(address + path)
            expect(page.locator("article :is(input, select, .cg-act):visible")).to_have_count(0)
            expect(page.locator("guide-checks li:visible").first).to_be_visible()


def test_boxes_are_printed_and_buttons_are_not(open_page: OpenPage) -> None:
    page = open_page(GOALS["en"])
    page.emulate_media(media="print")
    expect(page.locator("guide-checks input[type=checkbox]").first).to_be_visible()
    expect(page.locator("[data-erase]")).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "device"),
    [(GOALS["it"], "desk"), (BALANCE, "phone"), pytest.param(CV["en"], "phone", marks=pytest.mark.thorough)],
)
def test_a_page_in_use_has_no_violation(open_page: OpenPage, path: str, device: Device) -> None:
    page = open_page(path, device=device)
    page.locator("guide-checks input[type=checkbox]").first.check()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
