"""What the role pays: every figure with its base, its source and its date, and no more said than is known."""

from typing import Final

import pytest
from lxml.html import HtmlElement

from tests.fixture_guide import PROJECT
from tests.site.project import read_yaml
from tests.site.published import LOCALES, Page, Site, find, text, with_class

CHAPTER: Final = {
    "it": "it/ruoli/key-account-manager/stipendio/",
    "en": "en/roles/key-account-manager/salary/",
}
SMALL_CHAPTER: Final = {"it": "it/ruoli/soffiatore-di-vetro/stipendio/", "en": "en/roles/glassblower/salary/"}
LABELS: Final = read_yaml(PROJECT / "data/labels.yml")
"""The words are the editors' to choose; the figures, and which words stand beside which figure, are fixed here."""
YEAR: Final = LABELS["period"]["year"]
GROSS, NOT_SAID = (
    {locale: LABELS["basis"][basis][locale].format(period=YEAR[locale]) for locale in LOCALES}
    for basis in ("gross", "unspecified")
)
NO_PERCENTAGE: Final = LABELS["salary"]["variable_unknown"]
ON_TOP: Final = LABELS["base"]["on_top_of_fixed_pay"]
OF_TOTAL: Final = LABELS["base"]["of_total_pay"]
OF_GROSS: Final = LABELS["base"]["of_gross_pay"]
FROM_MEAN: Final = LABELS["base"]["of_national_mean"]
IN_LINE: Final = LABELS["format"]["no_difference"]
SENIOR_YEARS: Final = read_yaml(PROJECT / "data/roles/key-account-manager/salary.yml")["bands"][2]["experience_note"]
OWNER, FIGURES = (read_yaml(PROJECT / "data/sources.yml")["owner-guide"][name] for name in ("short", "figures"))
DATED: Final = {
    "it": "· valida fino al 28 febbraio 2027 Attendibilità: indagine con nome e data",
    "en": "· valid until 28 February 2027 Confidence: named and dated survey",
}
SOURCE: Final = {
    locale: f"{LABELS['parts']['source'][locale]}: {OWNER[locale]} · {LABELS['parts']['undated'][locale]} "
    + LABELS["confidence"]["mark"][locale].format(confidence=LABELS["confidence"]["indicative"][locale])
    for locale in LOCALES
}

BANDS: Final = {
    "it": {
        "Junior": ["1–3 anni", f"30.000–40.000 € {GROSS['it']}", NO_PERCENTAGE["it"]],
        "Intermedio": ["4–7 anni", f"40.000–55.000 € {GROSS['it']}", f"15–25% {ON_TOP['it']}"],
        "Senior": [
            "8–10 anni " + SENIOR_YEARS["it"],
            f"55.000–75.000 € {GROSS['it']}",
            NO_PERCENTAGE["it"],
        ],
        "Executive": [
            "oltre 10 anni",
            f"75.000–90.000 € e oltre {NOT_SAID['it']}",
            f"oltre il 40% {ON_TOP['it']} (solo in alcuni casi)",
        ],
    },
    "en": {
        "Junior": ["1–3 years", f"€30,000–40,000 {GROSS['en']}", NO_PERCENTAGE["en"]],
        "Intermediate": ["4–7 years", f"€40,000–55,000 {GROSS['en']}", f"15–25% {ON_TOP['en']}"],
        "Senior": [
            "8–10 years " + SENIOR_YEARS["en"],
            f"€55,000–75,000 {GROSS['en']}",
            NO_PERCENTAGE["en"],
        ],
        "Executive": [
            "over 10 years",
            f"€75,000–90,000 or more {NOT_SAID['en']}",
            f"over 40% {ON_TOP['en']} (in some cases only)",
        ],
    },
}
AREAS: Final = {
    "it": {
        "Nord Italia": [f"da +10% a +15% {FROM_MEAN['it']}", f"45.000–60.000 € {NOT_SAID['it']}"],
        "Centro Italia": [f"{IN_LINE['it']} {FROM_MEAN['it']}", f"40.000–55.000 € {NOT_SAID['it']}"],
        "Sud Italia e isole": [f"da −20% a −10% {FROM_MEAN['it']}", f"35.000–48.000 € {NOT_SAID['it']}"],
    },
    "en": {
        "Northern Italy": [f"+10% to +15% {FROM_MEAN['en']}", f"€45,000–60,000 {NOT_SAID['en']}"],
        "Central Italy": [f"{IN_LINE['en']} {FROM_MEAN['en']}", f"€40,000–55,000 {NOT_SAID['en']}"],
        "Southern Italy and the islands": [
            f"−20% to −10% {FROM_MEAN['en']}",
            f"€35,000–48,000 {NOT_SAID['en']}",
        ],
    },
}


@pytest.mark.parametrize("locale", ["it", "en"])
def test_each_level_has_its_years_its_amount_and_its_variable_part(shipped: Site, locale: str) -> None:
    """Gross is said only where the source says it; an open end stays open; what is not known is said not to be."""
    assert rows(shipped.page(CHAPTER[locale]), "bands") == BANDS[locale]


@pytest.mark.parametrize("locale", ["it", "en"])
def test_each_area_has_its_distance_from_the_mean_and_its_amount(shipped: Site, locale: str) -> None:
    found = rows(shipped.page(CHAPTER[locale]), "areas")
    assert {area: cells[1:] for area, cells in found.items()} == AREAS[locale]


@pytest.mark.parametrize(("locale", "level"), [("it", "Intermedio"), ("en", "Intermediate")])
def test_the_amounts_by_area_name_the_one_level_that_they_are_for(shipped: Site, locale: str, level: str) -> None:
    page = shipped.page(CHAPTER[locale])
    assert text(find(table_of(page, "areas"), ".//thead//th")[-1]).endswith(f"({level})")
    assert LABELS["salary"]["only_level"][locale].format(level=level) in text(page.article)


@pytest.mark.parametrize(
    ("locale", "section", "figure"),
    [
        ("it", "variable-share", f"20–40% {OF_TOTAL['it']}"),
        ("it", "benefits", f"10–20% {OF_GROSS['it']}"),
        ("it", "top-positions", f"oltre 100.000 € {NOT_SAID['it']}"),
        ("en", "variable-share", f"20–40% {OF_TOTAL['en']}"),
        ("en", "benefits", f"10–20% {OF_GROSS['en']}"),
        ("en", "top-positions", f"over €100,000 {NOT_SAID['en']}"),
    ],
)
def test_a_figure_names_its_base_and_its_source(shipped: Site, locale: str, section: str, figure: str) -> None:
    page = shipped.page(CHAPTER[locale])
    heading = page.only(f"//*[self::h2 or self::h3][@id='{section}']")
    found = find(heading, f"following::*[contains(@class, 'cg-figure')][preceding::*[@id='{section}']][1]")
    assert [parted(entry) for entry in found] == [(figure, SOURCE[locale])]


@pytest.mark.parametrize("locale", ["it", "en"])
def test_a_table_of_one_source_names_it_below(shipped: Site, locale: str) -> None:
    for table in find(shipped.page(CHAPTER[locale]).article, ".//table"):
        after = table.getnext()
        assert isinstance(after, HtmlElement)
        assert "cg-table-source" in after.get("class", "")
        assert text(after) == SOURCE[locale]
        assert find(table, with_class("cg-source")) == []


@pytest.mark.parametrize(
    ("locale", "sources"),
    [
        (
            "it",
            {
                "Apprendista": ["Fonte: Appunti di bottega · senza data Attendibilità: dato indicativo"],
                "Maestro": [f"Fonte: Indagine di prova · dati riferiti al 28 febbraio 2026 {DATED['it']}"] * 2,
            },
        ),
        (
            "en",
            {
                "Apprentice": ["Source: Workshop notes · undated Confidence: indicative figure"],
                "Master": [f"Source: Test survey · as of 28 February 2026 {DATED['en']}"] * 2,
            },
        ),
    ],
)
def test_in_a_table_of_several_sources_each_figure_has_its_own(
    small: Site, locale: str, sources: dict[str, list[str]]
) -> None:
    page = small.page(SMALL_CHAPTER[locale])
    table = table_of(page, "bands")
    found = {
        text(find(row, "th")[0]): [text(source) for source in find(row, f"td/{with_class('cg-source')}")]
        for row in find(table, "tbody/tr")
    }
    assert found == sources
    after = table.getnext()
    assert not isinstance(after, HtmlElement) or "cg-table-source" not in after.get("class", "")


def test_every_figure_outside_tables_has_a_source_that_is_described(site: Site) -> None:
    """Beside the figure; on the full guide, in the note that its number leads to."""
    seen = 0
    for page in site.localized:
        for figure in find(page.article, with_class("cg-figure")):
            if notes := find(figure, "sup/a"):
                (note,) = find(page.article, f"//*[@id='{notes[0].get('href', '')[1:]}']")
                assert find(note, "span[@data-confidence]")
                continue
            link, mark = find(figure, f"{with_class('cg-source')}/a")
            assert text(mark).startswith(("Attendibilità: ", "Confidence: "))
            target = site.target(page, link.get("href", ""))
            assert target.file in {"it/fonti/index.html", "en/sources/index.html"}
            seen += 1
    assert seen > 8


def test_no_percentage_of_a_figure_stands_without_its_base(site: Site) -> None:
    """The number is set in bold; what it is a share of follows in plain words."""
    seen = 0
    for page in site.localized:
        numbers = find(page.article, f"{with_class('cg-figure')}/strong | .//table//td/strong")
        for number in (number for number in numbers if "%" in text(number)):
            assert len((number.tail or "").split()) > 2, f"{page}: {text(number)}"
            seen += 1
    assert seen > 4


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_chapter_says_first_that_the_figures_are_estimates(shipped: Site, locale: str) -> None:
    page = shipped.page(CHAPTER[locale])
    notice = next(notice for notice in page.find(with_class("cg-notice")) if text(notice))
    assert FIGURES[locale] in text(notice)
    assert LABELS["salary"]["no_offer"][locale] in text(notice)
    assert find(notice, "following::table")
    assert not find(notice, "preceding::table")


@pytest.mark.parametrize(
    ("address", "span"),
    [
        ("it/ruoli/key-account-manager/", "da 30.000 € a 90.000 € e oltre"),
        ("en/roles/key-account-manager/", "from €30,000 to €90,000 or more"),
    ],
)
def test_the_overview_sums_up_with_the_same_figures_and_their_source(shipped: Site, address: str, span: str) -> None:
    page = shipped.page(address)
    facts = [text(fact) for fact in find(page.article, with_class("cg-glance__fact"))]
    assert [fact for fact in facts if span in fact and SOURCE[address[:2]] in fact] != []


def table_of(page: Page, section: str) -> HtmlElement:
    """The first table below a heading."""
    return find(page.only(f"//h2[@id='{section}']"), "following::table")[0]


def rows(page: Page, section: str) -> dict[str, list[str]]:
    """The table of a section: the words of each cell, by the name of the row."""
    return {
        text(find(row, "th")[0]): [text(cell) for cell in find(row, "td")]
        for row in find(table_of(page, section), "tbody/tr")
    }


def parted(figure: HtmlElement) -> tuple[str, str]:
    """What a figure says, and where it comes from."""
    (source,) = find(figure, with_class("cg-source"))
    return text(figure).removesuffix(text(source)).strip(), text(source)
