"""The search index: Pagefind over a built site, one index per locale (told apart by `<html lang>`)."""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_SEARCHED: Final = "data-pagefind-body"

# Pagefind splits words at white space, ASCII punctuation and the end of some blocks alone. A tag is left as it is.
_JOINED: Final = re.compile(
    r"(?P<tag><(?P<block>/(?:dt|dd|th|caption|summary|legend|blockquote|pre)\b)?[^>]*>)"
    r"|(?<=\w)(?P<apostrophe>[’ʼ])(?=\w)"
    r"|(?<=[\d€%])(?P<range>[-‐‑–—−/])(?=[\d€])"
    r"|(?<=\w)(?P<dash>[‐‑–—−])(?=\w)"
)


class SearchIndexError(Exception):
    """Pagefind could not index the site; the message is its own."""


def index(site: Path) -> None:
    """Write the index of a built site into its `pagefind/` folder.

    Only elements marked `data-pagefind-body` are indexed: pages without one stay out.

    Raises:
        SearchIndexError: Pagefind failed.
    """
    if not site.is_dir():
        raise SearchIndexError(f"{site} does not exist")
    pages = sorted(site.rglob("*.html"))
    # Within the site, so that whatever clears away an unfinished one clears this, too.
    with TemporaryDirectory(dir=site, prefix=".search-") as folder:
        for page in pages:
            html = page.read_text("utf-8")
            if _SEARCHED in html:
                copy = Path(folder) / page.relative_to(site)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(to_index(html), "utf-8")
        # C# and C++ are words here, too.
        options = ["--output-path", str(site / "pagefind"), "--include-characters", "#+", "--quiet"]
        command = [sys.executable, "-m", "pagefind", "--site", folder, *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
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
