"""One Chromium for a whole run: Playwright's own loop may stand only once in a process."""

import pytest
from playwright.sync_api import sync_playwright

from tests.chromium import ARGUMENTS, find


@pytest.fixture(scope="session")
def chromium():
    """The browser; whoever wants to look makes a context of their own and closes it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()
