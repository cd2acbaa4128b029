"""The salary explorer: it answers what the data can answer, and calculates on the reader's own amount alone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Device, OpenPage
from tests.browser.test_accessibility import BOTH, violations
from tests.fixture_guide import PROJECT
from tests.site.project import read_yaml

SALARY = {"it": "it/ruoli/key-account-manager/stipendio/", "en": "en/roles/key-account-manager/salary/"}
LABELS = read_yaml(PROJECT / "data/labels.yml")


def answers(page: Page) -> list[str]:
    """What is shown, each answer on one line."""
    return [" ".join(answer.inner_text().split()) for answer in page.locator(".cg-explorer dl > div:visible").all()]


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_the_amount_of_an_area_is_shown_for_its_level_and_no_other(open_page: OpenPage) -> None:
    page = open_page(SALARY["it"])
    page.locator("[name=area]").select_option("north")
    page.locator("[name=level]").select_option("intermediate")
    expect(page.locator(".cg-explorer dl > [data-level=intermediate]:visible")).to_have_count(3)
    band, difference, amount, variable = answers(page)
    assert "Intermedio 40.000–55.000 € lordi annui" in band
    assert "Nord Italia" in difference
    assert "da +10% a +15% rispetto alla media nazionale" in difference
    assert "45.000–60.000 €" in amount
    assert f"15–25% {LABELS['base']['on_top_of_fixed_pay']['it']}" in variable
    for answer in (band, difference, amount, variable):
        assert LABELS["parts"]["undated"]["it"] in answer
    page.locator("[name=level]").select_option("senior")
    expect(page.locator(".cg-explorer dl > [data-level=senior]:visible")).to_have_count(2)
    band, difference, amount, variable = answers(page)
    assert "55.000–75.000 €" in band
    assert "da +10% a +15%" in difference
    for unknown in (amount, variable):
        assert LABELS["parts"]["no_data"]["it"] in unknown
        assert "€" not in unknown
    assert state(page) == {"level": ["senior"], "area": ["north"]}


@pytest.mark.parametrize(
    ("choice", "typed", "sums"),
    [
        ("it intermediate fixed", "40.000", ("40.000 €", "15–25%", "6.000–10.000 €", "46.000–50.000 €")),
        ("en intermediate fixed", "40,000", ("€40,000", "15–25%", "€6,000–10,000", "€46,000–50,000")),
        ("en executive fixed", "€80.000,00", ("€80,000", "over 40%", "over €32,000", "over €112,000")),
        ("it junior total", "50 000", ("50.000 €", "20–40%", "10.000–20.000 €", "30.000–40.000 €")),
        ("it junior fixed", "50000", None),
    ],
)
def test_an_amount_is_split_by_percentages_of_its_own_base(
    open_page: OpenPage, choice: str, typed: str, sums: tuple[str, str, str, str] | None
) -> None:
    locale, level, base = choice.split()
    page = open_page(f"{SALARY[locale]}?level={level}")
    page.locator(f".cg-explorer input[value={base}]").check()
    page.locator(".cg-explorer [name=amount]").fill(typed)
    expect(page.locator("[data-own]")).to_be_visible()
    expected = []
    if sums:
        label = LABELS["explorer"]["own_of_total" if base == "total" else "own_on_top"][locale]
        expected = [label.format(**dict(zip(("amount", "percent", "part", "rest"), sums, strict=True)))]
    found = page.locator(".cg-explorer [data-sum]:visible").all_inner_texts()
    assert [" ".join(entry.split()) for entry in found] == expected
    has_percentage_of_its_own = base == "fixed" and sums is not None
    expect(page.locator(".cg-explorer [data-none]")).to_be_visible(visible=not has_percentage_of_its_own)


def test_what_is_not_an_amount_is_said_to_be_wrong_and_not_calculated(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    page = open_page(SALARY["it"])
    amount = page.locator(".cg-explorer [name=amount]")
    for typed in ("abc", "-5", "1000001", "40.00.000", "1e5"):
        with subtests.test(typed):
            amount.fill(typed)
            amount.blur()
            expect(page.locator(".cg-explorer__wrong")).to_be_visible()
            expect(amount).to_have_attribute("aria-invalid", "true")
            expect(page.locator("[data-own]")).to_be_hidden()
            assert state(page).get("amount") is None
            amount.fill("1.000.000")
            expect(page.locator(".cg-explorer__wrong")).to_be_hidden()
            expect(page.locator("[data-own]")).to_be_visible()


def test_a_choice_is_shared_by_its_address_and_survives_a_reload(open_page: OpenPage) -> None:
    page = open_page(SALARY["it"])
    page.locator("[name=level]").select_option("executive")
    page.locator("[name=area]").select_option("south-islands")
    page.locator("[name=amount]").fill("90.000,50")
    page.locator("input[value=total]").check()
    expect(page.locator("[data-split=total]:visible")).to_have_count(1)
    assert state(page) == {"level": ["executive"], "area": ["south-islands"], "amount": ["90000.5"], "base": ["total"]}
    before = answers(page)
    page.reload()
    expect(page.locator("[data-split=total]:visible")).to_have_count(1)
    assert answers(page) == before
    expect(page.locator("[name=amount]")).to_have_value("90.000,50")


def test_an_unknown_choice_in_the_address_is_named_and_left_out(open_page: OpenPage) -> None:
    page = open_page(SALARY["en"] + "?level=god&area=%22%3E%3Cimg%3E&amount=1e9&base=net")
    expect(page.locator(".cg-explorer")).to_be_visible()
    expect(page.locator("[name=level]")).to_have_value("junior")
    expect(page.locator("[name=area]")).to_have_value("")
    expect(page.locator("[name=amount]")).to_have_value("")
    expect(page.locator("input[value=fixed]")).to_be_checked()
    said = page.locator(".cg-explorer [role=status]")
    expect(said).to_be_visible()
    expect(said).to_contain_text('do not exist here, or no longer exist: “god”, “"><img>”, “1e9”, and “net”.')
    page.locator("[name=level]").select_option("senior")
    expect(said).to_be_hidden()


def test_it_is_used_by_keyboard_and_announced(open_page: OpenPage) -> None:
    page = open_page(SALARY["en"])
    expect(page.locator(".cg-explorer")).to_be_visible()
    page.locator("[name=level]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("40000")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[value=total]")).to_be_checked()
    live = page.locator(".cg-explorer [aria-live=polite]")
    expect(live.locator("dl > div:visible").first).to_contain_text("€40,000–55,000")
    expect(live.locator("[data-sum]:visible")).to_contain_text("€8,000–16,000")


@pytest.mark.parametrize("locale", ["it", "en"])
def test_without_scripts_there_are_the_tables_and_the_notes_but_no_controls(open_page: OpenPage, locale: str) -> None:
    page = open_page(SALARY[locale], scripts=False)
    expect(page.locator(".cg-explorer")).to_be_hidden()
    expect(page.locator("h2#explorer")).to_be_visible()
    expect(page.locator("salary-explorer + details li")).to_have_count(3)
    assert page.locator(".cg-table:visible").count() >= 2


@pytest.mark.parametrize("device", ["phone", pytest.param("desk", marks=pytest.mark.thorough)])
def test_no_violation_with_all_answers_shown(open_page: OpenPage, device: Device) -> None:
    page = open_page(SALARY["it"] + "?level=intermediate&area=north&amount=40000", device=device)
    expect(page.locator("[data-own]")).to_be_visible()
    assert violations(page, BOTH if device == "desk" else ["dark"]) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator("[name=amount]").fill("x")
    page.locator("[name=amount]").blur()
    assert violations(page, BOTH if device == "desk" else ["dark"]) == []
    assert not re.search("amount", page.url)
