"""The charts of a role's pay as SVG files that stand alone, for presentations and articles.

A file is the chart that pages show with what it needs elsewhere: title, notes, the sources of its figures, the name of
the site, the date and the licence. Colours are the light ones of the style sheets, written as attributes, and lengths
are numbers: so all programs read them, and no rule of a site about styles refuses them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache, partial
from pathlib import Path
from textwrap import wrap
from typing import Final

from lxml import etree
from lxml.etree import _Element

from career_guide.model import licence
from career_guide.model.guide import Role
from career_guide.model.locales import LOCALES
from career_guide.model.pay import AreaPay
from career_guide.pages.charts import Picture, pay_pictures
from career_guide.pages.renderer import Renderer
from career_guide.site.page import Page
from career_guide.site.permanent import permanent_path

_SVG: Final = "{http://www.w3.org/2000/svg}"
_WIDTH: Final = 760
_MARGIN: Final = 28
_EM: Final = 15
"""The size of the letters, in pixels, as all lengths."""
_LEADING: Final = 22
_LETTERS: Final = 85
"""So many fit into a line, whichever typeface the reader has."""
_MACROS: Final = {"bands": "salary_bands_picture", "areas": "salary_areas_picture"}
"""What draws a chart; all others are parts of `variable_pay_picture`."""

_COLOUR: Final = re.compile(r"(--cg-\w+): var\(--cg-light, (#\w+)\)")
_RULE: Final = re.compile(r"^(\.cg-chart[^{}]*) \{ ([^{}]+?);? \}", re.MULTILINE)
_SELECTOR: Final = re.compile(r"\.cg-chart(?: text)?(?:\.cg-chart)?(?:__(\w+))?")
_RIM: Final = {"stroke", "stroke-width", "paint-order"}
"""What holds words apart from lines behind them; programs that paint in another order would cover the words with it."""
_FOR_PAGES: Final = {"role", "aria-label", "aria-hidden"}
_LENGTH: Final = re.compile(r"(-?[\d.]+)(em|%)")


def files(renderer: Renderer) -> dict[str, Callable[[], bytes]]:
    """Each chart of each role's pay in each language."""
    return {
        page.chart_file(name): partial(_chart, renderer, page, role, name, picture)
        for role in renderer.plan.guide.roles.values()
        if role.salary
        for locale in LOCALES
        for page in [renderer.plan.page(f"role/{role.id}/chapter/salary", locale)]
        for name, picture in pay_pictures(role.salary).items()
    }


def _chart(renderer: Renderer, page: Page, role: Role, name: str, picture: Picture) -> bytes:
    assert page.locale is not None
    figure = _figure(renderer, page, role, name)
    drawing = figure.find(f"{_SVG}svg")
    assert drawing is not None
    title = drawing.findtext(f"{_SVG}title", "")
    description = "; ".join(part.get("aria-label", "") for part in drawing.iter() if part.get("role") == "listitem")
    sheet = _Sheet(_styles(renderer.assets))
    sheet.write(role.profile.title[page.locale], "quiet")
    sheet.write(title, "name")
    sheet.draw(drawing)
    for explained in figure.iter(f"{_SVG}li"):
        sheet.write("".join(explained.itertext()).strip(), "quiet", explained.find(f"{_SVG}svg/{_SVG}rect"))
    caption = " ".join("".join(figure.findtext(f"{_SVG}figcaption", "")).split()).removeprefix(f"{title}.").strip()
    for words in filter(None, (caption, *_origin(renderer, page, role, picture))):
        sheet.write(words, "quiet")
    return sheet.finished(page.locale, f"{role.profile.title[page.locale]}: {title}", f"{description}.")


def _figure(renderer: Renderer, page: Page, role: Role, name: str) -> _Element:
    """The chart as pages have it."""
    html = renderer.own_part(role, _MACROS.get(name, "variable_pay_picture"), page)
    figures = etree.fromstring(f'<div xmlns="{_SVG[1:-1]}">{html.replace(" data-pagefind-ignore", "")}</div>')
    return next(figure for figure in figures if figure.get("id") == f"chart-{name}-{role.id}")


def _origin(renderer: Renderer, page: Page, role: Role, picture: Picture) -> Iterator[str]:
    """Where the figures come from, who made the chart of them, and what may be done with it."""
    assert page.locale is not None
    words, sources = renderer.wordings[page.locale], renderer.plan.guide.sources
    drawn = [row.figure or row.of for row in picture.rows if row.bars]
    drawn += [row.of for row in picture.rows if isinstance(row.of, AreaPay) and row.of.range]
    for source_id, as_of in dict.fromkeys((one.source, one.as_of) for one in drawn if one and one.source):
        source = sources[source_id]
        name = (source.short or source.title)[page.locale]
        is_dated = as_of or source.published or source.dating
        kind = source.figures[page.locale] if source.figures and not is_dated else words.dated(as_of, source)
        yield f"{words.label('parts.source')}: {name} · {kind}"
    reviewed = words.label("roles.reviewed", date=words.date(role.profile.reviewed))
    yield f"{words.label('site.name')} · {reviewed} · {licence.NAME}"
    if renderer.site_url:
        yield renderer.site_url + permanent_path(page.key)


class _Sheet:
    """A drawing that grows from the top."""

    def __init__(self, styles: Mapping[str, Mapping[str, str]]) -> None:
        self._styles = styles
        self._root = etree.Element(f"{_SVG}svg", nsmap={None: _SVG[1:-1]})
        self._bottom = float(_MARGIN)

    def write(self, words: str, style: str, patch: _Element | None = None) -> None:
        """Add a paragraph; beside a patch of the colour that it explains, where there is one."""
        left = _MARGIN
        if patch is not None:
            shown = etree.SubElement(self._root, f"{_SVG}rect", {**patch.attrib})
            shown.attrib.update({"x": f"{left}", "y": f"{self._bottom + 5}", "width": f"{_EM}", "height": f"{_EM}"})
            left += _EM + 8
        for line in wrap(words, _LETTERS):
            self._bottom += _LEADING
            place = {"x": f"{left}", "y": f"{self._bottom - 5}", "class": f"cg-chart__{style}"}
            etree.SubElement(self._root, f"{_SVG}text", place).text = line

    def draw(self, drawing: _Element) -> None:
        """Add a chart of a page, with some room above and below."""
        group = etree.SubElement(self._root, f"{_SVG}g", transform=f"translate({_MARGIN} {self._bottom + 12})")
        group.extend(deepcopy(part) for part in drawing if part.tag != f"{_SVG}title")
        for element in group.iter():
            # A file is one picture, described as a whole.
            for name in _FOR_PAGES & set(element.attrib):
                del element.attrib[name]
            for name, value in element.attrib.items():
                if length := _LENGTH.fullmatch(value):
                    unit = _EM if length[2] == "em" else (_WIDTH - 2 * _MARGIN) / 100
                    element.set(name, f"{float(length[1]) * unit:g}")
        self._bottom += float(drawing.get("height", "").removesuffix("em")) * _EM + 24

    def finished(self, locale: str, title: str, description: str) -> bytes:
        """The whole file."""
        height = f"{self._bottom + _MARGIN:g}"
        size = {"width": f"{_WIDTH}", "height": height, "viewBox": f"0 0 {_WIDTH} {height}"}
        letters = {"font-family": "Inter, Arial, sans-serif", "font-size": f"{_EM}"}
        self._root.attrib.update(size | letters | {"role": "img", "lang": locale})
        for element in self._root.iter():
            names = [name.removeprefix("cg-chart__") for name in element.attrib.pop("class", "").split()]
            if element.tag == f"{_SVG}text":
                element.attrib.update({k: v for k, v in self._styles["text"].items() if k not in _RIM})
            for name in names:
                element.attrib.update(dict(self._styles.get(name, {})))
        for number, (tag, words) in enumerate((("title", title), ("desc", description))):
            part = etree.Element(f"{_SVG}{tag}")
            part.text = words
            self._root.insert(number, part)
        self._root.insert(2, etree.Element(f"{_SVG}rect", width="100%", height="100%", fill="#fff"))
        etree.cleanup_namespaces(self._root)
        return etree.tostring(self._root, encoding="utf-8", xml_declaration=True)


@cache
def _styles(assets: Path) -> Mapping[str, Mapping[str, str]]:
    """The attributes of what charts are made of, by the end of the class's name, as the style sheets have them."""
    # The first of each; what follows is for readers who ask for more contrast.
    colours = dict(reversed(_COLOUR.findall((assets / "guide.css").read_text("utf-8"))))
    styles: dict[str, dict[str, str]] = {}
    for selectors, body in _RULE.findall((assets / "charts.css").read_text("utf-8")):
        for selector in selectors.split(", "):
            if found := _SELECTOR.fullmatch(selector):
                values = dict(part.split(": ", 1) for part in body.split("; "))
                styles.setdefault(found[1] or "text", {}).update(
                    {name: re.sub(r"var\((.+)\)", lambda use: colours[use[1]], value) for name, value in values.items()}
                )
    return styles
