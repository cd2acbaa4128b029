"""What readers get from a real server that was given the configuration of the guide, and nothing else."""

import gzip
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import brotli
import pytest

from career_guide.exports import hosting
from tests.site.published import Site
from tests.site.servers import (
    KEPT,
    SITES,
    Server,
    built_for_servers,
    changed,
    libraries,
    nginx_module,
    program,
    running,
)

ON_DEMAND: Final = ("caddy", "apache")


def _cases() -> Iterator[object]:
    for guide in SITES:
        yield pytest.param(("nginx", guide), id=f"nginx-{guide}", marks=pytest.mark.thorough)
        for name in ON_DEMAND:
            yield pytest.param((name, guide), id=f"{name}-{guide}", marks=pytest.mark.on_demand)


@pytest.fixture(scope="module", params=_cases())
def server(request: pytest.FixtureRequest, shared_folder: Path) -> Iterator[Server]:
    """Each server with each site."""
    name, guide = request.param
    with running(name, built_for_servers(guide, shared_folder)) as started:
        yield started


def _address(file: str) -> str:
    return file.removesuffix("index.html")


def _readable(site: Site) -> list[str]:
    """What readers may ask for, and is not only there to send them on."""
    return sorted(
        file for file in site.files - set(site.signposts) if file[0] not in "._" and not file.endswith((".br", ".gz"))
    )


def test_every_file_comes_whole_with_its_type_and_its_headers(server: Server) -> None:
    site = server.site
    feeds = {file for file in site.files if file.endswith(("novita.xml", "news.xml"))}
    told = {header for _, headers in hosting.rules(site.url) for header in headers} - {"Vary"}
    wrong = []
    for file in _readable(site):
        answer = server.ask(_address(file), Upgrade_Insecure_Requests="1")
        end = file.rpartition(".")[2]
        expected = hosting.headers(site.url, file)
        seen = {header: answer[header] for header in told}
        if (
            answer.status != 200
            or answer.body != (site.folder / file).read_bytes()
            or answer["Content-Type"]
            != (hosting.FEED_TYPE if file in feeds else hosting.TYPES.get(end, hosting.OTHER_TYPE))
            or seen != {header: expected.get(header, "") for header in told}
        ):
            wrong.append((file, answer.status, answer["Content-Type"], seen))
    assert wrong == []


def test_whoever_understands_it_gets_a_file_that_was_compressed_beforehand(
    server: Server, subtests: pytest.Subtests
) -> None:
    by_end = {file.rpartition(".")[2]: file for file in _readable(server.site) if f"{file}.br" in server.site.files}
    assert {"html", "css", "js", "json", "svg", "md", "txt", "csv", "xml", "webmanifest"} <= set(by_end)
    for end, file in by_end.items():
        content = (server.site.folder / file).read_bytes()
        for asked, coding, opened in (
            ("br, gzip", "br", brotli.decompress),
            ("gzip, deflate, br, zstd", "br", brotli.decompress),
            ("gzip", "gzip", gzip.decompress),
        ):
            with subtests.test(f"{end}: {asked}"):
                answer = server.ask(_address(file), Accept_Encoding=asked, Upgrade_Insecure_Requests="1")
                assert answer["Content-Encoding"] == coding
                assert opened(answer.body) == content
                assert (
                    answer["Content-Type"] == server.ask(_address(file), Upgrade_Insecure_Requests="1")["Content-Type"]
                )
                assert "Accept-Encoding" in answer["Vary"]
                assert (
                    len(answer.body)
                    == (server.site.folder / f"{file}.{ {'br': 'br', 'gzip': 'gz'}[coding] }").stat().st_size
                )


def test_what_a_browser_has_is_not_sent_again(server: Server) -> None:
    for path in ("en/", "api/v1/openapi.json", "llms.txt"):
        first = server.ask(path)
        again = server.ask(path, If_None_Match=first["ETag"])
        assert (again.status, again.body) == (304, b"")


def test_a_folder_without_its_slash_leads_to_its_page(server: Server) -> None:
    for path in ("en/roles", "en/roles?q=a%20b&c"):
        answer = server.ask(path)
        assert answer.status == 301
        assert server.path(answer) == f"{server.root}{path.replace('roles', 'roles/')}"


def test_a_missing_page_is_told_in_the_language_of_its_address(server: Server, subtests: pytest.Subtests) -> None:
    for path, page in {
        "nowhere": "404.html",
        "it/ruoli/nessuno/": "it/404.html",
        "en/roles/nobody": "en/404.html",
        "en/roles/nobody.css?a=b": "en/404.html",
        "go/role/nobody/": "404.html",
        # Nothing lists the files of a folder.
        "assets/": "404.html",
        "api/v1/": "404.html",
        "pagefind/fragment/nothing.pf_fragment": "404.html",
    }.items():
        with subtests.test(path):
            answer = server.ask(path)
            assert answer.status == 404
            assert answer.body == (server.site.folder / page).read_bytes()
            assert answer["Content-Type"] == "text/html; charset=utf-8"
            assert answer["Cache-Control"] == "no-cache"
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
            assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_for_readers_is_missing(server: Server) -> None:
    (server.site.folder / ".git").mkdir(exist_ok=True)
    (server.site.folder / ".git" / "config").write_text("secret", "utf-8")
    for path in (".career-guide", ".git/config", "en/.hidden", "_headers", "_redirects", "..%2f..%2fetc/passwd"):
        answer = server.ask(path)
        assert answer.status in {400, 404}, path
        assert b"secret" not in answer.body


def test_nothing_but_reading_is_allowed(server: Server) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"):
        answer = server.ask("en/", method)
        assert answer.status == 405, method
        if server.name != "apache":
            assert answer["Allow"] == "GET, HEAD"
    head = server.ask("en/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head["Content-Length"] == server.ask("en/")["Content-Length"]


def test_nobody_learns_which_version_the_server_has(server: Server) -> None:
    for path in ("en/", "nowhere", "en"):
        assert not re.search(r"\d", server.ask(path)["Server"])
    assert not re.search(rb"(nginx|Apache|Caddy)/\d", server.ask("en", "POST").body)


def test_whoever_runs_no_script_is_sent_on_in_the_language_that_is_liked_best(
    server: Server, subtests: pytest.Subtests
) -> None:
    permanent = "go/page/method/"
    leads = {"": {"it": "it/", "en": "en/"}}
    if server.name != "apache":
        leads[permanent] = {"it": "it/metodo/", "en": "en/method/"}
    for path, places in leads.items():
        for asked, locale in {
            "en": "en",
            "en-GB,en;q=0.9,it;q=0.8": "en",
            "it-IT,it;q=0.9,en;q=0.8": "it",
            "de-DE, fr;q=0.9, en;q=0.8, it;q=0.7": "en",
            "en;q=0.5,it;q=0.9": "it",
            "en ; q=0.85 , it;q=0.9": "it",
            "it;q=0.5,en": "en",
            "it-IT;q=0.300,fr,en-US;q=1.0": "en",
            "en;q=0,it;q=0.1": "it",
            "en;q=0": "it",
            "it;q=0.5,en;q=0.5": "it",
            "en;q=0.5,it;q=0.5": "en",
            "fr;q=0.1,xit,en;q=0.1": "en",
            "de": "it",
            "eng": "it",
            "": "it",
        }.items():
            with subtests.test(f"{path} {asked}"):
                answer = server.ask(f"{path}?a=b", Accept_Language=asked)
                assert answer.status == 302
                assert server.path(answer) == f"{server.root}{places[locale]}?a=b"
                assert "Accept-Language" in answer["Vary"]
                assert answer["Cache-Control"] == "no-cache"
        # A browser gets the page, whose script knows the language chosen before.
        answer = server.ask(path, Accept_Language="en", Upgrade_Insecure_Requests="1")
        assert answer.body == (server.site.folder / f"{path}index.html").read_bytes()
        assert "Upgrade-Insecure-Requests" in answer["Vary"]


def test_a_permanent_address_of_a_section_leads_to_the_section(server: Server) -> None:
    if server.name != "apache":
        terms = sorted(
            file for file in server.site.files if file.startswith("go/term/") and file.endswith("index.html")
        )
        answer = server.ask(f"{_address(terms[0])}?a=b", Accept_Language="en")
        assert re.search(r"en/glossary/\?a=b#[a-z-]+$", answer["Location"])


def test_old_addresses_lead_to_those_of_today(server: Server) -> None:
    lines = [line.split() for line in server.site.read("_redirects").splitlines() if not line.startswith("#")]
    moved = {old: new for old, new, status in lines if status == "301"}
    assert (len(moved) > 10) == (server.root == "/a/b/")
    for old, new in moved.items():
        for asked in ("", "?a=b"):
            path, mark, section = new.partition("#")
            answer = server.ask(old + asked)
            assert answer.status == 301
            assert server.path(answer) == path + asked + mark + section
            assert answer["Cache-Control"] == "no-cache"


def test_whoever_finds_a_weakness_is_told_where_to_write(server: Server) -> None:
    answer = server.ask("/.well-known/security.txt")
    if server.root == "/":
        assert answer.status == 200
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.body.decode().startswith("Contact: mailto:editors@example.org?subject=https://guide.example/\n")
    else:
        # The host has other pages, whose makers may be others.
        assert answer.status == 404


@pytest.mark.thorough
def test_the_kept_configuration_of_nginx_is_sound_with_a_certificate(shared_folder: Path, tmp_path: Path) -> None:
    """The one for HTTPS, which no test can ask by its name."""
    made = built_for_servers("shipped", shared_folder).folder.parent / "hosting/made"
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=careers.example.org"]
    subprocess.run([*request, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    letsencrypt = "/etc/letsencrypt/live/careers.example.org"
    site = changed(
        (KEPT / "nginx.conf").read_text("utf-8"),
        **{
            "/etc/nginx/guide/": f"{made}/",
            f"{letsencrypt}/fullchain.pem": str(certificate),
            f"{letsencrypt}/privkey.pem": str(key),
        },
    )
    kept = (KEPT / "nginx-container.conf").read_text("utf-8").replace("/tmp/", f"{tmp_path}/")
    folders = "\n".join(re.findall(r"^ *\w+_temp_path .*;$", kept, re.MULTILINE))
    host = f"{nginx_module()}\npid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{folders}\n{site}}}\n"
    (tmp_path / "nginx.conf").write_text(host, "utf-8")
    command = [program("usr/sbin/nginx"), "-t", "-e", "stderr", "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "map_hash" not in done.stderr


@pytest.mark.on_demand
@pytest.mark.parametrize("guide", SITES)
def test_caddy_finds_its_configurations_sound_and_in_style(
    guide: Literal["shipped", "small"], shared_folder: Path, tmp_path: Path
) -> None:
    made = built_for_servers(guide, shared_folder).folder.parent / "hosting/made/guide.caddy"
    text = changed((KEPT / "Caddyfile").read_text("utf-8"), **{"/etc/caddy/guide.caddy": str(made)})
    (tmp_path / "Caddyfile").write_text(text, "utf-8")
    caddy = program("usr/bin/caddy")
    settings = {"HOME": str(tmp_path)}
    validated = subprocess.run(
        [caddy, "validate", "--config", tmp_path / "Caddyfile"],
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert validated.returncode == 0, validated.stderr
    assert "warn" not in validated.stderr
    for file in (made, KEPT / "Caddyfile"):
        formatted = subprocess.run([caddy, "fmt", file], env=settings, capture_output=True, text=True, check=False)
        assert formatted.stdout == file.read_text("utf-8")


@pytest.mark.on_demand
def test_many_readers_at_once_are_all_answered(shared_folder: Path) -> None:
    """Half a minute at most; with `-s`, how many a second, which says as much of the machine as of the server."""
    with running("nginx", built_for_servers("shipped", shared_folder)) as server:
        settings = {"LD_LIBRARY_PATH": libraries()}
        for path in ("en/roles/key-account-manager/salary/", "api/v1/openapi.json", "go/page/method/"):
            load = ["-t", "2", "-c", "200", "-d", "8s", "-H", "Accept-Encoding: br", f"{server.address}{path}"]
            done = subprocess.run(
                [program("usr/bin/wrk"), *load], env=settings, capture_output=True, text=True, check=True
            )
            sys.stdout.write(done.stdout)
            assert int(re.findall(r"(\d+) requests in", done.stdout)[0]) > 1000
            assert "Socket errors" not in done.stdout
            assert "Non-2xx" not in done.stdout
