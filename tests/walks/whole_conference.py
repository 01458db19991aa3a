"""The conference of 31 January 2024 as it stands in the story, and registering for the next one from a phone."""

import re
import time

from tests.walks import wall_clock
from tests.walks.mailbox import Mailbox

CAME, EXPERIENCED = 104, 73
PERSON = "Marigold Tetherby"


def the_last_one(say, come):
    """The conference of 31 January 2024 can be opened"""
    jo = come().sign_in("coordinator").open("/meetings/events/")
    jo.press(re.compile("Lived Experience Conference 2024"))
    say(
        f"{CAME} people came, {EXPERIENCED} of them with lived experience",
        lambda: re.search(rf"{CAME} people\s+came, {EXPERIENCED} of them with lived experience", jo.text()),
    )
    say("it says when and where it was", jo.has("31 January 2024", "Dorking Halls"))
    page = jo.page.url
    jo.press("The day itself: programme, door, tables, cards")
    say(
        "its programme, door, tables and sheets are there",
        jo.has("Programme", "At the door", "Group work at tables", f"{CAME} came"),
    )
    day = jo.page.url
    jo.open(f"{page}heads/")
    for part in ("programme/", "speakers/", "tables/", "evaluation/", "door/", "next/", "planning/"):
        say(f"{part} opens", jo.go(day.replace("day/", part)) == 200)
    guest = come(phone=True).open("/what-happened/conference-2024/")
    say(
        "anybody reads who was there and what came of it",
        guest.has(f"{CAME} people came", f"{EXPERIENCED} of them", "We did it"),
    )
    guest.open("/programme/conference-2024/")
    say("the programme says what may be hard to hear", guest.has("Nothing in my notes was my words"))
    say("its door list prints", jo.context.request.get(day.replace("day/", "door-list.pdf")).ok)


class Thumb:
    """Somebody with one thumb: each press and each letter takes its time, and is counted."""

    def __init__(self, somebody):
        self.page, self.presses, self.began = somebody.page, 0, time.monotonic()

    def press(self, target):
        time.sleep(0.8)  # to find it
        target.click()
        self.presses += 1
        self.page.wait_for_load_state()

    def write(self, box, words):
        self.press(box)
        box.press_sequentially(words, delay=180)

    @property
    def seconds(self):
        return time.monotonic() - self.began


def the_next_one(say, come):
    """Next year's can be registered for from a phone in under two minutes"""
    mailbox = Mailbox(come()).remember()
    guest = come(phone=True).open("/")
    thumb, main = Thumb(guest), guest.page.locator("main")
    link = lambda words: main.get_by_role("link", name=words).first  # noqa: E731
    button = lambda words: main.get_by_role("button", name=words).first  # noqa: E731
    card = guest.page.locator("#conference")
    say("the front page leads to the next conference", "Second Lived Experience Conference" in card.inner_text())
    thumb.press(card.get_by_role("link", name="Look and register"))
    guest.look()
    thumb.press(link("Register"))
    guest.look()
    thumb.press(button("Go on"))
    guest.look()
    say("what is missing is said in words", guest.has("Something needs another look"))
    thumb.write(main.locator("[name=name]"), PERSON)
    thumb.press(main.get_by_text("By email", exact=True))
    thumb.write(main.locator("[name=address]"), "marigold@tetherby.example")
    thumb.press(button("Go on"))
    guest.look()
    thumb.press(main.locator("[name=parts]").first)
    thumb.press(button("Go on"))
    guest.look()
    thumb.press(main.locator("[name=agreed]"))
    thumb.press(button("Register me"))
    guest.look()
    took = thumb.seconds
    say("without an account, in three short steps", guest.has("Thank you. We have it"))
    say(
        f"from a phone in {took:.0f} seconds and {thumb.presses} presses, a mistake among them, each letter typed",
        took < 120,
    )
    seconds = mailbox.await_letter(PERSON.split()[0].lower())
    say(
        f"{seconds:.0f} seconds later a letter says whether there is a place",
        lambda: re.search("place", mailbox.reader.page.locator("main").inner_text()),
    )
    own = come(phone=True).open(mailbox.link("/registration/"))
    say("its private link shows the place", own.has(re.compile("You have a place|You are on the waiting list")))
    return own.page.url


def odd_badges(say, come, own):
    """A name badge of 90 letters"""
    long = ("Marigold-" * 10)[:90]
    guest = come(phone=True).open(f"{own}change/")
    guest.page.locator("main details").filter(has_text="Photos and badge").locator("summary").first.click()
    box = guest.page.locator("main [name=badge_name]")
    box.evaluate("e => e.removeAttribute('maxlength')")
    box.fill(long)
    guest.press(re.compile("Save"))
    say("is refused in a sentence", guest.has("This is longer than a badge holds. At most 60 letters, please."))
    say("what was typed is still there", box.input_value() == long)
    box.fill(long[:60])
    guest.press(re.compile("Save"))
    say("60 letters are kept", guest.has("Saved. Thank you."))
    jo = come().sign_in("coordinator").open("/meetings/events/")
    jo.press(re.compile("Second Lived Experience Conference"))
    page = jo.page.url
    jo.open(f"{page}people/new/").fill(name=long, agreed=True, address="01632 960 177")
    jo.page.locator("main [name=way][value=phone]").check()
    jo.page.locator("main [name=came_by]").first.check() if jo.page.locator(
        "main [name=came_by][type=radio]"
    ).count() else None
    jo.press("Save, and the next one")
    say("somebody whose name has 90 letters is written down", jo.has(long[:20]))
    badges = jo.context.request.get(page.replace("/events/", "/gatherings/") + "badges.pdf")
    say("their badge prints with the others", badges.ok and badges.body().startswith(b"%PDF"), why=str(badges.status))


def overlapping(say, come):
    """Overlapping sessions"""
    jo = come().sign_in("coordinator").open("/meetings/events/")
    jo.press(re.compile("Second Lived Experience Conference"))
    jo.open(jo.page.url.replace("/events/", "/gatherings/") + "programme/")
    before = jo.page.locator("main li, main dt").count()
    jo.fill(title="A second talk at the same time", starts="10:10", ends="10:50", room="Grand Hall").press(
        "Put it into the programme"
    )
    say(
        "two parts in one room at one time are refused: the sentence says which and when",
        jo.has(re.compile("Grand Hall is taken then: “.+” is there from")),
    )
    say(
        "what was typed is still there",
        lambda: jo.page.locator("main [name=title]").input_value().startswith("A second talk"),
    )
    jo.fill(starts="18:00", ends="19:00").press("Put it into the programme")
    say("a part outside the day is refused in a sentence", jo.has("This part lies outside it."))
    jo.fill(starts="10:10", ends="10:50", room="Masonic Room").press("Put it into the programme")
    say(
        "in another room it stands in the programme",
        lambda: jo.page.locator("main li, main dt").count() > before or jo.has("It stands in the programme."),
    )
    assert wall_clock.today()
