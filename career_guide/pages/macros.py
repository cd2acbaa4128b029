"""The macros that hand-written pages can call: those in `overrides/templates/macros/`, and what a call of one gives."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from jinja2 import Environment, nodes

from career_guide.words.messages import Message

_PRIVATE_MACROS: Final = "parts.html"
"""The file in `macros/` whose macros are building blocks, not for hand-written pages."""

_INLINE_MACROS: Final = "inline.html"
"""The file in `macros/` whose macros stand within a sentence; those of all others make a block."""


class MacroError(Exception):
    """A hand-written page calls a macro wrongly.

    Attributes:
        code: A key of `messages/problems.yml`.
        details: What the placeholders of the message stand for.
    """

    def __init__(self, code: str, **details: Any) -> None:
        self.code = code
        self.details = details
        super().__init__(Message(f"problems.{code}.what", details).text("en"))


class Macro(NamedTuple):
    """A public macro."""

    name: str
    file: str
    """The template that defines it: `macros/salary.html`."""
    takes: tuple[str, ...]
    """Its parameters: keys of `_TAKEN`."""
    needed: int
    """How many of them it cannot do without."""

    @property
    def is_inline(self) -> bool:
        """Whether it stands within a sentence."""
        return self.file == f"macros/{_INLINE_MACROS}"

    def example(self, words: Mapping[str, str]) -> str:
        """An example of a call: `link("page/glossary", "…")`."""
        given = ", ".join(f'"{words[kind]}"' for kind in self.takes)
        return f"{self.name}({given})"


def macros(templates: Path) -> dict[str, Macro]:
    """Each public macro by name, those within a sentence first; names with a leading underscore are private."""
    return {
        macro.name: macro
        for file in sorted((templates / "macros").glob("*.html"), key=lambda file: (file.name != _INLINE_MACROS, file))
        if file.name != _PRIVATE_MACROS
        for macro in _macros_in(file, file.stat().st_mtime_ns)
        if not macro.name.startswith("_")
    }


@lru_cache(maxsize=64)
def _macros_in(file: Path, _: int) -> tuple[Macro, ...]:
    """The macros of one file; the time of its last change makes a cached answer outdated."""
    tree = Environment(autoescape=True).parse(file.read_text("utf-8"), filename=str(file))
    return tuple(
        Macro(
            name=macro.name,
            file=f"macros/{file.name}",
            takes=tuple(parameter.name for parameter in macro.args),
            needed=len(macro.args) - len(macro.defaults),
        )
        for macro in tree.find_all(nodes.Macro)
    )


def macro_names(templates: Path) -> list[str]:
    """The macros that hand-written pages can call."""
    return sorted(macros(templates))


def as_block(html: str) -> str:
    """HTML as one block of Markdown, which a blank line would end."""
    block = "\n".join(line for line in html.splitlines() if line.strip())
    return f'<div class="cg-block">\n{block}\n</div>'


def within_a_line(html: str) -> str:
    """HTML within a line of Markdown: tags pass through untouched, but words must not be read as Markdown."""
    html = " ".join(html.split())
    for sign in "\\`*_[]{}|":
        html = html.replace(sign, f"&#{ord(sign)};")
    return html
