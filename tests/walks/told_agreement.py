"""The Network's definition: its third draft with two objections, brought to agreement by twelve organisations."""

import re

from tests.walks import wall_clock
from tests.walks.mailbox import Mailbox

TEXT = "What we mean by co-production"


def third_draft(say, come, text):
    """The third draft, beside its plain English, with what is different"""
    jo = text.jo = come().sign_in("coordinator").open("/projects/agreements/")
    jo.press(TEXT)
    text.page = jo.page.url
    say("it stands at its third draft, each clause beside plain English", jo.has("Version 3", "In plain English"))
    jo.press("What is different from the version before")
    say("what is different is to be seen, by more than colour", jo.page.locator("main ins, main del").count() >= 2)
    jo.open(text.page)
    link = jo.page.locator("#decisions a").first
    text.question = link.get_attribute("href")
    jo.go(text.question)
    open_ones = jo.page.locator("#objections li").filter(has_text="Waits for an answer")
    say(
        "two objections wait, one of them from lived experience",
        lambda: sum("Lived experience" in each for each in open_ones.all_inner_texts()) == 1 and open_ones.count() == 2,
    )
    say(
        "people with lived experience stand as a line of their own", jo.has("No majority hides an objection of theirs.")
    )
    word = jo.context.request.get(f"{text.page}take-back.docx")
    say("text and form can be taken back to an organisation as a Word file", word.ok and word.body().startswith(b"PK"))
    jo.open(f"{text.question}outcome/")
    jo.page.locator("main [name=outcome]").first.check()
    jo.page.locator("main [name=lived_experience]").first.check()
    jo.fill(outcome_words="Agreed.").press("Write it down, and tell everybody")
    say("while an objection waits it cannot be called agreed", jo.has("An objection waits for an answer."))


def two_for_one(say, come, text):
    """Two people answering for one organisation"""
    yasmin, address = come(), "yasmin@riverbank.example"
    text.jo.open("/members/settings/access/invite/").fill(email=address, name="Yasmin Second", role="Partner")
    riverbank = text.jo.page.locator("main [name=organisation] option", has_text="Riverbank Voices")
    text.jo.page.locator("main [name=organisation]").select_option(riverbank.get_attribute("value"))
    text.jo.press("Invite them")
    say("a second person of an organisation is invited", text.jo.has("Yasmin Second"))
    mailbox = Mailbox(come()).remember()
    yasmin.open("/accounts/login/code/").fill(email=address).press("Send me a code")
    mailbox.await_letter(address)
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mailbox.reader.page.locator("main").inner_text()).group()
    yasmin.fill(code=code).press("Go on")
    kim = text.kim = come().sign_in("partner").open(text.question)
    kim.press(re.compile("Say where you stand|Change it"))
    text.position = kim.page.url
    text.old = come().sign_in("partner").open(text.position)  # a page that stays open until another version is there
    yasmin.open(text.position).page.locator("main [name=option][value=concern]").check()
    yasmin.fill(words="We would say it shorter, all of it.")
    kim.page.locator("main [name=option][value=no_objection]").check()
    kim.press("Save it")
    say("one of them says where Riverbank Voices stands", kim.has("Saved."))
    yasmin.press("Save it")
    say(
        "the second one reads that the first has answered already, and that one organisation has one voice",
        yasmin.has(
            re.compile("Kim Ferrers has answered for Riverbank Voices.* already. One organisation has one voice")
        ),
    )
    say("nothing typed is lost", lambda: kept(yasmin, "We would say it shorter, all of it."))


def kept(visitor, words):
    """Whether they still stand on the page, as words or in the box."""
    boxes = visitor.page.locator("main textarea, main input").evaluate_all("all => all.map(e => e.value)")
    return words in visitor.text() or words in boxes


def next_version(say, come, text):
    """The objections worked into a fourth version, and one more to the old one"""
    jo, mailbox = text.jo, Mailbox(come()).remember()
    jo.open(f"{text.page}version/")
    for box in jo.page.locator("main textarea[name^=words_]").all():
        if "always paid" in box.input_value():
            box.fill("Contributions are recognised, and expenses are paid as each organisation has said beforehand.")
        elif "equal partnership" in box.input_value():
            box.fill(
                "It is based on equal partnership and mutual respect, and nobody with lived experience sits alone at a table."
            )
    for box in jo.page.locator("main [name=works_in]").all():
        box.check()
    jo.fill(what_changed="Both objections are worked in.").press("Save this version")
    say("a fourth version stands there, and whoever has a voice is asked anew", jo.has("Version 4"))
    old = text.old
    old.page.locator("main [name=option][value=objection]").check()
    old.fill(words="We object to the word respect.").press("Save it")
    say(
        "an objection to an old version is refused in a sentence",
        old.has("Version 4 has taken its place."),
    )
    say(
        "nothing typed is lost",
        lambda: kept(old, "We object to the word respect."),
    )
    jo.open(text.question)
    for _ in range(4):
        waiting = jo.page.locator("#objections li").filter(has_text="Waits for an answer")
        if not waiting.count():
            break
        waiting.first.get_by_role("link", name="Answer it").click()
        jo.look()
        jo.page.locator("main [name=state][value=integrated]").check()
        jo.fill(answer="It is worked into the fourth version. Thank you.").press("Answer it")
    say(
        "both objections are worked in",
        lambda: jo.open(text.question).page.locator("#objections li").filter(has_text="Worked in").count() >= 2,
    )
    say(
        "those who have a voice are asked by letter",
        lambda: mailbox.await_letter("Where do you stand?", "Theo Larkin") < 60,
    )


def agreed(say, come, text):
    """Twelve organisations say where they stand, and it is agreed"""
    jo = text.jo.open(text.question)
    names = [row.split("\n")[0] for row in jo.page.locator("#voices li").all_inner_texts()]
    for number, name in enumerate(names):
        jo.open(text.question)
        row = jo.page.locator("#voices li").nth(number)
        row.get_by_role("link", name="They told me").click()
        jo.page.wait_for_load_state()
        jo.page.locator("main [name=option][value=no_objection]").check()
        jo.page.locator("main [name=came_by]").first.check()
        if jo.page.locator("main [name=moved_because]").count() and "Northfield" in name:
            jo.fill(moved_because="“Always” is gone.", may_be_named=True)
        jo.press("Save it")
    jo.open(text.question)
    voices = jo.page.locator("#voices li").all_inner_texts()
    say(
        f"{len(names)} voices, twelve organisations among them, said where they stand on version 4",
        len(names) >= 12 and not any("Silent" in v for v in voices),
    )
    if jo.page.get_by_role("button", name="Lay all answers open").count():
        jo.press("Lay all answers open")
    jo.open(f"{text.question}outcome/")
    jo.page.locator("main [name=outcome][value=agreed]").check()
    jo.page.locator("main [name=lived_experience]").first.check()
    jo.fill(outcome_words="We all mean the same by co-production now.", review_on=wall_clock.in_days(365))
    jo.press("Write it down, and tell everybody")
    say(
        "it is agreed, and comes back by itself in a year",
        jo.has("What was decided", "We all mean the same by co-production now.", "We look at it again"),
    )
    say("who moved, and why, stands there", jo.has("Who moved, and why", "“Always” is gone."))
    kim = text.kim.open(f"{text.page}ratify/")
    kim.page.locator("main [name=how]").first.check()
    if kim.page.locator("main select[name=organisation]").count():
        kim.page.locator("main select[name=organisation]").select_option(index=1)
    kim.fill(ratified_on=wall_clock.in_days(0), by_whom="The trustees").press("Write it down")
    say("an organisation writes down that it took it on", kim.has("Taken on by each organisation", "Riverbank Voices"))
    jo.open(f"{text.page}publish/").fill(note="Eleven organisations are still to write it down.").press("Publish it")
    guest = come(phone=True).open("/what-we-agreed/")
    guest.press(TEXT)
    say(
        "anybody reads it, beside its plain English, with no person's name",
        guest.has("In plain English", "Riverbank Voices") and "Kim" not in guest.text(),
    )
