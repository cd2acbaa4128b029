"""The shipped data is in one style, and putting it in style loses nothing: the witness is another reader of YAML."""

from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from career_guide.editing.formatting import data_files, format_file, in_style, tree_of
from career_guide.loading.yaml_source import Document, parse
from career_guide.model.kinds import kind_of
from tests.fixture_guide import FIXTURE, PROJECT

FILES: Final = [(folder, path) for folder in (PROJECT / "data", FIXTURE / "data") for path in data_files(folder)]
ONE_OF_EACH_KIND: Final = list(
    {kind_of(path.relative_to(folder).as_posix()): (folder, path) for folder, path in FILES}.values()
)
"""Those of the small guide, where it has them: its files hold every field."""


def witness(text: str) -> tuple[Any, list[str]]:
    """The data and the comments of a file as ruamel.yaml reads it, as YAML 1.1."""
    yaml, commented = YAML(typ="safe", pure=True), YAML()
    yaml.version = commented.version = (1, 1)
    comments = [line for token in commented.scan(text) for line in _comments(getattr(token, "_comment", None))]
    return yaml.load(text), sorted(comments)


def _comments(carried: Any) -> list[str]:
    """The comments that a token carries: in lists, as tokens of their own or as plain texts."""
    if isinstance(carried, list):
        return [line for one in carried for line in _comments(one)]
    text: str = getattr(carried, "value", carried) or ""
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_every_file_is_in_style(subtests: pytest.Subtests) -> None:
    for folder, path in FILES:
        with subtests.test(path.relative_to(PROJECT).as_posix()):
            found = format_file(folder, path)
            assert found.document.problems == []
            assert not found.is_changed, "run: career-guide fmt"


@pytest.mark.parametrize("files", [ONE_OF_EACH_KIND, pytest.param(FILES, marks=pytest.mark.thorough)], ids=len)
def test_style_keeps_data_and_comments(files: list[tuple[Path, Path]], subtests: pytest.Subtests) -> None:
    for folder, path in files:
        with subtests.test(path.relative_to(PROJECT).as_posix()):
            shown = Path("data", path.relative_to(folder))
            untidy = reversed_keys(path.read_text("utf-8"))
            tidy = in_style(tree_of(parse(untidy, Document(path))), shown)
            assert witness(tidy) == witness(untidy)
            assert tidy.count("# about ") == untidy.count("# about ") > 0
            assert in_style(tree_of(parse(tidy, Document(path))), shown) == tidy


def reversed_keys(text: str) -> str:
    """The text of a file with its entries in reverse, each with a comment of its own."""
    lines = text.splitlines(keepends=True)
    starts = [index for index, line in enumerate(lines) if line[0] not in " #\n"]
    blocks = ["".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    header = "".join(lines[: starts[0]])
    return header + "\n" + "".join(f"# about {index}\n{block.rstrip()}\n\n" for index, block in enumerate(blocks[::-1]))
