"""Staff ask for two people for an interview panel: fairly matched, invited, prepared, thanked, paid or not as they chose."""

import re

from tests.walks import wall_clock
from tests.walks.mailbox import Mailbox

TITLE = "Interviews for a support worker in the evening team"
YES = ("Tamsin Wray", "Joel Adeyemi", "Ingrid Bellamy")
NEW = "would do it for the first time"


def asked_for(say, come, panel):
    """Staff ask for two people, and the page answers at once"""
    ash = panel.ash = come().sign_in("staff")
    ash.open("/projects/requests/new/").fill(title=TITLE, project="Let's Talk for carers", sort="An interview panel")
    ash.fill(
        purpose="People who will be helped choose who helps.", wanted_on=wall_clock.in_days(3), people="2", hours="6", rate="15",
        when_words="One day, 10am to 3pm", budget="300",
    )  # fmt: skip
    early(ash)
    ash.press("Send, and see the answer")
    say(
        "on short notice it waits for the coordinator, and says why",
        ash.has("Is it early enough?", "So the coordinator looks at it first, and tells you."),
    )
    say("it says what it may cost", ash.has("What may it cost?", re.compile("£180")))
    late = ash.page.url
    jo = panel.jo = come().sign_in("coordinator").open(late)
    jo.press("Not this time")
    say("“not this time” needs its reason", jo.page.locator("[role=alert]").count() >= 1)
    jo.fill(reason="Three days are too few to ask anybody fairly.").press("Not this time")
    say(
        "the reason stands there, and who asked reads it",
        lambda: ash.open(late).has("Three days are too few to ask anybody fairly."),
    )
    ash.open("/projects/requests/new/").fill(title=TITLE, project="Let's Talk for carers", sort="An interview panel")
    ash.fill(
        purpose="People who will be helped choose who helps.", wanted_on=wall_clock.in_days(45), people="2", hours="6", rate="15",
        when_words="One day, 10am to 3pm, with lunch", budget="300",
    )  # fmt: skip
    early(ash)
    ash.press("Send, and see the answer")
    say("asked early it is accepted at once", ash.has("Accepted."))
    ash.press("Make the draft")
    panel.work = ash.page.url.replace("edit/", "")


def early(ash):
    """How far along is it: the second answer, whatever sort of box it is."""
    box = ash.page.locator("main [name=stage]")
    box.select_option(index=2) if box.first.evaluate("e => e.tagName") == "SELECT" else box.nth(1).check()


def brief(say, come, panel):
    """The brief is written and read before anybody is asked"""
    ash, jo = panel.ash, panel.jo
    ash.open(panel.work)
    say(
        "what is missing is listed before anybody is asked",
        ash.has("Still missing, so that people know before they answer:"),
    )
    ash.open(f"{panel.work}edit/").fill(
        what="Three interviews in one day. You ask your own questions.", who_decides="The panel together", place="Leatherhead office",
        support="Ash sits beside you and rings you the day after", briefing="An hour together the week before",
        debrief="Tea afterwards", offer="£15 an hour or a voucher, travel and lunch", places="2", first_timers="1",
        answer_by=wall_clock.in_days(10), hear_by=wall_clock.in_days(60), starts_on=wall_clock.in_days(45), topics="recruitment",
    )  # fmt: skip
    ash.page.locator("main select[name=mode]").select_option(index=1)
    ash.press("Save")
    if ash.has("Say what we offer for it", seconds=1):
        ash.press("Say what we offer for it")
        ash.page.locator("main [name=nature][value=fee]").check()
        ash.fill(duration="Six hours, with lunch", amount="90", hours="6", on_day=wall_clock.in_days(45)).press(
            "Keep this offer"
        )
    ash.open(panel.work)
    say(
        "with everything there, the coordinator reads it first",
        ash.has("The coordinator reads it before anybody is asked."),
    )
    jo.open(panel.work).press("I have read it, it can go")
    ash.open(panel.work).press("Open it")
    say("opened, it still asks nobody by itself", ash.has("Nobody has been asked yet"))


def matched(say, come, panel):
    """Fairly matched, and asked each by their own way"""
    ash, mailbox = panel.ash, Mailbox(come()).remember()
    ash.open(f"{panel.work}match/")
    rows = ash.page.locator("main form li").all_inner_texts()
    say(
        "each name has its reasons, and how often they were asked, said yes and were chosen",
        len(rows) > 4 and all("In twelve months: asked" in row for row in rows),
    )
    say("nothing about health is looked at, and it says so", ash.has("Nothing about health is looked at"))
    say(
        "it can be turned round: who was asked least recently first",
        lambda: ash.go(f"{panel.work}match/?order=least") == 200,
    )
    ash.open(f"{panel.work}match/")
    able = ash.page.locator("main form li").filter(has=ash.page.locator("[type=checkbox]"))
    new = [row.split("\n")[0] for row in able.all_inner_texts() if NEW in row]
    panel.yes = list(dict.fromkeys((*YES, *new[:1])))
    asked = (*panel.yes, "Rowan Ellery", "Sam Okoro", "Pat Moreau")
    for row in able.all():
        row.locator("[type=checkbox]").set_checked(row.inner_text().split("\n")[0] in asked)
    ash.press("Look at it before it leaves")
    say("before it leaves: who gets it and how", ash.has("Who gets it, and how"))
    say("nobody sees another's name", ash.has("sees nobody else's name"))
    ash.press("Ask them all now")
    mailbox.await_letter("Rowan", "nvitation")
    panel.link = mailbox.link("/invitations/")
    say("Rowan has the invitation by email", True)
    calls = panel.jo.open("/members/calls/").text()
    say("Sam is rung, Pat gets a letter by post", "Sam Okoro" in calls and "Pat Moreau" in calls)
    rowan = panel.rowan = come(phone=True).open(panel.link)
    say(
        "before answering Rowan reads time, place, support and what is offered",
        rowan.has("10am to 3pm", "Leatherhead office", "Ash sits beside you", re.compile("£90|£15")),
    )
    rowan.press(re.compile("^Yes"))
    say("one press from a phone, without signing in", rowan.has(re.compile("You said yes|Thank you")))
    for name in panel.yes:
        ash.open(panel.work)
        row = ash.page.locator("li[id^=invitation-]").filter(has_text=name)
        if row.count():
            row.locator("summary").click()
            row.locator("button[value=yes]").click()
            ash.page.wait_for_load_state()
    ash.open(panel.work).look()
    say("what others said on the telephone is written down for them", ash.has("written down by Ash Renwick"))


def wished(say, come, panel):
    """Each says how they would like to be thanked: Rowan nothing, Ingrid a fee"""
    rowan = come(phone=True).sign_in("member").open("/projects/recognition/mine/")
    offer = rowan.page.locator("#offers li").filter(has_text=TITLE)
    say("what was offered stands on Rowan's own page", offer.count() == 1)
    offer.get_by_role("link", name=re.compile("Change it for this one")).click()
    rowan.look()
    rowan.page.locator("main [name=wish][value=nothing]").check()
    rowan.press("Save this for this one")
    say("Rowan prefers not to be paid for this one, without a reason", rowan.has("I prefer not to be paid"))
    say(
        "staff who asked do not see who is paid",
        lambda: "prefer not to be paid" not in panel.ash.open(panel.work).text(),
    )


def chosen(say, come, panel):
    """Who does it, said kindly to everybody"""
    ash, mailbox = panel.ash, Mailbox(come()).remember()
    ash.open(f"{panel.work}choose/")
    say(
        "more said yes than there are places, so lots and the first-timer's place appear",
        ash.has("Draw lots instead", "for the first time"),
    )
    rows = {row.split("\n")[0]: "First time" in row for row in ash.page.locator("main form li").all_inner_texts()}
    again, new = [name for name, first in rows.items() if not first], [name for name, first in rows.items() if first]
    if new:
        choose(ash, again[:2])
        say("the place kept for a first-timer is kept", ash.has(re.compile("Please choose at least 1 of them")))
    panel.other = next(name for name in (*new, "Ingrid Bellamy") if name != "Rowan Ellery")
    choose(ash, ["Rowan Ellery", panel.other])
    does_it = ash.open(panel.work).page.locator("li[id^=invitation-]").filter(has_text="Chosen").all_inner_texts()
    say(
        f"Rowan and {panel.other} do it",
        len(does_it) == 2 and all(any(n in row for row in does_it) for n in ("Rowan Ellery", panel.other)),
    )
    mailbox.await_letter("Rowan")
    say("Rowan hears it by letter", mailbox.reader.has(re.compile("place", re.I)))
    mailbox.await_letter(next(name for name in YES if name != panel.other).split()[0])
    say("who is not chosen hears it kindly", mailbox.reader.has(re.compile("Thank you|this time", re.I)))


def choose(ash, names):
    """Tick these, and say that they do it."""
    for row in ash.page.locator("main form li").all():
        row.locator("[type=checkbox]").set_checked(row.inner_text().split("\n")[0] in names)
    ash.press("These do it: tell everybody")
