"""Job descriptions of every role, with each level of experience, in both languages, as Markdown, plain text and DOCX.

The builder page takes one more file for each variant, `<variant>.json`: the sections of its documents, each written as
HTML, Markdown and plain text, with marks where the employer fills something in. Sections that depend on the level of
experience stand in it once for each level. What the builder shows and hands out is thus what the files say.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, Final

from career_guide.documents import markdown, plain_text, word
from career_guide.documents.assembly import job_description
from career_guide.documents.blocks import JobDescription, OwnField, Section
from career_guide.documents.variants import Variant, variants
from career_guide.locales import LOCALES, Locale
from career_guide.rendering import Renderer

Make = Callable[[], str | bytes]
Assemble = Callable[[str | None, Locale], JobDescription]
"""Puts together a variant's document, with a level of experience or none."""

_KEPT: Final = 32
"""Documents that are kept while the files of a variant are made, one after the other."""
WRITERS: Final[Mapping[str, Callable[[JobDescription], str | bytes]]] = {
    "md": markdown.document,
    "txt": plain_text.document,
    "docx": word.document,
}
"""The ending of a file, and what writes it."""


def files(renderer: Renderer) -> dict[str, Make]:
    """All files of all roles, by their path below the site's root.

    Raises:
        DataError: Two documents of a role would have one address.
    """
    guide, site_url = renderer.plan.guide, renderer.site_url

    @lru_cache(maxsize=_KEPT)
    def assemble(role_id: str, part_id: str | None, level: str | None, locale: Locale) -> JobDescription:
        return job_description(guide, site_url, Variant(guide.roles[role_id], part_id), level, locale)

    return {
        path: make
        for role in guide.roles.values()
        for variant in variants(role)
        for locale in LOCALES
        for path, make in _files(renderer, variant, locale, partial(assemble, role.id, variant.part_id))
    }


def _files(renderer: Renderer, variant: Variant, locale: Locale, assemble: Assemble) -> Iterator[tuple[str, Make]]:
    for level in variant.levels:
        path = variant.path(renderer.plan, locale, level)
        for ending, write in WRITERS.items():
            yield f"{path}.{ending}", partial(_written, write, assemble, level, locale)
    yield f"{variant.path(renderer.plan, locale)}.json", partial(_for_builder, renderer, variant, locale, assemble)


def _written(
    write: Callable[[JobDescription], str | bytes], assemble: Assemble, level: str | None, locale: Locale
) -> str | bytes:
    return write(assemble(level, locale))


def _for_builder(renderer: Renderer, variant: Variant, locale: Locale, assemble: Assemble) -> str:
    levels = variant.levels
    made = [assemble(level, locale) for level in levels]
    sections: list[dict[str, Any]] = []
    for parts in zip(*(document.sections for document in made), strict=True):
        depends_on_level = any(part != parts[0] for part in parts)
        for level, part in zip(levels, parts if depends_on_level else parts[:1], strict=False):
            written = {"id": part.id, "title": part.title, **_as_written(renderer, part, made[0].blank)}
            sections.append(written | ({"level": level or ""} if depends_on_level else {}))
    files = {level or "": variant.stem(level, locale) for level in levels}
    names = {level or "": variant.file_name(level, locale) for level in levels}
    content = {"locale": locale, "blank": made[0].blank, "files": files, "names": names, "sections": sections}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _as_written(renderer: Renderer, part: Section, blank: str) -> dict[str, str]:
    page = renderer.plan.page("page/language-choice", None)
    return {
        "html": str(renderer.part("job_description", page, section=part, blank=blank)).strip(),
        "markdown": markdown.section(part, _mark),
        "text": plain_text.section(part, _mark),
    }


def _mark(field: OwnField) -> str:
    """What the builder's script replaces by what the reader typed; no text of the guide has these signs."""
    return f"⟦{field}⟧"
