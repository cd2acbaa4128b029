"""Permanent addresses: language-neutral, made of kinds and ids alone, and therefore never changed by a new title.

`go/<key>/` stands for whatever a key names: `go/role/key-account-manager/chapter/salary/`, `go/skill/languages/`,
`go/term/roi/`. A section keeps its anchor behind it: `go/role/key-account-manager/chapter/salary/#benefits`.
"""

from typing import Final

from career_guide.model.locales import Locale

_FOLDER: Final = "go"
_CARDS: Final = "embed"


def permanent_path(key: str) -> str:
    """The permanent address of what a key names, below the site's root."""
    return f"{_FOLDER}/{key}/"


def permanent_key(path: str) -> str | None:
    """The key that a permanent address is made of; None where it is no such address."""
    return path.removeprefix(f"{_FOLDER}/").rstrip("/") if path.startswith(f"{_FOLDER}/") else None


def card_path(role_id: str, locale: Locale) -> str:
    """The address of a role's card, which other sites show in a frame: `it/embed/key-account-manager/`."""
    return f"{locale}/{_CARDS}/{role_id}/"
