"""Unpack packages of Debian or Ubuntu into a folder, without installing them: no right is needed, and nothing starts.

Arguments: the folder, then the packages; of `one|other` the first that there is. Without apt, nothing is done.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from find_chromium import as_root, runs


def main() -> int:
    """Unpack all of them."""
    folder, *packages = sys.argv[1:]
    Path(folder).mkdir(exist_ok=True)
    if shutil.which("apt-get") is None:
        print("No servers are tested here: their packages are Debian's.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as downloads:
        if not all(_downloaded(package, downloads) for package in packages):
            # Of a fresh system, apt knows no packages yet.
            runs(as_root("apt-get", "update", "-qq"))
            if missing := [package for package in packages if not _downloaded(package, downloads)]:
                print(f"Not to be had from apt: {', '.join(missing)}", file=sys.stderr)
                return 1
        return 0 if all(runs(["dpkg", "-x", str(file), folder]) for file in Path(downloads).glob("*.deb")) else 1


def _downloaded(package: str, folder: str) -> bool:
    return any(
        subprocess.run(["apt-get", "download", "-qq", name], cwd=folder, stdout=sys.stderr, check=False).returncode == 0  # noqa: S607
        for name in package.split("|")
    )


if __name__ == "__main__":
    sys.exit(main())
