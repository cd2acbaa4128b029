"""Words, numbers, amounts and dates as a reader of one locale expects them.

Takes the labels of the guide and values of the model; gives plain text. `40.000 €` and `1.234,5` in Italian, `€40,000`
and `1,234.5` in English; all other words come from `data/labels.yml`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from babel.core import Locale as Names
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_name, get_currency_precision, get_currency_symbol

from career_guide.model.catalogue import Source
from career_guide.model.figures import Figure, Range, Unit
from career_guide.model.locales import TAGS, Locale
from career_guide.model.pay import Pay, PayTerms
from career_guide.model.values import Text
from career_guide.words.messages import Message, filled_in
from career_guide.words.problems import START, DataError, Problem
from career_guide.words.suggestions import nearest_or_known

NO_BREAK_SPACE: Final = "\u00a0"
EN_DASH: Final = "–"
MINUS: Final = "\u2212"
_LABELS: Final = Path("data/labels.yml")
_BABEL_LOCALES: Final[Mapping[Locale, str]] = {locale: tag.replace("-", "_") for locale, tag in TAGS.items()}


class _Forms(NamedTuple):
    """How ranges of a kind are worded where they have one known end: labels."""

    above: str
    least: str
    most: str


_COUNTED: Final = _Forms("format.above", "format.at_least", "format.up_to")
_PERCENT: Final = _Forms("format.above_percent", "format.at_least", "format.at_most")
_MONEY: Final = _Forms("format.above", "format.from", "format.up_to")


class Wording:
    """The words of one locale."""

    def __init__(self, labels: Mapping[str, Mapping[str, Text]], locale: Locale) -> None:
        self.locale = locale
        self._labels = labels

    def label(self, key: str, /, **words: object) -> str:
        """A word of the interface, by group and name (`salary.bands`), with its placeholders filled in.

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
        if not words and "{" not in text:
            return text
        try:
            return filled_in(text, self.locale, words)
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

    def shown(self, value: date | float | Figure | Pay) -> str:
        """A day, a number, a figure in full or an amount of pay."""
        match value:
            case date():
                return self.date(value)
            case Figure():
                return self.figure_in_full(value)
            case Pay():
                return self.pay(value)
        return self.number(value)

    def month(self, day: date) -> str:
        """The month of a date in words: novembre 2026, November 2026."""
        return _date(day, "MMMM y", self.locale)

    def dated(self, as_of: date | None, source: Source) -> str:
        """When a figure holds: its own day, else what is known of its source, else words that say it has no date."""
        if as_of:
            return self.label("parts.as_of", date=self.date(as_of))
        if source.published:
            return self.label("parts.published", date=self.date(source.published))
        return source.dating[self.locale] if source.dating else self.label("parts.undated")

    def date(self, day: date) -> str:
        """A date in words: 24 novembre 2026, 24 November 2026."""
        return _date(day, "d MMMM y", self.locale)

    def figure(self, figure: Figure) -> str:
        """A figure with its unit, without its base: `20–40%`, `almeno 3–5 anni`, `oltre 100.000 €`."""
        if figure.base == "of_national_mean":
            return self.difference(figure.value)
        text = self.amount(figure.value, figure.unit)
        # "From 3 years" says it already.
        is_said = not figure.at_least or figure.value.max is None
        return text if is_said else self.label("format.at_least", value=text)

    def figure_in_full(self, figure: Figure) -> str:
        """A figure with its base and its condition: `over 10% on top of fixed pay (in good years)`."""
        text = self.figure(figure)
        if figure.base:
            text = f"{text} {self.label(f'base.{figure.base}')}"
        return f"{text} ({figure.condition[self.locale]})" if figure.condition else text

    def amount(self, value: Range, unit: Unit) -> str:
        """A range in a unit: `20–40%`, `almeno 3 anni`, `oltre 10 anni`."""
        forms = _PERCENT if unit == "percent" else _COUNTED
        return self._range(value, forms, self.number, lambda numbers, count: self._with_unit(numbers, unit, count))

    def money(self, value: Range, currency: str) -> str:
        """A range of money: `30.000–40.000 €`, `75.000–90.000 € e oltre`, `from £12.50`."""
        return self._range(
            value,
            _MONEY,
            lambda number: _money_number(number, currency, self.locale),
            lambda numbers, _: self.with_sign(numbers, currency),
        )

    def money_of(self, value: float, currency: str) -> str:
        """A single amount of money: `40.000 €`, `£12.50`."""
        return self.with_sign(_money_number(value, currency, self.locale), currency)

    def with_sign(self, numbers: str, currency: str) -> str:
        """A text with the sign of a currency where the language puts it: `40.000 €`, `CHF 40,000`."""
        return _money_pattern(currency, self.locale).replace("¤", numbers)

    def pay(self, pay: Pay) -> str:
        """An amount of pay, without its terms; that there is none where it is not known."""
        if pay.range is None or pay.currency is None:
            return self.label("parts.no_data")
        return self.money(pay.range, pay.currency)

    def terms(self, terms: PayTerms) -> str:
        """What an amount of pay is counted in: `lordi annui, in 14 mensilità`, `gross a year`."""
        text = self.label(f"basis.{terms.basis}", period=self.label(f"period.{terms.period}"))
        if terms.months_paid is None or terms.period not in {"year", "month"}:
            return text
        return self.label(f"months.{terms.period}", terms=text, count=self.number(terms.months_paid))

    def currency(self, currency: str) -> str:
        """The name of a currency, as several of its units: `euro`, `British pounds`."""
        name: str = get_currency_name(currency, 2, locale=_BABEL_LOCALES[self.locale])
        return name

    def currency_words(self, currency: str) -> list[str]:
        """What a reader may type for a currency, in lower case, the longest first: `euros`, `euro`, `eur`, `€`."""
        locale = _BABEL_LOCALES[self.locale]
        names = {get_currency_name(currency, count, locale=locale) for count in (1, 2)}
        words = {currency, get_currency_symbol(currency, locale=locale), *names}
        return sorted((word.lower() for word in words), key=lambda word: (-len(word), word))

    def country(self, country: str) -> str:
        """The name of a country: `Italia`, `United Kingdom`."""
        return _country(country, self.locale)

    def _range(
        self,
        value: Range,
        forms: _Forms,
        number: Callable[[float], str],
        in_unit: Callable[[str, float], str],
    ) -> str:
        """A range in words.

        Args:
            value: The range.
            forms: The labels for ranges that are open.
            number: Writes a number.
            in_unit: Adds the unit to numbers; is given what is counted, for the singular: 0 for a range.
        """
        low, high = value.ends
        numbers = number(low) if low == high else number(low) + EN_DASH + number(high)
        # Only a single 1 is singular: 1 year, but 0–1 years.
        text = in_unit(numbers, high if low == high and not value.or_more else 0)
        if value.above is not None:
            return self.label(forms.above, value=text)
        if value.or_more:
            return self.label("format.or_more", value=text)
        if value.max is None:
            return self.label(forms.least, value=text)
        return text if value.min is not None else self.label(forms.most, value=text)

    def numbers(self, value: Range) -> str:
        """A range without its unit: `30.000–40.000`."""
        low, high = value.ends
        return self.number(low) if low == high else self.number(low) + EN_DASH + self.number(high)

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
        return self.counted(f"format.{unit}", count, count=numbers)


def within_a_sentence(title: str) -> str:
    """A title as it stands within a sentence: `sales manager`, but `CRM manager`."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


# Babel is slow, and the same numbers stand on many pages.
@lru_cache(maxsize=1024)
def _number(value: float, locale: Locale) -> str:
    text: str = format_decimal(value, locale=_BABEL_LOCALES[locale])
    return text.replace("-", MINUS)


@lru_cache(maxsize=1024)
def _money_number(value: float, currency: str, locale: Locale) -> str:
    """A number with the decimals of a currency, if it is not whole: 30.000 and 12,50."""
    if value == int(value):
        return _number(value, locale)
    pattern = "#,##0." + "0" * get_currency_precision(currency)
    text: str = format_decimal(value, format=pattern, locale=_BABEL_LOCALES[locale])
    return text


@lru_cache(maxsize=256)
def _money_pattern(currency: str, locale: Locale) -> str:
    """Where the sign of a currency stands: `¤ €`, with `¤` for the numbers."""
    standard: str = Names.parse(_BABEL_LOCALES[locale]).currency_formats["standard"].pattern
    sign: str = get_currency_symbol(currency, locale=_BABEL_LOCALES[locale])
    if not standard.startswith("¤"):
        return f"¤{NO_BREAK_SPACE}{sign}"
    return f"{sign}{NO_BREAK_SPACE}¤" if sign[-1].isalpha() else f"{sign}¤"


@lru_cache(maxsize=256)
def _country(country: str, locale: Locale) -> str:
    name: str = Names.parse(_BABEL_LOCALES[locale]).territories[country]
    return name


@lru_cache(maxsize=1024)
def _date(day: date, pattern: str, locale: Locale) -> str:
    text: str = format_date(day, pattern, locale=_BABEL_LOCALES[locale])
    return text
