"""The browser of the journeys: found, or installed as root from Debian, or one sentence and the end; and, where it can be
had, what looks at the tags of a PDF (without it that test is left out, for another one holds the same).

`python -m tests.chromium` is run by `make test` before any test.
"""

import os
import shutil
import subprocess
import sys

# The first is the same browser without a window's machinery: a page takes a third of the work to open.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
GET = "apt-get install -y --no-install-recommends"
INSTALL = f"apt-get update && ({GET} chromium-headless-shell || {GET} chromium)"


def find() -> str | None:
    """The path of a Chromium; CHROMIUM names one that stands elsewhere."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def _install(command) -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["sh", "-c", command], env=environment, stdout=subprocess.DEVNULL)


def main() -> None:
    if not shutil.which("pdfinfo"):
        _install(f"apt-get update && {GET} poppler-utils")
    if find():
        return
    print("installing Chromium for the browser journeys", flush=True)
    _install(INSTALL)
    if not find():
        sys.exit(f"The browser journeys need Chromium; install it with: sudo sh -c '{INSTALL}'")


if __name__ == "__main__":
    main()
