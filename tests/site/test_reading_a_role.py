"""A reader of a role knows where they are, what comes next, and how to say that something is wrong."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.fixture_guide import PROJECT
from tests.site.conftest import SETTINGS
from tests.site.project import read_yaml
from tests.site.published import FOR_EDITORS, Page, Site, find, text, with_class

ROLE: Final = {"it": "it/ruoli/key-account-manager/", "en": "en/roles/key-account-manager/"}
CHAPTERS: Final = {
    "it": [
        "",
        "cosa-fa/",
        "stipendio/",
        "equilibrio-vita-lavoro/",
        "come-diventare/",
        "specializzazioni/",
        "strumenti/",
        "obiettivi/",
    ],
    "en": [
        "",
        "what-they-do/",
        "salary/",
        "work-life-balance/",
        "how-to-become/",
        "specializations/",
        "tools/",
        "goals/",
    ],
}
INDEXES: Final = ("it/ruoli/", "en/roles/", "it/competenze/", "en/skills/")
BOTH: Final = pytest.mark.parametrize("locale", ["it", "en"])


@BOTH
def test_the_chapters_of_the_role_are_at_hand_on_each_of_its_pages(shipped: Site, locale: str) -> None:
    chapters = [ROLE[locale] + chapter for chapter in CHAPTERS[locale]]
    for page in of_role(shipped, locale):
        assert [address for address in linked(shipped, page, "cg-chapters") if address in chapters] == chapters, page
        assert [address for address in linked(shipped, page, "cg-nav") if address in chapters] == chapters, page


def test_the_pages_of_the_site_are_at_hand_on_every_page(site: Site) -> None:
    top = {
        "it": [
            "it/",
            "it/ruoli/",
            "it/competenze/",
            "it/certificazioni/",
            "it/strumenti/",
            "it/glossario/",
            "it/metodo/",
        ],
        "en": ["en/", "en/roles/", "en/skills/", "en/certifications/", "en/tools/", "en/glossary/", "en/method/"],
    }
    for page in site.localized:
        assert page.locale is not None
        wanted = top[page.locale]
        assert [address for address in linked(site, page, "cg-nav") if address in wanted] == wanted, page
        assert [address for address in linked(site, page, "cg-footer") if address in wanted] == wanted, page


def test_the_navigation_says_where_the_reader_is(site: Site) -> None:
    """Once, if the page stands in it; catalogue pages are reached from their index."""
    marked = 0
    for page in site.localized:
        here = find(page.only(with_class("cg-nav")), ".//a[@aria-current='page']")
        assert [site.target(page, link.get("href", "")).file for link in here] == [page.file] * len(here)
        assert len(here) == (page.address in linked(site, page, "cg-nav")), page
        marked += len(here)
    assert marked > len(site.localized) / 3


def is_move(page: Page) -> bool:
    """Whether it is the page of a move from another role to this one."""
    return "/da/" in page.address or "/from/" in page.address


@BOTH
def test_next_leads_through_the_whole_role_and_previous_back(shipped: Site, locale: str) -> None:
    way = [shipped.page(ROLE[locale])]
    while following := neighbour(shipped, way[-1], "next"):
        assert following not in way
        way.append(following)
    assert [page.address for page in way if page.address.removeprefix(ROLE[locale]) in CHAPTERS[locale]] == [
        ROLE[locale] + chapter for chapter in CHAPTERS[locale]
    ]
    assert way[-1].address.endswith(("obiettivi/", "goals/"))
    chapters = [page for page in of_role(shipped, locale) if page in shipped.searched and not is_move(page)]
    assert sorted(page.file for page in way) == [page.file for page in chapters]
    assert [neighbour(shipped, page, "prev") for page in way] == [None, *way[:-1]]


def test_next_and_previous_stand_only_where_there_is_an_order(site: Site) -> None:
    for page in site.localized:
        inside = page.address.startswith(("it/ruoli/", "en/roles/")) and page.address.count("/") > 2
        alone = page.address in {"it/ruoli/lampionaio/", "en/roles/lamplighter/"} or page not in site.searched
        alone |= is_move(page)
        assert bool(page.find(with_class("cg-neighbours"))) == (inside and not alone), page


def test_breadcrumbs_are_the_pages_above(site: Site) -> None:
    for page in site.localized:
        steps = page.address.rstrip("/").split("/")
        above = ["/".join(steps[: depth + 1]) + "/" for depth in range(len(steps) - 1)]
        # A month alone is no page.
        above = [address for address in above if f"{address}index.html" in site.pages]
        # What compares all records of a kind stands below their index, though its address is short.
        overviews = [[*above, index] for index in INDEXES] if len(steps) == 2 else []
        assert linked(site, page, "cg-breadcrumbs") in (above, *overviews), page


def test_breadcrumbs_end_with_the_page_itself(site: Site) -> None:
    for page in site.localized:
        if page.address in {"it/", "en/"}:
            continue
        here = page.only(f"{with_class('cg-breadcrumbs')}//*[@aria-current='page']")
        assert text(here) in text(page.only("//h1")), page


def test_a_chapter_names_its_role_in_its_heading_and_in_the_browsers_tab(shipped: Site) -> None:
    page = shipped.page("it/ruoli/key-account-manager/stipendio/")
    assert page.title == "Key account manager: Retribuzione · Guida alle professioni"
    assert text(page.only("//h1")) == "Key account manager: Retribuzione"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("it/ruoli/soffiatore-di-vetro/", "data/roles/glassblower/role.yml"),
        ("it/ruoli/soffiatore-di-vetro/stipendio/", "data/roles/glassblower/salary.yml"),
        ("en/roles/glassblower/salary/", "data/roles/glassblower/salary.yml"),
        ("en/roles/glassblower/how-to-become/", "data/roles/glassblower/path.yml"),
        (
            "en/roles/glassblower/specializations/scientific/",
            "data/roles/glassblower/specializations/scientific.yml",
        ),
        ("it/competenze/pazienza/", "data/skills.yml"),
        ("en/tools/kiln-monitor/", "data/tools.yml"),
        ("it/glossario/", "data/glossary.yml"),
        ("it/metodo/", "docs/it/metodo.md"),
        ("en/", "docs/en/index.md"),
    ],
)
def test_the_edit_link_opens_the_file_that_the_page_is_made_from(configured: Site, address: str, file: str) -> None:
    assert edit_links(configured.page(address)) == [f"https://code.example.org/repo/edit/main/{file}"]


def test_every_edit_link_leads_to_a_file_that_exists(configured: Site) -> None:
    links = {link for page in configured.localized for link in edit_links(page)}
    files = {link.removeprefix("https://code.example.org/repo/edit/main/") for link in links}
    assert [file for file in sorted(files) if not (configured.folder.parent / file).is_file()] == []
    assert {Path(file).parts[0] for file in files} == {"data", "docs"}


def test_without_a_repository_the_page_names_its_file(shipped: Site) -> None:
    page = shipped.page("it/ruoli/key-account-manager/stipendio/")
    assert "data/roles/key-account-manager/salary.yml" in text(page.only(with_class("cg-about")))
    assert [page for page in shipped.pages.values() if edit_links(page)] == []


def test_a_mistake_can_be_reported_with_the_address_of_the_page(configured: Site) -> None:
    for page in configured.localized:
        contact = SETTINGS["CONTACT"].replace("{page}", f"https://example.org/a/b/{page.address}")
        assert [link.get("href") for link in find(page.tree, f"{with_class('cg-page-tools')}/a")][-1] == contact


def test_without_a_contact_nothing_offers_to_report(shipped: Site) -> None:
    labels = read_yaml(PROJECT / "data/labels.yml")["site"]["report"].values()
    assert [page for page in shipped.pages.values() for link in page.find("//a") if text(link) in labels] == []


def of_role(site: Site, locale: str) -> list[Page]:
    return [page for page in site.localized if page.address.startswith(ROLE[locale])]


def linked(site: Site, page: Page, area: str) -> list[str]:
    """The pages that a part of the page's frame leads to, in order."""
    targets = [site.target(page, link.get("href", "")) for link in page.find(f"{with_class(area)}//a[@href]")]
    return [target.file.removesuffix("index.html") for target in targets if target.file is not None]


def neighbour(site: Site, page: Page, relation: str) -> Page | None:
    links = page.find(f"{with_class('cg-neighbours')}/a[@rel='{relation}']")
    assert len(links) < 2
    return site.pages[site.target(page, links[0].get("href", "")).file or ""] if links else None


def edit_links(page: Page) -> list[str]:
    return [link.get("href", "") for link in page.find("//a[contains(@href, '/edit/')]")]


def test_no_brackets_stand_within_brackets(shipped: Site) -> None:
    nested = re.compile(r"\([^()]*\([^()]*\)")
    blocks = "|".join(f".//{tag}" for tag in ("h1", "h2", "h3", "p", "li", "dt", "dd", "td", "th", "label", "option"))
    found = {
        f"{page}: {said[0]}"
        for page in shipped.pages.values()
        for block in page.find(blocks)
        if not page.address.startswith(FOR_EDITORS) and (said := nested.search(text(block)))
    }
    assert found == set()
