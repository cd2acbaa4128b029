"""`published/` → the addresses that were published, and where those of pages that are gone lead.

`addresses.txt` has an address on each line. `gone.yml` says of an address that is given up to which other one it leads;
an address that ends with a slash speaks for all below it, and each for its own anchors.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from career_guide.loading.checked import check
from career_guide.loading.folders import files_below
from career_guide.loading.yaml_source import Document, read, read_text
from career_guide.words.problems import DataError, Problem

FOLDER: Final = Path("published")
LIST: Final = FOLDER / "addresses.txt"
"""The list, in the project's folder: one address a line, sorted."""
GONE: Final = FOLDER / "gone.yml"


def _address(value: str) -> str:
    if not value.startswith("/"):
        raise PydanticCustomError("not_an_address", "An address begins with a slash.", {"value": value})
    return value


_Address = Annotated[str, AfterValidator(_address)]


@dataclass(frozen=True)
class Published:
    """What is promised."""

    addresses: tuple[str, ...]
    """Line by line; a page's ends with a slash; there may be an anchor behind it."""
    gone: Mapping[str, str]
    """Address that was given up → the one that it leads to."""
    document: Document
    """Where each is written."""

    def speaks_for(self, address: str) -> str | None:
        """The longest of the addresses that were given up which speaks for another; None where there is none."""
        found = (gone for gone in self.gone if _is_below(address, gone))
        return max(found, key=len, default=None)

    @property
    def leads(self) -> dict[str, str]:
        """Path of each page and file that was given up → where it leads; both below the site's root."""
        pages = {address: self.speaks_for(address) for address in self.addresses if self.gone and "#" not in address}
        return {
            address.removeprefix("/"): self.gone[gone].removeprefix("/")
            for address, gone in pages.items()
            if gone is not None
        }


def load_published(folder: Path) -> Published:
    """Read what was published.

    Args:
        folder: `published/`; it need not exist.

    Raises:
        DataError: One of the files cannot be read, or is a link.
    """
    links: list[Problem] = []
    files = files_below(folder, FOLDER, links)
    if links:
        raise DataError(links)
    listed = read_text(folder / LIST.name, LIST) if LIST.name in files else Document(LIST)
    document = read(folder / GONE.name, GONE) if GONE.name in files else Document(GONE)
    found: dict[str, str] = {}
    if not document.problems and document.data is not None:
        found, document.problems = check(document, dict[_Address, _Address], {})
    if listed.problems or document.problems:
        raise DataError(
            replace(problem, line=one.line(problem.place)) for one in (listed, document) for problem in one.problems
        )
    return Published(tuple(listed.text.splitlines()), found, document)


def _is_below(address: str, other: str) -> bool:
    return address == other or address.startswith(f"{other}#") or (other.endswith("/") and address.startswith(other))
