"""Hand-written pages: text and macros, and nothing else; a mistake is told with its place and its remedy."""

import time
from dataclasses import replace
from typing import Final, NamedTuple

import pytest

from career_guide.model.article import Article
from career_guide.model.locales import LOCALES
from career_guide.pages.hand_written import check_pages
from career_guide.pages.renderer import Renderer
from career_guide.words.problems import MOST, DataError, Place, Problem
from tests.unit.edits import MARK, told

PAGE: Final = Article("method", "en", "en/method/", "Method", "…", "docs/en/method.md", first_line=6)
"""The hand-written page that calls the macros; its Markdown begins below the front matter."""
FILES: Final = frozenset({"docs/en/plan.png", "docs/form.docx"})
"""What else stands in the folder of the pages."""


def problems(renderer: Renderer, *markdown: str) -> list[Problem]:
    """What is wrong with the calls in the Markdown of a page, or of several."""
    try:
        check_pages([replace(PAGE, markdown=text) for text in markdown], FILES, renderer)
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
        "{{ ▸salary_chapter() }}", "macro_arguments", '{{ salary_chapter("glassblower") }}'
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
    "a macro lacks its brackets": Wrong("{{ ▸sources }}", "macro_arguments", "Write it like this: {{ sources() }}"),
    "a filter": Wrong("▸{{ sources() | upper }}", "only_macro_calls", "{% raw %}"),
    "an attribute of a macro": Wrong("▸{{ link.__globals__ }}", "only_macro_calls", "is not a macro"),
    "Python": Wrong(
        "▸{{ ''.__class__.__base__.__subclasses__()[1]('id') }}", "only_macro_calls", "the name of a macro"
    ),
    "what would take all memory": Wrong("▸{{ 'a' * 10**10 }}", "only_macro_calls", "the name of a macro"),
    "it in a macro's brackets": Wrong("{{ ▸link('a' * 10**10) }}", "macro_quotes", "in quotation marks"),
    "what is too deep to be read": Wrong("▸{{ " + "(" * 9999 + " }}", "macro_syntax", "cannot be read"),
    "a number too long to be read": Wrong("▸{{ " + "9" * 9999 + " }}", "macro_syntax", "cannot be read"),
    "a text alone": Wrong('▸{{ "{{" }}', "only_macro_calls", "{% raw %}"),
    "a setting of the site": Wrong("{{ ▸config }}", "unknown_macro", "there is no macro 'config'"),
    "what the macros plugin offers": Wrong("{{ ▸macros_info() }}", "unknown_macro", "there is no macro 'macros_info'"),
    "a macro in another": Wrong('{{ ▸link(link("skill/patience")) }}', "macro_quotes", "in quotation marks"),
    "a loop": Wrong("▸{% for a in range(9) %}x{% endfor %}", "only_macro_calls", "is not a macro"),
    "another file": Wrong('▸{% include "en/index.md" %}', "only_macro_calls", "is not a macro"),
    "an invisible character in a macro's text": Wrong(
        '{{ ▸link("skill/patience", "a\\u202eb") }}', "bad_character", "U+202E"
    ),
    "half a character in a macro's text": Wrong('{{ ▸link("skill/patience", "\\ud800") }}', "bad_character", "U+D800"),
    "a block within a sentence": Wrong("See {{ ▸sources() }}.", "macro_not_alone", "a line of its own"),
    "a block in a list": Wrong("- one\n- {{ ▸sources() }}", "macro_not_alone", "a line of its own"),
    "a block in a table": Wrong("a | b\n--|--\nx | {{ ▸sources() }}", "macro_not_alone", "a line of its own"),
    "a macro in code": Wrong('`{{ ▸link("skill/patience") }}`', "macro_in_code", "{% raw %}"),
    "a macro in a block of code": Wrong("```\n{{ ▸sources() }}\n```", "macro_in_code", "{% raw %}"),
    "a macro that is indented": Wrong("Words.\n\n    {{ ▸sources() }}", "macro_in_code", "not indented"),
    "a macro in an address": Wrong('[x]({{ ▸link("skill/patience") }})', "macro_in_code", "an address"),
    "a link is written as in the data": Wrong(
        "A [word](▸go:term/gather) of the trade.", "go_link_in_page", '{{ link("term/gather") }}'
    ),
    # --- HTML and attributes
    "a script": Wrong("▸<script>alert(1)</script>", "html_in_page", "<script>"),
    "a script in a sentence": Wrong("Some ▸<script>alert(1)</script> words", "html_in_page", "<script>"),
    "a frame": Wrong('Words.\n\n▸<iframe src="https://x.example/"></iframe>', "html_in_page", "<iframe"),
    "a tag that is not closed": Wrong("A *word* and ▸<b>more.", "html_in_page", "`<…>`"),
    "a remark that would be sent": Wrong("Words.\n\n▸<!-- a\nremark -->", "html_in_page", "<!-- a"),
    "an address that is none": Wrong("A <▸javascript:alert(1)> word", "unsafe_address_in_page", "javascript:alert(1)"),
    "the second time": Wrong("`<i>` and\n\n```\n<i>\n```\n\nthen ▸<i>this</i>", "html_in_page", "<i>"),
    "in a table": Wrong("a | b\n--|--\nx | ▸<u>y</u>", "html_in_page", "<u>"),
    "what runs when clicked": Wrong("*word*{ ▸onclick=alert(1) }", "attribute_in_page", "onclick=alert(1)"),
    "what runs in a heading": Wrong("## Heading { #id ▸onfocus=alert(1) }", "attribute_in_page", "onfocus="),
    "a look of its own": Wrong('*word*{ ▸style="position:fixed" }', "attribute_in_page", "position:fixed"),
    "a class": Wrong("*word*{ ▸.md-button }", "attribute_in_page", ".md-button"),
    "what runs at a block of code": Wrong('``` ▸{ .sh onclick="x" }\ncode\n```', "attribute_in_page", 'onclick="x"'),
    "a look of a cell": Wrong("a | b\n--|--\nx | y { ▸.wide }", "attribute_in_page", ".wide"),
    "an anchor in capital letters": Wrong("## Heading { ▸#Sources }", "attribute_in_page", "in lower case"),
    "an invisible character as an entity": Wrong("a▸&#x202E;b", "bad_character", "U+202E"),
    "one in a heading": Wrong("## a▸&#8203;b", "bad_character", "U+200B"),
    "one anchor twice": Wrong("## A { #a }\n\n## B { #▸a }", "anchor_taken", "have the same id: a"),
    # --- links and pictures
    "a link that runs": Wrong("[x](▸javascript:alert(1))", "unsafe_address_in_page", "'javascript:alert(1)'"),
    "one written in capitals": Wrong("[x](▸JavaScript:alert(1))", "unsafe_address_in_page", "JavaScript"),
    "one written with entities": Wrong("▸[x](java&#115;cript:alert(1))", "unsafe_address_in_page", "javascript:alert"),
    "one with a line end in it": Wrong("[x](▸java&#10;script:alert(1))", "unsafe_address_in_page", "script:alert"),
    "one that is defined further down": Wrong(
        "▸[x][y]\n\n[y]: data:text/html,x", "unsafe_address_in_page", "data:text"
    ),
    "one by an attribute": Wrong("[x](https://a.example/){ ▸href=javascript:x }", "attribute_in_page", "javascript:x"),
    "a file of this computer": Wrong("[x](▸file:///etc/passwd)", "unsafe_address_in_page", "https://"),
    "an address of the site": Wrong("[x](▸/en/method/)", "address_instead_of_file", "../method.md"),
    "another site without its scheme": Wrong("[x](▸//evil.example/)", "address_instead_of_file", "//evil.example/"),
    "the same with other slashes": Wrong("[x](\\▸\\evil.example)", "address_instead_of_file", "evil.example"),
    "a picture from elsewhere": Wrong("![x](▸https://a.example/x.png)", "picture_from_elsewhere", "Save the picture"),
    "a picture that is none": Wrong("![x](▸data:image/png;base64,x)", "picture_from_elsewhere", "data:image/png"),
    "a picture that does not exist": Wrong("![x](▸plam.png)", "unknown_file", "Did you mean 'plan.png'?"),
    "a page as a picture": Wrong("![x](▸method.md)", "unknown_file", "there is no 'method.md'"),
    "a document that does not exist": Wrong("[x](▸../from.docx)", "unknown_file", "Did you mean '../form.docx'?"),
    "a page that does not exist": Wrong("[x](▸metod.md)", "unknown_file", "Did you mean 'method.md'?"),
    "a page by its address": Wrong("[x](▸../method/)", "unknown_file", "Did you mean 'method.md'?"),
    "nothing": Wrong("[x]▸()", "unknown_file", "Possible here"),
    "a section that does not exist": Wrong(
        "[x](▸#sorces)\n\n## S { #sources }", "unknown_section", "Did you mean 'sources'?"
    ),
    "one on this page by its file": Wrong(
        "[x](▸method.md#no)", "unknown_section", "docs/en/method.md has no section 'no'"
    ),
    "lists in lists without end": Wrong("▸" + "- " * 2000 + "x", "too_deep", "nested one inside another"),
    "typographic quotation marks": Wrong("▸{{ link(“skill/patience”) }}", "macro_syntax", "cannot be read"),
}


@pytest.mark.parametrize("above", ["", "# Method\n\nSome words.\n\n"], ids=["on the first line", "further down"])
def test_a_mistake_is_told_where_it_stands_and_with_its_remedy(
    renderer: Renderer, above: str, subtests: pytest.Subtests
) -> None:
    for name, wrong in WRONG.items():
        with subtests.test(name):
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


HARMLESS: Final = (
    "No macro at all.",
    '{{ link("skill/patience", "with **patience**") }} {{ link("term/gather") }}',
    '- a list\n- with **{{ link("term/gather") }}**\n\n| a | b |\n|--:|---|\n| {{ link("term/gather") }} | x |',
    '{{ salary_chapter("glassblower") }}\n\n{{ sources() }}',
    '{{\n  link("term/gather",\n  "words")\n}}',
    "{% raw %}`{{ sources() }}` and {{ 7 * 7 }}{% endraw %}",
    "## The sources { #sources }\n\n[here](#sources), [there](method.md#sources), *parola*{ lang=it }",
    "{# a remark #}",
    "A { brace } and a } more, a < b > c, <3, a <- b, R&D, AT&amp;T, 5 &lt; 6, &euro;, &nbsp;.",
    "`<script>` and `onclick`\n\n```html\n<script>alert(1)</script>\n[x](javascript:y)\n```\n\n    <b>indented</b>",
    '[x](https://a.example/?a=b&c=d#e "a title") <https://a.example/> [y](mailto:a@b.example) <a@b.example>',
    "[x][y] ![a plan](plan.png) [form](../form.docx)\n\n[y]: HTTPS://a.example/ 'title'",
    "1. one\n2. two\n\n> words\n\n* * *\n\n7. seven",
    "Heading\n=======\n\n[here](#other)\n\n## Other",
)


def test_what_is_harmless_is_not_complained_of(renderer: Renderer) -> None:
    assert {markdown: found for markdown in HARMLESS if (found := problems(renderer, markdown))} == {}


def test_all_mistakes_are_told_at_once_in_order(renderer: Renderer) -> None:
    found = problems(renderer, '{{ source() }}\n\n{{ link("x") }} words.\n\n{{ salary_bands() }}', "{{ skil_list() }}")
    assert [(problem.place, problem.code) for problem in found] == [
        (Place(6, 4), "unknown_macro"),
        (Place(6, 4), "unknown_macro"),
        (Place(8, 4), "unknown_reference"),
        (Place(10, 4), "macro_arguments"),
    ]


def test_a_page_takes_a_moment_whatever_it_is_full_of(renderer: Renderer, subtests: pytest.Subtests) -> None:
    many = 20_000
    for name, markdown in {
        "headings alike": "# a\n" * many,
        "statements on one line": "{% set x = 1 %}" * (many // 4),
        "calls of nothing": "{{ x() }}\n" * (many // 4),
        "links that open": "[a](" * (many // 4),
        "signs of emphasis": "*a " * many,
        "quotations in quotations": "> " * many,
    }.items():
        with subtests.test(name):
            start = time.process_time()
            assert len(problems(renderer, markdown)) <= MOST
            assert time.process_time() - start < 5
