"""Pay that is not Italian, yearly, in euros and known at both ends: shown right wherever it is shown, or left out."""

import json
from typing import Any, Final

import pytest
from lxml import html

from career_guide.documents import plain_text
from career_guide.documents.variants import variants
from career_guide.exports import api
from career_guide.exports.job_description import job_description
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.pages.structured_data import structured_data
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder
from tests.unit.test_thin_roles import assert_whole

PAGE: Final = "role/lamplighter/chapter/salary"
HEAD: Final = """\
source: glass-survey
summary:
  it: Quanto guadagna il lampionaio di prova, all’ora e in sterline.
  en: What the test lamplighter earns, by the hour and in pounds.
intro: {it: Si lavora la sera., en: Work is in the evening.}
"""
BY_THE_HOUR: Final = """\
currency: GBP
period: hour
basis: net
bands:
  - level: apprentice
    range: {max: 12.5}
  - level: master
    experience_years: {min: 5}
    range: {min: 18}
    variable: {value: {max: 10}, unit: percent, base: on_top_of_fixed_pay}
areas:
  - area: lagoon
    range: {min: 14, max: 16}
top:
  period: year
  basis: gross
  months_paid: 13
  range: {min: 40000, max: 40000}
"""
UNKNOWN: Final = """\
nearest:
  - what: {it: "Elettricisti, media nazionale", en: "Electricians, national average"}
    currency: GBP
    range: {min: 31000}
    note: {it: È un altro mestiere., en: It is another job.}
"""


@pytest.fixture
def made(folder: GuideFolder) -> Any:
    def with_salary(text: str) -> Renderer:
        folder.restore()
        folder.replace("roles/lamplighter/role.yml", "market: IT", "market: GB")
        folder.write("roles/lamplighter/salary.yml", HEAD + text)
        return Renderer(folder.plan(), TEMPLATES, SITE_URL)

    return with_salary


def words(renderer: Renderer, key: str, locale: Locale = "en") -> str:
    page = renderer.page(renderer.plan.page(key, locale)).html
    return " ".join(" ".join(html.fromstring(page).itertext()).replace("\u00a0", " ").split())


def test_pay_by_the_hour_in_pounds_with_open_ends_is_shown_as_it_is(made: Any) -> None:
    renderer = made(BY_THE_HOUR)
    assert_whole(renderer, "lamplighter", LOCALES)
    english, italian = (words(renderer, PAGE, locale) for locale in ("en", "it"))
    for said in ("up to £12.50 net an hour", "from £18 net an hour", "at least 5 years", "£14–16 net an hour"):
        assert said in english
    assert "£40,000 gross a year, in 13 monthly payments" in english
    for said in ("fino a 12,50 £ netti orari", "da 18 £ netti orari", "40.000 £ lordi annui, in 13 mensilità"):
        assert said in italian
    assert "in British pounds an hour" in english
    for foreign in ("€", "euro", "No data for", "Italy"):
        assert foreign not in english
    # From where to where it goes is not known.
    assert "Hourly pay" not in words(renderer, "role/lamplighter")
    renderer = made(BY_THE_HOUR.replace("{max: 12.5}", "{min: 11, max: 12.5}"))
    assert "Hourly pay from £11 to £18 or more" in words(renderer, "role/lamplighter")


def test_programs_are_told_the_whole_span_of_pay_as_far_as_its_ends_are_known(made: Any) -> None:
    for first, second, lowest, highest in (
        ("{max: 12.5}", "{min: 18}", None, None),
        ("{max: 12.5}", "{min: 18, max: 20}", None, 20),
        ("{min: 11}", "{min: 18}", 11, None),
        ("{min: 18}", "{min: 11, max: 14}", 11, None),
        ("{min: 18, max: 20}", "{min: 11, max: 14}", 11, 20),
        ("{min: 11, max: 14}", "{min: 11, max: 14}", 11, 14),
        ("{min: 11, max: 20}", "{min: 12, max: 14}", 11, 20),
        ("{min: 11, max: 20}", "{min: 12, max: 20, or_more: true}", 11, None),
    ):
        renderer = made(BY_THE_HOUR.replace("{min: 18}", second).replace("{max: 12.5}", first))
        described: Any = structured_data(renderer.plan.page("role/lamplighter", "en"), renderer.plan, SITE_URL)
        value = described["mainEntity"].get("estimatedSalary", {}).get("value", {})
        assert (value.get("minValue"), value.get("maxValue")) == (lowest, highest), (first, second)


def test_readers_are_told_the_country_where_roles_are_of_several(made: Any, renderer: Renderer) -> None:
    several = made("")
    assert "Labour market United Kingdom" in words(several, "role/lamplighter")
    for key in ("role/glassblower", "page/roles"):
        assert "Labour market" in words(several, key)
        assert "Labour market" not in words(renderer, key)


def test_programs_are_told_currency_and_period_and_no_end_that_is_not_known(made: Any) -> None:
    renderer = made(BY_THE_HOUR)
    page = renderer.plan.page(PAGE, "en")
    described: Any = structured_data(page, renderer.plan, SITE_URL)
    apprentice, master = described["mainEntity"]["estimatedSalary"]
    assert (apprentice["currency"], apprentice["value"]["unitText"]) == ("GBP", "HOUR")
    assert ("minValue" in apprentice["value"], apprentice["value"]["maxValue"]) == (False, 12.5)
    assert (master["value"]["minValue"], "maxValue" in master["value"]) == (18, False)
    answer = json.loads(api.files(renderer)["api/v1/roles/lamplighter/chapters/salary.json"]())["data"]
    assert [(band["currency"], band["period"], band["basis"]) for band in answer["bands"]] == [
        ("GBP", "hour", "net")
    ] * 2
    assert answer["top"]["period"] == "year"
    assert answer["bands"][1]["range"]["max"] is None


def test_a_job_description_names_its_own_country_and_no_other_s_law(made: Any) -> None:
    renderer = made(BY_THE_HOUR)
    guide = renderer.plan.guide
    master = next(variant for variant in variants(guide.roles["lamplighter"]) if variant.level == "master")
    text = plain_text.document(job_description(renderer, master, "profile", "en")).replace("\u00a0", " ")
    assert "from £18 net an hour" in text
    assert "United Kingdom" in text
    for foreign in ("Ital", "CCNL", "Directive", "€"):
        assert foreign not in text


def test_amounts_that_do_not_compare_are_in_the_table_and_in_no_picture(made: Any) -> None:
    renderer = made(BY_THE_HOUR.replace("range: {min: 18}", "range: {min: 30000}\n    period: year"))
    page = renderer.page(renderer.plan.page(PAGE, "en")).html
    assert "picture-bands-lamplighter" not in page
    assert "Annual pay" not in words(renderer, "role/lamplighter")
    assert "from £30,000 net a year" in words(renderer, PAGE)
    assert 'name="amount"' not in page


@pytest.mark.parametrize("text", ["", UNKNOWN], ids=["nothing", "nearest"])
def test_pay_that_is_not_known_is_told_once_and_nowhere_else(made: Any, text: str) -> None:
    renderer = made(text)
    assert_whole(renderer, "lamplighter", LOCALES)
    said = words(renderer, PAGE)
    assert said.count("no recent public survey") == 1
    assert "No data" not in said
    assert ("Electricians, national average: from £31,000" in said) is bool(text)
    at_a_glance = words(renderer, "role/lamplighter")
    assert at_a_glance.count("What it pays today is not known.") == 1
    assert ("The nearest figure: Electricians, national average: from £31,000" in at_a_glance) is bool(text)
    described: Any = structured_data(renderer.plan.page(PAGE, "en"), renderer.plan, SITE_URL)
    assert "estimatedSalary" not in described["mainEntity"]
