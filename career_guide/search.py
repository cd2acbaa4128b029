"""The search index: Pagefind over a built site, one index per locale (told apart by `<html lang>`)."""

import subprocess
import sys
from pathlib import Path


class SearchIndexError(Exception):
    """Pagefind could not index the site; the message is its own."""


def index(site: Path) -> None:
    """Write the index of a built site into its `pagefind/` folder.

    Only elements marked `data-pagefind-body` are indexed: pages without one stay out.

    Raises:
        SearchIndexError: Pagefind failed.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    # C# and C++ are words here, too.
    command += ["--include-characters", "#+"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode != 0:
        raise SearchIndexError((done.stderr or done.stdout).strip() or f"exit code {done.returncode}")
