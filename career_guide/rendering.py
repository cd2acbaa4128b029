"""One page of the plan → HTML, through the Jinja templates in `overrides/templates/`.

`pages/<kind>.html` makes a page of a kind out of the macros in `macros/`; hand-written pages call the very same macros
through `Renderer.macro`. Text from the data is escaped everywhere; only `prose` turns its Markdown subset into HTML.
"""

import os
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from markupsafe import Markup

from career_guide import charts, documents, licence, page_markdown, prose
from career_guide.data_dictionary import described_file
from career_guide.data_files import FILE_KINDS
from career_guide.error_list import listed_errors
from career_guide.loading.yaml_source import read_text
from career_guide.locales import DEFAULT_LOCALE, LOCALES, Locale
from career_guide.messages import Message
from career_guide.model.edition import Edition
from career_guide.model.role import Role
from career_guide.model.values import Localized
from career_guide.moved import moved_keys
from career_guide.news import feed_path, news
from career_guide.one_page import Part, joined
from career_guide.permalinks import permanent_path
from career_guide.problems import START, DataError, Place, Problem
from career_guide.site_plan import Page, SitePlan, relative
from career_guide.status import by_kind, guide_status
from career_guide.structured_data import structured_data
from career_guide.suggestions import for_reference
from career_guide.today import today
from career_guide.typography import unbroken
from career_guide.wording import Wording

_WORDS_A_MINUTE: Final = 200
"""A calm pace of silent reading."""

_PRIVATE_MACROS: Final = "parts.html"
"""The file in `macros/` whose macros are building blocks, not for hand-written pages."""

_INLINE_MACROS: Final = "inline.html"
"""The file in `macros/` whose macros stand within a sentence; those of all others make a block."""

_TAKEN: Final[Mapping[str, str]] = {"role": "key-account-manager", "key": "page/glossary", "text": "…"}
"""What macros take, as their parameters are called (the id of a role, the key of a page or place, any text), each with
an example."""


class MacroError(Exception):
    """A hand-written page calls a macro wrongly.

    Attributes:
        code: A key of `messages/problems.yml`.
        details: What the placeholders of the message stand for.
    """

    def __init__(self, code: str, **details: Any) -> None:
        self.code = code
        self.details = details
        super().__init__(Message(f"problems.{code}.what", details).text("en"))


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
        site_url: Absolute address of the site's root, ending with a slash; empty where it is not known.
        contact: Where readers report mistakes (an http, https or mailto address), or None.
        day: The day that the state of the guide is told for; today where none is given.
    """

    def __init__(
        self,
        plan: SitePlan,
        templates: Path,
        site_url: str,
        contact: str | None = None,
        day: date | None = None,
    ) -> None:
        self.plan = plan
        self.site_url = site_url
        self.contact = contact
        self.day = day or today(os.environ)
        self._wordings = {locale: Wording(plan.guide.labels, locale) for locale in LOCALES}
        self._templates = templates
        self._environment = _environment(templates)
        self._macros = _macros(templates)
        self._editions: dict[str, Renderer] = {}

    def page(self, page: Page) -> RenderedPage:
        """The article of a generated page.

        Raises:
            DataError: Two parts of the page have one anchor.
        """
        html = self._environment.get_template(f"pages/{page.kind}.html").render(self.context(page))
        outline = _outline(html, page, Path("data") / (page.data_file or "labels.yml"))
        return RenderedPage(html, outline.headings, frozenset(outline.anchors))

    def article(self, page: Page, markdown: str) -> RenderedPage:
        """The article of a hand-written page that was checked.

        Args:
            page: The page.
            markdown: What its file holds, with what each macro gives in the place of its call.

        Raises:
            DataError: Two parts of the page have one anchor.
        """
        file = self.plan.article(page).file
        made = page_markdown.made(markdown, lambda address: self._from_page(address, page, file))
        outline = _outline(made.html, page, Path(file))
        return RenderedPage(made.html, [Heading(*heading) for heading in made.headings], frozenset(outline.anchors))

    def _from_page(self, address: str, page: Page, file: str) -> str:
        """An address in a hand-written page as the site has it: files become pages."""
        if address.startswith("#") or page_markdown.scheme(address):
            return address
        path, anchor = page_markdown.target(address, file)
        other = self.plan.of_article(path)
        below = other.path if other else quote(path.partition("/")[2])
        return self.address(below, page) + (f"#{anchor}" if anchor else "")

    def context(self, page: Page) -> dict[str, Any]:
        """What templates know of a page: the theme's (header, navigation, footer) as well as the article's."""
        locale = page.locale or DEFAULT_LOCALE
        words = self._wordings[locale]
        return {
            "guide": self.plan.guide,
            "plan": self.plan,
            "charts": charts,
            "documents": documents,
            "file_kinds": FILE_KINDS,
            "described_file": described_file,
            "listed_errors": listed_errors,
            "macro_examples": self._macro_examples,
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
            "url": lambda key: self.address_of(key, page),
            "title_of": lambda key: self.plan.title(key, locale),
            "address": lambda path: self.address(path, page),
            "site_url": self.site_url,
            "absolute": lambda path: (self.site_url or "…/") + path,
            "status": lambda: guide_status(self.plan.guide, self.day),
            "findings_by_kind": by_kind,
            "permanent_path": permanent_path,
            "licence": licence,
            "whole_role": lambda: self._whole_role(page),
            "default_address": self._default_address,
            "news": lambda: news(self.plan.guide),
            "feed_path": feed_path(self.plan, locale),
            "structured_data": lambda: structured_data(page, self.plan, self.site_url, self._full_title(page, locale)),
            "part": lambda name, **more: self.part(name, page, **more),
            "contact": self._contact_for(page),
        }

    @property
    def root_path(self) -> str:
        """The path of the site's root on its host; the host's own root, where the address is not known."""
        return urlsplit(self.site_url).path or "/"

    def root(self, path: str) -> str:
        """The site's root as a file below it names it: by its absolute address or, if that is not known, by the way."""
        return self.site_url or relative("", path)

    def address(self, path: str, page: Page) -> str:
        """An address below the site's root as the page links to it: relative, so that the site works anywhere.

        The page for missing addresses is shown at any depth: there alone it is absolute.
        """
        if page.kind == "not_found":
            return self.root_path + path
        return relative(path, page.path)

    def address_of(self, key: str, page: Page) -> str:
        """The address of what a key names, as the page links to it.

        Raises:
            KeyError: There is nothing of that key.
        """
        return self.address(self.plan.path(key, page.locale or DEFAULT_LOCALE), page)

    # --- macros for hand-written pages

    def macro(self, name: str, page: Page) -> Callable[..., str]:
        """A macro as a function for a page.

        A macro takes what its parameters are called after (see `_TAKEN`). What it gives can stand in Markdown: a piece
        of a sentence, or one block of HTML.

        Raises:
            MacroError: When called with an id or a key that does not exist, or with wrong arguments.
        """
        macro = self._macros[name]

        def call(*arguments: str) -> str:
            if not macro.needed <= len(arguments) <= len(macro.takes):
                raise MacroError("macro_arguments", name=name, example=self.example(name))
            given = [self._taken(kind, word) for kind, word in zip(macro.takes, arguments, strict=False)]
            module = self._environment.get_template(macro.file).make_module(self.context(page))
            try:
                html = str(getattr(module, name)(*given))
            except (UndefinedError, AttributeError, KeyError):
                role = next((taken for taken in given if isinstance(taken, Role)), None)
                if role is None:
                    raise
                chapters = ", ".join(role.chapters) or Message("words.nothing")
                raise MacroError("macro_without_chapter", name=name, role=role.id, chapters=chapters) from None
            return _within_a_line(html) if macro.is_inline else _as_block(html)

        return call

    def cannot_fail(self, name: str, arguments: Sequence[str]) -> bool:
        """Whether a call is right whatever the guide holds: of a macro that needs nothing, and is given nothing."""
        return name in self._macros and not self._macros[name].needed and not arguments

    def is_inline(self, name: str) -> bool:
        """Whether a macro stands within a sentence, and not on a line of its own."""
        return self._macros[name].is_inline

    def example(self, name: str) -> str:
        """How a macro is called: `{{ link("page/glossary", "…") }}`."""
        return f"{{{{ {self._macros[name].example(_TAKEN)} }}}}"

    def _macro_examples(self) -> Iterator[tuple[str, str]]:
        """Each macro with a call of it, file by file: `role_cards`, `role_cards()`."""
        words = {**_TAKEN, "role": next(iter(self.plan.guide.roles), "…")}
        for name, macro in self._macros.items():
            yield name, macro.example(words)

    def _taken(self, kind: str, word: str) -> Role | str:
        """What a macro is given for a word that an editor wrote."""
        roles, keys = self.plan.guide.roles, self.plan.all_keys()
        if kind == "role":
            if word not in roles:
                raise _unknown("role", word, list(roles), self.moved)
            return roles[word]
        if kind == "key" and word not in keys:
            raise _unknown("page", word, keys, self.moved)
        return word

    # --- parts of the context

    def part(self, name: str, page: Page, **more: Any) -> Markup:
        """A part of the page's frame, for the theme: `theme/<name>.html`.

        `content`, the finished article, is the one argument that is HTML already.
        """
        if "content" in more:
            more["content"] = Markup(more["content"])  # noqa: S704 - made by `page`, or by Markdown from docs/
        template = self._environment.get_template(f"theme/{name}.html")
        html = Markup(template.render(self.context(page) | more))  # noqa: S704 - escaped by this environment
        return unbroken(html) if name == "article" else html

    def _full_title(self, page: Page, locale: Locale) -> str:
        """The title as it stands alone, in a browser's tab or a search result: a chapter names its role."""
        if page.kind not in {"chapter", "full_guide"} or page.role_id is None:
            return page.title
        return f"{self.plan.guide.roles[page.role_id].profile.title[locale]}: {page.title}"

    def _whole_role(self, page: Page) -> Markup:
        """All pages of the role that a full guide or an edition is of, as one article; links lead from its address."""
        role_id = page.role_id or page.part_id
        assert role_id is not None
        assert page.locale is not None
        source = self._of_edition(self.plan.edition(page)) if page.edition else self
        pages = source.plan.reading_order(role_id, page.locale)
        addresses = {self.address(other.path, page): other.path for other in pages}
        parts = [
            Part(
                anchor=other.key.removeprefix(f"role/{role_id}").strip("/").replace("/", "-") or "overview",
                html=self._environment.get_template(f"pages/{other.kind}.html").render(
                    source.context(replace(other, path=page.path))
                ),
                path=other.path,
                addresses=addresses,
            )
            for other in pages
        ]
        return joined(parts)

    def _of_edition(self, edition: Edition) -> "Renderer":
        if edition.month not in self._editions:
            self._editions[edition.month] = _EditionRenderer(edition, self, self._templates)
        return self._editions[edition.month]

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Old key → the key of today, of all whose id was changed."""
        return moved_keys(self.plan)

    def key_of_today(self, key: str) -> str:
        """The key under which something is found on the site."""
        return key

    def _default_address(self, page: Page) -> str:
        """Where a reader without a preferred language is sent for a page: the root asks; other pages, the default."""
        return "" if page.kind in {"home", "language_choice"} else self.plan.path(page.key, DEFAULT_LOCALE)

    def _prose(self, text: Localized[str], locale: Locale, page: Page, *, explain_terms: bool) -> Markup:
        """Prose as HTML; links to terms name the card that explains them in place, part of the page's frame."""
        return prose.html(
            text[locale],
            lambda key: self.address_of(key, page),
            card=lambda key: (
                f"term-{self.key_of_today(key).removeprefix('term/')}"
                if explain_terms and key.startswith("term/")
                else None
            ),
        )

    def _contact_for(self, page: Page) -> str | None:
        if self.contact is None:
            return None
        return self.contact.replace("{page}", self.site_url + page.path)


class _EditionRenderer(Renderer):
    """Renders roles as they stand in an edition, with the templates and words of today.

    What belongs to the role that is being rendered is the edition's own; all else is linked where it stands today.
    """

    def __init__(self, edition: Edition, today: Renderer, templates: Path) -> None:
        guide = edition.guide.model_copy(update={"labels": today.plan.guide.labels})
        super().__init__(SitePlan(guide), templates, today.site_url, day=today.day)
        self._edition = edition
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
            file = Path("editions") / self._edition.month / "edition.yml"
            raise DataError([Problem(file, START, "edition_link_lost", {"value": key})])
        return now


def anchors_in(html: str) -> set[str]:
    """All anchors in a piece of HTML."""
    return _Outline(html).anchors


def _outline(html: str, page: Page, file: Path) -> "_Outline":
    outline = _Outline(html)
    if outline.repeated:
        details = {"names": ", ".join(outline.repeated), "address": f"/{page.path}"}
        raise DataError([Problem(file, START, "anchor_taken", details)])
    return outline


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


def _unknown(kind: str, value: str, known: Sequence[str], former: Mapping[str, str]) -> MacroError:
    suggestion = for_reference(kind, value, known, former)
    return MacroError("unknown_reference", kind=Message(f"words.kind.{kind}"), value=value, nearest_or_known=suggestion)


def _as_block(html: str) -> str:
    """HTML as one block of Markdown, which a blank line would end."""
    block = "\n".join(line for line in html.splitlines() if line.strip())
    return f'<div class="cg-block">\n{block}\n</div>'


def _within_a_line(html: str) -> str:
    """HTML within a line of Markdown: tags pass through untouched, but words must not be read as Markdown."""
    html = " ".join(html.split())
    for sign in "\\`*_[]{}|":
        html = html.replace(sign, f"&#{ord(sign)};")
    return html


def _plain_words(given: dict[str, Any]) -> dict[str, Any]:
    """What a label is given, as plain words: a macro's output is HTML and would be escaped a second time."""
    return {name: word.striptags() if isinstance(word, Markup) else word for name, word in given.items()}


def _terms_in(content: str, glossary: Mapping[str, object]) -> list[str]:
    """The terms that an article explains where they occur, in the order of the glossary."""
    opened = set(re.findall(r'data-card="term-([a-z0-9-]+)"', content))
    return [term for term in glossary if term in opened]


def _reading_minutes(content: Markup) -> int:
    """How long an article takes to read, in whole minutes, at least one."""
    return max(1, round(len(content.striptags().split()) / _WORDS_A_MINUTE))


def template_problem(error: Exception, templates: Path) -> Problem | None:
    """What a template that does not work is told as; None where the error comes from no template.

    Args:
        error: What was raised.
        templates: The folder with the templates of pages and macros, within that of the theme.
    """
    if isinstance(error, TemplateSyntaxError):
        places = [(error.filename or error.name or "", error.lineno)]
    else:
        frames = traceback.extract_tb(error.__traceback__)
        places = [(frame.filename, frame.lineno or 1) for frame in frames if frame.filename.endswith(".html")]
    if not places:
        return None
    name, line = places[-1]
    file, project = Path(name).resolve(), templates.resolve().parents[1]
    shown = file.relative_to(project) if file.is_relative_to(project) else Path(name)
    words = " ".join(f"{type(error).__name__}: {error}".split())
    place = Place(line, 1)
    return Problem(shown, place, "template_error", {"value": words}, read_text(file, shown).line(place))


def macro_names(templates: Path) -> list[str]:
    """The macros that hand-written pages can call."""
    return sorted(_macros(templates))


@cache
def _environment(templates: Path) -> Environment:
    """The environment of a folder of templates, kept: compiled templates are renewed when their files change."""
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _Macro(NamedTuple):
    """A public macro."""

    name: str
    file: str
    """The template that defines it: `macros/salary.html`."""
    takes: tuple[str, ...]
    """Its parameters: keys of `_TAKEN`."""
    needed: int
    """How many of them it cannot do without."""

    @property
    def is_inline(self) -> bool:
        """Whether it stands within a sentence."""
        return self.file == f"macros/{_INLINE_MACROS}"

    def example(self, words: Mapping[str, str]) -> str:
        """A call of it with a word for each parameter: `link("page/glossary", "…")`."""
        given = ", ".join(f'"{words[kind]}"' for kind in self.takes)
        return f"{self.name}({given})"


def _macros(templates: Path) -> dict[str, _Macro]:
    """Each public macro by name, those within a sentence first; names with a leading underscore are private."""
    return {
        macro.name: macro
        for file in sorted((templates / "macros").glob("*.html"), key=lambda file: (file.name != _INLINE_MACROS, file))
        if file.name != _PRIVATE_MACROS
        for macro in _macros_in(file, file.stat().st_mtime_ns)
        if not macro.name.startswith("_")
    }


@lru_cache(maxsize=64)
def _macros_in(file: Path, _: int) -> tuple[_Macro, ...]:
    """The macros of one file, as of a time of change."""
    tree = Environment(autoescape=True).parse(file.read_text("utf-8"), filename=str(file))
    return tuple(
        _Macro(
            name=macro.name,
            file=f"macros/{file.name}",
            takes=tuple(parameter.name for parameter in macro.args),
            needed=len(macro.args) - len(macro.defaults),
        )
        for macro in tree.find_all(nodes.Macro)
    )
