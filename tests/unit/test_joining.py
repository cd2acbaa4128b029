"""Several pages joined into one: every anchor once, every link where it leads."""

from career_guide.pages.joining import Part, joined

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
        '"https://example.org/x/#y">out',
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


def test_text_stays_text() -> None:
    assert "&lt;script&gt; à" in joined([PATH], WHOLE)
