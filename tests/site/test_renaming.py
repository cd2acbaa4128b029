"""Whatever is renamed, every address that was published still answers."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from career_guide import inventory
from career_guide.cli import main
from tests.conftest import once
from tests.site.project import SITE_URL, Build, Project
from tests.site.published import Site

RENAMES = (
    ("role", "glassblower", "glass-maker", "--slug", "it=vetraio-di-prova", "--slug", "en=glass-maker"),
    ("specialization", "glass-maker/scientific", "laboratory", "--slug", "it=laboratorio", "--slug", "en=laboratory"),
    ("skill", "patience", "endurance", "--slug", "it=resistenza", "--slug", "en=endurance"),
    ("tool", "blowpipe-planner", "pipe-planner"),
    ("certification", "kiln-safety", "oven-safety"),
    ("term", "gather", "blob"),
    ("level", "apprentice", "novice"),
    ("area", "lagoon", "lake"),
    ("source", "workshop-notes", "notebook"),
)


def renamed(project: Project) -> Build:
    """Put what was published on the list, rename nearly everything, and build again."""
    assert inventory.add(project.site, project.folder / inventory.LIST)
    for arguments in RENAMES:
        done = CliRunner().invoke(main, ["rename", *arguments, "--project", str(project.folder), "--lang", "en"])
        assert done.exit_code == 0, (arguments, done.output)
    labels = project.read("data/labels.yml")
    labels["chapters"]["salary"] = {"it": "La paga", "en": "The pay"}
    project.write("data/labels.yml", labels)
    work = project.read("data/roles/glass-maker/work.yml")
    section = work["sections"][0]
    section["former_ids"] = [section["id"]]
    section["id"] = "another-name"
    project.write("data/roles/glass-maker/work.yml", work)
    return project.build()


@pytest.fixture(scope="session")
def before_and_after(small: Site, shared_folder: Path) -> tuple[Project, Project]:
    """The small guide as it was published, and with other names."""
    before = Project(small.folder.parent)
    folder = shared_folder / "renamed"
    once(folder, lambda: renamed(before.copy(folder, built=True)))
    return before, Project(folder)


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
    del skills["endurance"]["former_slugs"]
    project.write("data/skills.yml", skills)
    build = project.build(LC_ALL="en_GB.UTF-8")
    assert build.status != 0
    assert "/it/competenze/pazienza/" in build.complaints
    assert "former_slugs" in build.complaints
    assert "Traceback" not in build.output
