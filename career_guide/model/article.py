"""A hand-written page, as the site plan needs to know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from career_guide.model.locales import Locale

NEEDED: Final[Mapping[str, str]] = {"home": "index.md", "method": "method.md"}
"""The hand-written pages that the site itself leads to, with a name for their file: every guide has them."""


Menu = Literal["main", "work", "foot"]
"""The menus: of all readers, of those for whom the guide is work, and at the foot alone."""


@dataclass(frozen=True)
class Article:
    """A page that stands in `docs/`."""

    id: str
    """What it is called in links, the same for its twin in the other language: `page:` in its front matter."""
    locale: Locale
    """The language of the folder that it stands in."""
    path: str
    """Address below the site's root: `it/`, `it/metodo/`."""
    title: str
    """From its front matter, as all the texts here: the title of the page."""
    description: str
    """A plain sentence or two for search engines, shared links and cards."""
    file: str
    """Relative to the project's folder: `docs/it/metodo.md`."""
    position: int = 0
    """Place among the hand-written pages in the navigation."""
    menu: Menu = "main"
    """Which menu leads to it."""
    markdown: str = ""
    """What follows the front matter."""
    first_line: int = 1
    """The line of the file that the Markdown begins on."""
