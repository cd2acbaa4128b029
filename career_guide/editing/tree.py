"""A YAML file as a tree that commands change: values as they were written, each with the comments that belong to it.

A comment on a line of its own belongs to what follows it; if it is indented more deeply, to the end of what it stands
in. A comment after something belongs to it. `formatting.in_style` writes a tree.

ruamel.yaml ties a comment to the entry *before* it, so that its entries cannot be put in order.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from career_guide.loading.yaml_syntax import Loader

_STRING: Final = "tag:yaml.org,2002:str"
_COMMENT: Final = re.compile("#.*")


@dataclass
class Scalar:
    """A single value."""

    value: str
    is_text: bool = True
    """Whether YAML reads it as text; if not, the value is what was written: `1420`, `true`, `2026-11-24`."""
    lines: list[str] = field(default_factory=list)
    """As the text was broken below its key, after `>` or `|`; with their indentation within the text."""


@dataclass
class Collection:
    """A list or a mapping."""

    is_list: bool
    is_inline: bool
    """Written in brackets or braces."""
    column: int = 0
    """Of its first character, from 0."""
    entries: "list[Entry]" = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    """Comments about the file, up to the last empty line above its first entry; empty lines between them."""
    after: list[str] = field(default_factory=list)
    """Comments at its end, and empty lines between them."""

    def entry(self, key: str) -> "Entry | None":
        """The entry with a key."""
        return next((entry for entry in self.entries if entry.key and entry.key.value == key), None)

    def child(self, key: str, otherwise: str = "") -> "Collection":
        """The list or mapping that stands at a key; added from its YAML if there is none."""
        entry = self.entry(key)
        if entry is None:
            entry = Entry([], Scalar(key), read_tree(otherwise))
            self.entries.append(entry)
        assert isinstance(entry.value, Collection)
        return entry.value

    def comments(self) -> Iterator[str]:
        """All comments within."""
        yield from filter(None, [*self.header, *self.after])
        for entry in self.entries:
            yield from filter(None, [*entry.before, entry.beside])
            if isinstance(entry.value, Collection):
                yield from entry.value.comments()


@dataclass
class Entry:
    """An entry of a list or mapping."""

    before: list[str]
    """The comments above it, and empty lines."""
    key: Scalar | None = None
    """None in a list."""
    value: Scalar | Collection = field(default_factory=lambda: Scalar("", is_text=False))
    beside: str = ""
    """The comment on its line."""


def comments_in(text: str) -> list[str]:
    """All comments of a file, in their order."""
    found: list[str] = []
    position = 0
    for token in yaml.scan(text, Loader):
        if isinstance(token, yaml.ScalarToken):
            written = text[token.start_mark.index : token.end_mark.index]
            found += _COMMENT.findall(text[position : token.start_mark.index])
            if token.style in {">", "|"}:
                found += _COMMENT.findall(written.partition("\n")[0])
            position = token.end_mark.index
    return found + _COMMENT.findall(text[position:])


def read_tree(text: str) -> Collection:
    """The list or mapping that a file holds in which the loader's reader found no problems.

    Raises:
        TypeError: It holds something else.
    """
    return _Reader(text).whole()


class _Reader:
    """Goes through the nodes of a file in their order; between them stand only signs, space and comments."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        """Where what was last read ends."""
        self.last: Entry | None = None
        """What a comment on the present line belongs to."""

    def whole(self) -> Collection:
        node = yaml.compose(self.text, Loader)
        if not isinstance(node, yaml.CollectionNode):
            raise TypeError("neither a list nor a mapping")
        above = _texts(self.comments_up_to(node.start_mark.index))
        root = self.collection(node)
        if root.entries:
            above += root.entries[0].before
            split = max((index + 1 for index, line in enumerate(above) if not line), default=len(above))
            root.entries[0].before = above[split:]
            above = above[:split]
        root.header = above
        root.after += _texts(_settle(self.comments_up_to(len(self.text)), root, -1))
        return root

    def comments_up_to(self, position: int) -> list[tuple[int, str]]:
        """The comments and empty lines up to a position, each with its column; one on the present line is noted."""
        lines = self.text[self.position : position].split("\n")
        if self.last:
            self.note_beside(self.last, lines.pop(0))
        self.position = position
        found = []
        for index, line in enumerate(lines):
            comment = _COMMENT.search(line)
            if comment:
                found.append((comment.start(), comment.group().rstrip()))
            elif not line.strip() and index < len(lines) - 1:
                found.append((0, ""))
        return found

    def note_beside(self, entry: Entry, rest_of_line: str) -> None:
        found = _COMMENT.search(rest_of_line)
        if not found:
            return
        if entry.beside:
            entry.before.append(found.group().rstrip())
        else:
            entry.beside = found.group().rstrip()

    def collection(self, node: Any) -> Collection:
        is_list = isinstance(node, yaml.SequenceNode)
        found = Collection(is_list, bool(node.flow_style), node.start_mark.column)
        owner = self.last
        if found.is_inline:
            self.position = node.start_mark.index + 1
        for part in node.value:
            first = part if is_list else part[0]
            above = self.comments_up_to(first.start_mark.index)
            if found.entries and not found.is_inline:
                above = _settle(above, found.entries[-1].value, found.column)
            entry = Entry(_texts(above, with_empty=not found.is_inline))
            self.last = entry
            if not is_list:
                entry.key = self.scalar(first)
            self.value(entry, part if is_list else part[1])
            found.entries.append(entry)
        if found.is_inline:
            found.after = _texts(self.comments_up_to(node.end_mark.index - 1), with_empty=False)
            self.position = node.end_mark.index
            self.last = owner
        return found

    def value(self, entry: Entry, node: Any) -> None:
        if isinstance(node, yaml.ScalarNode) or node.flow_style:
            entry.before += _texts(self.comments_up_to(node.start_mark.index), with_empty=False)
        entry.value = self.scalar(node) if isinstance(node, yaml.ScalarNode) else self.collection(node)
        if isinstance(node, yaml.ScalarNode) or node.flow_style:
            self.last = entry

    def scalar(self, node: Any) -> Scalar:
        written = self.text[node.start_mark.index : node.end_mark.index]
        lines: list[str] = []
        if node.style in {">", "|"}:
            # The empty lines after a text are not its own.
            written = written.rstrip()
            head, *lines = written.split("\n")
            assert self.last
            self.note_beside(self.last, head)
            lines = textwrap.dedent("\n".join(lines)).split("\n") if lines else []
        self.position = max(self.position, node.start_mark.index + len(written))
        return Scalar(node.value, node.tag == _STRING, lines)


def _texts(comments: list[tuple[int, str]], *, with_empty: bool = True) -> list[str]:
    return [text for _, text in comments if text or with_empty]


def _settle(above: list[tuple[int, str]], before: Scalar | Collection, column: int) -> list[tuple[int, str]]:
    """Give what is indented more deeply than a column to the end of what stands before it; gives back the rest."""
    chain: list[Collection] = []
    while isinstance(before, Collection) and not before.is_inline and before.entries:
        chain.append(before)
        before = before.entries[-1].value
    if not chain:
        return above
    shallow = next((index for index, (at, text) in enumerate(above) if text and at <= column), len(above))
    deeper = max((index + 1 for index, (_, text) in enumerate(above[:shallow]) if text), default=0)
    level = len(chain) - 1
    empty: list[str] = []
    for at, text in above[:deeper]:
        if not text:
            empty.append("")
            continue
        while level and (chain[level].column > at or chain[level - 1].column >= at):
            level -= 1
        chain[level].after += [*empty, text]
        empty = []
    return above[deeper:]
