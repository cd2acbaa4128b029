"""The site's own icons, typeface, styles and scripts, each published under a name that changes with its content.

So browsers may keep them for ever: a page refers to what it was made with. A style sheet or script that loads another
file calls it by its published name, and so gets a new name itself when that file changes.
"""

import re
from collections.abc import Container, Iterator, Mapping
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
    contents = {FOLDER + name: (theme / FOLDER / name).read_bytes() for name in files_below(theme / FOLDER, theme, [])}
    digests = {name: sha256(content).digest() for name, content in contents.items()}
    loaded = {name: dict(_loaded(name, content, contents)) for name, content in contents.items()}

    def published(name: str) -> PurePosixPath:
        """The mark is of all that a file loads, and that is loaded by it in turn; two files may load each other."""
        reached = [name]
        for one in reached:
            reached += sorted({*loaded[one].values()}.difference(reached))
        mark = sha256(b"".join(map(digests.__getitem__, reached))).hexdigest()[:_LETTERS]
        path = PurePosixPath(name)
        return path.with_name(f"{path.stem}.{mark}{path.suffix}")

    paths = {name: published(name) for name in contents}

    def as_published(name: str) -> bytes:
        def quoted(found: re.Match[bytes]) -> bytes:
            other = loaded[name].get(found[0])
            folder, slash, _ = found[0].rpartition(b"/")
            return folder + slash + paths[other].name.encode() if other else found[0]

        return _QUOTED.sub(quoted, contents[name])

    return {name: Asset(str(paths[name]), as_published(name)) for name in contents}


def _loaded(name: str, content: bytes, known: Container[str]) -> Iterator[tuple[bytes, str]]:
    """What a file quotes that is another one → that one's name."""
    path = PurePosixPath(name)
    for quoted in _QUOTED.findall(content) if path.suffix in _TEXTS else ():
        other = normpath(path.parent / quoted.decode())
        if other in known:
            yield quoted, other
