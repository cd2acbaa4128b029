"""Plain data → checked records: pydantic's findings turned into problems with their place in the file."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, Final, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from career_guide.loading.yaml_source import Document, KeyPath
from career_guide.loading.yaml_syntax import TYPOGRAPHIC_QUOTES
from career_guide.model.descriptions import Described, KindName, LanguageName
from career_guide.model.fields import ALSO_WRITTEN, Expected, fields_of
from career_guide.model.locales import Locale
from career_guide.words import messages
from career_guide.words.messages import Message
from career_guide.words.problems import MOST, Problem
from career_guide.words.suggestions import for_reference, nearest_or_known

_DOTS: Final = "…"
_FILLED: Final[Mapping[str, Any]] = {"text": _DOTS, "prose": _DOTS, "summary": _DOTS * 40, "list_text": []}
"""What stands for an empty text in a draft, by the kind of text."""
_OF_KEYS: Final = {"bad_id", "too_short", "nothing_said", "nothing_said_of_area", "percent_without_base"}
"""Errors that are shown at the key."""


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
        errors = failure.errors(include_url=False)[:MOST]
        return None, [_problem(document, whole, error, context) for error in errors]


def with_dots(value: Any, expected: Expected) -> Any:
    """Data with dots for the texts that are required, or begun, and empty."""
    if expected.many == "list" and isinstance(value, list):
        return [with_dots(entry, expected.entry) for entry in value]
    if expected.record is None:
        return value
    if value is None and expected.is_localized:
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
    here, outer, name = expected.below(path), expected.below(path[:-1]), str(path[-1]) if path else ""
    of_key = code == "extra_forbidden"
    written = name if of_key else next(iter(value), "") if isinstance(value, dict) else details["raw"]
    # Only texts may begin with a quotation mark of their own.
    is_word = isinstance(value, str) and not (here.record or here.many or (here.form and here.form.kind in _FILLED))
    if written[:1] in {*TYPOGRAPHIC_QUOTES} and (of_key or is_word or code == "bad_code"):
        return "smart_quotes", {"value": written[0]}, of_key
    if written.startswith("-") and (of_key or code == "list_type"):
        return "missing_space", {}, of_key
    if value is None and (code.endswith("_type") or code == "literal_error"):
        if not path:
            return "empty_file", {}, True
        return "empty_value", _named(expected, path) | {"optional": _or_else(expected, path)}, True
    match code:
        case "missing" if outer.is_localized:
            return "missing_locale", {"locale": name, "language": LanguageName(cast("Locale", name))}, True
        case "missing":
            return code, _named(expected, path), True
        case "extra_forbidden":
            return code, _unknown(name, list(outer.fields)), True
        case "model_type" | "model_attributes_type" if here.is_localized:
            return "needs_both_locales", {}, True
        case "model_type" | "model_attributes_type":
            return "model_type", {"known": ", ".join(here.fields), "form": _form(here, details["raw"])}, False
        case "list_type":
            form = _form(here.entry)
            plain = f"[{_DOTS if isinstance(value, dict) else details['raw']}]"
            return code, {"form": plain if form == _DOTS else f"- {form}"}, False
        case "empty_text":
            return code, {"optional": _or_else(expected, path)}, False
        case "string_type" if isinstance(value, list | dict):
            return "text_needed", {}, False
        case "string_type":
            return code, details | {"type": Message(f"words.type.{type(value).__name__}")}, False
        case "date_type" | "date_from_datetime_parsing":
            return "date_needed", details, False
        case "int_type":
            return "whole_number_needed", details, False
        case "literal_error":
            return code, details | _unknown(details["raw"], list(here.options)), False
        case "too_short" | "too_long" if isinstance(value, str):
            return f"string_{code}", details, False
        case "string_too_long":
            return code, details | {"actual_length": len(value)}, False
        case "greater_than_equal":
            return "number_too_small", details | {"lowest": details["ge"]}, False
        case "number_cannot_be":
            return code, number_cannot_be(document, path, details), False
        case "bad_esco_address":
            return code, details | {"concept": Message(f"words.concept.{details['concept']}")}, False
        case "wrong_for_field":
            return code, _unknown(document.written(path), details["known"]), False
    if code not in messages.group_of("problems"):
        return "invalid", {"value": error["msg"]}, False
    return code, details, code in _OF_KEYS


def number_cannot_be(document: Document, path: KeyPath, measure: Mapping[str, Any]) -> dict[str, Any]:
    """The details of a problem of that code, by what the number measures (`figures.Measure`)."""
    words = {"raw": document.written(path), "measure": Message(f"words.measure.{measure['name']}")}
    return words | {name: measure[name] for name in ("lowest", "highest")}


def _unknown_reference(
    context: dict[str, Any], kind: str, value: str, known: AbstractSet[str], **_: Any
) -> dict[str, Any]:
    """The details of a problem with a reference that names nothing; `key` is what it would name, wherever it stands."""
    scope = context.get("scopes", {}).get(kind, kind)
    key = value if kind == "page" else f"{scope}/{value}"
    suggestion = for_reference(scope, value, sorted(known), context.get("named"))
    return {"kind": KindName(kind), "value": value, "key": key, "nearest_or_known": suggestion}


def _named(expected: Expected, path: KeyPath) -> dict[str, Any]:
    """The name of a field within its record, and what it means; `title.it` for a text in one locale."""
    for depth in range(len(path) - 1, -1, -1):
        here = expected.below(path[:depth])
        if here.record and not here.is_localized and str(path[depth]) in here.fields:
            name = ".".join(map(str, path[depth:]))
            return {"value": name, "description": Described(here.record, str(path[depth]))}
    return {"value": str(path[-1]), "description": ""}


def _or_else(expected: Expected, path: KeyPath) -> Message:
    """What else can be done about a value that is empty: whether it can be left out, as the model knows."""
    outer = expected.below(path[:-1])
    if outer.is_localized:
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


def _unknown(value: str, known: list[str]) -> dict[str, Any]:
    return {"value": value, "nearest_or_known": nearest_or_known(value, known)}
