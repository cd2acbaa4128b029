"""The site plan: which pages exist in each locale, where they stand, and how they are connected.

Takes the checked guide, the hand-written pages and the editions; gives pages with their addresses, twins, parents and
neighbours. Every address on the site comes from here. Knows neither HTML nor MkDocs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from career_guide.model.article import Article
from career_guide.model.edition import Edition
from career_guide.model.fields import title_of
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CATALOGUED, FILE_KINDS, KINDS, Kind
from career_guide.model.locales import DEFAULT_LOCALE, LOCALES, Locale
from career_guide.model.values import Words
from career_guide.site.page import Page, PlaceOnPage
from career_guide.words.problems import START, DataError, Problem
from career_guide.words.wording import Wording

FOR_EDITORS: Final = "page/for-editors"
"""The hand-written page that all pages for editors stand below; a guide without it has no data dictionary."""


class SitePlan:
    """All pages of the site, in both locales.

    Raises:
        DataError: Two pages have one address.
    """

    def __init__(
        self,
        guide: Guide,
        articles: Iterable[Article] = (),
        editions: Iterable[Edition] = (),
        gone: Mapping[str, str] = MappingProxyType({}),
        drafts: Collection[str] = (),
    ) -> None:
        self.guide = guide
        self.drafts = drafts
        """Keys of pages that are not published, be they shown or not."""
        self.gone = gone
        """Path of each page and file that was given up → where it leads: see `career_guide.loading.published`."""
        self.editions = sorted(editions, key=lambda edition: edition.month, reverse=True)
        """The newest first."""
        self._articles = sorted(articles, key=lambda article: (article.position, article.id))
        self._wordings = {locale: Wording(guide.labels, locale) for locale in LOCALES}
        self.pages: list[Page] = [*self._pages_for_all(), *(page for loc in LOCALES for page in self._pages(loc))]
        self._by_key = {(page.key, page.locale): page for page in self.pages}
        self._by_output = {page.output_file: page for page in self.pages}
        self._article_of: Mapping[tuple[str, Locale | None], Article] = {
            (f"page/{article.id}", article.locale): article for article in self._articles
        }
        self._by_file = {article.file: self.page(f"page/{article.id}", article.locale) for article in self._articles}
        self._check_paths()

    # --- looking up

    def page(self, key: str, locale: Locale | None) -> Page:
        """The page with a key in a locale.

        Raises:
            KeyError: There is none.
        """
        return self._by_key[key, locale]

    def of_article(self, file: str) -> Page | None:
        """The page of a hand-written file, `docs/it/metodo.md`, or None."""
        return self._by_file.get(file)

    def article(self, page: Page) -> Article:
        """The hand-written file of a page of kind `home` or `article`."""
        return self._article_of[page.key, page.locale]

    def at(self, output_file: str) -> Page | None:
        """The page that a file of the site holds, or None."""
        return self._by_output.get(output_file)

    def find(self, key: str, locale: Locale | None) -> Page | None:
        """The page with a key in a locale, or None."""
        return self._by_key.get((key, locale))

    def path(self, key: str, locale: Locale) -> str:
        """The address of what a key names, below the site's root: a page, or a place on one.

        Raises:
            KeyError: There is nothing of that key.
        """
        if key in self.places:
            place = self.places[key]
            return f"{self.page(place.page, locale).path}#{place.anchor}"
        return self.page(key, locale).path

    def title(self, key: str, locale: Locale) -> str:
        """The title of what a key names."""
        return self.places[key].title[locale] if key in self.places else self.page(key, locale).title

    def full_title(self, page: Page) -> str:
        """The title as it stands alone, in a browser's tab or a search result: a chapter names its role."""
        if page.kind not in {"chapter", "full_guide"} or page.role_id is None or page.locale is None:
            return page.title
        return f"{self.guide.roles[page.role_id].profile.title[page.locale]}: {page.title}"

    @cached_property
    def places(self) -> dict[str, PlaceOnPage]:
        """What has a key of its own but shares a page: terms, salary bands."""
        glossary, levels = self.guide.glossary, self.guide.levels
        return {f"term/{term}": PlaceOnPage("page/glossary", term, glossary[term].term) for term in glossary} | {
            f"role/{role.id}/band/{band.level}": PlaceOnPage(
                f"role/{role.id}/chapter/salary", f"band-{band.level}", levels[band.level].name
            )
            for role in self.guide.roles.values()
            for band in (role.salary.bands if role.salary else ())
        }

    def all_keys(self) -> list[str]:
        """Everything that has an address in each language, and therefore a permanent one."""
        here = [page.key for page in self.pages if page.locale == DEFAULT_LOCALE and page.kind != "not_found"]
        return [*here, *self.places]

    # --- editions

    def edition(self, page: Page) -> Edition:
        """The edition that a page is of."""
        return next(edition for edition in self.editions if edition.month == page.edition)

    def editions_of(self, role: Role, locale: Locale) -> list[Page]:
        """The pages of a role in editions, the newest first; there it may have another id than today."""
        keys = [f"edition/{edition.month}/role/{role_id}" for edition in self.editions for role_id in _ids(role)]
        return [page for key in keys if (page := self.find(key, locale))]

    def role_of_edition(self, page: Page) -> Role | None:
        """The role of today that a page of an edition was of; None where there is no such role any more."""
        return next((role for role in self.guide.roles.values() if page.part_id in _ids(role)), None)

    # --- connections

    def alternates(self, page: Page) -> list[Page]:
        """The page in each locale, itself included; empty for pages that are in every language."""
        return [self.page(page.key, locale) for locale in LOCALES] if page.locale else []

    def language_switch(self, page: Page) -> list[Page]:
        """Where a reader switches language: to the same page; from a page in every language, to the home pages."""
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
        indexes = [self.page(f"page/{kind.plural}", locale) for kind in KINDS.values() if kind.pages != "none"]
        home = self.page("page/home", locale)
        return [home, *indexes, *(page for page in self.below(home) if page.kind == "article")]

    def below(self, page: Page) -> list[Page]:
        """The pages whose breadcrumbs end with a page, in order."""
        return self._below.get((page.key, page.locale), [])

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
    def _below(self) -> dict[tuple[str | None, Locale | None], list[Page]]:
        below: dict[tuple[str | None, Locale | None], list[Page]] = {}
        for page in self.pages:
            below.setdefault((page.parent, page.locale), []).append(page)
        return below

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
        yield from self._article_pages(locale)
        # Its cards come from every role's own file: there is no one file to edit.
        yield self._index(KINDS["role"], locale)
        for role in self.guide.roles.values():
            yield from self.pages_of_role(role, locale)
        for kind in CATALOGUED:
            if kind.pages != "none":
                yield replace(self._index(kind, locale), data_file=f"{kind.file}.yml")
            if kind.pages == "each":
                yield from self._record_pages(kind, locale)
        news = self._overview("news", locale, self._path("news", locale))
        yield replace(news, search_terms=tuple(words.label("news.search_terms").split(", ")))
        yield from self._pages_of_editions(locale)
        lost = words.label("not_found.title")
        yield Page("page/not-found", "not_found", locale, f"{locale}/404.html", lost, lost)

    def _pages_of_editions(self, locale: Locale) -> Iterator[Page]:
        words = self._wordings[locale]
        path = self._path("editions", locale)
        yield self._overview("editions", locale, path)
        for edition in self.editions:
            for role_id, role in edition.roles.items():
                names = {"role": role.title[locale], "month": words.month(edition.first_day)}
                yield Page(
                    key=f"edition/{edition.month}/role/{role_id}",
                    kind="edition",
                    locale=locale,
                    path=f"{path}{edition.month}/{role.slug[locale]}/",
                    title=words.label("editions.page_title", **names),
                    description=words.label("editions.page_description", **names),
                    parent="page/editions",
                    part_id=role_id,
                    edition=edition.month,
                )

    def _article_pages(self, locale: Locale) -> Iterator[Page]:
        written = {article.path: f"page/{article.id}" for article in self._articles if article.locale == locale}
        editors = next((path for path, key in written.items() if key == FOR_EDITORS), None)
        for article in self._articles:
            if article.locale != locale:
                continue
            is_home, folder = article.id == "home", _folder_above(article.path)
            yield Page(
                key=f"page/{article.id}",
                kind="home" if is_home else "article",
                locale=locale,
                path=article.path,
                title=article.title,
                description=article.description,
                # A page in a folder stands below the page of the folder's name.
                parent=None if is_home else written.get(folder, "page/home"),
                is_for_editors=editors is not None and folder.startswith(editors),
            )
        if editors is not None:
            below = self._wordings[locale].label("addresses.data_dictionary")
            yield from self._data_dictionary(f"{editors}{below}/", locale)

    def _data_dictionary(self, path: str, locale: Locale) -> Iterator[Page]:
        words = self._wordings[locale]
        dictionary = self._overview("data_dictionary", locale, path)
        yield replace(dictionary, parent=FOR_EDITORS, is_for_editors=True)
        for name, kind in FILE_KINDS.items():
            yield Page(
                key=f"data-file/{name}",
                kind="data_file",
                locale=locale,
                path=f"{path}{name}/",
                title=kind.place(words.label("data_dictionary.role")).removeprefix("roles/"),
                description=words.label(f"data_files.{name}"),
                parent=dictionary.key,
                part_id=name,
                is_for_editors=True,
            )

    def _index(self, kind: Kind, locale: Locale) -> Page:
        return self._overview(kind.plural, locale, self.index_path(kind, locale))

    def _overview(self, name: str, locale: Locale, path: str) -> Page:
        """A page of its own kind, below the home page, that a group of labels has the words of."""
        label = self._wordings[locale].label
        key = f"page/{name.replace('_', '-')}"
        return Page(key, name, locale, path, label(f"{name}.title"), label(f"{name}.description"), "page/home")

    def index_path(self, kind: Kind, locale: Locale) -> str:
        """The address of the page of all records of a kind, below which those of each stand."""
        return self._path(kind.plural, locale)

    def role_path(self, role: Role, locale: Locale, name: str = "") -> str:
        """The address of a role, or of what stands below it: `name` is one of the words in `role_addresses`."""
        path = f"{self.index_path(KINDS['role'], locale)}{role.profile.slug[locale]}/"
        return f"{path}{self._wordings[locale].label(f'role_addresses.{name}')}/" if name else path

    def _path(self, name: str, locale: Locale) -> str:
        return f"{locale}/{self._wordings[locale].label(f'addresses.{name}')}/"

    def pages_of_role(self, role: Role, locale: Locale) -> Iterator[Page]:
        """The pages that a role has, or would have: it need not be the guide's own version of it."""
        words = self._wordings[locale]
        key, folder = f"role/{role.id}", f"roles/{role.id}"
        yield Page(
            key=key,
            kind="role",
            locale=locale,
            path=self.role_path(role, locale),
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
            chapter_key, chapter_path = f"{key}/chapter/{chapter_id}", self.role_path(role, locale, chapter_id)
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
            path=self.role_path(role, locale, "full_guide"),
            title=words.label("full_guide.title"),
            description=words.label("full_guide.description", role=role.profile.title[locale]),
            parent=key,
            data_file=f"{folder}/role.yml",
            role_id=role.id,
        )

    def _record_pages(self, kind: Kind, locale: Locale) -> Iterator[Page]:
        for record_id, record in self.guide.records(kind.name).items():
            yield Page(
                key=f"{kind.name}/{record_id}",
                kind=kind.name,
                locale=locale,
                path=f"{self.index_path(kind, locale)}{record.slug[locale] if kind.has_slug else record_id}/",
                title=title_of(record)[locale],
                description=record.summary[locale],
                parent=f"page/{kind.plural}",
                data_file=f"{kind.file}.yml",
                part_id=record_id,
                search_terms=_terms(getattr(record, "search_terms", None), locale),
            )

    # --- checking

    def _check_paths(self) -> None:
        taken: dict[str, Page] = {}
        problems = []
        for page in self.pages:
            if page.path in taken:
                details = {"value": f"/{page.path}", "other": self._made_from(taken[page.path]).as_posix()}
                problems.append(Problem(self._made_from(page), START, "address_taken", details))
            taken.setdefault(page.path, page)
        if problems:
            raise DataError(problems)

    def _made_from(self, page: Page) -> Path:
        """The file that an editor opens to change a page."""
        if page.data_file:
            return Path("data") / page.data_file
        if page.edition:
            return Path("editions") / page.edition / "edition.yml"
        article = self._article_of.get((page.key, page.locale))
        return Path(article.file if article else "data/labels.yml")


def _ids(role: Role) -> tuple[str, ...]:
    """The id of a role, and those that it had."""
    return role.id, *role.profile.former_ids


def _folder_above(path: str) -> str:
    """The address of the folder that a page's own folder stands in: `it/` for `it/metodo/`."""
    return f"{path.rstrip('/').rpartition('/')[0]}/"


def _terms(terms: Words | None, locale: Locale) -> tuple[str, ...]:
    return tuple(terms[locale]) if terms else ()
