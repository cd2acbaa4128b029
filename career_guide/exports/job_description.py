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
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.moves import as_it_was

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
    """All files of all roles, by their path below the site's root; under former names, too.

    Raises:
        DataError: Two documents of a role would have one address.
    """
    guide, site_url = renderer.plan.guide, renderer.site_url

    @lru_cache(maxsize=_KEPT)
    def assemble(role_id: str, part_id: str | None, level: str | None, locale: Locale) -> JobDescription:
        return job_description(guide, site_url, Variant(guide.roles[role_id], part_id), level, locale)

    made: dict[str, Make] = {}
    for role in guide.roles.values():
        for locale in LOCALES:
            # The role as it is comes first among those that it was: its own files take precedence.
            for version in as_it_was(role, locale):
                for variant in variants(version):
                    of_today = Variant(role, variant.part_id)
                    document = partial(assemble, role.id, variant.part_id)
                    for path, make in _files(renderer, variant, locale, document):
                        made.setdefault(path, make)
                    made[f"{of_today.path(renderer.plan, locale)}.json"] = partial(
                        _for_builder, renderer, of_today, locale, document
                    )
    return made


def _files(renderer: Renderer, variant: Variant, locale: Locale, assemble: Assemble) -> Iterator[tuple[str, Make]]:
    """The documents of a variant, under the names of its levels today and before."""
    levels = renderer.plan.guide.levels
    for level in variant.levels:
        for name in (level, *(levels[level].former_ids if level else ())):
            path = variant.path(renderer.plan, locale, name if level != variant.fixed_level else level)
            for ending, write in WRITERS.items():
                yield f"{path}.{ending}", partial(_written, write, assemble, level, locale)


def _written(
    write: Callable[[JobDescription], str | bytes], assemble: Assemble, level: str | None, locale: Locale
) -> str | bytes:
    return write(assemble(level, locale))


def _for_builder(renderer: Renderer, variant: Variant, locale: Locale, assemble: Assemble) -> str:
    levels = variant.levels
    made = [assemble(level, locale) for level in levels]
    sections: list[dict[str, Any]] = []
    # Not every level has every section; the document with most of them tells the order best.
    by_length = sorted(made, key=lambda document: -len(document.sections))
    for section_id in dict.fromkeys(part.id for document in by_length for part in document.sections):
        parts = [next((part for part in document.sections if part.id == section_id), None) for document in made]
        depends_on_level = any(part != parts[0] for part in parts)
        for level, part in zip(levels, parts, strict=True):
            if part is not None:
                written = {"id": part.id, "title": part.title, **_as_written(renderer, part, made[0].blank)}
                sections.append(written | ({"level": level or ""} if depends_on_level else {}))
            if not depends_on_level:
                break
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
