"""The job description builder: a document for one's choices, the same in the preview, the copies and the files."""

import io
import json
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Device, OpenPage, ready, until
from tests.browser.test_accessibility import BOTH, violations
from tests.fixture_guide import PROJECT
from tests.schema_org import wrong_in
from tests.site.project import read_yaml
from tests.site.published import Site

BUILDER: Final = {"it": "it/per-hr/descrizione-posizione/", "en": "en/for-hr/job-description/"}
OF_ROLE: Final = "?role=key-account-manager"
FOLDER: Final = "documents/key-account-manager"
LABELS: Final = read_yaml(PROJECT / "data/labels.yml")["documents"]
OWN: Final = {
    "company": "Ditta & Figli <srl> *Torino*",
    "own_pay": "RAL 48.000–52.000 €",
    "agreement": "CCNL Commercio, Terziario, Distribuzione e Servizi, con il contratto integrativo aziendale",
}


def opened(open_page: OpenPage, query: str = OF_ROLE, locale: str = "it", **how: Any) -> Page:
    """The builder, with nothing folded."""
    page = open_page(f"{BUILDER[locale]}{query}", **how)
    expect(page.locator(".cg-paper h2")).to_be_visible()
    page.locator(".cg-documents").evaluate(
        "all => all.querySelectorAll('details').forEach((part) => { part.open = true })"
    )
    return page


def state(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def headings(page: Page) -> list[str]:
    return page.locator(".cg-paper h3").all_inner_texts()


def leave_out(page: Page, *sections: str) -> None:
    for section in sections:
        page.locator(f"[name=section][value={section}]").uncheck()


def fill_in(page: Page) -> None:
    for field, value in OWN.items():
        page.locator(f"[data-own={field}]").fill(value)


def downloaded(page: Page, kind: str) -> tuple[str, bytes]:
    """The name and content of a file that a button gives."""
    with page.expect_download() as waiting:
        page.locator(f"[data-do={kind}]").click()
    expect(page.locator(".cg-documents__said")).to_contain_text(waiting.value.suggested_filename)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def words_of(document: Document) -> str:
    return "".join(element.text or "" for element in document.element.body.iter(qn("w:t")))


# --- what cannot stand in a Word file


def test_characters_that_no_word_file_may_hold_are_dropped_before_ones_eyes(open_page: OpenPage) -> None:
    page = opened(open_page)
    company = page.locator("[data-own=company]")
    said = page.locator(".cg-documents__said")
    for typed, kept in (
        ("'Rossi\\u0002 & figli'", "Rossi & figli"),
        ("'Ros\\ud800si\\uffff'", "Rossi"),
        ("'R\\x00\\x1b[1mossi \\ufffe🏭'", "R[1mossi 🏭"),
    ):
        company.evaluate(
            f"field => {{ field.value = {typed}; field.dispatchEvent(new Event('input', {{bubbles: true}})); }}"
        )
        expect(company).to_have_value(kept)
        expect(said).to_have_text(LABELS["dropped"]["it"])
        expect(page.locator("[data-blank=company]").first).to_have_text(kept)
        _, content = downloaded(page, "docx")
        assert kept in words_of(docx.Document(io.BytesIO(content))), typed
    company.fill("Rossi")
    expect(said).to_be_empty()


def test_a_character_that_came_in_unseen_does_not_reach_the_word_file(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.locator("[data-own=company]").evaluate("field => { field.value = 'Ros\\u0002si'; }")
    _, content = downloaded(page, "docx")
    assert "Rossi" in words_of(docx.Document(io.BytesIO(content)))


# --- the way to a document

PHONE_HEIGHT: Final = 844


def is_within_two_screens(what: Locator) -> bool:
    box = what.bounding_box()
    assert box
    scrolled: float = what.page.evaluate("scrollY")
    return box["y"] + scrolled < 2 * PHONE_HEIGHT


def test_on_a_phone_a_word_file_for_a_senior_is_three_taps_and_two_screens_from_the_home_page(
    open_page: OpenPage,
) -> None:
    page = open_page("en/", device="phone")
    for name in ("Key account manager", "Download the job advert"):
        link = page.get_by_role("main").get_by_role("link", name=name, exact=True).first
        assert is_within_two_screens(link)
        link.tap()
    page.wait_for_url("**/job-description/**")
    ready(page)
    page.get_by_label(LABELS["profile"]["en"]).select_option("senior_senior")
    button = page.get_by_role("button", name="Download DOCX")
    assert is_within_two_screens(button)
    with page.expect_download() as waiting:
        button.tap()
    assert waiting.value.suggested_filename == "job-advert_key-account-manager_senior_senior_en.docx"


def test_each_role_leads_to_its_advert_within_two_screens_of_a_phone(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    page = open_page("it/ruoli/", device="phone")
    roles = page.locator(".cg-card__title").evaluate_all("all => all.map((link) => [link.innerText, link.href])")
    for role, target in roles:
        with subtests.test(role):
            page.goto(target)
            link = page.get_by_role("link", name="Scarica l’annuncio di lavoro")
            assert is_within_two_screens(link)
            link.tap()
            page.wait_for_url("**/descrizione-posizione/**")
            ready(page)
            expect(page.locator("[name=role] option:checked")).to_have_text(role)


def test_a_specialization_leads_to_its_advert(open_page: OpenPage) -> None:
    page = open_page("en/roles/key-account-manager/specializations/retail/")
    page.get_by_role("link", name="Download the job advert").click()
    expect(page.locator(".cg-paper h2")).to_have_text("Retail key account manager")


def test_what_is_amiss_in_a_folded_part_is_shown(open_page: OpenPage) -> None:
    page = open_page(f"{BUILDER['en']}{OF_ROLE}&without=tools")
    expect(page.locator("[name=section][value=tools]")).to_be_visible()
    company = page.locator("[data-own=company]")
    expect(company).to_be_hidden()
    page.get_by_text(LABELS["posting"]["en"], exact=True).click()
    page.locator("[data-do=json]").click()
    expect(company).to_be_focused()
    said = page.locator(".cg-documents__said")
    expect(said).to_contain_text(LABELS["company"]["en"])
    expect(said).to_be_in_viewport()


# --- choices


def test_who_picks_a_role_is_offered_what_there_is_of_it(open_page: OpenPage) -> None:
    page = opened(open_page, query="")
    roles = page.locator("[name=role] option").all_inner_texts()
    for role in (roles[-1], "Key account manager", roles[0]):
        page.locator("[name=role]").select_option(role)
        expect(page.locator(".cg-paper h2")).to_have_text(role)
        offered = page.locator("[name=profile] option").all_inner_texts()
        assert offered[0].startswith(role)
        assert len(offered) == len(set(offered))
        assert state(page)["profile"] == page.locator("[name=profile]").input_value()


def test_the_preview_shows_what_is_chosen(open_page: OpenPage) -> None:
    page = opened(open_page)
    expect(page.locator(".cg-paper h2")).to_have_text("Key account manager")
    page.locator("[name=profile]").select_option("b2b_intermediate")
    expect(page.locator(".cg-paper h2")).to_have_text("Key account manager B2B")
    expect(page.locator(".cg-paper")).to_contain_text("Analizzare le esigenze")
    page.locator("[name=language]").select_option("en")
    expect(page.locator(".cg-paper h2")).to_have_text("B2B key account manager")
    expect(page.locator(".cg-paper")).to_have_attribute("lang", "en")
    before = headings(page)
    leave_out(page, "purpose", "tools")
    gone = [LABELS[name]["en"] for name in ("purpose", "tools")]
    assert headings(page) == [heading for heading in before if heading not in gone]
    assert state(page) == {
        "role": "key-account-manager",
        "profile": "b2b_intermediate",
        "language": "en",
        "without": "purpose,tools",
    }


def test_market_pay_is_an_annex_that_is_added_on_demand(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_intermediate")
    expect(page.locator(".cg-paper")).not_to_contain_text("40.000")
    page.locator("[name=section][value=pay]").check()
    expect(page.locator(".cg-paper")).to_contain_text("40.000–55.000 €")
    assert state(page)["with"] == "pay"
    page.reload()
    expect(page.locator(".cg-paper")).to_contain_text("40.000–55.000 €")
    _, content = downloaded(page, "docx")
    document = docx.Document(io.BytesIO(content))
    titles = [entry.text for entry in document.paragraphs if entry.style and entry.style.name == "Heading 1"]
    assert titles == headings(page)
    assert titles[-1] == LABELS["pay"]["it"]
    rows = {row.cells[0].text: row.cells[1].text for row in document.tables[-1].rows}
    assert {"Fonte", LABELS["date"]["it"], LABELS["confidence"]["it"]} <= set(rows)


def test_a_choice_is_shared_by_its_address_and_survives_a_reload(open_page: OpenPage) -> None:
    query = f"{OF_ROLE}&profile=strategic_executive&language=en&without=tools,offer"
    page = opened(open_page, query)
    expect(page.locator(".cg-paper h2")).to_have_text("Strategic key account manager")
    expect(page.locator("[name=profile]")).to_have_value("strategic_executive")
    expect(page.locator("[name=section][value=tools]")).not_to_be_checked()
    before = page.locator(".cg-paper").inner_text()
    page.reload()
    expect(page.locator(".cg-paper h2")).to_be_visible()
    assert page.locator(".cg-paper").inner_text() == before
    assert state(page) == state(page) | {"profile": "strategic_executive", "without": "tools,offer"}


def test_an_unknown_choice_in_the_address_is_named_and_left_out(open_page: OpenPage) -> None:
    page = opened(open_page, "?role=king&profile=%22%3E%3Cimg%3E&language=la&without=head,about,x")
    first = page.locator("[name=role] option").first.inner_text()
    expect(page.locator(".cg-paper h2")).to_have_text(first)
    expect(page.locator("[name=profile] option:checked")).to_contain_text(first)
    expect(page.locator("[name=language]")).to_have_value("it")
    # The licence asks for the source: it cannot be left out.
    expect(page.locator(".cg-paper")).to_contain_text("CC BY 4.0")
    said = page.locator(".cg-documents [data-unknown]")
    expect(said).to_be_visible()
    expect(said).to_contain_text('«king», «"><img>», «la», «head», «about» e «x»')


def test_a_level_at_which_a_specialization_does_not_exist_is_named(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=strategic_junior", locale="en")
    expect(page.locator(".cg-documents [data-unknown]")).to_contain_text("“strategic_junior”")


# --- what the employer types


def test_what_is_typed_is_shown_and_goes_nowhere_else(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_senior")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url + (request.post_data or "")))
    fill_in(page)
    for field, value in OWN.items():
        expect(page.locator(f".cg-paper [data-blank={field}]")).to_have_text(value)
    expect(page.locator(".cg-paper [data-blank=contract]")).to_have_text(f"[{LABELS['blank']['it']}]")
    page.locator("[data-own=closing_day]").fill("2027-01-31")
    expect(page.locator(".cg-paper [data-blank=closing_day]")).to_have_text("31 gennaio 2027")
    page.locator("[name=language]").select_option("en")
    expect(page.locator(".cg-paper [data-blank=closing_day]")).to_have_text("31 January 2027")
    page.locator("[name=language]").select_option("it")
    page.locator("[name=profile]").select_option("b2b_intermediate")
    expect(page.locator(".cg-paper")).to_contain_text("portafoglio consolidato")
    expect(page.locator(".cg-paper [data-blank=own_pay]")).to_have_text(OWN["own_pay"])
    assert set(state(page)) == {"role", "profile", "language"}
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    for value in OWN.values():
        assert value not in kept
        assert not [request for request in requests if value in request]
    page.reload()
    expect(page.locator(".cg-paper h2")).to_be_visible()
    expect(page.locator(".cg-paper [data-blank=own_pay]")).to_have_text(f"[{LABELS['blank']['it']}]")


def test_our_band_never_stands_among_the_employers_details(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_senior&with=pay")
    expect(page.locator(".cg-paper")).to_contain_text("55.000–75.000 €")
    assert not re.search(r"\d", page.locator(".cg-paper table").first.inner_text())


# --- files


@pytest.mark.parametrize("locale", ["it", "en"])
def test_with_all_sections_the_files_are_the_published_ones(open_page: OpenPage, shipped: Site, locale: str) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=national_executive", locale)
    published = shipped.folder / FOLDER / f"job-advert_key-account-manager_national_executive_{locale}"
    for ending in ("md", "txt"):
        name, content = downloaded(page, ending)
        assert content.decode().split() == published.with_suffix(f".{ending}").read_text("utf-8").split()
        assert name == f"{published.name}.{ending}"
    _, content = downloaded(page, "docx")
    whole = docx.Document(io.BytesIO(published.with_suffix(".docx").read_bytes()))
    assert words_of(docx.Document(io.BytesIO(content))) == words_of(whole)


def test_a_text_opens_with_the_right_letters_where_the_host_says_nothing_of_them(open_page: OpenPage) -> None:
    # Missing is the icon that browsers look for beside what is no page.
    file = f"{FOLDER}/job-advert_key-account-manager_national_executive_it.txt"
    page = open_page(file, expect_missing=True)
    assert page.evaluate("document.contentType") == "text/plain"
    words = page.locator("body").inner_text()
    assert "à" in words
    assert not re.search("[Ã�]", words)


def test_a_word_file_has_the_chosen_sections_and_what_was_typed(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_intermediate")
    leave_out(page, "purpose", "tools")
    fill_in(page)
    name, content = downloaded(page, "docx")
    assert name == "job-advert_key-account-manager_b2b_intermediate_it.docx"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.read("word/document.xml").startswith(b"<?xml")
    document = docx.Document(io.BytesIO(content))
    titles = [entry.text for entry in document.paragraphs if entry.style and entry.style.name == "Heading 1"]
    assert titles == headings(page)
    assert LABELS["pay"]["it"] not in titles
    words = words_of(document)
    for value in OWN.values():
        assert value in words
    header = document.sections[0].header._element
    assert OWN["company"] in [element.text for element in header.iter(qn("w:t"))]
    assert "40.000" not in words
    controls = {
        control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): control
        for control in document.element.body.iter(qn("w:sdt"))
    }
    shows_placeholder = {
        field: control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
        for field, control in controls.items()
    }
    assert shows_placeholder == {field: field not in OWN for field in controls}
    assert document.core_properties.language == "it-IT"
    assert len(document.tables) == 1


def test_a_word_file_without_any_section_still_says_what_it_is_and_where_from(open_page: OpenPage) -> None:
    page = opened(open_page)
    boxes = page.locator("[name=section]")
    for index in range(boxes.count()):
        boxes.nth(index).uncheck()
    _, content = downloaded(page, "docx")
    document = docx.Document(io.BytesIO(content))
    assert document.paragraphs[0].text == "Key account manager"
    assert not [entry for entry in document.paragraphs if entry.style and entry.style.name == "Heading 1"]
    assert "CC BY 4.0" in document.sections[0].footer.paragraphs[0].text


def test_markdown_and_text_hold_what_was_typed_as_typed(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_intermediate")
    fill_in(page)
    _, content = downloaded(page, "md")
    rendered = MarkdownIt("commonmark").parse(content.decode())
    shown = ["".join(child.content for child in token.children or []) for token in rendered if token.type == "inline"]
    _, content = downloaded(page, "txt")
    text = content.decode()
    for field, value in OWN.items():
        assert f"{LABELS[field]['it']}: {value}" in shown
        assert value in " ".join(text.split())
    assert LABELS["pay"]["it"] not in text


def test_an_ampersand_needs_no_backslash_in_markdown(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.locator("[data-own=company]").fill("Rossi & Figli &amp;")
    _, content = downloaded(page, "md")
    assert r"Rossi & Figli \&amp;" in content.decode()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_very_long_word_does_not_widen_the_page(open_page: OpenPage, width: int) -> None:
    page = opened(open_page)
    page.set_viewport_size({"width": width, "height": 844})
    page.locator("[data-own=contact]").fill("x" * 300)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_choices_stay_when_the_language_of_the_site_changes(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_senior&without=tools")
    page.locator("a.cg-language").first.click()
    expect(page).to_have_url(re.compile(r"/en/for-hr/job-description/\?"))
    expect(page.locator(".cg-paper h2")).to_have_text("B2B key account manager")
    expect(page.locator("[name=profile]")).to_have_value("b2b_senior")
    expect(page.locator("[name=section][value=tools]")).not_to_be_checked()


# --- copies


def clipboard(page: Page) -> dict[str, str]:
    found: dict[str, str] = json.loads(
        page.evaluate(
            """async () => {
              const [item] = await navigator.clipboard.read();
              const texts = item.types.map(async (type) => [type, await (await item.getType(type)).text()]);
              return JSON.stringify(Object.fromEntries(await Promise.all(texts)));
            }"""
        )
    )
    return found


def test_a_copy_has_its_formatting_and_is_announced(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_intermediate&without=tools")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fill_in(page)
    status = page.locator(".cg-documents__said")
    expect(status).to_be_empty()
    page.locator("[data-do=copy]").click()
    expect(status).to_have_text(LABELS["copied"]["it"])
    copied = clipboard(page)
    assert re.search(r"<h1[^>]*>Key account manager B2B</h1>", copied["text/html"])
    assert re.search(rf"<h2[^>]*>{LABELS['you_do']['it']}</h2>", copied["text/html"])
    assert "Ditta &amp; Figli &lt;srl&gt; *Torino*" in copied["text/html"]
    assert "data-blank" not in copied["text/html"]
    assert copied["text/plain"].startswith("Key account manager B2B\n=====")


def test_markdown_is_copied(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_senior", "en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-do=copyMarkdown]").click()
    expect(page.locator(".cg-documents__said")).to_have_text(LABELS["copied"]["en"])
    assert clipboard(page)["text/plain"].startswith("# B2B key account manager\n\n")


COMPANY: Final = "</script><b>Ditta & Figli</b>"


def test_the_code_for_search_engines_is_made_of_what_the_employer_filled_in(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_senior&with=pay")
    status = page.locator(".cg-documents__said")
    page.locator("[data-own=company]").fill(COMPANY)
    page.locator("[data-do=json]").click()
    expect(status).to_contain_text(LABELS["place"]["it"])
    expect(page.locator("[data-own=place]")).to_be_focused()
    page.locator("[data-own=place]").fill("Torino")
    page.locator("[data-own=working_time]").fill("40 ore")
    page.locator("[data-own=closing_day]").fill("2099-01-31")
    page.locator("[data-posting=employmentType]").select_option("FULL_TIME")
    page.locator("[data-posting=minValue]").fill("52000")
    page.locator("[data-posting=maxValue]").fill("60000.50")
    name, content = downloaded(page, "json")
    assert name == "job-posting_key-account-manager_b2b_senior_it.json"
    expect(status).to_have_text(LABELS["downloaded"]["it"].replace("{file}", name))
    posting = json.loads(content)
    # schema.org's vocabulary, and what Google's job search requires or recommends of it.
    assert wrong_in(posting) == []
    today, description = posting.pop("datePosted"), posting.pop("description")
    assert date.fromisoformat(today) - date.today() in (timedelta(-1), timedelta(), timedelta(1))  # noqa: DTZ011
    assert posting == {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Key account manager B2B",
        "validThrough": "2099-01-31",
        "employmentType": "FULL_TIME",
        "workHours": "40 ore",
        "hiringOrganization": {"@type": "Organization", "name": COMPANY},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": "Torino", "addressCountry": "IT"},
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", "minValue": 52000, "maxValue": 60000.5, "unitText": "YEAR"},
        },
    }
    # Neither what is still to be completed nor market pay stands in what is published.
    assert LABELS["blank"]["it"] not in description
    assert "55.000" not in description
    assert f"<li>{LABELS['place']['it']}: Torino</li>" in description
    assert set(re.findall(r"<(\w+)", description)) == {"p", "ul", "li"}


def test_what_the_employer_left_empty_is_left_out_of_the_code_and_named(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=junior_junior", "en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-own=company]").fill(COMPANY)
    page.locator("[data-own=place]").fill("Milan")
    page.locator("[data-do=copyPosting]").click()
    status = page.locator(".cg-documents__said")
    expect(status).to_contain_text(LABELS["copied"]["en"])
    for name in ("closing_day", "working_time", "employment", "pay_min", "pay_max"):
        expect(status).to_contain_text(LABELS[name]["en"])
    code = clipboard(page)["text/plain"]
    begin, end = '<script type="application/ld+json">', "</script>"
    assert code.startswith(begin)
    assert code.endswith(end)
    # No text ends the element that the code is put in.
    assert code.count("<") == 2
    posting = json.loads(code.removeprefix(begin).removesuffix(end))
    assert wrong_in(posting) == []
    assert not {"validThrough", "workHours", "employmentType", "baseSalary"} & set(posting)
    assert posting["hiringOrganization"]["name"] == COMPANY
    assert LABELS["offer"]["en"] in posting["description"]


@pytest.mark.parametrize(
    "typed",
    [{"own=closing_day": "2020-01-31"}, {"posting=minValue": "60000", "posting=maxValue": "50000"}],
    ids=["a day that has passed", "a range that ends before it begins"],
)
def test_no_code_is_made_of_what_cannot_be(open_page: OpenPage, typed: dict[str, str]) -> None:
    page = opened(open_page)
    for field, value in ({"own=company": "Rossi", "own=place": "Milano"} | typed).items():
        page.locator(f"[data-{field}]").fill(value)
    page.locator("[data-do=json]").click()
    expect(page.locator("input:invalid")).to_be_focused()
    expect(page.locator(".cg-documents__said")).to_be_empty()


# --- print, trouble, access


def test_the_paper_alone_is_printed(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_intermediate")
    page.emulate_media(media="print")
    expect(page.locator(".cg-paper h2")).to_be_visible()
    for other in ("h1", ".cg-documents form", ".cg-documents__actions", ".cg-files", ".md-header", ".cg-footer"):
        expect(page.locator(other).first).to_be_hidden()


def test_printing_names_the_file_after_the_document(open_page: OpenPage) -> None:
    page = opened(open_page, f"{OF_ROLE}&profile=b2b_intermediate")
    title = page.title()
    page.evaluate("window.print = () => { window.printed = document.title; }")
    page.locator("[data-do=print]").click()
    until(page, "window.printed")
    assert page.evaluate("window.printed") == "job-advert_key-account-manager_b2b_intermediate_it"
    assert page.title() == title


def test_a_document_that_cannot_be_read_is_said_to_be(open_page: OpenPage) -> None:
    page = open_page("it/", expect_missing=True)
    file = "**/job-advert_*_b2b_senior_it.json"
    page.route(file, lambda route: route.fulfill(status=503))
    page.goto(page.url + "per-hr/descrizione-posizione/?role=key-account-manager&profile=b2b_senior")
    status = page.locator(".cg-documents__said")
    expect(status).to_have_text(LABELS["failed"]["it"])
    page.unroute(file)
    page.locator("#document-sections").click()
    page.locator("[name=section][value=tools]").uncheck()
    expect(page.locator(".cg-paper h2")).to_have_text("Key account manager B2B")
    expect(status).to_be_empty()


def test_it_is_used_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(BUILDER["en"])
    page.locator("[name=role]").focus()
    page.keyboard.type("key")
    page.keyboard.press("Tab")
    page.keyboard.type("b2b")
    expect(page.locator(".cg-paper h2")).to_have_text("B2B key account manager")
    expect(page.locator(".cg-paper")).to_contain_text("business customers")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".cg-paper")).not_to_contain_text(LABELS["purpose"]["en"])
    for _ in range(7):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Acme")
    expect(page.locator("[data-own=company]")).to_have_value("Acme")


def test_without_scripts_there_are_all_files_to_download(open_page: OpenPage, shipped: Site) -> None:
    page = open_page(BUILDER["it"], scripts=False)
    expect(page.locator(".cg-documents form")).to_be_hidden()
    expect(page.get_by_text(LABELS["needs_scripts"]["it"])).to_be_visible()
    first = page.locator(".cg-files").first
    first.locator("summary").click()
    expect(first.locator("a[download]").first).to_be_visible()
    linked = page.locator(".cg-files a[download]").evaluate_all("all => all.map((link) => new URL(link.href).pathname)")
    files = [file for file in shipped.folder.glob("documents/*/*") if file.suffix != ".json"]
    assert sorted(linked) == sorted(f"/{file.relative_to(shipped.folder).as_posix()}" for file in files)


@pytest.mark.parametrize("device", ["phone", pytest.param("desk", marks=pytest.mark.thorough)])
def test_no_violation(open_page: OpenPage, device: Device) -> None:
    locale = "it" if device == "phone" else "en"
    page = opened(open_page, f"{OF_ROLE}&profile=junior_junior&without=tools", locale, device=device)
    page.locator(".cg-files summary").first.click()
    assert violations(page, BOTH if device == "desk" else ["dark"]) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
