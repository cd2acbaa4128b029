"""The sites that the tests read: each is built once, however many workers run."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.site.project import SITE_URL, Project
from tests.site.published import Site

HOSTED_BELOW: Final = {
    "SITE_URL": "https://example.org/a/b/",
    "REPO_URL": "https://example.org/repo",
    "CONTACT": "mailto:editors@example.org?subject={page}",
}
"""All settings made, and the site below a folder of a shared host."""

BuildOnce = Callable[[str, Callable[[Project], None]], Path]


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run see."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def shipped(shared_folder: Path) -> Site:
    """The guide that is published, without any setting but its address."""
    return _site(shared_folder, "shipped", "shipped", {"SITE_URL": SITE_URL})


@pytest.fixture(scope="session")
def hosted_below(shared_folder: Path) -> Site:
    """The same below a folder of a shared host, with a repository and a contact."""
    return _site(shared_folder, "hosted-below", "shipped", HOSTED_BELOW)


@pytest.fixture(scope="session")
def small(shared_folder: Path) -> Site:
    """The small made-up guide: two roles, with every field that the data can have."""
    return _site(shared_folder, "small", "fixture", {"SITE_URL": SITE_URL})


@pytest.fixture(scope="session", params=["shipped", "hosted_below", "small"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of these sites in turn: what holds for one holds for all."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small guide in a folder of its own, to be changed and built."""
    return Project(tmp_path / "project", "fixture")


def _site(shared_folder: Path, name: str, guide: str, settings: dict[str, str]) -> Site:
    folder = shared_folder / name
    report = shared_folder / f"{name}.report"
    if _is_first(shared_folder / f"{name}.lock"):
        build = Project(folder, guide).build(**settings)
        part = report.with_suffix(".part")
        part.write_text("" if build.status == 0 else build.output, "utf-8")
        part.rename(report)
    for _ in range(1200):
        if report.exists():
            break
        time.sleep(0.1)
    said = report.read_text("utf-8")
    assert not said, said
    return Site(folder / "site", settings["SITE_URL"])


def _is_first(lock: Path) -> bool:
    try:
        lock.mkdir()
    except FileExistsError:
        return False
    return True
