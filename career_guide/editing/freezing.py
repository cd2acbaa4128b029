"""The data as it is now → the files of an edition.

Takes the project's folder; gives the text of each file of the edition. Refuses a month that is none or is to come, an
edition that exists, a role that does not. The labels are not part of it: pages are made with the words and templates
of today.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from career_guide.editing.kinds import RefusedError
from career_guide.loading import GuideLoader
from career_guide.loading.editions import CHECKSUM, DATA, MONTH_PATTERN, RECORD, digest
from career_guide.model.descriptions import KindName
from career_guide.words.suggestions import nearest_or_known

_HEAD: Final = (
    "# Edizione chiusa con 'career-guide freeze': in questa cartella non si cambia più nulla.\n"
    "# Frozen by 'career-guide freeze': nothing in this folder ever changes.\n"
)


def edition_files(project: Path, month: str, day: date, role_ids: Sequence[str] = ()) -> dict[Path, str]:
    """All files of a new edition.

    Args:
        project: The project's folder.
        month: What the edition is named after: `2026-11`.
        day: The day on which it is frozen.
        role_ids: The roles that have a page in it; all roles where none is named.

    Returns:
        Path → text; `edition.yml` is the last.

    Raises:
        RefusedError: The month is none, is to come or has an edition, or there is no such role, or no role at all.
        DataError: Something is wrong with the data.
    """
    if not MONTH_PATTERN.fullmatch(month):
        raise RefusedError("freeze.no_month", value=month, example=f"{day:%Y-%m}")
    if month > f"{day:%Y-%m}":
        raise RefusedError("freeze.to_come", value=month, example=f"{day:%Y-%m}")
    folder = project / "editions" / month
    if folder.exists():
        raise RefusedError("freeze.exists", folder=f"editions/{month}/")
    loader = GuideLoader(project / "data")
    guide = loader.load()
    for role_id in role_ids:
        if role_id not in guide.roles:
            kind, known = KindName("role"), nearest_or_known(role_id, list(guide.roles))
            raise RefusedError("editing.unknown", kind=kind, value=role_id, nearest_or_known=known)
    roles = [role for role in guide.roles.values() if not role_ids or role.id in role_ids]
    if not roles:
        raise RefusedError("freeze.no_roles")
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
            for role in roles
        },
        "files": {name: digest(text) for name, text in sorted(texts.items())},
    }
    said = _HEAD + yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=120)
    files = {folder / DATA / name: text for name, text in texts.items()}
    return {**files, folder / RECORD: f"{said}{CHECKSUM}{digest(said)}\n"}
