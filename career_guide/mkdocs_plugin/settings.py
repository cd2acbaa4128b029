"""`mkdocs.yml` and the options of MkDocs' commands → the settings with which the guide cannot be made, by name.

One rule for builds, previews and `career-guide check`; everything else in `mkdocs.yml` is up to the operator: it may
even name code to run.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from career_guide.building.publishing import is_base_address
from career_guide.exports import hosting
from career_guide.loading.folders import files_below
from career_guide.loading.yaml_source import read_text
from career_guide.model.characters import misplaced
from career_guide.words.problems import START, DataError, Place, Problem

FILE: Final = "mkdocs.yml"
_MACROS: Final = {"module_name": "macros", "on_undefined": "strict", "on_error_fail": True}
"""Options of the macros plugin by which hand-written pages find the guide's macros and no mistake becomes text; all
others are left as they are by default, since they change what a page may hold, or whether it is read at all."""
_WEB_ADDRESS: Final = re.compile(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?([/?#][!-~]*)?", re.IGNORECASE)
_MAIL_ADDRESS: Final = re.compile("mailto:[!-~]+", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 2_000
_LONGEST_NAME: Final = 200
_MOST_VALUES: Final = 10_000
"""Settings, each as often as it stands in the others by an alias; this project has fewer than a hundred."""


def check_file(project: Path) -> None:
    """Read the `mkdocs.yml` of a project as MkDocs does, and refuse what the guide cannot be made with.

    Raises:
        DataError: The file cannot be read, or holds such a setting.
    """
    config = MkDocsConfig(str(project / FILE))
    try:
        with (project / FILE).open("rb") as file:
            config.load_file(file)
        _check_extent(config)
        wrong, warnings = config.validate()
        errors = [f"{name}: {error}" for name, error in [*wrong, *(warnings if config.strict else ())]]
    except (OSError, ConfigurationError, yaml.YAMLError, RecursionError) as error:
        errors = [str(error)]
    if errors:
        words = " ".join("; ".join(errors).split())
        raise DataError([Problem(Path(FILE), START, "settings_unreadable", {"value": words})])
    check_settings(config)


def check_settings(config: MkDocsConfig) -> None:
    """Refuse settings with which the guide cannot be made.

    Raises:
        DataError: There are some; each is a problem of its own.
    """
    _check_extent(config)
    text = read_text(Path(config.config_file_path), Path(FILE)).text
    problems = [
        _problem(text, name, "setting_not_served", value=name, needed=f"{name.rpartition('.')[2]}: {needed}")
        for name, needed in _wrong(config)
    ]
    problems += [_problem(text, name, code, value=value) for name, code, value in _not_published(config)]
    if problems:
        raise DataError(problems)


def _check_extent(config: MkDocsConfig) -> None:
    """Refuse settings that hold themselves, or so many that nobody could wait for what reads them.

    Raises:
        DataError: They do.
    """
    waiting: list[Any] = [config.data]
    for number, value in enumerate(waiting):
        if number > _MOST_VALUES:
            raise DataError([Problem(Path(FILE), START, "settings_endless", {"most": _MOST_VALUES})])
        if isinstance(value, Mapping | list | tuple):
            waiting += value.values() if isinstance(value, Mapping) else value


def _not_published(config: MkDocsConfig) -> Iterator[tuple[str, str, str]]:
    """Each setting that would be published, and cannot be: its name, the code of the problem, its value."""
    site_url, repository = config.site_url or "", config.repo_url or ""
    if site_url and not is_base_address(site_url):
        yield "site_url", "no_base_address", site_url
    if repository and not _is_address(f"{repository.rstrip('/')}/{config.edit_uri or ''}", _WEB_ADDRESS):
        yield "repo_url", "no_repository", repository
    theme = Path(config.config_file_path).parent / "overrides"
    known = set(files_below(theme, theme, []))
    for path in map(str, config.extra_css):
        if path not in known:
            yield "extra_css", "no_style_sheet", path
    if "career-guide" not in config.plugins:
        return
    own = config.plugins["career-guide"].config
    contact, publisher = own["contact"] or "", own["publisher"] or ""
    if own["for_servers"] and not hosting.can_be_told(site_url):
        yield "site_url", "no_address_for_servers", site_url
    if contact and not _is_address(contact, _WEB_ADDRESS) and not _is_address(contact, _MAIL_ADDRESS):
        yield "contact", "no_contact", contact
    if len(publisher) > _LONGEST_NAME or any(misplaced(publisher)) or not {*"\n\t"}.isdisjoint(publisher):
        yield "publisher", "no_publisher", publisher


def _is_address(value: str, pattern: re.Pattern[str]) -> bool:
    return len(value) <= _LONGEST_ADDRESS and pattern.fullmatch(value) is not None


def _wrong(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Each setting that is not as the guide needs it, by name, with what it needs."""
    project = Path(config.config_file_path).parent.resolve()
    for name, folder, needed in (
        ("docs_dir", config.docs_dir, "docs"),
        ("theme.custom_dir", config.theme.custom_dir, "overrides"),
    ):
        if folder is None or Path(folder).resolve() != project / needed:
            yield name, needed
    if config.theme.name != "material":
        yield "theme.name", "material"
    if not config.use_directory_urls:
        yield "use_directory_urls", "true"
    pages = [page.relative_to(config.docs_dir).as_posix() for page in Path(config.docs_dir).rglob("*.md")]
    for name in ("exclude_docs", "draft_docs"):
        if config[name] is not None and any(map(config[name].match_file, pages)):
            yield name, "null"
    macros: Any = config.plugins.get("macros")
    if macros is None or "career-guide" not in config.plugins or any("search" in name for name in config.plugins):
        # Material's own search asks for the one language of the site.
        yield "plugins", "[career-guide, macros]"
        return
    for option, scheme in macros.config_scheme:
        value = _MACROS.get(option, scheme.default)
        if option != "verbose" and macros.config[option] != value:
            yield f"macros.{option}", value if isinstance(value, str) and value else json.dumps(value)


def _problem(text: str, name: str, code: str, **details: str) -> Problem:
    """A problem at the place in `mkdocs.yml` where a setting stands; at its beginning, where it stands in a command."""
    key = name.rpartition(".")[2]
    found = re.search(rf"^[ -]*(?={re.escape(key)}:)", text, re.MULTILINE)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    place = Place(line, len(found.group()) + 1) if found else START
    return Problem(Path(FILE), place, code, details, text.split("\n")[line - 1] if found else "")
