"""A build asks nobody: what a site is made of is all here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import ASKED, watched
from tests.site.project import Project
from tests.site.published import Site

TRACE: Final = ("strace", "--follow-forks", "--quiet=all", "--trace=connect,sendto,sendmsg,sendmmsg")


def test_a_build_asks_no_other_machine(site: Site) -> None:
    assert not (site.folder.parent / ASKED).exists(), (site.folder.parent / ASKED).read_text("utf-8")


@pytest.mark.parametrize(
    "asks", ["create_connection(('127.0.0.1', 9))", "getaddrinfo('localhost', 80)", "gethostbyname('localhost')"]
)
def test_who_asks_would_be_noticed(tmp_path: Path, asks: str) -> None:
    subprocess.run(
        [sys.executable, "-c", f"import socket; socket.{asks}"],
        env=os.environ | watched(tmp_path),
        check=False,
        capture_output=True,
    )
    assert "localhost" in (asked := (tmp_path / ASKED).read_text("utf-8")) or "127.0.0.1" in asked


@pytest.mark.on_demand
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace sees what any program asks of the system")
def test_no_program_that_a_build_starts_asks_either(small: Site, tmp_path: Path) -> None:
    """Pagefind, for one, which is not written in Python."""
    project = Project(small.folder.parent).copy(tmp_path / "project", built=False)
    trace = tmp_path / "trace"
    command = [*TRACE, f"--output={trace}", *project.engine, "build", "--strict", "--quiet"]
    subprocess.run(command, cwd=project.folder, check=True)
    assert (project.site / "pagefind/pagefind-entry.json").exists()
    assert [line for line in trace.read_text("utf-8").splitlines() if "AF_INET" in line] == []
