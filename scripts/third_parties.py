"""Tell what others made, from the lock files and from what packages say of themselves.

Usage: python scripts/third_parties.py notice | sbom

`notice` prints the list for people (`NOTICE`), `sbom` the one for programs, a CycloneDX document of what a site is made
with and of. The same lock files give the same bytes.
"""

import hashlib
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from textwrap import fill
from typing import Any, Final

from cyclonedx.spdx import fixup_id, is_expression
from packaging.requirements import Requirement

PROJECT: Final = Path(__file__).parent.parent
ASSETS: Final = PROJECT / "overrides/assets/guide"
SPDX: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What packages call licences that have an identifier."""


@dataclass(frozen=True)
class Included:
    """What stands in this project as others published it, or in parts."""

    name: str
    version: str
    licence: str
    purl: str
    file: Path

    @property
    def component(self) -> dict[str, Any]:
        """It as a component of an SBOM, with the digest of its file."""
        digest = hashlib.sha256(self.file.read_bytes()).hexdigest()
        return _component(self.name, self.version, self.licence, self.purl) | {
            "hashes": [{"alg": "SHA-256", "content": digest}]
        }


INCLUDED: Final = (
    Included("fflate", "0.8.3", "MIT", "pkg:npm/fflate@0.8.3", ASSETS / "fflate/fflate-0.8.3.js"),
    Included("Inter", "4.001", "OFL-1.1", "pkg:generic/inter@4.001", ASSETS / "fonts/inter-latin.woff2"),
)


def main() -> int:
    """Print what is asked for."""
    made = {"notice": notice, "sbom": sbom}.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if made is None:
        print(__doc__, file=sys.stderr)
        return 1
    print(made(), end="")
    return 0


def notice() -> str:
    """The list for people: names by licence, without versions, which the lock files hold."""
    runtime, development = (dict(_locked(name)) for name in ("runtime", "development"))
    npm = dict(_npm())
    passed_on = fill(
        "Passed on to readers with each site: Inter, fflate, Pagefind with what is in it, and a part of Material for "
        "MkDocs. Their notices are in overrides/assets/guide/licences.txt, which the foot of every page links to.",
        100,
    )
    return (
        "\n\n".join(
            (
                "Career guide: what others made. `make notice` writes this file.",
                "The code of this project is under the MIT licence, its content under CC BY 4.0: see LICENSE.",
                passed_on,
                "Needed to build a site, and not part of it:",
                *_by_licence({name: _licence(distribution(name)) for name in runtime}),
                "Needed for the project's tests and tools alone:",
                *_by_licence({name: _licence(distribution(name)) for name in development.keys() - runtime} | npm),
            )
        )
        + "\n"
    )


def sbom() -> str:
    """The list for programs."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    purls = {name: f"pkg:pypi/{name}@{version}" for name, version in _locked("runtime")}
    packages = {name: distribution(name) for name in purls}
    direct = [purls[_normal(Requirement(entry).name)] for entry in project["dependencies"]]
    needs = {purls[name]: [purls[need] for need in sorted(_needs(packages[name]) & purls.keys())] for name in purls}
    itself = _component(project["name"], project["version"], project["license"], f"pkg:pypi/{project['name']}")
    needs[itself["bom-ref"]] = sorted(direct) + [part.purl for part in INCLUDED]
    components = [
        _component(name, version, _licence(packages[name]), purls[name]) for name, version in _locked("runtime")
    ]
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": itself | {"type": "application"}},
        "components": [*components, *(part.component for part in INCLUDED)],
        "dependencies": [{"ref": ref, "dependsOn": needed} for ref, needed in needs.items()],
    }
    return json.dumps(document, indent=2) + "\n"


def _locked(name: str) -> list[tuple[str, str]]:
    """Name and version of each package of a lock file."""
    return re.findall(r"^([\w.-]+)==(\S+)", (PROJECT / f"requirements/{name}.txt").read_text("utf-8"), re.MULTILINE)


def _npm() -> Iterator[tuple[str, str]]:
    """Name and licence of each package that tests have from npm's registry."""
    for lock in (PROJECT / "tests").glob("*/package-lock.json"):
        for path, package in json.loads(lock.read_text("utf-8"))["packages"].items():
            if path:
                yield path.rpartition("node_modules/")[2], package["license"]


def _licence(package: Distribution) -> str:
    """What a package says of its licence: an SPDX expression, else a name."""
    said = package.metadata.get_all
    classified = [entry.rpartition(" :: ")[2] for entry in said("Classifier", []) if entry.startswith("License")]
    fields = [entry for entry in said("License", []) if "\n" not in entry and entry != "UNKNOWN"]
    named = [*said("License-Expression", []), *fields, *classified]
    found = next(iter(named), "") or next(_titles(package), "not stated")
    return SPDX.get(found, found)


def _titles(package: Distribution) -> Iterator[str]:
    """The first lines of a package's licence files."""
    for file in package.files or ():
        if re.match(r"(LICEN[CS]E|COPYING)", file.name):
            yield next(filter(None, map(str.strip, file.read_text("utf-8").splitlines())))


def _needs(package: Distribution) -> set[str]:
    needed = [Requirement(entry) for entry in package.requires or ()]
    return {_normal(entry.name) for entry in needed if entry.marker is None or entry.marker.evaluate({"extra": ""})}


def _by_licence(licences: dict[str, str]) -> Iterable[str]:
    names = defaultdict(list)
    for name, licence in licences.items():
        names[licence].append(name)
    return [
        fill(f"{licence}: {', '.join(sorted(names[licence]))}.", 100, subsequent_indent="  ", break_on_hyphens=False)
        for licence in sorted(names)
    ]


def _component(name: str, version: str, licence: str, purl: str) -> dict[str, Any]:
    own = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    return own | _licences(licence)


def _licences(licence: str) -> dict[str, Any]:
    if known := fixup_id(licence):
        return {"licenses": [{"license": {"id": known}}]}
    if is_expression(licence):
        return {"licenses": [{"expression": licence}]}
    return {"licenses": [{"license": {"name": licence}}]}


def _normal(name: str) -> str:
    """A package's name as lock files have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
