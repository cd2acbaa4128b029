"""From here to there: the skills self-check and the checklists, kept on the reader's device and nowhere else."""

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.browser.conftest import Device, OpenPage, ready
from tests.browser.test_accessibility import violations

PATH = "en/roles/key-account-manager/how-to-become/"
GOALS = {"it": "it/ruoli/key-account-manager/obiettivi/", "en": "en/roles/key-account-manager/goals/"}
CV = {
    "it": "it/ruoli/key-account-manager/specializzazioni/senior/",
    "en": "en/roles/key-account-manager/specializations/senior/",
}
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


def test_each_goal_has_a_tick_a_metric_and_a_date(open_page: OpenPage) -> None:
    page = open_page(GOALS["it"])
    expect(page.locator("guide-checks input[type=checkbox]")).to_have_count(12)
    goal = "role/key-account-manager/goals/business-goals/account-growth"
    field(page, goal + "/metric").fill("<b>fatturato</b> +5%")
    field(page, goal + "/date").fill("2027-06-30")
    field(page, goal).check()
    page.reload()
    expect(field(page, goal + "/metric")).to_have_value("<b>fatturato</b> +5%")
    expect(field(page, goal + "/date")).to_have_value("2027-06-30")
    expect(page.locator(".cg-ticked").first).to_have_text("Spuntate: 1 su 7.")


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


def test_the_skills_check_shows_what_is_missing_and_what_serves_it(open_page: OpenPage) -> None:
    page = open_page(PATH)
    check = page.locator(".cg-skills-check")
    missing = check.locator("[data-until]:visible")
    expect(missing).to_have_count(10)
    check.get_by_role("checkbox", name="Financial analysis").check()
    expect(missing).to_have_count(9)
    expect(check.locator(".cg-ticked")).to_have_text("Skills you have: 1 of 10. Still needed: 9.")
    negotiation = check.locator("[data-until='skill/advanced-negotiation']")
    expect(negotiation.locator("a[href$='#negotiation-training']")).to_be_visible()
    expect(negotiation.get_by_role("link", name="SPIN Selling")).to_be_visible()
    expect(check.locator("a[href$='#studies']")).to_be_visible()
    for box in check.get_by_role("checkbox").all():
        box.check()
    expect(missing).to_have_count(0)
    expect(check.locator("a[href$='#studies']")).to_be_hidden()
    page.reload()
    expect(check.locator(".cg-ticked")).to_have_text("Skills you have: 10 of 10. Still needed: 0.")


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
    for path in (PATH, GOALS["it"], CV["en"], BALANCE):
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
    [(PATH, "phone"), (GOALS["it"], "desk"), pytest.param(CV["en"], "phone", marks=pytest.mark.thorough)],
)
def test_a_page_in_use_has_no_violation(open_page: OpenPage, path: str, device: Device) -> None:
    page = open_page(path, device=device)
    page.locator("guide-checks input[type=checkbox]").first.check()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
