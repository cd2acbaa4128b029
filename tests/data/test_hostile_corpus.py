"""Every text of every kind of record, with each of the strings of `hostile.yml`: refused, or published as typed."""

import csv
import io
import itertools
import json
from collections import Counter
from functools import reduce
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import docx
import openpyxl
import pytest
import yaml
from lxml import etree, html

from career_guide import exports
from career_guide.building.project import Project as Guide
from career_guide.loading.checked import check
from career_guide.loading.yaml_source import Document, parse
from career_guide.model.fields import Expected, fields_of, records_within
from career_guide.model.kinds import FILE_KINDS, KINDS, kind_of
from career_guide.model.locales import LOCALES
from tests.site.project import Project, read_yaml

CORPUS: Final[dict[str, list[str]]] = read_yaml(Path(__file__).with_name("hostile.yml"))
STRINGS: Final = [string for strings in CORPUS.values() for string in strings]
RECORDS: Final = list(dict.fromkeys(one for kind in FILE_KINDS.values() for one in records_within(kind.record)))
FIELDS: Final = [(record, name, expected) for record in RECORDS for name, expected in fields_of(record).items()]
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


NOTHING_EXISTS: Final = {"ids": dict.fromkeys([*KINDS, "chapter", "page"], frozenset()), "drafts": frozenset()}
TEXTS: Final = {"text", "prose"}


def outcome(string: str, expected: Expected) -> str:
    """What comes of a string in a field: `published`, or the code of the problem."""
    value: Any = dict.fromkeys(LOCALES, string) if expected.is_localized else string
    value = [value] if expected.many == "list" else {string: value} if expected.many == "by_id" else value
    text = yaml.safe_dump({"x": value}, allow_unicode=False, default_style='"', width=10_000)
    document = parse(text, Document(Path("data/x.yml")))
    problems = document.problems
    if not problems:
        document.data = document.data["x"]
        whole: Any = reduce(lambda held, rule: Annotated[held, rule], expected.rules, expected.holds)
        _, problems = check(document, whole, NOTHING_EXISTS)
    for problem in problems:
        for locale in LOCALES:
            assert problem.what(locale).isprintable()
            assert problem.remedy(locale)
    return problems[0].code if problems else "published"


def test_what_is_no_text_is_none_of_these_strings(subtests: pytest.Subtests) -> None:
    for kind, expected in {expected.kind: expected for _, _, expected in FIELDS}.items():
        with subtests.test(kind):
            found = Counter(outcome(string, expected) for string in STRINGS)
            if {*kind.split("_")}.isdisjoint({*TEXTS, "summary"}):
                # An address may look like another one; browsers show which it is.
                assert found["published"] <= (kind == "web_address")
            assert found["bad_character"] >= len(CORPUS["unicode"]) // 2


@pytest.mark.thorough
def test_every_field_publishes_or_refuses_each_as_others_of_its_kind_do() -> None:
    found: dict[str, set[tuple[str, ...]]] = {}
    for _, _, expected in FIELDS:
        if expected.kind not in {"choice", "record", "list_record", "by_id_record"}:
            outcomes = tuple(outcome(string, expected) for string in STRINGS)
            found.setdefault(expected.refers_to or expected.kind, set()).add(outcomes)
    differing = {kind for kind, outcomes in found.items() if len(outcomes) > 1}
    assert differing <= {"text", "web_address", "id"}, "plain words, and those of a pattern of their own"


# --- published


class Hostile(NamedTuple):
    """All files of the small guide in which each text begins with one of the strings."""

    files: dict[str, str | bytes]
    typed: Counter[str]
    """The strings that stand in it."""


def hostile(project: Project, shift: int) -> Hostile:
    kinds = {expected.kind: expected for _, _, expected in FIELDS}
    accepted = {
        kind: [one for one in STRINGS if outcome(one, kinds[f"localized_{kind}"]) == "published"] for kind in TEXTS
    }
    turns = {kind: itertools.islice(itertools.cycle(strings), shift, None) for kind, strings in accepted.items()}
    typed: Counter[str] = Counter()

    def spoilt(value: Any, expected: Expected) -> Any:
        if isinstance(value, list):
            return [spoilt(entry, expected.entry) for entry in value]
        if isinstance(value, dict):
            # A code must be one of its classification.
            return {key: entry if key == "code" else spoilt(entry, expected.at(key)) for key, entry in value.items()}
        if not isinstance(value, str) or expected.kind not in TEXTS or value.startswith("- "):
            return value
        string = next(turns[expected.kind])
        typed[string] += 1
        return f"{string} {value}"

    for file in sorted((project.folder / "data").rglob("*.yml")):
        kind = kind_of(file.relative_to(project.folder / "data").as_posix())
        if kind and kind.name != "labels":
            name = file.relative_to(project.folder).as_posix()
            project.write(name, spoilt(read_yaml(file), Expected.by(kind.holds)))
    opened = Guide.in_folder(project.folder)
    renderer = opened.open("https://guide.example/")
    return Hostile({path: make() for path, make in exports.files(renderer, opened.references).items()}, typed)


def assert_harmless(path: str, content: str | bytes) -> None:
    """Whatever opens a file of that kind finds data in it, and nothing that runs."""
    data = content.encode() if isinstance(content, str) else content
    assert b"1337" not in data or path.endswith((".png", ".docx", ".xlsx", ".woff2", ".js")), "evaluated"
    match path.rpartition(".")[2]:
        case "html":
            page = html.fromstring(data)
            run = [one for one in page.iter("script") if not one.get("src")]
            assert {one.get("type") for one in run} <= {"application/ld+json", "application/json"}
            for script in run:
                json.loads(script.text or "")
            assert page.xpath("//iframe | //base[@href] | //object | //embed | //animate") == []
            nothing_runs(page)
        case "svg" | "xml":
            nothing_runs(etree.fromstring(data, etree.XMLParser(resolve_entities=False)))
        case "json" | "webmanifest":
            json.loads(data)
        case "csv":
            cells = itertools.chain.from_iterable(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
            assert [cell for cell in cells if cell.startswith(FORMULA) and not is_number(cell)] == []
        case "docx":
            assert docx.Document(io.BytesIO(data)).paragraphs
        case "xlsx":
            sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
            assert [
                cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
            ] == []


def nothing_runs(tree: Any) -> None:
    for element in tree.iter(etree.Element):
        assert [name for name in element.attrib if str(name).lower().startswith("on")] == []
        for name in ("href", "src", "action", "{http://www.w3.org/1999/xlink}href"):
            assert not (element.get(name) or "").strip().lower().startswith(("javascript", "data:", "//", "\\\\"))


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_published_they_are_data_whatever_opens_the_file(tmp_path: Path, subtests: pytest.Subtests) -> None:
    made = hostile(Project.make(tmp_path / "guide", "small"), shift=0)
    assert len(made.typed) >= 50
    for path, content in made.files.items():
        with subtests.test(path):
            assert_harmless(path, content)


@pytest.mark.on_demand
def test_in_every_other_place_they_are_data_too(tmp_path: Path, subtests: pytest.Subtests) -> None:
    for shift in range(1, len(STRINGS)):
        with subtests.test(shift=shift):
            for path, content in hostile(Project.make(tmp_path / str(shift), "small"), shift).files.items():
                assert_harmless(path, content)
