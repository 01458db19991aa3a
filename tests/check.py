"""`make check`: everything that can be known without running a test, each with its name and its verdict."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

from coproduction.embedded import Servers

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
APPS = ["members", "meetings", "projects", "dashboards"]
MANAGE = [sys.executable, "manage.py"]

CHECKS = {
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "formatting": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "templates": [BIN / "djlint", "templates", "--lint", "--quiet"],
    # Statements put together and programs started are looked at by the linter, which says why they may be (pyproject.toml).
    "unsafe code": [
        BIN / "bandit",
        "-q",
        "-ll",
        "-s",
        "B608",
        "-r",
        "coproduction",
        "members",
        "meetings",
        "projects",
        "manage.py",
    ],
    "secrets": [sys.executable, "-m", "tests.secret_words"],
    "which way imports look": [BIN / "lint-imports", "--no-cache"],
    "the rules of the house": [BIN / "pytest", "tests/test_house.py", "-q"],
    "missing migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    # 0006_series makes two columns unique that are new and empty, so nothing is locked for long and old code never fills them.
    # 0003_access drops a column of history on purpose: what somebody needed once is kept nowhere but on its own row.
    # 0009_report_of_the_year widens what is unique on a table of a few rows a year: the lock is over before anybody notices.
    # 0029_redactions_of_two_servers lets more be written than before, in a table of a few rows for each person who is erased.
    "unsafe migrations": [
        *MANAGE,
        "lintmigrations",
        "--no-cache",
        "--quiet",
        "ok",
        "ignore",
        "--ignore-name",
        "0003_access",
        "0006_series_and_the_months_clock",
        "0009_report_of_the_year",
        "0029_redactions_of_two_servers",
        "--include-apps",
        *APPS,
    ],
    "safe to deploy": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
}


def production(data_dir: str, servers: dict[str, str]) -> dict[str, str]:
    """The environment of a real site, so that the checks look at what would be deployed."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        **servers,
        "DATA_DIR": data_dir,
        "DEMO": "0",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "FIELD_KEYS": Fernet.generate_key().decode(),
        "ALLOWED_HOSTS": "sametable.example",
        "BASE_URL": "https://sametable.example",
        "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
        "DJANGO_SETTINGS_MODULE": "tests.check_settings",
    }


def main() -> None:
    failed = []
    with tempfile.TemporaryDirectory(prefix="same-table-check-") as folder:
        servers = Servers(data_dir=Path(folder), durable=False, die_with_us=True)
        try:
            environment = production(folder, servers.start())
            (Path(folder) / "static").mkdir()
            for name, command in CHECKS.items():
                done = subprocess.run(
                    list(map(str, command)), cwd=ROOT, env=environment, capture_output=True, text=True
                )
                print(f"{'ok ' if done.returncode == 0 else 'NOT'} {name}", flush=True)
                if done.returncode:
                    failed.append(name)
                    print(done.stdout + done.stderr, flush=True)
        finally:
            servers.wipe()
    sys.exit(f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
