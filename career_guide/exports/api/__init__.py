"""The static API: the guide's data as JSON and CSV under addresses that never change, and an OpenAPI document of it.

`shapes` says what an answer is made of, `answers` makes it, `resources` gives it its address, `openapi` its schema.
"""

from collections.abc import Callable
from functools import cache, partial

from career_guide.exports.api.answers import FOLDER, OPENAPI, Answers
from career_guide.exports.api.openapi import document
from career_guide.exports.api.resources import RESOURCES
from career_guide.pages.renderer import Renderer


def files(renderer: Renderer) -> dict[str, Callable[[], str]]:
    """All files of the API, by their path below the site's root."""
    answers_from = cache(partial(Answers, renderer.plan))

    def answers(path: str) -> Answers:
        return answers_from(renderer.root(FOLDER + path))

    made = {FOLDER + path: text for resource in RESOURCES for path, text in resource.files(answers)}
    return made | {FOLDER + OPENAPI: lambda: document(answers(OPENAPI))}
