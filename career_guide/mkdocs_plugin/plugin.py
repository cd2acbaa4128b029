"""The plugin that `mkdocs.yml` names: MkDocs' events → calls of the engine."""

import logging
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from career_guide.building import publishing, search
from career_guide.building.compression import compress
from career_guide.building.project import Project
from career_guide.building.workers import Workers
from career_guide.building.writing import refuse_links, write_files
from career_guide.exports import hosting
from career_guide.loading.folders import is_left_behind
from career_guide.mkdocs_plugin.pages import HandWrittenPage, explained, hand_written_file, how_to_open, in_words
from career_guide.mkdocs_plugin.preview import Preview
from career_guide.mkdocs_plugin.settings import check_settings
from career_guide.pages import assets
from career_guide.pages.renderer import Renderer
from career_guide.words.messages import Message, Progress, editor_locale, without_encoding_errors
from career_guide.words.problems import RefusedError

log = logging.getLogger("mkdocs.plugins.career-guide")

_UNUSED_OF_THEME = ("assets/javascripts/", "assets/images/", "assets/stylesheets/", "sitemap.xml", assets.FOLDER)
"""Material's scripts, styles and pictures, which no page asks for, and the template of its sitemap; and our own assets,
which are published under other names."""

Command = Literal["build", "serve", "gh-deploy"]


class CareerGuideConfig(Config):
    """The plugin's options in `mkdocs.yml`."""

    contact = options.Optional(options.Type(str))
    """Where mistakes are reported: an https or mailto address; `{page}` in it stands for the page's address."""
    publisher = options.Optional(options.Type(str))
    """Who is responsible for the guide: a name, as it stands on the home page and at the foot of every page."""
    for_servers = options.Type(bool, default=False)
    """Whether a build also compresses the site's files, and writes what servers are told of it to `hosting/made/`."""


class CareerGuidePlugin(BasePlugin[CareerGuideConfig]):
    """Glue between MkDocs' events and the engine."""

    def __init__(self) -> None:
        self._command: Command = "build"
        self._project: Project | None = None
        self._renderer: Renderer | None = None
        self._preview: Preview | None = None
        self._staging: publishing.Staging | None = None
        self._workers: Workers | None = None
        self._progress: Progress | None = None
        self._site_dir = ""
        self._built = False
        self._config: MkDocsConfig | None = None

    @property
    def renderer(self) -> Renderer:
        """Renders the pages of this build; a preview has a renderer of its own."""
        assert self._renderer is not None
        return self._renderer

    def on_startup(self, *, command: Command, dirty: bool) -> None:
        """Note which command runs; the presence of this method lets the plugin live across rebuilds."""
        # With --clean, MkDocs reports a preview as a build.
        context = click.get_current_context(silent=True)
        self._command = "serve" if context and context.info_name == "serve" else command
        without_encoding_errors()
        self._progress = Progress(editor_locale(None, os.environ), is_quiet=not log.isEnabledFor(logging.INFO))
        if self._command != "serve":
            publishing.stop_in_good_order()
            publishing.open_to_servers()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Repair what an earlier build left, check everything, and send the build to a staging folder."""
        project = self._project = Project.in_folder(Path(config.config_file_path).parent)
        if self.config.for_servers:
            refuse_links(project.data.parent, [project.data.parent / hosting.FOLDER])
        if self._command != "serve":
            self._stage(config, project)
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        if not config.repo_url:
            # MkDocs would warn of every page; the pages then name their files instead.
            config.edit_uri = None
        check_settings(config)
        if self._command == "serve":
            self._preview = self._preview or Preview(project)
            self._preview.begin(config, self.config.contact, self.config.publisher)
            return config
        self._renderer = project.open(**how_to_open(config, self.config.contact, self.config.publisher))
        project.check_addresses(self._renderer)
        return config

    def _stage(self, config: MkDocsConfig, project: Project) -> None:
        self._built = False
        self._config, self._site_dir = config, config.site_dir
        sources = [project.data, project.editions, project.docs, *map(Path, config.theme.dirs)]
        with publishing.undisturbed():
            self._staging = publishing.Staging(Path(config.site_dir), Path(config.config_file_path).parent, sources)
        config.site_dir = str(self._staging.folder)

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what no page asks for, and begin with the files that MkDocs does not make.

        A preview makes pages only when they are asked for.
        """
        for file in list(files):
            is_unused = file.src_uri.startswith(_UNUSED_OF_THEME) or file.src_uri.endswith(".map")
            if (is_unused and file.src_dir != config.docs_dir) or any(map(is_left_behind, file.src_uri.split("/"))):
                files.remove(file)
        if self._preview:
            return self._preview.without_pages(files)
        for page in self.renderer.plan.pages:
            if page.kind in {"home", "article"}:
                file = hand_written_file(page, self.renderer, files)
                file.page = HandWrittenPage(page, self.renderer, file, config)
        assert self._project is not None
        site, of_mkdocs = Path(config.site_dir), {file.dest_uri for file in files}
        self._workers = self._project.begin(self.renderer, partial(_write, site, of_mkdocs))
        return files

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]) -> None:
        """Let the preview answer requests and follow changes."""
        assert self._preview is not None
        self._preview.take_over(server, builder)

    def macro(self, name: str, page: MkDocsPage) -> Callable[..., str]:
        """A macro for a hand-written page; `macros.py` registers them under `macro_names`.

        Raises:
            SystemExit: When called, if anything is wrong: of any other exception the macros plugin would say no more
                than an exit code.
        """
        assert isinstance(page, HandWrittenPage)
        assert self._project is not None
        templates = self._project.templates
        macro = self.renderer.macro(name, page.page_of_plan)

        def call(*arguments: str) -> str:
            try:
                return macro(*arguments)
            except Exception as error:  # noqa: BLE001 - whatever it is, somebody is to read it
                words = explained(error, templates) or "".join(traceback.format_exception(error))
                raise SystemExit(_unchanged(words)) from None

        return call

    def macro_names(self) -> list[str]:
        """The macros that hand-written pages can call; none in a preview, whose pages do not pass through MkDocs."""
        return list(self._renderer.macros.all) if self._renderer else []

    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, **_: Any) -> TemplateContext:
        """Let the theme's template put the guide's own page around a hand-written article."""
        assert isinstance(page, HandWrittenPage)
        return context | {"whole_page": page.whole}  # type: ignore[return-value]

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Let readers find a hand-written page."""
        search.add(Path(config.site_dir), page.file.dest_uri, output)
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the pages as soon as they are made, while processes make the rest. A preview does it when asked."""
        if self._preview is not None:
            return
        assert self._workers is not None
        assert self._progress is not None
        try:
            searched = {page.output_file for page in self.renderer.plan.pages if page.is_searched}
            self._workers.wait_for(searched, self._progress.report)
            search.index(Path(config.site_dir))
            self._workers.finish(self._progress.report)
            if self.config.for_servers:
                compress(Path(config.site_dir), self._progress.report)
        finally:
            self._progress.clear()
        self._built = True

    def _write_configurations(self) -> None:
        if self.config.for_servers:
            assert self._project is not None
            folder = self._project.data.parent / hosting.FOLDER
            made = hosting.configurations(self.renderer)
            write_files({folder / name: str(make()) for name, make in made.items()})

    def on_build_error(self, *, error: Exception) -> None:
        """Report what went wrong.

        Raises:
            Abort: What went wrong is an editor's or the machine's; MkDocs would show a traceback instead.
        """
        if isinstance(error, RefusedError):
            raise Abort(in_words(error.message)) from None
        if self._preview is None and self._project and (words := explained(error, self._project.templates)):
            log.debug("", exc_info=error)
            raise Abort(_unchanged(words)) from None

    def on_shutdown(self) -> None:
        """Publish what was staged if the whole build went well, and give MkDocs its folder back.

        With --strict, a build fails even after `on_post_build`: its exception is then on its way through here.

        Raises:
            Abort: The site cannot be exchanged.
        """
        if self._staging is None or self._config is None:
            return
        with publishing.undisturbed():
            if self._workers is not None:
                self._workers.stop()
            try:
                if self._built and sys.exception() is None:
                    self._staging.publish()
                    self._write_configurations()
            except OSError as error:
                raise Abort(_unchanged(in_words(publishing.cannot_write(error).message))) from None
            finally:
                self._staging.discard()
                self._config.site_dir = self._site_dir
        if isinstance(sys.exception(), publishing.Stopped):
            log.error(_unchanged(in_words(Message("publishing.stopped"))))
        if self._built and sys.exception() is None and not self._config.site_url:
            log.info(in_words(Message("publishing.without_address")))


def _write(site: Path, of_mkdocs: set[str], path: str, content: str | bytes) -> None:
    """Write a file of the site, unless `docs/` has one in its place; a page waits for the index, too."""
    if path in of_mkdocs:
        return
    publishing.write_into(site, path, content)
    if isinstance(content, str):
        search.add(site, path, content)


def _unchanged(words: str) -> str:
    """What is wrong, and that the site is unchanged."""
    return f"{words}\n\n{in_words(Message('report.unchanged'))}"
