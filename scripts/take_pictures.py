"""Photograph the built site for the README: a phone in Italian, a desk in English, as WebP.

Usage: python scripts/take_pictures.py [SITE]

Needs the Chromium that CHROMIUM names, or any that is installed. Pictures are small enough to be kept with the project.
"""

import argparse
import base64
import functools
import http.server
import os
import shutil
import threading
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

FOLDER: Final = Path(__file__).parent.parent / ".github/pictures"
QUALITY: Final = 60
PICTURES: Final = {
    "desk": ("en/roles/key-account-manager/salary/", 1120, 760),
    "phone": ("it/ruoli/key-account-manager/stipendio/", 390, 760),
}
"""What is photographed, and the width and height of the window."""
FRAME: Final = "body::after { content: ''; position: fixed; inset: 0; z-index: 9; border: 2px solid #b8c1c8 }"
"""Sets a white page apart from the white page that shows it."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    """Write each picture, and print its size."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("site", nargs="?", type=Path, default=Path("site"))
    handler = functools.partial(_Quiet, directory=options.parse_args().site)
    FOLDER.mkdir(exist_ok=True)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, (path, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, has_touch=name == "phone")
            page.goto(f"http://127.0.0.1:{server.server_port}/{path}", wait_until="networkidle")
            page.add_style_tag(content=FRAME)
            # Playwright itself takes no WebP, which is half as large as PNG.
            taken = page.context.new_cdp_session(page).send(
                "Page.captureScreenshot", {"format": "webp", "quality": QUALITY}
            )
            picture = base64.b64decode(taken["data"])
            (FOLDER / f"{name}.webp").write_bytes(picture)
            print(f"{name}.webp: {len(picture) / 1000:.0f} KB")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
