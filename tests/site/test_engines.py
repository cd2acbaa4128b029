"""The engines that may follow MkDocs: ProperDocs makes the same site; of a plain project, Zensical makes one."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from lxml import html
from markdown_it import MarkdownIt

from tests.conftest import once
from tests.fixture_guide import PROJECT
from tests.site import test_preview
from tests.site.project import SITE_URL, Build, Project, snapshot
from tests.site.published import LOCALES, Site, find, text

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


# --- a plain project


@pytest.fixture(scope="module")
def plain_project(programs: Path, shared_folder: Path) -> Path:
    """The guide as a plain project, with the site that Zensical makes of it, and the one of MkDocs and Material."""
    folder = shared_folder / "plain"
    once(folder, lambda: built_plainly(folder, programs))
    return folder


def built_plainly(folder: Path, programs: Path) -> Build:
    script = (sys.executable, PROJECT / "scripts/plain_project.py", folder)
    builds = [
        (programs / engine, "build", "--strict", "--config-file", f"mkdocs.{locale}.yml")
        for engine in ("zensical", "mkdocs")
        for locale in LOCALES
    ]
    for command in (script, *builds):
        environment = os.environ | {"SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"}
        where = PROJECT if command == script else folder
        done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
        if done.returncode or "WARNING" in done.stdout + done.stderr:
            return Build(1, done.stdout + done.stderr)
        if command == builds[len(LOCALES) - 1]:
            (folder / "site").rename(folder / "zensical")
    (folder / "site").rename(folder / "mkdocs")
    return Build(0, "")


@pytest.fixture(scope="module", params=["zensical", "mkdocs"])
def plain(request: pytest.FixtureRequest, plain_project: Path) -> Site:
    return Site(plain_project / request.param, SITE_URL)


def test_a_plain_project_has_each_page_in_each_language_with_its_title(shipped: Site, plain: Site) -> None:
    made = {page.address: page for page in plain.pages.values() if not page.is_for_missing_addresses}
    assert set(made) == {page.address for page in shipped.searched}
    for page in shipped.searched:
        there = made[page.address]
        assert there.language == page.locale
        assert text(there.find("//article//h1")[0]).removesuffix("¶").strip() == text(page.only("//h1"))
        assert there.title.rpartition(" - ")[0] in page.title
        assert there.meta("description") == page.meta("description")


def test_every_link_of_a_plain_project_leads_to_a_page_and_a_place_on_it(plain: Site) -> None:
    lost = set()
    for page in plain.pages.values():
        for _, written in page.addresses():
            target = plain.target(page, written)
            if target.file is None:
                continue
            is_there = target.file in plain.files
            if not is_there or (target.fragment and target.fragment not in plain.page(target.file).ids):
                lost.add((page.file, written))
    assert lost == set()


def test_every_page_of_a_plain_project_leads_to_the_same_page_in_the_other_language(shipped: Site, plain: Site) -> None:
    for page in shipped.searched:
        here = plain.page(page.address)
        links = [link.get("href", "") for link in here.find("//article/p[1]/a")]
        assert [plain.target(here, link).file for link in links] == [shipped.twin(page).file]


def test_every_page_of_a_plain_project_is_in_the_menu(plain: Site) -> None:
    for locale in LOCALES:
        home = plain.page(f"{locale}/")
        linked = {plain.target(home, link.get("href", "")).file for link in home.find("//nav//a[@href]")}
        pages = {file for file, page in plain.pages.items() if page.locale == locale}
        assert pages - linked == {f"{locale}/404.html"}


def test_a_plain_project_says_what_its_markdown_says(plain_project: Path, plain: Site) -> None:
    """Lists, tables and marks are understood as CommonMark understands them."""
    reader = MarkdownIt("commonmark").enable("table")
    for page in plain.pages.values():
        if page.is_for_missing_addresses:
            continue
        source = (plain_project / "docs" / page.address / "index.md").read_text("utf-8").split("---\n", 2)[2]
        source = re.sub(r" \{#\S+\}$", "", source, flags=re.MULTILINE)
        wanted = html.fragment_fromstring(reader.render(source), create_parent="div")
        (article,) = page.find("//article")
        for tool in find(article, ".//a[@class='headerlink'] | .//*[contains(@class, 'md-content__button')]"):
            tool.drop_tree()
        assert "".join(text(article).split()) == "".join(text(wanted).split()), page
        for path in (".//li", ".//li//li", ".//tr", ".//td", ".//h2", ".//strong", ".//pre"):
            assert len(find(article, path)) == len(find(wanted, path)), (page, path)
