"""`career-guide status`: the state of the guide, for an editor or, as JSON, for another program.

The JSON has the names of `review.status`, and the line of each finding. Files are below `data/`, days are ISO dates;
`title`, `words` and `message` have a value for each locale.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from career_guide.cli import options
from career_guide.cli.history import last_published
from career_guide.loading import GuideLoader
from career_guide.model.descriptions import LanguageName
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.today import today
from career_guide.model.values import Record
from career_guide.review.findings import Finding
from career_guide.review.status import GuideStatus, RoleStatus, by_kind, guide_status
from career_guide.words.wording import Wording

_GAP: Final = "  "
"""Between the columns of a table, and before what belongs to a heading."""

LineOf = Callable[[Finding], int]


@click.command()
@options.folder
@options.role
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@options.language
def status(project: Path, role_id: str | None, form: str, locale: Locale) -> None:
    """Report what is complete, missing, undated, unusual, not translated or due for review."""
    loader = GuideLoader(project / "data")
    guide = loader.load()
    options.require_role(role_id, guide.roles, locale)
    found = guide_status(guide, today(os.environ), last_published(project))
    if role_id is not None:
        found = replace(found, roles=tuple(role for role in found.roles if role.id == role_id), catalogues=())

    def line_of(finding: Finding) -> int:
        document = loader.documents[finding.file.removesuffix(".yml")]
        path = finding.path
        if isinstance(document.data, list):  # changes.yml, in any order
            days = [change["date"].isoformat() for change in document.data]
            path = (days.index(str(path[0])), *path[1:])
        return document.key_place(path).line

    if form == "json":
        click.echo(json.dumps(found, indent=2, ensure_ascii=False, default=partial(_plain, line_of)))
    else:
        click.echo("\n".join(_text(found, line_of, Wording(guide.labels, locale))))


# --- for machines


def _plain(line_of: LineOf, value: Any) -> Any:
    """Give a value as JSON can hold it; a finding has the line of its field instead of its path."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Record):
        return value.model_dump()
    own = dict(vars(value))
    if isinstance(value, Finding):
        own |= {"line": line_of(value)}
        del own["path"]
    return own


# --- for people


def _text(found: GuideStatus, line_of: LineOf, words: Wording) -> Iterator[str]:
    yield words.label("status.day", date=words.date(found.day))
    for role in found.roles:
        yield f"\n{role.title[words.locale]} (data/roles/{role.id}/)"
        yield words.label("roles.reviewed", date=words.date(role.reviewed))
        yield words.label("roles.review_by", date=words.date(role.review_by))
        yield ""
        names, numbers = ("status.part", "status.file"), ("status.figures", "status.undated")
        headings = [*map(words.label, names), *_languages(words), *map(words.label, numbers)]
        yield from _table([headings, *_part_rows(role, words)], len(names))
        yield from _findings(role.findings, line_of, words)
    if found.catalogues:
        yield f"\n{words.label('status.catalogues')}\n"
        rows = [
            [f"data/{catalogue.file}", words.number(catalogue.records), *_counts(catalogue.words, words)]
            for catalogue in found.catalogues
        ]
        headings = [words.label("status.file"), words.label("status.entries"), *_languages(words)]
        yield from _table([headings, *rows], 1)
        findings = [finding for catalogue in found.catalogues for finding in catalogue.findings]
        yield from _findings(findings, line_of, words)


def _part_rows(role: RoleStatus, words: Wording) -> Iterator[list[str]]:
    for part in role.parts:
        if part.is_present:
            file = part.file.removeprefix(f"roles/{role.id}/")
            figures, undated = words.number(part.figures), words.number(part.undated)
            yield [part.title[words.locale], file, *_counts(part.words, words), figures, undated]
        else:
            yield [part.title[words.locale], words.label("status.missing"), "", "", "", ""]


def _counts(counts: Mapping[Locale, int], words: Wording) -> list[str]:
    return [words.number(counts[locale]) for locale in LOCALES]


def _languages(words: Wording) -> list[str]:
    """The headings of the columns with counts of words."""
    return [words.label("status.words_in", language=LanguageName(locale).text(words.locale)) for locale in LOCALES]


def _table(rows: list[list[str]], names: int) -> Iterator[str]:
    """Rows, the first of which are headings; all columns but the first, which are names, hold numbers."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.ljust(width) if index < names else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield (_GAP + _GAP.join(cells)).rstrip()


def _findings(findings: Sequence[Finding], line_of: LineOf, words: Wording) -> Iterator[str]:
    yield f"\n{_GAP}{words.counted('status.findings', len(findings))}"
    for heading, members in by_kind(findings):
        yield _GAP * 2 + heading[words.locale]
        for finding in members:
            yield f"{_GAP * 3}data/{finding.file}:{line_of(finding)}: {finding.field}"
            yield _GAP * 5 + finding.message[words.locale]
