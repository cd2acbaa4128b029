"""What others made: each part is needed, is exactly what was once looked at, and is told with its licence."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import files, packages_distributions
from typing import Final

import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

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
ASSETS: Final = PROJECT / "overrides/assets/guide"
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
    assert len(installs) == 3
    # The project itself comes from this folder: nothing is fetched for it, not even what builds it.
    safe = ("--require-hashes --requirement requirements/", "--no-deps --no-build-isolation --editable .")
    assert [
        line for line in installs if not line.startswith(tuple(f"/pip install --quiet {end}" for end in safe))
    ] == []


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


def test_the_notice_lists_what_is_locked_today() -> None:
    assert (PROJECT / "NOTICE").read_text("utf-8") == told("notice"), "run: make notice"


def test_readers_are_sent_the_notices_of_what_they_are_sent() -> None:
    """In letters that any server and browser show right, since a text file cannot say its encoding."""
    notices = (ASSETS / "licences.txt").read_text("ascii")
    (material,) = (file for file in files("mkdocs-material") or () if file.match("*.dist-info/**/LICENSE"))
    owner, _, terms = material.read_text("utf-8").partition("\n\n")
    for part in (owner, terms):
        assert " ".join(part.split()) in " ".join(notices.split())
    for licence in ("fonts/OFL.txt", "fflate/LICENSE"):
        assert f"assets/guide/{licence}" in notices
        assert (ASSETS / licence).exists()


def test_programs_are_told_what_a_site_is_made_of() -> None:
    document = told("sbom")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(document) is None
    components = {part["name"]: part for part in json.loads(document)["components"]}
    assert declared(SETTINGS["project"]["dependencies"]) | {"fflate", "Inter"} <= components.keys()
    assert [name for name, part in components.items() if not part["licenses"]] == []
    needed = {need for entry in json.loads(document)["dependencies"] for need in entry["dependsOn"]}
    assert needed == {part["bom-ref"] for part in components.values()}


def told(what: str) -> str:
    command = [sys.executable, "scripts/third_parties.py", what]
    return subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout


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
