"""Ask every site that the built guide links to whether the page is still there. Needs the network and some minutes.

Usage: python scripts/check_links.py [SITE]

Serves the site on this machine and lets LinkChecker follow it; what it cannot reach is listed, and the exit code is 1.
"""

import functools
import http.server
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

SECONDS: Final = 20
"""How long another site may take to answer."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> int:
    """Serve, check, and hand on LinkChecker's exit code."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    if not (site / "index.html").is_file():
        print(f"{site}/ holds no site: run 'make build' first.", file=sys.stderr)
        return 1
    found = re.search(r'<link rel="canonical" href="([^"]+)"', (site / "index.html").read_text("utf-8"))
    # Pages name their published address, at which this very site need not stand yet.
    own = f"--ignore-url=^{re.escape(found[1])}" if found else "--ignore-url=^$"
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        command = [
            str(Path(sys.executable).with_name("linkchecker")),
            "--check-extern",
            "--no-status",
            "--no-warnings",
            own,
        ]
        done = subprocess.run(
            [*command, f"--timeout={SECONDS}", f"http://127.0.0.1:{server.server_port}/it/"], check=False
        )
        server.shutdown()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
