"""The published site is always a whole one: the last that was built without an error.

A build holds a lock, writes into a staging folder beside the site, waits until all of it is on the disk, and exchanges
the two at the end, in one step where the system can. Where the site's own folder has to stay (a mount point, a parent
that may not be written to), the staging folder stands inside it, and the contents are exchanged entry by entry. An
exchange that was interrupted is finished by the next build, before anything else.

What belongs to the host, not to the guide, stays: hidden entries at the top of the site, and `CNAME`. A hidden file
there, `.career-guide`, lists what the build put beside it: a folder with anything else is not ours to replace.
"""

import ctypes
import errno
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NoReturn

from filelock import FileLock, Timeout

from career_guide.building.writing import sync
from career_guide.words.problems import RefusedError

_MARK: Final = ".career-guide"
_SIGNALS: Final = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What asks a build to stop; Windows has no SIGHUP."""
_REASONS: Final = {
    "ENOSPC": "disk_full",
    "EDQUOT": "disk_full",
    "EROFS": "read_only",
    "EACCES": "not_allowed",
    "EPERM": "not_allowed",
}
_BASE_ADDRESS: Final = re.compile(
    r"https?://(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?/((?!\.\.?/)([\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})+/)*",
    re.ASCII | re.IGNORECASE,
)
_RENAME_EXCHANGE: Final = 2
_UMASK: Final = 0o022
"""What is published, a server may read, whoever built it: files are 0644, folders 0755."""
_HERE: Final = -100
"""AT_FDCWD: relative paths start at the current folder."""


def cannot_write(error: OSError) -> RefusedError:
    """What the system refuses to read or write, in words."""
    key = _REASONS.get(errno.errorcode.get(error.errno or 0, ""), "other")
    file = error.filename2 or error.filename
    reason = ": ".join(str(part) for part in (file, error.strerror or error) if part)
    return RefusedError(f"publishing.cannot_write.{key}", file=file, reason=reason)


def is_base_address(value: str) -> bool:
    """Whether relative addresses can be added to an address: a host, a port if need be, folders, and nothing else."""
    return _BASE_ADDRESS.fullmatch(value) is not None


def is_of_host(name: str) -> bool:
    """Whether an entry at the top of a site belongs to its host rather than to the guide."""
    return name.startswith(".") or name == "CNAME"


def write_into(site: Path, path: str, content: str | bytes) -> None:
    """Write a file of the site, with the folders that it needs; text becomes UTF-8."""
    file, data = site / path, content.encode() if isinstance(content, str) else content
    try:
        if not file.parent.is_dir():
            file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as error:
        # Where there is no room for it, the system does not name it.
        error.filename = error.filename or str(file)
        raise


def open_to_servers() -> None:
    """Let whatever this process and its children write be readable by all, as a site is."""
    os.umask(_UMASK)


class Staging:
    """The staging folder of one build. While it is there, no other build can publish the same site.

    The site's folder need not exist, or may be a symbolic link; the sources are the folders that the build reads.

    Raises:
        RefusedError: The site may not stand there, cannot be written, or is being built by somebody else.
    """

    def __init__(self, site: Path, project: Path, sources: Iterable[Path]) -> None:
        try:
            self.site = site.resolve()
        except (OSError, RuntimeError) as error:  # a link that leads to itself
            raise RefusedError("publishing.not_a_folder", folder=site) from error
        self._check_place(project.resolve(), [source.resolve() for source in sources])
        self._root, self._lock = self._begin()
        self.folder = self._root / "new"
        self._old = self._root / "old"
        try:
            if self._old.exists() and self.folder.exists():
                self._exchange()
            self._remove()
            self._check_contents()
            self._check_permissions()
            self.folder.mkdir()
        except OSError as error:
            self.discard()
            raise cannot_write(error) from error
        except RefusedError:
            self.discard()
            raise

    def publish(self) -> None:
        """Put what was built in the place of the site; `discard` then removes the former one.

        Raises:
            OSError: It cannot be done; the site is as it was.
        """
        names = sorted(path.name for path in self.folder.iterdir() if path.name != _MARK)
        (self.folder / _MARK).write_text("".join(f"{name}\n" for name in names), "utf-8")
        if not self._is_inside:
            self._carry_over()
        # Else the names could be exchanged on the disk before what they stand for has got there.
        sync(self.folder)
        self._exchange()

    def discard(self) -> None:
        """Throw away what is not published, and let other builds begin."""
        with suppress(OSError):
            self._remove()
        _release(self._lock)

    # --- where it may stand

    def _check_place(self, project: Path, sources: list[Path]) -> None:
        """Refuse the project's folder, what a build reads, whatever these stand in or hold, and a user's own folder."""
        for folder in (project, *sources):
            if folder.is_relative_to(self.site):
                _refuse("holds_sources", site=self.site, folder=folder)
            if folder != project and self.site.is_relative_to(folder):
                _refuse("within_sources", site=self.site, folder=folder)
        # All that is hidden would be carried over as if it belonged to a site.
        if Path("~").expanduser().resolve() == self.site:
            _refuse("home", site=self.site)
        place = self.site
        while place.is_relative_to(project) and place.parent != project:
            place, inner = place.parent, place
            if place.is_dir() and any(path != inner and not is_of_host(path.name) for path in place.iterdir()):
                _refuse("within_sources", site=self.site, folder=place)
        if self.site.exists() and not self.site.is_dir():
            _refuse("not_a_folder", folder=self.site)

    def _check_contents(self) -> None:
        """Refuse a folder that holds what no build put there. `404.html.gz` counts as `404.html`: hosts make it."""
        ours = self._listed(self.site)
        others = [
            path.name
            for path in _visible(self.site)
            if path.name not in ours and not (path.stem in ours and path.with_suffix("").is_file())
        ]
        if others:
            _refuse("not_ours", site=self.site, names=", ".join(others[:3]) + (", …" if others[3:] else ""))

    def _check_permissions(self) -> None:
        """Raise the error that would keep the former site from being removed: later, it would be in the way."""
        for folder, _, _ in os.walk(self.site):
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)

    # --- locking, and where the staging folder can stand

    @property
    def _is_inside(self) -> bool:
        """Whether the site's folder has to stay, so that only its contents can be exchanged."""
        return self._root.parent == self.site

    def _begin(self) -> tuple[Path, FileLock]:
        name, refused = f".{self.site.name}-staging", OSError()
        for root in (self.site.with_name(name), self.site / name):
            lock = FileLock(root / "lock", blocking=False)
            try:
                if self.site.exists():
                    _try_write(self.site)
                root.mkdir(parents=True, exist_ok=True)
                if root.is_symlink():
                    # What is removed there would be another's.
                    _refuse("not_ours", site=root.parent, names=root.name)
                lock.acquire()
                if root.parent != self.site and self.site.exists():
                    _try_rename(self.site, root)
            except Timeout:
                _refuse("busy", site=self.site)
            except OSError as error:
                refused = error
                _release(lock)
                has_vanished = isinstance(error, (FileNotFoundError, FileExistsError))
                if has_vanished and (root.is_dir() or not os.path.lexists(root)):
                    # Another build ends just now. A lock elsewhere would let both go on.
                    _refuse("busy", site=self.site)
            else:
                return root, lock
        raise cannot_write(refused) from refused

    def _remove(self) -> None:
        for folder in (self.folder, self._old):
            if folder.exists():
                shutil.rmtree(folder)

    # --- exchanging

    def _carry_over(self) -> None:
        """Copy what belongs to the host into the new site, and give its folder the permissions of the former one."""
        if not self.site.exists():
            return
        for path in self.site.iterdir():
            copy = self.folder / path.name
            if is_of_host(path.name) and path.name != self._root.name and not os.path.lexists(copy):
                if path.is_dir() and not path.is_symlink():
                    shutil.copytree(path, copy, symlinks=True, copy_function=_link)
                else:
                    _link(path, copy)
        shutil.copystat(self.site, self.folder)

    def _exchange(self) -> None:
        """Put the new site in the place of the old one; done again, it finishes what was interrupted.

        Raises:
            OSError: It cannot be done; the site is as it was.
        """
        moved: list[tuple[Path, Path]] = []
        try:
            if self._is_inside:
                self._exchange_contents(moved)
            elif not self.site.exists() or not _exchange_at_once(self.folder, self.site):
                if self.site.exists():
                    _move(self.site, self._old, moved)
                _move(self.folder, self.site, moved)
        except OSError:
            for start, target in reversed(moved):
                target.rename(start)
            raise
        # The former site is removed only when nothing could bring back its name.
        with suppress(OSError):
            sync(self._root.parent)

    def _exchange_contents(self, moved: list[tuple[Path, Path]]) -> None:
        # If this finishes what was interrupted, the new list may be in its place already.
        new = self._listed(self.folder if (self.folder / _MARK).exists() else self.site)
        self._old.mkdir(exist_ok=True)
        for name in sorted({*new, _MARK}):
            if os.path.lexists(self.folder / name):
                if os.path.lexists(self.site / name):
                    _move(self.site / name, self._old / name, moved)
                _move(self.folder / name, self.site / name, moved)
        for path in _visible(self.site):
            if path.name not in new:
                _move(path, self._old / path.name, moved)

    def _listed(self, folder: Path) -> set[str]:
        """The entries at the top of a folder that a build put there."""
        mark = folder / _MARK
        return set(mark.read_text("utf-8").splitlines()) if mark.is_file() else set()


# --- stopping


class Stopped(SystemExit):
    """Somebody asked the build to stop."""


def stop_in_good_order() -> None:
    """Let a signal end the build as an exception does, so that it tidies up; the exit code is 128 + the signal."""
    for number in _SIGNALS:
        # A build may be meant to go on after the terminal is closed (nohup).
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, _: Any) -> NoReturn:
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(128 + number)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Run to the end: signals that arrive meanwhile are ignored."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


# --- small things


def _refuse(key: str, **words: object) -> NoReturn:
    raise RefusedError(f"publishing.{key}", **words)


def _visible(folder: Path) -> list[Path]:
    """What stands at the top of a folder and does not belong to its host."""
    return sorted(path for path in folder.iterdir() if not is_of_host(path.name)) if folder.is_dir() else []


def _release(lock: FileLock) -> None:
    """Let others begin, and remove the lock's file and folder. A build that has just opened that file finds it gone."""
    file = Path(lock.lock_file)
    with suppress(OSError):
        if lock.is_locked:
            file.unlink()
    lock.release()
    with suppress(OSError):
        file.parent.rmdir()


def _try_write(folder: Path) -> None:
    """Raise the error that keeps files from being written into a folder, if any."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from None


def _try_rename(folder: Path, occupied: Path) -> None:
    """Raise the error that keeps a folder from being renamed, if any: nothing can be renamed to a folder with files."""
    try:
        folder.rename(occupied)
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise


def _move(start: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    start.rename(target)
    moved.append((start, target))


def _link(start: str | Path, target: str | Path) -> None:
    """A second name for a file; a copy where the file system has none."""
    try:
        os.link(start, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(start, target, follow_symlinks=False)


def _exchange_at_once(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system has no such thing.

    Raises:
        OSError: It has, but these folders cannot be exchanged.
    """
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise OSError(number, os.strerror(number), str(other))
