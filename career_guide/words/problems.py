"""A problem in the data or in a hand-written page, as an editor needs it: where, what is wrong, what to do."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from career_guide.model.locales import Locale
from career_guide.words.messages import Message


class Place(NamedTuple):
    """A place in a text file; line and column count from 1."""

    line: int
    column: int


START: Final = Place(1, 1)
MOST: Final = 200
"""How many problems of one file are looked for, and told in all: who made more mends their cause, and checks again."""
_LONGEST_WORD: Final = 300
"""How many characters a message quotes from the file."""


@dataclass(frozen=True)
class Problem:
    """Something in a file that keeps the guide from being built."""

    file: Path
    """Relative to the project's folder, as an editor knows it."""
    place: Place
    code: str
    """A key of `messages/problems.yml`."""
    details: dict[str, Any]
    """What the placeholders of the message stand for."""
    line: str = ""
    """The line of the file that the place is on, as it was read; empty where there is none."""

    def what(self, locale: Locale) -> str:
        """What is wrong."""
        return self._text("what", locale)

    def remedy(self, locale: Locale) -> str:
        """What to do."""
        return self._text("remedy", locale)

    def _text(self, part: str, locale: Locale) -> str:
        words = {name: _cut(word) if isinstance(word, str) else word for name, word in self.details.items()}
        return printable(Message(f"problems.{self.code}.{part}", words).text(locale).strip())

    @property
    def file_name(self) -> str:
        """The file as it can be printed, even where its name is no text in the system's encoding."""
        return printable(self.file.as_posix())


def printable(text: str) -> str:
    """A text in which each character can be seen and printed; line ends, odd spaces and the like are escaped."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode() for char in text
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_WORD else f"{text[:_LONGEST_WORD]}…"


class RefusedError(Exception):
    """What was asked for cannot be done, and nothing was written; the message that is named says why."""

    def __init__(self, key: str, **words: Any) -> None:
        self.message = Message(key, words)
        super().__init__(self.message.text("en"))


class DataError(Exception):
    """The guide has problems: first those of whole files, of which others may come, then by file and place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(
            problems, key=lambda found: (found.place != START, found.file.as_posix(), found.place, found.code)
        )
        super().__init__(self.problems)

    def __reduce__(self) -> tuple[type["DataError"], tuple[list[Problem]]]:
        """What another process needs to raise it again."""
        return type(self), (self.problems,)

    def __str__(self) -> str:
        return "\n".join(f"{p.file_name}:{p.place.line}:{p.place.column}: {p.what('en')}" for p in self.problems)


@contextmanager
def noted(problems: list[Problem]) -> Iterator[None]:
    """Add what is found to be wrong to a list, and go on: to report it together with all else."""
    try:
        yield
    except DataError as error:
        problems += error.problems
