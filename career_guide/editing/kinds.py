"""The kinds of records that have an id: where each stands, what exists, and what is refused before it is written."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from career_guide.loading.yaml_source import Document
from career_guide.model.descriptions import KindName
from career_guide.model.kinds import KINDS, Kind
from career_guide.model.values import ID_PATTERN
from career_guide.words.problems import RefusedError
from career_guide.words.suggestions import nearest_or_known


def place(kind: Kind, record_id: str, role: str = "") -> tuple[str, tuple[str, ...]]:
    """The file of a record below `data/`, without its ending, and the path to the record in it."""
    if kind.is_catalogued:
        return kind.file, (*filter(None, [kind.within]), record_id)
    return (kind.file.replace("*", role, 1) if role else kind.file).replace("*", record_id), ()


def records(documents: Mapping[str, Document], kind: Kind, role: str = "") -> dict[str, list[str]]:
    """All ids of a kind, each with its former ones, as far as they can be read: the guide need not be sound."""
    name, path = place(kind, "*", role)
    if path:
        found = documents[name].data if name in documents else None
        for key in path[:-1]:
            found = _mapping(found).get(key)
    else:
        pattern = re.compile(re.escape(name).replace(r"\*", "([^/]+)"))
        matches = ((pattern.fullmatch(file), document.data) for file, document in documents.items())
        found = {match[1]: data for match, data in matches if match}
    formers = {record_id: _mapping(data).get("former_ids") for record_id, data in _mapping(found).items()}
    return {record_id: former if isinstance(former, list) else [] for record_id, former in formers.items()}


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def the_role(named: str, roles: Iterable[str]) -> str:
    """The role that was named; where none was, the only one that there is.

    Raises:
        RefusedError: There is no such role, or several to choose from.
    """
    known = sorted(roles)
    if not named and len(known) == 1:
        return known[0]
    if not named:
        raise RefusedError("editing.which_role", nearest_or_known=nearest_or_known("", known))
    require(KINDS["role"], named, known)
    return named


def require(kind: Kind, record_id: str, existing: Iterable[str]) -> None:
    """Refuse an id that no record has.

    Raises:
        RefusedError: It is not among those that exist.
    """
    if record_id not in existing:
        known = nearest_or_known(record_id, sorted(existing))
        raise RefusedError("editing.unknown", kind=KindName(kind.name), value=record_id, nearest_or_known=known)


def check_new_id(kind: Kind, new: str, existing: Mapping[str, list[str]], own: str | None = None) -> None:
    """Refuse an id that cannot be given to a record; what was its own before, it may have again.

    Raises:
        RefusedError: It is no id, or one that another record has or had.
    """
    if not ID_PATTERN.fullmatch(new):
        suggestion = "-".join(
            "".join(char if char.isascii() and char.isalnum() else " " for char in new).lower().split()
        )
        example = suggestion or "key-account-manager"
        raise RefusedError("editing.bad_id", value=new, example=example)
    if new in existing:
        raise RefusedError("editing.exists", kind=KindName(kind.name), value=new)
    for other, formers in existing.items():
        if new in formers and other != own:
            raise RefusedError("editing.existed", kind=KindName(kind.name), value=new, other=other)
