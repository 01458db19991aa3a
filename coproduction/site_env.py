"""What `make run` decides about a site and writes to DATA_DIR/site.env, for manage.py to act on the same site."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import environ
from cryptography.fernet import Fernet

DELIVERING = {"smtp", "smtps", "smtp+tls", "smtp+ssl"}
DELIVERS_NOTHING = (
    "EMAIL_URL must name a mail server, such as smtp+tls://user:password@host:587. What it names now delivers nothing: "
    "people would wait for letters that never leave. See docs/running.md."
)
NEEDED_FOR_REAL = ["SECRET_KEY", "FIELD_KEYS", "ALLOWED_HOSTS", "BASE_URL", "EMAIL_URL"]
MADE_ONCE = ["SECRET_KEY", "FIELD_KEYS"]
# Written when set in the environment; what is unset there is forgotten, but for the keys above.
KNOWN = [*NEEDED_FOR_REAL, "DATABASE_URL", "REDIS_URL", "DEMO", "PORT", "BIND", "SEND_WINDOW"]


class Refused(Exception):
    """The site will not start like this; the words say why and what to do."""


EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 — as a BIND it means every address of this machine  # nosec B104


@dataclass(frozen=True)
class Site:
    """One site as it will run: its folder, its address, and its environment."""

    data_dir: Path
    bind: str
    port: int
    demo: bool
    variables: dict[str, str]

    @property
    def address(self) -> str:
        return f"http://{'127.0.0.1' if self.bind in EVERYWHERE else self.bind}:{self.port}"


def delivers(email_url: str) -> bool:
    """Whether this address names a mail server; a file, the console, memory and the site's own mailbox reach nobody."""
    return email_url.partition(":")[0].lower() in DELIVERING


def decide(environment: dict[str, str], *, data_dir: Path) -> Site:
    """The site this environment asks for; raises Refused in a sentence for the console."""
    before = read(data_dir / "site.env")
    given = {name: value for name in KNOWN if (value := environment.get(name, ""))}
    demo = _is_demo(given, before)
    bind, port = given.get("BIND", "127.0.0.1"), int(given.get("PORT", "8000"))
    chosen = {**{k: v for k, v in before.items() if k not in KNOWN}, "PORT": str(port), "BIND": bind}
    if demo:
        hosts = ["127.0.0.1", "localhost", "[::1]", *({bind} - {"127.0.0.1"} - EVERYWHERE)]
        chosen |= {
            "DEMO": "1",
            "SECRET_KEY": before.get("SECRET_KEY") or secrets.token_urlsafe(50),
            "FIELD_KEYS": before.get("FIELD_KEYS") or Fernet.generate_key().decode(),
            "ALLOWED_HOSTS": ",".join(hosts),
            "BASE_URL": f"http://127.0.0.1:{port}",
        }
    else:
        chosen |= {
            "DEMO": "0",
            **{k: before[k] for k in KNOWN if k in before and k not in {"PORT", "BIND", "DATABASE_URL", "REDIS_URL"}},
        }
    chosen |= {**given, "DEMO": "1" if demo else "0"}
    if not demo and (missing := [name for name in NEEDED_FOR_REAL if not chosen.get(name)]):
        raise Refused(f"The site cannot start for real use: {', '.join(missing)} must be set. See docs/running.md.")
    if not demo and not delivers(chosen["EMAIL_URL"]):
        raise Refused(DELIVERS_NOTHING)
    return Site(data_dir=data_dir, bind=bind, port=port, demo=demo, variables=chosen)


def _is_demo(given: dict[str, str], before: dict[str, str]) -> bool:
    """A demonstration never becomes a real site, nor the other way round: its people are invented, its doors open."""
    asked = given.get("DEMO") or before.get("DEMO") or "1"
    demo = asked.lower() in environ.Env.BOOLEAN_TRUE_STRINGS
    if before.get("DEMO") and (before["DEMO"] == "1") != demo:
        kind = "a demonstration" if before["DEMO"] == "1" else "a real site"
        raise Refused(f"This DATA_DIR holds {kind}. Choose another DATA_DIR, or another DEMO.")
    return demo


def read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    lines = (line.partition("=") for line in path.read_text().splitlines() if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in lines}


def write(site: Site) -> None:
    """Readable by its owner alone from the first byte, and never half written."""
    path = site.data_dir / "site.env"
    half = path.with_suffix(".part")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("# Written by `make run`; holds secrets. The environment wins over it.\n")
        file.writelines(f"{name}={value}\n" for name, value in site.variables.items())
    half.replace(path)
