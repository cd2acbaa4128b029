"""The files of the site: each export takes the renderer and gives files by path, made only when they are needed."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import chain
from typing import Final

from career_guide.exports import (
    api,
    cards,
    chart_files,
    feeds,
    hosting,
    job_description,
    llms,
    manifests,
    pages,
    permanent,
    share_pictures,
    start,
    workbooks,
)
from career_guide.pages.renderer import Renderer
from career_guide.review import schemas

Files = Mapping[str, Callable[[], str | bytes]]
"""Path below the site's root → a function that makes the file."""

_EXPORTS: Final[tuple[Callable[[Renderer], Files], ...]] = (
    pages.files,
    manifests.files,
    permanent.files,
    cards.files,
    share_pictures.files,
    chart_files.files,
    feeds.files,
    job_description.files,
    workbooks.files,
    api.files,
    llms.files,
    start.files,
    lambda renderer: {asset.path: partial(bytes, asset.content) for asset in renderer.published_assets.values()},
    hosting.files,
)


def files(renderer: Renderer, references: Mapping[str, set[str] | None]) -> dict[str, Callable[[], str | bytes]]:
    """All files of all exports, by path; the schemas list what references in the data may name (`GuideLoader.ids`)."""
    made = dict(chain.from_iterable(export(renderer).items() for export in _EXPORTS))
    texts = cache(partial(schemas.files, references))
    return made | {f"schemas/{name}": partial(lambda name: texts()[name], name) for name in schemas.file_names()}
