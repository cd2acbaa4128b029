"""Stop with a plain word, before anything is installed, where Python is too old."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is the one place that an older Python sees
    found = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"Python 3.11 or newer is needed; this is {found}. Name another with: make PYTHON=python3.12 …")
