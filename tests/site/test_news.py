"""What changed, for readers who come back: a page and a feed in each language."""

from typing import Any, Final

import feedparser  # type: ignore[import-untyped]
import pytest

from tests.site.published import LOCALES, Page, Site, find, text, with_class

NEWS: Final = {"it": "it/novita/", "en": "en/news/"}
FEED: Final = {"it": "it/novita.xml", "en": "en/news.xml"}
ROLES: Final = {"it": "it/ruoli/", "en": "en/roles/"}
DAYS: Final = {
    "it": {"2026-11-24": "24 novembre 2026", "2026-10-01": "1 ottobre 2026"},
    "en": {"2026-11-24": "24 November 2026", "2026-10-01": "1 October 2026"},
}


def feed_of(site: Site, locale: str) -> Any:
    parsed = feedparser.parse((site.folder / FEED[locale]).read_bytes(), sanitize_html=False)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def days_of(page: Page) -> list[tuple[str, str]]:
    """The days on the page: for machines and in words."""
    return [(time.get("datetime", ""), text(time)) for time in page.find("//h2/time")]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_newest_stands_first_under_its_day_in_words(small: Site, locale: str) -> None:
    assert days_of(small.page(NEWS[locale])) == list(DAYS[locale].items())


@pytest.mark.parametrize("locale", LOCALES)
def test_each_entry_leads_to_its_role(site: Site, locale: str) -> None:
    page = site.page(NEWS[locale])
    entries = page.find(with_class("cg-items") + "/li")
    assert entries
    for entry in entries:
        title = find(entry, with_class("cg-item__title") + "/a")[0]
        role = site.target(page, title.get("href", "")).address
        assert role.startswith(site.url + ROLES[locale])
        assert text(title) == text(site.page(role.removeprefix(site.url)).only("//h1"))


def test_the_news_is_what_the_roles_themselves_tell(site: Site) -> None:
    for locale in LOCALES:
        page = site.page(NEWS[locale])
        told = sorted(text(entry).split(" ", 1)[0] for entry in page.find(with_class("cg-items") + "/li"))
        assert len(told) == sum(len(role.find(with_class("cg-changes") + "/dd")) for role in roles(site, locale))
        words = text(page.article)
        for role in roles(site, locale):
            for change in role.find(with_class("cg-changes") + "/dd"):
                assert text(change) in words


def roles(site: Site, locale: str) -> list[Page]:
    depth = ROLES[locale].count("/") + 1
    return [
        page for page in site.localized if page.address.startswith(ROLES[locale]) and page.address.count("/") == depth
    ]


def test_both_languages_are_the_same_page(site: Site) -> None:
    assert site.twin(site.page(NEWS["it"])).address == NEWS["en"]


def test_a_role_that_tells_of_changes_leads_to_the_news(site: Site) -> None:
    for locale in LOCALES:
        for role in roles(site, locale):
            leads = {site.target(role, link.get("href", "")).address for link in find(role.article, ".//a")}
            assert (site.url + NEWS[locale] in leads) == bool(role.find(with_class("cg-changes"))), role


def test_every_page_leads_to_the_news_at_its_foot_and_not_in_its_menu(site: Site) -> None:
    for page in site.localized:
        there = site.url + NEWS[page.locale or ""]
        foot, menu = (
            {site.target(page, link.get("href", "")).address for link in find(page.only(with_class(name)), ".//a")}
            for name in ("cg-footer", "cg-nav")
        )
        assert there in foot, page
        assert there not in menu, page


def test_every_page_names_the_feed_of_its_language(site: Site) -> None:
    for page in site.localized:
        (link,) = page.find("/html/head/link[@type='application/atom+xml']")
        assert link.get("rel") == "alternate"
        assert link.get("title") == feed_of(site, page.locale or "").feed.title
        assert site.target(page, link.get("href", "")).file == FEED[page.locale or ""], page


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_offers_the_feed(site: Site, locale: str) -> None:
    page = site.page(NEWS[locale])
    offered = [site.target(page, link.get("href", "")).file for link in find(page.article, ".//a[@type]")]
    assert offered == [FEED[locale]]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_feed_says_where_it_is_and_tells_what_the_page_tells(site: Site, locale: str) -> None:
    parsed, page = feed_of(site, locale), site.page(NEWS[locale])
    links = {link.rel: link.href for link in parsed.feed.links}
    assert links == {"self": site.url + FEED[locale], "alternate": site.url + NEWS[locale]}
    assert parsed.feed.language == locale
    entries = page.find(with_class("cg-items") + "/li")
    assert [entry.link for entry in parsed.entries] == [f"{site.url}{page.address}#{e.get('id')}" for e in entries]
    assert parsed.feed.updated == f"{days_of(page)[0][0]}T00:00:00Z"


def test_all_that_a_feed_links_to_exists(site: Site) -> None:
    for locale in LOCALES:
        for entry in feed_of(site, locale).entries:
            for link in entry.links:
                address, _, anchor = link.href.removeprefix(site.url).partition("#")
                assert not anchor or anchor in site.page(address).ids


def test_search_finds_the_page_by_its_name_but_not_what_roles_tell_themselves(site: Site) -> None:
    for locale in LOCALES:
        page = site.page(NEWS[locale])
        assert page in site.searched
        ignored = page.find("//*[@data-pagefind-ignore]")
        assert len(ignored) == len(days_of(page)) > 0
        assert all(find(part, ".//h2/time") for part in ignored)
