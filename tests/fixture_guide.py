"""The small guide in `tests/fixtures/guide/`: complete, obviously made up, and read by all tests that need a guide.

It lacks `data/labels.yml`, which all guides share: a copy takes the project's own.
"""

import shutil
from pathlib import Path
from typing import Final

from career_guide.loading import load_articles
from career_guide.model.article import Article

PROJECT: Final = Path(__file__).parents[1]
TEMPLATES: Final = PROJECT / "overrides" / "templates"
FIXTURE: Final = PROJECT / "tests" / "fixtures" / "guide"


def copy_guide(folder: Path) -> Path:
    """Copy the guide (`data/` and `docs/`) into a folder, with the project's labels; gives the folder."""
    shutil.copytree(FIXTURE, folder, dirs_exist_ok=True)
    shutil.copy(PROJECT / "data" / "labels.yml", folder / "data" / "labels.yml")
    return folder


def line_of(file: str, text: str) -> int:
    """The line of a file below the guide's `data/` on which a text first stands."""
    return (FIXTURE / "data" / file).read_text("utf-8").partition(text)[0].count("\n") + 1


def articles(docs: Path) -> list[Article]:
    """The hand-written pages in a folder `docs/`."""
    return load_articles(docs)
