"""What servers are told that is not seen from outside, and what hosts of plain files are."""

import re
from datetime import date

import pytest

from career_guide.exports import hosting
from career_guide.model.locales import LOCALES
from career_guide.pages.renderer import Renderer
from tests.fixture_guide import PROJECT, TEMPLATES
from tests.unit.conftest import shipped_renderer
from tests.unit.edits import GuideFolder
from tests.unit.test_moves import renamed

ROOT = "https://guide.example/"


def test_hosts_of_plain_files_send_readers_on_from_old_addresses(folder: GuideFolder) -> None:
    redirects = str(hosting.files(Renderer(renamed(folder), TEMPLATES, f"{ROOT}careers/"))["_redirects"]())
    assert "/careers/it/competenze/calma/ /careers/it/competenze/pazienza/ 301\n" in redirects
    assert "/careers/go/skill/calm/ /careers/go/skill/patience/ 301\n" in redirects


def test_hosts_of_plain_files_give_each_page_the_headers_that_servers_give_it() -> None:
    """They join what several lines say of one file; so no two may."""
    renderer = shipped_renderer()
    blocks: dict[str, dict[str, str]] = {}
    pattern = ""
    for line in str(hosting.files(renderer)["_headers"]()).splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            blocks[pattern][name] = value
        else:
            pattern = line
            blocks[pattern] = {}
    assert len(blocks) <= 100, "as many as Cloudflare reads"
    assert max(len(f"  {name}: {value}") for block in blocks.values() for name, value in block.items()) < 2000
    pages = [page.path for page in renderer.plan.pages] + ["en/embed/key-account-manager/", "api/v1/openapi.json"]
    for path in pages:
        found = [
            block
            for pattern, block in blocks.items()
            if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), renderer.root_path + path)
        ]
        assert len(found) == 1, path
        assert found[0] == {k: v for k, v in hosting.headers(renderer.site_url, path).items() if k != "Vary"}


def test_a_card_may_stand_in_any_frame_and_nothing_else_in_one() -> None:
    for locale in LOCALES:
        assert "frame-ancestors" not in hosting.headers(ROOT, f"{locale}/embed/any/")["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in hosting.headers(ROOT, f"{locale}/")["Content-Security-Policy"]


def test_folders_that_servers_would_read_in_different_ways_are_refused() -> None:
    assert all(map(hosting.can_be_told, (ROOT, f"{ROOT}a-b/c_1.2/~d/", "")))
    assert not any(map(hosting.can_be_told, (f"{ROOT}a%20b/", f"{ROOT}$a/", f"{ROOT}(a)/", f"{ROOT}a;b/")))


def test_only_an_address_with_https_is_promised_to_keep_it() -> None:
    assert "Strict-Transport-Security" in hosting.headers(ROOT, "en/")
    assert "Strict-Transport-Security" not in hosting.headers("http://guide.example/", "en/")


@pytest.mark.parametrize(
    ("address", "contact", "expected"),
    [
        (ROOT, "mailto:a@guide.example", "mailto:a@guide.example"),
        (ROOT, "https://guide.example/report?page={page}", "https://guide.example/report?page=https://guide.example/"),
        (ROOT, None, None),
        (ROOT, "http://guide.example/report", None),
        (f"{ROOT}below/", "mailto:a@guide.example", None),
        ("", "mailto:a@guide.example", None),
    ],
)
def test_who_finds_a_weakness_is_told_where_to_write_if_there_is_a_contact(
    renderer: Renderer, address: str, contact: str | None, expected: str | None
) -> None:
    made = hosting.files(Renderer(renderer.plan, TEMPLATES, address, contact, date(2026, 11, 30)))
    lines = str(made["security.txt"]()).splitlines() if "security.txt" in made else []
    if expected is None:
        assert lines == []
    else:
        assert {f"Contact: {expected}", "Expires: 2027-11-01T00:00:00Z"} <= set(lines)


def test_a_leap_day_is_no_reason_to_fail(renderer: Renderer) -> None:
    made = hosting.files(Renderer(renderer.plan, TEMPLATES, ROOT, "mailto:a@guide.example", date(2028, 2, 29)))
    assert "Expires: 2029-02-01T00:00:00Z\n" in str(made["security.txt"]())


def test_what_is_kept_names_the_files_that_are_made(renderer: Renderer) -> None:
    made = set(hosting.configurations(renderer))
    kept = [PROJECT / "hosting" / name for name in ("nginx.conf", "nginx-container.conf", "Caddyfile", "Dockerfile")]
    written = "".join(file.read_text("utf-8") for file in kept)
    assert set(re.findall(r"(?:made|/etc/nginx/guide|/etc/caddy)/([\w-]+\.\w+)", written)) | {"apache.htaccess"} == made
