"""The text of a YAML file → its entries as they were written, each with the comments that belong to it.

A comment on a line of its own belongs to what follows it; indented more deeply than that, to the end of what it stands
in. A comment after something belongs to it. Takes text that the reader of files found no fault with.

The round trip of ruamel.yaml keeps a comment with the entry *before* it, so that entries could not be put in order.
"""

import re
import textwrap
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from career_guide.loading.yaml_source import Loader

_STRING: Final = "tag:yaml.org,2002:str"
_COMMENT: Final = re.compile("#.*")


@dataclass
class Scalar:
    """A single value."""

    value: str
    is_text: bool
    """Whether YAML reads it as text; if not, the value is what was written: `1420`, `true`, `2026-11-24`."""
    style: str
    """As it was written: nothing for plain, or one of the signs `"`, `'`, `>`, `|`."""
    lines: list[str] = field(default_factory=list)
    """As they were broken, for `>` and `|`; with their indentation within the text."""


@dataclass
class Collection:
    """A list or a mapping."""

    is_list: bool
    is_inline: bool
    """Written in brackets or braces."""
    column: int
    """Of its first character, from 0."""
    entries: "list[Entry]" = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    """The comments at its end, and empty lines between them."""

    @property
    def holds_comments(self) -> bool:
        """Whether there is any comment within."""
        return any(self.after) or any(
            any(entry.before) or entry.beside or (isinstance(entry.value, Collection) and entry.value.holds_comments)
            for entry in self.entries
        )


@dataclass
class Entry:
    """An entry of a list or mapping."""

    before: list[str]
    """The comments above it, and empty lines."""
    key: Scalar | None = None
    """None in a list."""
    value: Scalar | Collection = field(default_factory=lambda: Scalar("", is_text=False, style=""))
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


def read_commented(text: str) -> Collection | None:
    """The list or mapping that a file holds; None where it holds neither."""
    return _Reader(text).whole()


class _Reader:
    """Goes through the nodes of a file in their order; all that stands between them are signs, space and comments."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        """Where what was last read ends."""
        self.last: Entry | None = None
        """What a comment on the present line belongs to."""

    def whole(self) -> Collection | None:
        node = yaml.compose(self.text, Loader)
        if not isinstance(node, yaml.CollectionNode):
            return None
        root = self.collection(node)
        _settle(self.comments_up_to(len(self.text)), root, -1)
        return root

    def comments_up_to(self, position: int) -> list[tuple[int, str]]:
        """The comments and empty lines up to a position, each with its column; one on the present line is noted."""
        lines = self.text[self.position : position].split("\n")
        if self.position:
            beside = _COMMENT.search(lines.pop(0))
            if beside and self.last:
                self._note_beside(self.last, beside.group().rstrip())
        self.position = position
        found = []
        for index, line in enumerate(lines):
            comment = _COMMENT.search(line)
            if comment:
                found.append((comment.start(), comment.group().rstrip()))
            elif not line.strip() and index < len(lines) - 1:
                found.append((0, ""))
        return found

    def _note_beside(self, entry: Entry, comment: str) -> None:
        if entry.beside:
            entry.before.append(comment)
        else:
            entry.beside = comment

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
            entry = Entry([text for _, text in above if text or not found.is_inline])
            self.last = entry
            if not is_list:
                entry.key = self.scalar(first)
            self.value(entry, part if is_list else part[1])
            found.entries.append(entry)
        if found.is_inline:
            found.after = [text for _, text in self.comments_up_to(node.end_mark.index - 1) if text]
            self.position = node.end_mark.index
            self.last = owner
        return found

    def value(self, entry: Entry, node: Any) -> None:
        if isinstance(node, yaml.ScalarNode) or node.flow_style:
            entry.before += [text for _, text in self.comments_up_to(node.start_mark.index) if text]
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
            beside = _COMMENT.search(head)
            if beside and self.last:
                self._note_beside(self.last, beside.group().rstrip())
        self.position = max(self.position, node.start_mark.index + len(written))
        return Scalar(
            node.value,
            node.tag == _STRING,
            node.style or "",
            textwrap.dedent("\n".join(lines)).split("\n") if lines else [],
        )


def _settle(above: list[tuple[int, str]], before: Scalar | Collection, column: int) -> list[tuple[int, str]]:
    """Give what is indented more deeply than a column to the end of what stands before it; gives back the rest."""
    chain: list[Collection] = []
    while isinstance(before, Collection) and not before.is_inline and before.entries:
        chain.append(before)
        before = before.entries[-1].value
    shallow = next((index for index, (at, text) in enumerate(above) if text and at <= column), len(above))
    deeper = max((index + 1 for index, (_, text) in enumerate(above[:shallow]) if text), default=0)
    if not chain:
        return above
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
