"""What people gave in the first month: a register closed, a log of a minute, the trustee's figures, a piece of work."""

import csv
import io
import re
import time

from tests.walks.mailbox import Mailbox
from tests.walks.month_meeting import step
from tests.walks.walker import in_days
from tests.walks.whole_day import close_register


def figures(trustee, period="12m"):
    """The tiles as the page says them: MET number to figure."""
    trustee.open(f"/dashboard/?period={period}")
    tiles = trustee.page.locator("#_tiles section.tile")
    return {
        tiles.nth(n).get_attribute("id"): one_line(tiles.nth(n).locator(".fig").inner_text())
        for n in range(tiles.count())
    }


def one_line(words):
    return " ".join(words.split())


def counted(figure):
    return float(re.search(r"[\d.,]+", figure).group().replace(",", ""))


def figures_move_at_once(say, come):
    """Closing a register and one quick log move the trustee's figures at once"""
    tal, jo, ash = come().sign_in("trustee"), come(phone=True), come(phone=True)
    before = figures(tal)
    say("the dashboard shows the eight figures of a month", len(before) == 8, why=str(before))
    step(jo, 6)
    jo.page.get_by_role("button", name=re.compile("room", re.I)).first.click()
    jo.page.wait_for_function("() => !document.querySelector('.htmx-request')")
    say("step 6: a tap on a phone marks who came", jo.has("Came"))
    jo.fill(q="Win").page.locator("#found").get_by_text("Winifred").first.wait_for()
    jo.page.locator("#found li").filter(has_text="Winifred").get_by_role("button").first.click()
    jo.page.wait_for_load_state()
    say("who walked in is added in one step", jo.look().has("Winifred"))
    say(
        "the sheet to print has room for initials", "nitial" in jo.open(jo.page.url.partition("#")[0] + "print/").text()
    )
    close_register(step(jo, 6))
    say("the register is closed, and the meeting is in the log", jo.has("Register: closed"))
    after = figures(tal)
    moved = [name for name in after if after[name] != before[name]]
    say(f"the trustee's figures have moved at once ({', '.join(moved)})", len(moved) >= 2, why=f"{before} → {after}")

    step(ash, 7)
    began = time.monotonic()
    quick_log(ash)
    took = time.monotonic() - began
    say(f"step 7: five answers on a phone are logged in under a minute ({took:.0f} s)", took < 60)
    say("it thanks, and says what that moved", ash.has("Thank you. It is logged.", "and 3 others, not named"))
    third = figures(tal)
    moved = [name for name in third if third[name] != after[name]]
    say(f"the trustee's figures have moved again ({', '.join(moved)})", len(moved) >= 1, why=f"{after} → {third}")
    ash.press("Take it back")
    say("taken back, it counts nowhere", figures(tal) == after, why=f"{after} → {figures(tal)}")
    ash.press("Bring it back")
    say("brought back, it counts again", figures(tal) == third)
    ash.press("The same again")
    say("the same again has its words ready", ash.page.locator("[name=title]").input_value() == "Read the new letter")


def quick_log(ash):
    ash.page.locator("main [name=what]").select_option(index=2)
    ash.fill(title="Read the new letter", others="3", others_le="1", hours="1.5")
    for number, name in enumerate(("Rowan", "Bea"), start=1):
        ash.page.locator("[name=who]").press_sequentially(name, delay=30)
        ash.page.get_by_role("option", name=re.compile(name)).first.click()
        ash.page.wait_for_function("n => document.querySelectorAll('[name=people]').length === n", arg=number)
    ash.press("Save", exact=True)


def the_file_equals_the_page(say, come):
    """The CSV equals the page, nothing that is hidden can be read, and nobody is named"""
    tal = step(come(phone=True), 8)
    names = ("Rowan", "Ellery", "Okoro", "Winifred", "Bea Hollis")
    for period in ("quarter", "year", "12m", "all"):
        page = figures(tal, period)
        answer = tal.context.request.get(f"/dashboard/export.csv?period={period}")
        rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
        file = {row["Measure"]: one_line(row["Figure"]) for row in rows if row["What it means"]}
        say(f"{period}: each of {len(page)} figures stands the same in the CSV", page == file, why=f"{page} / {file}")
        tal.page.locator("#what-changed").get_by_text("only as long as whoever told it says yes").wait_for()
        told = tal.page.content() + answer.text()
        say(f"{period}: neither names anybody", not [name for name in names if name in told])
    tiles = tal.page.locator("#_tiles section.tile")
    say(
        "each tile has its definition",
        tiles.count() == tal.page.locator("#_tiles details", has_text="What this means").count(),
    )
    tal.open("/dashboard/?period=12m&team=peer-support")
    say("step 8: a team of too few is hidden, and says why", tal.has(re.compile("Why hidden")))
    say(
        "two filters at once get a sentence",
        tal.go("/dashboard/?team=peer-support&level=strategic") == 400 and tal.has("one"),
    )


def invited_to_a_piece_of_work(say, come):
    """An invitation to a piece of work is answered from its letter"""
    box, ash = Mailbox(come()).remember(), come().sign_in("staff")
    ash.open("/projects/").press("Let's Talk for carers")
    ash.open(ash.page.url + "ask/")
    ash.fill(
        title="Try out the second session", what="Sit in, and say afterwards what was clear.", place="Leatherhead office",
        when_words="One afternoon next month, two hours", support="Ash talks it through with you",
        offer="Travel paid, and lunch", answer_by=in_days(10),
    )  # fmt: skip
    ash.page.locator("main [name$=nature][value=expenses]").check()
    ash.page.locator("main [name$=duration]").fill("Two hours, with a break")
    ash.page.locator("main [name=who]").fill("Rowan")
    ash.page.get_by_role("option", name=re.compile("Rowan")).first.click()
    ash.page.wait_for_function("() => document.querySelectorAll('[name=people]').length === 1")
    ash.press("Look at it before it leaves")
    say("time, place, support and offer are said before it leaves", ash.has("Rowan Ellery", "Travel paid"))
    ash.press(re.compile("^(send|invite|ask)", re.I))
    took = box.await_letter("Rowan", "nvitation")
    say(f"the letter lies in the mailbox within a minute ({took:.0f} s)", took < 60)
    link = box.link("/invitations/")
    rowan = come(phone=True).open(link)
    say("the link says the offer before it asks", rowan.has("You are answering as", "Travel paid"))
    rowan.press("Yes")
    say("one press answers", rowan.has("You said yes"))
    ash.open("/")
    say("and staff see it at home", ash.has("Try out the second session"))
