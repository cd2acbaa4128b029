"""The search index: Pagefind over the pages of a site, one index per locale (told apart by `<html lang>`)."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from career_guide.building.publishing import write_into
from career_guide.model.characters import CURRENCY_SIGNS

_SEARCHED: Final = "data-pagefind-body"
_WAITING: Final = ".search"
"""Where pages wait within the site, so that whatever clears away an unfinished one clears this, too."""

# Pagefind splits words at white space, ASCII punctuation and the end of some blocks alone. A tag is left as it is.
_JOINED: Final = re.compile(
    r"(?P<tag><(?P<block>/(?:dt|dd|th|caption|summary|legend|blockquote|pre)\b)?[^>]*>)"
    r"|(?<=\w)(?P<apostrophe>[’ʼ])(?=\w)"
    rf"|(?<=[\d%{CURRENCY_SIGNS}])(?P<range>[-‐‑–—−/])(?=[\d{CURRENCY_SIGNS}])"
    r"|(?<=\w)(?P<dash>[‐‑–—−])(?=\w)"
)


class SearchIndexError(Exception):
    """Pagefind could not index the site; the message is its own."""


def add(site: Path, path: str, html: str) -> None:
    """Keep a page for `index`, as the indexer reads it; one without an element marked `data-pagefind-body` stays out.

    Args:
        site: The folder of the site.
        path: The page's file below it.
        html: The page.
    """
    if _SEARCHED in html:
        write_into(site / _WAITING, path, to_index(html))


def index(site: Path) -> None:
    """Write the index of the pages that were added into the site's `pagefind/` folder.

    Raises:
        SearchIndexError: Pagefind failed.
    """
    # C# and C++ are words here, too.
    options = ["--output-path", str(site / "pagefind"), "--include-characters", "#+", "--quiet"]
    command = [sys.executable, "-m", "pagefind", "--site", str(site / _WAITING), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    shutil.rmtree(site / _WAITING, ignore_errors=True)
    if done.returncode != 0:
        raise SearchIndexError((done.stderr or done.stdout).strip() or f"exit code {done.returncode}")


def to_index(html: str) -> str:
    """A page as Pagefind reads it: without what stands before its article, its words told apart.

    `l’azienda` is found as *azienda*, `30.000–40.000 €` as both amounts, `cliente–fornitore` as both words.
    """
    opening = re.search(r"<html[^>]*>", html)
    start = html.rindex("<", 0, html.index(_SEARCHED))
    return (opening[0] if opening else "") + _JOINED.sub(_apart, html[start:])


def _apart(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "apostrophe":
            return "'"
        case "range":
            return f" {found[0]} "
        case "dash":
            return "-"
        case _:
            return f"{found[0]} " if found["block"] else found[0]
