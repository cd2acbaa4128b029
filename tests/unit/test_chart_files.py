"""The charts as files: whole and readable wherever they are put."""

import re
from functools import cache

from lxml import etree
from lxml.etree import _Element

from career_guide.exports import chart_files
from tests.unit.conftest import shipped_renderer

SVG = "{http://www.w3.org/2000/svg}"
SAID = {
    "it/ruoli/key-account-manager/stipendio/": [
        "Key account manager",
        "Fonte: Guida del titolare del sito · stime di mercato indicative, senza data",
        "Guida alle professioni · Ultima revisione: ",
        " · CC BY 4.0",
        "https://guide.example/careers/go/role/key-account-manager/chapter/salary/",
    ],
    "en/roles/key-account-manager/salary/": [
        "Key account manager",
        "Source: Guide supplied by the site’s owner · indicative, undated market estimates",
        "Career guide · Last reviewed: ",
        " · CC BY 4.0",
        "https://guide.example/careers/go/role/key-account-manager/chapter/salary/",
    ],
}


@cache
def made() -> dict[str, _Element]:
    return {path: etree.fromstring(make()) for path, make in chart_files.files(shipped_renderer()).items()}


def words_of(drawing: _Element) -> str:
    return " ".join("".join(text.itertext()) for text in drawing.iter(f"{SVG}text", "text")).replace("\u00a0", " ")


def test_each_chart_of_the_page_is_a_file_in_each_language() -> None:
    names = ["bands", "areas", "of-total-pay", "on-top-of-fixed-pay"]
    assert list(made()) == [f"{page}{name}.svg" for page in SAID for name in names]


def test_a_file_says_what_it_shows_where_it_comes_from_and_what_may_be_done_with_it() -> None:
    for path, drawing in made().items():
        said = words_of(drawing)
        assert [part for part in SAID[path.rpartition("/")[0] + "/"] if part not in said] == [], path
        title, description = (drawing.findtext(f"{SVG}{name}") for name in ("title", "desc"))
        assert title
        assert title.removeprefix("Key account manager: ") in said
        assert description


def test_a_file_says_all_that_the_chart_on_the_page_says() -> None:
    renderer = shipped_renderer()
    html = renderer.article_html(renderer.plan.page("role/key-account-manager/chapter/salary", "it"))
    shown = [re.findall(r"<text[^>]*>(.*?)</text>", chart) for chart in html.split('<figure class="cg-chart"')[1:]]
    files = [words_of(drawing) for path, drawing in made().items() if path.startswith("it/")]
    assert len(shown) == len(files)
    for words, file in zip(shown, files, strict=True):
        plain = [re.sub("<[^>]*>", "", word).replace("\u00a0", " ") for word in words]
        assert [word for word in plain if word not in file] == []


def test_nothing_in_a_file_needs_a_style_sheet_a_script_or_a_size_of_letters() -> None:
    for path, drawing in made().items():
        text = etree.tostring(drawing, encoding="unicode")
        assert not re.search(r"<style|<script|\b(class|style|on\w+)=|var\(|\dem\"|href", text), path
        painted = {element.tag for element in drawing.iter(f"{SVG}line", f"{SVG}path") if not element.get("stroke")}
        assert not painted, path
        unfilled = [rect for rect in drawing.iter(f"{SVG}rect") if not (rect.get("fill") or rect.get("stroke"))]
        assert unfilled == [], path
