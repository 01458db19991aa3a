"""One sentence followed from the meeting where it was said to what is different and to each person told; and another one answered."""

import re

from tests.walks import wall_clock
from tests.walks.mailbox import Mailbox

SENTENCE = "I can learn in the evening, not at half past nine."
COULD_NOT = "Please ring everybody who waits, once a week."
OPEN = "Say on the poster that you can bring somebody along."
CHANGE = "The third line of the poster says: bring somebody along."


def followed(say, come):
    """A sentence said at a meeting, followed to the change and to each person told"""
    ash = come().sign_in("staff").open("/projects/")
    ash.press("Finished", exact=True).press("Let's Talk course", exact=True)
    project = ash.page.url
    ash.open(f"{project}said/").press(SENTENCE)
    said = ash.page.url
    meeting = ash.page.get_by_role("link", name="Advisory Group meeting").first
    say("it says at which meeting it was said", lambda: meeting.count() == 1 and ash.has("Where it came from"))
    say("who decided what, and when", ash.has("Our answer", "The Community Connections team decided it"))
    say(
        "what is different now, how we know, and since when",
        ash.has("What is different now", "at the library", "How we know"),
    )
    say(
        "a picture shows it, with words for who cannot see it",
        lambda: "board" in ash.page.locator("main").inner_text().lower(),
    )
    people = ash.page.locator("#people li")
    say(
        "each person who said it has been told, with the day",
        lambda: people.count() == 2 and all("Told" in row for row in people.all_inner_texts()),
    )
    say("everybody was told, so it is closed", ash.has("Everybody told"))
    where = meeting.get_attribute("href")
    ash.go(where)
    say("the meeting where it was said opens from there", ash.has("Advisory Group meeting"))
    jo = come().sign_in("coordinator").open(f"{where}notes/live/")
    say("the sentence stands in the notes of that meeting", jo.has(SENTENCE))
    back = jo.page.locator("#said-at").get_by_role("link", name=re.compile("See what became of it"))
    say(
        "and leads from there to what became of it",
        lambda: any(said.endswith(link.get_attribute("href")) for link in back.all()),
    )
    rowan = come(phone=True).sign_in("member").look()
    say("what became of it is on Rowan's home", rowan.page.locator("#said").count() == 1)
    rowan.open("/projects/what-i-said/")
    say("Rowan reads the sentence, the answer and the change on one page", rowan.has(SENTENCE, "This is different now"))
    say(
        "“We couldn’t, because” stands there with its reason and who decided",
        rowan.has(COULD_NOT, re.compile("We couldn.t, because"), "The Management Board decided it"),
    )
    letter = rowan.context.request.get("/projects/what-i-said/print/?large=1")
    say("all of it is one letter, in large print too", letter.ok and letter.body().startswith(b"%PDF"))
    guest = come(phone=True).open("/you-said/")
    say(
        "anybody reads it on “You said, we did”, without a name",
        guest.has(SENTENCE) and "Rowan" not in guest.text() and "Joel" not in guest.text(),
    )


def without_its_reason(say, come):
    """A response without its reason, a change without an answer"""
    ash = come().sign_in("staff").look()
    say(
        "what is over its promised day stands before everything else",
        lambda: OPEN[:40] in ash.page.locator("#loops").inner_text(),
    )
    ash.page.locator("#loops").get_by_role("link", name=re.compile(OPEN[:30])).click()
    said = ash.look().page.url
    ash.open(f"{said}change/").fill(what=CHANGE, changed_on=wall_clock.in_days(0)).press(
        "Write it down, and tell everybody who said it"
    )
    say(
        "a change without an answer is refused in a sentence",
        ash.has("Please answer it first. A change follows from an answer."),
    )
    say(
        "what was typed is still there",
        lambda: (
            CHANGE in ash.page.locator("main").inner_text()
            or ash.page.locator("main [name=what]").input_value() == CHANGE
        ),
    )
    status = ash.go("/projects/said/99999999/change/")
    say(
        "a change without a contribution is a page that says so, not an error",
        status == 404 and ash.page.locator("h1").count() == 1,
    )
    ash.open(f"{said}answer/")
    ash.page.locator("main [name=answer][value=not_yet]").check()
    ash.fill(decided_by="The Community Connections team", decided_on=wall_clock.in_days(0)).press(
        "Answer, and tell everybody who said it"
    )
    say("an answer without its reason is refused in a sentence", ash.has("Please say why, in a few plain words."))
    say(
        "who decided is still there",
        lambda: ash.page.locator("main [name=decided_by]").input_value() == "The Community Connections team",
    )
    ash.fill(reason="The printer has it already.", decided_on=wall_clock.in_days(2)).press(
        "Answer, and tell everybody who said it"
    )
    say("an answer decided on a day to come is refused", ash.has("That day has not come yet."))
    return said


def answered(say, come, said):
    """The open one answered, changed, and each person told by their own way"""
    mailbox = Mailbox(come()).remember()
    ash = come().sign_in("staff").open(f"{said}answer/")
    ash.page.locator("main [name=answer][value=accepted]").check()
    ash.fill(decided_by="The Community Connections team", decided_on=wall_clock.in_days(0)).press(
        "Answer, and tell everybody who said it"
    )
    say(
        "a yes waits for what is different", ash.page.get_by_role("link", name="Say what is different now").count() == 1
    )
    ash.press("Say what is different now")
    ash.fill(what=CHANGE, evidence="The new poster.", changed_on=wall_clock.in_days(0)).press(
        "Write it down, and tell everybody who said it"
    )
    say("what is different stands there", ash.has(CHANGE))
    mailbox.await_letter("Rowan")
    say("Rowan has a letter about it", mailbox.reader.has(re.compile(re.escape(OPEN[:30]))))
    ash.open(said).await_words("Everybody told", seconds=60)
    rows = ash.page.locator("#people li").all_inner_texts()
    say("each person has been told, and only that closes it", all("Told" in row for row in rows), why=str(rows))
    rowan = come(phone=True).sign_in("member").open("/projects/what-i-said/")
    say("Rowan reads what is different", rowan.has(CHANGE))
