"""Job descriptions of every role, in both languages, as DOCX, Markdown and plain text.

The builder page takes one more file of each, in JSON: the sections of the document, each written as HTML, Markdown and
plain text, with marks where the employer fills something in. What the builder shows and hands out is thus what the
files say.
"""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Final

from career_guide.documents import markdown, plain_text, word
from career_guide.documents.assembly import job_description
from career_guide.documents.blocks import JobDescription, OwnField
from career_guide.documents.variants import Variant, variants
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer

Make = Callable[[], str | bytes]


def files(renderer: Renderer) -> dict[str, Make]:
    """All files of all roles, by their path below the site's root."""
    writers: Final[Mapping[str, Callable[[JobDescription], str | bytes]]] = {
        "docx": word.document,
        "md": markdown.document,
        "txt": plain_text.document,
        "json": partial(_for_builder, renderer),
    }

    # The files of one document are made one after the other.
    @lru_cache(maxsize=1)
    def assemble(variant: Variant, locale: Locale) -> JobDescription:
        return job_description(renderer.plan.guide, renderer.site_url, variant, locale)

    def make(ending: str, variant: Variant, locale: Locale) -> str | bytes:
        return writers[ending](assemble(variant, locale))

    return {
        f"{variant.path(locale)}.{ending}": partial(make, ending, variant, locale)
        for role in renderer.plan.guide.roles.values()
        for variant in variants(role)
        for locale in LOCALES
        for ending in writers
    }


def _for_builder(renderer: Renderer, document: JobDescription) -> str:
    page = renderer.plan.page("page/language-choice", None)
    sections = [
        {
            "id": section.id,
            "html": str(renderer.part("job_description", page, section=section, blank=document.blank)).strip(),
            "markdown": markdown.section(section, _mark),
            "text": plain_text.section(section, _mark),
        }
        for section in document.sections
    ]
    content = {"blank": document.blank, "sections": sections}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _mark(field: OwnField) -> str:
    """A mark that the builder's script replaces with what the reader typed; no text of the guide has such signs."""
    return f"⟦{field}⟧"
