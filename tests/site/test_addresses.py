"""An address once published never dies: people have it in bookmarks, job descriptions and adverts."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.site.published import Site

LIST: Final = Path(__file__).with_name("addresses.txt")
ADDRESSES: Final = LIST.read_text("utf-8").splitlines()


def test_every_published_address_still_leads_to_its_page(shipped: Site) -> None:
    gone = [address for address in ADDRESSES if address not in shipped.pages]
    assert not gone, (
        "These pages were published and are gone; links that others made to them are now dead:\n"
        + "\n".join(gone)
        + "\nGive the record its former slug, id or file name back."
    )


def test_every_page_is_on_the_list_of_published_addresses(shipped: Site) -> None:
    new = [address for address in shipped.pages if address not in ADDRESSES]
    assert not new, (
        "These pages are new. If their addresses are to stand for good, add them, in alphabetical order, to "
        f"tests/site/{LIST.name}:\n" + "\n".join(new)
    )


def test_the_list_can_be_read_and_compared() -> None:
    assert sorted(set(ADDRESSES)) == ADDRESSES, f"tests/site/{LIST.name} must be sorted, each address once."


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
