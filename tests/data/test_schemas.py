"""Every file that is shipped, and every one of the small guide, names its own schema and follows it."""

from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft7Validator

from career_guide.loading import GuideLoader
from career_guide.model.kinds import kind_of
from career_guide.review import schemas
from tests import json_schemas
from tests.fixture_guide import FIXTURE, PROJECT, copy_guide
from tests.json_schemas import complaints

SHIPPED: Final = PROJECT / "data"
SMALL: Final = FIXTURE / "data"


def files(data: Path) -> list[str]:
    return sorted(file.relative_to(data).as_posix() for file in data.rglob("*.yml"))


def validators_of(data: Path) -> dict[str, Draft7Validator]:
    loader = GuideLoader(data)
    loader.load()
    return json_schemas.validators(schemas.files(loader.ids))


def test_every_file_follows_its_schema(tmp_path: Path, subtests: pytest.Subtests) -> None:
    for data, loaded in ((SHIPPED, SHIPPED), (SMALL, copy_guide(tmp_path) / "data")):
        validators = validators_of(loaded)
        for file in files(data):
            with subtests.test(file):
                assert complaints(data, file, validators) == []


def test_every_file_names_the_schema_of_its_own_kind_at_its_top(subtests: pytest.Subtests) -> None:
    for data in (SHIPPED, SMALL):
        for file in files(data):
            with subtests.test(file):
                kind = kind_of(file)
                assert kind is not None
                lines = (data / file).read_text("utf-8").splitlines()
                head = lines[: next(number for number, line in enumerate(lines) if not line.startswith("#"))]
                (modeline,) = [line for line in head[1:] if line.startswith("# yaml-language-server:")]
                named = (data / file).parent / modeline.partition("$schema=")[2]
                assert named.resolve() == (data.parent / schemas.FOLDER / schemas.file_name(kind.name)).resolve()
