"""Icons, style sheets and scripts as they are published: browsers may keep each for ever."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Final

import pytest

from career_guide.pages.assets import FOLDER, Asset, assets
from tests.fixture_guide import TEMPLATES

THEME: Final = TEMPLATES.parent
LOADED: Final = re.compile(
    r"""(?:\bfrom|\bimport|\bimport\(|\bfetch\(|\bWorker\(|url\()\s*["'`]?([\w./-]+\.(?:js|css|json|woff2|svg|png))"""
)
"""What style sheets and scripts load by its name."""


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """The shipped files in a folder of its own."""
    shutil.copytree(THEME / FOLDER, tmp_path / FOLDER)
    return tmp_path


def names(theme: Path) -> Mapping[str, str]:
    """The published path of each file, by its own."""
    return {name: asset.path for name, asset in assets(theme).items()}


def loaded(asset: Asset) -> set[str]:
    """The published paths of what a file loads."""
    text = asset.content.decode() if asset.path.endswith((".css", ".js")) else ""
    return {normpath(join(dirname(asset.path), name)) for name in LOADED.findall(text)}


def test_what_style_sheets_and_scripts_load_is_there() -> None:
    published = assets(THEME)
    paths = {asset.path for asset in published.values()}
    found = {path for asset in published.values() for path in loaded(asset)}
    assert found <= paths
    assert {published[FOLDER + name].path for name in ("fonts/inter-latin.woff2", "ticks.js", "docx-edit.js")} <= found
    assert published[f"{FOLDER}fflate/fflate-0.8.3.js"].path in found


def test_a_name_is_that_of_the_file_and_a_mark() -> None:
    for name, asset in assets(THEME).items():
        stem, dot, suffix = name.rpartition(".") if "." in name.rpartition("/")[2] else (name, "", "")
        assert re.fullmatch(rf"{re.escape(stem)}\.[0-9a-f]{{10}}{re.escape(dot + suffix)}", asset.path)


def test_what_did_not_change_keeps_its_name_wherever_it_is_built(theme: Path) -> None:
    (theme / FOLDER / "favicon.svg").touch()
    assert names(theme) == names(THEME)


@pytest.mark.parametrize(
    ("changed", "also"),
    [
        ("guide.js", set()),
        ("fonts/inter-latin.woff2", {"guide.css"}),
        ("fflate/fflate-0.8.3.js", {"docx-edit.js", "job-description-builder.js"}),
        ("ticks.js", {"checks.js", "plan.js", "start.js"}),
    ],
    ids=["a script", "the typeface", "a library", "a part of several scripts"],
)
def test_what_changed_and_what_loads_it_get_new_names_and_nothing_else_does(
    changed: str, also: set[str], theme: Path
) -> None:
    before = names(theme)
    with (theme / FOLDER / changed).open("ab") as file:
        file.write(b"\n")
    after = names(theme)
    assert {name.removeprefix(FOLDER) for name in after if after[name] != before[name]} == {changed, *also}
    gone = {path.rpartition("/")[2].encode() for path in {*before.values()} - {*after.values()}}
    assert [asset.path for asset in assets(theme).values() if any(name in asset.content for name in gone)] == []


def test_scripts_may_load_each_other_and_themselves(theme: Path) -> None:
    scripts = {name: theme / FOLDER / f"{name}.js" for name in "abc"}
    for name, others in {"a": "b", "b": "ca", "c": "ac"}.items():
        scripts[name].write_text("".join(f'import "./{other}.js";\n' for other in others), "utf-8")
    before = names(theme)
    published = {asset.path: asset for asset in assets(theme).values()}
    for name, others in {"a": "b", "b": "ca", "c": "ac"}.items():
        own = published[before[f"{FOLDER}{name}.js"]]
        assert loaded(own) == {before[f"{FOLDER}{other}.js"] for other in others}
    with scripts["c"].open("a") as file:
        file.write("\n")
    after = names(theme)
    assert {name for name in after if after[name] != before[name]} == {f"{FOLDER}{name}.js" for name in scripts}


def test_a_long_row_of_scripts_is_no_deep_one(theme: Path) -> None:
    for number in range(400):
        (theme / FOLDER / f"row-{number}.js").write_text(f'import "./row-{number + 1}.js"', "utf-8")
    assert len(assets(theme)) > 400
