"""The browser of the journeys: found, or installed as root from Debian, or one sentence and the end.

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


def main() -> None:
    if find():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing Chromium for the browser journeys", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["sh", "-c", INSTALL], env=environment, stdout=subprocess.DEVNULL)
    if not find():
        sys.exit(f"The browser journeys need Chromium; install it with: sudo sh -c '{INSTALL}'")


if __name__ == "__main__":
    main()
