"""A new chapter, catalogue, field or language: how few files a developer touches, and how far what is new reaches.

Each is made in a copy of the project, which another process then checks as `career-guide check` does: every page, every
file of the API, every schema is made once.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any, Final

import pytest
import yaml

from tests.fixture_guide import PROJECT

PARTS: Final = ("career_guide", "overrides", "data", "docs", "editions", "published")
PROGRAM: Final = """
import json, sys
from pathlib import Path
from career_guide.building.project import Project
from career_guide.exports import files
from career_guide.words.problems import DataError
project = Project.in_folder(Path())
try:
    renderer = project.check()
except DataError as error:
    sys.exit(str(error))
made = files(renderer, project.references)
print(json.dumps([str(made[path]()) for path in sys.argv[1:]]))
"""


@dataclass
class Copy:
    """A copy of the project, in which files are changed and counted."""

    folder: Path
    touched: set[str] = field(default_factory=set)
    """The files of the engine and of the words that were changed; what is content is not counted."""

    def insert(self, file: str, after: str, text: str) -> None:
        """Put a text behind the first place that a pattern matches."""
        path = self.folder / file
        changed, count = re.subn(after, lambda found: found[0] + text, path.read_text("utf-8"), count=1)
        assert count == 1, f"{file} has nothing like {after}"
        path.write_text(changed, "utf-8")
        self.touched.add(file)

    def add(self, file: str, text: str) -> None:
        """Write a new file, or more of one, that is content."""
        path = self.folder / file
        path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")

    def label(self, key: str, italian: str, english: str) -> None:
        group, _, name = key.partition(".")
        text = f'\n  {name}: {{it: "{italian}", en: "{english}"}}'
        if re.search(rf"(?m)^{group}:", (self.folder / "data/labels.yml").read_text("utf-8")):
            self.insert("data/labels.yml", rf"(?m)^{group}:", text)
        else:
            self.insert("data/labels.yml", r"(?s).*\Z", f"{group}:{text}\n")

    def made(self, *paths: str) -> list[str]:
        """Files of the site; each file of it was checked."""
        return self.run(PROGRAM, *paths)

    def run(self, program: str, *arguments: str) -> list[str]:
        """What a program of the copy's engine prints in JSON."""
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=self.folder,
            env={"PYTHONPATH": str(self.folder), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found: list[str] = json.loads(done.stdout)
        return found


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    for part in PARTS:
        if not (PROJECT / part).exists():
            continue
        shutil.copytree(PROJECT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    return Copy(tmp_path)


def written(text: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


ROLE: Final = "key-account-manager"
SUMMARY: Final = """summary:
  it: Dove va la professione nei prossimi anni e che cosa cambia per chi la esercita oggi.
  en: Where the occupation is going over the coming years, and what changes for people in it.
"""
OUTLOOK: Final = f"""source: owner-guide
{SUMMARY}intro: {{it: Uno sguardo avanti., en: A look ahead.}}
sections:
  - id: trends
    title: {{it: Tendenze, en: Trends}}
    checklist: true
    items:
      - id: data
        title: {{it: Più dati, en: More data}}
"""


def add_outlook(copy: Copy, record: str) -> None:
    """The chapter `outlook`: its row, its words and its file."""
    row = f'        ChapterKind("outlook", {record}, "M3 12h18"),\n'
    copy.insert("career_guide/model/kinds.py", r'(?m)^ +ChapterKind\("path".*\n', row)
    copy.label("chapters.outlook", "Prospettive", "Outlook")
    copy.label("questions.outlook", "Dove va la professione?", "Where is it going?")
    copy.label("search_terms.outlook", "futuro", "future")
    copy.label("role_addresses.outlook", "prospettive", "outlook")
    copy.label("data_files.outlook", "Il capitolo sul futuro.", "The chapter on the future.")
    copy.add(f"data/roles/{ROLE}/outlook.yml", OUTLOOK)


@pytest.mark.thorough
def test_a_chapter_of_headed_texts_is_a_row_and_its_words(copy: Copy) -> None:
    add_outlook(copy, "role.Narrative")
    page, overview, full, answer, schema, dictionary, permanent = copy.made(
        f"it/ruoli/{ROLE}/prospettive/index.html",
        f"en/roles/{ROLE}/index.html",
        f"en/roles/{ROLE}/full-guide/index.html",
        f"api/v1/roles/{ROLE}/chapters/outlook.json",
        "schemas/outlook.schema.json",
        "it/per-redattori/dati/outlook/index.html",
        f"go/role/{ROLE}/chapter/outlook/index.html",
    )
    assert "Prospettive Uno sguardo avanti. Tendenze" in written(page)
    assert 'data-check="role/key-account-manager/outlook/trends/data"' in page
    order = [found for found in re.findall(r'href="([a-z-]+)/"', overview) if found in ORDER]
    assert list(dict.fromkeys(order)) == ORDER
    assert "A look ahead." in written(full)
    assert json.loads(answer)["data"]["sections"][0]["title"] == {"it": "Tendenze", "en": "Trends"}
    assert "sections" in json.loads(schema)["properties"]
    assert "Il capitolo sul futuro." in written(dictionary)
    assert "Key account manager: Prospettive · Key account manager: Outlook" in permanent
    assert copy.touched == {"career_guide/model/kinds.py", "data/labels.yml"}


ORDER: Final = ["what-they-do", "salary", "how-to-become", "outlook", "tools"]


@pytest.mark.thorough
def test_a_chapter_with_a_model_and_a_look_of_its_own_is_three_files_more(copy: Copy) -> None:
    add_outlook(copy, "role.Outlook")
    model = """class Outlook(Narrative):
    \"\"\"`outlook.yml`: where the occupation is going.\"\"\"

    horizon: Text


"""
    copy.insert("career_guide/model/role.py", r"(?=class Post\()", model)
    words = """Outlook:
  _: {it: "La prospettiva."}
  horizon: {it: "Gli anni a cui guarda.", en: "The years that it looks ahead to."}

"""
    copy.insert("career_guide/model/descriptions.yml", r"(?m)(?=^Post:)", words)
    copy.label("data_records.Outlook", "Capitolo sul futuro", "Chapter on the future")
    copy.label("macros.outlook_chapter", "il capitolo sul futuro", "the chapter on the future")
    macro = "{% macro outlook_chapter(role) %}<p>{{ l(role.outlook.horizon) }}</p>{% endmacro %}"
    (copy.folder / "overrides/templates/macros/outlook.html").write_text(macro, "utf-8")
    copy.add(f"data/roles/{ROLE}/outlook.yml", "horizon: {it: dal 2026 al 2030, en: from 2026 to 2030}\n")
    page, schema = copy.made(f"it/ruoli/{ROLE}/prospettive/index.html", "schemas/outlook.schema.json")
    assert "Uno sguardo avanti. dal 2026 al 2030" in written(page)
    assert json.loads(schema)["properties"]["horizon"]["description"].startswith("Gli anni a cui guarda.")
    assert len(copy.touched) == 4


SECTOR: Final = """class Trade(Renamable):
    \"\"\"A branch of the economy.\"\"\"

    name: Text
    summary: Localized[Summary]
    text: Prose


"""
SECTORS: Final = f"""retail:
  name: {{it: Commercio, en: Retail}}
{indent(SUMMARY, "  ")}  text:
    it: Dai negozi [ai numeri](go:term/roi).
    en: From shops [to numbers](go:term/roi).
"""


@pytest.mark.thorough
def test_a_catalogue_is_its_model_a_row_and_its_words(copy: Copy) -> None:
    copy.insert("career_guide/model/catalogue.py", r"(?=class Term\()", SECTOR)
    row = '        Kind("trade", "trades", catalogue.Trade, "trades", pages="each"),\n'
    copy.insert("career_guide/model/kinds.py", r'(?m)^ +Kind\("certification".*\n', row)
    words = """Trade:
  _: {it: "Un ramo dell’economia."}
  name: {it: "Come si chiama il mestiere.", en: "What the trade is called."}
  summary: {it: "Una o due frasi semplici.", en: "One or two plain sentences."}
  text: {it: "Che cosa ne fa parte.", en: "What belongs to it."}

"""
    copy.insert("career_guide/model/descriptions.yml", r"(?m)(?=^Term:)", words)
    copy.insert("career_guide/model/descriptions.yml", r"(?m)^Kind:", "\n  trade: {it: il mestiere, en: trade}")
    copy.label("trades.title", "Mestieri", "Trades")
    copy.label("trades.description", "I mestieri in cui si lavora.", "The trades that people work in.")
    copy.label("catalogues.trades", "Mestieri", "Trades")
    copy.label("addresses.trades", "mestieri", "trades")
    copy.label("kinds.trade", "Mestiere", "Trade")
    copy.label("data_files.trades", "I mestieri.", "The trades.")
    copy.label("data_records.Trade", "Mestiere", "Trade")
    copy.add("data/trades.yml", SECTORS)
    index, page, english, answers, answer, schema, dictionary, permanent = copy.made(
        "it/mestieri/index.html",
        "it/mestieri/retail/index.html",
        "en/trades/retail/index.html",
        "api/v1/trades.json",
        "api/v1/trades/retail.json",
        "schemas/trades.schema.json",
        "it/per-redattori/dati/trades/index.html",
        "go/trade/retail/index.html",
    )
    assert "Commercio Dove va la professione" in written(index)
    assert "Mestieri : Commercio Dai negozi ai numeri" in written(page)
    assert re.search(r'<a href="[./]*/">Trades</a>', english), "the menu leads to all of them"
    assert json.loads(answers)["data"][0]["id"] == "retail"
    assert json.loads(answer)["data"]["used_by"] == []
    assert json.loads(schema)["additionalProperties"]["$ref"] == "#/definitions/Trade"
    assert "Che cosa ne fa parte." in written(dictionary)
    assert "Commercio · Retail" in permanent
    assert copy.touched == {
        "career_guide/model/catalogue.py",
        "career_guide/model/kinds.py",
        "career_guide/model/descriptions.yml",
        "data/labels.yml",
    }


CHANGES: Final = """
import json
from pathlib import Path
from career_guide import loading
from career_guide.review.changes import guide_changes
before, after = loading.GuideLoader(Path("before")).load(), loading.GuideLoader(Path("data")).load()
print(json.dumps([change.sentence["it"] for change in guide_changes(before, after)]))
"""


@pytest.mark.thorough
def test_a_field_is_its_model_its_description_and_its_name(copy: Copy) -> None:
    """Where it shows on a page is for its template to say; all else that reads the data has it by itself."""
    field = "\n    median: Number | None = None"
    copy.insert("career_guide/model/pay.py", r'class SalaryBand\(.*\):\n    """.*"""\n', field)
    copy.insert("career_guide/model/pay.py", r"from career_guide\.model\.figures import ", "Number, ")
    italian = "La cifra sotto la quale guadagna metà delle persone."
    words = f'\n  median: {{it: "{italian}", en: "The amount that half of the people earn less than."}}'
    copy.insert("career_guide/model/descriptions.yml", r"(?m)^SalaryBand:\n  _: .*", words)
    copy.insert("career_guide/words/messages/diff.yml", r"(?m)^field:", "\n  median: {it: mediana, en: median}")
    assert len(copy.touched) == 3
    shutil.copytree(copy.folder / "data", copy.folder / "before")
    copy.insert(f"data/roles/{ROLE}/salary.yml", "- level: junior", "\n    median: 36500")

    schema, dictionary, answer, document, table = copy.made(
        "schemas/salary.schema.json",
        "it/per-redattori/dati/salary/index.html",
        "api/v1/salary-bands.json",
        "api/v1/openapi.json",
        "api/v1/salary-bands.csv",
    )
    told = json.loads(schema)["definitions"]["SalaryBand"]["properties"]["median"]["description"]
    assert told == f"{italian}\nThe amount that half of the people earn less than."
    assert f"median facoltativo un numero {italian}" in written(dictionary)
    assert [band["median"] for band in json.loads(answer)["data"]][:2] == [36500, None]
    described = json.loads(document)["components"]["schemas"]["SalaryBand"]["properties"]["median"]
    assert described["anyOf"] == [{"type": "number"}, {"type": "null"}]
    assert [row["median"] for row in csv.DictReader(io.StringIO(table))][:2] == ["36500", ""]
    assert copy.run(CHANGES) == ["Retribuzione, «Junior», mediana: ora 36.500; prima il dato mancava."]


class InBlocks(yaml.SafeDumper):
    """Writes a text of several lines as files in `data/` have it."""


InBlocks.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def in_german(value: Any) -> Any:
    """The same with each text in a third language: that in English, marked."""
    if isinstance(value, dict) and set(value) == {"it", "en"}:
        return {**value, "de": marked(value["en"])}
    if isinstance(value, dict):
        return {key: in_german(entry) for key, entry in value.items()}
    return [in_german(entry) for entry in value] if isinstance(value, list) else value


def marked(english: Any) -> Any:
    """A text, a word of an address, or a list of them."""
    if isinstance(english, list):
        return list(map(marked, english))
    is_slug = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", english or "")
    between = "\n\n" if (english or "").startswith("- ") else " "
    return english and (f"{english}-de" if is_slug else f"Auf Deutsch:{between}{english}")


@pytest.mark.thorough
def test_a_language_is_a_setting_and_its_words(copy: Copy) -> None:
    """The words, which would be translated, are those in English; what is there in no third language stays as it is."""
    copy.insert("career_guide/model/locales.py", r'Literal\["it", "en"', ', "de"')
    copy.insert("career_guide/model/locales.py", r'"en": "en-GB"', ', "de": "de-DE"')
    for file in (copy.folder / "data").rglob("*.yml"):
        data = in_german(yaml.safe_load(file.read_text("utf-8")))
        file.write_text(yaml.dump(data, Dumper=InBlocks, allow_unicode=True, sort_keys=False, width=9999), "utf-8")
    shutil.copytree(copy.folder / "docs/en", copy.folder / "docs/de")
    page, english, answer, choice, map_of_site, feed, schema = copy.made(
        f"de/roles-de/{ROLE}-de/salary-de/index.html",
        f"en/roles/{ROLE}/salary/index.html",
        "api/v1/skills.json",
        "index.html",
        "sitemap.xml",
        "de/news-de.xml",
        "schemas/skills.schema.json",
    )
    assert '<html lang="de"' in page
    assert "Auf Deutsch: " in written(page)
    assert "30.000–40.000 €" in written(page), "numbers are written as in Germany"
    assert re.findall(r'class="[^"]*cg-language" .*?hreflang="(\w+)"', english) == ["it", "de"]
    assert set(json.loads(answer)["data"][0]["title"]) == {"it", "en", "de"}
    assert re.search(r'data-twin="Retribuzione, [^"]*, Auf Deutsch: Salary', english), "the words of both are found"
    assert re.findall(r'<section lang="(\w+)">', choice) == ["it", "en", "de"]
    assert f"https://guide.example/de/roles-de/{ROLE}-de/" in map_of_site
    assert 'xml:lang="de"' in feed
    assert json.loads(schema)["definitions"]["localized_text"]["required"] == ["it", "en", "de"]
    assert copy.run(SEARCH) == ["de", "en", "it"]
    assert copy.touched == {"career_guide/model/locales.py"}


SEARCH: Final = """
import json
from pathlib import Path
from career_guide.building.project import Project
from career_guide.building import search
from career_guide.exports import files
project, site = Project.in_folder(Path()), Path("site")
for path, make in files(project.open(""), project.references).items():
    if path.count("/") == 3 and path.endswith("index.html") and path[:2] in {"it", "en", "de"}:
        search.add(site, path, str(make()))
search.index(site)
print(json.dumps(sorted(json.loads((site / "pagefind/pagefind-entry.json").read_text())["languages"])))
"""
