"""Finished HTML → the same HTML in which no figure breaks across two lines.

A browser breaks a line after a dash and at a space, within 30.000–40.000 €, 3–5 anni and 24 novembre, too. Only what
is read on a screen is changed: documents, the API and search have the figures as they are.
"""

import re
from typing import Final

from markupsafe import Markup

from career_guide.model.characters import CURRENCY_SIGNS

_NUMBER: Final = rf"[+\u2212]?[{CURRENCY_SIGNS}]?\d+(?:[.,]\d+)*"
_RANGE: Final = rf"{_NUMBER}%?–{_NUMBER}(?:[ \u00a0]?[%{CURRENCY_SIGNS}]|[ \u00a0][^\W\d_]{{1,8}}\b)?"
_AMOUNT: Final = rf"{_NUMBER} [%{CURRENCY_SIGNS}]"
_DAY: Final = r"\d{1,2}º? [^\W\d_]{3,9}(?= \d{4}\b)"

_CODE: Final = r"\d+(?:-\d+(?:\.\d+)*)+\b"

_FIGURE: Final = re.compile(rf"(?<![\w.,–])(?:{_RANGE}|{_AMOUNT}|{_DAY}|{_CODE})")
_HELD: Final = r'<span class="cg-unbroken">\g<0></span>'

_WORDS: Final = re.compile(
    # Where no element may stand, and what editors type: left as it is.
    r"<(code|desc|option|pre|script|text|textarea|title)\b.*?</\1"
    # What follows a tag, where there is a digit in it.
    r"|>(?P<words>[^<>\d]*+\d[^<>]*)",
    re.DOTALL,
)


def unbroken(html: str) -> Markup:
    """The HTML with ranges, amounts, days and codes in the class `cg-unbroken`, which the styles hold together."""
    return Markup(_WORDS.sub(_held, html))  # noqa: S704 - it was HTML before


def unbroken_text(text: str) -> str:
    """The text with no-break spaces in amounts and days, for what breaks lines at spaces only."""
    return _FIGURE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def _held(found: re.Match[str]) -> str:
    return f">{_FIGURE.sub(_HELD, found['words'])}" if found["words"] else found[0]
