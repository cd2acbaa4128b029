"""Documents to reuse: job adverts and role profiles, put together from the data and written in several formats.

`variants` says what they describe and where they stand, `advert` and `profile` each put one together with what
`assembly` knows, `blocks` is what they are made of, and each of `markdown`, `plain_text` and `word` writes them.
Nothing here knows pages; what their templates need to know of documents stands below.
"""

from collections.abc import Mapping
from typing import Final

from career_guide.documents.advert import Advert
from career_guide.documents.blocks import FIXED, OWN_FIELDS, SECTIONS, JobDescription, Kind
from career_guide.documents.profile import Profile
from career_guide.documents.variants import Variant, variants
from career_guide.model.guide import Guide
from career_guide.model.locales import Locale

__all__ = ["FIXED", "OWN_FIELDS", "SECTIONS", "Variant", "job_description", "variants"]

_KINDS: Final[Mapping[Kind, type[Advert | Profile]]] = {kind.kind: kind for kind in (Advert, Profile)}


def job_description(guide: Guide, site_url: str, variant: Variant, kind: Kind, locale: Locale) -> JobDescription:
    """Put a document together.

    Args:
        guide: The guide that the role stands in.
        site_url: Absolute address of the site's root, ending with a slash; empty where it is not known.
        variant: What it describes.
        kind: What it is for. A role has an advert only where its data has one: see `Variant.kinds`.
        locale: The language.
    """
    return _KINDS[kind](guide, site_url, variant, locale).document()
