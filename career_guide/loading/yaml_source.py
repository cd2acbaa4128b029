"""One YAML file → plain data with the place of every key and value, or the problems that keep it from being read.

YAML has corners in which an editor is hurt without noticing (a second key of the same name, `no` read as false, `1:30`
read as 90, `30.000` as 30, anchors that multiply). They are refused here, so that nothing after this module needs to
know of YAML. The file is read event by event: what nests too deep or multiplies is never built.
"""

import re
from collections.abc import Callable
from contextlib import suppress
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
_PLAIN_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_PLAIN_FLOAT: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})\.([0-9]{1,2}|[0-9]{4,15})")
"""Not three decimals: to an Italian, 30.000 is thirty thousand."""
_PLAIN_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_REFUSED: Final = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML refuses; and the invisible characters that it takes for line ends or skips: NEL, LS, PS, BOM."""
_LONGEST_SHOWN: Final = 40


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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if refused := _REFUSED.search(text):
        document.problems.append(_character_problem(document.file, text, refused.start()))
        return document
    loader = None
    try:
        loader = Loader(text)
        document.data = _Reader(document, loader).document_data()
    except _TooDeepError:
        pass
    except (yaml.YAMLError, ValueError) as error:
        document.problems.append(_syntax_problem(document.file, text, error))
    finally:
        if loader is not None:
            loader.dispose()
    return document


class _TooDeepError(Exception):
    """Nothing that follows can be told apart; it was noted as a problem."""


class _Reader:
    """Turns YAML events into plain data, noting places and refusing surprises."""

    def __init__(self, document: Document, loader: Any) -> None:
        self.document = document
        self.loader = loader
        self.next: Callable[[], Any] = loader.get_event

    def document_data(self) -> Any:
        self.next()  # the stream begins
        if isinstance(self.next(), yaml.StreamEndEvent):
            self.document.problems.append(Problem(self.document.file, START, "empty_file", {}))
            return None
        data = self.value(self.next(), ())
        self.next()  # the document ends
        following = self.next()
        if isinstance(following, yaml.DocumentStartEvent):
            self.problem(following, "several_documents")
        return data

    def value(self, event: Any, path: KeyPath) -> Any:
        self.document.places[path] = _place(event)
        if isinstance(event, yaml.AliasEvent):
            return self.problem(event, "alias")
        if event.anchor is not None:
            self.problem(event, "alias")
        if event.tag is not None:
            self.problem(event, "tag", value=event.tag.replace(_TAG, "!!"))
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        if len(path) >= _MAX_DEPTH:
            self.problem(event, "too_deep")
            raise _TooDeepError
        return self.sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(path)

    def sequence(self, path: KeyPath) -> list[Any]:
        entries: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            entries.append(self.value(event, (*path, len(entries))))
        return entries

    def mapping(self, path: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not self.accept_key(event, path):
                self.skip(event)
                self.skip(self.next())
                continue
            self.document.key_places[*path, event.value] = _place(event)
            mapping[event.value] = self.value(self.next(), (*path, event.value))
        return mapping

    def accept_key(self, event: Any, path: KeyPath) -> bool:
        """Whether a key is one to read on with; anything odd is noted."""
        details: dict[str, Any] = {}
        tag = self.tag(event) if isinstance(event, yaml.ScalarEvent) else ""
        if isinstance(event, yaml.AliasEvent) or tag == "merge":
            refused = "alias"
        elif not isinstance(event, yaml.ScalarEvent):
            refused, details = "key_not_text", {"value": "in braces or brackets"}
        elif tag == "int" and self.nothing_follows():
            # {min: 20,000, max: 26,000}
            refused, details = "comma_in_number", {"value": event.value}
        elif first := self.document.key_places.get((*path, event.value)):
            refused, details = "duplicate_key", {"value": event.value, "line": first.line}
        else:
            if event.anchor is not None:
                self.problem(event, "alias")
            if tag != "str":
                self.problem(event, "key_not_text", value=event.value)
            return True
        self.problem(event, refused, **details)
        return False

    def nothing_follows(self) -> bool:
        following = self.loader.peek_event()
        return isinstance(following, yaml.ScalarEvent) and not following.value

    def skip(self, event: Any) -> None:
        """Pass over the rest of a value or key that begins with an event."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth == 0:
                return
            event = self.next()

    def tag(self, event: Any) -> str:
        """What YAML takes an unquoted text for: `str`, `int`, `bool`, …."""
        plain, _ = event.implicit
        if not plain:
            return "str"
        tag: str = self.loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        return tag.removeprefix(_TAG)

    def scalar(self, event: Any, path: KeyPath) -> Any:
        raw: str = event.value
        self.document.raw[path] = raw
        tag = self.tag(event)
        if tag == "null":
            return None
        if tag == "bool":
            if raw in {"true", "false"}:
                return raw == "true"
            return self.problem(event, "odd_bool", value=raw, read_as=_as_yaml_reads(raw).lower())
        if tag == "int" and _PLAIN_INTEGER.fullmatch(raw):
            return int(raw)
        if tag == "float" and _PLAIN_FLOAT.fullmatch(raw):
            return float(raw)
        if tag == "timestamp" and _PLAIN_DATE.fullmatch(raw):
            with suppress(ValueError):
                return date.fromisoformat(raw)
        if tag in {"int", "float"}:
            shown = raw if len(raw) <= _LONGEST_SHOWN else f"{raw[:_LONGEST_SHOWN]}…"
            return self.problem(event, "odd_number", value=shown, read_as=_as_yaml_reads(raw))
        return raw

    def problem(self, event: Any, code: str, **details: Any) -> None:
        self.document.problems.append(Problem(self.document.file, _place(event), code, details))


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _as_yaml_reads(raw: str) -> str:
    try:
        return str(yaml.safe_load(raw))
    except (yaml.YAMLError, ValueError):
        return "a number too long to read"


def _character_problem(file: Path, text: str, index: int) -> Problem:
    place = Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
    return Problem(file, place, "bad_character", {"value": f"U+{ord(text[index]):04X}"})


def _syntax_problem(file: Path, text: str, error: Exception) -> Problem:
    """Translate the parser's complaint into one that an editor understands, at the place to mend."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(file, START, "yaml", {"value": str(error)})
    problem = error.problem or ""
    context = error.context or ""
    place = Place(error.problem_mark.line + 1, error.problem_mark.column + 1)
    lines = [*text.split("\n"), ""]  # the end of the file can be a line of its own
    line = lines[place.line - 1]
    before, here = line[: place.column - 1].rstrip(), line[place.column - 1 : place.column]
    # Where the thing begins that the parser was in: a quoted text, a bracket, a key.
    mark = error.context_mark or error.problem_mark
    opened = Place(mark.line + 1, mark.column + 1)
    if "unknown escape" in problem or "invalid Unicode character" in problem:
        return Problem(file, place, "backslash", {})
    if "quoted scalar" in context:
        return Problem(file, opened, "unclosed_quote", {})
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Problem(file, Place(place.line, line.index("\t") + 1), "tab", {})
    for index in range(max(place.line - 2, 0), place.line):
        if found := re.match(" *\u00a0", lines[index]):
            return Problem(file, Place(index + 1, found.end()), "bad_character", {"value": "U+00A0, a no-break space"})
    if "mapping values are not allowed" in problem:
        return _colon_problem(file, lines, place)
    if "simple key" in context:
        return Problem(file, opened, "missing_colon", {})
    if "block scalar" in context:
        return Problem(file, opened, "special_start", {"value": "'|' or '>'"})
    said = ("cannot start any token", "are not allowed in this context", "node content")
    if here and any(words in problem for words in said):
        return Problem(file, place, "special_start", {"value": repr(here)})
    if "flow" in context:
        return Problem(file, opened, "unclosed_bracket", {})
    if "alias" in context or "anchor" in context:
        return Problem(file, opened, "alias", {})
    if "block mapping" in context or "block collection" in context:
        if before.endswith(("'", '"')):
            return Problem(file, place, "after_quote", {})
        if before.endswith(("]", "}")):
            return Problem(file, place, "after_bracket", {})
        if re.match(r" *-[^ ]", line):
            return Problem(file, place, "missing_space", {})
        return Problem(file, place, "wrong_indentation", {})
    if "document start" in problem:
        return Problem(file, place, "wrong_indentation", {})
    return Problem(file, place, "yaml", {"value": problem or context})


def _colon_problem(file: Path, lines: list[str], place: Place) -> Problem:
    """A colon where none can be: in an unquoted text; after a line that lacks its own; or after one less indented."""
    above = next((n for n in range(place.line - 1, 0, -1) if lines[n - 1].strip()), None)
    key = re.fullmatch(r"([ -]*)[\w-]+", lines[place.line - 1][: place.column - 1])
    if key is None or above is None:
        return Problem(file, place, "colon_in_text", {})
    start = re.match("[ -]*", lines[above - 1])
    assert start is not None
    if not re.search(r":(\s|$)", lines[above - 1].replace("\u00a0", "_")):
        return Problem(file, Place(above, start.end() + 1), "missing_colon", {})
    return Problem(file, Place(place.line, key.end(1) + 1), "wrong_indentation", {})
