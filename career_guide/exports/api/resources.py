"""What stands at which address of the API: each resource with its path, its model and the data that it is filled with.

Gives answers, made when they are asked for. A record with former ids answers under each of them, too.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

from career_guide.exports.api import answers
from career_guide.exports.api.answers import Answered, Envelope
from career_guide.exports.api.content import Content
from career_guide.exports.api.tables import TABLES
from career_guide.model.kinds import KINDS
from career_guide.model.values import Renamable

Ids = Mapping[str, str]
"""What stands for the names in braces in a path: `{"role": "key-account-manager"}`."""


@dataclass(frozen=True)
class Way:
    """An address at which a resource answers."""

    asked: Ids
    now: Ids
    """The same with today's ids."""


def _with_ids(records: Mapping[str, Renamable]) -> list[dict[str, Any]]:
    return [{**dict(record), "id": record_id} for record_id, record in records.items()]


# --- resources


@dataclass(frozen=True)
class Resource:
    """What can be asked for."""

    name: str
    """The name of its schema."""
    path: str
    """Its address below the API's folder; what stands in braces is an id."""
    summary: str
    """What it gives, in a sentence."""
    data: Any
    """The model of what it gives, or a list of it."""
    fill: Callable[..., Any]
    """Takes the content and today's ids; gives what the model is filled with."""
    key: str = ""
    """The keys of what it gives, with the same names in braces; empty where it gives the same for all."""

    @cached_property
    def answer(self) -> type[Envelope]:
        """The model of the whole answer."""
        return answers.answer(self.name, self.data, self.summary)

    def ways(self, content: Content) -> list[Way]:
        """The addresses at which it answers."""
        key = re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", self.key))
        found = ((key.fullmatch(asked), key.fullmatch(now)) for asked, now in content.keys.items())
        return [Way(a.groupdict(), n.groupdict()) for a, n in found if a and n] if self.key else [Way({}, {})]

    @property
    def schema_path(self) -> str:
        """Where its schema stands, below the API's folder."""
        return f"schemas/{self.name}.json"

    @property
    def parameters(self) -> list[str]:
        """The names in braces in its path."""
        return re.findall(r"{(\w+)}", self.path)

    def text(self, content: Content, way: Way) -> str:
        """An answer, as it is published."""
        path, now = (self.path.format_map(ids) for ids in (way.asked, way.now))
        whole = {
            "$schema": content.address(self.schema_path),
            "meta": content.meta,
            "moved_to": None if path == now else content.address(now),
            "data": self.fill(content, **way.now),
        }
        made = self.answer.model_validate(whole, context=content.origin)
        return made.model_dump_json(by_alias=True, indent=1) + "\n"


def _index(content: Content) -> dict[str, Any]:
    """All that there is."""
    return {
        "name": content.said("site.name"),
        "resources": [
            {
                "name": resource.name,
                "address": content.address(resource.path),
                "schema_address": content.address(resource.schema_path),
            }
            for resource in RESOURCES
        ],
        "tables": [{"name": table, "address": content.address(table)} for table in TABLES],
    }


def _list_of(model: type[Answered]) -> Any:
    return list[model]  # type: ignore[valid-type]  # made while the program runs


def _chapter(chapter: str, summary: str, data: Any) -> Resource:
    return Resource(
        f"{chapter}-chapter",
        f"roles/{{role}}/chapters/{chapter}.json",
        summary,
        data,
        lambda content, role: content.chapter(role, chapter),
        f"role/{{role}}/chapter/{chapter}",
    )


def _catalogue(kind: str, entry: Any, whole: Any) -> Iterator[Resource]:
    plural = KINDS[kind].plural
    yield Resource(
        plural, f"{plural}.json", f"All {plural}, in short.", _list_of(entry), lambda content: content.records(kind)
    )
    yield Resource(
        kind,
        f"{plural}/{{{kind}}}.json",
        f"One {kind}, and the roles that use it.",
        whole,
        lambda content, **ids: content.record(kind, ids[kind]),
        f"{kind}/{{{kind}}}",
    )


RESOURCES: Final[tuple[Resource, ...]] = (
    Resource("index", "index.json", "All that the API has.", answers.Index, _index),
    Resource("roles", "roles.json", "All roles, in short.", _list_of(answers.RoleEntry), Content.roles),
    Resource(
        "role",
        "roles/{role}.json",
        "One role: its overview, its codes in classifications, its chapters, specializations and changes.",
        answers.Role,
        Content.role,
        "role/{role}",
    ),
    _chapter("work", "What people in a role do.", answers.Narrative),
    _chapter("salary", "What a role pays: by level, by area, the variable part, benefits.", answers.Salary),
    _chapter("path", "How to become one: steps, skills, studies, certifications.", answers.Path),
    _chapter("tools", "The software and devices of a role.", answers.Tools),
    _chapter("specializations", "What tells the specializations of a role apart.", answers.Specializations),
    _chapter("balance", "Work and private life in a role.", answers.Narrative),
    _chapter("goals", "Goals for growth in a role.", answers.Narrative),
    Resource(
        "specializations",
        "specializations.json",
        "The specializations of all roles, in short.",
        _list_of(answers.SpecializationEntry),
        Content.specializations,
    ),
    Resource(
        "specialization",
        "roles/{role}/specializations/{specialization}.json",
        "One specialization of a role: what it is, what sets it apart, what people do, what the CV must show.",
        answers.Specialization,
        Content.specialization,
        "role/{role}/specialization/{specialization}",
    ),
    Resource(
        "salary-bands",
        "salary-bands.json",
        "The pay bands of all roles, by level of experience and by area: market estimates.",
        _list_of(answers.Band),
        Content.bands,
    ),
    *_catalogue("skill", answers.SkillEntry, answers.Skill),
    *_catalogue("tool", answers.ToolEntry, answers.Tool),
    Resource(
        "tool-categories",
        "tool-categories.json",
        "The categories of tools, each with its family.",
        _list_of(answers.ToolCategory),
        Content.tool_categories,
    ),
    *_catalogue("certification", answers.CertificationEntry, answers.Certification),
    Resource(
        "levels",
        "levels.json",
        "The levels of experience, from the least to the most experienced.",
        _list_of(answers.Level),
        lambda content: _with_ids(content.guide.levels),
    ),
    Resource(
        "areas",
        "areas.json",
        "The areas of the country for which pay is compared.",
        _list_of(answers.Area),
        lambda content: _with_ids(content.guide.areas),
    ),
    Resource("glossary", "glossary.json", "The words of the trade, explained.", _list_of(answers.Term), Content.terms),
    Resource(
        "sources",
        "sources.json",
        "Where facts and figures come from, with the licences of other people's data.",
        _list_of(answers.Source),
        lambda content: _with_ids(content.guide.sources),
    ),
    Resource(
        "editions",
        "editions.json",
        "The editions: roles as they were in one month, kept unchanged to be cited.",
        _list_of(answers.EditionEntry),
        Content.editions,
    ),
    Resource("labels", "labels.json", "The words of the site's interface.", _list_of(answers.Label), Content.labels),
    Resource(
        "permalinks",
        "permalinks.json",
        "Every page, term and salary band: its permanent address, and its address in each language.",
        _list_of(answers.Permalink),
        Content.permalinks,
    ),
)


def texts(content: Callable[[str], Content]) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every answer: its path below the API's folder, and what makes it.

    Args:
        content: Takes the path of a file; gives the content as that file shows it.
    """
    for resource in RESOURCES:
        for way in resource.ways(content(resource.path)):
            yield resource.path.format_map(way.asked), partial(resource.text, content(resource.path), way)
