"""One YAML file → plain data with the place of every key and value, or the problems that keep it from being read.

YAML has corners in which an editor is hurt without noticing (a second key of the same name, `no` read as false, `1:30`
read as 90, anchors that multiply). They are refused here, so that nothing after this module needs to know of YAML.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from career_guide.loading.problems import START, Place, Problem

Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

KeyPath = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top of the file."""

_MAX_DEPTH: Final = 40
_TAG: Final = "tag:yaml.org,2002:"
_PLAIN_INTEGER: Final = re.compile(r"^-?(0|[1-9][0-9]*)$")
_PLAIN_FLOAT: Final = re.compile(r"^-?(0|[1-9][0-9]*)\.[0-9]+$")
_PLAIN_DATE: Final = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass
class Document:
    """A YAML file as it was read."""

    file: Path
    data: Any = None
    """dicts, lists, str, int, float, bool, date and None."""
    places: dict[KeyPath, Place] = field(default_factory=dict)
    """Where each value begins."""
    key_places: dict[KeyPath, Place] = field(default_factory=dict)
    """Where each key stands."""
    raw: dict[KeyPath, str] = field(default_factory=dict)
    """The characters that a value was written with."""
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: KeyPath) -> Place:
        """Where a value stands; that of the nearest enclosing value where it does not stand in the file."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, START)

    def key_place(self, path: KeyPath) -> Place:
        """Where a key stands, or else its value."""
        return self.key_places.get(path) or self.place(path)


def read(path: Path, shown_as: Path) -> Document:
    """Read one YAML file.

    Args:
        path: The file.
        shown_as: Its name in problems.

    Returns:
        The document; with problems, its data is None or incomplete and must not be used.
    """
    document = Document(shown_as)
    try:
        content = path.read_bytes()
    except OSError as error:
        document.problems.append(Problem(shown_as, START, "unreadable", {"value": error.strerror}))
        return document
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        document.problems.append(Problem(shown_as, place, "not_utf8", {"value": f"0x{content[error.start]:02x}"}))
        return document
    return parse(text, document)


def parse(text: str, document: Document) -> Document:
    """Fill a document from the text of its file."""
    text = text.replace("\r\n", "\n")
    loader = None
    try:
        loader = Loader(text)
        node = loader.get_single_node()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        document.problems.append(_syntax_problem(document.file, text, error))
        return document
    finally:
        if loader is not None:
            loader.dispose()
    if node is None:
        document.problems.append(Problem(document.file, START, "empty_file", {}))
        return document
    document.data = _Reader(document).value(node, ())
    return document


class _Reader:
    """Turns YAML nodes into plain data, noting places and refusing surprises."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: KeyPath) -> Any:
        self.document.places[path] = _place(node)
        if id(node) in self.seen:
            return self.problem(node, "alias")
        self.seen.add(id(node))
        if len(path) > _MAX_DEPTH:
            return self.problem(node, "too_deep")
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, path)
        if node.tag not in (f"{_TAG}map", f"{_TAG}seq"):
            return self.problem(node, "tag", value=node.tag.replace(_TAG, "!!"))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return self.mapping(node, path)

    def mapping(self, node: yaml.Node, path: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(key_node, "key_not_text", value="in braces or brackets")
                continue
            key = key_node.value
            if key_node.tag == f"{_TAG}merge":
                self.problem(key_node, "alias")
                continue
            if key_node.tag != f"{_TAG}str":
                self.problem(key_node, "key_not_text", value=key)
            if key in mapping:
                first = self.document.key_places[(*path, key)]
                self.problem(key_node, "duplicate_key", value=key, line=first.line)
                continue
            self.document.key_places[(*path, key)] = _place(key_node)
            mapping[key] = self.value(value_node, (*path, key))
        return mapping

    def scalar(self, node: yaml.ScalarNode, path: KeyPath) -> Any:
        raw: str = node.value
        self.document.raw[path] = raw
        tag = node.tag.removeprefix(_TAG)
        if tag == "str":
            return raw
        if tag == "null":
            return None
        if tag == "bool":
            if raw in {"true", "false"}:
                return raw == "true"
            return self.problem(node, "odd_bool", value=raw, read_as=_as_yaml_reads(node).lower())
        if tag == "int" and _PLAIN_INTEGER.match(raw):
            return int(raw)
        if tag == "float" and _PLAIN_FLOAT.match(raw):
            return float(raw)
        if tag == "timestamp" and _PLAIN_DATE.match(raw):
            try:
                return date.fromisoformat(raw)
            except ValueError:
                return raw
        if tag in {"int", "float", "timestamp"}:
            return self.problem(node, "odd_number", value=raw, read_as=_as_yaml_reads(node))
        return self.problem(node, "tag", value=node.tag.replace(_TAG, "!!"))

    def problem(self, node: yaml.Node, code: str, **details: Any) -> None:
        self.document.problems.append(Problem(self.document.file, _place(node), code, details))


def _place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _as_yaml_reads(node: yaml.ScalarNode) -> str:
    try:
        return str(yaml.safe_load(node.value))
    except (yaml.YAMLError, ValueError):
        return "?"


def _syntax_problem(file: Path, text: str, error: Exception) -> Problem:
    """Translate the parser's complaint into one that an editor understands, at the place to mend."""
    if isinstance(error, yaml.reader.ReaderError):
        position = max(error.position, 0)
        found = next((i for i, char in enumerate(text) if yaml.reader.Reader.NON_PRINTABLE.match(char)), position)
        place = Place(text.count("\n", 0, found) + 1, found - text.rfind("\n", 0, found))
        return Problem(file, place, "bad_character", {"value": f"U+{ord(text[found]):04X}"})
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(file, START, "yaml", {"value": str(error)})
    problem = error.problem or ""
    context = error.context or ""
    place = Place(error.problem_mark.line + 1, error.problem_mark.column + 1)
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if "quoted scalar" in context and error.context_mark is not None:
        opened = Place(error.context_mark.line + 1, error.context_mark.column + 1)
        return Problem(file, opened, "unclosed_quote", {})
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Problem(file, Place(place.line, line.index("\t") + 1), "tab", {})
    if "but found another document" in problem:
        return Problem(file, place, "several_documents", {})
    if "mapping values are not allowed" in problem:
        return Problem(file, place, "colon_in_text", {})
    if "cannot start any token" in problem:
        return Problem(file, place, "special_start", {"value": repr(line[place.column - 1 : place.column])})
    if "flow" in context:
        bracket = error.context_mark or error.problem_mark
        return Problem(file, Place(bracket.line + 1, bracket.column + 1), "unclosed_bracket", {})
    if "alias" in problem or "anchor" in problem or "alias" in context or "anchor" in context:
        return Problem(file, place, "alias", {})
    if "block mapping" in context or "block collection" in context:
        previous = line[: place.column - 1].rstrip()
        if previous.endswith(("'", '"')):
            return Problem(file, place, "after_quote", {})
        return Problem(file, place, "wrong_indentation", {})
    if "simple key" in context:
        return Problem(file, place, "wrong_indentation", {})
    return Problem(file, place, "yaml", {"value": problem or context})
