"""What a release promises, what is told when a promise would be broken, and what a release says and writes."""

import json
import shutil
import time
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from career_guide.building import promised
from career_guide.cli import main
from career_guide.loading.published import LIST, load_published
from career_guide.site.plan import SitePlan
from career_guide.words.problems import MOST, DataError, Place
from tests.fixture_guide import TEMPLATES
from tests.unit.edits import GuideFolder


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A list in which nothing stands yet."""
    path = tmp_path / LIST
    path.parent.mkdir()
    return path


def test_pages_and_permanent_addresses_are_promised_and_nothing_else(plan: SitePlan) -> None:
    addresses = promised.addresses(plan)
    assert {"/", "/en/", "/it/ruoli/soffiatore-di-vetro/stipendio/", "/go/term/gather/"} <= addresses
    assert [address for address in addresses if not address.endswith("/") or "#" in address] == []


def test_what_vanished_is_told_with_its_line_on_the_list(plan: SitePlan, published: Path) -> None:
    published.write_text("/\n/en/gone/\n/en/gone/below/\n/en/roles/\n/go/skill/x/ /go/skill/y/\n", "utf-8")
    problems = promised.broken(plan, load_published(published.parent))
    assert [(problem.code, problem.place, problem.line) for problem in problems] == [
        ("address_vanished", Place(2, 1), "/en/gone/"),
        ("address_vanished", Place(5, 1), "/go/skill/x/"),
    ]
    assert problems[0].file == LIST
    assert "former_slugs" in problems[0].remedy("en")
    assert "/en/gone/" in problems[0].what("it")


def test_a_list_that_cannot_be_read_is_told_and_nothing_outside_is_read_through_a_link(published: Path) -> None:
    for content, code in {b"/\n/\xe0/\n": "not_utf8", b"/\n<<<<<<< HEAD\n/en/\n": "conflict_marks"}.items():
        published.write_bytes(content)
        with pytest.raises(DataError) as error:
            load_published(published.parent)
        assert [(one.code, one.file, one.place.line) for one in error.value.problems] == [(code, LIST, 2)]
    published.rename(published.with_name("secret"))
    for name in ("addresses.txt", "gone.yml"):
        published.with_name(name).symlink_to("secret")
    with pytest.raises(DataError) as error:
        load_published(published.parent)
    assert [(one.code, one.file.name) for one in error.value.problems] == [
        ("link_outside", "addresses.txt"),
        ("link_outside", "gone.yml"),
    ]


def test_what_is_no_address_is_never_a_place_to_write_to(published: Path, subtests: pytest.Subtests) -> None:
    """A redirect is written where the address of a page that is gone was."""
    hostile = ("/../../x/", "/en/../../x/", "//evil.example/", "/en/\\x/", "en/", "/en", "/è/", "/" + "a/" * 505)
    for address in hostile:
        with subtests.test(address[:20]):
            for listed, gone in ((address, "/en/x/"), ("/en/x/", address)):
                published.write_text(f"{listed}\n", "utf-8")
                published.with_name("gone.yml").write_text(f"'{gone}': /en/\n", "utf-8")
                with pytest.raises(DataError) as error:
                    load_published(published.parent)
                assert {one.code for one in error.value.problems} == {"not_an_address"}


def test_very_long_lists_are_read_in_a_moment(plan: SitePlan, published: Path) -> None:
    lines = [f"/en/{number}/" for number in range(20_000)]
    published.write_text("\n".join(lines), "utf-8")
    start = time.process_time()
    assert len(promised.broken(plan, load_published(published.parent))) == MOST
    published.with_name("gone.yml").write_text("".join(f"{line}: /en/\n" for line in lines), "utf-8")
    assert promised.broken(plan, load_published(published.parent)) == []
    assert time.process_time() - start < 5


def test_before_the_first_release_nothing_is_promised(plan: SitePlan, tmp_path: Path) -> None:
    assert promised.broken(plan, load_published(tmp_path / "none")) == []


@pytest.mark.parametrize("left", ["nothing", "an empty file", "all but a line", "only what is of today"])
def test_a_list_that_was_lost_after_an_edition_is_told(project: GuideFolder, left: str) -> None:
    assert run(project, "release", "--yes", "--edition").exit_code == 0
    path = project.path / LIST
    lines = listed(project)
    own = [line for line in lines if line.startswith("/go/edition/")]
    match left:
        case "nothing":
            path.unlink()
        case "an empty file":
            path.write_text("", "utf-8")
        case "all but a line":
            path.write_text("".join(f"{line}\n" for line in lines if line != own[0]), "utf-8")
        case _:
            path.write_text("".join(f"{line}\n" for line in lines if "edition" not in line), "utf-8")
    # A line that gives up what is on the list would be told as wrong, too.
    path.with_name("gone.yml").write_text("/en/roles/gone/: /en/roles/\n", "utf-8")
    told = run(project, "release", "--yes")
    assert told.exit_code == 1
    assert "published/addresses.txt:1:1: addresses are missing here" in told.stderr
    assert "git log -- published/addresses.txt" in told.stderr
    checked = json.loads(run(project, "check", "--format", "json").stdout)
    found = [problem["code"] for problem in checked["problems"] if problem["file"].startswith("published/")]
    assert found == ["promises_lost"]


def test_an_edition_is_no_loss_before_it_is_released(project: GuideFolder) -> None:
    run(project, "release", "--yes")
    assert run(project, "release", "--yes", "--edition").exit_code == 0
    assert run(project, "release").stdout.startswith("Since the last release no address is new or gone.")
    (project.path / LIST).unlink()
    assert run(project, "release", "--yes", "--edition", "2026-10").exit_code == 1


# --- what is gone for good


PROMISED: Final = "/en/gone/\n/en/gone/below/\n/en/skills/\n/en/skills/gone/\n/go/skill/gone/\n"


def problems_with(plan: SitePlan, published: Path, gone: str) -> list[tuple[str, int, str]]:
    """Code, line and remedy of each problem."""
    published.write_text(PROMISED, "utf-8")
    if gone:
        (published.parent / "gone.yml").write_text(gone, "utf-8")
    try:
        found = promised.broken(plan, load_published(published.parent))
    except DataError as error:
        found = error.problems
    return [(problem.code, problem.place.line, problem.remedy("en")) for problem in found]


def test_the_lines_that_are_told_are_what_is_needed_and_no_more(plan: SitePlan, published: Path) -> None:
    found = problems_with(plan, published, "")
    assert {code for code, _, _ in found} == {"address_vanished"}
    lines = [remedy.rpartition("gone.yml: ")[2] for _, _, remedy in found]
    assert lines == ["/en/gone/: /en/", "/en/skills/gone/: /en/skills/", "/go/skill/gone/: /go/page/skills/"]
    assert problems_with(plan, published, "\n".join(lines)) == []


WRONG: Final = {
    "/en/gnoe/: /en/skills/": ("gone_never_published", "delete the line"),
    "/en/gone/below/x/: /en/skills/": ("gone_never_published", "delete the line"),
    "/en/skills/: /en/": ("gone_is_back", "Delete the line"),
    "/en/gone/: /en/skils/": ("gone_nowhere", "Did you mean '/en/skills/'?"),
    "/en/gone/: /it/": ("gone_nowhere", "in the same language"),
    "/en/gone/: /": ("gone_nowhere", "in the same language"),
    "/en/gone/: en/skills/": ("not_an_address", "from slash to slash"),
    "/en/gone: /en/skills/": ("not_an_address", "from slash to slash"),
    "/en/gone/:": ("empty_value", ""),
    "/en/gone/: /en/skills/\n/en/gone/: /en/": ("duplicate_key", ""),
    "- /en/gone/": ("dict_type", ""),
}


def test_a_line_that_helps_nobody_is_told(plan: SitePlan, published: Path, subtests: pytest.Subtests) -> None:
    for line, (code, said) in WRONG.items():
        with subtests.test(line):
            found = problems_with(plan, published, f"# A comment.\n{line}\n")
            ((number, remedy),) = [(number, remedy) for own, number, remedy in found if own == code]
            assert number == 1 + len(line.splitlines())
            assert said in remedy


# --- a release


@pytest.fixture
def project(own_folder: GuideFolder) -> GuideFolder:
    """The guide with the templates that it is rendered with: a whole project."""
    shutil.copytree(TEMPLATES.parent, own_folder.path / "overrides")
    return own_folder


def run(folder: GuideFolder, *arguments: str) -> Result:
    command, *rest = arguments
    return CliRunner().invoke(main, [command, "--project", str(folder.path), "--lang", "en", *rest])


def listed(folder: GuideFolder) -> list[str]:
    return (folder.path / LIST).read_text("utf-8").splitlines()


def test_a_release_shows_what_it_promises_and_promises_it_when_told_to(project: GuideFolder) -> None:
    shown = run(project, "release").stdout
    assert "+ /en/roles/glassblower/salary/\n" in shown
    assert "+ /go/skill/patience/\n" in shown
    assert "Nothing has been written yet" in shown
    assert not (project.path / "published").exists()

    done = run(project, "release", "--yes").stdout
    assert [line for line in done.splitlines() if line[:1] == "+"] == [f"+ {address}" for address in listed(project)]
    assert f"Done. Promised addresses: {len(listed(project))} " in done
    assert listed(project) == sorted(listed(project))
    assert run(project, "release").stdout.startswith("Since the last release no address is new or gone.")


def test_the_next_one_shows_what_came_and_where_what_went_leads_once(project: GuideFolder) -> None:
    run(project, "release", "--yes")
    before = listed(project)
    assert run(project, "rename", "skill", "patience", "calm", "--slug", "en=calm").exit_code == 0
    (project.data / "roles/glassblower/goals.yml").unlink()
    goals = "/en/roles/glassblower/goals/: /en/roles/glassblower/"
    gone = run(project, "check").stderr
    assert goals in gone
    assert run(project, "release", "--yes").exit_code == 1
    assert listed(project) == before, "what is not sound is not released"

    lines = [line.rpartition("gone.yml: ")[2] for line in gone.splitlines() if "gone.yml: " in line]
    (project.path / "published/gone.yml").write_text("\n".join(lines), "utf-8")
    shown = run(project, "release", "--yes").stdout.splitlines()
    assert {"+ /en/skills/calm/", "+ /go/skill/calm/"} == {line for line in shown if line[:1] == "+"}
    assert {
        "- /en/skills/patience/ → /en/skills/calm/",
        "- /go/skill/patience/ → /go/skill/calm/",
        "- /en/roles/glassblower/goals/ → /en/roles/glassblower/",
        "- /it/ruoli/soffiatore-di-vetro/obiettivi/ → /it/ruoli/soffiatore-di-vetro/",
        "- /go/role/glassblower/chapter/goals/ → /go/role/glassblower/",
    } == {line for line in shown if line[:1] == "-"}
    assert "/en/skills/patience/ /en/skills/calm/" in listed(project), "nothing is ever taken off"
    assert run(project, "release").stdout.startswith("Since the last release no address is new or gone.")
