"""What a first visit to a page weighs, in KB (1,000 bytes) after gzip: HTML, styles, scripts and pictures; fonts apart.

Usage: python benchmarks/page_weight.py [--budget KB] [--whole-budget KB] [--font-budget KB] [SITE]

Follows what a browser loads at once: style sheets, scripts (with the modules that they import statically and those that
elements of the page ask for), pictures, preloaded fonts. What is loaded on demand (search, favicons in other sizes, the
manifest) is not counted. Exits with 1 when a page is over its budget.
"""

import argparse
import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import html

ROOT = "http://site/"
KINDS = {".css": "style", ".js": "script", ".svg": "picture", ".png": "picture", ".woff2": "font"}


def weight(file: Path) -> int:
    """Bytes that travel: text compressed, the rest as it is."""
    content = file.read_bytes()
    return len(content) if file.suffix in {".woff2", ".png"} else len(gzip.compress(content, 9))


def loaded_by(page: Path, site: Path) -> Iterator[Path]:
    """The files that a browser fetches to show a page."""
    address = urljoin(ROOT, page.relative_to(site).as_posix())
    document = html.parse(page).getroot()
    queries = (
        "//link[@rel='stylesheet' or @rel='preload']/@href",
        "//link[@rel='icon' and @type='image/svg+xml']/@href",
        "//script/@src | //img/@src | //*[@data-module]/@data-module",
    )
    waiting = [urljoin(address, target) for query in queries for target in document.xpath(query)]
    seen: set[str] = set()
    while waiting:
        target = waiting.pop()
        if target in seen or not target.startswith(ROOT):
            continue
        seen.add(target)
        file = site / urlsplit(target).path.lstrip("/")
        yield file
        if file.suffix == ".js":
            modules = re.findall(r'^import\b[^;"]*"([^"]+)"', file.read_text("utf-8"), re.MULTILINE)
            waiting += [urljoin(target, name) for name in modules]


def is_whole_role(folder: Path) -> bool:
    """Whether the page holds all chapters of a role: a full guide, or an edition."""
    text = (folder / "index.html").read_text("utf-8")
    return 'cg-article--full_guide"' in text or 'cg-article--edition"' in text


def main() -> int:
    """Print a line a page and the heaviest of all."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("site", nargs="?", type=Path, default=Path("site"))
    options.add_argument("--budget", type=float, default=45, help="KB for all but fonts (default: %(default)s)")
    options.add_argument(
        "--whole-budget", type=float, default=80, help="the same for a full guide (default: %(default)s)"
    )
    options.add_argument("--font-budget", type=float, default=50, help="KB for fonts (default: %(default)s)")
    chosen = options.parse_args()
    # Permanent addresses only send on.
    pages = sorted(
        page for page in chosen.site.glob("*/**/index.html") if page.relative_to(chosen.site).parts[0] != "go"
    )
    if not pages:
        print(f"There is no built site in {chosen.site}; run 'make build' first.", file=sys.stderr)
        return 1
    print("   all   HTML  style script picture   font  KB after gzip, heaviest pages first")
    rows = []
    for page in pages:
        parts = dict.fromkeys(("style", "script", "picture", "font"), 0.0)
        for file in loaded_by(page, chosen.site):
            parts[KINDS[file.suffix]] += weight(file) / 1000
        own = weight(page) / 1000
        total = own + sum(parts.values()) - parts["font"]
        rows.append((total, own, parts, page.relative_to(chosen.site).parent.as_posix()))
    rows.sort(key=lambda row: -row[0])
    for total, own, parts, name in rows[:12]:
        style, script, picture, font = parts.values()
        print(f"{total:6.1f} {own:6.1f} {style:6.1f} {script:6.1f} {picture:7.1f} {font:6.1f}  {name}")
    middle = rows[len(rows) // 2]
    print(f"{len(rows)} pages; the middle one weighs {middle[0]:.1f} KB.")
    over = [
        row
        for row in rows
        if row[0] > (chosen.whole_budget if is_whole_role(chosen.site / row[3]) else chosen.budget)
        or row[2]["font"] > chosen.font_budget
    ]
    print(
        f"Over the budget of {chosen.budget:g} KB ({chosen.whole_budget:g} for a full guide) and "
        f"{chosen.font_budget:g} KB of fonts: {len(over)}."
    )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
