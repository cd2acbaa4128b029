"""Hand-written pages: what each says of itself at its top, its twin in the other language, and what may be wrong."""

import os
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from career_guide.loading import load_articles, other_files
from career_guide.model.locales import LOCALES
from career_guide.words.problems import START, DataError, Place, Problem
from tests.unit.edits import MARK, told

HEAD: Final = "---\npage: {page}\ntitle: {page}\ndescription: {description}\n---\n"
DESCRIPTION: Final = "A page that was written for the tests of pages."
SOUND: Final = {
    "it/index.md": HEAD.format(page="home", description=DESCRIPTION),
    "en/index.md": HEAD.format(page="home", description=DESCRIPTION),
    "it/metodo.md": HEAD.format(page="method", description=DESCRIPTION),
    "en/method.md": HEAD.format(page="method", description=DESCRIPTION),
}


class Docs:
    """A folder `docs/` with sound pages, some of which a test changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for file, text in SOUND.items():
            self.write(file, text)

    def write(self, file: str, text: str | bytes) -> Place:
        """Write a page; gives the place of the mark, if there is one."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
            return START
        before, _, after = text.partition(MARK)
        path.write_text(before + after, "utf-8", newline="")
        return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))

    def remove(self, file: str) -> None:
        (self.folder / file).unlink()

    def problems(self) -> list[Problem]:
        try:
            load_articles(self.folder)
        except DataError as error:
            return error.problems
        return []


@pytest.fixture
def docs(tmp_path: Path) -> Docs:
    return Docs(tmp_path / "docs")


# --- what is read


def test_a_page_is_what_its_first_lines_say_and_its_text_is_what_follows(docs: Docs) -> None:
    docs.write(
        "it/metodo.md",
        "---\n# Un commento.\npage: method\ntitle: Metodo\ndescription: Da dove vengono i contenuti della guida.\n"
        "position: 3\n---\n\n# Metodo\n",
    )
    page = next(page for page in load_articles(docs.folder) if page.file == "docs/it/metodo.md")
    assert (page.id, page.locale, page.path) == ("method", "it", "it/metodo/")
    assert (page.title, page.description) == ("Metodo", "Da dove vengono i contenuti della guida.")
    assert (page.position, page.markdown, page.first_line) == (3, "\n# Metodo\n", 8)


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("it/pagina.md", "it/pagina/"),
        ("it/a/pagina.md", "it/a/pagina/"),
        ("it/a/index.md", "it/a/"),
        ("it/a/README.md", "it/a/"),
    ],
)
def test_the_address_of_a_page_is_that_of_its_file(docs: Docs, file: str, path: str) -> None:
    docs.write(file, SOUND["it/metodo.md"].replace("method", "more"))
    docs.write("en/more.md", SOUND["it/metodo.md"].replace("method", "more"))
    assert path in {page.path for page in load_articles(docs.folder)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"], ids=["plain", "with byte order mark"])
def test_a_page_from_windows_is_read_like_any_other(docs: Docs, encoding: str) -> None:
    text = SOUND["it/metodo.md"] + "\n# Città\n"
    docs.write("it/metodo.md", text.encode())
    plain = load_articles(docs.folder)
    docs.write("it/metodo.md", text.replace("\n", "\r\n").encode(encoding))
    assert load_articles(docs.folder) == plain


def test_pictures_and_documents_may_stand_beside_pages(docs: Docs) -> None:
    for file in ("it/foto.PNG", "form.docx", "CNAME"):
        docs.write(file, b"\x89PNG")
    assert docs.problems() == []
    assert other_files(docs.folder) == {"docs/it/foto.PNG", "docs/form.docx", "docs/CNAME"}


# --- what is refused


class Broken(NamedTuple):
    """What a page holds, with `▸` at the place that the problem must name, and the one problem that comes of it."""

    text: str
    code: str
    said: str


METHOD: Final = SOUND["en/method.md"]
BROKEN: Final[dict[str, Broken]] = {
    "a page has no first lines": Broken("▸# Method\n", "no_front_matter", "Begin it with a line of three hyphens"),
    "a page is empty": Broken("▸", "no_front_matter", "'page:', 'title:' and 'description:'"),
    "nothing stands in the first lines": Broken("▸---\n---\n# Method\n", "no_front_matter", "does not say what it is"),
    "a mere remark stands in the first lines": Broken("▸---\n# x\n---\n", "no_front_matter", "does not say what it is"),
    "the first lines do not end": Broken("▸---\npage: method\n\n# Method\n", "no_front_matter", "three hyphens again"),
    "something stands above the first lines": Broken(f"▸\n{METHOD}", "no_front_matter", "Begin it"),
    "a page has no id": Broken(METHOD.replace("page: method\n", "▸"), "missing", "Add a line 'page: …'. The page’s id"),
    "a page has no title": Broken(
        METHOD.replace("page: method\ntitle: method", "▸page: method"), "missing", "the field 'title' is missing"
    ),
    "a field is misspelt": Broken(
        METHOD.replace("title: method", "title: method\n▸positon: 1"), "extra_forbidden", "Did you mean 'position'?"
    ),
    "an id is no id": Broken(METHOD.replace("page: method", "▸page: The method"), "bad_id", "lower-case letters"),
    "a description is too short": Broken(
        METHOD.replace(DESCRIPTION, "▸Short."), "string_too_short", "6 characters and needs at least 40"
    ),
    "a title has a colon": Broken(
        METHOD.replace("title: method", "title: Method▸: sources"), "colon_in_text", "quotation marks"
    ),
    "a title is misread": Broken(
        METHOD.replace("title: method", "title: Citt▸Ã\u00a0"), "mojibake", "accented letters"
    ),
    "a copied sign turns the direction of reading": Broken(
        f"{METHOD}\nDelete ▸\u202enow.\n", "bad_character", "U+202E RIGHT-TO-LEFT OVERRIDE"
    ),
    "a ligature was copied": Broken(f"{METHOD}\nThe ▸\ufb01gures.\n", "lookalike", "Type 'fi' instead"),
    "a tab indents": Broken(METHOD.replace("title: method", "▸\ttitle: method"), "tab", "with spaces"),
    "a field stands twice": Broken(
        METHOD.replace("title: method", "title: method\n▸title: other"), "duplicate_key", "the first is on line 3"
    ),
    "a position is no number": Broken(
        METHOD.replace("title: method", "title: method\nposition: ▸last"), "whole_number_needed", "'last' is not"
    ),
    "two versions were left by a merge": Broken(
        f"{METHOD}\n▸<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n", "conflict_marks", "Keep the right version"
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_told_where_it_stands_and_with_its_remedy(docs: Docs, name: str) -> None:
    broken = BROKEN[name]
    place = docs.write("en/method.md", broken.text)
    (problem,) = docs.problems()
    assert (problem.file.as_posix(), problem.code) == ("docs/en/method.md", broken.code)
    assert problem.place == place
    assert problem.line == broken.text.replace(MARK, "").split("\n")[problem.place.line - 1]
    assert broken.said in told(problem)
    assert problem.what("it") != problem.what("en")
    assert told(problem, "it").isprintable()


def test_a_page_in_another_encoding_is_refused(docs: Docs) -> None:
    docs.write("en/method.md", METHOD.replace("title: method", "title: Città").encode("cp1252"))
    (problem,) = docs.problems()
    assert (problem.code, problem.place) == ("not_utf8", Place(3, 12))
    assert problem.line == "title: Citt\ufffd"


def test_what_is_left_behind_is_passed_over(docs: Docs) -> None:
    left = ("en/.#method.md", "en/._index.md", "en/#method.md#", "en/method.md~", ".obsidian/a.md", ".DS_Store")
    for file in (*left, "Thumbs.db", "en/desktop.ini", "_hidden/.b/c.html"):
        docs.write(file, b"\0")
    assert docs.problems() == []
    assert other_files(docs.folder) == set()


def test_what_lies_outside_is_not_published_through_a_link(docs: Docs, tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/plan.png").write_text("x")
    (docs.folder / "en/plan.png").symlink_to(tmp_path / "secrets/plan.png")
    (docs.folder / "en/more.md").symlink_to(docs.folder / "en/method.md")
    (docs.folder / "secrets").symlink_to(tmp_path / "secrets")
    os.mkfifo(docs.folder / "en/waits-for-ever.md")
    assert [(problem.file.as_posix(), problem.code) for problem in docs.problems()] == [
        ("docs/en/more.md", "link_outside"),
        ("docs/en/plan.png", "link_outside"),
        ("docs/en/waits-for-ever.md", "no_file"),
        ("docs/secrets", "link_outside"),
    ]


# --- twins


@pytest.mark.parametrize(
    ("removed", "present", "folder", "language", "lingua"),
    [
        ("en/method.md", "it/metodo.md", "docs/en/", "English", "inglese"),
        ("it/metodo.md", "en/method.md", "docs/it/", "Italian", "italiano"),
    ],
)
def test_a_page_without_its_twin_is_refused_with_what_to_write_where(  # noqa: PLR0917
    docs: Docs, removed: str, present: str, folder: str, language: str, lingua: str
) -> None:
    docs.remove(removed)
    (problem,) = docs.problems()
    assert (problem.file.as_posix(), problem.place, problem.code) == (f"docs/{present}", Place(2, 1), "no_twin")
    assert problem.line == "page: method"
    assert told(problem) == (
        f"this page has no version in {folder}. Write it in {language} there, with 'page: method' among its"
        " first lines."
    )
    assert f"Scriverla in {lingua} in quella cartella" in told(problem, "it")


def test_a_twin_with_a_misspelt_id_is_suggested_from_both_sides(docs: Docs) -> None:
    place = docs.write("en/method.md", METHOD.replace("page: method\n", "# A remark.\n▸page: metod\n"))
    english, italian = docs.problems()
    assert (english.file.as_posix(), english.place, english.code) == ("docs/en/method.md", place, "no_twin")
    assert (italian.file.as_posix(), italian.place, italian.code) == ("docs/it/metodo.md", Place(2, 1), "no_twin")
    assert "Did you mean 'method'?" in told(english)
    assert "Did you mean 'metod'?" in told(italian)


def test_two_pages_with_one_id_are_refused_with_both_files(docs: Docs) -> None:
    docs.write("it/altra.md", METHOD)
    (problem,) = docs.problems()
    assert (problem.file.as_posix(), problem.place, problem.code) == ("docs/it/metodo.md", Place(2, 1), "page_taken")
    assert "the page id 'method' is already taken by docs/it/altra.md" in told(problem)


def test_a_site_without_a_home_page_is_refused(docs: Docs) -> None:
    docs.remove("it/index.md")
    docs.remove("en/index.md")
    (problem,) = docs.problems()
    assert (problem.file.as_posix(), problem.place, problem.code) == ("docs/it/index.md", START, "page_needed")
    assert "'page: home'" in told(problem)


def test_a_site_without_the_page_on_method_is_refused_since_every_step_of_a_skill_leads_to_it(docs: Docs) -> None:
    docs.remove("it/metodo.md")
    docs.remove("en/method.md")
    (problem,) = docs.problems()
    assert (problem.file.as_posix(), problem.code) == ("docs/it/method.md", "page_needed")
    assert "{{ proficiency_scale() }}" in told(problem)


_ELSEWHERE: Final = ("page_in_no_language", "Move it to one of these folders: docs/it/, docs/en/.")
NAMES: Final = {
    # What a file is called: the problem, and words of its remedy.
    "en/page.html": ("no_page_file", ".md, "),
    "en/method.markdown": ("no_page_file", ".md, "),
    "script.js": ("no_page_file", ".md, "),
    "en/drawing.svg": ("no_page_file", ".md, "),
    "it/altra.mdown": ("no_page_file", ".md, "),
    "en/other/more.mkd": ("no_page_file", ".md, "),
    "en/other.MD": ("no_page_file", ".md, "),
    "en/what?.md": ("bad_page_name", ""),
    "en/a\u202eb.md": ("bad_page_name", ""),
    "en/caff\udce8.md": ("bad_page_name", ""),
    "it/Guida è qui.md": ("bad_name", "lower-case letters a-z"),
    "it/perché/altra.md": ("bad_name", "'perché' cannot be the name"),
    "en/Other.md": ("bad_name", "'Other' cannot be the name"),
    "about.md": _ELSEWHERE,
    "fr/a-propos.md": _ELSEWHERE,
    "assets/it/notes.md": _ELSEWHERE,
}


def test_a_page_has_its_place_a_name_that_is_an_address_and_the_one_suffix(
    docs: Docs, subtests: pytest.Subtests
) -> None:
    page = HEAD.format(page="other", description=DESCRIPTION)
    for name, (code, words) in NAMES.items():
        with subtests.test(ascii(name)):
            docs.write(name, page)
            found = docs.problems()
            docs.remove(name)
            assert [(problem.file.as_posix(), problem.code) for problem in found] == [(f"docs/{name}", code)]
            assert words in told(found[0])
            assert told(found[0]).isprintable()


def test_a_page_may_be_named_after_its_folder_in_both_ways(docs: Docs) -> None:
    for locale in LOCALES:
        docs.write(f"{locale}/one/README.md", HEAD.format(page="one", description=DESCRIPTION))
        docs.write(f"{locale}/two/index.md", HEAD.format(page="two", description=DESCRIPTION))
    assert docs.problems() == []


def test_a_missing_folder_is_a_site_without_a_home_page(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="page: home"):
        load_articles(tmp_path / "docs")


def test_a_page_that_cannot_be_read_is_not_told_as_the_missing_twin_of_another(docs: Docs) -> None:
    docs.write("en/method.md", "# Method\n")
    assert [problem.code for problem in docs.problems()] == ["no_front_matter"]


def test_the_pages_of_both_languages_are_all_checked_at_once(docs: Docs) -> None:
    docs.write("en/method.md", "# Method\n")
    docs.write("it/metodo.md", METHOD.replace("page: method", "page: no"))
    docs.write("about.md", METHOD)
    assert [(problem.file.as_posix(), problem.code) for problem in docs.problems()] == [
        ("docs/about.md", "page_in_no_language"),
        ("docs/en/method.md", "no_front_matter"),
        ("docs/it/metodo.md", "odd_bool"),
    ]
    assert {page.locale for page in load_articles(Docs(docs.folder.parent / "other" / "docs").folder)} == set(LOCALES)
