"""Plain data → checked records: pydantic's findings turned into problems with their place in the file."""

import re
import types
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from career_guide.loading.yaml_source import TYPOGRAPHIC_QUOTES, Document, KeyPath
from career_guide.model.descriptions import Described
from career_guide.model.values import Localized, Record
from career_guide.words import messages
from career_guide.words.messages import Message
from career_guide.words.problems import Problem
from career_guide.words.suggestions import for_reference, nearest_or_known

_TYPES: Final = {bool, int, float, date}
"""Types that YAML reads unquoted texts as; `messages/words.yml` names them."""
_DOTS: Final = "…"
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
"""Errors of values that never begin with a quotation mark of their own."""


def check(document: Document, expected: Any, context: dict[str, Any]) -> tuple[Any, list[Problem]]:
    """Check a document's data against a type.

    Args:
        document: A document that was read without problems.
        expected: A model, or a mapping of ids to models.
        context: What references are checked against: see `career_guide.model.values`; `named` are the other names of
            what exists, for suggestions (see `suggestions.for_reference`).

    Returns:
        The checked records and no problem; or None and all that is wrong.
    """
    try:
        return _adapter(expected).validate_python(document.data, context=context), []
    except ValidationError as failure:
        named = context.get("named", {})
        return None, [_problem(document, expected, error, named) for error in failure.errors(include_url=False)]


@cache
def _adapter(expected: Any) -> TypeAdapter[Any]:
    return TypeAdapter(expected)


def _problem(document: Document, expected: Any, error: ErrorDetails, named: Mapping[str, str]) -> Problem:
    path: KeyPath = tuple(part for part in error["loc"] if part != "[key]")
    # Where below the checked value the problem lies, if its validator says so.
    path += tuple(error.get("ctx", {}).get("at", ()))
    code, details, of_key = _explained(document, expected, path, error)
    if code == "unknown_reference":
        suggestion = for_reference(details["kind"], details["value"], details["known"], named)
        details = unknown_reference(details["kind"], details["value"], suggestion)
    place = document.key_place(path) if of_key else document.place(path)
    return Problem(document.file, place, code, details)


def _explained(
    document: Document, expected: Any, path: KeyPath, error: ErrorDetails
) -> tuple[str, dict[str, Any], bool]:
    """The code of a pydantic error, its details, and whether the key rather than the value is to be shown."""
    code, value = error["type"], error["input"]
    details: dict[str, Any] = {"raw": document.raw.get(path, str(value)), **error.get("ctx", {})}
    of_key = code == "extra_forbidden"
    written = str(path[-1]) if of_key else next(iter(value), "") if isinstance(value, dict) else details["raw"]
    if written[:1] in {*TYPOGRAPHIC_QUOTES} and (of_key or code in _OF_ONE_WORD):
        return "smart_quotes", {"value": written[0]}, of_key
    if written.startswith("-") and (of_key or code == "list_type"):
        return "missing_space", {}, of_key
    if code == "missing":
        return _missing(expected, path)
    if code == "extra_forbidden":
        return code, _unknown(str(path[-1]), _field_names(_type_at(expected, path[:-1]))), True
    if value is None and (code.endswith("_type") or code == "literal_error"):
        return (
            ("empty_value", _named(expected, path) | {"optional": _or_else(expected, path)}, True)
            if path
            else ("empty_file", {}, True)
        )
    if code in {"model_type", "model_attributes_type"}:
        model = _type_at(expected, path)
        if isinstance(model, type) and issubclass(model, Localized):
            return "needs_both_locales", {}, True
        return "model_type", {"known": ", ".join(_field_names(model)), "form": _form(model, details["raw"])}, False
    if code == "list_type":
        entry = _bare(get_args(_type_at(expected, path))[0])
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
        # A range that is one number was written as such.
        number = document.raw.get(path, str(value))
        words = {"raw": number, "measure": Message(f"words.measure.{details['name']}")}
        return code, words | {name: details[name] for name in ("lowest", "highest")}, False
    if code == "bad_esco_address":
        return code, details | {"concept": Message(f"words.concept.{details['concept']}")}, False
    if code == "wrong_for_field":
        return code, _unknown(document.raw.get(path, ""), details["known"]), False
    if code not in messages.group_of("problems"):
        return "invalid", {"value": error["msg"]}, False
    return code, details, code in {"bad_id", "too_short", "nothing_said", "percent_without_base"}


def unknown_reference(kind: str, value: str, suggestion: Message) -> dict[str, Any]:
    """The details of a problem with a reference that names nothing; `key` is what it would name, wherever it stands."""
    key = value if kind == "page" else f"{kind}/{value}"
    return {"kind": Message(f"words.kind.{kind}"), "value": value, "key": key, "nearest_or_known": suggestion}


def _named(expected: Any, path: KeyPath) -> dict[str, Any]:
    """The name of a field within its record, and what it means; `title.it` for a text in one locale."""
    depth = len(path) - 1
    while depth > 0 and not _is_described(_type_at(expected, path[:depth]), path[depth]):
        depth -= 1
    record = _type_at(expected, path[:depth])
    known = _is_described(record, path[depth])
    name = ".".join(str(part) for part in path[depth if known else -1 :])
    return {"value": name, "description": Described(record, str(path[depth])) if known else ""}


def _or_else(expected: Any, path: KeyPath) -> Message:
    """What else can be done about a value that is empty: whether it can be left out, as the model knows."""
    record = _type_at(expected, path[:-1])
    if isinstance(record, type) and issubclass(record, Localized):
        return _or_else(expected, path[:-1])
    if isinstance(record, type) and issubclass(record, Record):
        is_required = record.model_fields[str(path[-1])].is_required()
        return Message("words.optional.no" if is_required else "words.optional.yes")
    return Message("words.optional.entry")


def _form(expected: Any, written: str = "") -> str:
    """How a value is written on one line; the numbers that were written instead stand where it takes numbers."""
    numbers = re.findall(r"\d+(?:\.\d+)?", written)

    def form(expected: Any) -> str:
        if get_origin(expected) is list:
            return f"[{form(_bare(get_args(expected)[0]))}]"
        if not isinstance(expected, type) or not issubclass(expected, Record):
            return numbers.pop(0) if numbers and expected in {int, float} else _DOTS
        fields = expected.model_fields
        # A record all of whose fields may be left out has an example that shows which go together.
        examples: Any = expected.model_config.get("json_schema_extra") or {}
        shown = [name for name in fields if fields[name].is_required()] or examples.get("examples", [{}])[0]
        return "{" + ", ".join(f"{name}: {form(_bare(fields[name].annotation))}" for name in shown) + "}"

    return form(expected)


def _is_described(record: Any, field: str | int) -> bool:
    """Whether a field belongs to a record of its own, not to one text in several locales."""
    is_record = isinstance(record, type) and issubclass(record, Record) and not issubclass(record, Localized)
    return is_record and str(field) in record.model_fields


def _missing(expected: Any, path: KeyPath) -> tuple[str, dict[str, Any], bool]:
    parent, name = _type_at(expected, path[:-1]), str(path[-1])
    if isinstance(parent, type) and issubclass(parent, Localized):
        return "missing_locale", {"locale": name, "language": Message(f"words.language.{name}")}, True
    assert issubclass(parent, Record)
    return "missing", {"value": name, "description": Described(parent, name)}, True


def _unknown(value: str, known: list[str]) -> dict[str, Any]:
    return {"value": value, "nearest_or_known": nearest_or_known(value, known)}


def _field_names(model: Any) -> list[str]:
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, Record) else []


def _type_at(expected: Any, path: Iterable[str | int]) -> Any:
    """The type that the value at a path must have, without Annotated and None."""
    current = _bare(expected)
    for part in path:
        if isinstance(current, type) and issubclass(current, Record):
            field: FieldInfo | None = current.model_fields.get(str(part))
            current = _bare(field.annotation) if field else None
        elif get_origin(current) is dict:
            current = _bare(get_args(current)[1])
        elif get_origin(current) is list:
            current = _bare(get_args(current)[0])
        else:
            return None
    return current


def _bare(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        options = [option for option in get_args(annotation) if option is not type(None)]
        return _bare(options[0])
    return annotation
