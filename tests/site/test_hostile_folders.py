"""Folders of the small guide with what is no file in them, or a link: told at once, and nothing outside is touched."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from career_guide.building.project import Project as Guide
from career_guide.building.publishing import Staging
from career_guide.building.writing import write_files
from career_guide.cli import main
from career_guide.words.problems import DataError, RefusedError
from tests.site.project import Project, snapshot

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere there are none of these")
IN_A_MOMENT: Final = 60
"""Seconds; what waits for a file that never ends, or for somebody to write into it, waits longer."""
PLACES: Final = (
    "data",
    "data/roles",
    "data/roles/glassblower",
    "docs",
    "docs/en",
    "published",
    "overrides/assets/guide",
    "overrides/templates",
)
MADE: Final[dict[str, Callable[[Path], object]]] = {
    "a queue": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to its folder": lambda path: path.symlink_to("."),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One that no test changes for good."""
    return Project.make(tmp_path_factory.mktemp("hostile") / "project", "small")


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Project:
    """A project of the test's own, beside a folder `outside`."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/file").write_text("precious", "utf-8")
    return project.copy(tmp_path / "project", built=True)


@contextmanager
def in_a_moment() -> Iterator[None]:
    def late(*_: Any) -> None:
        raise AssertionError("this takes too long")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(IN_A_MOMENT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def run(project: Project, *command: str) -> Result:
    with in_a_moment():
        result = CliRunner().invoke(main, [*command, "--project", str(project.folder), "--lang", "en"])
    assert result.exception is None or isinstance(result.exception, SystemExit), command
    return result


# --- reading


def test_what_is_no_file_is_told_by_its_name_wherever_it_stands(project: Project, subtests: pytest.Subtests) -> None:
    guide = Guide.in_folder(project.folder)
    for place in PLACES:
        (project.folder / place).mkdir(exist_ok=True)
        for what, make in MADE.items():
            for name in ("x.yml", "x.md"):
                made = project.folder / place / name
                make(made)
                with subtests.test(place=place, what=what, name=name), in_a_moment():
                    with pytest.raises(DataError) as refused:
                        guide.open("https://guide.example/")
                    assert {problem.file.as_posix() for problem in refused.value.problems} == {f"{place}/{name}"}
                made.unlink()
    guide.open("https://guide.example/")


@pytest.mark.parametrize(
    "file",
    [
        "data/skills.yml",
        "docs/en/method.md",
        "overrides/main.html",
        "overrides/assets/guide/guide.css",
        "overrides/templates/macros/salary.html",
    ],
)
def test_what_takes_the_place_of_a_file_is_told_too(project: Project, file: str) -> None:
    path = project.folder / file
    kept = path.rename(project.folder / "kept")
    for make in MADE.values():
        make(path)
        with in_a_moment(), pytest.raises(DataError) as refused:
            Guide.in_folder(project.folder).open("https://guide.example/")
        path.unlink()
        assert file in {problem.file.as_posix() for problem in refused.value.problems}
    kept.rename(path)


# --- writing


LINKED: Final = {
    # What is a link to a folder outside, and the command that would write there.
    "data": ("new", "tool", "tongs"),
    "data/roles": ("fmt",),
    "docs": ("rename", "role", "glassblower", "glass-artisan"),
    "editions": ("release", "--yes", "--edition"),
    "published": ("release", "--yes"),
}


@pytest.mark.parametrize("name", LINKED)
def test_no_command_writes_through_a_link_in_the_place_of_a_folder(own: Project, tmp_path: Path, name: str) -> None:
    link = own.folder / name
    target = tmp_path / "outside" / link.name
    if link.exists():
        link.rename(target)
    else:
        target.mkdir()
    link.symlink_to(target)
    out_of_style = tmp_path / "outside/roles/glassblower/role.yml"
    if out_of_style.exists():
        own.append("data/roles/glassblower/role.yml", "\n\n\n")
    own.append("data/skills.yml", "\n\n\n")
    before = snapshot(tmp_path / "outside")
    result = run(own, *LINKED[name])
    assert result.exit_code == 1
    assert f"{name}:1:1: this is a link to another file or folder" in result.stderr
    assert snapshot(tmp_path / "outside") == before
    assert sorted(path.name for path in own.folder.glob(".[!s]*")) == []


def test_what_a_killed_command_seems_to_have_left_may_be_a_link(own: Project, tmp_path: Path) -> None:
    own.append("data/skills.yml", "\n\n\n")
    before = (own.folder / "data/skills.yml").read_bytes()
    for link in ("data/.skills.yml.part", "..unfinished-change.part"):
        (own.folder / "data/skills.yml").write_bytes(before)
        (own.folder / link).symlink_to(tmp_path / "outside/file")
        assert "data/skills.yml: put in order" in run(own, "fmt").stdout
        assert not (own.folder / link).is_symlink()
        assert (tmp_path / "outside/file").read_text("utf-8") == "precious"


@pytest.mark.parametrize("what", MADE)
def test_a_note_of_what_is_unfinished_is_a_file_or_none(own: Project, what: str) -> None:
    MADE[what](own.folder / ".unfinished-change")
    result = run(own, "fmt")
    assert result.exit_code == 1
    assert "'.unfinished-change' is damaged" in result.stderr


def test_the_schemas_for_editors_programs_are_written_into_the_project_alone(own: Project, tmp_path: Path) -> None:
    (own.folder / ".schemas").symlink_to(tmp_path / "outside")
    assert run(own, "check").exit_code == 0
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["file"]
    (own.folder / ".schemas").unlink()
    (own.folder / ".schemas").mkdir()
    (own.folder / ".schemas/.skills.schema.json.part").symlink_to(tmp_path / "outside/file")
    assert run(own, "check").exit_code == 0
    assert (tmp_path / "outside/file").read_text("utf-8") == "precious"
    assert (own.folder / ".schemas/skills.schema.json").is_file()


def test_a_file_is_made_in_no_folder_that_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "link").symlink_to("outside")
    for file in ("link/file", "link/new/file"):
        with pytest.raises(OSError, match="link"):
            write_files({tmp_path / "first": "", tmp_path / file: ""})
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["link", "outside"]


# --- building


@pytest.mark.parametrize("name", ["hosting", "hosting/made"])
def test_configurations_of_servers_are_written_into_the_project_alone(own: Project, tmp_path: Path, name: str) -> None:
    (own.folder / name).parent.mkdir(exist_ok=True)
    (own.folder / name).symlink_to(tmp_path / "outside")
    build = own.build(FOR_SERVERS="true", LANG="en_GB.UTF-8", LC_ALL="")
    assert build.status == 1
    assert f"{name}:1:1: this is a link to another file or folder" in build.output
    assert "Traceback" not in build.output
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["file"]


def test_nothing_is_removed_where_a_link_in_the_place_of_the_staging_folder_leads(tmp_path: Path) -> None:
    (tmp_path / "mail/new").mkdir(parents=True)
    (tmp_path / "mail/new/letter").touch()
    (tmp_path / ".site-staging").symlink_to("mail")
    with pytest.raises(RefusedError) as refused:
        Staging(tmp_path / "site", tmp_path / "project", [])
    assert ".site-staging" in refused.value.message.text("en")
    assert [path.relative_to(tmp_path).as_posix() for path in (tmp_path / "mail").rglob("*")] == [
        "mail/new",
        "mail/new/letter",
    ]
    (tmp_path / ".site-staging").unlink()
    Staging(tmp_path / "site", tmp_path / "project", []).discard()


@pytest.mark.parametrize("what", MADE)
def test_a_site_that_is_no_folder_is_refused(tmp_path: Path, what: str) -> None:
    """A link to another folder is not: that is how some hosts are told what to serve."""
    MADE[what](tmp_path / "site")
    with in_a_moment(), pytest.raises(RefusedError):
        Staging(tmp_path / "site", tmp_path, [])
