"""What the files in `data/` may hold, for editors: the models and their descriptions → plain tables of fields.

Takes the models, gives dataclasses in one locale without any HTML; `pages/data_file.html` shows them. What a kind of
value is called stands in `data/labels.yml`: here it has a name alone (`Expected.kind`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from career_guide.model import descriptions
from career_guide.model.fields import ALSO_WRITTEN, Expected, fields_in_order, fields_of, records_within
from career_guide.model.kinds import FILE_KINDS, FileKind
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import Localized, Record


@dataclass(frozen=True)
class DescribedField:
    """A field of a record."""

    name: str
    expected: Expected
    meaning: str
    choices: Mapping[str, str]
    """The values to choose from, and what each means."""

    @property
    def record(self) -> str | None:
        """The name of the record whose fields it holds, in one or many; None for a plain value."""
        return self.expected.part.__name__ if self.expected.part and self.expected.kind.endswith("record") else None

    @property
    def default(self) -> str | None:
        """The default, as an editor would write it; None where there is none."""
        default = self.expected.default
        return str(default).lower() if isinstance(default, bool) else default if isinstance(default, str) else None


@dataclass(frozen=True)
class DescribedRecord:
    """A record with its fields."""

    name: str
    """The name of its class: `SalaryBand`."""
    meaning: str
    fields: tuple[DescribedField, ...]


@dataclass(frozen=True)
class DescribedFile:
    """What one kind of file holds."""

    kind: FileKind
    whole: Expected
    records: tuple[DescribedRecord, ...]
    """The file's own record first, then those within it, outermost first; none for the labels, which are texts."""
    example: str
    """The shape of the file as YAML: its required fields alone, with `…` for what an editor would write."""


@cache
def described_file(name: str, locale: Locale) -> DescribedFile:
    """What a kind of file holds, one of `FILE_KINDS`, with the meanings in a language."""
    kind = FILE_KINDS[name]
    whole = Expected.by(kind.holds)
    example = yaml.dump(_shape(whole), Dumper=_HouseStyle, allow_unicode=True, sort_keys=False)
    return DescribedFile(kind, whole, tuple(_described(each, locale) for each in records_within(kind.record)), example)


def _described(record: type[Record], locale: Locale) -> DescribedRecord:
    fields = tuple(_field(record, name, locale) for name in fields_in_order(record))
    return DescribedRecord(record.__name__, descriptions.record_description(record, locale), fields)


def _field(record: type[Record], name: str, locale: Locale) -> DescribedField:
    expected = fields_of(record)[name]
    choices = {value: descriptions.value_description(expected.holds, value, locale) for value in expected.options}
    return DescribedField(name, expected, descriptions.field_description(record, name, locale), choices)


# --- examples


class _HouseStyle(yaml.SafeDumper):
    """Indents the entries of a list, as the files in `data/` do, and writes a text again where it stands twice."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _shape(expected: Expected) -> Any:
    """Plain data of the shape that is expected."""
    if expected.many:
        entry = _shape(expected.entry)
        return [entry] if expected.many == "list" else {"<id>": entry}
    if expected.record and issubclass(expected.record, Localized):
        return {locale: _shape(expected.at(locale)) for locale in LOCALES}
    if expected.record:
        also = ALSO_WRITTEN.get(expected.record, ())
        fields = {name: expected.at(name) for name in fields_in_order(expected.record)}
        return {name: _shape(inner) for name, inner in fields.items() if inner.is_required or name in also}
    return (*expected.options, "…")[0]
