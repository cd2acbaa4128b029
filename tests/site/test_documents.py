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
FOLDERS: Final = {
    "it": "it/ruoli/key-account-manager/documenti/",
    "en": "en/roles/key-account-manager/documents/",
}
FIXED_LEVELS: Final = {"junior", "senior"}
LEVELS: Final = ("junior", "intermediate", "senior", "executive")
ENDINGS: Final = ("docx", "md", "txt")


@cache
def profiles(folder: Path, locale: str) -> dict[str, str]:
    """The nine specializations: slug by id."""
    files = sorted((folder.parent / "data/roles/key-account-manager/specializations").glob("*.yml"))
    return {file.stem: read_yaml(file)["slug"][locale] for file in files}


@pytest.mark.parametrize("locale", ["it", "en"])
def test_each_profile_has_its_documents_junior_and_senior_with_their_own_level(shipped: Site, locale: str) -> None:
    expected = set()
    assert len(profiles(shipped.folder, locale)) == 9
    for name, slug in profiles(shipped.folder, locale).items():
        levels = [""] if name in FIXED_LEVELS else ["", *(f"-{level}" for level in LEVELS)]
        expected |= {f"{FOLDERS[locale]}{slug}{level}.{ending}" for level in levels for ending in ENDINGS}
        expected.add(f"{FOLDERS[locale]}{slug}.json")
    assert {file for file in shipped.files if file.startswith(FOLDERS[locale])} == expected


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_page_links_to_every_document_in_both_languages(shipped: Site, locale: str) -> None:
    page = shipped.page(PAGES[locale])
    linked = {shipped.target(page, link.get("href", "")).file for link in page.find("//a[@download]")}
    published = {file for file in shipped.files for folder in FOLDERS.values() if file.startswith(folder)}
    assert linked == {file for file in published if not file.endswith(".json")}
    names = [link.get("download", "") for link in page.find("//a[@download]")]
    assert all(name.startswith("job-description-key-account-manager-") for name in names)


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_builder_offers_what_is_published(shipped: Site, locale: str) -> None:
    page = shipped.page(PAGES[locale])
    options = page.find("//select[@name='profile']/option")
    assert [option.get("value") for option in options] == [
        "base", "senior", "junior", "corporate", "b2b", "retail", "national", "regional", "strategic",
    ]  # fmt: skip
    for option in options:
        for code in PAGES:
            assert shipped.target(page, option.get(f"data-{code}", "")).file in shipped.files
    assert {option.get("value"): option.get("data-fixed") for option in options if option.get("data-fixed")} == {
        "junior": "junior",
        "senior": "senior",
    }
    # What the employer types has no name: it cannot be sent with the form.
    assert [field.get("name") for field in page.find("//input[@data-own]")] == [None] * 8


@pytest.mark.parametrize("locale", ["it", "en"])
def test_no_document_shows_a_number_that_the_data_has_not(shipped: Site, locale: str) -> None:
    """Read from the files of the data, not through the engine; the labels' own numbers are those of the law."""
    data = shipped.folder.parent / "data"
    sources = [*data.glob("roles/key-account-manager/**/*.yml"), data / "tools.yml", data / "skills.yml"]
    known = set(re.findall(r"\d+", " ".join(file.read_text("utf-8") for file in sources)))
    labels = read_yaml(data / "labels.yml")["documents"]
    of_the_law = set(re.findall(r"\d+", " ".join(labels[name][locale] for name in ("law_right", "law_italy"))))
    checked = 0
    for file in sorted(shipped.files):
        if not file.startswith(FOLDERS[locale]) or not file.endswith(".txt"):
            continue
        parts = sections(shipped.read(file))
        about = parts.pop(labels["about"][locale])
        assert {"4", "0"} >= set(re.findall(r"(?<=BY)\s(\d)", about))
        assert set(re.findall(r"\d+", parts.pop(labels["law"][locale]))) == of_the_law
        for title, words in parts.items():
            for number in re.findall(r"\d+(?:[.,]\d{3})*", words):
                checked += 1
                assert re.sub(r"[.,]", "", number) in known, f"{file}, {title}: {number}"
    assert checked > 300


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_band_is_that_of_the_level_and_there_is_none_without_one(shipped: Site, locale: str) -> None:
    money = {"it": r"[\d.]+–[\d.]+ €", "en": r"€[\d,]+–[\d,]+"}[locale]
    amounts = {}
    for level in ("", "-junior", "-intermediate", "-senior", "-executive"):
        amounts[level] = re.findall(money, shipped.read(f"{FOLDERS[locale]}b2b{level}.txt"))
    assert amounts[""] == []
    assert [re.sub(r"[^\d–]", "", amount) for level in LEVELS for amount in amounts[f"-{level}"]] == [
        "30000–40000",
        "40000–55000",
        "55000–75000",
        "75000–90000",
    ]
    no_data = read_yaml(shipped.folder.parent / "data/labels.yml")["parts"]["no_data"][locale]
    assert no_data in shipped.read(f"{FOLDERS[locale]}b2b.txt")


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
    assert len(files) == 2 * (2 + 7 * 5)
    for file in files:
        document = docx.Document(io.BytesIO((shipped.folder / file).read_bytes()))
        written = "".join(element.text or "" for element in document.element.body.iter(qn("w:t")))
        plain = re.sub(r"^([-=]+|- )$|^- ", "", shipped.read(file.replace(".docx", ".txt")), flags=re.MULTILINE)
        for line in plain.splitlines():
            words = [word for word in line.split() if "licenses" not in word]
            longest = max(words, key=len, default="").strip("():;,.")
            assert longest in written, f"{file}: {line}"


def test_what_is_published_for_the_builder_is_not_searched_and_holds_no_script(shipped: Site) -> None:
    for file in sorted(file for file in shipped.files if re.search(r"/(documenti|documents)/[^/]+\.json$", file)):
        assert "<script" not in shipped.read(file)
    for locale, address in PAGES.items():
        (builder,) = shipped.page(address).find("//guide-documents")
        assert "data-pagefind-ignore" in builder.attrib, locale


def test_every_role_of_a_guide_has_documents(small: Site) -> None:
    for file in (
        "it/ruoli/soffiatore-di-vetro/documenti/scientifico-master.docx",
        "en/roles/glassblower/documents/apprentice.md",
        "it/ruoli/lampionaio/documenti/base.txt",
        "en/roles/lamplighter/documents/base.json",
    ):
        assert file in small.files


def test_the_page_says_where_italy_stands_and_on_which_day(shipped: Site) -> None:
    italian, english = (text(shipped.page(address).article) for address in PAGES.values())
    assert "decreto legislativo 7 maggio 2026, n. 96" in italian
    assert "24 novembre 2026" in italian
    assert "Legislative Decree no. 96 of 7 May 2026" in english
    assert "24 November 2026" in english
