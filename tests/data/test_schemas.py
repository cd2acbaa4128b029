"""Every file that is shipped, and every one of the small guide, names its own schema and follows it."""

from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft7Validator

from career_guide import schemas
from career_guide.data_files import kind_of
from career_guide.loading import GuideLoader
from tests.fixture_guide import FIXTURE, PROJECT, copy_guide
from tests.json_schemas import complaints, validators

SHIPPED: Final = PROJECT / "data"
SMALL: Final = FIXTURE / "data"


def files(data: Path) -> list[str]:
    return sorted(file.relative_to(data).as_posix() for file in data.rglob("*.yml"))


@pytest.fixture(scope="module")
def shipped() -> dict[str, Draft7Validator]:
    return validators_of(SHIPPED)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft7Validator]:
    return validators_of(copy_guide(tmp_path_factory.mktemp("small")) / "data")


def validators_of(data: Path) -> dict[str, Draft7Validator]:
    loader = GuideLoader(data)
    loader.load()
    return validators(schemas.files(**loader.context))


@pytest.mark.parametrize("file", files(SHIPPED))
def test_shipped_file_follows_its_schema(file: str, shipped: dict[str, Draft7Validator]) -> None:
    assert complaints(SHIPPED, file, shipped) == []


@pytest.mark.parametrize("file", files(SMALL))
def test_file_of_the_small_guide_follows_its_schema(file: str, small: dict[str, Draft7Validator]) -> None:
    assert complaints(SMALL, file, small) == []


@pytest.mark.parametrize("path", [*SHIPPED.rglob("*.yml"), *SMALL.rglob("*.yml")], ids=lambda path: path.name)
def test_file_names_the_schema_of_its_own_kind_at_its_top(path: Path) -> None:
    data = SHIPPED if path.is_relative_to(SHIPPED) else SMALL
    kind = kind_of(path.relative_to(data).as_posix())
    assert kind is not None
    lines = path.read_text("utf-8").splitlines()
    head = lines[: next(number for number, line in enumerate(lines) if not line.startswith("#"))]
    (modeline,) = [line for line in head[1:] if line.startswith("# yaml-language-server:")]
    named = path.parent / modeline.partition("$schema=")[2]
    assert named.resolve() == (data.parent / schemas.FOLDER / schemas.file_name(kind.name)).resolve()
