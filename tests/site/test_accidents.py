"""Whatever becomes of a build, readers find a whole site at every moment, and the next build needs no help."""

import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

from tests.site.project import Project, snapshot

pytestmark = pytest.mark.on_demand

KILLS: Final = int(os.environ.get("KILLS", "100"))
SEED: Final = int(os.environ.get("SEED", time.time_ns() % 1_000_000))
WAYS: Final = [(how, whom) for how in ("KILL", "TERM", "INT") for whom in ("the build alone", "all its processes")]
SECONDS: Final = 10.0
"""What a build takes, until one has been timed."""
ASKED_FOR: Final = ("index.html", "en/method/index.html", "it/index.html", "pagefind/pagefind-entry.json")


def test_a_hundred_builds_that_are_killed(built_project: Project) -> None:
    """At any moment, the exchange included; what becomes of each is printed, with the seed that gives it again."""
    print(f"\nSEED={SEED} KILLS={KILLS}")  # noqa: T201 - what the test found
    chance = random.Random(SEED)
    sites = both_sites(built_project)
    outcomes = Counter[tuple[str, str, str]]()
    seconds = SECONDS
    with readers(built_project.site, list(sites.values())) as asked:
        for number in range(KILLS):
            how, whom = WAYS[number % len(WAYS)]
            # Whichever of the two is not published is built.
            before = version_of(built_project, sites)
            change_to(built_project, next(version for version in sites if version != before))
            moment = None if number % 3 == 0 else chance.uniform(0, 1.1) * seconds
            status, said = kill(built_project, getattr(signal, f"SIG{how}"), whom, moment, chance.uniform(0, 0.2) ** 2)
            left = "leftovers" if built_project.left_by_builds() else "tidy"
            published = "old site" if version_of(built_project, sites) == before else "new site"
            where = f"{number}: {how} of {whom}, exit {status}: {published}, {left}\n{said}"
            outcomes[f"{how} of {whom}", published, left] += 1
            assert status != 0 or published == "new site", where
            assert status not in (0, 128 + getattr(signal, f"SIG{how}")) or left == "tidy", where
            if left == "leftovers" or number % 10 == 0:
                # Else all is as if there had been no build.
                start = time.monotonic()
                build = built_project.build()
                seconds = time.monotonic() - start
                assert build.status == 0, f"{where}\nthe next one: {build.output}"
                assert built_project.left_by_builds() == [], where
                assert version_of(built_project, sites) != before, where
    for (way, published, left), count in sorted(outcomes.items()):
        print(f"{count:4} × {way}: {published}, {left}")  # noqa: T201 - what the test found
    print(dict(asked))  # noqa: T201 - the same
    assert asked["absent"] == asked["other"] == 0


def both_sites(project: Project) -> dict[str, dict[str, bytes]]:
    """The site of each of two versions of a guide; the second is published."""
    sites = {}
    for version in ("first", "second"):
        change_to(project, version)
        project.must_build()
        sites[version] = snapshot(project.site)
    return sites


def change_to(project: Project, version: str) -> None:
    file = project.folder / "docs/en/method.md"
    text = file.read_text("utf-8").partition("\nThis is the ")[0]
    file.write_text(f"{text}\nThis is the {version} version.\n", "utf-8")


def version_of(project: Project, sites: dict[str, dict[str, bytes]]) -> str:
    """Which of the sites is published, whole."""
    found = snapshot(project.site)
    versions = [version for version, site in sites.items() if site == found]
    assert versions, "the site is neither the one nor the other"
    return versions[0]


def kill(project: Project, how: signal.Signals, whom: str, moment: float | None, later: float) -> tuple[int, str]:
    """Begin a build, and kill it at a moment, or soon after it began to exchange the site; its exit code and output.

    None of its processes is left then.
    """
    running = project.start_build(KILLED_IN=str(project.folder))
    if moment is None:
        while not (project.folder / ".site-staging/new/.career-guide").exists() and running.poll() is None:
            time.sleep(0.0005)
        time.sleep(later)
    else:
        with suppress(subprocess.TimeoutExpired):
            running.wait(moment)
    with suppress(ProcessLookupError):
        (os.kill if whom == "the build alone" else os.killpg)(running.pid, how)
    status = running.wait(timeout=120)
    wait_for(lambda: not processes_of(project), "a process is left behind")
    return status, running.communicate()[0]


def processes_of(project: Project) -> list[str]:
    """The processes that a build of a project has begun, itself included."""
    mark = f"KILLED_IN={project.folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text())
    return found


def wait_for(is_so: Callable[[], bool], otherwise: str, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, otherwise
        time.sleep(0.01)


@contextmanager
def readers(site: Path, sites: list[dict[str, bytes]]) -> Iterator[Counter[str]]:
    """Somebody asks for some pages without a pause; what the answers were."""
    asked = Counter[str]()
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            for name in ASKED_FOR:
                try:
                    answer = (site / name).read_bytes()
                except FileNotFoundError:
                    asked["absent"] += 1
                else:
                    asked["answered"] += 1
                    asked["other"] += all(answer != one[name] for one in sites)
            time.sleep(0.005)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield asked
    finally:
        done.set()
        thread.join()
