"""Hostile lines in the pages of the shipped guide: told by check and build, and never evaluated or published."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from career_guide.building.project import Project as Guide
from career_guide.words.problems import DataError, Problem
from tests.site.project import Build, Project, snapshot
from tests.unit.edits import told


class Hostile(NamedTuple):
    """A line at the end of a page or a template, and the problem that comes of it."""

    file: str
    line: str
    code: str


RUNS: Final = "{{{{ cycler.__init__.__globals__.os.mkdir('{mark}') }}}}"
"""Would make a folder, were it evaluated."""
METHOD, METODO = "docs/en/method.md", "docs/it/metodo.md"
HOSTILE: Final[dict[str, Hostile]] = {
    "Python": Hostile(METHOD, RUNS, "only_macro_calls"),
    "Python by a statement": Hostile(METODO, "{{% set x = {call} %}}", "only_macro_calls"),
    "Python in a macro's brackets": Hostile(METHOD, "{{{{ link({call}) }}}}", "macro_quotes"),
    "Python in code": Hostile(METODO, f"`{RUNS}`", "only_macro_calls"),
    "Python in an address": Hostile("docs/en/index.md", f"[x]({RUNS})", "only_macro_calls"),
    "all memory": Hostile("docs/it/privacy.md", "{{{{ 'a' * 10**10 }}}}", "only_macro_calls"),
    "a macro that does not exist": Hostile(METHOD, "{{{{ salry_bands() }}}}", "unknown_macro"),
    "a role that does not exist": Hostile(METODO, '{{{{ salary_bands("key-acount-manager") }}}}', "unknown_reference"),
    "too much for a macro": Hostile(METHOD, '{{{{ sources("x") }}}}', "macro_arguments"),
    "a script": Hostile(METHOD, "<script>alert(1)</script>", "html_in_page"),
    "what runs when clicked": Hostile(METODO, "*x*{{ onclick=alert(1) }}", "attribute_in_page"),
    "a link that runs": Hostile(METHOD, "[x](javascript:alert(1))", "unsafe_address_in_page"),
    "a picture from elsewhere": Hostile(METODO, "![x](https://evil.example/x.png)", "picture_from_elsewhere"),
    "a character that turns the text": Hostile(METHOD, "a\u202eb", "bad_character"),
    "a character that is none": Hostile(METODO, "a\0b", "bad_character"),
    "a page that does not exist": Hostile("docs/en/for-hr/api.md", "[x](../metod.md)", "unknown_file"),
    "a section that does not exist": Hostile("docs/it/per-hr/api.md", "[x](../metodo.md#surces)", "unknown_section"),
    "a macro that cannot be read": Hostile(
        "overrides/templates/macros/salary.html", "{{% macro x( %}}", "template_error"
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project.make(tmp_path_factory.mktemp("hostile") / "project", "shipped")


@pytest.fixture(scope="module")
def guide(project: Project) -> Guide:
    return Guide.in_folder(project.folder)


@pytest.fixture
def spoilt(project: Project) -> Iterator[Project]:
    """The shipped guide; what a test does to a file that is there is undone after it."""
    before = {name: text for name, text in snapshot(project.folder).items() if not name.startswith("site/")}
    yield project
    for name, text in before.items():
        if (project.folder / name).read_bytes() != text:
            (project.folder / name).write_bytes(text)


def problems(guide: Guide) -> list[Problem]:
    try:
        guide.open("https://guide.example/")
    except DataError as error:
        return error.problems
    return []


def spoil(project: Project, hostile: Hostile, mark: Path) -> int:
    """Add the line to its file; gives its number."""
    call = f"cycler.__init__.__globals__.os.mkdir('{mark}')"
    project.append(hostile.file, f"\n\n{hostile.line.format(mark=mark, call=call)}\n")
    return (project.folder / hostile.file).read_text("utf-8").count("\n")


def test_each_is_told_with_its_line_and_none_is_evaluated(
    spoilt: Project, guide: Guide, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    assert problems(guide) == []
    for name, hostile in HOSTILE.items():
        file = spoilt.folder / hostile.file
        before = file.read_bytes()
        with subtests.test(name):
            line = spoil(spoilt, hostile, tmp_path / "evaluated")
            (found,) = problems(guide)
            assert (found.file.as_posix(), found.place.line, found.code) == (hostile.file, line, hostile.code)
            assert told(found).isprintable()
            assert not (tmp_path / "evaluated").exists()
        file.write_bytes(before)


def test_what_lies_outside_is_not_published_through_the_theme(spoilt: Project, guide: Guide, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    links = [spoilt.folder / "overrides/assets" / name for name in ("secret.txt", "secrets")]
    for link, target in zip(links, (tmp_path / "secret.txt", tmp_path), strict=True):
        link.symlink_to(target)
    found = [(problem.file.as_posix(), problem.code) for problem in problems(guide)]
    for link in links:
        link.unlink()
    assert found == [(f"overrides/assets/{link.name}", "link_outside") for link in links]


def test_nothing_is_read_through_a_link_in_the_place_of_a_folder(
    spoilt: Project, guide: Guide, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    for name in ("data", "docs", "overrides", "editions", "published"):
        folder, moved = spoilt.folder / name, tmp_path / name
        was_there = folder.exists()
        if was_there:
            shutil.move(folder, moved)
        for target in (moved, folder):
            folder.symlink_to(target)
            with subtests.test(name, leads_to_itself=target == folder):
                assert [(problem.file.as_posix(), problem.code) for problem in problems(guide)] == [
                    (name, "link_outside")
                ]
            folder.unlink()
        if was_there:
            shutil.move(moved, folder)


def test_a_quiet_build_tells_all_of_them_and_evaluates_none(spoilt: Project, tmp_path: Path) -> None:
    # Files that cannot be read as text are told first.
    pages = [one for one in HOSTILE.values() if one.file.startswith("docs/") and one.code != "bad_character"]
    for hostile in pages:
        spoil(spoilt, hostile, tmp_path / "evaluated")
    build = spoilt.build("--quiet")
    assert_told(build)
    assert not (tmp_path / "evaluated").exists()
    assert {file for file, *_ in pages if f"\n{file}:" not in build.output} == set()


@pytest.mark.parametrize(
    ("file", "line"),
    [
        pytest.param("overrides/templates/pages/roles.html", "{% if %}", marks=pytest.mark.thorough),
        pytest.param("overrides/templates/pages/skills.html", "{{ nothing_of_this_name }}", marks=pytest.mark.thorough),
        pytest.param("overrides/main.html", "{% if %}", marks=pytest.mark.thorough),
    ],
)
def test_a_template_that_does_not_work_is_told_in_a_quiet_build(spoilt: Project, file: str, line: str) -> None:
    spoilt.append(file, line)
    build = spoilt.build("--quiet")
    assert_told(build)
    assert f"\n{file}:" in build.output


def assert_told(build: Build) -> None:
    assert build.status == 1
    assert "Traceback" not in build.output
    assert "the last good site is unchanged" in build.output


@pytest.mark.thorough
def test_an_anchor_that_a_macro_has_taken_is_told_by_the_check(spoilt: Project, guide: Guide) -> None:
    spoilt.append(METHOD, "\n\n{{ sources() }}\n\n## Again { #owner-guide }\n")
    with pytest.raises(DataError) as refused:
        guide.check()
    assert [(problem.file.as_posix(), problem.code) for problem in refused.value.problems] == [(METHOD, "anchor_taken")]
