"""The pages themselves, hand-written ones apart; their articles as Markdown; for robots, the list of them."""

from collections.abc import Callable
from functools import partial

from career_guide.model import licence
from career_guide.pages.as_markdown import as_markdown
from career_guide.pages.renderer import Renderer
from career_guide.site.page import Page
from career_guide.site.permanent import permanent_path


def files(renderer: Renderer) -> dict[str, Callable[[], str | bytes]]:
    """All pages by path, `robots.txt`, and `sitemap.xml`, unless the site's address is unknown: it must be absolute."""
    plan = renderer.plan
    made: dict[str, Callable[[], str | bytes]] = {"robots.txt": partial(_robots, renderer)}
    # All pages of an edition together: its data is read for them.
    for page in sorted(plan.pages, key=lambda page: page.edition or ""):
        if page.kind not in {"home", "article"}:
            made[page.output_file] = partial(renderer.html, page)
        # After the page, whose article is then there.
        if page.text_file:
            made[page.text_file] = partial(_as_text, renderer, page)
    if renderer.site_url:
        made["sitemap.xml"] = partial(renderer.part, "theme/sitemap", plan.page("page/language-choice", None))
    return made


def _robots(renderer: Renderer) -> str:
    """Everything may be read and indexed; what search engines are to leave out, says so itself."""
    lines = ["User-agent: *", "Disallow:"]
    if renderer.site_url:
        lines += ["", f"Sitemap: {renderer.site_url}sitemap.xml"]
    if renderer.root_path != "/":
        lines.insert(
            0, "# Robots read this file at the root of a host alone: its own one there should name the sitemap."
        )
    return "".join(f"{line}\n" for line in lines)


def _as_text(renderer: Renderer, page: Page) -> str:
    """The article as Markdown, and how to cite it."""
    article = as_markdown(renderer.article_html(page), renderer.site_url and renderer.site_url + page.path)
    return f"{article}\n---\n\n" + "".join(f"- {line}\n" for line in _citation(renderer, page))


def _citation(renderer: Renderer, page: Page) -> list[str]:
    assert page.locale is not None
    words, guide = renderer.wordings[page.locale], renderer.plan.guide
    lines = [f"{words.label('site.name')}, [{licence.NAME}]({licence.deed(page.locale)})"]
    if renderer.site_url:
        permanent = f"<{renderer.site_url}{permanent_path(page.key)}>"
        lines.insert(0, words.label("reading.permanent", address=permanent))
    if page.role_id:
        role = guide.roles[page.role_id]
        date = words.date(role.profile.reviewed)
        lines.append(words.label("documents.revision", revision=role.revision, date=date))
    return lines
