"""Whatever becomes of a build, readers find a whole site at every moment, and the next build needs no help."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

from tests.site.project import Project, snapshot
from tests.site.published import Site

pytestmark = [pytest.mark.on_demand, pytest.mark.usefixtures("interruptible")]

KILLS: Final = int(os.environ.get("KILLS", "100"))
SEED: Final = int(os.environ.get("SEED", time.time_ns() % 1_000_000))
WAYS: Final = [(how, whom) for how in ("KILL", "TERM", "INT") for whom in ("the build alone", "all its processes")]
SECONDS: Final = 10.0
"""What a build takes, until one has been timed."""
ASKED_FOR: Final = ("index.html", "en/method/index.html", "it/index.html", "pagefind/pagefind-entry.json")


def test_a_hundred_builds_that_are_killed(built_project: Project) -> None:
    """At any moment, the exchange included; what becomes of each is printed, with the seed that gives it again."""
    print(f"\nSEED={SEED} KILLS={KILLS}")  # noqa: T201 - what the test found
    chance = random.Random(SEED)
    sites = both_sites(built_project)
    outcomes = Counter[tuple[str, str, str]]()
    seconds = SECONDS
    with readers(built_project.site, list(sites.values())) as asked:
        for number in range(KILLS):
            how, whom = WAYS[number % len(WAYS)]
            # Whichever of the two is not published is built.
            before = version_of(built_project, sites)
            change_to(built_project, next(version for version in sites if version != before))
            moment = None if number // len(WAYS) % 3 == 0 else chance.uniform(0, 1.1) * seconds
            status, said = kill(built_project, getattr(signal, f"SIG{how}"), whom, moment, chance.uniform(0, 0.2) ** 2)
            left = "leftovers" if built_project.left_by_builds() else "tidy"
            published = "old site" if version_of(built_project, sites) == before else "new site"
            where = f"{number}: {how} of {whom}, exit {status}: {published}, {left}\n{said}"
            outcomes[f"{how} of {whom}", published, left] += 1
            assert status != 0 or published == "new site", where
            assert status not in (0, 128 + getattr(signal, f"SIG{how}")) or left == "tidy", where
            if left == "leftovers" or number % 10 == 0:
                # Else all is as if there had been no build.
                start = time.monotonic()
                build = built_project.build()
                seconds = time.monotonic() - start
                assert build.status == 0, f"{where}\nthe next one: {build.output}"
                assert built_project.left_by_builds() == [], where
                assert version_of(built_project, sites) != before, where
    for (way, published, left), count in sorted(outcomes.items()):
        print(f"{count:4} × {way}: {published}, {left}")  # noqa: T201 - what the test found
    print(dict(asked))  # noqa: T201 - the same
    assert asked["absent"] == asked["other"] == 0


def both_sites(project: Project) -> dict[str, dict[str, bytes]]:
    """The site of each of two versions of a guide; the second is published."""
    sites = {}
    for version in ("first", "second"):
        change_to(project, version)
        project.must_build()
        sites[version] = snapshot(project.site)
    return sites


def change_to(project: Project, version: str) -> None:
    file = project.folder / "docs/en/method.md"
    text = file.read_text("utf-8").partition("\nThis is the ")[0]
    file.write_text(f"{text}\nThis is the {version} version.\n", "utf-8")


def version_of(project: Project, sites: dict[str, dict[str, bytes]]) -> str:
    """Which of the sites is published, whole."""
    found = snapshot(project.site)
    versions = [version for version, site in sites.items() if site == found]
    assert versions, "the site is neither the one nor the other"
    return versions[0]


def kill(project: Project, how: signal.Signals, whom: str, moment: float | None, later: float) -> tuple[int, str]:
    """Begin a build, and kill it at a moment, or soon after it began to exchange the site; its exit code and output.

    None of its processes is left then.
    """
    running = project.start_build(KILLED_IN=str(project.folder))
    if moment is None:
        while not (project.folder / ".site-staging/new/.career-guide").exists() and running.poll() is None:
            time.sleep(0.0005)
        time.sleep(later)
    else:
        with suppress(subprocess.TimeoutExpired):
            running.wait(moment)
    with suppress(ProcessLookupError):
        (os.kill if whom == "the build alone" else os.killpg)(running.pid, how)
    status = running.wait(timeout=120)
    wait_for(lambda: not processes_of(project), "a process is left behind")
    return status, running.communicate()[0]


def processes_of(project: Project) -> list[str]:
    """The processes that a build of a project has begun, itself included."""
    mark = f"KILLED_IN={project.folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text())
    return found


def wait_for(is_so: Callable[[], bool], otherwise: str, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, otherwise
        time.sleep(0.01)


@contextmanager
def readers(site: Path, sites: list[dict[str, bytes]]) -> Iterator[Counter[str]]:
    """Somebody asks for some pages without a pause; what the answers were."""
    asked = Counter[str]()
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            for name in ASKED_FOR:
                try:
                    answer = (site / name).read_bytes()
                except FileNotFoundError:
                    asked["absent"] += 1
                else:
                    asked["answered"] += 1
                    asked["other"] += all(answer != one[name] for one in sites)
            time.sleep(0.005)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield asked
    finally:
        done.set()
        thread.join()


# --- disks


@pytest.fixture
def mounts(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts a file system of its own, in memory, in a folder; mounted again, it is changed."""
    mounted: list[Path] = []

    def mount(folder: Path, options: str) -> Path:
        how = f"remount,{options}" if folder in mounted else options
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", folder], capture_output=True, check=False)
        assert done.returncode == 0 or folder not in mounted, done.stderr
        if done.returncode != 0:
            pytest.skip("nobody may mount anything here")
        mounted.append(folder)
        return folder

    yield mount
    for folder in dict.fromkeys(reversed(mounted)):
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_disk_that_becomes_full(small: Site, tmp_path: Path, mounts: Callable[..., Path]) -> None:
    """Early or late, of blocks or of files: one line says so, and the site is the old one; with room, all is well."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounts(disk, "size=200m,nr_inodes=1000000")
    project = Project(small.folder.parent).copy(disk / "project", built=True)
    before = snapshot(project.site)
    project.append("docs/en/method.md", "\nWritten just now.\n")
    used, needed = space(disk), sum(map(len, before.values()))
    # The pages wait for the index in copies, which take as much as two fifths of the site.
    limits = [f"size={used + int(needed * part)}" for part in (0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0)]
    limits += [f"size=200m,nr_inodes={files(disk) + more}" for more in (0, 1, 2, 3, 50, 400)]
    for limit in limits:
        mounts(disk, limit)
        build = project.build()
        assert build.status == 1, (limit, build.output)
        assert "The disk is full." in build.complaints, (limit, build.output)
        assert "Traceback" not in build.complaints, (limit, build.output)
        assert snapshot(project.site) == before, limit
        assert project.left_by_builds() == [], limit
        mounts(disk, "size=200m,nr_inodes=1000000")
    project.must_build()
    assert b"Written just now." in (project.site / "en/method/index.html").read_bytes()
    assert project.left_by_builds() == []


def test_a_site_that_is_a_mount_point(built_project: Project, mounts: Callable[..., Path]) -> None:
    """It stays one, and is exchanged entry by entry; read-only, it is refused before building."""
    shutil.rmtree(built_project.site)
    built_project.site.mkdir()
    mounts(built_project.site, "size=200m")
    sites = both_sites(built_project)
    before = version_of(built_project, sites)
    mounts(built_project.site, "ro,size=200m")
    build = built_project.build()
    assert build.status == 1
    assert "cannot be written: the disk is read-only." in build.complaints
    mounts(built_project.site, "rw,size=200m")
    change_to(built_project, next(version for version in sites if version != before))
    with readers(built_project.site, list(sites.values())) as asked:
        built_project.must_build()
    print(dict(asked))  # noqa: T201 - a page may be absent for the time of a renaming
    assert asked["other"] == 0
    assert version_of(built_project, sites) != before
    assert os.path.ismount(built_project.site)
    assert built_project.left_by_builds() + list(built_project.site.glob(".site*")) == []


def test_a_staging_folder_that_leads_to_another_file_system(
    built_project: Project, tmp_path: Path, mounts: Callable[..., Path]
) -> None:
    before = snapshot(built_project.site)
    staging = built_project.folder / ".site-staging"
    for is_link in (True, False):
        if is_link:
            elsewhere = tmp_path / "elsewhere"
            elsewhere.mkdir()
            staging.symlink_to(mounts(elsewhere, "size=200m"))
        else:
            staging.mkdir()
            mounts(staging, "size=200m")
        built_project.must_build()
        assert snapshot(built_project.site) == before
        assert list(built_project.site.glob(".site*")) + list(staging.iterdir()) == []
        if is_link:
            staging.unlink()


def space(disk: Path) -> int:
    """The bytes that are used on a disk."""
    found = os.statvfs(disk)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def files(disk: Path) -> int:
    """The number of files and folders on a disk."""
    found = os.statvfs(disk)
    return found.f_files - found.f_ffree


# --- commands that write


COMMANDS: Final[dict[str, list[str]]] = {
    "rename": ["rename", "role", "glassblower", "glass-artisan"],
    "new": ["new", "role", "potter", "--chapter", "work", "--chapter", "salary"],
    "fmt": ["fmt"],
    "release": ["release", "--yes", "--edition"],
}


def test_commands_that_are_killed_while_they_write(project: Project) -> None:
    """All files are as they were or as they were to be, at the latest once the next command has been called."""
    print(f"\nSEED={SEED}")  # noqa: T201 - gives the same again
    chance = random.Random(SEED)
    outcomes = Counter[tuple[str, str]]()
    for name, arguments in COMMANDS.items():
        start = snapshot(project.folder)
        for file in (project.folder / "data").rglob("*.yml") if name == "fmt" else ():
            file.write_text(file.read_text("utf-8") + "\n\n\n", "utf-8")
        before = snapshot(project.folder)
        done = command(project, *arguments)
        assert (done.communicate(), done.returncode)[1] == 0
        after = snapshot(project.folder)
        assert before != after
        for number in range(KILLS // 10):
            restore(project.folder, before)
            running = command(project, *arguments)
            # Most of its time it reads and checks; what is killed here has begun to write.
            while not list(project.folder.glob(".*unfinished-change*[!k]")) and running.poll() is None:
                time.sleep(0.0002)
            time.sleep(chance.uniform(0, 0.2) ** 2)
            running.send_signal([signal.SIGKILL, signal.SIGTERM, signal.SIGINT][number % 3])
            running.communicate()
            halfway = snapshot(project.folder)
            command(project, "fmt", "--check").communicate()
            found = snapshot(project.folder)
            assert found in (before, after), (name, number)
            came = (
                "as it was" if halfway == before else "as it was to be" if halfway == after else "finished by the next"
            )
            outcomes[name, came] += 1
        restore(project.folder, start)
    for (name, came), count in sorted(outcomes.items()):
        print(f"{count:4} × {name}: {came}")  # noqa: T201 - what the test found


def test_commands_on_a_full_disk(project: Project, tmp_path: Path, mounts: Callable[..., Path]) -> None:
    """The files are as they were, whole; nothing is left behind."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounts(disk, "size=200m")
    full = Project(shutil.copytree(project.folder, disk / "project"))
    for name, arguments in COMMANDS.items():
        for file in (full.folder / "data").rglob("*.yml") if name == "fmt" else ():
            file.write_text(file.read_text("utf-8") + "\n\n\n", "utf-8")
        before = snapshot(full.folder)
        for room in (0, 4, 12, 30):
            mounts(disk, f"size={space(disk) + room * 1024}")
            running = command(full, *arguments)
            said = running.communicate()[0]
            mounts(disk, "size=200m")
            if running.returncode == 0:
                assert room > 4, name
                break
            assert "No space left on device" in said, (name, room, said)
            assert snapshot(full.folder) == before, (name, room)
        restore(full.folder, before)


def command(project: Project, *arguments: str) -> "subprocess.Popen[str]":
    """A command for editors that has begun."""
    return subprocess.Popen(
        [sys.executable, "-c", "from career_guide.cli import main; main()", *arguments, "--lang", "en"],
        cwd=project.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def restore(folder: Path, files: dict[str, bytes]) -> None:
    """Let a folder hold some files, and no others."""
    now = snapshot(folder)
    for name in now.keys() - files.keys():
        (folder / name).unlink()
    for name, content in files.items():
        if now.get(name) != content:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
