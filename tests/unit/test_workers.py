"""Files that are made by several processes: each once, and what goes wrong in any of them is told here."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from career_guide.building.workers import Made, Workers
from career_guide.words.messages import Progress
from career_guide.words.problems import START, DataError, Problem

COUNT = 200


@pytest.fixture(params=[1, 2], ids=["in this process", "in two others"], autouse=True)
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(request.param)), raising=False)
    count: int = request.param
    return count


def files(odd: Callable[[str], str] = str) -> dict[str, Made]:
    """Files in several folders, some of which are made in another way."""
    paths = [f"{'it' if number % 3 else 'en'}/{number // 9}/{number}.html" for number in range(COUNT)]
    return {path: partial(odd if number % 50 == 7 else str, path) for number, path in enumerate(paths)}


def test_each_file_is_made_once_and_used_where_it_was_made(tmp_path: Path, cores: int) -> None:
    def use(path: str, made: Made) -> None:
        file = tmp_path / str(os.getpid()) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(made()))

    Workers(files(), use).finish()
    found = [file.relative_to(tmp_path).parts for file in tmp_path.rglob("*.html")]
    assert sorted("/".join(path) for _, *path in found) == sorted(files())
    assert (str(os.getpid()) in {process for process, *_ in found}) == (cores == 1)


def test_all_that_is_wrong_in_any_of_them_is_told_once_and_in_order() -> None:
    def wrong(path: str) -> str:
        problems = [Problem(Path(file), START, "unreadable", {"value": "x"}) for file in ("labels.yml", path)]
        raise DataError(problems)

    with pytest.raises(DataError) as caught:
        Workers(files(wrong), lambda _, made: made()).finish()
    told = [problem.file.as_posix() for problem in caught.value.problems]
    assert told == sorted({"labels.yml", *(path for path, made in files(wrong).items() if made.func is wrong)})  # type: ignore[attr-defined]


def test_what_nobody_foresaw_ends_the_others() -> None:
    def failing(path: str) -> str:
        raise OSError(28, "No space left on device", path)

    with pytest.raises(OSError, match="No space left"):
        Workers(files(failing), lambda _, made: made()).finish()


def test_a_process_that_is_killed_is_missed(cores: int) -> None:
    if cores == 1:
        return

    def killed(path: str) -> str:
        os.kill(os.getpid(), signal.SIGKILL)
        return path

    with pytest.raises(ChildProcessError):
        Workers(files(killed), lambda _, made: made()).finish()


def test_some_can_be_waited_for_while_others_are_still_made(tmp_path: Path, cores: int) -> None:
    """What is wrong with them is told at the end; what is waited for twice is not made twice."""
    go_on = tmp_path / "go on"

    def made_late(path: str) -> str:
        while cores > 1 and not go_on.exists():
            time.sleep(0.01)
        raise DataError([Problem(Path(path), START, "unreadable", {"value": "x"})])

    early = {f"early/{number}": partial(str, number) for number in range(COUNT)}
    late = {f"{folder}/late": partial(made_late, folder) for folder in ("early", "other")}
    made = tmp_path / "made"
    made.mkdir()

    def use(path: str, make: Made) -> None:
        with (made / path.replace("/", " ")).open("x") as file:
            file.write(str(make()))

    workers = Workers(early | late, use)
    wanted = set(list(early)[:60])
    workers.wait_for(wanted)
    assert {path.replace("/", " ") for path in wanted} <= {file.name for file in made.iterdir()}
    go_on.touch()
    with pytest.raises(DataError) as caught:
        workers.finish()
    assert len(caught.value.problems) == len(late)
    assert len(list(made.iterdir())) == len(early | late)


def test_to_wait_for_some_ends_when_their_process_was_killed(cores: int) -> None:
    if cores == 1:
        return

    def use(path: str, made: Made) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(ChildProcessError):
        Workers(files(), use).wait_for(set(files()))


def test_a_terminal_shows_how_far_they_are_by_one_line_that_goes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything else that words are written to stays empty."""
    for is_terminal in (True, False):
        reading, writing = pty.openpty() if is_terminal else os.pipe()
        with os.fdopen(reading, "rb", 0) as screen, os.fdopen(writing, "w") as stream, monkeypatch.context() as here:
            here.setattr(sys, "stderr", stream)
            here.setattr("career_guide.words.messages._PATIENCE", -1)
            progress = Progress("en")
            Workers(files(), lambda _, made: made()).finish(progress.report)
            progress.clear()
            stream.write("end")
            stream.flush()
            shown = ""
            while not shown.endswith("end"):
                shown += screen.read(1000).decode()
        lines = shown.removesuffix("end").split("\r")
        assert all(re.fullmatch(rf"\d+ of {COUNT} files\x1b\[K", line) for line in lines[1:-1]), shown
        assert (len(lines) > 2, lines[-1]) == ((True, "\x1b[K") if is_terminal else (False, ""))


def test_what_a_killed_build_began_ends_too() -> None:
    """Though nobody takes from it what it has made, which is more than a pipe holds."""
    build = (
        "import os, signal\n"
        "from career_guide.building.workers import meanwhile\n"
        "with meanwhile(lambda: 'x' * 10_000_000):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    # Its output ends when the last process does that has it.
    done = subprocess.run([sys.executable, "-c", build], capture_output=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")
