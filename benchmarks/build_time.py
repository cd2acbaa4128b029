"""How long a build takes as the guide grows, against Material for MkDocs building as many hand-written pages.

Usage: python benchmarks/build_time.py [--roles 1 50 200]

Copies the small guide in tests/fixtures and multiplies its role with every chapter; the baseline is a plain Material
site, without search, whose Markdown pages hold the words of the same pages. Both are built in turn in this run: trust
the ratio of pages a second, not the seconds. The guide's build includes its checks and its search index.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from lxml import html

PROJECT = Path(__file__).parents[1]
FIXTURE = PROJECT / "tests/fixtures/guide"
MODEL_ROLE = "glassblower"
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
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(done.stderr or done.stdout)
    seconds = time.perf_counter() - start
    return seconds, int(re.findall(r"KB (\d+)", done.stdout)[-1]) / 1024


def guide(folder: Path, roles: int) -> None:
    """The project with a number of roles."""
    for name in ("mkdocs.yml", "macros.py"):
        shutil.copy(PROJECT / name, folder)
    for name in ("overrides", "career_guide"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copytree(FIXTURE, folder, dirs_exist_ok=True)
    shutil.copy(PROJECT / "data/labels.yml", folder / "data")
    model = folder / "data/roles" / MODEL_ROLE
    for number in range(2, roles + 1):
        copy = shutil.copytree(model, model.with_name(f"{MODEL_ROLE}-{number}"))
        for file in copy.rglob("*.yml"):
            text = file.read_text("utf-8").replace(f"role/{MODEL_ROLE}", f"role/{MODEL_ROLE}-{number}")
            file.write_text(text, "utf-8")
        profile = yaml.safe_load((copy / "role.yml").read_text("utf-8"))
        profile["slug"] = {locale: f"{slug}-{number}" for locale, slug in profile["slug"].items()}
        profile.pop("former_slugs", None)
        (copy / "role.yml").write_text(yaml.safe_dump(profile, allow_unicode=True, sort_keys=False), "utf-8")


def baseline(folder: Path, site: Path) -> None:
    """A plain Material site with the words of another site's pages."""
    (folder / "mkdocs.yml").write_text("site_name: Baseline\ntheme:\n  name: material\n  font: false\nplugins: []\n")
    for page in site.rglob("index.html"):
        article = html.parse(page).getroot().find_class("cg-article")
        blocks = article[0].xpath(".//h1|.//h2|.//h3|.//p|.//li|.//td") if article else []
        lines = [
            ("#" * int(block.tag[1]) + " " if block.tag[0] == "h" else "") + block.text_content() for block in blocks
        ]
        target = folder / "docs" / page.relative_to(site).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n\n".join(" ".join(line.split()) for line in lines) or "# Page", "utf-8")


def main() -> None:
    """Print a line for each size."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--roles", type=int, nargs="+", default=[1, 50, 200])
    sizes = options.parse_args().roles
    print("roles  pages  guide: seconds  pages/s     MB  baseline: seconds  pages/s     MB  ratio of pages/s")
    for roles in sizes:
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            guide(Path(one), roles)
            seconds, memory = build(Path(one))
            pages = len(list((Path(one) / "site").rglob("*.html")))
            baseline(Path(other), Path(one) / "site")
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
