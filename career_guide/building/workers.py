"""Files are made and written by several processes at once, where the system can fork; else by this one."""

import errno
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Final

from career_guide.building.publishing import write_into

Made = Callable[[], str | bytes]

_SLICE: Final = 20
"""Files that a process makes in a row. Those that lie together share what they are made of."""


def write_all(folder: Path, files: Mapping[str, Made]) -> None:
    """Make files and write them below a folder.

    Args:
        folder: The folder.
        files: Path below it → a function that makes the file.

    Raises:
        ChildProcessError: A process was stopped before its work was done, for want of memory perhaps.
        Exception: What the first function raises that fails.
    """
    jobs = list(files.items())
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if count == 1 or len(jobs) <= _SLICE or "fork" not in multiprocessing.get_all_start_methods():
        _write(folder, jobs)
        return
    context = multiprocessing.get_context("fork")
    slices = [jobs[start : start + _SLICE] for start in range(0, len(jobs), _SLICE)]
    processes, ends = [], []
    try:
        for number in range(count):
            here, there = context.Pipe(duplex=False)
            share = [job for own in slices[number::count] for job in own]
            process = context.Process(target=_work, args=(folder, share, there, os.getpid()), daemon=True)
            process.start()
            there.close()
            processes.append(process)
            ends.append(here)
        while ends:
            for end in wait(ends):
                assert isinstance(end, Connection)
                ends.remove(end)
                _raise_what_went_wrong(end)
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _raise_what_went_wrong(end: Connection) -> None:
    try:
        error = end.recv()
    except EOFError:
        raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD)) from None
    if error is not None:
        raise error


def _work(folder: Path, jobs: Sequence[tuple[str, Made]], end: Connection, parent: int) -> None:
    """What a process does: its share of the files, then a word of how it went."""
    # The process that began the build decides how it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    try:
        _write(folder, jobs, parent)
        end.send(None)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised by the process that waits
        with suppress(OSError):
            end.send(error)


def _write(folder: Path, jobs: Sequence[tuple[str, Made]], parent: int | None = None) -> None:
    for path, made in jobs:
        if parent is not None and os.getppid() != parent:
            # The build was killed: what stays behind would keep the next one waiting.
            return
        write_into(folder, path, made())
