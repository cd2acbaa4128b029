"""The sites that tests read. Each is built once, however many workers run the tests."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

import pytest

from tests.fixture_guide import PROJECT
from tests.site.project import PATIENCE, SITE_URL, Build, Project
from tests.site.published import Site

ASKED = "asked-over-the-network.txt"

# The day of all tests, 31 December 2026: what they say of dates holds on any other.
os.environ["SOURCE_DATE_EPOCH"] = "1798696800"


LONGEST: Final = {"before_and_after", "renamed_address"}
"""The fixtures that take longest to make, of the same guide."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker begin with what takes longest, lest another wait for it or be left with it at the end."""
    items.sort(key=lambda item: LONGEST.isdisjoint(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run see, and no other run."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "sites-for-tests"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def shipped(shared_folder: Path) -> Site:
    """The guide that is published; of the settings, only its address is made."""
    return built_once(shared_folder / "shipped", "shipped", {"SITE_URL": SITE_URL})


def built_once(folder: Path, guide: Literal["shipped", "small"], settings: dict[str, str]) -> Site:
    """The site of a guide, built with settings."""

    def build() -> Build:
        made = Project.make(folder, guide).build(**settings, **watched(folder))
        (folder / "output.txt").write_text(made.output, "utf-8")
        return made

    once(folder, build)
    return Site(folder / "site", settings["SITE_URL"])


def watched(folder: Path) -> dict[str, str]:
    """Settings with which every Python writes into a file of this folder whom it asks over the network."""
    return {"PYTHONPATH": str(PROJECT / "tests/watched"), "ASKED": str(folder / ASKED)}


def once(folder: Path, build: Callable[[], Build]) -> None:
    """Fill a folder, unless another worker does or did; that one leaves word of how it went.

    Marks of pytest-xdist that keep tests on one worker would do, but version 3.8 ignores them under pytest 9.2.
    """
    lock, word = folder.with_name(f"{folder.name}.lock"), folder.with_name(f"{folder.name}.word")
    try:
        lock.mkdir()
    except FileExistsError:
        for _ in range(10 * PATIENCE):
            if word.exists():
                break
            time.sleep(0.1)
    else:
        complaint = "the build never ended, or could not begin"
        try:
            made = build()
            complaint = made.output if made.status else ""
        finally:
            unfinished = word.with_suffix(".part")
            unfinished.write_text(complaint, "utf-8")
            unfinished.rename(word)
    complaint = word.read_text("utf-8")
    assert not complaint, complaint
