"""`career-guide diff`: what changed for readers since a revision of git. Git is known to this module alone."""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final, NoReturn

import click

from career_guide.building.writing import write_files
from career_guide.cli import options, refusals
from career_guide.editing.changelog import Changelog
from career_guide.loading import load, load_articles
from career_guide.loading.yaml_source import read
from career_guide.model.article import Article
from career_guide.model.guide import Guide
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.today import today
from career_guide.review.changes import GuideChange, article_changes, guide_changes
from career_guide.words import reports
from career_guide.words.messages import say
from career_guide.words.problems import DataError

_FOLDERS: Final = ("data", "docs")
_SHOWN: Final = 5
"""How many problems of an earlier state are shown: they cannot be mended."""


class _GitError(Exception):
    """Git does not give the earlier state; the message for the editor."""

    def __init__(self, key: str, **words: Any) -> None:
        super().__init__(key)
        self.key = key
        self.words = words


@click.command()
@click.argument("revision")
@options.folder
@options.role
@click.option("--write", is_flag=True)
@click.option("--force", is_flag=True)
@options.language
def diff(revision: str, project: Path, role_id: str | None, locale: Locale, *, write: bool, force: bool) -> None:
    """Tell what changed for readers since a revision of git, in sentences."""
    try:
        after, pages = load(project / "data"), load_articles(project / "docs")
    except DataError as error:
        _fail(reports.as_text(error.problems, locale))
    options.require_role(role_id, after.roles, locale)
    try:
        before, pages_before = _earlier(project, revision)
    except _GitError as error:
        _fail(say(f"diff.{error.key}", locale, **error.words))
    except DataError as error:
        _fail(say("diff.old_problems", locale, revision=revision), reports.as_text(error.problems[:_SHOWN], locale))
    changes = [*guide_changes(before, after), *article_changes(pages_before, pages)]
    if role_id is not None:
        changes = [change for change in changes if change.role_id == role_id]
    if not changes:
        click.echo(say("diff.nothing", locale, revision=revision))
        return
    click.echo(say("diff.since", locale, revision=revision))
    roles = [role for role in after.roles if any(change.role_id == role for change in changes)]
    for role in (*roles, None):
        told = [change.said[locale] for change in changes if change.role_id == role]
        if told:
            heading = after.roles[role].profile.title[locale] if role else say("diff.whole_guide", locale)
            click.echo("\n".join(["", heading, *(f"- {sentence}" for sentence in told)]))
    if write:
        for role in roles:
            own = [change for change in changes if change.role_id == role]
            _write(project, role, own, locale, force=force)


def _fail(*lines: str) -> NoReturn:
    click.echo("\n".join(lines), err=True)
    sys.exit(1)


# --- the earlier state


def _earlier(project: Path, revision: str) -> tuple[Guide, list[Article]]:
    """The guide of a revision, read from a folder that is gone afterwards.

    Raises:
        _GitError: Git does not give it.
        DataError: It cannot be read.
    """
    try:
        inside = _git(project, "rev-parse", "--is-inside-work-tree")
    except FileNotFoundError:
        raise _GitError("no_git") from None
    if inside.returncode:
        reason = next(iter(inside.stderr.decode("utf-8", "replace").splitlines()), "")
        raise _GitError("no_repository", folder=project, reason=reason)
    found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise _GitError("unknown_revision", revision=revision)
    commit = found.stdout.decode("ascii").strip()
    with tempfile.TemporaryDirectory() as folder:
        for name in _FOLDERS:
            # Below the project's folder, which need not be that of the repository.
            archive = _git(project, "archive", "--format=tar", commit, "--", name)
            if archive.returncode == 0:
                _unpack(archive.stdout, Path(folder))
            elif name == "data":
                raise _GitError("no_data", revision=revision)
        return load(Path(folder, "data"), is_past=True), load_articles(Path(folder, "docs"))


def _git(project: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(project), *arguments], capture_output=True, check=False)  # noqa: S603, S607


def _unpack(archive: bytes, folder: Path) -> None:
    """Write the plain files of an archive; links lead nowhere here, and nothing may lead out of the folder."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            path = PurePosixPath(member.name)
            if content is not None and not path.is_absolute() and ".." not in path.parts:
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


# --- the entry


def _write(project: Path, role: str, changes: Sequence[GuideChange], locale: Locale, *, force: bool) -> None:
    """Put an entry of today into a role's file, and show it."""
    path, shown = project / "data" / "roles" / role / "changes.yml", Path(f"data/roles/{role}/changes.yml")
    day = today(os.environ)
    with refusals.told(locale):
        changelog = Changelog(read(path, shown) if path.exists() else None, shown)
        there = changelog.entry_on(day)
        if there is not None and not force:
            _fail("", say("diff.today_exists", locale, file=shown), there.rstrip())
        entry = changelog.add(day, {each: [change.said[each] for change in changes] for each in LOCALES})
        write_files({path: changelog.text()})
    click.echo("\n".join(["", say("diff.written", locale, file=shown), entry.rstrip()]))
    if there is not None:
        click.echo("\n".join([say("diff.replaced", locale), there.rstrip()]))
