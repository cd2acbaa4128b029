"""A page's article: what readers see of the data, and that nothing an editor types can be more than text."""

import html as html_module
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

import pytest
import yaml
from jinja2 import UndefinedError
from markupsafe import Markup

from career_guide.exports import job_description
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.macros import MacroError
from career_guide.pages.outline import Heading, RenderedPage
from career_guide.pages.renderer import Renderer
from career_guide.site.plan import SitePlan
from career_guide.words.messages import Message
from career_guide.words.problems import DataError
from career_guide.words.wording import Wording
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder, told

SALARY: Final = "role/glassblower/chapter/salary"
HAND_WRITTEN: Final = {"home", "article"}


def words(html: str) -> str:
    """What a reader reads, on one line."""
    return " ".join(html_module.unescape(re.sub(r"<[^>]*>", " ", html)).split())


def shown(renderer: Renderer, key: str, locale: Locale = "it") -> str:
    return words(renderer.page(renderer.plan.page(key, locale)).html)


# --- figures


@pytest.mark.parametrize("locale", LOCALES)
def test_a_percentage_says_of_what(renderer: Renderer, italian: Wording, english: Wording, locale: Locale) -> None:
    say = {"it": italian, "en": english}[locale].label
    text = shown(renderer, SALARY, locale)
    number = {"it": "12,5", "en": "12.5"}[locale]
    assert f"5–{number}% {say('base.of_total_pay')}" in text
    assert f"2–3% {say('base.of_gross_pay')}" in text
    assert f"10% {say('base.on_top_of_fixed_pay')}" in text
    assert say("base.of_national_mean") in text
    assert say("base.of_contracts_due_for_renewal") in shown(renderer, "role/glassblower/chapter/goals", locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_amount_says_whether_it_is_gross(
    renderer: Renderer, italian: Wording, english: Wording, locale: Locale
) -> None:
    say = {"it": italian, "en": english}[locale]
    text, year = shown(renderer, SALARY, locale), say.label("period.year")
    apprentice = say.money_of(26000, "EUR").replace("€", "").replace("\u00a0", "").strip()
    master = say.label("format.or_more", value=say.money_of(55000, "EUR").removeprefix("€"))
    master = master.replace("\u00a0", " ")
    assert re.search(f"{re.escape(apprentice)}( €)? {re.escape(say.label('basis.gross', period=year))}", text)
    assert f"{master} {say.label('basis.unspecified', period=year)}" in text


def test_the_condition_of_a_figure_stands_beside_it(renderer: Renderer) -> None:
    assert "(nelle annate buone)" in shown(renderer, SALARY)
    assert "(if the furnace is hot)" in shown(renderer, "role/glassblower/chapter/work", "en")


def test_a_figure_names_its_source_and_its_date(renderer: Renderer, italian: Wording) -> None:
    text = shown(renderer, SALARY)
    # The master's band has a source and a date of its own; the apprentice's has the chapter's, which is undated.
    assert f"Indagine di prova · {italian.label('parts.as_of', date='28 febbraio 2026')}" in text
    assert f"Appunti di bottega · {italian.label('parts.undated')}" in text


def test_a_source_that_was_published_on_a_day_gives_it_where_the_figure_has_none(
    renderer: Renderer, english: Wording
) -> None:
    text = shown(renderer, "role/glassblower/chapter/work", "en")
    assert f"Test survey · {english.label('parts.published', date='1 March 2026')}" in text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_source_without_a_day_gives_its_version_or_month_instead(folder: GuideFolder, locale: Locale) -> None:
    folder.replace(
        "sources.yml",
        "  confidence: indicative\n",
        "  confidence: indicative\n  dating:\n    it: edizione del 2019\n    en: 2019 edition\n",
    )
    plan = folder.plan()
    renderer = Renderer(plan, TEMPLATES, SITE_URL)
    dating = {"it": "edizione del 2019", "en": "2019 edition"}[locale]
    name = {"it": "Appunti di bottega", "en": "Workshop notes"}[locale]
    assert f"{name} · {dating}" in shown(renderer, SALARY, locale)
    listed = shown(renderer, "page/sources", locale)
    assert f"{name} {dating[0].upper()}{dating[1:]}." in listed


def test_every_figure_leads_to_its_source_among_all_sources(plan: SitePlan, renderer: Renderer) -> None:
    sources = renderer.page(plan.page("page/sources", "it")).html
    html = renderer.page(plan.page(SALARY, "it")).html
    linked = set(re.findall(r'href="\.\./\.\./\.\./fonti/#((?!confidence)[a-z-]+)"', html))
    assert linked == {"workshop-notes", "glass-survey"}
    for anchor in linked:
        assert f'id="{anchor}"' in sources


@pytest.mark.parametrize(
    ("locale", "no_percentage", "no_places"),
    [
        ("it", "Percentuale non disponibile", "Nessun luogo indicato"),
        ("en", "Percentage not available", "No places given"),
    ],
)
def test_what_is_not_known_is_said_to_be_unknown(
    plan: SitePlan, renderer: Renderer, locale: Locale, no_percentage: str, no_places: str
) -> None:
    html = renderer.page(plan.page(SALARY, locale)).html
    table = html[html.index("<table") : html.index("</table>")]
    apprentice, master = (words(row) for row in table.split("<tr")[2:4])
    assert apprentice.endswith(no_percentage)
    assert no_percentage not in master
    assert no_places in html, "the mainland’s places are not known"


def test_a_specialization_has_the_bands_of_its_levels_which_are_the_roles(renderer: Renderer) -> None:
    every = shown(renderer, "role/glassblower/specialization/scientific", "en")
    assert "Level of experience: Apprentice €20,000–26,000" in every
    assert "Level of experience: Master €40,000–55,000 or more" in every
    assert "whatever the specialisation" in every
    assert "Level of experience: Master" not in shown(renderer, "role/glassblower/specialization/apprentice", "en")


def test_a_duration_that_is_not_known_is_said_to_be_unknown(renderer: Renderer, english: Wording) -> None:
    text = shown(renderer, "role/glassblower/chapter/path", "en")
    assert english.label("path.duration", value="1 year") in text
    assert english.label("path.duration_unknown") in text


def test_an_official_label_in_the_other_language_says_which_it_is(plan: SitePlan, renderer: Renderer) -> None:
    assert '<span lang="it">Soffiatori di prova</span>' in renderer.page(plan.page("role/glassblower", "en")).html
    assert "Soffiatori di prova" in shown(renderer, "role/glassblower")
    assert 'lang="it"' not in renderer.page(plan.page("role/glassblower", "it")).html


# --- headings and anchors


def test_headings_are_those_of_the_chapter(plan: SitePlan, renderer: Renderer) -> None:
    page = renderer.page(plan.page("role/glassblower/chapter/work", "en"))
    assert [(heading.level, heading.id) for heading in page.headings] == [(1, "top"), (2, "morning")]
    assert page.headings[1] == Heading(2, "morning", "The morning")
    assert {"top", "morning", "light-the-furnace", "first-gather"} <= page.anchors


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "anchor"),
    [
        ("roles/glassblower/role.yml", "id: why-it-is-hot", "id: at-a-glance", "role/glassblower", "at-a-glance"),
        (
            "roles/glassblower/specializations/scientific.yml",
            "id: precise-work",
            "id: difference",
            "role/glassblower/specialization/scientific",
            "difference",
        ),
    ],
)
def test_two_places_of_one_name_are_refused_with_the_data_file(  # noqa: PLR0917
    folder: GuideFolder, file: str, old: str, new: str, key: str, anchor: str
) -> None:
    folder.replace(file, old, new)
    plan = folder.plan()
    with pytest.raises(DataError) as caught:
        Renderer(plan, TEMPLATES, SITE_URL).page(plan.page(key, "it"))
    (problem,) = caught.value.problems
    assert (problem.file.as_posix(), problem.code) == (f"data/{file}", "anchor_taken")
    assert problem.details["names"] == anchor
    assert "Change the id" in told(problem)


# --- links


def test_the_page_for_missing_addresses_works_at_any_depth(plan: SitePlan, renderer: Renderer) -> None:
    html = renderer.page(plan.page("page/not-found", None)).html
    links = re.findall(r'href="([^"]*)"', html)
    assert {"/careers/it/", "/careers/it/ruoli/", "/careers/en/", "/careers/en/roles/"} <= set(links)
    assert all(link.startswith("/careers/") for link in links)
    assert '<div lang="it">' in html
    assert '<div lang="en">' in html


def test_who_needs_a_record_stands_on_its_page(renderer: Renderer, english: Wording) -> None:
    needed = shown(renderer, "skill/colour-reading", "en")
    assert "Scientific glassblower" in needed
    assert "(Glassblower)" not in needed, "the name says already of which role it is"
    assert "Glassblower" in shown(renderer, "tool/blowpipe-planner", "en")
    assert english.label("catalogue.worked_with_by_none") in shown(renderer, "tool/kiln-monitor", "en")


def test_changes_are_told_newest_first(renderer: Renderer) -> None:
    text = shown(renderer, "role/glassblower", "en")
    assert text.index("24 November 2026 Test figures added.") < text.index("1 October 2026 First test edition.")


def test_a_role_of_a_single_file_has_all_that_a_page_needs(plan: SitePlan, renderer: Renderer) -> None:
    page = renderer.page(plan.page("role/lamplighter", "en"))
    assert page.headings[0].title == "Lamplighter"
    assert "A test job without further chapters." in words(page.html)
    assert "/chapter/" not in page.html


# --- macros for hand-written pages


WITHIN_A_SENTENCE: Final = {"link", "permanent_link"}


def call(renderer: Renderer, name: str, locale: Locale, role_id: str = "glassblower") -> str:
    """A macro's output, given a role where it takes one."""
    macro = renderer.macro(name, renderer.plan.page("page/home", locale))
    try:
        return macro()
    except MacroError as error:
        if error.code != "macro_arguments":
            raise
        return macro(role_id)


def suggested(error: MacroError) -> str:
    """What an editor is told to write instead."""
    suggestion = error.details["nearest_or_known"]
    assert isinstance(suggestion, Message)
    return suggestion.text("en")


def test_a_macro_gives_one_block_that_markdown_leaves_alone(renderer: Renderer, subtests: pytest.Subtests) -> None:
    for name, locale in product(renderer.macros.all.keys() - WITHIN_A_SENTENCE, LOCALES):
        with subtests.test(name, locale=locale):
            block = call(renderer, name, locale)
            assert block.startswith('<div class="cg-block">\n')
            assert block.endswith("\n</div>")
            assert all(line.strip() for line in block.splitlines())


def test_a_macro_shows_nothing_or_says_so_where_a_role_lacks_its_chapter(
    renderer: Renderer, subtests: pytest.Subtests
) -> None:
    for name in renderer.macros.all.keys() - WITHIN_A_SENTENCE:
        with subtests.test(name):
            try:
                block = call(renderer, name, "it", "lamplighter")
            except MacroError as error:
                block, caught = "", error
            if block:
                assert block.startswith('<div class="cg-block">')
            else:
                assert caught.code == "macro_without_chapter"
                assert str(caught) == f"'{name}' needs a chapter that the role 'lamplighter' does not have"
                assert caught.details["chapters"] == Message("words.nothing")


def test_a_macro_for_a_role_that_is_not_there_names_the_nearest(renderer: Renderer, plan: SitePlan) -> None:
    macro = renderer.macro("salary_bands", plan.page("page/home", "it"))
    with pytest.raises(MacroError) as caught:
        macro("glasblower")
    assert caught.value.code == "unknown_reference"
    assert str(caught.value) == "there is no role 'glasblower'"
    assert suggested(caught.value) == "Did you mean 'glassblower'?"
    with pytest.raises(MacroError) as caught:
        macro("x")
    assert suggested(caught.value).endswith("Possible here: glassblower, lamplighter.")


@pytest.mark.parametrize("arguments", [(), ("glassblower", "lamplighter")])
def test_a_macro_with_too_few_or_too_many_arguments_says_what_it_takes(
    renderer: Renderer, plan: SitePlan, arguments: tuple[str, ...]
) -> None:
    macro = renderer.macro("salary_bands", plan.page("page/home", "it"))
    with pytest.raises(MacroError) as caught:
        macro(*arguments)
    assert (caught.value.code, caught.value.details) == (
        "macro_arguments",
        {"name": "salary_bands", "example": '{{ salary_bands("glassblower") }}'},
    )
    with pytest.raises(MacroError) as caught:
        renderer.macro("sources", plan.page("page/home", "it"))("x")
    assert caught.value.details == {"name": "sources", "example": "{{ sources() }}"}


def test_private_macros_and_building_blocks_are_not_for_hand_written_pages(renderer: Renderer) -> None:
    assert not [name for name in renderer.macros.all if name.startswith("_")]
    assert not {"source_line", "table", "section", "title"} & renderer.macros.all.keys()


def test_a_macro_gives_the_same_as_the_page_that_is_made_of_it(plan: SitePlan, renderer: Renderer) -> None:
    page = plan.page("page/skills", "en")
    block = renderer.macro("skill_list", page)()
    assert words(block) in words(renderer.page(page).html)


def test_an_error_that_is_none_of_the_role_s_is_not_taken_for_one(tmp_path: Path, plan: SitePlan) -> None:
    (tmp_path / "macros").mkdir()
    (tmp_path / "macros" / "broken.html").write_text("{% macro broken() %}{{ nothing_of_this_name }}{% endmacro %}")
    with pytest.raises(UndefinedError, match="nothing_of_this_name"):
        Renderer(plan, tmp_path, SITE_URL).macro("broken", plan.page("page/home", "it"))()


def test_a_link_is_given_the_title_of_its_page_or_the_words_that_are_wanted(renderer: Renderer, plan: SitePlan) -> None:
    link = renderer.macro("link", plan.page("page/method", "it"))
    assert link(SALARY) == '<a href="../ruoli/soffiatore-di-vetro/stipendio/">Retribuzione</a>'
    assert link("skill/patience", "con calma") == '<a href="../competenze/pazienza/">con calma</a>'
    assert link("term/gather") == '<a href="../glossario/#gather">Bolo</a>'


def test_the_words_of_a_link_are_neither_html_nor_markdown(renderer: Renderer, plan: SitePlan) -> None:
    link = renderer.macro("link", plan.page("page/home", "it"))
    html = link("skill/patience", "<b>*x*</b> [y](z) `_")
    inner = html.removeprefix('<a href="competenze/pazienza/">').removesuffix("</a>")
    assert not set(inner) & set("<>*_`[]")
    assert html_module.unescape(inner) == "<b>*x*</b> [y](z) `_"


@pytest.mark.parametrize("name", sorted(WITHIN_A_SENTENCE))
@pytest.mark.parametrize(("key", "nearest"), [("skill/patiense", "skill/patience"), ("term/gathr", "term/gather")])
def test_a_link_to_what_is_not_there_names_the_nearest(
    renderer: Renderer, plan: SitePlan, name: str, key: str, nearest: str
) -> None:
    link = renderer.macro(name, plan.page("page/home", "it"))
    with pytest.raises(MacroError) as caught:
        link(key)
    assert str(caught.value) == f"there is no page '{key}'"
    assert suggested(caught.value) == f"Did you mean '{nearest}'?"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_permanent_link_shows_the_whole_address_and_leads_to_it(
    renderer: Renderer, plan: SitePlan, locale: Locale
) -> None:
    macro = renderer.macro("permanent_link", plan.page("page/method", locale))
    for key in (SALARY, "skill/patience", "term/gather"):
        found = re.fullmatch(r'<a class="cg-address" href="(.+)">(.+)</a>', macro(key))
        assert found
        assert found[2] == f"{SITE_URL}go/{key}/"
        assert urljoin(SITE_URL + plan.path("page/method", locale), found[1]) == found[2]


# --- citations


def cited(renderer: Renderer, locale: Locale, role_id: str = "glassblower") -> str:
    """The words to copy."""
    html = renderer.macro("citation", renderer.plan.page("page/home", locale))(role_id)
    return words(html[html.index("<p>") : html.index("</p>")])


def test_a_citation_says_what_it_is_of_which_state_it_is_and_where_it_stands(
    renderer: Renderer, plan: SitePlan
) -> None:
    role = plan.guide.roles["glassblower"]
    day = {locale: Wording(plan.guide.labels, locale).date(role.profile.reviewed) for locale in LOCALES}
    address = f"{SITE_URL}go/role/glassblower/"
    assert cited(renderer, "it") == (
        f"«{role.profile.title['it']}», in Guida alle professioni. Revisione dei dati: {role.revision}. "
        f"Ultima revisione del ruolo: {day['it']}. Licenza: CC BY 4.0. "
        f"{address} (consultata il [data di consultazione])"
    )
    assert cited(renderer, "en") == (
        f"“{role.profile.title['en']}”, in Career guide. Revision of the data: {role.revision}. "
        f"Role last reviewed: {day['en']}. Licence: CC BY 4.0. {address} (accessed [date of access])"
    )


def test_there_is_a_citation_of_each_role(renderer: Renderer, plan: SitePlan) -> None:
    block = renderer.macro("citations", plan.page("page/home", "it"))()
    assert re.findall(rf"{SITE_URL}go/role/([a-z-]+)/", block) == list(plan.guide.roles)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_title_in_a_citation_is_text_whatever_it_holds(folder: GuideFolder, locale: Locale) -> None:
    folder.replace("roles/lamplighter/role.yml", "Lampionaio", "Lamp & <b>io</b> {date}")
    folder.replace("roles/lamplighter/role.yml", "Lamplighter", "Lamp & <b>lighter</b> {date}")
    plan = folder.plan()
    renderer = Renderer(plan, TEMPLATES, SITE_URL)
    title = plan.guide.roles["lamplighter"].profile.title[locale]
    html = renderer.macro("citation", plan.page("page/home", locale))("lamplighter")
    assert "<b>" not in html
    assert title in cited(renderer, locale, "lamplighter")


def test_a_citation_of_a_role_that_is_not_there_names_the_nearest(renderer: Renderer, plan: SitePlan) -> None:
    with pytest.raises(MacroError) as caught:
        renderer.macro("citation", plan.page("page/home", "en"))("lampligter")
    assert str(caught.value) == "there is no role 'lampligter'"
    assert suggested(caught.value) == "Did you mean 'lamplighter'?"


# --- hostile texts


HOSTILE: Final = "<script>alert(1)</script>{{ 7*7 }}{% raw %}"
PLAIN_TEXTS: Final = {
    "name",
    "quoted_as",
    "abbreviation",
    "issuer",
    "publisher",
    "vendor",
    "former_names",
    "models",
    "label",
}
"""Fields whose text is the same in every language."""


def poisoned(value: Any, marks: dict[str, str], way: tuple[str, ...] = ()) -> Any:
    """The data with a numbered mark and something hostile at the end of every text that is shown."""
    if isinstance(value, dict):
        return {key: poisoned(inner, marks, (*way, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner, marks, way) for inner in value]
    if not isinstance(value, str):
        return value
    localized = way[-1] in LOCALES and "slug" not in way and "former_slugs" not in way
    if not localized and way[-1] not in PLAIN_TEXTS:
        return value
    mark = f"‹{len(marks)}›"
    marks[mark] = "/".join(way)
    return f"{value.strip()} {mark}{HOSTILE}"


class Poisoned:
    """The guide with something hostile in every text, and all that is rendered of it."""

    def __init__(self, folder: GuideFolder) -> None:
        self.marks: dict[str, str] = {}
        for file in sorted(folder.data.rglob("*.yml")):
            if file.name == "labels.yml":
                continue
            name = file.relative_to(folder.data).as_posix()
            data = yaml.safe_load(file.read_text("utf-8"))
            file.write_text(yaml.safe_dump(poisoned(data, self.marks, (name,)), allow_unicode=True), "utf-8")
        self.plan = folder.plan()
        self.renderer = Renderer(self.plan, TEMPLATES, SITE_URL)
        self.html = dict(self._rendered())

    def _rendered(self) -> Iterator[tuple[str, str]]:
        for page in self.plan.pages:
            written = None
            if page.kind in HAND_WRITTEN:
                macros = "".join(self.renderer.macro(name, page)() for name in ("sources", "role_cards"))
                written = RenderedPage(Markup(macros), [], frozenset())
            yield page.path, self.renderer.html(page, written)


@pytest.fixture(scope="module")
def hostile(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Poisoned:
    folder = tmp_path_factory.mktemp("hostile") / "guide"
    return Poisoned(GuideFolder(shutil.copytree(pristine, folder)))


def test_whatever_is_typed_comes_out_as_it_was_typed_on_every_page(hostile: Poisoned) -> None:
    for path, html in hostile.html.items():
        assert "<script>alert" not in html, path
        assert "&amp;lt;" not in html, path
        # A map breaks the names in its boxes.
        text = html_module.unescape(re.sub(r"<text.*?</text>", "", html))
        for found in re.finditer(r"‹\d+›", text):
            assert text[found.end() :].startswith(HOSTILE), f"{path}: {text[found.start() : found.end() + 80]!r}"


def test_every_kind_of_page_was_tried(hostile: Poisoned) -> None:
    """In what it is about: the search, which is on all of them, names the levels of experience."""
    search = re.compile('<dialog[^>]* id="guide-search".*?</dialog>', re.DOTALL)
    about = {path: search.sub("", html) for path, html in hostile.html.items()}
    assert {page.kind for page in hostile.plan.pages if "‹" in about[page.path]} == {
        page.kind for page in hostile.plan.pages
    } - {"not_found", "language_choice", "editions"}


def test_every_text_that_an_editor_writes_is_shown_somewhere(hostile: Poisoned) -> None:
    """On a page, or in a document: adverts and rules of law stand in documents alone."""
    documents = {path: make() for path, make in job_description.files(hostile.renderer).items()}
    in_word = [
        zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        for content in documents.values()
        if isinstance(content, bytes)
    ]
    everything = "\n".join([*hostile.html.values(), *in_word])
    unseen = {way for mark, way in hostile.marks.items() if mark not in everything}
    assert unseen == set()
