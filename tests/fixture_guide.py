"""The small guide in `tests/fixtures/guide/`: complete, obviously made up, and read by all tests that need a guide.

It lacks `data/labels.yml`, which all guides share: a copy takes the project's own.
"""

import shutil
from pathlib import Path
from typing import Final

import yaml

from career_guide.locales import LOCALES
from career_guide.site_plan import Article

PROJECT: Final = Path(__file__).parents[1]
TEMPLATES: Final = PROJECT / "overrides" / "templates"
FIXTURE: Final = PROJECT / "tests" / "fixtures" / "guide"


def copy_guide(folder: Path) -> Path:
    """Copy the guide (`data/` and `docs/`) into a folder, with the project's labels; gives the folder."""
    shutil.copytree(FIXTURE, folder, dirs_exist_ok=True)
    shutil.copy(PROJECT / "data" / "labels.yml", folder / "data" / "labels.yml")
    return folder


def articles(docs: Path) -> list[Article]:
    """The hand-written pages in a folder `docs/`, as the site plan wants them; MkDocs is not asked."""
    found = []
    for locale in LOCALES:
        for file in sorted((docs / locale).rglob("*.md")):
            front_matter = yaml.safe_load(file.read_text("utf-8").split("---\n")[1])
            stem = file.relative_to(docs / locale).with_suffix("").as_posix()
            path = f"{locale}/" if stem == "index" else f"{locale}/{stem}/"
            shown = file.relative_to(docs.parent).as_posix()
            page_id, title, description = (front_matter[name] for name in ("page", "title", "description"))
            found.append(Article(page_id, locale, path, title, description, shown, front_matter.get("position", 0)))
    return found
