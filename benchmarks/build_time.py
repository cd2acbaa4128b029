"""How long a build takes as the guide grows, against Material for MkDocs building as many hand-written pages.

Usage: python benchmarks/build_time.py [--roles 1 50 200]

Copies the small guide in tests/fixtures and multiplies its role with every chapter; the baseline is a plain Material
site, without search, whose Markdown pages hold the words of the same pages. Both are built in turn in this run: trust
the ratio of pages a second, not the seconds. The guide's build includes its checks and its search index.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sites import multiplied_guide, plain_site

# Runs MkDocs as `python -m mkdocs` would, and tells how much memory it took.
RUN = """
import resource, runpy, sys
sys.argv = ["mkdocs", *sys.argv[1:]]
try:
    runpy.run_module("mkdocs", run_name="__main__")
finally:
    print("KB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def build(folder: Path) -> tuple[float, float]:
    """Build the project in a folder: seconds, and MB of memory at the most (Linux)."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", RUN, "build", "--quiet"],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://example.org/"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(done.stderr or done.stdout)
    seconds = time.perf_counter() - start
    return seconds, int(re.findall(r"KB (\d+)", done.stdout)[-1]) / 1024


def main() -> None:
    """Print a line for each size."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--roles", type=int, nargs="+", default=[1, 50, 200])
    sizes = options.parse_args().roles
    print("roles  pages  guide: seconds  pages/s     MB  baseline: seconds  pages/s     MB  ratio of pages/s")
    for roles in sizes:
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            multiplied_guide(Path(one), roles)
            seconds, memory = build(Path(one))
            pages = len(list((Path(one) / "site").rglob("*.html")))
            plain_site(Path(other), Path(one) / "site")
            plain_seconds, plain_memory = build(Path(other))
            plain_pages = len(list((Path(other) / "site").rglob("*.html")))
            ratio = (pages / seconds) / (plain_pages / plain_seconds)
            print(
                f"{roles:5} {pages:6} {seconds:15.1f} {pages / seconds:8.0f} {memory:6.0f}"
                f" {plain_seconds:18.1f} {plain_pages / plain_seconds:8.0f} {plain_memory:6.0f} {ratio:17.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
