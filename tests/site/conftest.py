"""The sites that the tests read. Each is built once, however many workers run the tests."""

import time
from pathlib import Path
from typing import Final, Literal

import pytest

from tests.site.project import SITE_URL, Project
from tests.site.published import Site

SETTINGS: Final = {
    "SITE_URL": "https://example.org/a/b/",
    "REPO_URL": "https://code.example.org/repo",
    "CONTACT": "mailto:editors@example.org?subject={page}",
}
"""All settings made, with the site below a folder of a shared host."""


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
    return _built_once(shared_folder / "shipped", "shipped", {"SITE_URL": SITE_URL})


@pytest.fixture(scope="session")
def configured(shared_folder: Path) -> Site:
    """The same with all settings, hosted below a folder."""
    return _built_once(shared_folder / "configured", "shipped", SETTINGS)


@pytest.fixture(scope="session")
def small(shared_folder: Path) -> Site:
    """The small made-up guide: two roles, with every field that the data can have."""
    return _built_once(shared_folder / "small", "small", {"SITE_URL": SITE_URL})


@pytest.fixture(scope="session", params=["shipped", "configured", "small"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of these sites in turn: what holds for one holds for all."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def project(small: Site, tmp_path: Path) -> Project:
    """The small guide in a folder of its own, not yet built."""
    return Project(small.folder.parent).copy(tmp_path / "project", built=False)


@pytest.fixture
def built_project(small: Site, tmp_path: Path) -> Project:
    """The small guide in a folder of its own, with its site."""
    return Project(small.folder.parent).copy(tmp_path / "project", built=True)


def _built_once(folder: Path, guide: Literal["shipped", "small"], settings: dict[str, str]) -> Site:
    """Build unless another worker does or did; that one leaves word of how it went."""
    lock, word = folder.with_name(f"{folder.name}.lock"), folder.with_name(f"{folder.name}.word")
    try:
        lock.mkdir()
    except FileExistsError:
        for _ in range(1200):
            if word.exists():
                break
            time.sleep(0.1)
    else:
        build = Project.make(folder, guide).build(**settings)
        unfinished = word.with_suffix(".part")
        unfinished.write_text(build.output if build.status else "", "utf-8")
        unfinished.rename(word)
    complaint = word.read_text("utf-8")
    assert not complaint, complaint
    return Site(folder / "site", settings["SITE_URL"])
