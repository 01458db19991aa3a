"""Writing to one body, handing over everything held about a member, and erasing him."""

import time
import zipfile

from tests.walks.people_set_up import FORGOTTEN
from tests.walks.postbox import text


def writes_to_the_group(say, mira, site):
    """She writes to the members of one body"""
    mira.open("/members/writing/new/")
    mira.page.get_by_label("Advisory Group (201 people)").check()
    mira.fill(purpose="News and thank-yous", subject="A leaflet is out")
    mira.fill(words="Hello {first name}.\nThe new leaflet is out.").press("See who gets it")
    say("who gets it, and how it looks for one of them", mira.has("201 people get this", "How it looks for"))
    say("as email, as text, as words or letter", mira.has("As an email", "As a text message", "or a letter by post"))
    mira.press("Send it to 201 people").await_words("201 of 201 done", seconds=180)
    say("all of it is sent, and the page says so", True)

    def got():
        return [whom for whom, message in site.postbox.letters if "The new leaflet is out." in text(message)]

    ends = time.monotonic() + 60
    while len(set(got())) < 201 and time.monotonic() < ends:
        time.sleep(2)
    say("201 people have one letter each", len(got()) == len(set(got())) == 201, why=f"{len(got())} letters")
    letter = site.postbox.await_letter("noor@example.org", "The new leaflet is out.")
    say("with the name filled in", "Hello Noor." in text(letter))
    say("and one press to have no more (RFC 8058)", "List-Unsubscribe-Post" in letter)


def osian(mira):
    mira.open(f"/members/?q={FORGOTTEN.split()[1]}").press(FORGOTTEN, exact=True)
    return mira.page.url.removeprefix(mira.address)


def hands_over_everything(say, mira):
    """She hands a member everything held about him"""
    him = osian(mira)
    mira.open(f"{him}notes/new/").fill(words="Osian told me that Noor Haddad drove him home.")
    mira.page.locator("[name=at_risk][value=no]").check()
    mira.press("Save this note")
    mira.open(f"{him}information/").press("Write down what they ask for")
    mira.page.locator("[name=kind][value=access]").check()
    mira.press("Write it down")
    say("what he asks for has its clock", mira.has("To be answered by"))
    mira.press("Gather everything").await_words("must be read before the copy is given")
    mira.press("Read them")
    say("a text that names somebody else is read first", mira.has("It names somebody else"))
    mira.press("Give all with the names of others covered")
    say("everything is read", mira.has("Everything has been read."))
    mira.press("Give them the copy").await_words("The copy is ready.")
    with mira.page.expect_download() as file:
        mira.page.get_by_role("button", name="Open it, to print it").click()
    with zipfile.ZipFile(file.value.path()) as copy:
        names, held = copy.namelist(), copy.read("what-we-hold.html").decode()
    say(
        "the copy is a page to read and a file for programs",
        any(name.endswith(".json") for name in names),
        why=str(names),
    )
    say("it holds what we hold", FORGOTTEN in held and "drove him home" in held and "The new leaflet" in held)
    say("and nobody else's name", "Noor" not in held)
    return him


def erases(say, mira, him, site):
    """She erases him, and every total stands"""

    def totals():
        mira.open("/members/")
        return mira.page.locator("main").inner_text().count("Osian"), people(mira), figures(mira)

    _, before, counted = totals()
    mira.open(f"{him}information/").press("See what would go")
    mira.await_words("It cannot be undone")
    say("what would go is shown first", mira.has("What would go", "Their name in the words of others"))
    mira.fill(name="Somebody Else").press("Erase them for good")
    say("another name in the box erases nobody", mira.has("Erase them for good"))
    mira.fill(name=FORGOTTEN).press("Erase them for good")
    mira.await_words("This page names nobody.")
    say("a receipt that names nobody", FORGOTTEN not in mira.text())
    for page in (
        "/members/?q=Penhallow",
        "/members/rights/",
        "/members/imports/",
        "/members/exports/",
        "/find/?q=Penhallow",
    ):
        status = mira.go(page)
        said = mira.text().replace("“Penhallow”", "")
        say(f"{page}: nothing of him", status == 200 and "Osian" not in said, why=str(status))
    _, after, still = totals()
    say("one fewer in the list of people", after == before - 1, why=f"{before} → {after}")
    say("every figure stands", still == counted, why=f"{counted} → {still}")
    dump = site.dump()
    found = [word for word in (FORGOTTEN, "Penhallow", "penhallow", "osian.") if word in dump]
    say("a full dump of the database holds none of his strings", len(dump) > 100_000 and not found, why=str(found))


def people(mira):
    import re

    found = re.search(r"(\d+) (?:people|person)", mira.text())
    return int(found.group(1)) if found else None


def figures(mira):
    mira.open("/dashboard/?period=all")
    return [tile.inner_text() for tile in mira.page.locator("#_tiles section.tile .fig").all()]
