"""Which address of the API gives what.

A list answers in JSON and as a table; what has a key of its own answers by itself, under its former keys as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from typing import Any, Final, get_args

from career_guide.exports.api.answers import Answers, Parts, as_json, as_table, path_of
from career_guide.exports.api.shapes import (
    CareerRelation,
    Choice,
    Linked,
    Meta,
    OfRole,
    Relation,
    RoleParts,
    Shape,
    SkillGap,
    SkillRequirement,
    Used,
    WithId,
    in_short,
)
from career_guide.model import careers
from career_guide.model.descriptions import CHOICES, record_description, value_description
from career_guide.model.edition import EditionRole
from career_guide.model.kinds import CATALOGUED, CHAPTERS, Kind
from career_guide.model.pay import AreaPay, SalaryBand
from career_guide.model.progression import Requirement, SkillUse
from career_guide.model.role import Profile, Specialization
from career_guide.model.values import Record, Text

META: Final = Shape("Meta", (Meta,))
_Entries = Callable[[Answers], Iterable[Parts]]


@dataclass(frozen=True)
class Resource:
    """What can be requested."""

    path: str
    """Its address below the API's folder, with ids in braces."""
    summary: str
    """What it gives, in a sentence."""
    shape: Shape
    """Of what it gives, or of each entry in a list."""
    key: str = ""
    """The keys of what it gives, one at a time, with the same names in braces; empty for a list."""
    entries: _Entries = lambda _: ()
    """What a list holds."""

    def files(self, answers: Callable[[str], Answers]) -> Iterator[tuple[str, Callable[[], str]]]:
        """Paths below the API's folder, and what makes each file; `answers` gives those that a file there shows."""
        made_by = answers(self.path)
        if not self.key:
            yield self.path, partial(self._list, made_by)
            return
        for asked, now in made_by.keys.items():
            if _keys_like(self.key).fullmatch(now) and (path := path_of(asked)):
                yield path, partial(self._one, made_by, now, is_moved=asked != now)

    def _one(self, answers: Answers, key: str, *, is_moved: bool) -> str:
        moved_to = answers.address(path_of(key) or "") if is_moved else None
        return _answer(answers, answers.shown(self.shape, answers.of(key)), moved_to)

    def _list(self, answers: Answers) -> str:
        rows = [answers.shown(self.shape, entry) for entry in self.entries(answers)]
        return as_table(self.shape, rows) if self.path.endswith(".csv") else _answer(answers, rows)


def _answer(answers: Answers, data: Any, moved_to: str | None = None) -> str:
    return as_json({"meta": answers.shown(META, (answers.meta,)), "moved_to": moved_to, "data": data})


@cache
def _keys_like(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"{\w+}", "[^/]+", pattern))


# --- what there is


def _one(key: str, summary: str, *parts: type[Record], plural: str = "") -> Iterator[Resource]:
    """What answers by itself; with a plural, there is a list of all, in short."""
    if plural:
        yield from _list(plural, f"All {plural}, in short.", *parts, entries=_of_keys(key), is_brief=True)
    name = re.sub(r"{\w+}|/", " ", key).title().replace(" ", "")
    yield Resource(path_of(key) or "", summary, Shape(f"{name}Answer", parts), key)


def _list(
    name: str, summary: str, *parts: type[Record], entries: _Entries, is_brief: bool = False
) -> Iterator[Resource]:
    shape = Shape(f"{name.title().replace('-', '')}Entry", parts, is_brief)
    for ending in ("json", "csv"):
        yield Resource(f"{name}.{ending}", summary, shape, entries=entries)


def _of_keys(pattern: str) -> _Entries:
    return lambda answers: map(
        answers.of, (key for key in answers.plan.all_keys() if _keys_like(pattern).fullmatch(key))
    )


def _catalogue(kind: Kind) -> Iterator[Resource]:
    """The records of a kind, as the guide's pages show them: each by itself, all together, or nowhere else."""
    name, summary = kind.plural.replace("_", "-"), in_short(record_description(kind.record, "en"))
    if kind.pages == "each":
        key = f"{kind.name}/{{{kind.name.replace('-', '_')}}}"
        yield from _one(key, summary, Linked, kind.record, Used, plural=name)
    elif kind.pages == "one":
        yield from _list(name, summary, Linked, kind.record, entries=_of_keys(f"{kind.name}/{{id}}"))
    else:
        yield from _list(name, summary, WithId, kind.record, entries=partial(_with_ids, kind.name))


def _with_ids(kind: str, answers: Answers) -> Iterator[Parts]:
    for record_id, record in answers.guide.records(kind).items():
        yield WithId(id=record_id), record


def _areas(answers: Answers) -> Iterator[Parts]:
    for role in answers.guide.roles.values():
        for area in role.salary.areas if role.salary else ():
            yield answers.state(role), area


def _relations(answers: Answers) -> Iterator[Parts]:
    for kind in CATALOGUED:
        for record_id in answers.guide.records(kind.name):
            for use in answers.guide.uses(kind.name, record_id):
                relation = Relation(specialization=use.specialization_id, kind=kind.name)
                yield answers.state(use.role), relation, answers.linked(f"{kind.name}/{record_id}")


def _requirements(answers: Answers) -> Iterator[Parts]:
    for role in answers.guide.roles.values():
        uses: list[tuple[str | None, SkillUse]] = [(None, use) for use in role.skill_uses]
        uses += [(key, use) for key, part in role.specialization.items() for use in part.skills]
        for part, use in uses:
            steps: list[Requirement | None] = [*use.required] or [None]
            for one in steps:
                yield (
                    answers.state(role),
                    SkillRequirement(
                        specialization=part,
                        skill=use.skill,
                        importance=use.importance,
                        level=one.level if one else None,
                        proficiency=one.proficiency if one else None,
                        basis=one.basis if one else None,
                        source=one.source if one else None,
                    ),
                )


def _career_relations(answers: Answers) -> Iterator[Parts]:
    for edge in answers.guide.edges:
        relation = edge.relation
        yield (
            CareerRelation(
                start=answers.job(edge.start),
                kind=edge.kind,
                end=answers.job(edge.end),
                basis=relation.basis,
                sources=relation.sources,
                text=relation.text,
                experience=relation.experience,
            ),
        )


def _gaps(answers: Answers) -> Iterator[Parts]:
    guide = answers.guide
    for ids in careers.moves(guide):
        start, end = (guide.roles[role_id] for role_id in ids)
        for start_level, end_level in product(start.skill_levels, end.skill_levels):
            found = careers.by_state(careers.gaps(guide, start, start_level, end, end_level))
            for gap in (gap for state, missing in found.items() if state != "met" for gap in missing):
                yield (
                    SkillGap(
                        start=start.id,
                        start_level=start_level,
                        end=end.id,
                        end_level=end_level,
                        skill=gap.use.skill,
                        has=gap.has,
                        needs=gap.needs,
                        state=gap.state,
                    ),
                )


def _choices(_: Answers) -> Iterator[Parts]:
    for literal, name in CHOICES.items():
        for value in get_args(literal):
            yield (Choice(list=name, value=value, meaning=Text.each(partial(value_description, literal, value))),)


def _all() -> Iterator[Resource]:
    yield from _one(
        "role/{role}",
        "A role: its overview, codes, chapters, specializations and changes.",
        *(Linked, OfRole, Profile, RoleParts),
        plural="roles",
    )
    for chapter in CHAPTERS.values():
        key = f"role/{{role}}/chapter/{chapter.name}"
        yield from _one(key, f"The chapter `{chapter.name}` of a role.", Linked, OfRole, chapter.record)
    yield from _one(
        "role/{role}/specialization/{specialization}",
        "A specialization: what it is, what sets it apart, what people do, what the CV must show.",
        *(Linked, OfRole, Specialization),
        plural="specializations",
    )
    yield from _list(
        "salary-bands",
        "Pay by level of experience, in all roles.",
        *(Linked, OfRole, SalaryBand),
        entries=_of_keys("role/{role}/band/{level}"),
    )
    yield from _list(
        "salary-areas",
        "Pay by area, in all roles.",
        *(OfRole, AreaPay),
        entries=_areas,
    )
    for kind in CATALOGUED:
        yield from _catalogue(kind)
    yield from _list(
        "relations",
        "Which role or specialization uses which skill, tool or certification.",
        *(OfRole, Relation, Linked),
        entries=_relations,
    )
    yield from _list(
        "skill-requirements",
        "How well each role and specialization needs each skill, at each level of experience, and what that rests on.",
        *(OfRole, SkillRequirement),
        entries=_requirements,
    )
    yield from _list(
        "career-relations",
        "Which job leads to which, which are next to each other, and which are often confused.",
        CareerRelation,
        entries=_career_relations,
    )
    yield from _list(
        "skill-gaps",
        "What is missing of essential skills from one role to the next, worked out from the steps that both need.",
        SkillGap,
        entries=_gaps,
    )
    yield from _list("values", "The values that fields choose from, in words.", Choice, entries=_choices)
    yield from _list(
        "editions",
        "The editions: roles as they were in one month, kept unchanged to be cited.",
        *(Linked, EditionRole),
        entries=_of_keys("edition/{month}/role/{role}"),
    )
    yield from _list(
        "permalinks",
        "Every page, term and salary band: its permanent address, and its address in each language.",
        Linked,
        entries=lambda answers: ((answers.linked(key),) for key in answers.plan.all_keys()),
    )


RESOURCES: Final = tuple(_all())
