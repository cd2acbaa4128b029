"""Whatever is renamed, every address that was published still answers."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from career_guide import inventory
from career_guide.cli import main
from career_guide.editing.kinds import KINDS
from tests.conftest import once
from tests.site.project import SITE_URL, Build, Project
from tests.site.published import Site

RENAMES = (
    ("role", "key-account-manager", "account-lead", "--slug", "it=responsabile-clienti", "--slug", "en=account-lead"),
    ("specialization", "account-lead/b2b", "enterprise", "--slug", "it=imprese", "--slug", "en=enterprise"),
    ("skill", "languages", "foreign-languages", "--slug", "it=lingue", "--slug", "en=languages-spoken"),
    ("tool", "tableau", "tableau-desktop"),
    ("tool-category", "analytics", "data-analysis"),
    ("tool-family", "key-account-management", "for-key-accounts"),
    ("certification", "ckam", "certified-kam"),
    ("term", "roi", "return-on-investment"),
    ("level", "senior", "expert"),
    ("area", "north", "northern"),
    ("source", "akam-diploma", "akam"),
)


def renamed(project: Project) -> Build:
    """Rename nearly everything, and build again."""
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
    return project.build()


@pytest.fixture(scope="session")
def before_and_after(shipped: Site, shared_folder: Path) -> tuple[Project, Project]:
    """The shipped guide as it was published, and with other names for a record of each kind."""
    before = Project(shipped.folder.parent)
    folder = shared_folder / "renamed"
    once(folder, lambda: renamed(before.copy(folder, built=True)))
    return before, Project(folder)


def test_a_record_of_each_kind_is_renamed() -> None:
    assert {kind for kind, *_ in RENAMES} == set(KINDS)


def test_every_address_of_before_answers(before_and_after: tuple[Project, Project]) -> None:
    before, after = before_and_after
    assert inventory.present(before.site) - inventory.present(after.site) == set()


def test_old_pages_lead_to_the_new_ones_in_the_same_language(before_and_after: tuple[Project, Project]) -> None:
    before, after = (Site(project.site, SITE_URL) for project in before_and_after)
    moved = [page for page in before.localized if page.file not in after.pages]
    assert len(moved) > 20
    for page in moved:
        signpost = after.page(page.address)
        (refresh,) = signpost.find("//meta[@http-equiv='refresh']")
        target = after.target(signpost, refresh.get("content", "").partition("url=")[2])
        assert target.file in after.pages
        assert after.pages[target.file or ""].locale == page.locale


def test_what_was_published_then_can_still_not_vanish(
    before_and_after: tuple[Project, Project], tmp_path: Path
) -> None:
    _, after = before_and_after
    project = after.copy(tmp_path / "project", built=True)
    skills = project.read("data/skills.yml")
    del skills["foreign-languages"]["former_slugs"]
    project.write("data/skills.yml", skills)
    build = project.build(LC_ALL="en_GB.UTF-8")
    assert build.status != 0
    assert "/it/competenze/lingue-straniere/" in build.complaints
    assert "former_slugs" in build.complaints
    assert "Traceback" not in build.output
