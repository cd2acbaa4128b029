"""The locales of the guide, and nothing else: every other module takes them from here."""

from typing import Final, Literal, get_args

Locale = Literal["it", "en"]

LOCALES: Final[tuple[Locale, ...]] = get_args(Locale)
"""All locales, the default one first."""

DEFAULT_LOCALE: Final[Locale] = LOCALES[0]
"""The locale for `x-default`: readers whose browser asks for none of ours."""
