"""The data dictionary says of every field what the models ask for, and its examples are what they accept."""

from datetime import date
from typing import Any, Final

import pytest
import yaml
from pydantic import TypeAdapter

from career_guide.model.fields import Expected, fields_of, records_within
from career_guide.model.kinds import FILE_KINDS
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import Record
from career_guide.review.data_dictionary import DescribedField, described_file


def field(file: str, record: str, name: str, locale: Locale = "en") -> DescribedField:
    """A field as the dictionary describes it."""
    (found,) = (
        entry
        for described in described_file(file, locale).records
        if described.name == record
        for entry in described.fields
        if entry.name == name
    )
    return found


# --- what is described


def test_a_file_has_all_its_records_fields_and_values_with_their_meaning(subtests: pytest.Subtests) -> None:
    for file, kind in FILE_KINDS.items():
        with subtests.test(file):
            described = described_file(file, "it").records
            records = records_within(kind.record)
            assert [record.name for record in described] == [record.__name__ for record in records]
            for record, shown in zip(records, described, strict=True):
                assert shown.meaning
                assert sorted(entry.name for entry in shown.fields) == sorted(record.model_fields)
                assert all(entry.meaning and all(entry.choices.values()) for entry in shown.fields), shown.name
            held = {entry.record for record in described for entry in record.fields if entry.record}
            assert held <= {record.name for record in described}


def test_a_file_begins_with_its_own_record_and_goes_inwards() -> None:
    assert [record.name for record in described_file("goals", "it").records] == [
        "Narrative",
        "Section",
        "Item",
        "Figure",
        "Range",
    ]


def test_fields_stand_in_the_order_in_which_files_are_written() -> None:
    narrative, _, item, *_ = described_file("goals", "it").records
    assert [entry.name for entry in narrative.fields] == [
        "source",
        "as_of",
        "draft",
        "summary",
        "answer",
        "intro",
        "limits",
        "sections",
    ]
    names = [entry.name for entry in item.fields]
    assert (names[0], names[-2:]) == ("id", ["source", "as_of"])


def test_the_words_of_the_interface_are_texts_without_fields() -> None:
    labels = described_file("labels", "it")
    assert labels.records == ()
    assert yaml.safe_load(labels.example) == {"<id>": {"<id>": {"it": "…", "en": "…"}}}


@pytest.mark.parametrize(("file", "many"), [("skills", "by_id"), ("changes", "list"), ("salary", None)])
def test_a_file_tells_whether_it_holds_one_or_many(file: str, many: str | None) -> None:
    assert described_file(file, "it").whole.many == many


# --- what is said of a field


KINDS: Final = {
    "localized_text": ("skills", "Skill", "name"),
    "localized_summary": ("skills", "Skill", "summary"),
    "localized_prose": ("skills", "Skill", "text"),
    "localized_list_text": ("skills", "Skill", "search_terms"),
    "localized_id": ("skills", "Skill", "slug"),
    "localized_list_id": ("skills", "Skill", "former_slugs"),
    "source": ("skills", "Skill", "source"),
    "text": ("certifications", "Certification", "issuer"),
    "localized_text_or_null": ("role", "Classification", "label"),
    "web_address": ("role", "Classification", "uri"),
    "date": ("role", "Profile", "reviewed"),
    "whole_number": ("specialization", "Specialization", "position"),
    "level": ("salary", "SalaryBand", "level"),
    "yes_no": ("goals", "Section", "checklist"),
    "id": ("goals", "Section", "id"),
    "number": ("goals", "Range", "min"),
    "tool-category": ("tools", "Tool", "category"),
    "tool-family": ("tools", "ToolCategory", "family"),
    "list_page": ("skills", "Skill", "related"),
    "list_sector": ("role", "Profile", "sectors"),
    "list_source": ("role", "Relation", "sources"),
    "family": ("role", "Profile", "family"),
    "post": ("role", "Relation", "post"),
    "proficiency": ("skills", "CanDo", "proficiency"),
    "by_id_record": ("tools", "ToolCatalogue", "tools"),
    "list_record": ("salary", "Salary", "bands"),
    "record": ("salary", "Salary", "top"),
}


def test_a_value_has_a_name_that_labels_put_in_words(subtests: pytest.Subtests) -> None:
    for kind, place in KINDS.items():
        with subtests.test(kind):
            assert field(*place).expected.kind == kind


def test_a_field_that_holds_records_names_them() -> None:
    assert field("tools", "ToolCatalogue", "tools").record == "Tool"
    assert field("salary", "Salary", "bands").record == "SalaryBand"
    assert field("salary", "Salary", "growth").record == "Section"
    assert field("salary", "Salary", "bands_intro").record is None


def test_what_may_be_left_out_is_told_from_what_may_not() -> None:
    assert field("salary", "SalaryBand", "level").expected.is_required
    assert not field("salary", "SalaryBand", "variable").expected.is_required


def test_a_list_that_may_not_be_empty_is_told_from_one_that_may() -> None:
    assert field("specializations", "SelfCheckStatement", "favours").expected.is_filled
    assert not field("salary", "Salary", "areas").expected.is_filled


def test_a_default_is_shown_where_it_is_more_than_nothing() -> None:
    assert field("goals", "Section", "ordered").default == "false"
    assert field("tools", "Tool", "kind").default == "product"
    for file, record, name in (("goals", "Section", "outro"), ("goals", "Item", "related"), ("goals", "Item", "id")):
        assert field(file, record, name).default is None


def test_values_to_choose_from_are_listed_with_their_meaning_in_the_readers_language() -> None:
    english, italian = (field("salary", "SalaryBand", "basis", locale).choices for locale in ("en", "it"))
    assert list(english) == list(italian) == ["gross", "net", "unspecified"]
    assert "net" in english["net"].lower()
    assert "nett" in italian["net"].lower()


def test_values_of_a_field_that_may_be_left_out_are_listed_too() -> None:
    assert "of_total_pay" in field("goals", "Figure", "base").choices


def test_a_kind_of_value_without_a_name_is_no_secret() -> None:
    class Odd(Record):
        weight: complex

    with pytest.raises(KeyError):
        _ = fields_of(Odd)["weight"].kind


def test_there_is_no_file_of_an_unknown_kind() -> None:
    with pytest.raises(KeyError):
        described_file("recipes", "it")


# --- examples

FILLED: dict[str, Any] = {
    "text": "Words",
    "localized_text": dict.fromkeys(LOCALES, "Words"),
    "localized_text_or_null": dict.fromkeys(LOCALES, "Words"),
    "localized_prose": dict.fromkeys(LOCALES, "Words"),
    "localized_summary": dict.fromkeys(LOCALES, "Words that are long enough for a summary."),
    "localized_list_text": {locale: ["Words"] for locale in LOCALES},
    "localized_id": dict.fromkeys(LOCALES, "words"),
    "number": 1,
    "whole_number": 1,
    "country": "IT",
    "web_address": "https://guide.example/",
}
"""What an editor could write in the place of `…`; an id where nothing else is said."""


def filled(example: Any, expected: Expected) -> Any:
    """An example with values for its dots."""
    if expected.many == "list":
        return [filled(entry, expected.entry) for entry in example]
    if expected.kind.endswith("record"):
        return {name.strip("<>"): filled(value, expected.at(name)) for name, value in example.items()}
    return example if expected.options else FILLED.get(expected.kind, "some-id")


@pytest.mark.parametrize("file", [name for name, kind in FILE_KINDS.items() if kind.record])
def test_an_example_is_accepted_once_its_dots_are_filled(file: str) -> None:
    kind = FILE_KINDS[file]
    content = filled(yaml.safe_load(described_file(file, "it").example), Expected.by(kind.holds))
    days = iter([date(2026, 1, 1), date(2026, 2, 1)])
    for record in content if isinstance(content, list) else [content]:
        for name in ("date", "reviewed", "review_by"):
            if name in record:
                record[name] = next(days)
    TypeAdapter(kind.holds).validate_python(content)


@pytest.mark.parametrize("file", FILE_KINDS)
def test_an_example_states_no_fact(file: str) -> None:
    """Only the values that a field offers to choose from stand there; all else is dots."""
    choices = {
        value for record in described_file(file, "it").records for entry in record.fields for value in entry.choices
    }

    def values(part: Any) -> set[Any]:
        entries = part.values() if isinstance(part, dict) else part if isinstance(part, list) else [part]
        return {part} if entries == [part] else set().union(*map(values, entries))

    assert values(yaml.safe_load(described_file(file, "it").example)) <= choices | {"…"}
