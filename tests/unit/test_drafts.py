"""A draft is shown in previews with a mark, left out of everything that is published, and may be unfinished."""

from datetime import date
from typing import Final

import pytest

from career_guide.building.project import Project
from career_guide.exports import files
from career_guide.loading import GuideLoader
from career_guide.model.locales import LOCALES
from career_guide.review.status import guide_status
from career_guide.words.problems import DataError
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder, told

LAMPLIGHTER: Final = "roles/lamplighter/role.yml"
GOALS: Final = "roles/glassblower/goals.yml"
MARK: Final = {"it": "Bozza", "en": "Draft"}
SOURCE: Final = "source: workshop-notes\n"


@pytest.fixture
def drafted(own_folder: GuideFolder) -> Project:
    """A guide in which a whole role and a chapter of another are drafts."""
    own_folder.replace(LAMPLIGHTER, SOURCE, f"{SOURCE}draft: true\n")
    own_folder.replace("roles/glassblower/salary.yml", "    role: lamplighter\n", "")
    own_folder.write(GOALS, "draft: true\n" + (own_folder.data / GOALS).read_text("utf-8"))
    return Project(own_folder.data, own_folder.path / "docs", TEMPLATES)


def test_a_build_has_no_page_and_no_file_of_a_draft(drafted: Project) -> None:
    renderer = drafted.open(SITE_URL)
    made = files(renderer, drafted.references)
    assert [path for path in made if "lamplighter" in path or "glassblower/chapter/goals" in path] == []
    assert "api/v1/roles/glassblower/chapters/salary.json" in made
    assert "api/v1/roles/glassblower/chapters/goals.json" not in made
    keys = {page.key for page in renderer.plan.pages}
    assert {"role/lamplighter", "role/glassblower/chapter/goals"} & keys == set()
    assert "role/glassblower/chapter/salary" in keys
    for page in renderer.plan.pages:
        if page.kind not in {"home", "article"}:
            shown = renderer.html(page)
            assert "amplighter" not in shown.replace("test lamplighter", "").replace("Test lamplighter", ""), page.key
            assert MARK[page.locale or "en"] not in shown


def test_specializations_that_are_a_draft_have_no_page_either(own_folder: GuideFolder) -> None:
    chapter = own_folder.data / "roles/glassblower/specializations.yml"
    chapter.write_text("draft: true\n" + chapter.read_text("utf-8"), "utf-8")
    project = Project(own_folder.data, own_folder.path / "docs", TEMPLATES)
    renderer = project.open(SITE_URL)
    assert [path for path in files(renderer, project.references) if "scientific" in path] == []
    assert "Scientific" not in renderer.html(renderer.plan.page("role/glassblower", "en"))


def test_a_preview_shows_drafts_and_says_that_they_are(drafted: Project) -> None:
    renderer = drafted.open(SITE_URL, with_drafts=True)
    for key in ("role/lamplighter", "role/glassblower/chapter/goals"):
        for locale in LOCALES:
            assert f"<strong>{MARK[locale]}</strong>" in renderer.html(renderer.plan.page(key, locale))
    salary = renderer.html(renderer.plan.page("role/glassblower/chapter/salary", "en"))
    assert "<strong>Draft</strong>" not in salary
    assert "<small>(Draft)</small>" in salary


def test_the_state_of_the_guide_lists_drafts(drafted: Project) -> None:
    status = guide_status(GuideLoader(drafted.data).load(), date(2026, 12, 1))
    found = [finding.file for role in status.roles for finding in role.findings if finding.kind == "draft"]
    assert sorted(found) == [GOALS, LAMPLIGHTER]


def test_what_is_published_keeps_its_revision_while_a_draft_is_written(
    drafted: Project, own_folder: GuideFolder
) -> None:
    before = drafted.open(SITE_URL).plan.guide.roles["glassblower"].revision
    own_folder.write(GOALS, (own_folder.data / GOALS).read_text("utf-8").replace("en: ", "en: Still ", 1))
    assert drafted.open(SITE_URL).plan.guide.roles["glassblower"].revision == before


def test_a_link_to_a_draft_is_told_with_its_remedy_where_it_stands(folder: GuideFolder) -> None:
    folder.replace(LAMPLIGHTER, SOURCE, f"{SOURCE}draft: true\n")
    place = folder.replace("roles/glassblower/salary.yml", "role: lamplighter", "role: ▸lamplighter")
    (problem,) = folder.problems()
    assert (problem.code, problem.place) == ("link_to_draft", place)
    assert "removing 'draft: true'" in told(problem)
    # From one draft to another there may be a link.
    folder.replace("roles/glassblower/salary.yml", SOURCE, f"{SOURCE}draft: true\n")
    assert folder.problems() == []


def test_a_link_to_a_draft_is_told_in_hand_written_pages_too(drafted: Project, own_folder: GuideFolder) -> None:
    page = own_folder.path / "docs/en/method.md"
    page.write_text(page.read_text("utf-8") + '\n{{ link("role/lamplighter") }}\n', "utf-8")
    for with_drafts in (True, False):
        with pytest.raises(DataError) as caught:
            drafted.open(SITE_URL, with_drafts=with_drafts)
        assert [problem.code for problem in caught.value.problems] == ["link_to_draft"]


def test_a_draft_may_have_empty_texts_and_what_is_published_may_not(folder: GuideFolder) -> None:
    unfinished = "summary:\n  it:\n  en:\nintro:\nsections:\n  - id: first\n    title: {it: Uno, en: }\n    intro:\n"
    folder.write("roles/lamplighter/work.yml", unfinished)
    assert {problem.code for problem in folder.problems()} == {"empty_value"}
    folder.write("roles/lamplighter/work.yml", "draft: true\n" + unfinished)
    assert folder.problems() == []
    work = folder.load().roles["lamplighter"].work
    assert work is not None
    assert work.sections[0].intro is not None
    assert {work.intro["it"], work.sections[0].title["en"], work.sections[0].intro["en"]} == {"…"}
