"""The site that readers see is always a whole one: the last that was built without an error."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from filelock import FileLock

from career_guide.building import publishing
from career_guide.building.publishing import Staging, is_base_address
from career_guide.words.problems import RefusedError
from tests.fixture_guide import PROJECT

OLD: Final = {"index.html": "old", "only-in-the-old-one.html": "old", "it/index.html": "old"}
NEW: Final = {"index.html": "new", "only-in-the-new-one.html": "new", "it/index.html": "new", "en/index.html": "new"}
HOSTS: Final = {".htaccess": "Require all granted", "CNAME": "guide.example", ".well-known/security.txt": "…"}

STAGE: Final = """
import os, sys
from pathlib import Path
from career_guide.words.messages import group_of
from career_guide.building.publishing import Staging
from career_guide.words.problems import RefusedError
group_of("publishing")
if sys.argv[3:] and os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    staging = Staging(Path(sys.argv[1]), Path(sys.argv[2]), [])
    (staging.folder / "index.html").write_text("new")
    print("staged", flush=True)
    sys.stdin.read()
    staging.publish()
except RefusedError as error:
    print(error)
else:
    staging.discard()
"""
"""A build in another process, as somebody else if asked to: stages, waits for the end of its input, publishes."""


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)


def read(folder: Path) -> dict[str, str]:
    """All files but the build's own list."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".career-guide"
    }


def stage(site: Path, files: dict[str, str] | None = None, sources: list[Path] | None = None) -> Staging:
    """What a build does first; the project stands beside the site."""
    staging = Staging(site, site.parent / "project", sources or [])
    write(staging.folder, files or {})
    return staging


def publish(site: Path, files: dict[str, str]) -> None:
    staging = stage(site, files)
    try:
        staging.publish()
    finally:
        staging.discard()


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir())


@pytest.fixture(autouse=True)
def disk_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing waits for the disk, which would take longer than all else."""
    monkeypatch.setattr(publishing, "sync", lambda _: None)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site."""
    site = tmp_path / "site"
    publish(site, OLD)
    return site


# --- a build that goes well, or does not


def test_a_build_does_not_touch_the_site_until_it_is_published(site: Path) -> None:
    staging = stage(site, NEW)
    assert read(site) == OLD
    staging.publish()
    assert read(site) == NEW
    staging.discard()
    assert read(site) == NEW
    assert beside(site) == ["site"]


def test_a_first_site_is_published_where_there_was_none(tmp_path: Path) -> None:
    for site in (tmp_path / "not" / "yet" / "site", tmp_path / "empty" / "site"):
        if "empty" in site.parts:
            site.mkdir(parents=True)
        publish(site, NEW)
        assert read(site) == NEW
        assert beside(site) == ["site"]
        assert site.stat().st_mode & 0o777 == 0o755, "other people may read it"


def test_a_failed_build_is_thrown_away_and_the_site_stays(site: Path) -> None:
    stage(site, {"index.html": "half a site"}).discard()
    assert read(site) == OLD
    assert beside(site) == ["site"]


def test_what_belongs_to_others_is_left_alone(site: Path) -> None:
    others = [".website-staging/new/x", ".site-staging-old/x", "site-old/x"]
    write(site.parent, dict.fromkeys(others, "other"))
    publish(site, NEW)
    assert all((site.parent / other).is_file() for other in others)


# --- two builds at once


@contextmanager
def another_build(site: Path) -> Iterator["subprocess.Popen[str]"]:
    """A build that has staged, in a process of its own."""
    command = [sys.executable, "-c", STAGE, str(site), str(site.parent / "project")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as other:
        assert other.stdout
        assert other.stdout.readline() == "staged\n"
        yield other


def test_while_one_build_runs_another_is_refused_and_the_first_goes_on(site: Path) -> None:
    with another_build(site) as other:
        for _ in range(2):
            with pytest.raises(RefusedError, match="Another build"):
                stage(site)
        other.communicate("", timeout=30)
    assert read(site) == {"index.html": "new"}
    assert beside(site) == ["site"]


def test_a_build_that_begins_just_as_another_ends_is_refused_rather_than_let_in_elsewhere(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of the lock vanishes between two calls: locks in two places would keep nobody out."""
    for error in (FileNotFoundError, FileExistsError):
        with monkeypatch.context() as patched:
            patched.setattr(FileLock, "acquire", lambda *_, error=error: refuse_as(error))
            with pytest.raises(RefusedError, match="Another build"):
                stage(site)
    publish(site, NEW)
    assert read(site) == NEW
    assert beside(site) == ["site"]


def refuse_as(error: type[OSError]) -> None:
    raise error


def test_builds_of_other_sites_are_none_of_its_business(site: Path) -> None:
    with another_build(site) as other:
        publish(site.with_name("site2"), NEW)
        other.communicate("", timeout=30)
    assert read(site.with_name("site2")) == NEW


def test_what_a_killed_build_has_left_is_removed_by_the_next_one(site: Path) -> None:
    """Its process is dead, whatever its number is used for now: the system lets go of its lock."""
    with another_build(site) as other:
        other.kill()
    assert beside(site) == [".site-staging", "site"]
    stage(site).discard()
    assert read(site) == OLD
    assert beside(site) == ["site"]


# --- the exchange


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a site cannot be exchanged at once")
def test_readers_find_a_page_at_every_moment(site: Path) -> None:
    """Somebody asks for it without a pause while builds are published."""
    done = site.with_name("done")
    script = (
        "import os, sys\nmissing = asked = 0\nwhile not os.path.exists(sys.argv[2]):\n asked += 1\n"
        " missing += not os.path.exists(sys.argv[1])\nprint(missing, 'of', asked)"
    )
    command = [sys.executable, "-c", script, str(site / "index.html"), str(done)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        for _ in range(200):
            publish(site, NEW)
        done.touch()
        said, _ = reader.communicate(timeout=30)
    assert said.startswith("0 of ")


class Killed(BaseException):
    """The machine stops: nobody tidies up."""


WAYS: Final = ("at once", "by renaming", "entry by entry")


def force(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the site exchanged as on another system, or as where its own folder cannot be moved."""
    if way != "at once":
        monkeypatch.setattr(publishing, "_exchange_at_once", lambda *_: False)
    if way == "entry by entry":
        monkeypatch.setattr(publishing, "_try_rename", lambda *_: refuse(errno.EBUSY))


def refuse(number: int) -> None:
    raise OSError(number, os.strerror(number), "site")


@pytest.mark.parametrize("way", WAYS)
def test_an_exchange_that_stops_or_fails_at_any_point(site: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """It fails: the site is the old one, at once. The machine stops: the next build makes it whole, old or new."""
    write(site, HOSTS)
    force(way, monkeypatch)
    failures: list[type[BaseException]] = [OSError, Killed]
    tried = 0
    for failure in failures:
        for steps in range(20):
            shutil.rmtree(site)
            publish(site, OLD)
            write(site, HOSTS)
            staging = stage(site, NEW)
            stopped = False
            with monkeypatch.context() as patched:
                patched.setattr(publishing, "_move", failing_after(steps, failure))
                try:
                    staging.publish()
                except failure:
                    stopped = True
            if stopped and failure is Killed:
                staging._lock.release()
                stage(site).discard()
                assert read(site) in (OLD | HOSTS, NEW | HOSTS), steps
            else:
                staging.discard()
                assert read(site) == (OLD if stopped else NEW) | HOSTS, steps
            tried += stopped
            if not stopped:
                break
            assert beside(site) == ["site"]
    assert tried == {"at once": 0, "by renaming": 4, "entry by entry": 18}[way]


def failing_after(steps: int, failure: type[BaseException]) -> Callable[..., None]:
    done: list[Path] = []
    move = publishing._move

    def moving(start: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
        if len(done) == steps:
            raise failure
        done.append(start)
        move(start, target, moved)

    return moving


# --- where the site stands


@pytest.mark.parametrize("way", WAYS)
def test_a_symbolic_link_stays_one_and_the_site_is_published_into_its_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    force(way, monkeypatch)
    site, target = tmp_path / "project" / "site", tmp_path / "www" / "guide"
    site.parent.mkdir()
    site.symlink_to(Path("..") / "www" / "guide")
    for files in (OLD, NEW, OLD):
        publish(site, files)
        assert site.is_symlink()
        assert read(target) == files
    assert beside(site) == ["site"]
    assert beside(target) == ["guide"]


@pytest.mark.parametrize("way", WAYS)
def test_what_belongs_to_the_host_stays(site: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """A repository, rules of a server, proofs of ownership; unless the build brings its own."""
    force(way, monkeypatch)
    write(site, HOSTS | {".git/HEAD": "ref: refs/heads/gh-pages"})
    (site / ".link").symlink_to("index.html")
    (site / ".htaccess").chmod(0o640)
    publish(site, NEW | {"CNAME": "ours.example"})
    assert read(site) == NEW | HOSTS | {
        "CNAME": "ours.example",
        ".git/HEAD": "ref: refs/heads/gh-pages",
        ".link": "new",
    }
    assert (site / ".link").is_symlink()
    assert (site / ".htaccess").stat().st_mode & 0o777 == 0o640
    publish(site, OLD)
    assert {"CNAME": "guide.example"} | read(site) == OLD | HOSTS | {
        "CNAME": "ours.example",
        ".git/HEAD": "ref: refs/heads/gh-pages",
        ".link": "old",
    }


def test_the_folder_keeps_its_mode(site: Path) -> None:
    site.chmod(0o750)
    publish(site, NEW)
    assert site.stat().st_mode & 0o777 == 0o750


def test_folders_in_which_something_would_be_lost_are_refused(tmp_path: Path) -> None:
    """The project, what it is made of, what these stand in, and whatever holds other people's files."""
    project = tmp_path / "home" / "project"
    outside = tmp_path / "elsewhere"
    for name in ("data/levels.yml", "docs/it/index.md", "tests/unit/test.py", "editions/2026-11/edition.yml", "x.md"):
        write(project, {name: "precious"})
    write(outside, {"shared-docs/it/index.md": "precious", "thesis.odt": "precious", "site/index.html": "precious"})
    (project / "link").symlink_to(project / "data")
    before = read(tmp_path)
    sources = [project / "data", project / "docs", outside / "shared-docs"]
    refused = ["data", "data/site", "docs", "docs/it", "docs/site", "tests", "tests/unit/site", "editions", "", ".."]
    refused += ["link", "link/site", "x.md", "../..", "../../elsewhere", "../../elsewhere/shared-docs/site"]
    refused += ["../../elsewhere/site"]
    for name in refused:
        try:
            Staging(project / name, project, sources)
        except RefusedError:
            assert read(tmp_path) == before
        else:
            pytest.fail(f"{name!r} was not refused")
    for name in ("site", "build/site", "../site", "../../elsewhere/guide"):
        staging = Staging(project / name, project, sources)
        staging.publish()
        staging.discard()
    assert read(tmp_path) == before


def test_a_users_own_folder_is_refused_though_all_in_it_is_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "editor"
    write(home, {".profile": "precious"})
    monkeypatch.setenv("HOME", str(home))
    (tmp_path / "link").symlink_to(home)
    for site in (home, tmp_path / "link"):
        with pytest.raises(RefusedError, match="home folder"):
            Staging(site, tmp_path / "project", [])
    assert read(tmp_path)["editor/.profile"] == "precious"
    staging = Staging(home / "site", tmp_path / "project", [])
    staging.publish()
    staging.discard()


def test_a_site_with_a_file_that_no_build_wrote_is_refused_by_its_name(site: Path) -> None:
    write(site, {"404.html": "", "notes.txt": "precious", "it.zip": "precious"})
    with pytest.raises(RefusedError, match=r"404\.html, it\.zip, notes\.txt\. Move it"):
        stage(site)
    for name in ("notes.txt", "it.zip", "404.html"):
        (site / name).unlink()
    write(site, {"index.html.gz": "made by the host"})
    publish(site, NEW)
    assert read(site) == NEW
    assert beside(site) == ["site"]


# --- what the system refuses


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A folder that other users can reach, too."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_somebody_else(site: Path) -> str:
    """What another build says that cannot do all that the system's owner can."""
    done = subprocess.run(
        [sys.executable, "-c", STAGE, str(site), str(site.parent / "project"), "as somebody else"],
        input="",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=PROJECT,
        check=False,
    )
    return done.stdout


def test_a_site_that_one_may_not_write_is_refused_before_building() -> None:
    with folder_for_all() as folder:
        site = folder / "site"
        publish(site, OLD)
        if os.geteuid() != 0:
            site.chmod(0o555)
        said = as_somebody_else(site)
        remedy = "Run the command as the folder’s owner, or choose another folder with -d."
        assert said == f"You do not have permission to write {site}. {remedy}\n"
        assert read(site) == OLD
        assert beside(site) == ["site"]


def test_a_site_of_which_one_may_not_remove_a_part_is_refused_before_building() -> None:
    """Exchanged all the same, it would be in the way of the next build."""
    with folder_for_all() as folder:
        site = folder / "site"
        publish(site, OLD)
        if os.geteuid() == 0:
            for owned in (folder, site):
                os.chown(owned, 65534, 65534)
        else:
            (site / "it").chmod(0o555)
        assert as_somebody_else(site).startswith(f"You do not have permission to write {site / 'it'}.")
        assert read(site) == OLD
        assert beside(site) == ["site"]
        (site / "it").chmod(0o755)


def test_all_is_on_the_disk_before_it_takes_the_place_of_the_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a power cut could leave the new site's names with nothing in them; a disk that fails is told in time."""
    seen = []
    monkeypatch.setattr(publishing, "sync", lambda _: seen.append(read(site)["index.html"]))
    publish(site, NEW)
    assert seen == ["old", "new"]
    monkeypatch.setattr(publishing, "sync", lambda _: refuse(errno.EIO))
    staging = stage(site, OLD)
    with pytest.raises(OSError, match="Input/output error"):
        staging.publish()
    staging.discard()
    assert read(site) == NEW


def test_a_site_whose_parent_one_may_not_write_is_exchanged_within() -> None:
    """As where a host hands out a folder, or a container mounts one."""
    with folder_for_all() as folder:
        site = folder / "site"
        site.mkdir()
        if os.geteuid() == 0:
            os.chown(site, 65534, 65534)
        else:
            folder.chmod(0o555)
        inode = site.stat().st_ino
        for _ in range(2):
            assert as_somebody_else(site) == "staged\n"
            assert read(site) == {"index.html": "new"}
            assert site.stat().st_ino == inode
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EROFS, "somewhere cannot be written: the disk is read-only."),
        (errno.EIO, "A file cannot be read or written: somewhere: Input/output error."),
    ],
)
def test_what_the_system_says_is_said_in_words(number: int, said: str) -> None:
    assert publishing.cannot_write(OSError(number, os.strerror(number), "somewhere")).message.text("en") == said


# --- the address of the site


def test_what_a_site_can_be_addressed_by() -> None:
    good = ["https://guide.example/", "http://guide.example:8080/a/b-c/", "https://xn--citt-8na.example/guida/"]
    good += ["http://127.0.0.1:8000/", "http://[::1]:8000/", "https://guide.example/caf%C3%A9/~guide/"]
    bad = ["", "javascript:alert(1)//", "//guide.example/", "ftp://guide.example/", "https:///guide/"]
    bad += [
        "https://guide.example",
        "https://guide.example/a",
        "https://guide.example/?a=1",
        "https://guide.example/#a",
    ]
    bad += ["https://guide.example/?", "https://guide.example/a?b/", "https://guide.example//"]
    bad += ["https://me@guide.example/", "https://me:secret@guide.example/", "https://guide.example:port/"]
    bad += ["https://guide .example/", "https://guide.example/a b/", "https://guide.example/\n/"]
    bad += ["https://guide.example/a/../b/", "https://guide.example/100%/", "https://città.example/"]
    assert [value for value in good if not is_base_address(value)] == []
    assert [value for value in bad if is_base_address(value)] == []


# --- signals


def test_a_signal_that_was_set_aside_is_left_aside() -> None:
    """`nohup mkdocs build` goes on after the terminal is closed; TERM still stops it."""
    script = (
        "import signal; from career_guide.building.publishing import stop_in_good_order as go\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN); go(); signal.raise_signal(signal.SIGHUP)\n"
        "signal.raise_signal(signal.SIGTERM)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, cwd=PROJECT)
    assert done.returncode == 128 + signal.SIGTERM
