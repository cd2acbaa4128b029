"""Which state of a role's data a page, a document or an answer of the API was made from."""

import hashlib
from typing import Final

from career_guide.model.role import Role

_LENGTH: Final = 10
"""Hexadecimal digits that are shown: two states of one role never share them by chance."""


def revision(role: Role) -> str:
    """A short hash of all that the role's own files say; the same data always gives the same one."""
    return hashlib.sha256(role.model_dump_json().encode()).hexdigest()[:_LENGTH]
