"""How long after a file is saved the change shows in an open browser, and how soon a preview is there at all.

Usage: python benchmarks/preview_latency.py [--roles 1000] [--edits 20]

Serves the shipped guide, then the small guide of the tests with many roles, each with `mkdocs serve` and a page of a
role open in Chromium ($CHROMIUM, or Playwright's own). Each edit changes an amount in a salary.yml; measured is the
time from the write to the moment when the new amount stands in the page. The baseline is a plain Material site with the
words of the shipped guide's pages, served by stock MkDocs in the same run: trust the ratio, not the seconds.
"""

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from sites import MODEL_ROLE, PROJECT, multiplied_guide, plain_site

STARTING = 1800
"""Seconds that a server may take until it answers."""
SHOWING = 60
"""Seconds that an edit may take until it shows."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, float]]:
    """The address of a preview of a folder, and the seconds until its first page was there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    start = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--quiet", "--dev-addr", place],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"http://{place}/"},
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - start < STARTING:
            try:
                with urllib.request.urlopen(f"http://{place}/it/", timeout=SHOWING):
                    break
            except OSError:
                time.sleep(0.05)
        yield f"http://{place}/", time.perf_counter() - start
    finally:
        server.terminate()
        server.wait()


def latencies(page: Page, address: str, file: Path, pattern: str, *, shown: str, edits: int) -> list[float]:
    """Seconds from each write to the moment when its amount is in the page.

    Args:
        page: A browser's page.
        address: What it has open.
        file: The file that is edited.
        pattern: What is replaced in it: a regular expression with one group, the amount.
        shown: The amount as the page shows it, with `{}` for its thousands.
        edits: How many edits to make.
    """
    text = file.read_text("utf-8")
    found = re.search(pattern, text)
    assert found is not None, f"{file} has no {pattern}"
    page.goto(address)
    seconds = []
    for number in range(edits):
        thousands = 101 + number
        # Saves come at any moment between two looks of the watcher.
        time.sleep(0.7 + 0.037 * (number % 14))
        start = time.perf_counter()
        file.write_text(f"{text[: found.start(1)]}{thousands}000{text[found.end(1) :]}", "utf-8")
        page.get_by_text(shown.format(thousands)).first.wait_for(state="attached", timeout=SHOWING * 1000)
        seconds.append(time.perf_counter() - start)
    file.write_text(text, "utf-8")
    return seconds


def report(name: str, start: float, seconds: list[float], baseline: float | None) -> float:
    """Print a line, and give the median."""
    median = statistics.median(seconds)
    ratio = f"{baseline / median:6.1f}" if baseline else "     –"
    print(f"{name:34} {start:8.1f} {min(seconds):7.2f} {median:7.2f} {max(seconds):7.2f} {ratio}", flush=True)
    return median


def main() -> None:
    """Print a line for each guide."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--roles", type=int, default=1000)
    options.add_argument("--edits", type=int, default=20)
    chosen = options.parse_args()
    print(f"{'':34} first page, s: min, median, max of {chosen.edits} edits, times as fast as the baseline")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        page = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM")).new_page()
        shipped, plain, many = (Path(folder) / name for name in ("shipped", "plain", "many"))
        shipped.mkdir()
        for name in ("mkdocs.yml", "macros.py"):
            shutil.copy(PROJECT / name, shipped)
        for name in ("overrides", "data", "docs", "editions"):
            shutil.copytree(PROJECT / name, shipped / name)
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet"],
            cwd=shipped,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            check=True,
        )
        plain.mkdir()
        plain_site(plain, shipped / "site")
        salary = "it/ruoli/key-account-manager/stipendio/"
        with served(plain) as (address, start):
            file = plain / "docs" / salary / "index.md"
            file.write_text(f"{file.read_text('utf-8')}\n\n100000 EUR\n", "utf-8")
            time.sleep(5)
            seconds = latencies(page, address + salary, file, r"(\d+) EUR", shown="{}000 EUR", edits=chosen.edits)
            baseline = report("plain Material, as many pages", start, seconds, None)
        with served(shipped) as (address, start):
            file = shipped / "data/roles/key-account-manager/salary.yml"
            seconds = latencies(page, address + salary, file, r"max: (40000)", shown="{}.000", edits=chosen.edits)
            report("the shipped guide", start, seconds, baseline)
        many.mkdir()
        multiplied_guide(many, chosen.roles)
        with served(many) as (address, start):
            file = many / f"data/roles/{MODEL_ROLE}/salary.yml"
            opened = f"{address}it/ruoli/soffiatore-di-vetro/stipendio/"
            seconds = latencies(page, opened, file, r"max: (26000)", shown="{}.000", edits=chosen.edits)
            report(f"{chosen.roles} roles", start, seconds, baseline)


if __name__ == "__main__":
    main()
