"""`editions/` → the editions that were frozen, or all that was done to them since.

Takes the folder; gives each edition with its data yet to be read. Refuses files that were changed, removed or added:
people cite editions.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from career_guide.loading.checked import check
from career_guide.loading.folders import entries, files_below
from career_guide.loading.guide_loader import GuideLoader
from career_guide.loading.yaml_source import parse, read_text
from career_guide.model.edition import Edition, EditionRecord
from career_guide.model.guide import Guide
from career_guide.words.problems import START, DataError, Problem, noted

DATA: Final = "data"
"""The folder with the data, in that of an edition."""
RECORD: Final = "edition.yml"
CHECKSUM: Final = "checksum: "
"""Begins the last line of `edition.yml`."""
MONTH_PATTERN: Final = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")


def digest(text: str) -> str:
    """The SHA-256 of a text with plain line ends: git may write other ones on another system."""
    return hashlib.sha256(text.encode()).hexdigest()


def load_editions(folder: Path) -> list[Edition]:
    """Load the editions, the oldest first.

    Args:
        folder: The folder `editions/`; it need not exist.

    Raises:
        DataError: One of them is not as it was frozen.
    """
    editions: list[Edition] = []
    problems: list[Problem] = []
    for entry in entries(folder):
        shown = Path(folder.name, entry.name)
        if entry.is_symlink():
            problems.append(Problem(shown, START, "link_outside", {}))
        elif entry.is_dir():
            with noted(problems):
                editions.append(_edition(Path(entry), shown))
    if problems:
        raise DataError(problems)
    return editions


def _edition(folder: Path, shown: Path) -> Edition:
    problems: list[Problem] = []
    files = set(files_below(folder, shown, problems))
    if problems:
        raise DataError(problems)
    if RECORD not in files:
        raise DataError([Problem(shown, START, "edition_without_record", {"value": RECORD})])
    record = _record(folder / RECORD, shown / RECORD)
    if record.month != folder.name:
        raise DataError([Problem(shown / RECORD, START, "edition_renamed", {"value": record.month})])
    expected = {f"{DATA}/{name}": checksum for name, checksum in record.files.items()}
    if problems := list(_differences(folder, shown, files - {RECORD}, expected)):
        raise DataError(problems)
    return Edition(record.month, record.frozen, record.roles, partial(_guide, folder / DATA, shown / DATA))


def _record(path: Path, shown: Path) -> EditionRecord:
    document = read_text(path, shown)
    above, mark, checksum = document.text.rpartition(CHECKSUM)
    if document.problems or not mark or checksum.strip() != digest(above):
        raise DataError([Problem(shown, START, "edition_changed", {})])
    parse(document.text, document)
    if document.problems:
        raise DataError(document.problems)
    record, problems = check(document, EditionRecord, {"is_past": True})
    if record is None:
        raise DataError(problems)
    found: EditionRecord = record
    return found


def _differences(folder: Path, shown: Path, files: set[str], expected: dict[str, str]) -> Iterator[Problem]:
    for name in sorted(files | set(expected)):
        if name not in expected:
            yield Problem(shown / name, START, "edition_file_added", {})
        elif name not in files:
            yield Problem(shown / name, START, "edition_file_removed", {})
        elif _is_changed(folder / name, expected[name]):
            yield Problem(shown / name, START, "edition_changed", {})


def _is_changed(file: Path, expected: str) -> bool:
    try:
        return digest(file.read_text("utf-8-sig", "replace")) != expected
    except OSError:
        return True


def _guide(data: Path, shown: Path) -> Guide:
    return GuideLoader(data, shown, is_past=True).load().published
