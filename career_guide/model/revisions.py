"""Which state of a role's data a page, a document or an answer of the API was made from."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from career_guide.model import prose

_LENGTH: Final = 10
"""Hexadecimal digits that are shown: two states of one role never share them by chance."""


def revision(files: Mapping[str, Any]) -> str:
    """A short hash of what the files of a role say.

    It is cited, and so depends on nothing but what an editor wrote: neither on the order of keys, quotation marks,
    comments and where the lines of a text are broken, nor on the fields and defaults of the model.

    Args:
        files: The plain data of each file, by its name.
    """
    written = json.dumps(_unwrapped(files), sort_keys=True, default=date.isoformat)
    return hashlib.sha256(written.encode()).hexdigest()[:_LENGTH]


def _unwrapped(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _unwrapped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_unwrapped(value) for value in data]
    return prose.unwrapped(data) if isinstance(data, str) else data
