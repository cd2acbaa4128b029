"""An edition is as good to read as the guide of today, on a phone and at a desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Device, OpenPage, served
from tests.browser.test_accessibility import BOTH, violations
from tests.site import editions
from tests.site.editions import INDEXES, PAGES


@pytest.fixture(scope="module")
def address(shared_folder: Path) -> Iterator[str]:
    """The small guide with editions of two months."""
    with served(editions.changed(shared_folder)) as address:
        yield address


@pytest.mark.thorough
@pytest.mark.parametrize(("device", "locale"), [("phone", "it"), ("desk", "en")])
def test_no_violation_and_nothing_wider_than_the_screen(
    open_page: OpenPage, address: str, device: Device, locale: str
) -> None:
    page = open_page(PAGES[locale], device=device)
    for path in (PAGES[locale], INDEXES[locale]):
        page.goto(address + path)
        assert violations(page, BOTH) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_what_it_is_stands_above_all_it_says(open_page: OpenPage, device: Device) -> None:
    page = open_page(PAGES["en"], device=device)
    notice = page.locator(".cg-cover .cg-notice")
    expect(notice).to_contain_text("never changes")
    expect(notice).to_be_in_viewport()
    notice.get_by_role("link", name="December 2026").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glassblower: December 2026 edition")


def test_a_link_to_a_chapter_stays_on_the_page(open_page: OpenPage) -> None:
    page = open_page(PAGES["en"])
    page.locator(".cg-part a[href='#chapter-work']").first.click()
    assert page.url.endswith(f"{PAGES['en']}#chapter-work")
    expect(page.locator("#chapter-work")).to_be_in_viewport()
