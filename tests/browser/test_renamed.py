"""An address that was shared before something was renamed means the same today, in every interactive part."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ready, served
from tests.conftest import once
from tests.site.project import SITE_URL, Build, Project
from tests.site.published import Site

OLD_ROLE = "it/ruoli/responsabile-clienti/"
FORMER: dict[str, dict[str, Any]] = {
    "data/levels.yml": {"senior": {"former_ids": ["expert"]}},
    "data/areas.yml": {"north": {"former_ids": ["northern-italy"]}},
    "data/roles/key-account-manager/role.yml": {
        "former_ids": ["client-manager"],
        "former_slugs": {"it": ["responsabile-clienti"], "en": ["client-manager"]},
    },
    "data/roles/key-account-manager/specializations/b2b.yml": {"former_ids": ["business-clients", "companies"]},
    "data/roles/key-account-manager/specializations/retail.yml": {"former_ids": ["shops"]},
}


def with_former_names(project: Project) -> Build:
    """Build the guide as it would be if its records had been renamed to what they are called now."""
    for file, changes in FORMER.items():
        data = project.read(file)
        for key, change in changes.items():
            data[key] = data[key] | change if key in data else change
        project.write(file, data)
    return project.build()


@pytest.fixture(scope="module")
def renamed_address(shipped: Site, shared_folder: Path) -> Iterator[str]:
    """Address of the shipped guide, some of whose records have had other names before."""
    folder = shared_folder / "renamed-shipped"
    once(folder, lambda: with_former_names(Project(shipped.folder.parent).copy(folder, built=False)))
    with served(Site(folder / "site", SITE_URL)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="it-IT") as context:
        yield context.new_page()


def state(page: Page) -> dict[str, str]:
    return {name: ",".join(values) for name, values in parse_qs(urlsplit(page.url).query).items()}


SHARED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    f"{OLD_ROLE}stipendio/?level=expert&area=northern-italy#explorer": (
        {"[name=level]": "senior", "[name=area]": "north"},
        {"level": "senior", "area": "north"},
    ),
    f"{OLD_ROLE}specializzazioni/?compare=business-clients,corporate,shops": (
        {f"guide-compare input:checked >> nth={n}": name for n, name in enumerate(["corporate", "b2b", "retail"])},
        {"compare": "b2b,corporate,retail"},
    ),
    f"{OLD_ROLE}specializzazioni/?compare=companies,business-clients,corporate": (
        {f"guide-compare input:checked >> nth={n}": name for n, name in enumerate(["corporate", "b2b"])},
        {"compare": "b2b,corporate"},
    ),
    "it/per-hr/descrizione-posizione/?role=client-manager&profile=companies_expert": (
        {"[name=role]": "key-account-manager", "[name=profile]": "b2b_senior"},
        {"role": "key-account-manager", "profile": "b2b_senior"},
    ),
    "it/per-hr/descrizione-posizione/?role=client-manager&profile=shops_expert&language=en&without=tools": (
        {"[name=profile]": "retail_senior", "[name=language]": "en"},
        {"role": "key-account-manager", "profile": "retail_senior", "language": "en", "without": "tools"},
    ),
}


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_url(lambda url: OLD_ROLE not in url)
    ready(page)


def test_what_was_shared_before_means_the_same_and_is_called_as_today(renamed_address: str, page: Page) -> None:
    """The old address of a page with choices by their old names → what is chosen, and what the address then says."""
    for address, (chosen, expected) in SHARED.items():
        opened(page, renamed_address + address)
        for field, value in chosen.items():
            expect(page.locator(field), address).to_have_value(value)
        assert state(page) == expected, address
        expect(page.locator("[data-unknown]:visible"), address).to_have_count(0)


def test_answers_stay_and_the_one_choice_that_is_gone_is_named(renamed_address: str, page: Page) -> None:
    opened(page, f"{renamed_address}{OLD_ROLE}specializzazioni/?fit=yyyyyyyyyy&compare=shops,gone,senior#fit")
    expect(page.locator("guide-finder input:checked")).to_have_count(10)
    expect(page.locator("guide-compare .cg-beside thead [data-id]")).to_have_count(2)
    said = page.locator("guide-compare [data-unknown]")
    expect(said).to_have_role("status")
    expect(said).to_contain_text("«gone».")
    assert state(page)["compare"] == "retail,gone,senior"
    page.locator("guide-compare input:not(:checked)").first.check()
    expect(said).to_be_hidden()
    assert "gone" not in state(page)["compare"]
