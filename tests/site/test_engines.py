"""The engines that may follow MkDocs: ProperDocs makes the same site, and previews it."""

import subprocess
import venv
from pathlib import Path

import pytest

from tests.conftest import once
from tests.fixture_guide import PROJECT
from tests.site import test_preview
from tests.site.project import Build, Project, snapshot
from tests.site.published import Site

pytestmark = pytest.mark.on_demand


@pytest.fixture(scope="session")
def programs(shared_folder: Path) -> Path:
    """The engines' programs, in an environment of their own."""
    folder = shared_folder / "engines"
    once(folder, lambda: installed(folder))
    return folder / "bin"


def installed(folder: Path) -> Build:
    venv.create(folder, with_pip=True)
    for what in (
        ("--require-hashes", "--requirement", "requirements/engines.txt"),
        ("--no-deps", "--no-build-isolation", "--editable", "."),
    ):
        pip = (folder / "bin/pip", "install", "--quiet", *what)
        done = subprocess.run(pip, cwd=PROJECT, capture_output=True, text=True, check=False)
        if done.returncode:
            break
    return Build(done.returncode, done.stderr)


@pytest.fixture
def properdocs(programs: Path) -> tuple[str, ...]:
    return str(programs / "python"), "-m", "properdocs"


def test_properdocs_makes_the_same_site_byte_for_byte(
    shipped: Site, properdocs: tuple[str, ...], tmp_path: Path
) -> None:
    project = Project(shipped.folder.parent, properdocs).copy(tmp_path / "project", built=False)
    project.must_build()
    ours, theirs = (snapshot(folder) for folder in (shipped.folder, project.site))
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_the_preview_of_properdocs_shows_changes_and_tells_mistakes(
    small: Site, properdocs: tuple[str, ...], tmp_path: Path, subtests: pytest.Subtests
) -> None:
    for holds in (
        test_preview.test_what_is_saved_shows_be_it_a_figure_a_word_of_the_interface_a_template_a_page_or_a_style,
        test_preview.test_a_mistake_is_told_on_the_last_good_page_until_it_is_mended,
    ):
        project = Project(small.folder.parent, properdocs).copy(tmp_path / holds.__name__, built=False)
        with subtests.test(holds.__name__), test_preview.preview_of(project) as preview:
            holds(project, preview)
