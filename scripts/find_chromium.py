"""Print the path of a Chromium for the browser tests: one that is there, else Debian's package, else Playwright's own.

What is found must start; whatever is printed besides the path goes to standard error.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SHELL = "chromium-headless-shell"
"""The same engine without windows: pages take two thirds of the time."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def present() -> Iterator[str]:
    """Browsers that are on this machine."""
    if os.environ.get("CHROMIUM"):
        yield os.environ["CHROMIUM"]
    yield from filter(None, map(shutil.which, NAMES))
    yield from (place for place in PLACES if Path(place).exists())


def from_debian() -> Iterator[str]:
    """Debian's package, where it can be installed."""
    if shutil.which("apt-get") is None:
        return
    install = as_root("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq")
    # Older systems have no package of the shell.
    if runs(as_root("apt-get", "update", "-qq")) and any(runs([*install, name]) for name in (SHELL, "chromium")):
        yield from filter(None, map(shutil.which, NAMES))


def from_playwright() -> Iterator[str]:
    """The browser that Playwright brings, with the libraries that it needs where they can be installed."""
    install = [sys.executable, "-m", "playwright", "install"]
    if runs([*install, "--with-deps", "chromium"]) or runs([*install, "chromium"]):
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only needed when all else failed

        with sync_playwright() as playwright:
            yield playwright.chromium.executable_path


def as_root(*command: str) -> list[str]:
    """A command as it is run with all rights, without asking for a password."""
    return [*([] if os.geteuid() == 0 else ["sudo", "-n"]), *command]


def runs(command: list[str]) -> bool:
    """Whether a command can be run and succeeds."""
    try:
        done = subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False)
    except OSError as error:
        print(error, file=sys.stderr)
        return False
    return done.returncode == 0


def _starts(browser: str) -> bool:
    return runs([browser, "--version"])


def main() -> int:
    """Print the first browser that starts."""
    for find in (present, from_debian, from_playwright):
        for browser in find():
            if _starts(browser):
                print(browser)
                return 0
    print("No Chromium was found or could be installed. Install one, or set CHROMIUM to its path.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
