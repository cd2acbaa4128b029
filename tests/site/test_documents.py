"""The published job descriptions: complete, linked, openable, and without a figure that the data has not."""

import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import docx
import pytest
from docx.oxml.ns import qn

from tests.site.project import read_yaml
from tests.site.published import Site, text

PAGES: Final = {"it": "it/per-hr/descrizione-posizione/", "en": "en/for-hr/job-description/"}
FOLDER: Final = "documents/key-account-manager/"
ENDINGS: Final = ("docx", "md", "txt", "json")


@cache
def combinations(folder: Path) -> list[str]:
    """The specializations with the levels that their files name, in order: `b2b_senior`."""
    files = (folder.parent / "data/roles/key-account-manager/specializations").glob("*.yml")
    found = sorted(((read_yaml(file), file.stem) for file in files), key=lambda part: part[0]["position"])
    return [f"{name}_{level}" for part, name in found for level in part["levels"]]


def document(name: str, locale: str, ending: str = "txt") -> str:
    return f"{FOLDER}job-description_key-account-manager_{name}_{locale}.{ending}"


def test_there_are_the_combinations_that_the_data_names_and_no_others(shipped: Site) -> None:
    expected = {
        document(name, locale, ending)
        for name in combinations(shipped.folder)
        for locale in PAGES
        for ending in ENDINGS
    }
    assert {file for file in shipped.files if file.startswith("documents/")} == expected
    assert "strategic_junior" not in combinations(shipped.folder)


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_page_links_to_every_document_in_both_languages(shipped: Site, locale: str) -> None:
    page = shipped.page(PAGES[locale])
    linked = {shipped.target(page, link.get("href", "")).file for link in page.find("//a[@download]")}
    published = {file for file in shipped.files if file.startswith(FOLDER)}
    assert linked == {file for file in published if not file.endswith(".json")}


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_builder_offers_what_is_published(shipped: Site, locale: str) -> None:
    page = shipped.page(PAGES[locale])
    options = page.find("//select[@name='profile']/option")
    assert [option.get("value") for option in options] == combinations(shipped.folder)
    for option in options:
        for code in PAGES:
            assert f"{shipped.target(page, option.get(f'data-{code}', '')).file}.json" in shipped.files
    # What the employer types has no name: it cannot be sent with the form.
    assert [field.get("name") for field in page.find("//input[@data-own]")] == [None] * 8


@pytest.mark.parametrize("locale", ["it", "en"])
def test_no_document_shows_a_number_that_the_data_has_not(shipped: Site, locale: str) -> None:
    """Read from the files of the data, not through the engine; the law's own numbers are in its own file."""
    data = shipped.folder.parent / "data"
    sources = [*data.glob("roles/key-account-manager/**/*.yml"), data / "tools.yml", data / "skills.yml"]
    known = set(re.findall(r"\d+", " ".join(file.read_text("utf-8") for file in sources)))
    labels = read_yaml(data / "labels.yml")["documents"]
    laws = [law for law in read_yaml(data / "laws.yml").values() if "IT" in law["markets"]]
    of_the_law = set(re.findall(r"\d+", " ".join(law["text"][locale] for law in laws)))
    checked = 0
    for file in sorted(shipped.files):
        if not file.startswith(FOLDER) or not file.endswith(f"_{locale}.txt"):
            continue
        parts = sections(shipped.read(file))
        about = parts.pop(labels["about"][locale])
        assert {"4", "0"} >= set(re.findall(r"(?<=BY)\s(\d)", about))
        assert set(re.findall(r"\d+", parts.pop(labels["law"][locale]))) == of_the_law
        for title, words in parts.items():
            for number in re.findall(r"\d+(?:[.,]\d{3})*", words):
                checked += 1
                assert re.sub(r"[.,]", "", number) in known, f"{file}, {title}: {number}"
    assert checked > 200


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_band_is_that_of_the_level(shipped: Site, locale: str) -> None:
    money = {"it": r"[\d.]+–[\d.]+ €", "en": r"€[\d,]+–[\d,]+"}[locale]
    names = ("junior_junior", "b2b_intermediate", "b2b_senior", "strategic_executive")
    found = [amount for name in names for amount in re.findall(money, shipped.read(document(name, locale)))]
    assert [re.sub(r"[^\d–]", "", amount) for amount in found] == [
        "30000–40000",
        "40000–55000",
        "55000–75000",
        "75000–90000",
    ]


def sections(text: str) -> dict[str, str]:
    """The parts of a document in plain text, by their title; the first is what stands below the document's own."""
    lines = text.splitlines()
    found: dict[str, list[str]] = {}
    title = ""
    for line, below in pairwise([*lines, ""]):
        if below and set(below) == {"-"} and len(below) == len(line):
            title = line
        found.setdefault(title, []).append(line)
    return {name: "\n".join(part) for name, part in found.items()}


def test_every_word_file_opens_and_says_what_the_text_file_says(shipped: Site) -> None:
    files = sorted(file for file in shipped.files if file.endswith(".docx"))
    assert len(files) == 2 * len(combinations(shipped.folder))
    for file in files:
        opened = docx.Document(io.BytesIO((shipped.folder / file).read_bytes()))
        written = "".join(element.text or "" for element in opened.element.body.iter(qn("w:t")))
        plain = re.sub(r"^([-=]+|- )$|^- ", "", shipped.read(file.replace(".docx", ".txt")), flags=re.MULTILINE)
        for line in plain.splitlines():
            words = [word for word in line.split() if "licenses" not in word]
            longest = max(words, key=len, default="").strip("():;,.")
            assert longest in written, f"{file}: {line}"


def test_what_is_published_for_the_builder_is_not_searched_and_holds_no_script(shipped: Site) -> None:
    for file in sorted(file for file in shipped.files if file.startswith(FOLDER) and file.endswith(".json")):
        assert "<script" not in shipped.read(file)
    for locale, address in PAGES.items():
        (builder,) = shipped.page(address).find("//guide-documents")
        assert "data-pagefind-ignore" in builder.attrib, locale


def test_every_role_of_a_guide_has_documents(small: Site) -> None:
    for file in (
        "documents/glassblower/job-description_glassblower_scientific_master_it.docx",
        "documents/glassblower/job-description_glassblower_apprentice_apprentice_en.md",
        "documents/lamplighter/job-description_lamplighter_it.txt",
    ):
        assert file in small.files


def test_the_page_says_where_italy_stands_and_on_which_day(shipped: Site) -> None:
    italian, english = (text(shipped.page(address).article) for address in PAGES.values())
    assert "decreto legislativo 7 maggio 2026, n. 96" in italian
    assert "24 novembre 2026" in italian
    assert "Legislative Decree no. 96 of 7 May 2026" in english
    assert "24 November 2026" in english
