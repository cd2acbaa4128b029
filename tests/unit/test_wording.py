"""Numbers, amounts, dates and labels as a reader of each language writes them."""

from datetime import date
from typing import Any

import pytest

from career_guide.model.figures import Figure, Range
from career_guide.model.pay import PayTerms
from career_guide.words.messages import say
from career_guide.words.problems import DataError
from career_guide.words.wording import Wording


def figure(value: dict[str, Any], unit: str, **more: Any) -> Figure:
    return Figure.model_validate({"value": value, "unit": unit, **more})


# --- numbers and dates


@pytest.mark.parametrize(
    ("value", "in_italian", "in_english"),
    [
        (7, "7", "7"),
        (1000, "1.000", "1,000"),
        (1234.5, "1.234,5", "1,234.5"),
        (40000, "40.000", "40,000"),
        (12.5, "12,5", "12.5"),
        (12.0, "12", "12"),
        (1234567, "1.234.567", "1,234,567"),
        (-20, "−20", "−20"),
    ],
)
def test_numbers_have_the_separators_of_their_language(
    italian: Wording, english: Wording, value: float, in_italian: str, in_english: str
) -> None:
    assert (italian.number(value), english.number(value)) == (in_italian, in_english)


def test_dates_are_written_in_words(italian: Wording, english: Wording) -> None:
    assert italian.date(date(2026, 11, 24)) == "24 novembre 2026"
    assert english.date(date(2026, 11, 24)) == "24 November 2026"
    assert italian.date(date(2026, 3, 1)) == "1 marzo 2026"


# --- money


@pytest.mark.parametrize(
    ("value", "in_italian", "in_english"),
    [
        ({"min": 30000, "max": 40000}, "30.000–40.000 €", "€30,000–40,000"),
        ({"min": 8000, "max": 8000}, "8.000 €", "€8,000"),
        ({"min": 75000, "max": 90000, "or_more": True}, "75.000–90.000 € e oltre", "€75,000–90,000 or more"),
        ({"above": 100000}, "oltre 100.000 €", "over €100,000"),
        ({"min": 25000}, "da 25.000 €", "from €25,000"),
        ({"max": 40000}, "fino a 40.000 €", "up to €40,000"),
    ],
)
def test_amounts_of_money_have_their_sign_where_the_language_puts_it(
    italian: Wording, english: Wording, value: dict[str, Any], in_italian: str, in_english: str
) -> None:
    assert italian.money(Range(**value), "EUR") == in_italian.replace(" €", "\u00a0€")
    assert english.money(Range(**value), "EUR") == in_english


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ((12.5, "GBP"), ("12,50 £", "£12.50")),
        ((90000, "CHF"), ("90.000 CHF", "CHF 90,000")),
        ((5000000, "JPY"), ("5.000.000 JPY", "JP¥5,000,000")),
    ],
)
def test_any_currency_has_its_sign_and_its_decimals(
    italian: Wording, english: Wording, amount: tuple[float, str], written: tuple[str, str]
) -> None:
    shown = tuple(say.money_of(*amount).replace("\u00a0", " ") for say in (italian, english))
    assert shown == written


@pytest.mark.parametrize(
    ("terms", "in_italian", "in_english"),
    [
        ({"basis": "gross", "period": "year"}, "lordi annui", "gross a year"),
        ({"basis": "net", "period": "hour"}, "netti orari", "net an hour"),
        (
            {"basis": "gross", "period": "month", "months_paid": 14},
            "lordi mensili, per 14 mensilità",
            "gross a month, paid 14 times a year",
        ),
        (
            {"basis": "gross", "period": "year", "months_paid": 13},
            "lordi annui, in 13 mensilità",
            "gross a year, in 13 monthly payments",
        ),
        ({"basis": "gross", "period": "hour", "months_paid": 13}, "lordi orari", "gross an hour"),
    ],
)
def test_an_amount_says_what_it_is_counted_in(
    italian: Wording, english: Wording, terms: dict[str, Any], in_italian: str, in_english: str
) -> None:
    given = PayTerms.model_validate({"currency": "EUR", **terms})
    assert (italian.terms(given), english.terms(given)) == (in_italian, in_english)


def test_an_italian_amount_is_never_parted_from_its_sign_at_the_end_of_a_line(italian: Wording) -> None:
    assert italian.money_of(40000, "EUR") == "40.000\u00a0€"


# --- years, hours, percentages


@pytest.mark.parametrize(
    ("value", "in_italian", "in_english"),
    [
        ({"min": 1, "max": 1}, "1 anno", "1 year"),
        ({"min": 2, "max": 2}, "2 anni", "2 years"),
        ({"min": 0, "max": 0}, "0 anni", "0 years"),
        ({"min": 0, "max": 1}, "0–1 anni", "0–1 years"),
        ({"min": 1, "max": 3}, "1–3 anni", "1–3 years"),
        ({"min": 0.5, "max": 0.5}, "0,5 anni", "0.5 years"),
        ({"above": 10}, "oltre 10 anni", "over 10 years"),
        ({"min": 5}, "almeno 5 anni", "at least 5 years"),
        ({"max": 1}, "fino a 1 anno", "up to 1 year"),
        ({"above": 1}, "oltre 1 anno", "over 1 year"),
        ({"min": 3, "max": 5, "or_more": True}, "3–5 anni e oltre", "3–5 years or more"),
    ],
)
def test_years_are_singular_for_one_alone(
    italian: Wording, english: Wording, value: dict[str, Any], in_italian: str, in_english: str
) -> None:
    assert (italian.years(Range(**value)), english.years(Range(**value))) == (in_italian, in_english)


@pytest.mark.parametrize(
    ("given", "in_italian", "in_english"),
    [
        (figure({"min": 1, "max": 1}, "hours_per_day"), "1 ora al giorno", "1 hour a day"),
        (figure({"min": 8, "max": 10}, "hours_per_day"), "8–10 ore al giorno", "8–10 hours a day"),
        (figure({"min": 3, "max": 5}, "years", at_least=True), "almeno 3–5 anni", "at least 3–5 years"),
        (figure({"min": 3}, "years", at_least=True), "almeno 3 anni", "at least 3 years"),
        (figure({"max": 20}, "percent", base="of_total_pay"), "al massimo 20%", "up to 20%"),
        (figure({"min": 20, "max": 40}, "percent", base="of_total_pay"), "20–40%", "20–40%"),
        (figure({"min": 5, "max": 12.5}, "percent", base="of_gross_pay"), "5–12,5%", "5–12.5%"),
        (figure({"above": 40}, "percent", base="on_top_of_fixed_pay"), "oltre il 40%", "over 40%"),
    ],
)
def test_a_figure_is_written_with_its_unit(
    italian: Wording, english: Wording, given: Figure, in_italian: str, in_english: str
) -> None:
    assert (italian.figure(given), english.figure(given)) == (in_italian, in_english)


@pytest.mark.parametrize("number", [1, 1.5, 8, 8.5, 11, 11.5, 80, 85, 89, 800, 8000, 11_000])
def test_an_article_loses_its_vowel_before_a_number_that_is_spoken_with_one(italian: Wording, number: float) -> None:
    assert italian.amount(Range(above=number), "percent") == f"oltre l’{italian.number(number)}%"


@pytest.mark.parametrize("number", [0, 3, 7, 10, 12, 18, 40, 79, 90, 100, 110, 118, 180, 1000])
def test_an_article_keeps_its_vowel_before_any_other_number(italian: Wording, number: float) -> None:
    assert italian.amount(Range(above=number), "percent") == f"oltre il {italian.number(number)}%"


def test_an_article_before_a_day_is_as_it_is_spoken(italian: Wording) -> None:
    days = {1: "al 1 ", 8: "all’8 ", 11: "all’11 ", 18: "al 18 "}
    for day, words in days.items():
        assert f"{words}novembre 2026" in italian.label("status.day", date=italian.date(date(2026, 11, day)))
    assert "entro l’8 novembre" in say("status.review_soon", "it", day="8 novembre", reviewed="8 novembre")


@pytest.mark.parametrize(
    ("ends", "in_italian", "in_english"),
    [
        ((10, 15), "da +10% a +15%", "+10% to +15%"),
        ((-20, -10), "da −20% a −10%", "−20% to −10%"),
        ((-5, 5), "da −5% a +5%", "−5% to +5%"),
        ((0, 5), "da 0% a +5%", "0% to +5%"),
        ((7.5, 7.5), "+7,5%", "+7.5%"),
    ],
)
def test_a_difference_has_its_sign_at_both_ends(
    italian: Wording, english: Wording, ends: tuple[float, float], in_italian: str, in_english: str
) -> None:
    difference = figure({"min": ends[0], "max": ends[1]}, "percent", base="of_national_mean")
    assert italian.figure(difference) == in_italian
    assert english.figure(difference) == in_english


def test_no_difference_is_told_in_words(italian: Wording) -> None:
    none = figure({"min": 0, "max": 0}, "percent", base="of_national_mean")
    assert italian.figure(none) == italian.label("format.no_difference")


# --- labels


def test_a_label_is_given_with_the_words_that_it_needs(italian: Wording, english: Wording) -> None:
    assert italian.label("format.at_least", value="3") == "almeno 3"
    assert english.label("format.at_least", value="3") == "at least 3"


def test_what_a_label_is_given_is_not_read_as_a_label_itself(english: Wording) -> None:
    assert english.label("format.at_least", value="{value} {0}") == "at least {value} {0}"


@pytest.mark.parametrize("key", ["format.nothing", "nothing.at_all", "format", "format.", ""])
def test_an_unknown_label_is_an_error_that_names_it_and_its_file(english: Wording, key: str) -> None:
    said = f"^data/labels.yml:1:1: the text '{key}', which the site uses, is missing$"
    with pytest.raises(DataError, match=said) as caught:
        english.label(key)
    assert [problem.code for problem in caught.value.problems] == ["missing_label"]


def test_a_label_without_a_word_that_it_needs_is_an_error(english: Wording) -> None:
    with pytest.raises(DataError, match=r"'format\.at_least' the placeholder \{value\} means nothing") as caught:
        english.label("format.at_least")
    assert [problem.code for problem in caught.value.problems] == ["unknown_placeholder"]


@pytest.mark.parametrize(("count", "text"), [(1, "1 year"), (1.0, "1 year"), (0, "0 years"), (2000, "2,000 years")])
def test_a_counted_label_has_the_form_of_its_number(english: Wording, count: float, text: str) -> None:
    assert english.counted("format.years", count) == text
