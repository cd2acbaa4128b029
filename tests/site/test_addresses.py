"""An address once published never dies: people have it in bookmarks, job descriptions and adverts."""

import re
from typing import Final

import pytest

from career_guide import inventory
from tests.fixture_guide import PROJECT
from tests.site.published import Site

LIST: Final = PROJECT / inventory.LIST


def test_every_address_of_the_site_is_on_the_list_of_those_that_may_not_vanish(shipped: Site) -> None:
    new = inventory.unlisted(shipped.folder, LIST)
    assert not new, "These addresses are new; 'career-guide addresses --add' puts them on the list:\n" + "\n".join(new)


def test_the_list_can_be_read_and_compared() -> None:
    addresses = LIST.read_text("utf-8").splitlines()
    assert sorted(set(addresses)) == addresses, f"{inventory.LIST} must be sorted, each address once."


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
        ("it/metodo/", "en/method/"),
    ],
)
def test_a_page_has_the_address_that_was_decided(shipped: Site, italian: str, english: str) -> None:
    assert shipped.twin(shipped.page(italian)).address == english


def test_addresses_can_be_read_aloud_and_typed(site: Site) -> None:
    plain = re.compile(r"((it|en)/([a-z0-9]+(-[a-z0-9]+)*/)*)?(index|404)\.html")
    assert [address for address in site.pages if not plain.fullmatch(address)] == []
