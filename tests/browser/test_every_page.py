"""Every page of the site, on a phone or at a desk: in dark colours in Italian, its twin in English in light ones.

Some minutes: `make test-all`.
"""

from typing import Final

import pytest
from playwright.sync_api import expect

from career_guide.model.locales import Locale
from tests.browser.conftest import Device, OpenPage, Palette, ready
from tests.browser.test_accessibility import violations
from tests.site.published import Site

PALETTES: Final[dict[Locale, Palette]] = {"it": "dark", "en": "light"}
"""A page and its twin differ in words alone, and axe takes seconds."""


@pytest.mark.thorough
@pytest.mark.parametrize("device", ["phone", "desk"])
def test_no_violation_and_nothing_wider_than_the_screen(
    open_page: OpenPage, address: str, shipped: Site, device: Device, subtests: pytest.Subtests
) -> None:
    page = open_page("it/", device=device)
    # The root sends the reader on at once; a test of its own holds it back. What one template makes lies together:
    # every second page is looked at on this device, the others on the other.
    pages = [
        (file, palette)
        for locale, palette in PALETTES.items()
        for file in sorted(file for file in shipped.pages if file.startswith(f"{locale}/"))[
            (device == "desk") ^ (locale == "en") :: 2
        ]
    ]
    assert len(pages) > 100
    for file, palette in pages:
        with subtests.test(file, palette=palette):
            page.goto(address + file.removesuffix("index.html"))
            ready(page)
            expect(page.get_by_role("heading", level=1).first).to_be_visible()
            assert violations(page, [palette]) == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
