"""The templates of a folder, each read once, and the page that is being made with them."""

import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from inspect import Parameter, isfunction, signature
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

from career_guide.documents.templating import TemplateFolder
from career_guide.loading.yaml_source import read_text
from career_guide.words.problems import Place, Problem


class _Here(threading.local):
    """The page that this thread makes, under a name that stays: a macro is made once and called for every page."""

    def __init__(self) -> None:
        self.view: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.view, name)


class Templates:
    """The templates of one folder, each read once; `functions` take the view of the page that is being made first."""

    def __init__(self, folder: Path, functions: Mapping[str, Callable[..., Any]], known: Mapping[str, Any]) -> None:
        self._here = _Here()
        self._environment = TemplateFolder(folder)
        called = {name: partial(self._call, function) for name, function in functions.items()}
        self._environment.globals = dict(known) | called | {"here": self._here}
        # All processes that make pages begin with these. A chain of mappings would be walked through for each page.
        for name in self._environment.list_templates(["html"]):
            template = self._environment.get_template(name)
            template.globals = dict(template.globals)

    def _call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        return function(self._here.view, *arguments, **named)

    def names(self, folder: str) -> list[str]:
        """The templates below a folder, by path."""
        return self._environment.list_templates(filter_func=lambda name: name.startswith(folder))

    def macros(self, name: str) -> dict[str, Mapping[str, Parameter]]:
        """The macros of a template in its order, with what each takes."""
        module = vars(self._environment.get_template(name).module)
        found = {macro: value for macro, value in module.items() if isfunction(value)}
        in_order = sorted(found, key=lambda macro: found[macro].__code__.co_firstlineno)
        return {macro: signature(found[macro]).parameters for macro in in_order}

    def render(self, name: str | list[str], view: Any, **more: Any) -> str:
        """A template for a page, which it knows as `here`; of several, the first that there is."""
        with self._at(view):
            return self._environment.select_template([name] if isinstance(name, str) else list(name)).render(more)

    def call(self, name: str, macro: str, arguments: Sequence[Any], view: Any) -> str:
        """A macro of a template, for a page."""
        with self._at(view):
            return str(getattr(self._environment.get_template(name).module, macro)(*arguments))

    @contextmanager
    def _at(self, view: Any) -> Iterator[None]:
        before, self._here.view = self._here.view, view
        try:
            yield
        finally:
            self._here.view = before


def last_change(folder: Path) -> int:
    """When a template of a folder was changed last, in nanoseconds."""
    return max((file.stat().st_mtime_ns for file in folder.rglob("*.html")), default=0)


def template_problem(error: BaseException, templates: Path) -> Problem | None:
    """The problem with a template in a folder that does not work; None where the error comes from no template."""
    if isinstance(error, TemplateSyntaxError):
        places = [(error.filename or error.name or "", error.lineno)]
    else:
        frames = traceback.extract_tb(error.__traceback__)
        places = [(frame.filename, frame.lineno or 1) for frame in frames if frame.filename.endswith(".html")]
    if not places:
        return None
    name, line = places[-1]
    file, project = Path(name).resolve(), templates.resolve().parents[1]
    shown = file.relative_to(project) if file.is_relative_to(project) else Path(name)
    words = " ".join(f"{type(error).__name__}: {error}".split())
    place = Place(line, 1)
    return Problem(shown, place, "template_error", {"value": words}, read_text(file, shown).line(place))
