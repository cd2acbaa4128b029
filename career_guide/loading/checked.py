"""Plain data → checked records: pydantic's findings turned into problems with their place in the file."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from career_guide.loading.yaml_source import Document, KeyPath
from career_guide.loading.yaml_syntax import TYPOGRAPHIC_QUOTES
from career_guide.model.descriptions import Described, KindName, LanguageName
from career_guide.model.fields import ALSO_WRITTEN, Expected, fields_of
from career_guide.model.locales import Locale
from career_guide.model.values import Localized
from career_guide.words import messages
from career_guide.words.messages import Message
from career_guide.words.problems import Problem
from career_guide.words.suggestions import for_reference, nearest_or_known

_TYPES: Final = {bool, int, float, date}
"""Types that YAML reads unquoted texts as; `messages/words.yml` names them."""
_DOTS: Final = "…"
_FILLED: Final[Mapping[str, Any]] = {"text": _DOTS, "prose": _DOTS, "summary": _DOTS * 40, "list_text": []}
"""What stands for an empty text in a draft, by the kind of text."""
_OF_ONE_WORD: Final = {
    "bad_id",
    "unknown_reference",
    "literal_error",
    "number_needed",
    "int_type",
    "date_type",
    "date_from_datetime_parsing",
    "bool_type",
    "bad_web_address",
    "bad_code",
}
"""Errors in values that never begin with a quotation mark of their own."""


def check(document: Document, expected: Any, context: dict[str, Any]) -> tuple[Any, list[Problem]]:
    """Check a document's data against a type.

    Args:
        document: A document that was read without problems.
        expected: A model, or a mapping of ids to models.
        context: What references are checked against: see `RefersTo`. For suggestions, `named` are the other names of
            what exists (see `suggestions.for_reference`), and `scopes` how keys of a kind begin, if not with its name.

    Returns:
        The checked records and no problem; or None and all that is wrong.
    """
    try:
        return _adapter(expected).validate_python(document.data, context=context), []
    except ValidationError as failure:
        whole = Expected.by(expected)
        return None, [_problem(document, whole, error, context) for error in failure.errors(include_url=False)]


def with_dots(value: Any, expected: Expected) -> Any:
    """Data with dots for the texts that are required, or begun, and empty."""
    if expected.many == "list" and isinstance(value, list):
        return [with_dots(entry, expected.entry) for entry in value]
    if expected.record is None:
        return value
    if value is None and issubclass(expected.record, Localized):
        value = {}
    if not isinstance(value, dict):
        return value
    made = dict(value)
    for name, inner in fields_of(expected.record).items():
        if name not in made and not inner.is_required:
            continue
        given = made.get(name)
        if inner.kind in _FILLED and (given is None or given == ""):
            made[name] = _FILLED[inner.kind]
        elif name in made or inner.kind.startswith("localized"):
            made[name] = with_dots(given, inner)
    return made


@cache
def _adapter(expected: Any) -> TypeAdapter[Any]:
    return TypeAdapter(expected)


def _problem(document: Document, expected: Expected, error: ErrorDetails, context: dict[str, Any]) -> Problem:
    path: KeyPath = tuple(part for part in error["loc"] if part != "[key]")
    # Where below the checked value the problem lies, if its validator says so.
    path += tuple(error.get("ctx", {}).get("at", ()))
    code, details, of_key = _explained(document, expected, path, error)
    if code == "unknown_reference":
        details = _unknown_reference(context, **details)
    place = document.key_place(path) if of_key else document.place(path)
    return document.problem(place, code, **details)


def _explained(
    document: Document, expected: Expected, path: KeyPath, error: ErrorDetails
) -> tuple[str, dict[str, Any], bool]:
    """The code of a pydantic error, its details, and whether the key rather than the value is to be shown."""
    code, value = error["type"], error["input"]
    details: dict[str, Any] = {"raw": document.written(path, str(value)), **error.get("ctx", {})}
    of_key = code == "extra_forbidden"
    written = str(path[-1]) if of_key else next(iter(value), "") if isinstance(value, dict) else details["raw"]
    if written[:1] in {*TYPOGRAPHIC_QUOTES} and (of_key or code in _OF_ONE_WORD):
        return "smart_quotes", {"value": written[0]}, of_key
    if written.startswith("-") and (of_key or code == "list_type"):
        return "missing_space", {}, of_key
    if code == "missing":
        return _missing(expected, path)
    if code == "extra_forbidden":
        return code, _unknown(str(path[-1]), _field_names(expected.below(path[:-1]))), True
    if value is None and (code.endswith("_type") or code == "literal_error"):
        return (
            ("empty_value", _named(expected, path) | {"optional": _or_else(expected, path)}, True)
            if path
            else ("empty_file", {}, True)
        )
    if code in {"model_type", "model_attributes_type"}:
        here = expected.below(path)
        if _is_localized(here):
            return "needs_both_locales", {}, True
        return "model_type", {"known": ", ".join(_field_names(here)), "form": _form(here, details["raw"])}, False
    if code == "list_type":
        entry = expected.below(path).entry
        is_plain = _form(entry) == _DOTS
        form = f"[{_DOTS if isinstance(value, dict) else details['raw']}]" if is_plain else f"- {_form(entry)}"
        return code, {"form": form}, False
    if code == "empty_text":
        return code, {"optional": _or_else(expected, path)}, False
    if code == "string_type" and isinstance(value, list | dict):
        return "text_needed", {}, False
    if code == "string_type":
        assert type(value) in _TYPES
        return code, details | {"type": Message(f"words.type.{type(value).__name__}")}, False
    if code in {"date_type", "date_from_datetime_parsing"}:
        return "date_needed", details, False
    if code == "int_type":
        return "whole_number_needed", details, False
    if code == "literal_error":
        possible = re.findall(r"'([^']*)'", details["expected"])
        return code, details | _unknown(details["raw"], possible), False
    if code in {"too_short", "too_long"} and isinstance(value, str):
        return f"string_{code}", details, False
    if code == "greater_than_equal":
        return "number_too_small", details | {"lowest": details["ge"]}, False
    if code == "number_cannot_be":
        return *number_cannot_be(document, path, details), False
    if code == "bad_esco_address":
        return code, details | {"concept": Message(f"words.concept.{details['concept']}")}, False
    if code == "wrong_for_field":
        return code, _unknown(document.written(path), details["known"]), False
    if code not in messages.group_of("problems"):
        return "invalid", {"value": error["msg"]}, False
    return (
        code,
        details,
        code in {"bad_id", "too_short", "nothing_said", "nothing_said_of_area", "percent_without_base"},
    )


def number_cannot_be(document: Document, path: KeyPath, measure: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The code and details of a problem with a number that cannot be, by what it measures (`values.Measure`)."""
    words = {"raw": document.written(path), "measure": Message(f"words.measure.{measure['name']}")}
    return "number_cannot_be", words | {name: measure[name] for name in ("lowest", "highest")}


def _unknown_reference(context: dict[str, Any], kind: str, value: str, known: list[str], **_: Any) -> dict[str, Any]:
    """The details of a problem with a reference that names nothing; `key` is what it would name, wherever it stands."""
    scope = context.get("scopes", {}).get(kind, kind)
    key = value if kind == "page" else f"{scope}/{value}"
    suggestion = for_reference(scope, value, known, context.get("named"))
    return {"kind": KindName(kind), "value": value, "key": key, "nearest_or_known": suggestion}


def _named(expected: Expected, path: KeyPath) -> dict[str, Any]:
    """The name of a field within its record, and what it means; `title.it` for a text in one locale."""
    depth = len(path) - 1
    while depth > 0 and not _is_described(expected.below(path[:depth]), path[depth]):
        depth -= 1
    here = expected.below(path[:depth])
    known = _is_described(here, path[depth])
    name = ".".join(str(part) for part in path[depth if known else -1 :])
    return {"value": name, "description": Described(here.record, str(path[depth])) if known and here.record else ""}


def _or_else(expected: Expected, path: KeyPath) -> Message:
    """What else can be done about a value that is empty: whether it can be left out, as the model knows."""
    outer = expected.below(path[:-1])
    if _is_localized(outer):
        return _or_else(expected, path[:-1])
    if outer.record:
        return Message("words.optional.no" if outer.at(path[-1]).is_required else "words.optional.yes")
    return Message("words.optional.entry")


def _form(expected: Expected, written: str = "") -> str:
    """How a value is written on one line; the numbers that were written instead stand where it takes numbers."""
    numbers = re.findall(r"\d+(?:\.\d+)?", written)

    def form(expected: Expected) -> str:
        if expected.many == "list":
            return f"[{form(expected.entry)}]"
        if expected.record is None:
            return numbers.pop(0) if numbers and expected.holds in {int, float} else _DOTS
        fields = fields_of(expected.record)
        shown = [name for name in fields if fields[name].is_required] or ALSO_WRITTEN.get(expected.record, ())
        return "{" + ", ".join(f"{name}: {form(fields[name])}" for name in shown) + "}"

    return form(expected)


def _is_described(expected: Expected, field: str | int) -> bool:
    """Whether a field belongs to a record of its own, not to one text in several locales."""
    return not _is_localized(expected) and str(field) in _field_names(expected)


def _missing(expected: Expected, path: KeyPath) -> tuple[str, dict[str, Any], bool]:
    outer, name = expected.below(path[:-1]), str(path[-1])
    if _is_localized(outer):
        return "missing_locale", {"locale": name, "language": LanguageName(cast("Locale", name))}, True
    assert outer.record
    return "missing", {"value": name, "description": Described(outer.record, name)}, True


def _unknown(value: str, known: list[str]) -> dict[str, Any]:
    return {"value": value, "nearest_or_known": nearest_or_known(value, known)}


def _field_names(expected: Expected) -> list[str]:
    return list(fields_of(expected.record)) if expected.record else []


def _is_localized(expected: Expected) -> bool:
    return expected.record is not None and issubclass(expected.record, Localized)
