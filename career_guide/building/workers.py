"""Files are made by several processes at once, where the system can fork; else by this one."""

import ctypes
import errno
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from itertools import accumulate, groupby
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, TypeVar

from career_guide.words.problems import DataError, Problem

T = TypeVar("T")
Made = Callable[[], str | bytes]
Use = Callable[[str, Made], object]
ReportProgress = Callable[[int, int], None]
Job = tuple[str, Made]

_PR_SET_PDEATHSIG: Final = 1
"""Linux: a process is sent a signal when the one that began it has ended."""
_FEW: Final = 20
"""So many files are made sooner than a process is begun."""
_MOST: Final = 60
"""Files that one process makes in a row, so that another is not left with nothing to do."""
_INTERVAL: Final = 0.05
"""Seconds between two looks at how far the work is."""
_FOLDERS: Final = 3
"""The depth of the folder whose files share what they are made of: `it/ruoli/key-account-manager`.

An edition's have it in common in all languages: `it/edizioni/2026-11`, `en/editions/2026-11`.
"""


@contextmanager
def meanwhile(function: Callable[[], T]) -> Iterator[Callable[[], T | None]]:
    """Another process calls a function; what it gives is received when asked for, None where none could be begun."""
    if _cores() == 1:
        yield lambda: None
        return
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    build = os.getpid()

    def work() -> None:
        # With this end open, it would wait for ever to be heard by a build that was killed.
        here.close()
        _leave_decisions(build)
        with suppress(OSError):
            there.send(function())

    process = context.Process(target=work, daemon=True)
    process.start()
    there.close()
    try:
        yield here.recv
    finally:
        process.terminate()
        process.join()


def _leave_decisions(build: int) -> None:
    """Let the process that began the build decide how this one ends; it ends with that process, however that ends."""
    if hasattr(libc := ctypes.CDLL(None), "prctl"):
        # What stayed behind would keep the lock of a build that was killed, and write into the folder of the next.
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != build:
        os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def _cores() -> int:
    """How many processes can work at once; one where the system cannot fork."""
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    return len(os.sched_getaffinity(0)) if can_fork and hasattr(os, "sched_getaffinity") else 1


class Workers:
    """Processes that make files, one for each core, while this one goes on.

    Args:
        files: Path → a function that makes the file.
        use: Makes a file and does with it what is to be done, in another process; takes the path and the function.
    """

    def __init__(self, files: Mapping[str, Made], use: Use) -> None:
        self._slices = list(_slices(list(files.items())))
        self._use = use
        self._problems: list[Problem] = []
        self._processes: list[BaseProcess] = []
        self._ends: list[Connection] = []
        self._following: Any = None
        """The number of the slice that no process has begun, for all of them."""
        self._made: Any = bytearray(len(self._slices))
        """Which slices are made: 1, else 0; all processes write it."""
        if (count := _cores()) > 1 and len(files) > _FEW:
            context = multiprocessing.get_context("fork")
            self._following = context.Value("L", 0)
            self._made = context.RawArray("B", len(self._slices))
            for _ in range(count):
                here, there = context.Pipe(duplex=False)
                process = context.Process(target=self._work, args=(here, there, os.getpid()), daemon=True)
                process.start()
                there.close()
                self._processes.append(process)
                self._ends.append(here)

    def wait_for(self, paths: AbstractSet[str], report: ReportProgress = lambda *_: None) -> None:
        """Wait until some of the files are made, as far as they can be: what is wrong with them, `finish` tells.

        Raises:
            ChildProcessError, Exception: As from `finish`.
        """
        wanted = [number for number, jobs in enumerate(self._slices) if any(path in paths for path, _ in jobs)]
        self._go_on(lambda: all(self._made[number] for number in wanted), wanted, report)

    def finish(self, report: ReportProgress = lambda *_: None) -> None:
        """Wait until all files are made.

        Args:
            report: Called again and again with how many files were begun, and how many there are.

        Raises:
            DataError: What is wrong with the guide; it lists every problem found in any of the files.
            ChildProcessError: A process was stopped before its work was done, for want of memory perhaps.
            Exception: Whatever else the first function raises that fails.
        """
        try:
            self._go_on(lambda: False, range(len(self._slices)), report)
        finally:
            self.stop()
        if problems := self._problems:
            raise DataError(problem for number, problem in enumerate(problems) if problem not in problems[:number])

    def _go_on(self, is_enough: Callable[[], bool], numbers: Iterable[int], report: ReportProgress) -> None:
        """Wait for the processes until it is enough; without any, make the slices of these numbers."""
        begun = [0, *accumulate(map(len, self._slices))]
        for number in numbers if not self._processes else ():
            if not self._made[number]:
                report(begun[number], begun[-1])
                self._problems += self._make(self._slices[number])
                self._made[number] = 1
        while self._ends and not is_enough():
            report(begun[min(self._following.value, len(self._slices))], begun[-1])
            for end in wait(self._ends, _INTERVAL):
                assert isinstance(end, Connection)
                self._ends.remove(end)
                self._problems += _received(end)

    def stop(self) -> None:
        """End what is not finished."""
        for process in self._processes:
            process.terminate()
            process.join()

    def _work(self, other: Connection, end: Connection, build: int) -> None:
        """What a process does: slice after slice, until none is left; then a word of how it went."""
        for ear in (other, *self._ends):
            ear.close()
        _leave_decisions(build)
        # What is there stays to the end: to look through it again and again would only cost time, and copy it.
        gc.freeze()
        try:
            word: object = [problem for jobs in self._left() for problem in self._make(jobs)]
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised by the process that waits
            word = error
        with suppress(OSError):
            end.send(word)

    def _left(self) -> Iterator[Sequence[Job]]:
        """The slices that no process has begun, one after the other."""
        while True:
            with self._following.get_lock():
                number = self._following.value
                self._following.value += 1
            if number >= len(self._slices):
                return
            yield self._slices[number]
            self._made[number] = 1

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
    for _, group in groupby(jobs, key=lambda job: job[0].split("/")[:-1][:_FOLDERS][-1:]):
        together = list(group)
        for start in range(0, len(together), _MOST):
            yield together[start : start + _MOST]


def _received(end: Connection) -> list[Problem]:
    try:
        word = end.recv()
    except EOFError:
        raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD)) from None
    if isinstance(word, Exception):
        raise word
    problems: list[Problem] = word
    return problems
