"""What templates know on every page, whichever it is."""

import re
from collections.abc import Mapping
from typing import Any, Final, get_args

from markupsafe import Markup

from career_guide import documents
from career_guide.model import careers, licence
from career_guide.model.catalogue import Confidence
from career_guide.model.kinds import CHAPTERS, FILE_KINDS, KINDS
from career_guide.model.locales import LOCALES, TAGS
from career_guide.pages import career_map, charts
from career_guide.pages.joining import short_address
from career_guide.pages.share_card import SIZE
from career_guide.review.data_dictionary import described_file
from career_guide.review.error_list import listed_errors
from career_guide.review.status import by_kind
from career_guide.site.permanent import card_path, permanent_path

_TAG: Final = re.compile(r"<[^>]*>")

_WORDS_A_MINUTE: Final = 200
"""Words a minute: a calm pace of silent reading."""


def terms_in(content: str, glossary: Mapping[str, object]) -> list[str]:
    """The terms that an article explains where they occur, in the order of the glossary."""
    opened = set(re.findall(r'data-card="term-([a-z0-9-]+)"', content))
    return [term for term in glossary if term in opened]


def reading_minutes(content: Markup) -> int:
    """How long an article takes to read, in whole minutes, at least one."""
    return max(1, round(len(_TAG.sub("", content).split()) / _WORDS_A_MINUTE))


_ALLOWED: Final = {
    "default-src": "'none'",
    # Search runs WebAssembly, in a worker where it can.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    # Charts become pictures in the browser.
    "img-src": "'self' data: blob:",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
CONTENT_SECURITY_POLICY: Final = "; ".join(f"{what} {whence}" for what, whence in _ALLOWED.items())
"""What browsers let a page do, whatever an attacker may have put into it."""

KNOWN: Final[Mapping[str, Any]] = {
    "content_security_policy": CONTENT_SECURITY_POLICY,
    "card_path": card_path,
    "career_map": career_map,
    "careers": careers,
    "chapter_kinds": CHAPTERS,
    "record_kinds": KINDS,
    "charts": charts,
    "confidences_in_order": get_args(Confidence),
    "described_file": described_file,
    "documents": documents,
    "file_kinds": FILE_KINDS,
    "findings_by_kind": by_kind,
    "licence": licence,
    "listed_errors": listed_errors,
    "locales": LOCALES,
    "permanent_path": permanent_path,
    "picture_size": SIZE,
    "reading_minutes": reading_minutes,
    "short_address": short_address,
    "tags": TAGS,
    "terms_in": terms_in,
}
