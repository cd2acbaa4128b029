"""Whatever is renamed or deleted, every page that was published still answers."""

from pathlib import Path

import pytest

from career_guide.loading.published import LIST
from career_guide.model.kinds import KINDS
from tests.site.project import SITE_URL, Project
from tests.site.published import Site
from tests.site.renamed import RENAMES, renamed


@pytest.fixture(scope="session")
def before_and_after(shipped: Site, shared_folder: Path) -> tuple[Project, Project]:
    """The shipped guide as it was published, and with other names for a record of each kind."""
    return Project(shipped.folder.parent), renamed(shipped, shared_folder)


def test_a_record_of_each_kind_is_renamed() -> None:
    assert {kind for kind, *_ in RENAMES} == set(KINDS)


@pytest.mark.thorough
def test_every_address_of_before_answers(before_and_after: tuple[Project, Project]) -> None:
    before, after = before_and_after
    promised = (after.folder / LIST).read_text("utf-8").splitlines()
    assert len(promised) > 300
    for project in before, after:
        assert [address for address in promised if not Path(f"{project.site}{address}index.html").is_file()] == []


@pytest.mark.thorough
def test_a_page_that_was_deleted_leads_to_its_successor(before_and_after: tuple[Project, Project]) -> None:
    after = Site(before_and_after[1].site, SITE_URL)
    for old, new in (
        ("it/ruoli/key-account-manager/obiettivi/", "it/ruoli/responsabile-clienti/"),
        ("en/roles/key-account-manager/goals/", "en/roles/account-lead/"),
        ("it/privacy/", "it/"),
        ("en/privacy/", "en/"),
    ):
        signpost = after.page(old)
        (refresh,) = signpost.find("//meta[@http-equiv='refresh']")
        assert after.target(signpost, refresh.get("content", "").partition("url=")[2]).file == f"{new}index.html", old
    for old, new in (("page/privacy", "en/"), ("role/key-account-manager/chapter/goals", "en/roles/account-lead/")):
        choice = after.page(f"go/{old}/")
        targets = {after.target(choice, link.get("href", "")).file for link in choice.find("//a[@hreflang]")}
        assert f"{new}index.html" in targets, old


@pytest.mark.thorough
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


def test_a_build_that_would_lose_a_promised_address_fails(built_project: Project) -> None:
    built_project.release()
    skills = built_project.read("data/skills.yml")
    skills["patience"]["slug"]["it"] = "attesa"
    built_project.write("data/skills.yml", skills)
    build = built_project.build(LC_ALL="en_GB.UTF-8")
    assert build.status != 0
    assert "/it/competenze/pazienza/" in build.complaints
    assert "former_slugs" in build.complaints
    assert "Traceback" not in build.output
