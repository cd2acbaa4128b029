"""The documents are complete and true: what there is, is described; what is described, there is."""

import re
from collections.abc import Iterator
from functools import cache
from textwrap import indent
from typing import Any, Final

import click
import pytest
import yaml
from lxml import html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from career_guide.cli import main
from career_guide.loading.articles import FrontMatter
from career_guide.model.article import Article
from career_guide.model.kinds import FILE_KINDS
from career_guide.model.locales import LOCALES, Locale
from career_guide.words.messages import group_of
from tests.fixture_guide import PROJECT, articles
from tests.unit.conftest import shipped_renderer

ARTICLES: Final = {(article.id, article.locale): article for article in articles(PROJECT / "docs")}
FOR_EDITORS: Final[dict[Locale, str]] = {"en": "CONTRIBUTING.md", "it": "CONTRIBUTING.it.md"}
MANUALS: Final = ("README.md", *FOR_EDITORS.values())
DOCUMENTS: Final = (*MANUALS, "ARCHITECTURE.md", "CHANGELOG.md")


def text(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")


def page(page_id: str, locale: Locale) -> Article:
    return ARTICLES[page_id, locale]


def every_text() -> Iterator[tuple[str, str]]:
    """All that is written for people who change the guide, and all that tools tell them."""
    yield from ((name, text(name)) for name in (*MANUALS, "ARCHITECTURE.md"))
    yield from ((article.file, article.markdown) for article in ARTICLES.values())
    for file in (PROJECT / "career_guide/words/messages").glob("*.yml"):
        yield file.name, file.read_text("utf-8")


# --- what is shown of the guide, and where it leads


def read(document: str) -> HtmlElement:
    """A document as its readers see it."""
    return html.fromstring(MarkdownIt().enable("table").render(text(document)))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_and_every_picture_leads_to_a_file(document: str) -> None:
    named = {str(name) for name in xpath(read(document), "//a/@href | //img/@src")}
    assert [name for name in named if "://" not in name and not (PROJECT / name).is_file()] == []


def test_pictures_are_small_and_say_in_words_what_they_show() -> None:
    pictures = xpath(read("README.md"), "//img")
    assert len(pictures) == 2
    for picture in pictures:
        assert (PROJECT / picture.get("src")).stat().st_size <= 60_000
        assert len(picture.get("alt").split()) > 8


def test_the_readme_shows_data_of_the_guide_and_what_becomes_of_them() -> None:
    section = text("README.md").partition("## Ten lines of YAML")[2].partition("\n## ")[0]
    (file,) = re.findall(r"`(data/[^`]+\.yml)`", section)
    (shown,) = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert shown.count("\n") == 10
    assert indent(shown, "  ") in text(file)

    renderer = shipped_renderer()
    (band,) = yaml.safe_load(shown)
    quoted = re.findall(r"“([^”]+)”", section)
    said: dict[Locale, list[str]] = {"en": quoted[:2], "it": quoted[2:]}
    for locale in LOCALES:
        article = renderer.page(renderer.plan.page("role/key-account-manager/chapter/salary", locale)).html
        words = " ".join(html.fromstring(article).text_content().split())
        assert [one for one in (*said[locale], " ".join(band["note"][locale].split())) if one not in words] == []
    (permanent,) = re.findall(r"`/go/([^`]+)/`", section)
    assert permanent in renderer.plan.all_keys()


def test_times_in_the_readme_are_those_that_were_measured() -> None:
    section = text("README.md").partition("## Why not plain MkDocs")[2].partition("\n## ")[0]
    seconds = set(re.findall(r"\b(\d+\.\d) s\b", section))
    assert len(seconds) == 3
    assert seconds <= set(re.findall(r"\| (\d+\.\d) (?=\|)", text("benchmarks/RESULTS.md")))


def test_the_instructions_for_editors_are_the_same_in_both_languages() -> None:
    """The same sections with the same steps, blocks, commands, fields and files; only the words are others."""
    english, italian = (read(document) for document in FOR_EDITORS.values())

    def shape(document: HtmlElement) -> list[str]:
        return [str(element.tag) for element in xpath(document, "//h1 | //h2 | //p | //li | //tr | //pre")]

    def named(document: HtmlElement) -> set[str]:
        code = {str(name) for name in xpath(document, "//code[not(parent::pre)]/text()")}
        return {name for name in code if re.fullmatch(r"(?!git|/en/|/it/)[\w./<>: -]+", name)}

    assert shape(english) == shape(italian)
    assert named(english) == named(italian)
    twins: list[tuple[Locale, Locale]] = [("en", "it"), ("it", "en")]
    for locale, other in twins:
        assert FOR_EDITORS[other] in xpath(read(FOR_EDITORS[locale]), "//h1/following-sibling::p[1]/a/@href")
        assert f"`{FOR_EDITORS[locale]}`" in page("for-editors", locale).markdown


def xpath(document: HtmlElement, path: str) -> list[Any]:
    found = document.xpath(path)
    assert isinstance(found, list)
    return found


# --- data: fields, their values and errors


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_for_editors_leads_to_all_that_can_be_looked_up(locale: Locale) -> None:
    """Every file, field and value is described by the data dictionary, every error by the list of errors.

    That they are complete is tested with them.
    """
    linked = set(re.findall(r'link\("([^"]+)"', page("for-editors", locale).markdown))
    folder = page("for-editors", locale).path
    below = {f"page/{page_id}" for (page_id, _), article in ARTICLES.items() if folder in article.path[:-1]}
    assert linked == below | {"page/data-dictionary"}
    assert "{{ error_messages() }}" in page("error-messages", locale).markdown
    assert "{{ macro_reference() }}" in page("macro-reference", locale).markdown
    assert "{{ guide_status() }}" in page("guide-status", locale).markdown


@pytest.mark.parametrize("document", FOR_EDITORS.values())
@pytest.mark.parametrize("field", FrontMatter.model_fields)
def test_what_a_hand_written_page_says_of_itself_is_described(field: str, document: str) -> None:
    assert re.search(rf"^{field}: ", text(document), re.MULTILINE)


def test_a_data_file_that_is_named_is_of_a_kind_that_there_is() -> None:
    known = {kind.pattern.rpartition("/")[2] for kind in FILE_KINDS.values()}
    named = {
        (where, name)
        for where in MANUALS
        for name in re.findall(r"`(?:data/(?:[\w<>-]+/)*)?([a-z]+\.yml)`", text(where))
    }
    assert {name for _, name in named} >= {"role.yml", "salary.yml", "labels.yml", "sources.yml", "changes.yml"}
    assert [(where, name) for where, name in named if name not in known] == []


# --- macros


def test_no_macro_is_called_or_named_that_does_not_exist() -> None:
    named = {(where, name) for where, words in every_text() for name in re.findall(r"\{\{+ *(\w+)\(", words)}
    assert [(where, name) for where, name in named if name not in shipped_renderer().macros.all] == []
    assert ("docs/it/metodo.md", "proficiency_scale") in named


@pytest.mark.parametrize("document", MANUALS)
def test_a_page_that_is_named_by_its_key_exists(document: str) -> None:
    named = set(re.findall(r'go:([a-z][\w/-]+)|/go/([a-z][\w/-]+)/|link\("([^"]+)"', text(document)))
    assert named
    assert {key for keys in named for key in keys if key} <= set(shipped_renderer().plan.all_keys())


# --- commands


@cache
def commands() -> dict[str, click.Command]:
    """Every subcommand of `career-guide`."""
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert "check" in found
    return {name: command for name, command in found.items() if command is not None}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_command_is_described_with_its_options(locale: Locale, subtests: pytest.Subtests) -> None:
    described = page("for-editors", locale).markdown
    for_all = described[described.index("`LANG`") :].partition("\n## ")[0]
    for name, command in commands().items():
        with subtests.test(name):
            row = re.search(rf"^\| `career-guide {name}\b.*$", described, re.MULTILINE)
            assert row
            for parameter in command.params:
                for option in parameter.opts if isinstance(parameter, click.Option) else []:
                    assert f"`{option}" in row.group() + for_all, option


def test_no_command_and_no_option_is_named_that_does_not_exist() -> None:
    options = {
        option
        for command in commands().values()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    } | {"--help", "--version"}
    of_others = {"--strict"}
    for where, words in every_text():
        named = set(re.findall(r"[`'/]career-guide ([a-z]+)", words))
        assert named <= set(commands()), where
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", words)) <= options | of_others, where


# --- make, settings, modules


@pytest.mark.parametrize("document", [*MANUALS, "docs/it/per-redattori.md", "docs/en/for-editors.md"])
def test_every_make_command_that_is_named_exists(document: str) -> None:
    named = set(re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", text(document), re.MULTILINE))
    assert named
    assert {name for pair in named for name in pair if name} <= targets()


def test_every_make_command_is_described() -> None:
    described = {*re.findall(r"\bmake ([a-z-]+)", text("README.md") + text("ARCHITECTURE.md"))}
    assert targets() <= described


def targets() -> set[str]:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text("Makefile"), re.MULTILINE)
    found = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    assert set(phony.split()) == found
    return found


def test_ci_runs_the_very_command_of_the_readme() -> None:
    assert "make test" in text("README.md")
    assert re.search(r"^make test$", text(".ci/run"), re.MULTILINE)


PACKAGES: Final = (
    "model",
    "words",
    "loading",
    "review",
    "site",
    "documents",
    "pages",
    "exports",
    "building",
    "editing",
    "mkdocs_plugin",
    "cli",
)
"""The packages of the engine, each of which knows only those before it."""


def test_the_architecture_describes_each_package() -> None:
    (table,) = re.findall(r"^\| package .*?\n\n", text("ARCHITECTURE.md"), re.MULTILINE | re.DOTALL)
    there = {path.name for path in (PROJECT / "career_guide").iterdir() if path.is_dir() and path.name[0] != "_"}
    assert set(re.findall(r"^\| `(\w+)` ", table, re.MULTILINE)) == there == set(PACKAGES)
    assert [path.name for path in (PROJECT / "career_guide").glob("*.py")] == ["__init__.py"]


def test_the_architecture_names_no_module_that_does_not_exist() -> None:
    named = set(re.findall(rf"`((?:{'|'.join(PACKAGES)})/[\w/.]*)`", text("ARCHITECTURE.md")))
    there = {
        path.relative_to(PROJECT / "career_guide").with_suffix(suffix).as_posix()
        for path in (PROJECT / "career_guide").rglob("*")
        for suffix in {path.suffix, ""}
    }
    assert {"model/kinds", "words/messages/problems.yml"} <= named
    assert {name.rstrip("/") for name in named} - there == set()


def test_a_package_knows_only_those_below_it() -> None:
    upward = [
        f"{file.relative_to(PROJECT)} imports {other}"
        for own in PACKAGES
        for file in (PROJECT / "career_guide" / own).rglob("*.py")
        for other in re.findall(r"from career_guide(?:\.| import )(\w+)", file.read_text("utf-8"))
        if other in PACKAGES and PACKAGES.index(other) > PACKAGES.index(own)
    ]
    # The command line asks the plugin for MkDocs' settings; nobody asks the command line.
    assert upward == []


def test_only_the_plugin_knows_mkdocs() -> None:
    folder = PROJECT / "career_guide"
    knowing = {
        path.relative_to(folder).parts[0]
        for path in folder.rglob("*.py")
        if re.search(r"^\s*(?:from|import) mkdocs", path.read_text("utf-8"), re.MULTILINE)
    }
    assert knowing == {"mkdocs_plugin"}


def test_one_module_reads_what_the_models_annotate() -> None:
    """Whoever asks what a field may hold asks `model/fields`, so that a new field reaches all of them."""
    folder = PROJECT / "career_guide"
    reading = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if re.search(r"\b(get_origin|get_type_hints|model_json_schema)\b", path.read_text("utf-8"))
    ]
    assert reading == ["model/fields.py"]


@pytest.mark.parametrize("variable", re.findall(r"!ENV \[(\w+)", text("mkdocs.yml")))
def test_every_setting_from_the_environment_is_described(variable: str) -> None:
    assert f"`{variable}`" in text("README.md")


def test_no_setting_is_described_that_does_not_exist() -> None:
    described = set(re.findall(r"^\| `([A-Z_]+)` ", text("README.md"), re.MULTILINE))
    assert described == set(re.findall(r"!ENV \[(\w+)", text("mkdocs.yml")))


# --- errors


def test_every_problem_that_a_module_tells_is_in_the_list_of_errors() -> None:
    """A code that is written out in the engine; the list shows all those of its file."""
    problems = group_of("problems")
    told = {
        (path.name, code)
        for path in (PROJECT / "career_guide").rglob("*.py")
        for code in re.findall(r'(?:PydanticCustomError|MacroError)\(\s*"(\w+)"', path.read_text("utf-8"))
    }
    assert len(told) > 10
    assert [(where, code) for where, code in told if code not in problems] == []
