"""Numbers in two languages: the same number is recognised however it is written, and codes are no numbers."""

import pytest

from career_guide.model.locales import Locale
from career_guide.review.numbers_in_text import amounts, only_in_one

SAME = [
    ("40.000 € e 1.234,5", "€40,000 and 1,234.5"),
    ("30\u00a0000 passi", "30,000 steps"),
    ("30mila clienti, 2 milioni di euro", "30,000 customers, 2 million euros"),
    ("30k", "30,000"),
    ("20–40%", "20 to 40 per cent"),
    ("tra 3 e 5 anni", "3–5 years"),
    ("il 24 novembre 2026", "on 24 November 2026"),
    ("5 passi", "five steps"),
    ("entrambe le condizioni", "both conditions, all 2 of them"),
    ("gli anni ’80", "the 1980s"),
    ("gli anni Ottanta", "the late 1980s"),
    ("nel 1980", "in the 1980s"),
    ("il 3° e il 12º", "the 3rd and the 12th"),
    ("O*NET 29.2 e la 1.0.8", "O*NET 29.2 and 1.0.8"),
    ("il 2.5.1.5.2, del B2B e della CP2021", "the 2.5.1.5.2, of trade"),
    ("ISCO-08", "the ILO’s classification"),
    ("l’80% di 996 dollari", "80% of $996"),
    ("senza numeri", "no numbers"),
]
OTHER = [
    ("55.000 €", "€58,000", ["55.000"], ["58,000"]),
    ("12 mesi", "months", ["12"], []),
    ("mesi", "12 months", [], ["12"]),
    ("12,5%", "12%", ["12,5"], ["12"]),
    ("30.000", "30.000", ["30.000"], ["30.000"]),
    ("1,5", "1,5", ["1,5"], ["1,5"]),
    ("8–10 anni", "8–12 years", ["10"], ["12"]),
    ("12 e ancora 12", "no number", ["12"], []),
]


@pytest.mark.parametrize(("italian", "english"), SAME)
def test_texts_with_the_same_numbers_do_not_differ(italian: str, english: str) -> None:
    assert only_in_one({"it": italian, "en": english}) == {"it": [], "en": []}


@pytest.mark.parametrize(("italian", "english", "only_italian", "only_english"), OTHER)
def test_numbers_of_one_language_are_found(
    italian: str, english: str, only_italian: list[str], only_english: list[str]
) -> None:
    assert only_in_one({"it": italian, "en": english}) == {"it": only_italian, "en": only_english}


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("da 40.000 a 55.000 € l’anno", "it", [(40000, "eur_per_year"), (55000, "eur_per_year")]),
        ("€40,000–55,000 a year", "en", [(40000, "eur_per_year"), (55000, "eur_per_year")]),
        ("€40,000 and 20 customers", "en", [(40000, "eur_per_year")]),
        ("il 28,6 per cento", "it", [(28.6, "percent")]),
        ("between 20 and 40%", "en", [(20, "percent"), (40, "percent")]),
        ("8–10 anni, 8 ore", "it", [(8, "years"), (10, "years"), (8, "hours_per_day")]),
        ("nel 2026, 12 clienti e $996", "it", []),
        ("30mila euro", "it", [(30000, "eur_per_year")]),
    ],
)
def test_amounts_are_numbers_with_a_unit_that_figures_have(
    text: str, locale: Locale, found: list[tuple[float, str]]
) -> None:
    assert [(amount.value, amount.unit) for amount in amounts(text, locale)] == found


def test_an_amount_knows_how_exactly_it_is_written() -> None:
    assert [amount.decimals for amount in amounts("28,6%, 1,25% e 3%", "it")] == [1, 2, 0]
