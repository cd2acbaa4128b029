"""Pay and skills as an Excel workbook in each language, for people who work in a spreadsheet.

The same data always gives the same bytes: a workbook bears the day of the newest review, never that of the build.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook

from career_guide.model import licence, prose
from career_guide.model.guide import Use
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.role import SalaryBand
from career_guide.pages.renderer import Renderer
from career_guide.site.permanent import permanent_path

_WIDTHS: Final = (12, 48)
"""The narrowest and the widest column, in characters; longer texts are wrapped."""
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31
"""What Excel takes for the name of a sheet."""


class _Money(NamedTuple):
    """An amount, shown with the sign of its currency."""

    value: float
    currency: str


class _Address(str):
    """An address, which opens."""

    __slots__ = ()


_Cell = str | date | _Money | _Address | None
_Row = Sequence[_Cell]


def files(renderer: Renderer) -> dict[str, Callable[[], bytes]]:
    """A workbook in each language."""
    names = {locale: renderer.wordings[locale].label("addresses.workbook") for locale in LOCALES}
    return {f"{locale}/{name}.xlsx": partial(_workbook, renderer, locale) for locale, name in names.items()}


def _workbook(renderer: Renderer, locale: Locale) -> bytes:
    sheets, made = _Sheets(renderer, locale), BytesIO()
    with Workbook(made, {"in_memory": True}) as workbook:
        roles = renderer.plan.guide.roles.values()
        day = max((role.profile.reviewed for role in roles), default=date.min)
        title = sheets.words.label("site.name")
        workbook.set_properties({"title": title, "author": title, "created": datetime.combine(day, time())})
        writer = _Writer(workbook, sheets)
        writer.table(sheets.words.label("workbook.pay"), list(sheets.pay()))
        writer.table(sheets.words.label("skills.title"), list(sheets.skills()))
        writer.table(sheets.words.label("workbook.about"), list(sheets.about()))
    return made.getvalue()


class _Sheets:
    """The rows of each sheet, headings first."""

    def __init__(self, renderer: Renderer, locale: Locale) -> None:
        self.words = renderer.wordings[locale]
        self._locale = locale
        self._guide = renderer.plan.guide
        self._site_url = renderer.site_url

    def pay(self) -> Iterator[_Row]:
        names = ["kinds.role", "salary.level", "salary.years", "workbook.from", "workbook.to", "salary.amount"]
        names += ["workbook.terms", "salary.variable_part", "workbook.note"]
        yield [*map(self.words.label, names), *self._last_headings]
        for role in self._guide.roles.values():
            for band in role.bands.values():
                yield [
                    role.profile.title[self._locale],
                    self._guide.levels[band.level].name[self._locale],
                    self.words.years(band.experience_years) if band.experience_years else None,
                    *self._ends(band),
                    self.words.pay(band),
                    self.words.terms(band) if band.range else None,
                    self._variable(band),
                    prose.plain(band.note[self._locale]) if band.note else None,
                    *self._last(band.source, band.as_of, f"role/{role.id}/band/{band.level}"),
                ]

    def _ends(self, band: SalaryBand) -> tuple[_Cell, _Cell]:
        if band.range is None or band.currency is None:
            return None, None
        low, high = (None if end is None else _Money(end, band.currency) for end in (band.range.min, band.range.max))
        return low, high

    def _variable(self, band: SalaryBand) -> str:
        return self.words.figure_in_full(band.variable) if band.variable else self.words.label("parts.no_data")

    def skills(self) -> Iterator[_Row]:
        names = ("kinds.skill", "workbook.kind", "kinds.role", "kinds.specialization", "workbook.what", "skills.esco")
        yield [*map(self.words.label, names), *self._last_headings]
        for skill_id, skill in self._guide.skills.items():
            uses: list[Use | None] = [*self._guide.uses("skill", skill_id)]
            for use in uses or [None]:
                yield [
                    skill.name[self._locale],
                    self.words.label(f"path.{skill.kind}"),
                    use.role.profile.title[self._locale] if use else None,
                    use.specialization.name[self._locale] if use and use.specialization else None,
                    skill.summary[self._locale],
                    "; ".join(f"{concept.label} ({concept.uri})" for concept in skill.esco) or None,
                    *self._last(skill.source, None, f"skill/{skill_id}"),
                ]

    def about(self) -> Iterator[_Row]:
        yield [self.words.label("workbook.about"), self.words.label("workbook.value")]
        yield [f"{self.words.label('site.name')}, {licence.NAME}", _Address(licence.ADDRESS)]
        if self._site_url:
            yield [self.words.label("site.name"), _Address(self._site_url)]
        yield [self.words.label("api.figures"), None]
        yield [self.words.label("workbook.empty"), None]
        for source in self._guide.sources.values():
            if source.licence:
                yield [source.title[self._locale], source.licence[self._locale]]
        for role in self._guide.roles.values():
            state = {"revision": role.revision, "date": self.words.date(role.profile.reviewed)}
            yield [role.profile.title[self._locale], self.words.label("documents.revision", **state)]

    @property
    def _last_headings(self) -> list[str]:
        names = ("parts.source", "workbook.date", "workbook.confidence", *(["workbook.link"] if self._site_url else []))
        return [self.words.label(name) for name in names]

    def _last(self, source_id: str | None, as_of: date | None, key: str) -> list[_Cell]:
        said: list[_Cell] = [None, None, None]
        if source_id is not None:
            source = self._guide.sources[source_id]
            day = as_of or source.published or self.words.label("parts.undated")
            confidence = self.words.label(f"confidence.{source.confidence}")
            said = [(source.short or source.title)[self._locale], day, confidence]
        return [*said, *([_Address(self._site_url + permanent_path(key))] if self._site_url else [])]


class _Writer:
    """Writes rows, each cell as what it is; no text is ever taken for a formula."""

    def __init__(self, workbook: Workbook, sheets: _Sheets) -> None:
        self._workbook = workbook
        self._sheets = sheets
        self._formats: dict[str, Any] = {}

    def table(self, name: str, rows: Sequence[_Row]) -> None:
        """A sheet whose headings stay in sight."""
        sheet = self._workbook.add_worksheet(_NOT_IN_NAMES.sub(" ", name)[:_LONGEST_NAME].strip("' "))
        for column, cells in enumerate(zip(*rows, strict=True)):
            longest = max(len(cell) if isinstance(cell, str) else 0 for cell in cells)
            sheet.set_column(column, column, min(max(longest + 3, _WIDTHS[0]), _WIDTHS[1]))
        for column, heading in enumerate(rows[0]):
            sheet.write_string(0, column, str(heading), self._format("heading", bold=True, bottom=1))
        for number, row in enumerate(rows[1:], start=1):
            for column, cell in enumerate(row):
                self._write(sheet, number, column, cell)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)

    def _write(self, sheet: Any, row: int, column: int, cell: _Cell) -> None:
        match cell:
            case _Money(value, currency):
                digits = "#,##0" if value == int(value) else "#,##0.00"
                before, after = (f'"{sign}"' for sign in self._sheets.words.with_sign("|", currency).split("|"))
                pattern = f"{before}{digits}{after}".replace('""', "")
                sheet.write_number(row, column, value, self._format(pattern, num_format=pattern))
            case date():
                sheet.write_datetime(row, column, cell, self._format("day", num_format="yyyy-mm-dd", align="left"))
            case _Address():
                sheet.write_url(row, column, str(cell))
            case str():
                sheet.write_string(row, column, cell, self._format("text", text_wrap=True))

    def _format(self, name: str, **properties: Any) -> Any:
        if name not in self._formats:
            self._formats[name] = self._workbook.add_format({"valign": "top", **properties})
        return self._formats[name]
