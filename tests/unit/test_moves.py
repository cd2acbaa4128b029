"""Old addresses, of pages and permanent ones, lead to those of today."""

from typing import Final

from career_guide.exports import permanent
from career_guide.exports.permanent import files
from career_guide.model.guide import Guide
from career_guide.model.locales import LOCALES
from career_guide.pages.renderer import Renderer
from career_guide.site.moves import moved_keys, moved_pages
from career_guide.site.plan import SitePlan
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder

ROLE: Final = "roles/glassblower/role.yml"
SCIENTIFIC: Final = "roles/glassblower/specializations/scientific.yml"
RENAMED: Final = (
    ("skills.yml", "patience:\n", "patience:\n  former_ids: [calm]\n  former_slugs: {it: [calma], en: [calmness]}\n"),
    ("tools.yml", "  blowpipe-planner:\n", "  blowpipe-planner:\n    former_ids: [pipe-planner]\n"),
    ("certifications.yml", "kiln-safety:\n", "kiln-safety:\n  former_ids: [oven-safety]\n"),
    ("glossary.yml", "gather:\n", "gather:\n  former_ids: [blob]\n"),
    ("levels.yml", "apprentice:\n", "apprentice:\n  former_ids: [novice]\n"),
    (SCIENTIFIC, "slug:\n", "former_ids: [laboratory]\nformer_slugs: {it: [laboratorio], en: []}\nslug:\n"),
)


def renamed(folder: GuideFolder) -> SitePlan:
    for edit in RENAMED:
        folder.replace(*edit)
    return folder.plan()


def test_every_page_of_a_role_that_had_another_slug_is_found_at_its_old_address(plan: SitePlan) -> None:
    former = plan.guide.roles["glassblower"].profile.former_slugs
    assert former["it"], "the small guide has a role that was renamed"
    moved = moved_pages(plan)
    for locale in LOCALES:
        segment = plan.guide.labels["addresses"]["roles"][locale]
        for old in former[locale]:
            pages = [page for page in plan.pages if page.role_id == "glassblower" and page.locale == locale]
            slug = plan.guide.roles["glassblower"].profile.slug[locale]
            for page in pages:
                was = page.path.replace(f"/{segment}/{slug}/", f"/{segment}/{old}/")
                assert moved[was] == page.path


def test_old_addresses_of_skills_tools_certifications_and_specializations_lead_on(folder: GuideFolder) -> None:
    moved = moved_pages(renamed(folder))
    assert moved["it/competenze/calma/"] == "it/competenze/pazienza/"
    assert moved["en/skills/calmness/"] == "en/skills/patience/"
    assert moved["it/strumenti/pipe-planner/"] == "it/strumenti/blowpipe-planner/"
    assert moved["en/certifications/oven-safety/"] == "en/certifications/kiln-safety/"
    now = moved["it/ruoli/soffiatore-di-vetro/specializzazioni/laboratorio/"]
    assert now.startswith("it/ruoli/soffiatore-di-vetro/specializzazioni/")


def test_a_role_and_its_specialization_that_were_both_renamed_are_found_under_both_old_names(
    folder: GuideFolder,
) -> None:
    plan = renamed(folder)
    old = plan.guide.roles["glassblower"].profile.former_slugs["it"][0]
    assert f"it/ruoli/{old}/specializzazioni/laboratorio/" in moved_pages(plan)


def test_an_old_address_that_is_a_page_of_today_stays_one(guide: Guide) -> None:
    gone = {"en/skills/patience/": "en/glossary/", "go/skill/patience/": "go/page/glossary/"}
    plan = SitePlan(guide, gone=gone | {"en/skills/calm/": "en/skills/", "go/skill/calm/": "go/skill/none/"})
    assert "en/skills/patience/" not in moved_pages(plan)
    assert not {"skill/patience", "skill/calm"} & set(moved_keys(plan))
    assert moved_pages(plan)["en/skills/calm/"] == "en/skills/"


def test_what_is_gone_leads_to_where_its_successor_is_today_and_never_in_circles(folder: GuideFolder) -> None:
    gone = {
        "en/skills/temper/": "en/skills/calmness/",
        "en/skills/rage/": "en/skills/temper/",
        "en/skills/calmness/": "en/glossary/",
        "en/skills/a/": "en/skills/b/",
        "en/skills/b/": "en/skills/a/",
        "en/skills/before-a/": "en/skills/a/",
        "en/skills/long-before-a/": "en/skills/before-a/",
        "en/skills/c/": "en/glossary/#gather",
        "en/skills/d/": "en/nowhere/",
        "go/skill/temper/": "go/skill/calm/",
        "go/skill/rage/": "go/skill/temper/",
        "go/skill/a/": "go/skill/b/",
        "go/skill/b/": "go/skill/a/",
    }
    plan = SitePlan(renamed(folder).guide, gone=gone)
    pages, keys = moved_pages(plan), moved_keys(plan)
    now = "en/skills/patience/"
    assert [pages[f"en/skills/{old}/"] for old in ("calmness", "temper", "rage")] == [now] * 3
    assert pages["en/skills/c/"] == "en/glossary/#gather"
    assert [keys[f"skill/{old}"] for old in ("calm", "temper", "rage")] == ["skill/patience"] * 3
    assert not {"en/skills/a/", "en/skills/b/", "en/skills/before-a/", "en/skills/d/"} & set(pages)
    assert not {"skill/a", "skill/b"} & set(keys)
    assert not any(old.startswith("go/") for old in pages)


def test_permanent_addresses_survive_a_new_id(folder: GuideFolder) -> None:
    folder.replace(ROLE, "former_ids: [", "former_ids: [glass-worker, ")
    plan = renamed(folder)
    keys = moved_keys(plan)
    assert keys["skill/calm"] == "skill/patience"
    assert keys["term/blob"] == "term/gather"
    assert keys["role/glassblower/specialization/laboratory"] == "role/glassblower/specialization/scientific"
    assert keys["role/glass-worker"] == "role/glassblower"
    assert keys["role/glassblower/band/novice"] == "role/glassblower/band/apprentice"
    assert keys["role/glass-worker/chapter/salary"] == "role/glassblower/chapter/salary"
    assert keys["role/glass-worker/specialization/laboratory"] == "role/glassblower/specialization/scientific"
    assert set(keys.values()) <= set(plan.all_keys())


def test_everything_with_an_address_has_a_permanent_one_that_offers_both_languages(
    plan: SitePlan, renderer: Renderer
) -> None:
    made = permanent.files(renderer)
    for key in plan.all_keys():
        html = str(made[f"go/{key}/index.html"]())
        for locale in LOCALES:
            path = plan.path(key, locale)
            assert f'href="{SITE_URL}{path}" data-locale="{locale}"' in html
            assert html.count(f'data-locale="{locale}"') == 2


def test_the_page_of_an_old_address_leads_on_without_a_script_and_tells_so(folder: GuideFolder) -> None:
    made = files(Renderer(renamed(folder), TEMPLATES, SITE_URL))
    html = str(made["it/competenze/calma/index.html"]())
    assert '<meta http-equiv="refresh" content="0; url=../pazienza/" data-to="it/competenze/pazienza/">' in html
    assert f'<link rel="canonical" href="{SITE_URL}it/competenze/pazienza/">' in html
    assert '<a href="../pazienza/">' in html
    assert '<html lang="it">' in html
    assert '<html lang="en">' in str(made["en/skills/calmness/index.html"]())
