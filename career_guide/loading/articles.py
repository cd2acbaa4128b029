"""`docs/` → the hand-written pages, each with its twin, or all that is wrong with them at once."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from career_guide.loading.checked import check
from career_guide.loading.folders import files_below
from career_guide.loading.yaml_source import Document, parse, read_text
from career_guide.model.article import NEEDED, Article, Menu
from career_guide.model.descriptions import LanguageName
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import ID_PATTERN, Id, Line, Record, Summary
from career_guide.words.messages import Message
from career_guide.words.problems import START, DataError, Problem
from career_guide.words.suggestions import nearest_or_known

_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

_PAGE: Final = ".md"
_LARGEST: Final = 100_000
"""Bytes of a page, several times as many as the longest: Markdown takes longer to read than data."""
_PICTURES: Final = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
_OTHERS: Final = (*_PICTURES, ".csv", ".docx", ".pdf", ".txt", ".xlsx")
"""Files that are published as they are: none of them is a page that could run something."""
_HOST_NAME: Final = "CNAME"
"""A file that some hosts read the site's name from."""
_ODD_IN_NAMES: Final = re.compile(r'[#?%\\:*"<>|]')
"""Signs that mean something else in an address, or that some systems do not allow in file names."""
_OF_FOLDER: Final = ("index", "README")
"""File names of the page that has the address of its folder."""

_SAYS_SOMETHING: Final = re.compile(r"^\s*[^\s#]", re.MULTILINE)


class FrontMatter(Record):
    """What a hand-written page says about itself, between two lines of `---` at the top of the file."""

    page: Id
    title: Line
    description: Summary
    position: int = 0
    menu: Menu = "main"


def load_articles(docs: Path) -> list[Article]:
    """Read the hand-written pages.

    Args:
        docs: The folder `docs/`, with one folder for each locale.

    Raises:
        DataError: A page has no front matter or no twin, or stands in no locale's folder; or there is a file that may
            not be published.
    """
    problems: list[Problem] = []
    found: dict[Article, Document] = {}
    for name in files_below(docs, Path(docs.name), problems):
        shown = Path(docs.name, name)
        if not name.isprintable() or _ODD_IN_NAMES.search(name):
            problems.append(Problem(shown, START, "bad_page_name", {"value": shown.name}))
        elif shown.suffix == _PAGE:
            document = read_text(docs / name, shown, _LARGEST)
            if article := _article(document, problems):
                found[article] = document
        elif not name.lower().endswith(_OTHERS) and name != _HOST_NAME:
            problems.append(Problem(shown, START, "no_page_file", {"names": ", ".join((_PAGE, *_OTHERS))}))
    # A page that could not be read would be reported again as the missing twin of another.
    problems = problems or list(_twin_problems(docs, found))
    if problems:
        raise DataError(problems)
    return list(found)


def other_files(docs: Path) -> frozenset[str]:
    """The other files in the folder of the hand-written pages, which are published as they are: `docs/img/plan.png`."""
    return frozenset(f"{docs.name}/{name}" for name in files_below(docs, docs, []) if not name.endswith(_PAGE))


def is_picture(file: str) -> bool:
    """Whether a file of that name is a picture that a page can show."""
    return file.lower().endswith(_PICTURES)


def _article(document: Document, problems: list[Problem]) -> Article | None:
    """The page that a file holds, if there is nothing wrong with it."""
    shown = document.file
    locale = next((locale for locale in LOCALES if locale == shown.parts[1]), None)
    if locale is None or len(shown.parts) == len(("docs", "page.md")):
        names = ", ".join(f"docs/{locale}/" for locale in LOCALES)
        problems.append(Problem(shown, START, "page_in_no_language", {"names": names}))
        return None
    below = shown.relative_to(Path(shown.parts[0]) / locale).with_suffix("")
    if odd := [part for part in below.parts if not ID_PATTERN.fullmatch(part) and part not in _OF_FOLDER]:
        # It becomes the page's address, which has one spelling only.
        problems.append(Problem(shown, START, "bad_name", {"value": odd[0]}))
        return None
    if document.problems:
        problems += document.problems
        return None
    text = document.text
    matter = _FRONT_MATTER.match(text)
    if matter is None or not _SAYS_SOMETHING.search(matter.group(1)):
        problems.append(document.problem(START, "no_front_matter"))
        return None
    # An empty line in the place of the first ---, so that places are those of the file.
    parse("\n" + matter.group(1), document)
    record, found = (None, []) if document.problems else check(document, FrontMatter, {})
    problems += [*document.problems, *found]
    if record is None:
        return None
    path = re.sub(rf"(^|/)({'|'.join(_OF_FOLDER)})$", r"\1", below.as_posix())
    return Article(
        id=record.page,
        locale=locale,
        path=f"{locale}/{path}/".replace("//", "/"),
        title=record.title,
        description=record.description,
        file=shown.as_posix(),
        position=record.position,
        menu=record.menu,
        markdown=text[matter.end() :],
        first_line=text.count("\n", 0, matter.end()) + 1,
    )


def _twin_problems(docs: Path, pages: Mapping[Article, Document]) -> Iterator[Problem]:
    found: dict[str, dict[Locale, Article]] = {}
    for article, document in pages.items():
        twins = found.setdefault(article.id, {})
        if article.locale in twins:
            yield document.problem_at(("page",), "page_taken", value=article.id, other=twins[article.locale].file)
        twins.setdefault(article.locale, article)
    for page_id, twins in found.items():
        for locale in LOCALES:
            if locale not in twins:
                present = next(iter(twins.values()))
                without = [other for other, others in found.items() if present.locale not in others]
                yield pages[present].problem_at(
                    ("page",),
                    "no_twin",
                    folder=f"{docs.name}/{locale}/",
                    language=LanguageName(locale),
                    value=page_id,
                    nearest_or_known=nearest_or_known(page_id, without) if without else Message("words.empty"),
                )
    for page_id, file in NEEDED.items():
        if page_id not in found:
            yield Problem(Path(docs.name) / LOCALES[0] / file, START, "page_needed", {"value": page_id})
