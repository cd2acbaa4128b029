"""What web servers are told of the site: headers, media types, languages, old addresses.

One table, in the words of each server. `files` gives what belongs in the site, where hosts of plain files look for
it; `configurations` gives what belongs beside it, for those who run a server (`hosting/README.md`).
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from career_guide.exports.api.answers import FOLDER as API
from career_guide.model.locales import DEFAULT_LOCALE, LOCALES
from career_guide.pages.known import CONTENT_SECURITY_POLICY
from career_guide.pages.renderer import Renderer
from career_guide.site.moves import moved_keys, moved_pages
from career_guide.site.news import feed_path
from career_guide.site.permanent import card_path, permanent_path

IMMUTABLE: Final = r"assets/guide/.+|pagefind/.+\.pf_(fragment|index|filter|meta)"
"""What browsers may keep for ever, since its name changes with its content: a regular expression for whole paths below
the site's root. Of Pagefind's files, the others keep their names: its scripts, its lists and its WebAssembly."""

_LANGUAGES: Final = "|".join(LOCALES)
_CARDS: Final = card_path(".*", DEFAULT_LOCALE).replace(DEFAULT_LOCALE, f"({_LANGUAGES})", 1) + ".*"
_SHARED: Final = rf"{API}.*|schemas/.*|.+\.(png|svg|csv|xml)|{_CARDS}"
"""What other sites are invited to read or to show: data, schemas, pictures, feeds, cards."""
_NEGOTIATED: Final = rf"(index\.html)?|{permanent_path('.*')}.*"
_ASKED_LANGUAGES: Final = tuple(
    rf"(?:^|,)\s*({_LANGUAGES})\b[^,;]*{weight}"
    for weight in (r"(?:,|$|;\s*q=1)", *(rf";\s*q=0\.{tenth}" for tenth in range(9, 0, -1)))
)
"""The language that a reader's browser likes best of those that we have: the first of these patterns that is found. Of
two that it likes as much, to a tenth, that is the one it names first."""
_BROWSER: Final = "Upgrade-Insecure-Requests"
"""Browsers send it when a page is to be shown. They run the page's script, which knows the language that was chosen on
the site before; all others are sent on by the server."""
_HIDDEN: Final = r"(.*/)?[._].*"
"""Files of the host or of whoever put the site there, and what only servers read; `.well-known/` apart."""
METHODS: Final = ("GET", "HEAD")

_TEXT: Final = "; charset=utf-8"
TYPES: Final[Mapping[str, str]] = {
    "html": f"text/html{_TEXT}",
    "css": f"text/css{_TEXT}",
    "js": f"text/javascript{_TEXT}",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": f"application/xml{_TEXT}",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "csv": f"text/csv{_TEXT}",
    "md": f"text/markdown{_TEXT}",
    "txt": f"text/plain{_TEXT}",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    # Pagefind's own, which its script opens.
    **dict.fromkeys(("pagefind", "pf_meta", "pf_index", "pf_filter", "pf_fragment"), "application/octet-stream"),
}
"""Media type by the end of a file's name; a file without one, such as a licence, is plain text."""
OTHER_TYPE: Final = TYPES["txt"]
FEED_TYPE: Final = f"application/atom+xml{_TEXT}"
COMPRESSED: Final = frozenset({"html", "css", "js", "json", "webmanifest", "xml", "svg", "wasm", "csv", "md", "txt"})
"""The types that become much smaller; all others are compressed within."""

SECURITY: Final = ".well-known/security.txt"
"""Where those look who have found a weakness. What begins with a dot at the top of a site belongs to its host: the file
stands beside it, and servers are told so."""
FOLDER: Final = "hosting/made"
"""Where in the project the configurations are written, beside those that are the same for every guide."""
SITE_ON_SERVERS: Final = "/srv/guide/site"

Files = dict[str, Callable[[], str | bytes]]


def rules(site_url: str) -> list[tuple[str, dict[str, str]]]:
    """The headers of all files: a regular expression for whole paths below the root → headers. Later ones win."""
    everywhere = {
        "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(
            f"{sense}=()" for sense in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        # Kept, but each time the server is asked whether it is still the same.
        "Cache-Control": "no-cache",
    }
    if urlsplit(site_url).scheme == "https":
        everywhere["Strict-Transport-Security"] = "max-age=31536000"
    return [
        (".*", everywhere),
        (IMMUTABLE, {"Cache-Control": "public, max-age=31536000, immutable"}),
        (_SHARED, {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}),
        (_CARDS, {"Content-Security-Policy": CONTENT_SECURITY_POLICY}),
        (_NEGOTIATED, {"Vary": f"Accept-Language, {_BROWSER}"}),
    ]


def headers(site_url: str, path: str) -> dict[str, str]:
    """The headers of one file, by its path below the site's root."""
    found: dict[str, str] = {}
    for pattern, more in rules(site_url):
        if re.fullmatch(pattern, path):
            found |= more
    return found


def can_be_told(site_url: str) -> bool:
    """Whether the folders of an address mean the same to every server: as text, in a pattern, in an answer."""
    return re.fullmatch(r"[\w./~-]*", urlsplit(site_url).path, re.ASCII) is not None


def files(renderer: Renderer) -> Files:
    """What is part of the site: the tables that hosts of plain files read, and whom to tell of a weakness."""
    made: Files = {
        "_headers": partial(_headers_of_static_hosts, renderer),
        "_redirects": partial(_redirects_of_static_hosts, renderer),
    }
    if _security_contact(renderer):
        made["security.txt"] = partial(_security, renderer)
    return made


def configurations(renderer: Renderer) -> Files:
    """What each server reads beside the site, made from the templates in `servers/`."""
    folder = renderer.templates_folder / "servers"
    environment = Environment(  # noqa: S701 - nothing of it is HTML
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["nginx_name"] = lambda header: f"$guide_{header.lower().replace('-', '_')}"
    told = cache(partial(_told, renderer))
    names = sorted(file.name for file in folder.iterdir())
    return {name: partial(lambda name: environment.get_template(name).render(told()), name) for name in names}


def _told(renderer: Renderer) -> dict[str, Any]:
    """All that the templates know."""
    plan, root = renderer.plan, renderer.root_path

    def whole(pattern: str) -> str:
        return f"^{root}(?:{pattern})$"

    (_, everywhere), *special = rules(renderer.site_url)
    onward = [
        (locale, root + old, *_parts(root + plan.path(key, locale)))
        for locale in LOCALES
        for key, old in [("page/home", ""), *((key, permanent_path(key)) for key in plan.all_keys())]
    ]
    moved = [(old, *_parts(new)) for old, new in _moved(renderer).items()]
    return {
        "made": "Made by the build, from one table for all servers: what is to be otherwise is changed there.",
        "root": root,
        "folder": SITE_ON_SERVERS,
        "everywhere": everywhere,
        "special": [(whole(pattern), headers) for pattern, headers in special],
        "varying": list(dict.fromkeys(header for _, headers in special for header in headers)),
        "types": TYPES,
        "other_type": OTHER_TYPE,
        "compressed": sorted(COMPRESSED),
        "feeds": [feed_path(plan, locale) for locale in LOCALES],
        "feed_type": FEED_TYPE,
        "locales": LOCALES,
        "asked_languages": _ASKED_LANGUAGES,
        "browser": _BROWSER,
        "methods": METHODS,
        "hidden": whole(_HIDDEN),
        "security": SECURITY if _security_contact(renderer) else "",
        "moved": moved,
        "onward": onward,
        # How nginx is to lay out its tables: more places than entries, and room for some of the longest in each.
        "places": _power_of_two(2 * max(len(onward), len(moved))),
        "room": _power_of_two(4 * max(map(len, [*(old for _, old, *_ in onward), *(old for old, *_ in moved)]))),
    }


def _power_of_two(number: int) -> int:
    return 1 << number.bit_length()


def _moved(renderer: Renderer) -> dict[str, str]:
    """Old addresses → those of today, from the root of the host."""
    plan, root = renderer.plan, renderer.root_path
    maps = {permanent_path(old): permanent_path(new) for old, new in moved_keys(plan).items()} | moved_pages(plan)
    return {root + old: root + new for old, new in sorted(maps.items())}


def _parts(address: str) -> tuple[str, str]:
    """An address without its section, before which a query belongs, and the section."""
    path, mark, section = address.partition("#")
    return path, mark + section


# --- hosts of plain files: Netlify, Cloudflare Pages


def _redirects_of_static_hosts(renderer: Renderer) -> str:
    lines = ["# Former addresses, and where each leads now."]
    lines += [f"{old} {new} 301" for old, new in _moved(renderer).items()]
    if _security_contact(renderer):
        lines.append(f"/{SECURITY} /security.txt 200")
    return "".join(f"{line}\n" for line in lines)


def _headers_of_static_hosts(renderer: Renderer) -> str:
    """The headers of each folder at the top of the site, or of a language: these hosts join what several lines say."""
    files = [
        *(page.path for page in renderer.plan.pages),
        permanent_path("page/home"),
        *(card_path("role", locale) for locale in LOCALES),
        *(f"{folder}any" for folder in (API, "schemas/", "documents/", "assets/guide/")),
        *(f"pagefind/{part}/any.pf_{part}" for part in ("fragment", "index", "filter")),
    ]
    lines = []
    for folder, file in {_folder(file): file for file in files}.items():
        lines.append(f"{renderer.root_path}{folder}")
        # They choose no language, and so nothing varies.
        told = headers(renderer.site_url, file) | {"Vary": ""}
        lines += [f"  {header}: {value}" for header, value in told.items() if value]
    return "\n".join([*lines, ""])


def _folder(file: str) -> str:
    first, *deeper = file.split("/")
    depth = 2 if first in {*LOCALES, "pagefind"} else 1
    return "/".join([*file.split("/")[:depth], "*"]) if len(deeper) >= depth else file


# --- whom to tell of a weakness (RFC 9116)


def _security_contact(renderer: Renderer) -> str | None:
    """Where readers report mistakes, if the site is all that its host shows, and nobody can forge the address."""
    address = (renderer.contact or "").replace("{page}", renderer.site_url)
    is_safe = urlsplit(address).scheme in {"https", "mailto"} and urlsplit(renderer.site_url).scheme == "https"
    return address if is_safe and renderer.root_path == "/" else None


def _security(renderer: Renderer) -> str:
    """Valid for less than a year, as the standard asks; the same for all builds of a month."""
    expires = renderer.day.replace(year=renderer.day.year + 1, day=1)
    return (
        f"Contact: {_security_contact(renderer)}\n"
        f"Expires: {expires}T00:00:00Z\n"
        f"Preferred-Languages: {', '.join(LOCALES)}\n"
        f"Canonical: {renderer.site_url}{SECURITY}\n"
    )
