"""The news as a feed: what a reader's program relies on, by Atom's own rules (RFC 4287)."""

import re
from datetime import date
from typing import Any, Final

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree, html

from career_guide.exports import feeds
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.news import news
from tests.fixture_guide import TEMPLATES, articles
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder

ADDRESS: Final[dict[Locale, str]] = {"it": "it/novita.xml", "en": "en/news.xml"}
TITLE: Final[dict[Locale, str]] = {"it": "Novità · Guida alle professioni", "en": "News · Career guide"}
TEXTS: Final[dict[Locale, list[str]]] = {
    "it": ["<p>Aggiunte le cifre di prova.</p>", "<p>Prima edizione di prova.</p>"],
    "en": ["<p>Test figures added.</p>", "<p>First test edition.</p>"],
}
CHANGES: Final = "roles/lamplighter/changes.yml"
ATOM: Final = "{http://www.w3.org/2005/Atom}"
OF_FEED: Final = ("id", "title", "updated", "author")
OF_ENTRY: Final = ("id", "title", "updated", "content")
"""What must stand there exactly once; an entry takes its author from the feed."""


def feed_of(renderer: Renderer, locale: Locale = "en") -> bytes:
    made = feeds.files(renderer)[ADDRESS[locale]]()
    return made.encode() if isinstance(made, str) else made


def read(renderer: Renderer, locale: Locale = "en") -> Any:
    """The feed as a reader's program understands it; it cleans nothing away here."""
    parsed = feedparser.parse(feed_of(renderer, locale), sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def edited(folder: GuideFolder) -> Renderer:
    return Renderer(folder.plan(), TEMPLATES, SITE_URL)


def change(day: str, text: str) -> str:
    return f"- date: {day}\n  text:\n    it: {text}\n    en: {text}\n"


# --- the feed


def test_each_locale_has_one_beside_its_page_of_news(renderer: Renderer) -> None:
    assert sorted(feeds.files(renderer)) == sorted(ADDRESS.values())
    for locale in LOCALES:
        page = renderer.plan.page("page/news", locale)
        assert f"{page.path.rstrip('/')}.xml" == ADDRESS[locale]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_program_reads_what_it_is(renderer: Renderer, locale: Locale) -> None:
    parsed = read(renderer, locale)
    assert parsed.version == "atom10"
    assert parsed.feed.language == locale
    assert parsed.feed.title == TITLE[locale]
    assert parsed.feed.subtitle == renderer.plan.page("page/news", locale).description
    assert parsed.feed.author == TITLE[locale].partition(" · ")[2]
    links = {link.rel: link.href for link in parsed.feed.links}
    assert links["self"] == parsed.feed.id == SITE_URL + ADDRESS[locale]
    assert links["alternate"] == SITE_URL + renderer.plan.path("page/news", locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_its_entries_are_the_changes_of_all_roles_the_newest_first(renderer: Renderer, locale: Locale) -> None:
    entries = read(renderer, locale).entries
    assert [entry.updated for entry in entries] == ["2026-11-24T00:00:00Z", "2026-10-01T00:00:00Z"]
    assert [entry.content[0].value for entry in entries] == TEXTS[locale]
    assert {entry.content[0].type for entry in entries} == {"text/html"}
    assert {entry.title for entry in entries} == {{"it": "Soffiatore di vetro", "en": "Glassblower"}[locale]}


def test_an_entry_leads_to_its_place_among_the_news_and_to_its_role(renderer: Renderer) -> None:
    entry = read(renderer).entries[0]
    links = {link.rel: link.href for link in entry.links}
    news_page = renderer.plan.page("page/news", "en")
    place, _, anchor = links["alternate"].partition("#")
    assert place == SITE_URL + news_page.path
    assert anchor in renderer.page(news_page).anchors
    assert links["related"] == f"{SITE_URL}en/roles/glassblower/"


# --- Atom's rules


@pytest.mark.parametrize("locale", LOCALES)
def test_what_must_stand_in_a_feed_and_in_an_entry_stands_there_once(renderer: Renderer, locale: Locale) -> None:
    root = etree.fromstring(feed_of(renderer, locale))
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == locale
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for part, required in [(root, OF_FEED), *((entry, OF_ENTRY) for entry in entries)]:
        for name in required:
            assert len(part.findall(ATOM + name)) == 1, name
        relations = [(link.get("rel"), link.get("type")) for link in part.findall(f"{ATOM}link")]
        assert len(set(relations)) == len(relations)
        assert all(link.get("href", "").startswith(SITE_URL) for link in part.findall(f"{ATOM}link"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", part.findtext(f"{ATOM}updated") or "")


def test_no_two_entries_of_either_language_have_one_id(renderer: Renderer) -> None:
    ids = [entry.id for locale in LOCALES for entry in read(renderer, locale).entries]
    assert len(set(ids)) == len(ids) == 4
    assert all(entry_id.startswith(f"{SITE_URL}go/role/") for entry_id in ids)


def test_the_feed_bears_the_day_of_its_newest_entry_whenever_it_is_made(renderer: Renderer) -> None:
    assert read(renderer).feed.updated == "2026-11-24T00:00:00Z"
    later = Renderer(renderer.plan, TEMPLATES, SITE_URL, day=date(2031, 1, 1))
    assert feed_of(later) == feed_of(renderer)


def test_the_declared_encoding_is_the_real_one(renderer: Renderer) -> None:
    made = feed_of(renderer, "it")
    assert made.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert "Novità" in made.decode("utf-8")
    assert b"\r" not in made


# --- what editors do


def test_changes_of_several_roles_stand_together_by_day(folder: GuideFolder) -> None:
    folder.write(CHANGES, change("2026-11-01", "Nuovi lampioni.") + change("2026-11-24", "Luci nuove."))
    entries = read(edited(folder)).entries
    assert [(entry.updated[:10], entry.title) for entry in entries] == [
        ("2026-11-24", "Glassblower"),
        ("2026-11-24", "Lamplighter"),
        ("2026-11-01", "Lamplighter"),
        ("2026-10-01", "Glassblower"),
    ]


def test_what_changed_in_a_role_on_one_day_is_one_entry(folder: GuideFolder) -> None:
    folder.write(CHANGES, change("2026-11-01", "Prima.") + change("2026-11-01", "Poi."))
    entries = [entry for entry in read(edited(folder)).entries if entry.title == "Lamplighter"]
    assert [entry.content[0].value for entry in entries] == ["<p>Prima.</p>\n<p>Poi.</p>"]


def test_a_corrected_text_does_not_make_a_new_entry(folder: GuideFolder) -> None:
    folder.write(CHANGES, change("2026-11-01", "Refuso."))
    before = [entry.id for entry in read(edited(folder)).entries]
    folder.write(CHANGES, change("2026-11-01", "Corretto."))
    assert [entry.id for entry in read(edited(folder)).entries] == before


def test_a_renamed_role_does_not_make_its_news_new(own_folder: GuideFolder) -> None:
    own_folder.write(CHANGES, change("2026-11-01", "Nuovi lampioni."))
    before = read(edited(own_folder)).entries
    role = own_folder.data / "roles/lamplighter"
    role.rename(role.with_name("lamp-keeper"))
    own_folder.replace("roles/lamp-keeper/role.yml", "market:", "former_ids: [lamplighter]\nmarket:")
    own_folder.replace("roles/lamp-keeper/role.yml", "en: lamplighter", "en: lamp-keeper")
    own_folder.replace("roles/glassblower/salary.yml", "role: lamplighter", "role: lamp-keeper")
    after = read(edited(own_folder)).entries
    assert [(entry.id, entry.link) for entry in after] == [(entry.id, entry.link) for entry in before]
    assert f"{SITE_URL}en/roles/lamp-keeper/" in {link.href for entry in after for link in entry.links}


def test_links_in_an_entry_hold_wherever_it_is_read(folder: GuideFolder) -> None:
    text = '"Vedi la [pazienza](go:skill/patience), il [bolo](go:term/gather) e [altro](https://glass.example/)."'
    folder.write(CHANGES, change("2026-12-01", text))
    content = html.fragment_fromstring(read(edited(folder)).entries[0].content[0].value)
    assert [link.get("href") for link in content.iter("a")] == [
        f"{SITE_URL}en/skills/patience/",
        f"{SITE_URL}en/glossary/#gather",
        "https://glass.example/",
    ]
    assert not list(content.iter("button"))


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "</content></entry>", "]]> & <b>"])
def test_whatever_an_editor_types_is_text(folder: GuideFolder, typed: str) -> None:
    folder.write(CHANGES, change("2026-12-01", f"'Prova {typed}'"))
    folder.replace("roles/lamplighter/role.yml", "en: Lamplighter", f"en: 'Lamplighter {typed}'")
    entry = read(edited(folder)).entries[0]
    assert html.fromstring(f"<div>{entry.content[0].value}</div>").text_content().strip() == f"Prova {typed}"
    assert html.fromstring(f"<div>{entry.content[0].value}</div>").xpath(".//script | .//b") == []
    title = etree.fromstring(feed_of(edited(folder))).findtext(f"{ATOM}entry/{ATOM}title")
    assert title == f"Lamplighter {typed}"


def test_while_nothing_has_changed_there_is_a_feed_without_entries(own_folder: GuideFolder) -> None:
    (own_folder.data / "roles/glassblower/changes.yml").unlink()
    parsed = read(edited(own_folder))
    assert parsed.entries == []
    # The newest review: a feed without a date would break the rules.
    assert parsed.feed.updated == "2026-11-24T00:00:00Z"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_says_that_there_is_no_news(own_folder: GuideFolder, locale: Locale) -> None:
    (own_folder.data / "roles/glassblower/changes.yml").unlink()
    renderer = edited(own_folder)
    page = renderer.page(renderer.plan.page("page/news", locale)).html
    assert {"it": "Per ora non ci sono novità.", "en": "There is no news yet."}[locale] in page
    assert "<h2" not in page


def test_news_that_nobody_wrote_is_none(guide: Any) -> None:
    assert [(entry.day.isoformat(), entry.role.id) for entry in news(guide)] == [
        ("2026-11-24", "glassblower"),
        ("2026-10-01", "glassblower"),
    ]


def test_a_guide_without_roles_has_a_feed_all_the_same(own_folder: GuideFolder) -> None:
    plan = own_folder.plan()
    empty = plan.guide.model_copy(update={"roles": {}})
    renderer = Renderer(type(plan)(empty, articles(own_folder.path / "docs")), TEMPLATES, SITE_URL)
    assert read(renderer).entries == []
