"""The models → JSON Schemas, by which editors' programs complete, explain and check while somebody types.

One schema for each kind of file, and one more that holds the ids that exist, so that the others change only with the
models. They are in draft-07, which the YAML language server reads best, with its own keywords for descriptions and
messages. They refuse nothing that loading accepts. No file is read or written here.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic_core import to_json

from career_guide.model import descriptions
from career_guide.model.descriptions import KindName
from career_guide.model.fields import Expected, fields_of
from career_guide.model.kinds import FILE_KINDS, FileKind, kind_of
from career_guide.model.locales import LOCALES
from career_guide.model.values import ID_PATTERN, Localized, Record
from career_guide.words.messages import Message, say

FOLDER: Final = ".schemas"
"""Where the schemas stand in a guide's folder, beside `data/`."""
_DIALECT: Final = "http://json-schema.org/draft-07/schema#"
_IDS: Final = "ids.schema.json"

_HINT: Final = "x-hint"
_OR_NULL: Final = "-or-null"
"""Added to the name of a definition that allows null, too: an alternative would hide the field's description."""


def files(ids: Mapping[str, AbstractSet[str] | None]) -> dict[str, str]:
    """All schemas: file names (`skills.schema.json`) and what each file holds.

    `ids` are those that exist, by kind; None for a kind whose file could not be read, of which any id is accepted then.
    """
    return {**_of_models(), _IDS: _text(_of_ids(ids))}


def file_names() -> list[str]:
    """The names of all schemas' files."""
    return [*map(file_name, FILE_KINDS), _IDS]


def file_name(kind: str) -> str:
    """The name of the schema for a kind of file."""
    return f"{kind}.schema.json"


def modeline(file: str) -> str:
    """The comment by which a data file names its schema; the file is one below `data/`: `roles/hr/salary.yml`."""
    kind = kind_of(file)
    assert kind
    up = "../" * (file.count("/") + 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{file_name(kind.name)}"


def _text(schema: Mapping[str, Any]) -> str:
    return f"{to_json(schema, indent=1).decode()}\n"


# --- ids


def _of_ids(ids: Mapping[str, AbstractSet[str] | None]) -> dict[str, Any]:
    # Terms are only linked to, by the keys of pages.
    definitions = {kind: _id_schema(kind, names) for kind, names in ids.items() if kind not in {"term", "page"}}
    definitions["page"] = _page_schema(sorted(ids["page"] or ()), [kind for kind in ids if ids[kind] is None])
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
    return {file_name(kind.name): _text(_of_kind(kind)) for kind in FILE_KINDS.values()}


def _of_kind(kind: FileKind) -> dict[str, Any]:
    definitions = _Definitions()
    whole = Expected.by(kind.holds)
    schema = definitions.record(whole.record) if whole.record else definitions.place(whole)
    about = _described(kind.record) if kind.record else _paragraphs(*map(Message("schema.labels").text, LOCALES))
    return {"$schema": _DIALECT, **schema, "title": kind.name, **about, "definitions": definitions.made}


class _Definitions:
    """Collects the definitions that the schema of a file needs."""

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}

    def place(self, expected: Expected) -> dict[str, Any]:
        """The schema of one place in a file."""
        suffix = _OR_NULL if expected.may_be_null else ""
        if expected.refers_to:
            return {"$ref": f"{_IDS}#/definitions/{expected.refers_to}{suffix}"}
        if expected.record:
            # Texts in each locale are of several kinds.
            of_texts = issubclass(expected.record, Localized)
            name = (expected.kind if of_texts else expected.record.__name__) + suffix
            if name not in self.made:
                self.made[name] = {}
                made = self.record(expected.record)
                self.made[name] = _or_null(made) if suffix else made
            return {"$ref": f"#/definitions/{name}"}
        made = self._plain(expected)
        return _or_null(made) if suffix else made

    def _plain(self, expected: Expected) -> dict[str, Any]:
        if expected.many == "list":
            return {
                "type": "array",
                "items": self.place(expected.entry),
                **({"minItems": 1} if expected.is_filled else {}),
            }
        if expected.many:
            keys, entries = self.place(expected.key), self.place(expected.entry)
            return {"type": "object", "propertyNames": keys, "additionalProperties": entries}
        if expected.options:
            meanings = [
                " – ".join(descriptions.value_description(expected.holds, option, locale) for locale in LOCALES)
                for option in expected.options
            ]
            return {"type": "string", "enum": list(expected.options), "markdownEnumDescriptions": meanings}
        if expected.form and expected.form.pattern:
            message = _both(Message(expected.form.hint))
            return {"type": "string", "pattern": expected.form.pattern, "patternErrorMessage": message}
        found: dict[str, Any] = _translated(_PLAIN[expected.kind])
        return found

    def record(self, record: type[Record]) -> dict[str, Any]:
        """The schema of a record."""
        fields = fields_of(record)
        required = [name for name in fields if fields[name].is_required]
        return {
            "type": "object",
            "title": descriptions.plain_name(record),
            **_described(record),
            "properties": {name: self._field(record, name) for name in fields},
            **({"required": required} if required else {}),
            "additionalProperties": False,
            **_translated(_extra(record)),
        }

    def _field(self, record: type[Record], name: str) -> dict[str, Any]:
        expected = fields_of(record)[name]
        words = _paragraphs(*(descriptions.field_description(record, name, locale) for locale in LOCALES))
        # The language server would head a description with the name of another field: it shares conditions.
        title = {} if _extra(expected.record).keys() & {"if", "allOf"} else {"title": name}
        return {**self.place(expected), **title, **words}


_PLAIN: Final[Mapping[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "whole_number": {"type": "integer"},
    "yes_no": {"type": "boolean"},
    "date": {"type": "string", "format": "date", _HINT: "problems.date_needed.remedy"},
}


def _extra(record: type[Record] | None) -> dict[str, Any]:
    """What is said of a record in `conditions.yml`, or of one that it inherits from."""
    names = [ancestor.__name__ for ancestor in record.__mro__] if record else []
    return next((_conditions()[name] for name in names if name in _conditions()), {})


@cache
def _conditions() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("conditions.yml").read_text("utf-8"))
    return found


def _translated(node: Any) -> Any:
    """A condition with its messages in words."""
    if isinstance(node, list):
        return [_translated(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    made = {key: _translated(value) for key, value in node.items() if key != _HINT}
    return made | ({"errorMessage": _both(Message(node[_HINT]))} if _HINT in node else {})


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


def _paragraphs(first: str, *others: str) -> dict[str, str]:
    """A description in plain text, and as the Markdown that the language server shows in its place."""
    emphasized = (f"_{other}_" for other in others)
    return {"description": "\n".join([first, *others]), "markdownDescription": "\n\n".join([first, *emphasized])}


def _both(message: Message) -> str:
    return " – ".join(say(message.key, locale, **message.words) for locale in LOCALES)
