"""Settings of MkDocs that the guide cannot be made with: told by name, by the check and by builds, before all else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from career_guide.mkdocs_plugin.settings import check_file
from career_guide.words.problems import DataError
from tests.fixture_guide import PROJECT

SETTINGS: Final = (PROJECT / "mkdocs.yml").read_text("utf-8")
LAUGHS: Final = "".join(f"  a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(12))
"""Nine times nine times nine …: a list that no memory holds."""
REFUSED: Final = {
    # What somebody makes of a line of mkdocs.yml: the setting that is told.
    ("docs_dir: docs", "docs_dir: pagine"): "docs_dir",
    ("  - macros:\n", "  - search\n  - macros:\n"): "plugins",
    ("docs_dir: docs", "docs_dir: docs/it"): "docs_dir",
    ("  custom_dir: overrides\n", "  custom_dir: docs\n"): "theme.custom_dir",
    ("  custom_dir: overrides\n", ""): "theme.custom_dir",
    ("  name: material\n", "  name: readthedocs\n"): "theme.name",
    ("site_dir: site\n", "use_directory_urls: false\n"): "use_directory_urls",
    ("site_dir: site\n", "exclude_docs: metodo.md\n"): "exclude_docs",
    ("site_dir: site\n", "draft_docs: metodo.md\n"): "draft_docs",
    ("module_name: macros", "module_name: other"): "macros.module_name",
    ("on_undefined: strict", "on_undefined: keep"): "macros.on_undefined",
    ("on_error_fail: true", "on_error_fail: false"): "macros.on_error_fail",
    (
        "on_error_fail: true",
        'on_error_fail: true\n      j2_variable_start_string: "[["',
    ): "macros.j2_variable_start_string",
    # Pages would show the calls of macros, or anything might stand in their place.
    ("on_error_fail: true", "on_error_fail: true\n      render_by_default: false"): "macros.render_by_default",
    ("on_error_fail: true", "on_error_fail: true\n      modules: [mine]"): "macros.modules",
    ("on_error_fail: true", "on_error_fail: true\n      include_yaml: [mine.yml]"): "macros.include_yaml",
    (SETTINGS[SETTINGS.index("  - career-guide:") : SETTINGS.index("  - macros:")], ""): "plugins",
}
PUBLISHED: Final = {
    # What readers, or the programs that read for them, would stumble over.
    ('!ENV [SITE_URL, ""]', "https://me@guide.example/?a=1"): "no_base_address",
    ('!ENV [REPO_URL, ""]', "ftp://code.example/repo"): "no_repository",
    ('!ENV [CONTACT, ""]', "javascript:alert(1)"): "no_contact",
    ('!ENV [CONTACT, ""]', '"https://guide.example/\\nExpires: never"'): "no_contact",
    ('!ENV [PUBLISHER, ""]', '"A\\nB"'): "no_publisher",
    ('!ENV [PUBLISHER, ""]', '"A\\u202eB"'): "no_publisher",
    ('!ENV [PUBLISHER, ""]', "A" * 201): "no_publisher",
    ("  - assets/guide/base.css\n", "  - nowhere.css\n"): "no_style_sheet",
    ("  - assets/guide/base.css\n", "  - https://evil.example/x.css\n"): "no_style_sheet",
    ("  - assets/guide/base.css\n", "  - ../mkdocs.yml\n"): "no_style_sheet",
    ("strict: false\n", "extra: &a\n  a: *a\n"): "settings_endless",
    ("strict: false\n", f"extra:\n  a0: &a0 x\n{LAUGHS}"): "settings_endless",
}
SERVED: Final = {
    # What an operator may want, and what the guide is made with just as well.
    ("site_dir: site", "site_dir: public"),
    ("site_name: Career guide", "site_name: Guida"),
    ("validation:\n", "markdown_extensions: [admonition]\nvalidation:\n"),
    ("strict: false", "strict: true"),
    ("nav: []", "nav: [it/index.md]"),
    ("site_dir: site\n", "exclude_docs: drawings/*.psd\n"),
}


def problems_of(folder: Path, settings: str | None) -> list[tuple[str, str]]:
    """The code of each problem with a `mkdocs.yml`, and what it is about."""
    (folder / "mkdocs.yml").unlink(missing_ok=True)
    if settings is not None:
        (folder / "mkdocs.yml").write_text(settings, "utf-8")
    try:
        check_file(folder)
    except DataError as error:
        return [(problem.code, problem.details.get("value", "")) for problem in error.problems]
    return []


def project(folder: Path) -> Path:
    for name in ("data", "docs/it", "overrides", "pagine"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(PROJECT / "overrides/assets", folder / "overrides/assets")
    (folder / "docs/it/metodo.md").touch()
    shutil.copy(PROJECT / "macros.py", folder)
    return folder


def test_what_the_guide_cannot_be_made_with_is_told_by_name_and_all_else_is_served(tmp_path: Path) -> None:
    folder = project(tmp_path)
    failed: dict[str, object] = {}
    for (old, new), name in REFUSED.items():
        assert old in SETTINGS
        found = problems_of(folder, SETTINGS.replace(old, new))
        if found != [("setting_not_served", name)]:
            failed[new] = found
    for (old, new), code in PUBLISHED.items():
        assert old in SETTINGS
        if [found for found, _ in problems_of(folder, SETTINGS.replace(old, new))] != [code]:
            failed[new] = code
    for_servers = SETTINGS.replace("!ENV [FOR_SERVERS, false]", "true")
    if problems_of(folder, for_servers.replace('!ENV [SITE_URL, ""]', "https://guide.example/a%20b/")) != [
        ("no_address_for_servers", "https://guide.example/a%20b/")
    ]:
        failed["for_servers"] = "no_address_for_servers"
    for old, new in SERVED:
        assert old in SETTINGS
        if found := problems_of(folder, SETTINGS.replace(old, new)):
            failed[new] = found
    assert failed == {}


def test_the_guide_needs_the_macros_and_a_file_that_mkdocs_can_read(tmp_path: Path) -> None:
    folder = project(tmp_path)
    without = SETTINGS[: SETTINGS.index("  - macros:")] + SETTINGS[SETTINGS.index("validation:") :]
    assert problems_of(folder, without) == [("setting_not_served", "plugins")]
    for unread, words in {"site_name: [": "", "docs_dir: gone\nplugins: []\n": "site_name", None: "mkdocs.yml"}.items():
        ((code, said),) = problems_of(folder, unread)
        assert code == "settings_unreadable"
        assert words in said


def test_an_option_of_a_command_is_told_like_a_setting_and_nothing_is_written(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--no-directory-urls"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": "", "SITE_URL": "https://guide.example/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "with this setting of 'use_directory_urls'" in done.stdout
    assert "if an option of the command sets it, leave the option out" in done.stdout
    assert "Traceback" not in done.stdout
    assert sorted(path.name for path in folder.iterdir()) == [
        "data",
        "docs",
        "macros.py",
        "mkdocs.yml",
        "overrides",
        "pagine",
    ]
