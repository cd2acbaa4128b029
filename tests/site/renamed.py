"""The shipped guide after a release and after records were renamed and deleted, built once for all tests."""

from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from career_guide.building.project import Project as Guide
from career_guide.cli import main
from career_guide.loading.published import GONE
from career_guide.words.problems import DataError
from tests.conftest import once
from tests.site.project import SITE_URL, Build, Project
from tests.site.published import Site

RENAMES: Final = (
    ("role", "key-account-manager", "account-lead", "--slug", "it=responsabile-clienti", "--slug", "en=account-lead"),
    ("specialization", "account-lead/b2b", "companies", "--slug", "it=aziende", "--slug", "en=companies"),
    ("specialization", "account-lead/companies", "enterprise", "--slug", "it=imprese", "--slug", "en=enterprise"),
    ("skill", "languages", "foreign-languages", "--slug", "it=lingue", "--slug", "en=languages-spoken"),
    ("tool", "tableau", "tableau-desktop"),
    ("tool-category", "analytics", "data-analysis"),
    ("tool-family", "key-account-management", "for-key-accounts"),
    ("certification", "ckam", "certified-kam"),
    ("term", "roi", "return-on-investment"),
    ("level", "senior", "expert"),
    ("area", "north", "northern"),
    ("source", "akam-diploma", "akam"),
    ("law", "it-pay-transparency", "it-transparency"),
    ("family", "sales", "commercial-roles"),
    ("sector", "retail", "shops"),
    ("proficiency", "working", "on-their-own"),
    ("post", "trade-marketing", "trade-marketing-manager"),
)
DELETED: Final = (
    "data/roles/account-lead/goals.yml",
    "docs/it/privacy.md",
    "docs/en/privacy.md",
)


def renamed(shipped: Site, shared_folder: Path) -> Project:
    """The guide with other names for a record of each kind, and without a chapter and a page."""
    folder = shared_folder / "renamed"
    once(folder, lambda: _renamed(Project(shipped.folder.parent).copy(folder, built=True)))
    return Project(folder)


def _renamed(project: Project) -> Build:
    # Promised are the addresses of the last release, which is the guide's own.
    for arguments in RENAMES:
        done = CliRunner().invoke(main, ["rename", *arguments, "--project", str(project.folder), "--lang", "en"])
        assert done.exit_code == 0, (arguments, done.output)
    labels = project.read("data/labels.yml")
    labels["chapters"]["salary"] = {"it": "La paga", "en": "The pay"}
    project.write("data/labels.yml", labels)
    work = project.read("data/roles/account-lead/work.yml")
    section = work["sections"][0]
    section["former_ids"] = [section["id"]]
    section["id"] = "another-name"
    project.write("data/roles/account-lead/work.yml", work)
    for file in DELETED:
        (project.folder / file).unlink()
    lines = _lines_to_write(project)
    assert len(lines) == 2 * (2 + 1), "a line for each page and its permanent address"
    (project.folder / GONE).write_text("\n".join(lines), "utf-8")
    return project.build()  # which makes all, and refuses what would still be wrong


def _lines_to_write(project: Project) -> list[str]:
    """The lines that an editor is told to write for what is gone."""
    guide = Guide.in_folder(project.folder)
    with pytest.raises(DataError) as told:
        guide.check_addresses(guide.open(SITE_URL))
    assert {problem.code for problem in told.value.problems} == {"address_vanished"}, told.value
    return [problem.remedy("it").rpartition(f"{GONE.as_posix()}: ")[2] for problem in told.value.problems]
