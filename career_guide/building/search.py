"""The search index: Pagefind over the pages of a site, one index per locale (told apart by `<html lang>`).

Pagefind keeps all that it indexes in memory. So the pages of a large guide are dealt out to several bundles, written
one after the other, and the browser merges what it finds in each.
"""

import gzip
import hashlib
import json
import math
import os
import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import cbor2
from pagefind_bin_extended import get_executable

from career_guide.building.publishing import write_into
from career_guide.model.characters import CURRENCY_SIGNS

_UNUSED: Final = re.compile(r"pagefind-([a-z-]*ui|highlight)\.")
"""Pagefind's own dialogs and its marker of words: 400 KB that no page loads."""
_SEARCHED: Final = "data-pagefind-body"
_WAITING: Final = ".search"
"""Where pages wait within the site, so that whatever clears away an unfinished one clears this, too."""
_LARGEST: Final = 30_000_000
"""Bytes of pages in a bundle. Pagefind takes up to 16 times as much memory."""

_ENTRY: Final = "pagefind-entry.json"
"""Where a browser begins: it names the first file of each language."""
_MAGIC: Final = b"pagefind_dcd"
"""How what is packed in a file of the index begins; CBOR follows."""

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
    pages = sorted(path.relative_to(waiting) for path in waiting.rglob("*.html"))
    # A role's pages in one language are dealt together, one role after the other: so each bundle has some of every kind
    # and language, and a word is as rare there as in the guide. Only then can results of several be ranked together.
    folders = sorted({page.parts[:3] for page in pages if len(page.parts) > 2})  # noqa: PLR2004 - see the line above
    size = sum((waiting / page).stat().st_size for page in pages)
    count = max(1, min(math.ceil(size / _LARGEST), len(folders)))
    bundle_of = {folder: number % count for number, folder in enumerate(folders)}
    bundles = ["./", *(f"{number}/" for number in range(1, count))]
    try:
        for number, bundle in enumerate(bundles):
            files = _indexed(waiting, [page for page in pages if bundle_of.get(page.parts[:3], 0) == number])
            for path, content in _in_order(files).items():
                write_into(target / bundle, path, content)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    write_into(target, "bundles.json", json.dumps(bundles))


def _indexed(folder: Path, pages: Sequence[Path]) -> dict[str, bytes]:
    """The files of an index.

    Pagefind is handed the pages and hands back the files: a folder it would read in the order of the file system, and
    what it cannot write to a full disk it would leave out without a word.
    """
    # With the end of its input, Pagefind ends, too: no build that is killed leaves it behind.
    command = [str(get_executable()), "--service"]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:  # noqa: S603 - our own
            # C# and C++ are words here, too.
            _answer(running, "NewIndex", config={"include_characters": "#+"})
            for page in pages:
                text = (folder / page).read_text("utf-8")
                _answer(running, "AddFile", index_id=0, file_path=page.as_posix(), file_contents=text)
            files = _answer(running, "GetFiles", index_id=0)["files"]
    except (BrokenPipeError, EOFError):
        raise SearchIndexError(f"exit code {running.returncode}") from None
    return {file["path"]: b64decode(file["content"]) for file in files if not _UNUSED.match(file["path"])}


def _answer(running: "subprocess.Popen[bytes]", request: str, **details: object) -> Any:
    """What Pagefind answers; messages are JSON in Base64, each with a comma after it."""
    assert running.stdin
    assert running.stdout
    message = {"message_id": 0, "payload": {"type": request} | details}
    received = bytearray()
    running.stdin.write(b64encode(json.dumps(message).encode()) + b",")
    running.stdin.flush()
    while not received.endswith(b","):
        part = os.read(running.stdout.fileno(), 1 << 20)
        if not part:
            raise EOFError
        received += part
    answer = json.loads(b64decode(received))["payload"]
    if answer["type"] == "Error":
        raise SearchIndexError(answer["message"])
    return answer


# --- the same bytes each time


def _in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same index for the same pages: Pagefind leaves the order of languages, filters and their values to chance.

    It names files after what is in them, so that the names of these change, too.
    """
    ordered = dict(files)
    entry = json.loads(files[_ENTRY])
    entry["languages"] = dict(sorted(entry["languages"].items()))
    for language, about in entry["languages"].items():
        _, _, _, filters, *_ = meta = _unpacked(ordered.pop(f"pagefind.{about['hash']}.pf_meta"))
        for one in filters:
            name, values = _unpacked(ordered.pop(f"filter/{one[1]}.pf_filter"))
            packed = _packed([name, sorted(values)])
            one[1] = _name(language, packed)
            ordered[f"filter/{one[1]}.pf_filter"] = packed
        filters.sort()
        packed = _packed(meta)
        about["hash"] = _name(language, packed)
        ordered[f"pagefind.{about['hash']}.pf_meta"] = packed
    ordered[_ENTRY] = json.dumps(entry).encode()
    return ordered


def _name(language: str, content: bytes) -> str:
    return f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"


def _unpacked(packed: bytes) -> Any:
    """What is in a file of the index."""
    return cbor2.loads(gzip.decompress(packed).removeprefix(_MAGIC))


def _packed(content: Any) -> bytes:
    """A file of the index: the reverse of `_unpacked`."""
    return gzip.compress(_MAGIC + cbor2.dumps(content), mtime=0)


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
