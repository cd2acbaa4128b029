"""The pages themselves, hand-written ones apart, and the list of them for search engines."""

from collections.abc import Callable
from functools import partial

from career_guide.pages.renderer import Renderer


def files(renderer: Renderer) -> dict[str, Callable[[], str | bytes]]:
    """All pages by path, and `sitemap.xml`, unless the site's address is unknown: its addresses must be absolute."""
    plan = renderer.plan
    made: dict[str, Callable[[], str | bytes]] = {
        page.output_file: partial(renderer.html, page) for page in plan.pages if page.kind not in {"home", "article"}
    }
    if renderer.site_url:
        made["sitemap.xml"] = partial(renderer.part, "sitemap", plan.page("page/language-choice", None))
    return made
