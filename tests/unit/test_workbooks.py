"""The workbook for HR, as a spreadsheet program opens it."""

import io
import time
from datetime import datetime
from functools import cache
from typing import Any, Final

import openpyxl
import pytest

from career_guide.building.project import Project
from career_guide.exports import workbooks
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.permanent import permanent_path
from tests.fixture_guide import PROJECT, TEMPLATES
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder

Row = dict[str, Any]
"""The cells of a row by their headings."""

ADDRESS: Final[dict[Locale, str]] = {"it": "it/retribuzioni-e-competenze.xlsx", "en": "en/pay-and-skills.xlsx"}
SHEETS: Final[dict[Locale, list[str]]] = {
    "it": ["Retribuzioni", "Competenze", "Informazioni"],
    "en": ["Pay", "Skills", "About"],
}


@cache
def shipped() -> Renderer:
    return Project.in_folder(PROJECT).open(SITE_URL, try_macros=False)


def bytes_of(renderer: Renderer, locale: Locale) -> bytes:
    return workbooks.files(renderer)[ADDRESS[locale]]()


def opened(renderer: Renderer, locale: Locale = "en") -> Any:
    return openpyxl.load_workbook(io.BytesIO(bytes_of(renderer, locale)))


def rows_of(sheet: Any) -> list[Row]:
    headings, *rows = sheet.iter_rows()
    return [dict(zip((cell.value for cell in headings), row, strict=True)) for row in rows]


@pytest.mark.parametrize("locale", LOCALES)
def test_each_language_has_its_own_with_headings_that_stay_in_sight(locale: Locale) -> None:
    book = opened(shipped(), locale)
    assert book.sheetnames == SHEETS[locale]
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        # On paper, no column goes onto a page of its own.
        assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert all(cell.font.bold and cell.value for cell in sheet[1])
        assert all(12 <= sheet.column_dimensions[cell.column_letter].width <= 50 for cell in sheet[1])


def test_pay_is_a_number_with_its_currency_and_says_what_it_rests_on() -> None:
    rows = rows_of(opened(shipped())["Pay"])
    guide = shipped().plan.guide
    bands = [(role, band) for role in guide.roles.values() for band in role.bands.values()]
    assert len(rows) == len(bands)
    for row, (role, band) in zip(rows, bands, strict=True):
        assert row["Role"].value == role.profile.title["en"]
        assert row["From"].value == (band.range and band.range.min)
        assert row["To"].value == (band.range and band.range.max)
        assert row["Salary band"].value == shipped().wordings["en"].pay(band)
        assert row["Permanent address"].hyperlink.target == SITE_URL + permanent_path(
            f"role/{role.id}/band/{band.level}"
        )
    junior = rows[0]
    assert (junior["From"].value, junior["From"].number_format) == (30000, '"€"#,##0')
    source = guide.sources[next(iter(guide.roles["key-account-manager"].bands.values())).source or ""]
    assert (junior["Source"].value, junior["Date"].value) == ((source.short or source.title)["en"], "undated")
    assert junior["Confidence"].value == "indicative figure"
    assert rows_of(opened(shipped(), "it")["Retribuzioni"])[0]["Da"].number_format == '#,##0"\u00a0€"'


def test_a_skill_names_the_roles_and_specializations_that_use_it() -> None:
    guide = shipped().plan.guide
    rows = rows_of(opened(shipped())["Skills"])
    # They are described in the guide's own words: a column of sources would be empty.
    assert not {"Source", "Date", "Confidence"} & set(rows[0])
    assert {row["Skill"].value for row in rows} == {skill.name["en"] for skill in guide.skills.values()}
    expected = [use.specialization for skill in guide.skills for use in guide.uses("skill", skill)]
    assert [row["Specialisation"].value for row in rows if row["Role"].value] == [
        part and part.name["en"] for part in expected
    ]


def test_what_is_not_known_is_an_empty_cell_and_a_date_is_a_date(folder: GuideFolder) -> None:
    folder.replace("roles/glassblower/salary.yml", "range: {min: 20000, max: 26000}", "range: {above: 20000.5}")
    folder.replace(
        "roles/glassblower/salary.yml", "range: {min: 40000, max: 55000, or_more: true}", "range: {max: 42000.5}"
    )
    first, last = rows_of(opened(Renderer(folder.plan(), TEMPLATES, SITE_URL))["Pay"])
    assert (first["From"].value, first["To"].value, first["Salary band"].value) == (None, None, "over €20,000.50")
    assert (last["From"].value, last["To"].value) == (None, 42000.5)
    assert last["To"].number_format == '"€"#,##0.00'
    assert {type(row["Date"].value) for row in (first, last)} == {str, datetime}


def test_a_row_is_as_high_as_its_longest_text() -> None:
    """LibreOffice prints the rows of a file as high as the file says, one text over the other."""
    for locale in LOCALES:
        for sheet in opened(shipped(), locale):
            for row in sheet.iter_rows(min_row=2):
                longest = max(len(cell.value) for cell in row if isinstance(cell.value, str) and not cell.hyperlink)
                assert sheet.row_dimensions[row[0].row].height >= 15 * longest / 40, row[0].value


def test_no_text_is_taken_for_a_formula(folder: GuideFolder) -> None:
    folder.replace("roles/glassblower/role.yml", "en: Glassblower", 'en: "=1+1"')
    cell = rows_of(opened(Renderer(folder.plan(), TEMPLATES, SITE_URL))["Pay"])[0]["Role"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.thorough
def test_the_same_data_makes_the_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch, renderer: Renderer) -> None:
    before = bytes_of(renderer, "it")
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    time.sleep(2.1)  # A ZIP file counts in steps of two seconds.
    assert bytes_of(renderer, "it") == before
    newest = max(role.profile.reviewed for role in renderer.plan.guide.roles.values())
    assert opened(renderer).properties.created.date() == newest


def test_without_an_address_there_is_no_link_that_leads_nowhere(renderer: Renderer) -> None:
    book = opened(Renderer(renderer.plan, TEMPLATES, ""))
    links = {cell.hyperlink.target for sheet in book for row in sheet for cell in row if cell.hyperlink}
    assert links == {"https://creativecommons.org/licenses/by/4.0/"}
