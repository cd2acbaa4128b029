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
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from watchdog.events import FileModifiedEvent
from watchdog.observers.api import BaseObserver, EventEmitter

from career_guide import exports
from career_guide.building import search
from career_guide.building.project import Project
from career_guide.building.publishing import write_into
from career_guide.mkdocs_plugin.pages import HandWrittenPage, edit_root, explained, style_sheets
from career_guide.pages.hand_written import check_macros
from career_guide.pages.macros import macro_names
from career_guide.pages.renderer import Renderer
from career_guide.site.plan import Page
from career_guide.words.messages import editor_locale, say
from career_guide.words.problems import DataError

log = logging.getLogger("mkdocs.plugins.career-guide")

_SEARCH: Final = "pagefind/"

_INTERVAL: Final = 0.5
"""Seconds between checks for changes."""

Signature = dict[str, tuple[int, int, int]]
"""Time of change, length and inode of each file, by its path."""


class _Watcher(EventEmitter):
    """Tells MkDocs' server of changes; unlike its own watchers, also of a folder that was away and came back.

    Args:
        look: Gives something that is another after a change.
    """

    def __init__(self, *arguments: Any, look: Callable[[], object], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._look = look
        self._seen = look()

    def queue_events(self, timeout: float) -> None:
        """Wait, then look once."""
        if self.stopped_event.wait(timeout):
            return
        before, self._seen = self._seen, self._look()
        if self._seen != before:
            self.queue_event(FileModifiedEvent(self.watch.path))


class Preview:
    """Answers the requests of one `mkdocs serve`.

    Args:
        project: The guide in its folders.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._config: MkDocsConfig | None = None
        self._contact: str | None = None
        self._files = Files([])
        self._renderer: Renderer | None = None
        self._complaint: str | None = None
        self._exports: exports.Files | None = None
        """The files that are no pages; found out when one is asked for."""
        self._lock = threading.RLock()
        """Held while pages are made or forgotten: one browser asks for several at once."""
        self._written: set[str] = set()
        """All files that were made, by their path in the site's folder."""
        self._made: set[str] = set()
        """Those of them that are as they should be now."""
        self._good: dict[str, str] = {}
        """The last good HTML of each page that was asked for."""
        self._is_indexed = False
        self._others: Signature = {}
        self._own: Signature = {}
        """The guide's own files as they were when it was opened last."""

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

    def begin(self, config: MkDocsConfig, contact: str | None) -> None:
        """A build of MkDocs begins: it makes all that is not a page."""
        self._config, self._contact = config, contact
        self._open()

    def without_pages(self, files: Files) -> Files:
        """Keep the hand-written pages from being made by MkDocs; they are made when asked for, like all others."""
        self._files = Files(list(files))
        for file in files.documentation_pages():
            files.remove(file)
        return files

    def take_over(self, server: LiveReloadServer, builder: Callable[[], None]) -> None:
        """Answer requests in the server's place, and decide what a change calls for."""
        server.set_app(lambda environ, start: self._answer(environ, start, server))
        server.builder = lambda: self._follow(builder)
        self._others = self._other_files()
        look = lambda: (self._other_files(), self._own_files())  # noqa: E731
        server.observer = BaseObserver(_Watcher, timeout=_INTERVAL, look=look)  # type: ignore[assignment]
        server.watch(str(self.project.data.parent))

    # --- changes

    def _follow(self, builder: Callable[[], None]) -> None:
        """Something was saved. Nothing that goes wrong here may end the server, or keep browsers from reloading."""
        others = self._other_files()
        try:
            if others == self._others:
                self._refresh()
            else:
                self._others = others
                # MkDocs empties the site's folder: no page may be put there meanwhile.
                with self._lock:
                    builder()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the preview goes on and tells it
            with self._lock:
                self._complaint = self._explain(error)
                self._made.clear()
            log.warning("%s", self._complaint)

    def _refresh(self) -> None:
        """Open the guide again if one of its files is another than when it was opened last."""
        with self._lock:
            if self._own_files() != self._own:
                self._open()

    def _open(self) -> None:
        assert self._config is not None
        assert self._config.site_url is not None
        self._own = self._own_files()
        complaint = None
        renderer = self._renderer
        try:
            renderer = self.project.open(
                self._config.site_url,
                self._contact or None,
                edit_root=edit_root(self._config),
                style_sheets=style_sheets(self._config),
                try_macros=False,
                with_drafts=True,
            )
        except (DataError, OSError) as error:
            complaint = self._explain(error)
            log.warning("%s", complaint)
        self.project.write_schemas()
        if self._renderer is None:
            # What was read once stays: looking through all of it for garbage would hold up a change by seconds.
            gc.collect()
            gc.freeze()
        with self._lock:
            self._renderer, self._complaint = renderer, complaint
            self._exports = None
            for file in list(self._written):
                # Requests that arrive meanwhile get the former page rather than none.
                if renderer is None or renderer.plan.at(file) is None:
                    (Path(self._config.site_dir) / file).unlink(missing_ok=True)
                    self._written.discard(file)
            self._made.clear()
            self._is_indexed = False

    def _own_files(self) -> Signature:
        return _signature(self.project.folders, without=set())

    def _other_files(self) -> Signature:
        """What a build of MkDocs is needed for when it changes: all that is watched but data and templates."""
        assert self._config is not None
        own = {self.project.data.resolve(), self.project.templates.resolve()}
        return _signature(
            map(Path, [self._config.docs_dir, self._config.config_file_path, *self._config.watch]), without=own
        )

    # --- answers

    def _answer(self, environ: dict[str, Any], start: Any, server: LiveReloadServer) -> Iterable[bytes]:
        """Put what is asked for into the site's folder, then let MkDocs' server send it."""
        assert self._config is not None
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith("/livereload/"):
            return server.serve_request(environ, start)
        if not path.rpartition("/")[2] or path.endswith(".html"):
            # What was just saved is shown, whether or not the server has noticed it.
            self._refresh()
        root = urlsplit(self._config.site_url or "/").path
        wanted = path.removeprefix(root) if path.startswith(root) else path.lstrip("/")
        answers: list[tuple[str, Any]] = []
        for _ in range(2):
            is_there = self._prepare(wanted)
            # A page, not an error, tells what is not there: only so does it reload itself once something is.
            asked = environ if is_there else environ | {"PATH_INFO": f"{root}404.html"}
            content = server.serve_request(asked, lambda *answer: answers.append(answer))
            if not answers[-1][0].startswith("404"):
                break
            # A build of MkDocs, for which the server has waited, emptied the folder meanwhile.
        status, headers = answers[-1]
        start(status if is_there else "404 Not Found", headers)
        return content

    def _prepare(self, path: str) -> bool:
        """Make what is asked for, if there is such a thing; whether there is."""
        if path.startswith(_SEARCH):
            self._index()
            return True
        file = f"{path}index.html" if not path or path.endswith("/") else path
        with self._lock:
            if self._renderer is None:
                if file.endswith(".html"):
                    write_into(Path(self._site), file, self._problem_page())
                return True
            plan = self._renderer.plan
            page = plan.at(file) or plan.at(f"{file}/index.html")
            if page is not None:
                self._make(page)
                return True
            if (Path(self._site) / file).is_file() or self._export(file):
                return True
            self._make(plan.page("page/not-found", None))
            return False

    def _make(self, page: Page) -> None:
        """Write a page into the site's folder, unless it is there and as it should be."""
        if page.output_file in self._made:
            return
        complaint = self._complaint
        try:
            self._good[page.output_file] = self._html(page)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the editor is to see it on the page
            complaint = complaint or self._explain(error)
            log.warning("%s", complaint)
        good = self._good.get(page.output_file)
        if good is None:
            write_into(Path(self._site), page.output_file, self._problem_page(complaint))
        else:
            write_into(Path(self._site), page.output_file, _with_banner(good, complaint) if complaint else good)
        self._made.add(page.output_file)
        self._written.add(page.output_file)

    def _export(self, path: str) -> bool:
        """Write a file that is no page; whether there is one. If it cannot be made, the log says why."""
        if self._exports is None:
            self._exports = exports.files(self.renderer, self.project.references)
        if path not in self._exports:
            return False
        try:
            write_into(Path(self._site), path, self._exports[path]())
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the editor is told
            log.warning("%s: %s", path, self._explain(error))
        self._written.add(path)
        return True

    def _html(self, page: Page) -> str:
        """A whole page; of a hand-written one MkDocs makes the article."""
        renderer = self.renderer
        if page.kind not in {"home", "article"}:
            return renderer.html(page)
        assert self._config is not None
        check_macros(renderer.plan.article(page), renderer, macro_names(self.project.templates))
        file = renderer.plan.article(page).file.partition("/")[2]
        written = File(file, self._config.docs_dir, self._site, use_directory_urls=True)
        made = HandWrittenPage(page, renderer, written, self._config)
        made.read_source(self._config)
        plugins = self._config.plugins
        made.markdown = plugins.on_page_markdown(made.markdown or "", page=made, config=self._config, files=self._files)
        made.render(self._config, self._files)
        return made.whole()

    def _index(self) -> None:
        """Make every page and the index of them: only now does somebody search."""
        if self._renderer is None or self._is_indexed:
            return
        plan = self._renderer.plan
        log.info(say("preview.indexing", _locale(), count=len(plan.pages)))
        for page in plan.pages:
            with self._lock:
                if self._renderer.plan is plan:
                    self._make(page)
        with self._lock:
            try:
                if not self._is_indexed:
                    for file in self._made.intersection(self._good):
                        search.add(Path(self._site), file, self._good[file])
                    search.index(Path(self._site))
                self._is_indexed = True
            except search.SearchIndexError as error:
                log.warning("%s", error)

    # --- messages

    @property
    def _site(self) -> str:
        assert self._config is not None
        return self._config.site_dir

    def _problem_page(self, complaint: str | None = None) -> str:
        """A page that only says what is wrong, for when there is no good version to show."""
        locale = _locale()
        words, title = complaint or self._complaint or "", escape(say("preview.nothing_to_show", locale))
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


def _signature(roots: Iterable[Path], without: set[Path]) -> Signature:
    """The files, and those below the folders, that are there now; what vanishes at this moment is left out."""
    found: Signature = {}
    for path in (path for root in roots for path in _files_below(root.resolve(), without)):
        with suppress(OSError):
            status = path.stat()
            found[str(path)] = status.st_mtime_ns, status.st_size, status.st_ino
    return found


def _files_below(root: Path, without: set[Path]) -> Iterator[Path]:
    if root.is_file():
        yield root
    for folder, _, files in os.walk(root):
        if without.isdisjoint({Path(folder), *Path(folder).parents}):
            yield from (Path(folder, name) for name in files)
