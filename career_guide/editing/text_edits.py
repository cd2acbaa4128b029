"""Changes in the text of a file, at the places that its reader noted: everything else stays byte for byte.

Takes the text of a file that was read without problems, gives it changed. All changes are of the text as it was.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from career_guide.loading.yaml_source import Document, KeyPath, Loader
from career_guide.model.fields import fields_in_order
from career_guide.model.values import Record


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str


class Text:
    """The text of one file, and what changes in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[_Edit] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of what stands between two offsets."""
        self.edits.append(_Edit(start, end, text))

    def result(self) -> str:
        """The whole text with all changes."""
        text = self.text
        for edit in sorted(self.edits, key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text


class YamlText(Text):
    """The text of a file of the data; values are found by the places that its reader noted."""

    def __init__(self, document: Document) -> None:
        super().__init__(document.text)
        self.document = document
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def _offset(self, path: KeyPath, *, of_key: bool = False) -> int:
        place = (self.document.key_places if of_key else self.document.places)[path]
        return self._lines[place.line - 1] + place.column - 1

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        """Where the line after the one of an offset begins; the end of the text, if there is none."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1

    def node(self, path: KeyPath) -> Any:
        """The node of YAML at a path, which knows where it ends."""
        node = self._root
        for part in path:
            if isinstance(part, int):
                node = node.value[part]
            else:
                node = next(value for key, value in node.value if key.value == part)
        return node

    @cached_property
    def _root(self) -> Any:
        return yaml.compose(self.text, Loader)

    def replace_word(self, path: KeyPath, old: str, new: str, *, of_key: bool = False) -> None:
        """Replace what a key or a text consists of, whatever quotation marks it has."""
        start = self.text.index(old, self._offset(path, of_key=of_key))
        self.replace(start, start + len(old), new)

    def replace_links(self, path: KeyPath, pattern: re.Pattern[str], new: str) -> None:
        """Replace addresses within a text."""
        node = self.node(path)
        for match in pattern.finditer(self.text, node.start_mark.index, node.end_mark.index):
            self.replace(match.start(), match.end(), new)

    def add_to_list(self, path: KeyPath, word: str) -> None:
        """Add a word at the end of a list."""
        node = self.node(path)
        if node.flow_style:
            end = node.value[-1].end_mark.index if node.value else node.start_mark.index + 1
            self.replace(end, end, f", {word}" if node.value else word)
            return
        last = node.value[-1]
        column = node.start_mark.column
        end = self._line_end(last.end_mark.index)
        self._insert_line(end, f"{' ' * column}- {word}")

    def add_field(self, path: KeyPath, record: type[Record], name: str, value: str) -> None:
        """Add a field to a record, on a line of its own, where the order of fields has it."""
        order = fields_in_order(record)
        node = self.node(path)
        following = [key for key, _ in node.value if key.value in order and order.index(key.value) > order.index(name)]
        if node.flow_style:
            start = node.start_mark.index + 1
            self.replace(start, start, f"{name}: {value}" + (", " if node.value else ""))
        elif following:
            self._insert_line(self._above(following[0]), f"{' ' * following[0].start_mark.column}{name}: {value}")
        else:
            column = node.value[0][0].start_mark.column
            self._insert_line(self._end(node), f"{' ' * column}{name}: {value}")

    def _above(self, key: Any) -> int:
        """The line of a key, or that of the comments above it."""
        start = self._line_start(key.start_mark.index)
        while start and self.text[self._line_start(start - 1) : start].lstrip(" ").startswith("#"):
            start = self._line_start(start - 1)
        # What stands at the top is about the file.
        return start or self._line_start(key.start_mark.index)

    def _end(self, node: Any) -> int:
        while isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        written = self.text[: node.end_mark.index].rstrip()
        return self._line_end(len(written))

    def add_record(self, path: KeyPath, lines: list[str]) -> int:
        """Add lines at the end of a mapping; gives the line that the first of them is to be, from 1.

        Args:
            path: The mapping; it has a line for each key, or none at all.
            lines: What to add, indented from 0.
        """
        node = self.node(path)
        if not node.value:
            column = len(path) * 2
            written = "\n".join(" " * column + line if line else "" for line in lines)
            start = node.start_mark.index
            before = self.text[:start].rstrip(" ")
            self.replace(len(before), node.end_mark.index, f"\n{written}" if path else written)
            return before.count("\n") + 1 + len(path)
        column = node.start_mark.column
        start = self._end(node)
        above = self.text[: self._above(node.value[-1][0])]
        apart = len(node.value) > 1 and above.endswith("\n\n")
        written = "\n".join(" " * column + line if line else "" for line in lines)
        self._insert_line(start, f"\n{written}" if apart else written)
        return self.text.count("\n", 0, start) + 1 + apart + (not self.text[:start].endswith("\n"))

    def _insert_line(self, start: int, line: str) -> None:
        needs_line_end = start == len(self.text) and not self.text.endswith("\n")
        self.replace(start, start, f"\n{line}" if needs_line_end else f"{line}\n")
