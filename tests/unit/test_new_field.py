"""A field that is added to the model, and described in Italian, reaches everybody who reads the data by itself."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.fixture_guide import PROJECT, TEMPLATES, copy_guide

FIELD: Final = '''
    median: Number | None = None
    """The amount that half of the people earn less than."""
'''
ITALIAN: Final = "\n  median: La cifra sotto la quale guadagna metà delle persone."
SALARY: Final = "roles/glassblower/salary.yml"
PROGRAM: Final = """
import csv, io, json, sys
from pathlib import Path
from career_guide import loading
from career_guide.exports import api
from career_guide.pages.renderer import Renderer
from career_guide.review import changes, data_dictionary, schemas
from career_guide.site.plan import SitePlan
before, after = (loading.load(Path(folder, "data")) for folder in sys.argv[1:3])
files = api.files(Renderer(SitePlan(after), Path(sys.argv[3]), "https://guide.example/"))
answer, table, document = (
    files[f"api/v1/{name}"]() for name in ("salary-bands.json", "salary-bands.csv", "openapi.json")
)
records = data_dictionary.described_file("salary", "it").records
schema = json.loads(schemas.files({}, [])["salary.schema.json"])
print(json.dumps({
    "schema": schema["definitions"]["SalaryBand"]["properties"]["median"]["description"],
    "dictionary": [
        field.meaning for record in records if record.name == "SalaryBand"
        for field in record.fields if field.name == "median"
    ],
    "answer": [band["median"] for band in json.loads(answer)["data"]],
    "document": json.loads(document)["components"]["schemas"]["SalaryBand"]["properties"]["median"],
    "table": [row["median"] for row in csv.DictReader(io.StringIO(table))],
    "changes": [change.said for change in changes.guide_changes(before, after)],
}))
"""


def test_a_new_field_needs_two_files_of_the_engine(tmp_path: Path) -> None:
    """The model and the description in Italian; the page on which it is to be shown is its author's choice."""
    engine = shutil.copytree(
        PROJECT / "career_guide", tmp_path / "career_guide", ignore=shutil.ignore_patterns("__pycache__")
    )
    model, italian = engine / "model/role.py", engine / "model/descriptions.it.yml"
    insert(model, r'class SalaryBand\(.*\):\n    """.*"""\n', FIELD)
    insert(model, r"from career_guide\.model\.values import \(", "\n    Number,")
    insert(italian, r"(?m)^SalaryBand:\n  _: .*", ITALIAN)
    before, after = copy_guide(tmp_path / "before"), copy_guide(tmp_path / "after")
    insert(after / "data" / SALARY, r"- level: apprentice", "\n    median: 23500")

    command = [sys.executable, "-c", PROGRAM, str(before), str(after), str(TEMPLATES)]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found = json.loads(done.stdout)
    meaning = "La cifra sotto la quale guadagna metà delle persone."
    assert found["schema"] == f"{meaning}\nThe amount that half of the people earn less than."
    assert found["dictionary"] == [meaning]
    assert found["answer"] == [23500, None]
    assert found["document"] == {
        "anyOf": [{"type": "number"}, {"type": "null"}],
        "description": "The amount that half of the people earn less than.",
    }
    assert found["table"] == ["23500", ""]
    assert len(found["changes"]) == 1
    assert found["changes"][0]["it"] == "Retribuzione, «Apprendista», median: ora 23.500; prima il dato mancava."
    assert "median: now 23,500" in found["changes"][0]["en"]


def insert(file: Path, after: str, text: str) -> None:
    """Put a text behind the first place that a pattern matches."""
    changed, count = re.subn(after, lambda found: found[0] + text, file.read_text("utf-8"), count=1)
    assert count == 1, f"{file} has nothing like {after}"
    file.write_text(changed, "utf-8")
