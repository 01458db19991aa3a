"""Acceptance stories of people, page to database, with the time passed in: by telephone alone, a break in the last
minute, and being forgotten after a talk."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from coproduction.dashboards import measures
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.periods import period
from meetings.actions import planning
from meetings.models import Rsvp
from members.actions import breaks
from members.models import ContactTask, ErasureReceipt, Letter, Person
from members.permissions import by_link
from members.post import clock, jobs
from members.words import day
from projects.models import Participation
from tests import factories as make

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LONDON = ZoneInfo("Europe/London")
ASKED = timezone.now()  # Jo's pages look at the real clock, so the meeting lies ahead of it
DAY = timezone.localdate(ASKED) + timedelta(days=22)
START = datetime.combine(DAY, time(14), LONDON)
REMINDER = datetime.combine(DAY - timedelta(days=7), time(9), LONDON)  # seven days before, at nine


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"


@pytest.fixture
def meeting(cast):
    """Rowan by email and Sam by telephone are asked, and reminded seven days before at nine."""
    jo = cast.actor("jo")
    made = planning.create(
        actor=jo, now=ASKED, people=[cast.rowan, cast.sam], kind=make.kind(), body=cast.group, team=cast.team,
        title="Advisory Group meeting", place="Leatherhead office", starts_at=START, ends_at=START + timedelta(hours=2),
        room_offered=True, reminder_time=time(9),
    )  # fmt: skip
    return planning.publish(meeting=made, actor=jo, now=ASKED)


def words(response):
    return " ".join(response.content.decode().split())


def calls_to(person):
    return ContactTask.objects.filter(person=person, closed_at=None)


def rung(visitor, person):
    """Jo rings whoever stands on the list, and notes that they spoke."""
    for task in calls_to(person):
        answer = visitor.post(f"/members/calls/{task.pk}/", {"outcome": "spoke"})
        assert answer.status_code in (200, 302, 303), words(answer)


def test_story_1_sam_takes_part_by_telephone_alone_and_counts_the_same(client, cast, as_user, meeting):
    jo = as_user(client, cast.jo)
    clock.tick(now=ASKED)
    task = calls_to(cast.sam).get()
    assert task.way == "phone"
    assert day(DAY) in task.script
    page = words(jo.get("/members/calls/"))
    assert "Sam Okafor" in page
    assert "01632 960" in page
    rung(jo, cast.sam)
    assert not calls_to(cast.sam).exists(), "told, so nothing waits"

    clock.tick(now=REMINDER - MINUTE)
    assert not calls_to(cast.sam).exists(), "nobody is rung before the time"
    clock.tick(now=REMINDER)
    assert calls_to(cast.sam).count() == 1, "the twin of the email that Rowan gets at this minute"
    assert Letter.objects.filter(person=cast.rowan, kind="meeting_reminder", state="sent").count() == 1
    rung(jo, cast.sam)

    for person in (cast.sam, cast.rowan):
        rsvp = Rsvp.objects.get(meeting=meeting, person=person)
        jo.post(f"/meetings/answers/{rsvp.pk}/", {"answer": "yes", "mode": "room"})
    sam, rowan = (Rsvp.objects.get(meeting=meeting, person=person) for person in (cast.sam, cast.rowan))
    assert (sam.answer, sam.mode, bool(sam.place_no)) == (rowan.answer, rowan.mode, bool(rowan.place_no))
    assert "noted by Jo Hartley" in words(jo.get(f"/meetings/{meeting.pk}/"))
    clock.tick(now=REMINDER + MINUTE)
    assert not calls_to(cast.sam).exists(), "nobody is rung to hear what they have just said"


def test_story_2_a_break_at_one_minute_to_nine_stops_what_waits_for_nine(client, cast, as_user, meeting):
    clock.tick(now=ASKED)
    clock.plan(now=REMINDER)  # noted, and not yet sent
    waiting = Letter.objects.filter(kind="meeting_reminder", person=cast.rowan, state="waiting")
    assert waiting.count() == 1
    breaks.start(person=cast.rowan, actor=by_link(cast.rowan), now=REMINDER - MINUTE)
    for minutes in (0, 1, 24 * 60):
        clock.tick(now=REMINDER + minutes * MINUTE)
    reminder = Letter.objects.get(kind="meeting_reminder", person=cast.rowan, due_at__lte=REMINDER)
    assert (reminder.state, reminder.sent_at) == ("withheld", None)
    assert not Letter.objects.filter(person=cast.rowan, sent_at__gte=REMINDER - MINUTE).exists()
    assert calls_to(cast.sam).exists(), "whoever takes no break is still reminded"
    jo = as_user(client, cast.jo)
    assert "They are taking a break." in words(jo.get(f"/members/messages/{reminder.pk}/"))


def test_story_10_rowan_is_forgotten_after_a_talk_and_every_total_stands(client, cast, as_user):
    talk = make.activity(
        "Conference talk", people=[cast.rowan, cast.robin], minutes=90, summary="Rowan Ashdown told their own story."
    )
    before = totals()
    rowan = as_user(client, cast.rowan, "member")
    asked = rowan.post("/members/me/information/ask/erasure/", {"words": "Please forget my talk"})
    assert asked.status_code == 302, words(asked)

    jo = as_user(client, cast.jo, "coordinator")
    assert "Rowan Ashdown" in words(jo.get("/members/rights/"))
    assert "how far it is" in words(jo.post(f"/members/{cast.rowan.pk}/erase/look/", follow=True))
    assert jobs.work_one(now=timezone.now())
    page = words(jo.get(f"/members/{cast.rowan.pk}/erase/"))
    assert "<mark>Rowan Ashdown</mark> told their own story" in page
    done = jo.post(f"/members/{cast.rowan.pk}/erase/", {"name": "Rowan Ashdown"})
    assert jobs.work_one(now=timezone.now())
    receipt = words(jo.get(done["Location"], follow=True))
    assert "This page names nobody." in receipt
    assert "Rowan" not in receipt
    assert ErasureReceipt.objects.count() == 1

    talk.refresh_from_db()
    assert talk.summary == "a member told their own story."
    assert totals() == before
    assert Participation.objects.filter(activity=talk).count() == 2
    assert Person.objects.get(pk=cast.rowan.pk).erased_at
    for address in ("/members/", "/members/rights/", f"/projects/activities/{talk.pk}/", "/dashboard/"):
        assert "Rowan" not in words(jo.get(address)), address


def totals():
    now, today = timezone.now(), timezone.localdate()
    return [
        measures.board(period=period(slug, today=today), filter=Filter(), now=now).measures for slug in ("12m", "all")
    ]
