"""What an editor's program shows while somebody types: explanations, what can be written, and what is wrong."""

import re
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from career_guide.model.descriptions import field_description, value_description
from career_guide.model.figures import Unit
from career_guide.model.locales import LOCALES
from career_guide.model.pay import Salary, SalaryBand
from career_guide.model.role import Post, Section
from tests.editor.conftest import renew_schemas
from tests.editor.language_server import MARK, LanguageServer
from tests.fixture_guide import FIXTURE, PROJECT

pytestmark = pytest.mark.language_server

SALARY: Final = "data/roles/glassblower/salary.yml"
ROLE: Final = "data/roles/glassblower/role.yml"
WORK: Final = "data/roles/glassblower/work.yml"
PATH: Final = "data/roles/glassblower/path.yml"
SKILLS: Final = "data/roles/glassblower/skills.yml"


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in (folder / "data").rglob("*.yml"))


def edited(editor: LanguageServer, file: str, old: str, new: str) -> str:
    text = (editor.folder / file).read_text("utf-8")
    assert old in text, f"{file} does not hold {old!r}"
    return text.replace(old, new, 1)


def test_nothing_is_underlined_in_a_file_that_is_right(small_editor: LanguageServer, subtests: pytest.Subtests) -> None:
    for file in files(FIXTURE):
        with subtests.test(file):
            assert small_editor.diagnostics(file) == []


@pytest.mark.thorough
def test_nothing_is_underlined_in_the_shipped_guide(editor: LanguageServer, subtests: pytest.Subtests) -> None:
    for file in files(PROJECT):
        with subtests.test(file):
            assert editor.diagnostics(file) == []


# --- explained


def test_a_field_is_explained_in_both_languages(small_editor: LanguageServer) -> None:
    shown = small_editor.hover(SALARY, edited(small_editor, SALARY, "currency:", f"curr{MARK}ency:"))
    assert shown.startswith("#### currency\n")
    for locale in LOCALES:
        assert field_description(Salary, "currency", locale) in shown


@pytest.mark.parametrize(
    ("written", "pointed", "heading"),
    [
        ("factors:", f"fac{MARK}tors:", "#### Section\n"),
        ("growth:", f"gro{MARK}wth:", "#### Section\n"),
        ("areas:", f"are{MARK}as:", "#### areas\n"),
    ],
)
def test_an_explanation_is_that_of_the_very_field(
    small_editor: LanguageServer, written: str, pointed: str, heading: str
) -> None:
    shown = small_editor.hover(SALARY, edited(small_editor, SALARY, f"\n{written}", f"\n{pointed}"))
    assert shown.startswith(heading)
    assert field_description(Salary, written.removesuffix(":"), "it") in shown


def test_values_to_choose_from_are_explained(small_editor: LanguageServer) -> None:
    shown = small_editor.hover(SALARY, edited(small_editor, SALARY, "unit: percent", f"unit: per{MARK}cent"))
    for value in ("percent", "years"):
        meanings = [value_description(Unit, value, locale) for locale in LOCALES]
        assert f"* `{value}`: {meanings[0]} – {meanings[1]}" in shown


def test_an_explanation_may_show_examples(small_editor: LanguageServer) -> None:
    shown = small_editor.hover(SALARY, edited(small_editor, SALARY, "range: {", f"ran{MARK}ge: {{"))
    assert "min: 75000\nmax: 90000\nor_more: true" in shown


# --- completed


def test_fields_that_a_record_lacks_are_offered_with_their_explanation(small_editor: LanguageServer) -> None:
    offered = small_editor.completions(
        SALARY, edited(small_editor, SALARY, "  - level: apprentice\n", f"  - level: apprentice\n    {MARK}\n")
    )
    assert {"variable", "as_of", "source"} <= set(offered)
    assert not {"level", "range", "title"} & set(offered)
    assert field_description(SalaryBand, "variable", "it") in offered["variable"].explained


def test_what_a_new_entry_needs_is_written_at_once_and_nothing_is_invented(small_editor: LanguageServer) -> None:
    offered = small_editor.completions(
        SALARY, edited(small_editor, SALARY, "\nnext_posts:\n", f"\nnext_posts:\n  - {MARK}\n")
    )
    needed = [name for name, field in Post.model_fields.items() if field.is_required()]
    written = offered["Post"].inserted
    assert [line.split(":")[0].strip() for line in written.split("\n") if ":" in line] == [*needed, "it", "en"]
    assert not re.search(r"\d", re.sub(r"\$\d", "", written)), "only places to fill in"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (SALARY, "level: apprentice", f"level: {MARK}", {"apprentice", "master"}),
        (
            SALARY,
            "source: workshop-notes",
            f"source: {MARK}",
            {"esco", "glass-survey", "our-reading", "workshop-notes", "null"},
        ),
        (SALARY, "area: lagoon", f"area: {MARK}", {"lagoon", "mainland"}),
        (SALARY, "basis: gross", f"basis: {MARK}", {"gross", "net", "unspecified", "null"}),
        (SKILLS, "- skill: patience", f"- skill: {MARK}", {"patience", "glass-gathering", "colour-reading"}),
    ],
)
def test_values_that_exist_are_offered(
    small_editor: LanguageServer, file: str, old: str, new: str, expected: set[str]
) -> None:
    assert set(small_editor.completions(file, edited(small_editor, file, old, new))) == expected


def test_pages_to_link_to_are_offered(small_editor: LanguageServer) -> None:
    text = edited(small_editor, SALARY, "growth:\n", f"growth:\n  related: [{MARK}]\n")
    offered = set(small_editor.completions(SALARY, text))
    assert {"skill/patience", "term/gather", "role/glassblower/chapter/work", "role/lamplighter"} <= offered
    assert "role/lamplighter/chapter/work" not in offered


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("specializations/scientific.yml", "specialization: apprentice", f"specialization: {MARK}"),
        ("specializations.yml", "favours: [scientific]", f"favours: [{MARK}]"),
    ],
)
def test_specializations_are_offered(small_editor: LanguageServer, file: str, old: str, new: str) -> None:
    path = f"data/roles/glassblower/{file}"
    assert {"apprentice", "scientific"} <= set(small_editor.completions(path, edited(small_editor, path, old, new)))


# --- checked


class Mistake(NamedTuple):
    """One edit, and the one thing that is underlined then."""

    file: str
    old: str
    new: str
    underlined: str
    said: str
    """Words that the message must hold."""


MISTAKES: Final = [
    Mistake(WORK, "ordered: true", "orderd: true", "orderd", "Property orderd is not allowed"),
    Mistake(SALARY, "level: apprentice", "level: aprentice", "aprentice", "There is no level with this name"),
    Mistake(SALARY, "level: apprentice", "level: aprentice", "aprentice", "Non si trova il livello di esperienza"),
    Mistake(SALARY, "unit: percent", "unit: per cent", "per cent", "Valid values"),
    Mistake(ROLE, "market: IT\n", "", "s", 'Missing property "market"'),
    Mistake(SALARY, "    it: Che cosa cambia la paga\n", "", "title", "it: …"),
    Mistake(SALARY, "it: Che cosa cambia la paga", "it: no", "no", "Expected"),
    Mistake(SALARY, "range: {min: 20000, max: 26000}", "range: {}", "range", "{min: …, max: …}"),
    Mistake(SALARY, "range: {above: 100000}", "range: {above: 100000, max: 2}", "2", "{above: 100000}"),
    Mistake(SALARY, "  base: of_total_pay\n", "", "variable_share", "of_total_pay"),
    Mistake(SALARY, "as_of: 2026-02-28", "as_of: 28/02/2026", "28/02/2026", "2026-11-24"),
]


def test_a_mistake_is_underlined_and_told(small_editor: LanguageServer, subtests: pytest.Subtests) -> None:
    for mistake in MISTAKES:
        with subtests.test(mistake.new.strip() or f"no {mistake.old.strip()}"):
            text = edited(small_editor, mistake.file, mistake.old, mistake.new)
            (found,) = small_editor.diagnostics(mistake.file, text)
            assert found.words == mistake.underlined
            assert mistake.said in found.message


def test_an_id_is_known_as_soon_as_the_schemas_are_renewed(small_editor: LanguageServer) -> None:
    text = edited(small_editor, SALARY, "level: apprentice", "level: journeyman")
    levels = small_editor.folder / "data" / "levels.yml"
    before = levels.read_text("utf-8")
    assert len(small_editor.diagnostics(SALARY, text)) == 1
    try:
        levels.write_text(f"{before}journeyman:\n  name: {{it: Lavorante, en: Journeyman}}\n", "utf-8")
        renew_schemas(small_editor.folder)
        small_editor.schema_changed("ids.schema.json")
        assert small_editor.diagnostics(SALARY, text) == []
    finally:
        levels.write_text(before, "utf-8")
        renew_schemas(small_editor.folder)
        small_editor.schema_changed("ids.schema.json")
    assert len(small_editor.diagnostics(SALARY, text)) == 1


def test_a_field_is_explained_where_it_is_inherited(small_editor: LanguageServer) -> None:
    shown = small_editor.hover(SALARY, edited(small_editor, SALARY, "  id: pay-factors", f"  i{MARK}d: pay-factors"))
    assert field_description(Section, "id", "en") in shown
