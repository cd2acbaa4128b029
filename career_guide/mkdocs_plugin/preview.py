"""The preview of `mkdocs serve`: pages are made when they are asked for, and a mistake costs nothing.

MkDocs would make every page again at each change, end at a mistake in the first build, and hang at a later one.
Here a change in the data or the templates only opens the guide again (what did not change is not read); a page is
made when a browser asks for it. While something is wrong, each page shows its last good version below the complaint.
"""

import gc
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from career_guide import exports
from career_guide.building import search
from career_guide.building.project import Project, hand_written
from career_guide.mkdocs_plugin.pages import explained, how_to_open
from career_guide.pages.hand_written import check_macros
from career_guide.pages.renderer import Renderer
from career_guide.site.page import Page
from career_guide.words.messages import editor_locale, say
from career_guide.words.problems import DataError

log = logging.getLogger("mkdocs.plugins.career-guide")

_INTERVAL: Final = 0.3
"""Seconds between checks for changes."""
_POLICY: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


class Preview:
    """Answers the requests of one `mkdocs serve` for the guide in its folders."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._config = MkDocsConfig()
        self._settings: dict[str, Any] = {}
        """What the guide is opened with: see `Project.open`."""
        self._renderer: Renderer | None = None
        self._complaint: str | None = None
        self._lock = threading.RLock()
        """Held while the guide is opened and while pages are made: one browser asks for several at once."""
        self._seen: object = None
        """What the guide was opened from last: its files, as they were then, and the settings."""
        self._made: dict[str, str] = {}
        """The pages that were asked for since then."""
        self._good: dict[str, str] = {}
        """The last good version of each page that was asked for."""
        self._exports: exports.Files = {}
        """The files that are no pages."""
        self._is_indexed = False

    @property
    def renderer(self) -> Renderer:
        """Renders the last good state of the guide.

        Raises:
            DataError: There has been none yet.
        """
        if self._renderer is None:
            raise DataError([])
        return self._renderer

    # --- events of MkDocs

    def begin(self, config: MkDocsConfig, contact: str | None, publisher: str | None) -> None:
        """A build of MkDocs begins: it makes all that is not a page."""
        self._config = config
        self._settings = how_to_open(config, contact, publisher)
        self._is_indexed = False
        self._refresh()

    def without_pages(self, files: Files) -> Files:
        """Keep the hand-written pages from being made by MkDocs; they are made when asked for, like all others."""
        for file in files.documentation_pages():
            files.remove(file)
        return files

    def take_over(self, server: LiveReloadServer, builder: Callable[[], None]) -> None:
        """Answer requests in the server's place, and survive what goes wrong in a build of MkDocs."""
        server.set_app(lambda environ, start: self._answer(environ, start, server))
        server.builder = lambda: self._follow(builder)
        # MkDocs' own watchers end when their folder vanishes, as it does when git exchanges it.
        server._watched_paths.clear()
        threading.Thread(target=self._watch, args=(server,), daemon=True).start()

    def _watch(self, server: LiveReloadServer) -> None:
        """Tell the server of each change."""
        seen = self._signature()
        while True:
            time.sleep(_INTERVAL)
            before, seen = seen, self._signature()
            if seen != before:
                with server._rebuild_cond:
                    server._want_rebuild = True
                    server._rebuild_cond.notify_all()

    # --- changes

    def _follow(self, builder: Callable[[], None]) -> None:
        """Something was saved. Nothing that goes wrong here may end the server, or keep browsers from reloading."""
        with self._lock:
            try:
                builder()
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the preview goes on and tells it
                self._complaint = self._explain(error)
                self._made.clear()
                log.warning("%s", self._complaint)

    def _refresh(self) -> None:
        """Open the guide again if its files or its settings are others than when it was opened last."""
        with self._lock:
            state = self._signature(), self._settings
            if state != self._seen:
                self._seen = state
                self._open()

    def _open(self) -> None:
        is_first, self._complaint = self._renderer is None, None
        try:
            self._renderer = self.project.open(**self._settings, try_macros=False, with_drafts=True)
            self._exports = exports.files(self._renderer, self.project.references)
        except (DataError, OSError) as error:
            self._complaint = self._explain(error)
            log.warning("%s", self._complaint)
        self.project.write_schemas()
        self._made.clear()
        self._is_indexed = False
        if is_first:
            # What was read once stays: looking through all of it for garbage would hold up a change by seconds.
            gc.collect()
            gc.freeze()

    def _signature(self) -> dict[str, tuple[int, int, int]]:
        """Time of change, length and inode of each file of the project, by its path; what vanishes now is left out."""
        others = map(Path, [self._config.docs_dir, self._config.config_file_path, *self._config.watch])
        found = {}
        for root in {path.resolve() for path in (*self.project.folders, *others)}:
            below = (Path(folder, name) for folder, _, names in os.walk(root) for name in names)
            for path in [root] if root.is_file() else below:
                with suppress(OSError):
                    status = path.stat()
                    found[str(path)] = status.st_mtime_ns, status.st_size, status.st_ino
        return found

    # --- answers

    def _answer(self, environ: dict[str, Any], start: Any, server: LiveReloadServer) -> Iterable[bytes]:
        """Make what is asked for; what MkDocs has made, its own server sends."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        root = urlsplit(self._config.site_url or "/").path
        wanted = path.removeprefix(root) if path.startswith(root) else path.lstrip("/")
        if wanted.startswith("pagefind/"):
            self._index()
        file = f"{wanted}index.html" if not wanted or wanted.endswith("/") else wanted
        with self._lock:
            is_of_mkdocs = not file.endswith(".html") and (self._site / file).is_file()
        if is_of_mkdocs or path.startswith("/livereload/"):
            # Without the lock: the server waits for a build of MkDocs, and that for the lock.
            return server.serve_request(environ, start)
        with self._lock:
            # What was just saved is shown, whether or not the server has noticed it.
            self._refresh()
            status, content = self._content(file)
        if status.startswith("302"):
            start(status, [("Location", f"{environ['PATH_INFO']}/")])
            return []
        data = content.encode() if isinstance(content, str) else content
        if file.endswith(".html") or status.startswith("404"):
            # The script that reloads the page stands in the page, which its policy forbids on the published site.
            data = _POLICY.sub(b"", data)
            file, data = "404.html", server._inject_js_into_html(data, server._visible_epoch)
        start(status, [("Content-Type", server._guess_type(file)), ("Content-Length", str(len(data)))])
        return [data]

    def _content(self, file: str) -> tuple[str, str | bytes]:
        """The server's word on a file below the site's root, and the file."""
        if self._renderer is None:
            return "200 OK", self._problem_page(self._complaint)
        plan = self._renderer.plan
        if page := plan.at(file):
            return "200 OK", self._page(page)
        if plan.at(f"{file}/index.html"):
            return "302 Found", ""
        if file in self._exports:
            try:
                return "200 OK", self._exports[file]()
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the editor is told
                log.warning("%s: %s", file, self._explain(error))
        # A page, not an error, tells what is not there: only so does it reload itself once something is.
        return "404 Not Found", self._page(plan.page("page/not-found", None))

    def _page(self, page: Page) -> str:
        """A page as it is to be shown: with what is wrong, if anything is, above its last good version."""
        file = page.output_file
        if file not in self._made:
            complaint = self._complaint
            try:
                self._good[file] = self._html(page)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the editor is to see it
                complaint = complaint or self._explain(error)
                log.warning("%s", complaint)
            good = self._good.get(file)
            if good is None:
                good = self._problem_page(complaint)
            elif complaint:
                good = _with_banner(good, complaint)
            self._made[file] = good
        return self._made[file]

    def _html(self, page: Page) -> str:
        if page.kind not in {"home", "article"}:
            return self.renderer.html(page)
        check_macros(self.renderer.plan.article(page), self.renderer)
        return hand_written(self.renderer, page)

    def _index(self) -> None:
        """Make every page and the index of them: only now does somebody search."""
        with self._lock:
            self._refresh()
            if self._renderer is None or self._is_indexed:
                return
            pages = self._renderer.plan.pages
            log.info(say("preview.indexing", _locale(), count=len(pages)))
            for page in pages:
                self._page(page)
                if html := self._good.get(page.output_file):
                    search.add(self._site, page.output_file, html)
            try:
                search.index(self._site)
                self._is_indexed = True
            except search.SearchIndexError as error:
                log.warning("%s", error)

    @property
    def _site(self) -> Path:
        """The folder of what MkDocs makes."""
        return Path(self._config.site_dir)

    # --- messages

    def _problem_page(self, complaint: str | None) -> str:
        """A page that only says what is wrong, for when there is no good version to show."""
        locale = _locale()
        words, title = complaint or "", escape(say("preview.nothing_to_show", locale))
        return (
            f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta name="viewport" content="width=device-width"><style>:root{color-scheme:light dark}'
            "body{font:1rem/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}"
            "pre{white-space:pre-wrap;overflow-wrap:anywhere}</style></head>"
            f'<body><h1 style="font-size:1.2rem">{title}</h1><pre>{escape(words)}</pre></body></html>'
        )

    def _explain(self, error: BaseException) -> str:
        """An error in words for an editor."""
        if isinstance(error, MkDocsException | SystemExit):
            return str(error).strip()
        words = explained(error, self.project.templates).strip()
        return words or say("preview.unexpected", _locale(), value=f"{type(error).__name__}: {error}")


def _with_banner(html: str, complaint: str) -> str:
    locale = _locale()
    banner = (
        f'<div class="cg-complaint" role="alert" lang="{locale}"><p><strong>'
        f"{escape(say('preview.last_good', locale))}</strong></p><pre>{escape(complaint)}</pre></div>"
    )
    return re.sub(r"(<body[^>]*>)", lambda body: body.group(1) + banner, html, count=1)


def _locale() -> Any:
    return editor_locale(None, os.environ)
