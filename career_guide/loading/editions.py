"""`editions/` → the editions that were frozen, or all that was done to them since.

Takes the folder; gives each edition with its data yet to be read. Refuses files that were changed, removed or added:
people cite editions. What did not change since the last time is not opened again.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from career_guide.loading.checked import check
from career_guide.loading.folders import entries, files_below
from career_guide.loading.guide_loader import GuideLoader
from career_guide.loading.yaml_source import Document, parse, read_text
from career_guide.model.edition import Edition, EditionRecord
from career_guide.model.guide import Guide
from career_guide.words.problems import START, DataError, Problem

DATA: Final = "data"
"""The folder with the data, in that of an edition."""
RECORD: Final = "edition.yml"
CHECKSUM: Final = "checksum: "
"""Begins the last line of `edition.yml`."""
MONTH_PATTERN: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")

_Signature = dict[str, tuple[int, int, int]]


def digest(text: str) -> str:
    """The SHA-256 of a text with plain line ends: git may write other ones on another system."""
    return hashlib.sha256(text.encode()).hexdigest()


class EditionsLoader:
    """Loads the editions of one guide, again and again.

    Args:
        folder: The folder `editions/`; it need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[_Signature, Edition]] = {}

    def load(self) -> list[Edition]:
        """The editions as they are now, the oldest first.

        Raises:
            DataError: One of them is not as it was frozen.
        """
        known: dict[str, tuple[_Signature, Edition]] = {}
        problems: list[Problem] = []
        for entry in entries(self.folder):
            folder, shown = Path(entry), Path(self.folder.name, entry.name)
            if entry.is_symlink():
                problems.append(Problem(shown, START, "link_outside", {}))
                continue
            if not entry.is_dir():
                continue
            try:
                signature = _signature(folder, shown)
                before = self._known.get(entry.name)
                if before is not None and before[0] == signature:
                    known[entry.name] = before
                else:
                    known[entry.name] = signature, self._edition(folder, shown, set(signature))
            except DataError as error:
                problems += error.problems
        self._known = known
        if problems:
            raise DataError(problems)
        return [edition for _, edition in known.values()]

    def _edition(self, folder: Path, shown: Path, files: set[str]) -> Edition:
        if RECORD not in files:
            raise DataError([Problem(shown, START, "edition_without_record", {"value": RECORD})])
        record = _record(folder / RECORD, shown / RECORD)
        if record.month != folder.name:
            raise DataError([Problem(shown / RECORD, START, "edition_renamed", {"value": record.month})])
        expected = {f"{DATA}/{name}": checksum for name, checksum in record.files.items()}
        problems = list(_differences(folder, shown, files - {RECORD}, expected))
        if problems:
            raise DataError(problems)
        return Edition(record.month, record.frozen, record.roles, partial(_guide, folder / DATA, shown / DATA))


def _signature(folder: Path, shown: Path) -> _Signature:
    """What differs if a file of an edition may have changed, by its path.

    Raises:
        DataError: There is something in the folder that is no file.
    """
    problems: list[Problem] = []
    signature = {}
    for name in files_below(folder, shown, problems):
        status = (folder / name).stat()
        signature[name] = (status.st_mtime_ns, status.st_size, status.st_ino)
    if problems:
        raise DataError(problems)
    return signature


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
        details: dict[str, Any] = {}
        if name not in expected:
            yield Problem(shown / name, START, "edition_file_added", details)
        elif name not in files:
            yield Problem(shown / name, START, "edition_file_removed", details)
        elif _differs(read_text(folder / name, shown / name), expected[name]):
            yield Problem(shown / name, START, "edition_changed", details)


def _differs(document: Document, expected: str) -> bool:
    return bool(document.problems) or digest(document.text) != expected


def _guide(data: Path, shown: Path) -> Guide:
    return GuideLoader(data, shown, is_past=True).load().published
