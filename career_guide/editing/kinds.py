"""The kinds of records that have an id, where each stands, and what is refused before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from career_guide.model.fields import Expected
from career_guide.model.kinds import CATALOGUES
from career_guide.model.role import Profile, Specialization
from career_guide.model.values import ID_PATTERN, Record
from career_guide.words.messages import Message


class RefusedError(Exception):
    """What was asked for cannot be done, and nothing was written."""

    def __init__(self, key: str, **words: Any) -> None:
        self.message = Message(key, words)
        super().__init__(self.message.text("en"))


@dataclass(frozen=True)
class Kind:
    """A kind of record with an id."""

    name: str
    """As it is typed: `tool-category`."""
    file: str = ""
    """The catalogue that it stands in; empty for roles and specializations, which have files of their own."""
    within: str = ""
    """The key of the catalogue under which it stands, if it is not the whole."""

    @property
    def in_words(self) -> Message:
        """Its name within a sentence."""
        return Message(f"words.kind.{self.reference}")

    @property
    def reference(self) -> str:
        """What references to it are called in the models."""
        return self.name.replace("-", "_")

    @property
    def record(self) -> type[Record]:
        """The model of such a record; of a role, that of its `role.yml`."""
        if not self.file:
            return Profile if self.name == "role" else Specialization
        whole = Expected.by(CATALOGUES[self.file])
        record = (whole.at(self.within) if self.within else whole).entry.record
        assert record is not None
        return record


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("role"),
        Kind("specialization"),
        Kind("skill", "skills"),
        Kind("tool", "tools", "tools"),
        Kind("tool-category", "tools", "categories"),
        Kind("tool-family", "tools", "families"),
        Kind("certification", "certifications"),
        Kind("source", "sources"),
        Kind("term", "glossary"),
        Kind("level", "levels"),
        Kind("area", "areas"),
    )
}


def check_new_id(kind: Kind, new: str, existing: Mapping[str, list[str]], own: str | None = None) -> None:
    """Refuse an id that cannot be given to a record.

    Args:
        kind: The kind of the record.
        new: The id.
        existing: All ids of that kind, each with its former ones.
        own: The id of the record today, if it has one: what was its own, it may have again.

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
        raise RefusedError("editing.exists", kind=kind.in_words, value=new)
    for other, formers in existing.items():
        if new in formers and other != own:
            raise RefusedError("editing.existed", kind=kind.in_words, value=new, other=other)
