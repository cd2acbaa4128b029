"""Guides to measure with: the small guide of the tests, multiplied; and plain Material sites with the same words."""

import shutil
from pathlib import Path
from typing import Any

import yaml
from lxml import html

PROJECT = Path(__file__).parents[1]
FIXTURE = PROJECT / "tests/fixtures/guide"
MODEL_ROLE = "glassblower"


def multiplied_guide(folder: Path, roles: int) -> None:
    """The project with a number of roles."""
    for name in ("mkdocs.yml", "macros.py"):
        shutil.copy(PROJECT / name, folder)
    shutil.copytree(PROJECT / "overrides", folder / "overrides")
    shutil.copytree(FIXTURE, folder, dirs_exist_ok=True)
    shutil.copy(PROJECT / "data/labels.yml", folder / "data")
    model = folder / "data/roles" / MODEL_ROLE
    for number in range(2, roles + 1):
        copy = shutil.copytree(model, model.with_name(f"{MODEL_ROLE}-{number}"))
        for file in copy.rglob("*.yml"):
            text = file.read_text("utf-8").replace(f"role/{MODEL_ROLE}", f"role/{MODEL_ROLE}-{number}")
            data = _numbered(yaml.safe_load(text), number)
            if file.name == "role.yml":
                data["slug"] = {locale: f"{slug}-{number}" for locale, slug in data["slug"].items()}
                for former in ("former_slugs", "former_ids"):
                    data.pop(former, None)
            file.write_text(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000), "utf-8")


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as editors do."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _numbered(value: Any, number: int, name: str = "") -> Any:
    """The data of a role with a number behind every text, so that no two roles say the same."""
    if isinstance(value, dict):
        return {key: part if "slug" in key else _numbered(part, number, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_numbered(part, number, name) for part in value]
    return f"{value} {number}" if name in {"it", "en"} else value


def plain_site(folder: Path, site: Path) -> None:
    """A plain Material site with the words of another site's pages, those that only send readers on left out."""
    (folder / "mkdocs.yml").write_text("site_name: Baseline\ntheme:\n  name: material\n  font: false\nplugins: []\n")
    for page in site.rglob("*.html"):
        for article in html.parse(page).getroot().find_class("cg-article"):
            blocks = article.xpath(".//h1|.//h2|.//h3|.//p|.//li|.//td")
            lines = [
                ("#" * int(block.tag[1]) + " " if block.tag[0] == "h" else "") + block.text_content()
                for block in blocks
            ]
            target = folder / "docs" / page.relative_to(site).with_suffix(".md")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("\n\n".join(" ".join(line.split()) for line in lines), "utf-8")
