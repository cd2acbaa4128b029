"""The promise of the API: what a version has once published is never taken away, renamed or given another type.

The contract stands in `tests/fixtures/api-contract.json`: every address, every field with its type, every column. It
is read from the API's own schemas. What is new is added to it, once it is meant to stay, by

    .venv/bin/python -m tests.api_contract
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from career_guide.building.project import Project
from career_guide.exports import api
from career_guide.exports.api import tables
from career_guide.exports.api.content import FOLDER, OPENAPI
from tests.fixture_guide import PROJECT

FILE: Final = PROJECT / "tests" / "fixtures" / "api-contract.json"
_OPTIONAL: Final = " (may be missing)"

Contract = dict[str, dict[str, str] | list[str]]
"""Address of an answer → its fields, each with its type; name of a table → its columns."""


def promised() -> Contract:
    """What the file says."""
    found: Contract = json.loads(FILE.read_text("utf-8"))
    return found


def present() -> Contract:
    """What the API has now. It depends on the models alone, not on the guide."""
    renderer = Project.in_folder(PROJECT).open("https://guide.example/", try_macros=False)
    files = api.files(renderer)
    document = json.loads(files[f"{FOLDER}{OPENAPI}"]())
    found: Contract = {}
    for address, path in document["paths"].items():
        name = address.removeprefix("/")
        if name in tables.TABLES:
            found[name] = list(tables.TABLES[name].columns)
            continue
        answered = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        fields = _fields(answered, document["components"]["schemas"], "")
        found[name] = dict(sorted(fields))
    return dict(sorted(found.items()))


def broken(before: Contract, now: Contract) -> list[str]:
    """What was promised and is not kept, each in a sentence."""
    found = []
    for address, promise in before.items():
        kept = now.get(address)
        if kept is None:
            found.append(f"{address} is gone.")
        elif isinstance(promise, list) or isinstance(kept, list):
            if list(kept)[: len(promise)] != list(promise):
                found.append(f"{address}: the columns must begin with {', '.join(promise)}.")
        else:
            found += [f"{address}: {complaint}" for complaint in _broken_fields(promise, kept)]
    return found


def _broken_fields(promise: Mapping[str, str], kept: Mapping[str, str]) -> Iterator[str]:
    for field, kind in promise.items():
        if field not in kept:
            yield f"{field} is gone."
        elif not _allows(kind, kept[field]):
            yield f"{field} was {kind} and is {kept[field]}."


def _allows(before: str, now: str) -> bool:
    """Whether a type is the same; a choice may have more values than before."""
    if "one of " in before and "one of " in now:
        return _choices(before) <= _choices(now) and re.sub(r"'[^']*'(, )?", "", before) == re.sub(
            r"'[^']*'(, )?", "", now
        )
    return before == now


def _choices(kind: str) -> set[str]:
    return set(re.findall(r"'([^']*)'", kind))


def _fields(schema: Mapping[str, Any], models: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Every field at any depth: `data.bands[].pay.min`, and its type."""
    if path:
        yield path, _kind(schema, models)
    for part in _alternatives(schema, models):
        if part.get("type") == "array":
            yield from _fields(part["items"], models, f"{path}[]")
        for name, field in part.get("properties", {}).items():
            inner = f"{path}.{name}" if path else name
            for where, kind in _fields(field, models, inner):
                missing = where == inner and name not in part.get("required", [])
                yield where, f"{kind}{_OPTIONAL}" if missing else kind


def _alternatives(schema: Mapping[str, Any], models: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if "$ref" in schema:
        return [models[schema["$ref"].rpartition("/")[2]]]
    return [part for option in schema.get("anyOf", []) for part in _alternatives(option, models)] or [schema]


def _kind(schema: Mapping[str, Any], models: Mapping[str, Any]) -> str:
    kinds = []
    for part in _alternatives(schema, models):
        choices = part.get("enum", [part["const"]] if "const" in part else [])
        kind = "one of " + ", ".join(f"'{choice}'" for choice in choices) if choices else part["type"]
        kinds.append(f"{kind} ({part['format']})" if "format" in part else kind)
    return " or ".join(kinds)


def update(file: Path = FILE) -> list[str]:
    """Write down what is new, unless a promise is broken; gives the promises that are."""
    now = present()
    complaints = broken(json.loads(file.read_text("utf-8")), now) if file.exists() else []
    if not complaints:
        file.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return complaints


if __name__ == "__main__":
    sys.exit("\n".join(update()) or None)
