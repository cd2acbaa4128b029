"""What is wrong although each record is right by itself: checked records → problems with their place in the files."""

import string
from collections.abc import Iterator, Mapping
from typing import Any, Final

from career_guide.loading.checked import number_cannot_be
from career_guide.loading.yaml_source import Document, KeyPath
from career_guide.model.catalogue import Source
from career_guide.model.fields import title_field, title_of
from career_guide.model.figures import impossible_end
from career_guide.model.locales import LOCALES
from career_guide.model.parts import figures, identified
from career_guide.model.pay import Pay, Salary, pay_measure
from career_guide.model.progression import Relation
from career_guide.model.role import Specialization
from career_guide.model.values import ID_PATTERN, Record, Renamable, Text
from career_guide.words.problems import Problem

_ADDRESSES: Final = ("addresses", "role_addresses")
"""The groups of labels that are words of addresses."""

Placed = tuple[str, Document, KeyPath, Renamable]
"""A record: its id, its file and its place there."""


def label_problems(document: Document, labels: Mapping[str, Mapping[str, Text]]) -> Iterator[Problem]:
    """Labels that are no words of an address, or whose translations have other placeholders."""
    for group, texts in labels.items():
        for key, text in texts.items():
            found: dict[str, list[str]] = {}
            for locale in LOCALES:
                path = (group, key, locale)
                if group in _ADDRESSES and not ID_PATTERN.fullmatch(text[locale]):
                    yield document.problem(document.place(path), "bad_id", value=text[locale])
                try:
                    found[locale] = _placeholders(text[locale])
                except ValueError:
                    yield document.problem_at(path, "bad_placeholder")
            if len(found) == len(LOCALES) and len(set(map(tuple, found.values()))) > 1:
                shown = "; ".join(f"{locale}: {', '.join(names) or '–'}" for locale, names in found.items())
                yield document.problem_at((group, key), "placeholders_differ", names=shown)


def _placeholders(text: str) -> list[str]:
    names = []
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None:
            if not name.isidentifier() or form or conversion:
                raise ValueError("not a plain word in braces")
            names.append(name)
    return sorted(names)


def name_problems(records: list[Placed]) -> Iterator[Problem]:
    """Ids, titles and slugs that two records of a kind have; former ids and slugs count, too."""
    taken: dict[tuple[str, str], tuple[Document, KeyPath]] = {}
    for space, name, document, path, code in _names(records):
        first, first_path = taken.setdefault((space, name.casefold()), (document, path))
        if (first, first_path) != (document, path):
            other = f"{first.file.as_posix()}:{first.key_place(first_path).line}"
            yield document.problem_at(path, code, value=name, other=other)


def _names(records: list[Placed]) -> Iterator[tuple[str, str, Document, KeyPath, str]]:
    """Each name with what it must be unique among, its place, and the code of the problem if it is not."""
    for record_id, document, at, _ in records:
        yield "id", record_id, document, at, "former_id_taken"
    for _, document, at, record in records:
        for index, former in enumerate(record.former_ids):
            yield "id", former, document, (*at, "former_ids", index), "former_id_taken"
    for locale in LOCALES:
        for _, document, at, record in records:
            # Reports of two years may have one title: it tells readers which is which.
            if not isinstance(record, Source):
                field = title_field(type(record))
                path = (*at, field) if isinstance(getattr(record, field), str) else (*at, field, locale)
                yield f"title.{locale}", title_of(record)[locale], document, path, "title_taken"
        slugs: list[tuple[str, Document, KeyPath, Any]] = [placed for placed in records if hasattr(placed[3], "slug")]
        for _, document, at, record in slugs:
            yield f"slug.{locale}", record.slug[locale], document, (*at, "slug", locale), "slug_taken"
        for _, document, at, record in slugs:
            for index, slug in enumerate(record.former_slugs[locale]):
                path = (*at, "former_slugs", locale, index)
                yield f"slug.{locale}", slug, document, path, "former_slug_taken"


def relation_problems(relations: list[tuple[str, Document, KeyPath, Relation]]) -> Iterator[Problem]:
    """Relations to the job itself, those that are there twice, and career steps that go round in a circle.

    Args:
        relations: Each relation of the guide: the key of the job that it starts from, its file and its place there.
    """
    taken: dict[tuple[str, ...], tuple[Document, KeyPath]] = {}
    steps: dict[str, list[tuple[str, Document, KeyPath]]] = {}
    for start, document, path, relation in relations:
        if relation.to == start:
            yield document.problem_at(path, "relation_to_itself")
            continue
        ends = (start, relation.to) if relation.kind == "leads_to" else sorted((start, relation.to))
        first, first_path = taken.setdefault((relation.kind, *ends), (document, path))
        if (first, first_path) != (document, path):
            other = f"{first.file.as_posix()}:{first.key_place(first_path).line}"
            yield document.problem_at(path, "repeated_relation", other=other)
        elif relation.kind == "leads_to":
            steps.setdefault(start, []).append((relation.to, document, path))
    yield from _circles(steps)


def _circles(steps: Mapping[str, list[tuple[str, Document, KeyPath]]]) -> Iterator[Problem]:
    """Each way that comes back to where it began, at the step that closes it."""
    done: set[str] = set()
    for start in steps:
        # Not by a function that calls itself: a way can be longer than Python lets calls be deep.
        way = {start: iter(steps[start])} if start not in done else {}
        while way:
            job, waiting = next(reversed(way.items()))
            for to, document, path in waiting:
                if to in way:
                    jobs = list(way)
                    circle = " → ".join((*jobs[jobs.index(to) :], to))
                    yield document.problem_at(path, "steps_in_a_circle", circle=circle)
                elif to not in done:
                    way[to] = iter(steps.get(to, ()))
                    break
            else:
                del way[job]
                done.add(job)


def role_problems(
    files: Mapping[str, tuple[Document, Any]], own: frozenset[str], markets: Mapping[str, str | None]
) -> Iterator[Problem]:
    """What is wrong within the files of a role.

    Args:
        files: The documents by name, each with its record, in which what is inherited is filled in.
        own: The sources that are our own reading of facts.
        markets: The country of each area, if it is in one.
    """
    positions: dict[int, Document] = {}
    for document, record in files.values():
        if isinstance(record, Record):
            yield from _figure_problems(document, record, own)
            yield from _part_problems(document, record)
        if isinstance(record, Specialization):
            other = positions.setdefault(record.position, document)
            if other is not document:
                details = {"value": record.position, "other": other.file.as_posix()}
                yield document.problem_at(("position",), "position_taken", **details)
    if {"role", "salary"} <= files.keys():
        yield from _area_problems(*files["salary"], files["role"][1].market, markets)


def _figure_problems(document: Document, record: Record, own: frozenset[str]) -> Iterator[Problem]:
    """Figures without a source, and amounts of pay that cannot be."""
    is_told = False
    for path, figure in figures(record):
        if figure.source is None:
            yield document.problem_at(path, "figure_without_source")
        if not isinstance(figure, Pay) or figure.range is None or figure.period is None:
            continue
        if figure.source in own:
            yield document.problem_at(path, "own_pay", value=figure.source)
        if figure.currency is None:
            # All that have none are one mistake, at the top of the file.
            if not is_told:
                yield document.problem_at(path, "pay_without_currency")
            is_told = True
            continue
        measure = pay_measure(figure.currency, figure.period)
        if end := impossible_end(measure, figure.range):
            place = (*path, "range", end)
            details = number_cannot_be(document, place, measure._asdict())
            yield document.problem(document.place(place), "number_cannot_be", **details)


def _part_problems(document: Document, record: Record) -> Iterator[Problem]:
    """Parts of a file that have one id."""
    taken: dict[str, KeyPath] = {}
    for path, part in identified(record):
        for place, name in ((("id",), part.id), *((("former_ids", i), old) for i, old in enumerate(part.former_ids))):
            if name in taken:
                first = document.key_place(taken[name])
                yield document.problem_at((*path, *place), "repeated_id", value=name, line=first.line)
            taken.setdefault(name, (*path, *place))


def _area_problems(
    document: Document, salary: Salary, market: str, markets: Mapping[str, str | None]
) -> Iterator[Problem]:
    """Areas in another country than the one that the role is described for."""
    for index, pay in enumerate(salary.areas):
        if (country := markets.get(pay.area)) not in {None, market}:
            details = {"value": pay.area, "country": country, "market": market}
            yield document.problem_at(("areas", index, "area"), "area_elsewhere", **details)
