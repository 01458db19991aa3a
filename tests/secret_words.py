"""Words in our files that look like a secret, each either judged (tests/judged_secrets.txt) or named with the end of `make check`.

A judged word is known by its digest, so it may move; another word in the same place is asked about anew. Tests, drawings,
migrations and lists of packages hold made-up keys and digests without number, and are left out.
"""

import re
import subprocess
import sys
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

ROOT = Path(__file__).parent.parent
JUDGED = Path(__file__).parent / "judged_secrets.txt"
LEFT_OUT = re.compile(
    r"(^|/)migrations/|^static/|^tests/|\.(svg|png|jpg|woff2|pdf|ico|odt|docx|xlsx)$|^package-lock\.json$"
)


def judged() -> set[tuple[str, str]]:
    """(path, digest) of each word that was looked at and is no secret; why stands beside it."""
    lines = (line.split(maxsplit=2) for line in JUDGED.read_text().splitlines() if line and not line.startswith("#"))
    return {(path, digest) for path, digest, _why in lines}


def found(paths, *, root=ROOT) -> dict[tuple[str, str], str]:
    """{(path, digest): where and of what sort}."""
    secrets = SecretsCollection(root=str(root))
    with default_settings():
        for path in paths:
            secrets.scan_file(path)
    return {(path, each.secret_hash): f"{path}:{each.line_number}: {each.type}" for path, each in secrets}


def ours() -> list[str]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [name for name in names if name and not LEFT_OUT.search(name)]


def main() -> None:
    known, there = judged(), found(ours())
    new = [
        f"{where} ({path} {digest})" for (path, digest), where in sorted(there.items()) if (path, digest) not in known
    ]
    gone = [f"judged and no longer there: {path} {digest}" for path, digest in sorted(known - set(there))]
    sys.exit("\n".join([*new, *gone]) if new or gone else 0)


if __name__ == "__main__":
    main()
