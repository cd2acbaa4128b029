"""A problem in the data, told so that an editor can mend it: where, what is wrong, what to do."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from career_guide.loading.messages import explain


class Place(NamedTuple):
    """A place in a text file; line and column count from 1."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True)
class Problem:
    """Something in a data file that keeps the guide from being built."""

    file: Path
    """Relative to the project's folder, as an editor knows it."""
    place: Place
    code: str
    """A key of `messages.MESSAGES`."""
    details: dict[str, Any]

    def __str__(self) -> str:
        what, remedy = explain(self.code, self.details)
        # A name that is no text in the system's encoding must not keep the message from being printed.
        file = self.file.as_posix().encode("utf-8", "backslashreplace").decode()
        return f"{file}:{self.place.line}:{self.place.column}: {what}\n    {remedy}"


class DataError(Exception):
    """The data has problems, all of them listed in order of file and place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file.as_posix(), problem.place, problem.code))
        super().__init__(str(self))

    def __str__(self) -> str:
        count = len(self.problems)
        heading = "1 problem in the data:" if count == 1 else f"{count} problems in the data:"
        return "\n".join([heading, *map(str, self.problems)])
