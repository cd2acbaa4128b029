"""`llms.txt` at the root of the site: what there is to read, for language models (see llmstxt.org).

Sections of links for each language, a sentence beside each; they lead to the pages as Markdown where there is such.
"""

from collections.abc import Callable, Iterable, Iterator

from career_guide.documents import markdown
from career_guide.exports.api.answers import FOLDER, OPENAPI
from career_guide.model.kinds import CATALOGUED
from career_guide.model.locales import ENGLISH, LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.page import Page


def files(renderer: Renderer) -> dict[str, Callable[[], str]]:
    """The one file."""
    return {"llms.txt": lambda: "\n".join(_lines(renderer))}


def _lines(renderer: Renderer) -> Iterator[str]:
    plan, names = renderer.plan, [renderer.wordings[locale].label("site.name") for locale in LOCALES]
    yield f"# {' · '.join(names)}"
    yield "\n" + "\n>\n".join(f"> {plan.page('page/home', locale).description}" for locale in LOCALES)
    for locale in LOCALES:
        words = renderer.wordings[locale]
        yield f"\n{words.label('reading.how')} {words.label('api.figures')}"
    for locale in LOCALES:
        language = renderer.wordings[locale].label("site.language")
        for name, pages in _groups(renderer, locale):
            yield f"\n## {language}: {name}\n"
            yield from (_link(renderer, page) for page in pages)
    words = renderer.wordings[ENGLISH]
    yield f"\n## {words.label('reading.data')}\n"
    yield f"- [OpenAPI]({renderer.root('llms.txt')}{FOLDER}{OPENAPI}): {words.label('reading.api')}"
    yield ""


def _groups(renderer: Renderer, locale: Locale) -> Iterator[tuple[str, Iterable[Page]]]:
    """What belongs together: each role, the pages of its own; each catalogue; all else."""
    plan, words = renderer.plan, renderer.wordings[locale]
    pages = [page for page in plan.pages if page.locale == locale and page.is_searched]
    of_roles: dict[str | None, list[Page]] = {}
    for page in pages:
        of_roles.setdefault(page.role_id, []).append(page)
    for role in plan.guide.roles.values():
        yield role.profile.title[locale], of_roles[role.id]
    catalogues = {kind.name: kind.plural for kind in CATALOGUED if kind.pages == "each"}
    for kind, plural in catalogues.items():
        yield words.label(f"{plural}.title"), [page for page in pages if page.kind in {kind, plural}]
    grouped = {*catalogues, *catalogues.values()}
    yield words.label("reading.pages"), [page for page in pages if not page.role_id and page.kind not in grouped]


def _link(renderer: Renderer, page: Page) -> str:
    title = markdown.within_a_line(renderer.plan.full_title(page))
    return f"- [{title}]({renderer.root('llms.txt')}{page.text_file or page.path}): {page.description}"
