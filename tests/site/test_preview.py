"""The preview of `mkdocs serve`: what an editor saves shows, a mistake is told on the page, and nothing ends it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.site.project import Project, heed_interrupts
from tests.site.published import Site

SALARY: Final = "data/roles/glassblower/salary.yml"
GOOD, CHANGED, WRONG = "{min: 20000, max: 26000}", "{min: 21000, max: 26000}", "{min: 91000, max: 26000}"
PAY: Final = "it/ruoli/soffiatore-di-vetro/stipendio/"
TITLES: Final = "it: Specchiaio\n  en: Mirror maker"
SLUGS: Final = "it: specchiaio\n  en: mirror-maker"
ROLES: Final = "it/ruoli/"
PATIENCE: Final = 120
"""Seconds until a change must have shown: many times what it takes, for a busy machine and one that counts lines."""


@contextmanager
def preview_of(project: Project, language: str = "en_GB.UTF-8", *options: str) -> Iterator[str]:
    """Address of a running preview, until the end of the block; it must still run then, and end as by Ctrl+C."""
    heed_interrupts()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [*project.engine, "serve", "--livereload", "--dev-addr", place, *options],
        cwd=project.folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"http://{place}/", "LC_ALL": language},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(f"http://{place}/{ROLES}", lambda text: "</html>" in text)
        yield f"http://{place}/"
        assert server.poll() is None, "the server ended"
    finally:
        server.send_signal(signal.SIGINT)
        output, _ = server.communicate(timeout=PATIENCE)
    assert "Traceback" not in output, output


@pytest.fixture
def preview(project: Project) -> Iterator[str]:
    with preview_of(project) as address:
        yield address


def read(address: str) -> str:
    """What is at an address, whatever the server's code; empty while there is no server."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return str(answer.read().decode("utf-8"))
    except urllib.error.HTTPError as answer:
        return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


@contextmanager
def reloading(preview: str) -> Iterator[None]:
    """A page that was open before the block loads itself anew after what is done in it."""
    (epoch, request) = re.findall(r"livereload\((\d+), (\d+)\)", read(preview + PAY))[0]
    yield
    with urllib.request.urlopen(f"{preview}livereload/{epoch}/{request}", timeout=PATIENCE) as answer:
        assert int(answer.read()) > int(epoch)


def wait_for(address: str, holds: Callable[[str], bool]) -> str:
    until = time.monotonic() + PATIENCE
    page = ""
    while time.monotonic() < until:
        page = read(address)
        if page and holds(page):
            return page
        time.sleep(0.1)
    words = re.sub(r"<script.*?</script>|<[^>]*>|\s+", " ", page, flags=re.DOTALL)
    raise AssertionError(f"{address} did not come to what was expected; it says:\n{words}")


def change(project: Project, file: str, old: str, new: str) -> None:
    path = project.folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def told(page: str) -> str:
    """The complaint on a page."""
    found = re.search(r'<div class="cg-complaint".*?<pre>(.*?)</pre>|<body><h1.*?<pre>(.*?)</pre>', page, re.DOTALL)
    assert found is not None, page
    return found[1] or found[2]


def is_fine(page: str) -> bool:
    return "cg-complaint" not in page and 'class="cg-article' in page


# --- what is saved shows


def test_what_is_saved_shows_be_it_a_figure_a_word_of_the_interface_a_template_a_page_or_a_style(
    project: Project, preview: str
) -> None:
    wait_for(preview + PAY, lambda text: "20.000–26.000" in text)
    change(project, SALARY, GOOD, CHANGED)
    page = read(preview + PAY)
    assert "21.000–26.000" in page, "whoever asks at once is shown what was saved"
    assert is_fine(page)
    change(project, "data/labels.yml", "title: {it: Ruoli", "title: {it: Mestieri")
    wait_for(preview + ROLES, lambda text: "Mestieri" in text)
    change(project, "overrides/templates/pages/roles.html", "\n", "\n<p>new in a template</p>\n")
    wait_for(preview + ROLES, lambda text: "new in a template" in text)
    change(project, "docs/it/metodo.md", "\n# ", "\nNuovo in una pagina.\n\n# ")
    wait_for(preview + "it/metodo/", lambda text: "Nuovo in una pagina" in text)
    front = "---\npage: new\ntitle: {}\ndescription: {}\n---\n\n# {}\n"
    for locale, name, words in (("it", "nuova", "Una pagina nuova di prova"), ("en", "new", "A new page for a test")):
        text = front.format(words, f"{words}, that is long enough for a search engine.", words)
        (project.folder / f"docs/{locale}/{name}.md").write_text(text, "utf-8")
    wait_for(preview + "en/new/", lambda text: "A new page for a test" in text and is_fine(text))
    wait_for(preview + "it/metodo/", lambda text: "nuova/" in text)
    (project.folder / "overrides/assets/guide/guide.css").write_text(".new-style {}", "utf-8")
    wait_for(
        preview + ROLES, lambda text: "new-style" in read(preview + re.findall(r"assets/guide/guide[.\w]+css", text)[0])
    )


@pytest.mark.thorough
def test_a_new_role_a_renamed_one_and_a_deleted_one_are_followed(project: Project, preview: str) -> None:
    roles = project.folder / "data/roles"
    shutil.copytree(roles / "lamplighter", roles / "mirror-maker")
    change(project, "data/roles/mirror-maker/role.yml", "it: Lampionaio\n  en: Lamplighter", TITLES)
    change(project, "data/roles/mirror-maker/role.yml", "it: lampionaio\n  en: lamplighter", SLUGS)
    assert is_fine(wait_for(preview + "it/ruoli/specchiaio/", is_fine))
    wait_for(preview + ROLES, lambda text: "specchiaio/" in text)

    change(project, "data/roles/mirror-maker/role.yml", "it: specchiaio", "it: riflessaio")
    wait_for(preview + "it/ruoli/riflessaio/", is_fine)
    gone = wait_for(preview + "it/ruoli/specchiaio/", lambda text: "Page not found" in text)
    assert "Pagina non trovata" in gone
    assert "livereload(" in gone, "it goes by itself once there is a page at the address"

    # A change while nobody looks at the page: it is gone all the same once its role is.
    change(project, SALARY, GOOD, CHANGED)
    wait_for(preview + PAY, is_fine)
    shutil.rmtree(roles / "mirror-maker")
    wait_for(preview + "it/ruoli/riflessaio/", lambda text: "Page not found" in text)


@pytest.mark.thorough
def test_the_preview_can_be_searched_and_finds_what_was_saved_since(project: Project, preview: str) -> None:
    def languages() -> str:
        wait_for(preview + "pagefind/pagefind.js", lambda text: "export" in text)
        return read(preview + "pagefind/pagefind-entry.json")

    before = languages()
    assert '"it"' in before
    assert '"en"' in before
    change(project, "data/roles/glassblower/work.yml", "La mattina", "La fornace di mattina")
    until = time.monotonic() + PATIENCE
    while languages() == before:
        assert time.monotonic() < until
        time.sleep(0.2)


@pytest.mark.thorough
def test_the_guide_that_is_published_is_followed_and_its_mistakes_are_told(shipped: Site, tmp_path: Path) -> None:
    project = Project(shipped.folder.parent).copy(tmp_path / "project", built=False)
    salary, pay = "data/roles/key-account-manager/salary.yml", "it/ruoli/key-account-manager/stipendio/"
    good, changed, wrong = (f"{{min: {minimum}, max: 40000}}" for minimum in (30000, 31000, 91000))
    project.release()
    with preview_of(project, "it_IT.UTF-8") as preview:
        assert is_fine(wait_for(preview + pay, lambda text: "30.000" in text))
        change(project, salary, good, changed)
        assert is_fine(wait_for(preview + pay, lambda text: "31.000" in text))
        change(project, salary, changed, wrong)
        page = wait_for(preview + pay, lambda text: "cg-complaint" in text)
        assert f"{salary}:" in told(page)
        assert "Scambiare i due numeri" in told(page)
        change(project, salary, wrong, good)
        assert "30.000" in wait_for(preview + pay, is_fine)

        (project.folder / "data/roles/key-account-manager/goals.yml").unlink()
        (project.folder / "published/gone.yml").write_text(
            "/it/ruoli/key-account-manager/obiettivi/: /it/ruoli/key-account-manager/\n", "utf-8"
        )
        goals = preview + "it/ruoli/key-account-manager/obiettivi/"
        wait_for(goals, lambda text: 'data-to="it/ruoli/key-account-manager/"' in text)


# --- a mistake is told on the page


def test_a_mistake_is_told_on_the_last_good_page_until_it_is_mended(project: Project, preview: str) -> None:
    wait_for(preview + PAY, lambda text: "20.000–26.000" in text)
    text = (project.folder / SALARY).read_text("utf-8")
    change(project, SALARY, GOOD, CHANGED)
    wait_for(preview + PAY, lambda shown: "21.000–26.000" in shown)

    change(project, SALARY, CHANGED, WRONG)
    page = wait_for(preview + PAY, lambda shown: "cg-complaint" in shown)
    line = text[: text.index(GOOD)].count("\n") + 1
    assert f"{SALARY}:{line}:" in told(page)
    assert "Swap the two numbers" in told(page)
    assert "21.000–26.000" in page, "the last good page is still there to read"
    elsewhere = read(preview + "en/glossary/")
    assert f"{SALARY}:{line}:" in told(elsewhere), "it is told on pages that were not open, too"
    assert 'class="cg-article' in elsewhere

    change(project, SALARY, WRONG, GOOD)
    assert "20.000–26.000" in wait_for(preview + PAY, is_fine)


def test_a_mistake_in_a_hand_written_page_is_told_and_never_evaluated(
    project: Project, preview: str, tmp_path: Path
) -> None:
    wait_for(preview + "it/metodo/", is_fine)
    change(project, "docs/it/metodo.md", "\n# ", '\n{{ salary_bands("glasblower") }}\n\n# ')
    page = wait_for(preview + "it/metodo/", lambda text: "cg-complaint" in text)
    assert re.search(r"docs/it/metodo.md:\d+:\d+", told(page))
    assert "glassblower" in told(page)
    assert 'class="cg-article' in page
    assert is_fine(read(preview + PAY))
    # What it may not hold is told on every page.
    change(project, "docs/it/metodo.md", '{{ salary_bands("glasblower") }}', "")
    wait_for(preview + "it/metodo/", is_fine)
    hostile = f"{{{{ cycler.__init__.__globals__.os.mkdir('{tmp_path / 'evaluated'}') }}}} <b> [x](metod.md)"
    change(project, "docs/it/metodo.md", "\n# ", f"\n{hostile}\n\n# ")
    for page in ("it/metodo/", PAY):
        words = told(wait_for(preview + page, lambda text: "cg-complaint" in text))
        assert "docs/it/metodo.md:" in words
        assert "something in braces is not a macro" in words
        assert "Did you mean &#x27;metodo.md&#x27;?" in words
    assert not (tmp_path / "evaluated").exists()
    change(project, "docs/it/metodo.md", hostile, "")
    wait_for(preview + "it/metodo/", is_fine)


@pytest.mark.thorough
def test_a_front_matter_that_lacks_something_is_told(project: Project, preview: str) -> None:
    wait_for(preview + "it/metodo/", is_fine)
    change(project, "docs/it/metodo.md", "title:", "tilte:")
    page = wait_for(preview + "it/metodo/", lambda text: "cg-complaint" in text)
    assert "tilte" in told(page)
    change(project, "docs/it/metodo.md", "tilte:", "title:")
    wait_for(preview + "it/metodo/", is_fine)


@pytest.mark.thorough
def test_a_mistake_in_a_template_is_told_on_its_pages(
    project: Project, preview: str, subtests: pytest.Subtests
) -> None:
    path = project.folder / "overrides/templates/pages/roles.html"
    text = path.read_text("utf-8")
    for wrong, said in {
        "{% if %}": "overrides/templates/pages/roles.html:1:1: ",
        "{{ nothing_of_this_name }}": "nothing_of_this_name",
        "{{ t('no.such_label') }}": "no.such_label",
        '{% import "macros/none.html" as absent %}': "macros/none.html",
    }.items():
        with subtests.test(wrong):
            wait_for(preview + ROLES, is_fine)
            path.write_text(wrong + text, "utf-8")
            page = wait_for(preview + ROLES, lambda shown: "cg-complaint" in shown)
            assert said in told(page)
            assert 'class="cg-article' in page
        path.write_text(text, "utf-8")
        wait_for(preview + ROLES, is_fine)


@pytest.mark.thorough
def test_a_mistake_in_a_macro_and_in_the_settings_is_survived(project: Project, preview: str) -> None:
    wait_for(preview + PAY, is_fine)
    macros = project.folder / "overrides/templates/macros/salary.html"
    text = macros.read_text("utf-8")
    macros.write_text(text + "{% macro broken( %}", "utf-8")
    wait_for(preview + PAY, lambda shown: "cg-complaint" in shown)
    macros.write_text(text, "utf-8")
    wait_for(preview + PAY, is_fine)

    change(project, "mkdocs.yml", "site_name: ", "site_name: [")
    wait_for(preview + PAY, lambda shown: "cg-complaint" in shown)
    change(project, "mkdocs.yml", "site_name: [", "site_name: ")
    wait_for(preview + PAY, is_fine)


@pytest.mark.thorough
def test_a_catalogue_that_is_missing_for_a_moment_is_survived(project: Project, preview: str) -> None:
    skills = project.folder / "data/skills.yml"
    aside = skills.rename(skills.with_suffix(".kept"))
    wait_for(preview + PAY, lambda text: "cg-complaint" in text)
    aside.rename(skills)
    wait_for(preview + PAY, is_fine)


@pytest.mark.thorough
def test_a_folder_that_vanishes_and_comes_back_is_followed_by_pages_that_are_open(
    project: Project, preview: str, subtests: pytest.Subtests
) -> None:
    aside = project.folder / "aside"
    for name in ("data", "docs"):
        folder = project.folder / name
        for back in ("the same", "a copy"):
            with subtests.test(name, back=back):
                with reloading(preview):
                    folder.rename(aside)
                wait_for(preview + PAY, lambda text: "cg-complaint" in text)
                with reloading(preview):
                    aside.rename(folder) if back == "the same" else shutil.copytree(aside, folder)
                wait_for(preview + PAY, is_fine)
            shutil.rmtree(aside, ignore_errors=True)
    with reloading(preview):
        change(project, SALARY, GOOD, CHANGED)
    assert "21.000–26.000" in read(preview + PAY)


# --- it starts whatever is wrong


def broken_figure(folder: Path) -> None:
    path = folder / SALARY
    path.write_text(path.read_text("utf-8").replace(GOOD, WRONG), "utf-8")


def no_data(folder: Path) -> None:
    (folder / "data").rename(folder / "kept")
    (folder / "data").mkdir()


def broken_yaml(folder: Path) -> None:
    (folder / SALARY).write_bytes(b"\xff\xfe: [")


def no_twin(folder: Path) -> None:
    (folder / "docs/en/method.md").unlink()


def broken_macro(folder: Path) -> None:
    path = folder / "overrides/templates/macros/salary.html"
    path.write_text(path.read_text("utf-8") + "{% macro broken( %}", "utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (broken_figure, f"{SALARY}:"),
        pytest.param(no_data, "data/labels.yml", marks=pytest.mark.thorough),
        pytest.param(broken_yaml, SALARY, marks=pytest.mark.thorough),
        pytest.param(no_twin, "docs/it/metodo.md", marks=pytest.mark.thorough),
        pytest.param(broken_macro, "overrides/templates/macros/salary.html:", marks=pytest.mark.thorough),
    ],
)
def test_it_starts_on_wrong_input_says_why_and_shows_the_guide_once_it_is_mended(
    project: Project, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    sound = tmp_path / "sound"
    shutil.copytree(project.folder, sound, symlinks=True)
    spoil(project.folder)
    with preview_of(project) as preview:
        page = read(preview + PAY)
        assert said in told(page)
        assert 'class="cg-article' not in page
        for folder in ("data", "docs", "overrides"):
            shutil.copytree(sound / folder, project.folder / folder, dirs_exist_ok=True)
        assert "20.000–26.000" in wait_for(preview + PAY, is_fine)


@pytest.mark.thorough
def test_an_italian_editor_is_told_in_italian(project: Project) -> None:
    broken_figure(project.folder)
    with preview_of(project, "it_IT.UTF-8", "--clean") as preview:
        page = read(preview + PAY)
        assert '<html lang="it">' in page
        assert "Scambia i due numeri" in told(page) or "Scambiare i due numeri" in told(page)
