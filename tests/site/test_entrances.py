"""The pages that speak both languages: the choice at the root, and those for addresses that lead nowhere."""

import json
from typing import Final
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree

from tests.site.published import LOCALES, Site, find, text

MISSING: Final = {"404.html": ["it", "en"], "it/404.html": ["it"], "en/404.html": ["en"]}
SORRY: Final = {"it": "Pagina non trovata", "en": "Page not found"}


def test_the_root_offers_both_languages_without_scripts(site: Site) -> None:
    root = site.pages["index.html"]
    for locale in LOCALES:
        (section,) = root.find(f"//main/section[@lang='{locale}']")
        (link,) = find(section, ".//a")
        assert site.target(root, link.get("href", "")).file == f"{locale}/index.html"
        assert link.get("hreflang") == locale
        assert text(link)
    assert root.find("//noscript") == []


def test_the_root_is_where_readers_of_other_languages_are_sent(site: Site) -> None:
    root = site.pages["index.html"]
    assert site.alternates(root) == {"it": f"{site.url}it/", "en": f"{site.url}en/", "x-default": site.url}
    assert [link.get("href") for link in root.links_of_head("canonical")] == [site.url]


def test_the_root_sends_on_by_a_script_of_its_own(site: Site) -> None:
    root = site.pages["index.html"]
    (script,) = root.find("//script")
    assert site.target(root, script.get("src", "")).file == site.asset("language-choice.js")


@pytest.mark.parametrize("file", MISSING)
def test_a_missing_address_is_explained_in_the_languages_of_the_page(site: Site, file: str) -> None:
    page = site.pages[file]
    blocks = find(page.article, "./div[@lang]")
    assert [block.get("lang") for block in blocks] == MISSING[file]
    for block in blocks:
        locale = block.get("lang", "")
        assert text(find(block, "h1 | h2")[0]) == SORRY[locale]
        ways_out = [site.target(page, link.get("href", ""), "x/y/z").file for link in find(block, ".//a")]
        assert {f"{locale}/index.html", f"{locale}/{'ruoli' if locale == 'it' else 'roles'}/index.html"} <= {*ways_out}
        assert all(way and way.startswith(f"{locale}/") for way in ways_out)


@pytest.mark.parametrize("file", MISSING)
def test_at_any_depth_a_missing_address_shows_a_whole_page(site: Site, file: str) -> None:
    """Hosts show it in the place of any address: whatever it is made of must be found from there."""
    page = site.pages[file]
    for place in ("nowhere", "it/ruoli/nowhere/", "en/roles/nowhere/at/all/"):
        found = {site.target(page, written, place).file for element, written in page.addresses() if element.tag != "a"}
        assert {site.asset("guide.css"), site.asset("guide.js"), "pagefind/pagefind.js"} <= found
        assert found <= site.files


@pytest.mark.parametrize("file", MISSING)
def test_links_of_a_missing_address_begin_at_the_folder_of_the_site(configured: Site, file: str) -> None:
    links = [link.get("href", "") for link in configured.pages[file].find("//a[@href]")]
    inside = [link for link in links if not link.startswith(("https://creativecommons.org/", "#"))]
    assert len(inside) > 10
    assert [link for link in inside if not link.startswith("/a/b/")] == []


@pytest.mark.parametrize("file", MISSING)
def test_search_engines_do_not_keep_a_missing_address(site: Site, file: str) -> None:
    page = site.pages[file]
    assert page.meta("robots") == "noindex"
    assert page.links_of_head("canonical") == page.links_of_head("alternate") == []


def test_only_pages_for_missing_addresses_editions_and_cards_are_kept_from_search_engines(site: Site) -> None:
    kept = {page.file for page in site.pages.values() if page.find("//meta[@name='robots']")}
    assert kept == {*MISSING, *(page.file for page in site.pages.values() if page.is_edition or page.is_card)}


def test_robots_may_read_everything_and_are_told_of_the_sitemap(site: Site, unaddressed: Site) -> None:
    for each, maps in ((site, [f"{site.url}sitemap.xml"]), (unaddressed, None)):
        robots = RobotFileParser()
        robots.parse(each.read("robots.txt").splitlines())
        assert robots.site_maps() == maps
        assert all(robots.can_fetch("a robot", each.url + file) for file in each.files)


def test_who_hosts_the_site_below_a_folder_is_told_that_robots_do_not_look_there(site: Site) -> None:
    assert ("# Robots read this file at the root" in site.read("robots.txt")) == (urlsplit(site.url).path != "/")


def test_the_sitemap_dates_the_pages_that_say_when_they_were_reviewed_or_changed(site: Site) -> None:
    dated = {
        (entry.findtext("{*}loc") or "").removeprefix(site.url): entry.findtext("{*}lastmod")
        for entry in etree.fromstring((site.folder / "sitemap.xml").read_bytes())
    }
    for address, day in dated.items():
        data = json.loads(site.page(address).only("//script[@type='application/ld+json']").text or "")
        known = [data[name] for name in ("lastReviewed", "dateModified") if name in data]
        # A chapter’s own data does not say when its role changed.
        assert (day is None) == (not known), address
        assert day is None or day >= max(known), address
        if data.get("dateModified"):
            assert day == max(known), address
    assert {*map(bool, dated.values())} == {True, False}


def test_only_pages_with_a_language_are_in_the_sitemap_and_in_the_search(site: Site) -> None:
    for file in ["index.html", *MISSING]:
        page = site.pages[file]
        assert site.url + page.address not in site.sitemap
        assert page.find("//*[@data-pagefind-body]") == []
    for page in site.localized:
        assert (site.url + page.address in site.sitemap) != page.is_edition, page
        assert bool(page.find("//*[@data-pagefind-body]")) == (page in site.searched), page
