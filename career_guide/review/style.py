"""What can be counted of the house style: how often a text speaks of its sources, whether it makes sense by itself.

The words that are looked for stand in `data/labels.yml` in each language: regular expressions, a comma apart.
"""

import re
from functools import cache
from typing import Final, Literal

from career_guide.words.wording import Wording

Counted = Literal["sources", "gaps"]
"""What a guide seldom speaks of: where it knows things from, and what it does not know."""

BUDGET: Final[dict[Counted, int]] = {"sources": 8, "gaps": 4}
"""How often the full guide of a role may speak of it in its running text, in each language."""

_AROUND: Final = 30
"""How many characters are shown on either side of a mention."""


def mentions(text: str, counted: Counted, words: Wording) -> list[str]:
    """Each place where a plain text speaks of something in the language of the words, with a few words around it."""
    found = _any_of(words.label(f"review.{counted}")).finditer(text)
    return [" ".join(text[max(0, one.start() - _AROUND) : one.end() + _AROUND].split()) for one in found]


def opening_pronoun(text: str, words: Wording) -> str | None:
    """The pronoun that a plain text begins with, as if its heading were part of the sentence; None without one."""
    found = _any_of(words.label("review.pronouns")).match(text)
    return found[0].strip() if found else None


@cache
def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words.replace(', ', '|')})\b", re.IGNORECASE)
