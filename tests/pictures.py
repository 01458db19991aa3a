"""The pictures of the guides: who looks at which page of the demonstration, and which part of it is kept.

Small WebP files in static/img/guides; `make screenshots` takes them anew. What a picture says stands as its alt text in the
guide that shows it, so look at both when a page changes.
"""

import io
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

GUIDES = Path(__file__).parents[1] / "static" / "img" / "guides"
LARGEST = 60_000  # bytes: a guide opens on one old phone
PHONE, DESK = 390, 820  # how wide the page is


@dataclass(frozen=True)
class Picture:
    """`part`: a selector; without one the top of the page, `high` pixels of it."""

    name: str
    who: str
    path: str
    part: str = ""
    wide: int = PHONE
    high: int = 560


PICTURES = (
    Picture("member-home", "member", "/"),
    Picture("my-words", "member", "/", "#said"),
    Picture("break", "member", "/", "#break"),
    Picture("ring-me", "member", "/", "#ring"),
    Picture("about-me", "member", "/members/me/", high=620),
    Picture("needs", "member", "/members/me/access/"),
    Picture("consents", "member", "/members/me/consents/"),
    Picture("foot", "member", "/", "footer"),
    Picture("quick-log", "staff", "/involvement/new/", wide=DESK, high=760),
    Picture("promises", "staff", "/", "#loops", wide=DESK),
    Picture("figure", "trustee", "/dashboard/", "section.tile", wide=DESK),
    Picture("monday", "coordinator", "/", wide=DESK, high=900),
)


def take_all(browser, address: str) -> list[str]:
    """Every picture anew; their names."""
    GUIDES.mkdir(parents=True, exist_ok=True)
    for who in dict.fromkeys(picture.who for picture in PICTURES):
        page = signed_in(browser, address, who)
        for picture in (each for each in PICTURES if each.who == who):
            page.set_viewport_size({"width": picture.wide, "height": picture.high})
            page.goto(address + picture.path)
            keep(picture.name, page.locator(picture.part).first if picture.part else None, page)
        page.context.close()
    answering(browser, address)
    before_publishing(browser, address)
    report(browser, address)
    return sorted(path.stem for path in GUIDES.glob("*.webp"))


def signed_in(browser, address, who, *, wide=PHONE, high=560):
    context = browser.new_context(
        viewport={"width": wide, "height": high}, device_scale_factor=1.6, color_scheme="light", locale="en-GB"
    )
    page = context.new_page()
    if who:
        page.goto(f"{address}/demo/")
        page.locator(
            f"form[action='/demo/sign-in/']:has([name=who][value={who}]) button, button[name=who][value={who}]"
        ).first.click()
        page.wait_for_load_state()
    return page


def keep(name: str, part, page) -> None:
    """As small a file as it takes, and no smaller: it has to be read."""
    page.evaluate("document.querySelector('.demo-bar')?.remove()")
    taken = part.screenshot() if part else page.screenshot()
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture.thumbnail((1000, 1400))
    for quality in (82, 70, 58, 46, 34):
        kept = io.BytesIO()
        picture.save(kept, "WEBP", quality=quality, method=6)
        if kept.tell() <= LARGEST:
            break
    (GUIDES / f"{name}.webp").write_bytes(kept.getvalue())


def answering(browser, address) -> None:
    """The newest invitation as a letter, its buttons, and the page after one was pressed."""
    page = signed_in(browser, address, "", high=620)
    for letter in invitations(page, address):
        page.goto(address + letter)
        as_read = page.locator("iframe.letter-frame").get_attribute("src")
        page.goto(page.locator('a[href*="/rsvp/"]').first.get_attribute("href"))
        if page.get_by_role("button", name=re.compile("not sure", re.I)).count():  # a meeting still to come
            keep("answer-buttons", page.locator(".answers").first, page)
            page.get_by_role("button", name=re.compile("in the room")).first.click()
            page.wait_for_load_state()
            page.locator("h1").scroll_into_view_if_needed()
            keep("coming", None, page)
            page.goto(address + as_read)
            keep("letter", None, page)
            page.context.close()
            return
    raise SystemExit("The mailbox holds no invitation to answer.")


def invitations(page, address) -> list[str]:
    """Where they lie in the mailbox, newest first."""
    found = []
    for number in range(1, 9):
        page.goto(f"{address}/demo/mailbox/?page={number}")
        rows = page.locator("main ul.rows > li", has_text="Meeting invitation").all()
        found += [row.get_by_role("link").first.get_attribute("href") for row in rows]
    return found


def before_publishing(browser, address) -> None:
    """The draft of a meeting, as step 1 of the walk opens it."""
    page = signed_in(browser, address, "", wide=DESK, high=900)
    page.goto(f"{address}/demo/")
    page.locator("ol.walk > li").first.locator("form button, a.btn").first.click()
    page.wait_for_load_state()
    keep("before-publishing", None, page)
    page.context.close()


def report(browser, address) -> None:
    """The newest approved report, as trustees open it."""
    page = signed_in(browser, address, "trustee", wide=DESK, high=900)
    page.goto(f"{address}/dashboard/reports/")
    page.locator("main a[href*='/reports/']").filter(has_text=re.compile(r"\d{4}")).first.click()
    page.wait_for_load_state()
    keep("report", None, page)
    page.context.close()
