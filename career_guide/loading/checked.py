"""Plain data → checked records: pydantic's findings turned into problems with their place in the file."""

import re
import types
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from career_guide.loading.messages import LANGUAGES, MESSAGES
from career_guide.loading.problems import Problem
from career_guide.loading.yaml_source import Document, KeyPath
from career_guide.model.values import Localized, Record

_TYPE_NAMES: Final = {bool: "true or false", int: "a number", float: "a number", date: "a date"}


def check(document: Document, expected: Any, context: dict[str, Any]) -> Any:
    """Check a document's data against a type.

    Args:
        document: A document that was read without problems.
        expected: A model, or a mapping of ids to models.
        context: What references are checked against: see `career_guide.model.values`.

    Returns:
        The checked records, or None after adding what is wrong to `document.problems`.
    """
    try:
        return TypeAdapter(expected).validate_python(document.data, context=context)
    except ValidationError as failure:
        document.problems += [_problem(document, expected, error) for error in failure.errors(include_url=False)]
        return None


def _problem(document: Document, expected: Any, error: ErrorDetails) -> Problem:
    path: KeyPath = tuple(part for part in error["loc"] if part != "[key]")
    # Where below the checked value the problem lies, if its validator says so.
    path += tuple(error.get("ctx", {}).get("at", ()))
    code, details, of_key = _explained(document, expected, path, error)
    place = document.key_place(path) if of_key else document.place(path)
    return Problem(document.file, place, code, details)


def _explained(
    document: Document, expected: Any, path: KeyPath, error: ErrorDetails
) -> tuple[str, dict[str, Any], bool]:
    """The code of a pydantic error, its details, and whether the key rather than the value is to be shown."""
    code, value = error["type"], error["input"]
    details: dict[str, Any] = {"raw": document.raw.get(path, str(value)), **error.get("ctx", {})}
    if code == "missing":
        return _missing(expected, path)
    if code == "extra_forbidden":
        return code, {"value": str(path[-1]), "known": _field_names(_type_at(expected, path[:-1]))}, True
    if value is None and (code.endswith("_type") or code == "literal_error"):
        return "empty_value", {}, True
    if code in {"model_type", "model_attributes_type"}:
        model = _type_at(expected, path)
        if isinstance(model, type) and issubclass(model, Localized):
            return "needs_both_locales", {}, True
        return "model_type", {"known": _field_names(model)}, False
    if code == "string_type" and isinstance(value, list | dict):
        return "invalid", {"value": "a text is needed here, not a list or several fields"}, False
    if code == "string_type":
        return code, details | {"type": _TYPE_NAMES.get(type(value), type(value).__name__)}, False
    if code in {"date_type", "date_from_datetime_parsing"}:
        return "date_needed", details, False
    if code == "int_type":
        return "whole_number_needed", details, False
    if code == "literal_error":
        return code, {"raw": details["raw"], "known": re.findall(r"'([^']*)'", details["expected"])}, False
    if code in {"too_short", "too_long"} and isinstance(value, str):
        return f"string_{code}", details, False
    if code not in MESSAGES:
        return "invalid", {"value": error["msg"]}, False
    return code, details, code in {"bad_id", "too_short", "nothing_said", "percent_without_base"}


def _missing(expected: Any, path: KeyPath) -> tuple[str, dict[str, Any], bool]:
    parent, name = _type_at(expected, path[:-1]), str(path[-1])
    if isinstance(parent, type) and issubclass(parent, Localized):
        return "missing_locale", {"locale": name, "language": LANGUAGES[name]}, True
    field = parent.model_fields.get(name) if isinstance(parent, type) and issubclass(parent, Record) else None
    description = " ".join(field.description.split()) if field and field.description else ""
    hint = f"Add a line '{name}: …'." + (f" What it is: {description}" if description else "")
    return "missing", {"value": name, "hint": hint}, True


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
