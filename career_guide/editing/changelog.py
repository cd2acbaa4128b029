"""A role's `changes.yml`: puts a day's entry at its top; everything else in it stays."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from career_guide.editing.formatting import in_style, tree_of
from career_guide.editing.tree import Collection, Entry, Scalar, read_tree
from career_guide.loading.yaml_source import Document
from career_guide.model import prose
from career_guide.model.locales import LOCALES, Locale

_NEW_FILE: Final = """\
# What changed for readers of this role, one entry a day.
# Your editor explains each field as you type; the site’s data dictionary describes them all.
# yaml-language-server: $schema=../../../.schemas/changes.schema.json
[]
"""


class Changelog:
    """The entries of a file, which was read without problems, or of one that is not there yet.

    Raises:
        RefusedError: A comment in it could be lost.
    """

    def __init__(self, document: Document | None, file: Path) -> None:
        self._tree = tree_of(document) if document else read_tree(_NEW_FILE)
        self._file = file

    def text(self) -> str:
        """The whole file."""
        return in_style(self._tree, self._file)

    def entry_on(self, day: date) -> str | None:
        """The text of a day's entry, or None."""
        entry = self._find(day)
        return self._shown(entry) if entry else None

    def add(self, day: date, sentences: Mapping[Locale, Sequence[str]]) -> str:
        """Put an entry at the top, or in the place of the day's own; gives its text.

        One sentence is a paragraph, several are a list.
        """
        lines = [f"- date: {day.isoformat()}", "  text:"]
        for locale in LOCALES:
            marker = "- " if len(sentences[locale]) > 1 else ""
            lines += [f"    {locale}: |-", *(f"      {marker}{prose.escaped(one)}" for one in sentences[locale])]
        (entry,) = read_tree("\n".join(lines)).entries
        there = self._find(day)
        if there:
            there.value = entry.value
        else:
            self._tree.entries.insert(0, entry)
        return self._shown(entry)

    def _find(self, day: date) -> Entry | None:
        for entry in self._tree.entries:
            assert isinstance(entry.value, Collection)
            found = entry.value.entry("date")
            if found and isinstance(found.value, Scalar) and found.value.value == day.isoformat():
                return entry
        return None

    def _shown(self, entry: Entry) -> str:
        alone = Collection(is_list=True, is_inline=False, entries=[Entry([], value=entry.value)])
        return in_style(alone, self._file)
