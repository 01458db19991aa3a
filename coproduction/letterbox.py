"""A mail server for trying out: what the site sends is kept as one readable file a letter, and goes nowhere.

python -m coproduction.letterbox PORT FOLDER      docs/running.md, "On one machine, with neither Docker nor systemd"
"""

import asyncio
import email
import email.policy
import sys
from itertools import count
from pathlib import Path

from coproduction.bench.sink import Session


class Letterbox(Session):
    """One client's connection; `folder` and `numbers` are shared by all of them."""

    folder: Path
    numbers = count(1)

    def keep(self, letter: bytes) -> None:
        """As its reader reads it: to whom, the subject, the words."""
        message = email.message_from_bytes(letter, policy=email.policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        words = body.get_content() if body else ""
        name = f"{next(self.numbers):04}-{str(message['To']).replace('/', '_')[:80]}.txt"
        (self.folder / name).write_text(f"To: {message['To']}\nSubject: {message['Subject']}\n\n{words}")
        print(f"{name}: {message['Subject']}", flush=True)


async def main(port: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    Letterbox.folder, Letterbox.numbers = folder, count(1 + len(list(folder.iterdir())))
    server = await asyncio.get_running_loop().create_server(Letterbox, "127.0.0.1", port)
    print(f"Letters are kept in {folder}. Ctrl-C stops it.", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
    except KeyboardInterrupt:
        pass
