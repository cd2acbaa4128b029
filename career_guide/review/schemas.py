"""The models → JSON Schemas, by which editors' programs complete, explain and check while somebody types.

One schema for each kind of file, and one more that holds the ids that exist, so that the others change only with the
models. They are in draft-07, which the YAML language server reads best, with its own keywords for descriptions and
messages. They refuse nothing that loading accepts. No file is read or written here.
"""

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import count
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from career_guide.model import descriptions
from career_guide.model.descriptions import KindName
from career_guide.model.fields import fields_of
from career_guide.model.kinds import FILE_KINDS, kind_of
from career_guide.model.locales import LOCALES
from career_guide.model.values import ID_PATTERN, Record
from career_guide.words.messages import Message, say

FOLDER: Final = ".schemas"
"""Where the schemas stand in a guide's folder, beside `data/`."""
_DIALECT: Final = "http://json-schema.org/draft-07/schema#"
_IDS: Final = "ids.schema.json"

# What the models note for this module: see `career_guide.model.values`.
_HINT: Final = "x-hint"
_KIND: Final = "x-kind"
_NAMES: Final = "x-names"
_NULLABLE: Final = "x-nullable"
_OR_NULL: Final = "-or-null"
"""Added to the name of a definition that allows null, too: an alternative would hide the field's description."""


def files(ids: Mapping[str, AbstractSet[str] | None], targets: Iterable[str]) -> dict[str, str]:
    """All schemas.

    Args:
        ids: The ids that exist, by kind (`skill`, `tool_category`); None for a kind whose file could not be read, of
            which any id is accepted then. See `GuideLoader.context`.
        targets: The keys of pages that may be linked to.

    Returns:
        File names (`skills.schema.json`) and what each file holds.
    """
    return {**_of_models(), _IDS: _text(_of_ids(ids, sorted(targets)))}


def file_names() -> list[str]:
    """The names of all schemas' files."""
    return [*map(file_name, FILE_KINDS), _IDS]


def file_name(kind: str) -> str:
    """The name of the schema for a kind of file."""
    return f"{kind}.schema.json"


def modeline(file: str) -> str:
    """The comment by which a data file names its schema.

    Args:
        file: Below `data/`: `roles/key-account-manager/salary.yml`.

    Raises:
        ValueError: No such file has a place in `data/`.
    """
    kind = kind_of(file)
    if kind is None:
        raise ValueError(f"{file} has no place in data/")
    up = "../" * (file.count("/") + 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{file_name(kind.name)}"


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


# --- ids


def _of_ids(ids: Mapping[str, AbstractSet[str] | None], targets: list[str]) -> dict[str, Any]:
    variants = {target.split("/")[3] for target in targets if target.split("/")[2:3] == ["specialization"]}
    # Terms are only linked to, by the keys of pages.
    known = {kind: names for kind, names in ids.items() if kind != "term"} | {"specialization": variants}
    definitions = {kind: _id_schema(kind, names) for kind, names in known.items()}
    definitions["page"] = _page_schema(targets, [kind for kind, names in ids.items() if names is None])
    nullable = {f"{name}{_OR_NULL}": _or_null(schema) for name, schema in definitions.items()}
    return {
        "$schema": _DIALECT,
        "title": "ids",
        "description": _both(Message("schema.ids")),
        "definitions": definitions | nullable,
    }


def _id_schema(kind: str, names: AbstractSet[str] | None) -> dict[str, Any]:
    if names is None:
        return {"type": "string", "pattern": f"^{ID_PATTERN.pattern}$"}
    return _one_of_these(kind, sorted(names))


def _page_schema(targets: list[str], unread: list[str]) -> dict[str, Any]:
    """A page that exists, or any of a kind whose file could not be read."""
    known = _one_of_these("page", targets)
    if not unread:
        return known
    return {"anyOf": [known, {"type": "string", "pattern": f"^({'|'.join(unread)})(/|$)"}]}


def _one_of_these(kind: str, names: list[str]) -> dict[str, Any]:
    message = Message("schema.unknown", {"kind": KindName(kind)})
    return {"type": "string", "enum": names, "errorMessage": _both(message)}


# --- models


@cache
def _of_models() -> dict[str, str]:
    return {file_name(kind.name): _text(_of_kind(kind.name)) for kind in FILE_KINDS.values()}


def _of_kind(name: str) -> dict[str, Any]:
    kind = FILE_KINDS[name]
    generated = TypeAdapter(kind.holds).json_schema(schema_generator=_Generator, ref_template="{model}")
    definitions = _Definitions(generated.pop("$defs", {}))
    if "$ref" in generated:
        generated = definitions.generated.pop(generated["$ref"])
    about = _described(kind.record) if kind.record else _explained(Message("schema.labels"))
    schema = definitions.translated(generated)
    return {"$schema": _DIALECT, **schema, "title": name, **about, "definitions": definitions.finished}


class _Generator(GenerateJsonSchema):
    """pydantic's own schemas with descriptions in both languages; null and references are noted for later."""

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        record: type[Record] = schema["cls"]
        made |= {"title": descriptions.plain_name(record), **_described(record)}
        for field, value in made["properties"].items():
            said = (descriptions.field_description(record, field, locale) for locale in LOCALES)
            value |= {"title": field, **_paragraphs(*said)}
            if "enum" in value:
                value["markdownEnumDescriptions"] = [
                    " – ".join(
                        descriptions.value_description(fields_of(record)[field].holds, option, locale)
                        for locale in LOCALES
                    )
                    for option in value["enum"]
                ]
        return made

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return {**self.generate_inner(schema["schema"]), _NULLABLE: True}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """Without the default: it would be written out wherever a field is completed."""
        return self.generate_inner(schema["schema"])

    def literal_schema(self, schema: core_schema.LiteralSchema) -> dict[str, Any]:
        return {"type": "string", "enum": list(schema["expected"])}

    def date_schema(self, schema: core_schema.DateSchema) -> dict[str, Any]:
        return {**super().date_schema(schema), _HINT: "problems.date_needed.remedy"}

    def dict_schema(self, schema: core_schema.DictSchema) -> dict[str, Any]:
        made: dict[str, Any] = {"type": "object"}
        if "min_length" in schema:
            made["minProperties"] = schema["min_length"]
        keys, values = self.generate_inner(schema["keys_schema"]), self.generate_inner(schema["values_schema"])
        return {**made, "propertyNames": keys, "additionalProperties": values}

    def sort(self, value: dict[str, Any], parent_key: str | None = None) -> dict[str, Any]:  # noqa: ARG002
        """In the order of the models."""
        return value


class _Definitions:
    """Turns what was generated into what editors' programs read, and collects the definitions that it needs."""

    def __init__(self, generated: dict[str, dict[str, Any]]) -> None:
        self.generated = generated
        self.finished: dict[str, Any] = {}
        self._names: dict[str, str] = {}

    def translated(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.translated(entry) for entry in node]
        if not isinstance(node, dict):
            return node
        made = {
            key: self.translated(value) for key, value in node.items() if key not in {_HINT, _KIND, _NAMES, _NULLABLE}
        }
        if _HINT in node:
            made["patternErrorMessage" if "pattern" in made else "errorMessage"] = _both(Message(node[_HINT]))
        suffix = _OR_NULL if _NULLABLE in node else ""
        if _NAMES in node:
            del made["type"]
            return {"$ref": f"{_IDS}#/definitions/{node[_NAMES]}{suffix}", **made}
        if "$ref" in made:
            if self.generated[made["$ref"]].keys() & {"if", "allOf"}:
                # The language server would head the description with the name of another field: it shares conditions.
                made.pop("title", None)
            return {**made, "$ref": f"#/definitions/{self._defined(made['$ref'], suffix)}"}
        return _or_null(made) if suffix else made

    def _defined(self, ref: str, suffix: str) -> str:
        """The name of a definition, which is made if it is the first time that it is needed."""
        if ref not in self._names:
            title = self.generated[ref]["title"]
            candidates = (title if number == 1 else f"{title}-{number}" for number in count(1))
            self._names[ref] = next(name for name in candidates if name not in self._names.values())
        name = f"{self._names[ref]}{suffix}"
        if name not in self.finished:
            self.finished[name] = {}
            made = self.translated(self.generated[ref])
            self.finished[name] = _or_null(made) if suffix else made
        return name


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The same, and null as well."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    made = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        made["enum"] = [*schema["enum"], None]
    if "markdownEnumDescriptions" in schema:
        made["markdownEnumDescriptions"] = [*schema["markdownEnumDescriptions"], ""]
    return made


# --- words


def _described(record: type[Record]) -> dict[str, str]:
    return _paragraphs(*(descriptions.record_description(record, locale) for locale in LOCALES))


def _explained(message: Message) -> dict[str, str]:
    return _paragraphs(*(message.text(locale) for locale in LOCALES))


def _paragraphs(italian: str, english: str) -> dict[str, str]:
    """A description in plain text, and as the Markdown that the language server shows in its place."""
    return {"description": f"{italian}\n{english}", "markdownDescription": f"{italian}\n\n_{english}_"}


def _both(message: Message) -> str:
    return " – ".join(say(message.key, locale, **message.words) for locale in LOCALES)
