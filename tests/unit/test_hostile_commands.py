"""Odd words on the command line: said to be wrong, in words and by the exit code, and nothing is changed anywhere."""

import itertools
from collections.abc import Iterator
from typing import Final

import pytest
from click.testing import CliRunner

from career_guide.cli import COMMANDS, main
from career_guide.model.kinds import KINDS
from tests.site.project import Project, snapshot
from tests.unit.edits import git

ODD: Final = {
    "nothing": "",
    "a blank": " ",
    "this folder": ".",
    "the folder above": "..",
    "a file outside": "../outside/file",
    "a file outside, by way of the data": "data/../../outside/file",
    "an absolute path": "/etc/passwd",
    "a device": "/dev/zero",
    "a path": "a/b",
    "a path of Windows": "C:\\a\\b",
    "a name that Windows keeps": "CON",
    "a hidden file": ".x",
    "an option": "--evil",
    "a short option": "-x",
    "two hyphens": "--",
    "a hyphen": "-",
    "an option with a value": "--output=/tmp/x",
    "10,000 letters": "a" * 10_000,
    "10,000 folders": "a/" * 10_000,
    "a line end": "a\nb",
    "a tabulator": "a\tb",
    "a bell and a clear screen": "a\x07\x1b[2Jb",
    "a character of one byte": "a\x9bb",
    "what turns the text": "a\u202eb",
    "what cannot be seen": "a\u200bb",
    "what is no text": "a\udcffb",
    "beyond the basic plane": "a\U0001f468\u200d\U0001f469\U000e0041",
    "an accent apart": "e\u0301",
    "a home": "~",
    "a variable": "$HOME",
    "a command": "`touch x`;touch x",
    "a star": "*",
    "a placeholder": "{value} %s {0.__class__}",
    "a range of git": "HEAD..",
    "a number": "0" * 400,
}
"""None can be the name of anything; NUL cannot be handed to a program."""
WHOLE: Final = (["check"], ["fmt"], ["status"], ["release"], ["diff", "HEAD"], ["new", "tool", "tongs"])
KINDS_IN_TURN: Final = itertools.cycle(KINDS)


def uses(odd: str) -> Iterator[list[str]]:
    """Each place of each command that takes a word, with an odd one in it."""
    yield ["check", odd]
    yield ["check", "--format", odd]
    yield ["fmt", odd]
    yield ["fmt", "--check", odd]
    yield ["new", odd, "tongs"]
    yield ["new", next(KINDS_IN_TURN), odd]
    yield ["new", "role", odd, "--chapter", "work"]
    yield ["new", "role", "potter", "--chapter", odd]
    yield ["new", "specialization", "goblets", "--role", odd]
    yield ["rename", odd, "patience", "calm"]
    yield ["rename", next(KINDS_IN_TURN), odd, "calm"]
    yield ["rename", "skill", "patience", odd]
    yield ["rename", "role", "glassblower", odd]
    yield ["rename", "skill", "patience", "calm", "--slug", odd]
    yield ["rename", "skill", "patience", "calm", "--slug", f"en={odd}"]
    yield ["rename", "specialization", "x", "y", "--role", odd]
    yield ["diff", odd]
    yield ["diff", "HEAD", "--role", odd]
    yield ["release", "--edition", odd]
    yield ["status", "--role", odd]
    yield [odd]
    for command in COMMANDS:
        yield [command, odd, odd, odd]
        yield [command, "--lang", odd]
    if odd not in {"", "."}:
        for whole in WHOLE:
            yield [*whole, "--project", odd]


MEANT: Final = {
    ("check", ""),
    ("check", "."),
    ("check", "", "", ""),
    ("check", ".", ".", "."),
    ("check", "--"),
    ("fmt", "--"),
    ("fmt", "--check", "--"),
    ("rename", "skill", "patience", ""),
    ("rename", "skill", "patience", "--"),
    ("release", "--edition", "--"),
}
"""What is no mistake: the whole project, the end of the options, nothing in the place of what may be left out."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.make(tmp_path_factory.mktemp("hostile") / "project", "small")
    for command in (("init", "--initial-branch=main"), ("add", "."), ("commit", "--message", "Start")):
        git(project.folder, *command)
    (project.folder.parent / "outside").mkdir()
    (project.folder.parent / "outside/file").write_text("precious", "utf-8")
    return project


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("name", ODD)
def test_an_odd_word_is_said_to_be_one(
    project: Project, name: str, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every place, or in some of them, which are others for each word."""
    monkeypatch.chdir(project.folder)
    before = snapshot(project.folder.parent)
    failed = []
    for arguments in [*uses(ODD[name])][[*ODD].index(name) % every :: every]:
        if tuple(arguments) in MEANT:
            continue
        result = CliRunner().invoke(main, arguments, env={"LC_ALL": "en_GB.UTF-8"})
        said = result.output.splitlines()
        is_told = result.exit_code in {1, 2} and isinstance(result.exception, SystemExit)
        if not is_told or not said or not all(map(str.isprintable, said)) or len(result.output) > 2000:
            failed.append((arguments, repr(result.exception), result.output))
    assert failed == []
    assert snapshot(project.folder.parent) == before
