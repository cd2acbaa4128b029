"""The Markdown subset in which editors write: what it can do, and that nothing else gets through."""

import re
from html import unescape
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from career_guide.editing.formatting import in_lines
from career_guide.model import prose

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
        ("AC\\DC\\ 1900\\. \\*", "<p>AC\\DC\\ 1900. *</p>\n"),
        ("Una\nriga:\n- uno\n- due", "<p>Una\nriga:</p>\n<ul>\n<li>uno</li>\n<li>due</li>\n</ul>\n"),
        ("![alt](https://e.example/a.png)", '<p>!<a href="https://e.example/a.png">alt</a></p>\n'),
        ("[calma](go:skill/patience)", '<p><a href="../competenze/pazienza/">calma</a></p>\n'),
        ("[lui](go:role/glassblower)", '<p><a href="ruoli/&quot;soffiatore&quot;/">lui</a></p>\n'),
        ('[x](<https://e.example/"onclick="y>)', '<p><a href="https://e.example/%22onclick=%22y">x</a></p>\n'),
        (
            "- uno\n- [calma](go:skill/patience)",
            '<ul>\n<li>uno</li>\n<li><a href="../competenze/pazienza/">calma</a></li>\n</ul>\n',
        ),
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
        "caff&egrave; &copy; &shy; &#8238;",
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<b>x</b>",
        "<!-- x -->",
        "</p><script>",
        "&lt;script&gt;",
        "{{ 7*7 }}",
        "{% raw %}",
        "{# x #}",
    ],
)
def test_all_else_stays_the_characters_that_were_typed(markdown: str) -> None:
    shown = str(html(markdown))
    assert shown.startswith("<p>")
    assert shown.count("<") == 2
    assert Markup(shown).striptags() == " ".join(markdown.split())


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
def test_an_unsafe_address_is_found_when_the_prose_is_checked_and_never_made_a_link(address: str) -> None:
    (target,) = prose.link_targets(f"[x]({address})")
    assert not prose.is_safe_address(target)
    with pytest.raises(ValueError, match="unsafe address in prose"):
        html(f"[x]({address})")


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
    text = "Una *prima* riga\nche continua.\n\n- [un link](go:skill/patience)\n- O\\*NET &amp; altro\n\n1. uno\n2. due"
    assert prose.plain(text) == "Una prima riga che continua. un link O*NET &amp; altro 1. uno 2. due"


def test_the_words_alone_keep_html_as_it_was_typed() -> None:
    assert prose.plain("<b>x</b> {{ y }}") == "<b>x</b> {{ y }}"


# --- nothing that an editor typed is lost in silence

MISREAD: Final = {
    "no_list": (
        "1900. Anno in cui…",
        "- 5 gradi",
        "+ 5\n+ 6",
        "* nota",
        "1) uno\n2) due",
        "2. uno\n3. due",
        "1. uno\n3. due",
        "Testo:\n- una sola",
        "- uno\n-\n- tre",
        "-",
        "- uno\n- due\n  - tre",
        "1. Capo.",
    ),
    "line_after_entry": ("- uno\n- due\nTre.", "1. uno\nancora\n2. due", "- a\n  - b\n  c\n  - d\n- e"),
    "no_emphasis": ("2*3*4", "__init__", "_nota_", "a*b*", "(*) nota (*)", "**5**x", "«*»a«*»"),
    "needless_backslash": (r"5 \$", r"\"così\"", r"10 \%", r"a \/ b"),
    "left_over_mark": (
        "*nota senza fine",
        "nota senza inizio*, e poi",
        "**forte senza fine",
        "**forte*",
        "*due *parole*",
        "«*azienda»",
        "_nota senza fine",
        "Una *riga\n\nUn’altra* riga",
        "prezzo*",
        "[*nota](https://e.example)",
    ),
    "broken_link": (
        "[sito](https://e.example",
        "[sito] (https://e.example)",
        "[calma](go:skill/pat ience)",
        "calma](go:skill/patience)",
        "[sito](",
    ),
    "link_title": ('[x](https://e.example "titolo")', "[x](https://e.example 'titolo')"),
    "link_without_words": ("[](https://e.example)", "*[ ](https://e.example)*"),
}
AS_TYPED: Final = (
    "1900\\. Anno",
    "\\- 5 gradi",
    "nel\n1900. Anno",
    "5 * 3 * 2",
    "snake_case_name",
    "un__init__o",
    r"prezzo\*, \**nota*",
    "(*) nota",
    "Nome: ____ [__]",
    "O*NET",
    "`codice` e `altro",
    "[da completare] (entro marzo)",
    "[1]",
    "l’*azienda* e «**sì**»: *così!*",
    "AC\\DC",
    "O\\*NET",
    "-5 gradi",
    "1.000 euro",
    "1900.Anno",
    "- uno\n- due",
    "- uno\n  che continua\n- due\n\nTre.",
    "1. uno\n2. due\n   - a\n   - b",
    "[**1**](https://e.example)",
)


def test_signs_that_would_be_taken_for_markup_and_lost_are_found() -> None:
    found = {(code, text): [one for one, _ in prose.misread(text)] for code, texts in MISREAD.items() for text in texts}
    assert {key: codes for key, codes in found.items() if key[0] not in codes} == {}


def test_markup_and_signs_that_stay_are_left_alone() -> None:
    assert {text: found for text in AS_TYPED if (found := list(prose.misread(text)))} == {}


def seen(markdown: str) -> str:
    """What a reader sees of prose in a browser: its words, and the numbers of its lists."""
    shown = str(html(markdown))
    for numbered in re.findall("<ol>.*?</ol>", shown, re.DOTALL):
        count = iter(range(1, 100))
        shown = shown.replace(numbered, re.sub("<li>", lambda _: f" {next(count)}. ", numbered))  # noqa: B023
    return " ".join(unescape(re.sub("<[^>]+>", " ", shown)).split())


PIECES: Final = [
    *("uno", "è", "1900", "5", " ", " ", "\n", "\n\n", "- ", "\n- ", "1. ", "\n1. ", "2. ", "\n2. ", ") ", "+ ", "* "),
    *("*", "**", "_", "\\", "`", "<b>", "&amp;", "#", "# ", "> ", "~", "|", "[", "](https://e.example)", "![", "  \n"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_reader_sees_the_same_however_lines_are_broken_and_in_plain_words(markdown: str) -> None:
    if not markdown.strip() or any(prose.misread(markdown)):
        return
    text = prose.unwrapped(markdown)
    assert prose.unwrapped(text) == text
    assert prose.plain(text).replace(" ", "") == seen(text).replace(" ", "")
    assert letters(prose.plain(text)) == letters(markdown)
    in_short_lines = "\n".join(in_lines(text, 5))
    assert prose.blocks(prose.unwrapped(in_short_lines)) == prose.blocks(text)
    assert list(prose.misread(in_short_lines)) == []


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.replace("https://e.example", "")))


@given(st.text(st.sampled_from("ab1 -+*_.()[]\\#&<>"), max_size=12))
def test_escaped_words_are_read_as_those_words(words: str) -> None:
    words = " ".join(words.split())
    if words:
        assert prose.plain(prose.escaped(words)) == words
        assert list(prose.misread(prose.escaped(words))) == []
