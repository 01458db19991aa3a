"""docs/running.md followed word for word in a fresh clone: a real site by hand, a copy, a disaster, and back."""

import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.console import ROOT
from tests.walks.followed import Followed
from tests.walks.people_set_up import code_for, upload
from tests.walks.walker import company

HEADING = "On one machine, with neither Docker nor systemd"
ME, STAYS, GOES = "you@example.org", "Asta Brook", "Ivo Penhallow"
ROWS = (
    "First name,Surname,Email,Status,Member since,Group\n"
    "Asta,Brook,asta@example.org,active,03/04/2024,Advisory Group\n"
    "Ivo,Penhallow,ivo@example.org,active,03/04/2024,Advisory Group\n"
)


def walk(say, browser):
    with clone() as folder:
        followed = Followed((folder / "docs" / "running.md").read_text(), HEADING, folder)
        try:
            say.chapter(comes_up, followed)
            with company(browser, followed.address, say) as come:
                me = come()
                say.chapter(signs_in, me, followed)
                say.chapter(gets_started, me)
                say.chapter(makes_a_copy, followed)
                say.chapter(forgets_one, me, followed)
                before = say.chapter(loses_everything, followed, me)
                say.chapter(gets_it_back, followed)
                say.chapter(finds_it_as_it_was, me, followed, before)
        finally:
            followed.close()
            subprocess.run(
                [".venv/bin/python", "-m", "coproduction.embedded", "wipe", "--data-dir", "real/data"], cwd=folder
            )


@contextmanager
def clone():
    """What somebody has who has just fetched the project."""
    place = Path(tempfile.mkdtemp(prefix="same-table-clone-"))
    try:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(place / "same-table")], check=True)
        yield place / "same-table"
    finally:
        shutil.rmtree(place, ignore_errors=True)


def comes_up(say, followed):
    """Steps 1 to 6: from a fresh clone to a site that answers under its own certificate"""
    if not shutil.which("caddy"):
        say("1: the proxy installs", lambda: followed.do(1, "root") is not None)
    followed.do(1)
    say("1: the code is installed", (followed.folder / ".venv" / "site").is_file())
    followed.do(2)
    mode = (followed.folder / "real" / "variables").stat().st_mode & 0o777
    say("2: the variables are readable by their owner alone", mode == 0o600, why=oct(mode))
    followed.do(3)
    followed.start(4, "mail", "Letters are kept")
    followed.start(5, "proxy", "serving initial configuration")
    followed.start(5, "site", "Same Table is ready")
    say("3 to 5: certificate, letterbox, proxy and site are there", True)
    said = followed.do(6)
    say("6: the first coordinator is invited", "is a coordinator now" in said, why=said)


def letters(followed):
    return sorted((followed.folder / "real" / "letters").glob("*.txt"))


def code(followed, after):
    """From the newest letter with one."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        for letter in reversed(letters(followed)[after:]):
            if found := re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter.read_text()):
                return found.group()
        time.sleep(0.5)
    raise AssertionError("no letter with a code")


def by_code(me, followed):
    before = len(letters(followed))
    me.open("/accounts/login/code/").fill(email=ME).press("Send me a code")
    return me.fill(code=code(followed, before)).press("Go on")


def signs_in(say, me, followed):
    """The first coordinator signs in at the https address"""
    by_code(me, followed)
    say("a second step is asked for", me.has("One more step before you go on"))
    me.press("Set up an authenticator app")
    me.secret = me.page.locator(".big-code").inner_text()
    me.fill(code=code_for(me.secret)).press("Switch it on")
    me.spare = re.findall(r"\b\d{8}\b", me.text())
    me.press("I have them, go on").open("/")
    say("her home begins with “Getting started”", me.has("Getting started"))
    cookies = {cookie["name"]: cookie["secure"] for cookie in me.context.cookies()}
    bound = all(secure and name.startswith("__Host-") for name, secure in cookies.items())
    say("her cookies are secure and bound to this host", bound and "__Host-sessionid" in cookies, why=f"{cookies}")


def gets_started(say, me):
    """Getting started, to the first meeting"""
    me.open("/").press("Say who you are").fill(
        name="The Beehive", address="Park Rise, Leatherhead", emergency_words="Samaritans 116 123.",
        phone="01632 960 555", email="table@beehive.example",
    ).press("Save", exact=True)  # fmt: skip
    for step, facts in (
        ("Name your teams", {"name": "Community Connections"}),
        ("Name the bodies", {"name": "Advisory Group", "sort": "Advisory Group"}),
        ("Write down where you meet", {"name": "The Beehive", "address": "Park Rise", "access": "Step-free."}),
    ):
        me.open("/").press(step).press("Add one").fill(**facts).press("Save", exact=True)
    me.open("/").press("Choose your kinds of activity").press("Start with the usual sixteen")
    me.open("/").press("Invite a colleague").fill(email="ola@example.org", name="Ola Reed", role="Coordinator")
    me.press("Invite them")
    upload(me, "people.csv", ROWS.encode())
    me.page.get_by_label("Yes. Give them the place").check()
    me.press("Show what becomes of each row")
    me.await_words("2 rows can come in now.").press("Bring them in").await_words("2 new")
    me.press("All of them know").await_words("Noted for 2 people")
    say("two members are in", True)
    day = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=10)
    me.open("/").press("Plan your first meeting").fill(
        title="Our first meeting", kind="Advisory Group meeting", body="Advisory Group", venue="The Beehive",
        day=day.date().isoformat(), starts="14:00", ends="15:00", room_offered=True,
    )  # fmt: skip
    me.press("Save the draft and look it over").press("Publish and ask them")
    say("the first meeting is published", bool(re.search(r"/meetings/\d+/$", me.page.url)))
    say("nothing is left to get started with", "Getting started" not in me.open("/").text())


def makes_a_copy(say, followed):
    """Step 7: a sealed copy, its keys elsewhere"""
    said = followed.do(7)
    say("7: one file is there", ".age" in said, why=said)


def page_of(me, name):
    me.open(f"/members/?q={name.split()[1]}").press(name, exact=True)
    return me.page.url.removeprefix(me.address)


def forgets_one(say, me, followed):
    """Step 8: somebody asks to be forgotten after the copy was made"""
    me.open(f"{page_of(me, GOES)}information/").press("See what would go").await_words("It cannot be undone")
    me.fill(name=GOES).press("Erase them for good")
    me.await_words("This page names nobody.")
    followed.do(8)
    say("8: the list of erasures lies elsewhere and names nobody", "Penhallow" not in kept(followed))


def kept(followed):
    return (followed.folder / "away" / "erasures.jsonl").read_text()


def loses_everything(say, followed, me):
    """Step 9: the disaster"""
    meeting = me.open("/meetings/").page.locator("main a", has_text="Our first meeting").first.get_attribute("href")
    followed.interrupt("site", "proxy", "mail")
    followed.do(9)
    say("9: nothing is left of the site", not (followed.folder / "real").exists())
    return meeting


def gets_it_back(say, followed):
    """Step 10: and back, from what was kept away"""
    said = followed.do(10)
    say("10: put back, and one erased again", "Erased again: 1" in said, why=said)
    followed.start(4, "mail", "Letters are kept")
    followed.start(5, "proxy", "serving initial configuration")
    followed.start(5, "site", "Same Table is ready")
    say("the site is there again", True)


def finds_it_as_it_was(say, me, followed, meeting):
    """The rest is as it was, and the erased person is still gone"""
    me.open("/")
    say("everybody was signed out", "Sign in" in me.page.locator("header").inner_text())
    by_code(me, followed)
    time.sleep(31)  # an app's figures count once
    me.page.locator("main [name=code]").fill(code_for(me.secret))
    me.press("Go on")
    say("the authenticator app still fits", me.open("/").has("What needs you today"))
    say("the meeting stands as it was", me.open(meeting).has("Our first meeting"))
    say("whoever stayed is there", bool(page_of(me, STAYS)))
    for page in ("/members/?q=Penhallow", "/find/?q=Penhallow", "/members/rights/", "/members/imports/", meeting):
        me.go(page)
        said = me.text().replace("“Penhallow”", "")
        say(
            f"{re.sub('[0-9]+', 'N', page)}: nothing of whoever was erased",
            "Penhallow" not in said and "Ivo" not in said,
        )
    dump = followed.typed(
        "PGDATABASE=$(.venv/bin/python -m coproduction.embedded url --data-dir real/data | sed -n 's/^DATABASE_URL=//p') && "
        '"$(.venv/bin/python -c "from coproduction.embedded import find_home; import pathlib; '
        "print(find_home(pathlib.Path('real/data').resolve()).program('pg_dump'))\")\" -d \"$PGDATABASE\" > real/dump.sql && "
        "wc -c < real/dump.sql && grep -ci penhallow real/dump.sql || true"
    ).split()
    say(
        "a full dump of the database holds none of their strings",
        int(dump[0]) > 100_000 and dump[1] == "0",
        why=str(dump),
    )
