"""Every page of the site in both palettes, on a phone or at a desk. Some minutes: `make test-all`."""

import pytest
from playwright.sync_api import expect

from career_guide.model.locales import LOCALES
from tests.browser.conftest import Device, OpenPage, ready
from tests.browser.test_accessibility import BOTH, violations
from tests.site.published import Site


@pytest.mark.thorough
@pytest.mark.parametrize("device", ["phone", "desk"])
def test_no_violation_and_nothing_wider_than_the_screen(
    open_page: OpenPage, address: str, shipped: Site, device: Device, subtests: pytest.Subtests
) -> None:
    page = open_page("it/", device=device)
    # The root sends the reader on at once; a test of its own holds it back. What one template makes lies together:
    # every second page is looked at on this device, the others on the other.
    pages = [
        file
        for locale in LOCALES
        for file in sorted(file for file in shipped.pages if file.startswith(f"{locale}/"))[
            (device == "desk") ^ (locale == "en") :: 2
        ]
    ]
    assert len(pages) > 100
    for file in pages:
        with subtests.test(file):
            page.goto(address + file.removesuffix("index.html"))
            ready(page)
            expect(page.get_by_role("heading", level=1).first).to_be_visible()
            assert violations(page, BOTH) == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
