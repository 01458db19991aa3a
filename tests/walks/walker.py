"""Somebody who walks: a visitor who notes what is wrong with a page and goes on, instead of stopping there."""

import re
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Error, sync_playwright

from tests.chromium import ARGUMENTS, find
from tests.journeys.visitor import Visitor

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def in_days(number):
    """The day so many days from today, as a date box takes it."""
    return (datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=number)).isoformat()


@contextmanager
def chromium():
    """The one browser of a run of walks."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Walker(Visitor):
    """axe-core reads each kind of page once for each width; `company` keeps what everybody found."""

    def __init__(self, context, address, *, javascript, phone, company):
        super().__init__(context, address, javascript=javascript)
        self.phone, self.company = phone, company
        self.spare = []  # recovery codes, once this person has them

    def look(self):
        """As a visitor looks; what is wrong is kept for the end."""
        self.company.say.page = self.page
        try:
            super().look()
        except AssertionError as found:
            self.company.found.append(str(found))
            self.complaints.clear()
        self.company.seen.add((self._kind(), self.phone))
        return self.still_me()

    def still_me(self):
        """A page that is guarded well asks again for the second step, at any moment: answered, and on to that page."""
        if "/reauthenticate/" in self.page.url and self.spare:
            self.fill(code=self.spare.pop()).press("Go on")
        return self

    def _kind(self):
        path = re.sub(r"[?#].*", "", self.page.url.removeprefix(self.address))
        return re.sub(r"/[A-Za-z0-9_-]{20,}/", "/…/", re.sub(r"\d+", "0", path))

    def _ask_axe(self):
        if (self._kind(), self.phone) not in self.company.seen:
            super()._ask_axe()

    def open(self, path):
        """Open a page that has to be there."""
        status = self.go(path)
        assert status is None or status < 400, f"{path} answers {status}"
        return self

    def go(self, path):
        """Open a page whether it is there or not; its status."""
        answer = self.page.goto(path)
        self.look()
        return answer.status if answer else None

    def fill(self, **facts):
        """Into the boxes of the page: words, the words of a choice, True for a tick."""
        for name, value in facts.items():
            box = self.page.locator(f"main [name={name}]").first
            if value is True or value is False:
                box.set_checked(value)
            elif box.evaluate("e => e.tagName") == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)
        return self

    def has(self, *words, seconds=3):
        """Whether each of these stands on the page, given a moment."""
        for text in words:
            place = self.page.locator("main").get_by_text(text).filter(visible=True).first
            try:
                place.wait_for(timeout=seconds * 1000)
            except Error:
                return False
        return True

    def again(self):
        """The page as it is now; where it goes on by itself at that very moment, the page to which it goes."""
        try:
            self.page.goto(self.page.url)  # not reload: Chromium loses a page that asks anew by itself meanwhile
        except Error as aborted:
            if "ERR_ABORTED" not in str(aborted):
                raise
            self.page.wait_for_load_state()
        return self

    def await_words(self, *words, seconds=60):
        """Look again until they stand there; a page that shows progress is left to do it by itself for a moment."""
        for _ in range(max(1, seconds // 2)):
            if self.has(*words, seconds=2):
                return self.look()
            self.again()
        raise AssertionError(f"not within {seconds} s: {words}")

    def leave(self):
        self.company.found.extend(self.complaints)
        self.context.close()


class Company:
    """Everybody who walks on one site, and what they found wrong with its pages."""

    def __init__(self, browser, address, say):
        self.browser, self.address, self.say = browser, address, say
        self.found, self.seen, self.everybody = [], set(), []

    def __call__(self, *, phone=False, javascript=True, dark=False):
        """`come()`: somebody at a browser of their own."""
        context = self.browser.new_context(
            base_url=self.address, viewport=PHONE if phone else DESK, java_script_enabled=javascript, locale="en-GB",
            color_scheme="dark" if dark else "light", timezone_id="Europe/London", reduced_motion="reduce",
            ignore_https_errors=True,  # a certificate of our own making
        )  # fmt: skip
        context.set_default_timeout(15_000)
        somebody = Walker(context, self.address, javascript=javascript, phone=phone, company=self)
        self.everybody.append(somebody)
        return somebody

    def go_home(self):
        """At the end: were all pages well made?"""
        for somebody in self.everybody:
            somebody.leave()
        self.say.page = None
        pages = len({kind for kind, _ in self.seen})
        self.say(
            f"axe-core, the console, sideways scrolling, strangers asked: nothing wrong on {pages} kinds of page, "
            f"{sum(phone for _, phone in self.seen)} of them at 360 px",
            not self.found,
            why=" | ".join(dict.fromkeys(self.found)),
        )


@contextmanager
def company(browser, address, say):
    """Those who walk through the site at this address."""
    together = Company(browser, address, say)
    try:
        yield together
    finally:
        together.go_home()
