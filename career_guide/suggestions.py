"""What to suggest when a name does not exist: the nearest one, or those that do."""

import difflib
from collections.abc import Sequence
from typing import Final

from career_guide.messages import Message

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
