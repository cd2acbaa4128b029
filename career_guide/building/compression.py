"""Files of a site compressed beforehand, beside each: servers send them as they are, smaller than they could make them.

The same files give the same bytes. What becomes no smaller has none.
"""

import gzip
from functools import partial
from pathlib import Path
from typing import Final

import brotli

from career_guide.building.publishing import write_into
from career_guide.building.workers import Made, ReportProgress, Workers
from career_guide.exports.hosting import COMPRESSED

_QUALITY: Final = 10
"""Of Brotli, which has 11: that takes more than twice as long, for files that are 2 % smaller."""


def compress(site: Path, report: ReportProgress = lambda *_: None) -> None:
    """Write `.br` and `.gz` beside each file of a site that becomes smaller by it."""
    found = sorted(path for path in site.rglob("*") if path.suffix[1:] in COMPRESSED and path.is_file())
    made = {path.relative_to(site).as_posix(): path.read_bytes for path in found}
    Workers(made, partial(_write, site)).finish(report)


def _write(site: Path, path: str, read: Made) -> None:
    content = read()
    assert isinstance(content, bytes)
    for end, smaller in ("br", brotli.compress(content, quality=_QUALITY)), ("gz", gzip.compress(content, mtime=0)):
        if len(smaller) < len(content):
            write_into(site, f"{path}.{end}", smaller)
