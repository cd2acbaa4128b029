"""The guide as it is now → what a release promises: addresses that never vanish, and an edition that never changes.

Gives the files to write; they are written all or none. What is promised was checked as a whole, in a copy.
"""

from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

import yaml

from career_guide.building import promised
from career_guide.building.project import Project
from career_guide.building.writing import write_files
from career_guide.loading import GuideLoader, load_editions
from career_guide.loading.editions import CHECKSUM, DATA, MONTH_PATTERN, RECORD, digest
from career_guide.loading.published import LIST, load_published
from career_guide.words.problems import RefusedError

_HEAD: Final = (
    "# Edizione chiusa con 'career-guide release': in questa cartella non si cambia più nulla.\n"
    "# Frozen by 'career-guide release': nothing in this folder ever changes.\n"
)


@dataclass(frozen=True)
class Release:
    """A release, nothing of it written yet."""

    new: tuple[str, ...]
    """The addresses that it promises and that were not promised before, sorted."""
    moved: dict[str, str]
    """Promised addresses that had a page at the last release → where each leads now."""
    promised: int
    """All promised addresses."""
    texts: dict[Path, str]
    """The new text of each file that it writes: the list of addresses, the edition."""


def release(project: Path, month: str | None, day: date) -> Release:
    """Work out a release, with an edition if a month is named (`2026-11`), and check the guide that comes of it.

    Raises:
        RefusedError: There can be no edition of that month, or there is one.
        DataError: The guide is not sound.
    """
    opened = Project.in_folder(project)
    texts = edition_files(project, month, day) if month is not None else {}
    published = load_published(opened.published)
    with opened.changed(texts) as trial:
        own = (promised.of_edition(edition) for edition in load_editions(trial.editions) if edition.month == month)
        write_files({trial.data.parent / LIST: "\n".join([*published.lines, *chain.from_iterable(own)])})
        plan = trial.check().plan
    before = published.led_to
    here, moved = promised.addresses(plan), promised.moved(plan)
    after = {address: "" if address in here else moved.get(address, to) for address, to in before.items()}
    now = after | dict.fromkeys(here, "")
    if now != before:
        texts[project / LIST] = "".join(f"{address} {now[address]}".rstrip() + "\n" for address in sorted(now))
    return Release(
        new=tuple(sorted(here - before.keys())),
        moved={address: to for address, to in after.items() if to and not before[address]},
        promised=len(now),
        texts=texts,
    )


def edition_files(project: Path, month: str, day: date) -> dict[Path, str]:
    """All files of a new edition: the data as it is now, without the labels, which are always those of today.

    `edition.yml` is the last of them.

    Raises:
        RefusedError: That is no month, or one that is to come or has an edition; or the guide has no roles.
        DataError: Something is wrong with the data.
    """
    if not MONTH_PATTERN.fullmatch(month):
        raise RefusedError("release.no_month", value=month, example=f"{day:%Y-%m}")
    if month > f"{day:%Y-%m}":
        raise RefusedError("release.to_come", value=month, example=f"{day:%Y-%m}")
    folder = project / "editions" / month
    if folder.exists():
        raise RefusedError("release.exists", folder=f"editions/{month}/")
    loader = GuideLoader(project / "data")
    guide = loader.load().published
    if not guide.roles:
        raise RefusedError("release.no_roles")
    texts = {f"{name}.yml": document.text for name, document in loader.documents.items() if name != "labels"}
    record = {
        "month": month,
        "frozen": day,
        "roles": {
            role.id: {
                "revision": role.revision,
                "reviewed": role.profile.reviewed,
                "title": role.profile.title.model_dump(),
                "slug": role.profile.slug.model_dump(),
            }
            for role in guide.roles.values()
        },
        "files": {name: digest(text) for name, text in sorted(texts.items())},
    }
    head = _HEAD + yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=120)
    files = {folder / DATA / name: text for name, text in texts.items()}
    return {**files, folder / RECORD: f"{head}{CHECKSUM}{digest(head)}\n"}
