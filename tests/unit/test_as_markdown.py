"""A page as Markdown, and `llms.txt`: what a program that reads gets, by the eyes of an independent reader."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

import pytest
from lxml import html
from markdown import Markdown
from markdown_it import MarkdownIt

from career_guide.exports import llms, pages
from career_guide.model.locales import LOCALES
from career_guide.pages.as_markdown import as_markdown
from career_guide.pages.joining import without_live
from career_guide.pages.renderer import Renderer
from career_guide.site.page import Page
from career_guide.site.permanent import permanent_path
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL, shipped_renderer

READER: Final = MarkdownIt("commonmark").enable("table")
SALARY: Final = "role/key-account-manager/chapter/salary"
ADDRESS: Final = f"{SITE_URL}en/page/"


def text_of(renderer: Renderer, page: Page) -> str:
    return str(pages.files(renderer)[f"{page.path}index.md"]())


def read_pages() -> Iterator[tuple[Page, str]]:
    """A page of each kind, as Markdown."""
    of_kind = {page.kind: page for page in shipped_renderer().plan.pages if page.text_file}
    assert {"role", "chapter", "specialization", "skill", "tools", "glossary"} <= set(of_kind)
    yield from ((page, text_of(shipped_renderer(), page)) for page in of_kind.values())


CASES: Final = {
    "words that look like marks": ("<p>1. * _a_ &lt;b&gt; `x` \\</p>", "1\\. \\* \\_a\\_ \\<b> \\`x\\` \\\\"),
    "emphasis": ("<p><strong>30–40</strong> <em>or</em> so</p>", "**30–40** *or* so"),
    "a link": ('<p>See <a href="../x/#y">this</a>.</p>', f"See [this]({SITE_URL}en/x/#y)."),
    "a line break": ("<p>One<br>two</p>", "One · two"),
    "a title with what it belongs to": ("<h1><span>Role<span>: </span></span> Salary</h1>", "# Role: Salary"),
    "a list": ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    "a list of steps": ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
    "a list within a list": ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n\n    - b"),
    "entries with paragraphs": ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n    b\n\n- c"),
    "names and values": ("<dl><div><dt>Pay</dt><dd>30</dd></div></dl>", "- **Pay**: 30"),
    "a name with a list": ("<dl><dt>Axis</dt><dd><ol><li>a</li></ol></dd></dl>", "- **Axis**:\n\n    1. a"),
    "a table": (
        "<table><caption>C</caption><tr><th>A</th><th>B</th></tr><tr><th>a|b</th><td><ul><li>x<li>y</ul></td></table>",
        "**C**\n\n| A | B |\n| --- | --- |\n| a\\|b | x; y |",
    ),
    "a table that is named as its section is": (
        "<h2>H <i>C</i></h2><table><caption>H C</caption><tr><td>a</table>",
        "## H *C*\n\n| a |\n| --- |",
    ),
    "what somebody else said": ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n> \n> b"),
    "keys": ("<p>Press <kbd>A`</kbd></p>", "Press ``A```"),
    "an image": ('<p><img alt="a chart" src="x.png"></p>', f"![a chart]({ADDRESS}x.png)"),
    "code": ("<pre><code>a * b\n\n  c</code></pre>", "```\na * b\n\n  c\n```"),
    "a picture": (
        "<svg><text>3</text><g role='listitem' aria-label='A: €3'></g><g role='listitem' aria-label='B: €4'></g></svg>",
        "A: €3; B: €4.",
    ),
    "paragraphs of a cell": (
        "<table><tr><th>a</th></tr><tr><td><p>b</p><p>c: <a>d</a></p></td></tr></table>",
        "| a |\n| --- |\n| b · c: d |",
    ),
    "sources one after the other": (
        "<p>a <span class='cg-source'>S: b</span>\n<span class='cg-source'>S: c</span></p>",
        "a S: b · S: c",
    ),
    "a line that a colon announces": ("<p>a:<br>b<br>c</p>", "a: b · c"),
    "what only works on the page": ("<p>a<form>f</form><nav>n</nav><script>s</script><button>b</button>", "a"),
    "what only works with scripts": ('<p>a<section class="cg-section"><h2>h</h2><p class="cg-live">l</section>', "a"),
}


def test_an_article_says_the_same_in_markdown(subtests: pytest.Subtests) -> None:
    for name, (article, expected) in CASES.items():
        with subtests.test(name):
            assert as_markdown(article, ADDRESS) == f"{expected}\n"


def test_it_has_the_figures_of_the_page_with_their_sources() -> None:
    text = text_of(shipped_renderer(), shipped_renderer().plan.page(SALARY, "en"))
    assert text.startswith("# Key account manager: Salary\n")
    assert "| Junior | 1–3 years | **€30,000–40,000** gross a year | Percentage not available |" in text
    assert re.search(r"Source: \[[^]]+\]\(https?://[^)]+/sources/#owner-guide\) · undated \[Confidence: ", text)


def test_it_ends_with_how_to_cite_it() -> None:
    role = shipped_renderer().plan.guide.roles["key-account-manager"]
    for locale in LOCALES:
        end = text_of(shipped_renderer(), shipped_renderer().plan.page(SALARY, locale)).rpartition("\n---\n")[2]
        assert f"<{SITE_URL}{permanent_path(SALARY)}>" in end
        assert role.revision in end
        assert shipped_renderer().wordings[locale].date(role.profile.reviewed) in end
        assert "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed." in end


def test_a_reader_of_markdown_finds_the_words_of_the_page_and_no_html(subtests: pytest.Subtests) -> None:
    for page, text in read_pages():
        with subtests.test(page.path):
            made = html.fragment_fromstring(READER.render(text.rpartition("\n---\n")[0]), create_parent="div")
            # The words of editors' examples apart, no tag is left, and no mark that should have been one.
            for code in [*made.iter("code")]:
                code.drop_tree()
            said = made.text_content()
            assert not re.search(r"</?[a-z]|\*\*|cg-|\]\(", said)
            assert page.title.split()[-1] in said
            there = html.fragment_fromstring(shipped_renderer().article_html(page), create_parent="div")
            without_live(there)
            wanted = {" ".join(item.text_content().split()) for item in there.iter("h2", "caption", "dt")}
            assert {words for words in wanted if words not in " ".join(said.split())} == set()


def test_engines_that_read_with_pythons_markdown_find_the_same_lists_and_tables(subtests: pytest.Subtests) -> None:
    for page, text in read_pages():
        with subtests.test(page.path):
            common, python = READER.render(text), Markdown(extensions=["tables"]).convert(text)
            one, other = (html.fragment_fromstring(made, create_parent="div") for made in (common, python))
            assert "".join(other.text_content().split()) == "".join(one.text_content().split())
            for path in ("li", "li//li", "tr", "td", "h2", "h3", "a", "strong", "code"):
                assert len(other.xpath(f".//{path}")) == len(one.xpath(f".//{path}")), path


def test_its_links_lead_to_pages_of_the_guide() -> None:
    known = {f"{SITE_URL}{page.path}" for page in shipped_renderer().plan.pages}
    known |= {f"{SITE_URL}{permanent_path(key)}" for key in shipped_renderer().plan.all_keys()}
    files = ("api/", "documents/", "assets/", "embed/", "news.xml", "novita.xml")
    for page, text in read_pages():
        tree = html.fragment_fromstring(READER.render(text), create_parent="div")
        links = [re.split("[?#]", link)[0] for link in tree.xpath("//a/@href")]
        assert links
        lost = [link for link in links if link.startswith(SITE_URL) and link not in known]
        assert [link for link in lost if not any(name in link for name in files)] == [], page.path


def test_without_an_address_links_lead_from_file_to_file(renderer: Renderer) -> None:
    page = renderer.plan.page("role/glassblower", "en")
    text = text_of(Renderer(renderer.plan, TEMPLATES, ""), page)
    tree = html.fragment_fromstring(READER.render(text), create_parent="div")
    links = {urljoin(SITE_URL + page.path, link) for link in tree.xpath("//a/@href")}
    assert f"{SITE_URL}{renderer.plan.path('page/sources', 'en')}#confidence" in links


def test_a_page_names_its_markdown_if_it_has_any(renderer: Renderer) -> None:
    for page in (page for page in renderer.plan.pages if page.locale and page.kind not in {"home", "article"}):
        tree = html.document_fromstring(renderer.html(page))
        named = tree.xpath('/html/head/link[@rel="alternate"][@type="text/markdown"]/@href')
        assert [urljoin(SITE_URL + page.path, link) for link in named] == (
            [f"{SITE_URL}{page.text_file}"] if page.text_file else []
        )


# --- llms.txt


def test_llms_txt_has_the_form_that_programs_expect() -> None:
    """A title, a summary, and sections of links with a sentence each: llmstxt.org."""
    text = llms.files(shipped_renderer())["llms.txt"]()
    head, *sections = text.split("\n## ")
    assert re.match(r"# .+\n\n> .+", head)
    for section in sections:
        title, _, links = section.partition("\n\n")
        assert title
        for line in links.strip().splitlines():
            assert re.fullmatch(r"- \[.+\]\(\S+\): .+\.", line), line


def test_llms_txt_leads_to_each_page_in_both_languages_as_markdown_if_there_is_any() -> None:
    links = re.findall(r"\]\((\S+)\): ", llms.files(shipped_renderer())["llms.txt"]())
    there = [page for page in shipped_renderer().plan.pages if page.is_searched]
    made = {f"{SITE_URL}{page.text_file or page.path}" for page in there}
    assert {link for link in made if link.endswith(".md")} == {
        f"{SITE_URL}{path}" for path in pages.files(shipped_renderer()) if path.endswith(".md")
    }
    assert len(links) == len(set(links))
    assert set(links) - made == {f"{SITE_URL}api/v1/openapi.json"}
    assert made <= set(links)
