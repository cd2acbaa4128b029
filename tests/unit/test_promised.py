"""The list of published addresses: what is promised, what is missed, what is added."""

from pathlib import Path

import pytest

from career_guide.building import promised
from career_guide.loading.published import LIST, load_published
from career_guide.words.problems import DataError, Place

ARTICLE = (
    '<article data-pagefind-body><h1 id="top">T</h1><h2 id="pay"><span class="cg-former" id="wages"></span>Pay</h2>'
    '<ul><li id="bonus">B</li></ul><dl><dt class="x" id="roi">R</dt></dl><tr role="row" id="row"></tr>'
    '<input id="own-business"><li data-passing id="day"></article>'
)
MOVED = '<meta http-equiv="refresh" content="0; url=../new/" data-to="en/new/">'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A made-up built site."""
    for path, text in {
        "index.html": "<html></html>",
        "en/new/index.html": ARTICLE,
        "en/old/index.html": MOVED,
        "en/full/index.html": ARTICLE.replace(" data-pagefind-body", ""),
        "en/404.html": ARTICLE,
        "404.html": "",
        "api/v1/roles.json": "{}",
        "assets/guide/guide.css": "",
        "pagefind/pagefind.js": "",
        "sitemap.xml": "",
        "en/manifest.webmanifest": "{}",
    }.items():
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "site"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / LIST


def test_pages_files_and_the_anchors_of_searched_pages_are_promised(site: Path) -> None:
    anchors = {"#pay", "#wages", "#bonus", "#roi", "#row"}
    assert promised.present(site) == {
        "/",
        "/api/v1/roles.json",
        "/en/full/",
        *(f"/en/{page}/{anchor}" for page in ("new", "old") for anchor in ("", *anchors)),
    }


def test_a_page_that_sends_on_answers_for_the_anchors_of_the_page_that_it_leads_to(site: Path) -> None:
    assert "/en/old/#pay" in promised.present(site)


def test_what_vanished_is_told_with_its_line_on_the_list(site: Path, published: Path) -> None:
    published.parent.mkdir()
    published.write_text("/\n/en/gone/\n/en/new/#gone\n/en/new/#wages\n", "utf-8")
    problems = promised.vanished(promised.present(site), load_published(published.parent))
    assert [(problem.code, problem.place, problem.line) for problem in problems] == [
        ("address_vanished", Place(2, 1), "/en/gone/"),
        ("address_vanished", Place(3, 1), "/en/new/#gone"),
    ]
    assert problems[0].file == LIST
    assert "former_slugs" in problems[0].remedy("en")
    assert "/en/gone/" in problems[0].what("it")


def test_a_list_that_cannot_be_read_is_told_and_nothing_outside_is_read_through_a_link(published: Path) -> None:
    published.parent.mkdir()
    for content, code in {b"/\n/\xe0/\n": "not_utf8", b"/\n<<<<<<< HEAD\n/en/\n": "conflict_marks"}.items():
        published.write_bytes(content)
        with pytest.raises(DataError) as error:
            load_published(published.parent)
        assert [(one.code, one.file, one.place.line) for one in error.value.problems] == [(code, LIST, 2)]
    published.rename(published.with_name("secret"))
    for name in ("addresses.txt", "gone.yml"):
        published.with_name(name).symlink_to("secret")
    with pytest.raises(DataError) as error:
        load_published(published.parent)
    assert [(one.code, one.file.name) for one in error.value.problems] == [
        ("link_outside", "addresses.txt"),
        ("link_outside", "gone.yml"),
    ]


def test_without_a_list_nothing_is_promised_yet(site: Path, published: Path) -> None:
    assert promised.vanished(promised.present(site), load_published(published.parent)) == []


def test_new_addresses_are_added_in_order_and_nothing_is_taken_off(site: Path, published: Path) -> None:
    published.parent.mkdir()
    published.write_text("/en/gone/\n", "utf-8")
    new = promised.unlisted(site, published)
    assert promised.add(site, published.parents[1]) == new == sorted(promised.present(site))
    lines = published.read_text("utf-8").splitlines()
    assert lines == sorted({"/en/gone/", *new})
    assert promised.add(site, published.parents[1]) == []
    assert published.read_text("utf-8").splitlines() == lines


def test_the_list_is_made_where_there_is_none(site: Path, published: Path) -> None:
    promised.add(site, published.parents[1])
    assert promised.vanished(promised.present(site), load_published(published.parent)) == []


# --- what is gone for good


PROMISED = "/en/gone/\n/en/gone/below/#a\n/en/new/#lost\n/en/new/#wages\n/go/skill/gone/\n/api/v1/skills/gone.json\n"


def problems_with(site: Path, published: Path, gone: str) -> list[tuple[str, int, str]]:
    """Code, line and remedy of each problem."""
    published.parent.mkdir(exist_ok=True)
    published.write_text(PROMISED, "utf-8")
    if gone:
        (published.parent / "gone.yml").write_text(gone, "utf-8")
    try:
        found = promised.vanished(promised.present(site), load_published(published.parent))
    except DataError as error:
        found = error.problems
    return [(problem.code, problem.place.line, problem.remedy("en")) for problem in found]


def test_the_lines_that_are_told_are_what_is_needed_and_no_more(site: Path, published: Path) -> None:
    for path in ("en/index.html", "go/page/skills/index.html", "api/v1/skills.json"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).touch()
    found = problems_with(site, published, "")
    assert {code for code, _, _ in found} == {"address_vanished"}
    lines = [remedy.rpartition("gone.yml: ")[2] for _, _, remedy in found]
    assert lines == [
        "/en/gone/: /en/",
        "/en/new/#lost: /en/new/",
        "/go/skill/gone/: /go/page/skills/",
        "/api/v1/skills/gone.json: /api/v1/skills.json",
    ]
    # A signpost stands where the page was: the build puts it there.
    for path in ("en/gone/index.html", "go/skill/gone/index.html"):
        (site / path).parent.mkdir(parents=True)
        (site / path).touch()
    assert problems_with(site, published, "\n".join(lines)) == []


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("/en/gnoe/: /en/new/", "gone_never_published", "delete the line"),
        ("/en/gone/below/x/: /en/new/", "gone_never_published", "delete the line"),
        ("/en/gone/: /en/nwe/", "gone_nowhere", "Did you mean '/en/new/'?"),
        ("/en/gone/: /it/new/", "gone_nowhere", "in the same language"),
        ("/en/gone/: /", "gone_nowhere", "in the same language"),
        ("/en/gone/: en/new/", "not_an_address", "from the slash on"),
        ("/en/gone/:", "empty_value", ""),
        ("/en/gone/: /en/new/\n/en/gone/: /en/old/", "duplicate_key", ""),
        ("- /en/gone/", "dict_type", ""),
    ],
)
def test_a_line_that_helps_nobody_is_told(site: Path, published: Path, line: str, code: str, said: str) -> None:
    found = [problem for problem in problems_with(site, published, f"# A comment.\n{line}\n") if problem[0] == code]
    ((_, number, remedy),) = found
    assert number == 1 + len(line.splitlines())
    assert said in remedy
