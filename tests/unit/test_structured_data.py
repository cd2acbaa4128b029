"""What pages say to machines: the vocabulary's own words, the page's own figures, and nothing that ends a script."""

import json
from typing import Any, Final

import pytest
from lxml import html

from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.pages.structured_data import structured_data
from career_guide.site.plan import SitePlan
from tests.fixture_guide import TEMPLATES
from tests.schema_org import CONTEXT, TYPES, things_in, wrong_in
from tests.unit.conftest import SITE_URL, shipped_renderer
from tests.unit.edits import GuideFolder

ROLE: Final = "role/glassblower"
SALARY: Final = "role/glassblower/chapter/salary"
GLASSBLOWER: Final = {
    "@type": "Occupation",
    "@id": f"{SITE_URL}en/roles/glassblower/#occupation",
    "name": "Glassblower",
}
HOSTILE: Final = "</script><script>alert(1)</script><!-- ]]> & \\u003c \"'"


def data_of(plan: SitePlan, key: str, locale: Locale = "en") -> dict[str, Any]:
    page = plan.page(key, locale)
    data = structured_data(page, plan, SITE_URL)
    assert data is not None
    return data


# --- every page


def test_pages_without_an_address_of_their_own_say_nothing(plan: SitePlan) -> None:
    silent = {page.kind for page in plan.pages if structured_data(page, plan, SITE_URL) is None}
    assert silent == {"not_found", "language_choice"}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_says_what_it_is_and_in_which_language(plan: SitePlan, locale: Locale) -> None:
    page = plan.page("skill/patience", locale)
    data = structured_data(page, plan, SITE_URL)
    assert data is not None
    assert data["@type"] == "WebPage"
    assert data["url"] == SITE_URL + page.path
    assert data["name"] == plan.full_title(page)
    assert data["description"] == page.description
    assert data["inLanguage"] == locale
    assert data["isPartOf"] == {
        "@type": "WebSite",
        "url": f"{SITE_URL}{locale}/",
        "name": {"it": "Guida alle professioni", "en": "Career guide"}[locale],
        "inLanguage": locale,
    }


def test_breadcrumbs_lead_from_the_home_page_to_the_page_itself(plan: SitePlan) -> None:
    items = data_of(plan, SALARY)["breadcrumb"]["itemListElement"]
    assert [item["position"] for item in items] == [1, 2, 3, 4]
    assert [item["name"] for item in items][1:] == ["Roles", "Glassblower", "Salary"]
    assert [item["item"] for item in items] == [
        {"@id": SITE_URL + path}
        for path in ("en/", "en/roles/", "en/roles/glassblower/", "en/roles/glassblower/salary/")
    ]


def test_a_page_has_the_picture_that_shared_links_to_it_show(plan: SitePlan) -> None:
    for key, folder in ((ROLE, "roles/glassblower/"), (SALARY, "roles/glassblower/salary/"), ("skill/patience", "")):
        assert data_of(plan, key)["image"] == f"{SITE_URL}en/{folder}share.png"


def test_the_home_page_stands_below_no_other(plan: SitePlan) -> None:
    assert "breadcrumb" not in data_of(plan, "page/home")


def test_no_page_names_a_publisher_that_nobody_knows(plan: SitePlan) -> None:
    assert not [page for page in plan.pages if "publisher" in json.dumps(structured_data(page, plan, SITE_URL))]


def test_every_page_names_its_licence_and_the_publisher_where_one_is_set(plan: SitePlan) -> None:
    for page in plan.pages:
        for data in filter(None, [structured_data(page, plan, SITE_URL, 'Glass "&" Sons')]):
            assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
            assert data["publisher"] == {"@type": "Organization", "name": 'Glass "&" Sons'}
            assert wrong_in(data) == []


# --- dates


def test_all_pages_of_a_role_say_when_it_was_reviewed(plan: SitePlan) -> None:
    for page in plan.pages:
        data = structured_data(page, plan, SITE_URL) or {}
        reviewed = {"glassblower": "2026-11-24", "lamplighter": "2026-10-01", None: None}[page.role_id]
        assert data.get("lastReviewed") == reviewed, page


def test_the_overview_and_the_news_say_when_they_changed(plan: SitePlan) -> None:
    changed = {
        page.key: data["dateModified"]
        for page in plan.pages
        if "dateModified" in (data := structured_data(page, plan, SITE_URL) or {})
    }
    assert changed == {ROLE: "2026-11-24", "page/news": "2026-11-24"}


# --- roles


def test_the_overview_describes_the_occupation(plan: SitePlan) -> None:
    occupation = data_of(plan, ROLE)["mainEntity"]
    assert occupation | GLASSBLOWER == occupation
    assert occupation["description"] == "The test glassblower shapes molten glass with their breath."
    assert occupation["occupationLocation"] == {"@type": "Country", "name": "IT"}
    assert occupation["responsibilities"] == "The glassblower’s test work, from the gather to the cooling."
    assert occupation["skills"] == [
        {
            "@type": "DefinedTerm",
            "name": "Glass gathering",
            "url": f"{SITE_URL}en/skills/glass-gathering/",
            "sameAs": "http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001",
        },
        {"@type": "DefinedTerm", "name": "Patience", "url": f"{SITE_URL}en/skills/patience/"},
    ]
    assert occupation["experienceRequirements"] == {
        "@type": "OccupationalExperienceRequirements",
        "description": "at least 3–5 years",
        "monthsOfExperience": 36,
    }


@pytest.mark.parametrize(("locale", "istat_name"), [("it", "Soffiatori di prova"), ("en", None)])
def test_a_code_names_its_classification_and_the_official_label_of_the_language(
    plan: SitePlan, locale: Locale, istat_name: str | None
) -> None:
    isco, istat = data_of(plan, ROLE, locale)["mainEntity"]["occupationalCategory"]
    assert isco["codeValue"] == "7315"
    assert isco["url"] == "http://data.europa.eu/esco/isco/C7315"
    assert isco["inCodeSet"] == {
        "@type": "CategoryCodeSet",
        "name": "ISCO-08",
        "url": "http://data.europa.eu/esco/concept-scheme/isco",
    }
    assert istat["codeValue"] == "6.3.2.2.0"
    assert istat.get("name") == istat_name
    assert "url" not in istat["inCodeSet"]


def test_the_page_of_a_skill_says_which_concept_of_esco_it_is(plan: SitePlan) -> None:
    said = {key: data_of(plan, key)["mainEntity"].get("sameAs") for key in ("skill/glass-gathering", "skill/patience")}
    concept = "http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001"
    assert said == {"skill/glass-gathering": concept, "skill/patience": None}


def test_a_skill_that_several_concepts_of_esco_make_up_is_none_of_them(folder: GuideFolder) -> None:
    folder.replace(
        "skills.yml",
        "  related: [term/gather, tool/kiln-monitor]",
        "    - uri: http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000002\n"
        "      label: blow glass\n      source: glass-survey\n  related: [term/gather, tool/kiln-monitor]",
    )
    gathering, _ = data_of(folder.plan(), ROLE)["mainEntity"]["skills"]
    assert set(gathering) == {"@type", "name", "url"}
    assert "sameAs" not in data_of(folder.plan(), "skill/glass-gathering")["mainEntity"]


def test_a_role_of_the_shipped_guide_has_its_codes_and_no_pay_that_nobody_knows() -> None:
    plan = shipped_renderer().plan
    for role in plan.guide.roles.values():
        occupation = data_of(plan, f"role/{role.id}")["mainEntity"]
        codes = [code["codeValue"] for code in occupation["occupationalCategory"]]
        assert codes == [code.code for code in role.profile.classifications], role.id
        assert {"ISCO-08", "ESCO"} <= {code["inCodeSet"]["name"] for code in occupation["occupationalCategory"]}
        assert len(occupation["skills"]) == len(role.skill_uses) > 0, role.id
        assert ("estimatedSalary" in occupation) == bool(role.bands), role.id
        assert wrong_in(data_of(plan, f"role/{role.id}")) == [], role.id


def test_other_pages_of_a_role_are_about_the_same_occupation(plan: SitePlan) -> None:
    overview = data_of(plan, ROLE)["mainEntity"]
    for key in (f"{ROLE}/chapter/path", f"{ROLE}/specialization/scientific", f"{ROLE}/full-guide"):
        assert data_of(plan, key)["about"] == GLASSBLOWER
    assert data_of(plan, SALARY)["mainEntity"]["@id"] == overview["@id"] == GLASSBLOWER["@id"]


def test_the_smallest_role_says_nothing_that_it_does_not_know(plan: SitePlan) -> None:
    occupation = data_of(plan, "role/lamplighter")["mainEntity"]
    assert set(occupation) == {"@type", "@id", "name", "description", "occupationLocation"}


def test_experience_that_is_not_counted_in_years_is_left_out(folder: GuideFolder) -> None:
    folder.replace("roles/glassblower/path.yml", "unit: years\n    at_least: true", "unit: hours_per_day")
    assert "experienceRequirements" not in data_of(folder.plan(), ROLE)["mainEntity"]


# --- pay


def test_the_salary_chapter_gives_an_amount_for_each_level_of_experience(plan: SitePlan) -> None:
    assert data_of(plan, SALARY)["mainEntity"]["estimatedSalary"] == [
        {
            "@type": "MonetaryAmount",
            "name": "Apprentice",
            "description": "gross a year",
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", "minValue": 20000, "maxValue": 26000, "unitText": "YEAR"},
        },
        {
            "@type": "MonetaryAmount",
            "name": "Master",
            "description": "a year, not stated whether gross",
            "currency": "EUR",
            # The source adds "or more": the top is open.
            "value": {"@type": "QuantitativeValue", "minValue": 40000, "unitText": "YEAR"},
        },
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{min: 40000, max: 55000}", {"minValue": 40000, "maxValue": 55000}),
        ("{min: 41000.5, max: 41000.5}", {"minValue": 41000.5, "maxValue": 41000.5}),
        ("{min: 40000, max: 55000, or_more: true}", {"minValue": 40000}),
        ("{above: 45000}", {"minValue": 45000}),
    ],
)
def test_of_an_open_range_only_the_known_end_is_said(folder: GuideFolder, written: str, said: dict[str, float]) -> None:
    folder.replace("roles/glassblower/salary.yml", "{min: 40000, max: 55000, or_more: true}", written)
    amounts = data_of(folder.plan(), SALARY)["mainEntity"]["estimatedSalary"]
    assert amounts[-1]["value"] == {"@type": "QuantitativeValue", "unitText": "YEAR"} | said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{min: 40000, max: 55000}", {"minValue": 20000, "maxValue": 55000}),
        ("{min: 40000, max: 55000, or_more: true}", {"minValue": 20000}),
    ],
)
def test_the_overview_gives_pay_as_a_whole_as_it_shows_it(
    folder: GuideFolder, written: str, said: dict[str, float]
) -> None:
    folder.replace("roles/glassblower/salary.yml", "{min: 40000, max: 55000, or_more: true}", written)
    assert data_of(folder.plan(), ROLE)["mainEntity"]["estimatedSalary"] == {
        "@type": "MonetaryAmount",
        "name": "Annual pay",
        "description": "from Apprentice level (gross a year) to Master level (a year, not stated whether gross)",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "unitText": "YEAR"} | said,
    }


def test_the_ends_of_a_range_are_never_passed_off_as_percentiles(plan: SitePlan) -> None:
    said = json.dumps([structured_data(page, plan, SITE_URL) for page in plan.pages])
    assert "MonetaryAmountDistribution" not in said
    assert "percentile" not in said
    assert "median" not in said


# --- catalogues


def test_a_skill_is_a_term_of_the_catalogue(plan: SitePlan) -> None:
    assert data_of(plan, "skill/patience")["mainEntity"] == {
        "@type": "DefinedTerm",
        "url": f"{SITE_URL}en/skills/patience/",
        "name": "Patience",
        "description": "Being able to wait until the glass has cooled, as a test.",
        "inDefinedTermSet": {"@type": "DefinedTermSet", "url": f"{SITE_URL}en/skills/", "name": "Skills"},
    }


def test_a_product_is_software_and_a_class_of_systems_is_a_term(plan: SitePlan) -> None:
    assert data_of(plan, "tool/blowpipe-planner")["mainEntity"] == {
        "@type": "SoftwareApplication",
        "name": "Blowpipe Planner",
        "description": "A test program for planning the day’s blowing.",
        "applicationCategory": "Planning",
        "alternateName": ["Pipe Diary"],
        "sameAs": "https://planner.example/",
    }
    assert data_of(plan, "tool/kiln-monitor")["mainEntity"]["@type"] == "DefinedTerm"


def test_a_certification_is_a_credential_and_a_training_programme_is_not(folder: GuideFolder) -> None:
    issuer = {"@type": "Organization", "name": "Test Institute of Glass"}
    common = {
        "name": "Kiln Safety Test",
        "alternateName": "KST",
        "description": "A test certification about the safety of glass kilns.",
        "sameAs": "https://institute.example/kiln-safety",
    }
    assert data_of(folder.plan(), "certification/kiln-safety")["mainEntity"] == common | {
        "@type": "EducationalOccupationalCredential",
        "recognizedBy": issuer,
    }
    folder.replace("certifications.yml", "kind: certification", "kind: training_programme")
    assert data_of(folder.plan(), "certification/kiln-safety")["mainEntity"] == common | {
        "@type": "EducationalOccupationalProgram",
        "provider": issuer,
    }


def test_a_record_of_which_little_is_known_says_little(folder: GuideFolder) -> None:
    for line in ("  abbreviation: KST\n", "  issuer: Test Institute of Glass\n"):
        folder.replace("certifications.yml", line, "")
    folder.replace("certifications.yml", "  url: https://institute.example/kiln-safety\n", "")
    certification = data_of(folder.plan(), "certification/kiln-safety")["mainEntity"]
    assert set(certification) == {"@type", "name", "description"}


def test_the_glossary_is_the_set_of_its_terms(plan: SitePlan) -> None:
    glossary = data_of(plan, "page/glossary")["mainEntity"]
    assert glossary["@type"] == "DefinedTermSet"
    assert len(glossary["hasDefinedTerm"]) == len(plan.guide.glossary)
    assert glossary["hasDefinedTerm"][0] == {
        "@type": "DefinedTerm",
        "url": f"{SITE_URL}en/glossary/#gather",
        "name": "Gather",
        "alternateName": "from the verb to gather",
        "description": "Molten glass taken on the pipe; see gathering.",
    }


# --- in the head


@pytest.fixture
def hostile(folder: GuideFolder) -> Renderer:
    for old in ("en: Glassblower", "en: The test glassblower shapes molten glass with their breath."):
        folder.replace("roles/glassblower/role.yml", old, f"en: {json.dumps(old[4:] + HOSTILE)}")
    return Renderer(folder.plan(), TEMPLATES, SITE_URL)


def test_the_head_holds_the_data_as_it_is_whatever_stands_in_it(hostile: Renderer) -> None:
    page = hostile.plan.page(ROLE, "en")
    head = html.document_fromstring(f"<html><head>{hostile.part('theme/head', page)}</head><body></body></html>")
    (script,) = head.xpath("//script")
    data = json.loads(script.text)
    assert data == structured_data(page, hostile.plan, SITE_URL)
    assert data["mainEntity"]["name"] == f"Glassblower{HOSTILE}"


def test_no_text_can_end_the_script(hostile: Renderer) -> None:
    head = str(hostile.part("theme/head", hostile.plan.page(ROLE, "en")))
    _, _, script = head.partition('<script type="application/ld+json">')
    data, end, rest = script.partition("</script>")
    assert json.loads(data)
    assert end
    assert "<script" not in rest
    assert not set("<>&") & set(data)


def test_pages_for_missing_addresses_have_none_in_their_head(renderer: Renderer) -> None:
    for locale in (*LOCALES, None):
        assert "ld+json" not in renderer.part("theme/head", renderer.plan.page("page/not-found", locale))


# --- the vocabulary


@pytest.mark.parametrize(
    ("thing", "complaint"),
    [
        ({"@type": "WebPage", "name": "x"}, None),
        ({"@type": "WebPage", "name": ["x", "y"]}, None),
        ({"@type": "Occupation", "experienceRequirements": "some"}, None),
        ({"@type": "Job", "name": "x"}, "no type"),
        ({"name": "x"}, "no type"),
        ({"@type": "WebPage", "titles": "x"}, "no property"),
        ({"@type": "WebPage", "currency": "EUR"}, "has no such property"),
        ({"@type": "MonetaryAmount", "unitText": "YEAR"}, "has no such property"),
        ({"@type": "WebPage", "name": ""}, "not among"),
        ({"@type": "WebPage", "name": None}, "not among"),
        ({"@type": "WebPage", "name": 3}, "not among"),
        ({"@type": "WebPage", "name": []}, "empty"),
        ({"@type": "WebPage", "name": ["x", 3]}, "not among"),
        ({"@type": "WebPage", "url": "en/roles/"}, "not among"),
        ({"@type": "WebPage", "lastReviewed": "24 November 2026"}, "not among"),
        ({"@type": "WebPage", "lastReviewed": "2026-02-30"}, "not among"),
        ({"@type": "WebPage", "breadcrumb": {"@type": "Country", "name": "IT"}}, "not among"),
        ({"@type": "WebPage", "mainEntity": "a role"}, "not among"),
        ({"@type": "WebPage", "mainEntity": {"@id": "#occupation"}}, "no absolute address"),
        ({"@type": "WebPage", "name": {"@id": "https://guide.example/"}}, "no thing"),
        ({"@type": "ListItem", "position": 1.5}, "not among"),
        ({"@type": "QuantitativeValue", "minValue": "20.000"}, "not among"),
        ({"@type": "QuantitativeValue", "minValue": True}, "not among"),
        ({"@type": "Occupation", "estimatedSalary": {"@type": "QuantitativeValue", "minValue": 1}}, "not among"),
        ({"@type": "Occupation", "about": {"@type": "WebPage", "name": 1}}, "has no such property"),
        ({"@type": "WebPage", "about": {"@type": "Occupation", "titles": "x"}}, "no property"),
    ],
)
def test_what_the_vocabulary_does_not_allow_is_found(thing: dict[str, Any], complaint: str | None) -> None:
    wrong = wrong_in({"@context": CONTEXT} | thing)
    assert (complaint is None and not wrong) or (len(wrong) == 1 and complaint is not None and complaint in wrong[0])


def test_data_without_the_vocabulary_s_name_is_refused() -> None:
    assert wrong_in({"@type": "WebPage"})
    assert wrong_in([{"@context": CONTEXT, "@type": "WebPage"}])


def test_no_type_of_the_fixture_is_there_for_nothing(plan: SitePlan, folder: GuideFolder) -> None:
    folder.replace("certifications.yml", "kind: certification", "kind: training_programme")
    used = {
        thing["@type"]
        for each in (plan, folder.plan())
        for page in each.pages
        for thing in things_in(structured_data(page, each, SITE_URL))
    }
    # The builder makes the code of an advert in the browser.
    assert used == set(TYPES) - {"JobPosting", "Place", "PostalAddress"}
