"""Pay and skills as an Excel workbook in each language, for people who work in a spreadsheet.

The same data always gives the same bytes: a workbook bears the day of the newest review, never that of the build.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from functools import cache, partial
from io import BytesIO
from textwrap import wrap
from typing import Any, Final

from xlsxwriter import Workbook

from career_guide.model import licence, prose
from career_guide.model.guide import Use
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.permanent import permanent_path
from career_guide.words.wording import Wording

_WIDTHS: Final = (12, 40)
"""The narrowest and the widest column, in characters; longer texts are wrapped."""
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31
"""What Excel takes for the name of a sheet."""
_A4: Final = 9
"""Excel’s number for the size of paper."""
_LINE: Final = 16
"""How high a line is, in points; 15, which Excel takes by itself, is not written into the file."""

_Row = Mapping[str, str | date | tuple[float, str] | None]
"""Cells, by the labels of their columns: words, an address, a day, an amount with its currency, nothing."""


def files(renderer: Renderer) -> dict[str, Callable[[], bytes]]:
    """A workbook in each language."""
    names = {locale: renderer.wordings[locale].label("addresses.workbook") for locale in LOCALES}
    return {f"{locale}/{name}.xlsx": partial(_workbook, renderer, locale) for locale, name in names.items()}


def _workbook(renderer: Renderer, locale: Locale) -> bytes:
    words, made = renderer.wordings[locale], BytesIO()
    with Workbook(made, {"in_memory": True}) as workbook:
        roles = renderer.plan.guide.roles.values()
        day = max((role.profile.reviewed for role in roles), default=date.min)
        title = words.label("site.name")
        workbook.set_properties({"title": title, "author": title, "created": datetime.combine(day, time())})
        for name, rows in (("workbook.pay", _pay), ("skills.title", _skills), ("workbook.about", _about)):
            _add_sheet(workbook, words.label(name), list(rows(renderer, locale)), words)
    return made.getvalue()


def _pay(renderer: Renderer, locale: Locale) -> Iterator[_Row]:
    words, guide = renderer.wordings[locale], renderer.plan.guide
    for role in guide.roles.values():
        for band in role.bands.values():
            low, high = (band.range.min, band.range.max) if band.range else (None, None)
            yield {
                "kinds.role": role.profile.title[locale],
                "salary.level": guide.levels[band.level].name[locale],
                "salary.years": words.years(band.experience_years) if band.experience_years else None,
                "workbook.from": None if low is None else (low, band.currency or ""),
                "workbook.to": None if high is None else (high, band.currency or ""),
                "salary.amount": words.pay(band),
                "workbook.terms": words.terms(band) if band.range else None,
                "salary.variable_part": (
                    words.figure_in_full(band.variable) if band.variable else words.label("parts.no_data")
                ),
                "workbook.note": prose.plain(band.note[locale]) if band.note else None,
                **_source(renderer, locale, band.source, band.as_of),
                **_link(renderer, f"role/{role.id}/band/{band.level}"),
            }


def _skills(renderer: Renderer, locale: Locale) -> Iterator[_Row]:
    words, guide = renderer.wordings[locale], renderer.plan.guide
    are_sourced = any(skill.source for skill in guide.skills.values())
    for skill_id, skill in guide.skills.items():
        uses: list[Use | None] = [*guide.uses("skill", skill_id)]
        for use in uses or [None]:
            yield {
                "kinds.skill": skill.name[locale],
                "workbook.kind": words.label(f"path.{skill.kind}"),
                "kinds.role": use.role.profile.title[locale] if use else None,
                "kinds.specialization": use.specialization.name[locale] if use and use.specialization else None,
                "proficiency.needed": _steps(renderer, locale, use, skill_id) if use else None,
                "workbook.what": skill.summary[locale],
                "skills.esco": "; ".join(concept.label for concept in skill.esco) or None,
                **(_source(renderer, locale, skill.source) if are_sourced else {}),
                **_link(renderer, f"skill/{skill_id}"),
            }


def _steps(renderer: Renderer, locale: Locale, use: Use, skill_id: str) -> str:
    """How well a skill is needed: `autonomia°`, or a step for each level of experience."""
    words, guide = renderer.wordings[locale], renderer.plan.guide
    (skill,) = [
        one
        for one in (use.specialization.skills if use.specialization else use.role.skill_uses)
        if one.skill == skill_id
    ]
    if not skill.required:
        return words.label("proficiency.helpful" if skill.importance == "helpful" else "proficiency.unset")
    said = []
    for one in skill.required:
        step = guide.proficiency[one.proficiency].name[locale] + ("°" if one.basis == "editorial" else "")
        said.append(f"{guide.levels[one.level].name[locale]}: {step}" if one.level else step)
    return "; ".join(said)


def _about(renderer: Renderer, locale: Locale) -> Iterator[_Row]:
    words, guide = renderer.wordings[locale], renderer.plan.guide
    said: list[tuple[str, str | None]] = [(f"{words.label('site.name')}, {licence.NAME}", licence.ADDRESS)]
    if renderer.site_url:
        said.append((words.label("site.name"), renderer.site_url))
    said += [(words.label("api.figures"), None), (words.label("workbook.empty"), None)]
    said += [(words.label("documents.judged_note"), None)]
    said += [(source.title[locale], source.licence[locale]) for source in guide.sources.values() if source.licence]
    for role in guide.roles.values():
        state = {"revision": role.revision, "date": words.date(role.profile.reviewed)}
        said.append((role.profile.title[locale], words.label("documents.revision", **state)))
    for what, more in said:
        yield {"workbook.about": what, "workbook.value": more}


def _source(renderer: Renderer, locale: Locale, source_id: str | None, as_of: date | None = None) -> _Row:
    """What a row rests on."""
    words, source = renderer.wordings[locale], renderer.plan.guide.sources.get(source_id or "")
    return {
        "parts.source": (source.short or source.title)[locale] if source else None,
        "workbook.date": (as_of or source.published or words.dated(None, source)) if source else None,
        "workbook.confidence": words.label(f"confidence.{source.confidence}") if source else None,
    }


def _link(renderer: Renderer, key: str) -> _Row:
    """The permanent address of what a row is about."""
    return {"workbook.link": renderer.site_url + permanent_path(key)} if renderer.site_url else {}


def _add_sheet(workbook: Workbook, name: str, rows: list[_Row], words: Wording) -> None:
    """A sheet whose headings stay in sight, on the screen and on paper, each cell as what it is.

    No text is ever taken for a formula.
    """
    sheet = workbook.add_worksheet(_NOT_IN_NAMES.sub(" ", name)[:_LONGEST_NAME].strip("' "))

    @cache
    def look(**properties: Any) -> Any:
        return workbook.add_format({"valign": "top", **properties})

    lines = [1] * (len(rows) + 1)
    for column, label in enumerate(rows[0] if rows else ()):
        heading = words.label(label)
        sheet.write_string(0, column, heading, look(bold=True, bottom=1))
        cells = [row[label] for row in rows]
        longest = max(len(cell) for cell in (heading, *cells) if isinstance(cell, str))
        width = min(max(longest + 3, _WIDTHS[0]), _WIDTHS[1])
        sheet.set_column(column, column, width)
        for number, cell in enumerate(cells, start=1):
            match cell:
                case (value, currency):
                    digits = "#,##0" if value == int(value) else "#,##0.00"
                    before, after = (f'"{sign}"' for sign in words.with_sign("|", currency).split("|"))
                    pattern = f"{before}{digits}{after}".replace('""', "")
                    sheet.write_number(number, column, value, look(num_format=pattern, align="right", indent=1))
                case date():
                    sheet.write_datetime(number, column, cell, look(num_format="yyyy-mm-dd", align="left"))
                case str() if cell.startswith(("https://", "http://")):
                    sheet.write_url(number, column, cell, look(hyperlink=True))
                case str():
                    sheet.write_string(number, column, cell, look(text_wrap=True))
                    lines[number] = max(lines[number], len(wrap(cell, width + 2)))
    # Not every program makes a row as high as its text.
    for number, count in enumerate(lines):
        sheet.set_row(number, _LINE * count)
    if rows:
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(rows[0]) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
