"""Documents to reuse: job descriptions, put together from the data and written as Markdown, plain text and DOCX.

`variants` says which there are and where they stand, `assembly` puts one together, `blocks` is what it is made of, and
each of `markdown`, `plain_text` and `word` writes it. Nothing here knows pages; what their templates need to know of
documents stands below.
"""

from career_guide.documents.blocks import FIXED, OWN_FIELDS, SECTIONS
from career_guide.documents.variants import Variant, variants

__all__ = ["FIXED", "OWN_FIELDS", "SECTIONS", "Variant", "variants"]
