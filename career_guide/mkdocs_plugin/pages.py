"""Hand-written pages as MkDocs wants them, and what the guide needs of MkDocs' configuration."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from career_guide.building import search
from career_guide.building.publishing import cannot_write
from career_guide.pages.outline import RenderedPage
from career_guide.pages.renderer import Renderer
from career_guide.pages.templates import template_problem
from career_guide.site.page import Page
from career_guide.words import reports
from career_guide.words.messages import Message, editor_locale
from career_guide.words.problems import DataError, RefusedError


class HandWrittenPage(MkDocsPage):
    """A page in `docs/`. The macros plugin is given the text that was checked, even if the file has changed since."""

    def __init__(self, page: Page, renderer: Renderer, file: File, config: MkDocsConfig) -> None:
        self.page_of_plan = page
        self.renderer = renderer
        self._article: RenderedPage | None = None
        # The macros plugin evaluates titles as templates, so it gets a key; readers see the plan's title.
        super().__init__(page.key, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the Markdown that was checked."""
        self.markdown = self.renderer.plan.article(self.page_of_plan).markdown
        self.meta = {"description": self.page_of_plan.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make the article; the macros plugin has been here.

        Raises:
            DataError: Two parts of the page have one anchor.
        """
        self._article = self.renderer.article(self.page_of_plan, self.markdown or "")
        self.content = self._article.html
        self.present_anchor_ids = set(self._article.anchors)

    def whole(self) -> str:
        """The whole page around the article."""
        return self.renderer.html(self.page_of_plan, self._article)


def hand_written_file(page: Page, renderer: Renderer, files: Files) -> File:
    """The file in `docs/` that a page is written in."""
    file = files.get_file_from_path(renderer.plan.article(page).file.partition("/")[2])
    assert file is not None
    return file


def in_words(message: Message) -> str:
    """A message in the language of the terminal."""
    return message.text(editor_locale(None, os.environ))


def explained(error: BaseException, templates: Path) -> str:
    """What is wrong with what somebody wrote, or with the machine, in words; empty where the error is another one."""
    problem = template_problem(error, templates)
    problems = error.problems if isinstance(error, DataError) else [problem] if problem else []
    if problems:
        return f"\n{reports.as_text(problems, editor_locale(None, os.environ))}"
    if isinstance(error, search.SearchIndexError):
        return in_words(Message("publishing.no_index", {"reason": error}))
    if isinstance(error, OSError) and error.errno is not None:
        # Jinja raises an OSError for a missing template, too, but without a number.
        error = cannot_write(error)
    return in_words(error.message) if isinstance(error, RefusedError) else ""


def how_to_open(config: MkDocsConfig, contact: str | None, publisher: str | None) -> dict[str, Any]:
    """What a guide is opened with: see `Project.open`."""
    edit_root = f"{config.repo_url.rstrip('/')}/{config.edit_uri or ''}" if config.repo_url else None
    return {
        "site_url": config.site_url or "",
        "contact": contact or None,
        "publisher": publisher or None,
        # `edit_uri` leads to the folder of the hand-written pages.
        "edit_root": urljoin(edit_root, "../") if edit_root else None,
        "style_sheets": [*map(str, config.extra_css)],
    }
