"""Pages of the plan as MkDocs wants them: files and pages of its own kinds."""

import os
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents, get_toc

from career_guide import reports
from career_guide.messages import editor_locale
from career_guide.problems import DataError
from career_guide.rendering import Heading, RenderedPage, Renderer
from career_guide.site_plan import Page


class GuidePage(MkDocsPage):
    """A page of the plan: its HTML comes from the renderer."""

    def __init__(self, page: Page, renderer: Renderer, file: File, config: MkDocsConfig) -> None:
        self.page_of_plan = page
        self.renderer = renderer
        # The macros plugin evaluates titles as templates: here stands a key; readers are shown the plan's title.
        super().__init__(page.key, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read. Empty Markdown, so that no plugin evaluates text from the data as a template."""
        self.markdown = ""
        self.meta = {"description": self.page_of_plan.description}
        if self.page_of_plan.kind == "language_choice":
            self.meta["template"] = "language-choice.html"

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Fill content, headings and anchors from the renderer.

        Raises:
            DataError: The page cannot be made of its data.
        """
        rendered = self.rendered()
        self.content = rendered.html
        self.toc = _table_of_contents(rendered.headings)
        self.present_anchor_ids = set(rendered.anchors)

    def rendered(self) -> RenderedPage:
        """The article."""
        return self.renderer.page(self.page_of_plan)


class HandWrittenPage(GuidePage):
    """A page in `docs/`: what was checked, and nothing that was written since, goes through the macros plugin."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the Markdown that was checked."""
        super().read_source(config)
        self.markdown = self.renderer.plan.article(self.page_of_plan).markdown

    def rendered(self) -> RenderedPage:
        """The article; the macros plugin has been here."""
        return self.renderer.article(self.page_of_plan, self.markdown or "")


def told(error: DataError) -> str:
    """All problems in the language of the terminal."""
    return f"\n{reports.as_text(error.problems, editor_locale(None, os.environ))}"


def generated_file(page: Page, renderer: Renderer, config: MkDocsConfig) -> File:
    """A file that MkDocs takes for a Markdown page, and that holds the page of the plan."""
    file = File.generated(config, f"{page.output_file}.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = page.output_file
    file.edit_uri = f"../data/{page.data_file}" if page.data_file else None
    file.page = GuidePage(page, renderer, file, config)
    return file


def hand_written_file(page: Page, renderer: Renderer, files: Files) -> File:
    """The file in `docs/` that a page is written in."""
    file = files.get_file_from_path(renderer.plan.article(page).file.partition("/")[2])
    assert file is not None
    return file


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
