"""The static API: the guide's data as JSON and CSV under addresses that never change, with schemas and OpenAPI.

`answers` says what an answer looks like, `content` fills it from the guide, `resources` gives it its address; `tables`
is for spreadsheets, `openapi` tells programs what there is. `tests/unit/test_api.py` keeps the promise that nothing is
ever taken away.
"""

from collections.abc import Callable
from functools import cache, partial

from career_guide.exports.api import openapi, resources, tables
from career_guide.exports.api.content import FOLDER, OPENAPI, Content
from career_guide.exports.api.resources import RESOURCES
from career_guide.pages.renderer import Renderer


def files(renderer: Renderer) -> dict[str, Callable[[], str]]:
    """All files of the API, by their path below the site's root."""
    content_from = cache(partial(Content, renderer.plan))

    def content(path: str) -> Content:
        return content_from(renderer.root(FOLDER + path))

    made: dict[str, Callable[[], str]] = dict(resources.texts(content))
    made |= {name: partial(table.text, content(name)) for name, table in tables.TABLES.items()}
    made |= {each.schema_path: partial(openapi.schema, each, content(each.schema_path)) for each in RESOURCES}
    made[OPENAPI] = partial(openapi.document, content)
    return {f"{FOLDER}{path}": text for path, text in made.items()}
