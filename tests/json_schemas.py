"""Files of a guide checked against their JSON Schemas by a validator that knows nothing of the guide."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from career_guide.loading.yaml_source import read
from career_guide.model.kinds import kind_of
from career_guide.review import schemas


def validators(texts: Mapping[str, str]) -> dict[str, Draft7Validator]:
    """A validator for each schema, by the name of its file."""
    loaded = {name: json.loads(text) for name, text in texts.items()}
    resources = [(name, Resource.from_contents(schema, DRAFT7)) for name, schema in loaded.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    checker = FormatChecker()
    return {name: Draft7Validator(schema, registry=registry, format_checker=checker) for name, schema in loaded.items()}


def complaints(data: Path, file: str, by_name: Mapping[str, Draft7Validator]) -> list[str]:
    """What the schema of a file below `data/` finds wrong with it."""
    kind = kind_of(file)
    assert kind is not None
    document = read(data / file, Path(file))
    assert not document.problems
    return [error.message for error in by_name[schemas.file_name(kind.name)].iter_errors(as_json(document.data))]


def as_json(data: Any) -> Any:
    """Data from YAML as JSON Schema sees it: dates are texts."""
    if isinstance(data, dict):
        return {key: as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_json(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data
