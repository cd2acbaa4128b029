"""The locales of the guide, and nothing else: every other module takes them from here.

Another language is another locale here, its words in `data/`, `docs/`, the messages and the descriptions of fields.
"""

from collections.abc import Mapping
from typing import Final, Literal, get_args

Locale = Literal["it", "en"]

LOCALES: Final[tuple[Locale, ...]] = get_args(Locale)
"""All locales, the default one first."""

DEFAULT_LOCALE: Final[Locale] = LOCALES[0]
"""The locale for `x-default`: readers whose browser asks for none of ours."""

ENGLISH: Final[Locale] = "en"
"""The language of the code: of descriptions in the models, and of what has no words in another."""

TAGS: Final[Mapping[Locale, str]] = {"it": "it-IT", "en": "en-GB"}
"""Language and country of each locale (BCP 47): how numbers and days are written, and words spelled."""
