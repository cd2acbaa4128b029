"""Write the guide as a plain project for another engine: pages in Markdown, and a configuration for each language.

Usage: python scripts/plain_project.py FOLDER

In the new folder, `zensical build -f mkdocs.it.yml`, or the same with `mkdocs` and Material, makes the Italian site in
`site/it/`; `mkdocs.en.yml` makes the English one beside it. With SITE_URL set, they know their address. ARCHITECTURE.md
lists what a plain project lacks.
"""

import os
import re
import sys
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import yaml
from lxml import html
from lxml.html import HtmlElement, defs

from career_guide import exports
from career_guide.building.project import Project
from career_guide.model import licence
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.as_markdown import as_markdown
from career_guide.pages.hand_written import expanded
from career_guide.pages.joining import without_live
from career_guide.site.page import Page, relative

_ANCHOR: Final = re.compile("\ue000([^\ue001]*)\ue001")
"""A place that links may lead to, on its way through Markdown: no text of the guide holds these characters."""
_ANCHOR_OF_HEADING: Final = re.compile(f"^(#+) {_ANCHOR.pattern}(.*)$", re.MULTILINE)
_WITHIN: Final = "guide:"
"""Begins the address of a link within the guide, until it is known which anchors its page has."""
_LINK: Final = re.compile(rf"\]\({_WITHIN}([^#)]*)#?([^)]*)\)")
_BLOCKS: Final = defs.block_tags | {"details", "figure", "section", "summary"}
"""An anchor before one of these would be a paragraph of its own."""
_COMPLETE: Final = (".csv", ".docx", ".svg", ".xlsx")
"""Files that need no others, and can stand beside the pages that lead to them."""


class PlainProject:
    """The pages that search finds, in the folders of their addresses."""

    def __init__(self, project: Project, site_url: str) -> None:
        self._site_url = site_url
        self._renderer = project.open("")
        self._plan = self._renderer.plan
        self._exports = exports.files(self._renderer, project.references)
        self._pages = {page.path: page for page in self._plan.pages if page.is_searched}
        self._beside: set[str] = set()
        """Files of the site that pages of this project lead to, below the folder of the pages' language."""

    def files(self) -> dict[str, str | bytes]:
        """All files of the project, by path."""
        texts = {path: as_markdown(self._marked(page), "") for path, page in self._pages.items()}
        there = {(path, anchor) for path, text in texts.items() for anchor in _ANCHOR.findall(text)}
        aims = there & {aim for text in texts.values() for aim in _LINK.findall(text)}
        made: dict[str, str | bytes] = {f"mkdocs.{locale}.yml": self._settings(locale) for locale in LOCALES}
        made |= {f"docs/{path}index.md": self._whole(self._pages[path], text, aims) for path, text in texts.items()}
        return made | {f"docs/{path}": self._exports[path.partition("/")[2]]() for path in self._beside}

    def _marked(self, page: Page) -> str:
        """A page's article with a mark at each anchor, and with those links alone that lead to something here."""
        article = html.fragment_fromstring(self._article(page), create_parent="div")
        without_live(article)
        for former in article.xpath(".//*[@id][not(node())]"):
            former.drop_tree()
        for element in article.xpath(".//*[@id][not(self::pre or self::code)]"):
            first = element
            while not (first.text or "").strip() and len(first) and first[0].tag in _BLOCKS:
                first = first[0]
            first.text = f"\ue000{element.get('id')}\ue001{first.text or ''}"
        for link in article.xpath(".//a[@href]"):
            self._aim(link, page)
        return html.tostring(article, encoding="unicode")

    def _article(self, page: Page) -> str:
        if page.text_file:
            return self._renderer.article_html(page)
        return self._renderer.article(page, expanded(self._plan.article(page), self._renderer)).html

    def _aim(self, link: HtmlElement, page: Page) -> None:
        address = urlsplit(urljoin(f"/{page.path}", link.get("href", "")))
        path = address.path.removeprefix("/")
        if address.scheme:
            return
        if path in self._pages:
            link.set("href", f"{_WITHIN}{path}#{address.fragment}")
        elif path in self._exports and path.endswith(_COMPLETE):
            beside = f"{page.locale}/{path}"
            self._beside.add(beside)
            link.set("href", relative(beside, page.path))
        else:
            link.drop_tag()

    def _whole(self, page: Page, text: str, aims: set[tuple[str, str]]) -> str:
        """A page's file: front matter, and the text with the way to other languages below its title."""

        def link(found: re.Match[str]) -> str:
            path, anchor = found.groups()
            file = relative(f"{path}index.md", page.path)
            return f"]({file}#{anchor})" if (path, anchor) in aims else f"]({file})"

        def place(found: re.Match[str]) -> str:
            return f'<a id="{found[1]}"></a>' if (page.path, found[1]) in aims else ""

        text = _ANCHOR.sub(place, _ANCHOR_OF_HEADING.sub(r"\1 \3 {#\2}", _LINK.sub(link, text)))
        title, _, rest = text.partition("\n\n")
        others = [
            f"[{self._label('site.language', twin.locale)}]({relative(twin.path, page.path)})"
            for twin in self._plan.language_switch(page)
        ]
        front = _yaml({"title": self._plan.full_title(page), "description": page.description})
        return f"---\n{front}---\n\n{title}\n\n{' · '.join(others)}\n\n{rest}"

    def _settings(self, locale: Locale) -> str:
        home = self._plan.page("page/home", locale)
        first = self._plan.navigation(locale)[1:]
        menu = [*first, *(page for page in self._below(home) if page not in first)]
        languages = [
            {"name": self._label("site.language", each), "link": f"../{each}/", "lang": each} for each in LOCALES
        ]
        return _yaml(
            {
                "site_name": self._label("site.name", locale),
                "site_url": self._site_url and f"{self._site_url}{home.path}",
                "copyright": licence.NAME,
                "docs_dir": f"docs/{locale}",
                "site_dir": f"site/{locale}",
                "theme": {"name": "material", "language": locale, "font": False, "features": ["navigation.indexes"]},
                "extra": {"alternate": languages},
                "markdown_extensions": ["attr_list", "tables"],
                "nav": [{home.title: "index.md"}, *map(self._entry, menu)],
            }
        )

    def _entry(self, page: Page) -> dict[str, Any]:
        """A page in the menu, with those below it."""
        file = f"{page.path.partition('/')[2]}index.md"
        below = self._below(page)
        return {page.title: [file, *map(self._entry, below)] if below else file}

    def _below(self, page: Page) -> list[Page]:
        return [below for below in self._plan.below(page) if below.path in self._pages]

    def _label(self, label: str, locale: Locale | None) -> str:
        assert locale is not None
        return self._renderer.wordings[locale].label(label)


def _yaml(content: dict[str, Any]) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)


def main() -> None:
    """Write the project of the guide in this folder."""
    project = PlainProject(Project.in_folder(Path()), os.environ.get("SITE_URL", ""))
    folder = Path(sys.argv[1])
    folder.mkdir()
    for name, content in project.files().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    main()
