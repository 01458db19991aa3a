"""A section of docs/running.md as somebody follows it: its blocks in order, each typed into the terminal it names."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

from tests.console import free_port

BLOCK = re.compile(r"^```sh ?(\w*)\n(.*?)^```$", re.M | re.S)
STEP = re.compile(r"^\*\*(\d+)\. ", re.M)
NUMBERS = ("8000", "8443", "8080", "2525")  # the ports of the section; another site may hold them here
WAIT = 900  # seconds for one block: the first installs everything


class Followed:
    """The section's steps, and the terminals they are typed into; what runs on is stopped with Ctrl-C."""

    def __init__(self, text: str, heading: str, folder: Path):
        self.folder, self.running = folder, {}
        self.ports = {number: str(free_port()) for number in NUMBERS}
        section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
        starts = [*STEP.finditer(section)]
        ends = [*(start.start() for start in starts[1:]), len(section)]
        self.steps = {
            int(start[1]): [(who, self._ours(words)) for who, words in BLOCK.findall(section[start.start() : end])]
            for start, end in zip(starts, ends, strict=True)
        }
        known = set(re.findall(r"\b[A-Z][A-Z_]{3,}\b", text)) - {
            "PATH",
            "HOME",
            "LANG",
        }  # a site's own variables must not leak in from here
        mine = {name: value for name, value in os.environ.items() if name not in known}
        self.first = subprocess.Popen(
            ["bash"], cwd=folder, env=mine, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )  # fmt: skip
        self.environment = mine

    def _ours(self, words: str) -> str:
        for number, port in self.ports.items():
            words = re.sub(rf"\b{number}\b", port, words)
        return words

    @property
    def address(self) -> str:
        return f"https://localhost:{self.ports['8443']}"

    def do(self, step: int, who: str = "") -> str:
        """Type the blocks of that step into the first terminal; what was said. Raises when a command fails."""
        return "".join(self.typed(words) for terminal, words in self.steps[step] if terminal == who)

    def typed(self, words: str) -> str:
        self.first.stdin.write(f"trap 'echo FAILED' ERR\n{words}\ntrap - ERR\necho; echo '--done--'\n")
        self.first.stdin.flush()
        said = []
        for line in self.first.stdout:
            if line.strip() == "--done--":
                break
            said.append(line)
        text = "".join(said)
        assert "FAILED" not in text, text[-1500:]
        return text

    def start(self, step: int, who: str, ready: str, seconds: int = WAIT) -> None:
        """Type that step's block into a terminal of its own, and wait for the words it says when it is there."""
        [words] = [words for terminal, words in self.steps[step] if terminal == who]
        log = self.folder.parent / f"{who}.log"
        log.unlink(missing_ok=True)
        with log.open("wb") as output:
            process = subprocess.Popen(
                ["bash", "-c", words], cwd=self.folder, env=self.environment, stdout=output, stderr=output, start_new_session=True,
                preexec_fn=_takes_ctrl_c,
            )  # fmt: skip
        self.running[who] = process
        ends = time.monotonic() + seconds
        while ready not in (said := log.read_text(errors="replace")):
            assert process.poll() is None, f"{who} ended: {said[-1500:]}"
            assert time.monotonic() < ends, f"{who} never said {ready!r}: {said[-1500:]}"
            time.sleep(0.3)

    def interrupt(self, *names: str) -> None:
        """Ctrl-C in these terminals."""
        for name in names:
            process = self.running.pop(name)
            os.killpg(process.pid, signal.SIGINT)
            process.wait(60)

    def close(self) -> None:
        for name in [name for name, process in self.running.items() if process.poll() is None]:
            self.interrupt(name)
        self.first.stdin.close()
        self.first.wait(30)


def _takes_ctrl_c() -> None:
    """A walk that was started in the background ignores it, and so would whatever it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
