"""Planning: what a coordinator does to a meeting, and who hears of it by which way."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from meetings import reminders
from meetings.actions import planning, rsvps
from meetings.models import Rsvp
from meetings.queries import answers_of
from members import events
from members.models import ContactTask, Letter, Link
from members.models.letter import LetterState
from members.permissions import by_link
from members.rules import Refused
from tests.factories import channel
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def told_by_hand():
    """Jo has made every call and posted every letter."""
    ContactTask.objects.open().update(closed_at=NOW, outcome="spoke")
    Letter.objects.filter(state=LetterState.SENDING).update(state=LetterState.SENT)


def say(meeting, person, answer, *, now=NOW, **more):
    rsvp = Rsvp.objects.select_related("meeting").get(meeting=meeting, person=person)
    return rsvps.answer(rsvp=rsvp, answer=answer, actor=by_link(person), now=now, **more)


def last(person, kind):
    return Letter.objects.filter(person=person, kind=f"meeting_{kind}").order_by("-pk").first()


def test_the_seat_holders_are_proposed_and_a_draft_sends_nothing(cast, plan, deliver):
    group = {cast.rowan, cast.sam, cast.pat}
    meeting = plan()
    assert {rsvp.person for rsvp in meeting.rsvps.all()} == group
    planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW, place="Epsom")
    planning.move(
        meeting=meeting,
        starts_at=START + DAY,
        ends_at=START + DAY + timedelta(hours=1),
        actor=cast.actor("jo"),
        now=NOW,
    )
    assert deliver(NOW + DAY) == []
    assert not Letter.objects.exists()


def test_publishing_asks_everybody_once_each_by_their_own_way(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.sam, cast.pat], publish=True)
    with pytest.raises(Refused, match="published already"):
        planning.publish(meeting=meeting, actor=cast.actor("jo"), now=NOW)
    assert deliver(NOW) == [
        ("Pat", "post", "invitation"), ("Rowan", "email", "invitation"), ("Sam", "phone", "invitation"),
    ]  # fmt: skip
    letter = last(cast.rowan, "invitation")
    assert letter.subject == "Please answer by Friday 4 December: meeting, Tuesday 8 December, 2pm"
    assert "Welcome Pack" in letter.text
    assert "Step-free" in letter.text
    assert "https://meet.example.org" not in letter.text + letter.html
    assert deliver(NOW + DAY) == []


def test_whoever_has_answered_before_the_invitation_leaves_is_not_asked_again(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True)
    say(meeting, cast.rowan, "no")
    assert ("Rowan", "email", "invitation") not in deliver(NOW)
    assert last(cast.rowan, "invitation").reason == "They have answered already."


def test_several_edits_become_one_letter_that_tells_them_all(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True)
    say(meeting, cast.robin, "no")
    deliver(NOW)
    for minutes, change in [
        (1, {"place": "Epsom library"}),
        (5, {"access": "Step-free only"}),
        (8, {"title": "Advisory Group and tea"}),
    ]:
        planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW + minutes * MINUTE, **change)
    assert deliver(NOW + 12 * MINUTE) == [], "it waits ten minutes from the last change"
    assert deliver(NOW + 19 * MINUTE) == [("Rowan", "email", "update")], "who said no is left in peace"
    words = last(cast.rowan, "update").text
    assert "Epsom library (before: Leatherhead office)" in words
    assert "Step-free only" in words
    assert "Advisory Group and tea" in words
    meeting.refresh_from_db()
    assert meeting.sequence == 3


def test_a_change_taken_back_in_time_tells_nobody(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True)
    deliver(NOW)
    planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW, place="Epsom")
    planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW + MINUTE, place="Leatherhead office")
    assert deliver(NOW + 30 * MINUTE) == []
    assert last(cast.rowan, "update").reason == "The change was taken back."


def test_a_change_before_the_invitation_has_left_needs_no_second_letter(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True)
    planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW, place="Epsom library")
    assert deliver(NOW + 30 * MINUTE) == [("Rowan", "email", "invitation")]
    assert "Epsom library" in last(cast.rowan, "invitation").text


def test_a_meeting_that_moves_tells_everybody_and_withholds_old_reminders(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.sam, cast.pat, cast.robin], publish=True)
    deliver(NOW)
    told_by_hand()
    for person, answer in [(cast.rowan, "yes"), (cast.robin, "no")]:
        say(meeting, person, answer)
    deliver(NOW)
    old = START - 7 * DAY - timedelta(hours=4)
    assert reminders.plan_due(now=old) == 3
    planning.move(
        meeting=meeting,
        starts_at=START + 2 * DAY,
        ends_at=START + 2 * DAY + timedelta(hours=2),
        actor=cast.actor("jo"),
        now=old,
    )
    assert deliver(old) == [
        ("Pat", "post", "moved"), ("Robin", "email", "moved"), ("Rowan", "email", "moved"), ("Sam", "phone", "moved"),
    ]  # fmt: skip
    assert last(cast.rowan, "reminder").reason == "The meeting moved to another time."
    moved = last(cast.rowan, "moved")
    assert moved.subject == "Please read: the meeting moved to Thursday 10 December, 2pm"
    assert "is not on Tuesday 8 December, 2pm" in moved.text
    assert reminders.plan_due(now=START - 5 * DAY) == 2, "the reminder of the new time comes at its own moment"


def test_moved_twice_before_anybody_heard_is_one_letter_about_the_old_and_the_last_time(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True)
    deliver(NOW)
    for days in (1, 2):
        start = START + days * DAY
        meeting = planning.move(
            meeting=meeting, starts_at=start, ends_at=start + timedelta(hours=2), actor=cast.actor("jo"), now=NOW
        )
    assert deliver(NOW) == [("Rowan", "email", "moved")]
    assert "not on Tuesday 8 December, 2pm" in last(cast.rowan, "moved").text
    assert "Thursday 10 December, 2pm" in last(cast.rowan, "moved").text


def test_a_late_move_at_night_does_not_wait_for_the_morning_and_post_people_are_rung(cast, plan, deliver, settings):
    settings.SEND_WINDOW = "09:00-19:00"
    channel(cast.pat, way="phone", address="01632 960 333", rank=2)
    meeting = plan(people=[cast.rowan, cast.sam, cast.pat], publish=True)
    deliver(NOW)
    told_by_hand()
    night = datetime(2026, 12, 6, 22, tzinfo=UTC)  # Sunday, ten at night, 40 hours before
    later = {"starts_at": START + timedelta(hours=1), "ends_at": START + timedelta(hours=3)}
    planning.move(meeting=meeting, actor=cast.actor("jo"), now=night, **later)
    assert deliver(night) == [("Pat", "phone", "moved"), ("Rowan", "email", "moved"), ("Sam", "phone", "moved")]
    calls = ContactTask.objects.open().filter(way="phone", due_at__lte=night, is_urgent=True)
    assert {call.person for call in calls} == {cast.sam, cast.pat}


def test_a_call_that_nobody_made_yet_is_about_the_new_time_and_is_one_call(cast, plan, deliver):
    meeting = plan(people=[cast.sam], publish=True)
    deliver(NOW)
    planning.move(
        meeting=meeting,
        starts_at=START + DAY,
        ends_at=START + DAY + timedelta(hours=1),
        actor=cast.actor("jo"),
        now=NOW,
    )
    planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW, place="Epsom library")
    assert deliver(NOW + DAY) == []
    call = ContactTask.objects.open().get()
    assert "Wednesday 9 December, 2pm" in call.script
    assert "Epsom library" in call.script
    assert "Tuesday 8 December" not in call.script


def test_a_move_far_ahead_waits_for_the_sending_window(cast, plan, deliver, settings):
    settings.SEND_WINDOW = "09:00-19:00"
    meeting = plan(people=[cast.rowan], publish=True)
    deliver(NOW)
    night = NOW + timedelta(hours=12)
    planning.move(
        meeting=meeting,
        starts_at=START + DAY,
        ends_at=START + DAY + timedelta(hours=1),
        actor=cast.actor("jo"),
        now=night,
    )
    assert deliver(night) == []
    assert deliver(datetime(2026, 11, 17, 9, tzinfo=UTC)) == [("Rowan", "email", "moved")]


def test_a_cancelled_meeting_tells_everybody_and_nothing_else_leaves(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.sam, cast.robin], publish=True)
    deliver(NOW)
    told_by_hand()
    say(meeting, cast.robin, "no")
    planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW, place="Epsom")
    planning.cancel(meeting=meeting, because="The room is flooded.", actor=cast.actor("jo"), now=NOW)
    assert deliver(NOW + DAY) == [
        ("Robin", "email", "cancelled"), ("Rowan", "email", "cancelled"), ("Sam", "phone", "cancelled"),
    ]  # fmt: skip
    assert last(cast.rowan, "cancelled").subject == "Cancelled: the meeting on Tuesday 8 December, 2pm"
    assert "The room is flooded." in last(cast.rowan, "cancelled").text
    with pytest.raises(Refused, match="cancelled"):
        say(meeting, cast.rowan, "yes")


def test_cancelling_a_draft_tells_nobody(cast, plan, deliver):
    planning.cancel(meeting=plan(people=[cast.rowan]), actor=cast.actor("jo"), now=NOW)
    assert deliver(NOW + DAY) == []


def test_somebody_taken_off_and_asked_again_gets_a_fresh_link(cast, plan, deliver, client):
    meeting = plan(people=[cast.rowan], publish=True)
    deliver(NOW)
    old = Link.objects.get(person=cast.rowan).token
    say(meeting, cast.rowan, "yes")
    planning.take_off(rsvp=Rsvp.objects.get(person=cast.rowan), actor=cast.actor("jo"), now=NOW)
    assert client.get(f"/rsvp/{old}/").status_code == 404
    planning.invite(meeting=meeting, people=[cast.rowan], actor=cast.actor("jo"), now=NOW)
    assert deliver(NOW) == [("Rowan", "email", "invitation")]
    rsvp = Rsvp.objects.get(person=cast.rowan)
    assert (rsvp.answer, rsvp.place_no, rsvp.removed_at) == ("", None, None)
    fresh = Link.objects.get(person=cast.rowan, revoked_at=None).token
    assert fresh != old
    assert client.get(f"/rsvp/{old}/").status_code == 404


def test_the_same_person_cannot_be_asked_twice(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True)
    assert (
        planning.invite(meeting=meeting, people=[cast.rowan, cast.robin], actor=cast.actor("jo"), now=NOW)[0].person
        == cast.robin
    )
    assert [name for name, _, _ in deliver(NOW)] == ["Robin", "Rowan"]


def test_whoever_leaves_the_group_gives_their_place_to_the_next(cast, plan):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True, room_places=1)
    say(meeting, cast.rowan, "yes", mode="room")
    assert say(meeting, cast.robin, "yes", mode="room").is_waiting
    events.person_left.send(sender=None, person=cast.rowan, actor=cast.actor("jo"), now=NOW)
    assert Rsvp.objects.get(person=cast.robin).place_no == 1
    assert Rsvp.objects.get(person=cast.rowan).removed_at == NOW


def test_raising_the_number_of_places_lets_people_in_and_lowering_throws_nobody_out(cast, plan):
    meeting = plan(people=[cast.rowan, cast.robin, cast.sam], publish=True, room_places=1)
    for person in (cast.rowan, cast.robin, cast.sam):
        say(meeting, person, "yes", mode="room")
    meeting = planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW, room_places=3)
    assert list(Rsvp.objects.order_by("queue_no").values_list("person__name", "place_no")) == [
        ("Rowan Ashdown", 1), ("Robin Vale", 2), ("Sam Okafor", 3),
    ]  # fmt: skip
    assert Letter.objects.filter(kind="meeting_promoted").count() == 2
    meeting = planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW, room_places=1)
    assert answers_of(meeting).ways[0].over == 2
    assert Rsvp.objects.filter(place_no=None).count() == 0


def test_a_way_to_take_part_stays_while_somebody_counts_on_it(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="online")
    with pytest.raises(Refused, match="1 person has said yes to coming online"):
        planning.edit(meeting=meeting, actor=cast.actor("jo"), now=NOW, online_offered=False)


def test_publishing_needs_a_place_to_go_to_and_a_number_to_ring(cast, plan):
    with pytest.raises(Refused, match="does not say where"):
        plan(people=[cast.rowan], publish=True, place="")
    with pytest.raises(Refused, match="no number to ring"):
        plan(people=[cast.rowan], publish=True, dial_in="")


@pytest.mark.parametrize(
    ("who", "why"), [("rowan", "a member"), ("uma", "another team"), ("tal", "a trustee"), ("kim", "a partner")]
)
def test_only_the_coordinator_and_the_own_team_plan(cast, plan, who, why):
    meeting = plan(people=[cast.rowan])
    for act in (
        lambda actor: planning.publish(meeting=meeting, actor=actor, now=NOW),
        lambda actor: planning.edit(meeting=meeting, actor=actor, now=NOW, title="Mine"),
        lambda actor: planning.cancel(meeting=meeting, actor=actor, now=NOW),
        lambda actor: planning.invite(meeting=meeting, people=[cast.robin], actor=actor, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act(cast.actor(who))
    planning.publish(meeting=meeting, actor=cast.actor("ash"), now=NOW)
