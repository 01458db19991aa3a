"""Accept, decline, tentative from a calendar program: an answer like any other, and a forged one is none."""

from datetime import timedelta

import pytest

from meetings import calendars
from meetings.actions import rsvps
from meetings.models import CalendarReply
from members.models import Letter
from members.permissions import by_link
from members.post import clock, delivery, jobs
from tests.drills.harness import Sink
from tests.meetings.conftest import NOW
from tests.members.imap_server import Mailbox
from tests.parsers import by_ical_js, by_vobject

pytestmark = pytest.mark.django_db
ADDRESS = "answers@sametable.example"
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def replies(settings):
    settings.CALENDAR_REPLIES = ADDRESS


@pytest.fixture
def rsvp(cast, plan):
    cast.rowan.wants_calendar_file = True
    cast.rowan.save()
    return plan(people=[cast.rowan], publish=True).rsvps.select_related("meeting", "person").get()


def organiser(rsvp):
    return f"answers+{rsvp.pk}.{calendars.reply_word(rsvp)}@sametable.example"


def reply(
    rsvp, partstat="ACCEPTED", *, to=None, uid=None, who="rowan@example.org", stamp=LATER, sequence=0, method="REPLY"
):
    """As Outlook and Google write it: a text part, and the calendar part."""
    return f"""From: Rowan <{who}>
To: {to or organiser(rsvp)}
Subject: Accepted: Meeting
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="edge"

--edge
Content-Type: text/plain; charset=utf-8

Rowan has accepted.

--edge
Content-Type: text/calendar; charset=utf-8; method={method}

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//Else//EN
METHOD:{method}
BEGIN:VEVENT
UID:{uid or rsvp.meeting.uid}
SEQUENCE:{sequence}
DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}
DTSTART:20261208T140000Z
ORGANIZER:mailto:{to or organiser(rsvp)}
ATTENDEE;PARTSTAT={partstat};CN=Rowan:mailto:{who}
END:VEVENT
END:VCALENDAR

--edge--
"""


def arrive(settings, *mails, now=LATER):
    """Everything that lies in the mailbox is read; how many messages are left there."""
    with Mailbox() as box:
        settings.BOUNCE_URL = box.url
        for mail in mails:
            box.put(mail)
        clock.plan(now=now)
        while jobs.work_one(now=now):
            pass
        return len(box.mail)


def stands(rsvp):
    rsvp.refresh_from_db()
    return rsvp.answer, rsvp.mode


@pytest.mark.parametrize(
    ("partstat", "answer"), [("ACCEPTED", ("yes", "room")), ("DECLINED", ("no", "")), ("TENTATIVE", ("maybe", ""))]
)
def test_a_reply_becomes_an_answer_like_any_other(rsvp, settings, partstat, answer):
    assert arrive(settings, reply(rsvp, partstat)) == 0
    assert stands(rsvp) == answer
    assert rsvp.via == "link"
    assert Letter.objects.filter(kind="meeting_receipt", person=rsvp.person).exists()


@pytest.mark.parametrize(
    "lie",
    [
        {"to": "answers+1.00000000000000000000@sametable.example"},
        {"to": ADDRESS},
        {"uid": "another@sametable.example"},
        {"who": "stranger@example.net"},
        {"partstat": "NEEDS-ACTION"},
        {"method": "REQUEST"},
        {"stamp": LATER + timedelta(days=2)},
        {"stamp": NOW, "sequence": -1},
    ],
)
def test_a_forged_reply_changes_nothing_and_the_log_names_nobody(rsvp, settings, caplog, lie):
    arrive(settings, reply(rsvp, **lie))
    assert stands(rsvp) == ("", "")
    assert not CalendarReply.objects.exists()
    assert "example.org" not in caplog.text


def test_somebody_elses_address_does_not_answer_for_me(rsvp, cast, plan, settings):
    other = plan(people=[cast.pat], publish=True).rsvps.select_related("meeting").get()
    arrive(settings, reply(rsvp, to=organiser(other)))
    assert stands(rsvp) == ("", "")
    assert stands(other) == ("", "")


def test_the_same_reply_again_and_an_older_one_change_nothing(rsvp, settings):
    arrive(settings, reply(rsvp, "DECLINED", stamp=LATER), now=LATER)
    arrive(settings, reply(rsvp, stamp=LATER), reply(rsvp, stamp=NOW), now=LATER + timedelta(hours=1))
    assert stands(rsvp) == ("no", "")


def test_an_answer_given_on_the_page_since_then_is_not_undone_by_a_reply_played_again(rsvp, settings):
    arrive(settings, reply(rsvp, stamp=LATER), now=LATER)
    CalendarReply.objects.all().delete()  # even if nobody remembered it
    rsvps.answer(rsvp=rsvp, answer="no", actor=by_link(rsvp.person), now=LATER + timedelta(minutes=9))
    arrive(settings, reply(rsvp, stamp=LATER), now=LATER + timedelta(hours=1))
    assert stands(rsvp) == ("no", "")


def test_a_reply_to_an_older_invitation_is_left_alone(rsvp, settings):
    rsvp.meeting.sequence = 2
    rsvp.meeting.save()
    arrive(settings, reply(rsvp, sequence=1))
    assert stands(rsvp) == ("", "")
    arrive(settings, reply(rsvp, sequence=2), now=LATER + timedelta(hours=1))
    assert stands(rsvp) == ("yes", "room")


def test_nothing_is_read_unless_an_address_is_named(rsvp, settings):
    settings.CALENDAR_REPLIES = ""
    arrive(settings, reply(rsvp))
    assert stands(rsvp) == ("", "")


def test_the_invitation_that_can_be_answered_goes_to_one_person_and_is_read_by_others(rsvp, cast, settings):
    settings.DELIVERY_BACKEND = "members.post.smtp.PostOffice"
    with Sink() as sink:
        settings.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": sink.port}
        delivery.deliver_due(now=NOW)
    letter = Letter.objects.get(kind="meeting_invitation")
    file = letter.attachments[0]
    assert "method=REQUEST" in file["type"]
    told = by_ical_js(file["text"])
    assert (told["method"], told["events"][0]["uid"]) == ("REQUEST", rsvp.meeting.uid)
    event = by_vobject(file["text"])[0]
    assert event.organizer.value == f"mailto:{organiser(rsvp)}"
    assert event.attendee.value == "mailto:rowan@example.org"
    assert "Advisory" not in file["text"]
