"""The published job descriptions: complete, linked, openable, and without a figure that the data has not."""

import io
import json
import re
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

import docx
import pytest
from docx.oxml.ns import qn

from tests.site.project import read_yaml
from tests.site.published import Site, text

PAGES: Final = {"it": "it/per-hr/descrizione-posizione/", "en": "en/for-hr/job-description/"}
KAM: Final = "key-account-manager"
ENDINGS: Final = ("docx", "md", "txt", "json")
OTHERS: Final = ("tools", "skills", "laws", "levels", "sources", "certifications")


@cache
def roles(folder: Path) -> list[str]:
    """The ids of all roles, in order."""
    return sorted(path.name for path in (folder.parent / "data/roles").iterdir())


@cache
def combinations(folder: Path, role: str = KAM) -> list[str]:
    """The specializations of a role with the levels of each, in order: `b2b_senior`; without any, its levels."""
    own = folder.parent / "data/roles" / role
    found = sorted(
        ((read_yaml(file), file.stem) for file in own.glob("specializations/*.yml")),
        key=lambda part: part[0]["position"],
    )
    named = [f"{name}_{level}" for part, name in found for level in part["levels"]]
    return named or read_yaml(own / "role.yml").get("levels") or [""]


def described(folder: Path) -> list[tuple[str, str]]:
    """All roles with each of their combinations."""
    return [(role, name) for role in roles(folder) for name in combinations(folder, role)]


def document(name: str, locale: str, ending: str = "txt", role: str = KAM) -> str:
    return f"documents/{role}/{'_'.join(filter(None, ('job-advert', role, name, locale)))}.{ending}"


def profile(name: str, locale: str, role: str = KAM) -> str:
    return document(name, locale, "docx", role).replace("/job-advert_", "/role-profile_")


def test_there_are_the_combinations_that_the_data_names_and_no_others(shipped: Site) -> None:
    expected = {
        file
        for role, name in described(shipped.folder)
        for locale in PAGES
        for file in (
            *(document(name, locale, ending, role) for ending in ENDINGS),
            profile(name, locale, role),
        )
    }
    assert {file for file in shipped.files if file.startswith("documents/")} == expected
    assert "strategic_junior" not in combinations(shipped.folder)


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_page_links_to_every_document_in_both_languages(shipped: Site, locale: str) -> None:
    page = shipped.page(PAGES[locale])
    linked = {shipped.target(page, link.get("href", "")).file for link in page.find("//a[@download]")}
    published = {file for file in shipped.files if file.startswith("documents/")}
    assert linked == {file for file in published if not file.endswith(".json")}


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_builder_offers_what_is_published(shipped: Site, locale: str) -> None:
    page = shipped.page(PAGES[locale])
    options = page.find("//select[@name='profile']/option")
    assert [(option.get("data-role"), option.get("value")) for option in options] == described(shipped.folder)
    for option in options:
        for code in PAGES:
            assert f"{shipped.target(page, option.get(f'data-{code}', '')).file}.json" in shipped.files
    # What the employer types has no name: it cannot be sent with the form.
    assert [field.get("name") for field in page.find("//input[@data-own]")] == [None] * 10


def test_adverts_show_no_figures_and_profiles_none_that_the_data_has_not(shipped: Site) -> None:
    """Read from the files of the data, not through the engine; the law's own numbers are in its own file."""
    data = shipped.folder.parent / "data"
    read = [*data.glob("roles/key-account-manager/**/*.yml"), *(data / f"{name}.yml" for name in OTHERS)]
    known = set(re.findall(r"\d+", " ".join(file.read_text("utf-8") for file in read)))
    revision = json.loads(shipped.read("api/v1/roles/key-account-manager.json"))["data"]["revision"]
    checked = 0
    for name, locale in product(combinations(shipped.folder), PAGES):
        advert = shipped.read(document(name, locale)).partition(revision)[0].replace("B2B", "")
        assert not re.search(r"\d", advert), name
        words = words_of(shipped, profile(name, locale)).replace(revision, "").replace("CC BY 4.0", "")
        for number in re.findall(r"\d+(?:[.,]\d{3})*", words):
            checked += 1
            assert re.sub(r"[.,]", "", number) in known, f"{name} {locale}: {number}"
    assert checked > 200


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_band_is_that_of_the_level(shipped: Site, locale: str) -> None:
    money = {"it": r"[\d.]+–[\d.]+ €", "en": r"€[\d,]+–[\d,]+"}[locale]
    names = ("junior_junior", "b2b_intermediate", "b2b_senior", "strategic_executive")
    found = [amount for name in names for amount in re.findall(money, words_of(shipped, profile(name, locale)))]
    assert [re.sub(r"[^\d–]", "", amount) for amount in found] == [
        "30000–40000",
        "40000–55000",
        "55000–75000",
        "75000–90000",
    ]


def words_of(site: Site, file: str) -> str:
    """The text of a Word file, a line for each paragraph."""
    opened = docx.Document(io.BytesIO((site.folder / file).read_bytes()))
    paragraphs = opened.element.body.iter(qn("w:p"))
    lines = ("".join(part.text or "" for part in each.iter(qn("w:t"))) for each in paragraphs)
    return "\n".join(lines).replace("\u00a0", " ")


def test_an_advert_is_one_that_an_employer_can_send(shipped: Site) -> None:
    """Bullets of one grammar, requirements that fit the level, no advice to applicants or editors."""
    for role, name in described(shipped.folder):
        italian, english = (shipped.read(document(name, locale, role=role)) for locale in ("it", "en"))
        listed = italian.partition("Che cosa farai")[2].partition("Che cosa porti")[0]
        tasks = re.findall(r"^- (\w+)", listed, re.MULTILINE)
        assert len(tasks) in range(4, 13), (role, name)
        assert all(re.search(r"(are|ere|ire|rre|rsi)$", verb) for verb in tasks), tasks
        unwanted = r"\b(CV|font[ei]|sources?|certific\w+|years|anni|stim[ae]|estimates?)\b"
        assert not re.search(unwanted, italian + english, re.IGNORECASE), (role, name)


def test_a_profile_asks_for_nothing_that_cannot_be_held_or_does_not_fit_the_level(shipped: Site) -> None:
    """No certification that nobody is known to award, no years that a level has not, no remark on the sources."""
    for name, locale in product(combinations(shipped.folder), PAGES):
        words = words_of(shipped, profile(name, locale))
        assert "(CSAM)" in words
        assert not re.search(r"CKAM|CPSP|CSLP|SPIN|No data|Dato non disponibile|non indicata|«Dopo|“After", words)
        if name.endswith("_junior"):
            assert not re.search(r"3–5|alcuni anni|few years", words), name


def test_every_word_file_opens_and_says_what_the_text_file_says(shipped: Site) -> None:
    files = [document(name, locale, "docx", role) for role, name in described(shipped.folder) for locale in PAGES]
    for file in files:
        opened = docx.Document(io.BytesIO((shipped.folder / file).read_bytes()))
        there = (opened.element.body, opened.sections[0].footer._element)
        written = "".join(element.text or "" for part in there for element in part.iter(qn("w:t")))
        plain = re.sub(
            r"^([-=]+|- )$|^- ", "", shipped.read(file.replace(".docx", ".txt")).lstrip("\ufeff"), flags=re.MULTILINE
        )
        for line in plain.splitlines():
            words = [word for word in line.split() if "licenses" not in word]
            longest = max(words, key=len, default="").strip("():;,.")
            assert longest in written, f"{file}: {line}"


def test_what_is_published_for_the_builder_is_not_searched_and_holds_no_script(shipped: Site) -> None:
    for file in sorted(file for file in shipped.files if file.startswith("documents/") and file.endswith(".json")):
        assert "<script" not in shipped.read(file)
    for locale, address in PAGES.items():
        (builder,) = shipped.page(address).find("//guide-documents")
        assert "data-pagefind-ignore" in builder.attrib, locale


def test_every_role_of_a_guide_has_documents(small: Site) -> None:
    for file in (
        "documents/glassblower/role-profile_glassblower_scientific_master_it.docx",
        "documents/glassblower/job-advert_glassblower_apprentice_apprentice_en.md",
        "documents/lamplighter/role-profile_lamplighter_it.docx",
    ):
        assert file in small.files


def test_the_page_says_where_italy_stands_and_on_which_day(shipped: Site) -> None:
    italian, english = (text(shipped.page(address).article) for address in PAGES.values())
    assert "decreto legislativo 7 maggio 2026, n. 96" in italian
    assert "24 novembre 2026" in italian
    assert "Legislative Decree no. 96 of 7 May 2026" in english
    assert "24 November 2026" in english
