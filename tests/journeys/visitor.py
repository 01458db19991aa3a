"""Somebody at a browser. What they see is checked as they go."""

import functools
import re
from importlib.resources import files

from tests.drills import harness

AXE = functools.cache(lambda: files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes need not be told one by one
}

# What a page is made of, without its words: which elements stand in which, with which classes and attributes, and which
# of them say nothing.
PARTS = """() => [...new Set([...document.querySelectorAll('*')].map(each => {
    const made = one => one ? `${one.tagName}.${[...one.classList].sort().join('.')}` : '';
    return `${made(each.parentElement)}>${made(each)}[${each.getAttributeNames().sort().join()}]${each.type || ''}`
        + (each.textContent.trim() ? '' : '(no words)') + (each.getAttribute('role') || '') + (each.getAttribute('aria-current') || '');
}))]"""
MODE = """() => [matchMedia('(prefers-color-scheme: dark)').matches, document.documentElement.cloneNode(false).outerHTML]"""
_read: dict[tuple, set] = {}  # of each kind of page in each mode: the parts that axe-core has read
_seen_in_colour: dict[tuple, set] = {}  # of each mode: which classes stood in which when the colours were looked at

# A part that is being replaced is half faded for a moment; nobody reads it then.
AT_REST = """() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')
    && document.getAnimations().every(one => one.playState !== 'running')"""


class Visitor:
    """One browser context with one page. `see` says what page this is and looks it over."""

    def __init__(self, context, address, *, javascript):
        self.address, self.javascript = address, javascript
        self.context, self.page = context, context.new_page()
        self.complaints = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message):
        # A status of 4xx is also written to the console; pages that mean it (409, 422) are not broken.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request):
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.complaints.append(f"a stranger was asked: {request.url}")

    def sign_in(self, who):
        """By the demonstration's button."""
        self.page.goto("/demo/")
        self.page.locator(
            f"form[action='/demo/sign-in/']:has([name=who][value={who}]) button, button[name=who][value={who}]"
        ).first.click()
        self.page.wait_for_load_state()
        return self

    def open(self, path):
        self.page.goto(path)
        return self.look()

    def press(self, words, *, within=None, exact=False):
        """Press the button or link with these words and look at what comes."""
        place = within or self.page.locator("main")
        target = (
            place.get_by_role("button", name=words, exact=exact)
            .or_(place.get_by_role("link", name=words, exact=exact))
            .first
        )
        target.click()
        self.page.wait_for_load_state()
        return self.look()

    def see(self, *words):
        """Each of these words stands on the page."""
        for text in words:
            self.page.locator("main").get_by_text(text).filter(visible=True).first.wait_for()
        return self

    def look(self):
        """One h1, no sideways scrolling, and nothing axe-core objects to."""
        page = self.page
        page.locator("h1").first.wait_for(state="attached")  # a page that goes on by itself may just be on its way
        assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} first headings"
        if self.javascript:
            page.wait_for_function(AT_REST)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 1, f"{page.url} scrolls sideways by {wide} px"
            self._ask_axe()
        assert not self.complaints, f"{page.url}: {self.complaints}"
        return self

    def _ask_axe(self):
        """Each part of each kind of page once, and its colours once for what stands in what. In full every page, every time."""
        kind = re.sub(r"/[A-Za-z0-9_-]{20,}/", "/…/", re.sub(r"\d+", "0", self.page.url.split("?")[0]))
        mode, parts = tuple(self.page.evaluate(MODE)), set(self.page.evaluate(PARTS))
        read, coloured = _read.setdefault((kind, *mode), set()), _seen_in_colour.setdefault(mode, set())
        colours = {part.split("[")[0] for part in parts}
        if harness.FULL or parts - read:
            self._let_axe_read(with_colours=bool(harness.FULL or colours - coloured))
            read |= parts
            coloured |= colours

    def _let_axe_read(self, *, with_colours=True):
        # evaluate() runs in the page without a script element, so the content security policy stays as it is
        self.page.evaluate(AXE() + "\n;undefined")
        rules = RULES | {"rules": {"color-contrast": {"enabled": with_colours}}}  # half of the time
        found = self.page.evaluate("rules => axe.run(document, rules)", rules)
        wrong = [
            f"{v['id']}: {v['nodes'][0]['html'][:160]} ({v['nodes'][0]['failureSummary'][:200]})"
            for v in found["violations"]
        ]
        assert not wrong, f"{self.page.url}:\n" + "\n".join(wrong)

    def text(self):
        return self.page.locator("main").inner_text()

    def leave(self):
        assert not self.complaints, self.complaints
        self.context.close()
