"""How long builds and checks take, of the shipped guide and of larger ones, against plain Material for MkDocs.

Usage: python benchmarks/build_time.py [--roles 20 100 1000] [--plain 20 100]

Writes what it measures to benchmarks/RESULTS.md. Larger guides are the small one in tests/fixtures, its role multiplied
with every chapter and a number behind every text. Plain Material builds as many pages as have an article in the guide,
with the same words, and neither search nor anything else. Run it while the machine does nothing else.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from typing import Final

from sites import PROJECT, multiplied_guide, plain_site

RESULTS: Final = PROJECT / "benchmarks/RESULTS.md"
PACKAGES: Final = ("mkdocs", "mkdocs-material", "pagefind-bin-extended", "pydantic", "jinja2")
# Runs a command, and tells what it and the processes that it began took.
RUN: Final = """
import json, resource, runpy, sys
del sys.argv[0]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps([sum(one.ru_utime + one.ru_stime for one in used), *(one.ru_maxrss / 1024 for one in used)]))
"""
ABOUT: Final = """\
# What was measured

Written by `python benchmarks/build_time.py`, which says what is measured; everything is included that a build makes:
checks, pages, documents, the API, search, addresses. The first build of a site, without any cache. Seconds are those of
the whole process; CPU seconds are those of all its processes together. MB are those of the process itself, of which the
ones that make files are copies; then those of the largest other one: such a copy, or Pagefind.

{date}, {machine}, {cores} cores, {system}; load before: {load}{busy}. Python {python}, {packages}.

| what | pages | files | seconds | CPU seconds | MB | MB of another | plain Material: seconds | times as fast |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
"""
BUSY: Final = ": **the machine was busy, so that seconds are far too many, and CPU seconds by a third or so**"


@dataclass(frozen=True)
class Taken:
    """What a command took."""

    seconds: float
    cpu_seconds: float
    """Of all its processes together."""
    megabytes: float
    """Memory of the process itself, of which those that make files are copies (Linux)."""
    others: float
    """Memory of the largest process that it began: a copy, or Pagefind."""


def took(folder: Path, name: str, *arguments: str) -> Taken:
    """Run a command of this environment in a folder."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(Path(sys.executable).with_name(name)), *arguments],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://example.org/"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(done.stderr or done.stdout)
    return Taken(time.perf_counter() - start, *json.loads(done.stdout.splitlines()[-1]))


def best(runs: Iterable[Taken]) -> Taken:
    """The fastest of several runs, the one that was disturbed least."""
    return min(runs, key=attrgetter("seconds"))


def row(what: str, taken: Taken, site: Path | None = None, plain: Taken | None = None) -> str:
    """A line of the table."""
    files = [file for file in site.rglob("*") if file.is_file()] if site else []
    pages = [file for file in files if file.suffix == ".html" and b"cg-article" in file.read_bytes()]
    cells = [
        what,
        f"{len(pages):,}" if site else "",
        f"{len(files):,}" if site else "",
        f"{taken.seconds:.1f}",
        f"{taken.cpu_seconds:.1f}",
        f"{taken.megabytes:.0f}",
        f"{taken.others:.0f}",
        f"{plain.seconds:.1f}" if plain else "",
        f"{plain.seconds / taken.seconds:.1f}" if plain else "",
    ]
    line = f"| {' | '.join(cells)} |"
    print(line, flush=True)
    return line


def machine() -> str:
    """The name of the processor, where the system tells it."""
    described = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    names = [line.partition(":")[2].strip() for line in described.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor()


def main() -> None:
    """Measure, and write the results."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--roles", type=int, nargs="*", default=[20, 100, 1000])
    options.add_argument("--plain", type=int, nargs="*", default=[20, 100], help="sizes to compare with plain Material")
    chosen = options.parse_args()
    about = ABOUT.format(
        date=datetime.now(UTC).date(),
        machine=machine(),
        cores=len(os.sched_getaffinity(0)),
        system=platform.system(),
        load=f"{os.getloadavg()[0]:.1f}",
        busy=BUSY if os.getloadavg()[0] > 1 else "",
        python=platform.python_version(),
        packages=", ".join(f"{name} {version(name)}" for name in PACKAGES),
    )
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        build = ("mkdocs", "build", "--strict", "-q", "-d", str(site))
        rows.append(row("the shipped guide, ten roles", best(took(PROJECT, *build) for _ in range(3)), site))
        rows.append(row("`career-guide check` of it", best(took(PROJECT, "career-guide", "check") for _ in range(3))))
    for roles in chosen.roles:
        with tempfile.TemporaryDirectory() as guide, tempfile.TemporaryDirectory() as other:
            multiplied_guide(Path(guide), roles)
            built, plain = took(Path(guide), "mkdocs", "build", "-q"), None
            if roles in chosen.plain:
                plain_site(Path(other), Path(guide) / "site")
                plain = took(Path(other), "mkdocs", "build", "-q")
            rows.append(row(f"{roles:,} roles", built, Path(guide) / "site", plain))
    RESULTS.write_text(about + "".join(f"{line}\n" for line in rows), "utf-8")


if __name__ == "__main__":
    main()
