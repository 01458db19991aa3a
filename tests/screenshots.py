"""`make screenshots`: the two pictures of the README and those of the guides, taken from a demonstration of its own."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from coproduction.embedded import Servers
from tests import chromium, pictures
from tests.console import Console, free_port

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
PHONE = {"width": 390, "height": 1300}
DESK = {"width": 1280, "height": 1060}


def answer_page(browser, address):
    """The page behind the link of the newest invitation, on a phone."""
    page = browser.new_page(viewport=PHONE, device_scale_factor=2)
    page.goto(f"{address}/demo/mailbox/")
    letters = [link.get_attribute("href") for link in page.locator('a[href^="/demo/mailbox/"]').all()]
    for letter in dict.fromkeys(letters):
        page.goto(address + letter)
        link = page.locator('a[href*="/rsvp/"]')
        if link.count():
            page.goto(link.first.get_attribute("href"))
            if page.get_by_role("button", name=re.compile("not sure", re.I)).count():  # a meeting still to come
                page.screenshot(path=PICTURES / "answer.png")
                return
    raise SystemExit("The mailbox holds no invitation to answer.")


def dashboard(browser, address):
    page = browser.new_page(viewport=DESK)
    page.goto(f"{address}/demo/")
    page.locator("form", has=page.locator('[value="trustee"]')).first.get_by_role("button").click()
    page.goto(f"{address}/dashboard/")
    page.screenshot(path=PICTURES / "dashboard.png")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="same-table-pictures-") as folder:
        console = Console(Path(folder) / "data", free_port())
        try:
            console.wait_for("Same Table is ready")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
                answer_page(browser, console.address)
                dashboard(browser, console.address)
                taken = pictures.take_all(browser, console.address)
                browser.close()
        finally:
            console.stop()
            Servers(data_dir=Path(folder) / "data").wipe()
    print(f"two pictures in {PICTURES.relative_to(Path.cwd())}/, and for the guides: {', '.join(taken)}")


if __name__ == "__main__":
    main()
