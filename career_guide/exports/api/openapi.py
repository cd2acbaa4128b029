"""The OpenAPI document: every address of the API, and a schema for everything in an answer.

Made from the same shapes as the answers, so that it cannot say anything else.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from career_guide.exports.api.answers import Answers, as_json
from career_guide.exports.api.resources import META, RESOURCES, Resource
from career_guide.exports.api.shapes import Shape, in_short, shape_of
from career_guide.model import descriptions
from career_guide.model.fields import Expected

_PLAIN: Final[Mapping[str, dict[str, Any]]] = {
    "number": {"type": "number"},
    "whole_number": {"type": "integer"},
    "yes_no": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}


def document(answers: Answers) -> str:
    """The whole document."""
    schemas = _Schemas()
    return as_json(
        {
            "openapi": "3.1.0",
            "info": {
                "title": answers.label("site.name")["en"],
                "version": "v1",
                "description": answers.meta.figures["en"],
                "license": {"name": answers.meta.licence, "url": answers.meta.licence_url},
            },
            "servers": [{"url": answers.address("").removesuffix("/")}],
            "paths": {f"/{resource.path}": {"get": _operation(resource, schemas)} for resource in RESOURCES},
            "components": {"schemas": schemas.made},
        }
    )


def _operation(resource: Resource, schemas: "_Schemas") -> dict[str, Any]:
    content: dict[str, Any] = {"text/csv": {"schema": {"type": "string"}}}
    if resource.path.endswith(".json"):
        data = schemas.ref(resource.shape)
        whole = {
            "meta": schemas.ref(META),
            "moved_to": {
                "type": ["string", "null"],
                "description": "Where the answer stands now, if it was asked for under a former id; null otherwise.",
            },
            "data": data if resource.key else {"type": "array", "items": data},
        }
        schema = {"type": "object", "properties": whole, "required": list(whole)}
        content = {"application/json": {"schema": schema}}
    return {
        "operationId": re.sub(r"\W+", "-", resource.path),
        "summary": resource.summary,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in re.findall(r"{(\w+)}", resource.path)
        ],
        "responses": {"200": {"description": resource.summary, "content": content}},
    }


class _Schemas:
    """Makes the schema of each requested shape, and of all shapes in it."""

    def __init__(self) -> None:
        self.made: dict[str, dict[str, Any]] = {}

    def ref(self, shape: Shape) -> dict[str, Any]:
        """A reference to a shape's schema."""
        if shape.name not in self.made:
            self.made[shape.name] = {}
            self.made[shape.name] = {
                "type": "object",
                "description": in_short(descriptions.record_description(shape.about, "en")),
                "properties": {
                    name: self._value(expected)
                    | {"description": in_short(descriptions.field_description(record, name, "en"))}
                    for name, (record, expected) in shape.fields.items()
                },
                "required": list(shape.fields),
            }
        return {"$ref": f"#/components/schemas/{shape.name}"}

    def _value(self, expected: Expected) -> dict[str, Any]:
        if expected.many:
            made: dict[str, Any] = {"type": "array", "items": self._value(expected.entry)}
        elif shape := shape_of(expected):
            made = self.ref(shape)
        elif expected.options:
            name = descriptions.CHOICES[expected.holds]
            described = " ".join(
                f"`{value}`: {descriptions.value_description(expected.holds, value, 'en')}"
                for value in expected.options
            )
            self.made[name] = {"type": "string", "enum": list(expected.options), "description": described}
            made = {"$ref": f"#/components/schemas/{name}"}
        else:
            made = _PLAIN.get(expected.kind, {"type": "string"})
        return {"anyOf": [made, {"type": "null"}]} if expected.may_be_null else dict(made)
