"""The site plan: which pages exist in each locale, where they stand, and how they are connected.

Takes the checked guide, the hand-written pages and the editions; gives pages with their twins, parents and neighbours.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from career_guide.model.article import Article, Menu
from career_guide.model.edition import Edition
from career_guide.model.fields import title_of
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CATALOGUED
from career_guide.model.locales import DEFAULT_LOCALE, LOCALES, Locale
from career_guide.site.making import PageMaker
from career_guide.site.page import Page, PlaceOnPage
from career_guide.words.problems import START, DataError, Problem

_BESIDE_A_ROLE: Final = frozenset({"full_guide", "move"})
"""The kinds of pages that belong to a role and are not read with it from beginning to end."""


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
        self._articles = {article.file: article for article in articles}
        in_order = sorted(self._articles.values(), key=lambda article: (article.position, article.id))
        self.maker = PageMaker(guide, in_order, self.editions)
        self.pages = list(self.maker.pages())
        self._by_key = {(page.key, page.locale): page for page in self.pages}
        self._by_output = {page.output_file: page for page in self.pages}
        self._check_paths()

    # --- looking up

    def page(self, key: str, locale: Locale | None) -> Page:
        """The page with a key in a locale.

        Raises:
            KeyError: There is none.
        """
        return self._by_key[key, locale]

    @cached_property
    def of_articles(self) -> Mapping[str, Page]:
        """The pages of hand-written files, `docs/it/metodo.md`."""
        return {page.file: page for page in self.pages if page.file in self._articles}

    def article(self, page: Page) -> Article:
        """The hand-written file of a page of kind `home` or `article`."""
        return self._articles[page.file or ""]

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
        """What has a key of its own but shares a page: terms, sources, salary bands."""
        levels = self.guide.levels
        return {
            f"{kind.name}/{record_id}": PlaceOnPage(f"page/{kind.plural}", record_id, title_of(record))
            for kind in CATALOGUED
            if kind.pages == "one"
            for record_id, record in self.guide.records(kind.name).items()
        } | {
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

    def shown_when_shared(self, page: Page) -> Page:
        """The page whose picture a shared link to a page shows: the page itself, else its role, else the home page."""
        above = f"role/{page.role_id}" if page.role_id else "page/home" if page.locale else "page/language-choice"
        found = self.page(page.key, page.locale)
        return found if found.share_file else self.page(above, page.locale)

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

    def navigation(self, locale: Locale, menu: Menu = "main") -> list[Page]:
        """The pages that a menu on every page leads to, in order."""
        home = self.page("page/home", locale)
        listed = [f"page/{kind.plural}" for kind in CATALOGUED if kind.pages != "none" and kind.menu == menu]
        written = [page for page in self.below(home) if page.kind == "article" and self.article(page).menu == menu]
        pages = [*(self.page(key, locale) for key in listed), *written]
        if menu != "main":
            return pages
        return [home, self.page("page/roles", locale), self.page("page/start", locale), *pages]

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
        if page.role_id is None or page.locale is None or page.kind in _BESIDE_A_ROLE:
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
            if page.role_id is not None and page.locale is not None and page.kind not in _BESIDE_A_ROLE:
                orders.setdefault((page.role_id, page.locale), []).append(page)
        return orders

    # --- checking

    def _check_paths(self) -> None:
        taken: dict[str, Page] = {}
        problems = []
        for page in self.pages:
            if page.path in taken:
                details = {"value": f"/{page.path}", "other": _made_from(taken[page.path])}
                problems.append(Problem(Path(_made_from(page)), START, "address_taken", details))
            taken.setdefault(page.path, page)
        if problems:
            raise DataError(problems)


def _made_from(page: Page) -> str:
    """The file that an editor opens to change a page."""
    if page.edition:
        return f"editions/{page.edition}/edition.yml"
    return page.file or "data/labels.yml"


def _ids(role: Role) -> tuple[str, ...]:
    """The id of a role, and those that it had."""
    return role.id, *role.profile.former_ids
