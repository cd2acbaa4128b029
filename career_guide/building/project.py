"""The whole guide in its folders: data, editions, hand-written pages and templates → a renderer for all pages.

The one place that runs every check before a page is made; builds, previews and `career-guide check` begin here.
"""

import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

from career_guide.building import promised
from career_guide.building.workers import ReportProgress, Workers, meanwhile
from career_guide.building.writing import NOTE, write_files
from career_guide.documents.templating import COMPILED, compiled
from career_guide.exports import files
from career_guide.loading import GuideLoader, load_articles, load_editions, other_files
from career_guide.loading.folders import files_below
from career_guide.loading.published import FOLDER, load_published
from career_guide.loading.yaml_source import read_text
from career_guide.pages.hand_written import check_pages, expanded
from career_guide.pages.renderer import Renderer
from career_guide.pages.templates import template_problem
from career_guide.review import schemas
from career_guide.site.page import Page
from career_guide.site.plan import SitePlan
from career_guide.words.problems import START, DataError, Problem, noted


@contextmanager
def _without_collection() -> Iterator[None]:
    """Make what stays: to look through it for garbage while it grows takes nearly as long as to make it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Project:
    """A guide in its folders; opened again after a change, it reads only what changed.

    Beside the folder of the data stand, if there are any, `editions/` and `published/`.
    """

    def __init__(self, data: Path, docs: Path, templates: Path) -> None:
        self.data = data
        self.editions = data.parent / "editions"
        self.published = data.parent / FOLDER
        self.docs = docs
        self.templates = templates
        self._loader = GuideLoader(data)
        self._schemas_of: dict[str, Any] = {}

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """The guide of a project's folder, everything in its usual place."""
        return cls(folder / "data", folder / "docs", folder / "overrides" / "templates")

    @property
    def folders(self) -> tuple[Path, ...]:
        """All that is read: a copy of these is a copy of the guide."""
        return self.data, self.editions, self.docs, self.templates, self.published

    @contextmanager
    def changed(self, texts: Mapping[Path, str], moves: Mapping[Path, Path] | None = None) -> Iterator[Self]:
        """The guide as it would be after a change (see `write_files`), in a folder that is gone afterwards."""
        root = self.data.parent
        with tempfile.TemporaryDirectory() as folder:
            for part in self.folders:
                if part != self.templates and part.exists():
                    shutil.copytree(part, folder / part.relative_to(root), symlinks=True)
            write_files(
                {folder / path.relative_to(root): text for path, text in texts.items()},
                {folder / old.relative_to(root): folder / new.relative_to(root) for old, new in (moves or {}).items()},
            )
            yield type(self)(folder / self.data.relative_to(root), folder / self.docs.relative_to(root), self.templates)

    @property
    def references(self) -> dict[str, set[str] | None]:
        """What references in the data may name, as of the last opening: see `GuideLoader.ids`."""
        return self._loader.ids

    @_without_collection()
    def open(
        self,
        site_url: str,
        contact: str | None = None,
        *,
        publisher: str | None = None,
        edit_root: str | None = None,
        style_sheets: Sequence[str] = (),
        try_macros: bool = True,
        with_drafts: bool = False,
    ) -> Renderer:
        """Check everything, and get ready to render.

        Args:
            site_url: Absolute address of the site's root, ending with a slash; empty where it is not known.
            contact: Where readers report mistakes, or None.
            publisher: Who is responsible for the guide, or None.
            edit_root: Where the project's files can be edited, or None.
            style_sheets: Paths of the style sheets below the site's root, in order.
            try_macros: Whether to try the macros that hand-written pages call; it takes longer than all the rest.
            with_drafts: Whether drafts are shown, as in previews.

        Raises:
            DataError: Something is wrong; it lists every problem found.
        """
        own = (self.data, self.editions, self.docs, self.templates.parent, self.published)
        problems = [Problem(Path(folder.name), START, "link_outside", {}) for folder in own if folder.is_symlink()]
        if (self.data.parent / NOTE).exists():
            problems.append(Problem(Path(NOTE), START, "unfinished_change", {}))
        if problems:
            # Nothing is read through a link, not even to be told as wrong.
            raise DataError(problems)
        with self._compiling():
            with noted(problems):
                gone = load_published(self.published).leads
            with noted(problems):
                articles = load_articles(self.docs)
            with noted(problems):
                editions = load_editions(self.editions)
            with noted(problems):
                guide = self._loader.load()
            problems += self._theme_problems()
        if problems:
            raise DataError(problems)
        if not with_drafts:
            # Only previews open the guide again; for all others, this would be a sixth of the memory of each process.
            self._loader.forget()
        plan = SitePlan(guide if with_drafts else guide.published, articles, editions, gone, self._loader.drafts)
        with self._template_errors():
            renderer = Renderer(
                plan,
                self.templates,
                site_url,
                contact,
                publisher=publisher,
                edit_root=edit_root,
                style_sheets=style_sheets,
            )
            check_pages(articles, other_files(self.docs), renderer, try_macros=try_macros)
        return renderer

    @contextmanager
    def _compiling(self) -> Iterator[None]:
        """Let another process compile the templates, which takes about as long as to load the data; once is enough."""
        if COMPILED.code:
            yield
            return
        with meanwhile(partial(compiled, self.templates)) as code:
            yield
            COMPILED.code |= code() or {}

    def begin(self, renderer: Renderer, use: Callable[[str, str | bytes], object]) -> Workers:
        """Begin to make all files of the site, apart from hand-written pages.

        What is done with each takes its path below the site's root, and the content.
        """
        # What was opened stays to the end of the build: to look through it for garbage takes time.
        gc.freeze()
        return Workers(files(renderer, self.references), lambda path, make: use(path, self._made(make)))

    def _made(self, make: Callable[[], str | bytes]) -> str | bytes:
        with self._template_errors():
            return make()

    def check(self, report: ReportProgress = lambda *_: None) -> Renderer:
        """Check all that a build would, and write nothing: make each page and file; look for each promised address.

        Raises:
            DataError: Something is wrong; it lists every problem found, each once.
        """
        renderer = self.open("https://guide.example/")
        written = (page for page in renderer.plan.pages if page.kind in {"home", "article"})
        made = dict(files(renderer, self.references)) | {
            page.output_file: partial(hand_written, renderer, page) for page in written
        }
        problems: list[Problem] = []
        # What is gone is told with what links to it: one line may mend both.
        with noted(problems):
            self.check_addresses(renderer)
        with noted(problems):
            Workers(made, lambda _, make: self._made(make)).finish(report)
        if problems:
            raise DataError(problems)
        return renderer

    def check_addresses(self, renderer: Renderer) -> None:
        """Check that no promised address is missing from what was opened.

        Raises:
            DataError: One is missing, or leads nowhere.
        """
        if problems := promised.broken(renderer.plan, load_published(self.published)):
            raise DataError(problems)

    def write_schemas(self) -> None:
        """Write the JSON Schemas by which editors' programs complete and check what is typed, with the ids of now.

        The data need not be sound: the ids that could be read will do. If the system refuses to write, nothing fails.
        """
        references = self.references
        if not references or references == self._schemas_of:
            return
        self._schemas_of = references
        folder = self.data.parent / schemas.FOLDER
        texts = {folder / name: text for name, text in schemas.files(references).items()}
        with suppress(OSError):
            write_files(
                {path: text for path, text in texts.items() if not path.exists() or path.read_bytes() != text.encode()}
            )

    def _theme_problems(self) -> list[Problem]:
        """What is wrong with the files of the theme as such: all but templates are published as they are."""
        theme, problems = self.templates.parent, list[Problem]()
        for name in files_below(theme, Path(theme.name), problems):
            if name.endswith(".html"):
                problems += read_text(theme / name, Path(theme.name, name)).problems
        return problems

    @contextmanager
    def _template_errors(self) -> Iterator[None]:
        """Turn an error in a template into a problem."""
        try:
            yield
        except Exception as error:
            problem = template_problem(error, self.templates)
            if problem is None or isinstance(error, DataError):
                raise
            raise DataError([problem]) from error


def hand_written(renderer: Renderer, page: Page) -> str:
    """A hand-written page as a build makes it."""
    return renderer.html(page, renderer.article(page, expanded(renderer.plan.article(page), renderer)))
