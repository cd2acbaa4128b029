"""A role's `changes.yml`: an entry is put at its top, and everything else in the file stays as it is, byte for byte.

Takes and gives text; what it gives was read again as the loader reads it, and holds the same entries and the new one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from career_guide.editing.formatting import WIDTH, in_lines
from career_guide.loading.checked import check
from career_guide.loading.yaml_source import Document, parse
from career_guide.model import prose
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.role import Change

_NEW_FILE: Final = """\
# What changed for readers of this role, one entry a day.
# Your editor explains each field as you type; the site’s data dictionary describes them all.
# yaml-language-server: $schema=../../../.schemas/changes.schema.json
"""
_INDENT: Final = 6


class CannotAddError(Exception):
    """The file is written in a way in which nothing can be added to it without changing the rest."""


def entry_of(day: date, sentences: Mapping[Locale, Sequence[str]]) -> str:
    """An entry in the style of the file: one sentence as a paragraph, several as a list.

    Args:
        day: The day that it is for.
        sentences: In each locale, at least one.
    """
    lines = [f"- date: {day.isoformat()}", "  text:"]
    for locale in LOCALES:
        marker = "- " if len(sentences[locale]) > 1 else ""
        text = "\n".join(marker + prose.escaped(sentence) for sentence in sentences[locale])
        lines += [f"    {locale}: |-", *(f"{' ' * _INDENT}{line}" for line in in_lines(text, WIDTH - _INDENT))]
    return "\n".join(lines) + "\n"


def entry_on(text: str, day: date) -> str | None:
    """The entry of a day as it stands in the file, or None."""
    lines = text.splitlines(keepends=True)
    found = _lines_of(text, lines, day)
    return "".join(lines[slice(*found)]) if found else None


def with_entry(text: str | None, day: date, entry: str) -> str:
    """The file with an entry at its top, in the place of the one that it may have for that day.

    Args:
        text: What the file holds, with its own line ends; None where there is no file yet.
        day: The day of the entry.
        entry: From `entry_of`.

    Raises:
        CannotAddError: The list is written in braces, or in another way that leaves no line to put the entry on.
    """
    if text is None:
        return _NEW_FILE + entry
    lines = text.splitlines(keepends=True)
    replaced = _lines_of(text, lines, day)
    first = _entry_lines(text, lines)[0]
    start, end = replaced or (first, first)
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip(" "))]
    line_end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    indented = "".join(f"{indent}{line}" if line.strip() else line for line in entry.splitlines(keepends=True))
    added = "".join([*lines[:start], indented.replace("\n", line_end), *lines[end:]])
    kept = [other for other in _entries(text) if not (replaced and other.date == day)]
    if sorted(_entries(added), key=repr) != sorted([*_entries(entry), *kept], key=repr):
        raise CannotAddError
    return added


def _lines_of(text: str, lines: Sequence[str], day: date) -> tuple[int, int] | None:
    """The lines of the entry of a day, from 0, without what stands between it and the next entry."""
    starts = _entry_lines(text, lines)
    for index, entry in enumerate(_entries(text)):
        if entry.date == day:
            end = starts[index + 1] if index + 1 < len(starts) else len(lines)
            while _belongs_to_no_entry(lines[end - 1], lines[starts[index]]):
                end -= 1
            return starts[index], end
    return None


def _belongs_to_no_entry(line: str, first: str) -> bool:
    """Whether a line is blank, or a comment no deeper than the dash of the entry's first line."""
    stripped = line.lstrip(" ")
    depth = len(first) - len(first.lstrip(" "))
    return not stripped.strip() or (stripped.startswith("#") and len(line) - len(stripped) <= depth)


def _entry_lines(text: str, lines: Sequence[str]) -> list[int]:
    """The lines that the entries begin on, from 0: those with their dashes."""
    document = _document(text)
    found = []
    for index in range(len(_entries(text))):
        number = document.place((index,)).line - 1
        while number >= 0 and not lines[number].lstrip(" ").startswith("-"):
            number -= 1
        if number < 0 or number in found:
            raise CannotAddError
        found.append(number)
    return found


def _entries(text: str) -> list[Change]:
    """The entries, checked as the loader checks them."""
    document = _document(text)
    entries, problems = check(document, list[Change], {})
    if document.problems or problems or not entries:
        raise CannotAddError
    found: list[Change] = entries
    return found


def _document(text: str) -> Document:
    return parse(text.removeprefix("\ufeff"), Document(Path("changes.yml")))
