"""A built site on a local server, and a browser that notes what should not happen."""

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Playwright, Response, Route, sync_playwright

from tests.site.published import Site

Device = Literal["phone", "desk"]
Palette = Literal["light", "dark"]
VIEWPORTS: dict[Device, tuple[int, int]] = {"phone": (390, 844), "desk": (1440, 900)}

OpenPage = Callable[..., Page]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Missing addresses get the site's own page, as on a real host."""
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that goes away in the middle of an answer is no error."""


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Address of a site on a server of its own, with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(site.folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(shipped: Site) -> Iterator[str]:
    """Address of the served site, with a slash at the end."""
    with served(shipped) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM"),
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            # The address bar's own pages, which Chromium would make anew for each page of a test, cost as much as it.
            "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
        ],
    )
    yield started
    started.close()


def ready(page: Page) -> None:
    """Wait until each interactive part of the page has its script."""
    page.wait_for_function("[...document.querySelectorAll('[data-module]')].every(part => part.matches(':defined'))")


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens a page of the site; at the end no error and no request to anyone else may have occurred."""
    wrong: list[str] = []
    contexts = []

    def block(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            wrong.append(f"request to a third party: {route.request.url}")
            route.abort()

    def note_missing(answer: Response) -> None:
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            wrong.append(f"{answer.status} {answer.url}")

    def opened(
        path: str,
        *,
        device: Device = "desk",
        palette: Palette = "light",
        languages: str = "it-IT",
        scripts: bool = True,
        expect_missing: bool = False,
    ) -> Page:
        width, height = VIEWPORTS[device]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=palette,
            locale=languages,
            java_script_enabled=scripts,
            has_touch=device == "phone",
        )
        contexts.append(context)
        context.route("**/*", block)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: wrong.append(f"script error on {page.url}: {error}"))
        if not expect_missing:
            page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
            page.on("response", note_missing)
        page.goto(address + path, wait_until="load")
        if scripts:
            ready(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
