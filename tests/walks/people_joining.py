"""From an enquiry to an active member whose needs are arranged and met at the next meeting."""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.walks.postbox import text

LONDON = ZoneInfo("Europe/London")


def takes_an_enquiry_through(say, mira, stranger, site):
    """One enquiry becomes an active member"""
    stranger.open("/join/").page.locator("[name=way][value=email]").check()
    stranger.fill(name="Noor Haddad", address="noor@example.org", helps="A slow pace")
    stranger.press("Send it to the involvement team")
    say("a kind answer stands on the page", stranger.has("Somebody writes to you by"))
    say("and comes in the channel asked for", bool(site.postbox.await_letter("noor@example.org")))
    mira.open("/")
    say("she stands on the coordinator's home", mira.has("Noor Haddad"))
    mira.open("/members/joining/")
    say("and on the pipeline: who waits on whom", mira.has("Waits for us", "Noor Haddad"))
    mira.press("Noor Haddad", exact=True).press("Offer a conversation").press("Open the notes").press("They said yes")
    mira.fill(interests="Courses", support="A quiet corner").press("Save the notes")
    say("the conversation is noted", mira.has("Courses"))
    mira.press("Begin the induction")
    say("the induction has its checklist", mira.has("0 of 10 gone through"))
    for box in mira.page.locator("main input[type=checkbox]").all():
        box.check()
    mira.press("Save the ticks")
    say("ticked through", mira.has("10 of 10 gone through", "both of us agree to the role agreement"))
    say("no button is there that only says no", "Welcome them as a member" not in mira.text())
    mira.press("They agreed by word of mouth")
    mira.fill(how="By word of mouth", witness_name="Her sister Lina").press("They agreed")
    say("agreed by word of mouth, before a witness", mira.has("before Her sister Lina"))
    mira.press("I agree for the charity").press("Welcome them as a member")
    say("she is a member with a seat", mira.has("They have their seat in the group now"))
    say("a welcome reaches her", len(site.postbox.to("noor@example.org")) >= 2)
    mira.open("/members/?q=haddad").press("Noor Haddad", exact=True)
    return mira.page.url.removeprefix(mira.address)


def records_her_needs(say, mira, noor):
    """Her access needs are recorded, with her consent"""
    mira.open(noor).press("What they need to take part")
    mira.page.locator("summary", has_text="What helps us talk").click()
    mira.page.get_by_label("A hearing loop").check()
    mira.press("Save what matters")
    say("the need stands there in words", mira.has("Hearing loop"))
    say("the consent behind it is on record", mira.open(f"{noor}consents/").has("Agreed"))
    say("her page flags it while the telephone rings", mira.open(noor).has("Hearing loop"))


def meets_her_needs(say, mira, phone, site):
    """The next meeting: she answers from her letter, her needs are arranged, confirmed and met"""
    starts = datetime.now(LONDON) + timedelta(minutes=4)
    late = starts.hour == 23 and starts.minute > 55  # a meeting ends on its own day
    starts = starts.replace(hour=0, minute=5) + timedelta(days=1) if late else starts
    mira.open("/").press("Plan your first meeting")
    mira.fill(
        title="Our first meeting", kind="Advisory Group meeting", body="Advisory Group", venue="The Beehive",
        day=starts.date().isoformat(), starts=f"{starts:%H:%M}", ends=f"{starts + timedelta(minutes=1):%H:%M}",
        room_offered=True,
    )  # fmt: skip
    mira.press("Save the draft and look it over")
    say("the preview says who is asked and how", mira.has("201 people by email"))
    mira.press("Publish and ask them")
    meeting = mira.page.url.removeprefix(mira.address)
    say("the meeting is published", bool(re.fullmatch(r"/meetings/\d+/", meeting)))
    letter = text(site.postbox.await_letter("noor@example.org", "/rsvp/"))
    phone.open(re.search(r"/rsvp/[\w-]+/", letter).group()).press("Yes, in the room")
    say("Noor answers from her letter in one press", phone.has("You are coming in the room"))
    asked = {whom for whom, message in site.postbox.letters if "/rsvp/" in text(message)}
    ends = time.monotonic() + 120
    while len(asked) < 201 and time.monotonic() < ends:
        time.sleep(2)
        asked = {whom for whom, message in site.postbox.letters if "/rsvp/" in text(message)}
    say("all 201 have their invitation", len(asked) == 201, why=str(len(asked)))
    mira.open("/").await_words("thing to arrange", seconds=90)
    say("what she needs waits on the coordinator's home", True)
    mira.open(f"{meeting}access/")
    say("the checklist names the need", mira.has("Hearing loop"))
    mira.press("Arranged").press("Confirmed with them")
    say("arranged and confirmed", mira.open(f"{meeting}access/").has("Confirmed"))
    sheet = mira.context.request.get(f"{meeting}access/sheet.pdf?for=chair")
    say(
        "the sheet for whoever runs it is a PDF",
        sheet.status == 200 and sheet.body().startswith(b"%PDF-"),
        why=str(sheet.status),
    )
    time.sleep(max(0, (starts.replace(second=0) - datetime.now(LONDON)).total_seconds()) + 62)
    mira.open(f"{meeting}access/").press("Met")
    say("when it is over she notes that the need was met", mira.open(f"{meeting}access/").has("1 of 1 met"))
    mira.open("/")
    say("every step of getting started is done, so the list is gone", "Getting started" not in mira.text())
    return meeting
