"""One's own calendar to subscribe to: what stands in it, who can open it, and that other programs read London's time right."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from meetings import calendars, feeds
from meetings.actions import calendar_feed, planning, rsvps
from members.models import Link
from members.permissions import by_link
from tests import factories as make
from tests.meetings.conftest import NOW, START
from tests.parsers import by_ical_js, by_vobject

LONDON = ZoneInfo("Europe/London")
pytestmark = pytest.mark.django_db
# a January, a July, the Sundays on which the clocks change (before, within and after), each as London's own clock says it
WALL = {
    "2027-01-12T14:00": "2027-01-12T14:00:00.000Z",
    "2027-07-13T14:00": "2027-07-13T13:00:00.000Z",
    "2027-03-28T00:30": "2027-03-28T00:30:00.000Z",
    "2027-03-28T02:30": "2027-03-28T01:30:00.000Z",
    "2027-03-28T14:00": "2027-03-28T13:00:00.000Z",
    "2027-10-31T00:30": "2027-10-30T23:30:00.000Z",
    "2027-10-31T14:00": "2027-10-31T14:00:00.000Z",
    "2026-10-25T14:00": "2026-10-25T14:00:00.000Z",
}


def address_of(person):
    return f"/calendar/{feeds.link_of(person, now=NOW).token}.ics"


def read(client, person):
    response = client.get(address_of(person))
    assert response.status_code == 200
    return response.content.decode()


def test_other_programs_read_london_time_right_in_january_in_july_and_on_both_sundays(cast):
    asked = []
    for wall in WALL:
        starts = datetime.fromisoformat(wall).replace(tzinfo=LONDON)
        asked.append(
            make.meeting(starts_at=starts.astimezone(UTC), now=starts - timedelta(days=30), people=[cast.rowan])
        )
    listed = feeds.meetings_of(cast.rowan, now=datetime(2026, 10, 1, tzinfo=UTC))
    words = feeds.build(listed)
    told = {event["uid"]: event for event in by_ical_js(words)["events"]}
    seen = {event.uid.value: event for event in by_vobject(words)}
    assert len(told) == len(seen) == len(WALL)
    for meeting, (wall, utc) in zip(asked, WALL.items(), strict=True):
        assert told[meeting.uid]["starts"] == utc
        start = seen[meeting.uid].dtstart.value
        assert start.astimezone(UTC).isoformat().replace("+00:00", ".000Z") == utc
        assert f"{start:%Y-%m-%dT%H:%M}" == wall


def test_one_file_of_a_meeting_reads_the_same_in_all_of_them(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    for method in (calendars.PUBLISH, calendars.CANCEL):
        words = calendars.build(meeting, method=method)
        told = by_ical_js(words)
        assert told["method"] == method
        assert told["events"][0]["starts"] == "2026-12-08T14:00:00.000Z"
        assert by_vobject(words)[0].dtstart.value.astimezone(UTC) == START


def test_the_feed_is_neutral_rises_and_says_what_was_cancelled(cast, plan, client):
    meeting = plan(people=[cast.rowan], publish=True)
    rsvp = meeting.rsvps.get()
    first = by_ical_js(read(client, cast.rowan))["events"][0]
    assert (first["summary"], first["status"], first["sequence"]) == ("Meeting", "TENTATIVE", 0)
    assert "Advisory" not in read(client, cast.rowan)
    assert "meet.example.org" not in read(client, cast.rowan)
    rsvps.answer(rsvp=rsvp, answer="yes", actor=by_link(cast.rowan), now=NOW)
    assert by_ical_js(read(client, cast.rowan))["events"][0]["status"] == "CONFIRMED"
    later = START + timedelta(days=7)
    planning.move(meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=2), actor=cast.actor("jo"), now=NOW)
    moved = by_ical_js(read(client, cast.rowan))["events"]
    assert [(e["uid"], e["sequence"], e["starts"]) for e in moved] == [(meeting.uid, 1, "2026-12-15T14:00:00.000Z")]
    meeting.refresh_from_db()
    planning.cancel(meeting=meeting, actor=cast.actor("jo"), now=NOW, because="")
    gone = by_ical_js(read(client, cast.rowan))["events"][0]
    assert (gone["uid"], gone["status"]) == (meeting.uid, "CANCELLED")
    assert gone["sequence"] > 1


def test_a_program_that_asks_often_gets_nothing_new_until_there_is_something_new(
    cast, plan, client, django_assert_max_num_queries
):
    meeting = plan(people=[cast.rowan], publish=True)
    plan(people=[cast.rowan], publish=True, starts_at=START + timedelta(days=30))
    here = address_of(cast.rowan)
    first = client.get(here)
    with django_assert_max_num_queries(4):
        again = client.get(here, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with django_assert_max_num_queries(5):
        client.get(here)
    planning.cancel(meeting=meeting, actor=cast.actor("jo"), now=NOW, because="")
    assert client.get(here, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_address_is_private_can_be_changed_and_shows_to_nobody_whether_another_one_exists(
    cast, plan, client, as_user
):
    plan(people=[cast.rowan], publish=True)
    as_user(client, cast.rowan, "member")
    page = reverse("meetings:my_calendar")
    assert "You have no address yet" in client.get(page).content.decode()
    assert not Link.objects.filter(purpose="calendar").exists()
    client.post(reverse("meetings:my_calendar_new"))
    old = address_of(cast.rowan)
    assert old in client.get(page).content.decode()
    client.logout()
    assert client.get(old).status_code == 200
    assert client.post(old).status_code == 405
    calendar_feed.renew(person=cast.rowan, actor=cast.actor("rowan"), now=NOW)
    assert client.get(old).status_code == 404
    assert client.get(address_of(cast.rowan)).status_code == 200
    assert client.get("/calendar/aaaaaaaaaaaaaaaaaaaaaa.ics").content == client.get(old).content


def test_whoever_rests_or_has_left_has_an_empty_calendar_and_who_is_erased_has_none(cast, plan, client):
    meeting = plan(people=[cast.rowan], publish=True)
    here = address_of(cast.rowan)
    assert meeting.uid in client.get(here).content.decode()
    cast.rowan.paused_at = NOW
    cast.rowan.save()
    assert "VEVENT" not in client.get(here).content.decode()
    cast.rowan.paused_at = None
    cast.rowan.save()
    cast.rowan.memberships.all().delete()
    make.membership(cast.rowan, state="left")
    cast.rowan.seats.all().delete()
    assert "VEVENT" not in client.get(here).content.decode()
    Link.objects.filter(person=cast.rowan).delete()  # what erasing does with every link (the register of personal data)
    assert client.get(here).status_code == 404


def test_nobody_sees_the_meetings_they_cannot_come_to_nor_a_draft(cast, plan, client):
    plan(people=[cast.rowan])
    meeting = plan(people=[cast.rowan], publish=True)
    rsvps.answer(rsvp=meeting.rsvps.get(), answer="no", actor=by_link(cast.rowan), now=NOW)
    assert "VEVENT" not in read(client, cast.rowan)
