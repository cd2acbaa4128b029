"""What the site holds beside pages: each export takes the renderer and gives files, made only when they are needed."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Final

from career_guide.exports import manifests, permanent
from career_guide.rendering import Renderer

Files = Mapping[str, Callable[[], str | bytes]]
"""Path below the site's root → a function that makes the file."""

_EXPORTS: Final[tuple[Callable[[Renderer], Files], ...]] = (manifests.files, permanent.files)


def files(renderer: Renderer) -> dict[str, Callable[[], str | bytes]]:
    """All files of all exports, by path."""
    return dict(chain.from_iterable(export(renderer).items() for export in _EXPORTS))
