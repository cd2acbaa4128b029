"""The macros that hand-written pages can call: those in `overrides/templates/macros/`, and what a call of one gives."""

from collections.abc import Iterator, Sequence
from inspect import Parameter
from typing import Any, Final, NamedTuple

from career_guide.model.descriptions import KindName
from career_guide.model.guide import Role
from career_guide.pages.templates import Templates
from career_guide.site.moves import moved_keys
from career_guide.site.plan import SitePlan
from career_guide.words.messages import Message
from career_guide.words.suggestions import for_reference

_PRIVATE_MACROS: Final = "macros/parts.html"
"""The file whose macros are building blocks, not for hand-written pages."""

_INLINE_MACROS: Final = "macros/inline.html"
"""The file whose macros stand within a sentence; those of all others make a block."""


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
    """Its parameters, called after what they are: the id of a `role`, the `key` of a page or place, any `text`."""
    needed: int
    """How many of them it cannot do without."""

    @property
    def is_inline(self) -> bool:
        """Whether it stands within a sentence, and not on a line of its own."""
        return self.file == _INLINE_MACROS


class Macros:
    """The macros in `macros/`, as pages of a plan call them."""

    def __init__(self, templates: Templates, plan: SitePlan) -> None:
        self.all = {macro.name: macro for macro in _macros_in(templates)}
        """Each public macro by name, those within a sentence first."""
        self._plan = plan

    def example(self, name: str) -> str:
        """How a macro is called: `link("page/glossary", "…")`."""
        examples = {"role": next(iter(self._plan.guide.roles), "…"), "key": "page/glossary", "text": "…"}
        given = ", ".join(f'"{examples[kind]}"' for kind in self.all[name].takes)
        return f"{name}({given})"

    def examples(self) -> Iterator[tuple[str, str]]:
        """Each macro with a call of it, file by file: `role_cards`, `role_cards()`."""
        return ((name, self.example(name)) for name in self.all)

    def given(self, name: str, words: Sequence[str]) -> list[Role | str]:
        """What a macro is given for the words that an editor wrote.

        Raises:
            MacroError: They are too few or too many, or name what does not exist or is a draft.
        """
        macro = self.all[name]
        if not macro.needed <= len(words) <= len(macro.takes):
            raise MacroError("macro_arguments", name=name, example=f"{{{{ {self.example(name)} }}}}")
        return [self._named(kind, word) for kind, word in zip(macro.takes, words, strict=False)]

    def _named(self, kind: str, word: str) -> Role | str:
        if kind == "text":
            return word
        roles = self._plan.guide.roles
        if (key := f"role/{word}" if kind == "role" else word) in self._plan.drafts:
            raise MacroError("link_to_draft", value=key)
        known = list(roles) if kind == "role" else self._plan.all_keys()
        if word not in known:
            reference = "role" if kind == "role" else "page"
            suggestion = for_reference(reference, word, known, moved_keys(self._plan))
            raise MacroError("unknown_reference", kind=KindName(reference), value=word, nearest_or_known=suggestion)
        return roles[word] if kind == "role" else word


def _macros_in(templates: Templates) -> Iterator[Macro]:
    """The public macros of all files, those within a sentence first; names with a leading underscore are private."""
    files = sorted(templates.names("macros/"), key=lambda file: (file != _INLINE_MACROS, file))
    for file in files:
        for name, takes in templates.macros(file).items() if file != _PRIVATE_MACROS else ():
            if not name.startswith("_"):
                yield Macro(name, file, tuple(takes), sum(one.default is Parameter.empty for one in takes.values()))


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
