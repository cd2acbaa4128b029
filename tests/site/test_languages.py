"""Italian and English say the same, on pages that know each other."""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any, Final

from lxml import etree
from lxml.html import HtmlElement

from tests.fixture_guide import PROJECT
from tests.site.project import read_yaml
from tests.site.published import LOCALES, OTHER, Page, Site, find, text

OF_THE_TWIN: Final = {"data-alias", "data-twin", "data-names", "data-all"}
"""What the search knows a page by and no reader sees: its names, in the other language, too."""
SPOKEN_ATTRIBUTES: Final = ("aria-label", "title", "placeholder", "alt", "content", "data-label")


def test_every_page_says_its_language(site: Site) -> None:
    for page in site.pages.values():
        assert page.language == (page.locale or "it"), page


def test_every_page_has_its_twin(site: Site) -> None:
    pages = {locale: {page for page in site.localized if page.locale == locale} for locale in LOCALES}
    assert {site.twin(page) for page in pages["it"]} == pages["en"]
    assert {site.twin(page) for page in pages["en"]} == pages["it"]
    assert pages["it"]


def test_twins_name_each_other_and_themselves(site: Site) -> None:
    for page in site.localized:
        assert page.locale is not None
        said = site.alternates(page)
        assert set(said) == {*LOCALES, "x-default"}, page
        assert len(page.find("/html/head/link[@rel='alternate'][@hreflang]")) == len(said), page
        assert said[page.locale] == site.url + page.address
        assert site.alternates(site.twin(page)) == said, page


def test_other_readers_are_asked_at_the_entrance_and_get_italian_elsewhere(site: Site) -> None:
    for page in site.localized:
        said = site.alternates(page)
        entrance = page.address in {"it/", "en/"}
        assert said["x-default"] == (site.url if entrance else said["it"]), page


def test_every_page_has_one_canonical_address(site: Site) -> None:
    for page in site.localized:
        (link,) = page.links_of_head("canonical")
        assert link.get("href") == site.url + page.address


def test_the_themes_own_script_is_not_sent(site: Site) -> None:
    """It would fetch a sitemap beside each alternate and lead clicks in the language switch astray."""
    assert [page for page in site.pages.values() if page.find("//script[contains(@src, 'assets/javascripts/')]")] == []


def test_the_sitemap_lists_every_page_with_the_alternates_of_its_head(site: Site) -> None:
    listed = [page for page in site.localized if not page.is_edition]
    assert site.sitemap == {site.url + page.address: site.alternates(page) for page in listed}


def test_the_language_switch_leads_to_the_same_page(site: Site) -> None:
    for page in site.localized:
        (switch,) = page.find("//a[contains(@class, 'cg-language')]")
        twin = site.twin(page)
        assert site.target(page, switch.get("href", "")).file == twin.file
        assert switch.get("hreflang") == switch.get("lang") == switch.get("data-locale") == twin.locale
        assert {"it": "Italiano", "en": "English"}[twin.locale or ""] in text(switch)


def test_a_section_has_the_same_anchor_in_both_languages(site: Site) -> None:
    """So that the language switch stays on the section, and HR teams link to it whatever their readers speak."""
    compared = 0
    for page in (page for page in site.localized if page.locale == "it"):
        assert anchors(page) == anchors(site.twin(page)), page
        compared += len(anchors(page))
    assert compared > len(site.localized)


def test_a_figure_told_in_one_language_is_told_in_the_other(site: Site) -> None:
    compared = 0
    for page in (page for page in site.localized if page.address.startswith("it/ruoli/")):
        italian, english = figures(page), figures(site.twin(page))
        assert italian - english == english - italian == Counter(), page
        compared += italian.total()
    assert compared > 20


def test_titles_tell_pages_apart(site: Site) -> None:
    for locale in LOCALES:
        titles = Counter(page.title for page in site.localized if page.locale == locale)
        assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_has_a_description_of_its_own(site: Site) -> None:
    for locale in LOCALES:
        descriptions = Counter(page.meta("description").strip() for page in site.localized if page.locale == locale)
        assert [description for description, count in descriptions.items() if count > 1 or not description] == []


def test_a_page_speaks_its_own_language_alone(site: Site) -> None:
    """No word of the interface in the other language, unless it is marked as such or belongs to a name in the data."""
    foreign = {
        locale: [words for words in interface_words(OTHER[locale]) if words not in own]
        for locale in LOCALES
        for own in [content(site, locale)]
    }
    assert all(len(words) > 50 for words in foreign.values())
    found = [
        f"{page}: {words}"
        for page in site.pages.values()
        if page.locale
        for words in foreign[page.locale]
        if words in heard(page) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", heard(page))
    ]
    assert not found, "\n".join(found)


def test_words_of_the_interface_are_found_where_they_stand(site: Site) -> None:
    """Were they no longer found, the test above would be empty."""
    for page in site.localized:
        assert page.locale is not None
        assert sum(words in heard(page) for words in interface_words(page.locale)) > 8, page


def test_the_themes_own_words_are_in_the_language_of_the_page(site: Site) -> None:
    expected = {"it": "Vai al contenuto", "en": "Skip to content"}
    for page in site.localized:
        assert page.locale is not None
        assert text(page.only("//a[contains(@class, 'md-skip')]")) == expected[page.locale], page


def anchors(page: Page) -> list[str]:
    """The ids of sections and entries, in order; those of terms sorted, as each language has its own alphabet."""
    sections = find(page.article, ".//*[self::h2 or self::h3 or self::li or self::section][@id]")
    terms = find(page.article, ".//dt[@id]")
    return [section.get("id", "") for section in sections] + sorted(term.get("id", "") for term in terms)


def figures(page: Page) -> Counter[str]:
    """All numbers of the article but those of notes, without the separators that each language has its own of."""
    article = deepcopy(page.article)
    etree.strip_elements(article, "sup", with_tail=False)
    return Counter(re.sub("[.,]", "", number) for number in re.findall(r"\d+(?:[.,]\d+)*", text(article)))


@cache
def interface_words(locale: str) -> list[str]:
    """Pieces of labels that only this language has, long enough to be no chance."""
    labels = read_yaml(PROJECT / "data/labels.yml")
    every = [label for group, own in labels.items() if "addresses" not in group for label in own.values()]
    other = " ".join(label[OTHER[locale]] for label in every)
    pieces = [piece.strip(" .:«»“”") for label in every for piece in re.split(r"\{\w+\}", label[locale])]
    return sorted({piece for piece in pieces if len(piece) > 12 and piece not in other})


def content(site: Site, locale: str) -> str:
    """All that the data says to readers of a language, names included; the interface's words are left out."""
    files = sorted((site.folder.parent / "data").rglob("*.yml"))
    return "\n".join(words for file in files if file.name != "labels.yml" for words in said(read_yaml(file), locale))


def said(value: Any, locale: str) -> Iterator[str]:
    """All texts in a piece of data but those in the other language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from said(entry, locale)
    elif isinstance(value, dict):
        for key, entry in value.items():
            if key != OTHER[locale]:
                yield from said(entry, locale)


@cache
def heard(page: Page) -> str:
    """All that a page says in its language, shown or read aloud."""
    assert page.locale
    return " ".join(spoken(page.tree, page.locale))


def spoken(element: HtmlElement, locale: str, inherited: str | None = None) -> Iterator[str]:
    """The texts and attributes of an element that are in a language."""
    language = element.get("lang", inherited or "")
    if element.tag in {"script", "style"}:
        return
    if language == locale:
        yield element.text or ""
        yield from (element.get(name, "") for name in SPOKEN_ATTRIBUTES)
        # Readers find a page by its names in the other language, too; they do not see them.
        yield from (
            value for name, value in element.attrib.items() if name.startswith("data-") and name not in OF_THE_TWIN
        )
    for child in element.iterchildren(etree.Element):
        if isinstance(child, HtmlElement):
            yield from spoken(child, locale, language)
        if language == locale:
            yield child.tail or ""
