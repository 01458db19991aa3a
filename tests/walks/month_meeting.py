"""A meeting of the first month: published, answered by link and by telephone, reminded; who rests hears nothing."""

import re

from tests.walks.mailbox import Mailbox


def step(walker, number):
    """Press the button of that step at /demo/."""
    walker.page.goto("/demo/")
    walker.page.locator("ol.walk > li").nth(number - 1).locator("form button, a.btn").first.click()
    walker.page.wait_for_load_state()
    return walker.look()


def publishes_and_hears_back(say, come):
    """A coordinator publishes a meeting, and a link answers it in one press without a session"""
    jo, box = come(), Mailbox(come(phone=True)).remember()
    step(jo, 1)
    say(
        "step 1: the draft says who is asked and by which way",
        jo.has("by email", "by telephone", "Publish and ask them"),
    )
    say("step 1: and who is on a break and gets nothing", jo.has("Taking a break, so nothing goes to them"))
    jo.press("Publish and ask them")
    meeting = jo.page.url.removeprefix(come.address)
    say(
        "published: the page of the meeting says so",
        bool(re.fullmatch(r"/meetings/\d+/", meeting)) and jo.has("The invitations are on their way"),
    )
    took = box.await_letter("Meeting invitation", "Rowan")
    say(f"step 2: the invitation lies in the mailbox within a minute (it took {took:.0f} s)", took < 60)
    letter = box.reader.text()
    say("the letter names the charity's telephone number", "01632 960 123" in letter)
    heading = box.reader.page.locator("h1").inner_text()
    say(
        "its subject says what to do and nothing of the group",
        "answer" in heading and "Advisory" not in heading,
        why=heading,
    )
    link = box.link("/rsvp/")
    rowan = come(phone=True).open(link)
    say("the link opens for nobody in particular, without a session", not sessions(rowan))
    say("it says whom it answers as, and what to do if that is not you", rowan.has("You are answering as", "Not you?"))
    say("opening it answers nothing", rowan.has("Can you come?"))
    rowan.press("Yes, online")
    say("step 3: one press answers, and the page says how it stands", rowan.has("You are coming online"))
    say("still without a session", not sessions(rowan))
    rowan.press("Yes, in the room")
    say("another press changes it", rowan.has("You are coming in the room"))
    say("a receipt of the answer comes at once", box.await_letter("We have your answer", "Rowan") < 60)
    box.await_letter("Meeting invitation", "Tamsin")
    tamsin = come(phone=True, javascript=False).open(box.link("/rsvp/")).press("Not sure yet")
    say("without JavaScript another person says not sure", tamsin.has("not sure"))
    jo.open(meeting)
    say("the coordinator sees both answers", has_row(jo, "Rowan Ellery", "room") and has_row(jo, "Tamsin", "ot sure"))
    return meeting


def sessions(walker):
    return [cookie for cookie in walker.context.cookies() if "session" in cookie["name"]]


def has_row(walker, *words):
    rows = walker.page.locator("main tr, main li")
    for each in words:
        rows = rows.filter(has_text=each)
    return rows.count() > 0


def rings_who_has_no_email(say, come, meeting):
    """Who has no email is on the calls list, and their answer counts the same"""
    jo = step(come(), 4)
    say("step 4: Sam and Winifred are on the calls list", jo.has("Sam Okoro", "Winifred"))
    sam = calls(jo, "Sam Okoro", "Advisory Group meeting").first
    say("with words to say", all(words in sam.text_content() for words in ("What to say", "Hello Sam")))
    sam.get_by_role("button", name=re.compile("spoke", re.I)).first.click()
    jo.page.wait_for_function("() => !document.querySelector('.htmx-request')")
    jo.open("/members/calls/")
    about = (
        jo.page.locator("li.call").filter(has_text="Sam Okoro").filter(has_text=re.compile("Advisory Group meeting"))
    )
    say("spoken to, he no longer waits about this meeting", about.count() == 0)
    jo.open(meeting)
    row = jo.page.locator("main tr, main li").filter(has_text="Sam Okoro").first
    row.get_by_role("link", name=re.compile("Note their answer")).click()
    jo.look().press("Yes, by phone")
    jo.open(meeting)
    say("his answer is noted, by Jo for Sam", has_row(jo, "Sam Okoro", "noted by Jo Marlowe"))
    say("Pat, who likes letters, has one to print", jo.open("/members/calls/").has("Pat"))
    with jo.page.expect_download() as file:
        jo.page.get_by_role("button", name="Print these as one file").first.click()
    with open(file.value.path(), "rb") as pdf:
        say("the day's letters are one PDF", pdf.read(5) == b"%PDF-")


def time_passes(say, come):
    """The reminders come at their time, in different words for yes, not sure and silence"""
    jo, box = come().sign_in("coordinator"), Mailbox(come()).remember()
    for words, name in (("To the first reminder", "first"), ("To the second reminder", "second")):
        guest = step(come(), 5)
        guest.press(words)
        guest.await_words("done. Look into the")
        lines = box.fresh()
        reminders = [line for _, line in lines if "eminder" in line]
        say(f"step 5, {name} reminder: {len(reminders)} reminders lie in the mailbox", len(reminders) >= 3)
        for person, said in (("Rowan", "you said you are coming"), ("Tamsin", "you were not sure"),
                             ("Bea", "we have not heard from you")):  # fmt: skip
            with say.step(f"{name} reminder to {person}: “{said}”"):
                address = next(to for to, line in lines if person in line and "eminder" in line)
                assert said in box.reader.open(address).text(), box.reader.text()[:300]
        say(
            f"{name} reminder: Winifred is to be rung",
            calls(jo.open("/members/calls/"), "Winifred", "Advisory Group meeting").count(),
        )
        box.remember()
    guest = step(come(), 5)
    guest.press("To the day after")
    guest.await_words("done. Look into the")
    say("the day after the meeting comes too, and the site says it is done", True)


def calls(jo, *words):
    """The lines of the calls list with these words."""
    found = jo.page.locator("li.call")
    for each in words:
        found = found.filter(has_text=each)
    return found


def why_somebody_did_not_get_it(say, come):
    """Two presses from any person a message page says why they did, or didn't, get it"""
    jo = step(come(), 9)
    say(
        "step 9: the page of the letter says they are on a break",
        jo.has("Did they get it?", "They are taking a break."),
    )
    jo.open("/").see("Messages that did not get through")
    say("Monday's page shows the failed and the uncertain one", jo.has("Leon Vasey", "Shirin"))
    jo.press("Leon Vasey")
    say("send again, and ring instead, are offered", jo.has("Send again", "Ring instead"))
    jo.open("/members/").press("Marcus Hale")
    jo.press("All their letters").press("Meeting invitation")
    say("from a person it is two presses to the reason", jo.has("The rule it followed"))
    jo.open("/members/going-out/")
    say("what will go out is shown for the next 14 days", jo.has("What will go out"))


def takes_a_break(say, come):
    """One press by the member, and nothing more goes out; one press ends it"""
    rowan = step(come(phone=True), 10)
    rowan.press("Take a break")
    say("step 10: one press, no reason", rowan.has(re.compile("You are on a break|your break", re.I)))
    rowan.open("/").press("I'm back")
    rowan.open("/")
    say("one press ends it", rowan.has("Take a break"))
    rowan.press("Please ring me")
    say(
        "please ring me: says when, and that it is not for emergencies",
        rowan.open("/").has("We will ring you", "not for emergencies"),
    )
