"""One page of the plan → HTML, through the Jinja templates in `overrides/templates/`.

`pages/<kind>.html` makes a page of a kind out of the macros in `macros/`; hand-written pages call the very same macros
through `Renderer.macro`. Text from the data is escaped everywhere; only `prose` turns its Markdown subset into HTML.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from jinja2 import UndefinedError
from markupsafe import Markup

from career_guide.model import prose
from career_guide.model.catalogue import Source
from career_guide.model.descriptions import LanguageName
from career_guide.model.edition import Edition
from career_guide.model.guide import Role
from career_guide.model.locales import DEFAULT_LOCALE, LOCALES
from career_guide.model.today import today
from career_guide.model.values import Localized
from career_guide.pages import page_markdown
from career_guide.pages.assets import Asset, assets
from career_guide.pages.joining import Part, joined
from career_guide.pages.known import KNOWN
from career_guide.pages.macros import MacroError, Macros, as_block, within_a_line
from career_guide.pages.outline import RenderedPage, outlined
from career_guide.pages.share_card import ShareCard, share_card
from career_guide.pages.structured_data import structured_data
from career_guide.pages.templates import Templates, last_change
from career_guide.pages.typography import unbroken
from career_guide.review.status import GuideStatus, guide_status
from career_guide.site.moves import moved_keys
from career_guide.site.news import day_of, feed_path, news
from career_guide.site.page import Page, relative
from career_guide.site.plan import SitePlan
from career_guide.words.messages import Message
from career_guide.words.problems import START, DataError, Problem
from career_guide.words.wording import Wording

_KEPT_ARTICLES: Final = 64


class Renderer:
    """Renders the pages of one site plan.

    Args:
        templates: The folder with `pages/` and `macros/`.
        site_url: Absolute address of the site's root, ending with a slash; empty where it is not known.
        contact: Where readers report mistakes (an http, https or mailto address), or None.
        day: The day for which the state of the guide is shown; today where none is given.
        publisher: Who is responsible for the guide, or None.
        edit_root: Absolute address below which the project's files can be edited, with a slash at the end, or None.
        style_sheets: Paths of the style sheets below the site's root, in order.
    """

    def __init__(
        self,
        plan: SitePlan,
        templates: Path,
        site_url: str,
        contact: str | None = None,
        day: date | None = None,
        *,
        publisher: str | None = None,
        edit_root: str | None = None,
        style_sheets: Sequence[str] = (),
    ) -> None:
        self.plan = plan
        self.publisher = publisher
        self.site_url = site_url
        self.contact = contact
        self.day = day or today(os.environ)
        self.edit_root = edit_root
        self.style_sheets = style_sheets
        self.wordings = {locale: Wording(plan.guide.labels, locale) for locale in LOCALES}
        self.templates_folder = templates
        self._templates = _templates(templates, last_change(templates))
        self.macros = Macros(self._templates, plan)
        self._articles: dict[Page, str] = {}
        """The articles made last: the page of a whole role is joined from those of its pages."""
        self._past: _EditionRenderer | None = None
        """Of the edition that was asked for last: its pages are made one after the other."""

    def page(self, page: Page) -> RenderedPage:
        """The article of a generated page.

        Raises:
            DataError: Two parts of the page have one anchor.
        """
        return outlined(self.article_html(page), page, Path(page.file or "data/labels.yml"))

    def article_html(self, page: Page) -> str:
        """The article of a generated page, its headings not yet read."""
        if page not in self._articles:
            if len(self._articles) >= _KEPT_ARTICLES:
                self._articles.clear()
            # What a kind has no template for is shown as every catalogue is, and every record.
            names = (page.kind, "record" if page.part_id else "catalogue")
            self._articles[page] = self._templates.render(
                [f"pages/{name}.html" for name in names], PageView(self, page)
            )
        return self._articles[page]

    def html(self, page: Page, article: RenderedPage | None = None) -> str:
        """A whole page, from the doctype to the end; the article of a hand-written one is that which `article` gives.

        Raises:
            DataError: Two parts of the page have one anchor.
        """
        if page.kind == "language_choice":
            return self.part("theme/language_choice", page)
        made = article or self.page(page)
        return self.part(
            "theme/page", page, article=made, content=unbroken(self.part("theme/article", page, article=made))
        )

    def article(self, page: Page, markdown: str) -> RenderedPage:
        """The article of a hand-written page that was checked, with what each macro gives in the place of its call.

        Raises:
            DataError: Two parts of the page have one anchor.
        """
        file = self.plan.article(page).file
        html = page_markdown.made(markdown, lambda address: self._from_page(address, page, file))
        return outlined(html, page, Path(file))

    def _from_page(self, address: str, page: Page, file: str) -> str:
        """An address in a hand-written page as the site has it: files become pages."""
        if address.startswith("#") or page_markdown.scheme(address):
            return address
        path, anchor = page_markdown.target(address, file)
        other = self.plan.of_articles.get(path)
        below = other.path if other else quote(path.partition("/")[2])
        return self.address(below, page) + (f"#{anchor}" if anchor else "")

    @property
    def assets(self) -> Path:
        """The folder of the site's own icons, typeface, styles and scripts."""
        return self.templates_folder.with_name("assets") / "guide"

    @cached_property
    def published_assets(self) -> Mapping[str, Asset]:
        """The same files as they are published, by the path that templates call them by."""
        return assets(self.templates_folder.parent)

    def share_card(self, page: Page) -> ShareCard:
        """The words of the picture of a page that has one of its own."""
        return share_card(page, self.plan.guide, self.wordings)

    @property
    def root_path(self) -> str:
        """The path of the site's root on its host; the host's own root, where the address is not known."""
        return urlsplit(self.site_url).path or "/"

    def root(self, path: str) -> str:
        """The site's root as seen from a file: its absolute address or, if that is not known, the relative path."""
        return self.site_url or relative("", path)

    def address(self, path: str, page: Page) -> str:
        """An address below the site's root as the page links to it: relative, so that the site works anywhere.

        The page for missing addresses is shown at any depth: there alone it is absolute. An icon, style sheet or script
        is called by the path of its file.
        """
        if asset := self.published_assets.get(path):
            path = asset.path
        if page.kind == "not_found":
            return self.root_path + path
        return relative(path, page.path)

    def address_of(self, key: str, page: Page) -> str:
        """The address of what a key names, as the page links to it.

        Raises:
            KeyError: There is nothing of that key.
        """
        return self.address(self.plan.path(key, page.locale or DEFAULT_LOCALE), page)

    def own_part(self, role: Role, name: str, page: Page) -> Markup:
        """What a chapter's own macro (`salary_answer`, `salary_chapter`) makes of it; nothing where it has none."""
        macro = self.macros.all.get(name)
        html = self._templates.call(macro.file, macro.name, [role], PageView(self, page)) if macro else ""
        return Markup(html)  # noqa: S704 - escaped by the templates

    # --- macros for hand-written pages

    def macro(self, name: str, page: Page) -> Callable[..., str]:
        """A macro as a function of texts, for a page: what it gives can stand in Markdown.

        Raises:
            MacroError: When called with an id or a key that does not exist, or with wrong arguments.
        """
        macro = self.macros.all[name]

        def call(*arguments: str) -> str:
            given = self.macros.given(name, arguments)
            try:
                html = self._templates.call(macro.file, name, given, PageView(self, page))
            except (UndefinedError, AttributeError, KeyError):
                role = next((taken for taken in given if isinstance(taken, Role)), None)
                if role is None:
                    raise
                chapters = ", ".join(role.chapters) or Message("words.nothing")
                raise MacroError("macro_without_chapter", name=name, role=role.id, chapters=chapters) from None
            return within_a_line(html) if macro.is_inline else as_block(html)

        return call

    # --- parts of the context

    def part(self, name: str, page: Page, **more: Any) -> Markup:
        """A template that is no article, for a page: `theme/<part of the frame>`, `documents/<kind of document>`."""
        html = self._templates.render(f"{name}.html", PageView(self, page), **more)
        return Markup(html)  # noqa: S704 - escaped by the templates

    def whole_role(self, page: Page) -> "WholeRole":
        """All pages of the role that a full guide or an edition is of, as one article; links lead from its address."""
        role_id = page.role_id or page.part_id
        assert role_id is not None
        assert page.locale is not None
        source = self._of_edition(self.plan.edition(page)) if page.edition else self
        pages = source.plan.reading_order(role_id, page.locale)
        has_chapter = any(other.part_id == "specializations" for other in pages)
        parts = [
            Part(
                anchor=other.key.removeprefix(f"role/{role_id}").strip("/").replace("/", "-") or "overview",
                html=source.article_html(other),
                path=other.path,
                level=3 if other.kind == "specialization" and has_chapter else 2,
            )
            for other in pages
        ]
        html, notes = joined(parts, page.path, source.plan.guide.sources)
        return WholeRole(outlined(html, page, Path(page.file or "data/labels.yml")), notes)

    def _of_edition(self, edition: Edition) -> "Renderer":
        if self._past is None or self._past.edition is not edition:
            self._past = _EditionRenderer(edition, self, self.templates_folder)
        return self._past

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Old key → the key of today, of all whose id was changed."""
        return moved_keys(self.plan)

    @cached_property
    def status(self) -> GuideStatus:
        """The state of the guide."""
        return guide_status(self.plan.guide, self.day)

    def key_of_today(self, key: str) -> str:
        """The key under which something is found on the site."""
        return key


class _EditionRenderer(Renderer):
    """Renders roles as they stand in an edition, with the templates and words of today.

    What belongs to the role that is being rendered is the edition's own; all else is linked where it stands today.
    """

    def __init__(self, edition: Edition, today: Renderer, templates: Path) -> None:
        guide = edition.load().model_copy(update={"labels": today.plan.guide.labels})
        super().__init__(SitePlan(guide), templates, today.site_url, day=today.day)
        self.edition = edition
        self._today = today

    def address_of(self, key: str, page: Page) -> str:
        """The address of what a key names, as the page links to it.

        Raises:
            DataError: It was in the edition, and has no address any more.
        """
        own = f"role/{page.role_id}"
        if f"{key}/".startswith(f"{own}/") and key != f"{own}/full-guide":
            return super().address_of(key, page)
        return self._today.address_of(self.key_of_today(key), page)

    def key_of_today(self, key: str) -> str:
        """The key under which something is found on the site.

        Raises:
            DataError: It was in the edition, and is gone.
        """
        plan, now = self._today.plan, self._today.moved.get(key, key)
        if now not in plan.places and plan.find(now, DEFAULT_LOCALE) is None:
            file = Path("editions") / self.edition.month / "edition.yml"
            raise DataError([Problem(file, START, "edition_link_lost", {"value": key})])
        return now


def _plain_words(given: dict[str, Any]) -> dict[str, Any]:
    """The words for a label's placeholders, as plain text: a macro's output is HTML and would be escaped twice."""
    return {name: word.striptags() if isinstance(word, Markup) else word for name, word in given.items()}


@dataclass(frozen=True)
class WholeRole:
    """All that is said of a role, for one page."""

    article: RenderedPage
    notes: Sequence[Source | str]
    """What its numbers stand for: sources, and addresses that are none."""


class PageView:
    """What templates know as `here`: everything that depends on the page that is being made."""

    def __init__(self, renderer: Renderer, page: Page) -> None:
        self.renderer = renderer
        self.page = page
        self.plan = renderer.plan
        self.guide = renderer.plan.guide
        self.locale = page.locale or DEFAULT_LOCALE
        self.words = renderer.wordings[self.locale]
        self.style_sheets = renderer.style_sheets
        self.site_url = renderer.site_url
        self.full_title = renderer.plan.full_title(page)
        self.feed_path = feed_path(self.plan, self.locale)

    @property
    def contact(self) -> str | None:
        """Where mistakes on this page are reported."""
        contact = self.renderer.contact
        return contact.replace("{page}", self.site_url + self.page.path) if contact else None

    @property
    def publisher(self) -> str | None:
        """Who is responsible for the guide."""
        return self.renderer.publisher

    @property
    def edit_address(self) -> str | None:
        """Where the file that the page is made of can be edited."""
        return self.renderer.edit_root + self.page.file if self.renderer.edit_root and self.page.file else None

    def default_address(self, page: Page | None = None) -> str:
        """The address for readers without a preferred language: the root asks them; other pages lead to the default."""
        page = page or self.page
        return "" if page.kind in {"home", "language_choice"} else self.plan.path(page.key, DEFAULT_LOCALE)

    def prose(self, text: Localized[str], explain: bool = True) -> Markup:  # noqa: FBT001, FBT002 - called in templates
        """Prose as HTML; links to terms name the card that explains them in place, part of the page's frame."""

        def card(key: str) -> str | None:
            is_explained = explain and key.startswith("term/")
            return f"term-{self.renderer.key_of_today(key).removeprefix('term/')}" if is_explained else None

        return prose.html(text[self.locale], lambda key: self.renderer.address_of(key, self.page), card)


_FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "t": lambda here, key, **given: here.words.label(key, **(given and _plain_words(given))),
    "l": lambda here, text: text[here.locale],
    "language_name": lambda here, locale: LanguageName(locale).text(here.locale),
    "words_in": lambda here, locale: here.renderer.wordings[locale],
    "prose": PageView.prose,
    "prose_blocks": lambda here, text: prose.blocks(text[here.locale]),
    "plain": lambda here, text: prose.plain(text[here.locale]),
    "own_part": lambda here, role, name: here.renderer.own_part(role, name, here.page),
    "url": lambda here, key: here.renderer.address_of(key, here.page),
    "title_of": lambda here, key: here.plan.title(key, here.locale),
    "address": lambda here, path: here.renderer.address(path, here.page),
    "absolute": lambda here, path: (here.renderer.site_url or "…/") + path,
    "default_address": PageView.default_address,
    "share_card": lambda here, page: here.renderer.share_card(page),
    "structured_data": lambda here: structured_data(here.page, here.plan, here.site_url, here.publisher),
    "news": lambda here: news(here.guide),
    "day_of": lambda here, page: day_of(page, here.guide),
    "status": lambda here: here.renderer.status,
    "whole_role": lambda here: here.renderer.whole_role(here.page),
    "macro_examples": lambda here: here.renderer.macros.examples(),
}
"""Functions for templates whose result depends on the page."""


@lru_cache(maxsize=4)
def _templates(folder: Path, _: int) -> Templates:
    """The templates of a folder; the time of the last change makes a cached answer outdated."""
    return Templates(folder, _FUNCTIONS, KNOWN)
