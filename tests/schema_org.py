"""schema.org's vocabulary, as far as the site uses it, and what is wrong in data that claims to follow it."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from tests.fixture_guide import PROJECT

VOCABULARY: Final = json.loads((PROJECT / "tests/fixtures/schema-org.json").read_text("utf-8"))
TYPES: Final[dict[str, list[str]]] = VOCABULARY["types"]
PROPERTIES: Final[dict[str, dict[str, list[str]]]] = VOCABULARY["properties"]
CONTEXT: Final = "https://schema.org"


def wrong_in(document: Any) -> list[str]:
    """All that the vocabulary does not allow in a JSON-LD document; nothing if it is sound."""
    if not isinstance(document, dict) or document.get("@context") != CONTEXT:
        return [f"the context is not {CONTEXT}"]
    return list(_wrong_in_thing({key: value for key, value in document.items() if key != "@context"}, "document"))


def things_in(value: Any) -> Iterator[dict[str, Any]]:
    """All things in a document that have a type, from the outside in."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from things_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things_in(inner)


def _wrong_in_thing(thing: dict[str, Any], where: str) -> Iterator[str]:
    kind = thing.get("@type")
    if kind not in TYPES:
        yield f"{where}: {kind!r} is no type that is known here"
        return
    if "@id" in thing and not _is_address(thing["@id"]):
        yield f"{where}: {thing['@id']!r} is no absolute address"
    for name, value in thing.items():
        if name in {"@type", "@id"}:
            continue
        there = f"{where}/{kind}.{name}"
        if name not in PROPERTIES:
            yield f"{there}: no property that is known here"
        elif not {kind, *TYPES[kind]} & set(PROPERTIES[name]["domain"]):
            yield f"{there}: {kind} has no such property"
        else:
            for each in value if isinstance(value, list) else [value]:
                yield from _wrong_in_value(each, set(PROPERTIES[name]["range"]), there)
            if value == []:
                yield f"{there}: empty"


def _wrong_in_value(value: Any, allowed: set[str], where: str) -> Iterator[str]:
    if isinstance(value, dict) and set(value) == {"@id"}:
        # Says only which thing is meant: whether it is of an allowed type is told where it is described.
        if not _is_address(value["@id"]):
            yield f"{where}: {value['@id']!r} is no absolute address"
        if allowed <= {"Text", "URL", "Date", "DateTime", "Number", "Integer", "Boolean"}:
            yield f"{where}: no thing is allowed here"
    elif isinstance(value, dict):
        kind = value.get("@type")
        if kind in TYPES and not {kind, *TYPES[kind]} & allowed:
            yield f"{where}: {kind} is not among {sorted(allowed)}"
        yield from _wrong_in_thing(value, where)
    elif not any(_is_of(value, kind) for kind in allowed):
        yield f"{where}: {value!r} is not among {sorted(allowed)}"


def _is_of(value: Any, data_type: str) -> bool:
    if isinstance(value, bool):
        return data_type == "Boolean"
    if isinstance(value, int | float):
        return data_type == "Number" or (data_type == "Integer" and isinstance(value, int))
    if not isinstance(value, str) or not value.strip():
        return False
    if data_type == "Date":
        return _is_date(value)
    return data_type == "Text" or (data_type == "URL" and _is_address(value))


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value))
