"""The site plan: which pages exist in each locale, where they stand, and how they are connected.

Takes the checked guide and the hand-written pages; gives pages with their addresses, twins, parents and neighbours.
Every address on the site comes from here. Knows neither HTML nor MkDocs.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from career_guide.locales import LOCALES, Locale
from career_guide.model.catalogue import Certification, Skill, Tool
from career_guide.model.guide import CatalogueKind, Guide
from career_guide.model.role import ChapterId, Role
from career_guide.model.values import Words
from career_guide.wording import Wording

PageKind = Literal[
    "language_choice",
    "home",
    "article",
    "roles",
    "role",
    "chapter",
    "specialization",
    "full_guide",
    "skills",
    "skill",
    "certifications",
    "certification",
    "tools",
    "tool",
    "glossary",
    "not_found",
]

# Published addresses never die: a segment here is never changed, only moved with a redirect.
SEGMENTS: Final[Mapping[str, Mapping[Locale, str]]] = {
    "roles": {"it": "ruoli", "en": "roles"},
    "skills": {"it": "competenze", "en": "skills"},
    "certifications": {"it": "certificazioni", "en": "certifications"},
    "tools": {"it": "strumenti", "en": "tools"},
    "glossary": {"it": "glossario", "en": "glossary"},
}
CHAPTER_SEGMENTS: Final[Mapping[ChapterId, Mapping[Locale, str]]] = {
    "work": {"it": "cosa-fa", "en": "what-they-do"},
    "salary": {"it": "stipendio", "en": "salary"},
    "path": {"it": "come-diventare", "en": "how-to-become"},
    "tools": {"it": "strumenti", "en": "tools"},
    "specializations": {"it": "specializzazioni", "en": "specializations"},
    "balance": {"it": "equilibrio-vita-lavoro", "en": "work-life-balance"},
    "goals": {"it": "obiettivi", "en": "goals"},
}
FULL_GUIDE_SEGMENT: Final[Mapping[Locale, str]] = {"it": "guida-completa", "en": "full-guide"}
_INDEXES: Final[Mapping[CatalogueKind, Literal["skills", "certifications", "tools"]]] = {
    "skill": "skills",
    "certification": "certifications",
    "tool": "tools",
}


@dataclass(frozen=True)
class Page:
    """One page in one locale."""

    key: str
    """Names the page in every locale: `role/key-account-manager/chapter/salary`, `skill/languages`, `page/home`."""
    kind: PageKind
    locale: Locale | None
    """None for the two pages that speak all languages."""
    path: str
    """Address below the site's root: `it/ruoli/key-account-manager/`, `404.html`; empty for the root itself."""
    title: str
    """Short title, for navigation and breadcrumbs."""
    description: str
    parent: str | None = None
    """Key of the page above, for breadcrumbs."""
    data_file: str | None = None
    """The file below `data/` that an editor opens to change the page."""
    role_id: str | None = None
    part_id: str | None = None
    """The chapter's, specialization's or catalogue record's id."""
    search_terms: tuple[str, ...] = ()
    """Words that people search with and that need not stand on the page."""

    @property
    def is_searched(self) -> bool:
        """Whether search finds the page: not those that answer nothing, nor the one that repeats others."""
        return self.locale is not None and self.kind not in {"not_found", "full_guide"}

    @property
    def output_file(self) -> str:
        """The file that holds the page, below the site's root."""
        return f"{self.path}index.html" if not self.path or self.path.endswith("/") else self.path


@dataclass(frozen=True)
class Article:
    """A hand-written page, as found in `docs/`."""

    id: str
    locale: Locale
    path: str
    title: str
    description: str
    file: str
    """Relative to the project's folder, for messages."""
    position: int = 0
    """Place among the hand-written pages in the navigation."""


class SitePlanError(Exception):
    """The pages do not fit together; the message names files and remedy."""


class SitePlan:
    """All pages of the site, in both locales.

    Raises:
        SitePlanError: A hand-written page lacks its twin or its front matter, or two pages have one address.
    """

    def __init__(self, guide: Guide, articles: Iterable[Article] = ()) -> None:
        self.guide = guide
        self._articles = list(articles)
        self._wordings = {locale: Wording(guide.labels, locale) for locale in LOCALES}
        self._check_articles()
        self.pages: list[Page] = [*self._pages_for_all(), *(page for loc in LOCALES for page in self._pages(loc))]
        self._by_key = {(page.key, page.locale): page for page in self.pages}
        self._check_paths()

    # --- looking up

    def page(self, key: str, locale: Locale | None) -> Page:
        """The page with a key in a locale.

        Raises:
            KeyError: There is none.
        """
        return self._by_key[key, locale]

    def find(self, key: str, locale: Locale | None) -> Page | None:
        """The page with a key in a locale, or None."""
        return self._by_key.get((key, locale))

    def path(self, key: str, locale: Locale) -> str:
        """The address of what a key names, below the site's root: a page, or a term's place in the glossary.

        Raises:
            KeyError: There is nothing of that key.
        """
        kind, _, record_id = key.partition("/")
        if kind == "term" and record_id in self.guide.glossary:
            return f"{self.page('page/glossary', locale).path}#{record_id}"
        return self.page(key, locale).path

    def title(self, key: str, locale: Locale) -> str:
        """The title of what a key names."""
        kind, _, record_id = key.partition("/")
        if kind == "term" and record_id in self.guide.glossary:
            return self.guide.glossary[record_id].term[locale]
        return self.page(key, locale).title

    # --- connections

    def alternates(self, page: Page) -> list[Page]:
        """The page in each locale, itself included; empty for pages that speak all languages."""
        return [self.page(page.key, locale) for locale in LOCALES] if page.locale else []

    def language_switch(self, page: Page) -> list[Page]:
        """Where a reader goes for another language: the same page; from a page that speaks all, the home pages."""
        if page.locale is None:
            return [self.page("page/home", locale) for locale in LOCALES]
        return [twin for twin in self.alternates(page) if twin.locale != page.locale]

    def breadcrumbs(self, page: Page) -> list[Page]:
        """The pages above, from the home page down, without the page itself."""
        above: list[Page] = []
        while page.parent is not None:
            page = self.page(page.parent, page.locale)
            above.insert(0, page)
        return above

    def navigation(self, locale: Locale) -> list[Page]:
        """The pages that every page leads to, in order."""
        keys = ["page/home", *(f"page/{name}" for name in SEGMENTS), *self._article_keys()]
        return [self.page(key, locale) for key in keys]

    def reading_order(self, role_id: str, locale: Locale) -> list[Page]:
        """All pages of a role from beginning to end: overview, chapters, each specialization after its chapter."""
        return self._reading_orders[role_id, locale]

    def role_pages(self, role_id: str, locale: Locale) -> list[Page]:
        """A role's overview and chapters, without the specializations' own pages."""
        return [page for page in self.reading_order(role_id, locale) if page.kind != "specialization"]

    def specialization_pages(self, role_id: str, locale: Locale) -> list[Page]:
        """The pages of a role's specializations, in order."""
        return [page for page in self.reading_order(role_id, locale) if page.kind == "specialization"]

    def neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """The previous and next page for a reader who reads a role from beginning to end."""
        if page.role_id is None or page.locale is None or page.kind == "full_guide":
            return None, None
        order = self.reading_order(page.role_id, page.locale)
        position = order.index(page)
        return order[position - 1] if position else None, order[position + 1] if position + 1 < len(order) else None

    @cached_property
    def _reading_orders(self) -> dict[tuple[str, Locale], list[Page]]:
        orders: dict[tuple[str, Locale], list[Page]] = {}
        for page in self.pages:
            if page.role_id is not None and page.locale is not None and page.kind != "full_guide":
                orders.setdefault((page.role_id, page.locale), []).append(page)
        return orders

    # --- making pages

    def _pages_for_all(self) -> Iterator[Page]:
        home, lost = (
            " · ".join(self._wordings[locale].label(key) for locale in LOCALES)
            for key in ("language_choice.title", "not_found.title")
        )
        yield Page("page/language-choice", "language_choice", None, "", home, home)
        yield Page("page/not-found", "not_found", None, "404.html", lost, lost)

    def _pages(self, locale: Locale) -> Iterator[Page]:
        words = self._wordings[locale]
        for article in self._articles:
            if article.locale == locale:
                kind: PageKind = "home" if article.id == "home" else "article"
                parent = None if kind == "home" else "page/home"
                yield Page(f"page/{article.id}", kind, locale, article.path, article.title, article.description, parent)
        # Its cards come from every role's own file: there is no one file to edit.
        yield self._index("roles", locale, None)
        for role in self.guide.roles.values():
            yield from self._role_pages(role, locale)
        for catalogue, index in _INDEXES.items():
            yield self._index(index, locale, f"{index}.yml")
            yield from self._record_pages(catalogue, locale)
        yield self._index("glossary", locale, "glossary.yml")
        lost = words.label("not_found.title")
        yield Page("page/not-found", "not_found", locale, f"{locale}/404.html", lost, lost)

    def _index(
        self,
        kind: Literal["roles", "skills", "certifications", "tools", "glossary"],
        locale: Locale,
        data_file: str | None,
    ) -> Page:
        words = self._wordings[locale]
        return Page(
            key=f"page/{kind}",
            kind=kind,
            locale=locale,
            path=f"{locale}/{SEGMENTS[kind][locale]}/",
            title=words.label(f"{kind}.title"),
            description=words.label(f"{kind}.description"),
            parent="page/home",
            data_file=data_file,
        )

    def _role_pages(self, role: Role, locale: Locale) -> Iterator[Page]:
        words = self._wordings[locale]
        key, folder = f"role/{role.id}", f"roles/{role.id}"
        path = f"{locale}/{SEGMENTS['roles'][locale]}/{role.profile.slug[locale]}/"
        yield Page(
            key=key,
            kind="role",
            locale=locale,
            path=path,
            title=role.profile.title[locale],
            description=role.profile.summary[locale],
            parent="page/roles",
            data_file=f"{folder}/role.yml",
            role_id=role.id,
            search_terms=(*role.profile.alternative_titles[locale], *_terms(role.profile.search_terms, locale)),
        )
        for chapter_id in role.chapters:
            chapter = role.chapter(chapter_id)
            assert chapter is not None
            chapter_key, chapter_path = f"{key}/chapter/{chapter_id}", f"{path}{CHAPTER_SEGMENTS[chapter_id][locale]}/"
            yield Page(
                key=chapter_key,
                kind="chapter",
                locale=locale,
                path=chapter_path,
                title=words.label(f"chapters.{chapter_id}"),
                description=chapter.summary[locale],
                parent=key,
                data_file=f"{folder}/{chapter_id}.yml",
                role_id=role.id,
                part_id=chapter_id,
                search_terms=tuple(words.label(f"search_terms.{chapter_id}").split(", ")),
            )
            if chapter_id != "specializations":
                continue
            for part_id, part in role.specialization.items():
                yield Page(
                    key=f"{key}/specialization/{part_id}",
                    kind="specialization",
                    locale=locale,
                    path=f"{chapter_path}{part.slug[locale]}/",
                    title=part.name[locale],
                    description=part.summary[locale],
                    parent=chapter_key,
                    data_file=f"{folder}/specializations/{part_id}.yml",
                    role_id=role.id,
                    part_id=part_id,
                    search_terms=_terms(part.search_terms, locale),
                )
        yield Page(
            key=f"{key}/full-guide",
            kind="full_guide",
            locale=locale,
            path=f"{path}{FULL_GUIDE_SEGMENT[locale]}/",
            title=words.label("full_guide.title"),
            description=words.label("full_guide.description", role=role.profile.title[locale]),
            parent=key,
            data_file=f"{folder}/role.yml",
            role_id=role.id,
        )

    def _record_pages(self, kind: CatalogueKind, locale: Locale) -> Iterator[Page]:
        index = _INDEXES[kind]
        records: Mapping[str, Skill | Certification | Tool] = getattr(self.guide, index)
        for record_id, record in records.items():
            # Proper names are the same in every language: their id is their slug.
            skill = record if isinstance(record, Skill) else None
            yield Page(
                key=f"{kind}/{record_id}",
                kind=kind,
                locale=locale,
                path=f"{locale}/{SEGMENTS[index][locale]}/{skill.slug[locale] if skill else record_id}/",
                title=record.name if isinstance(record.name, str) else record.name[locale],
                description=record.summary[locale],
                parent=f"page/{index}",
                data_file=f"{index}.yml",
                part_id=record_id,
                search_terms=_terms(record.search_terms, locale),
            )

    # --- checking

    def _article_keys(self) -> list[str]:
        """Keys of the hand-written pages but home, by position."""
        ordered = sorted(self._articles, key=lambda article: (article.position, article.id))
        return list(dict.fromkeys(f"page/{article.id}" for article in ordered if article.id != "home"))

    def _check_articles(self) -> None:
        found: dict[str, dict[Locale, Article]] = {}
        if not any(article.id == "home" for article in self._articles):
            raise SitePlanError("docs/: no page has 'page: home' in its front matter; the site needs a home page.")
        for article in self._articles:
            twins = found.setdefault(article.id, {})
            if article.locale in twins:
                other = twins[article.locale].file
                raise SitePlanError(f"{article.file}: the page id {article.id!r} is already taken by {other}.")
            twins[article.locale] = article
        for page_id, twins in found.items():
            for locale in LOCALES:
                if locale not in twins:
                    present = next(iter(twins.values())).file
                    raise SitePlanError(
                        f"{present}: this page has no twin in docs/{locale}/. "
                        f"Write one, with 'page: {page_id}' in its front matter."
                    )

    def _check_paths(self) -> None:
        taken: dict[str, Page] = {}
        for page in self.pages:
            if page.path in taken:
                raise SitePlanError(
                    f"Two pages have the address /{page.path}: {taken[page.path].key} and {page.key}. "
                    "Change the slug of one, or the name of its file."
                )
            taken[page.path] = page


def _terms(terms: Words | None, locale: Locale) -> tuple[str, ...]:
    return tuple(terms[locale]) if terms else ()


def relative(target: str, start: str) -> str:
    """The address of `target` as seen from the page `start`, both below the site's root; works under any sub-path."""
    path, _, anchor = target.partition("#")
    folder = posixpath.dirname(start) or "."
    address = posixpath.relpath(path or ".", folder)
    if (not path or path.endswith("/")) and not address.endswith("/"):
        address += "/"
    return f"{address}#{anchor}" if anchor else address
