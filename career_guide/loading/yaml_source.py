"""One YAML file → plain data with the place of every key and value, or the problems that keep it from being read.

YAML has traps that an editor does not notice (a second key of the same name, `no` read as false, `1:30`
read as 90, `30.000` as 30, anchors that multiply). They are refused here, so that nothing after this module needs to
know YAML. The file is read event by event: what nests too deep or multiplies is never built.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from sys import intern
from textwrap import dedent
from typing import Any, Final, NoReturn

import yaml

from career_guide.loading.yaml_syntax import Loader, explained, place_of
from career_guide.model import prose
from career_guide.model.characters import misplaced, name
from career_guide.model.values import LONGEST_PROSE
from career_guide.words.messages import Message
from career_guide.words.problems import MOST, START, Place, Problem

KeyPath = tuple[str | int, ...]
"""The path of a value: keys and list positions from the top of the file."""

_MAX_DEPTH: Final = 40
_LARGEST: Final = 2_000_000
"""Bytes of a file; the largest of a guide of a thousand roles is half of it."""
_MOST_VALUES: Final = 100_000
"""Of one file; the fullest of a guide of a thousand roles has half as many."""
_TAG: Final = "tag:yaml.org,2002:"
_RESOLVER: Final[Any] = yaml.resolver.Resolver()
_PLAIN_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_PLAIN_FLOAT: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})\.([0-9]{1,2}|[0-9]{4,15})")
"""Not three decimals: in Italian, 30.000 is thirty thousand."""
_KEY_AND_VALUE: Final = re.compile(r"[\w-]+:\S+")
_PLAIN_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_SHOWN: Final = 40
_ZEROS_OF_TEXT: Final = 4
"""In UTF-8, fewer than one character in this many is a zero."""
_CONFLICT: Final = re.compile("^<{7} .*$", re.MULTILINE)
"""Where git left two versions of the same lines."""
_HASH: Final = re.compile(r"[ \t]+(?P<hash>#[^\s#].*)")
"""A `#` after a text, without a space after it: real comments are written with one."""


@dataclass
class Marks:
    """What is known of a YAML file besides its data."""

    values: dict[KeyPath, Place] = field(default_factory=dict)
    """Where each value begins."""
    keys: dict[KeyPath, Place] = field(default_factory=dict)
    """Where each key stands."""
    raw: dict[KeyPath, str] = field(default_factory=dict)
    """The characters that a value was written with."""


@dataclass(eq=False)
class Document:
    """A YAML file as it was read."""

    file: Path
    data: Any = None
    """dicts, lists, str, int, float, bool, date and None."""
    problems: list[Problem] = field(default_factory=list)
    text: str = ""
    """What the file holds, with plain line ends."""
    yaml: str = ""
    """What of it was read as YAML."""

    @cached_property
    def marks(self) -> Marks:
        """Computed when needed: a file without mistakes does not need them."""
        marks = Marks()
        _read(self.yaml, Document(self.file), marks)
        return marks

    def place(self, path: KeyPath) -> Place:
        """Where a value stands; that of the nearest enclosing value where it does not stand in the file."""
        while path and path not in self.marks.values:
            path = path[:-1]
        return self.marks.values.get(path, START)

    def written(self, path: KeyPath, default: str = "") -> str:
        """The characters that a value was written with."""
        return self.marks.raw.get(path, default)

    def line(self, place: Place) -> str:
        """The line that a place is on; empty where the file ends before it."""
        return self._lines[place.line - 1] if place.line <= len(self._lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        """Split once, however many problems there are."""
        return self.text.split("\n")

    def key_place(self, path: KeyPath) -> Place:
        """Where a key stands, or else its value."""
        return self.marks.keys.get(path) or self.place(path)

    def problem(self, place: Place, code: str, /, **details: Any) -> Problem:
        """Something that is wrong at a place, with the line that it is on."""
        return Problem(self.file, place, code, details, self.line(place))

    def problem_at(self, path: KeyPath, code: str, /, **details: Any) -> Problem:
        """Something that is wrong with a key, or with what stands under it."""
        return self.problem(self.key_place(path), code, **details)


def read(path: Path, shown_as: Path) -> Document:
    """Read one YAML file, which problems call `shown_as`.

    With problems, the data of the document is None or incomplete and must not be used.
    """
    document = read_text(path, shown_as)
    return document if document.problems else parse(document.text, document)


def read_text(path: Path, shown_as: Path, largest: int = _LARGEST) -> Document:
    """Read the text of a file, without looking for data in it; arguments and problems are those of `read`."""
    document = Document(shown_as)
    try:
        # A file that is too large is not even read.
        size = path.stat().st_size
        content = path.read_bytes() if size <= largest else b""
    except OSError as error:
        document.problems.append(document.problem(START, "unreadable", value=error.strerror))
        return document
    if size > largest:
        sizes = {"kilobytes": round(size / 1e3), "most": round(largest / 1e3)}
        document.problems.append(document.problem(START, "file_too_large", **sizes))
        return document
    document.text = _plain_line_ends(content.decode("utf-8-sig", "replace"))
    try:
        readable = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        document.problems.append(document.problem(_place_after(before), "not_utf8"))
        return document
    if readable.count("\0") > len(readable) // _ZEROS_OF_TEXT:
        # UTF-16 holds a zero in each Latin letter.
        document.problems.append(document.problem(START, "not_utf8"))
    else:
        _check_characters(document)
    if conflict := _CONFLICT.search(document.text):
        place = _place_after(document.text[: conflict.start()])
        document.problems.append(document.problem(place, "conflict_marks"))
    return document


def _check_characters(document: Document) -> None:
    line, start = 1, 0
    for index, code, details in islice(misplaced(document.text), MOST):
        line += document.text.count("\n", start, index)
        start = max(start, document.text.rfind("\n", start, index) + 1)
        document.problems.append(document.problem(Place(line, index - start + 1), code, **details))


def _plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, document: Document) -> Document:
    """Fill a document from the text of its file, or from the part of it that is YAML."""
    document.yaml = _plain_line_ends(text)
    if not document.text:
        document.text = document.yaml
        _check_characters(document)
    if not document.problems:
        _read(document.yaml, document, None)
    return document


def _read(text: str, document: Document, marks: Marks | None) -> None:
    loader = None
    try:
        loader = Loader(text)
        document.data = _Reader(document, loader, text, marks).document_data()
    except _GivenUpError:
        pass
    except (yaml.YAMLError, ValueError) as error:
        place, code, details = explained(text, error)
        # What was noted beyond the place to mend may only follow from it.
        before = [found for found in document.problems if found.place < place]
        document.problems = [*before, document.problem(place, code, **details)]
    finally:
        if loader is not None:
            loader.dispose()


class _GivenUpError(Exception):
    """What follows is not read: it cannot be, or there are problems enough."""


class _Reader:
    """Turns YAML events into plain data, refusing surprises; notes where things stand if it is given marks to fill."""

    def __init__(self, document: Document, loader: Any, text: str, marks: Marks | None) -> None:
        self.document = document
        self.loader = loader
        self.text = text
        self.marks = marks
        self.next: Callable[[], Any] = loader.get_event
        self.values = 0

    def document_data(self) -> Any:
        self.next()  # the stream begins
        if isinstance(self.next(), yaml.StreamEndEvent):
            self.document.problems.append(self.document.problem(START, "empty_file"))
            return None
        data = self.value(self.next(), ())
        self.next()  # the document ends
        following = self.next()
        if isinstance(following, yaml.DocumentStartEvent):
            self.problem(following, "several_documents")
        return data

    def value(self, event: Any, path: KeyPath) -> Any:
        self.values += 1
        if self.values > _MOST_VALUES:
            self.give_up(event, "too_many_values", most=_MOST_VALUES)
        if self.marks is not None:
            self.marks.values[path] = place_of(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            return self.problem(event, "alias")
        if event.anchor is not None:
            self.problem(event, "alias")
        if event.tag is not None:
            self.problem(event, "tag", value=event.tag.replace(_TAG, "!!"))
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        if len(path) >= _MAX_DEPTH:
            self.give_up(event, "too_deep")
        return self.sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(path)

    def sequence(self, path: KeyPath) -> list[Any]:
        entries: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            entries.append(self.value(event, (*path, len(entries))))
        return entries

    def mapping(self, path: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not self.accept_key(event, path, mapping):
                self.skip(event)
                self.skip(self.next())
                continue
            if self.marks is not None:
                self.marks.keys[*path, event.value] = place_of(event.start_mark)
            # The same few keys stand in every file.
            mapping[intern(event.value)] = self.value(self.next(), (*path, event.value))
        return mapping

    def accept_key(self, event: Any, path: KeyPath, before: Mapping[str, Any]) -> bool:
        """Whether to read on with a key; anything odd is noted."""
        details: dict[str, Any] = {}
        tag = self.tag(event) if isinstance(event, yaml.ScalarEvent) else ""
        if isinstance(event, yaml.AliasEvent) or tag == "merge":
            refused = "alias"
        elif not isinstance(event, yaml.ScalarEvent):
            refused = "bracket_as_key"
        elif tag == "int" and self.nothing_follows():
            # {min: 20,000, max: 26,000}
            refused, details = "comma_in_number", {"value": event.value}
        elif _KEY_AND_VALUE.fullmatch(event.value) and event.implicit[0] and self.nothing_follows():
            # In braces, without the space after the colon: {min:20000, max: 26000}.
            refused = "missing_colon"
        elif event.value in before:
            first = (self.marks or self.document.marks).keys[*path, event.value]
            refused, details = "duplicate_key", {"value": event.value, "line": first.line}
        else:
            if event.anchor is not None:
                self.problem(event, "alias")
            if tag != "str":
                self.problem(event, "key_not_text", value=event.value)
            self.check_characters(event)
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
            if depth > _MAX_DEPTH:
                self.give_up(event, "too_deep")
            event = self.next()

    def tag(self, event: Any) -> str:
        """What YAML takes an unquoted text for: `str`, `int`, `bool`, …."""
        is_plain, _ = event.implicit
        return _tag(event.value) if is_plain else "str"

    def scalar(self, event: Any, path: KeyPath) -> Any:
        raw: str = event.value
        if self.marks is not None:
            self.marks.raw[path] = raw
        self.check_characters(event)
        tag = self.tag(event)
        if tag == "null":
            return None
        if tag == "bool":
            if raw in {"true", "false"}:
                return raw == "true"
            return self.problem(event, "odd_bool", value=raw, read_as=str(_as_yaml_reads(raw)).lower())
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
        if event.style is None or not event.style.strip():
            self.check_comment(event)
        if event.style != "|" and event.end_mark.line > event.start_mark.line:
            self.check_paragraphs(event)
        return raw

    def check_characters(self, event: Any) -> None:
        """Refuse characters that an escape in double quotes brings in, and tabs, which may only separate values."""
        for _, code, details in misplaced(event.value) if event.style == '"' else ():
            self.problem(event, code, **details)
        if "\t" in event.value:
            self.problem(event, "bad_character", value=name("\t"))

    def check_paragraphs(self, event: Any) -> None:
        """Refuse a text in which blank lines or signs of entries are lost: after `|` it would be read otherwise.

        One that is too long is refused for that.
        """
        if len(event.value) > LONGEST_PROSE:
            return
        source = self.text[event.start_mark.index : event.end_mark.index]
        if event.style == ">":
            source = dedent(source.partition("\n")[2])
        else:
            source = "\n".join(line.strip() for line in source.split("\n"))
        if event.style == '"':
            # An escaped line end joins two lines; the other escapes are for YAML to read.
            source = yaml.load(re.sub(r"(?<!\\)((?:\\\\)*)\\\n", r"\1", source).replace("\n", "\\n"), Loader)  # noqa: S506
        elif event.style == "'":
            source = source[1:-1].replace("''", "'")
        if "\n\n" in source or prose.ENTRY.search(source):
            meant, read = (prose.blocks(prose.unwrapped(text)) for text in (source, event.value))
            if meant != read:
                self.problem(event, "lost_paragraphs")

    def check_comment(self, event: Any) -> None:
        """Refuse a comment that looks like part of the text before it: it would silently be lost."""
        if found := _HASH.match(self.text, event.end_mark.index):
            line, column = place_of(event.end_mark)
            place = Place(line, column + found.start("hash") - found.start())
            self.note(place, "hash_in_text", value=found["hash"])

    def problem(self, event: Any, code: str, **details: Any) -> None:
        self.note(place_of(event.start_mark), code, **details)

    def give_up(self, event: Any, code: str, **details: Any) -> NoReturn:
        self.problem(event, code, **details)
        raise _GivenUpError

    def note(self, place: Place, code: str, **details: Any) -> None:
        self.document.problems.append(self.document.problem(place, code, **details))
        if len(self.document.problems) >= MOST:
            raise _GivenUpError


# The same few keys stand in every file.
@lru_cache(maxsize=1024)
def _tag(plain: str) -> str:
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, plain, (True, False))
    return tag.removeprefix(_TAG)


def _as_yaml_reads(raw: str) -> str | Message:
    try:
        return str(yaml.safe_load(raw))
    except (yaml.YAMLError, ValueError):
        return Message("words.too_long_number")


def _place_after(text: str) -> Place:
    """The place that follows a text."""
    return Place(text.count("\n") + 1, len(text) - text.rfind("\n"))
