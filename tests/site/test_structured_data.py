"""What pages say to machines is what they show to readers, in schema.org's own words."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from babel.dates import get_month_names
from lxml.html import HtmlElement

from tests.schema_org import things_in, wrong_in
from tests.site.published import Page, Site, find, text, with_class

SCRIPT: Final = "//script[@type='application/ld+json']"
OPEN: Final = {"it": ("oltre", "e oltre"), "en": ("over", "or more")}
"""How a page says that nothing is known of the top."""


def data_of(page: Page) -> dict[str, Any]:
    data = json.loads(page.only(f"/html/head{SCRIPT}").text or "")
    assert isinstance(data, dict)
    return data


def described(site: Site) -> list[Page]:
    """The pages that search engines may index."""
    return [page for page in site.localized if not page.is_edition]


def number(value: float, locale: str | None) -> str:
    """A whole number as readers of a language write it."""
    assert value == int(value)
    return f"{int(value):,}".replace(",", "." if locale == "it" else ",")


def amounts_in(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [thing for thing in things_in(data) if thing["@type"] == "MonetaryAmount"]


def salary_pages(site: Site) -> Iterator[Page]:
    for page in described(site):
        if re.fullmatch(r"(it/ruoli|en/roles)/[a-z0-9-]+/(stipendio|salary)/", page.address):
            yield page


def with_bands(site: Site) -> list[Page]:
    """Those with amounts of the role's own."""
    return [page for page in salary_pages(site) if page.find("//h2[@id='bands']")]


def test_every_page_with_an_address_of_its_own_has_data_and_no_other_page_has(site: Site) -> None:
    having = {page.file for page in site.pages.values() if page.find(SCRIPT)}
    assert having == {page.file for page in described(site)}


def test_the_data_follows_the_vocabulary(site: Site) -> None:
    wrong = [f"{page}: {complaint}" for page in described(site) for complaint in wrong_in(data_of(page))]
    assert not wrong, "\n".join(wrong)


def test_a_page_says_of_itself_what_its_head_says(site: Site) -> None:
    for page in described(site):
        data = data_of(page)
        (canonical,) = page.links_of_head("canonical")
        assert data["@type"] == "WebPage"
        assert data["url"] == canonical.get("href") == site.url + page.address
        assert data["inLanguage"] == page.language
        assert data["description"] == page.meta("description")
        assert page.title == f"{' '.join(data['name'].split())} · {data['isPartOf']['name']}", page


def test_breadcrumbs_are_those_that_readers_see(site: Site) -> None:
    seen = 0
    for page in described(site):
        visible = page.find(with_class("cg-breadcrumbs"))
        if not visible:
            assert "breadcrumb" not in data_of(page), page
            continue
        items = data_of(page)["breadcrumb"]["itemListElement"]
        assert [item["name"] for item in items] == [text(entry) for entry in find(visible[0], ".//li")], page
        links = [site.target(page, link.get("href", "")).address for link in find(visible[0], ".//a")]
        assert [item["item"]["@id"] for item in items] == [*links, site.url + page.address], page
        assert [item["position"] for item in items] == list(range(1, len(items) + 1)), page
        seen += 1
    assert seen > len(site.localized) / 2


def test_addresses_of_the_site_lead_to_pages_that_exist(site: Site) -> None:
    for page in described(site):
        for thing in things_in(data_of(page)):
            for address in (thing.get("url"), thing.get("@id"), thing.get("item", {}).get("@id")):
                if address and address.startswith(site.url):
                    assert site.target(page, address).file in site.files, f"{page}: {address}"


def test_each_amount_stands_in_the_row_of_its_level(site: Site) -> None:
    pages = with_bands(site)
    assert pages
    for page in pages:
        said = {amount["name"]: amount for amount in amounts_in(data_of(page))}
        rows = {text(find(row, "th")[0]): row for row in find(_table_of_bands(page), ".//tbody/tr")}
        assert list(said) == list(rows), page
        for level, row in rows.items():
            shown, value = text(find(row, "td")[1]), said[level]["value"]
            assert number(value["minValue"], page.locale) in shown, page
            assert said[level]["description"] in shown, page
            assert "€" in shown
            assert said[level]["currency"] == "EUR"
            if "maxValue" in value:
                assert number(value["maxValue"], page.locale) in shown, page
            assert ("maxValue" not in value) == any(word in shown for word in OPEN[page.locale or ""]), page


def _table_of_bands(page: Page) -> HtmlElement:
    heading = page.only("//h2[@id='bands']")
    (table,) = find(heading.getparent(), f"{with_class('cg-table', 'table')}")  # type: ignore[arg-type]
    return table


def test_pay_on_the_overview_is_the_span_that_it_shows(site: Site) -> None:
    seen = 0
    for page in described(site):
        if page in salary_pages(site):
            continue
        for amount in amounts_in(data_of(page)):
            (fact,) = (
                fact for fact in page.find(with_class("cg-glance__fact")) if text(fact).startswith(amount["name"])
            )
            shown, value = text(fact), amount["value"]
            assert amount["description"] in shown, page
            assert number(value["minValue"], page.locale) in shown, page
            if "maxValue" in value:
                assert number(value["maxValue"], page.locale) in shown, page
            assert ("maxValue" not in value) == any(word in shown for word in OPEN[page.locale or ""]), page
            seen += 1
    assert seen == len(with_bands(site))


def test_codes_and_needs_are_those_that_readers_see(site: Site) -> None:
    seen = set()
    for page in described(site):
        visible = text(page.article)
        for thing in things_in(data_of(page)):
            if thing["@type"] == "CategoryCode" and page not in salary_pages(site):
                assert thing["codeValue"] in visible, page
                assert thing.get("name", "") in visible, page
                seen.add("code")
            if thing["@type"] == "OccupationalExperienceRequirements":
                assert thing["description"] in visible, page
                seen.add("experience")
            for skill in thing.get("skills", ()):
                file = site.target(page, skill["url"]).file or ""
                assert text(site.pages[file].only("//h1")).endswith(skill["name"]), page
                seen.add("skills")
            if "responsibilities" in thing:
                assert thing["responsibilities"] in visible, page
                seen.add("responsibilities")
    assert seen == {"code", "experience", "responsibilities", "skills"}


def test_the_review_is_that_which_readers_see(site: Site) -> None:
    seen = 0
    for page in described(site):
        reviewed = data_of(page).get("lastReviewed")
        tools = text(page.only(with_class("cg-page-tools", "p")))
        label = {"it": "Ultima revisione", "en": "Last reviewed"}[page.locale or ""]
        assert (reviewed is None) == (label not in tools), page
        if reviewed:
            year, month, day = reviewed.split("-")
            name = get_month_names(locale=page.locale)[int(month)]
            assert f"{label}: {int(day)} {name} {year}" in tools, page
            seen += 1
    assert seen > 3


def test_both_languages_say_the_same_of_the_same_things(site: Site) -> None:
    for page in described(site):
        here, there = (
            [
                (thing["@type"], sorted(set(thing) - {"name"}), thing.get("codeValue"), thing.get("minValue"))
                for thing in things_in(data_of(each))
            ]
            for each in (page, site.twin(page))
        )
        assert here == there, page
