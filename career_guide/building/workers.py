"""Files are made and written by several processes at once, where the system can fork; else by this one."""

import multiprocessing
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from career_guide.building.publishing import write_into

Made = Callable[[], str | bytes]

_SLICE: Final = 40
"""Files that a process makes at a time. Those that lie together share what they are made of."""

_jobs: list[tuple[str, Made]] = []
"""What the processes make: they inherit it, for a function cannot be sent to them."""


def write_all(folder: Path, files: Mapping[str, Made]) -> None:
    """Make files and write them below a folder.

    Args:
        folder: The folder.
        files: Path below it → a function that makes the file.

    Raises:
        Exception: What the first function raises that fails.
    """
    jobs = list(files.items())
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if processes < 2 or len(jobs) <= _SLICE or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004
        _write(folder, jobs)
        return
    _jobs[:] = jobs
    try:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
            for _ in pool.map(_write_slice, [folder] * len(jobs), range(0, len(jobs), _SLICE)):
                pass
    finally:
        _jobs.clear()


def _write_slice(folder: Path, start: int) -> None:
    _write(folder, _jobs[start : start + _SLICE])


def _write(folder: Path, jobs: list[tuple[str, Made]]) -> None:
    for path, made in jobs:
        write_into(folder, path, made())
