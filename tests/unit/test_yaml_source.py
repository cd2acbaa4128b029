"""Reading one YAML file: what is understood, where everything stands, and what is refused before it can mislead."""

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from career_guide.loading.yaml_source import Document, parse, read
from career_guide.words.problems import Place
from tests.unit.edits import told


def document(text: str) -> Document:
    return parse(text, Document(Path("data/some.yml")))


def sound(text: str) -> Any:
    """The data in a text that holds no problem."""
    found = document(text)
    assert found.problems == []
    return found.data


def code_at(text: str) -> tuple[str, Place]:
    """The code and place of the one problem in a text."""
    (problem,) = document(text).problems
    return problem.code, problem.place


# --- what is understood


def test_texts_numbers_dates_lists_and_mappings_are_read_as_they_are_written() -> None:
    text = """
    text: Lampionaio
    number: 40000
    decimal: 12.5
    negative: -20
    date: 2026-11-24
    yes_or_no: true
    nothing: null
    list: [one, two]
    mapping: {min: 1, max: 2}
    """
    assert sound(text) == {
        "text": "Lampionaio",
        "number": 40000,
        "decimal": 12.5,
        "negative": -20,
        "date": date(2026, 11, 24),
        "yes_or_no": True,
        "nothing": None,
        "list": ["one", "two"],
        "mapping": {"min": 1, "max": 2},
    }


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((f'"{word}"', word) for word in ("010", "no", "1:30", "2026-11-24", "true", "null")),
        *((day, day) for day in ("2026-02-30", "2026-13-01", "2026-11-24 10:00:00", "0000-01-01")),
        *((number, float(number)) for number in ("0", "-1", "40000", "0.5", "12.25", "0.3333")),
        (">-\n  one\n  line\n\n\n  and another\n", "one line\n\nand another"),
        ("C#, 10:30h and a[1]", "C#, 10:30h and a[1]"),
        ("=", "="),
        ("è 🌅", "è 🌅"),
    ],
)
def test_a_value_is_read_as_people_mean_it(written: str, meant: str | float) -> None:
    assert sound(f"città: {written}") == {"città": meant}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_line_ends_of_any_system_are_read_alike(line_end: str) -> None:
    text = "first: 1\nsecond: >-\n  folded\n  text\n".replace("\n", line_end)
    found = document(text)
    assert found.data == {"first": 1, "second": "folded text"}
    assert found.marks.keys["second",] == Place(2, 1)


def test_a_byte_order_mark_at_the_beginning_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "some.yml"
    file.write_bytes("key: è\n".encode("utf-8-sig"))
    found = read(file, Path("data/some.yml"))
    assert (found.data, found.problems) == ({"key": "è"}, [])
    assert found.marks.keys["key",] == Place(1, 1)


# --- where everything stands


def test_every_key_and_value_has_its_line_and_column() -> None:
    found = document("# A comment.\ntop:\n  - id: first\n    città: [uno, due]\n")
    assert found.marks.keys["top",] == Place(2, 1)
    assert found.marks.keys["top", 0, "città"] == Place(4, 5)
    assert found.place(("top", 0, "id")) == Place(3, 9)
    assert found.place(("top", 0, "città", 1)) == Place(4, 18)


def test_a_value_that_is_missing_has_the_place_of_what_it_is_missing_from() -> None:
    found = document("top:\n  - id: first\n")
    assert found.place(("top", 0, "title", "it")) == Place(2, 5)
    assert found.key_place(("top", 0, "title")) == Place(2, 5)


def test_what_was_written_is_kept_for_messages() -> None:
    assert document("key: 2026-11-24").marks.raw["key",] == "2026-11-24"


# --- what is refused


@pytest.mark.parametrize(
    ("written", "misread"),
    [
        ("010", "8"),
        ("1:30", "90"),
        ("1_000", "1000"),
        ("0x1F", "31"),
        ("0b11", "3"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5.0"),
        (".inf", "inf"),
        (".nan", "nan"),
        ("1.5e+3", "1500.0"),
        ("30.000", "30.0"),
        ("9" * 5000, "too long"),
        ("9" * 400 + ".5", "inf"),
    ],
)
def test_numbers_that_yaml_reads_otherwise_than_people_are_refused(written: str, misread: str) -> None:
    (problem,) = document(f"key: {written}").problems
    assert (problem.code, problem.place) == ("odd_number", Place(1, 6))
    assert misread in told(problem)
    assert len(told(problem)) < 250


@pytest.mark.parametrize("written", ["{min: 20,000, max: 1}", "{max: 12,5}"])
def test_a_comma_within_a_number_in_braces_is_explained(written: str) -> None:
    code, place = code_at(f"key: {written}")
    assert code == "comma_in_number"
    assert place.column == 5 + written.index(",") + 2


def test_a_key_that_stands_twice_is_refused_with_the_line_of_the_first() -> None:
    (problem,) = document("key: 1\nother: 2\nkey: {nested: [3]}\nlast: 4\n").problems
    assert (problem.code, problem.place, problem.details["line"]) == ("duplicate_key", Place(3, 1), 1)


def test_anchors_and_aliases_are_refused_each_where_it_stands() -> None:
    found = document("one: &name text\ntwo: *name\n? *name\n: x\n")
    assert [(problem.code, problem.place) for problem in found.problems] == [
        ("alias", Place(1, 6)),
        ("alias", Place(2, 6)),
        ("alias", Place(3, 3)),
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        *((f"a: {word}", "odd_bool", Place(1, 4)) for word in ("no", "yes", "on", "off", "No", "TRUE")),
        *((f"{key}: 1", "key_not_text", Place(1, 1)) for key in ("no", "1", "2026-11-24", "~")),
        *((f"a: {text}", "alias", Place(1, 4)) for text in ("*b", "**strong** text", "*so* first", "& co", "&c.")),
        *((f"a: {text}", "tag", Place(1, 4)) for text in ("!Ora", "! Ora", "!!str 5", "!!python/object:os.system x")),
        ("a: !b {}", "tag", Place(1, 4)),
        ("a:\n  <<: {b: 1}\n", "alias", Place(2, 3)),
        ("a: {{ name }}", "bracket_as_key", Place(1, 5)),
        ("a: 1\n\tb: 2\n", "tab", Place(2, 1)),
        ("a:\n  \tb: 2\n", "tab", Place(2, 3)),
        ('a: "open\nb: 2\n', "unclosed_quote", Place(1, 4)),
        ("a: 'open\nb: 2\n", "unclosed_quote", Place(1, 4)),
        ("a: 'L'alba'\n", "after_quote", Place(1, 7)),
        ('a: "C:\\qualcosa"\n', "backslash", Place(1, 7)),
        ("a: one: two\n", "colon_in_text", Place(1, 7)),
        ("a: one\n  and two: three\n", "colon_in_text", Place(2, 10)),
        ("a: 1\nb:2\nc: 3\n", "missing_colon", Place(2, 1)),
        ("x:\n  a:1\n  b: 2\n", "missing_colon", Place(2, 3)),
        ("x:\n  a\u00a0: 1\n  b:\u00a02\n  c: 3\n", "missing_colon", Place(3, 3)),
        ("x:\n  b:\u00a02\n  c: 3\n", "missing_colon", Place(2, 3)),
        ("- \tb\n", "tab", Place(1, 3)),
        ('a: "open\nb: "closed"\n', "unclosed_quote", Place(1, 4)),
        ("a: 'open\nb: 2\nc: 'closed'\n", "unclosed_quote", Place(1, 4)),
        ('a: {b: "open}\nc: 1\n', "unclosed_quote", Place(1, 8)),
        ('a: "two\n  lines" more\n', "after_quote", Place(2, 10)),
        ('a: "Disse "ciao" e andò"\n', "after_quote", Place(1, 12)),
        ('a: "\\u12"\n', "backslash", Place(1, 7)),
        ("a: “one: two”\n", "smart_quotes", Place(1, 4)),
        ("a: «Uno: due»\n", "smart_quotes", Place(1, 4)),
        ("- a: „Eins: zwei“\n", "smart_quotes", Place(1, 6)),
        ("a: L’alba: presto\n", "colon_in_text", Place(1, 10)),
        ("a: https://e.example: x\n", "colon_in_text", Place(1, 21)),
        ("a: one #two\nb: 1\n", "hash_in_text", Place(1, 8)),
        ("- one  #two three\n", "hash_in_text", Place(1, 8)),
        ("a: 1\nb = 2\nc: 3\n", "missing_colon", Place(2, 1)),
        ("a: one\ntwo\nb: 1\n", "missing_colon", Place(2, 1)),
        ("a: {min:1, max: 2}\n", "missing_colon", Place(1, 5)),
        ("a: {min: 1, max:2}\n", "missing_colon", Place(1, 13)),
        ("a: >-\ntext\nb: 1\n", "text_not_indented", Place(2, 1)),
        ("x:\n  a: |\n  text\n", "text_not_indented", Place(3, 3)),
        ("x:\n  a: >-\n    one\n\n  two\n", "text_not_indented", Place(5, 3)),
        ("- a: >\n  text\n", "text_not_indented", Place(2, 3)),
        ("x:\n  - a\n  -b: 1\n", "missing_space", Place(3, 3)),
        ("x:\n  -a: 1\n   b: 2\n", "missing_space", Place(2, 3)),
        ("x:\n  - a\n  -b\n", "missing_space", Place(3, 3)),
        ("a: 1\n b: 2\n", "wrong_indentation", Place(2, 2)),
        ("- a: 1\n   b: 2\n", "wrong_indentation", Place(2, 4)),
        ("x:\n  a: 1\n b: 2\n", "wrong_indentation", Place(3, 2)),
        ("  a: 1\nb: 2\n", "wrong_indentation", Place(2, 1)),
        ("a: [one, two\nb: 1\n", "unclosed_bracket", Place(1, 4)),
        ("a: [one\nb\n  - two: 2\n", "unclosed_bracket", Place(1, 4)),
        ("a: {b: 1\nc: 1\n", "unclosed_bracket", Place(1, 4)),
        ("a: [one, two", "unclosed_bracket", Place(1, 4)),
        ("a: 1\nb: [\n", "unclosed_bracket", Place(2, 4)),
        ("a: {min: 1, max: 2\n", "unclosed_bracket", Place(1, 4)),
        ("a: [\n  {b: 1},\n  {c: 2}\nd: 1\n", "unclosed_bracket", Place(1, 4)),
        ("a: [[1, 2]\nb: 1\n", "unclosed_bracket", Place(1, 4)),
        ("a: {b: [1, 2}\n", "unclosed_bracket", Place(1, 8)),
        ("a: [1, 2}\n", "unclosed_bracket", Place(1, 4)),
        ("a: ]\n", "unopened_bracket", Place(1, 4)),
        ("a: [1]]\n", "unopened_bracket", Place(1, 7)),
        ("a: {b: 1}}\n", "unopened_bracket", Place(1, 10)),
        ("a: [one] two\n", "after_bracket", Place(1, 10)),
        ("a: @home\n", "special_start", Place(1, 4)),
        ("a: %100\n", "special_start", Place(1, 4)),
        ("a: `code`\n", "special_start", Place(1, 4)),
        ("a: - one\n", "special_start", Place(1, 4)),
        ("a: ? one\n", "special_start", Place(1, 4)),
        ("a: , one\n", "special_start", Place(1, 4)),
        ("a: | one\n", "text_after_block_sign", Place(1, 4)),
        ("a: > one\n", "text_after_block_sign", Place(1, 4)),
        ("a: 1\n---\nb: 2\n", "several_documents", Place(2, 1)),
        ("", "empty_file", Place(1, 1)),
        ("# Only a comment.\n", "empty_file", Place(1, 1)),
        ("a: à\0\n", "bad_character", Place(1, 5)),
        ("a: 1\nb: \x07\n", "bad_character", Place(2, 4)),
        ("a: x\u2028y\n", "bad_character", Place(1, 5)),
        ("a: x\ufeffy\n", "bad_character", Place(1, 5)),
        ("x:\n\u00a0\u00a0a: 1\n  b: 2\n", "bad_character", Place(2, 1)),
    ],
)
def test_what_cannot_be_read_is_explained_at_the_place_to_mend(text: str, code: str, place: Place) -> None:
    assert code_at(text) == (code, place)


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 100_000, "a: " + "[" * 100_000 + "]" * 100_000, "{a: " * 50_000, "- " * 20_000],
    ids=["open lists", "closed lists", "braces", "hyphens"],
)
def test_nesting_without_end_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    assert code_at(text)[0] == "too_deep"
    assert time.process_time() - start < 1


def test_aliases_that_multiply_are_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))]
    start = time.process_time()
    found = document("\n".join(lines))
    assert time.process_time() - start < 1
    assert {problem.code for problem in found.problems} == {"alias"}


def test_what_has_no_explanation_of_its_own_is_told_in_the_words_of_the_parser() -> None:
    (problem,) = document("%NONSENSE\n---\na: 1\n").problems
    assert problem.code == "yaml"
    assert "unknown directive" in told(problem)


def test_several_problems_are_all_noted_even_before_an_error_that_ends_reading() -> None:
    found = document("a: no\nb: 010\na: 2\nc: 'open\n")
    assert [problem.code for problem in found.problems] == ["odd_bool", "odd_number", "duplicate_key", "unclosed_quote"]


@pytest.mark.parametrize(
    "text", ["a: C#\n", "a: one # a comment\n", "a: 'one #two'\n", "a: >-\n  one #two\n", "a: 5 #five\n"]
)
def test_a_hash_that_takes_nothing_from_a_text_is_left_alone(text: str) -> None:
    assert document(text).problems == []


@pytest.mark.parametrize(
    ("before", "place"), [("", Place(1, 1)), ("a: 1\n", Place(2, 1)), ("a: >-\n  text\n", Place(3, 1))]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_marks_of_a_merge_are_told_as_what_they_are(
    tmp_path: Path, before: str, place: Place, line_end: str
) -> None:
    text = f"{before}<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\nc: 3\n"
    file = tmp_path / "some.yml"
    file.write_bytes(text.replace("\n", line_end).encode())
    (problem,) = read(file, Path("data/some.yml")).problems
    assert (problem.code, problem.place) == ("conflict_marks", place)
    assert "Keep the right version and delete the other" in told(problem)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_an_encoding_of_two_bytes_is_refused_as_a_whole(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "some.yml"
    file.write_bytes("key: a text of some length\n".encode(encoding))
    (problem,) = read(file, Path("data/some.yml")).problems
    assert (problem.code, problem.place) == ("not_utf8", Place(1, 1))
    assert "Save it again in UTF-8" in told(problem)


def test_a_file_in_another_encoding_is_refused_at_the_first_character_that_differs(tmp_path: Path) -> None:
    file = tmp_path / "some.yml"
    file.write_bytes("uno: 1\ndue: città\n".encode("latin-1"))
    (problem,) = read(file, Path("data/some.yml")).problems
    assert (problem.code, problem.place) == ("not_utf8", Place(2, 10))
    assert "UTF-8" in told(problem)


def test_a_file_that_cannot_be_opened_is_told_as_a_problem(tmp_path: Path) -> None:
    (problem,) = read(tmp_path / "gone.yml", Path("data/gone.yml")).problems
    assert (problem.code, problem.file) == ("unreadable", Path("data/gone.yml"))


# --- paragraphs


@pytest.mark.parametrize(
    "text",
    [
        ">-\n  Uno.\n\n  Due.",
        ">\n  Uno.\n\n  Due.\n",
        ">2-\n  Uno.\n\n  Due.",
        ">-\n  Uno:\n  - due\n  - tre",
        ">-\n  Uno:\n\n  1. due\n  2. tre",
        ">-\n  - uno\n\n  - due\n\n  Tre.",
        "Uno.\n\n  Due.",
        ">-\n  Uno\n  - e due - e\n  tre",
        "Uno\n  - due\n  - tre",
        "'L''uno.\n\n  Due.'",
        '"Detto \\"uno\\".\n\n  Due."',
    ],
)
def test_a_text_that_would_lose_its_paragraphs_or_entries_is_refused_in_each_style(text: str) -> None:
    for written in (text, text.replace("\n", "\r\n"), text.replace("\n\n", "\n  \n")):
        assert code_at(f"a: 1\nb: {written}\nc: 2\n") == ("lost_paragraphs", Place(2, 4)), written


@pytest.mark.parametrize(
    "text",
    [
        "|-\n  Uno.\n\n  Due.",
        "|\n  Uno:\n  - due\n  - tre\n",
        "|+\n  Uno.\n\n\n  Due.\n\n",
        ">-\n  Uno.\n\n\n  Due.",
        ">-\n  - uno\n\n  - due",
        ">-\n  Uno:\n    - due\n    - tre",
        '"Uno.\\n\\nDue."',
        '"Uno.\n\n\n  Due."',
        '"Detto \\\n  \\"uno\\".\n\n\n  Due."',
        "'L''uno.\n\n\n  Due.'",
        "Uno\n  e due.",
    ],
)
def test_a_text_whose_paragraphs_arrive_is_read_in_each_style(text: str) -> None:
    assert document(f"a: 1\nb: {text}\nc: 2\n").problems == []


# --- characters

MISPLACED: dict[str, tuple[str, ...]] = {
    "bad_character": (
        "\0\2\x1b\x7f\x85",  # control characters, NEL
        "\xad\u200b\u200c\u200d\u2060\ufeff\u3164\u2800\U000e0041",  # nothing to see
        "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",  # direction of reading
        "\u2028\u2029",  # line ends to some programs alone
        "\ue000\uf8ff\U0010fffd",  # private use
        "\ufdd0\ufffe\uffff\U0001ffff",  # no characters
    ),
    "lookalike": ("\ufb00\ufb01\ufb04\ufb06", "\U0001d400\U0001d68a", "\uff21\uff05"),
    "mojibake": ("\ufffd",),
}


def test_characters_that_a_reader_cannot_see_as_written_are_refused_raw_and_by_escape_in_values_and_keys() -> None:
    accepted: list[tuple[str, Any]] = []
    for code, groups in MISPLACED.items():
        for character in "".join(groups):
            escape = f"\\U{ord(character):08x}"
            for text, column in (
                (f"a: Le {character}gure\n", 7),
                (f"# {character}\na: 1\n", 3),
                (f'a: "Le {escape}gure"\n', 4),
                (f'"a{escape}": 1\n', 1),
            ):
                found = document(text).problems
                if [(one.code, one.place.column) for one in found] != [(code, column)]:
                    accepted.append((text, found))
                elif code != "mojibake" and f"U+{ord(character):04X}" not in told(found[0]):
                    accepted.append((text, told(found[0])))
    assert accepted == []


def test_each_copied_character_of_a_file_is_told_at_its_place() -> None:
    found = document("a: la veri\ufb01ca e l\u2019e\ufb03cacia\nb: citta\u0300\u202c\n").problems
    assert [(problem.code, problem.place) for problem in found] == [
        ("lookalike", Place(1, 11)),
        ("lookalike", Place(1, 20)),
        ("bad_character", Place(2, 10)),
        ("decomposed", Place(2, 8)),
    ]


def test_letters_of_all_languages_and_signs_of_typography_are_left_alone() -> None:
    text = "Łódź, naïve, Ελλάδα, 東京, ½, ™, m², 5\u202f%, 10\u00a0€, … – — “a” ‘b’ «c» → ✓ ❤\ufe0f 🏭"
    assert sound(f'a: {text}\nb: "{text}"\n') == {"a": text, "b": text}
