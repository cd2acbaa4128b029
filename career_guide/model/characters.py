"""A text → the characters in it that a reader could not see as the editor did, whichever file it comes from.

Copied text brings them in: signs that turn the direction of reading, that show nothing, that no XML may hold (a Word
file is XML), or that look like letters and are others, so that search and screen readers miss the word.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, Final

CURRENCY_SIGNS: Final = "$¢-¥\u20a0-\u20cf"
"""What stands before or after amounts of money, for the brackets of a pattern."""
_MOJIBAKE: Final = re.compile("[ÃÂ][\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|(?<=[a-z])Ã(?![A-Za-z])|â€|ï»¿|\ufffd")
"""Traces of letters that were once read in the wrong encoding."""
_LINE_END_AND_TAB: Final = "\n\t"
_NO_TEXT: Final = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Unicode's categories of control and format characters, surrogates, private use, line and paragraph separators."""
_NONCHARACTERS: Final = (0xFFFE, 0xFFFF)
"""The last two of each of Unicode's planes; others are U+FDD0 to U+FDEF."""
_BLANK: Final = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]")
"""Characters of other categories that show nothing."""
_LIGATURE: Final = re.compile("[\ufb00-\ufb4f]")
_OTHER_SHAPES: Final = ("<font>", "<wide>", "<narrow>")
"""How Unicode marks letters that repeat another in a different shape."""


def misplaced(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """All that does not belong in a text of the guide: its index, the code of the problem, the details of the message.

    Line ends must be plain.
    """
    if text.isascii() and text.isprintable():
        return
    codes = {character: code for character in set(text) if (code := _code(character))}
    if codes:
        for found in re.finditer(f"[{re.escape(''.join(codes))}]", text):
            character = found.group()
            yield found.start(), codes[character], {"value": name(character), "plain": _usual(character)}
    for found in _MOJIBAKE.finditer(text):
        yield found.start(), "mojibake", {"characters": found.group()}
    if not unicodedata.is_normalized("NFC", text):
        yield from _decomposed(text)


def composed(text: str) -> str:
    """The text with each accented letter as one character (Unicode's form NFC)."""
    return unicodedata.normalize("NFC", text)


def name(characters: str) -> str:
    """Characters by number and, where they have one, name: `U+FB01 LATIN SMALL LIGATURE FI`."""
    return ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, '')}".rstrip() for one in characters)


@cache
def _code(character: str) -> str:
    """The code of the problem with a character; empty for one that may stand in a text."""
    if character in _LINE_END_AND_TAB:
        return ""
    is_noncharacter = ord(character) % 0x10000 in _NONCHARACTERS or "\ufdd0" <= character <= "\ufdef"
    if is_noncharacter or unicodedata.category(character) in _NO_TEXT or _BLANK.match(character):
        return "bad_character"
    repeats = _LIGATURE.match(character) or unicodedata.decomposition(character).startswith(_OTHER_SHAPES)
    return "lookalike" if repeats else ""


def _usual(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


def _decomposed(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    starts = [index for index, character in enumerate(text) if not unicodedata.combining(character)]
    for start, end in pairwise([*starts, len(text)]):
        group = text[start:end]
        if group != composed(group):
            yield start, "decomposed", {"value": composed(group), "names": name(group)}
