"""With the policy as a header, on a host that shares its address: where links begin is told by no `<base>`."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from career_guide.pages.known import CONTENT_SECURITY_POLICY
from tests.browser.conftest import served
from tests.conftest import built_once
from tests.site.conftest import SETTINGS
from tests.site.published import Site


@pytest.fixture(scope="module")
def host(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a host with the site in `/a/b/`; what is missing there is answered with the site's own page."""
    site = built_once(shared_folder / "configured", "small", SETTINGS)
    root = tmp_path_factory.mktemp("host")
    (root / "a").mkdir()
    (root / "a/b").symlink_to(site.folder)
    shutil.copy(site.folder / "404.html", root)
    with served(Site(root, "")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of which nothing that the policy forbids was asked."""
    context = browser.new_context(locale="it-IT")

    def with_header(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"Content-Security-Policy": CONTENT_SECURITY_POLICY})

    context.route("**/*", with_header)
    page, forbidden = context.new_page(), list[str]()
    page.on("console", lambda message: forbidden.append(message.text) if "Security Policy" in message.text else None)
    yield page
    context.unroute_all(behavior="ignoreErrors")
    context.close()
    assert forbidden == []


def test_a_missing_address_at_any_depth_is_a_whole_page_with_search_and_ways_on(page: Page, host: str) -> None:
    for place in ("x", "it/x/y/z"):
        page.goto(f"{host}a/b/{place}")
        for words in ("Pagina non trovata", "Page not found"):
            expect(page.get_by_role("heading", name=words)).to_be_visible()
        assert page.evaluate("document.fonts.load('16px Inter').then(faces => faces.length)") > 0
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
        page.keyboard.press("/")
        page.locator("#search-query").fill("soffiatore")
        first = page.locator(".cg-search__results a").first
        expect(first).to_be_visible()
        first.click()
        expect(page).to_have_url(re.compile(f"^{host}a/b/it/ruoli/soffiatore-di-vetro/"))
    page.goto(f"{host}a/b/en/x/y/z/")
    page.get_by_role("article").get_by_role("link", name="Roles").click()
    expect(page).to_have_url(f"{host}a/b/en/roles/")


def test_links_of_a_card_open_beside_the_site_that_shows_it(page: Page, host: str) -> None:
    page.goto(f"{host}a/b/it/embed/glassblower/")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Soffiatore di vetro").click()
    expect(opened.value).to_have_url(f"{host}a/b/it/ruoli/soffiatore-di-vetro/")
    assert page.url.endswith("/embed/glassblower/")
