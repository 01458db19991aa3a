"""The sites that are walked: a fresh demonstration of this checkout, or an empty one for real use with a mail server."""

import json
import secrets
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import urlopen

from cryptography.fernet import Fernet

from coproduction import site_env
from coproduction.embedded import find_home
from tests.console import ROOT, Console, free_port, running
from tests.walks.postbox import Postbox


@dataclass
class Site:
    """One that runs: its address, its console, and for real use the mail server that takes its letters."""

    console: Console
    postbox: Postbox | None = None

    @property
    def address(self):
        return self.console.address

    def health(self):
        try:
            with urlopen(f"{self.address}/healthz", timeout=10) as answer:
                return json.load(answer)
        except HTTPError as answer:
            return json.load(answer)

    def tracebacks(self):
        """Where in what the site's programs wrote an error begins."""
        return [number for number, line in enumerate(self._said()) if "Traceback" in line]

    def last_words(self):
        """The last of these errors, in its own words."""
        return " / ".join(self._said()[self.tracebacks()[-1] :][:60])[-1500:] if self.tracebacks() else ""

    def _said(self):
        return [*self.console.seen, *self.console.lines.queue]

    def dump(self):
        """Everything in the database as text, and whatever lies in the folder of uploads."""
        url = site_env.read(self.console.data_dir / "site.env")["DATABASE_URL"]
        program = find_home(self.console.data_dir).program("pg_dump")
        tables = subprocess.run([program, "-d", url], capture_output=True, check=True, timeout=120).stdout
        uploads = [path.read_bytes() for path in (self.console.data_dir / "uploads").rglob("*") if path.is_file()]
        return b"\n".join([tables, *uploads]).decode(errors="replace")

    def manage(self, *words):
        """A management command on this site, as its owner would type it."""
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.console.environment,
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip


@contextmanager
def demonstration(**more):
    """The story as `make run` loads it into an empty folder."""
    with running("walked-site", **more) as console:
        yield Site(console)


@contextmanager
def empty_site(**more):
    """As a charity begins: DEMO=0, nobody and nothing in it, letters go to a mail server."""
    port = free_port()
    with Postbox() as postbox:
        real = {
            "DEMO": "0", "SECRET_KEY": secrets.token_urlsafe(60), "FIELD_KEYS": Fernet.generate_key().decode(),
            "ALLOWED_HOSTS": "127.0.0.1", "BASE_URL": f"http://127.0.0.1:{port}", "EMAIL_URL": postbox.address,
            "SEND_WINDOW": "always", **more,
        }  # fmt: skip
        with running("walked-site", port=port, **real) as console:
            yield Site(console, postbox)
