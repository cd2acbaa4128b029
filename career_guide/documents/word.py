# ruff: noqa: SLF001 - what python-docx has no words for is set in its elements
"""A job description as a Word document (DOCX), as a careful HR team would send it out.

Real headings, lists and table header rows; language, title and author set; A4; the same data always gives the same
bytes. Each section but the fixed ones stands between two bookmarks named `section_<id>`, and what the employer fills in
is a content control tagged with the field's name: whoever edits the file, by hand or by script, finds both.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle, _TableStyle

from career_guide.documents.blocks import (
    FIXED,
    Blank,
    Block,
    Bullets,
    Entry,
    Facts,
    Inline,
    JobDescription,
    Line,
    Link,
    Paragraph,
    Section,
    Subheading,
)
from career_guide.model.locales import Locale

LANGUAGES: Final[dict[Locale, str]] = {"it": "it-IT", "en": "en-GB"}
"""The language of the text, by which Word checks its spelling and a screen reader pronounces it."""
BOOKMARK: Final = "section_"
"""What the names of the bookmarks around sections begin with."""

_FONT: Final = "Calibri"
_FALLBACK: Final = "Carlito"
"""The same widths under a free licence, where the font is missing."""
_INK: Final = RGBColor(0x1B, 0x27, 0x2B)
_SHADE: Final = "E8F0F1"
_LINE: Final = "B8C4C8"
_QUIET: Final = RGBColor(0x4C, 0x5B, 0x61)
_ACCENT: Final = RGBColor(0x0B, 0x5C, 0x6E)
_NOTE: Final = "Note"
_FACT_NAME: Final = "Fact Name"
_FACT: Final = "Fact"
_AFTER_TABLE: Final = "After Table"
_PLACEHOLDER: Final = "Placeholder Text"
_TABLE_STYLES: Final = ("Normal Table", "Table Grid")
_UNUSED: Final = ("/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml", "/webSettings")
_WORD_2013: Final = "15"
"""Older modes open with a warning in the title bar."""
_MARGIN: Final = Mm(22)
_TEXT_WIDTH: Final = Mm(166)
_DOCUMENT: Final = "word/document.xml"
_FOOTER: Final = "word/footer1.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_PROPERTIES: Final = "docProps/core.xml"
_FILLED_IN: Final = (_DOCUMENT, _RELATIONS, _FOOTER, _PROPERTIES)
_MARK: Final = re.compile(r"\{(\w+)\}")
"""Where a part of the template is filled in."""
_MOMENT: Final = "2000-01-01T00:00:00Z"
_WIDTHS: Final = (Mm(62), Mm(104))
"""Those of a table's two columns."""


def document(made: JobDescription) -> bytes:
    """The whole document as the bytes of a DOCX file."""
    template = _template(made.locale)
    writer = _Writer(made.blank)
    body = "".join(writer.section(section, number) for number, section in enumerate(made.sections))
    own = {"body": body, "footer": _footer(made), "links": "".join(writer.relations)}
    moment = datetime.combine(made.reviewed, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"title": made.title, "author": made.author, "subject": made.sections[0].title, "revision": made.revision}
    own |= {name: escape(text) for name, text in (told | {"moment": moment}).items()}
    buffer = io.BytesIO()
    buffer.write(template.package)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        for name, text in template.parts.items():
            package.writestr(_entry(name), _MARK.sub(lambda mark: own[mark[1]], text))
    return buffer.getvalue()


# --- the text: written as XML in one piece, since python-docx takes ten times as long to add it bit by bit


def _footer(made: JobDescription) -> str:
    """The running footer: the title, what it is, and the page's number."""
    before, between, after = made.page
    written = [_run(f"{made.title} · {made.kind}"), "<w:r><w:tab/></w:r>", _run(before), _field("PAGE"), _run(between)]
    return "".join([*written, _field("NUMPAGES"), _run(after)])


class _Writer:
    """Writes sections as WordprocessingML.

    Args:
        blank: What stands where the employer fills something in.
    """

    def __init__(self, blank: str) -> None:
        self.blank = blank
        self.relations: list[str] = []
        """What names the addresses of links, in a part of the package of its own."""

    def section(self, section: Section, number: int) -> str:
        """A section, between bookmarks if readers may leave it out."""
        is_head = section.id == "head"
        heading = _paragraph("Title" if is_head else "Heading 1", _run(section.title))
        written = heading + "".join(self._block(block, "Subtitle" if is_head else "Normal") for block in section.blocks)
        if section.id in FIXED:
            return written
        start = f'<w:bookmarkStart w:id="{number}" w:name="{BOOKMARK}{section.id}"/>'
        return f'{start}{written}<w:bookmarkEnd w:id="{number}"/>'

    def _block(self, block: Block, style: str) -> str:
        match block:
            case Subheading():
                return _paragraph("Heading 2", _run(block.text))
            case Paragraph():
                return _paragraph(_NOTE if block.is_note else style, self._line(block.line))
            case Bullets():
                return "".join(_paragraph("List Bullet", _bullet(entry)) for entry in block.entries)
            case Facts():
                return self._facts(block)

    def _facts(self, facts: Facts) -> str:
        columns = "".join(f'<w:gridCol w:w="{width.twips}"/>' for width in _WIDTHS)
        properties = (
            f'<w:tblStyle w:val="{_style_id("Table Grid")}"/><w:tblW w:w="{_TEXT_WIDTH.twips}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(facts.caption)}/>"
        )
        names, details = facts.headings
        rows = [_row(_run(names), _run(details), is_heading=True)]
        rows += [_row(_run(name), self._line(line)) for name, line in facts.rows]
        table = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        # Word joins tables that touch, and wants a paragraph after the last.
        return table + _paragraph(_AFTER_TABLE)

    def _line(self, line: Line) -> str:
        return "".join(self._inline(part) for part in line)

    def _inline(self, part: Inline) -> str:
        match part:
            case str():
                return _run(part)
            case Link():
                relation = f"link{len(self.relations)}"
                address = quoteattr(part.address)
                self.relations.append(
                    f'<Relationship Id="{relation}" Type="{RELATIONSHIP_TYPE.HYPERLINK}" Target={address}'
                    ' TargetMode="External"/>'
                )
                return f'<w:hyperlink r:id="{relation}">{_run(part.text, _styled("Hyperlink"))}</w:hyperlink>'
            case Blank():
                # A content control: it shows the placeholder until somebody types into it.
                properties = f'<w:tag w:val="{part.field}"/><w:showingPlcHdr/><w:text/>'
                content = _run(self.blank, _styled(_PLACEHOLDER))
                return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _bullet(entry: Entry) -> str:
    if entry.title and entry.text:
        return _run(f"{entry.title} ", "<w:b/>") + _run(entry.text)
    return _run(entry.title or entry.text)


def _row(name: str, details: str, *, is_heading: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if is_heading else ""
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width.twips}" w:type="dxa"/>{shade}</w:tcPr>{_paragraph(style, content)}</w:tc>'
        for width, style, content in zip(
            _WIDTHS, (_FACT_NAME, _FACT_NAME if is_heading else _FACT), (name, details), strict=True
        )
    )
    heading = "<w:tblHeader/>" if is_heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{''.join(cells)}</w:tr>"


def _paragraph(style: str, content: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{_style_id(style)}"/></w:pPr>{content}</w:p>'


def _run(text: str, properties: str = "") -> str:
    set_so = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{set_so}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _styled(name: str) -> str:
    return f'<w:rStyle w:val="{_style_id(name)}"/>'


def _field(instruction: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} ">{_run("1")}</w:fldSimple>'


def _style_id(name: str) -> str:
    """The id that python-docx makes of a style's name."""
    return name.replace(" ", "")


# --- what all documents of a language share


class _Template(NamedTuple):
    """An empty document with our page, styles and language."""

    package: bytes
    """The parts that are the same in every document, as the bytes of a file."""
    parts: Mapping[str, str]
    """The others, by their place in the package, with marks where something is filled in."""


@cache
def _template(locale: Locale) -> _Template:
    word = docx.Document()
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = _MARGIN
    page.top_margin = page.bottom_margin = Mm(20)
    page.header_distance = page.footer_distance = Mm(10)
    _drop_what_is_not_used(word)
    _set_language(word, LANGUAGES[locale])
    _set_styles(word)
    _set_fonts(word)
    _set_properties(word, LANGUAGES[locale])
    page.footer.paragraphs[0].add_run("{footer}")
    word.add_paragraph("{body}")
    made = io.BytesIO()
    word.save(made)
    parts, package = {}, io.BytesIO()
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in given.namelist():
            if name in _FILLED_IN:
                parts[name] = given.read(name).decode("utf-8")
            else:
                kept.writestr(_entry(name), given.read(name))
    parts[_DOCUMENT] = re.sub(r"<w:p>(?:(?!<w:p>).)*\{body\}.*?</w:p>", "{body}", parts[_DOCUMENT])
    parts[_FOOTER] = re.sub(r"<w:r>(?:(?!<w:r>).)*\{footer\}.*?</w:r>", "{footer}", parts[_FOOTER])
    parts[_RELATIONS] = parts[_RELATIONS].replace("</Relationships>", "{links}</Relationships>")
    parts[_PROPERTIES] = parts[_PROPERTIES].replace(_MOMENT, "{moment}")
    return _Template(package.getvalue(), parts)


def _entry(name: str) -> zipfile.ZipInfo:
    """A part of the package, always of the same day: the same document has the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _drop_what_is_not_used(word: Document) -> None:
    """Of python-docx's own template: a hundred styles of tables, a second set of all styles, a picture of itself."""
    styles = word.styles.element
    for style in [style for style in word.styles if isinstance(style, _TableStyle) and style.name not in _TABLE_STYLES]:
        styles.remove(style.element)
    for relations in (word.part.package.rels, word.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED)]:
            del relations[key]


def _set_language(word: Document, language: str) -> None:
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), language)
    settings = word.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), language)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)


def _set_styles(word: Document) -> None:
    for style in word.styles:
        # The font comes from one place, not from the template's theme; nothing is letterspaced.
        for name in ("w:rFonts", "w:spacing"):
            for found in style.element.findall(f"{qn('w:rPr')}/{qn(name)}"):
                found.getparent().remove(found)
    fonts = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}")
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), _FONT)
    for name in (_NOTE, _FACT_NAME, _FACT, _AFTER_TABLE):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles["Normal"]
    _style(word, "Normal", 10.5, _INK, after=6, line=1.12)
    _style(word, "Title", 24, _INK, bold=True, after=2)
    _style(word, "Subtitle", 11.5, _ACCENT, after=8)
    _style(word, "Heading 1", 14, _ACCENT, bold=True, before=16, after=4)
    _style(word, "Heading 2", 11, _INK, bold=True, before=8, after=3)
    _style(word, "List Bullet", 10.5, _INK, after=6, line=1.12)
    _style(word, "Footer", 8.5, _QUIET)
    _style(word, _NOTE, 9.5, _QUIET, after=6)
    _style(word, _FACT_NAME, 10, _INK, bold=True, before=2, after=2)
    _style(word, _FACT, 10, _INK, before=2, after=2)
    _style(word, _AFTER_TABLE, 4, _INK)
    # A table is short: its rows stay together on a page.
    word.styles[_FACT_NAME].paragraph_format.keep_with_next = True
    for name in ("Hyperlink", _PLACEHOLDER):
        style = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb, style.font.underline = _ACCENT, name == "Hyperlink" or None
    title = word.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))
    for border in word.styles["Table Grid"].element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}"):
        border.set(qn("w:color"), _LINE)
    tabs = word.styles["Footer"].paragraph_format.tab_stops
    tabs.clear_all()
    tabs.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _style(
    word: Document,
    name: str,
    size: float,
    colour: RGBColor,
    *,
    bold: bool | None = None,
    before: float = 0,
    after: float = 0,
    line: float = 1,
) -> None:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.color.rgb, style.font.bold, style.font.italic = Pt(size), colour, bold, None
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(before), Pt(after), line


def _set_fonts(word: Document) -> None:
    """Name the font to take where ours is missing."""
    ours = f'<w:font w:name="{_FONT}"><w:altName w:val="{_FALLBACK}"/><w:family w:val="swiss"/></w:font>'
    for part in word.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = f"<w:fonts {nsdecls('w')}>{ours}</w:fonts>".encode()


def _set_properties(word: Document, language: str) -> None:
    """Set what the file says of itself."""
    properties = word.core_properties
    properties.title, properties.author, properties.subject = "{title}", "{author}", "{subject}"
    properties.language, properties.version, properties.comments = language, "{revision}", ""
    properties.last_modified_by, properties.revision, properties.keywords = "{author}", 1, ""
    properties.created = properties.modified = datetime.strptime(_MOMENT, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
