"""All error messages that an editor may see, as a list to look one up in.

Takes `messages/problems.yml`, gives its messages in one locale under headings; what a message fills in when it is shown
(`{value}`) is shown as `…`.
"""

from dataclasses import dataclass, field
from functools import cache

from career_guide.model.locales import Locale
from career_guide.words.messages import group_of, say, template

_FILLED_IN = "…"


@dataclass(frozen=True)
class ListedError:
    """A message as it stands in the list."""

    code: str
    """Names the problem, whatever the language: `unclosed_quote`."""
    what: str
    remedy: str


@dataclass(frozen=True)
class ErrorGroup:
    """Messages under one heading."""

    first: str
    """The code of its first message, which names the group, too."""
    title: str
    errors: list[ListedError] = field(default_factory=list)


@cache
def listed_errors(locale: Locale) -> tuple[ErrorGroup, ...]:
    """All messages in one locale, in the order of their file."""
    headings = group_of("error_list")["headings"]
    placeholders = group_of("error_list")["placeholders"]
    readable = _Readable({name: say(f"error_list.placeholders.{name}", locale) for name in placeholders})
    groups: list[ErrorGroup] = []
    for code in group_of("problems"):
        if code in headings:
            groups.append(ErrorGroup(code, say(f"error_list.headings.{code}", locale)))
        what, remedy = (template(f"problems.{code}.{part}", locale).format_map(readable) for part in ("what", "remedy"))
        groups[-1].errors.append(ListedError(code, what, remedy.strip()))
    return tuple(groups)


class _Readable(dict[str, str]):
    """What stands for each placeholder."""

    def __missing__(self, _: str) -> str:
        return _FILLED_IN
