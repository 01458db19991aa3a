"""The secret key that opens copies: from a file, from another program, or typed; never an argument that others could see."""

import getpass
import sys
from pathlib import Path

HELP = "a file with the secret key, or - to read it from another program, instead of typing it"


def read(file: Path) -> str:
    return (sys.stdin.read() if str(file) == "-" else file.read_text()).strip()


def ask() -> str:
    return getpass.getpass("Secret key: ").strip()
