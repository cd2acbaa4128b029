"""The tables of the API for spreadsheets: CSV in UTF-8, one row a fact, the words of both languages side by side.

As RFC 4180 has it: commas, quotation marks where they are needed, lines that end with CR and LF. A text that a
spreadsheet would take for a formula is preceded by an apostrophe.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from career_guide.exports.api import answers
from career_guide.exports.api.content import Content
from career_guide.model.kinds import CATALOGUED
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.role import AreaPay, Pay
from career_guide.model.values import Figure, Text

LINE_END: Final = "\r\n"
_TAKEN_FOR_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | bool | date | None
Row = dict[str, Cell]

_SPAN: Final = ("min", "max", "or_more", "above")
_ORIGIN: Final = ("source", "source_it", "source_en", "as_of", "source_published")
_PAY: Final = (*_SPAN, "unit", "currency", "basis", "basis_it", "basis_en", *_ORIGIN)
_PERCENTAGE: Final = (*_SPAN, "unit", "base", "base_it", "base_en", "condition_it", "condition_en", *_ORIGIN)


@dataclass(frozen=True)
class Table:
    """A table."""

    summary: str
    """What it holds, in a sentence."""
    columns: tuple[str, ...]
    """The names of its columns. They stay; new ones come last."""
    rows: Callable[[Content], Iterator[Row]]

    def text(self, content: Content) -> str:
        """The whole file."""
        lines = io.StringIO()
        writer = csv.DictWriter(lines, self.columns, lineterminator=LINE_END)
        writer.writeheader()
        writer.writerows({name: _safe(cell) for name, cell in row.items()} for row in self.rows(content))
        return lines.getvalue()


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_TAKEN_FOR_FORMULA) else cell


def _columns(*names: str) -> tuple[str, ...]:
    """Columns for things with an id: the id, then the words for it in each language."""
    return tuple(f"{name}{ending}" for name in names for ending in ("", *(f"_{locale}" for locale in LOCALES)))


def _in_both(name: str, words: Mapping[Locale, str] | Text | None) -> Row:
    return {f"{name}_{locale}": words[locale] if words else None for locale in LOCALES}


def _named(name: str, id_: str | None, words: Mapping[Locale, str] | Text | None) -> Row:
    return {name: id_, **_in_both(name, words)}


def _prefixed(prefix: str, cells: Row) -> Row:
    return {f"{prefix}_{name}": cell for name, cell in cells.items()}


# --- pay


def _bands(content: Content) -> Iterator[Row]:
    for band in content.bands():
        role, level, area = band["role"], band["level"], band["area"]
        years = dict(band["experience_years"]) if band["experience_years"] else {}
        yield {
            **_named("role", role["id"], role["name"]),
            **_named("level", level["id"], level["name"]),
            **(_named("area", area["id"], area["name"]) if area else {}),
            **_prefixed("experience_years", years),
            **_prefixed("pay", _figure(content, band["pay"], _PAY)),
            **_prefixed("variable", _figure(content, band["variable"], _PERCENTAGE)),
            **_prefixed("difference", _figure(content, band["difference"], _PERCENTAGE)),
            **_last(band),
        }


def _figure(content: Content, record: Figure | Pay | AreaPay | None, columns: tuple[str, ...]) -> Row:
    """The cells of a figure, as the answers in JSON give it; none where there is no figure."""
    if record is None:
        return {}
    figure = answers.Figure.model_validate(record, context=content.origin)
    source = content.guide.sources[figure.source]
    cells: Row = {name: getattr(figure, name) for name in columns if hasattr(figure, name)}
    cells |= _in_both("source", source.short or source.title)
    if figure.basis:
        cells |= _in_both("basis", content.said(f"basis.{figure.basis}"))
    if figure.base:
        cells |= _in_both("base", content.said(f"base.{figure.base}"))
        cells |= _in_both("condition", record.condition if isinstance(record, Figure) else None)
    return cells


def _last(state: Mapping[str, Any]) -> Row:
    return {name: state[name] for name in _LAST}


# --- skills, and who uses what


def _skills(content: Content) -> Iterator[Row]:
    for skill in content.records("skill"):
        yield {
            **_named("skill", skill["id"], skill["name"]),
            "kind": skill["kind"],
            **_in_both("summary", skill["summary"]),
            "esco": " ".join(concept.uri for concept in skill["esco"]),
            "permalink": skill["permalink"],
        }


def _relations(content: Content) -> Iterator[Row]:
    for kind in (kind.name for kind in CATALOGUED if kind.pages == "each"):
        for record in content.records(kind):
            for use in record["used_by"]:
                role = content.guide.roles[use["role"]]
                specialization = role.specialization[use["specialization"]] if use["specialization"] else None
                name = record["name"]
                yield {
                    **_named("role", role.id, role.profile.title),
                    **_named("specialization", use["specialization"], specialization.name if specialization else None),
                    **_named("kind", kind, content.said(f"kinds.{kind}")),
                    **_named("used", record["id"], dict.fromkeys(LOCALES, name) if isinstance(name, str) else name),
                    **_last({**content.state(role), "permalink": record["permalink"]}),
                }


_LAST: Final = ("permalink", "revision", "reviewed")

TABLES: Final[Mapping[str, Table]] = {
    "salary-bands.csv": Table(
        "The pay bands of all roles, a row each: by level of experience, then by area. Market estimates.",
        (
            *_columns("role", "level", "area"),
            *(f"experience_years_{name}" for name in _SPAN),
            *(f"pay_{name}" for name in _PAY),
            *(f"{figure}_{name}" for figure in ("variable", "difference") for name in _PERCENTAGE),
            *_LAST,
        ),
        _bands,
    ),
    "skills.csv": Table(
        "All skills, a row each.",
        (*_columns("skill"), "kind", *_columns("summary")[1:], "esco", "permalink"),
        _skills,
    ),
    "relations.csv": Table(
        "Which role or specialization uses which skill, tool or certification, a row each.",
        (*_columns("role", "specialization", "kind", "used"), *_LAST),
        _relations,
    ),
}
