"""What the tools say to editors, in the editor's language.

The words stand in this folder, one YAML file for each group: `problems.yml` for what is wrong and how to mend it, and
one for each command. A text may hold `{placeholders}`; a brace that is shown is doubled.
"""

import io
import re
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

import yaml

from career_guide.model.locales import ENGLISH, LOCALES, Locale

_FOLDER: Final = Path(__file__).parent
_PATIENCE: Final = 2.0
"""Seconds of work before its progress is shown."""
_TO_LINE_END: Final = "\x1b[K"
"""Takes away what stands on the rest of a terminal's line (ECMA-48)."""
_WORD_AND_PLACEHOLDER: Final = re.compile(r" (?P<article>\w+) \{(?P<name>\w+)\}")
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name a terminal's language, the strongest first (POSIX)."""


@runtime_checkable
class Sayable(Protocol):
    """Something that can be said in every locale."""

    def text(self, locale: Locale) -> str:
        """The words in one locale."""


@dataclass(frozen=True)
class Message:
    """A text of this folder with what its placeholders stand for."""

    key: str
    """Group (the file), then the way to the text: `problems.tab.what`."""
    words: Mapping[str, Any] = field(default_factory=dict)
    """Values for the placeholders; those that are sayable are said in the same locale."""

    def text(self, locale: Locale) -> str:
        """The words in one locale."""
        spoken = {name: word.text(locale) if isinstance(word, Sayable) else word for name, word in self.words.items()}
        return filled_in(template(self.key, locale), locale, spoken)


def say(key: str, locale: Locale, **words: Any) -> str:
    """A text of this folder in one locale.

    Raises:
        KeyError: There is no such text, or it needs a word that was not given.
    """
    return Message(key, words).text(locale)


def template(key: str, locale: Locale) -> str:
    """A text as it stands in its file, with its placeholders; in English where a language lacks it."""
    group, *path = key.split(".")
    found: Any = group_of(group)
    for name in path:
        found = found[name]
    text: str = found[locale] if locale in found else found[ENGLISH]
    return text


def filled_in(text: str, locale: Locale, words: Mapping[str, Any]) -> str:
    """A text with its placeholders filled in; an article before a number is written as it is spoken: `l’8%`.

    Raises:
        KeyError: A placeholder stands for a word that was not given.
    """
    if words:
        text = _WORD_AND_PLACEHOLDER.sub(partial(_spoken, locale, words), text)
    return text.format(**words)


def _spoken(locale: Locale, words: Mapping[str, Any], found: re.Match[str]) -> str:
    """A word and a placeholder: the word as it is spoken, if it is an article."""
    article = _articles(locale).get(found["article"])
    if not article or not re.match(template("words.spoken.vowel_first", locale), str(words.get(found["name"], ""))):
        return found[0]
    return f" {article}{'' if article.endswith('’') else ' '}{{{found['name']}}}"


@cache
def _articles(locale: Locale) -> dict[str, str]:
    """What articles become before a number that is spoken with a vowel first."""
    # English does not stand in here for a language without these words, where "a" may be no article.
    has_own = locale in group_of("words")["spoken"]["articles"]
    return dict(pair.split("=") for pair in template("words.spoken.articles", locale).split() if has_own)


@cache
def group_of(name: str) -> dict[str, Any]:
    """All texts of one file: a mapping, nested, with a text for each locale at its ends."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load((_FOLDER / f"{name}.yml").read_text("utf-8"), loader)  # noqa: S506 - it is safe
    return found


def editor_locale(chosen: str | None, environment: Mapping[str, str]) -> Locale:
    """The locale to speak to an editor in: the chosen one, or the terminal's; English where the guide has neither."""
    asked = chosen or next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    language = asked.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return next((locale for locale in LOCALES if locale == language), ENGLISH)


def without_encoding_errors() -> None:
    """Let what is printed show a replacement for a character that the terminal, or the file, cannot hold."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


class Progress:
    """Shows the progress of long work on one line of the terminal; outside a terminal, nothing."""

    def __init__(self, locale: Locale, *, is_quiet: bool = False) -> None:
        self._locale = locale
        self._is_wanted = not is_quiet and sys.stderr.isatty()
        self._began = time.monotonic()
        self._is_shown = False

    def report(self, begun: int, total: int) -> None:
        """Show how many files of how many were begun."""
        if self._is_wanted and time.monotonic() - self._began > _PATIENCE:
            self._write(say("words.files_begun", self._locale, begun=begun, total=total))
            self._is_shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._is_shown:
            self._write("")

    def _write(self, words: str) -> None:
        sys.stderr.write(f"\r{words}{_TO_LINE_END}")
        sys.stderr.flush()
