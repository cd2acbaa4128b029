"""A document as a Word file (DOCX), as a careful HR department would send it.

The folder `docx/` holds the parts of the file as templates, where they stand in it: real headings, lists and table
header rows; language, title and author set; A4. The same data always gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from career_guide.documents.blocks import FIXED, Facts, JobDescription, Link, Paragraph
from career_guide.documents.templating import TemplateFolder
from career_guide.model.locales import TAGS, Locale

_TEMPLATES: Final = TemplateFolder(Path(__file__).parent / "docx")
_PARTS: Final = _TEMPLATES.list_templates(extensions=("xml", "rels"))
_OWN: Final = [name for name in _PARTS if Path(name).stem.partition(".")[0] in {"core", "document", "footer", "header"}]
"""The parts that are not the same in all documents of a language."""


def document(made: JobDescription) -> bytes:
    """The whole document as the bytes of a DOCX file."""
    return _package(_OWN, _known(made), _shared(made.locale))


def _package(parts: Iterable[str], known: Mapping[str, Any], before: bytes = b"") -> bytes:
    """The file with more parts in it."""
    buffer = io.BytesIO(before)
    with zipfile.ZipFile(buffer, "a") as package:
        for name in parts:
            # A ZipInfo without a time always has the same date.
            entry = zipfile.ZipInfo(name)
            package.writestr(entry, _TEMPLATES.get_template(name).render(known), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@cache
def _shared(locale: Locale) -> bytes:
    return _package((name for name in _PARTS if name not in _OWN), {"language": TAGS[locale]})


def annex(made: JobDescription) -> str:
    """The annex as the text of the file would have it, on a page of its own; empty where there is none."""
    if not made.annex:
        return ""
    macros: Any = _TEMPLATES.get_template("macros.jinja").make_module(_known(made))
    return str(macros.body(made.annex, on_new_page=True))


def _known(made: JobDescription) -> dict[str, Any]:
    """What the templates know."""
    return {"job": made, "fixed": FIXED, "language": TAGS[made.locale], "links": _links(made)}


def _links(made: JobDescription) -> list[str]:
    """The addresses that the text and the foot of the page lead to: each has a part of the file that lists them."""
    blocks = [block for section in (*made.sections, made.origin) for block in section.blocks]
    lines = [block.line for block in blocks if isinstance(block, Paragraph)]
    lines += [line for block in blocks if isinstance(block, Facts) for _, line in block.rows]
    return list(dict.fromkeys(part.address for line in lines for part in line if isinstance(part, Link)))
