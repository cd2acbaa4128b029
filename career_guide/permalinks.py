"""Permanent addresses: language-neutral, made of kinds and ids alone, and therefore never changed by a new title.

`go/<key>/` stands for whatever a key names: `go/role/key-account-manager/chapter/salary/`, `go/skill/languages/`,
`go/term/roi/`. A section keeps its anchor behind it: `go/role/key-account-manager/chapter/salary/#benefits`.
"""

from typing import Final

_FOLDER: Final = "go"


def permanent_path(key: str) -> str:
    """The permanent address of what a key names, below the site's root."""
    return f"{_FOLDER}/{key}/"
