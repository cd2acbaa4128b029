"""The strings of `hostile.yml` in labels, hand-written pages and settings: told with their place, or shown as data."""

import itertools
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
import yaml
from lxml import html as parser
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from career_guide import exports
from career_guide.building.project import Project as Guide
from career_guide.building.project import hand_written
from career_guide.loading import load_articles
from career_guide.loading.checked import check
from career_guide.loading.consistency import label_problems
from career_guide.loading.yaml_source import Document, parse
from career_guide.mkdocs_plugin.pages import how_to_open
from career_guide.mkdocs_plugin.settings import check_file, check_settings
from career_guide.model.article import Article
from career_guide.model.kinds import FILE_KINDS
from career_guide.model.locales import LOCALES
from career_guide.pages.hand_written import check_pages, expanded
from career_guide.pages.renderer import Renderer
from career_guide.words.problems import DataError, Problem
from tests.data.test_hostile_corpus import CORPUS, STRINGS, assert_harmless
from tests.site.project import SITE_URL, Project, read_yaml

T = TypeVar("T")
METHOD: Final = "docs/en/method.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small guide; a test that changes it undoes that."""
    return Project.make(tmp_path_factory.mktemp("hostile") / "project", "small")


@pytest.fixture(scope="module")
def guide(project: Project) -> Guide:
    return Guide.in_folder(project.folder)


@pytest.fixture(scope="module")
def renderer(guide: Guide) -> Renderer:
    return guide.open(SITE_URL)


def refused(problems: list[Problem], file: str, line: int | None = None) -> str:
    """The code of the first of them; each must say where it is and what to do."""
    assert problems
    for problem in problems:
        assert problem.file.as_posix() == file
        assert line in {None, problem.place.line}
        for locale in LOCALES:
            assert problem.what(locale).isprintable()
            assert problem.remedy(locale)
    return problems[0].code


def attempt(function: Callable[[], T]) -> tuple[T | None, list[Problem]]:
    """What a function gives, or what is wrong."""
    try:
        return function(), []
    except DataError as error:
        return None, error.problems


# --- labels


def outcome_in_labels(string: str) -> str:
    words = {"site": {"name": dict.fromkeys(LOCALES, "A name"), "menu": dict.fromkeys(LOCALES, f"{string} Menu")}}
    text = yaml.safe_dump(words, allow_unicode=False, default_style='"', width=10_000)
    document = parse(text, Document(Path("data/labels.yml")))
    problems = document.problems
    if not problems:
        labels, problems = check(document, FILE_KINDS["labels"].holds, {})
        problems = problems or list(label_problems(document, labels))
    return refused(problems, "data/labels.yml") if problems else "published"


def test_a_label_takes_it_as_any_text_does_but_for_braces() -> None:
    found = {string: outcome_in_labels(string) for string in STRINGS}
    assert Counter(found.values())["bad_character"] >= len(CORPUS["unicode"]) // 2
    braces = {string: code for string, code in found.items() if "{" in string and code != "published"}
    assert {*braces.values()} == {"bad_placeholder"}
    assert {found[string] for string in CORPUS["html"]} == {"published"}


def labels_with(strings: list[str], labels: Any, shift: int) -> Any:
    """Each label, but words of addresses, begins with one of the strings; braces are doubled, as they have to be."""
    turns = itertools.islice(itertools.cycle(strings), shift, None)
    return {
        group: {
            key: text if group.endswith("addresses") else dict.fromkeys(LOCALES, "") | spoilt(text, next(turns))
            for key, text in texts.items()
        }
        for group, texts in labels.items()
    }


def spoilt(text: dict[str, str], string: str) -> dict[str, str]:
    doubled = string.replace("{", "{{").replace("}", "}}")
    return {locale: f"{doubled} {words}" for locale, words in text.items()}


def assert_labels_are_data(project: Project, guide: Guide, shift: int, subtests: pytest.Subtests) -> None:
    """Build the guide with the strings in its labels, and open every file."""
    file = project.folder / "data/labels.yml"
    before = file.read_text("utf-8")
    doubled = [string for string in STRINGS if outcome_in_labels(string) in {"published", "bad_placeholder"}]
    try:
        project.write("data/labels.yml", labels_with(doubled, read_yaml(file), shift))
        renderer = guide.open(SITE_URL)
        made = exports.files(renderer, guide.references)
        articles = {page.output_file: page for page in renderer.plan.pages if page.kind in {"home", "article"}}
        for path, make in made.items():
            with subtests.test(path, shift=shift):
                assert_harmless(path, make())
        for path, page in articles.items():
            with subtests.test(path, shift=shift):
                assert_harmless(path, hand_written(renderer, page))
    finally:
        file.write_text(before, "utf-8")


def test_labels_are_data_whatever_opens_the_file(project: Project, guide: Guide, subtests: pytest.Subtests) -> None:
    assert_labels_are_data(project, guide, 0, subtests)


@pytest.mark.on_demand
def test_in_each_label_each_is_data(project: Project, guide: Guide, subtests: pytest.Subtests) -> None:
    for shift in range(1, len(STRINGS)):
        assert_labels_are_data(project, guide, shift, subtests)


# --- the first lines of hand-written pages


SENTENCE: Final = "How figures were found, and how sure they are."
WAYS: Final[dict[str, Callable[[str], str]]] = {
    "in quotes": lambda string: json.dumps(f"{string} {SENTENCE}"),
    "as it is": lambda string: f"{string} {SENTENCE}",
    "after words": lambda string: f"{SENTENCE} {string}",
}
ONE_WAY: Final[dict[str, Callable[[str], str]]] = {"in quotes": json.dumps}
FIELDS: Final = {"title": WAYS, "description": WAYS} | dict.fromkeys(("page", "position", "menu", "x"), ONE_WAY)


def test_the_first_lines_of_a_page_take_it_or_tell_it(project: Project, renderer: Renderer) -> None:
    file = project.folder / METHOD
    before = file.read_text("utf-8")
    found: Counter[str] = Counter()
    try:
        for field, ways in FIELDS.items():
            for way, string in itertools.product(ways.values(), STRINGS):
                first = {"page": "method", "title": "Method", "description": SENTENCE, field: way(string)}
                lines = ["---", *(f"{name}: {words}" for name, words in first.items()), "---", "", "# Method", ""]
                file.write_text("\n".join(lines), "utf-8", newline="")
                articles, problems = attempt(lambda: load_articles(project.folder / "docs"))
                found[refused(problems, METHOD) if problems else "published"] += 1
                if articles:
                    assert ways is WAYS
                    article = next(one for one in articles if one.file == METHOD)
                    assert " ".join(string.split()) in " ".join(getattr(article, field).split())
                    if way is WAYS["in quotes"]:
                        assert_shown(renderer, article, getattr(article, field))
    finally:
        file.write_text(before, "utf-8")
    assert found["published"] > len(STRINGS)


def assert_shown(renderer: Renderer, article: Article, words: str) -> None:
    """The page of an article shows a text as it was typed, and runs nothing."""
    page = replace(renderer.plan.page("page/method", "en"), title=article.title, description=article.description)
    made = renderer.html(page, renderer.article(page, "# Method\n"))
    assert_harmless("page.html", made)
    tree = parser.fromstring(made)
    assert any(words in one for one in [*tree.xpath("//title/text()"), *tree.xpath("//meta/@content")])


# --- what hand-written pages say


def checked(renderer: Renderer, markdown: str, files: frozenset[str] = frozenset()) -> tuple[str, list[Problem]]:
    """The HTML of a page of that Markdown, or what is wrong with it."""
    page = renderer.plan.page("page/method", "en")
    article = replace(renderer.plan.article(page), markdown=f"# Method\n\n{markdown}\n", first_line=1)
    _, problems = attempt(lambda: check_pages([article], files, renderer))
    if problems:
        return "", problems
    return renderer.article(page, expanded(article, renderer)).html, []


def test_macros_take_it_as_a_text_or_tell_it(renderer: Renderer) -> None:
    found: Counter[str] = Counter()
    known = {"role": "glassblower", "key": "page/method", "text": "words"}
    for number, macro in enumerate(renderer.macros.all.values()):
        for position, kind in enumerate(macro.takes):
            # Each macro refuses some of them, where they name nothing.
            for string in STRINGS if kind == "text" else STRINGS[number % 5 :: 5]:
                given = [json.dumps(known[one]) for one in macro.takes]
                given[position] = json.dumps(string, ensure_ascii=False)
                made, problems = checked(renderer, f"{{{{ {macro.name}({', '.join(given)}) }}}}")
                found[refused(problems, METHOD, 3) if problems else "published"] += 1
                if not problems:
                    assert kind == "text", (macro.name, string)
                    assert_harmless("page.html", made)
                    assert " ".join(string.split()) in " ".join(parser.fromstring(made).text_content().split())
    assert found["published"] > len(STRINGS) / 2
    assert found["unknown_reference"] > len(STRINGS)


PLACES: Final = {
    "a paragraph": "§",
    "a heading": "## §",
    "an anchor": "## Words { #§ }",
    "an entry": "- §",
    "a cell": "| a | b |\n|---|---|\n| § | c |",
    "words of a link": "[§](method.md)",
    "an address": "[words](§)",
    "an address in angles": "[words](<§>)",
    "a title": '[words](method.md "§")',
    "words for a picture": "![§](plan.png)",
    "a picture": "![words](§)",
    "backticks": "`§`",
    "code": "```\n§\n```",
    "a language of code": "```§\nx\n```",
    "a reference": "[words][x]\n\n[x]: §",
    "brackets of a macro": "{{ link(§) }}",
    "a name of a macro": "{{ §() }}",
    "a comment": "<!-- § -->",
}


def test_a_page_says_it_in_words_or_tells_it(renderer: Renderer) -> None:
    found: Counter[str] = Counter()
    for place, string in itertools.product(PLACES.values(), STRINGS):
        made, problems = checked(renderer, place.replace("§", string), frozenset({"docs/en/plan.png"}))
        found[refused(problems, METHOD) if problems else "published"] += 1
        if not problems:
            assert_harmless("page.html", made)
    assert found["published"] > len(PLACES) * len(STRINGS) / 4


# --- settings


def set_up(config: MkDocsConfig, name: str, value: str) -> None:
    """Give a setting a value, as a variable of the environment does."""
    if name in OWN_SETTINGS:
        config.plugins["career-guide"].config[name] = value
    else:
        config[name] = [value] if name == "extra_css" else value


OWN_SETTINGS: Final = ("contact", "publisher")
SETTINGS: Final = {"site_url": 0, "repo_url": 0, "edit_uri": 30, "extra_css": 0, "contact": 0, "publisher": 50}
"""Settings that are published, and how many of the strings at least each of them takes."""


def test_settings_that_are_published_take_it_or_tell_it(
    project: Project, renderer: Renderer, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    for name, least in SETTINGS.items():
        config = load_config(str(project.folder / "mkdocs.yml"), repo_url="https://code.example/repo")
        found: Counter[str] = Counter()
        for string in STRINGS:
            set_up(config, name, string)
            _, problems = attempt(partial(check_settings, config))
            found[refused(problems, "mkdocs.yml") if problems else "published"] += 1
            if not problems:
                assert_settings_are_data(config, renderer, monkeypatch)
        with subtests.test(name):
            assert found["published"] >= least
            assert len(found) == 1 + (least > 0)


def assert_settings_are_data(config: MkDocsConfig, renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    own = config.plugins["career-guide"].config
    for name, value in how_to_open(config, own["contact"], own["publisher"]).items():
        monkeypatch.setattr(renderer, name, value)
    for key in ("page/home", "role/glassblower", "role/glassblower/full-guide"):
        page = renderer.plan.page(key, "en")
        made = renderer.html(page, renderer.article(page, "# Words\n") if page.kind == "home" else None)
        assert_harmless("page.html", made)
        if own["publisher"] and page.kind != "home":
            assert own["publisher"] in parser.fromstring(made).text_content()


@pytest.mark.parametrize("value", ["mailto:a@b.example", "https://b.example/?page={page}", "HTTPS://[::1]:80/#x"])
def test_who_can_be_written_to(project: Project, value: str) -> None:
    config = load_config(str(project.folder / "mkdocs.yml"))
    set_up(config, "contact", value)
    check_settings(config)
    for hostile in ("\nExpires: never", " x", "\u00e8", "\t", "\x7f", "\u2028", "a" * 2000):
        set_up(config, "contact", value + hostile)
        _, problems = attempt(partial(check_settings, config))
        assert refused(problems, "mkdocs.yml") == "no_contact"
        assert problems[0].line.strip().startswith("contact: ")


@pytest.mark.thorough
def test_any_setting_of_the_file_is_read_or_told(project: Project, subtests: pytest.Subtests) -> None:
    file = project.folder / "mkdocs.yml"
    before = file.read_text("utf-8")
    lines = {line.partition(":")[0].strip() for line in before.splitlines() if re.match(r" *[a-z_]+: .", line)}
    try:
        for name, string in itertools.product(sorted(lines), STRINGS[::5]):
            value = json.dumps(string).replace("\\", r"\\")
            written = re.sub(rf"^( *{name}): .*$", rf"\1: {value}", before, flags=re.MULTILINE)
            file.write_text(written, "utf-8")
            _, problems = attempt(partial(check_file, project.folder))
            with subtests.test(name, string=string):
                assert not problems or refused(problems, "mkdocs.yml")
    finally:
        file.write_text(before, "utf-8")
