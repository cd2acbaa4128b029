"""A hand-written page that is full of what looks like code: a browser shows it, and runs nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import served
from tests.site.hostile import hostile_site


@pytest.fixture
def address(shared_folder: Path) -> Iterator[str]:
    with served(hostile_site(shared_folder)) as address:
        yield address


@pytest.mark.thorough
def test_nothing_of_it_runs(browser: Browser, address: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(f"{address}en/method/", wait_until="networkidle")
    picture = page.locator("article img")
    for event in ("click", "error", "focus"):
        picture.dispatch_event(event)
    assert page.evaluate("window.ran") is None
    assert said == []
    assert picture.evaluate("image => image.naturalWidth") == 1
    page.close()
