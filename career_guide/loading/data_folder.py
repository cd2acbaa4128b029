"""`data/` → every file that has a place there, as it was read, and what is wrong with names and places.

Where files stand is known from the patterns of `FILE_KINDS` alone.
"""

import os
from pathlib import Path
from typing import Any

from career_guide.loading.folders import entries
from career_guide.loading.yaml_source import Document, read
from career_guide.model.kinds import FILE_KINDS
from career_guide.model.values import ID_PATTERN
from career_guide.words.problems import START, DataError, Problem
from career_guide.words.suggestions import nearest_or_known


class DataFolder:
    """The folder, to be read again and again: files that did not change since the last time are not.

    Args:
        path: The folder.
        shown: Its name in problems.
        is_past: Whether it may lack catalogues.
    """

    def __init__(self, path: Path, shown: Path, *, is_past: bool) -> None:
        self._path = path
        self._shown = shown
        self._is_past = is_past
        self.documents: dict[str, Document] = {}
        """By path below the folder, without `.yml`: `skills`, `roles/key-account-manager/salary`."""
        self.parts: dict[str, list[str]] = {}
        """The ids of all roles, each with those of its specializations."""
        self.problems: list[Problem] = []
        """What is wrong with files and folders as such."""
        self._known: dict[str, tuple[tuple[int, int, int], Document]] = {}

    def read(self) -> None:
        """Read what is new or was changed.

        Raises:
            DataError: The folder, or one within it, is not there or cannot be looked into.
        """
        if not self._path.is_dir():
            raise DataError([Problem(self._shown, START, "no_data_folder", {"value": self._path.name})])
        self.documents, self.parts, self.problems = {}, {}, []
        try:
            self._read_folder("", [kind.pattern.split("/") for kind in FILE_KINDS.values()])
        except OSError as error:
            place = Path(error.filename or self._path).relative_to(self._path)
            raise DataError([Problem(self._shown / place, START, "unreadable", {"value": error.strerror})]) from None
        self._known = {name: self._known[name] for name in self.documents}
        for kind in FILE_KINDS.values():
            if "*" not in kind.pattern and kind.name not in self.documents and not self._is_past:
                self._problem(kind.pattern, "missing_catalogue")
        for name in self.documents:
            match name.split("/"):
                case ["roles", role_id, "specializations", part]:
                    self.parts[role_id].append(part)
        for role_id, parts in self.parts.items():
            if parts and f"roles/{role_id}/specializations" not in self.documents:
                self._problem(f"roles/{role_id}/specializations", "file_for_nothing")

    def forget(self) -> None:
        """Keep nothing of what was read."""
        self.documents.clear()
        self._known.clear()

    def _read_folder(self, folder: str, patterns: list[list[str]]) -> None:
        """Read a folder; each pattern says, part by part, what may stand in it and below."""
        expected = list(dict.fromkeys(first + "/" * bool(rest) for first, *rest in patterns))
        for entry in entries(self._path / folder):
            name = f"{folder}{entry.name}"
            stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122 - a name, not a path
            inner = [rest for first, *rest in patterns if rest and first in {"*", entry.name}]
            if entry.is_symlink():
                self._problem(name, "link_outside")
            elif entry.is_dir() and inner:
                self._read_inner(name, inner)
            elif "*/" in expected:
                self._problem(name, "role_not_folder")
            elif entry.is_file() and suffix == ".yaml":
                self._problem(name, "yaml_suffix", value=f"{stem}.yml")
            elif not entry.is_file() or {entry.name, f"*{suffix}"}.isdisjoint(expected):
                known = [place.replace("*", "<id>") for place in expected]
                self._problem(name, "unexpected_file", nearest_or_known=nearest_or_known(entry.name, known))
            elif not ID_PATTERN.fullmatch(stem):
                self._problem(name, "bad_name", value=stem)
            else:
                self._read_file(name.removesuffix(".yml"), entry)

    def _read_inner(self, name: str, patterns: list[list[str]]) -> None:
        own = Path(name).name
        if not ID_PATTERN.fullmatch(own):
            self._problem(name, "bad_name", value=own)
            return
        self._read_folder(f"{name}/", patterns)
        if ["role.yml"] in patterns:
            self.parts[own] = []
            if f"{name}/role" not in self.documents:
                self._problem(f"{name}/role.yml", "missing_role_file")

    def _read_file(self, name: str, entry: "os.DirEntry[str]") -> None:
        status = entry.stat()
        signature = status.st_mtime_ns, status.st_size, status.st_ino
        known = self._known.get(name)
        if known is None or known[0] != signature:
            known = self._known[name] = signature, read(Path(entry.path), self._shown / f"{name}.yml")
        self.documents[name] = known[1]

    def _problem(self, name: str, code: str, **details: Any) -> None:
        self.problems.append(Problem(self._shown / name, START, code, details))
