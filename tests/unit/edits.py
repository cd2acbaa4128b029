"""A copy of the small guide that a test edits as an editor would, and what loading says of it then."""

import itertools
import os
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from career_guide.loading import GuideLoader
from career_guide.model.guide import Guide
from career_guide.model.locales import Locale
from career_guide.site.plan import SitePlan
from career_guide.words.problems import DataError, Place, Problem
from tests.fixture_guide import articles

MARK: Final = "▸"
"""In a text that a test writes: here begins what a problem must point at. Not written itself."""


def told(problem: Problem, locale: Locale = "en") -> str:
    """All that an editor is told of a problem: what is wrong, and what to do."""
    return f"{problem.what(locale)}. {problem.remedy(locale)}"


_moments: Final = itertools.count(1)


def _tell_apart(path: Path) -> None:
    """Give what was written a time of its own: the clock of a file system may be too coarse for two writes."""
    os.utime(path, ns=(0, next(_moments)))


@dataclass(frozen=True)
class GuideFolder:
    """A folder with `data/` and `docs/`."""

    path: Path
    _before: dict[Path, bytes | None] = field(default_factory=dict)
    """What each file held that was written since; None where there was none."""

    @property
    def data(self) -> Path:
        return self.path / "data"

    def replace(self, file: str, old: str, new: str) -> Place | None:
        """Replace the first occurrence of a text in a file below `data/`; gives the place of the mark, if any."""
        content = (self.data / file).read_text("utf-8")
        assert old in content, f"{file} does not hold {old!r}"
        return self.write(file, content.replace(old, new, 1))

    def write(self, file: str, content: str | bytes) -> Place | None:
        """Write a file below `data/`, with the folders it needs; gives the place of the mark, if any."""
        path = self.data / file
        path.parent.mkdir(parents=True, exist_ok=True)
        self._before.setdefault(path, path.read_bytes() if path.exists() else None)
        if isinstance(content, bytes):
            path.write_bytes(content)
            _tell_apart(path)
            return None
        before, mark, after = content.partition(MARK)
        path.write_text(before + after, "utf-8", newline="")
        _tell_apart(path)
        return Place(before.count("\n") + 1, len(before) - before.rfind("\n")) if mark else None

    def restore(self) -> None:
        """Undo everything that was written by these methods."""
        for path, content in self._before.items():
            if content is not None:
                path.write_bytes(content)
                _tell_apart(path)
                continue
            path.unlink()
            for folder in path.parents:
                if any(folder.iterdir()):
                    break
                folder.rmdir()
        self._before.clear()

    @cached_property
    def _loader(self) -> GuideLoader:
        """Kept, as that of the preview is, so that only what was edited is read again."""
        return GuideLoader(self.data)

    def load(self) -> Guide:
        return self._loader.load()

    def plan(self) -> SitePlan:
        return SitePlan(self.load(), articles(self.path / "docs"))

    def problems(self) -> list[Problem]:
        """What loading complains of; nothing if the guide is sound."""
        try:
            self.load()
        except DataError as error:
            return error.problems
        return []


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as nobody in particular and with no settings of the machine."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, env=os.environ | own, check=True, capture_output=True)
