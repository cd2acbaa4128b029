"""Hand-written pages call macros: each call is tried here, so that a mistake is told with its file, line and remedy.

What stands between the brackets of a macro is text in quotation marks, and in braces stands nothing but macros.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from career_guide.model.article import Article
from career_guide.problems import DataError, Place, Problem
from career_guide.rendering import MacroError, Renderer
from career_guide.suggestions import nearest_or_known

_GO_LINK: Final = re.compile(r"\]\(go:([^)\s]*)")
"""A link as texts of the data have it; in a hand-written page it would lead nowhere."""


def check_calls(articles: Iterable[Article], renderer: Renderer, names: list[str]) -> None:
    """Try every call of a macro in the hand-written pages.

    Args:
        articles: The pages.
        renderer: Knows the macros, and what they are called with.
        names: The macros that there are.

    Raises:
        DataError: What is wrong with the calls, all of it.
    """
    problems = [problem for article in articles for problem in _problems(article, renderer, names)]
    if problems:
        raise DataError(problems)


def _problems(article: Article, renderer: Renderer, names: list[str]) -> Iterator[Problem]:
    environment = Environment(autoescape=True)
    try:
        tree = environment.parse(article.markdown)
        environment.compile(tree)
    except TemplateSyntaxError as error:
        yield _problem(article, error.lineno, "", "macro_syntax", {"value": error.message or ""})
        return
    for number, line in enumerate(article.markdown.split("\n"), start=1):
        for found in _GO_LINK.finditer(line):
            yield _problem(article, number, found[1], "go_link_in_page", {"value": found[1]})
    page = renderer.plan.page(f"page/{article.id}", article.locale)
    unquoted: set[nodes.Node] = set()
    for node in tree.find_all((nodes.Name, nodes.Call)):
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in names and node not in unquoted:
            details = {"value": node.name, "nearest_or_known": nearest_or_known(node.name, names)}
            yield _problem(article, node.lineno, node.name, "unknown_macro", details)
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in names:
            name = node.node.name
            given = [part.value for part in node.args if isinstance(part, nodes.Const) and isinstance(part.value, str)]
            if node.kwargs or node.dyn_args or node.dyn_kwargs or len(given) < len(node.args):
                unquoted.update(inner for part in node.args for inner in [part, *part.find_all(nodes.Name)])
                yield _problem(article, node.lineno, name, "macro_quotes", {"name": name})
                continue
            if renderer.cannot_fail(name, given):
                continue
            try:
                renderer.macro(name, page)(*given)
            except MacroError as error:
                yield _problem(article, node.lineno, name, error.code, error.details)


def _problem(article: Article, line_number: int, word: str, code: str, details: dict[str, Any]) -> Problem:
    """A problem at a word in a line of the page, counted within its Markdown.

    Without a word it is at the braces that open on that line, or else on the nearest one above it.
    """
    lines = article.markdown.split("\n")
    number = min(line_number, len(lines))
    pattern = rf"\b{re.escape(word)}\b" if word else r"\{[{%#]"
    found = re.search(pattern, lines[number - 1])
    while not found and not word and number > 1:
        number -= 1
        found = re.search(pattern, lines[number - 1])
    place = Place(article.first_line + number - 1, found.start() + 1 if found else 1)
    return Problem(Path(article.file), place, code, details, lines[number - 1])
