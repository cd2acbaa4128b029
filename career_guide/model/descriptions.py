"""What each record, field and value to choose from means, in words for editors.

The words stand in `descriptions.yml`, in each language, by record and field or by list and value; what a language lacks
is said in English. The English of a record is its docstring, that of a field that no file holds the text under it.
Messages, JSON Schemas, scaffolds and the data dictionary all take it from here.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import babel
import yaml

from career_guide.model import article, careers, catalogue, figures, pay, progression, role, values
from career_guide.model.locales import ENGLISH, Locale
from career_guide.model.values import Record

_RECORD: Final = "_"
"""The key of a record's own description among those of its fields."""

CHOICES: Final[Mapping[Any, str]] = {
    figures.Unit: "Unit",
    figures.PercentBase: "PercentBase",
    pay.Period: "Period",
    pay.PayBasis: "PayBasis",
    catalogue.Confidence: "Confidence",
    catalogue.SkillKind: "SkillKind",
    catalogue.CertificationKind: "CertificationKind",
    catalogue.ToolKind: "ToolKind",
    progression.Basis: "Basis",
    progression.Importance: "Importance",
    progression.RelationKind: "RelationKind",
    careers.State: "SkillState",
    role.Scheme: "Scheme",
    role.Match: "Match",
    role.Axis: "Axis",
    role.JobDescriptionPart: "JobDescriptionPart",
    article.Menu: "Menu",
}
"""Every list of values to choose from, with its name."""


@dataclass(frozen=True)
class Described:
    """A field's description within a message."""

    record: type[Record]
    field: str

    def text(self, locale: Locale) -> str:
        """The words in one locale."""
        return field_description(self.record, self.field, locale)


@dataclass(frozen=True)
class KindName:
    """The name of a kind of record within a message, with its article in Italian."""

    kind: str
    """As references have it: `tool-category`; `page` and `chapter` are kinds, too."""

    def text(self, locale: Locale) -> str:
        """The words in one locale."""
        return _said(descriptions()["Kind"][self.kind], locale)


@dataclass(frozen=True)
class LanguageName:
    """The name of a language within a message."""

    locale: Locale

    def text(self, locale: Locale) -> str:
        """The words in one locale."""
        return str(babel.Locale.parse(locale).languages[self.locale])


def record_description(record: type[Record], locale: Locale) -> str:
    """What a record is, in one or more sentences."""
    return _in_words(plain_name(record), _RECORD, locale) or " ".join((_generic(record).__doc__ or "").split())


def field_description(record: type[Record], field: str, locale: Locale) -> str:
    """What to write in a field, in one or more sentences.

    A field that is inherited is described where it is declared.
    """
    declared = declaring(record, field)
    if issubclass(declared, values.Localized):
        language = LanguageName(cast("Locale", field)).text(locale)
        return f"{language[0].upper()}{language[1:]}."
    words = _in_words(plain_name(declared), field, locale)
    return words or " ".join((declared.model_fields[field].description or "").split())


def value_description(choice: Any, value: str, locale: Locale) -> str:
    """What one of several values to choose from means; `choice` is their `Literal` (see `Expected.holds`).

    Raises:
        KeyError: There is no such value to choose.
    """
    return _said(descriptions()[CHOICES[choice]][value], locale)


def declaring(record: type[Record], field: str) -> type[Record]:
    """The record that a field is declared in: itself, or one that it inherits from.

    Raises:
        KeyError: It has no such field.
    """
    for ancestor in _generic(record).__mro__:
        if field in inspect.get_annotations(ancestor):
            return ancestor
    raise KeyError(field)


def plain_name(record: type[Record]) -> str:
    """The name of a record's class; that of a generic one without its parameters."""
    return _generic(record).__name__


def _generic(record: type[Record]) -> type[Record]:
    origin: type[Record] | None = record.__pydantic_generic_metadata__["origin"]  # type: ignore[assignment]
    return origin or record


def _in_words(name: str, key: str, locale: Locale) -> str:
    """What the file says of a record or field; nothing where it does not know it."""
    return _said(descriptions().get(name, {}).get(key, {}), locale)


def _said(words: Mapping[Locale, str], locale: Locale) -> str:
    return words.get(locale) or words.get(ENGLISH, "")


@cache
def descriptions() -> dict[str, dict[str, dict[Locale, str]]]:
    """All that the file says: record → field, or list of values → value, with the words in each locale."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = Path(__file__).with_suffix(".yml").read_text("utf-8")
    found: dict[str, dict[str, dict[Locale, str]]] = yaml.load(text, loader)  # noqa: S506 - it is safe
    return found
