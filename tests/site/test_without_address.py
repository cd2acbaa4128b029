"""Built without knowing where it will stand, the site has no address that leads nowhere, and the build says so."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import feedparser  # type: ignore[import-untyped]

from tests.site.published import FOR_EDITORS, Site

LOCAL: Final = re.compile(r"127\.0\.0\.1|localhost|https?:///")
"""The address of a machine, or one without a host."""
TEXT: Final = {".html", ".json", ".xml", ".csv", ".md", ".txt", ".webmanifest", ".conf", ""}


def test_no_file_names_the_machine_that_it_was_built_on(unaddressed: Site) -> None:
    telling_editors = {f"{address}index.html" for address in FOR_EDITORS}
    found = [
        f"{file}: {match[0]!r}"
        for file in sorted(unaddressed.files - telling_editors)
        if PurePosixPath(file).suffix in TEXT and not file.startswith("pagefind/")
        for match in LOCAL.finditer(unaddressed.read(file))
    ]
    found += [
        f"{file}: {match[0]!r}"
        for file in sorted(unaddressed.files)
        if file.endswith(".docx")
        for part in words_of(unaddressed, file)
        for match in LOCAL.finditer(part)
    ]
    assert not found, "\n".join(found[:20])


def words_of(site: Site, file: str) -> Iterator[str]:
    with zipfile.ZipFile(site.folder / file) as document:
        yield from (document.read(name).decode() for name in document.namelist() if name.endswith((".xml", ".rels")))


def test_every_link_leads_to_a_file_below_wherever_the_site_stands(unaddressed: Site) -> None:
    pages = {**unaddressed.pages, **unaddressed.signposts}
    broken = [
        f"{page}: {written}"
        for page in pages.values()
        for _, written in page.addresses()
        if not page.is_for_missing_addresses
        and (written.startswith("/") or unaddressed.target(page, written).file not in {None, *unaddressed.files})
    ]
    assert not broken, "\n".join(broken[:20])
    assert len(pages) > 50


def test_what_needs_an_address_is_left_out(unaddressed: Site) -> None:
    assert not {"sitemap.xml", "sitemap.xml.gz"} & unaddressed.files
    needing = "//link[@rel='canonical'] | //link[@hreflang][not(@data-locale)] | //script[@type='application/ld+json']"
    needing += " | //meta[@property='og:url' or @property='og:image']"
    assert [page for page in (*unaddressed.pages.values(), *unaddressed.signposts.values()) if page.find(needing)] == []
    documents = [file for file in unaddressed.files if file.endswith((".md", ".txt", ".docx"))]
    assert len(documents) > 30
    for file in documents:
        words = words_of(unaddressed, file) if file.endswith(".docx") else [unaddressed.read(file)]
        assert not any(re.search(r"go/role/|\]\(\)|<>", part) for part in words), file


def test_addresses_in_the_api_are_reckoned_from_the_answer(unaddressed: Site) -> None:
    answers = {file for file in unaddressed.files if file.startswith("api/") and file.endswith(".json")}
    followed = 0
    for file in answers - {"api/v1/openapi.json"}:
        for name, value in texts(json.loads(unaddressed.read(file))):
            if name in {"permalink", "api", "guide", "openapi", "moved_to"} and not urlsplit(value).scheme:
                place = urljoin(f"https://somewhere.example/{file}", value).partition("#")[0]
                path = place.removeprefix("https://somewhere.example/")
                target = f"{path}index.html" if not path or path.endswith("/") else path
                assert target in unaddressed.files, f"{file}: {name}: {value}"
                followed += 1
    assert followed > 200
    described = json.loads(unaddressed.read("api/v1/openapi.json"))
    assert urljoin("https://somewhere.example/api/v1/openapi.json", described["servers"][0]["url"] + "/") == (
        "https://somewhere.example/api/v1/"
    )


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in an answer, with the name that it stands under."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, name)
    elif isinstance(value, str):
        yield name, value


def test_feeds_have_ids_of_their_own_and_relative_links(unaddressed: Site) -> None:
    for file in ("it/novita.xml", "en/news.xml"):
        parsed = feedparser.parse(unaddressed.read(file))
        assert not parsed.bozo
        ids = [parsed.feed.id, *(entry.id for entry in parsed.entries)]
        assert len(set(ids)) == len(ids) > 1
        assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in ids)
        for link in re.findall(r'<link [^>]*href="([^"#]+)', unaddressed.read(file)):
            path = urljoin(f"https://somewhere.example/{file}", link).removeprefix("https://somewhere.example/")
            assert (f"{path}index.html" if path.endswith("/") else path) in unaddressed.files, link


def test_the_end_of_the_build_says_once_what_the_site_lacks(unaddressed: Site) -> None:
    """In the language of the terminal, as the last line; it is no warning, for --strict would count it."""
    said = (unaddressed.folder.parent / "output.txt").read_text("utf-8").strip().splitlines()
    assert [line for line in said if "SITE_URL" in line] == said[-1:]
    assert said[-1].startswith("INFO    -  Sito generato senza il suo indirizzo (SITE_URL).")
    assert not [line for line in said if line.startswith("WARNING")]
