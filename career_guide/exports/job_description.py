"""Job adverts and role profiles of every role, in both languages.

A profile is a Word file. An advert is one, and Markdown and plain text; the builder page takes one more file of it, in
JSON: its sections, each written as HTML, Markdown and plain text, with marks where the employer fills something in, and
the annex as a part of a Word file. What the builder shows and hands out is thus what the files say.
"""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Final

from career_guide.documents import markdown, plain_text, variants, word
from career_guide.documents.blocks import Blank, JobDescription, Kind, Section, sections_in
from career_guide.documents.variants import Variant
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer

Make = Callable[[], str | bytes]


def files(renderer: Renderer) -> dict[str, Make]:
    """All files of all roles, by their path below the site's root."""
    # The adverts of a role have most of their sections in common.
    in_all_formats = lru_cache(maxsize=64)(partial(_in_all_formats, renderer))
    writers: Final[Mapping[Kind, Mapping[str, Callable[[JobDescription], str | bytes]]]] = {
        "advert": {
            "docx": word.document,
            "md": markdown.document,
            # Programs that are told nothing of a text's encoding see by the mark at its beginning that it is UTF-8.
            "txt": lambda document: f"\ufeff{plain_text.document(document)}",
            "json": partial(_for_builder, in_all_formats),
        },
        "profile": {"docx": word.document},
    }

    # The files of one document are made one after the other.
    @lru_cache(maxsize=1)
    def assemble(variant: Variant, kind: Kind, locale: Locale) -> JobDescription:
        return job_description(renderer, variant, kind, locale)

    def make(ending: str, variant: Variant, kind: Kind, locale: Locale) -> str | bytes:
        return writers[kind][ending](assemble(variant, kind, locale))

    return {
        f"{variant.path(kind, locale)}.{ending}": partial(make, ending, variant, kind, locale)
        for role in renderer.plan.guide.roles.values()
        for variant in variants(role)
        for kind in variant.kinds
        for locale in LOCALES
        for ending in writers[kind]
    }


def job_description(renderer: Renderer, variant: Variant, kind: Kind, locale: Locale) -> JobDescription:
    """Put a document together. A role has an advert only where its data has one: see `Variant.kinds`."""
    label, role = renderer.wordings[locale].label, variant.role
    page = renderer.plan.page("page/roles", locale)
    sections = sections_in(renderer.part(f"documents/{kind}", page, variant=variant))
    before, between, after = label("documents.page", page="\0", pages="\0").split("\0")
    origin = sections.pop("origin")
    return JobDescription(
        locale=locale,
        title=variant.title[locale],
        kind=label(f"documents.kind_{kind}"),
        author=label("site.name"),
        reviewed=role.profile.reviewed,
        revision=role.revision,
        blank=f"[{label('documents.blank')}]",
        header=(f"{label('documents.company')}: ", Blank("company")),
        page=(before, between, after),
        annex=sections.pop("pay", None) if kind == "advert" else None,
        sections=tuple(sections.values()),
        origin=origin,
    )


def _for_builder(in_all_formats: Callable[[Section, str], Mapping[str, str]], document: JobDescription) -> str:
    annex = document.annex
    sections = (*document.sections, *([annex] if annex else []), document.origin)
    content = {
        "title": document.title,
        "blank": document.blank,
        "sections": [in_all_formats(section, document.blank) for section in sections],
        "annex": word.annex(document),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _in_all_formats(renderer: Renderer, section: Section, blank: str) -> Mapping[str, str]:
    page = renderer.plan.page("page/language-choice", None)
    return {
        "id": section.id,
        "html": str(renderer.part("theme/job_description", page, section=section, blank=blank)).strip(),
        "markdown": markdown.section(section, _mark),
        "text": plain_text.section(section, _mark),
    }


def _mark(field: str) -> str:
    """A mark that the builder's script replaces with what the reader typed; no text of the guide has such signs."""
    return f"⟦{field}⟧"
