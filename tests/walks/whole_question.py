"""A question of the Advisory Group to the trustees, and its answer told to everybody who asked."""

import re

from tests.walks import wall_clock
from tests.walks.mailbox import Mailbox

ASKED = "Could the minutes of the Board be read aloud for those who cannot see well?"
ANSWER = "Yes. From January on there is a recording within a week of each meeting, and a number to ring for it."


def asks(say, come):
    """A member puts a question to the trustees"""
    rowan = come(phone=True).sign_in("member").open("/meetings/questions/new/")
    boxes = rowan.page.locator("main select").evaluate_all("all => all.map(e => e.name)")
    if "asker" in boxes:
        rowan.fill(asker="Advisory Group")
    rowan.page.locator("main [name=asked]").select_option(label=trustees_of(rowan))
    rowan.fill(words=ASKED, why="Two of us cannot read them.", answer_by=wall_clock.in_days(-3)).press(
        "Ask this question"
    )
    say(
        "a day that has passed is refused, and the question is still there",
        lambda: rowan.page.locator("main [name=words]").input_value() == ASKED,
    )
    rowan.fill(answer_by=wall_clock.in_days(21)).press("Ask this question")
    say(
        "the question stands in the group's name, with a day",
        rowan.has(ASKED, "Nobody is named yet who sees to the answer."),
    )
    return rowan.page.url


def trustees_of(visitor):
    """What the list calls the trustees."""
    choices = visitor.page.locator("main [name=asked] option").all_inner_texts()
    return next(choice for choice in choices if "rustee" in choice)


def answers(say, come, question):
    """A trustee answers it"""
    mailbox = Mailbox(come()).remember()
    tal = come().sign_in("trustee")
    say("it waits on the trustee's own first page", lambda: tal.look().has(ASKED))
    tal.open("/dashboard/questions/")
    say("the dashboard counts what waits", tal.has(re.compile(r"questions wait for an answer")))
    tal.open(question).press("I see to it")
    say("a trustee sees to it", tal.has("You see to the answer."))
    meetings = tal.page.get_by_role("button", name=re.compile("Put it on the agenda"))
    say("it can be put on the agenda of a meeting by one press", meetings.count() >= 1)
    if meetings.count():
        meetings.first.click()
        tal.page.wait_for_load_state()
        say("it stands on that agenda", tal.look().has("On the agenda of"))
    tal.press("Answer, and tell everybody who asked")
    say(
        "an empty answer is refused in words",
        tal.page.locator("[aria-invalid=true], .invalid-feedback, [role=alert]").count() >= 1,
    )
    tal.page.locator("main [name=words]").fill(ANSWER)
    tal.press("Answer, and tell everybody who asked")
    say("the answer stands there with how long it took", tal.has("The answer", ANSWER))
    mailbox.await_letter("Rowan", "nswer")
    say("Rowan, who asked, has the answer by letter", ANSWER in mailbox.reader.page.locator("main").inner_text())
    jo = come().sign_in("coordinator").open("/members/calls/")
    say(
        "Sam is rung about it, Pat gets it by post",
        lambda: (
            jo.page.locator("#calls li").filter(has_text="Sam Okoro").filter(has_text=ANSWER[:40]).count() >= 1
            and "Pat Moreau" in jo.page.locator("#letters").inner_text()
        ),
    )
    rowan = come(phone=True).sign_in("member").open(question)
    say(
        "whoever asked reads the answer, and how many have been told",
        rowan.has(ANSWER, re.compile("have been told|has been told|being told")),
    )
