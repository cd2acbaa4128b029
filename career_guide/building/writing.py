"""Writing to a guide's folder: each file whole or not at all, and several files all or none."""

import codecs
import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

_UNFINISHED: Final = "."
"""Before the name of a file that is not finished; the loader passes over such names."""


def write_files(texts: Mapping[Path, str], moves: Mapping[Path, Path] | None = None) -> None:
    """Write files, then move files or folders; all is undone if any of it fails.

    Args:
        texts: What each file is to hold; folders that it needs are made.
        moves: The new place of files and folders, in the same parent; the texts name the old places.

    Raises:
        OSError: The system refuses it; all is as it was.
    """
    unfinished: dict[Path, Path] = {}
    with ExitStack() as undo:
        for path, text in texts.items():
            for folder in [folder for folder in reversed(path.parents) if not folder.exists()]:
                folder.mkdir()
                undo.callback(folder.rmdir)
            unfinished[path] = path.with_name(f"{_UNFINISHED}{path.name}.part")
            undo.callback(unfinished[path].unlink, missing_ok=True)
            unfinished[path].write_text(text, "utf-8", newline="\n")
            if path.exists():
                shutil.copymode(path, unfinished[path])
        for path, part in unfinished.items():
            before = path.read_bytes() if path.exists() else None
            part.replace(path)
            undo.callback(path.unlink) if before is None else undo.callback(path.write_bytes, before)
        for old, new in (moves or {}).items():
            # Unlike the system's own call, never in the place of another.
            if new.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new))
            old.rename(new)
            undo.callback(new.rename, old)
        undo.pop_all()


def as_it_was_written(path: Path, text: str) -> str:
    """A text with the line ends, and the mark at its beginning, that a file has now."""
    before = path.read_bytes()
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return f"\ufeff{text}" if before.startswith(codecs.BOM_UTF8) else text
