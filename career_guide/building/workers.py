"""Files are made by several processes at once, where the system can fork; else by this one."""

import errno
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, groupby
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final

from career_guide.words.problems import DataError, Problem

Made = Callable[[], str | bytes]
Use = Callable[[str, Made], object]
Job = tuple[str, Made]

_FEW: Final = 20
"""So many files are made sooner than a process is begun."""
_MOST: Final = 60
"""Files that one process makes in a row, so that another is not left with nothing to do."""
_FOLDERS: Final = 3
"""The depth of the folder whose files share what they are made of: `it/ruoli/key-account-manager`."""


class Workers:
    """Processes that make files, one for each core, while this one goes on.

    Args:
        files: Path → a function that makes the file.
        use: Makes a file and does with it what is to be done, in another process; takes the path and the function.
    """

    def __init__(self, files: Mapping[str, Made], use: Use) -> None:
        self._slices = list(_slices(list(files.items())))
        self._use = use
        self._processes: list[BaseProcess] = []
        self._ends: list[Connection] = []
        count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        if count > 1 and len(files) > _FEW and "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            following = context.Value("L", 0)
            for _ in range(count):
                here, there = context.Pipe(duplex=False)
                process = context.Process(target=self._work, args=(following, there, os.getpid()), daemon=True)
                process.start()
                there.close()
                self._processes.append(process)
                self._ends.append(here)

    def finish(self) -> None:
        """Wait until all files are made.

        Raises:
            DataError: What is wrong with the guide; it lists every problem found in any of the files.
            ChildProcessError: A process was stopped before its work was done, for want of memory perhaps.
            Exception: Whatever else the first function raises that fails.
        """
        problems: list[Problem] = []
        try:
            if not self._processes:
                problems += self._make(chain.from_iterable(self._slices))
            while self._ends:
                for end in wait(self._ends):
                    assert isinstance(end, Connection)
                    self._ends.remove(end)
                    problems += _told(end)
        finally:
            self.stop()
        if problems:
            raise DataError(problem for number, problem in enumerate(problems) if problem not in problems[:number])

    def stop(self) -> None:
        """End what is not finished."""
        for process in self._processes:
            process.terminate()
            process.join()

    def _work(self, following: Any, end: Connection, parent: int) -> None:
        """What a process does: slice after slice, until none is left; then a word of how it went."""
        # The process that began the build decides how it ends.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_DFL)
        # What is there stays to the end: to look through it again and again would only cost time, and copy it.
        gc.freeze()
        try:
            end.send(self._make(self._left(following, parent)))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised by the process that waits
            with suppress(OSError):
                end.send(error)

    def _left(self, following: Any, parent: int) -> Iterator[Job]:
        """The files that no process has begun, slice after slice."""
        while True:
            with following.get_lock():
                number = following.value
                following.value += 1
            if number >= len(self._slices):
                return
            for job in self._slices[number]:
                if os.getppid() != parent:
                    # The build was killed: what stays behind would keep the next one waiting.
                    return
                yield job

    def _make(self, jobs: Iterable[Job]) -> list[Problem]:
        problems: list[Problem] = []
        for path, made in jobs:
            try:
                self._use(path, made)
            except DataError as error:
                problems += [problem for problem in error.problems if problem not in problems]
        return problems


def _slices(jobs: Sequence[Job]) -> Iterator[Sequence[Job]]:
    """The files in groups of those that lie together."""
    for _, group in groupby(jobs, key=lambda job: job[0].split("/", _FOLDERS)[:_FOLDERS]):
        together = list(group)
        for start in range(0, len(together), _MOST):
            yield together[start : start + _MOST]


def _told(end: Connection) -> list[Problem]:
    try:
        told = end.recv()
    except EOFError:
        raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD)) from None
    if isinstance(told, Exception):
        raise told
    problems: list[Problem] = told
    return problems
