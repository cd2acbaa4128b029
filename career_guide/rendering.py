"""One page of the plan → HTML, through the Jinja templates in `overrides/templates/`.

`pages/<kind>.html` makes a page of a kind out of the macros in `macros/`; hand-written pages call the very same macros
through `Renderer.macro`. Text from the data is escaped everywhere; only `prose` turns its Markdown subset into HTML.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError, nodes
from markupsafe import Markup, escape

from career_guide import charts, prose
from career_guide.locales import DEFAULT_LOCALE, LOCALES, Locale
from career_guide.model.role import Role
from career_guide.model.values import Localized
from career_guide.one_page import Part, joined
from career_guide.site_plan import Page, SitePlan, relative
from career_guide.suggestions import nearest_or_known
from career_guide.wording import Wording

_WORDS_A_MINUTE: Final = 200
"""A calm pace of silent reading."""

_PRIVATE_MACROS: Final = "parts.html"
"""The file in `macros/` whose macros are building blocks, not for hand-written pages."""


class RenderingError(Exception):
    """A page cannot be made from its data; the message names the data file."""


class MacroError(Exception):
    """A hand-written page calls a macro with something that does not exist; the message says what does."""


@dataclass(frozen=True)
class Heading:
    """A heading with an anchor, for "on this page"."""

    level: int
    id: str
    title: str


@dataclass(frozen=True)
class RenderedPage:
    """The article of a page."""

    html: str
    headings: list[Heading]
    anchors: frozenset[str]
    """Every id in the HTML."""


class Renderer:
    """Renders the pages of one site plan.

    Args:
        plan: The pages.
        templates: The folder with `pages/` and `macros/`.
        site_url: Absolute address of the site's root, for canonical addresses; ends with a slash.
        contact: Where readers report mistakes (an http, https or mailto address), or None.
        complaint: What is wrong with the data, shown on each page of a preview; None when all is well.
    """

    def __init__(
        self,
        plan: SitePlan,
        templates: Path,
        site_url: str,
        contact: str | None = None,
        complaint: str | None = None,
    ) -> None:
        self.plan = plan
        self.site_url = site_url
        self.contact = contact
        self.complaint = complaint
        self._wordings = {locale: Wording(plan.guide.labels, locale) for locale in LOCALES}
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._macro_files = _macro_files(templates)

    def page(self, page: Page) -> RenderedPage:
        """The article of a generated page.

        Raises:
            RenderingError: Two parts of the page have one anchor.
        """
        html = self._environment.get_template(f"pages/{page.kind}.html").render(self.context(page))
        outline = _Outline(html)
        if outline.repeated:
            raise RenderingError(
                f"data/{page.data_file}: these ids stand twice on the page /{page.path}: "
                f"{', '.join(outline.repeated)}. Rename the id of one of the sections or items."
            )
        return RenderedPage(html, outline.headings, frozenset(outline.anchors))

    def manifest(self, locale: Locale) -> str:
        """The web manifest of a locale, which stands beside its home page."""
        return str(self._part("manifest", self.plan.page("page/home", locale), {}))

    def context(self, page: Page) -> dict[str, Any]:
        """What templates know of a page: the theme's (header, navigation, footer) as well as the article's."""
        locale = page.locale or DEFAULT_LOCALE
        words = self._wordings[locale]
        return {
            "guide": self.plan.guide,
            "plan": self.plan,
            "charts": charts,
            "page_of_plan": page,
            "locale": locale,
            "locales": LOCALES,
            "full_title": self._full_title(page, locale),
            "words": words,
            "words_in": self._wordings,
            "t": lambda key, **given: words.label(key, **_plain_words(given)),
            "l": lambda text: text[locale],
            "prose": lambda text, explain=True: self._prose(text, locale, page, explain_terms=explain),
            "terms_in": lambda content: _terms_in(content, self.plan.guide.glossary),
            "reading_minutes": _reading_minutes,
            "plain": lambda text: prose.plain(text[locale]),
            "url": lambda key: self.address(self.plan.path(key, locale), page),
            "title_of": lambda key: self.plan.title(key, locale),
            "address": lambda path: self.address(path, page),
            "absolute": lambda path: self.site_url + path,
            "whole_role": lambda: self._whole_role(page),
            "default_address": self._default_address,
            "part": lambda name, **more: self._part(name, page, more),
            "contact": self._contact_for(page),
            "complaint": self.complaint,
        }

    def address(self, path: str, page: Page) -> str:
        """An address below the site's root as the page links to it: relative, so that the site works anywhere.

        The page for missing addresses is shown at any depth: there alone it is absolute.
        """
        if page.kind == "not_found":
            return urlsplit(self.site_url).path + path
        return relative(path, page.path)

    # --- macros for hand-written pages

    def macro(self, name: str, page: Page) -> Callable[..., str]:
        """A macro as a function for a page.

        A macro takes the id of a role, or nothing; `link` takes a page's key and, if wanted, words. What it gives can
        stand in Markdown: a link, or one block of HTML.

        Raises:
            MacroError: When called with an id that does not exist, or with wrong arguments.
        """
        if name == "link":
            return lambda key, words=None: self._link(page, key, words)
        module = self._environment.get_template(self._macro_files[name]).make_module(self.context(page))
        macro = getattr(module, name)

        def call(*arguments: str) -> str:
            if len(arguments) != len(macro.arguments):
                wanted = f"the id of a {macro.arguments[0]}" if macro.arguments else "nothing"
                raise MacroError(f"{name}() takes {wanted}; it was given {len(arguments)} argument(s).")
            roles = [self._role(name, role_id) for role_id in arguments]
            try:
                html = str(macro(*roles))
            except (UndefinedError, AttributeError, KeyError):
                if not roles:
                    raise
                chapters = ", ".join(roles[0].chapters) or "none"
                raise MacroError(f"{name}(): {arguments[0]!r} lacks the chapter; it has: {chapters}.") from None
            # No blank line: Markdown would end the block of HTML there.
            block = "\n".join(line for line in html.splitlines() if line.strip())
            return f'<div class="cg-block">\n{block}\n</div>'

        return call

    def _role(self, macro: str, role_id: str) -> Role:
        roles = self.plan.guide.roles
        if role_id in roles:
            return roles[role_id]
        raise MacroError(f"{macro}(): there is no role {role_id!r}. {nearest_or_known(role_id, list(roles))}")

    def _link(self, page: Page, key: str, words: str | None) -> str:
        locale = page.locale or DEFAULT_LOCALE
        try:
            address = self.address(self.plan.path(key, locale), page)
        except KeyError:
            keys = [known.key for known in self.plan.pages if known.locale == locale]
            raise MacroError(f"link(): there is no page {key!r}. {nearest_or_known(key, keys)}") from None
        # An HTML link passes through Markdown untouched; its words must not be read as Markdown.
        shown = str(escape(words or self.plan.title(key, locale)))
        for sign in "\\`*_[]":
            shown = shown.replace(sign, f"&#{ord(sign)};")
        return f'<a href="{address}">{shown}</a>'

    # --- parts of the context

    def _part(self, name: str, page: Page, more: dict[str, Any]) -> Markup:
        """A part of the page's frame, for the theme: `theme/<name>.html`.

        `content`, the finished article, is the one argument that is HTML already.
        """
        if "content" in more:
            more["content"] = Markup(more["content"])  # noqa: S704 - made by `page`, or by Markdown from docs/
        template = self._environment.get_template(f"theme/{name}.html")
        return Markup(template.render(self.context(page) | more))  # noqa: S704 - escaped by this environment

    def _full_title(self, page: Page, locale: Locale) -> str:
        """The title as it stands alone, in a browser's tab or a search result: a chapter names its role."""
        if page.kind not in {"chapter", "full_guide"} or page.role_id is None:
            return page.title
        return f"{self.plan.guide.roles[page.role_id].profile.title[locale]}: {page.title}"

    def _whole_role(self, page: Page) -> Markup:
        """All pages of the role that a full guide is of, as one article; links lead from the full guide's address."""
        assert page.role_id is not None
        assert page.locale is not None
        pages = self.plan.reading_order(page.role_id, page.locale)
        addresses = {self.address(other.path, page): other.path for other in pages}
        parts = [
            Part(
                anchor=other.key.removeprefix(f"role/{page.role_id}").strip("/").replace("/", "-") or "overview",
                html=self._environment.get_template(f"pages/{other.kind}.html").render(
                    self.context(replace(other, path=page.path))
                ),
                path=other.path,
                addresses=addresses,
            )
            for other in pages
        ]
        return joined(parts)

    def _default_address(self, page: Page) -> str:
        """Where a reader without a preferred language is sent for a page: the root asks; other pages, the default."""
        return "" if page.kind in {"home", "language_choice"} else self.plan.path(page.key, DEFAULT_LOCALE)

    def _prose(self, text: Localized[str], locale: Locale, page: Page, *, explain_terms: bool) -> Markup:
        """Prose as HTML; links to terms become buttons that open their card, which the frame of the page brings."""
        return prose.html(
            text[locale],
            lambda key: self.address(self.plan.path(key, locale), page),
            opener=lambda key: (
                f"term-{key.removeprefix('term/')}" if explain_terms and key.startswith("term/") else None
            ),
        )

    def _contact_for(self, page: Page) -> str | None:
        if self.contact is None:
            return None
        return self.contact.replace("{page}", self.site_url + page.path)


class _Outline(HTMLParser):
    """Collects headings and anchors of an article."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[Heading] = []
        self.anchors: set[str] = set()
        self.repeated: list[str] = []
        self._open: tuple[int, str] | None = None
        self._title: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id")
        if anchor:
            if anchor in self.anchors:
                self.repeated.append(anchor)
            self.anchors.add(anchor)
        if tag in {"h1", "h2", "h3"} and anchor:
            self._open, self._title = (int(tag[1]), anchor), []

    def handle_data(self, data: str) -> None:
        if self._open:
            self._title.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == f"h{self._open[0]}":
            self.headings.append(Heading(*self._open, " ".join("".join(self._title).split())))
            self._open = None


def _plain_words(given: dict[str, Any]) -> dict[str, Any]:
    """What a label is given, as plain words: a macro's output is HTML and would be escaped a second time."""
    return {name: word.striptags() if isinstance(word, Markup) else word for name, word in given.items()}


def _terms_in(content: str, glossary: Mapping[str, object]) -> list[str]:
    """The terms that an article explains where they occur, in the order of the glossary."""
    opened = set(re.findall(r'popovertarget="term-([a-z0-9-]+)"', content))
    return [term for term in glossary if term in opened]


def _reading_minutes(content: Markup) -> int:
    """How long an article takes to read, in whole minutes, at least one."""
    return max(1, round(len(content.striptags().split()) / _WORDS_A_MINUTE))


def macro_names(templates: Path) -> list[str]:
    """The macros that hand-written pages can call: those in `macros/`, and `link`."""
    return sorted(["link", *_macro_files(templates)])


def _macro_files(templates: Path) -> dict[str, str]:
    """The template that defines each public macro; names with a leading underscore are private."""
    environment = Environment(autoescape=True)
    return {
        macro.name: f"macros/{file.name}"
        for file in sorted((templates / "macros").glob("*.html"))
        if file.name != _PRIVATE_MACROS
        for macro in environment.parse(file.read_text("utf-8")).find_all(nodes.Macro)
        if not macro.name.startswith("_")
    }
