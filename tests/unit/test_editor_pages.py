"""What editors look up on the site: files and fields, macros, error messages."""

import re
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from lxml import html
from lxml.html import HtmlElement

from career_guide.model.article import Article
from career_guide.model.guide import Guide
from career_guide.model.kinds import FILE_KINDS
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.review.data_dictionary import described_file
from career_guide.review.error_list import listed_errors
from career_guide.site.plan import SitePlan
from career_guide.words.messages import group_of
from tests.fixture_guide import TEMPLATES, articles

FOR_EDITORS: Final = [
    Article("for-editors", locale, f"{locale}/editors/", "Title", "Description", f"docs/{locale}/editors.md", 4)
    for locale in LOCALES
]


@pytest.fixture(scope="module")
def renderer(guide: Guide, pristine: Path) -> Renderer:
    """The small guide with pages for editors."""
    plan = SitePlan(guide, [*articles(pristine / "docs"), *FOR_EDITORS])
    return Renderer(plan, TEMPLATES, "https://guide.example/")


def page(renderer: Renderer, key: str, locale: Locale) -> HtmlElement:
    """The article of a page."""
    return html.fragment_fromstring(renderer.page(renderer.plan.page(key, locale)).html, create_parent=True)


def words(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


# --- the data dictionary


@pytest.mark.parametrize("locale", LOCALES)
def test_the_index_leads_to_the_page_of_every_kind_of_file(renderer: Renderer, locale: Locale) -> None:
    links = page(renderer, "page/data-dictionary", locale).xpath(".//a/@href")
    assert links == [f"{name}/" for name in FILE_KINDS]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("file", FILE_KINDS)
def test_the_page_of_a_file_shows_all_its_records_and_fields(renderer: Renderer, file: str, locale: Locale) -> None:
    article = page(renderer, f"data-file/{file}", locale)
    described = described_file(file, locale)
    assert [words(code) for code in article.xpath(".//tbody//th//code")] == [
        field.name for record in described.records for field in record.fields
    ]
    shown = words(article)
    for record in described.records:
        assert record.meaning.replace("`", "") in shown
        for field in record.fields:
            assert field.meaning.replace("`", "") in shown
            for value, meaning in field.choices.items():
                assert f"{value} {meaning.replace('`', '')}" in shown
    assert words(article.xpath(".//pre")[0]) == " ".join(described.example.split())


@pytest.mark.parametrize("file", FILE_KINDS)
def test_every_link_within_the_page_of_a_file_finds_its_place(renderer: Renderer, file: str) -> None:
    article = page(renderer, f"data-file/{file}", "it")
    ids = set(article.xpath(".//@id"))
    assert {link.removeprefix("#") for link in article.xpath(".//a/@href") if link.startswith("#")} <= ids


def test_a_field_that_holds_fields_leads_to_them(renderer: Renderer) -> None:
    (row,) = page(renderer, "data-file/salary", "en").xpath(".//tr[th/code[@id='record-salary.bands']]")
    assert words(row).startswith("bands optional list; for each entry: the fields of Salary band Pay by level")
    assert row.xpath(".//a/@href") == ["#record-salaryband"]


def test_a_default_is_shown_as_it_would_be_written(renderer: Renderer) -> None:
    (row,) = page(renderer, "data-file/goals", "it").xpath(".//tr[th/code[@id='record-section.ordered']]")
    assert "true o false Se manca, vale false." in words(row)


def test_the_page_of_a_file_names_its_place_and_its_schema(renderer: Renderer) -> None:
    article = page(renderer, "data-file/specialization", "it")
    assert "data/roles/<ruolo>/specializations/<id>.yml" in words(article)
    (schema,) = article.xpath(".//a[contains(@href, 'schema')]/@href")
    assert schema == "../../../../schemas/specialization.schema.json"


def test_what_an_editor_types_is_shown_as_code(renderer: Renderer) -> None:
    codes = [words(code) for code in page(renderer, "page/data-dictionary", "en").xpath(".//dd//code")]
    assert "[words](go:skill/foreign-languages)" in codes
    assert "40000" in codes


# --- macros


@pytest.mark.parametrize("locale", LOCALES)
def test_every_macro_is_shown_with_a_call_that_works_and_what_it_shows(renderer: Renderer, locale: Locale) -> None:
    home = renderer.plan.page("page/home", locale)
    table = html.fragment_fromstring(renderer.macro("macro_reference", home)())
    calls = [words(code) for code in table.xpath(".//th/code")]
    shown = [re.fullmatch(r"\{\{ (\w+)\((.*)\) \}\}", call) for call in calls]
    assert {call[1] for call in shown if call} == renderer.macros.all.keys()
    assert all(words(cell) for cell in table.xpath(".//td"))
    for call in shown:
        assert call
        assert renderer.macro(call[1], home)(*re.findall('"(.*?)"', call[2]))


def test_braces_of_a_call_are_no_call(renderer: Renderer) -> None:
    """Else the site's own template engine would take what is shown for something to do."""
    source = renderer.macro("macro_reference", renderer.plan.page("page/home", "it"))()
    assert "{" not in source
    assert "{{ sources() }}" in unescape(source)


# --- error messages


@pytest.mark.parametrize("locale", LOCALES)
def test_every_error_is_listed_once_in_the_order_of_its_file(locale: Locale) -> None:
    groups = listed_errors(locale)
    assert [error.code for group in groups for error in group.errors] == list(group_of("problems"))
    assert [group.first for group in groups] == list(group_of("error_list")["headings"])
    assert all(group.title for group in groups)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_listed_error_can_be_read_without_knowing_what_is_filled_in(locale: Locale) -> None:
    for group in listed_errors(locale):
        for error in group.errors:
            assert error.what, error.code
            assert error.remedy, error.code
            for part in ("what", "remedy"):
                filled_in = set(re.findall(r"(?<!\{)\{(\w+)\}", group_of("problems")[error.code][part][locale]))
                assert not [name for name in filled_in if f"{{{name}}}" in getattr(error, part)], error.code


def test_dots_stand_for_what_a_message_fills_in() -> None:
    errors = {error.code: error for group in listed_errors("en") for error in group.errors}
    assert errors["unknown_macro"].what == "there is no macro '…'"
    assert errors["unknown_macro"].remedy == "(The message suggests the nearest name, or lists the possible ones.)"
    assert "{min: …, max: …}" in errors["empty_range"].remedy


def test_every_error_can_be_linked_to(renderer: Renderer) -> None:
    listed = html.fragment_fromstring(renderer.macro("error_messages", renderer.plan.page("page/home", "it"))())
    assert set(group_of("problems")) <= set(listed.xpath(".//@id"))
    links = {link.removeprefix("#") for link in listed.xpath(".//a/@href")}
    assert links == set(listed.xpath(".//h2/@id"))
