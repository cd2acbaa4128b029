"""A build that fails says what to mend and where, and the last good site stays as it was, byte for byte."""

import re
import resource
import shutil
import signal
import subprocess
import time

import pytest

from tests.site.project import Build, Project, snapshot


@pytest.mark.thorough
@pytest.mark.parametrize("file", ["data/roles/glassblower/balance.yml", "data/skills.yml"])
def test_a_data_file_that_cannot_be_read(built_project: Project, file: str) -> None:
    """It alone is complained of, by its line, however many others refer to what stands in it."""
    built_project.append(file, "\tnote: moved in with the tabulator\n")
    line = len((built_project.folder / file).read_text("utf-8").splitlines())
    failed = fails(built_project, tidily=True)
    assert places(failed) == {file}
    assert f"{file}:{line}:1: a tab is used for indentation" in failed.complaints
    assert "    | →note: moved in with the tabulator\n    | ^\n" in failed.complaints
    assert "the last good site is unchanged" in failed.complaints


@pytest.mark.thorough
def test_all_mistakes_in_the_data_at_once(built_project: Project) -> None:
    """An editor mends them in one go, each found by file and line."""
    role = built_project.read("data/roles/lamplighter/role.yml")
    built_project.write(
        "data/roles/lamplighter/role.yml", role | {"sumary": role["summary"], "source": "workshop-note"}
    )
    tools = built_project.read("data/tools.yml")
    del tools["tools"]["kiln-monitor"]["summary"]["en"]
    built_project.write("data/tools.yml", tools)
    failed = fails(built_project, tidily=True)
    assert places(failed) == {"data/roles/lamplighter/role.yml", "data/tools.yml"}
    for remedy in ("'summary'", "'workshop-notes'"):
        assert f"Did you mean {remedy}?" in failed.complaints


@pytest.mark.thorough
def test_links_that_lead_nowhere(built_project: Project) -> None:
    built_project.append("docs/en/method.md", "\nRead [more](nowhere.md).\n")
    built_project.append("docs/it/metodo.md", "\nVedi [qui](#nowhere).\n")
    failed = fails(built_project, tidily=True, LC_ALL="it_IT.UTF-8")
    assert "docs/en/method.md:" in failed.complaints
    assert "nella cartella delle pagine non c’è 'nowhere.md'" in failed.complaints
    assert "in docs/it/metodo.md non c’è una sezione 'nowhere'" in failed.complaints


@pytest.mark.thorough
def test_macros_that_are_called_wrongly(built_project: Project, subtests: pytest.Subtests) -> None:
    """All of them at once, each with its line; what cannot be read hides the rest of its own page."""
    page, other = "docs/en/method.md", "docs/it/metodo.md"
    calls = {
        'salary_chapter("glassblowr")': (page, "there is no role 'glassblowr'. Did you mean 'glassblower'?"),
        'link("role/glassblower/chapter/salry")': (page, "Did you mean 'role/glassblower/chapter/salary'?"),
        'salary_chapter("lamplighter")': (page, "a chapter that the role 'lamplighter' does not have"),
        "salry_chapter()": (page, "there is no macro 'salry_chapter'. Did you mean 'salary_chapter'?"),
        "link()": (page, '{{ link("page/glossary", "…") }}'),
        "salary_chapter(glassblower)": (page, "in the brackets of 'salary_chapter' is not in quotation marks"),
        "sources(": (other, "what is in these braces cannot be read"),
    }
    for call, (file, _) in calls.items():
        built_project.append(file, f"\n{{{{ {call} }}}}\n")
    failed = fails(built_project, tidily=True)
    told = re.sub(r"\n    (?:\|[^\n]*\n    )*", ". ", failed.complaints).splitlines()
    for call, (file, said) in calls.items():
        with subtests.test(call):
            lines = (built_project.folder / file).read_text("utf-8").splitlines()
            place = f"{file}:{lines.index(f'{{{{ {call} }}}}') + 1}:"
            assert any(said in problem for problem in told if problem.startswith(place)), failed.complaints


@pytest.mark.thorough
def test_a_page_without_its_twin(built_project: Project) -> None:
    (built_project.folder / "docs/en/method.md").unlink()
    failed = fails(built_project, tidily=True)
    assert "docs/it/metodo.md:2:1: this page has no version in docs/en/" in failed.complaints
    assert "'page: method'" in failed.complaints


@pytest.mark.thorough
def test_two_pages_for_one_address(built_project: Project) -> None:
    for file in ("docs/it/ruoli.md", "docs/en/jobs.md"):
        page = (
            "---\npage: jobs\ntitle: Jobs\ndescription: All jobs of the guide, each of them on a page.\n---\n\n# Jobs\n"
        )
        (built_project.folder / file).write_text(page, "utf-8")
    failed = fails(built_project, tidily=True)
    assert "data/labels.yml:1:1: the address /it/ruoli/ is already taken by docs/it/ruoli.md" in failed.complaints
    assert "Change the slug of one of the two pages, or the name of its file." in failed.complaints


def test_mistakes_in_data_and_in_pages_are_told_together_in_the_language_of_the_terminal(
    built_project: Project,
) -> None:
    (built_project.folder / "docs/en/privacy.md").write_text("# Privacy\n", "utf-8")
    built_project.append("data/skills.yml", "\tnote: moved in with the tabulator\n")
    failed = fails(built_project, tidily=True, LC_ALL="it_IT.UTF-8")
    assert "2 problemi in 2 file:" in failed.complaints
    assert places(failed) == {"data/skills.yml"}
    assert "il rientro contiene una tabulazione" in failed.complaints
    assert "docs/en/privacy.md:1:1: la pagina non dice che cos’è" in failed.complaints
    assert "l’ultimo sito corretto è rimasto com’era" in failed.complaints


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("SITE_URL", "/guide/", "'site_url'"),
        pytest.param(
            "SITE_URL",
            "https://me@guide.example/?a=1",
            "cannot be the address of a site",
            marks=pytest.mark.thorough,
        ),
        pytest.param("CONTACT", "javascript:alert(1)", "https: or mailto: address", marks=pytest.mark.thorough),
    ],
)
def test_a_setting_that_readers_would_stumble_over(built_project: Project, setting: str, value: str, said: str) -> None:
    assert said in fails(built_project, tidily=True, **{setting: value}).complaints


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(
    "ways",
    [
        [signal.SIGTERM],
        pytest.param([signal.SIGINT, signal.SIGHUP, signal.SIGKILL], marks=pytest.mark.thorough),
    ],
)
def test_a_build_that_is_stopped_halfway(built_project: Project, ways: list[signal.Signals]) -> None:
    """Asked to stop, it tidies up and says so; killed, it leaves that to the next build."""
    before = snapshot(built_project.site)
    for how in ways:
        status, output = stopped_halfway(built_project, how)
        tidies = how != signal.SIGKILL
        assert status == (128 + how if tidies else -how), output
        assert ("The build was stopped." in output) == tidies
        assert "Documentation built" not in output
        assert "Traceback" not in output
        assert snapshot(built_project.site) == before
        assert built_project.left_by_builds() == ([] if tidies else [".site-staging"])
    built_project.must_build()
    assert built_project.left_by_builds() == []
    assert set(pages(built_project)) == {name for name in before if name.endswith(".html")}


def test_a_machine_that_stops_while_the_site_is_exchanged(built_project: Project) -> None:
    """Where that takes two steps: even a build that fails then finishes it, before it looks at anything else."""
    before = snapshot(built_project.site)
    (built_project.folder / ".site-staging").mkdir()
    shutil.copytree(built_project.site, built_project.folder / ".site-staging/new")
    built_project.site.rename(built_project.folder / ".site-staging/old")
    built_project.append("data/skills.yml", "\tnote: moved in with the tabulator\n")
    assert built_project.build().status != 0
    assert snapshot(built_project.site) == before
    assert built_project.left_by_builds() == []


def test_of_two_builds_at_once_one_is_refused_and_the_other_is_whole(built_project: Project) -> None:
    shutil.rmtree(built_project.site)
    first = built_project.start_build()
    wait_for_first_page(built_project, first)
    first.send_signal(signal.SIGSTOP)  # so that it is not ready before the other begins
    second = built_project.build()
    first.send_signal(signal.SIGCONT)
    output, _ = first.communicate(timeout=60)
    assert first.returncode == 0, output
    assert second.status == 1
    assert second.complaints.strip().startswith("Another build is writing the site in")
    assert set(snapshot(built_project.site)) >= {
        "index.html",
        "pagefind/pagefind.js",
        "api/v1/openapi.json",
        "sitemap.xml",
    }
    assert built_project.left_by_builds() == []


def test_a_disk_on_which_nothing_more_can_be_written(built_project: Project) -> None:
    """One line says so, and the site is unchanged."""
    before = snapshot(built_project.site)
    running = built_project.start_build()
    resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (20_000, 20_000))
    output, _ = running.communicate(timeout=60)
    said = [line for line in Build(running.returncode, output).complaints.splitlines() if line]
    assert running.returncode == 1
    assert re.fullmatch(r"A file cannot be read or written: \S+/\.site-staging/new/\S+: File too large\.", said[0])
    assert said[1:] == ["Nothing was written; the last good site is unchanged."]
    assert snapshot(built_project.site) == before
    assert built_project.left_by_builds() == []


def test_a_folder_that_is_not_for_a_site_is_refused_and_nothing_in_it_is_lost(built_project: Project) -> None:
    before = snapshot(built_project.folder)
    build = built_project.build("--site-dir", "data")
    assert build.status == 1
    assert "The site cannot be put in" in build.complaints
    assert len(build.complaints.strip().splitlines()) == 1, build.output
    assert snapshot(built_project.folder) == before


def test_a_first_build_that_fails_leaves_nothing(project: Project) -> None:
    project.append("docs/en/method.md", "\nRead [more](nowhere.md).\n")
    assert project.build().status != 0
    assert not project.site.exists()
    assert project.left_by_builds() == []


def test_the_next_good_build_takes_the_place_of_the_site(built_project: Project) -> None:
    """What is gone from the data is gone from the site; what an operator calls his own things does not matter."""
    built_project.append("mkdocs.yml", "\nextra: {sources: mine, link: mine}\n")
    assert "en/roles/glassblower/goals/index.html" in pages(built_project)
    (built_project.folder / "data/roles/glassblower/goals.yml").unlink()
    built_project.append("docs/en/method.md", "\nWritten just now.\n")
    built_project.must_build()
    assert "en/roles/glassblower/goals/index.html" not in pages(built_project)
    assert "Written just now." in pages(built_project)["en/method/index.html"]
    assert built_project.left_by_builds() == []


def fails(project: Project, *, tidily: bool = False, **settings: str) -> Build:
    """Build, which must fail without touching the site; tidily, if it is an editor's everyday mistake."""
    before = snapshot(project.site)
    build = project.build(**{"LC_ALL": "C.UTF-8"} | settings)
    assert build.status != 0, build.output
    assert snapshot(project.site) == before
    assert project.left_by_builds() == []
    assert not tidily or "Traceback" not in build.output, build.output
    return build


def places(failed: Build) -> set[str]:
    """The data files that are complained of."""
    return {line.split(":")[0] for line in failed.complaints.splitlines() if line.startswith("data/")}


def wait_for_first_page(project: Project, running: "subprocess.Popen[str]") -> None:
    """Until the build has written something, so that it is caught halfway."""
    while not list(project.folder.glob(".site-staging/new/*/index.html")):
        assert running.poll() is None, "the build ended before it could be stopped"
        time.sleep(0.002)


def stopped_halfway(project: Project, how: signal.Signals) -> tuple[int, str]:
    """The exit code and the output of a build that got a signal after it had begun to write.

    While the site is exchanged, a signal comes too late: that build is good, and another one is tried.
    """
    status, output = 0, ""
    for _ in range(3):
        running = project.start_build()
        wait_for_first_page(project, running)
        running.send_signal(how)
        output, _ = running.communicate(timeout=60)
        status = running.returncode
        if status:
            break
    return status, output


def pages(project: Project) -> dict[str, str]:
    return {name: page.decode() for name, page in snapshot(project.site).items() if name.endswith(".html")}


@pytest.mark.parametrize(
    ("label", "where"),
    [
        ("roles", "the plan"),
        pytest.param("glossary", "a page", marks=pytest.mark.thorough),
        pytest.param("search", "the frame of every page", marks=pytest.mark.thorough),
    ],
)
def test_a_word_of_the_interface_that_is_missing(built_project: Project, label: str, where: str) -> None:
    labels = built_project.read("data/labels.yml")
    labels[label].popitem()
    built_project.write("data/labels.yml", labels)
    assert f"'{label}." in fails(built_project, tidily=True).complaints, where
