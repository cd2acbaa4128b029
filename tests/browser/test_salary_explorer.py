"""The salary explorer: one answer for a level and an area; and where an offer stands, which never leaves the device."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Device, OpenPage
from tests.browser.test_accessibility import BOTH, violations

SALARY = {"it": "it/ruoli/key-account-manager/stipendio/", "en": "en/roles/key-account-manager/salary/"}
OFFER = {"fixed": "60.000", "variable": "9.000", "benefits": "4000"}


def answer(page: Page) -> list[str]:
    """What is shown, each sentence on one line."""
    lines = page.locator(".cg-explorer__answer > p:visible").all_inner_texts()
    return [" ".join(line.replace("\u00a0", " ").split()) for line in lines]


def told(page: Page) -> list[str]:
    """What is said of the offer."""
    lines = page.locator(".cg-offer [data-stands] li:visible").all_inner_texts()
    return [" ".join(line.replace("\u00a0", " ").replace("\u2060", "").split()) for line in lines]


def open_offer(page: Page) -> None:
    page.locator(".cg-offer summary").click()


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("locale", ["it", "en"])
def test_what_a_senior_earns_in_the_north_stands_on_the_first_screen_of_a_phone(
    open_page: OpenPage, locale: str
) -> None:
    page = open_page(SALARY[locale], device="phone")
    page.locator("[name=level]").select_option("senior")
    page.locator("[name=area]").select_option("north")
    amount, difference, only, source = answer(page)
    assert ("55.000–75.000 €" if locale == "it" else "€55,000–75,000") in amount
    assert ("da +10% a +15%" if locale == "it" else "+10% to +15%") in difference
    assert ("Intermedio" if locale == "it" else "Intermediate") in only
    assert ("senza data" if locale == "it" else "undated") in source
    box = page.locator(".cg-explorer__answer").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    assert state(page) == {"level": ["senior"], "area": ["north"]}


def test_the_amount_of_an_area_stands_in_place_of_the_countrys_for_its_level_alone(open_page: OpenPage) -> None:
    page = open_page(SALARY["it"])
    page.locator("[name=area]").select_option("north")
    page.locator("[name=level]").select_option("intermediate")
    amount, difference, variable, _ = answer(page)
    assert amount.startswith("45.000–60.000 €")
    assert difference.startswith("Nord Italia: da +10% a +15%")
    assert "15–25%" in variable
    page.locator("[name=level]").select_option("executive")
    assert answer(page)[0].startswith("75.000–90.000 € e oltre")


@pytest.mark.parametrize(
    ("locale", "level", "fixed", "place"),
    [
        ("it", "junior", "29.000", "sotto la fascia (30.000–40.000 €)"),
        ("it", "junior", "31000", "dentro la fascia, nella parte bassa (30.000–40.000 €)"),
        ("it", "junior", "35 000", "dentro la fascia, verso la metà (30.000–40.000 €)"),
        ("it", "junior", "40.000,00", "dentro la fascia, nella parte alta (30.000–40.000 €)"),
        ("it", "junior", "€ 40.001", "sopra la fascia (30.000–40.000 €)"),
        ("en", "executive", "€200,000", "within the band (€75,000–90,000 or more)"),
    ],
)
def test_an_offer_is_told_where_it_stands(open_page: OpenPage, locale: str, level: str, fixed: str, place: str) -> None:
    page = open_page(f"{SALARY[locale]}?level={level}")
    open_offer(page)
    page.locator(".cg-offer [name=fixed]").fill(fixed)
    expect(page.locator(".cg-offer [data-told] li").first).to_be_visible()
    (line,) = told(page)
    assert place in line


def test_variable_pay_and_benefits_are_told_on_each_base_beside_what_is_usual(open_page: OpenPage) -> None:
    page = open_page(SALARY["it"] + "?level=intermediate")
    open_offer(page)
    for name, typed in OFFER.items():
        page.locator(f".cg-offer [name={name}]").fill(typed)
    expect(page.locator(".cg-offer [data-told] li").nth(3)).to_be_visible()
    fixed, total, variable, benefits, usual, general, usual_benefits = told(page)
    assert fixed == "Parte fissa, 60.000 €: sopra la fascia (40.000–55.000 €)."
    assert total == "Fissa e variabile, 69.000 €: sopra la fascia (40.000–55.000 €)."
    assert variable == "La tua parte variabile: 15% della parte fissa, 13% del totale."
    assert benefits == "I tuoi benefit: 5,8% in più rispetto a fissa e variabile."
    assert "15–25%" in usual
    assert "20–40%" in general
    assert "10–20%" in usual_benefits
    page.locator("[name=level]").select_option("junior")
    assert not any("15–25%" in line for line in told(page))
    page.locator(".cg-offer a").click()
    expect(page.locator("#offer-questions")).to_be_in_viewport()


def test_an_offer_stays_on_the_device_until_a_link_is_copied_and_then_in_its_fragment(open_page: OpenPage) -> None:
    page = open_page(SALARY["it"] + "?level=senior")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_offer(page)
    for name, typed in OFFER.items():
        page.locator(f".cg-offer [name={name}]").fill(typed)
    expect(page.locator(".cg-offer [data-told] li").nth(1)).to_be_visible()
    assert "60" not in page.url.partition("stipendio/")[2]
    page.locator(".cg-offer button").click()
    expect(page.locator(".cg-offer [role=status]")).not_to_be_empty()
    shared = page.evaluate("navigator.clipboard.readText()")
    assert urlsplit(shared).fragment == "offer=60000,9000,4000"
    assert state(page) == {"level": ["senior"]}
    before = told(page)
    page.goto("about:blank")
    page.goto(shared)
    expect(page.locator(".cg-offer [name=fixed]")).to_have_value("60.000")
    expect(page.locator(".cg-offer [data-told] li").nth(1)).to_be_in_viewport()
    assert told(page) == before


def test_what_is_not_an_amount_is_said_to_be_wrong_and_not_compared(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    page = open_page(SALARY["it"])
    open_offer(page)
    fixed = page.locator(".cg-offer [name=fixed]")
    for typed in ("abc", "-5", "1000001", "40.00.000", "1e5"):
        with subtests.test(typed):
            fixed.fill(typed)
            fixed.blur()
            expect(page.locator(".cg-explorer__wrong")).to_be_visible()
            expect(fixed).to_have_attribute("aria-invalid", "true")
            expect(page.locator(".cg-offer [data-stands]")).to_be_hidden()
            fixed.fill("1.000.000")
            expect(page.locator(".cg-explorer__wrong")).to_be_hidden()
            expect(page.locator(".cg-offer [data-stands]")).to_be_visible()


def test_a_choice_is_shared_by_its_address_and_survives_a_reload(open_page: OpenPage) -> None:
    page = open_page(SALARY["it"])
    page.locator("[name=level]").select_option("executive")
    page.locator("[name=area]").select_option("south-islands")
    assert state(page) == {"level": ["executive"], "area": ["south-islands"]}
    before = answer(page)
    page.reload()
    expect(page.locator("[name=level]")).to_have_value("executive")
    assert answer(page) == before


def test_an_unknown_choice_in_the_address_is_named_and_left_out(open_page: OpenPage) -> None:
    page = open_page(SALARY["en"] + "?level=god&area=%22%3E%3Cimg%3E#offer=<img>,,")
    expect(page.locator(".cg-explorer")).to_be_visible()
    expect(page.locator("[name=level]")).to_have_value("junior")
    expect(page.locator("[name=area]")).to_have_value("")
    expect(page.locator(".cg-offer")).not_to_have_attribute("open", "")
    said = page.locator(".cg-explorer [data-unknown]")
    expect(said).to_be_visible()
    expect(said).to_contain_text('do not exist here, or no longer exist: “god” and “"><img>”.')
    page.locator("[name=level]").select_option("senior")
    expect(said).to_be_hidden()


def test_it_is_used_by_keyboard_and_announced(open_page: OpenPage) -> None:
    page = open_page(SALARY["en"])
    expect(page.locator(".cg-explorer")).to_be_visible()
    page.locator("[name=level]").focus()
    page.keyboard.press("ArrowDown")
    live = page.locator(".cg-explorer__answer[aria-live=polite]")
    expect(live.locator("p:visible").first).to_contain_text("€40,000–55,000")
    page.locator("[name=area]").focus()
    for _ in range(3):  # The source, its confidence, the offer's summary.
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("45000")
    expect(page.locator(".cg-offer [aria-live=polite]")).to_contain_text("within the band, around the middle")


@pytest.mark.parametrize("locale", ["it", "en"])
def test_without_scripts_there_are_the_tables_but_no_controls(open_page: OpenPage, locale: str) -> None:
    page = open_page(SALARY[locale], scripts=False)
    expect(page.locator(".cg-explorer")).to_be_hidden()
    assert page.locator(".cg-table:visible").count() >= 2


@pytest.mark.parametrize("device", ["phone", pytest.param("desk", marks=pytest.mark.thorough)])
def test_no_violation_with_all_answers_shown(open_page: OpenPage, device: Device) -> None:
    page = open_page(SALARY["it"] + "?level=intermediate&area=north#offer=45000,5000,4000", device=device)
    expect(page.locator(".cg-offer [data-told] li").nth(3)).to_be_visible()
    assert violations(page, BOTH if device == "desk" else ["dark"]) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(".cg-offer [name=fixed]").fill("x")
    page.locator(".cg-offer [name=fixed]").blur()
    assert violations(page, BOTH if device == "desk" else ["dark"]) == []
