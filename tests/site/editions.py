"""Sites with an edition: before anything changed, and after the data of the role did."""

from pathlib import Path
from typing import Final

from tests.conftest import once
from tests.site.project import SITE_URL, Build, Project
from tests.site.published import Site

PAGES: Final = {
    "it": "it/edizioni/2026-11/soffiatore-di-vetro/",
    "en": "en/editions/2026-11/glassblower/",
}
INDEXES: Final = {"it": "it/edizioni/", "en": "en/editions/"}
SALARY: Final = "data/roles/glassblower/salary.yml"


def fresh(shared_folder: Path) -> Site:
    """The small guide, built with an edition of November 2026."""
    folder = shared_folder / "edition"
    once(folder, lambda: _released(Project.make(folder, "small")).build())
    return Site(folder / "site", SITE_URL)


def changed(shared_folder: Path) -> Site:
    """The same after pay, name and review of the role have changed, and with an edition of December."""
    folder = shared_folder / "edition-and-changes"
    before = Project(fresh(shared_folder).folder.parent)
    once(folder, lambda: _changed(before.copy(folder, built=False)))
    return Site(folder / "site", SITE_URL)


def _released(project: Project) -> Project:
    project.release("--edition", "2026-11")
    return project


def _changed(project: Project) -> Build:
    role = "data/roles/glassblower/role.yml"
    _replace(project, SALARY, "{min: 20000, max: 26000}", "{min: 23000, max: 29000}")
    _replace(project, role, "it: Soffiatore di vetro", "it: Vetraio")
    _replace(project, role, "reviewed: 2026-11-24", "reviewed: 2026-12-24")
    project.release("--edition", "2026-12")
    return project.build()


def _replace(project: Project, file: str, old: str, new: str) -> None:
    path = project.folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
