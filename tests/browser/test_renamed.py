"""An address that was shared before something was renamed means the same today, in every interactive part."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from career_guide.cli import main
from tests.browser.conftest import ready, served
from tests.conftest import once
from tests.site.project import SITE_URL, Build, Project
from tests.site.published import Site

RENAMES = (
    (
        "role",
        "key-account-manager",
        "major-client-manager",
        "--slug",
        "it=responsabile-clienti",
        "--slug",
        "en=clients",
    ),
    ("specialization", "b2b", "business-clients", "--slug", "it=imprese", "--slug", "en=businesses"),
    ("specialization", "retail", "shops"),
    ("level", "senior", "expert"),
    ("area", "north", "northern-italy"),
)
OLD_ROLE = "it/ruoli/key-account-manager/"


def renamed(project: Project) -> Build:
    for arguments in RENAMES:
        done = CliRunner().invoke(main, ["rename", *arguments, "--project", str(project.folder), "--lang", "en"])
        assert done.exit_code == 0, (arguments, done.output)
    return project.build()


@pytest.fixture(scope="module")
def renamed_address(shipped: Site, shared_folder: Path) -> Iterator[str]:
    """Address of the shipped guide after its records got new ids."""
    folder = shared_folder / "renamed-shipped"
    once(folder, lambda: renamed(Project(shipped.folder.parent).copy(folder, built=False)))
    with served(Site(folder / "site", SITE_URL)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="it-IT") as context:
        yield context.new_page()


def state(page: Page) -> dict[str, str]:
    return {name: ",".join(values) for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_what_was_shared_before_means_the_same_and_is_called_as_today(renamed_address: str, page: Page) -> None:
    """The old address of the page, with choices by their old names; what is then chosen, and what the address says."""
    shared = {
        f"{OLD_ROLE}stipendio/?level=senior&area=north#explorer": {
            "[name=level]": "expert",
            "[name=area]": "northern-italy",
        },
        f"{OLD_ROLE}specializzazioni/?compare=b2b,corporate,retail": {
            "guide-compare input:checked >> nth=0": "corporate",
            "guide-compare input:checked >> nth=1": "business-clients",
            "guide-compare input:checked >> nth=2": "shops",
        },
        "it/per-hr/descrizione-posizione/?role=key-account-manager&profile=b2b&level=senior": {
            "[name=role]": "major-client-manager",
            "[name=profile]": "business-clients",
            "[name=level]": "expert",
        },
        "it/per-hr/descrizione-posizione/?profile=retail&level=senior&language=en&without=pay": {
            "[name=profile]": "shops",
            "[name=level]": "expert",
            "[name=language]": "en",
        },
    }
    today = [
        {"level": "expert", "area": "northern-italy"},
        {"compare": "business-clients,corporate,shops"},
        {"role": "major-client-manager", "profile": "business-clients", "level": "expert"},
        {"profile": "shops", "level": "expert", "language": "en", "without": "pay"},
    ]
    for (address, chosen), expected in zip(shared.items(), today, strict=True):
        page.goto(renamed_address + address)
        page.wait_for_url(lambda url: "key-account-manager" not in url)
        ready(page)
        for field, value in chosen.items():
            expect(page.locator(field), address).to_have_value(value)
        assert state(page) == expected, address
        expect(page.locator("[data-unknown]:visible"), address).to_have_count(0)


def test_what_was_answered_for_a_specialization_still_speaks_for_it(renamed_address: str, page: Page) -> None:
    page.goto(f"{renamed_address}{OLD_ROLE}specializzazioni/?fit=yyyyyyyyyy&compare=b2b,gone,senior#fit")
    page.wait_for_url(lambda url: "key-account-manager" not in url)
    ready(page)
    expect(page.locator("guide-finder input:checked")).to_have_count(10)
    # The specialization of that name was not renamed with the level; only one of the three is unknown.
    assert state(page)["compare"] == "business-clients,gone,senior"
    expect(page.locator("guide-compare [data-unknown]")).to_contain_text("«gone».")
    expect(page.locator("guide-compare tbody tr:visible")).to_have_count(2)
