"""Macros in hand-written pages: every call is tried, and a mistake is told with its place and its remedy."""

from dataclasses import replace
from typing import Final, NamedTuple

import pytest

from career_guide.locales import LOCALES
from career_guide.macro_calls import check_calls
from career_guide.model.article import Article
from career_guide.problems import DataError, Place, Problem
from career_guide.rendering import Renderer, macro_names
from tests.fixture_guide import TEMPLATES
from tests.unit.edits import MARK, told

NAMES: Final = macro_names(TEMPLATES)
PAGE: Final = Article("method", "en", "en/method/", "Method", "…", "docs/en/method.md", first_line=6)
"""The hand-written page that calls the macros; its Markdown begins below the front matter."""


def problems(renderer: Renderer, *markdown: str) -> list[Problem]:
    """What is wrong with the calls in the Markdown of a page, or of several."""
    try:
        check_calls([replace(PAGE, markdown=text) for text in markdown], renderer, NAMES)
    except DataError as error:
        return error.problems
    return []


class Wrong(NamedTuple):
    """A page's Markdown, with `▸` at the place that the problem must name, and the one problem that comes of it."""

    markdown: str
    code: str
    said: str


WRONG: Final[dict[str, Wrong]] = {
    "a macro is misspelt": Wrong(
        "{{ ▸source() }}", "unknown_macro", "there is no macro 'source'. Did you mean 'sources'?"
    ),
    "a macro does not exist": Wrong("{{ ▸xyz() }}", "unknown_macro", "Possible here: api_entry_points, "),
    "a macro lacks its brackets and is misspelt": Wrong("{{ ▸title }}", "unknown_macro", "there is no macro 'title'"),
    "a role does not exist": Wrong(
        '{{ ▸salary_chapter("glassblowr") }}', "unknown_reference", "no role 'glassblowr'. Did you mean 'glassblower'?"
    ),
    "a page to link to does not exist": Wrong(
        'Read {{ ▸link("skill/patiense") }}.',
        "unknown_reference",
        "no page 'skill/patiense'. Did you mean 'skill/patience'?",
    ),
    "a role lacks the chapter": Wrong(
        '{{ ▸salary_chapter("lamplighter") }}',
        "macro_without_chapter",
        "'salary_chapter' needs a chapter that the role 'lamplighter' does not have. "
        "Choose a macro for a chapter that the role has: none.",
    ),
    "a macro lacks its role": Wrong(
        "{{ ▸salary_chapter() }}", "macro_arguments", '{{ salary_chapter("key-account-manager") }}'
    ),
    "a macro is given too much": Wrong('{{ ▸sources("x") }}', "macro_arguments", "Write it like this: {{ sources() }}"),
    "a link leads nowhere": Wrong("{{ ▸link() }}", "macro_arguments", '{{ link("page/glossary", "…") }}'),
    "a link is given too much": Wrong(
        '{{ ▸link("a", "b", "c") }}', "macro_arguments", "the brackets of 'link' do not contain what it needs"
    ),
    "a role is not in quotation marks": Wrong(
        "{{ ▸salary_chapter(glassblower) }}",
        "macro_quotes",
        'in quotation marks and separate them with commas: salary_chapter("…")',
    ),
    "a role with hyphens is not in quotation marks": Wrong(
        "{{ ▸salary_chapter(key-account-manager) }}", "macro_quotes", "'salary_chapter' is not in quotation marks"
    ),
    "a number is given": Wrong("{{ ▸link(5) }}", "macro_quotes", "in quotation marks"),
    "a word is given by name": Wrong('{{ ▸link("skill/patience", words="x") }}', "macro_quotes", "with commas"),
    "brackets are not closed": Wrong("{{▸ sources( }}", "macro_syntax", "{{ sources() }}"),
    "braces are not closed": Wrong("▸{{ sources()\n\nmore\n", "macro_syntax", "cannot be read"),
    "braces hold nothing": Wrong("▸{{ }}", "macro_syntax", "Write the name of a macro"),
    "an anchor lacks its space": Wrong(
        "## Sources ▸{#sources}", "macro_syntax", "An anchor has a space after the brace: { #id }."
    ),
    "a filter does not exist": Wrong("▸{{ sources() | nonsense }}", "macro_syntax", "nonsense"),
    "a link is written as in the data": Wrong(
        "A [word](go:▸term/gather) of the trade.", "go_link_in_page", '{{ link("term/gather") }}'
    ),
    "typographic quotation marks": Wrong("▸{{ link(“skill/patience”) }}", "macro_syntax", "cannot be read"),
}


@pytest.mark.parametrize("above", ["", "# Method\n\nSome words.\n\n"], ids=["on the first line", "further down"])
@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_where_it_stands_and_with_its_remedy(renderer: Renderer, name: str, above: str) -> None:
    wrong = WRONG[name]
    before, _, after = (above + wrong.markdown).replace("{{▸", "▸{{").partition(MARK)
    (problem,) = problems(renderer, before + after)
    lines = before.split("\n")
    place = Place(PAGE.first_line + len(lines) - 1, len(lines[-1]) + 1)
    assert (problem.file.as_posix(), problem.place, problem.code) == ("docs/en/method.md", place, wrong.code)
    assert problem.line == (before + after).split("\n")[len(lines) - 1]
    assert wrong.said in told(problem)
    for locale in LOCALES:
        assert told(problem, locale).isprintable()
    assert problem.what("it") != problem.what("en")


@pytest.mark.parametrize(
    "markdown",
    [
        "No macro at all.",
        '{{ link("skill/patience", "with **patience**") }} {{ link("term/gather") }}',
        '{{ salary_chapter("glassblower") }}\n\n{{ sources() }}',
        "## The sources { #sources }",
        "{# a remark #}",
        "A { brace } and a } more.",
    ],
)
def test_what_is_right_is_not_complained_of(renderer: Renderer, markdown: str) -> None:
    assert problems(renderer, markdown) == []


def test_all_mistakes_are_told_at_once_in_order(renderer: Renderer) -> None:
    found = problems(renderer, '{{ source() }}\n\n{{ link("x") }} and {{ salary_bands() }}', "{{ skil_list() }}")
    assert [(problem.place, problem.code) for problem in found] == [
        (Place(6, 4), "unknown_macro"),
        (Place(6, 4), "unknown_macro"),
        (Place(8, 4), "unknown_reference"),
        (Place(8, 24), "macro_arguments"),
    ]
