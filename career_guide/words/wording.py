"""Words, numbers, amounts and dates as a reader of one locale expects them.

Takes the labels of the guide and values of the model; gives plain text. `40.000 €` and `1.234,5` in Italian, `€40,000`
and `1,234.5` in English; all other words come from `data/labels.yml`.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from career_guide.model.locales import Locale
from career_guide.model.values import Figure, Range, Text, Unit
from career_guide.words.messages import Message
from career_guide.words.problems import START, DataError, Problem
from career_guide.words.suggestions import nearest_or_known

NO_BREAK_SPACE: Final = "\u00a0"
EN_DASH: Final = "–"
MINUS: Final = "\u2212"
_LABELS: Final = Path("data/labels.yml")
_BABEL_LOCALES: Final[Mapping[Locale, str]] = {"it": "it_IT", "en": "en_GB"}


class Wording:
    """The words of one locale."""

    def __init__(self, labels: Mapping[str, Mapping[str, Text]], locale: Locale) -> None:
        self.locale = locale
        self._labels = labels

    def label(self, key: str, /, **words: object) -> str:
        """A word of the interface.

        Args:
            key: Group and name, as in `salary.bands`.
            words: Values for the placeholders in the text.

        Raises:
            DataError: The labels have no such key, or the text has a placeholder for which there is no word.
        """
        group, _, name = key.partition(".")
        try:
            text: str = self._labels[group][name][self.locale]
        except KeyError:
            known = [f"{label_group}.{label}" for label_group, labels in self._labels.items() for label in labels]
            missing = {"value": key, "nearest_or_known": nearest_or_known(key, known)}
            raise DataError([Problem(_LABELS, START, "missing_label", missing)]) from None
        try:
            return text.format(**words)
        except KeyError as error:
            details = {
                "value": key,
                "word": error.args[0],
                "names": ", ".join(words) or Message("words.nothing"),
            }
            raise DataError([Problem(_LABELS, START, "unknown_placeholder", details)]) from None

    def counted(self, key: str, count: float, /, **words: object) -> str:
        """A label that depends on a number: `<key>_one` for exactly 1, else `<key>_other`, with `{count}` in it."""
        form = "one" if count == 1 else "other"
        return self.label(f"{key}_{form}", count=words.pop("count", self.number(count)), **words)

    def number(self, value: float) -> str:
        """A number with the locale's separators: 1.234,5 or 1,234.5."""
        return _number(value, self.locale)

    def month(self, day: date) -> str:
        """The month of a date in words: novembre 2026, November 2026."""
        return _date(day, "MMMM y", self.locale)

    def dated(self, as_of: date | None, published: date | None) -> str:
        """When a figure holds: its own day, else that of its source, else words that say it has none."""
        if as_of:
            return self.label("parts.as_of", date=self.date(as_of))
        return self.label("parts.published", date=self.date(published)) if published else self.label("parts.undated")

    def date(self, day: date) -> str:
        """A date in words: 24 novembre 2026, 24 November 2026."""
        return _date(day, "d MMMM y", self.locale)

    def figure(self, figure: Figure) -> str:
        """A figure with its unit, without its base: `20–40%`, `almeno 3–5 anni`, `oltre 100.000 €`."""
        if figure.base == "of_national_mean":
            return self.difference(figure.value)
        text = self.amount(figure.value, figure.unit)
        return self.label("format.at_least", value=text) if figure.at_least else text

    def amount(self, value: Range, unit: Unit) -> str:
        """A range in a unit: `30.000–40.000 €`, `75.000–90.000 € e oltre`, `oltre 10 anni`."""
        if value.above is not None:
            above = "format.above_percent" if unit == "percent" else "format.above"
            return self.label(above, value=self.amount_of(value.above, unit))
        low, high = value.ends
        numbers = self.numbers(value)
        # Only a single 1 is singular: 1 year, but 0–1 years.
        text = self._with_unit(numbers, unit, high if low == high and not value.or_more else 0)
        return self.label("format.or_more", value=text) if value.or_more else text

    def numbers(self, value: Range) -> str:
        """A range without its unit: `30.000–40.000`."""
        low, high = value.ends
        return self.number(low) if low == high else self.number(low) + EN_DASH + self.number(high)

    def amount_of(self, value: float, unit: Unit) -> str:
        """A single number in a unit: `40.000 €`, `10 anni`."""
        return self._with_unit(self.number(value), unit, value)

    def money(self, value: Range) -> str:
        """EUR a year, without saying so: `30.000–40.000 €`, `€30,000–40,000`."""
        return self.amount(value, "eur_per_year")

    def years(self, value: Range) -> str:
        """`1–3 anni`, `over 10 years`."""
        return self.amount(value, "years")

    def difference(self, value: Range) -> str:
        """A difference in percent, with its sign at both ends: `da +10% a +15%`; words where there is none."""
        low, high = value.ends
        if low == high == 0:
            return self.label("format.no_difference")
        signed = [f"+{self.number(end)}%" if end > 0 else f"{self.number(end)}%" for end in (low, high)]
        return signed[0] if low == high else self.label("format.from_to", low=signed[0], high=signed[1])

    def _with_unit(self, numbers: str, unit: Unit, count: float) -> str:
        if unit == "percent":
            return f"{numbers}%"
        if unit == "eur_per_year":
            return f"{numbers}{NO_BREAK_SPACE}€" if self.locale == "it" else f"€{numbers}"
        return self.counted(f"format.{unit}", count, count=numbers)


# Babel is slow, and the same numbers stand on many pages.
@lru_cache(maxsize=1024)
def _number(value: float, locale: Locale) -> str:
    text: str = format_decimal(value, locale=_BABEL_LOCALES[locale])
    return text.replace("-", MINUS)


@lru_cache(maxsize=1024)
def _date(day: date, pattern: str, locale: Locale) -> str:
    text: str = format_date(day, pattern, locale=_BABEL_LOCALES[locale])
    return text
