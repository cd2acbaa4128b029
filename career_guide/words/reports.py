"""Problems as an editor or a machine reads them."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Final

import click

from career_guide.model.locales import Locale
from career_guide.words.messages import say
from career_guide.words.problems import MOST, Problem

_BEFORE: Final = 60
_SHOWN: Final = 100
"""How many characters of a long line are shown before the place, and in all."""


def as_text(problems: Sequence[Problem], locale: Locale, *, styled: bool = False) -> str:
    """All problems, file by file, each with its place, its line, its cause and its remedy: for a terminal.

    Styled, they have bold and colour, as `click.echo` prints them or takes them out again.
    """
    by_file: dict[str, list[Problem]] = {}
    for problem in problems[:MOST]:
        by_file.setdefault(problem.file_name, []).append(problem)
    files = {problem.file_name for problem in problems}
    blocks = [_count(len(problems), len(files), locale)]
    for file_name, found in by_file.items():
        first, *others = (_problem_as_text(problem, locale, styled=styled) for problem in found)
        heading = click.style(file_name, bold=True) if styled else file_name
        blocks += [f"{heading}\n{first}", *others]
    if len(problems) > MOST:
        blocks.append(say("report.more", locale, count=len(problems) - MOST))
    return "\n\n".join(blocks)


def as_json(problems: Sequence[Problem], locale: Locale) -> str:
    """All problems as JSON, for other programs.

    An object with `locale` (that of `what` and `remedy`) and `problems`, a list of objects: `file` (below the
    project's folder), `line` and `column` (where it begins, counted from 1; where it ends is not known), `code` (stays
    the same whatever the wording), `what` and `remedy` (sentences), `excerpt` (the whole line, or an empty text).
    """
    listed = [
        {
            "file": problem.file_name,
            "line": problem.place.line,
            "column": problem.place.column,
            "code": problem.code,
            "what": problem.what(locale),
            "remedy": problem.remedy(locale),
            "excerpt": problem.line,
        }
        for problem in problems
    ]
    return json.dumps({"locale": locale, "problems": listed}, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem], locale: Locale) -> str:
    """All problems as workflow commands: GitHub shows each beside the line of a pull request that it is on."""
    return "\n".join(
        f"::error file={_property(problem.file_name)},line={problem.place.line},col={problem.place.column},"
        f"title={_property(problem.what(locale))}::{_data(problem.remedy(locale))}"
        for problem in problems
    )


def _count(problems: int, files: int, locale: Locale) -> str:
    if problems == 1:
        return say("report.one", locale)
    if files == 1:
        return say("report.several_in_one_file", locale, count=problems)
    return say("report.several", locale, count=problems, files=files)


def _problem_as_text(problem: Problem, locale: Locale, *, styled: bool) -> str:
    # In one piece at the start of a line, so that terminals and editors open the file at the place.
    place = f"{problem.file_name}:{problem.place.line}:{problem.place.column}:"
    what = problem.what(locale)
    lines = [f"{place} {click.style(what, fg='red') if styled else what}"]
    if problem.line:
        shown, caret = _excerpt(problem.line, problem.place.column)
        lines += [f"    | {shown}", f"    | {caret}"]
    return "\n".join([*lines, f"    {problem.remedy(locale)}"])


def _excerpt(line: str, column: int) -> tuple[str, str]:
    """The line, or the part of a long one around a column, and a caret to stand below it in a terminal."""
    at = min(column - 1, len(line))
    start = max(0, min(at - _BEFORE, len(line) - _SHOWN))
    cells = [_visible(char) for char in line[start : start + _SHOWN]]
    if start:
        cells[0] = "…"
    if start + _SHOWN < len(line):
        cells[-1] = "…"
    return "".join(cells), " " * sum(map(_width, cells[: at - start])) + "^"


def _visible(char: str) -> str:
    """A character as it can be seen: tabs and odd spaces are often the mistake itself."""
    if char.isprintable():
        return char
    if char == "\t":
        return "→"
    return "·" if char.isspace() else "�"


def _width(char: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _data(text: str) -> str:
    """Text of a workflow command, with what would end it escaped as GitHub's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The same for a property, which a colon or comma would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
