"""The same data gives the same files, so that a deployment changes only what an editor changed."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from stat import S_IMODE

import pytest

from tests.conftest import once
from tests.fixture_guide import PROJECT
from tests.site.project import Build, Project, snapshot
from tests.site.published import Site


@dataclass(frozen=True)
class Circumstances:
    """What a machine and an operator may have in one way or another, and no page may depend on."""

    far: bool = False
    """In a folder with a longer name, and in a repository."""
    zone: bool = False
    locale: bool = False
    seed: bool = False
    private: bool = False
    """What is written is for its owner alone."""
    one_core: bool = False
    backwards: bool = False
    """The files were made in the reverse order."""

    def build(self, guide: Path, folder: Path, **settings: str) -> Path:
        """Build a copy of a guide in them; gives its site."""
        with self._umask_and_cores():
            copied = folder / ("a folder with a longer name" if self.far else "short")
            copy_in_order(guide, copied, backwards=self.backwards)
            if self.far:
                subprocess.run(["git", "init", "--quiet", copied], check=True)
            project = Project(copied)
            locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"} if self.locale else {}
            project.must_build(
                TZ="Pacific/Apia" if self.zone else "America/Caracas",
                PYTHONHASHSEED="7" if self.seed else "8",
                **({"LC_ALL": "it_IT.UTF-8", "LANG": "it_IT.UTF-8"} | locale | settings),
            )
        return project.site

    @contextmanager
    def _umask_and_cores(self) -> Iterator[None]:
        mask, cores = os.umask(0o077 if self.private else 0o022), os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(cores)} if self.one_core else cores)
        try:
            yield
        finally:
            os.umask(mask)
            os.sched_setaffinity(0, cores)


@pytest.fixture(scope="module")
def again(small: Site, shared_folder: Path) -> Path:
    """The small guide, built in other circumstances; dates come from SOURCE_DATE_EPOCH, as in all builds of tests."""
    folder = shared_folder / "again-in-another-folder"

    def build() -> Build:
        site = Circumstances(*[True] * 7).build(small.folder.parent, folder)
        site.rename(folder / "site")
        return Build(0, "")

    once(folder, build)
    return folder / "site"


def test_another_build_gives_the_same_bytes(small: Site, again: Path) -> None:
    """In another folder, time zone and language, with another umask, on one core."""
    first, second = snapshot(small.folder), snapshot(again)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert first.keys() >= {"sitemap.xml", "404.html", small.asset("guide.css"), "pagefind/pagefind-entry.json"}


def test_a_server_may_read_what_is_published_whatever_the_umask(again: Path) -> None:
    found = {path: S_IMODE(path.stat().st_mode) for path in [again, *again.rglob("*")]}
    assert [path for path, mode in found.items() if mode != (0o755 if path.is_dir() else 0o644)] == []


@pytest.mark.on_demand
def test_in_whatever_circumstances_the_shipped_guide_is_built(tmp_path: Path) -> None:
    """Eight builds, in which each two of seven circumstances meet in each way.

    They are in memory, since that file system lists files in the order in which they were made.
    """
    guide = Project.make(tmp_path / "guide", "shipped").folder
    memory = Path("/dev/shm")
    folder = (memory if memory.is_dir() else tmp_path) / f"career-guide-{os.getpid()}"
    first: dict[str, tuple[int, bytes]] = {}
    try:
        for a, b, c in product((False, True), repeat=3):
            folder.mkdir()
            site = Circumstances(a, b, c, a ^ b, a ^ c, b ^ c, a ^ b ^ c).build(guide, folder, FOR_SERVERS="true")
            made = {name: (S_IMODE((site / name).stat().st_mode), content) for name, content in snapshot(site).items()}
            first = first or made
            assert made.keys() == first.keys()
            assert [name for name in made if made[name] != first[name]] == [], (a, b, c)
            assert {S_IMODE(path.stat().st_mode) for path in site.rglob("*") if path.is_dir()} == {0o755}
            shutil.rmtree(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    assert {mode for mode, _ in first.values()} == {0o644}
    assert {Path(name).suffix for name in first} >= {
        ".br",
        ".gz",
        ".html",
        ".json",
        ".docx",
        ".xlsx",
        ".png",
        ".pf_filter",
        ".xml",
    }


def test_no_page_tells_where_or_when_it_was_built(small: Site) -> None:
    """No path of the machine, no time of the day; dates in the sitemap are those that an editor wrote."""
    folders = (str(small.folder.parent), str(PROJECT))
    assert [page for page in small.pages.values() if any(folder in page.source for folder in folders)] == []
    assert {*re.findall("<lastmod>(.*?)</lastmod>", small.read("sitemap.xml"))} == {"2026-10-01", "2026-11-24"}


def copy_in_order(guide: Path, folder: Path, *, backwards: bool) -> None:
    """Copy a guide without its site, file after file, from the first to the last or the other way round."""
    for path in sorted(guide.rglob("*"), reverse=backwards):
        name = path.relative_to(guide)
        if path.is_file() and name.parts[0] != "site":
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / name)
