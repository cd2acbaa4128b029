"""A job description as plain text: 80 columns, and only characters that every mail program shows."""

import textwrap
from functools import lru_cache
from typing import Final

from career_guide.documents.blocks import (
    Blank,
    Block,
    Bullets,
    Facts,
    FillIn,
    Inline,
    JobDescription,
    Line,
    Link,
    Paragraph,
    Section,
    Subheading,
)
from career_guide.words.wording import NO_BREAK_SPACE

WIDTH: Final = 80


def document(made: JobDescription) -> str:
    """The whole document."""
    return "\n".join(section(part, lambda _: made.blank) for part in (*made.sections, made.origin))


def section(part: Section, fill_in: FillIn) -> str:
    """One section, ending with a line break."""
    heading = [_underlined(part.title, "=" if part.id == "head" else "-")] if part.title else []
    text = "\n\n".join([*heading, *(_block(block, fill_in) for block in part.blocks)])
    return text.replace(NO_BREAK_SPACE, " ") + "\n"


def _block(block: Block, fill_in: FillIn) -> str:
    match block:
        case Subheading():
            return _wrapped(f"{block.text.removesuffix(':')}:")
        case Paragraph():
            return _wrapped(_line(block.line, fill_in))
        case Bullets():
            return "\n".join(_entry(f"{entry.title} {entry.text}".strip()) for entry in block.entries)
        case Facts():
            return "\n".join(_entry(f"{name}: {_line(line, fill_in)}") for name, line in block.rows)


def _entry(text: str) -> str:
    return _wrapped(text, first="- ", others="  ")


# The documents of a role share most of their lines.
@lru_cache(maxsize=4096)
def _wrapped(text: str, first: str = "", others: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _underlined(title: str, sign: str) -> str:
    lines = textwrap.wrap(title, WIDTH)
    return "\n".join([*lines, sign * max(map(len, lines))])


def _line(line: Line, fill_in: FillIn) -> str:
    return "".join(_inline(part, fill_in) for part in line)


def _inline(part: Inline, fill_in: FillIn) -> str:
    match part:
        case str():
            return part
        case Link():
            return part.text if part.text == part.address else f"{part.text} ({part.address})"
        case Blank():
            return fill_in(part.field)
