"""Documents to reuse: job adverts and role profiles, put together from the data and written in several formats.

`variants` says what they describe and where they stand. A template in `overrides/templates/documents/` puts each
together; its HTML is read into `blocks`, which each of `markdown`, `plain_text` and `word` writes.
"""

from career_guide.documents.blocks import ADVERT_SECTIONS, FIXED, OWN_FIELDS
from career_guide.documents.variants import Variant, variants

__all__ = ["ADVERT_SECTIONS", "FIXED", "OWN_FIELDS", "Variant", "variants"]
