"""What each record, field and value to choose from means, in words for editors.

English stands in the models: the docstring of a record, the text under each field, the mapping next to each list of
values. Other languages stand in `model/descriptions.it.yml` and the like, by record and field, or by the name of the
list and value; what a language lacks is said in English.
Messages, JSON Schemas, scaffolds and the data dictionary all take it from here.
"""

import ast
import inspect
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, cast

import babel
import yaml

from career_guide.model import catalogue, role, values
from career_guide.model.locales import Locale
from career_guide.model.values import Record

_RECORD: Final = "_"
"""The key of a record's own description among those of its fields."""

ENUMERATIONS: Final[Mapping[Any, tuple[str, Mapping[Any, str]]]] = {
    values.Unit: ("Unit", values.UNITS),
    values.PercentBase: ("PercentBase", values.PERCENT_BASES),
    values.Period: ("Period", values.PERIODS),
    values.PayBasis: ("PayBasis", values.PAY_BASES),
    catalogue.Confidence: ("Confidence", catalogue.CONFIDENCES),
    catalogue.SkillKind: ("SkillKind", catalogue.SKILL_KINDS),
    catalogue.CertificationKind: ("CertificationKind", catalogue.CERTIFICATION_KINDS),
    catalogue.ToolKind: ("ToolKind", catalogue.TOOL_KINDS),
    role.Scheme: ("Scheme", role.SCHEMES),
    role.Match: ("Match", role.MATCHES),
    role.Axis: ("Axis", role.AXES),
    role.JobDescriptionPart: ("JobDescriptionPart", role.JOB_DESCRIPTION_PARTS),
}
"""Every list of values to choose from: its name, and what each value means in English."""


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
        return _in_words("Kind", self.kind, locale) or self.kind.replace("-", " ")


@dataclass(frozen=True)
class LanguageName:
    """The name of a language within a message."""

    locale: Locale

    def text(self, locale: Locale) -> str:
        """The words in one locale."""
        return str(babel.Locale.parse(locale).languages[self.locale])


def record_description(record: type[Record], locale: Locale) -> str:
    """What a record is, in one or more sentences."""
    return _in_words(plain_name(record), _RECORD, locale) or _one_line(_generic(record).__doc__)


def field_description(record: type[Record], field: str, locale: Locale) -> str:
    """What to write in a field, in one or more sentences.

    A field that is inherited is described where it is declared.
    """
    declared = declaring(record, field)
    if issubclass(declared, values.Localized):
        language = LanguageName(cast("Locale", field)).text(locale)
        return f"{language[0].upper()}{language[1:]}."
    name = plain_name(declared)
    return _in_words(name, field, locale) or _one_line(_english(declared.__module__)[name].get(field))


def value_description(choice: Any, value: str, locale: Locale) -> str:
    """What one of several values to choose from means.

    Args:
        choice: The `Literal` of the values: see `Expected.holds`.
        value: One of them.
        locale: The language of the words.

    Raises:
        KeyError: There is no such value to choose.
    """
    name, english = ENUMERATIONS[choice]
    return _in_words(name, value, locale) or _one_line(english[value])


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
    """What the file of a locale says; nothing for English, which stands in the models."""
    return _one_line(descriptions_in(locale).get(name, {}).get(key))


@cache
def _english(module: str) -> dict[str, dict[str, str]]:
    """The text under each field: record → field. pydantic would read it, slowly, whenever the models are imported."""
    return {
        record.name: {
            field.target.id: str(text.value.value)
            for field, text in pairwise(record.body)
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
            if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        }
        for record in ast.parse(inspect.getsource(sys.modules[module])).body
        if isinstance(record, ast.ClassDef)
    }


@cache
def descriptions_in(locale: Locale) -> dict[str, dict[str, str]]:
    """The descriptions in the file of a locale: record → field, or name of a list of values → value."""
    file = Path(__file__).parent / f"descriptions.{locale}.yml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, dict[str, str]] = yaml.load(file.read_text("utf-8"), loader) if file.exists() else {}  # noqa: S506 - it is safe
    return found


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
