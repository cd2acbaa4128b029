"""Which pages there are, where they stand, and how a reader gets from one to the next."""

import shutil
from collections import Counter
from dataclasses import replace

import pytest
import yaml

from career_guide.loading import GuideLoader
from career_guide.model.article import Article, Menu
from career_guide.model.guide import Guide
from career_guide.model.kinds import FILE_KINDS
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.page import Page, relative
from career_guide.site.plan import SitePlan
from career_guide.words.problems import START, DataError
from tests.fixture_guide import TEMPLATES
from tests.unit.edits import GuideFolder, told

ADDRESSES = {
    "page/home": ("it/", "en/"),
    "page/method": ("it/metodo/", "en/method/"),
    "page/roles": ("it/ruoli/", "en/roles/"),
    "role/glassblower": ("it/ruoli/soffiatore-di-vetro/", "en/roles/glassblower/"),
    "role/glassblower/chapter/work": ("it/ruoli/soffiatore-di-vetro/cosa-fa/", "en/roles/glassblower/what-they-do/"),
    "role/glassblower/chapter/salary": ("it/ruoli/soffiatore-di-vetro/stipendio/", "en/roles/glassblower/salary/"),
    "role/glassblower/chapter/path": (
        "it/ruoli/soffiatore-di-vetro/come-diventare/",
        "en/roles/glassblower/how-to-become/",
    ),
    "role/glassblower/chapter/tools": ("it/ruoli/soffiatore-di-vetro/strumenti/", "en/roles/glassblower/tools/"),
    "role/glassblower/chapter/specializations": (
        "it/ruoli/soffiatore-di-vetro/specializzazioni/",
        "en/roles/glassblower/specializations/",
    ),
    "role/glassblower/specialization/apprentice": (
        "it/ruoli/soffiatore-di-vetro/specializzazioni/apprendista/",
        "en/roles/glassblower/specializations/apprentice/",
    ),
    "role/glassblower/specialization/scientific": (
        "it/ruoli/soffiatore-di-vetro/specializzazioni/scientifico/",
        "en/roles/glassblower/specializations/scientific/",
    ),
    "role/glassblower/chapter/balance": (
        "it/ruoli/soffiatore-di-vetro/equilibrio-vita-lavoro/",
        "en/roles/glassblower/work-life-balance/",
    ),
    "role/glassblower/chapter/goals": ("it/ruoli/soffiatore-di-vetro/obiettivi/", "en/roles/glassblower/goals/"),
    "role/glassblower/full-guide": (
        "it/ruoli/soffiatore-di-vetro/guida-completa/",
        "en/roles/glassblower/full-guide/",
    ),
    "role/lamplighter": ("it/ruoli/lampionaio/", "en/roles/lamplighter/"),
    "page/career-map": ("it/mappa-carriere/", "en/career-map/"),
    "role/glassblower/from/lamplighter": (
        "it/ruoli/soffiatore-di-vetro/da/lampionaio/",
        "en/roles/glassblower/from/lamplighter/",
    ),
    "page/start": ("it/da-dove-parti/", "en/where-do-you-start/"),
    "page/skills": ("it/competenze/", "en/skills/"),
    "page/skills-matrix": ("it/competenze-e-ruoli/", "en/skills-and-roles/"),
    "skill/glass-gathering": ("it/competenze/presa-del-vetro/", "en/skills/glass-gathering/"),
    "skill/colour-reading": ("it/competenze/lettura-del-colore/", "en/skills/colour-reading/"),
    "skill/patience": ("it/competenze/pazienza/", "en/skills/patience/"),
    "page/certifications": ("it/certificazioni/", "en/certifications/"),
    "certification/kiln-safety": ("it/certificazioni/kiln-safety/", "en/certifications/kiln-safety/"),
    "page/tools": ("it/strumenti/", "en/tools/"),
    "tool/blowpipe-planner": ("it/strumenti/blowpipe-planner/", "en/tools/blowpipe-planner/"),
    "tool/kiln-monitor": ("it/strumenti/kiln-monitor/", "en/tools/kiln-monitor/"),
    "page/glossary": ("it/glossario/", "en/glossary/"),
    "page/sources": ("it/fonti/", "en/sources/"),
    "page/not-found": ("it/404.html", "en/404.html"),
}
"""Pages of the small guide, with their addresses in Italian and in English."""


def keys(pages: list[Page]) -> list[str]:
    return [page.key for page in pages]


# --- addresses


@pytest.mark.parametrize("key", ADDRESSES)
def test_a_page_has_its_address_in_each_language(plan: SitePlan, key: str) -> None:
    assert (plan.path(key, "it"), plan.path(key, "en")) == ADDRESSES[key]


def test_two_pages_speak_all_languages(plan: SitePlan) -> None:
    assert [(page.key, page.path) for page in plan.pages if page.locale is None] == [
        ("page/language-choice", ""),
        ("page/not-found", "404.html"),
    ]


def test_every_page_in_a_language_stands_below_its_folder(plan: SitePlan) -> None:
    assert [
        page for page in plan.pages if page.locale is not None and not page.path.startswith(f"{page.locale}/")
    ] == []


def test_no_two_pages_share_an_address(plan: SitePlan) -> None:
    assert [path for path, count in Counter(page.path for page in plan.pages).items() if count > 1] == []


def test_a_term_has_its_place_in_the_glossary(plan: SitePlan) -> None:
    assert plan.path("term/gather", "it") == "it/glossario/#gather"
    assert plan.title("term/gather", "it") == "Bolo"
    assert plan.title("term/gather", "en") == "Gather"


def test_a_source_has_its_place_among_all_sources(plan: SitePlan) -> None:
    assert plan.path("source/glass-survey", "it") == "it/fonti/#glass-survey"
    assert plan.title("source/glass-survey", "en") == "Test survey of the glass trades"


@pytest.mark.parametrize("key", ["term/nothing", "skill/nothing", "role/lamplighter/chapter/salary", "", "term"])
def test_what_does_not_exist_has_no_address(plan: SitePlan, key: str) -> None:
    with pytest.raises(KeyError):
        plan.path(key, "it")
    assert plan.find(key, "it") is None


@pytest.mark.parametrize(
    ("path", "file"),
    [("", "index.html"), ("it/", "it/index.html"), ("it/ruoli/", "it/ruoli/index.html"), ("404.html", "404.html")],
)
def test_a_page_is_a_file_that_any_server_finds_at_its_address(path: str, file: str) -> None:
    assert Page("page/x", "article", "it", path, "", "").output_file == file


# --- languages


def test_every_page_has_its_twin_and_says_so(plan: SitePlan) -> None:
    for page in plan.pages:
        if page.locale is None:
            assert plan.alternates(page) == []
            continue
        twins = plan.alternates(page)
        assert [twin.locale for twin in twins] == list(LOCALES)
        assert {twin.key for twin in twins} == {page.key}
        assert page in twins
        (other,) = plan.language_switch(page)
        assert (other.key, other.locale != page.locale) == (page.key, True)


def test_a_page_that_speaks_both_languages_leads_to_both_homes(plan: SitePlan) -> None:
    root = plan.page("page/language-choice", None)
    assert [page.path for page in plan.language_switch(root)] == ["it/", "en/"]
    assert root.description == " ".join(plan.page("page/home", locale).description for locale in ("it", "en"))


def test_what_is_lost_is_told_in_both_languages_where_none_is_known(plan: SitePlan) -> None:
    lost, own = plan.page("page/not-found", None), [plan.page("page/not-found", locale) for locale in LOCALES]
    assert lost.title == " · ".join(page.title for page in own)
    assert plan.page("page/language-choice", None).title.count(" · ") == 1


def test_the_twin_of_a_page_is_of_the_same_kind_and_made_from_the_same_file(plan: SitePlan) -> None:
    for page in plan.pages:
        for twin in plan.alternates(page):
            assert (twin.kind, twin.part_id) == (page.kind, page.part_id)
            assert twin.file == page.file or page.kind in {"home", "article"}


# --- ways


@pytest.mark.parametrize(
    ("key", "above"),
    [
        ("page/home", []),
        ("page/method", ["page/home"]),
        ("page/roles", ["page/home"]),
        ("role/glassblower", ["page/home", "page/roles"]),
        ("role/glassblower/chapter/salary", ["page/home", "page/roles", "role/glassblower"]),
        (
            "role/glassblower/specialization/scientific",
            ["page/home", "page/roles", "role/glassblower", "role/glassblower/chapter/specializations"],
        ),
        ("skill/patience", ["page/home", "page/skills"]),
        ("tool/kiln-monitor", ["page/home", "page/tools"]),
        ("certification/kiln-safety", ["page/home", "page/certifications"]),
        ("page/not-found", []),
    ],
)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_way_back_leads_through_the_pages_above(plan: SitePlan, locale: Locale, key: str, above: list[str]) -> None:
    way = plan.breadcrumbs(plan.page(key, locale))
    assert keys(way) == above
    assert {page.locale for page in way} <= {locale}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_leads_to_the_indexes_and_the_hand_written_pages(plan: SitePlan, locale: Locale) -> None:
    pages = plan.navigation(locale)
    assert keys(pages) == [
        "page/home",
        "page/roles",
        "page/start",
        "page/skills",
        "page/certifications",
        "page/tools",
        "page/glossary",
        "page/method",
    ]
    assert {page.locale for page in pages} == {locale}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_role_is_read_from_its_overview_to_its_last_chapter_and_back(plan: SitePlan, locale: Locale) -> None:
    sequence = [
        "role/glassblower",
        *(
            f"role/glassblower/chapter/{chapter}"
            for chapter in ("work", "salary", "balance", "skills", "path", "specializations")
        ),
        "role/glassblower/specialization/apprentice",
        "role/glassblower/specialization/scientific",
        "role/glassblower/chapter/tools",
        "role/glassblower/chapter/goals",
    ]
    assert keys(plan.reading_order("glassblower", locale)) == sequence
    page: Page | None = plan.page("role/glassblower", locale)
    forward = []
    while page is not None:
        forward.append(page)
        page = plan.neighbours(page)[1]
    assert keys(forward) == sequence
    back = [plan.neighbours(page)[0] for page in forward]
    assert back == [None, *forward[:-1]]


def test_a_page_that_is_read_by_itself_has_no_neighbours(plan: SitePlan) -> None:
    for key in ("page/home", "page/roles", "role/lamplighter", "role/glassblower/full-guide", "skill/patience"):
        assert plan.neighbours(plan.page(key, "it")) == (None, None), key
    assert plan.neighbours(plan.page("page/language-choice", None)) == (None, None)


def test_chapters_and_specializations_of_a_role_are_listed_apart(plan: SitePlan) -> None:
    assert keys(plan.role_pages("lamplighter", "it")) == ["role/lamplighter"]
    assert plan.specialization_pages("lamplighter", "it") == []
    assert [page.title for page in plan.specialization_pages("glassblower", "it")] == [
        "Apprendista soffiatore di vetro",
        "Soffiatore di vetro scientifico",
    ]
    assert "specialization" not in {page.kind for page in plan.role_pages("glassblower", "it")}


# --- what an editor opens


@pytest.mark.parametrize(
    ("key", "file"),
    [
        ("role/glassblower", "data/roles/glassblower/role.yml"),
        ("role/glassblower/full-guide", "data/roles/glassblower/role.yml"),
        ("role/glassblower/chapter/salary", "data/roles/glassblower/salary.yml"),
        ("role/glassblower/specialization/scientific", "data/roles/glassblower/specializations/scientific.yml"),
        ("skill/patience", "data/skills.yml"),
        ("certification/kiln-safety", "data/certifications.yml"),
        ("tool/kiln-monitor", "data/tools.yml"),
        ("page/glossary", "data/glossary.yml"),
        ("page/roles", None),
        ("page/method", "docs/en/method.md"),
    ],
)
def test_a_page_names_the_file_that_it_is_made_from(plan: SitePlan, key: str, file: str | None) -> None:
    assert plan.page(key, "en").file == file


def test_every_file_that_a_page_names_is_there(plan: SitePlan, folder: GuideFolder) -> None:
    for page in plan.pages:
        assert page.file is None or (folder.path / page.file).is_file(), page.key


def test_words_that_people_search_with_go_with_their_page(plan: SitePlan) -> None:
    assert plan.page("role/glassblower", "it").search_terms == (
        "vetraio di prova",
        "soffiatrice di vetro",
        "mastro vetraio",
    )
    assert plan.page("skill/glass-gathering", "en").search_terms == ("molten glass",)
    assert plan.page("skill/patience", "en").search_terms == ()
    assert plan.page("role/glassblower/specialization/scientific", "en").search_terms == ("laboratory glassware",)
    assert "salary" in plan.page("role/glassblower/chapter/salary", "en").search_terms


# --- chapters and roles


@pytest.mark.parametrize("chapter", ["work", "salary", "path", "tools", "balance", "goals"])
def test_a_chapter_without_a_file_has_no_page(own_folder: GuideFolder, chapter: str) -> None:
    own_folder.replace("roles/glassblower/role.yml", "    related: [role/glassblower/chapter/work]\n", "")
    before = own_folder.plan()
    (own_folder.data / f"roles/glassblower/{chapter}.yml").unlink()
    after = own_folder.plan()
    key = f"role/glassblower/chapter/{chapter}"
    assert keys(after.pages) == [page.key for page in before.pages if page.key != key]
    assert len(after.pages) == len(before.pages) - len(LOCALES)
    assert key not in keys(after.role_pages("glassblower", "it"))


def test_a_role_without_specializations_has_no_pages_for_them(own_folder: GuideFolder) -> None:
    shutil.rmtree(own_folder.data / "roles/glassblower/specializations")
    (own_folder.data / "roles/glassblower/specializations.yml").unlink()
    assert not [page for page in own_folder.plan().pages if "specialization" in page.key]


def test_adding_a_folder_adds_the_role_everywhere_and_nothing_else_is_edited(own_folder: GuideFolder) -> None:
    before = own_folder.plan().pages
    new = shutil.copytree(own_folder.data / "roles/glassblower", own_folder.data / "roles/mirror-maker")
    profile = new / "role.yml"
    text = (
        profile.read_text("utf-8")
        .replace("soffiatore-di-vetro", "specchiaio")
        .replace("en: glassblower", "en: mirror-maker")
        .replace("former_ids: [glass-artist]", "former_ids: []")
    )
    for old, new_name in (
        ("it: [vetraio]", "it: []"),
        ("Soffiatore di vetro", "Specchiaio"),
        ("Glassblower", "Mirror maker"),
    ):
        text = text.replace(old, new_name)
    profile.write_text(text, "utf-8")

    plan = own_folder.plan()
    assert {(page.key, page.locale) for page in plan.pages} - {(page.key, page.locale) for page in before} == {
        (page.key.replace("glassblower", "mirror-maker"), page.locale)
        for page in before
        if page.role_id == "glassblower" and page.kind != "move"  # nobody becomes a mirror maker yet
    }
    assert plan.path("role/mirror-maker/chapter/salary", "it") == "it/ruoli/specchiaio/stipendio/"

    renderer = Renderer(plan, TEMPLATES, "https://guide.example/")
    index = renderer.page(plan.page("page/roles", "it")).html
    assert 'href="specchiaio/"' in index
    assert "specchiaio/" in renderer.macro("role_cards", plan.page("page/home", "it"))()
    for key in ("skill/patience", "tool/blowpipe-planner", "certification/kiln-safety"):
        assert "/ruoli/specchiaio/" in renderer.page(plan.page(key, "it")).html
    assert "Specchiaio" in renderer.page(plan.page("skill/colour-reading", "it")).html


def test_links_may_lead_to_every_record_and_chapter_and_to_nothing_that_has_no_page(
    plan: SitePlan, folder: GuideFolder
) -> None:
    loader = GuideLoader(folder.data)
    loader.load()
    targets = loader.ids["page"] or set()
    kinds = {"role", "chapter", "specialization", "skill", "certification", "tool"}
    assert targets >= {page.key for page in plan.pages if page.kind in kinds} | {"term/gather", "term/annealing"}
    for target in targets:
        assert plan.path(target, "it").startswith("it/")
        assert plan.path(target, "en").startswith("en/")


# --- hand-written pages


HOME = [
    Article("home", "it", "it/", "Inizio", "Prova", "docs/it/index.md"),
    Article("home", "en", "en/", "Home", "Test", "docs/en/index.md"),
]


def test_a_home_page_in_each_language_is_enough(guide: Guide) -> None:
    plan = SitePlan(guide, HOME)
    assert plan.path("page/home", "en") == "en/"
    assert keys(plan.navigation("it"))[-1] == "page/glossary"


def test_hand_written_pages_are_listed_by_their_position(guide: Guide) -> None:
    more = [
        Article(name, locale, f"{locale}/{name}/", name, "", f"docs/{locale}/{name}.md", position)
        for locale in LOCALES
        for name, position in (("aardvark", 2), ("zebra", 1))
    ]
    assert keys(SitePlan(guide, [*HOME, *more]).navigation("en"))[-2:] == ["page/zebra", "page/aardvark"]


def test_what_is_for_work_or_for_the_foot_alone_stands_in_no_menu_of_readers(guide: Guide) -> None:
    menus: dict[str, Menu] = {"help": "main", "staff": "work", "terms": "foot"}
    more = [
        Article(name, locale, f"{locale}/{name}/", name, "", f"docs/{locale}/{name}.md", menu=menu)
        for locale in LOCALES
        for name, menu in menus.items()
    ]
    plan = SitePlan(guide, [*HOME, *more])
    assert keys(plan.navigation("it"))[-1] == "page/help"
    assert keys(plan.navigation("it", "work")) == ["page/staff"]
    assert keys(plan.navigation("en", "foot")) == ["page/sources", "page/terms"]


def article(page_id: str, folder: str, position: int = 0) -> list[Article]:
    """A hand-written page in both languages, at an address below that of its language."""
    return [
        Article(page_id, locale, f"{locale}/{folder}/", page_id, "", f"docs/{locale}/{folder}.md", position)
        for locale in LOCALES
    ]


def test_a_hand_written_page_in_a_folder_stands_below_the_page_of_the_folders_name(guide: Guide) -> None:
    plan = SitePlan(guide, [*HOME, *article("method", "method"), *article("doubts", "method/doubts")])
    doubts = plan.page("page/doubts", "it")
    assert keys(plan.breadcrumbs(doubts)) == ["page/home", "page/method"]
    assert keys(plan.below(plan.page("page/method", "it"))) == ["page/doubts"]
    assert keys(plan.navigation("it"))[-1] == "page/method"


def test_a_hand_written_page_in_a_folder_without_a_page_stands_below_the_home_page(guide: Guide) -> None:
    plan = SitePlan(guide, [*HOME, *article("doubts", "method/doubts")])
    assert plan.page("page/doubts", "en").parent == "page/home"
    assert keys(plan.navigation("en"))[-1] == "page/doubts"


# --- pages for editors


def test_the_data_dictionary_stands_below_the_page_for_editors(guide: Guide) -> None:
    plan = SitePlan(guide, [*HOME, *article("for-editors", "editors"), *article("style", "editors/style")])
    assert keys(plan.below(plan.page("page/for-editors", "it"))) == ["page/style", "page/data-dictionary"]
    index = plan.page("page/data-dictionary", "it")
    assert keys(plan.below(index)) == [f"data-file/{name}" for name in FILE_KINDS]
    assert [plan.path("page/data-dictionary", locale) for locale in LOCALES] == ["it/editors/dati/", "en/editors/data/"]
    assert [plan.path("data-file/salary", locale) for locale in LOCALES] == [
        "it/editors/dati/salary/",
        "en/editors/data/salary/",
    ]


def test_a_page_of_the_data_dictionary_is_named_after_its_file(guide: Guide) -> None:
    plan = SitePlan(guide, [*HOME, *article("for-editors", "editors")])
    assert plan.title("data-file/skills", "it") == "skills.yml"
    assert plan.title("data-file/role-tools", "it") == "<ruolo>/tools.yml"
    assert plan.title("data-file/specialization", "en") == "<role>/specializations/<id>.yml"


def test_a_guide_without_a_page_for_editors_has_no_data_dictionary(plan: SitePlan) -> None:
    assert plan.find("page/data-dictionary", "it") is None
    assert not [page for page in plan.pages if page.kind == "data_file"]


def test_readers_find_the_page_for_editors_and_not_those_below_it(guide: Guide) -> None:
    plan = SitePlan(guide, [*HOME, *article("for-editors", "editors"), *article("style", "editors/style")])
    assert plan.page("page/for-editors", "it").is_searched
    below = [page for page in plan.pages if page.path.startswith("it/editors/") and page.path != "it/editors/"]
    assert len(below) == 2 + len(FILE_KINDS)
    assert not [page for page in below if page.is_searched]
    assert keys(plan.navigation("it"))[-1] == "page/for-editors"


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("it/ruoli/", "data/labels.yml"),
        ("it/ruoli/lampionaio/", "data/roles/lamplighter/role.yml"),
        ("it/competenze/", "data/skills.yml"),
        ("it/404.html", "data/labels.yml"),
        ("it/", "docs/it/index.md"),
    ],
)
def test_two_pages_with_one_address_are_refused_with_both_files(guide: Guide, path: str, other: str) -> None:
    method = [Article("method", locale, f"{locale}/m/", "", "", f"docs/{locale}/m.md") for locale in LOCALES]
    with pytest.raises(DataError) as caught:
        SitePlan(guide, [*HOME, replace(method[0], path=path), method[1]])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("address_taken", START)
    assert {problem.file.as_posix(), problem.details["other"]} == {"docs/it/m.md", other}
    assert f"the address /{path} is already taken" in told(problem)
    assert "Change the slug of one of the two pages, or the name of its file" in told(problem)


# --- relative addresses


@pytest.mark.parametrize(
    ("target", "start", "address"),
    [
        ("it/", "", "it/"),
        ("", "", "./"),
        ("it/", "it/", "./"),
        ("", "it/", "../"),
        ("en/", "it/", "../en/"),
        ("it/ruoli/", "it/", "ruoli/"),
        ("it/", "it/ruoli/", "../"),
        ("", "it/ruoli/", "../../"),
        ("en/roles/x/", "it/ruoli/x/y/", "../../../../en/roles/x/"),
        ("it/ruoli/x/", "it/ruoli/xy/", "../x/"),
        ("404.html", "", "404.html"),
        ("404.html", "it/404.html", "../404.html"),
        ("it/", "404.html", "it/"),
        ("it/404.html", "it/404.html", "404.html"),
        ("assets/guide/guide.js", "it/ruoli/", "../../assets/guide/guide.js"),
        ("assets/guide/guide.js", "", "assets/guide/guide.js"),
        ("it/glossario/#roi", "it/", "glossario/#roi"),
        ("it/glossario/#roi", "it/glossario/", "./#roi"),
        ("#top", "it/", "../#top"),
        ("404.html#top", "it/", "../404.html#top"),
    ],
)
def test_an_address_is_relative_to_the_page_so_that_the_site_works_below_any_folder(
    target: str, start: str, address: str
) -> None:
    assert relative(target, start) == address


def test_relative_addresses_lead_a_browser_where_they_should(plan: SitePlan) -> None:
    from urllib.parse import urljoin  # noqa: PLC0415 - the browser's own rule, needed here alone

    root = "https://guide.example/a/b/"
    for start in plan.pages:
        for target in plan.pages[::5]:
            assert urljoin(root + start.path, relative(target.path, start.path)) == root + target.path


def test_the_plan_is_the_same_each_time_it_is_made(folder: GuideFolder) -> None:
    assert folder.plan().pages == folder.plan().pages


def test_the_order_of_records_is_that_of_their_file(folder: GuideFolder) -> None:
    skills = yaml.safe_load((folder.data / "skills.yml").read_text("utf-8"))
    assert [page.part_id for page in folder.plan().pages if page.kind == "skill" and page.locale == "it"] == list(
        skills
    )
