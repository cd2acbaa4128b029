"""What the project is built of by others: each part is needed, and is exactly what was once looked at."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from typing import Final

import yaml

from tests.fixture_guide import PROJECT

SETTINGS: Final = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
ENGINE: Final = ("career_guide", "macros.py")
TOOLS: Final = ("tests", "scripts", "benchmarks")
RUN: Final = {
    "mkdocs-material": "the theme that mkdocs.yml names",
    "mkdocs-macros-plugin": "a plugin that mkdocs.yml names",
    "flit-core": "pip installs the project itself with it, and must not fetch it unlocked",
    "linkchecker": "make links",
    "mypy": "make test",
    "pip-audit": "make audit",
    "pip-tools": "make lock",
    "pytest-xdist": "make test, on all cores",
    "ruff": "make test",
    "types-html5lib": "types, for mypy",
    "types-jsonschema": "types, for mypy",
    "types-lxml": "types, for mypy",
    "types-pyyaml": "types, for mypy",
}
"""What no Python file imports, and what needs it."""
LOCKED: Final = sorted((PROJECT / "requirements").glob("*.txt"))
WORKFLOWS: Final = sorted((PROJECT / ".github/workflows").glob("*.yml"))


def test_the_engine_imports_what_the_project_declares_and_nothing_else() -> None:
    assert imported(ENGINE) <= declared(SETTINGS["project"]["dependencies"])


def test_tools_and_tests_import_what_is_declared_too() -> None:
    assert imported(TOOLS) <= all_declared()


def test_whatever_is_declared_is_needed() -> None:
    assert all_declared() - imported((*ENGINE, *TOOLS)) == set(RUN)


def test_pip_refuses_whatever_has_not_the_bytes_that_were_locked() -> None:
    """A requirement without a hash, too: pip refuses both once it is told to require hashes."""
    assert len(LOCKED) == 3
    for file in LOCKED:
        entries = re.split(r"\n(?=\S)", file.read_text("utf-8").replace("\\\n", ""))
        entries = [entry for entry in entries if not entry.startswith("#")]
        assert len(entries) > 30
        assert [entry for entry in entries if not re.match(r"\S+==\S+ +--hash=sha256:[0-9a-f]{64}", entry)] == []
    installs = re.findall(r"/pip install.*", (PROJECT / "Makefile").read_text("utf-8"))
    installs = [re.sub(r" --quiet| --requirement| requirements/\w+\.txt|/pip install", "", line) for line in installs]
    # The project itself comes from this folder: nothing is fetched for it, not even what builds it.
    assert sorted(installs) == [
        " --no-deps --no-build-isolation --editable .",
        " --require-hashes",
        " --require-hashes",
    ]


def test_npm_refuses_whatever_has_not_the_bytes_that_were_locked() -> None:
    locks = list((PROJECT / "tests").glob("*/package-lock.json"))
    assert locks
    for lock in locks:
        packages = json.loads(lock.read_text("utf-8"))["packages"]
        assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_an_action_is_pinned_to_a_commit_and_says_its_version() -> None:
    """A tag can be moved to other code by whoever owns the action."""
    used = [line for file in WORKFLOWS for line in re.findall(r"uses:.*", file.read_text("utf-8"))]
    assert len(used) > 8
    assert [line for line in used if not re.fullmatch(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_whatever_is_pinned_is_proposed_anew_when_there_is_a_newer_one() -> None:
    updates = yaml.safe_load((PROJECT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    watched = {(update["package-ecosystem"], update["directory"]) for update in updates}
    npm = {("npm", f"/{lock.parent.relative_to(PROJECT)}") for lock in (PROJECT / "tests").glob("*/package-lock.json")}
    assert watched == {("github-actions", "/"), ("pip", "/requirements")} | npm


def all_declared() -> set[str]:
    project = SETTINGS["project"]
    return declared(project["dependencies"] + project["optional-dependencies"]["dev"])


def declared(requirements: Iterable[str]) -> set[str]:
    """The packages that requirements name."""
    return {normal(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements}


def imported(places: Iterable[str]) -> set[str]:
    """The packages whose modules are imported in these places; of several with one module, what is declared."""
    modules = set().union(*map(modules_of, places))
    owners = [{normal(owner) for owner in installed().get(module, [])} for module in modules]
    return set().union(*(both if (both := names & all_declared()) else names for names in owners))


@cache
def modules_of(place: str) -> set[str]:
    """The first names of all modules that are imported by a file, or by the files of a folder."""
    path = PROJECT / place
    texts = [file.read_text("utf-8") for file in (path.rglob("*.py") if path.is_dir() else [path])]
    named = {name for text in texts for name in re.findall(r"^ *(?:from|import) (\w+)", text, re.MULTILINE)}
    return named - {"career_guide"}


@cache
def installed() -> Mapping[str, list[str]]:
    """The packages that hold each module."""
    return packages_distributions()


def normal(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
