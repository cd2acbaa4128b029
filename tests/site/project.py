"""A project's folder in which a test may break things, and the real `mkdocs build --strict`, or another engine's."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, Self

import yaml
from click.testing import CliRunner

from career_guide.cli import main
from tests.fixture_guide import PROJECT, copy_guide

SITE_URL: Final = "https://guide.example/"
MKDOCS: Final = (sys.executable, "-m", "mkdocs")
PATIENCE: Final = 600
"""Seconds that a build may take on a machine that has much else to do."""
_SETTINGS: Final = ("SITE_URL", "REPO_URL", "CONTACT", "PUBLISHER")


def heed_interrupts() -> None:
    """Let what is begun from now on heed INT and HUP: in the background a shell ignores the one, `nohup` the other."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@dataclass(frozen=True)
class Build:
    """How a build went."""

    status: int
    output: str

    @property
    def complaints(self) -> str:
        """All that it printed but the report of its progress."""
        return "\n".join(line for line in self.output.splitlines() if not line.startswith("INFO "))


@dataclass(frozen=True)
class Project:
    """A folder with all that a build needs."""

    folder: Path
    engine: tuple[str, ...] = MKDOCS
    """The command that builds it."""

    @classmethod
    def make(cls, folder: Path, guide: Literal["shipped", "small"]) -> Self:
        """A new folder, with the guide that is published or with the small made-up one of the tests."""
        folder.mkdir(parents=True)
        for name in ("mkdocs.yml", "macros.py"):
            shutil.copy(PROJECT / name, folder)
        shutil.copytree(PROJECT / "overrides", folder / "overrides")
        if guide == "small":
            copy_guide(folder)
        else:
            for name in ("data", "docs", "editions", "published"):
                if (PROJECT / name).exists():
                    shutil.copytree(PROJECT / name, folder / name)
        return cls(folder)

    def copy(self, folder: Path, *, built: bool) -> Self:
        """The same in another folder, with its site or not yet built."""
        shutil.copytree(self.folder, folder, symlinks=True)
        copy = replace(self, folder=folder)
        if not built:
            shutil.rmtree(copy.site)
        return copy

    @property
    def site(self) -> Path:
        """Where the site is published."""
        return self.folder / "site"

    def build(self, *options: str, **settings: str) -> Build:
        """Build the site; options are those of the command, settings are environment variables such as `SITE_URL`."""
        running = self.start_build(*options, **settings)
        try:
            output, _ = running.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            running.kill()
            raise
        return Build(running.returncode, output)

    def start_build(self, *options: str, **settings: str) -> "subprocess.Popen[str]":
        """A build that goes on while the test does something to it, in a process group of its own."""
        own = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
        fixed = {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL}
        return subprocess.Popen(
            [*self.engine, "build", "--strict", *options],
            cwd=self.folder,
            env=own | fixed | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def must_build(self, **settings: str) -> None:
        """Build the site; if that fails, what it says is the test's message."""
        build = self.build(**settings)
        assert build.status == 0, build.output

    def release(self, *options: str) -> None:
        """Promise what the site has now; a month after `--edition` keeps it as an edition."""
        done = CliRunner().invoke(main, ["release", "--yes", "--project", str(self.folder), *options])
        assert done.exit_code == 0, done.output

    def read(self, file: str) -> Any:
        """The content of a YAML file."""
        return read_yaml(self.folder / file)

    def write(self, file: str, content: Any) -> None:
        """Write a YAML file; its folder is made if need be."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(content, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False), "utf-8")

    def append(self, file: str, text: str) -> None:
        """Write something at the end of a text file."""
        with (self.folder / file).open("a", encoding="utf-8") as stream:
            stream.write(text)

    def left_by_builds(self) -> list[str]:
        """What stands beside the site that only builds put there: the staging folder."""
        return sorted(path.name for path in self.folder.glob(".site*"))


class _PlainDumper(yaml.SafeDumper):
    """Writes a value again where it stands twice: the data may not have aliases."""

    def ignore_aliases(self, _: Any) -> bool:
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """A text of several lines as editors write it."""
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)


_PlainDumper.add_representer(str, _PlainDumper.represent_str)


def read_yaml(file: Path) -> Any:
    """The content of a YAML file, read as the engine reads it."""
    return yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
