"""The site's own icons, typeface, styles and scripts, each published under a name that changes with its content.

So browsers may keep them for ever: a page refers to what it was made with. A style sheet or script that loads another
file calls it by its published name, and so gets a new name itself when that file changes.
"""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Final, NamedTuple

from career_guide.loading.folders import files_below

FOLDER: Final = "assets/guide/"
"""Where they stand, below the folder of the theme and below the site's root."""
_TEXTS: Final = {".css", ".js"}
_QUOTED: Final = re.compile(rb'(?<=")[\w./-]+(?=")')
_LETTERS: Final = 10
"""Of a hash, as many as keep two versions of a file from having one name."""


class Asset(NamedTuple):
    """A file as it is published."""

    path: str
    """Below the site's root."""
    content: bytes


def assets(theme: Path) -> Mapping[str, Asset]:
    """All of them, by the path below the folder of the theme that templates call them by."""
    paths = {FOLDER + name: PurePosixPath(FOLDER + name) for name in files_below(theme / FOLDER, theme, [])}

    @cache
    def published(path: PurePosixPath) -> Asset:
        def as_published(found: re.Match[bytes]) -> bytes:
            """What is quoted, with its published name if it is another file."""
            folder, slash, _ = found[0].rpartition(b"/")
            other = paths.get(normpath(path.parent / found[0].decode()))
            return folder + slash + PurePosixPath(published(other).path).name.encode() if other else found[0]

        content = (theme / path).read_bytes()
        if path.suffix in _TEXTS:
            content = _QUOTED.sub(as_published, content)
        mark = sha256(content).hexdigest()[:_LETTERS]
        return Asset(f"{path.with_suffix('')}.{mark}{path.suffix}", content)

    return {name: published(path) for name, path in paths.items()}
