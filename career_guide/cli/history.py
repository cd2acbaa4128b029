"""Earlier states of a guide, out of its repository. Only this module knows git."""

import io
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from career_guide.loading import GuideLoader, load_articles
from career_guide.loading.published import LIST
from career_guide.model.article import Article
from career_guide.model.guide import Guide
from career_guide.words.problems import DataError, RefusedError

_FOLDERS: Final = ("data", "docs")


def earlier(project: Path, revision: str) -> tuple[Guide, list[Article]]:
    """Read the guide of a revision, from a folder that is gone afterwards.

    Raises:
        RefusedError: Git does not give it.
        DataError: It cannot be read.
    """
    try:
        inside = _git(project, "rev-parse", "--is-inside-work-tree")
    except FileNotFoundError:
        raise RefusedError("diff.no_git") from None
    if inside.returncode:
        reason = next(iter(inside.stderr.decode("utf-8", "replace").splitlines()), "")
        raise RefusedError("diff.no_repository", folder=project, reason=reason)
    found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise RefusedError("diff.unknown_revision", revision=revision)
    commit = found.stdout.decode("ascii").strip()
    with tempfile.TemporaryDirectory() as folder:
        for name in _FOLDERS:
            # Below the project's folder, which need not be that of the repository.
            archive = _git(project, "archive", "--format=zip", commit, "--", name)
            if archive.returncode == 0:
                # Out of a ZIP file nothing comes but plain files, and none outside the folder.
                zipfile.ZipFile(io.BytesIO(archive.stdout)).extractall(folder)
            elif name == "data":
                raise RefusedError("diff.no_data", revision=revision)
        guide = GuideLoader(Path(folder, "data"), is_past=True).load()
        return guide, load_articles(Path(folder, "docs"))


def last_published(project: Path) -> Guide | None:
    """The guide as it was last released or, before the first release or where that cannot be read, committed.

    None where git gives nothing that can be read, or where the data is what it was.
    """
    with suppress(FileNotFoundError):
        release = _git(project, "log", "-1", "--format=%H", "--", LIST.as_posix()).stdout.decode("ascii").strip()
        for revision in (release if (project / LIST).exists() else "", "HEAD"):
            with suppress(RefusedError, DataError):
                if revision and _git(project, "diff", "--quiet", revision, "--", "data").returncode == 1:
                    return earlier(project, revision)[0]
    return None


def _git(project: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(project), *arguments], capture_output=True, check=False)  # noqa: S603, S607
