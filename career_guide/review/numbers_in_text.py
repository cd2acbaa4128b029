"""Numbers and amounts that stand in a text as digits: plain words in, numbers out that can be compared.

`1.234,5` in Italian and `1,234.5` in English are one number; so are `30mila` and `30,000`. Dates, ranges and
percentages are read as the numbers in them. What is not a number of its own is left alone: `B2B`, `CP2021`, `ISCO-08`,
`anni ’80`. A number in digits that the other language writes as a word (`5 passi`, `five steps`) is no difference.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import Unit

_SPACES: Final = "\u00a0\u2009\u202f"
"""Spaces that may stand between the thousands of one number."""
_SCALES: Final[Mapping[str, int]] = {
    "mila": 1_000,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mln": 1_000_000,
    "milione": 1_000_000,
    "milioni": 1_000_000,
    "million": 1_000_000,
    "miliardo": 1_000_000_000,
    "miliardi": 1_000_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
_DIGITS: Final = rf"\d+(?:[.,]\d+|[{_SPACES}]\d{{3}}(?!\d))*"
_NUMBER: Final = re.compile(
    rf"(?<![\w.,])(?<![^\W\d]-)(?<!(?<!\w)[’'])(?P<digits>{_DIGITS})"
    r"(?:(?P<glued>mila|k|m|bn)|[ \u00a0](?P<scale>mila|thousand|mln|milion[ei]|million|miliard[oi]|billion)"
    r"|st|nd|rd|th|[°ºª])?(?!\w)",
    re.IGNORECASE,
)
_DECADE: Final = re.compile(r"(?<![\w.,])(?:[’'](\d\d)s?|(\d{2}(?:\d\d)?)s)(?!\w)")
"""`1980s`, `’80s`, `’80`: a number that the other language may write in words, or with another count of digits."""
_GROUPED: Final[Mapping[Locale, re.Pattern[str]]] = {
    "it": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
}
_GROUP: Final[Mapping[Locale, str]] = {"it": ".", "en": ","}
_FOREIGN_DECIMAL: Final = re.compile(r"\d+\.\d+")
"""A version or a code in an Italian text, `29.2`, with the point that it has in every language."""

_IN_WORDS: Final[Mapping[Locale, str]] = {
    "it": """zero uno|un|una due|entrambi|entrambe tre quattro cinque sei sette otto nove dieci undici dodici tredici
        quattordici quindici sedici diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta
        ottanta novanta cento mille""",
    "en": """zero one|a|an|single two|both|twice three four five six seven eight nine ten eleven twelve thirteen
        fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        hundred thousand""",
}
"""How the numbers of `_WRITTEN_OUT` are written in words."""
_WRITTEN_OUT: Final = (*range(20), *range(20, 101, 10), 1000)

_UNITS: Final[tuple[tuple[Unit, re.Pattern[str]], ...]] = (
    ("eur_per_year", re.compile(r"\s?(?:€|euros?\b)", re.IGNORECASE)),
    ("percent", re.compile(r"\s?(?:%|per\s?cento?\b)", re.IGNORECASE)),
    ("years", re.compile(r"[\s-](?:ann[oi]|years?)\b", re.IGNORECASE)),
    ("hours_per_day", re.compile(r"[\s-](?:or[ae]|hours?)\b", re.IGNORECASE)),
)
_TO: Final = r"\s?[–−-]\s?(?:€\s?)?|\s(?:a|ai|al|to)\s(?:€\s?)?"
_RANGE: Final = re.compile(_TO, re.IGNORECASE)
_RANGE_OR_PAIR: Final = re.compile(rf"{_TO}|\s(?:e|o|and|or)\s(?:€\s?)?", re.IGNORECASE)
"""What joins two numbers of which the second alone may have the unit."""


@dataclass(frozen=True)
class Amount:
    """A number with a unit that figures have, too."""

    value: float
    unit: Unit
    decimals: int
    """How many it is written with."""
    written: str
    """As it stands in the text, without its unit."""


def only_in_one(plain: Mapping[Locale, str]) -> dict[Locale, list[str]]:
    """The numbers that stand in a text and not in its twin, as they are written, in order.

    Args:
        plain: The plain words of the text in each locale.
    """
    if not any(character.isdigit() for words in plain.values() for character in words):
        return {locale: [] for locale in LOCALES}
    found = {locale: _numbers(plain[locale], locale) for locale in LOCALES}
    offered = {locale: found[locale].keys() | _decades(plain[locale]) for locale in LOCALES}
    alone: dict[Locale, list[str]] = {}
    for locale in LOCALES:
        (twin,) = (other for other in LOCALES if other != locale)
        alone[locale] = [
            written
            for number, written in found[locale].items()
            if number not in offered[twin] and not _in_words(number, plain[twin], twin)
        ]
    return alone


def amounts(plain: str, locale: Locale) -> list[Amount]:
    """The amounts in a text whose unit is one that figures have: euros, per cent, years, hours."""
    found = list(_NUMBER.finditer(plain))
    units: list[Unit | None] = [_unit(plain, match) for match in found]
    for index in reversed(range(len(found) - 1)):
        # 30–40%, from 3 to 5 years: the first number has the unit of the second.
        if units[index] is None and _RANGE_OR_PAIR.fullmatch(plain, found[index].end(), found[index + 1].start()):
            units[index] = units[index + 1]
    for index in range(1, len(found)):
        # €30,000–40,000: the second has that of the first.
        if units[index] is None and _RANGE.fullmatch(plain, found[index - 1].end(), found[index].start()):
            units[index] = units[index - 1]
    return [
        Amount(float(value), unit, max(0, -int(value.as_tuple().exponent)), match["digits"])
        for match, unit in zip(found, units, strict=True)
        if unit is not None and (value := _value(match, locale)) is not None
    ]


def _unit(plain: str, match: re.Match[str]) -> Unit | None:
    for unit, pattern in _UNITS:
        if pattern.match(plain, match.end()):
            return unit
    return "eur_per_year" if plain[: match.start()].rstrip().endswith("€") else None


def _numbers(plain: str, locale: Locale) -> dict[str, str]:
    """The numbers in a text, written alike for all languages, each with the characters that it was written with."""
    found: dict[str, str] = {}
    for match in _NUMBER.finditer(plain):
        value = _value(match, locale)
        found.setdefault(match["digits"] if value is None else f"{value.normalize():f}", match.group())
    return found


def _value(match: re.Match[str], locale: Locale) -> Decimal | None:
    """The number that was written; None for a code such as 1.0.8."""
    digits = re.sub(f"[{_SPACES}]", "", match["digits"])
    if _GROUPED[locale].fullmatch(digits):
        number = digits.replace(_GROUP[locale], "").replace(",", ".")
    elif locale == "it" and _FOREIGN_DECIMAL.fullmatch(digits):
        number = digits
    else:
        return None
    scale = match["glued"] or match["scale"]
    return Decimal(number) * (_SCALES[scale.lower()] if scale else 1)


def _decades(plain: str) -> set[str]:
    decades = ("".join(found) for found in _DECADE.findall(plain))
    return {form for decade in decades for form in (decade, decade[-2:], f"19{decade[-2:]}")}


def _in_words(number: str, plain: str, locale: Locale) -> bool:
    """Whether a text has a whole number as a word."""
    forms = dict(zip(map(str, _WRITTEN_OUT), _IN_WORDS[locale].split(), strict=True)).get(number, "")
    return not set(forms.split("|")).isdisjoint(re.findall(r"\w+", plain.casefold()))
