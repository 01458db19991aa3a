"""What a walk says: one sentence for each step, whether it holds, and a picture of the page where it does not."""

import re
import traceback
from contextlib import contextmanager
from pathlib import Path


class Telling:
    """`say("sentence", truth)`; what fails is told with its picture, and the walk goes on with the next step."""

    def __init__(self, part, folder):
        self.part, self.folder = part, Path(folder)
        self.lines = []  # (holds, sentence, why not)
        self.page = None  # where we are: walkers put it here, for the picture

    def __call__(self, sentence, truth, why=""):
        """Is it so? `truth` is a value or a call; a call that raises is told with its reason."""
        try:
            holds = truth() if callable(truth) else truth
        except Exception as problem:
            holds, why = False, reason(problem)
        return self._tell(bool(holds), sentence, why)

    @contextmanager
    def step(self, sentence):
        """A step of several presses: it holds when none of them fails."""
        try:
            yield
        except Exception as problem:
            self._tell(False, sentence, reason(problem))
        else:
            self._tell(True, sentence)

    def chapter(self, chapter, *given):
        """Walk one function; where it breaks off, that is told and the next chapter begins. What it returns, or None."""
        title = (chapter.__doc__ or chapter.__name__).strip().partition("\n")[0].rstrip(".")
        print(f"\n{self.part}: {title}", flush=True)
        try:
            return chapter(self, *given)
        except Exception as problem:
            self._tell(False, f"“{title}” can be walked to its end", reason(problem))
            return None

    def _tell(self, holds, sentence, why=""):
        if not holds:
            where = f" [{self.page.url}]" if self.page and not self.page.is_closed() else ""
            why = f"{why}{where}{self._picture(sentence)}".strip()
        self.lines.append((holds, sentence, why))
        print(f"  {'ok    ' if holds else 'not ok'}: {sentence}{f' ({why})' if why and not holds else ''}", flush=True)
        return holds

    def _picture(self, sentence):
        if self.page is None or self.page.is_closed():
            return ""
        name = f"{self.part}-{len(self.lines):03}-{re.sub(r'[^a-z0-9]+', '-', sentence.lower())[:60]}.png"
        try:
            self.page.screenshot(path=self.folder / name, full_page=True, timeout=5_000)
        except Exception:
            return ""
        return f" picture: {self.folder / name}"

    @property
    def wrong(self):
        return [line for line in self.lines if not line[0]]


def reason(problem):
    """The problem in a line, and the line of the walk where it was met."""
    ours = [
        frame for frame in traceback.extract_tb(problem.__traceback__)
        if "/tests/walks/" in frame.filename and not frame.filename.endswith(("telling.py", "walker.py"))
    ]  # fmt: skip
    at = f", {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    words = " ".join((str(problem) or type(problem).__name__).split())[:400]
    return f"{words}{at}"
