"""An address that was shared before something was renamed means the same today, in every interactive part."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ready, served
from tests.site.project import SITE_URL
from tests.site.published import Site
from tests.site.renamed import renamed

pytestmark = pytest.mark.thorough

OLD_ROLE = "it/ruoli/key-account-manager/"


@pytest.fixture(scope="module")
def renamed_address(shipped: Site, shared_folder: Path) -> Iterator[str]:
    """Address of the shipped guide after some of its records have got other names."""
    with served(Site(renamed(shipped, shared_folder).site, SITE_URL)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="it-IT") as context:
        yield context.new_page()


def state(page: Page) -> dict[str, str]:
    return {name: ",".join(values) for name, values in parse_qs(urlsplit(page.url).query).items()}


SHARED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    f"{OLD_ROLE}stipendio/?level=senior&area=north#explorer": (
        {"[name=level]": "expert", "[name=area]": "northern"},
        {"level": "expert", "area": "northern"},
    ),
    f"{OLD_ROLE}specializzazioni/?compare=b2b,corporate,retail": (
        {
            f"guide-compare input:checked >> nth={n}": name
            for n, name in enumerate(["corporate", "enterprise", "retail"])
        },
        {"compare": "enterprise,corporate,retail"},
    ),
    f"{OLD_ROLE}specializzazioni/?compare=companies,b2b,corporate": (
        {f"guide-compare input:checked >> nth={n}": name for n, name in enumerate(["corporate", "enterprise"])},
        {"compare": "enterprise,corporate"},
    ),
    "it/per-hr/descrizione-posizione/?role=key-account-manager&profile=companies_senior": (
        {"[name=role]": "account-lead", "[name=profile]": "enterprise_expert"},
        {"role": "account-lead", "profile": "enterprise_expert"},
    ),
    "it/per-hr/descrizione-posizione/?role=key-account-manager&profile=b2b_senior&language=en&without=tools": (
        {"[name=profile]": "enterprise_expert", "[name=language]": "en"},
        {"role": "account-lead", "profile": "enterprise_expert", "language": "en", "without": "tools"},
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
    opened(page, f"{renamed_address}{OLD_ROLE}specializzazioni/?fit=yyyyyyyyyy&compare=b2b,gone,senior#fit")
    expect(page.locator("guide-finder input:checked")).to_have_count(10)
    expect(page.locator("guide-compare .cg-beside thead [data-id]")).to_have_count(2)
    said = page.locator("guide-compare [data-unknown]")
    expect(said).to_have_role("status")
    expect(said).to_contain_text("«gone».")
    assert state(page)["compare"] == "enterprise,gone,senior"
    page.locator("guide-compare input:not(:checked)").first.check()
    expect(said).to_be_hidden()
    assert "gone" not in state(page)["compare"]
