"""Whatever an editor may write is described in both languages, once, and nothing is described that does not exist."""

import inspect
from collections.abc import Iterator
from typing import Any, Final, Literal, get_args, get_origin

import pytest

from career_guide.loading.articles import FrontMatter
from career_guide.model import careers
from career_guide.model.catalogue import Skill, Tool, ToolKind
from career_guide.model.descriptions import (
    CHOICES,
    Described,
    declaring,
    descriptions,
    field_description,
    plain_name,
    record_description,
    value_description,
)
from career_guide.model.fields import fields_of
from career_guide.model.figures import Figure, Sourced
from career_guide.model.kinds import FILE_KINDS, KINDS
from career_guide.model.locales import LOCALES
from career_guide.model.pay import AreaPay, SalaryBand
from career_guide.model.role import Item
from career_guide.model.values import Localized, Record, Text, Words


def parts(annotation: Any) -> Iterator[Any]:
    """An annotation and all that it is made of, the fields of records included."""
    seen: list[Any] = []
    waiting = [annotation]
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.append(part)
        yield part
        waiting += get_args(part)
        if isinstance(part, type) and issubclass(part, Record):
            waiting += [field.annotation for field in part.model_fields.values()]


PARTS: Final = [part for held in (*(kind.holds for kind in FILE_KINDS.values()), FrontMatter) for part in parts(held)]
WRITTEN: Final = {part for part in PARTS if isinstance(part, type) and issubclass(part, Record)}
"""Every record that stands in some file."""
RECORDS: Final = sorted(
    {
        ancestor
        for record in WRITTEN
        for ancestor in record.__mro__
        if issubclass(ancestor, Record) and not ancestor.__pydantic_generic_metadata__["origin"]
    },
    key=plain_name,
)
"""Those, and what they inherit from."""
FIELDS: Final = [
    (record, field) for record in RECORDS for field in inspect.get_annotations(record) if field in record.model_fields
]
"""Every field, where it is declared."""
OFFERED: Final = {expected.holds for record in RECORDS for expected in fields_of(record).values() if expected.options}


def test_every_record_field_and_value_of_a_choice_is_described_in_a_sentence_on_one_line() -> None:
    described: dict[tuple[Any, ...], str] = {}
    for locale in LOCALES:
        for record in RECORDS:
            described[locale, record] = record_description(record, locale)
        for record, field in FIELDS:
            described[locale, record, field] = field_description(record, field, locale)
        for choice in OFFERED:
            for value in get_args(choice):
                described[locale, choice, value] = value_description(choice, value, locale)
    assert len(described) > 500
    wrong = [what for what, text in described.items() if not text.endswith(".") or text.split() != text.split(" ")]
    assert wrong == []


def test_nothing_is_described_that_does_not_exist() -> None:
    existing = {plain_name(record): {"_"} for record in RECORDS}
    for record, field in FIELDS:
        if record is not Localized:  # whose fields are languages
            existing[plain_name(record)].add(field)
    existing |= {name: set(get_args(literal)) for literal, name in CHOICES.items()}
    existing["Kind"] = {*(kind.name for kind in KINDS.values()), "chapter", "page"}
    assert {name: set(texts) for name, texts in descriptions().items()} == existing


def test_each_list_of_values_is_one_that_is_used() -> None:
    """That of what is missing of a skill is no file's: it is worked out, and stands in the API."""
    assert set(CHOICES) - {careers.State} == {part for part in PARTS if get_origin(part) is Literal}


def test_what_the_file_says_it_says_in_each_language() -> None:
    for texts in descriptions().values():
        for key, words in texts.items():
            assert set(words) == ({"it"} if key == "_" else set(LOCALES))


def test_a_field_that_is_inherited_is_described_where_it_is_declared() -> None:
    assert declaring(SalaryBand, "source") is Sourced
    assert declaring(SalaryBand, "note") is SalaryBand
    for locale in LOCALES:
        assert field_description(Item, "source", locale) == field_description(Figure, "source", locale)


def test_a_field_of_the_same_name_in_another_record_is_described_for_itself() -> None:
    for locale in LOCALES:
        assert field_description(Skill, "source", locale) != field_description(Item, "source", locale)
        assert field_description(AreaPay, "level", locale) != field_description(SalaryBand, "level", locale)


def test_a_text_in_both_languages_is_described_whatever_kind_of_text_it_is() -> None:
    for locale in LOCALES:
        assert record_description(Text, locale) == record_description(Words, locale) != ""
        assert field_description(Text, "it", locale) == field_description(Words, "it", locale) != ""
    assert declaring(Text, "en") is Localized


def test_a_description_can_be_said_within_a_message() -> None:
    described = Described(Tool, "vendor")
    assert [described.text(locale) for locale in LOCALES] == ["L’azienda che lo vende.", "The company that sells it."]


def test_a_value_that_a_field_does_not_offer_has_no_description() -> None:
    with pytest.raises(KeyError):
        value_description(ToolKind, "technical", "en")
    with pytest.raises(KeyError):
        declaring(Tool, "price")
