"""Writing to a guide's folder: each file whole or not at all, and several files all or none.

A change of a project is noted before it is begun, so that the next one finishes what was killed. Nothing is written
through a link: it could have come with somebody's pull request, and lead anywhere.
"""

import codecs
import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from career_guide.words.problems import START, DataError, Problem, RefusedError

NOTE: Final = ".unfinished-change"
"""In a project's folder while a change is made: all that it is to be."""
_PATIENCE: Final = 10
"""Seconds that a command waits for another."""
_CHANGED: Final = ("data", "docs", "editions", "published")
"""The folders that commands change; a note that names another is none of ours."""
_UNFINISHED: Final = "."
"""Before the name of a file that is not finished; the loader passes over such names."""


def write_files(texts: Mapping[Path, str], moves: Mapping[Path, Path] | None = None) -> None:
    """Write files, then move files or folders; all is undone if any of it fails.

    Args:
        texts: What each file is to hold; folders that it needs are made.
        moves: The new place of files and folders, in the same parent; the texts name the old places.

    Raises:
        OSError: The system refuses it, or a folder is a link; all is as it was.
    """
    unfinished: dict[Path, Path] = {}
    with ExitStack() as undo:
        for path, text in texts.items():
            there = next(folder for folder in path.parents if folder.exists())
            if there.is_symlink():
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(there))
            for folder in [folder for folder in reversed(path.parents) if not folder.exists()]:
                folder.mkdir()
                undo.callback(folder.rmdir)
            unfinished[path] = _part(path)
            undo.callback(unfinished[path].unlink, missing_ok=True)
            # What stands there may be a link.
            unfinished[path].unlink(missing_ok=True)
            with unfinished[path].open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            if path.exists():
                shutil.copymode(path, unfinished[path])
        # How each step is undone is known before it is taken, so that an interruption finds none that is not.
        for path, part in unfinished.items():
            before = path.read_bytes() if path.exists() else None
            if before is None:
                undo.callback(path.unlink, missing_ok=True)
            else:
                undo.callback(_put_back, path, part, before)
            part.replace(path)
        for old, new in (moves or {}).items():
            # Unlike the system's own call, never in the place of another.
            if new.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new))
            undo.callback(_move_back, new, old)
            old.rename(new)
        undo.pop_all()


def _part(path: Path) -> Path:
    return path.with_name(f"{_UNFINISHED}{path.name}.part")


def _put_back(path: Path, part: Path, before: bytes) -> None:
    part.write_bytes(before)
    shutil.copymode(path, part)
    part.replace(path)


def _move_back(new: Path, old: Path) -> None:
    with suppress(FileNotFoundError):
        new.rename(old)


@contextmanager
def alone(project: Path) -> Iterator[None]:
    """Let no other command read a project and change it meanwhile. What cannot be written to needs no lock.

    Raises:
        RefusedError: Another one is at it, and does not end.
    """
    lock = FileLock(project / f"{NOTE}.lock", timeout=_PATIENCE)
    with suppress(OSError):
        try:
            lock.acquire()
        except Timeout as error:
            raise RefusedError("cli.busy") from error
    try:
        yield
    finally:
        with suppress(OSError):
            if lock.is_locked:
                Path(lock.lock_file).unlink()
        lock.release()


def change(project: Path, texts: Mapping[Path, str], moves: Mapping[Path, Path] | None = None) -> None:
    """Write files of a project, and move some; see `write_files`. Killed, it is finished by `finish`.

    Raises:
        DataError: One of them would be written through a link.
        OSError: The system refuses it; all is as it was.
    """
    refuse_links(project, [*texts, *(moves or {})])
    note = project / NOTE
    named = {path.relative_to(project).as_posix(): text for path, text in texts.items()}
    moved = {
        old.relative_to(project).as_posix(): new.relative_to(project).as_posix() for old, new in (moves or {}).items()
    }
    write_files({note: json.dumps({"texts": named, "moves": moved})})
    try:
        sync(project)
        write_files(texts, moves)
        sync(project)
    finally:
        note.unlink()


def finish(project: Path) -> bool:
    """Carry out what remains of a change that was killed, or whose machine stopped; whether there was any.

    Raises:
        RefusedError: What is noted was not noted by `change`.
        OSError: The system refuses it; all is as it was, and can be tried again.
    """
    note = project / NOTE
    if os.path.lexists(note) and (note.is_symlink() or not note.is_file()):
        raise RefusedError("cli.bad_note", file=NOTE)
    try:
        noted = json.loads(note.read_text("utf-8"))
        moves = {_place(project, old): _place(project, new) for old, new in noted["moves"].items()}
        texts = {_place(project, name): str(text) for name, text in noted["texts"].items()}
    except FileNotFoundError:
        if _part(note).exists():
            _part(note).unlink()
        return False
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError("cli.bad_note", file=NOTE) from error
    for old, new in list(moves.items()):
        if not old.exists():
            texts = {new / path.relative_to(old) if path.is_relative_to(old) else path: texts[path] for path in texts}
            del moves[old]
    write_files(texts, moves)
    sync(project)
    note.unlink()
    return True


def refuse_links(project: Path, places: Iterable[Path]) -> None:
    """Refuse places in a project that are links, or are reached through one.

    Raises:
        DataError: It names each link.
    """
    names = {one for place in places for name in [place.relative_to(project)] for one in (name, *name.parents[:-1])}
    links = sorted(name for name in names if (project / name).is_symlink())
    if links:
        raise DataError([Problem(link, START, "link_outside", {}) for link in links])


def _place(project: Path, name: str) -> Path:
    """A file that a note names; no link leads out of the folders that commands change.

    Raises:
        ValueError: It lies elsewhere.
    """
    place = project / name
    if not any(project.resolve() / folder in place.resolve().parents for folder in _CHANGED):
        raise ValueError(name)
    return place


def sync(folder: Path) -> None:
    """Wait until all that was written to the file system of a folder is on the disk, as far as the system tells.

    Raises:
        OSError: It could not be written.
    """
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    if libc is None or not hasattr(libc, "syncfs"):
        if hasattr(os, "sync"):
            os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


def as_it_was_written(path: Path, text: str) -> str:
    """A text with the line ends, and the mark at its beginning, that a file has now."""
    before = path.read_bytes()
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return f"\ufeff{text}" if before.startswith(codecs.BOM_UTF8) else text
