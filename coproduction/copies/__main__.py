"""`make restore COPY=file`: starts the embedded servers where no real ones are named, puts the copy back, stops them again."""

import os
import subprocess
import sys
from pathlib import Path

from coproduction.embedded import Servers, WillNotStart

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    environment, servers = dict(os.environ), None
    data_dir = Path(environment.get("DATA_DIR") or ROOT / ".data").resolve()
    if not environment.get("DATABASE_URL"):
        brought = Servers(data_dir=data_dir)
        servers = brought if brought.missing() else None  # a site that runs keeps its own
        try:
            environment |= brought.start()
        except WillNotStart as problem:
            print(problem, file=sys.stderr)
            return 1
    try:
        command = [sys.executable, str(ROOT / "manage.py"), "restore_backup", *sys.argv[1:]]
        return subprocess.run(command, env=environment, cwd=ROOT).returncode
    finally:
        if servers:
            servers.stop()


if __name__ == "__main__":
    sys.exit(main())
