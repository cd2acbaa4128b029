"""A project's folder in which a test may break things, and the real `mkdocs build --strict` that it is built with."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from tests.fixture_guide import PROJECT, copy_guide

SITE_URL: Final = "https://guide.example/"
_SETTINGS: Final = ("SITE_URL", "REPO_URL", "CONTACT")
_BUILD: Final = (sys.executable, "-m", "mkdocs", "build", "--strict")


@dataclass(frozen=True)
class Build:
    """How a build went."""

    status: int
    output: str
    """All that it printed."""

    @property
    def problems(self) -> str:
        """What it printed to someone who looks for the mistake: all but the progress report."""
        return "\n".join(line for line in self.output.splitlines() if not line.startswith("INFO "))


class Project:
    """A folder with all that a build needs.

    Args:
        folder: Where it is made; must not exist.
        guide: The content: the guide that is published, or the small made-up one of the tests.
    """

    def __init__(self, folder: Path, guide: str) -> None:
        self.folder = folder
        self.site = folder / "site"
        folder.mkdir(parents=True)
        for name in ("mkdocs.yml", "macros.py"):
            shutil.copy(PROJECT / name, folder)
        shutil.copytree(PROJECT / "overrides", folder / "overrides")
        # The installed package is what runs; MkDocs only wants to watch this folder.
        (folder / "career_guide").symlink_to(PROJECT / "career_guide", target_is_directory=True)
        if guide == "fixture":
            copy_guide(folder)
        else:
            for name in ("data", "docs"):
                shutil.copytree(PROJECT / name, folder / name)

    def build(self, **settings: str) -> Build:
        """Build the site, with settings such as `SITE_URL`."""
        done = subprocess.run(
            _BUILD,
            cwd=self.folder,
            env=_environment(settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        return Build(done.returncode, done.stdout)

    def must_build(self, **settings: str) -> None:
        """Build the site; what it says is the test's message if that fails."""
        done = self.build(**settings)
        assert done.status == 0, done.output

    def start_build(self) -> "subprocess.Popen[str]":
        """A build that goes on while the test does something to it."""
        return subprocess.Popen(
            _BUILD,
            cwd=self.folder,
            env=_environment({}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def read(self, file: str) -> Any:
        """The content of a YAML file of the project."""
        return yaml.safe_load((self.folder / file).read_text("utf-8"))

    def write(self, file: str, content: Any) -> None:
        """Write a YAML file; its folder is made if need be."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")

    def append(self, file: str, text: str) -> None:
        """Write something at the end of a text file."""
        with (self.folder / file).open("a", encoding="utf-8") as stream:
            stream.write(text)

    def leftovers(self) -> list[str]:
        """What builds left beside the site: staging folders, the previous site."""
        return sorted(path.name for path in self.folder.glob(".site*"))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _environment(settings: dict[str, str]) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
    fixed = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795500000", "SITE_URL": SITE_URL}
    return own | fixed | settings
