"""The small guide with a hostile end to each text in it, and a page full of what looks like code and is none."""

import base64
import json
from pathlib import Path
from typing import Any, Final

from tests.conftest import once
from tests.site.project import SITE_URL, Project
from tests.site.published import Site

MARKUP: Final = """</title><script>alert(1)</script>"'><img src=x onerror=alert(1)>"""
TEMPLATE: Final = "{{ 7*191 }}{% x %}"
"""Were it read as a template, the first half would give 1337, the second an error."""
EVALUATED: Final = "1337"
HOSTILE: Final = TEMPLATE + MARKUP
PLAIN_TEXTS: Final = frozenset(
    {"name", "vendor", "issuer", "quoted_as", "abbreviation", "former_names", "models", "publisher", "label"}
)
"""Fields that are the same in every language and that readers see."""
ADDRESSES: Final = {"slug", "former_slugs", "addresses", "role_addresses"}
LOCALIZED: Final = {"it", "en"}
LONGEST_SUMMARY: Final = 200
IN_A_MACRO: Final = MARKUP.replace('"', '\\"').replace("alert(1)", "window.ran = 3")
HARMLESS_PAGE: Final = f"""
## Looks like code {{ #code }}

In backticks: `<script>window.ran = 1</script>`; {{% raw %}}`{{{{ 7*191 }}}}`{{% endraw %}}; escaped:
&lt;script>window.ran = 2&lt;/script>; a macro given code: {{{{ link("page/method", "{IN_A_MACRO}") }}}}.

```html
<script>window.ran = 4</script>
[x](javascript:window.ran=5)
```

    <img src=x onerror="window.ran = 6">

![<img src=x onerror="window.ran = 7">](plan.png "<b onclick='window.ran = 8'>")

[This page by its file](method.md#code), [its section](#code), [another page](index.md), [a document](../form.docx).
"""
"""The end of `docs/en/method.md`: none of it is more than words, links and a picture."""
PICTURE: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ROBOTS: Final = "User-agent: *\nDisallow: /\n"
"""Somebody’s own word, in the place of the guide’s."""
LEFT_BEHIND: Final = (
    "docs/en/.#method.md",
    "docs/en/method.md~",
    "docs/Thumbs.db",
    "overrides/assets/guide/guide.css~",
)
"""Files that systems and editors leave, and that nobody means to publish."""


def hostile_site(shared_folder: Path) -> Site:
    """It, built once."""
    folder = shared_folder / "hostile"
    once(folder, lambda: poisoned_project(Project.make(folder, "small")).build())
    return Site(folder / "site", SITE_URL)


def poisoned_project(project: Project) -> Project:
    for file in sorted((project.folder / "data").rglob("*.yml")):
        name = file.relative_to(project.folder).as_posix()
        project.write(name, poisoned(project.read(name), braces=2 if file.name == "labels.yml" else 1))
    for file in sorted((project.folder / "docs").rglob("*.md")):
        file.write_text(poisoned_front_matter(file.read_text("utf-8")), "utf-8")
    project.append("docs/en/method.md", HARMLESS_PAGE)
    for picture in ("docs/en/plan.png", "docs/assets/images/plan.png"):
        (project.folder / picture).parent.mkdir(parents=True, exist_ok=True)
        (project.folder / picture).write_bytes(PICTURE)
    (project.folder / "docs/form.docx").write_bytes(b"PK")
    (project.folder / "docs/robots.txt").write_text(ROBOTS, "utf-8")
    for name in LEFT_BEHIND:
        (project.folder / name).write_text("left behind", "utf-8")
    return project


def poisoned(value: Any, *, braces: int, field: str = "") -> Any:
    """The same data with a hostile end to each text; ids, addresses and choices must stay what they are."""
    if field in ADDRESSES:
        return value
    if isinstance(value, dict):
        if set(value) == LOCALIZED:
            return {locale: poisoned_text(words, field, braces) for locale, words in value.items()}
        return {key: poisoned(entry, braces=braces, field=str(key)) for key, entry in value.items()}
    if isinstance(value, list) and field not in PLAIN_TEXTS:
        return [poisoned(entry, braces=braces) for entry in value]
    return poisoned_text(value, field, braces) if field in PLAIN_TEXTS else value


def poisoned_text(words: Any, field: str, braces: int) -> Any:
    if isinstance(words, list):
        return [poisoned_text(entry, field, braces) for entry in words]
    if not isinstance(words, str):
        return words
    end = HOSTILE.replace("{", "{" * braces).replace("}", "}" * braces)
    return (words[: LONGEST_SUMMARY - len(end)] if field == "summary" else words) + end


def poisoned_front_matter(page: str) -> str:
    lines = page.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.startswith(("title: ", "description: ")):
            key, _, words = line.strip().partition(": ")
            lines[number] = f"{key}: {json.dumps(words + HOSTILE)}\n"
    return "".join(lines)
