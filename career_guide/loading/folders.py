"""What a folder holds: the one rule for `data/`, `docs/`, `editions/` and `overrides/`.

What systems and text editors leave behind is passed over everywhere and never published; links are refused, because
what they lead to is not part of the project.
"""

import os
from pathlib import Path
from typing import Final

from career_guide.words.problems import START, Problem

_LEFT_BEHIND: Final = {"Thumbs.db", "desktop.ini", "Icon\r"}


def is_left_behind(name: str) -> bool:
    """Whether a system or an editor's program left a file or folder of this name: hidden, or a copy."""
    return name.startswith((".", "#")) or name.endswith("~") or name in _LEFT_BEHIND


def entries(folder: Path) -> list["os.DirEntry[str]"]:
    """What a folder holds, in a stable order, without what is left behind."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as found:
        return sorted((entry for entry in found if not is_left_behind(entry.name)), key=lambda entry: entry.name)


def files_below(folder: Path, shown: Path, problems: list[Problem]) -> list[str]:
    """All files in a folder and those within it, as `img/plan.png`, in a stable order.

    Args:
        folder: The folder; it need not exist.
        shown: Its name in problems.
        problems: Takes what may not be there: links, and what is neither file nor folder or cannot be looked into.
    """
    files: list[str] = []
    try:
        found = entries(folder)
    except OSError as error:
        problems.append(Problem(shown, START, "unreadable", {"value": error.strerror}))
        return []
    for entry in found:
        if entry.is_symlink():
            problems.append(Problem(shown / entry.name, START, "link_outside", {}))
        elif entry.is_dir():
            files += (f"{entry.name}/{file}" for file in files_below(Path(entry), shown / entry.name, problems))
        elif entry.is_file():
            files.append(entry.name)
        else:
            problems.append(Problem(shown / entry.name, START, "no_file", {}))
    return files
