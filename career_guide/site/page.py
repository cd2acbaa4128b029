"""A page of the site, a place on one, and the way from one address to another."""

from dataclasses import dataclass

from career_guide.model.locales import Locale
from career_guide.model.values import Text


@dataclass(frozen=True)
class Page:
    """One page in one locale."""

    key: str
    """Names the page in every locale: `role/key-account-manager/chapter/salary`, `skill/languages`, `page/home`."""
    kind: str
    """What it shows: a record or all of a kind (`skill`, `skills`), a `chapter`, an `article`."""
    locale: Locale | None
    """None for the two pages that are in every language."""
    path: str
    """Address below the site's root: `it/ruoli/key-account-manager/`, `404.html`; empty for the root itself."""
    title: str
    """Short title, for navigation and breadcrumbs."""
    description: str
    parent: str | None = None
    """Key of the page above, for breadcrumbs."""
    file: str | None = None
    """The file of the project that an editor opens to change the page: `data/skills.yml`, `docs/it/metodo.md`."""
    role_id: str | None = None
    part_id: str | None = None
    """The chapter's, specialization's or catalogue record's id; on a page of an edition, the id that the role had."""
    edition: str | None = None
    """The month of the edition that the page is of: `2026-11`."""
    search_terms: tuple[str, ...] = ()
    """Other words that people search for; they do not show on the page."""
    is_for_editors: bool = False
    """Whether it stands below the page for editors."""

    @property
    def is_searched(self) -> bool:
        """Whether search finds the page: not one that repeats others or holds no answer, nor one for editors."""
        unsearched = {"not_found", "full_guide", "edition"}
        return self.locale is not None and self.kind not in unsearched and not self.is_for_editors

    @property
    def output_file(self) -> str:
        """The file that holds the page, below the site's root."""
        return f"{self.path}index.html" if not self.path or self.path.endswith("/") else self.path

    @property
    def text_file(self) -> str | None:
        """The file that holds its article as Markdown; None where it is hand-written, or search does not find it."""
        return f"{self.path}index.md" if self.is_searched and self.kind not in {"home", "article"} else None

    @property
    def share_file(self) -> str | None:
        """The file that holds the picture of the page for shared links; None where it has that of another page."""
        return f"{self.path}share.png" if self.kind in {"language_choice", "home", "role", "chapter"} else None

    def chart_file(self, name: str) -> str:
        """The file of a chart of the page, to be used elsewhere."""
        return f"{self.path}{name}.svg"


@dataclass(frozen=True)
class PlaceOnPage:
    """Something that stands on a page with others, under an anchor that is the same in every locale."""

    page: str
    """Key of the page."""
    anchor: str
    title: Text


def relative(target: str, start: str) -> str:
    """The address of `target` as seen from the page `start`, both below the site's root; works under any sub-path."""
    path, mark, anchor = target.partition("#")
    folder, up = start[: start.rfind("/") + 1], ""
    while not path.startswith(folder):
        folder, up = folder[: folder.rfind("/", 0, -1) + 1], f"{up}../"
    address = up + path.removeprefix(folder)
    return f"{address or './'}{mark}{anchor}"
