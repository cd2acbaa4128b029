"""The small guide: read once for all tests that only look at it, in a folder of its own for those that change it."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from career_guide import loading
from career_guide.building.project import Project
from career_guide.model.guide import Guide
from career_guide.pages.renderer import Renderer
from career_guide.site.plan import SitePlan
from career_guide.words.wording import Wording
from tests.fixture_guide import PROJECT, TEMPLATES, articles, copy_guide
from tests.unit.edits import GuideFolder, git

SITE_URL = "https://guide.example/careers/"


@cache
def shipped_renderer() -> Renderer:
    """The shipped guide, opened once for all tests that only look at it."""
    return Project.in_folder(PROJECT).open(SITE_URL, try_macros=False)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the guide that no test may change."""
    return copy_guide(tmp_path_factory.mktemp("pristine"))


@pytest.fixture(scope="session")
def guide(pristine: Path) -> Guide:
    return loading.GuideLoader(pristine / "data").load()


@pytest.fixture(scope="session")
def plan(pristine: Path, guide: Guide) -> SitePlan:
    return SitePlan(guide, articles(pristine / "docs"))


@pytest.fixture(scope="session")
def renderer(plan: SitePlan) -> Renderer:
    return Renderer(plan, TEMPLATES, SITE_URL)


@pytest.fixture(scope="session")
def italian(guide: Guide) -> Wording:
    return Wording(guide.labels, "it")


@pytest.fixture(scope="session")
def english(guide: Guide) -> Wording:
    return Wording(guide.labels, "en")


@pytest.fixture(scope="session")
def _workshop(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> GuideFolder:
    return GuideFolder(shutil.copytree(pristine, tmp_path_factory.mktemp("workshop"), dirs_exist_ok=True))


@pytest.fixture
def folder(_workshop: GuideFolder) -> Iterator[GuideFolder]:
    """The guide in a folder that a test may edit by the folder's own methods; they are undone after it."""
    yield _workshop
    _workshop.restore()


@pytest.fixture
def own_folder(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuideFolder]:
    """The guide in a folder of its own, in which a test may do anything.

    All tests find it at the same place, so that templates that they copy there are compiled once.
    """
    path = tmp_path_factory.getbasetemp() / "own-folder"
    yield GuideFolder(shutil.copytree(pristine, path))
    shutil.rmtree(path)


@pytest.fixture
def kept(own_folder: GuideFolder) -> GuideFolder:
    """The small guide, committed."""
    git(own_folder.path, "init", "--initial-branch=main")
    git(own_folder.path, "add", ".")
    git(own_folder.path, "commit", "--message", "Start")
    return own_folder
