"""Reminders: at their moment, once, to those they help, in words that fit the answer."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings import reminders
from meetings.actions import planning
from members.models import Letter
from members.post import clock
from tests.meetings.conftest import NOW, START
from tests.meetings.test_planning import say, told_by_hand

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SEVEN = datetime(2026, 12, 1, 10, tzinfo=UTC)
THREE = datetime(2026, 12, 5, 10, tzinfo=UTC)


@pytest.fixture
def asked(cast, plan, deliver):
    """Rowan said yes, Robin is not sure, Sam is silent, Tal said no; Pat gets letters by post and is silent."""
    meeting = plan(
        people=[cast.rowan, cast.robin, cast.sam, cast.tal, cast.pat], publish=True, reminder_note="Bring a cup."
    )
    deliver(NOW)
    for person, answer, mode in [(cast.rowan, "yes", "room"), (cast.robin, "maybe", ""), (cast.tal, "no", "")]:
        say(meeting, person, answer, mode=mode)
    deliver(NOW)
    told_by_hand()
    return meeting


def test_reminders_leave_seven_and_three_days_before_at_ten(asked, deliver):
    reminders.plan_due(now=SEVEN - timedelta(minutes=1))
    assert deliver(SEVEN - timedelta(minutes=1)) == [("Pat", "post", "reminder")], "five working days before by post"
    reminders.plan_due(now=SEVEN)
    assert deliver(SEVEN) == [
        ("Robin", "email", "reminder"),
        ("Rowan", "email", "reminder"),
        ("Sam", "phone", "reminder"),
    ]
    reminders.plan_due(now=THREE)
    assert [name for name, _, _ in deliver(THREE)] == ["Robin", "Rowan", "Sam"], (
        "Pat's letter had to be posted days ago"
    )


def test_each_reminder_comes_once_however_often_the_clock_ticks(asked):
    for minutes in (0, 0, 1, 60, 24 * 60):
        reminders.plan_due(now=SEVEN + timedelta(minutes=minutes))
    keys = list(Letter.objects.filter(kind="meeting_reminder").values_list("person__name", flat=True))
    assert sorted(keys) == ["Pat Lindqvist", "Robin Vale", "Rowan Ashdown", "Sam Okafor"]


def test_yes_not_sure_and_silence_read_different_words(asked, cast, deliver):
    reminders.plan_due(now=SEVEN)
    deliver(SEVEN)
    words = {
        letter.person: letter for letter in Letter.objects.filter(kind="meeting_reminder").select_related("person")
    }
    assert words[cast.rowan].subject == "Reminder: meeting, Tuesday 8 December, 2pm"
    assert "you said you are coming in the room" in words[cast.rowan].text
    assert words[cast.robin].subject == "Please answer by Friday 4 December: meeting, Tuesday 8 December, 2pm"
    assert "you were not sure" in words[cast.robin].text
    assert "We have not heard from you" in words[cast.sam].text
    for letter in words.values():
        assert "Bring a cup." in letter.text
        assert "Advisory" not in letter.subject


def test_whoever_says_no_after_the_reminder_was_noted_does_not_get_it(asked, cast, deliver):
    reminders.plan_due(now=SEVEN)
    say(asked, cast.rowan, "no", now=SEVEN)
    assert ("Rowan", "email", "reminder") not in deliver(SEVEN)
    assert Letter.objects.get(person=cast.rowan, kind="meeting_reminder").reason == "They cannot come."


def test_whoever_answered_just_before_is_not_reminded(asked, cast, deliver):
    say(asked, cast.robin, "yes", now=SEVEN - timedelta(hours=3))
    say(asked, cast.sam, "yes", now=SEVEN - timedelta(hours=3))
    reminders.plan_due(now=SEVEN)
    reminded = [name for name, _, kind in deliver(SEVEN) if kind == "reminder"]
    assert reminded == ["Pat", "Rowan"]


def test_nobody_is_reminded_of_a_draft_a_cancelled_or_a_past_meeting(cast, plan, asked):
    plan(people=[cast.rowan])
    planning.cancel(meeting=asked, actor=cast.actor("jo"), now=NOW)
    assert reminders.plan_due(now=SEVEN) == 0
    assert reminders.plan_due(now=START + DAY) == 0


def test_a_meeting_published_after_the_moment_skips_that_reminder_and_keeps_the_next(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True, now=SEVEN + timedelta(hours=1))
    deliver(SEVEN + timedelta(hours=1))
    assert reminders.plan_due(now=SEVEN + timedelta(hours=2)) == 0
    assert reminders.plan_due(now=THREE) == 1
    assert meeting.rsvps.get().answer == ""


def test_after_an_outage_only_the_reminder_that_still_helps_is_sent(asked, deliver):
    reminders.plan_due(now=THREE + timedelta(hours=5))
    assert [row for row in deliver(THREE + timedelta(hours=5)) if row[2] == "reminder"] == [
        ("Pat", "post", "reminder"), ("Robin", "email", "reminder"), ("Rowan", "email", "reminder"), ("Sam", "phone", "reminder"),
    ]  # fmt: skip
    assert Letter.objects.filter(kind="meeting_reminder").count() == 4


def test_days_and_time_are_the_meetings_own(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True, reminder_days=[5, 1], reminder_time="17:30")
    meeting.refresh_from_db()
    moments = [m.due_at for m in reminders.moments_of(meeting) if not m.early]
    assert moments == [datetime(2026, 12, 3, 17, 30, tzinfo=UTC), datetime(2026, 12, 7, 17, 30, tzinfo=UTC)]


def test_what_will_go_out_is_what_goes_out(asked):
    seen = {foreseen.key for foreseen in reminders.forecast(now=NOW + DAY, until=NOW + 21 * DAY)}
    for moment in (SEVEN - 7 * DAY, SEVEN, THREE - 5 * DAY, THREE):
        reminders.plan_due(now=moment)
    assert seen == set(Letter.objects.filter(kind="meeting_reminder").values_list("key", flat=True))


def test_a_reminder_skipped_in_advance_stays_skipped(asked, cast, deliver):
    from members.post import letters

    wanted = next(f for f in reminders.forecast(now=NOW, until=SEVEN) if f.person_id == cast.rowan.pk)
    letters.note(
        kind=wanted.kind,
        key=wanted.key,
        person=wanted.person_id,
        about=wanted.about,
        facts=wanted.facts,
        due_at=wanted.due_at,
        now=NOW,
    )
    Letter.objects.filter(key=wanted.key).update(on_hold=True)
    clock.plan(now=SEVEN)
    assert "Rowan" not in [name for name, _, kind in deliver(SEVEN) if kind == "reminder"]


def test_the_link_to_join_goes_out_a_day_before_to_those_online_and_not_sure_alone(cast, plan, asked, deliver):
    say(asked, cast.sam, "yes", mode="phone")
    online = plan(people=[cast.tal], publish=True, title="Other", starts_at=START + 10 * DAY)
    say(online, cast.tal, "yes", mode="online")
    deliver(NOW)
    day_before = START - DAY + timedelta(minutes=1)
    reminders.plan_due(now=START - DAY - timedelta(minutes=1))
    assert not Letter.objects.filter(kind="meeting_join").exists()
    reminders.plan_due(now=day_before)
    reminders.plan_due(now=day_before)
    assert [row for row in deliver(day_before) if row[2] == "join"] == [("Robin", "email", "join")]
    letter = Letter.objects.get(kind="meeting_join")
    assert letter.subject == "How to join: meeting, Tuesday 8 December, 2pm"
    assert "https://meet.example.org/tea" in letter.text
    assert 'href="https://meet.example.org/tea"' in letter.html
    others = Letter.objects.exclude(kind="meeting_join").values_list("text", "html", "subject")
    assert not any("meet.example.org" in part for row in others for part in row)
