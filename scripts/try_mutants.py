"""Change the engine in small ways, one at a time, and ask whether a test notices; tells what none noticed.

Usage: python scripts/try_mutants.py [--number N] [--seed N] [ROOM …]

Rooms are packages below `career_guide/`, or files in them. The changes are drawn by chance, the same ones for a seed,
from what functions do; each is made in a process of its own, in memory. Asked are the tests that ran the changed line,
as `.coverage` has them, the most particular first; of a line that no test ran by itself, but for instance an import,
nobody can be asked. A survivor is a missing test, needless code, or a change that makes no difference: a person must
tell which.
"""

import argparse
import ast
import functools
import gc
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final, NamedTuple

import pytest
from coverage import CoverageData

PROJECT: Final = Path(__file__).parents[1]
ROOMS: Final = ("model", "loading", "site", "words", "review", "editing")
ENOUGH: Final = 15
"""Seconds of the processor's time after which no further test is asked."""
ENDLESS: Final = 90
"""After so many, a test that still runs would never end, and so notices; on a clock, after four times as many."""
NOT_MADE: Final = 3
"""The exit code of a process that could not make its change."""
NOTICING: Final = "noticing"
"""The file in which such a process names the test that noticed."""
PAIRS: Final = (
    (ast.Eq, ast.NotEq),
    (ast.Lt, ast.LtE),
    (ast.Gt, ast.GtE),
    (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot),
    (ast.And, ast.Or),
    (ast.Add, ast.Sub),
    (ast.Mult, ast.FloorDiv),
)
EXCHANGED: Final[dict[type[ast.AST], Any]] = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])}
FUNCTION: Final = (ast.FunctionDef, ast.AsyncFunctionDef)


class Change(NamedTuple):
    """What takes the place of a field of a node, or of one of the things in it."""

    function: Any
    """The outermost one that it is in."""
    node: Any
    field: str
    at: int | None
    new: Any


def changes(node: Any, function: Any = None) -> Iterator[Change]:
    """All changes of what functions do: of a part of a program and all that is in it."""
    function = function or (node if isinstance(node, FUNCTION) else None)
    change = functools.partial(Change, function, node)
    match node:
        case _ if function is None:
            pass
        case ast.Compare(ops=[first, *_]) if type(first) in EXCHANGED:
            yield change("ops", 0, EXCHANGED[type(first)]())
        case ast.BoolOp() | ast.BinOp() if type(node.op) in EXCHANGED:
            yield change("op", None, EXCHANGED[type(node.op)]())
        case ast.Constant(value=bool() as value):
            yield change("value", None, not value)
        case ast.Constant(value=int() as value):
            yield change("value", None, value + 1)
        case ast.Constant(value=str() as value):
            yield change("value", None, value + "¤")
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield change("value", None, ast.Constant(None))
        case ast.If() | ast.While() | ast.IfExp():
            yield change("test", None, ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension():
            yield from (change("ifs", at, ast.UnaryOp(ast.Not(), test)) for at, test in enumerate(node.ifs))
    kept = {"annotation", "returns", "decorator_list", *(("args",) if isinstance(node, FUNCTION) else ())}
    for name, value in ast.iter_fields(node):
        for at, part in enumerate(value) if isinstance(value, list) else ((None, value),):
            if name in kept or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)):
                continue
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) == "PydanticCustomError"
                and (name, at) == ("args", 1)
            ):
                continue  # Its own words are never shown.
            if function and isinstance(part, ast.Expr | ast.Assign | ast.AugAssign | ast.Raise | ast.Continue):
                yield change(name, at, ast.Pass())
            if isinstance(part, ast.AST):
                yield from changes(part, function)


class Mutant:
    """One change of a file, made."""

    def __init__(self, file: Path, number: int) -> None:
        tree = ast.parse(file.read_text("utf-8"))
        change = list(changes(tree))[number]
        fields, whole = getattr(change.node, change.field), ast.unparse(change.node)
        old = fields if change.at is None else fields[change.at]
        part = ast.unparse(old) if isinstance(old, ast.expr | ast.stmt) else ""
        if change.at is None:
            setattr(change.node, change.field, change.new)
        else:
            fields[change.at] = change.new
        told = f"{part} → {ast.unparse(change.new)}" if part else f"{whole} → {ast.unparse(change.node)}"
        self.file = str(file)
        self.line: int = (old if hasattr(old, "lineno") else change.node).lineno
        self.told = f"{file.relative_to(PROJECT)}:{self.line}: {' '.join(told.split())}"
        start = min(part.lineno for part in (change.function, *change.function.decorator_list))
        module = compile(ast.fix_missing_locations(tree), self.file, "exec", dont_inherit=True)
        (self.code,) = (
            code for code in _codes(module) if (code.co_name, code.co_firstlineno) == (change.function.name, start)
        )

    def make(self) -> None:
        """Change the function that the tests will call, and those within that it made before, as for a validator."""
        codes = {(code.co_qualname, code.co_firstlineno): code for code in _codes(self.code)}
        changed = [
            (found, code)
            for found in gc.get_objects()
            if isinstance(found, FunctionType)
            and found.__code__.co_filename == self.file
            and (code := codes.get((found.__code__.co_qualname, found.__code__.co_firstlineno)))
        ]
        for function, code in changed:
            function.__code__ = code
        if not changed:
            raise LookupError(self.told)
        for cached in gc.get_objects():
            if isinstance(cached, functools._lru_cache_wrapper):  # noqa: SLF001 - what is kept was made before the change
                cached.cache_clear()


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


class Trial:
    """Takes pytest's place once the tests are collected: instead of each test once, each change once."""

    def __init__(self, rooms: dict[str, list[Mutant]], seed: int) -> None:
        self._rooms, self._seed = rooms, seed
        data = CoverageData()
        data.read()
        self._lines = {file: data.contexts_by_lineno(file) for file in data.measured_files()}
        of_all = (names for lines in self._lines.values() for names in lines.values())
        self._count = Counter(name for names in of_all for name in names)
        self._failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test, or a part of one."""
        self._failed |= report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every change, with as many processes as there are cores; then the tests that noticed, without any."""
        noticing: set[str] = set()
        for room, mutants in self._rooms.items():
            tried = [mutant for mutant in mutants if self._tests(session, mutant)]
            print(*(f"not run by a test: {mutant.told}\n" for mutant in mutants if mutant not in tried), sep="", end="")
            noticed = self._noticed(session, tried, noticing)
            print(f"{room}, seed {self._seed}: {noticed} of {len(tried)} noticed", flush=True)
        asked = [item for item in session.items if item.nodeid in noticing]
        for test, following in zip(asked, [*asked[1:], None], strict=False):
            session.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
        return True

    def _noticed(self, session: pytest.Session, mutants: list[Mutant], noticing: set[str]) -> int:
        """How many changes are noticed; adds the tests that do."""
        waiting, count = list(mutants), 0
        begun: dict[int, tuple[Mutant, Path]] = {}
        while waiting or begun:
            while waiting and len(begun) < (os.cpu_count() or 1):
                mutant, folder = waiting.pop(0), Path(tempfile.mkdtemp())
                if not (child := os.fork()):
                    self._try(session, mutant, folder)
                begun[child] = mutant, folder
            child, status = os.wait()
            mutant, folder = begun.pop(child)
            if (word := folder / NOTICING).exists():
                noticing.add(word.read_text("utf-8"))
            shutil.rmtree(folder, ignore_errors=True)
            if os.waitstatus_to_exitcode(status) == NOT_MADE:
                raise RuntimeError(f"cannot be made: {mutant.told}")
            count += status != 0
            if not status:
                print(f"not noticed: {mutant.told}", flush=True)
        return count

    def _tests(self, session: pytest.Session, mutant: Mutant) -> list[pytest.Item]:
        """The tests that ran the line, those first that are about its file: few others ran what they ran of it."""
        lines = self._lines.get(mutant.file, {})
        running = set(lines.get(max((line for line in lines if line <= mutant.line), default=0), ()))
        worth = defaultdict[str, float](float)
        for names in lines.values():
            for name in names:
                worth[name] += 1 / len(names) / self._count[name]
        named = [
            (f"{item.module.__name__}.{item.originalname}", item)
            for item in session.items
            if isinstance(item, pytest.Function)
        ]
        return [item for name, item in sorted(named, key=lambda entry: -worth[entry[0]]) if name in running]

    def _try(self, session: pytest.Session, mutant: Mutant, folder: Path) -> None:
        """In a process of its own, which says by its exit code whether a test noticed, and leaves word which one."""
        resource.setrlimit(resource.RLIMIT_CPU, (ENDLESS, ENDLESS))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(4 * ENDLESS)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        start = time.process_time()
        session.config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined] # noqa: SLF001
        try:
            mutant.make()
        except BaseException:  # noqa: BLE001 - what follows a fork must never go back to what was before
            os._exit(NOT_MADE)
        try:
            tests = self._tests(session, mutant)
            for test, following in zip(tests, [*tests[1:], None], strict=False):
                session.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
                if self._failed:
                    (folder / NOTICING).write_text(test.nodeid, "utf-8")
                if self._failed or time.process_time() - start > ENOUGH:
                    break
        except BaseException:  # noqa: BLE001 - whatever it is, the tests would not have passed
            os._exit(1)
        os._exit(self._failed)


def main() -> None:
    """Draw, try, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=ROOMS, metavar="ROOM")
    parser.add_argument("--number", type=int, default=30, help="of changes in each room")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rooms = {}
    for room in options.rooms:
        place = PROJECT / "career_guide" / room
        files = [place] if place.is_file() else sorted(place.rglob("*.py"))
        every = [(file, at) for file in files for at, _ in enumerate(changes(ast.parse(file.read_text("utf-8"))))]
        chosen = random.Random(options.seed).sample(every, min(options.number, len(every)))  # noqa: S311
        rooms[room] = [Mutant(*one) for one in chosen]
    os.chdir(PROJECT)
    quiet = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--capture=sys"]
    sys.exit(pytest.main([*quiet, "tests/unit", "tests/data"], plugins=[Trial(rooms, options.seed)]))


if __name__ == "__main__":
    main()
