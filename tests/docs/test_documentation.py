"""The documents are complete and true: macros, commands, modules, settings."""

import re
from pathlib import Path

import pytest

from career_guide.rendering import macro_names

PROJECT = Path(__file__).parents[2]


def text(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")


@pytest.mark.parametrize("macro", macro_names(PROJECT / "overrides/templates"))
def test_every_macro_is_described_for_editors(macro: str) -> None:
    assert f"{{{{ {macro}(" in text("CONTRIBUTING.md")


def test_no_macro_is_described_that_does_not_exist() -> None:
    described = set(re.findall(r"\{\{ (\w+)\(", text("CONTRIBUTING.md")))
    assert described <= set(macro_names(PROJECT / "overrides/templates"))


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_that_is_named_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", text(document), re.MULTILINE))
    assert named
    assert {name for pair in named for name in pair if name} <= targets


def test_ci_runs_the_very_command_of_the_readme() -> None:
    assert "make test" in text("README.md")
    assert re.search(r"^make test$", text(".ci/run"), re.MULTILINE)


@pytest.mark.parametrize("module", sorted((PROJECT / "career_guide").glob("*")), ids=lambda path: path.name)
def test_every_module_has_its_place_in_the_architecture(module: Path) -> None:
    if module.name.startswith("__"):
        return
    assert re.search(rf"`{module.stem}/?`", text("ARCHITECTURE.md")), module.name


def test_only_the_plugin_knows_mkdocs() -> None:
    knowing = {
        path.name
        for path in (PROJECT / "career_guide").rglob("*.py")
        if re.search(r"^\s*(?:from|import) mkdocs", path.read_text("utf-8"), re.MULTILINE)
    }
    assert knowing == {"mkdocs_plugin.py"}


@pytest.mark.parametrize("variable", re.findall(r"!ENV \[(\w+)", text("mkdocs.yml")))
def test_every_setting_from_the_environment_is_described(variable: str) -> None:
    assert f"`{variable}`" in text("README.md")
