"""An address once published never dies: people have it in bookmarks, job descriptions and adverts."""

import re
from typing import Final

import pytest

from career_guide.building import promised
from career_guide.building.project import Project
from career_guide.loading.published import LIST
from career_guide.pages.macros import macro_names
from tests.fixture_guide import PROJECT
from tests.site.project import SITE_URL
from tests.site.published import Site

ADDRESSES: Final = PROJECT / LIST


def test_every_address_of_the_site_is_on_the_list_of_those_that_may_not_vanish(shipped: Site) -> None:
    new = promised.unlisted(shipped.folder, ADDRESSES)
    assert not new, "These addresses are new; 'career-guide addresses --add' puts them on the list:\n" + "\n".join(new)


@pytest.mark.parametrize("guide", ["shipped", "small"])
def test_what_a_build_gives_is_known_before_it(request: pytest.FixtureRequest, guide: str) -> None:
    """What 'check' says of addresses, the build says, too."""
    site: Site = request.getfixturevalue(guide)
    built = promised.present(site.folder)
    project = Project.in_folder(site.folder.parent)
    renderer = project.open(SITE_URL)
    planned = promised.planned(renderer, project.references, project.docs, macro_names(project.templates))
    assert built - planned == set()
    written = [f"/{page.path}#" for page in renderer.plan.pages if page.kind in {"home", "article"}]
    assert [address for address in planned - built if not address.startswith(tuple(written))] == []


def test_the_list_can_be_read_and_compared() -> None:
    addresses = ADDRESSES.read_text("utf-8").splitlines()
    assert sorted(set(addresses)) == addresses, f"{LIST} must be sorted, each address once."


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
