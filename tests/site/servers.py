"""Real web servers on the loopback interface, without any right, with the configuration that hosts are given."""

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

import pytest

from tests.conftest import once
from tests.fixture_guide import PROJECT
from tests.site.project import Build, Project
from tests.site.published import Site
from tests.unit.test_moves import RENAMED

KEPT: Final = PROJECT / "hosting"
"""The configurations that are the same for every guide."""
PACKAGES: Final = PROJECT / ".servers"
"""Where `make` unpacks the servers of Debian, which are not installed: nothing of the machine's own is touched."""
SITES: Final[Mapping[Literal["shipped", "small"], str]] = {
    "shipped": "https://guide.example/",
    "small": "https://example.org/a/b/",
}
"""The guides that are served, and where: one at the root of its host; one, its records renamed, below a folder."""
CONTACT: Final = "mailto:editors@example.org?subject={page}"


def built_for_servers(guide: Literal["shipped", "small"], shared_folder: Path) -> Site:
    """The site of a guide as it is published on a server."""
    folder = shared_folder / f"{guide}-for-servers"

    def build() -> Build:
        project = Project.make(folder, guide)
        for file, old, new in RENAMED if guide == "small" else ():
            text = (folder / "data" / file).read_text("utf-8")
            (folder / "data" / file).write_text(text.replace(old, new, 1), "utf-8")
        return project.build(SITE_URL=SITES[guide], CONTACT=CONTACT, FOR_SERVERS="true")

    once(folder, build)
    return Site(folder / "site", SITES[guide])


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def __getitem__(self, header: str) -> str:
        return ", ".join(self.headers.get_all(header, []))


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    name: str
    port: int
    site: Site

    @property
    def root(self) -> str:
        """The path of the site on its host."""
        return urlsplit(self.site.url).path

    @property
    def address(self) -> str:
        """The site's address, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}{self.root}"

    def path(self, answer: Answer) -> str:
        """Where an answer leads, from the root of the host."""
        return answer["Location"].removeprefix(f"http://127.0.0.1:{self.port}")

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path below the site's root; one that begins with a slash is the host's own.

        Words of a header's name are joined by underscores.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path if path.startswith("/") else self.root + path, headers=asked)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@contextmanager
def running(name: str, site: Site) -> Iterator[Server]:
    """A server of a site that was built for servers."""
    if not can_run(name):
        pytest.skip(f"{name} is not there: make .servers/tested .servers/on-demand")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # Readable for a user who may do nothing, unlike what pytest makes.
        folder.chmod(0o755)
        shutil.copytree(site.folder, folder / "site", copy_function=_link)
        shutil.copytree(PACKAGES / "usr", folder / "usr", copy_function=_link, symlinks=True)
        shutil.copytree(site.folder.parent / "hosting/made", folder / "made")
        (folder / "tmp").mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = Server(name, port, site)
        command = _SERVERS[name](folder, server)
        nobody = None
        if os.geteuid() == 0:
            nobody = "nobody"
            shutil.chown(folder / "tmp", nobody, "nogroup")
        log = stack.enter_context((folder / "log").open("wb"))
        process = subprocess.Popen(
            command,
            env={"HOME": f"{folder}/tmp", "GUIDE_SITE": f"{folder}/site", "LD_LIBRARY_PATH": libraries(folder)},
            stdout=log,
            stderr=log,
            user=nobody,
            group=nobody and "nogroup",
            extra_groups=[] if nobody else None,
        )
        stack.callback(process.wait)
        stack.callback(process.terminate)
        latest = time.monotonic() + 20
        while not _listens(port):
            assert process.poll() is None, (folder / "log").read_text("utf-8")
            assert time.monotonic() < latest, f"{name} does not answer"
            time.sleep(0.05)
        yield server


def can_run(name: str) -> bool:
    """Whether a server was unpacked; there is none where there is no apt."""
    return any(PACKAGES.glob(f"usr/*bin/{name}*"))


def program(path: str, packages: Path = PACKAGES) -> str:
    """A program of one of Debian's packages, which `make` unpacks wherever there are such."""
    if not (PACKAGES / path).exists():
        pytest.skip(f"{path} is not there: make .servers/tested .servers/on-demand")
    return str(packages / path)


def changed(text: str, **changes: str) -> str:
    """A configuration with what differs from host to host."""
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def nginx_module(packages: Path = PACKAGES) -> str:
    """The line by which nginx can send what Brotli compressed; Debian's package adds it to what nginx reads."""
    return f"load_module {packages}/usr/lib/nginx/modules/ngx_http_brotli_static_module.so;"


def _nginx(folder: Path, server: Server) -> list[str]:
    kept = (KEPT / "nginx-container.conf").read_text("utf-8")
    if server.root != "/":
        start, end = kept.index("root "), kept.index("nginx-server.conf;") + len("nginx-server.conf;")
        inner = kept[start:end].replace("root /srv/guide/site;", "alias /srv/guide/site/;")
        kept = f"{kept[:start]}location {server.root} {{ {inner} }}{kept[end:]}"
    text = changed(
        kept,
        **{
            "/tmp/": f"{folder}/tmp/",
            "include /etc/nginx/modules-enabled/*.conf;": nginx_module(folder),
            "/etc/nginx/guide/": f"{folder}/made/",
            "/srv/guide/site": f"{folder}/site",
            "/dev/stdout": f"{folder}/tmp/access.log",
            "listen 8080": f"listen 127.0.0.1:{server.port}",
        },
    )
    (folder / "nginx.conf").write_text(text, "utf-8")
    return [program("usr/sbin/nginx", folder), "-e", "stderr", "-c", f"{folder}/nginx.conf", "-g", "daemon off;"]


def _caddy(folder: Path, server: Server) -> list[str]:
    text = changed(
        (KEPT / "Caddyfile").read_text("utf-8"),
        **{
            "/etc/caddy/": f"{folder}/made/",
            "careers.example.org {": f"http://127.0.0.1:{server.port} {{\n\tbind 127.0.0.1\n\trespond 404",
        },
    )
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{text}", "utf-8")
    return [program("usr/bin/caddy", folder), "run", "--config", f"{folder}/Caddyfile"]


def _apache(folder: Path, server: Server) -> list[str]:
    """A host that is shared, and leaves all to the file in the site's folder."""
    host = folder / "host"
    top = host / server.root[1:]
    top.parent.mkdir(parents=True, exist_ok=True)
    (folder / "site").rename(top)
    shutil.copy(folder / "made/apache.htaccess", top / ".htaccess")
    modules = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite")
    lines = [
        f"ServerRoot {folder}",
        f"Listen 127.0.0.1:{server.port}",
        *(f"LoadModule {name}_module {folder}/usr/lib/apache2/modules/mod_{name}.so" for name in modules),
        f"PidFile {folder}/tmp/pid",
        f"ErrorLog {folder}/tmp/error.log",
        f"DefaultRuntimeDir {folder}/tmp",
        f"Mutex file:{folder}/tmp",
        "TypesConfig /dev/null",
        "ServerName 127.0.0.1",
        "ServerTokens Prod",
        f"DocumentRoot {host}",
        f"<Directory {host}>",
        "AllowOverride All",
        "Options FollowSymLinks",
        "Require all granted",
        "</Directory>",
    ]
    (folder / "apache.conf").write_text("\n".join([*lines, ""]), "utf-8")
    return [program("usr/sbin/apache2", folder), "-D", "FOREGROUND", "-f", f"{folder}/apache.conf"]


_SERVERS: Final[Mapping[str, Callable[[Path, Server], list[str]]]] = {
    "nginx": _nginx,
    "caddy": _caddy,
    "apache": _apache,
}


def libraries(packages: Path = PACKAGES) -> str:
    """What programs of the packages need besides."""
    return ":".join(str(folder) for folder in packages.glob("usr/lib/*-linux-gnu"))


def _link(start: str, target: str) -> None:
    try:
        os.link(start, target)
    except OSError:
        shutil.copy2(start, target)


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
