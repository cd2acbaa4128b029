"""The preview of `mkdocs serve`: what an editor saves shows, and a mistake costs nothing."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from tests.site.project import Project

SALARY = "data/roles/glassblower/salary.yml"
GOOD, CHANGED, WRONG = "{min: 20000, max: 26000}", "{min: 21000, max: 26000}", "{min: 91000, max: 26000}"
PATIENCE = 30
"""Seconds until a change must have shown: many times what it takes, for a busy machine."""


@pytest.fixture
def preview(project: Project) -> Iterator[str]:
    """Address of a running preview of the small guide."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place],
        cwd=project.folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"http://{place}/"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield f"http://{place}/"
    server.terminate()
    server.wait(10)


def read(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def wait_for(address: str, holds: Callable[[str], bool]) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        page = read(address)
        if page and holds(page):
            return page
        time.sleep(0.2)
    raise AssertionError(f"{address} did not come to what was expected")


def test_saved_changes_show_and_a_mistake_is_told_on_the_last_good_page(project: Project, preview: str) -> None:
    page = preview + "it/ruoli/soffiatore-di-vetro/stipendio/"
    wait_for(page, lambda text: "20.000–26.000" in text)

    text = (project.folder / SALARY).read_text("utf-8")
    assert GOOD in text
    (project.folder / SALARY).write_text(text.replace(GOOD, CHANGED), "utf-8")
    wait_for(page, lambda shown: "21.000–26.000" in shown)

    (project.folder / SALARY).write_text(text.replace(GOOD, WRONG), "utf-8")
    told = wait_for(page, lambda shown: "cg-complaint" in shown)
    line = text[: text.index(GOOD)].count("\n") + 1
    assert f"{SALARY}:{line}:" in told
    assert "21.000–26.000" in told, "the last good page is still there to read"

    (project.folder / SALARY).write_text(text, "utf-8")
    mended = wait_for(page, lambda shown: "20.000–26.000" in shown)
    assert "cg-complaint" not in mended


def test_the_preview_can_be_searched(preview: str) -> None:
    wait_for(preview + "it/", lambda text: "</html>" in text)
    wait_for(preview + "pagefind/pagefind.js", lambda text: "export" in text)


def test_it_does_not_start_on_wrong_data_but_says_why(project: Project) -> None:
    path = project.folder / SALARY
    path.write_text(path.read_text("utf-8").replace(GOOD, WRONG), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:0"],
        cwd=project.folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert SALARY in done.stdout
    assert "Traceback" not in done.stdout
