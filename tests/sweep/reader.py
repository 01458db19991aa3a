"""Reads a page in every way in which people may meet it: light, dark, small, enlarged, still, in forced colours, by keyboard."""

import io
import time
from collections import Counter
from pathlib import Path

from pypdf import PdfReader

from tests.journeys.visitor import AT_REST, AXE, PARTS, RULES

LOOKS = Path(__file__).with_name("looks.js").read_text()
DESK = {"width": 1280, "height": 1024}
PHONE = {"width": 320, "height": 640}
ENLARGED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %
ALL_BUT_COLOURS = RULES | {"rules": {"color-contrast": {"enabled": False}}}
ASK = "([where, rules]) => axe.run(where || document, rules)"
SHEET = {"width": 680, "height": 1000}  # A4 without its margins
FEW_SIGNS = 60
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
PATIENCE = 20_000
IS_PART = (
    "() => !document.doctype && !document.querySelector('main, h1')"  # what htmx puts into a page; it is read there
)


class Reader:
    """Somebody's browser that is shown page after page. `faults` are (kind of page, way of reading, what is wrong).

    Each part of each kind of page is read once; a page on which every part was read before is only opened, in two sizes.
    """

    def __init__(self, browser, address, *, who="", cookies=(), known=None):
        self.who, self.address = who, address
        self.known = (
            {} if known is None else known
        )  # kind of page → parts that were read; light, dark → pairs of colours
        self.context = browser.new_context(
            base_url=address, viewport=DESK, locale="en-GB", timezone_id="Europe/London", service_workers="block",
            reduced_motion="reduce",  # what is asked for must be still, and what is looked at must have arrived
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE)
        self.context.add_cookies(list(cookies))
        self.page = self.context.new_page()
        self.faults, self.took, self.counted = [], Counter(), Counter()
        self._heard = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self._heard.append(f"script error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("dialog", lambda dialog: dialog.accept())

    def close(self):
        self.context.close()

    def said(self) -> list[str]:
        return [f"{self.who or 'somebody'}, {kind}, {way}: {words}" for kind, way, words in self.faults]

    def _listen(self, message):
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self._heard.append(f"console: {message.text}")

    def _asked(self, request):
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self._heard.append(f"a stranger was asked: {request.url}")

    # ---- one page
    def open(self, path, *, kind) -> bool:
        """Whether a page came (and no file), which is then read."""
        began = time.monotonic()
        try:
            answer = self.page.goto(path)
        except Exception as problem:
            if "Download is starting" in str(problem) or "ERR_ABORTED" in str(problem):
                self.counted["files"] += 1
                return False
            raise
        self.took["open"] += time.monotonic() - began
        if answer and "text/html" not in answer.headers.get("content-type", ""):
            self.counted["files"] += 1
            self._heard.clear()  # the browser's own viewer dresses them, and our policy stops it
            return False
        if self.page.evaluate(IS_PART):
            self.counted["parts"] += 1
            return False
        self.page.wait_for_function(AT_REST)
        self.counted["pages"] += 1
        self.read(kind)
        return True

    def read(self, kind):
        """The page that stands there."""
        self.page.evaluate(LOOKS)
        self.page.set_viewport_size(PHONE)
        self._look(kind, "wide", "at 320 px")  # as it came, before anything is unfolded
        self._look(kind, "unfold", "")
        self.page.wait_for_function(AT_REST)
        parts = set(self.page.evaluate(PARTS))
        new = parts - self.known.setdefault(kind, set())
        self._small(kind, new)
        self._look(kind, "whole", "at 1280 px")
        if new:
            self.counted["read in full"] += 1
            self._axe(kind, "light", ALL_BUT_COLOURS)
            self._in_forced_colours(kind)
            self._by_keyboard(kind)
            self._still(kind)
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            self._colours(kind, scheme)
        self.page.emulate_media(color_scheme="light")
        self.known[kind] |= parts
        for words in self._heard:
            self._note(kind, "opened", words)
        self._heard.clear()

    def on_paper(self, kind):
        """As somebody who likes the dark would print it, on A4."""
        self.page.emulate_media(media="print", color_scheme="dark")
        self.page.set_viewport_size(SHEET)
        self._look(kind, "printed", "on paper")
        sheets = PdfReader(io.BytesIO(self.page.pdf(format="A4"))).pages
        words = [len("".join(each.extract_text().split())) for each in sheets]
        empty = [number for number, count in enumerate(words, start=1) if count < FEW_SIGNS and len(words) > 1]
        if empty:
            self._note(kind, "on paper", f"sheet {empty[0]} of {len(words)} is almost empty")
        self.counted["printed"] += 1
        self.page.emulate_media(media="screen", color_scheme="light")
        self.page.set_viewport_size(DESK)

    def _small(self, kind, new):
        self._look(kind, "wide", "at 320 px")
        if new:
            self._look(kind, "cut", "at 320 px")
            self._axe(kind, "at 320 px", ALL_BUT_COLOURS)
            self.page.set_viewport_size(ENLARGED)
            self._look(kind, "wide", "at 400 %")
            self._press_tab()
            self._look(kind, "unseen", "at 400 %")
        self.page.set_viewport_size(DESK)

    def _colours(self, kind, scheme):
        """Each pair of a colour and what it stands on is shown to axe once, wherever it comes first."""
        known = self.known.setdefault(scheme, set())
        new = set(self.page.evaluate("looks.toned()")) - known
        if new:
            self.page.evaluate("keys => looks.show(keys)", sorted(new))
            self._axe(kind, scheme, COLOURS, where={"include": [["[data-tone]"]]})
            self.page.evaluate("looks.show([])")
        known |= new

    def _in_forced_colours(self, kind):
        self._look(kind, "remember", "")
        self.page.emulate_media(forced_colors="active")
        self._look(kind, "vanishing", "in forced colours")
        self._press_tab()
        self._look(kind, "unseen", "in forced colours")
        self.page.emulate_media(forced_colors="none")

    def _by_keyboard(self, kind):
        self._press_tab()
        self._look(kind, "unseen", "by keyboard")

    def _still(self, kind):
        self._look(kind, "moving", "with less movement")

    def _press_tab(self):
        self.page.keyboard.press("Tab")

    def _look(self, kind, look, way):
        began = time.monotonic()
        for words in self.page.evaluate(f"looks.{look}()"):
            self._note(kind, way, words)
        self.took[look] += time.monotonic() - began

    def _axe(self, kind, way, rules, *, where=None):
        began = time.monotonic()
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE() + "\n;undefined")
        for found in self.page.evaluate(ASK, [where, rules])["violations"]:
            node = found["nodes"][0]
            self._note(kind, way, f"{found['id']}: {node['html'][:160]} ({node['failureSummary'][:240]})")
        self.took[f"axe {way}"] += time.monotonic() - began

    def _note(self, kind, way, words):
        fault = (kind, way, words)
        if fault not in self.faults:
            self.faults.append(fault)
