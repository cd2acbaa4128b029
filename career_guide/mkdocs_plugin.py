"""MkDocs is met here and nowhere else: its events, files and pages on one side, the engine's modules on the other."""

import logging
import threading
from collections.abc import Callable
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from urllib.parse import urlsplit

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents, get_toc
from mkdocs.utils.meta import get_data
from mkdocs.utils.templates import TemplateContext

from career_guide import loading, search
from career_guide.locales import LOCALES
from career_guide.model.guide import Guide
from career_guide.publishing import Staging
from career_guide.rendering import Heading, Renderer, RenderingError, macro_names
from career_guide.site_plan import Article, Page, SitePlan, SitePlanError

log = logging.getLogger("mkdocs.plugins.career-guide")

_UNUSED_OF_THEME = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette")

Command = Literal["build", "serve", "gh-deploy"]


class GuidePage(MkDocsPage):
    """A page of the plan: its HTML comes from the renderer instead of Markdown."""

    def __init__(self, page: Page, renderer: Renderer, file: File, config: MkDocsConfig) -> None:
        self.page_of_plan = page
        self._renderer = renderer
        # The macros plugin evaluates titles as templates: here stands a key; readers are shown the plan's title.
        super().__init__(page.key, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read. Empty Markdown, so that no plugin evaluates text from the data as a template."""
        self.markdown = ""
        self.meta = {"description": self.page_of_plan.description}
        if self.page_of_plan.kind == "language_choice":
            self.meta["template"] = "language-choice.html"

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Fill content, headings and anchors from the renderer."""
        try:
            rendered = self._renderer.page(self.page_of_plan)
        except RenderingError as error:
            raise Abort(f"\n{error}") from None
        self.content = rendered.html
        self.toc = _table_of_contents(rendered.headings)
        self.present_anchor_ids = set(rendered.anchors)


class CareerGuideConfig(Config):
    """The plugin's options in `mkdocs.yml`."""

    data_dir = options.Dir(exists=False, default="data")
    """The folder with the data."""
    templates_dir = options.Dir(exists=True, default="overrides/templates")
    """The folder with the Jinja templates of pages and macros."""
    contact = options.Optional(options.Type(str))
    """Where mistakes are reported: an https or mailto address; `{page}` in it stands for the page's address."""


class CareerGuidePlugin(BasePlugin[CareerGuideConfig]):
    """Glue between MkDocs' events and the engine."""

    renderer: Renderer | None = None

    def __init__(self) -> None:
        self._command: Command = "build"
        self._guide: Guide | None = None
        self._complaint: str | None = None
        self._staging: Staging | None = None
        self._site_dir = ""
        self._built = False
        self._config: MkDocsConfig | None = None
        self._indexing: threading.Thread | None = None

    def on_startup(self, *, command: Command, dirty: bool) -> None:
        """Note which command runs; the presence of this method lets the plugin live across rebuilds."""
        self._command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the data before MkDocs touches the site, then send the build to a staging folder."""
        self._check_addresses(config)
        if self._indexing is not None:
            # MkDocs is about to empty the folder that is being indexed.
            self._indexing.join()
        self._load()
        config.theme.static_templates.discard("404.html")
        if not config.repo_url:
            # MkDocs would warn of every page; the pages then name their files instead.
            config.edit_uri = None
        self._built = False
        if self._command != "serve":
            self._config, self._site_dir = config, config.site_dir
            self._staging = Staging(Path(config.site_dir))
            config.site_dir = str(self._staging.folder)
        return config

    def _load(self) -> None:
        """Load the data. While serving, wrong data leaves the last good guide, with the complaint on its pages.

        Raises:
            Abort: The data is wrong, and there is no guide to go on with or it is to be published.
        """
        try:
            self._guide, self._complaint = loading.load(Path(self.config.data_dir)), None
        except loading.DataError as error:
            if self._command != "serve" or self._guide is None:
                raise Abort(f"\n{error}\n\nNothing was written; the last good site is as it was.") from None
            log.warning("%s", error)
            self._complaint = str(error)

    def _check_addresses(self, config: MkDocsConfig) -> None:
        if not config.site_url or urlsplit(config.site_url).scheme not in {"http", "https"}:
            raise PluginError("site_url must be an absolute http or https address; set SITE_URL.")
        contact = self.config.contact
        if contact and urlsplit(contact).scheme not in {"http", "https", "mailto"}:
            raise PluginError(f"contact must be an https: or mailto: address, not {contact!r}.")

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make the site plan and add its generated pages to the hand-written ones."""
        for file in list(files):
            # The theme's scripts and what belongs to them: no page asks for any.
            if file.src_uri.startswith(_UNUSED_OF_THEME) or file.src_uri.endswith(".map"):
                files.remove(file)
        assert self._guide is not None
        assert config.site_url is not None
        try:
            plan = SitePlan(self._guide, [_article(file) for file in files.documentation_pages()])
        except SitePlanError as error:
            raise Abort(f"\n{error}") from None
        self.renderer = Renderer(
            plan,
            Path(self.config.templates_dir),
            site_url=config.site_url,
            contact=self.config.contact or None,
            complaint=self._complaint,
        )
        for page in plan.pages:
            if page.kind in {"home", "article"}:
                continue
            file = File.generated(config, f"{page.output_file}.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.dest_uri = page.output_file
            file.edit_uri = f"../{Path(self.config.data_dir).name}/{page.data_file}" if page.data_file else None
            file.page = GuidePage(page, self.renderer, file, config)
            files.append(file)
        for locale in LOCALES:
            manifest = self.renderer.manifest(locale)
            files.append(File.generated(config, f"{locale}/manifest.webmanifest", content=manifest))
        return files

    def macro(self, name: str, page: MkDocsPage) -> Callable[..., str]:
        """A macro for a hand-written page; `macros.py` registers them under `macro_names`."""
        assert self.renderer is not None
        return self.renderer.macro(name, self._plan_page(page))

    def macro_names(self) -> list[str]:
        """The macros that hand-written pages can call."""
        return macro_names(Path(self.config.templates_dir))

    def _plan_page(self, page: MkDocsPage) -> Page:
        assert self.renderer is not None
        if isinstance(page, GuidePage):
            return page.page_of_plan
        article = _article(page.file)
        return self.renderer.plan.page(f"page/{article.id}", article.locale)

    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, **_: Any) -> TemplateContext:
        """Give the theme's templates the plan's view of the page: locale, twins, neighbours, words."""
        assert self.renderer is not None
        context.update(self.renderer.context(self._plan_page(page)))  # type: ignore[typeddict-item]
        return context

    def on_template_context(self, context: TemplateContext, **_: Any) -> TemplateContext:
        """The same for templates that stand alone: the sitemap."""
        assert self.renderer is not None
        plan = self.renderer.plan
        context.update(self.renderer.context(plan.page("page/language-choice", None)))  # type: ignore[typeddict-item]
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index what was built; while serving, in the background."""
        site = Path(config.site_dir)
        if self._command != "serve":
            search.index(site)
            self._built = True
            return
        self._indexing = threading.Thread(target=_index_quietly, args=(site,), daemon=True)
        self._indexing.start()

    def on_build_error(self, *, error: Exception) -> None:
        """Remember that the site must not be replaced: --strict ends here even after `on_post_build`."""
        self._built = False

    def on_shutdown(self) -> None:
        """Publish what was staged if the whole build went well, and give MkDocs its folder back."""
        if self._staging is None or self._config is None:
            return
        if self._built:
            self._staging.publish()
        else:
            self._staging.discard()
        self._config.site_dir = self._site_dir


def _index_quietly(site: Path) -> None:
    try:
        search.index(site)
    except search.SearchIndexError as error:
        log.warning("The search index was not made: %s", error)


def _article(file: File) -> Article:
    """What the plan needs to know of a hand-written page.

    Raises:
        SitePlanError: It stands outside the locales' folders, or its front matter lacks a field.
    """
    shown = f"docs/{file.src_uri}"
    locale = PurePosixPath(file.src_uri).parts[0]
    if locale not in LOCALES:
        raise SitePlanError(f"{shown}: a page must stand in one of the folders docs/{', docs/'.join(LOCALES)}.")
    _, front_matter = get_data(file.content_string)
    for name in ("page", "title", "description"):
        if not isinstance(front_matter.get(name), str):
            raise SitePlanError(f"{shown}:1: the front matter lacks a text '{name}:'.")
    position = front_matter.get("position", 0)
    if not isinstance(position, int):
        raise SitePlanError(f"{shown}:1: 'position:' must be a whole number.")
    return Article(
        id=front_matter["page"],
        locale=locale,
        path=file.url,
        title=front_matter["title"],
        description=front_matter["description"],
        file=shown,
        position=position,
    )


def _table_of_contents(headings: list[Heading]) -> TableOfContents:
    """Nested by level; MkDocs wants what Python-Markdown's own extension would give it."""
    top: list[dict[str, Any]] = []
    within = {0: top}
    for heading in headings:
        token: dict[str, Any] = {
            "level": heading.level,
            "id": heading.id,
            "name": escape(heading.title),
            "children": [],
        }
        parent = max(level for level in within if level < heading.level)
        within[parent].append(token)
        within = {level: entries for level, entries in within.items() if level < heading.level}
        within[heading.level] = token["children"]
    return get_toc(top)  # type: ignore[arg-type]
