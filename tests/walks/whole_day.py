"""The day of a month's meeting and what comes after it: register, notes, actions, how it was, what happened since."""

import re
from datetime import timedelta

from tests.journeys.test_coordinator import letter_to
from tests.walks import wall_clock

CAME = {
    "Rowan Ellery": "Came to the room", "Sam Okoro": "Was on the phone", "Pat Moreau": "Came to the room",
    "Joel Adeyemi": "Was online", "Tamsin Wray": "Was online", "Bea Hollis": "Came to the room",
    "Gwen Pritchard": "", "Arthur Hollis": "Couldn't make it",
}  # fmt: skip
SAID = "The letter should say whom I can ring on a bad day."
DONE, DROPPED = "Write the second draft anew", "Ask the council for a bench"


def moved_to_today(say, come, month):
    """The meeting is moved to today: the clock on the wall comes to it by itself"""
    jo, meeting = month.jo, month.page
    starts = wall_clock.now().replace(second=0, microsecond=0) + timedelta(minutes=2)
    ends = month.ends = starts + timedelta(minutes=1)
    assert ends.date() == starts.date() == wall_clock.today(), "this walk needs a day that goes on for five minutes"
    jo.open(f"{meeting}move/").fill(day=starts.date().isoformat(), starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}")
    say("before it moves, a page says who will be told", jo.has("Who will be told"))
    jo.press("Move it and tell them")
    letter_to(come(), "Rowan", "moved")
    say("Rowan hears that it moved", True)
    member = come(phone=True).sign_in("member")
    say(
        "on the day the meeting stands first on Rowan's home", lambda: member.page.locator("#next-meeting").is_visible()
    )
    member.open(meeting)
    say(
        "the page of the day says where, how to get in, and who is there for anybody who needs a moment",
        member.has("Leatherhead office", "Lift, hearing loop", "Beth Carrow"),
    )
    caller = come(phone=True).sign_in("caller").open(meeting)
    say("Sam, who takes part by telephone, finds the number to ring", caller.has("01632 960 151"))


def register(say, come, month):
    """The register, kept on a phone"""
    jo = month.phone = come(phone=True).sign_in("coordinator").open(f"{month.page}register/")
    marked = 0
    for name, way in CAME.items():
        row = jo.page.locator("li[id^=person-]").filter(has_text=name)
        if way and row.count():
            row.get_by_role("button", name=way, exact=True).click()
            row.get_by_text(
                "Came" if way.startswith(("Came", "Was")) else "Couldn't make it", exact=True
            ).first.wait_for()
            marked += 1
    say(f"{marked} people are marked by one press each", marked >= 6)
    say("who asked for large print is seen here as somebody who needs it", jo.has("Large print"))
    jo.look()


def live_notes(say, come, month):
    """Notes, point by point, while people meet"""
    jo = month.phone.open(f"{month.page}notes/live/")
    say(
        "those marked stand there in two letters; only who agreed to it by name",
        lambda: "S.O." in jo.text() and "Sam Okoro" not in jo.text() and "Rowan Ellery" in jo.text(),
    )
    points = jo.page.locator("section[id^=point-]")
    say("each topic of the agenda is a point", points.count() >= 3)
    write(jo, points.nth(1), "Decision", text="The third draft is sent out, with the number at the top.")
    write(jo, points.nth(1), "To do", text=DONE, owner="Rowan Ellery", due_on=wall_clock.in_days(6))
    write(jo, points.nth(1), "To do", text=DROPPED, owner="Ash Renwick", due_on=wall_clock.in_days(20))
    write(jo, points.nth(1), "Somebody said", text=SAID, theme="letters", speaker="Rowan Ellery")
    say(
        "a decision, two things to do and what somebody said stand at their point",
        lambda: all(words in points.nth(1).inner_text() for words in ("Decided", DONE, DROPPED, SAID)),
    )


def write(jo, point, what, **facts):
    """One line at this point, in the form that opens there."""
    point.get_by_role("link", name=what, exact=True).click()
    jo.page.locator("main [name=text]").wait_for()
    jo.fill(**facts).press("Write it down")


def closing(say, come, month):
    """The register is closed, and the meeting is in the log"""
    wall_clock.wait_until(month.ends)
    jo = month.jo.open(f"{month.page}register/")
    jo.fill(others="2", others_le="3").press("Close the register")
    say(
        "more people with lived experience than people is refused in a sentence",
        jo.has("There cannot be more of them than people who came."),
    )
    close_register(jo.fill(others="2", others_le="1"))
    say("the register is closed and the meeting in the log", jo.has(re.compile("Register: closed")))


def close_register(jo):
    """Of whoever said yes and has no mark the page asks next."""
    jo.press("Close the register")
    if jo.has("Were they there?", seconds=1):
        jo.press("They couldn't make it")


def notes(say, come, month):
    """One page of notes: sent, corrected, agreed"""
    jo, meeting = month.jo, month.page
    jo.open(f"{meeting}notes/write/")
    words = jo.page.locator("main [name=words]").input_value()
    say("the page is made from what was written down", "third draft" in words and DONE in words)
    jo.press("Save the notes").press("Send them to be corrected")
    say("the notes went to everybody who was asked or came", jo.has("Sent"))
    letter_to(come(), "Rowan", "notes")
    rowan = come(phone=True).sign_in("member").open(f"{meeting}notes/")
    rowan.press("Say what is not right").fill(words="It was the second number, not the third.").press(
        "Tell the involvement team"
    )
    say("Rowan says what is not right, from a phone", rowan.has("Not looked at yet"))
    jo.open(f"{meeting}notes/")
    say("the notes cannot be agreed while a correction waits", not jo.has("They are agreed", seconds=1))
    jo.press("Look at it").fill(reply="Thank you, it is put right.")
    box = jo.page.locator("main [name=words]")
    box.fill(box.input_value() + "\n\nThe number is the second one.")
    jo.press("It is put right")
    jo.open(f"{meeting}notes/").press("They are agreed")
    say("corrected and agreed; both versions are kept", jo.has("Version 1", "Version 2"))
    rowan.open(f"{meeting}notes/")
    say("Rowan reads that it was put right", rowan.has("Put right", "The number is the second one."))
    answer = rowan.context.request.get(f"{meeting}notes/notes.pdf?large=1")
    say("the notes print, in large print too", answer.ok and answer.body().startswith(b"%PDF"))
