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
    for end in ("unknown-token-of-some-length-4711", "x", "%00", "%F0%9F%8C%BB", "a" * 400):
        status = stranger.go(f"/rsvp/{end}/")
        pages.append(stranger.text())
        say(f"/rsvp/{end[:24]}/ is a 404 that says whom to ring", status == 404 and PHONE in stranger.text())
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
    say("a number that no meeting has is a page not found", jo.go("/meetings/99999999/") == 404 and PHONE in jo.text())
    jo.open("/meetings/?show=past").page.locator("main a[href^='/meetings/']").filter(
        has_text="Advisory Group"
    ).first.click()
    jo.page.wait_for_load_state()
    say("a past meeting says that it is over", jo.look().has("Over"))
    rowan = come(phone=True)
    say("a letter of a meeting that is over still opens its page", over(come(), rowan))
    link = rowan.page.url
    rowan.open("/join/")  # a page with a form, as one that was left open
    form = {"answer": "yes", "csrfmiddlewaretoken": token(rowan)}
    answer = rowan.context.request.post(link, form=form, headers={"Referer": link})
    say(
        "an answer to it is refused in a sentence",
        answer.status == 409 and "over" in answer.text(),
        why=str(answer.status),
    )


def over(reader, rowan):
    """Open a link of Rowan's to a meeting that has been; the letters of the last weeks lie in the mailbox."""
    box = Mailbox(reader)
    for address, line in reversed(box.everything()):
        if "Meeting invitation" in line and "Rowan" in line:
            reader.page.goto(address)
            rowan.page.goto(box.link("/rsvp/"))
            if "over" in rowan.text() and not rowan.page.get_by_role("button", name="Not sure yet").count():
                return rowan.look()
    return None


def token(walker):
    """What lets a form of this browser in."""
    return next(cookie["value"] for cookie in walker.context.cookies() if cookie["name"] == "csrftoken")


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
        say(
            f"{case}: “{sentence(jo)[30:140]}”",
            bool(sentence(jo)) and jo.page.locator("[aria-invalid=true]").count() > 0,
        )
        say(
            f"{case}: what was typed is kept",
            kept(jo, "title", ODD) and kept(jo, "starts", starts) and kept(jo, "day", day),
        )
    jo.fill(day=soon, starts="14:00", ends="16:00").press("Save the draft and look it over")
    say("put right, it is a draft with its odd title", jo.has(ODD))


def sentence(walker):
    """What the page says is wrong, in a line."""
    wrong = walker.page.locator("main .field-error, main .invalid-feedback, main [role=alert]").filter(visible=True)
    return " ".join(wrong.first.inner_text().split()) if wrong.count() else ""


def odd_words_and_too_many(say, come):
    """Formulas, emoji, writing from right to left, and ten megabytes"""
    jo = come().sign_in("coordinator")
    for name in (ODD, "نور حداد", "Ada 🌻 Lovelace", "<b>Bold</b>"):
        jo.open("/members/new/").fill(name=name).press(re.compile("^(add|save)", re.I))
        say(f"a person called {name} is kept as written", name in jo.page.locator("h1").inner_text())
    jo.open("/members/?q=cmd")
    say("the search finds the odd name", jo.has(ODD))
    jo.open("/involvement/new/").fill(title="Ten megabytes")
    notes = jo.page.locator("main [name=notes]")
    notes.evaluate("box => { box.removeAttribute('maxlength'); box.value = 'x'.repeat(10_000_000); }")
    with jo.page.expect_navigation() as came:
        notes.evaluate("box => box.form.submit()")
    say("10 MB of text get a page that says so, with the telephone number",
        came.value is not None and came.value.status == 413 and PHONE in jo.look().text())  # fmt: skip
    jo.open("/members/new/").page.locator("main [name=name]").evaluate("box => box.removeAttribute('maxlength')")
    jo.fill(name="x" * 5000).press(re.compile("^(add|save)", re.I))
    say(
        "5,000 letters of a name come back with a sentence",
        kept(jo, "name", "x" * 5000) and bool(sentence(jo)),
        why=sentence(jo),
    )


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
        say(f"{name} of the wrong sort: “{sentence(jo)[30:150]}”", bool(sentence(jo)))


def nothing_doubled(say, come):
    """A stale form, posted twice, doubles nothing, and nothing typed is lost"""
    ash = come().sign_in("staff")
    ash.open("/involvement/new/")
    ash.page.locator("main [name=what]").select_option(index=2)
    ash.fill(title="Pressed twice", others="2")
    twice = ash.page.locator("main form.quick").evaluate("""async form => {
        const post = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
        const [one, two] = await Promise.all([post(), post()]);
        return [one.url, two.url, (await post()).url];
    }""")
    say(
        "the same form sent twice at once and once more leads to one log",
        len(set(twice)) == 1 and "/logged/" in twice[0],
        why=str(twice),
    )
    ash.open("/involvement/new/").fill(title="Only half written").press("Save", exact=True)
    say(
        f"what is missing gets a sentence: “{sentence(ash)[30:140]}”",
        bool(sentence(ash)) and kept(ash, "title", "Only half written"),
    )
    ash.context.clear_cookies(name="sessionid")
    ash.press("Save", exact=True)
    asked = ash.has(re.compile("kept|still here|not lost", re.I))
    say("signed out meanwhile, it asks to sign in and says the words are kept", asked, why=ash.text()[:300])
    ash.press("Send me a code").fill(email="ash@sametable.example").press("Send me a code")
    box = Mailbox(come())
    box.await_letter("Sign-in code", "Ash Renwick")
    ash.fill(code=re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", box.reader.text()).group()).press("Go on")
    say(
        "signed in again by a code, what was typed is there to send",
        ash.has("What you typed is still here", "Only half written"),
    )
    ash.press("Send it now")
    say("and goes back into its form", kept(ash, "title", "Only half written"))
