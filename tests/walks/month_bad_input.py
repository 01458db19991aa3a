"""What goes wrong when people type: a clear sentence, what was typed kept, nothing lost and nothing doubled."""

import re

from tests.walks.mailbox import Mailbox
from tests.walks.walker import in_days

ODD = "=cmd|' /C calc'!A0 ☕ שלום نور"
PHONE = "01632 960 123"


def links_that_open_nothing(say, come):
    """Links that are unknown, broken or over"""
    stranger = come(phone=True)
    pages = []
    for token in ("unknown-token-of-some-length-4711", "x", "%00", "%F0%9F%8C%BB", "a" * 400):
        status = stranger.go(f"/rsvp/{token}/")
        pages.append(stranger.text())
        say(f"/rsvp/{token[:24]}/ is a 404 that says whom to ring", status == 404 and PHONE in stranger.text())
    say("they are one and the same page", len(set(pages)) == 1)
    for place in (
        "/invitations/unknown/",
        "/meetings/99999999/",
        "/members/99999999999999999999999/",
        "/nothing-here/",
    ):
        status = stranger.go(place)
        say(f"{place} gives a plain page", status in (200, 404), why=str(status))
    jo = come().sign_in("coordinator")
    jo.open("/meetings/?show=past").page.locator("main ul a, main table a").first.click()
    jo.page.wait_for_load_state()
    say("a past meeting is shown as over", jo.look().has("Over"))
    box = Mailbox(come())
    past = next((to for to, line in box.fresh() if "Meeting invitation" in line and "Rowan" in line), None)
    box.reader.open(past)
    say("a letter of a meeting still has its link", bool(box.link("/rsvp/")))


def plan(jo, **facts):
    jo.open("/meetings/new/")
    jo.page.locator("main [name=kind]").select_option(index=1)
    return jo.fill(title=ODD, **facts).press("Save the draft and look it over")


def kept(jo, name, value):
    return jo.page.locator(f"main [name={name}]").first.input_value() == value


def times_that_cannot_be(say, come):
    """Meetings at times that cannot be"""
    jo, soon = come(phone=True).sign_in("coordinator"), in_days(40)
    for case, day, starts, ends in (
        ("the end before the start", soon, "16:00", "14:00"),
        ("a time that does not exist", "2030-03-31", "01:30", "03:00"),
        ("a time that exists twice", "2030-10-27", "01:30", "03:00"),
        ("a day in the past", "2020-01-01", "10:00", "11:00"),
    ):
        plan(jo, day=day, starts=starts, ends=ends)
        wrong = jo.page.locator("main .field-error, main .invalid-feedback, main [role=alert]").filter(visible=True)
        sentence = one_line(wrong.first.inner_text()) if wrong.count() else ""
        say(f"{case}: “{sentence[:100]}”", bool(sentence) and jo.page.locator("[aria-invalid=true]").count() > 0)
        say(
            f"{case}: what was typed is kept",
            kept(jo, "title", ODD) and kept(jo, "starts", starts) and kept(jo, "day", day),
        )
    jo.fill(day=soon, starts="14:00", ends="16:00").press("Save the draft and look it over")
    say("put right, it is a draft with its odd title", jo.has(ODD))


def one_line(words):
    return " ".join(words.split())


def odd_words_and_too_many(say, come):
    """Formulas, emoji, writing from right to left, and ten megabytes"""
    jo = come().sign_in("coordinator")
    for name in (ODD, "نور حداد", "Ada 🌻 Lovelace", "<b>Bold</b>"):
        jo.open("/members/new/").fill(name=name).press(re.compile("^(add|save)", re.I))
        say(f"a person called {name} is kept as written", name in jo.page.locator("h1").inner_text())
    jo.open("/members/?q=cmd")
    say("the search finds the odd name", jo.has(ODD))
    form = jo.page.context.request
    token = next(c["value"] for c in jo.context.cookies() if c["name"] == "csrftoken")
    answer = form.post(
        "/members/new/", form={"name": "x" * 10_000_000}, headers={"X-CSRFToken": token, "Referer": come.address}
    )
    say(
        "10 MB of text get a page that says so, with the telephone number",
        answer.status == 413 and PHONE in answer.text(),
    )
    answer = form.post(
        "/members/new/", form={"name": "x" * 5000}, headers={"X-CSRFToken": token, "Referer": come.address}
    )
    say("5,000 letters of a name come back with a sentence", answer.status == 422 and "x" * 5000 in answer.text())


def wrong_files(say, come):
    """Files that are not what they say"""
    jo = come().sign_in("coordinator")
    for name, kind, content in (
        ("people.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04 not a book"),
        ("people.csv", "text/csv", b""),
        ("cat.png", "image/png", b"\x89PNG\r\n\x1a\n"),
    ):
        jo.open("/members/imports/")
        jo.page.locator("[name=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
        jo.press("Look at this spreadsheet")
        wrong = jo.page.locator("main .field-error, main .invalid-feedback, main [role=alert]").filter(visible=True)
        sentence = one_line(wrong.first.inner_text()) if wrong.count() else ""
        say(f"{name} of the wrong sort: “{sentence[:120]}”", bool(sentence))


def nothing_doubled(say, come):
    """A stale form, posted twice, doubles nothing"""
    ash = come().sign_in("staff")
    ash.open("/involvement/new/")
    ash.page.locator("main [name=what]").select_option(index=2)
    ash.fill(title="Pressed twice", others="2")
    ash.press("Save", exact=True)
    first = ash.page.url
    ash.page.go_back()
    ash.page.wait_for_load_state()
    if not ash.page.locator("[name=title]").input_value():
        ash.fill(title="Pressed twice", others="2")
        ash.page.locator("main [name=what]").select_option(index=2)
    ash.press("Save", exact=True)
    say("going back and saving again leads to what was saved", ash.page.url == first, why=f"{first} {ash.page.url}")
    ash.open("/involvement/new/").fill(title="Only half written").press("Save", exact=True)
    say("what is missing gets a sentence, and the title is kept", kept(ash, "title", "Only half written"))
    say("the sentence stands in the summary", ash.has(re.compile("look again|Please", re.I)))
    guest = come()
    ash.context.clear_cookies()
    ash.press("Save", exact=True)
    say(
        "signed out meanwhile: it asks to sign in again and says the words are kept",
        ash.has(re.compile("kept|sign in", re.I)),
    )
    _ = guest
