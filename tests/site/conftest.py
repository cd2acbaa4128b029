"""More sites that the tests read, besides the shipped one."""

from pathlib import Path
from typing import Final

import pytest

from tests.conftest import built_once
from tests.site.project import SITE_URL, Project, heed_interrupts
from tests.site.published import Site

SETTINGS: Final = {
    "SITE_URL": "https://example.org/a/b/",
    "REPO_URL": "https://code.example.org/repo",
    "CONTACT": "mailto:editors@example.org?subject={page}",
}
"""All settings made, with the site below a folder of a shared host."""


@pytest.fixture(scope="session")
def configured(shared_folder: Path) -> Site:
    """The small made-up guide with all settings, hosted below a folder."""
    return built_once(shared_folder / "configured", "small", SETTINGS)


@pytest.fixture(scope="session")
def unaddressed(shared_folder: Path) -> Site:
    """The small guide, built without its address, as for a preview of a change; hosted somewhere."""
    built_once(shared_folder / "unaddressed", "small", {"SITE_URL": "", "LC_ALL": "it_IT.UTF-8"})
    return Site(shared_folder / "unaddressed/site", "https://somewhere.example/below/")


@pytest.fixture(scope="session")
def small(shared_folder: Path) -> Site:
    """The small made-up guide: two roles, with every field that the data can have."""
    return built_once(shared_folder / "small", "small", {"SITE_URL": SITE_URL})


@pytest.fixture(scope="session", params=["shipped", "configured"])
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


@pytest.fixture
def interruptible() -> None:
    heed_interrupts()
