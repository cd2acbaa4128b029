"""Several pages joined into one: every anchor once, every link where it leads, every source a note."""

from career_guide.model.catalogue import Source
from career_guide.pages import joining
from career_guide.pages.joining import Part, short_address

PAY = Part(
    anchor="salary",
    html="""<h1 id="top">Pay</h1><h2 id="bands">Bands</h2>
<p><a href="#bands">above</a> <a href="../path/#steps">steps</a>
<a href="../path/">path</a> <a href="../../tools/">tools</a> <a href="https://example.org/x/#y">out</a></p>
<figure aria-labelledby="a b"><svg><title id="a">A</title><rect fill="url(#b)"/><pattern id="b"/></svg></figure>
<guide-explorer data-module="x.js"><label for="c">c</label><input id="c"><b class="cg-live">do</b></guide-explorer>
<section class="cg-section"><h2>Try</h2><p class="cg-live">do</p><p class="cg-unscripted">do it</p></section>""",
    path="en/role/pay/",
)
PATH = Part(
    anchor="path",
    html='<h1 id="top">Path</h1><h2 id="bands">Bands</h2><h3 id="steps">Steps</h3><p>&lt;script&gt; à</p>',
    path="en/role/path/",
)
WHOLE = "en/role/more/whole/"
SURVEY = Source.model_construct(url="https://example.org/survey/")
NOTED = """<h1 id="top">Noted</h1>
<p>30 %<br><span class="cg-source">Source: <a href="../m/#survey">S</a> · undated <a>sure</a></span></p>
<p><span class="cg-source">Source: <a href="../m/#other">O</a> · <span>as of 2020</span></span></p>
<ul><li><p>Code</p><span class="cg-source">Source: <a href="../m/#survey">S</a> · undated</span></li></ul>
<p><a href="https://example.org/survey/">a survey</a>, <a href="https://example.org/code" rel="external">7</a></p>"""


def joined(parts: list[Part], path: str) -> str:
    return joining.joined(parts, path, {})[0]


def test_headings_stand_one_level_lower_and_anchors_occur_once() -> None:
    whole = joined([PAY, PATH], WHOLE)
    for tag in (
        '<h2 id="salary">',
        '<h3 id="salary--bands">',
        '<h2 id="path">',
        '<h3 id="path--bands">',
        '<h4 id="path--steps">',
    ):
        assert whole.count(tag) == 1, tag


def test_links_between_the_parts_stay_inside_and_others_lead_out() -> None:
    whole = joined([PAY, PATH], WHOLE)
    for target in (
        '"#salary--bands">above',
        '"#path--steps">steps',
        '"#path">path',
        '"../../../tools/">tools',
    ):
        assert f"href={target}" in whole


def test_what_refers_to_an_anchor_follows_it() -> None:
    whole = joined([PAY], WHOLE)
    for reference in ('aria-labelledby="salary--a salary--b"', 'fill="url(#salary--b)"', 'for="salary--c"'):
        assert reference in whole


def test_parts_that_react_to_the_reader_are_shown_without_their_scripts() -> None:
    whole = joined([PAY], WHOLE)
    assert "data-module" not in whole
    assert ">do" not in whole
    assert "Try" not in whole, "nothing else is in its section"


def test_what_belongs_to_its_own_page_stays_there_and_links_lead_there() -> None:
    tool = '<section class="cg-section cg-apart"><h2 id="tool">Try</h2></section><p class="cg-related">more</p>'
    html = f'<h1 id="top">Own</h1><ul><li id="aim">a<li id="none">b</ul><a href="#tool">t</a><a href="#aim">a</a>{tool}'
    whole = joined([Part("own", html, "en/role/own/", level=3)], WHOLE)
    assert "Try" not in whole
    assert "more" not in whole
    for kept in ('<h3 id="own">', 'href="../../own/#tool"', 'id="own--aim"', 'href="#own--aim"'):
        assert kept in whole
    assert "own--none" not in whole, "nothing leads there"


def test_each_source_is_a_note_with_one_number_and_so_is_an_address() -> None:
    other = Source.model_construct(url=None)
    parts = [Part("noted", NOTED, "en/role/noted/")]
    whole, notes = joining.joined(parts, WHOLE, {"other": other, "survey": SURVEY})
    assert notes == [SURVEY, other, "https://example.org/code"]

    def note(number: int) -> str:
        return f'<sup><a href="#note-{number}" aria-label="Source: {number}">{number}</a></sup>'

    assert f"30 %{note(1)}</p>" in whole
    assert f"Source: {note(2)} as of 2020</span></p>" in whole
    assert f"<p>Code{note(1)}</p></li>" in whole
    assert '<a href="#note-1">a survey<sup>1</sup></a>, <a href="#note-3">7<sup>3</sup></a>' in whole


def test_an_address_is_printed_short() -> None:
    assert short_address("https://www.example.org/a/") == "example.org/a"
    long = short_address(f"http://example.org/{'a' * 90}")
    assert long.startswith("example.org/aaa")
    assert long.endswith("a…")


def test_text_stays_text() -> None:
    assert "&lt;script&gt; à" in joined([PATH], WHOLE)
