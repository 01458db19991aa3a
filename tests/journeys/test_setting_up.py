"""Mira alone on an empty site: from the first code to a member whose needs were met, and one who asked to be forgotten.

The site is the test database, served; `work()` is what the worker and the clock do on a running one.
"""

import re
import zipfile
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Error

from meetings.models import Meeting, Rsvp
from members import charity
from members.models import Letter, Person
from members.post import clock, jobs
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = ("Ana", "Ben", "Cal", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jon")
LAST = ("Archer", "Baker", "Cooper", "Dyer", "Ellis", "Fisher", "Grant", "Harper", "Ingram", "Jarvis", "Keller", "Lowe",
        "Mason", "Nolan", "Osborne", "Parker", "Quinn", "Rivers", "Shaw", "Turner")  # fmt: skip
FORGOTTEN = "Osian Penhallow"


class Newcomer(Visitor):
    """Sees many pages more than once; axe-core reads each the first time."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.read = set()

    def _ask_axe(self):
        page = re.sub(r"\d+", "", self.page.url.partition("?")[0])
        if page not in self.read:
            self.read.add(page)
            super()._ask_axe()


@pytest.fixture
def browser(chromium, live_server, settings, tmp_path):
    """`browser()`: somebody at a browser of their own, on a site that has nobody and nothing yet."""
    settings.DEMO = False
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"
    charity.kept.put(charity.usual(), seconds=600)
    contexts = []

    def come(*, phone=False):
        width, height = (360, 740) if phone else (1280, 900)
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, locale="en-GB",
            timezone_id="Europe/London", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Newcomer(context, live_server.url, javascript=True)

    yield come
    for context in contexts:
        context.close()


def work():
    while jobs.work_one(now=timezone.now()):
        pass
    clock.tick(now=timezone.now())


def again(visitor):
    """The page as it is now; where it goes on by itself at that very moment, the page to which it goes."""
    try:
        visitor.page.reload()
    except Error as aborted:
        if "ERR_ABORTED" not in str(aborted):
            raise
        visitor.page.wait_for_load_state()


def fill(visitor, **facts):
    for name, value in facts.items():
        box = visitor.page.locator(f"main [name={name}]").first
        box.select_option(label=value) if box.evaluate("e => e.tagName") == "SELECT" else box.fill(value)
    return visitor


def spreadsheet():
    """Two hundred people in one file."""
    names = [*[f"{first} {last}" for first in FIRST for last in LAST][1:], FORGOTTEN]
    rows = [f"{name},{name.lower().replace(' ', '.')}@example.org,active,03/04/2024,Advisory Group" for name in names]
    return "\n".join(["Name,Email,Status,Member since,Group", *rows]).encode()


def test_mira_sets_up_an_empty_site_and_runs_it_without_a_command_line(browser):
    call_command("invite_coordinator", "mira@example.org", "--name", "Mira Holt")  # the only one there is
    mira = browser()
    signs_in(mira)
    sets_up(mira)
    brings_two_hundred_people(mira)
    noor = takes_an_enquiry_through(mira, browser(phone=True))
    meeting = plans_a_meeting(mira)
    noor_answers(browser(phone=True), noor)
    arranges_what_noor_needs(mira, meeting)
    writes_to_the_group(mira)
    osian = Person.objects.get(name=FORGOTTEN)
    hands_over_everything(mira, osian)
    erases(mira, osian)


def signs_in(mira):
    mira.open("/accounts/login/code/")
    fill(mira, email="mira@example.org").press("Send me a code")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.outbox[-1].body).group()
    fill(mira, code=code).press("Go on").see("One more step before you go on")
    mira.press("Set up an authenticator app")
    secret = mira.page.locator(".big-code").inner_text()
    fill(mira, code=format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
    mira.press("Switch it on").see("The second step is switched on")
    mira.spare = re.findall(r"\b\d{8}\b", mira.text())
    mira.press("I have them, go on")


def still_me(mira):
    """A page that is guarded well may ask once more."""
    if "/reauthenticate/" in mira.page.url:
        fill(mira, code=mira.spare.pop()).press("Go on")
    return mira


def sets_up(mira):
    mira.open("/").see("Getting started").press("Say who you are")
    mira.see("Some of it is not written down yet")
    fill(mira, name="Mole Valley Together", address="The Beehive, Leatherhead", emergency_words="Samaritans 116 123.")
    fill(mira, phone="01632 960 555", email="table@molevalley.example")
    mira.press("Save", exact=True).see("Saved. Every page and every letter from now on says it like this.")
    for step, facts in [
        ("Name your teams", {"name": "Community Connections"}),
        ("Name the bodies", {"name": "Advisory Group", "sort": "Advisory Group"}),
        ("Write down where you meet", {"name": "The Beehive", "address": "Park Rise", "access": "Step-free."}),
    ]:
        mira.open("/").press(step).press("Add one")
        fill(mira, **facts).press("Save", exact=True).see(f"{facts['name']} is offered from now on.")
    mira.open("/").press("Choose your kinds of activity").press("Start with the usual sixteen")
    mira.open("/").press("Invite a colleague")
    fill(mira, email="ola@example.org", name="Ola Reed", role="Coordinator").press("Invite them").see("Ola Reed")


def brings_two_hundred_people(mira):
    mira.open("/").press("Add your members").press("Imports")
    mira.page.locator("[name=file]").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": spreadsheet()}
    )
    mira.press("Look at this spreadsheet")
    mira.page.get_by_label("Yes. Give them the place").check()
    mira.press("Show what becomes of each row")
    work()
    again(mira)
    mira.look().see("200 rows can come in now.").press("Bring them in")
    work()
    again(mira)
    mira.look().see("200 new, 0 with something added.")
    mira.see("200 people of this spreadsheet may not have heard of us").press("All of them know")


def takes_an_enquiry_through(mira, stranger):
    stranger.open("/join/").page.locator("[name=way][value=email]").check()
    fill(stranger, name="Noor Haddad", address="noor@example.org", helps="A slow pace")
    stranger.press("Send it to the involvement team").see("Somebody writes to you by")
    mira.open("/").press("Who is on the way in").see("Waits for us").press("Noor Haddad", exact=True)
    mira.press("Offer a conversation").press("Open the notes").press("They said yes")
    fill(mira, interests="Courses", support="A quiet corner").press("Save the notes").see("Courses")
    mira.press("Begin the induction").see("0 of 10 gone through")
    for box in mira.page.locator("main input[type=checkbox]").all():
        box.check()
    mira.press("Save the ticks").see("10 of 10 gone through").see("both of us agree to the role agreement")
    assert "Welcome them as a member" not in mira.text(), "no button that only says no"
    mira.press("They agreed by word of mouth")
    fill(mira, how="By word of mouth", witness_name="Her sister Lina").press("They agreed").see(
        "before Her sister Lina"
    )
    mira.press("I agree for the charity").press("Welcome them as a member").see("They have their seat in the group now")
    noor = Person.objects.get(name="Noor Haddad")
    mira.open(f"/members/{noor.pk}/").press("What they need to take part")
    mira.page.locator("summary", has_text="What helps us talk").click()
    mira.page.get_by_label("A hearing loop").check()
    mira.press("Save what matters").see("Hearing loop")
    mira.open(f"/members/{noor.pk}/consents/").see("Agreed")
    return noor


def plans_a_meeting(mira):
    mira.open("/").press("Plan your first meeting")
    day = (timezone.localdate() + timedelta(days=28)).isoformat()
    fill(mira, title="Our first meeting", kind="Advisory Group meeting", body="Advisory Group", venue="The Beehive")
    fill(mira, day=day, starts="14:00", ends="15:00").page.locator("[name=room_offered]").check()
    mira.press("Save the draft and look it over").see("201 people by email").press("Publish and ask them")
    mira.see("The invitations are on their way")
    mira.open("/")
    assert "Getting started" not in mira.text(), "every step is done, so the list is gone"
    work()
    assert Letter.objects.filter(kind="meeting_invitation", state="sent").count() == 201
    return Meeting.objects.get()


def noor_answers(phone, noor):
    letter = Letter.objects.get(kind="meeting_invitation", person=noor)
    phone.open(re.search(r"/rsvp/\S+/", letter.text).group()).press("Yes, in the room").see(
        "You are coming in the room"
    )
    work()


def arranges_what_noor_needs(mira, meeting):
    mira.open("/").see("1 thing to arrange").press("Our first meeting").see("Hearing loop", "1 thing still to arrange")
    mira.press("Arranged").press("Confirmed with them")
    yesterday = timezone.now() - timedelta(days=1)  # a month goes by
    Meeting.objects.update(starts_at=yesterday, ends_at=yesterday + timedelta(hours=1))
    page = f"/meetings/{meeting.pk}/access/"
    mira.open(page).see("0 of 1 met").press("Met")
    mira.open(page).see("1 of 1 met")


def writes_to_the_group(mira):
    mira.open("/members/writing/new/")
    mira.page.get_by_label("Advisory Group (201 people)").check()
    fill(mira, purpose="News and thank-yous", subject="A leaflet is out")
    fill(mira, words="Hello {first name}.\nThe new leaflet is out.").press("See who gets it").see("201 people get this")
    mira.press("Send it to 201 people")
    work()
    again(mira)
    mira.look().see("201 of 201 done")


def hands_over_everything(mira, osian):
    mira.open(f"/members/{osian.pk}/notes/new/")
    fill(mira, words="Osian told me that Noor Haddad drove him home.").page.locator("[name=at_risk][value=no]").check()
    mira.press("Save this note")
    mira.open(f"/members/{osian.pk}/information/").press("Write down what they ask for")
    mira.page.locator("[name=kind][value=access]").check()
    mira.press("Write it down").see("To be answered by").press("Gather everything")
    work()
    again(mira)
    mira.look().see("1 text must be read before the copy is given.").press("Read them")
    still_me(mira).see("It names somebody else").press("Give all with the names of others covered")
    mira.see("Everything has been read.").press("Give them the copy")
    work()
    again(mira)
    mira.look().see("The copy is ready.")
    with mira.page.expect_download() as file:
        mira.page.get_by_role("button", name="Open it, to print it").click()
    with zipfile.ZipFile(file.value.path()) as copy:
        held = copy.read("what-we-hold.html").decode()
    assert "drove him home" in held
    assert FORGOTTEN in held
    assert "Noor" not in held


def erases(mira, osian):
    people, asked = Person.objects.count(), Rsvp.objects.count()
    mira.open(f"/members/{osian.pk}/information/").press("See what would go")
    mira.see("See how far it is now")
    work()
    again(mira)
    still_me(mira).look().see("It cannot be undone")
    fill(mira, name=FORGOTTEN).press("Erase them for good").see("See how far it is now")
    work()
    again(mira)
    mira.look().see(re.compile("receipt", re.I))
    assert (Person.objects.count(), Rsvp.objects.count()) == (people, asked), "every total stands"
    for page in ("/members/?q=Penhallow", "/members/rights/", "/members/imports/", "/members/exports/"):
        assert "Penhallow" not in mira.open(page).text(), page
