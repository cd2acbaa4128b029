"""The search index: Pagefind over the pages of a site, one index per locale (told apart by `<html lang>`).

Pagefind keeps all that it indexes in memory. So the pages of a large guide are dealt out to several bundles, written
one after the other, and the browser merges what it finds in each.
"""

import json
import math
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from pagefind_bin_extended import get_executable

from career_guide.building.publishing import write_into
from career_guide.model.characters import CURRENCY_SIGNS

_SEARCHED: Final = "data-pagefind-body"
_WAITING: Final = ".search"
"""Where pages wait within the site, so that whatever clears away an unfinished one clears this, too."""
_LARGEST: Final = 30_000_000
"""Bytes of pages in a bundle. Pagefind takes up to 16 times as much memory."""

_IN_TEXT: Final = r"(?![^<>]*>)"
"""Not within a tag, which is left as it is."""
_APART: Final = [
    (re.compile(pattern), apart)
    for pattern, apart in {
        rf"[-‐‑–—−/](?<=[\d%{CURRENCY_SIGNS}].)(?=[\d{CURRENCY_SIGNS}]){_IN_TEXT}": r" \g<0> ",
        rf"[’ʼ](?<=\w.)(?=\w){_IN_TEXT}": "'",
        rf"[‐‑–—−](?<=\w.)(?=\w){_IN_TEXT}": "-",
        r"</(?:dt|dd|th|caption|summary|legend|blockquote|pre)>": r"\g<0> ",
    }.items()
]
"""What stands for what. Pagefind splits words at white space, ASCII punctuation and the end of some blocks alone."""


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
    """Write the index of the pages that were added into the site's `pagefind/`; its `bundles.json` lists the bundles.

    Raises:
        SearchIndexError: Pagefind failed.
    """
    waiting, target = site / _WAITING, site / "pagefind"
    # A role's pages in one language are dealt together, one role after the other: so each bundle has some of every kind
    # and language, and a word is as rare there as in the guide. Only then can results of several be ranked together.
    folders = sorted(waiting.glob("*/*/*"))
    size = sum(page.stat().st_size for page in waiting.rglob("*.html"))
    count = max(1, min(math.ceil(size / _LARGEST), len(folders)))
    try:
        for number in range(1, count):
            part = waiting / str(number)
            for folder in folders[number::count]:
                os.renames(folder, part / folder.relative_to(waiting))
            _write_bundle(part, target / str(number))
            shutil.rmtree(part)
        _write_bundle(waiting, target)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    write_into(target, "bundles.json", json.dumps(["./", *(f"{number}/" for number in range(1, count))]))


def _write_bundle(pages: Path, target: Path) -> None:
    # C# and C++ are words here, too.
    options = ["--output-path", str(target), "--include-characters", "#+", "--quiet"]
    command = [str(get_executable()), "--site", str(pages), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode != 0:
        raise SearchIndexError((done.stderr or done.stdout).strip() or f"exit code {done.returncode}")


def to_index(html: str) -> str:
    """A page as Pagefind reads it: without what stands before its article, its words told apart.

    `l’azienda` is found as *azienda*, `30.000–40.000 €` as both amounts, `cliente–fornitore` as both words.
    """
    opening = re.search(r"<html[^>]*>", html)
    start = html.rindex("<", 0, html.index(_SEARCHED))
    article = html[start:]
    for pattern, apart in _APART:
        article = pattern.sub(apart, article)
    return (opening[0] if opening else "") + article
