"""An address that is promised is there, and is one that people can read aloud and type."""

import re

import pytest

from career_guide.building import promised
from career_guide.building.project import Project
from tests.site.project import SITE_URL
from tests.site.published import Site


@pytest.mark.parametrize("guide", ["shipped", "small"])
def test_what_is_promised_is_what_a_build_gives_to_readers(request: pytest.FixtureRequest, guide: str) -> None:
    site: Site = request.getfixturevalue(guide)
    plan = Project.in_folder(site.folder.parent).open(SITE_URL, try_macros=False).plan
    there = {f"/{file.removesuffix('index.html')}" for file in site.files if file.endswith("index.html")}
    assert promised.addresses(plan) | promised.moved(plan).keys() == there


@pytest.mark.parametrize(
    ("chapter", "italian", "english"),
    [
        ("the role", "", ""),
        ("what they do", "cosa-fa/", "what-they-do/"),
        ("salary, under the word that readers use", "stipendio/", "salary/"),
        ("how to become one", "come-diventare/", "how-to-become/"),
        ("tools", "strumenti/", "tools/"),
        ("specializations", "specializzazioni/", "specializations/"),
        ("one specialization", "specializzazioni/nazionale/", "specializations/national/"),
        ("work-life balance", "equilibrio-vita-lavoro/", "work-life-balance/"),
        ("goals", "obiettivi/", "goals/"),
    ],
)
def test_a_chapter_has_the_address_that_was_decided(shipped: Site, chapter: str, italian: str, english: str) -> None:
    page = shipped.page(f"it/ruoli/key-account-manager/{italian}")
    assert shipped.twin(page).address == f"en/roles/key-account-manager/{english}", chapter


@pytest.mark.parametrize(
    ("italian", "english"),
    [
        ("it/", "en/"),
        ("it/ruoli/", "en/roles/"),
        ("it/competenze/", "en/skills/"),
        ("it/competenze/negoziazione-avanzata/", "en/skills/advanced-negotiation/"),
        ("it/certificazioni/", "en/certifications/"),
        ("it/strumenti/", "en/tools/"),
        ("it/glossario/", "en/glossary/"),
        ("it/fonti/", "en/sources/"),
        ("it/metodo/", "en/method/"),
    ],
)
def test_a_page_has_the_address_that_was_decided(shipped: Site, italian: str, english: str) -> None:
    assert shipped.twin(shipped.page(italian)).address == english


def test_addresses_can_be_read_aloud_and_typed(site: Site) -> None:
    plain = re.compile(r"((it|en)/([a-z0-9]+(-[a-z0-9]+)*/)*)?(index|404)\.html")
    assert [address for address in site.pages if not plain.fullmatch(address)] == []
