"""Somebody without a mouse: only keys are pressed, and each stop has to be seen, uncovered, and where a reader expects it."""

import re
from pathlib import Path

STOPS = Path(__file__).with_name("stops.js").read_text()
MOST = 150  # stops of one page, before somebody gives up


class Keyboard:
    """The keys of one page. `faults` says what was wrong with a stop; asking for what no stop reaches fails at once."""

    def __init__(self, page):
        self.page, self.faults, self.reached = page, [], []
        self.page.add_init_script(STOPS)
        self._cdp = page.context.new_cdp_session(page)

    def open(self, path):
        self.page.goto(path)
        return self

    def press(self, key, *, goes_on=False):
        """`goes_on`: a page is to come of it."""
        if goes_on:
            with self.page.expect_navigation():
                self.page.keyboard.press(key)
            self.page.wait_for_load_state()
        else:
            self.page.keyboard.press(key)
        return self

    def type(self, words):
        self.page.keyboard.type(words)
        return self

    def to(self, words, *, role=""):
        """Tab until the thing of that name (and role, as a screen reader would be told) has the focus."""
        passed = []
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate("window.stopHere && window.stopHere()")
            if not stop:
                continue  # past the last one: the browser's own bar
            told = self.told()
            passed.append(f"{told[0]} {told[1]!r}")
            self._judge(stop, passed[-1])
            if (not role or told[0] == role) and re.search(words, told[1]):
                self.reached.append(passed[-1])
                return self
        raise AssertionError(f"no key leads to {role} {words!r}; stops were {passed}")

    def told(self) -> tuple[str, str]:
        """Role and name of what has the focus, from the browser's accessibility tree."""
        found = self._cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        nodes = self._cdp.send("Accessibility.getPartialAXTree", {"objectId": found, "fetchRelatives": False})["nodes"]
        node = nodes[0]
        return node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "")

    def _judge(self, stop, told):
        wrong = {
            "its focus is not seen": not stop["isSeen"], "it is covered": stop["isCovered"], "the order jumps back to it": stop["isBack"],
            "the order jumps up to it": stop["isUp"], "it has no name": told.endswith(" ''"),
        }  # fmt: skip
        self.faults += [f"{told}: {words} ({stop['html']})" for words, is_so in wrong.items() if is_so]

    def without_a_mouse(self) -> bool:
        return not self.page.evaluate("window.wasClicked === true")
