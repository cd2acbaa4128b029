"""One style for the files of the data: a file, or a tree that was changed → its text; comments and meaning stay.

Keys stand in the order of the model, ids as the editor has them, unknown keys at the end. Quotation marks stand only
where YAML needs them. A text of several paragraphs or one that does not fit on its line stands below its key, after
`|-`, and one that stands there stays; its lines are broken anew only where one is too long, so that a change of a word
changes a line. Lists and mappings stay in brackets or braces where they fit, ranges always. The labels are a table:
each on its line, however long.
"""

import io
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.emitter import Emitter, ScalarAnalysis

from career_guide.editing.tree import Collection, Entry, Scalar, comments_in, read_tree
from career_guide.loading.folders import files_below
from career_guide.loading.yaml_source import Document, parse, read
from career_guide.model import prose
from career_guide.model.characters import composed
from career_guide.model.fields import Expected, fields_in_order
from career_guide.model.figures import Range
from career_guide.model.kinds import kind_of
from career_guide.words.problems import START, DataError, Problem, RefusedError

WIDTH: Final = 120
_STEP: Final = 2
_ENDLESS: Final = 1_000_000
_STRING: Final = "tag:yaml.org,2002:str"
_NULLS: Final = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Formatted:
    """A file of the data, and what it would be in style."""

    path: Path
    document: Document
    """With what keeps it from being read."""
    after: str | None
    """Its text in style; None where it cannot be put in style."""

    @property
    def is_changed(self) -> bool:
        """Whether it is to be written again."""
        return self.after is not None and self.path.read_bytes() != self.after.encode()


def data_files(data: Path) -> list[Path]:
    """All data files of a guide, in order.

    Raises:
        DataError: There is no such folder, it cannot be read, or there are links in it.
    """
    if not data.is_dir():
        raise DataError([Problem(Path(data.name), START, "no_data_folder", {"value": data.name})])
    problems: list[Problem] = []
    found = [data / name for name in files_below(data, Path(data.name), problems) if kind_of(name)]
    if problems:
        raise DataError(problems)
    return sorted(found)


def format_file(data: Path, path: Path) -> Formatted:
    """Read one of the `data_files`, and put its text in style; nothing is written."""
    document = read(path, data.name / path.relative_to(data))
    sound = document
    if {problem.code for problem in document.problems} == {"decomposed"}:
        sound = parse(composed(document.text), Document(document.file))
    after = None
    if not sound.problems:
        with suppress(RefusedError):
            after = in_style(tree_of(sound), sound.file)
    return Formatted(path, document, after)


def tree_of(document: Document) -> Collection:
    """The tree of a file that was read without problems.

    Raises:
        RefusedError: It holds neither a list nor a mapping, or a comment in it could be lost.
    """
    with suppress(TypeError):
        tree = read_tree(document.text)
        if sorted(tree.comments()) == sorted(comments_in(document.text)):
            return tree
    raise RefusedError("fmt.unsafe", file=document.file.as_posix())


def in_style(tree: Collection, file: Path) -> str:
    """The text of a tree in the style of the data, for a file such as `data/skills.yml`, which gives the order of keys.

    Raises:
        RefusedError: Read again, the text would say something else, or lack a comment.
    """
    kind = kind_of(Path(*file.parts[1:]).as_posix())
    assert kind
    text = _Writer(one_line_texts=kind.record is None).file(tree, Expected.by(kind.holds))
    document = parse(text, Document(file))
    if not document.problems:
        again = tree_of(document)
        if _content(again) == _content(tree) and sorted(again.comments()) == sorted(tree.comments()):
            return text
    raise RefusedError("fmt.unsafe", file=file.as_posix())


def _content(value: Scalar | Collection) -> Any:
    """What a part of a tree says, however it is written."""
    if isinstance(value, Scalar):
        if value.is_text:
            return prose.unwrapped(value.value)
        return None if value.value in _NULLS else (value.value,)
    if value.is_list:
        return [_content(entry.value) for entry in value.entries]
    return {entry.key.value: _content(entry.value) for entry in value.entries if entry.key}


class _Writer:
    def __init__(self, *, one_line_texts: bool) -> None:
        self.one_line_texts = one_line_texts

    def file(self, root: Collection, expected: Expected) -> str:
        header = _tidy(root.header)
        if not root.entries:
            return "\n".join([*header, "[]" if root.is_list else "{}", *_tidy(root.after), ""])
        lead, lines = self.block(root, expected, 0)
        if header and header[-1] and lead:
            header.append("")
        return "\n".join([*header, *lead, *lines, ""])

    def block(self, collection: Collection, expected: Expected, indent: int) -> tuple[list[str], list[str]]:
        """A list or mapping, an entry a line: the comments above its first entry, and the lines."""
        lead: list[str] = []
        lines: list[str] = []
        for index, entry in enumerate(_in_order(collection.entries, expected)):
            within = expected.at(entry.key.value if entry.key else 0)
            raised, written = self.entry(entry, within, indent)
            above = _tidy([*entry.before, *raised], within=index > 0)
            if index:
                lines += _indented(above, indent)
            else:
                lead = above
            lines += written
        after = _tidy(collection.after)
        if after and not after[-1]:
            after.pop()
        return lead, lines + _indented(after, indent)

    def entry(self, entry: Entry, expected: Expected, indent: int) -> tuple[list[str], list[str]]:
        """An entry: comments that must stand above it, and its lines."""
        head = " " * indent + ("-" if entry.key is None else f"{_inline_scalar(entry.key)}:")
        beside = f"  {entry.beside}" if entry.beside else ""
        value = entry.value
        if isinstance(value, Scalar):
            first, *more = self.scalar(value, head, indent + _STEP)
            return [], [first + beside, *more]
        if not value.entries:
            return value.after, [f"{head} {'[]' if value.is_list else '{}'}{beside}"]
        inline = self.inline(value, expected)
        if inline is not None and (self.one_line_texts or len(f"{head} {inline}") <= WIDTH):
            return [], [f"{head} {inline}{beside}"]
        lead, lines = self.block(value, expected, indent + _STEP)
        if entry.key is not None:
            return [], [head + beside, *_indented(lead, indent + _STEP), *lines]
        lines[0] = f"{head} {lines[0][indent + _STEP :]}"
        return [entry.beside] * bool(entry.beside) + lead, lines

    def inline(self, collection: Collection, expected: Expected) -> str | None:
        """A list or mapping in brackets or braces; None where it is to have lines of its own."""
        if not (collection.is_inline or expected.holds is Range) or any(collection.comments()):
            return None
        parts = []
        for entry in _in_order(collection.entries, expected):
            value = entry.value
            if isinstance(value, Collection):
                part = self.inline(value, expected.at(entry.key.value if entry.key else 0))
            elif "\n" in value.value:
                part = None
            else:
                part = _inline_scalar(value, in_brackets=True) or "null"
            if part is None:
                return None
            parts.append(part if entry.key is None else f"{_inline_scalar(entry.key, in_brackets=True)}: {part}")
        return f"[{', '.join(parts)}]" if collection.is_list else f"{{{', '.join(parts)}}}"

    def scalar(self, scalar: Scalar, head: str, indent: int) -> list[str]:
        """A value after its key or dash, with the lines that it needs; those are indented."""
        inline = _inline_scalar(scalar)
        if not scalar.is_text:
            # Nothing after a key means that it is to be filled in.
            return [f"{head} {inline or 'null'}" if inline or head[-1] == "-" else head]
        text = prose.unwrapped(scalar.value)
        fits = self.one_line_texts or len(f"{head} {inline}") <= WIDTH or not prose.GAP.search(text)
        as_it_was = "\n".join(scalar.lines)
        if "\n" not in text and fits and not as_it_was:
            return [f"{head} {_inline_text(text, in_brackets=False) if text else inline}"]
        if not text or not _analysis(text).allow_block:
            return [f"{head} {inline}"]
        return [f"{head} |-", *_indented(in_lines(text, WIDTH - indent, as_it_was), indent)]


def in_lines(text: str, width: int, as_it_was: str = "") -> list[str]:
    """Prose, each paragraph and entry of which is a line, in lines of a width in characters.

    Paragraphs and entries that fit stay as they were broken before.
    """
    known = {" ".join(lines): lines for lines in prose.lines(as_it_was)} if as_it_was else {}
    found: list[str] = []
    for line in text.split("\n"):
        entry = prose.ENTRY.match(line)
        margin = entry.end() + 1 if entry else len(line) - len(line.lstrip())
        lines = known.get(line) or [line]
        if any(len(part) > width - bool(index) * margin for index, part in enumerate(lines)):
            first, *more = _wrapped(line[margin:], width - margin)
            lines = [line[:margin] + first, *more]
        found += [lines[0], *(" " * margin + part for part in lines[1:])]
    return found


def _in_order(entries: list[Entry], expected: Expected) -> list[Entry]:
    if expected.record is None:
        return entries
    order = {name: index for index, name in enumerate(fields_in_order(expected.record))}
    return sorted(entries, key=lambda entry: order.get(entry.key.value if entry.key else "", len(order)))


def _tidy(lines: Iterable[str], *, within: bool = False) -> list[str]:
    """Comments with at most one empty line between them; `within`, one may stand at the top, too."""
    tidy: list[str] = []
    for line in lines:
        if line or (tidy[-1] if tidy else within):
            tidy.append(line)
    return tidy


def _indented(lines: Iterable[str], indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in lines]


def _wrapped(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    for words in prose.GAP.split(paragraph):
        if lines and len(lines[-1]) + 1 + len(words) <= width:
            lines[-1] += f" {words}"
        else:
            lines.append(words)
    return lines


def _inline_scalar(scalar: Scalar, *, in_brackets: bool = False) -> str:
    """A value on one line; nothing where nothing was written."""
    if not scalar.is_text:
        return "null" if scalar.value in _NULLS[1:] else scalar.value
    return _inline_text(scalar.value, in_brackets=in_brackets)


@cache
def _inline_text(text: str, *, in_brackets: bool) -> str:
    analysis = _analysis(text)
    plain = analysis.allow_flow_plain if in_brackets else analysis.allow_block_plain
    if plain and _resolver().resolve(yaml.ScalarNode, text, (True, False)) == _STRING:
        return text
    if ('"' in text or "\\" in text) and "'" not in text and analysis.allow_single_quoted and not analysis.multiline:
        return f"'{text}'"
    quoted: str = yaml.dump(text, default_style='"', allow_unicode=True, width=_ENDLESS)
    return quoted.rstrip("\n")


@cache
def _resolver() -> Any:
    return yaml.SafeLoader("")


def _analysis(text: str) -> ScalarAnalysis:
    return Emitter(io.StringIO(), allow_unicode=True).analyze_scalar(text)
