"""Whatever is typed into a data file, the guide is built or a clear error is told; there is no third way."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from career_guide import exports
from career_guide.building.project import Project
from career_guide.model.locales import LOCALES
from career_guide.pages.renderer import Renderer
from career_guide.words import reports
from career_guide.words.problems import DataError
from tests.fixture_guide import PROJECT
from tests.site.project import Project as BuiltProject
from tests.site.project import read_yaml, snapshot
from tests.site.published import Site

FILES: Final = sorted(path.relative_to(PROJECT).as_posix() for path in (PROJECT / "data").rglob("*.yml"))
ODD: Final = [
    "\t", ":", ": ", "- ", "#", " #", "'", '"', "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "\\",
    "---", "...", "<<", "no", "1:30", "0x1F", "1e400", "2026-02-30", "null", "~", "\u00a0", "\u2028", "\ufeff", "\x00",
    "Ã\u00a0", "<script>", "{{ x }}", "{x}", "{", "go:skill/none", "[a](javascript:b)", "9" * 400, "😀", "\r", "\n\n",
    "é", "-1", "1.5", "'''", ">-\n", "*a*", "[](go:)", "http://", "it:", "en: ",
]  # fmt: skip

lines = some.integers(min_value=0, max_value=10_000)
"""Which line; counted round, so that each number is one."""


def _edit(change: Callable[[list[str], int], list[str]]) -> Callable[[str, int], str]:
    def edited(text: str, number: int) -> str:
        rows = text.split("\n")
        return "\n".join(change(rows, number % len(rows)))

    return edited


def _indented(rows: list[str], at: int) -> list[str]:
    return [*rows[:at], f"  {rows[at]}", *rows[at + 1 :]]


def _outdented(rows: list[str], at: int) -> list[str]:
    return [*rows[:at], rows[at].removeprefix(" "), *rows[at + 1 :]]


def _without_value(rows: list[str], at: int) -> list[str]:
    return [*rows[:at], re.sub(r": .*", ":", rows[at]), *rows[at + 1 :]]


def _misspelt(rows: list[str], at: int) -> list[str]:
    return [*rows[:at], re.sub(r"^([ -]*\w+)\w:", r"\1:", rows[at]), *rows[at + 1 :]]


def _swapped(rows: list[str], at: int) -> list[str]:
    return [*rows[:at], *reversed(rows[at : at + 2]), *rows[at + 2 :]]


EDITS: Final = {
    "a line is deleted": _edit(lambda rows, at: rows[:at] + rows[at + 1 :]),
    "five lines are deleted": _edit(lambda rows, at: rows[:at] + rows[at + 5 :]),
    "a line stands twice": _edit(lambda rows, at: rows[: at + 1] + rows[at:]),
    "two lines change places": _edit(_swapped),
    "a line is indented": _edit(_indented),
    "a line is outdented": _edit(_outdented),
    "a value is missing": _edit(_without_value),
    "a key is misspelt": _edit(_misspelt),
    "the rest is missing": _edit(lambda rows, at: rows[:at]),
}


@some.composite
def mutated(draw: some.DrawFn) -> tuple[str, bytes]:
    """A data file of the shipped guide, and what somebody made of it by one to three edits."""
    file = draw(some.sampled_from(FILES))
    text = (PROJECT / file).read_text("utf-8")
    for _ in range(draw(some.integers(min_value=1, max_value=3))):
        number = draw(lines)
        kind = draw(some.sampled_from([*EDITS, "something is typed", "something is overtyped"]))
        if kind in EDITS:
            text = EDITS[kind](text, number)
            continue
        place = draw(some.integers(min_value=0, max_value=len(text)))
        typed = draw(some.one_of(some.sampled_from(ODD), some.text(max_size=5)))
        text = text[:place] + typed + text[place + (0 if kind == "something is typed" else len(typed)) :]
    encoding = draw(some.sampled_from(["utf-8"] * 8 + ["utf-16", "latin-1"]))
    return file, text.encode(encoding, "replace")


@cache
def workshop(folder: Path) -> Project:
    """The shipped guide in a folder of its own, kept so that only what was typed is read again."""
    for name in ("data", "docs"):
        shutil.copytree(PROJECT / name, folder / name)
    return Project(folder / "data", folder / "docs", PROJECT / "overrides/templates")


def try_out(folder: Path, file: str, content: bytes, pick: int) -> None:
    """Open the guide with what was typed, make some of its pages, and undo it."""
    project = workshop(folder)
    path = folder / file
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        make(project.open("https://guide.example/", try_macros=False), project, file.removeprefix("data/"), pick)
    except DataError as error:
        told(error, content)
    finally:
        path.write_bytes(before)
        # The clock of a file system may be too coarse to tell two writes apart.
        os.utime(path, ns=(0, hash(content) % 10**18))


def make(renderer: Renderer, project: Project, file: str, pick: int) -> None:
    plan = renderer.plan
    own = [page for page in plan.pages if page.file == f"data/{file}"]
    others = [page for page in plan.pages if page.kind not in {"home", "article", "language_choice"}]
    for page in [*own[:6], others[pick % len(others)], plan.page("page/home", "it")]:
        if page.kind != "home":
            renderer.page(page)
        for part in ("head", "header", "navigation", "footer"):
            renderer.part(f"theme/{part}", page)
    made = exports.files(renderer, project.references)
    names = sorted(made)
    for step in range(3):
        assert made[names[(pick + step * 101) % len(names)]]()


def told(error: DataError, content: bytes) -> None:
    assert error.problems
    last = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2
    for problem in error.problems:
        for locale in LOCALES:
            assert problem.what(locale).strip()
            assert problem.remedy(locale).strip()
            assert "{" not in reports.as_text([problem], locale).partition("\n    |")[0] or b"{" in content
        assert problem.place.column >= 1
        assert 1 <= problem.place.line <= max(last, 2_000)


# --- what is plausible: sound YAML, other content


def _parts(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to all values in plain data."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield (*path, key)
            yield from _parts(value, (*path, key))


def plausibly_changed(content: Any, dice: Random) -> str:
    """Change one thing in the content of a file, as an editor could who knows YAML well; gives what was done."""
    path = dice.choice(list(_parts(content)))
    within = content
    for step in path[:-1]:
        within = within[step]
    key, value = path[-1], within[path[-1]]
    other = dice.choice([0, 1, 60, -5, "patience", "glossary", "x", "role", True, [], None, value])
    kinds: dict[str, Callable[[], object]] = {
        "removed": lambda: within.pop(key),
        "changed": lambda: within.__setitem__(key, other),
    }
    if isinstance(within, list):
        kinds["doubled"] = lambda: within.append(value)
        kinds["turned round"] = within.reverse
    if isinstance(value, str):
        kinds["shortened"] = lambda: within.__setitem__(key, value[: len(value) // 2])
        kinds["emptied of letters"] = lambda: within.__setitem__(key, re.sub("[a-z]", "-", value))
    if isinstance(value, int):
        kinds["multiplied"] = lambda: within.__setitem__(key, value * 10)
    kind = dice.choice(sorted(kinds))
    kinds[kind]()
    return f"{'.'.join(map(str, path))} {kind} ({other!r})"


def changed_plausibly(project: BuiltProject, times: int, seed: int) -> list[str]:
    """Check a guide after each of some plausible changes; gives those for which the check itself failed.

    The check makes all that a build makes: whatever it raises but a `DataError`, a build would raise.
    """
    dice = Random(seed)
    opened = Project.in_folder(project.folder)
    files = sorted((project.folder / "data").rglob("*.yml"))
    failed = []
    for _ in range(times):
        file = dice.choice(files)
        before = file.read_bytes()
        content = read_yaml(file)
        done = f"{file.relative_to(project.folder)}: {plausibly_changed(content, dice)}"
        project.write(file.relative_to(project.folder).as_posix(), content)
        os.utime(file, ns=(0, dice.randrange(10**18)))
        try:
            opened.check()
        except DataError as error:
            told(error, file.read_bytes())
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            failed.append(f"{done}: {error!r}")
        file.write_bytes(before)
        os.utime(file, ns=(0, dice.randrange(10**18)))
    return failed


def test_what_the_check_passes_can_be_made_and_what_cannot_is_told(tmp_path: Path) -> None:
    assert changed_plausibly(BuiltProject.make(tmp_path / "guide", "small"), 5, seed=1) == []


@pytest.mark.thorough
def test_what_the_check_passes_can_be_made_of_the_shipped_guide(tmp_path: Path) -> None:
    assert changed_plausibly(BuiltProject.make(tmp_path / "guide", "shipped"), 10, seed=2) == []


FEW: Final = settings(
    max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


@pytest.mark.thorough
@settings(FEW, max_examples=150, derandomize=False)
@given(mutated(), lines)
def test_hundreds_of_edits_at_random_are_built_or_told(folder: Path, edit: tuple[str, bytes], pick: int) -> None:
    try_out(folder, *edit, pick)


@pytest.mark.thorough
def test_no_edit_at_random_harms_the_published_site_or_ends_in_a_traceback(
    shipped: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    project = BuiltProject(shipped.folder.parent).copy(tmp_path_factory.mktemp("published") / "guide", built=True)

    @settings(FEW, max_examples=5, phases=[Phase.generate])
    @given(mutated())
    def build(edit: tuple[str, bytes]) -> None:
        file, content = edit
        path = project.folder / file
        before, site = path.read_bytes(), snapshot(project.site)
        path.write_bytes(content)
        done = project.build()
        path.write_bytes(before)
        assert "Traceback" not in done.output
        assert project.left_by_builds() == []
        if done.status:
            assert file in done.output
            assert snapshot(project.site) == site

    build()
