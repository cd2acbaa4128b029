"""Adding a role is adding a folder: nothing else is edited, and it is everywhere that a role should be."""

from pathlib import Path
from typing import Final

import pytest

from tests.conftest import once
from tests.site.project import SITE_URL, Project
from tests.site.published import Site, find, text, with_class
from tests.site.test_search_index import entries

TITLES: Final = {"it": "Campanaro", "en": "Bell-ringer"}
PAGES: Final = {
    "it/ruoli/campanaro/": "en/roles/bell-ringer/",
    "it/ruoli/campanaro/cosa-fa/": "en/roles/bell-ringer/what-they-do/",
    "it/ruoli/campanaro/stipendio/": "en/roles/bell-ringer/salary/",
    "it/ruoli/campanaro/guida-completa/": "en/roles/bell-ringer/full-guide/",
}
MOVES: Final = {"it/ruoli/soffiatore-di-vetro/da/campanaro/", "en/roles/glassblower/from/bell-ringer/"}
"""It leads where the lamplighter leads, whose file it is made of."""
BOTH: Final = pytest.mark.parametrize("locale", ["it", "en"])


@pytest.fixture(scope="module")
def grown(small: Site, shared_folder: Path) -> Site:
    """The small guide with one folder more."""
    folder = shared_folder / "grown"
    once(folder, lambda: with_bell_ringer(Project(small.folder.parent).copy(folder, built=False)).build())
    return Site(folder / "site", SITE_URL)


def with_bell_ringer(project: Project) -> Project:
    role = project.read("data/roles/lamplighter/role.yml")
    role |= {"title": TITLES, "slug": {"it": "campanaro", "en": "bell-ringer"}}
    role["summary"] = {
        "it": "Il campanaro di prova suona le campane del paese, ogni giorno.",
        "en": "The test bell-ringer rings the bells of the village, every day.",
    }
    project.write("data/roles/bell-ringer/role.yml", role)
    for chapter in ("work", "salary"):
        content = project.read(f"data/roles/glassblower/{chapter}.yml")
        content["summary"] = {
            "it": f"Il campanaro di prova, un capitolo alla volta: {chapter}.",
            "en": f"The test bell-ringer, one chapter after the other: {chapter}.",
        }
        project.write(f"data/roles/bell-ringer/{chapter}.yml", content)
    return project


def test_it_has_its_pages_in_both_languages(grown: Site, small: Site) -> None:
    new = {page.address for page in grown.localized} - {page.address for page in small.localized}
    assert new == {*PAGES, *PAGES.values(), *MOVES}
    assert {page.address: grown.twin(page).address for page in grown.localized if page.address in PAGES} == PAGES


def test_all_other_pages_stay(grown: Site, small: Site) -> None:
    assert set(small.pages) <= set(grown.pages)


@BOTH
def test_it_is_among_the_roles_and_on_the_home_page(grown: Site, locale: str) -> None:
    role = f"{locale}/{'ruoli/campanaro' if locale == 'it' else 'roles/bell-ringer'}/"
    for address in (f"{locale}/", f"{locale}/{'ruoli' if locale == 'it' else 'roles'}/"):
        page = grown.page(address)
        cards = {
            grown.target(page, link.get("href", "")).file: text(link)
            for link in find(page.article, with_class("cg-card__title"))
        }
        assert cards[f"{role}index.html"] == TITLES[locale]


def test_its_chapters_are_at_hand_on_its_pages_and_on_no_others(grown: Site) -> None:
    files = {f"{address}index.html" for address in [*PAGES, *PAGES.values()]}
    for page in grown.localized:
        navigation = page.only(with_class("cg-nav"))
        linked = {grown.target(page, link.get("href", "")).file for link in find(navigation, ".//a")}
        own = {file for file in files if file[:2] == page.locale} if page.file in files else set()
        assert linked & files == own, page


def test_readers_go_through_its_chapters_and_not_on_to_another_role(grown: Site) -> None:
    for address in PAGES:
        page = grown.page(address)
        for link in page.find(f"{with_class('cg-neighbours')}/a"):
            assert (grown.target(page, link.get("href", "")).file or "").removesuffix("index.html") in PAGES


def test_it_is_in_the_sitemap_and_in_the_search(grown: Site) -> None:
    found = entries(grown)
    for address in [*PAGES, *PAGES.values()]:
        assert SITE_URL + address in grown.sitemap
    for address in [page.address for page in grown.searched if page.address in [*PAGES, *PAGES.values()]]:
        assert found[f"/{address}"]["filters"]["role"] == [TITLES[address[:2]]]


def test_every_page_leads_somewhere_still(grown: Site) -> None:
    broken = [
        f"{page}: {written}"
        for page in grown.localized
        for _, written in page.addresses()
        if (target := grown.target(page, written)).file is not None and target.file not in grown.files
    ]
    assert broken == []


def test_without_a_chapter_there_is_no_page_and_no_link_to_one(grown: Site) -> None:
    assert "it/ruoli/campanaro/obiettivi/index.html" not in grown.pages
    assert not (Path(grown.folder) / "it/ruoli/campanaro/obiettivi").exists()
