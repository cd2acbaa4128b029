"""The last good site survives a build that fails.

A build writes into a staging folder beside the site; only a build without any error takes the site's place. The
exchange is two renames: should the machine stop between them, the next build repairs it.
"""

import shutil
import tempfile
from pathlib import Path


def write_into(site: Path, path: str, content: str | bytes) -> None:
    """Write a file of the site, with the folders that it needs; text becomes UTF-8."""
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


class Staging:
    """The staging folder of one build.

    Args:
        site: The folder of the published site. Need not exist.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self._prefix = f".{site.name}-staging-"
        self._previous = site.with_name(f".{site.name}-previous")
        site.parent.mkdir(parents=True, exist_ok=True)
        self._repair()
        self.folder = Path(tempfile.mkdtemp(prefix=self._prefix, dir=site.parent))
        self.folder.chmod(0o755)

    def publish(self) -> None:
        """Put what was built in the place of the site; should that fail, the site stays as it was."""
        if self.site.exists():
            self.site.rename(self._previous)
        try:
            self.folder.rename(self.site)
        except OSError:
            if self._previous.exists():
                self._previous.rename(self.site)
            raise
        shutil.rmtree(self._previous, ignore_errors=True)

    def discard(self) -> None:
        """Throw away what was built; the site stays as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _repair(self) -> None:
        """Finish an exchange that was interrupted, and remove what dead builds left."""
        if self._previous.exists():
            if self.site.exists():
                shutil.rmtree(self._previous)
            else:
                self._previous.rename(self.site)
        for folder in self.site.parent.iterdir():
            if folder.name.startswith(self._prefix):
                shutil.rmtree(folder, ignore_errors=True)
