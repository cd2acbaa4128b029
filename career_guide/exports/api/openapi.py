"""The description of the API for programs: a JSON Schema for each answer, and one OpenAPI document for all.

Both are made from the models that the answers are built as, so that they cannot say anything else. Knows the list of
resources; the examples are real answers, with each list cut after its first entry.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from career_guide.exports.api import tables
from career_guide.exports.api.content import LICENCE, OPENAPI, Content
from career_guide.exports.api.resources import RESOURCES, Resource

_VERSION: Final = "3.1.0"
_DEFINED: Final = "#/$defs/"


class _Generator(GenerateJsonSchema):
    """pydantic's own schemas, without titles that only repeat the names of fields."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's name
        return False


def schema(resource: Resource, content: Content) -> str:
    """The JSON Schema of a resource's answers (draft 2020-12)."""
    models = _models()
    whole = dict(models[resource.answer.__name__])
    needed = {name: models[name] for name in sorted(_named_in(whole, models))}
    address = content.address(resource.schema_path)
    return _text({"$schema": _Generator.schema_dialect, "$id": address, **whole, "$defs": needed})


def document(content_of: Callable[[str], Content]) -> str:
    """The OpenAPI document.

    Args:
        content_of: Takes the path of a file; gives the content as that file shows it.
    """
    content = content_of(OPENAPI)
    paths = {f"/{resource.path}": _json(resource, content_of(resource.path)) for resource in RESOURCES}
    paths |= {f"/{name}": _csv(name, content_of(name)) for name in tables.TABLES}
    whole = _text(
        {
            "openapi": _VERSION,
            "info": {
                "title": content.said("site.name")["en"],
                "version": "v1",
                "description": content.said("api.figures")["en"],
                "license": LICENCE,
            },
            "servers": [{"url": content.address("").removesuffix("/")}],
            "paths": paths,
            "components": {"schemas": _models()},
        }
    )
    return whole.replace(_DEFINED, "#/components/schemas/")


@cache
def _models() -> Mapping[str, dict[str, Any]]:
    """The schema of every model, by its name; they refer to one another by `_DEFINED`."""
    _, made = models_json_schema(
        [(resource.answer, "serialization") for resource in RESOURCES],
        ref_template=f"{_DEFINED}{{model}}",
        schema_generator=_Generator,
    )
    found: dict[str, dict[str, Any]] = made["$defs"]
    return found


def _named_in(part: Any, models: Mapping[str, Any]) -> set[str]:
    """The models that a schema refers to, at any depth."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        new = set(re.findall(rf'"{re.escape(_DEFINED)}(\w+)"', json.dumps(waiting.pop()))) - found
        found |= new
        waiting += [models[name] for name in new]
    return found


def _json(resource: Resource, content: Content) -> dict[str, Any]:
    current = next((way for way in resource.ways(content) if way.asked == way.now), None)
    media: dict[str, Any] = {"schema": {"$ref": f"{_DEFINED}{resource.answer.__name__}"}}
    if current is not None:
        media["example"] = _shortened(json.loads(resource.text(content, current)))
    operation = _operation(resource.name, resource.summary, "application/json", media)
    if not resource.parameters:
        return {"get": operation}
    examples = current.now if current is not None else {}
    operation["parameters"] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": f"The id of a {name}, today's or a former one.",
            "schema": {"type": "string"},
            **({"example": examples[name]} if name in examples else {}),
        }
        for name in resource.parameters
    ]
    operation["responses"]["404"] = {"description": "There is nothing of that id, or the role has no such chapter."}
    return {"get": operation}


def _csv(name: str, content: Content) -> dict[str, Any]:
    table = tables.TABLES[name]
    rows = table.text(content).split(tables.LINE_END)[:2]
    media = {"schema": {"type": "string"}, "example": tables.LINE_END.join(rows)}
    return {"get": _operation(name.replace(".", "-"), table.summary, "text/csv", media)}


def _operation(name: str, summary: str, media_type: str, media: dict[str, Any]) -> dict[str, Any]:
    answered = {"description": summary, "content": {media_type: media}}
    return {"operationId": name, "summary": summary, "responses": {"200": answered}}


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shortened(part) for name, part in value.items()}
    return [_shortened(part) for part in value[:1]] if isinstance(value, list) else value


def _text(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"
