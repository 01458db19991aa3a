"""After a month's meeting: what was to do, how it was, the group's next meeting, and what happened since."""

import re
from datetime import timedelta

from tests.journeys.test_coordinator import letter_to, link_in
from tests.walks import wall_clock
from tests.walks.whole_day import DONE, DROPPED


def actions(say, come, month):
    """What was to do: done, or dropped because"""
    rowan = come(phone=True).sign_in("member").open("/meetings/actions/")
    mine = rowan.page.locator("main li").filter(has_text=DONE)
    mine.get_by_role("button", name="It is done").click()
    rowan.page.wait_for_load_state()
    rowan.look()
    say("Rowan ticks off what was Rowan's to do", lambda: DONE not in rowan.open("/meetings/actions/").text())


def afterwards(say, come, month):
    """How it was: six questions without a name, and a call for whom it stays with"""
    to_the_day_after(month)
    letter = letter_to(come(), "Rowan", "Thank you")
    say("on the day after, whoever came is thanked", True)
    rowan = come(phone=True).open(link_in(letter, "/after/"))
    say("the link of the thank-you opens without signing in", rowan.has("Thank you for coming."))
    rowan.press("Please ring me")
    say("one press, and somebody rings by the next working day", rowan.has("We ring you."))
    form = rowan.page.locator("#pulse")
    names = list(dict.fromkeys(form.locator("[type=radio]").evaluate_all("all => all.map(e => e.name)")))
    say("six questions are asked, and every one may be left out", len(names) == 6)
    rowan.press("Put it in the box")
    say("a sheet on which nothing stands is refused in a sentence", rowan.has("You left everything out."))
    for name in names:
        rowan.page.locator(f"#pulse [name={name}]").first.check()
    rowan.press("Put it in the box")
    say("the answers are in the box without a name", rowan.has("Your answers are in the box, without your name."))


def to_the_day_after(month):
    """Plan and deliver what is due by half past ten tomorrow, by the command of the site's owner."""
    tomorrow = wall_clock.today() + timedelta(days=1)
    done = month.site.manage("send_due", "--now", f"{tomorrow.isoformat()}T10:30")
    assert done.returncode == 0, done.stderr[-600:]


def next_one(say, come, month):
    """The group's next meeting is published"""
    jo = month.jo.open("/meetings/?show=drafts")
    jo.press("Advisory Group meeting", exact=True)
    month.following = jo.page.url
    jo.press("Look it over and publish").press("Publish and ask them")
    say("the group is asked to its next meeting", jo.page.url == month.following)
    to_the_day_after(month)


def since(say, come, month):
    """What happened since: before the next meeting, for everybody"""
    rowan = come(phone=True).sign_in("member").open(f"{month.following}since/")
    say("it says what was decided", rowan.has("The third draft is sent out, with the number at the top."))
    say("what is still to do stands there with whose it is", rowan.has("Still to do", DROPPED))
    say("what was done since stands there", lambda: DONE in rowan.page.locator("#closed").inner_text())
    say(
        "the notes wait to be approved by the group",
        rowan.has("At this meeting the group is asked whether they are right."),
    )
    jo = month.jo.open(f"{month.following}agenda/plan/")
    say(
        "open actions and the notes are on the next agenda, unasked",
        jo.has("What we said we would do", "Are the notes of last time right?"),
    )
    jo.open("/meetings/month/")
    say(
        "one page shows where this month stands, each meeting with its steps",
        jo.has("Where this month stands", re.compile(r"\d+ of \d+ steps? done")),
    )
