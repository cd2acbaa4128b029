"""The index of a site's pages: one for each language, of the marked articles alone."""

import gzip
import json
from itertools import product
from pathlib import Path

import pytest

from career_guide.building import search
from tests.site.project import snapshot

PAGE = """<html lang="{lang}"><title>t</title><body>menu
<article data-pagefind-body><h1>{title}</h1>{text}</article></body></html>"""


def test_each_language_has_an_index_of_its_own_without_what_is_not_marked(tmp_path: Path) -> None:
    pages = {"it": ["uno", "due"], "en": ["one"]}
    for lang, name in ((lang, name) for lang, names in pages.items() for name in names):
        search.add(tmp_path, f"{lang}/{name}.html", PAGE.format(lang=lang, title=name, text="C# e C++"))
    search.add(tmp_path, "404.html", '<html lang="it"><body>nothing to find</body></html>')
    search.index(tmp_path)
    entry = json.loads((tmp_path / "pagefind" / "pagefind-entry.json").read_text("utf-8"))
    assert {lang: found["page_count"] for lang, found in entry["languages"].items()} == {"it": 2, "en": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["pagefind"]
    assert bundles_of(tmp_path) == ["./"]
    scripts = {path.name for path in (tmp_path / "pagefind").iterdir() if path.suffix in {".js", ".css"}}
    assert scripts == {"pagefind.js", "pagefind-worker.js"}, "none that no page asks for"


def test_many_pages_go_to_several_bundles_each_role_to_one_and_every_language_to_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang, role, chapter in product(("it", "en"), ("diver", "miner", "potter", "tailor"), ("", "salary/")):
        html = PAGE.format(lang=lang, title=role, text=chapter)
        search.add(tmp_path, f"{lang}/roles/{role}/{chapter}index.html", html)
    waiting = sum(file.stat().st_size for file in tmp_path.rglob("*.html"))
    monkeypatch.setattr(search, "_LARGEST", waiting // 2 + 1)
    search.index(tmp_path)
    found = [pages_of(tmp_path / "pagefind" / bundle) for bundle in bundles_of(tmp_path)]
    assert found == [
        {f"/{lang}/roles/{role}/{chapter}" for lang in ("it", "en") for role in own for chapter in ("", "salary/")}
        for own in (("diver", "potter"), ("miner", "tailor"))
    ]


def bundles_of(site: Path) -> list[str]:
    """The folders of the index, as a browser is told them."""
    bundles: list[str] = json.loads((site / "pagefind/bundles.json").read_text("utf-8"))
    return bundles


def pages_of(bundle: Path) -> set[str]:
    """The addresses of the pages that a bundle has."""
    packed = (gzip.decompress(file.read_bytes()) for file in (bundle / "fragment").iterdir())
    return {json.loads(page.removeprefix(b"pagefind_dcd"))["url"] for page in packed}


def test_an_indexer_that_ends_before_its_work_is_done_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search.add(tmp_path, "index.html", PAGE.format(lang="en", title="one", text=""))
    monkeypatch.setattr(search, "get_executable", lambda: "false")
    with pytest.raises(search.SearchIndexError, match="exit code 1"):
        search.index(tmp_path)


def test_an_index_does_not_depend_on_the_order_in_which_pages_were_added(tmp_path: Path) -> None:
    """A file system may list them in that order; and the order of filters' values must not be left to chance."""
    filters = '<i data-pagefind-filter="kind">{}</i><i data-pagefind-filter="role">{}</i>'
    names = list(product(("en", "it"), ("diver", "miner", "potter", "tailor")))
    made = []
    for number, order in enumerate((names, names[::-1], sorted(names, key=lambda name: name[1]))):
        site = tmp_path / str(number)
        for lang, role in order:
            html = PAGE.format(lang=lang, title=role, text=filters.format(f"{role}s", role.upper()))
            search.add(site, f"{lang}/roles/{role}/index.html", html)
        search.index(site)
        made.append(snapshot(site))
    assert made[0] == made[1] == made[2]
    assert sum(name.startswith("pagefind/filter/") for name in made[0]) == 2 * 2


def test_words_that_stand_together_on_the_page_are_words_of_their_own_in_the_index() -> None:
    frame = '<!doctype html><html lang="it"><head><title>l’uno</title></head><nav>menu</nav>{}'
    article = "<div data-pagefind-body {}>{}</div>"
    cases = {
        "l’azienda": "l'azienda",
        "un po’ di": "un po’ di",
        "30.000–40.000 €": "30.000 – 40.000 €",
        "€30,000–€40,000": "€30,000 – €40,000",
        "15–25%": "15 – 25%",
        "cliente–fornitore": "cliente-fornitore",
        "C‑level": "C-level",
        "prima – poi": "prima – poi",
        "<dt>Ente</dt><dd>SAMA</dd>": "<dt>Ente</dt> <dd>SAMA</dd> ",
        '<a title="l’uno–l’altro">x</a>': '<a title="l’uno–l’altro">x</a>',
    }
    for written, indexed in cases.items():
        made = search.to_index(frame.format(article.format('data-title="l’azienda"', written)))
        assert made == f'<html lang="it"><div data-pagefind-body data-title="l’azienda">{indexed}</div>', written
