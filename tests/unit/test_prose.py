"""The Markdown subset in which editors write: what it can do, and that nothing else gets through."""

import pytest
from markupsafe import Markup

from career_guide import prose

PAGES = {"skill/patience": "../competenze/pazienza/", "role/glassblower": 'ruoli/"soffiatore"/'}


def html(markdown: str) -> str:
    return prose.html(markdown, PAGES.__getitem__)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Una frase.", "<p>Una frase.</p>\n"),
        ("Una.\n\nDue.", "<p>Una.</p>\n<p>Due.</p>\n"),
        ("Con *garbo* e **forza**.", "<p>Con <em>garbo</em> e <strong>forza</strong>.</p>\n"),
        ("- uno\n- due", "<ul>\n<li>uno</li>\n<li>due</li>\n</ul>\n"),
        ("1. uno\n2. due", "<ol>\n<li>uno</li>\n<li>due</li>\n</ol>\n"),
        ("[sito](https://e.example/?a=1&b=2)", '<p><a href="https://e.example/?a=1&amp;b=2">sito</a></p>\n'),
        ("O\\*NET", "<p>O*NET</p>\n"),
        ("caff&egrave;", "<p>caffè</p>\n"),
    ],
)
def test_paragraphs_emphasis_lists_links_and_escapes_are_understood(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "# Titolo",
        "> citazione",
        "`codice`",
        "~~via~~",
        "a | b\n--|--\n1 | 2",
        "***\n",
        "https://e.example",
        "<https://e.example>",
    ],
)
def test_all_other_markdown_stays_the_characters_that_were_typed(markdown: str) -> None:
    shown = html(markdown)
    assert shown.startswith("<p>")
    assert shown.count("<") == 2
    assert Markup(shown).striptags() == " ".join(markdown.split())


def test_a_picture_is_at_most_a_link() -> None:
    assert html("![alt](https://e.example/a.png)") == '<p>!<a href="https://e.example/a.png">alt</a></p>\n'


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<b>x</b>",
        "<!-- x -->",
        "</p><script>",
        "&lt;script&gt;",
    ],
)
def test_html_comes_out_as_the_characters_that_were_typed(markdown: str) -> None:
    shown = html(markdown)
    assert shown.count("<") == 2
    assert "&lt;" in shown


@pytest.mark.parametrize("markdown", ["{{ 7*7 }}", "{% raw %}", "{# x #}"])
def test_template_code_is_mere_text(markdown: str) -> None:
    assert html(markdown) == f"<p>{markdown}</p>\n"


def test_a_quotation_mark_cannot_leave_the_address_of_a_link() -> None:
    assert html('[x](<https://e.example/"onclick="y>)') == '<p><a href="https://e.example/%22onclick=%22y">x</a></p>\n'


def test_a_link_to_a_page_of_the_guide_is_given_its_address() -> None:
    assert html("[calma](go:skill/patience)") == '<p><a href="../competenze/pazienza/">calma</a></p>\n'


def test_the_address_of_a_page_is_escaped_too() -> None:
    assert 'href="ruoli/&quot;soffiatore&quot;/"' in html("[lui](go:role/glassblower)")


def test_a_link_in_a_list_is_given_its_address_too() -> None:
    assert 'href="../competenze/pazienza/"' in html("- uno\n- [calma](go:skill/patience)")


UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java&#115;cript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    "/ruoli/",
    "ruoli/",
    "#section",
    "mailto:a@b.example",
    "GO:skill/patience",
    "",
]


@pytest.mark.parametrize("address", UNSAFE)
def test_an_unsafe_address_is_never_made_a_link(address: str) -> None:
    with pytest.raises(ValueError, match="unsafe address in prose"):
        html(f"[x]({address})")


@pytest.mark.parametrize("address", UNSAFE)
def test_an_unsafe_address_is_found_when_the_prose_is_checked(address: str) -> None:
    (target,) = prose.link_targets(f"[x]({address})")
    assert not prose.is_safe_address(target)


@pytest.mark.parametrize(
    "address", ["http://e.example", "https://e.example/x", "HTTPS://E.EXAMPLE", "go:skill/patience"]
)
def test_the_web_and_the_guide_itself_are_safe(address: str) -> None:
    assert prose.is_safe_address(address)


def test_all_addresses_are_found_in_order_wherever_they_stand() -> None:
    text = (
        "Un [primo](https://a.example).\n\n- in una [lista](go:skill/patience)\n- e **nel [forte](https://b.example)**"
    )
    assert prose.link_targets(text) == ["https://a.example", "go:skill/patience", "https://b.example"]


def test_the_words_alone_are_one_line_without_marks() -> None:
    text = "Una *prima* riga\nche continua.\n\n- [un link](go:skill/patience)\n- O\\*NET &amp; altro"
    assert prose.plain(text) == "Una prima riga che continua. un link O*NET & altro"


def test_the_words_alone_keep_html_as_it_was_typed() -> None:
    assert prose.plain("<b>x</b> {{ y }}") == "<b>x</b> {{ y }}"
