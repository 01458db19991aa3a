"""After the choice: prepared, done, thanked; a fee claimed, agreed to by somebody else and paid, and nothing for who chose nothing."""

import re

from tests.walks import wall_clock
from tests.walks.mailbox import Mailbox
from tests.walks.small_files import picture, program
from tests.walks.told_panel import TITLE


def prepared(say, come, panel):
    """Ten things a panel needs"""
    ash = panel.ash.open(f"{panel.work}panel/")
    say("ten points, from money to what happens afterwards", ash.has("of ten are done"))
    for _ in range(10):
        if not ash.page.get_by_role("button", name=re.compile("This is done")).count():
            break
        ash.page.get_by_role("button", name=re.compile("This is done")).first.click()
        ash.page.wait_for_load_state()
    say("ticked one by one, with who saw to it", ash.look().has("10 of ten are done"))


def done_and_thanked(say, come, panel):
    """Done: logged, and what came of it told to each"""
    ash, mailbox = panel.ash, Mailbox(come()).remember()
    ash.open(f"{panel.work}done/").fill(
        done_on=wall_clock.in_days(3), hours="6", what_happened="You chose Sunny. She begins in May."
    )
    ash.press("Log it and tell them")
    say("a day to come is refused in a sentence", ash.page.locator("[role=alert]").count() >= 1)
    ash.fill(done_on=wall_clock.in_days(0), hours="-2").press("Log it and tell them")
    say("minus hours are refused in a sentence", ash.page.locator("[role=alert]").count() >= 1)
    say("what was typed is still there", lambda: "Sunny" in ash.page.locator("main [name=what_happened]").input_value())
    ash.fill(hours="6").press("Log it and tell them")
    say("it is logged, and says who has heard what came of it", ash.has("Who has heard what came of it"))
    mailbox.await_letter("Rowan")
    say("Rowan is thanked and hears what came of it", mailbox.reader.has("Sunny"))


def paid(say, come, panel):
    """Paid, or not, as they chose"""
    jo, dawn = panel.jo, come().sign_in("finance")
    rowan = come(phone=True).sign_in("member").open("/projects/recognition/mine/")
    mine = rowan.page.locator("#offers li").filter(has_text=TITLE)
    say(
        "nobody asks Rowan to claim what Rowan did not want",
        mine.get_by_role("link", name=re.compile("^Claim it")).count() == 0,
    )
    jo.open("/projects/recognition/find/").fill(who=panel.other.split()[0]).press("Find")
    jo.press(panel.other, exact=True)
    theirs = jo.page.url
    jo.page.locator("li").filter(has_text=TITLE).get_by_role(
        "link", name=re.compile("^Change it for this one")
    ).first.click()
    jo.look().page.locator("main [name=wish][value=fee]").check()
    if jo.page.locator("main [name=has_read]").count():
        jo.fill(has_read=True)
    jo.press("Save this for this one")
    say(f"{panel.other} rings and would like the fee", lambda: jo.open(theirs).has("A fee, please"))
    offer = jo.page.locator("li").filter(has_text=TITLE).first
    offer.get_by_role("link", name=re.compile("^Claim it")).click()
    jo.look().fill(on_day=wall_clock.in_days(0)).press("Send it")
    say(f"{panel.other} rings, and the fee is written down for them", jo.has("Written down", "£90"))
    claim = jo.page.url
    say(
        "whoever wrote it down does not agree to it", jo.has("You wrote this down. A second person has to agree to it.")
    )
    dawn.open(claim).press("Agree to it")
    say("somebody else agrees to it", dawn.has("Agreed"))
    dawn.open("/projects/claims/take-out/")
    dawn.page.locator("main [name=reason]").first.check()
    with dawn.page.expect_download() as file:
        dawn.page.locator("main form button[type=submit]").first.click()
    say("finance takes the agreed ones out as a file", file.value.suggested_filename.endswith((".xlsx", ".csv")))
    dawn.open(claim).fill(paid_on=wall_clock.in_days(0)).press("It is paid")
    say("it is paid, and says after how many days", dawn.has("Paid"))


def claims_that_cannot_be(say, come, panel):
    """A claim for a day to come, below nought, and a receipt that is a program"""
    rowan = come(phone=True).sign_in("member").open("/projects/claims/new/")
    kind = rowan.page.locator("main [name=kind] option", has_text="Bus").first
    kind = kind if kind.count() else rowan.page.locator("main [name=kind] optgroup[label='What it cost'] option").first
    rowan.page.locator("main [name=kind]").select_option(kind.get_attribute("value"))

    def bring(name, content):
        rowan.page.locator("main [name=receipt]").set_input_files(
            {"name": name, "mimeType": "image/png", "buffer": content}
        )
        rowan.press("Send it")

    rowan.fill(on_day=wall_clock.in_days(4), amount="4.20", what="To the library and back")
    bring("ticket.png", picture())
    say(
        "a claim for a day to come is refused in a sentence",
        rowan.has("That day has not come yet. Please claim when it is over."),
    )
    say("what was typed is still there", lambda: rowan.page.locator("main [name=amount]").input_value() == "4.20")
    rowan.fill(on_day=wall_clock.in_days(-1), amount="-4.20")
    bring("ticket.png", picture())
    say("an amount below nought is refused in a sentence", rowan.has("as a number above nought"))
    rowan.fill(amount="4.20")
    bring("ticket.png", program())
    say(
        "a receipt that is a program is refused in a sentence",
        rowan.page.locator("[role=alert]").count() >= 1,
        why=rowan.text()[:300],
    )
    say(
        "nothing typed is lost",
        lambda: rowan.page.locator("main [name=what]").input_value() == "To the library and back",
    )
    bring("ticket.png", picture())
    say("with a photo of the receipt it is sent", rowan.has("£4.20"))
    say(
        "a photo of a receipt is shown to who claimed",
        lambda: rowan.context.request.get(f"{rowan.page.url}receipt/").ok,
    )
    ash = come().sign_in("staff").open("/involvement/new/")
    ash.page.locator("main [name=what]").select_option(index=2)
    ash.fill(title="A walk round the garden", others="2", hours="-1.5").press("Save", exact=True)
    say("minus hours in the log are refused in a sentence", ash.page.locator("[aria-invalid=true]").count() >= 1)
    say(
        "its title is still there",
        lambda: ash.page.locator("main [name=title]").input_value() == "A walk round the garden",
    )
