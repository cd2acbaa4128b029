"""The editor's language: what click says by itself (usage, errors, help), and the help of each command.

Click looks up its own words by the functions `_` and `ngettext`, which each of its modules holds; `messages/click.yml`
has these words in the languages of the guide.
"""

import os
import sys
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import click

from career_guide.model.locales import ENGLISH, LOCALES, Locale
from career_guide.words.messages import editor_locale, group_of, say

_OPTION = "--lang"
_spoken: Locale = ENGLISH


def speak(arguments: Sequence[str]) -> None:
    """Let click use the language that the arguments of a command name, or else that of the terminal."""
    global _spoken  # noqa: PLW0603 - click looks words up by a function that knows nothing of the call
    chosen = None
    for word, following in pairwise([*arguments, ""]):
        name, _, value = word.partition("=")
        if name == _OPTION:
            chosen = value or following
    _spoken = editor_locale(chosen if chosen in LOCALES else None, os.environ)
    for name, module in sys.modules.items():
        if name.startswith("click."):
            for function, own in (("_", _in_words), ("ngettext", _counted)):
                if hasattr(module, function):
                    setattr(module, function, own)


def spoken() -> Locale:
    """The language of the command that runs."""
    return _spoken


def describe(command: click.Command, name: str) -> None:
    """Give a command and its parameters their help, in the language of the command."""
    texts = group_of("cli")
    command.help = say(f"cli.{name}.about", _spoken)
    command.options_metavar = say("cli.shown_as.options", _spoken)
    if isinstance(command, click.Group):
        command.subcommand_metavar = say("cli.shown_as.subcommand", _spoken)
    for parameter in command.get_params(click.Context(command)):
        written = parameter.opts[0].lstrip("-").replace("-", "_")
        if written in texts["shown_as"]:
            parameter.metavar = say(f"cli.shown_as.{written}", _spoken)
        if isinstance(parameter, click.Option):
            group = name if written in texts[name] else "every"
            parameter.help = say(f"cli.{group}.{written}", _spoken)


def _in_words(text: str) -> str:
    return _own_words(_spoken).get(text, text)


def _counted(singular: str, plural: str, count: int) -> str:
    return _in_words(singular if count == 1 else plural)


@cache
def _own_words(locale: Locale) -> dict[str, str]:
    """Click's words, by what they are in English."""
    return {texts[ENGLISH]: texts.get(locale, texts[ENGLISH]) for texts in group_of("click").values()}
