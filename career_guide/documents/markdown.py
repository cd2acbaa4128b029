"""A job description as Markdown (CommonMark, no tables), clean enough to paste into an applicant-tracking system."""

import re
from typing import Final

from career_guide.documents.blocks import (
    Blank,
    Block,
    Bullets,
    Entry,
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

_SIGNS: Final = re.compile(r"[\\`*_<]|&(?=#?\w+;)|\](?=[(:])")
"""What Markdown would read as markup within a line."""
_SIGNS_IN_LINK: Final = re.compile(r"[\\`*_<\[\]]|&(?=#?\w+;)")
_ESCAPED: Final = r"\\\g<0>"
_START: Final = re.compile(r"^(?=[-+>#=~])|^\d{1,9}(?=[.)])")
"""What it would read as a list, a heading or a quotation at the beginning of a line."""
_END_OF_HEADING: Final = re.compile(r"(?<=\s)(?=#+$)")
"""What it would read as the end of a heading."""


def document(made: JobDescription) -> str:
    """The whole document."""
    return "\n".join(section(part, lambda _: escaped(made.blank)) for part in (*made.sections, made.origin))


def section(part: Section, fill_in: FillIn) -> str:
    """One section, ending with a line break; `fill_in` gives Markdown."""
    heading = [_heading(1 if part.id == "head" else 2, part.title)] if part.title else []
    return "\n\n".join([*heading, *(_block(block, fill_in) for block in part.blocks)]) + "\n"


def escaped(text: str) -> str:
    """Plain words at the beginning of a line as Markdown that shows exactly those words."""
    return not_a_mark(within_a_line(text))


def _heading(level: int, text: str) -> str:
    return "#" * level + " " + _END_OF_HEADING.sub(r"\\", escaped(text))


def within_a_line(text: str) -> str:
    """The same for words later in a line."""
    return _SIGNS.sub(_ESCAPED, text)


def not_a_mark(line: str) -> str:
    """A line of Markdown as a paragraph, whatever it begins with."""
    return _START.sub(r"\g<0>\\", line)


def _block(block: Block, fill_in: FillIn) -> str:
    match block:
        case Subheading():
            return _heading(3, block.text)
        case Paragraph():
            text = _line(block.line, fill_in)
            return f"*{text}*" if block.is_note else not_a_mark(text)
        case Bullets():
            return "\n".join(f"- {_entry(entry)}" for entry in block.entries)
        case Facts():
            return "\n".join(f"- **{within_a_line(name)}:** {_line(line, fill_in)}" for name, line in block.rows)


def _entry(entry: Entry) -> str:
    if not entry.title:
        return escaped(entry.text)
    return f"**{within_a_line(entry.title)}** {within_a_line(entry.text)}" if entry.text else escaped(entry.title)


def _line(line: Line, fill_in: FillIn) -> str:
    return "".join(_inline(part, fill_in) for part in line)


def _inline(part: Inline, fill_in: FillIn) -> str:
    match part:
        case str():
            return within_a_line(part)
        case Link():
            words = _SIGNS_IN_LINK.sub(_ESCAPED, part.text)
            return f"<{part.address}>" if part.text == part.address else f"[{words}]({part.address})"
        case Blank():
            return fill_in(part.field)
