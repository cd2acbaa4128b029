"""A role's `changes.yml`: puts a day's entry at its top; everything else in it stays."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

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


class NewEntry(NamedTuple):
    """A file with an entry of a day, nothing of it written yet."""

    text: str
    """The whole file."""
    entry: str
    replaced: str | None
    """The entry of the same day that was there before."""


def with_entry(document: Document | None, file: Path, day: date, sentences: Mapping[Locale, Sequence[str]]) -> NewEntry:
    """Put an entry at the top of a file, or in the place of the day's own.

    Args:
        document: The file, read without problems; None where there is none yet.
        file: As an editor knows it.
        day: The day that the entry is for.
        sentences: In each locale, at least one: one is a paragraph, several are a list.

    Raises:
        RefusedError: A comment in the file could be lost.
    """
    tree = tree_of(document) if document else read_tree(_NEW_FILE)
    lines = [f"- date: {day.isoformat()}", "  text:"]
    for locale in LOCALES:
        marker = "- " if len(sentences[locale]) > 1 else ""
        lines += [f"    {locale}: |-", *(f"      {marker}{prose.escaped(one)}" for one in sentences[locale])]
    new = read_tree("\n".join(lines))
    former = [entry for entry in tree.entries if _day(entry) == day.isoformat()]
    replaced = in_style(Collection(is_list=True, is_inline=False, entries=former), file) if former else None
    if former:
        former[0].value = new.entries[0].value
    else:
        tree.entries.insert(0, new.entries[0])
    return NewEntry(in_style(tree, file), in_style(new, file), replaced)


def _day(entry: Entry) -> str:
    assert isinstance(entry.value, Collection)
    found = entry.value.entry("date")
    return found.value.value if found and isinstance(found.value, Scalar) else ""
