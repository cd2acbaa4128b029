"""The state of the guide: what is there, what is missing, and what an editor may want to look at."""

from datetime import date
from typing import Final

import pytest

from career_guide.model.guide import Guide
from career_guide.model.locales import LOCALES
from career_guide.model.today import today
from career_guide.pages.renderer import Renderer
from career_guide.review.findings import KINDS, Finding, FindingKind
from career_guide.review.status import GuideStatus, by_kind, guide_status
from career_guide.site.plan import SitePlan
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder

DAY: Final = date(2026, 11, 24)
SALARY: Final = "roles/glassblower/salary.yml"
WORK: Final = "roles/glassblower/work.yml"
WORDS: Final = " ".join(["parola"] * 40)


def all_findings(status: GuideStatus) -> list[Finding]:
    of_roles = [finding for role in status.roles for finding in role.findings]
    return of_roles + [finding for catalogue in status.catalogues for finding in catalogue.findings]


def findings(status: GuideStatus, kind: FindingKind) -> list[Finding]:
    return [finding for finding in all_findings(status) if finding.kind == kind]


def found_in(folder: GuideFolder, kind: FindingKind, *, day: date = DAY) -> list[tuple[str, str, str]]:
    """File, field and English sentence of each finding of a kind that the pristine guide does not have."""
    return [(one.file, one.field, one.message["en"]) for one in findings(guide_status(folder.load(), day), kind)]


# --- what is there


def test_each_file_that_a_role_has_or_may_have_is_a_part_in_the_order_of_the_site(guide: Guide) -> None:
    glassblower, lamplighter = guide_status(guide, DAY).roles
    assert [part.name for part in glassblower.parts] == [
        "overview",
        "work",
        "salary",
        "balance",
        "skills",
        "path",
        "specializations",
        "specialization/apprentice",
        "specialization/scientific",
        "tools",
        "goals",
        "changes",
    ]
    assert all(part.is_present for part in glassblower.parts)
    assert [part.name for part in lamplighter.parts if part.is_present] == ["overview"]


def test_a_part_names_its_file_and_its_page(guide: Guide, plan: SitePlan) -> None:
    for role in guide_status(guide, DAY).roles:
        for part in role.parts:
            if part.key is not None:
                assert plan.page(part.key, "it").file == f"data/{part.file}"
            else:
                assert not part.is_present or part.name == "changes"


def test_words_are_counted_in_each_language_as_they_are_read(folder: GuideFolder) -> None:
    before = guide_status(folder.load(), DAY).roles[0].parts[1].words
    folder.replace(WORK, "it: Prima di tutto il fuoco.", "it: Il *fuoco* [viene prima](go:term/gather).")
    words = guide_status(folder.load(), DAY).roles[0].parts[1].words
    assert (words["it"] - before["it"], words["en"] - before["en"]) == (-1, 0)


def test_figures_are_counted_with_those_that_bear_no_date(guide: Guide) -> None:
    salary = guide_status(guide, DAY).roles[0].parts[2]
    # The master's band and its variable part rest on a survey that has a date.
    assert (salary.figures, salary.undated) == (10, 8)


def test_catalogues_are_counted_too(guide: Guide) -> None:
    found = {catalogue.name: catalogue for catalogue in guide_status(guide, DAY).catalogues}
    assert found["skills"].records == len(guide.skills)
    assert found["glossary"].words["it"] > 10


# --- what is worth a look


def test_fields_that_the_site_says_are_not_known_are_gaps(guide: Guide) -> None:
    found = [(finding.file, finding.field) for finding in findings(guide_status(guide, DAY), "gap")]
    assert found == [
        ("roles/glassblower/role.yml", "classifications.istat-cp2021.label.en"),
        ("roles/glassblower/role.yml", "classifications.istat-cp2021.uri"),
        (SALARY, "bands.apprentice.variable"),
        (SALARY, "areas.mainland.places"),
        ("roles/glassblower/path.yml", "studies.evening-course.duration"),
        ("roles/glassblower/specializations/apprentice.yml", "skills"),
        ("roles/lamplighter/role.yml", "advert"),
        ("skills.yml", "colour-reading.esco"),
        ("skills.yml", "patience.esco"),
    ]


def test_each_field_that_is_emptied_becomes_a_gap(folder: GuideFolder) -> None:
    before = found_in(folder, "gap")
    for file, old in (
        ("certifications.yml", "issuer: Test Institute of Glass"),
        ("certifications.yml", "url: https://institute.example/kiln-safety"),
        ("tools.yml", "vendor: Test Software House"),
        ("tools.yml", "url: https://planner.example/"),
    ):
        folder.replace(file, old, f"{old.partition(':')[0]}: null")
    assert [one for one in found_in(folder, "gap") if one not in before] == [
        ("certifications.yml", "kiln-safety.issuer", "Kiln Safety Test: the awarding body has not been verified."),
        ("certifications.yml", "kiln-safety.url", "Kiln Safety Test: the official page is missing."),
        ("tools.yml", "tools.blowpipe-planner.vendor", "Blowpipe Planner: the vendor is not given."),
        ("tools.yml", "tools.blowpipe-planner.url", "Blowpipe Planner: the official page is missing."),
    ]


def test_a_specialization_at_a_level_without_a_band_is_a_gap(folder: GuideFolder) -> None:
    folder.replace("levels.yml", "apprentice:", "legend:\n  name: {it: Leggenda, en: Legend}\napprentice:")
    folder.replace("roles/glassblower/specializations/apprentice.yml", "levels: [apprentice]", "levels: [legend]")
    found = [one.message["en"] for one in findings(guide_status(folder.load(), DAY), "gap")]
    assert "“Apprentice glassblower”: one of its levels of experience has no salary band." in found


def test_a_class_of_systems_needs_no_website(guide: Guide) -> None:
    assert not any("kiln-monitor" in finding.field for finding in findings(guide_status(guide, DAY), "gap"))


def test_what_is_our_own_judgement_is_counted_in_each_file(folder: GuideFolder) -> None:
    assert found_in(folder, "editorial") == [
        (
            "roles/glassblower/role.yml",
            "relations.guild-head.basis",
            "Relations between jobs that we decided ourselves: 1 of 1. This is the first.",
        ),
        (
            "roles/glassblower/skills.yml",
            "skills.glass-gathering.required.master.basis",
            "Steps of skills that we set ourselves: 1 of 3. This is the first.",
        ),
        (
            "skills.yml",
            "glass-gathering.can_do.beginner.basis",
            "Lines on what people can do that are ours alone: 2 of 3. This is the first.",
        ),
    ]
    folder.replace("roles/glassblower/skills.yml", "basis: editorial", "basis: stated")
    assert len(found_in(folder, "editorial")) == 2


def test_undated_figures_are_told_once_for_a_file_and_source(folder: GuideFolder) -> None:
    assert [file for file, *_ in found_in(folder, "undated")] == [
        WORK,
        SALARY,
        "roles/glassblower/path.yml",
        "roles/glassblower/goals.yml",
    ]
    (_, _, work), *_ = found_in(folder, "undated")
    assert work == (
        "One figure comes from the source 'workshop-notes', which is undated, and does not say what date it refers to:"
        " sections.morning.items.first-gather.figure."
    )


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sources.yml", "workshop-notes:\n", "workshop-notes:\n  published: 2026-01-01\n"),
        (
            "roles/glassblower/goals.yml",
            "base: of_contracts_due_for_renewal",
            "base: of_contracts_due_for_renewal\n          as_of: 2026-01-01",
        ),
    ],
)
def test_a_figure_is_dated_by_its_own_day_or_by_its_source(folder: GuideFolder, file: str, old: str, new: str) -> None:
    folder.replace(file, old, new)
    assert not any(name == "roles/glassblower/goals.yml" for name, *_ in found_in(folder, "undated"))


def test_sources_that_do_not_say_when_they_were_read_are_told(folder: GuideFolder) -> None:
    assert [field for _, field, _ in found_in(folder, "not_retrieved")] == [
        "workshop-notes.retrieved",
        "esco.retrieved",
    ]


def test_a_source_is_out_of_date_after_the_last_day_on_which_it_holds(folder: GuideFolder) -> None:
    assert found_in(folder, "outdated", day=date(2027, 2, 28)) == []
    ((_, field, said),) = found_in(folder, "outdated", day=date(2027, 3, 1))
    assert field == "glass-survey.valid_until"
    assert "was valid until 28 February 2027" in said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 3, 24), None),
        (date(2027, 3, 25), "The role is due for review by 24 May 2027 (last reviewed: 24 November 2026)."),
        (date(2027, 5, 24), "The role is due for review by 24 May 2027 (last reviewed: 24 November 2026)."),
        (date(2027, 5, 25), "The role was due for review by 24 May 2027 (last reviewed: 24 November 2026)."),
    ],
)
def test_a_review_is_announced_sixty_days_before(folder: GuideFolder, day: date, said: str | None) -> None:
    found = [text for file, _, text in found_in(folder, "review", day=day) if file.startswith("roles/glassblower/")]
    assert found == ([said] if said else [])


def test_a_text_that_is_much_shorter_than_its_twin_is_told(folder: GuideFolder) -> None:
    folder.replace(WORK, "it: Prima di tutto il fuoco.", f"it: {WORDS}.")
    assert found_in(folder, "length") == [
        (
            WORK,
            "sections.morning.items.light-the-furnace.text",
            "The English text has 3 words, the Italian one 40: something may be missing.",
        )
    ]


UNLIKELY: Final = {
    # What is written in the salary of the glassblower, or elsewhere: the field, and words of what is told.
    (SALARY, "range: {min: 20000, max: 26000}", "range: {min: 1900, max: 2500}"): ("bands.apprentice.range", "10,000"),
    (SALARY, "experience_years: {above: 10}", "experience_years: {above: 45}"): ("bands.master.experience_years", "45"),
    (SALARY, "value: {min: 5, max: 10}", "value: {min: 5, max: 90}"): ("areas.lagoon.difference.value", "90"),
    ("roles/glassblower/role.yml", "review_by: 2027-05-24", "review_by: 2062-05-24"): (
        "review_by",
        "more than 2 years",
    ),
}


def test_what_can_be_and_seldom_is_is_told_with_what_is_usual(own_folder: GuideFolder) -> None:
    assert found_in(own_folder, "unlikely") == []
    for (file, old, new), (field, words) in UNLIKELY.items():
        before = (own_folder.data / file).read_text("utf-8")
        own_folder.replace(file, old, new)
        ((found_file, found_field, said),) = found_in(own_folder, "unlikely")
        assert (found_file, found_field) == (file, field)
        assert words in said
        (own_folder.data / file).write_text(before, "utf-8")


def test_a_sentence_that_is_the_same_in_both_languages_is_told_and_a_name_is_not(folder: GuideFolder) -> None:
    assert found_in(folder, "same") == []
    folder.replace(SALARY, "it: Si impara guardando.", "it: One learns by watching closely.")
    folder.replace(SALARY, "en: One learns by watching.", "en: One learns by watching closely.")
    folder.replace(SALARY, "it: Si insegna facendo.", "it: Key Account Management.")
    folder.replace(SALARY, "en: One teaches by doing.", "en: Key Account Management.")
    ((file, field, said),) = found_in(folder, "same")
    assert (file, field) == (SALARY, "bands.apprentice.note")
    assert "The same 5 words" in said
    assert "from 5 words upwards" in said


@pytest.mark.parametrize(("italian", "english"), [(30, 3), (40, 24), (24, 40)])
def test_short_texts_and_small_differences_of_length_are_not_told(
    folder: GuideFolder, italian: int, english: int
) -> None:
    folder.replace(WORK, "it: Prima di tutto il fuoco.", "it: " + " ".join(["parola"] * italian))
    folder.replace(WORK, "en: Fire comes first.", "en: " + " ".join(["word"] * english))
    assert found_in(folder, "length") == []


def test_a_text_that_begins_with_a_pronoun_is_told_in_its_language(folder: GuideFolder) -> None:
    before = found_in(folder, "pronoun")
    folder.replace(SALARY, "en: One learns by watching.", "en: They learn by watching.")
    folder.replace(SALARY, "it: Si insegna facendo.", "it: Lo si insegna facendo.")
    told = [one for one in found_in(folder, "pronoun") if one not in before]
    assert [(field, said.partition(":")[0]) for _, field, said in told] == [
        ("bands.apprentice.note.en", "The text begins with “They”"),
        ("bands.master.note.it", "The text begins with “Lo”"),
    ]


def test_an_article_and_a_pronoun_further_on_are_not_told(folder: GuideFolder) -> None:
    before = found_in(folder, "pronoun")
    folder.replace(SALARY, "it: Si impara guardando.", "it: Lo stipendio cresce quando lo si merita.")
    folder.replace(SALARY, "en: One teaches by doing.", "en: One teaches it by doing.")
    assert found_in(folder, "pronoun") == before


def test_mentions_of_sources_and_of_what_is_missing_are_counted_through_the_role(folder: GuideFolder) -> None:
    before = [said for _, _, said in found_in(folder, "mention")]
    folder.replace(WORK, "en: Fire comes first.", "en: No data, says the source, and no other sources.")
    folder.replace(SALARY, "it: Si impara guardando.", "it: Lo dice una fonte.")
    told = [one for one in found_in(folder, "mention") if one[2] not in before]
    assert [said.partition(" (")[0] for file, _, said in told if file == WORK] == [
        "Sources named in English: 1, of 8 at the most",
        "Sources named in English: 2, of 8 at the most",
        "Missing data named in English: 1, of 4 at the most",
    ]
    assert [(field, said) for file, field, said in told if file == SALARY] == [
        ("bands.apprentice.note", "Sources named in Italian: 1, of 8 at the most (“…Lo dice una fonte.…”).")
    ]


def test_a_role_without_an_advert_is_told(folder: GuideFolder) -> None:
    found = [(file, said) for file, field, said in found_in(folder, "gap") if field == "advert"]
    assert found == [
        ("roles/lamplighter/role.yml", "“Lamplighter”: 'advert' is missing, so its documents have no job adverts.")
    ]


# --- figures that differ between places


def test_an_area_like_the_national_mean_has_the_national_pay(folder: GuideFolder) -> None:
    found = found_in(folder, "area_pay")
    assert found == [
        (
            SALARY,
            "areas.mainland.range",
            (
                "Test mainland: no difference from the national average, but the amount is €40,000–55,000;"
                " the national band for the “Master” level of experience is €40,000–55,000 or more."
            ),
        )
    ]
    folder.replace(SALARY, "range: {min: 40000, max: 55000}", "range: {min: 40000, max: 55000, or_more: true}")
    assert found_in(folder, "area_pay") == []


# --- all of it


def test_findings_say_the_same_kind_of_thing_in_every_language(guide: Guide) -> None:
    found = all_findings(guide_status(guide, DAY))
    assert found
    for finding in found:
        assert set(finding.message) == set(LOCALES)
        assert finding.message["it"] != finding.message["en"]


def test_findings_are_grouped_by_kind_the_most_pressing_first(guide: Guide) -> None:
    found = guide_status(guide, date(2027, 6, 1)).roles[0].findings
    kinds = [members[0].kind for _, members in by_kind(found)]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert kinds[0] == "review"
    assert sum(len(members) for _, members in by_kind(found)) == len(found)


# --- the page for editors


@pytest.fixture(scope="module")
def dated(plan: SitePlan) -> Renderer:
    return Renderer(plan, TEMPLATES, SITE_URL, day=date(2027, 6, 1))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_shows_files_links_and_findings(dated: Renderer, locale: str) -> None:
    page = dated.plan.page("page/method", "it" if locale == "it" else "en")
    html = dated.macro("guide_status", page)()
    for role in guide_status(dated.plan.guide, dated.day).roles:
        for part in role.parts:
            assert not part.is_present or f"<code>{part.file.removeprefix(f'roles/{role.id}/')}</code>" in html
        for finding in role.findings:
            assert finding.field in html
    assert {"it": "1 giugno 2027", "en": "1 June 2027"}[locale] in html
    address = {"it": "ruoli/soffiatore-di-vetro/stipendio/", "en": "roles/glassblower/salary/"}[locale]
    assert f'{address}"' in html
    assert html.count("<caption>") == html.count("<table")
    assert html.count('scope="row"') == html.count("<tr") - html.count("<thead")


# --- the day


@pytest.mark.parametrize(
    ("environment", "day"),
    [({"SOURCE_DATE_EPOCH": "0"}, date(1970, 1, 1)), ({"SOURCE_DATE_EPOCH": "1796169599"}, date(2026, 12, 1))],
)
def test_a_build_can_be_repeated_on_another_day(environment: dict[str, str], day: date) -> None:
    assert today(environment) == day


@pytest.mark.parametrize("value", [None, "", "yesterday", "9" * 30, "9" * 5_000, "253402300799", "-1", "-99999999999"])
def test_without_a_moment_it_is_today(value: str | None) -> None:
    before = date.today()  # noqa: DTZ011 - the reader's own day
    assert today({"SOURCE_DATE_EPOCH": value} if value is not None else {}) in {before, date.today()}  # noqa: DTZ011
