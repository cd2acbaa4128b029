"""An edition keeps a role as it was: same words, same figures, same address, whatever becomes of the guide."""

import json
import re
from pathlib import Path
from typing import Final

import pytest
from lxml import html

from tests.site import editions
from tests.site.editions import INDEXES, PAGES
from tests.site.project import Project
from tests.site.published import LOCALES, Page, Site, find, text
from tests.site.test_preview import preview_of, read, wait_for
from tests.site.test_search_index import entries

BOTH: Final = pytest.mark.parametrize("locale", LOCALES)
PAY: Final = {"it": "it/ruoli/soffiatore-di-vetro/stipendio/", "en": "en/roles/glassblower/salary/"}
NOTICE: Final = ".//div[@class='cg-notice']"
OLD, NEW = {"it": "20.000–26.000", "en": "20,000–26,000"}, {"it": "23.000–29.000", "en": "23,000–29,000"}


@pytest.fixture(scope="module")
def fresh(shared_folder: Path) -> Site:
    return editions.fresh(shared_folder)


@pytest.fixture(scope="module")
def changed(shared_folder: Path) -> Site:
    return editions.changed(shared_folder)


def content(page: Page) -> bytes:
    """The article without the notice above it, which leads to the guide of today and to the newest edition."""
    article = html.fromstring(html.tostring(page.article))
    (notice,) = find(article, NOTICE)
    notice.drop_tree()
    return bytes(html.tostring(article))


@BOTH
def test_the_article_is_the_same_to_the_byte_after_the_data_has_changed(
    fresh: Site, changed: Site, locale: str
) -> None:
    before, after = fresh.page(PAGES[locale]), changed.page(PAGES[locale])
    assert content(before) == content(after)
    assert before.title == after.title


@BOTH
def test_it_has_the_old_figures_and_the_guide_of_today_the_new_ones(changed: Site, locale: str) -> None:
    edition, today = (text(changed.page(address).article) for address in (PAGES[locale], PAY[locale]))
    assert OLD[locale] in edition
    assert NEW[locale] not in edition
    assert NEW[locale] in today
    assert OLD[locale] not in today
    newest = changed.page(PAGES[locale].replace("2026-11", "2026-12"))
    assert NEW[locale] in text(newest.article)


@BOTH
def test_it_leads_to_the_role_of_today_and_to_the_newest_edition(changed: Site, locale: str) -> None:
    page = changed.page(PAGES[locale])
    (notice,) = find(page.article, NOTICE)
    led = [changed.target(page, link.get("href", "")).file for link in find(notice, ".//a")]
    role = PAY[locale].rsplit("/", 2)[0]
    newest = PAGES[locale].replace("2026-11", "2026-12")
    assert led == [f"{address}index.html" for address in (f"{role}/", newest, INDEXES[locale])]


@BOTH
def test_machines_are_told_of_the_role_of_today_alone(changed: Site, locale: str) -> None:
    assert changed.page(PAGES[locale]).find("//script[@type='application/ld+json']") == []
    data = json.loads(changed.page(PAY[locale]).only("//script[@type='application/ld+json']").text or "")
    assert data["lastReviewed"] == "2026-12-24"


def test_it_is_not_searched_and_its_index_is(changed: Site) -> None:
    found = entries(changed)
    assert {f"/{address}" for address in INDEXES.values()} <= set(found)
    assert [address for address in found if re.search(r"/\d{4}-\d\d/", address)] == []
    for address in PAGES.values():
        page = changed.page(address)
        assert page.meta("robots") == "noindex"
        assert [link.get("href") for link in page.links_of_head("canonical")] == [changed.url + address]


def test_it_and_its_index_have_twins(changed: Site) -> None:
    for pages in (PAGES, INDEXES):
        assert changed.twin(changed.page(pages["it"])).address == pages["en"]
        assert changed.twin(changed.page(pages["en"])).address == pages["it"]


def test_all_that_it_links_to_is_there(changed: Site) -> None:
    seen = 0
    for page in changed.localized:
        if not page.is_edition and page.address not in INDEXES.values():
            continue
        for _, written in page.addresses():
            target = changed.target(page, written)
            if target.file is None:
                continue
            assert target.file in changed.files, (page, written)
            if target.fragment and target.file in changed.pages:
                assert target.fragment in changed.pages[target.file].ids, (page, written)
            seen += 1
        assert len(set(page.ids)) == len(page.ids), page
    assert seen > len(PAGES) * 50


@BOTH
def test_its_permanent_address_leads_to_it(changed: Site, locale: str) -> None:
    sent = changed.page("go/edition/2026-11/role/glassblower/")
    (link,) = [link for link in sent.find("//main//a") if link.get("hreflang") == locale]
    assert changed.target(sent, link.get("href", "")).file == f"{PAGES[locale]}index.html"


def test_readers_find_it_from_the_role(changed: Site) -> None:
    page = changed.page("en/roles/glassblower/")
    led = {changed.target(page, link.get("href", "")).file for link in find(page.article, ".//a")}
    assert {"en/editions/2026-12/glassblower/index.html", "en/editions/index.html"} <= led


def test_a_build_with_a_changed_edition_fails_and_leaves_the_site(fresh: Site, tmp_path: Path) -> None:
    project = Project(fresh.folder.parent).copy(tmp_path / "project", built=True)
    project.append("editions/2026-11/data/skills.yml", "# A remark.\n")
    build = project.build()
    assert build.status != 0
    assert "editions/2026-11/data/skills.yml:1:1: " in build.complaints
    assert "Traceback" not in build.output
    assert (project.site / PAGES["it"] / "index.html").is_file()


@pytest.mark.thorough
def test_a_preview_shows_it_and_follows_what_is_done_to_editions(fresh: Site, tmp_path: Path) -> None:
    project = Project(fresh.folder.parent).copy(tmp_path / "project", built=False)
    with preview_of(project) as address:
        assert OLD["en"] in read(address + PAGES["en"])
        project.release("--edition", "2026-12")
        wait_for(address + INDEXES["en"], lambda html: "edition-2026-12" in html)
        assert OLD["en"] in read(address + PAGES["en"].replace("2026-11", "2026-12"))
