"""Every word that templates and engine ask for stands in `data/labels.yml`, and no word stands there for nothing."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

from jinja2 import Environment, nodes

from career_guide.building.project import Project
from career_guide.documents import OWN_FIELDS, blocks
from career_guide.loading.yaml_source import read
from career_guide.model.careers import State
from career_guide.model.catalogue import Certification, Confidence, Skill
from career_guide.model.fields import fields_of, records_within
from career_guide.model.figures import PercentBase, Unit
from career_guide.model.kinds import CATALOGUED, CHAPTERS, FILE_KINDS, KINDS
from career_guide.model.pay import PayBasis, Period
from career_guide.model.progression import Basis, Direction
from career_guide.model.role import Classification, Specialization
from career_guide.pages.charts import PartKind, SplitBase
from career_guide.review.style import BUDGET
from tests.fixture_guide import PROJECT, TEMPLATES

LABELS: Final[dict[str, dict[str, dict[str, str]]]] = read(PROJECT / "data/labels.yml", Path("data/labels.yml")).data
KEYS: Final = {f"{group}.{name}" for group, labels in LABELS.items() for name in labels}


def values(record: type[Any], field: str) -> tuple[str, ...]:
    """What a field of the model may hold."""
    return get_args(record.model_fields[field].annotation)


RENDERER: Final = Project.in_folder(PROJECT).open("", with_drafts=True)
SEARCHED_KINDS: Final = {
    page.kind for page in RENDERER.plan.pages if page.is_searched and (page.role_id or page.part_id)
}
RECORDS: Final = {record for kind in FILE_KINDS.values() for record in records_within(kind.record)}
FIELD_TYPES: Final = {expected.kind for record in RECORDS for expected in fields_of(record).values()}
VALUES: Final = ("text", "prose", "summary", "id", "slug", "page", "number", "date", "yes_no", "missing")
"""The kinds of values that the data dictionary explains."""

SECTIONS: Final = {
    section
    for kind in get_args(blocks.Kind)
    for section in re.findall(r'parts\.section\("(\w+)"\)', (TEMPLATES / f"documents/{kind}.html").read_text("utf-8"))
}
"""The sections of job descriptions."""

OVERVIEWS: Final = {"start", "news", "editions", "data_dictionary", "career_map", "compare_roles", "skills_matrix"}
INDEXES: Final = {kind.plural for kind in KINDS.values() if kind.pages != "none"}
CHOICES: Final[dict[str, set[str]]] = {
    "base.*": set(get_args(PercentBase)),
    "basis.*": set(get_args(PayBasis)),
    "basis_of.*": set(get_args(Basis)),
    "certifications.*": set(values(Certification, "kind")),
    "chapters.*": set(CHAPTERS),
    "charts.part_*": set(get_args(PartKind)),
    "charts.split_*": set(get_args(SplitBase)),
    "confidence.*": set(get_args(Confidence)),
    "confidence.*_means": set(get_args(Confidence)),
    "data_files.*": set(FILE_KINDS),
    "data_records.*": {record.__name__ for record in RECORDS},
    "data_type.*": FIELD_TYPES,
    "data_value.*": set(VALUES),
    "data_value.*_how": set(VALUES),
    "documents.*": SECTIONS | {*OWN_FIELDS},
    "documents.kind_*": set(get_args(blocks.Kind)),
    "documents.pay_*": {"min", "max"},
    "employment.*": {"full_time", "part_time", "temporary", "contractor", "intern"},
    "format.*": set(get_args(Unit)) - {"percent"},
    "kinds.*": SEARCHED_KINDS,
    "macros.*": set(RENDERER.macros.all),
    "moves.*": set(get_args(Direction)),
    "months.*": {"year", "month"},
    "offer.*": {"fixed", "variable", "benefits", "below", "low", "middle", "high", "within", "above"},
    "path.*": set(values(Skill, "kind")),
    "period.*": set(get_args(Period)),
    "questions.*": set(CHAPTERS),
    "review.*": set(BUDGET),
    "roles.match_*": set(values(Classification, "match")),
    "roles.pay_*": set(get_args(Period)),
    "scheme.*": set(values(Classification, "scheme")),
    "search_terms.*": set(CHAPTERS),
    "start.act_*": {"link", "plan", "print", "copy", "download"},
    "start.choice_*": {"from", "to"},
    "start.state_*": set(get_args(State)) - {"unset"},
    "start.to_*": {"raise", "learn", "judge"},
    "specializations.axis_*": set(values(Specialization, "axis")),
    "*.title": INDEXES | OVERVIEWS,
    "*.description": INDEXES | OVERVIEWS,
    "*.search_terms": {"start", "news", "career_map", "compare_roles", "skills_matrix"},
    "addresses.*": INDEXES | {"start", "news", "editions", "career_map", "compare_roles", "skills_matrix"},
    "plan.act_*": {"print", "calendar", "download", "copy"},
    "role_addresses.*": {*CHAPTERS, "full_guide", "from"},
    "catalogues.*": {kind.plural for kind in CATALOGUED},
}
"""For labels whose key is put together: what may stand in the place of the star."""


@dataclass(frozen=True)
class Request:
    """A place that asks for a label."""

    where: str
    pattern: str
    """The label's key; a star in it stands for what is known only when a page is made."""
    given: frozenset[str] | None
    """The words that go with it; None where that cannot be told."""
    counted: bool

    @property
    def keys(self) -> list[str]:
        """The keys of all labels that this may ask for."""
        names = [self.pattern]
        if "*" in self.pattern:
            names = [self.pattern.replace("*", choice) for choice in sorted(CHOICES.get(self.pattern, ()))]
        return [f"{name}_{form}" for name in names for form in ("one", "other")] if self.counted else names


# --- what templates ask for


def patterns(expression: nodes.Expr) -> list[str]:
    """What a template's expression can give; a star for each part that is not written out."""
    if isinstance(expression, nodes.Const):
        return [str(expression.value)]
    if isinstance(expression, nodes.CondExpr):
        assert expression.expr2 is not None
        return [*patterns(expression.expr1), *patterns(expression.expr2)]
    if isinstance(expression, nodes.Concat):
        found = [""]
        for part in expression.nodes:
            found = [before + after for before in found for after in patterns(part)]
        return found
    return ["*"]


def asked_by(file: Path) -> Iterator[Request]:
    """The labels that a template asks for: `t(…)`, `say(…)`, `words.label(…)`, `words.counted(…)`."""
    where = file.relative_to(PROJECT).as_posix()
    for call in Environment(autoescape=True).parse(file.read_text("utf-8")).find_all(nodes.Call):
        function = call.node
        name = function.name if isinstance(function, nodes.Name) else getattr(function, "attr", "")
        if name in {"t", "say", "label", "counted"} and call.args:
            given = frozenset(word.key for word in call.kwargs)
            for pattern in patterns(call.args[0]):
                yield Request(f"{where}:{call.lineno}", pattern, given, name == "counted")


# --- what the engine asks for


def python_patterns(expression: ast.expr) -> list[str]:
    """What a Python expression can give, as `patterns` does for a template's."""
    if isinstance(expression, ast.Constant):
        return [str(expression.value)]
    if isinstance(expression, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in expression.values)]
    if isinstance(expression, ast.IfExp):
        return [*python_patterns(expression.body), *python_patterns(expression.orelse)]
    return ["*"]


def asked_in_python(file: Path) -> Iterator[Request]:
    """The labels that a module asks for; a key that stands somewhere as a plain text counts, too."""
    where = file.relative_to(PROJECT).as_posix()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and node.value in KEYS:
            yield Request(f"{where}:{node.lineno}", node.value, None, counted=False)
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in {"label", "_label", "counted"}:
            for pattern in python_patterns(node.args[0]):
                yield Request(f"{where}:{node.lineno}", pattern, None, name == "counted")


@cache
def requests() -> list[Request]:
    templates = sorted((PROJECT / "overrides").rglob("*.html"))
    modules = sorted((PROJECT / "career_guide").rglob("*.py"))
    # A key that is a star alone is one that was handed on: it is found where it is written.
    return [
        request
        for found in (*map(asked_by, templates), *map(asked_in_python, modules))
        for request in found
        if request.pattern.strip("*_")
    ]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


# --- tests


def test_the_search_for_labels_finds_what_is_known_to_be_there() -> None:
    found = {key for request in requests() if request.pattern != "*" for key in [request.pattern]}
    assert {"parts.no_data", "base.*", "catalogue.used_by", "not_found.title", "format.at_least", "chapters.*"} <= found


def test_every_key_that_is_put_together_has_its_choices_here() -> None:
    """A new one is added to `CHOICES`, so that a label that is missing for one of them is found."""
    unknown = {request for request in requests() if "*" in request.pattern and request.pattern not in CHOICES}
    assert not unknown


def test_every_label_that_is_asked_for_exists() -> None:
    missing = {(key, request.where) for request in requests() for key in request.keys if key not in KEYS}
    assert not missing


def test_every_label_is_used() -> None:
    assert KEYS - {key for request in requests() for key in request.keys} == set()


def test_a_label_holds_those_placeholders_that_it_is_given_and_no_others() -> None:
    wrong = set()
    for request in requests():
        if request.given is None:
            continue
        given = request.given | ({"count"} if request.counted else set())
        for key in request.keys:
            group, _, name = key.partition(".")
            for locale, text in LABELS.get(group, {}).get(name, {}).items():
                if placeholders(text) != given:
                    wrong.add((key, locale, request.where))
    assert not wrong
