"""`career-guide fmt`: one style for all files of the data; nothing that an editor wrote is lost."""

import random
import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from career_guide.cli import main
from career_guide.editing import formatting
from career_guide.editing.formatting import tree_of
from career_guide.editing.tree import comments_in
from career_guide.loading.yaml_source import Document, parse
from career_guide.model import prose
from career_guide.model.kinds import FILE_KINDS, FileKind, kind_of
from tests.fixture_guide import FIXTURE
from tests.unit.edits import GuideFolder

FILES: Final = sorted(path.relative_to(FIXTURE / "data").as_posix() for path in (FIXTURE / "data").rglob("*.yml"))
LONG: Final = "parole " * 20 + "fine"


def in_style(text: str, kind: str = "glossary") -> str:
    document = parse(text, Document(Path("data/file.yml")))
    assert document.problems == []
    return formatting.in_style(tree_of(document), Path("data", FILE_KINDS[kind].pattern.replace("*", "x")))


def read(text: str) -> Any:
    document = parse(text, Document(Path("data/file.yml")))
    assert document.problems == []
    return document.data


# --- style


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        pytest.param(
            "glossary",
            "roi:\n  definition:\n    en: D\n    it: D\n  term: {it: T, en: T}\n",
            "roi:\n  term: {it: T, en: T}\n  definition:\n    it: D\n    en: D\n",
            id="keys stand in the order of the model",
        ),
        pytest.param(
            "levels",
            "senior:\n  name: {it: S, en: S}\njunior:\n  name: {it: J, en: J}\n",
            "senior:\n  name: {it: S, en: S}\njunior:\n  name: {it: J, en: J}\n",
            id="ids stay in the order of the editor",
        ),
        pytest.param(
            "levels",
            "senior:\n  zeta: 1\n  alpha: 2\n  name: {it: S, en: S}\n",
            "senior:\n  name: {it: S, en: S}\n  zeta: 1\n  alpha: 2\n",
            id="unknown keys stand at the end as they were",
        ),
        pytest.param(
            "work",
            "sections:\n  - title: {it: T, en: T}\n    checklist: true\n    source: x\n    id: a\nsource: y\n",
            "source: y\nsections:\n  - id: a\n    checklist: true\n    title: {it: T, en: T}\n    source: x\n",
            id="an id stands first and a source last in a part, first in a file",
        ),
        pytest.param(
            "levels",
            "a:\n  name:\n    it: 'Uno'\n    en: \"One\"\n",
            "a:\n  name:\n    it: Uno\n    en: One\n",
            id="quotation marks that YAML does not need go",
        ),
        pytest.param(
            "levels",
            "a:\n  name:\n    it: '1420'\n    en: 'yes: 2'\n",
            'a:\n  name:\n    it: "1420"\n    en: "yes: 2"\n',
            id="quotation marks that YAML needs are double",
        ),
        pytest.param(
            "levels",
            'a:\n  name:\n    it: "detto \\"uno\\": sì"\n    en: One\n',
            "a:\n  name:\n    it: 'detto \"uno\": sì'\n    en: One\n",
            id="a text that holds double quotation marks stands in single ones",
        ),
        pytest.param(
            "levels",
            f"a:\n  name:\n    it: {LONG}\n    en: x\n",
            f"a:\n  name:\n    it: |-\n      {LONG[: 16 * 7 - 1]}\n      {LONG[16 * 7 :]}\n    en: x\n",
            id="a text that does not fit stands below its key",
        ),
        pytest.param(
            "levels",
            "a:\n  name:\n    it: >-\n      Una riga\n      breve.\n    en: |-\n      One short\n      line.\n",
            "a:\n  name:\n    it: |-\n      Una riga\n      breve.\n    en: |-\n      One short\n      line.\n",
            id="a text below its key keeps its lines where they fit",
        ),
        pytest.param(
            "glossary",
            'a:\n  definition:\n    it: "Uno.\\n\\nDue."\n    en: x\n',
            "a:\n  definition:\n    it: |-\n      Uno.\n\n      Due.\n    en: x\n",
            id="paragraphs are parted by an empty line",
        ),
        pytest.param(
            "glossary",
            "a:\n  definition:\n    it: >\n      Uno:\n\n\n      - due\n\n      - tre\n        quattro\n    en: x\n",
            "a:\n  definition:\n    it: |-\n      Uno:\n\n      - due\n      - tre\n        quattro\n    en: x\n",
            id="the entries of a list stand line by line",
        ),
        pytest.param(
            "glossary",
            f"a:\n  definition:\n    it: |-\n      - uno\n      - {LONG}\n    en: x\n",
            f"a:\n  definition:\n    it: |-\n      - uno\n      - {LONG[: 16 * 7 - 1]}\n"
            f"        {LONG[16 * 7 :]}\n    en: x\n",
            id="what follows in an entry is indented",
        ),
        pytest.param(
            "glossary",
            f"a:\n  definition:\n    it: {LONG[: 16 * 7]}1900. Anno\n    en: x\n",
            f"a:\n  definition:\n    it: |-\n      {LONG[: 15 * 7 - 1]}\n      parole 1900. Anno\n    en: x\n",
            id="no line begins like an entry that was none",
        ),
        pytest.param(
            "glossary",
            "a:\n  definition:\n    it: >\n      uno\n    en: |+\n      due\n\n",
            "a:\n  definition:\n    it: |-\n      uno\n    en: |-\n      due\n",
            id="line ends at the end of a text go",
        ),
        pytest.param(
            "glossary",
            "a:\n  related: [ 'term/b',term/c ]\n",
            "a:\n  related: [term/b, term/c]\n",
            id="a short list stays in brackets",
        ),
        pytest.param(
            "glossary",
            f"a:\n  related: [{', '.join(f'term/{n:020}' for n in range(5))}]\n",
            "a:\n  related:\n" + "".join(f"    - term/{n:020}\n" for n in range(5)),
            id="a list that does not fit has a line for each entry",
        ),
        pytest.param(
            "salary",
            "bands:\n- range:\n    max: 2\n    min: 1\n",
            "bands:\n  - range: {min: 1, max: 2}\n",
            id="a range stands in braces and a dash is indented",
        ),
        pytest.param(
            "labels",
            f"site:\n  name: {{it: {LONG}, en: {LONG}}}\n",
            f"site:\n  name: {{it: {LONG}, en: {LONG}}}\n",
            id="a label stays on its line",
        ),
        pytest.param(
            "sources",
            "a:\n    title:   {it: T,   en: T}\n\n\n\n    url: ~\n    published:   2026-01-02\n    note:\n"
            "b:\n\n  title: x\n\n",
            "a:\n  title: {it: T, en: T}\n\n  url: null\n  published: 2026-01-02\n  note:\nb:\n  title: x\n",
            id="spaces, empty lines and nothing are of one kind",
        ),
        pytest.param("glossary", "---\na: {}\n...\n", "a: {}\n", id="signs of a document go"),
        pytest.param("glossary", "{}", "{}\n", id="a file ends with one line end"),
    ],
)
def test_style(kind: str, written: str, expected: str) -> None:
    assert in_style(written, kind) == expected
    assert in_style(expected, kind) == expected


def test_lines_end_as_on_linux_and_the_mark_at_the_beginning_goes(folder: GuideFolder) -> None:
    before = (folder.data / "levels.yml").read_bytes()
    folder.write("levels.yml", b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n"))
    assert fmt(folder).exit_code == 0
    assert (folder.data / "levels.yml").read_bytes() == before


def test_accents_that_are_characters_of_their_own_become_one_with_their_letter(folder: GuideFolder) -> None:
    folder.replace("roles/glassblower/work.yml", "it: La mattina", "it: La citta\u0300 e\u0300")
    assert fmt(folder).exit_code == 0
    assert "it: La città è\n" in (folder.data / "roles/glassblower/work.yml").read_text("utf-8")


# --- comments


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            "# about the file\nroi:\n  # about the definition\n  definition: d  # beside it\n  term: t\n",
            "# about the file\nroi:\n  term: t\n  # about the definition\n  definition: d  # beside it\n",
            id="a comment moves with the key that it stands above or beside",
        ),
        pytest.param(
            "roi:\n  related:\n    - a\n    # the end of the list\n  # about the term\n  term: t\n# the next\nb: {}\n",
            "roi:\n  # about the term\n  term: t\n  related:\n    - a\n    # the end of the list\n# the next\nb: {}\n",
            id="a comment that is indented more deeply stays at the end of what it stands in",
        ),
        pytest.param(
            "a:\n  related: [x, # one\n    y]  # all\n",
            "a:\n  related:  # all\n    - x  # one\n    - y\n",
            id="a list with a comment within has a line for each entry",
        ),
        pytest.param(
            "a:\n  definition:\n    it: >-  # beside the sign\n      text\n    # under it\n    en: x\n",
            "a:\n  definition:\n    it: |-  # beside the sign\n      text\n    # under it\n    en: x\n",
            id="a comment beside the sign of a folded text stays there",
        ),
        pytest.param(
            "a:\n  related:\n    -   # beside a dash\n      - x\n",
            "a:\n  related:\n    # beside a dash\n    - - x\n",
            id="a comment beside a dash stands above it",
        ),
        pytest.param(
            "# about the file\n\n# about a\na:\n  # between key and value\n  x\n# the end",
            "# about the file\n\n# about a\n# between key and value\na: x\n# the end\n",
            id="a comment between a key and its value stands above it",
        ),
        pytest.param(
            "a: [ # empty\n  ]\nb: '# not a comment'\nc: x#y\n",
            "a: []  # empty\nb: '# not a comment'\nc: x#y\n".replace("'", '"'),
            id="what only looks like a comment is none",
        ),
    ],
)
def test_comments_stay_with_what_they_are_about(written: str, expected: str) -> None:
    assert in_style(written) == expected
    assert in_style(expected) == expected


# --- nothing is lost: edits of all kinds


class Scribe:
    """Writes data as many an editor would: keys in any order, every kind of quotation mark, comments anywhere."""

    def __init__(self, seed: random.Random) -> None:
        self.seed = seed
        self.comments = 0
        self.after_text = False
        """Whether a folded text ends here: a comment that is indented more deeply would be part of it."""

    def comment(self) -> str:
        self.comments += 1
        return f"# comment {self.comments}: {self.seed.choice(['- not an entry', 'key: value', chr(34), 'è così #'])}"

    def above(self, indent: int) -> list[str]:
        lines = []
        while self.seed.random() < 0.15:
            at = self.seed.choice([0, indent] if self.after_text else [0, indent, indent, indent + 1, indent + 3])
            lines.append(" " * at + self.comment() if self.seed.random() < 0.6 else "")
        return lines

    def beside(self) -> str:
        return f" {self.comment()}" if self.seed.random() < 0.1 else ""

    def block(self, value: Any, indent: int) -> list[str]:
        lines = []
        is_list = isinstance(value, list)
        entries = list(enumerate(value)) if is_list else list(value.items())
        if not is_list:
            self.seed.shuffle(entries)
        for key, part in entries:
            lines += self.above(indent)
            head = " " * indent + ("-" if is_list else f"{self.key(key)}:")
            lines += self.entry(head, part, indent)
        return lines

    def entry(self, head: str, part: Any, indent: int) -> list[str]:
        self.after_text = False
        if isinstance(part, list | dict) and part and self.seed.random() < 0.8:
            deeper = indent + self.seed.choice([2, 2, 3, 4])
            return [head + self.beside(), *self.above(deeper), *self.block(part, deeper)]
        if isinstance(part, list | dict):
            return [f"{head} {self.inline(part, indent + 1)}{self.beside()}"]
        if isinstance(part, str) and self.seed.random() < 0.3:
            self.after_text = True
            sign = self.seed.choice([">-", ">", "|-", "|"])
            return [f"{head} {sign}{self.beside()}", *self.folded(part, indent + self.seed.choice([1, 2, 5]))]
        return [f"{head} {self.scalar(part)}{self.beside()}"]

    def inline(self, part: Any, indent: int) -> str:
        if isinstance(part, list):
            parts = [self.inline(one, indent) for one in part]
        elif isinstance(part, dict):
            parts = [f"{self.key(key)}: {self.inline(one, indent)}" for key, one in part.items()]
            self.seed.shuffle(parts)
        else:
            return self.scalar(part)
        between = "".join(f"{self.space(indent)}{one}," for one in parts).removesuffix(",") + self.space(indent)
        return f"[{between}]" if isinstance(part, list) else f"{{{between}}}"

    def space(self, indent: int) -> str:
        """What stands between the entries in brackets."""
        line_end = "\n" + " " * indent
        if self.seed.random() < 0.1:
            return f" {self.comment()}{line_end}"
        return self.seed.choice([" ", " ", " ", line_end])

    def folded(self, text: str, indent: int) -> list[str]:
        lines: list[str] = []
        for index, paragraph in enumerate(text.split("\n")):
            if index:
                lines.append("")
            line = ""
            for word in paragraph.split(" "):
                if line and self.seed.random() < 0.2:
                    lines.append(" " * indent + line)
                    line = word
                else:
                    line = f"{line} {word}" if line else word
            if line:
                lines.append(" " * indent + line)
        return lines

    def key(self, key: str | int) -> str:
        return self.seed.choice([str(key), str(key), f"'{key}'", f'"{key}"'])

    def scalar(self, value: Any) -> str:
        if not isinstance(value, str):
            return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        double = '"' + re.sub(r'(["\\])', r"\\\1", value).replace("\n", "\\n") + '"'
        choices = [double]
        if "\n" not in value:
            choices.append("'" + value.replace("'", "''") + "'")
            plain = yaml.safe_load(f"[{value}]") if not re.search(r"[\[\]{},#:&*!|>'\"%@`?-]", value) else None
            if plain == [value]:
                choices += [value] * 2
        return self.seed.choice(choices)


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=12, deadline=None)
@given(number=st.integers(0, 2**32))
def test_whatever_an_editor_writes_keeps_its_meaning_and_its_comments(file: str, number: int) -> None:
    seed = random.Random(number)
    original = read((FIXTURE / "data" / file).read_text("utf-8"))
    scribe = Scribe(seed)
    written = "\n".join([*scribe.above(0), *scribe.block(original, 0), *scribe.above(0)]) + seed.choice(
        ["", "\n", "\n\n"]
    )
    before = read(written)
    assert meaning(before) == meaning(original)
    assert len(comments_in(written)) == scribe.comments
    kind = kind_of(file)
    assert kind is not None
    once = in_style(written, kind.name)
    assert meaning(read(once)) == meaning(original)
    assert _order_of_ids(read(once), kind) == _order_of_ids(before, kind)
    assert sorted(comments_in(once)) == sorted(comments_in(written))
    assert in_style(once, kind.name) == once


def meaning(data: Any) -> Any:
    """Plain data, with texts as readers see them, however their lines are broken."""
    if isinstance(data, dict):
        return {key: meaning(value) for key, value in data.items()}
    if isinstance(data, list):
        return [meaning(value) for value in data]
    return prose.blocks(data) if isinstance(data, str) else data


def _order_of_ids(data: Any, kind: FileKind) -> list[str]:
    return list(data) if isinstance(data, dict) and kind.record is not kind.holds else []


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_the_guide_comes_out_the_same_whatever_the_order_and_quotation_marks(file: str) -> None:
    text = (FIXTURE / "data" / file).read_text("utf-8")
    kind = kind_of(file)
    assert kind is not None
    assert in_style(text, kind.name) == text


def test_a_file_that_would_lose_something_is_left_alone(folder: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("career_guide.editing.tree._settle", lambda *_: [])
    folder.replace("levels.yml", "master:", "# about it\nmaster:")
    before = (folder.data / "levels.yml").read_bytes()
    result = fmt(folder, "--lang", "it")
    assert result.exit_code == 1
    assert "data/levels.yml: lasciato com’è" in result.stderr
    assert (folder.data / "levels.yml").read_bytes() == before


# --- the command


def fmt(folder: GuideFolder, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", "--project", str(folder.path), *arguments])


MESSY: Final = (
    "apprentice:\n  name: {en: Apprentice, it: 'Apprendista'}  # comment\nmaster: {name: {it: Maestro, en: Master}}\n"
)
TIDY: Final = (
    "apprentice:\n  name: {it: Apprendista, en: Apprentice}  # comment\nmaster: {name: {it: Maestro, en: Master}}\n"
)


def test_files_are_put_in_style_and_named(folder: GuideFolder) -> None:
    folder.write("levels.yml", MESSY)
    files = [str(folder.data / name) for name in ("levels.yml", "areas.yml")]
    result = fmt(folder, *files, "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "data/levels.yml: put in order\n")
    assert (folder.data / "levels.yml").read_text("utf-8") == TIDY
    assert fmt(folder, *files, "--lang", "it").stdout == "Tutti i file sono in ordine.\n"


def test_check_writes_nothing_and_fails_while_a_file_would_change(folder: GuideFolder) -> None:
    file = str(folder.data / "levels.yml")
    assert fmt(folder, file, "--check").exit_code == 0
    folder.write("levels.yml", MESSY)
    result = fmt(folder, file, "--check", "--lang", "it")
    assert (result.exit_code, result.stdout) == (1, "data/levels.yml: non in ordine\n")
    assert (folder.data / "levels.yml").read_text("utf-8") == MESSY


def test_diff_shows_the_change_and_writes_nothing(folder: GuideFolder) -> None:
    folder.write("levels.yml", MESSY)
    result = fmt(folder, "--diff")
    assert result.exit_code == 0
    assert "-  name: {en: Apprentice, it: 'Apprendista'}  # comment" in result.stdout
    assert "+  name: {it: Apprendista, en: Apprentice}  # comment" in result.stdout
    assert (folder.data / "levels.yml").read_text("utf-8") == MESSY


def test_a_broken_file_is_told_and_the_others_are_put_in_style(folder: GuideFolder) -> None:
    folder.write("levels.yml", MESSY)
    broken = "gather:\n  term: 'unclosed\n"
    folder.write("glossary.yml", broken)
    result = fmt(folder, "--lang", "en")
    assert result.exit_code == 1
    assert "data/glossary.yml:2:9" in result.stderr
    assert "Files with problems were left unchanged." in result.stderr
    assert (folder.data / "glossary.yml").read_text("utf-8") == broken
    assert (folder.data / "levels.yml").read_text("utf-8") == TIDY


def test_a_file_whose_content_is_wrong_is_put_in_style_all_the_same(folder: GuideFolder) -> None:
    folder.write("levels.yml", "apprentice: [no, {mapping: 'x'}]\n".replace("no", "none"))
    assert fmt(folder).exit_code == 0
    assert (folder.data / "levels.yml").read_text("utf-8") == "apprentice: [none, {mapping: x}]\n"


def test_only_the_named_files_change(folder: GuideFolder) -> None:
    folder.write("levels.yml", MESSY)
    folder.replace("areas.yml", "Laguna di prova", "'Laguna di prova'")
    assert fmt(folder, str(folder.data / "levels.yml")).exit_code == 0
    assert (folder.data / "levels.yml").read_text("utf-8") == TIDY
    assert "'Laguna di prova'" in (folder.data / "areas.yml").read_text("utf-8")


@pytest.mark.parametrize("file", ["docs/it/index.md", "data/levels.yaml", "data/roles/other.yml", "../levels.yml"])
def test_a_file_that_is_not_of_the_data_is_refused(folder: GuideFolder, file: str) -> None:
    folder.write("levels.yml", MESSY)
    result = fmt(folder, str(folder.data / "levels.yml"), str(folder.path / file), "--lang", "en")
    assert result.exit_code == 2
    assert "is not a data file" in result.stderr
    assert (folder.data / "levels.yml").read_text("utf-8") == MESSY


def test_a_folder_without_data_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["fmt", "--project", str(tmp_path)])
    assert result.exit_code == 1
    assert "'data'" in result.stderr


def test_a_file_that_may_not_be_written_is_told_and_stays(folder: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    folder.write("levels.yml", MESSY)
    monkeypatch.setattr(Path, "replace", refuse)
    result = fmt(folder, "--lang", "en")
    assert result.exit_code == 1
    assert "The system does not allow reading or writing (Permission denied)" in result.stderr
    assert (folder.data / "levels.yml").read_text("utf-8") == MESSY
    assert [path.name for path in folder.data.iterdir() if path.name.startswith(".")] == []
