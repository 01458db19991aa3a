"""Mira on an empty site: signs in with a second step, says who the charity is, and brings two hundred people in."""

import base64
import hmac
import re
import struct
import time

from tests.walks.postbox import text

MIRA = "mira@example.org"
FIRST = "Ana Ben Cal Dee Eli Fay Gus Hal Ivy Jon".split()
LAST = (
    "Archer Baker Cooper Dyer Ellis Fisher Grant Harper Ingram Jarvis "
    "Keller Lowe Mason Nolan Osborne Parker Quinn Rivers Shaw Turner"
).split()
FORGOTTEN = "Osian Penhallow"


def code_for(secret):
    """What an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def signs_in(say, mira, site):
    """The one command, and the first sign-in with a second step"""
    invited = site.manage("invite_coordinator", MIRA, "--name", "Mira Holt")
    say("invite_coordinator is the only command", invited.returncode == 0, why=invited.stdout + invited.stderr)
    letter = site.postbox.await_letter(MIRA)
    say("a letter tells her how to sign in", "sign in" in text(letter).lower(), why=text(letter)[:300])
    mira.open("/")
    say("the public front page names nobody", "Mira" not in mira.text())
    before = len(site.postbox.to(MIRA))
    mira.open("/accounts/login/code/").fill(email=MIRA).press("Send me a code")
    letter = text(site.postbox.await_letter(MIRA, after=before))
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter).group()
    mira.fill(code=code).press("Go on")
    say("a coordinator is asked for a second step before anything else", mira.has("One more step before you go on"))
    mira.press("Set up an authenticator app")
    secret = mira.page.locator(".big-code").inner_text()
    mira.fill(code=code_for(secret)).press("Switch it on")
    say("the second step is on, with codes to keep", mira.has("The second step is switched on"))
    mira.spare = re.findall(r"\b\d{8}\b", mira.text())
    mira.press("I have them, go on").open("/")
    say("her home begins with “Getting started”", mira.has("Getting started", "What needs you today"))


def sets_up(say, mira, site):
    """She sets the site up in its pages"""
    mira.open("/").press("Say who you are")
    mira.fill(
        name="Mole Valley Together", address="The Beehive, Leatherhead", emergency_words="Samaritans 116 123.",
        phone="01632 960 555", email="table@molevalley.example",
    ).press("Save", exact=True)  # fmt: skip
    say("who we are is saved", mira.has("Every page and every letter from now on says it like this."))
    say(
        "the foot of every page has the new telephone number",
        "01632 960 555" in mira.page.locator("footer").inner_text(),
    )
    for step, facts in (
        ("Name your teams", {"name": "Community Connections"}),
        ("Name the bodies", {"name": "Advisory Group", "sort": "Advisory Group"}),
        ("Write down where you meet", {"name": "The Beehive", "address": "Park Rise", "access": "Step-free."}),
    ):
        mira.open("/").press(step).press("Add one").fill(**facts).press("Save", exact=True)
        say(f"{step}: {facts['name']} is offered from now on", mira.has(f"{facts['name']} is offered from now on."))
    mira.open("/").press("Choose your kinds of activity").press("Start with the usual sixteen")
    mira.open("/").press("Invite a colleague")
    mira.fill(email="ola@example.org", name="Ola Reed", role="Coordinator").press("Invite them")
    say("a second coordinator is invited", mira.has("Ola Reed"))
    say("and gets a letter", bool(site.postbox.await_letter("ola@example.org")))
    mira.open("/members/settings/access/")
    say("who has access stands on one page", mira.has("Mira Holt", "Ola Reed"))
    links = mira.open("/members/settings/").page.locator("main a[href^='/']").all()
    pages = [link.get_attribute("href") for link in links]
    say("settings has a page for each thing an owner names", len(pages) >= 10, why=str(pages))
    wrong = [page for page in pages if mira.go(page) != 200]
    say("each page of the settings opens", not wrong, why=str(wrong))


def spreadsheet():
    """Two hundred people as a charity keeps them: a title, two columns for the name, days in several habits."""
    names = [*[f"{first} {last}" for first in FIRST for last in LAST][1:], FORGOTTEN]
    days = ("03/04/2024", "3 Apr 2024", "3/4/24")
    rows = [
        f"{name.split()[0]},{name.split()[1]},{name.lower().replace(' ', '.')}@example.org,active,{days[n % 3]},Advisory Group"
        for n, name in enumerate(names)
    ]
    head = ["Members of the group,,,,,", "First name,Surname,Email,Status,Member since,Group"]
    return "\n".join([*head, *rows, "Total,,200,,,"]).encode("cp1252")


def upload(walker, name, content, kind="text/csv"):
    """Choose that file at Imports and look at it."""
    walker.open("/members/imports/")
    walker.page.locator("[name=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    return walker.press("Look at this spreadsheet")


def brings_two_hundred_people(say, mira):
    """She brings a spreadsheet of two hundred people in"""
    mira.open("/").press("Add your members").press("Imports")
    upload(mira, "people.csv", spreadsheet())
    mira.page.get_by_label("Yes. Give them the place").check()
    mira.press("Show what becomes of each row")
    mira.await_words("200 rows can come in now.")
    say("the dry run shows the fate of each of 200 rows", True)
    mira.press("Bring them in").await_words("200 new, 0 with something added.")
    say("they are in", True)
    mira.press("All of them know").await_words("Noted for 200 people")
    upload(mira, "people.csv", spreadsheet())
    mira.page.get_by_label("Yes. Give them the place").check()
    mira.press("Show what becomes of each row")
    mira.await_words("No row is new")
    say("the same file a second time changes nothing", mira.has("everybody here is known already"))
    mira.press("Throw it away")
    mira.open("/members/?q=archer")
    say("they are found by name", mira.has("Ben Archer"))
