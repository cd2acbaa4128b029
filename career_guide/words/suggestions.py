"""What to suggest when a name does not exist: what was meant, the nearest one, how to make it, or those that exist."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Final

from career_guide.model.kinds import KINDS
from career_guide.words.messages import Message

_NEAR: Final = 0.75
"""How similar two ids must be for one to be taken for a typing error: ids share many words."""
_SHOWN: Final = 20
"""How many possible names a message lists."""


def nearest_or_known(value: str, known: Sequence[str]) -> Message:
    """A sentence that leads from a name that does not exist to one that does."""
    nearest = difflib.get_close_matches(value, known, n=1)
    if nearest:
        return Message("suggestions.nearest", {"name": nearest[0]})
    if not known:
        return Message("suggestions.none")
    return Message("suggestions.known", {"names": ", ".join(known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")})


def for_reference(kind: str, value: str, known: Sequence[str], named: Mapping[str, str] | None = None) -> Message:
    """A sentence that leads from a reference that names nothing to what was meant, or to how that is made.

    Args:
        kind: What is referred to, as in `words.kind`: `skill`; or `page`, by its key.
        value: What was written.
        known: The ids of that kind, or all keys of pages.
        named: Other names of what exists, in small letters and with the kind before them (`skill/negoziazione`): former
            ids, slugs and titles, each with its key of today (`skill/negotiation`).
    """
    named, is_key = named or {}, kind == "page"
    words = value.casefold()
    own = words if is_key else f"{kind}/{words.removeprefix(f'{kind}/')}"
    last = own.rpartition("/")[2]
    here = {key if is_key else f"{kind}/{key}": key for key in known}
    others = [key for name, key in named.items() if is_key and name.partition("/")[2] in {words, last}]
    for key in (own, named.get(own, ""), *(key for key in here if is_key and key.partition("/")[2] == last), *others):
        if key in here:
            return Message("suggestions.meant", {"name": here[key]})
    start = own[: -len(last)]
    siblings = [key for key in here if key.startswith(start) and "/" not in key[len(start) :]] if start else list(here)
    ids = {key.rpartition("/")[2]: here[key] for key in siblings}
    if nearest := difflib.get_close_matches(last, ids, n=1, cutoff=_NEAR):
        return Message("suggestions.nearest", {"name": ids[nearest[0]]})
    if command := _making(own):
        those = [here[key] for key in siblings]
        return Message("suggestions.make", {"command": command, "known": nearest_or_known("", those)})
    return nearest_or_known(value, known)


def _making(key: str) -> str | None:
    """The command that makes what a key would name; None where no command does."""
    match key.split("/"):
        case ["role", role, "chapter", chapter]:
            return f"new role {role} --chapter {chapter}"
        case ["role", role, "specialization", part]:
            return f"new specialization {part} --role {role}"
        case [kind, name] if kind in KINDS and name:
            return f"new {kind} {name}"
    return None
