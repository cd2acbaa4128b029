"""Messages in every locale at once, for findings that are shown in each language."""

from collections.abc import Callable, Mapping
from typing import Any

from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import Localized
from career_guide.words.messages import say

Translated = Mapping[Locale, str]
"""The same text in every locale."""


def translated(key: str, **words: Any) -> Translated:
    """A message in every locale; its placeholders stand for plain values, or for texts in every locale."""
    return in_each(
        lambda locale: say(
            key,
            locale,
            **{name: word[locale] if isinstance(word, Localized | Mapping) else word for name, word in words.items()},
        )
    )


def in_each(words: Callable[[Locale], str]) -> Translated:
    """What a function gives for each locale."""
    return {locale: words(locale) for locale in LOCALES}
