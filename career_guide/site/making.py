"""The pages that there are in each locale, each with its address: every address on the site comes from here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

from career_guide.model import careers
from career_guide.model.article import Article
from career_guide.model.careers import heights
from career_guide.model.edition import Edition
from career_guide.model.fields import title_of
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CATALOGUED, CHAPTERS, FILE_KINDS, KINDS, Kind
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import Text, Words
from career_guide.site.page import Page
from career_guide.words.wording import Wording, within_a_sentence

FOR_EDITORS: Final = "page/for-editors"
"""The hand-written page that all pages for editors stand below; a guide without it has no data dictionary."""


class PageMaker:
    """Makes the pages of a guide; of articles and editions, in the order of the site."""

    def __init__(self, guide: Guide, articles: Sequence[Article], editions: Sequence[Edition]) -> None:
        self.guide = guide
        self._articles = articles
        self._editions = editions
        self.moves = careers.moves(guide)
        """The moves between roles, a page each."""
        self._wordings = {locale: Wording(guide.labels, locale) for locale in LOCALES}

    def pages(self) -> Iterator[Page]:
        """All pages: those that are in every language first, then those of each locale."""
        yield from self._pages_for_all()
        for locale in LOCALES:
            yield from self._pages(locale)

    def _pages_for_all(self) -> Iterator[Page]:
        home, lost, told = (
            mark.join(self._wordings[locale].label(key) for locale in LOCALES)
            for key, mark in (("language_choice.title", " · "), ("not_found.title", " · "), ("not_found.text", " "))
        )
        homes = [
            article
            for locale in LOCALES
            for article in self._articles
            if (article.id, article.locale) == ("home", locale)
        ]
        described = " ".join(article.description for article in homes)
        yield Page("page/language-choice", "language_choice", None, "", home, described)
        yield Page("page/not-found", "not_found", None, "404.html", lost, told)

    def _pages(self, locale: Locale) -> Iterator[Page]:
        words = self._wordings[locale]
        yield from self._article_pages(locale)
        # Its cards come from every role's own file: there is no one file to edit.
        yield self._index(KINDS["role"], locale)
        yield self._searched("start", locale)
        for role in self.guide.roles.values():
            yield from self.pages_of_role(role, locale)
        if heights(self.guide):
            yield self._searched("career_map", locale, "page/roles")
        if len(self.guide.roles) > 1:
            yield self._searched("compare_roles", locale, "page/roles")
        for kind in CATALOGUED:
            if kind.pages != "none":
                # Who looks for a chapter and names no role may mean all roles.
                terms = _split(words.label(f"search_terms.{kind.plural}")) if kind.plural in CHAPTERS else ()
                yield replace(self._index(kind, locale), file=f"data/{kind.file}.yml", search_terms=terms)
            if kind.pages == "each":
                yield from self._record_pages(kind, locale)
        if any(role.skill_uses for role in self.guide.roles.values()):
            yield self._searched("skills_matrix", locale, "page/skills")
        yield self._searched("news", locale)
        yield from self._pages_of_editions(locale)
        lost = words.label("not_found.title")
        yield Page("page/not-found", "not_found", locale, f"{locale}/404.html", lost, lost)

    def _pages_of_editions(self, locale: Locale) -> Iterator[Page]:
        words = self._wordings[locale]
        path = self._path("editions", locale)
        yield self._overview("editions", locale, path)
        for edition in self._editions:
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
                file=article.file,
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

    def _searched(self, name: str, locale: Locale, parent: str = "page/home") -> Page:
        """An overview that people look for by other words, too."""
        page = self._overview(name, locale, self._path(name, locale))
        terms = self._wordings[locale].label(f"{name}.search_terms")
        return replace(page, parent=parent, search_terms=_split(terms))

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
        key, folder = f"role/{role.id}", f"data/roles/{role.id}"
        yield Page(
            key=key,
            kind="role",
            locale=locale,
            path=self.role_path(role, locale),
            title=role.profile.title[locale],
            description=role.profile.summary[locale],
            parent="page/roles",
            file=f"{folder}/role.yml",
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
                file=f"{folder}/{chapter_id}.yml",
                role_id=role.id,
                part_id=chapter_id,
                search_terms=_split(words.label(f"search_terms.{chapter_id}")),
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
                    file=f"{folder}/specializations/{part_id}.yml",
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
            file=f"{folder}/role.yml",
            role_id=role.id,
        )
        for start, end in self.moves:
            if end == role.id:
                yield self.move_page(self.guide.roles[start], role, locale)

    def move_page(self, start: Role, end: Role, locale: Locale) -> Page:
        """The page of the move from one role to another, below the latter; neither need be the guide's own version."""
        words = self._wordings[locale]
        move = f"{_in_move(start, 'start', words)} {_in_move(end, 'end', words)}"
        title = move[:1].upper() + move[1:]
        return Page(
            key=f"role/{end.id}/from/{start.id}",
            kind="move",
            locale=locale,
            path=f"{self.role_path(end, locale, 'from')}{start.profile.slug[locale]}/",
            title=title,
            description=words.label("start.move_description", title=title),
            parent=f"role/{end.id}",
            file=f"data/roles/{self.moves[start.id, end.id].start.removeprefix('role/')}/role.yml",
            role_id=end.id,
            part_id=start.id,
            search_terms=tuple(words.label("start.move_search_terms", move=move).split(", ")),
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
                file=f"data/{kind.file}.yml",
                part_id=record_id,
                search_terms=_terms(getattr(record, "search_terms", None), locale),
            )


def _folder_above(path: str) -> str:
    """The address of the folder that a page's own folder stands in: `it/` for `it/metodo/`."""
    return f"{path.rstrip('/').rpartition('/')[0]}/"


def _in_move(role: Role, place: Literal["start", "end"], words: Wording) -> str:
    """A role at the start or the end of a move: `da sales manager`, `alla direzione commerciale`."""
    if role.profile.in_moves:
        own: Text = getattr(role.profile.in_moves, place)
        return own[words.locale]
    title = within_a_sentence(role.profile.title[words.locale])
    if place == "start":
        return words.label("start.move_start", title=title)
    # Italian says “ad” before an A.
    return words.label("start.move_end_a" if title.startswith("a") else "start.move_end", title=title)


def _split(label: str) -> tuple[str, ...]:
    return tuple(label.split(", "))


def _terms(terms: Words | None, locale: Locale) -> tuple[str, ...]:
    return tuple(terms[locale]) if terms else ()
