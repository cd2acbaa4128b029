"""Whatever is renamed or deleted, every page that was published still answers."""

import json
from collections.abc import Collection
from pathlib import Path

import pytest
from click.testing import CliRunner

from career_guide.cli import main
from career_guide.loading.published import GONE, LIST
from career_guide.model.kinds import KINDS
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
    ("law", "it-pay-transparency", "it-transparency"),
    ("family", "sales", "commercial-roles"),
    ("sector", "retail", "shops"),
    ("proficiency", "working", "on-their-own"),
    ("post", "trade-marketing", "trade-marketing-manager"),
)
DELETED = (
    "data/roles/account-lead/goals.yml",
    "docs/it/privacy.md",
    "docs/en/privacy.md",
)


def renamed(project: Project, kinds: Collection[str]) -> Build:
    """After a release, rename a record of each kind, delete a chapter and a page, and build again."""
    project.release()
    for arguments in RENAMES:
        if arguments[0] not in kinds:
            continue
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
    lines = lines_to_write(project)
    assert len(lines) == 2 * (2 + 1), "a line for each page and its permanent address"
    (project.folder / GONE).write_text("\n".join(lines), "utf-8")
    return project.build()  # which refuses what 'check' would still tell


def lines_to_write(project: Project) -> list[str]:
    """The lines that 'check' tells an editor to write for what is gone."""
    result = CliRunner().invoke(
        main, ["check", "--format", "json", "--lang", "it", "--project", str(project.folder)], catch_exceptions=False
    )
    problems = json.loads(result.stdout)["problems"]
    assert {problem["code"] for problem in problems} <= {"address_vanished"}, problems
    return [problem["remedy"].rpartition(f"{GONE.as_posix()}: ")[2] for problem in problems]


@pytest.fixture(
    scope="session",
    params=[
        pytest.param({"role"}, id="a role"),
        pytest.param(set(KINDS), id="all", marks=pytest.mark.thorough),
    ],
)
def before_and_after(shipped: Site, shared_folder: Path, request: pytest.FixtureRequest) -> tuple[Project, Project]:
    """The shipped guide as it was published, and with other names for a record of each of some kinds."""
    before = Project(shipped.folder.parent)
    folder = shared_folder / f"renamed-{len(request.param)}"
    once(folder, lambda: renamed(before.copy(folder, built=True), request.param))
    return before, Project(folder)


def test_a_record_of_each_kind_is_renamed() -> None:
    assert {kind for kind, *_ in RENAMES} == set(KINDS)


def test_every_address_of_before_answers(before_and_after: tuple[Project, Project]) -> None:
    before, after = before_and_after
    promised = (after.folder / LIST).read_text("utf-8").splitlines()
    assert len(promised) > 300
    for project in before, after:
        assert [address for address in promised if not Path(f"{project.site}{address}index.html").is_file()] == []


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
