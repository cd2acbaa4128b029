"""The picture that other sites show beside a shared link, as a PNG.

It has the colours and the mark of the guide's icon, and the letters of its typeface. A text with a letter that the
typeface lacks is left out: a box would stand in the letter's place. The same data always gives the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from struct import pack
from typing import Final
from zlib import compress, crc32

from PIL import Image, ImageDraw, ImageOps
from PIL.ImageFont import FreeTypeFont, Layout, truetype

from career_guide.pages.renderer import Renderer
from career_guide.pages.share_card import SIZE, ShareCard
from career_guide.pages.typography import unbroken_text
from career_guide.site.page import Page

_TYPEFACE: Final = "fonts/inter-latin.woff2"
_ICON: Final = "icon-512.png"

_MARGIN: Final = 80
"""Free on each side, in pixels, as all that follows."""
_MARK: Final = 64
_MARK_TOP: Final = 70
_STAIR: Final = 640
"""The same mark again, large and hardly lighter than the ground."""
_GAP: Final = 24
"""Between the mark and the name of the site."""
_TOP: Final = 190
_BOTTOM: Final = SIZE[1] - 70
_WIDTH: Final = SIZE[0] - 2 * _MARGIN
_OVERHANG: Final = 10
"""A letter may reach a little beyond where it begins and ends."""
_SCALES: Final = (1.0, 0.9, 0.8, 0.7)
"""How large texts are. Smaller ones could not be read, as small as pictures are shown: they end with an ellipsis."""

_SHADOW: Final = 1
_WHITE: Final = 15
"""The last of the shades that begin with the ground's colour: so few that a pixel takes four bits."""
_BEFORE: Final = 2
"""Pixels of the first shade before each row: they make the byte 0, by which a PNG says that a row is not filtered."""
_IN_NO_TYPEFACE: Final = "\uffff"

Line = tuple[int, int, str, FreeTypeFont, int]
"""Where it begins, its baseline, its words, how they are written, and in which shade."""


@dataclass(frozen=True)
class _Style:
    size: int
    weight: int
    shade: int
    leading: float = 1.3
    """From one line to the next, in sizes."""
    space: float = 0
    """Above the first line, in sizes."""


_SITE: Final = _Style(34, 500, 13)
_ABOVE: Final = _Style(36, 600, 12)
_TITLE: Final = _Style(70, 700, _WHITE, leading=1.15)
_TEXT: Final = _Style(40, 400, 14, leading=1.35, space=0.5)


def files(renderer: Renderer) -> dict[str, Callable[[], bytes]]:
    """A picture of each page that has its own; none where the site's address is unknown, which links to it need."""
    pages = renderer.plan.pages if renderer.site_url else []
    return {page.share_file: partial(_of_page, renderer, page) for page in pages if page.share_file}


def _of_page(renderer: Renderer, page: Page) -> bytes:
    return picture(renderer.share_card(page), renderer.assets)


def picture(card: ShareCard, assets: Path) -> bytes:
    """The picture of a card, with the icon and the typeface that are in a folder."""
    image = _ground(assets).copy()
    for left, baseline, text, font, shade in lines(card, assets):
        image.paste(shade, (_BEFORE + left - _OVERHANG, baseline - int(font.size)), _written(text, font))
    return _png(image.tobytes("raw", "P;4"), _palette(assets))


def _png(rows: bytes, palette: bytes) -> bytes:
    """The file of a picture, two pixels a byte; Pillow, which tries each row in several ways, takes twice as long."""
    header = pack(">2I5B", *SIZE, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", compress(rows, 1)), (b"IEND", b""))
    written = (pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data)) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def lines(card: ShareCard, assets: Path) -> Iterator[Line]:
    """All lines in their places; the texts below the mark as large as there is room for."""
    if card.site and _can_write(card.site, assets):
        font, left = _font(assets, _SITE.weight, _SITE.size), _MARGIN + _mark(assets, _MARK).width + _GAP
        for words in _wrapped(card.site, font, SIZE[0] - _MARGIN - left, 1)[0]:
            yield left, round(_MARK_TOP + _MARK * 0.68), words, font, _SITE.shade
    texts = [(card.above, _ABOVE), (card.title, _TITLE), (card.text, _TEXT)]
    known = [(text, style) for text, style in texts if text and _can_write(text, assets)]
    for scale in _SCALES:
        block, is_whole = _block(known, assets, scale)
        if is_whole:
            break
    yield from block


def _block(texts: Iterable[tuple[str, _Style]], assets: Path, scale: float) -> tuple[list[Line], bool]:
    """The lines of texts below one another, and whether nothing had to be left out."""
    block: list[Line] = []
    top, is_whole = float(_TOP), True
    for text, style in texts:
        size = round(style.size * scale)
        longest = _length(max(text.split(" "), key=len), _font(assets, style.weight, size))
        # A word is never broken.
        font = _font(assets, style.weight, min(size, int(size * _WIDTH / (longest or 1) * 0.95)) or 1)
        leading = style.leading * font.size
        top += style.space * font.size
        fitting, fits = _wrapped(text, font, _WIDTH, int((_BOTTOM - top) / leading))
        for words in fitting:
            block.append((_MARGIN, round(top + (leading + 0.7 * font.size) / 2), words, font, style.shade))
            top += leading
        is_whole = is_whole and fits
    return block, is_whole


def _wrapped(text: str, font: FreeTypeFont, width: float, most: int) -> tuple[list[str], bool]:
    """A text in lines, broken between words only, and whether it is whole; else the last line ends with an ellipsis."""
    wrapped: list[list[str]] = []
    space, left = _length(" ", font), 0.0
    for word in unbroken_text(text.strip()).split(" "):
        length = _length(word, font)
        if length <= left:
            wrapped[-1].append(word)
        elif length <= width and len(wrapped) < most:
            wrapped.append([word])
            left = width
        else:
            break
        left -= length + space
    else:
        return [" ".join(line) for line in wrapped], True
    while wrapped and font.getlength(_cut(wrapped[-1])) > width:
        wrapped[-1].pop()
        if not wrapped[-1]:
            wrapped.pop()
    return [*(" ".join(line) for line in wrapped[:-1]), *map(_cut, wrapped[-1:])], False


def _cut(words: Sequence[str]) -> str:
    return f"{' '.join(words).rstrip(',;:.–')}…"


# --- what all pictures share, made once by each process ---------------------------------------------------------------


@cache
def _ground(assets: Path) -> Image.Image:
    ground, mark, stair = Image.new("P", (_BEFORE + SIZE[0], SIZE[1])), _mark(assets, _MARK), _mark(assets, _STAIR)
    ground.paste(_SHADOW, (_BEFORE + SIZE[0] - stair.width + _MARGIN, SIZE[1] - stair.height + _MARGIN), stair)
    ground.paste(_WHITE, (_BEFORE + _MARGIN, _MARK_TOP), mark)
    return ground


@lru_cache(maxsize=4096)
def _length(word: str, font: FreeTypeFont) -> float:
    return font.getlength(word)


# Names and questions stand on many pictures.
@lru_cache(maxsize=64)
def _written(text: str, font: FreeTypeFont) -> Image.Image:
    """A line of text as a mask, `_OVERHANG` before its beginning and a size above its baseline."""
    mask = Image.new("L", (_WIDTH + 2 * _OVERHANG, int(1.5 * font.size)))
    ImageDraw.Draw(mask).text((_OVERHANG, font.size), text, 255, font, "ls")
    return mask


@cache
def _palette(assets: Path) -> bytes:
    """Red, green and blue of each shade, from the icon's ground to white."""
    with Image.open(assets / _ICON) as icon:
        ground = icon.convert("RGB").crop((0, 0, 1, 1)).tobytes()
    return bytes(round(part + (255 - part) * shade / _WHITE) for shade in range(_WHITE + 1) for part in ground)


@cache
def _mark(assets: Path, height: int) -> Image.Image:
    """What stands on the icon, as a mask."""
    with Image.open(assets / _ICON) as icon:
        grey = icon.convert("L")
    mark = ImageOps.autocontrast(grey)
    mark = mark.crop(mark.getbbox())
    return mark.resize((round(mark.width * height / mark.height), height), Image.Resampling.LANCZOS)


@cache
def _font(assets: Path, weight: int, size: int) -> FreeTypeFont:
    # The other layout engine needs a library of the system: without it, the same text would give other bytes.
    font = truetype(assets / _TYPEFACE, size, layout_engine=Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


@lru_cache(maxsize=64)
def _can_write(text: str, assets: Path) -> bool:
    """Whether the typeface has all letters of a text."""
    return not any(_lacks(assets, character) for character in set(text))


@cache
def _lacks(assets: Path, character: str) -> bool:
    return not character.isspace() and _drawn(assets, character) == _drawn(assets, _IN_NO_TYPEFACE)


def _drawn(assets: Path, character: str) -> bytes:
    image = Image.new("L", (48, 48))
    ImageDraw.Draw(image).text((0, 0), character, 255, _font(assets, _TEXT.weight, 24))
    return image.tobytes()
