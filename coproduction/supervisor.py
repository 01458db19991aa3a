"""Keeps a few programs running: a dying one is named on the console and started again.

Our own, because honcho ends everything when one program dies and circus brings a message bus and
a process of 40 MB (docs/decisions/0001).
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

STEADY_AFTER = 60  # seconds of life after which a program's earlier deaths are forgotten
LONGEST_PAUSE = 30  # seconds between two starts of a program that keeps dying
PATIENCE = 15  # seconds a program may take to stop when asked


def say(words: str, *, who: str = "site") -> None:
    print(f"{who:>9} | {words}", flush=True)


@dataclass
class Program:
    """One program and what we know of its present run."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started: float = 0.0
    deaths: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, preexec_fn=_end_with_parent,
        )  # fmt: skip
        threading.Thread(target=self._pass_on, args=(self.process.stdout,), daemon=True).start()

    def _pass_on(self, output) -> None:
        for line in output:
            say(line.decode(errors="replace").rstrip(), who=self.name)

    def end_children(self) -> None:
        """Whatever a program left behind in its own session goes with it."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


@dataclass
class Supervisor:
    """Runs programs until it is asked to stop."""

    programs: list[Program]
    every_second: Callable[[], None] = lambda: None
    stopping: bool = field(default=False, init=False)

    def run(self) -> None:
        """Blocks; comes back when every program has stopped."""
        signal.signal(signal.SIGINT, self.ask_to_stop)
        signal.signal(signal.SIGTERM, self.ask_to_stop)
        signal.signal(signal.SIGHUP, self.ask_to_stop)
        ours = os.getppid()
        next_look = 0.0
        try:
            while not self.stopping and os.getppid() == ours:
                self._look_after_programs(now=time.monotonic())
                if time.monotonic() >= next_look:
                    self.every_second()
                    next_look = time.monotonic() + 1
                time.sleep(0.1)
        finally:
            self.stop_programs()

    def ask_to_stop(self, *_) -> None:
        self.stopping = True

    def _look_after_programs(self, *, now: float) -> None:
        for program in self.programs:
            if program.process is None:
                if now >= program.not_before:
                    program.start()
            elif (code := program.process.poll()) is not None:
                self._note_death(program, code, now=now)

    def _note_death(self, program: Program, code: int, *, now: float) -> None:
        program.end_children()
        program.deaths = 1 if now - program.started > STEADY_AFTER else program.deaths + 1
        pause = 0.5 if program.deaths == 1 else min(2.0 ** (program.deaths - 1), LONGEST_PAUSE)
        program.process, program.not_before = None, now + pause
        say(f"{program.name} stopped ({_how(code)}); it starts again in {pause:g} s")

    def stop_programs(self) -> None:
        running = [program for program in self.programs if program.process]
        for program in running:
            program.process.terminate()
        deadline = time.monotonic() + PATIENCE
        for program in running:
            try:
                program.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"{program.name} did not stop when asked; it is ended now")
            program.end_children()
            program.process.wait()


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"


def _end_with_parent() -> None:
    """Linux ends the program when we are killed and cannot ask it ourselves."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
