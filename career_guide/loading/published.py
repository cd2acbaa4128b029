"""`published/` → the addresses that releases promised, and where those lead whose page is gone for good.

`addresses.txt` is written by `career-guide release`: an address on each line and, where its page was gone by then, the
address that it led to. `gone.yml` says of an address that is given up to which other one it leads, and speaks for all
below it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from career_guide.loading.checked import check
from career_guide.loading.folders import files_below
from career_guide.loading.yaml_source import Document, read, read_text
from career_guide.words.problems import MOST, DataError, Place, Problem

FOLDER: Final = Path("published")
LIST: Final = FOLDER / "addresses.txt"
"""The list, in the project's folder."""
GONE: Final = FOLDER / "gone.yml"


_LARGEST: Final = 5_000_000
"""Bytes of the list; that of a guide of a thousand roles has a third."""
_ADDRESS: Final = re.compile(r"(?=.{1,1000}$)/([a-z0-9-]+/)*(#\S+)?")
"""Of ids and slugs alone: a redirect is written there."""


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise PydanticCustomError("not_an_address", "An address begins and ends with a slash.", {"value": value})
    return value


_Address = Annotated[str, AfterValidator(_address)]


@dataclass(frozen=True)
class Published:
    """What is promised."""

    lines: tuple[str, ...]
    """Those of the list."""
    gone: Mapping[str, str]
    """Address that was given up → the one that it leads to."""
    document: Document
    """Where that is written."""

    @cached_property
    def led_to(self) -> dict[str, str]:
        """Each promised address → where it led at the last release; empty where there was a page."""
        return {address: target for address, _, target in (line.partition(" ") for line in self.lines) if address}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Each promised address → its place in the list."""
        numbered = ((line.partition(" ")[0], number) for number, line in enumerate(self.lines, start=1))
        return {address: Place(number, 1) for address, number in numbered if address}

    def speaks_for(self, address: str) -> str | None:
        """The longest of the addresses that were given up which speaks for another; None where there is none."""
        ends = (end.end() for end in re.finditer("/|$", address))
        return next((gone for end in sorted(ends, reverse=True) if (gone := address[:end]) in self.gone), None)

    @property
    def leads(self) -> dict[str, str]:
        """Path of each page that was given up → where it leads; both below the site's root."""
        return {
            address.removeprefix("/"): self.gone[gone].removeprefix("/")
            for address in self.led_to
            if (gone := self.speaks_for(address)) is not None
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
    listed = read_text(folder / LIST.name, LIST, _LARGEST) if LIST.name in files else Document(LIST)
    document = read(folder / GONE.name, GONE) if GONE.name in files else Document(GONE)
    lines = listed.text.splitlines()
    if not listed.problems:
        listed.problems += islice(_line_problems(listed, lines), MOST)
    found: dict[str, str] = {}
    if not document.problems and document.data is not None:
        found, document.problems = check(document, dict[_Address, _Address], {})
    if listed.problems or document.problems:
        raise DataError([*listed.problems, *document.problems])
    return Published(tuple(lines), found, document)


def _line_problems(document: Document, lines: Iterable[str]) -> Iterator[Problem]:
    """Lines that are no address, with where it leads or without."""
    for number, line in enumerate(lines, start=1):
        for address in line.split(" ", 1) if line else ():
            if not _ADDRESS.fullmatch(address):
                yield document.problem(Place(number, 1), "not_an_address", value=address)
