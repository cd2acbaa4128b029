"""The door between hand-written pages and the guide's macros; nothing is computed here.

The macros plugin runs this file again at every build. The macros themselves stand in `overrides/templates/macros/` and
are described, with examples, by the page "Macros" for editors.
"""

from functools import partial
from typing import Any


def define_env(env: Any) -> None:
    """Register each of the guide's macros under its own name."""
    guide = env.conf.plugins["career-guide"]

    def call(name: str, *arguments: str) -> str:
        return str(guide.macro(name, env.page)(*arguments))

    for name in guide.macro_names():
        # An entry under `extra` in mkdocs.yml would hide the macro of its name.
        env.variables.pop(name, None)
        env.macro(partial(call, name), name)
