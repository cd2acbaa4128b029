"""A built site on a local server, and a browser that notes what should not happen."""

import functools
import http.server
import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response, sync_playwright

from tests.site.published import Site
from tests.site.servers import built_for_servers, can_run, running

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
def address(request: pytest.FixtureRequest, shared_folder: Path) -> Iterator[str]:
    """Address of the served site, with a slash at the end; a server that `SERVED_BY` names has its configuration."""
    if (name := os.environ.get("SERVED_BY")) and can_run(name):
        with running(name, built_for_servers("shipped", shared_folder)) as server:
            yield server.address
        return
    with served(request.getfixturevalue("shipped")) as address:
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
            # Nobody but the tests' own servers is asked for anything.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            # The address bar's own pages, which Chromium would make anew for each page of a test, cost as much as it.
            "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
        ],
    )
    yield started
    started.close()


def until(page: Page, condition: str) -> None:
    """Wait until an expression is true; Playwright's own way evaluates text in the page, which its policy forbids."""
    latest = time.monotonic() + 10
    while not page.evaluate(condition):
        assert time.monotonic() < latest, f"never true on {page.url}: {condition}"
        page.wait_for_timeout(20)


def ready(page: Page) -> None:
    """Wait until each interactive part of the page has its script."""
    until(page, "[...document.querySelectorAll('[data-module]')].every(part => part.matches(':defined'))")


class Tab:
    """A page in a context of its own that tests use one after the other: a new one costs more than what it shows."""

    def __init__(self, browser: Browser, *, touch: bool, languages: str, scripts: bool) -> None:
        self.page = browser.new_context(has_touch=touch, locale=languages, java_script_enabled=scripts).new_page()
        self._scripts = scripts
        self._address = ""
        self._may_miss = False
        self._wrong: list[str] = []
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)
        self.page.on("pageerror", lambda error: self._wrong.append(f"script error on {self.page.url}: {error}"))
        self.page.on("console", self._note_words)

    def open(self, address: str, path: str, *, device: Device, palette: Palette, may_miss: bool) -> Page:
        """Go to a page of the site at an address, on a device with nothing stored."""
        self._address, self._may_miss = address, may_miss
        width, height = VIEWPORTS[device]
        self.page.set_viewport_size({"width": width, "height": height})
        # Without motion, so that nothing is on its way when it is looked at or clicked.
        self.page.emulate_media(
            media="null", color_scheme=palette, reduced_motion="reduce", contrast="null", forced_colors="null"
        )
        self.page.set_default_timeout(10_000)
        is_in_same_document = "#" in path and self.page.url.partition("#")[0] == (address + path).partition("#")[0]
        self.page.goto(address + path, wait_until="load")
        if is_in_same_document:
            self.page.reload(wait_until="load")
        if self._scripts:
            ready(self.page)
        return self.page

    def leave(self) -> list[str]:
        """Leave nothing behind of a test; gives what was wrong in it."""
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.context.unroute_all(behavior="ignoreErrors")
        self.page.context.clear_permissions()
        self.page.context.clear_cookies()
        if not self.page.url.startswith(self._address):
            self.page.goto(self._address)
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        wrong, self._wrong = self._wrong, []
        return wrong

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:", "blob:", "about:")):
            self._wrong.append(f"request to a third party: {request.url}")

    def _note_response(self, answer: Response) -> None:
        if answer.status >= http.HTTPStatus.BAD_REQUEST and not self._may_miss:
            self._wrong.append(f"{answer.status} {answer.url}")

    def _note_words(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self._may_miss:
            self._wrong.append(message.text)


@pytest.fixture(scope="session")
def tabs() -> dict[tuple[Device, str, bool], list[Tab]]:
    """Those that no test uses just now, by device, languages, and whether scripts run."""
    return defaultdict(list)


@pytest.fixture
def open_page(browser: Browser, address: str, tabs: dict[tuple[Device, str, bool], list[Tab]]) -> Iterator[OpenPage]:
    """Opens a page of the site; at the end no error and no request to anyone else may have occurred.

    With `alone` the page is new and not used again: for what cannot be undone, such as setting a clock.
    """
    used: list[tuple[Tab, list[Tab]]] = []

    def opened(
        path: str,
        *,
        device: Device = "desk",
        palette: Palette = "light",
        languages: str = "it-IT",
        scripts: bool = True,
        expect_missing: bool = False,
        alone: bool = False,
    ) -> Page:
        idle = [] if alone else tabs[device, languages, scripts]
        tab = idle.pop() if idle else Tab(browser, touch=device == "phone", languages=languages, scripts=scripts)
        used.append((tab, idle))
        return tab.open(address, path, device=device, palette=palette, may_miss=expect_missing)

    yield opened
    wrong = []
    for tab, idle in used:
        wrong += tab.leave()
        idle.append(tab)
    assert wrong == []
