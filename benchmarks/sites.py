"""Guides to measure with: the small guide of the tests, multiplied; and plain Material sites with the same words."""

import shutil
from pathlib import Path

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
            file.write_text(text, "utf-8")
        profile = yaml.safe_load((copy / "role.yml").read_text("utf-8"))
        profile["slug"] = {locale: f"{slug}-{number}" for locale, slug in profile["slug"].items()}
        profile["title"] = {locale: f"{title} {number}" for locale, title in profile["title"].items()}
        for former in ("former_slugs", "former_ids"):
            profile.pop(former, None)
        (copy / "role.yml").write_text(yaml.safe_dump(profile, allow_unicode=True, sort_keys=False), "utf-8")


def plain_site(folder: Path, site: Path) -> None:
    """A plain Material site with the words of another site's pages."""
    (folder / "mkdocs.yml").write_text("site_name: Baseline\ntheme:\n  name: material\n  font: false\nplugins: []\n")
    for page in site.rglob("index.html"):
        article = html.parse(page).getroot().find_class("cg-article")
        blocks = article[0].xpath(".//h1|.//h2|.//h3|.//p|.//li|.//td") if article else []
        lines = [
            ("#" * int(block.tag[1]) + " " if block.tag[0] == "h" else "") + block.text_content() for block in blocks
        ]
        target = folder / "docs" / page.relative_to(site).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n\n".join(" ".join(line.split()) for line in lines) or "# Page", "utf-8")
