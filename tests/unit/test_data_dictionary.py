"""The data dictionary says of every field what the models ask for, and its examples are what they accept."""

from datetime import date
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from career_guide.model import role
from career_guide.model.kinds import FILE_KINDS
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import Record
from career_guide.review.data_dictionary import (
    DescribedField,
    FieldType,
    described_file,
    field_annotations,
    field_type,
    records_within,
)


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


@pytest.mark.parametrize("file", FILE_KINDS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_field_record_and_value_of_a_file_has_its_meaning(file: str, locale: Locale) -> None:
    for record in described_file(file, locale).records:
        assert record.meaning, record.name
        for entry in record.fields:
            assert entry.meaning, f"{record.name}.{entry.name}"
            for choice in entry.choices:
                assert choice.meaning, f"{record.name}.{entry.name}: {choice.value}"


@pytest.mark.parametrize("file", FILE_KINDS)
def test_no_field_of_the_model_is_left_out_and_none_is_added(file: str) -> None:
    records = records_within(FILE_KINDS[file].record)
    described = described_file(file, "en").records
    assert [record.name for record in described] == [record.__name__ for record in records]
    for record, shown in zip(records, described, strict=True):
        assert sorted(entry.name for entry in shown.fields) == sorted(record.model_fields)


@pytest.mark.parametrize("file", FILE_KINDS)
def test_a_record_that_a_field_holds_is_explained_on_the_same_page(file: str) -> None:
    described = described_file(file, "en")
    names = [record.name for record in described.records]
    held = {entry.type.record.__name__ for record in described.records for entry in record.fields if entry.type.record}
    assert held <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("file", FILE_KINDS)
def test_both_languages_describe_the_same(file: str) -> None:
    def bones(locale: Locale) -> list[object]:
        described = described_file(file, locale)
        return [described.example] + [
            (record.name, entry.name, entry.type, entry.is_required, [choice.value for choice in entry.choices])
            for record in described.records
            for entry in record.fields
        ]

    assert bones("it") == bones("en")


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
    assert [entry.name for entry in narrative.fields] == ["source", "as_of", "summary", "intro", "sections"]
    names = [entry.name for entry in item.fields]
    assert (names[0], names[-2:]) == ("id", ["source", "as_of"])


def test_the_words_of_the_interface_are_texts_without_fields() -> None:
    labels = described_file("labels", "it")
    assert labels.records == ()
    assert yaml.safe_load(labels.example) == {"<id>": {"<id>": {"it": "…", "en": "…"}}}


@pytest.mark.parametrize(("file", "many"), [("skills", "by_id"), ("changes", "list"), ("salary", None)])
def test_a_file_tells_whether_it_holds_one_or_many(file: str, many: str | None) -> None:
    assert described_file(file, "it").many == many


# --- what is said of a field


@pytest.mark.parametrize(
    ("file", "record", "name", "kind"),
    [
        ("skills", "Skill", "name", "text_in_both"),
        ("skills", "Skill", "summary", "summary_in_both"),
        ("skills", "Skill", "text", "prose_in_both"),
        ("skills", "Skill", "search_terms", "texts_in_both"),
        ("skills", "Skill", "slug", "slug_in_both"),
        ("skills", "Skill", "former_slugs", "slugs_in_both"),
        ("skills", "Skill", "source", "source"),
        ("certifications", "Certification", "issuer", "text"),
        ("role", "Classification", "label", "text_if_any"),
        ("role", "Classification", "uri", "web_address"),
        ("role", "Profile", "reviewed", "date"),
        ("specialization", "Specialization", "position", "whole_number"),
        ("specialization", "Specialization", "level", "level"),
        ("goals", "Section", "checklist", "yes_no"),
        ("goals", "Section", "id", "id"),
        ("goals", "Range", "min", "number"),
        ("tools", "Tool", "category", "tool_category"),
        ("tools", "ToolCategory", "family", "tool_family"),
    ],
)
def test_a_single_value_has_a_name_that_labels_put_in_words(file: str, record: str, name: str, kind: str) -> None:
    assert field(file, record, name).type == FieldType(kind)


@pytest.mark.parametrize(
    ("file", "record", "name", "expected"),
    [
        ("skills", "Skill", "related", FieldType("page", "list")),
        ("specialization", "Specialization", "skills", FieldType("skill", "list")),
        ("specializations", "SelfCheckStatement", "favours", FieldType("specialization", "list")),
        ("salary", "Salary", "bands", FieldType("record", "list", role.SalaryBand)),
        ("salary", "Salary", "growth", FieldType("record", None, role.Section)),
        ("salary", "Salary", "top", FieldType("record", None, role.TopPay)),
    ],
)
def test_many_values_and_fields_within_fields_are_told_apart(
    file: str, record: str, name: str, expected: FieldType
) -> None:
    assert field(file, record, name).type == expected


def test_values_by_id_are_told_from_a_list() -> None:
    assert field("tools", "ToolCatalogue", "tools").type.many == "by_id"


def test_what_may_be_left_out_is_told_from_what_may_not() -> None:
    assert field("salary", "SalaryBand", "level").is_required
    assert not field("salary", "SalaryBand", "variable").is_required


def test_a_list_that_may_not_be_empty_is_told_from_one_that_may() -> None:
    assert field("salary", "Salary", "bands").is_filled
    assert not field("salary", "Salary", "areas").is_filled


@pytest.mark.parametrize(
    ("file", "record", "name", "default"),
    [
        ("goals", "Section", "ordered", "false"),
        ("tools", "Tool", "kind", "product"),
        ("goals", "Section", "outro", None),
        ("goals", "Item", "related", None),
        ("goals", "Item", "id", None),
        ("skills", "Skill", "former_slugs", None),
    ],
)
def test_a_default_is_told_where_it_is_more_than_nothing(
    file: str, record: str, name: str, default: str | None
) -> None:
    assert field(file, record, name).default == default


def test_values_to_choose_from_are_listed_with_their_meaning_in_the_readers_language() -> None:
    english, italian = (field("salary", "SalaryBand", "basis", locale).choices for locale in ("en", "it"))
    assert [choice.value for choice in english] == ["gross_annual", "annual_unspecified"]
    assert [choice.value for choice in italian] == ["gross_annual", "annual_unspecified"]
    assert "gross" in english[0].meaning
    assert "lord" in italian[0].meaning


def test_values_of_a_field_that_may_be_left_out_are_listed_too() -> None:
    assert "of_total_pay" in [choice.value for choice in field("goals", "Figure", "base").choices]


def test_a_kind_of_value_without_a_name_is_no_secret() -> None:
    class Odd(Record):
        weight: complex

    with pytest.raises(KeyError):
        field_type(field_annotations(Odd)["weight"])


def test_there_is_no_file_of_an_unknown_kind() -> None:
    with pytest.raises(KeyError):
        described_file("recipes", "it")


# --- examples

FILLED: dict[str, Any] = {
    "text": "Words",
    "text_in_both": dict.fromkeys(LOCALES, "Words"),
    "text_if_any": dict.fromkeys(LOCALES, "Words"),
    "prose_in_both": dict.fromkeys(LOCALES, "Words"),
    "summary_in_both": dict.fromkeys(LOCALES, "Words that are long enough for a summary."),
    "texts_in_both": {locale: ["Words"] for locale in LOCALES},
    "slug_in_both": dict.fromkeys(LOCALES, "words"),
    "number": 1,
    "whole_number": 1,
    "web_address": "https://guide.example/",
}
"""What an editor could write in the place of `…`; an id where nothing else is said."""


def filled(example: Any, annotation: Any) -> Any:
    """An example with values for its dots."""
    kind = field_type(annotation)
    if kind.many == "list":
        return [filled(entry, annotation.__args__[-1]) for entry in example]
    if kind.many == "by_id":
        return {name.strip("<>"): filled(entry, annotation.__args__[-1]) for name, entry in example.items()}
    if kind.record:
        annotations = field_annotations(kind.record)
        return {name: filled(value, annotations[name]) for name, value in example.items()}
    if kind.name == "choice":
        return example
    return FILLED.get(kind.name, "some-id")


@pytest.mark.parametrize("file", [name for name, kind in FILE_KINDS.items() if kind.record])
def test_an_example_is_accepted_once_its_dots_are_filled(file: str) -> None:
    kind = FILE_KINDS[file]
    content = filled(yaml.safe_load(described_file(file, "it").example), kind.holds)
    days = iter([date(2026, 1, 1), date(2026, 2, 1)])
    # The example cannot know what a number means.
    for pay in [content[name][0] for name in ("bands", "areas") if name in content]:
        pay["range"] = {"min": 30000, "max": 40000}
    for record in content if isinstance(content, list) else [content]:
        for name in ("date", "reviewed", "review_by"):
            if name in record:
                record[name] = next(days)
    TypeAdapter(kind.holds).validate_python(content)


@pytest.mark.parametrize("file", FILE_KINDS)
def test_an_example_states_no_fact(file: str) -> None:
    """Only the values that a field offers to choose from stand there; all else is dots."""
    choices = {
        choice.value
        for record in described_file(file, "it").records
        for entry in record.fields
        for choice in entry.choices
    }

    def values(part: Any) -> set[Any]:
        entries = part.values() if isinstance(part, dict) else part if isinstance(part, list) else [part]
        return {part} if entries == [part] else set().union(*map(values, entries))

    assert values(yaml.safe_load(described_file(file, "it").example)) <= choices | {"…"}
