"""What people need at a meeting: it becomes a task by itself, is arranged, and they say whether it was right."""

from datetime import timedelta

import pytest

from meetings import afterwards, provided
from meetings.actions import planning, provisions, rsvps
from meetings.models import Provision, Rsvp, Told
from members.actions import consents, passports
from members.models import Consent, Letter
from members.permissions import by_link
from members.rules import Refused
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
LATE = START - timedelta(days=2)


def needs(cast, person, **told):
    actor = cast.actor("jo").at_the_desk_for(person)
    consents.give(person=person, consent=Consent.LIVED_EXPERIENCE, how="spoken", actor=actor, now=NOW)
    passports.save(person=person, needs={slug: (which, "") for slug, which in told.items()}, actor=actor, now=NOW)


def say(meeting, person, answer, *, mode="", now=NOW):
    rsvp = Rsvp.objects.select_related("meeting").get(meeting=meeting, person=person)
    return rsvps.answer(rsvp=rsvp, answer=answer, mode=mode, actor=by_link(person), now=now)


def tell(meeting, person, *, words="", keep=None, now=NOW, **told):
    rsvp = Rsvp.objects.select_related("meeting", "person").get(meeting=meeting, person=person)
    return rsvps.details(rsvp=rsvp, words=words, told=Told(**told), keep=keep, actor=by_link(person), now=now)


def on_the_list(meeting):
    return [(p.person.first_name, p.flag, p.state) for p in provided.checklist(meeting)]


def test_a_yes_of_somebody_with_needs_becomes_tasks_for_whoever_runs_the_meeting(cast, plan):
    needs(cast, cast.rowan, large_print="18 point", loop="", lip_reads="")
    meeting = plan(people=[cast.rowan, cast.robin], publish=True, lead=cast.ash)
    say(meeting, cast.rowan, "yes", mode="room")
    say(meeting, cast.robin, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    afterwards.plan_due(now=NOW)
    assert on_the_list(meeting) == [
        ("Rowan", "Hearing loop", "requested"), ("Rowan", "Large print 18 point", "requested"),
    ]  # fmt: skip
    loop = Provision.objects.get(need="loop")
    assert (loop.owner, str(loop.due_on), loop.is_late) == (cast.ash, "2026-12-03", False)


def test_a_loop_is_nothing_for_somebody_who_takes_part_online(cast, plan):
    needs(cast, cast.rowan, loop="", captions="")
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="online")
    afterwards.plan_due(now=NOW)
    assert [flag for _, flag, _ in on_the_list(meeting)] == ["Speech-to-text captions"]
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    assert [flag for _, flag, _ in on_the_list(meeting)] == ["Speech-to-text captions", "Hearing loop"]


def test_a_no_takes_away_what_nobody_began_and_says_so_about_what_was_booked(cast, plan):
    needs(cast, cast.rowan, bsl="", loop="")
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    provisions.move(provision=Provision.objects.get(need="bsl"), state="arranged", actor=cast.actor("jo"), now=NOW)
    say(meeting, cast.rowan, "no")
    afterwards.plan_due(now=NOW)
    assert on_the_list(meeting) == [("Rowan", "BSL interpreter", "called_off")]
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    assert [(f, s) for _, f, s in on_the_list(meeting)] == [
        ("BSL interpreter", "requested"),
        ("Hearing loop", "requested"),
    ]


def test_what_is_taken_back_is_off_the_checklist_at_once(cast, plan):
    needs(cast, cast.rowan, loop="")
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    facts = {"person": cast.rowan, "consent": Consent.LIVED_EXPERIENCE, "how": "online", "now": NOW}
    consents.withdraw(**facts, actor=by_link(cast.rowan))
    assert on_the_list(meeting) == []
    afterwards.plan_due(now=NOW)
    assert not Provision.objects.exists()


def test_what_was_met_stays_a_number_when_the_need_itself_is_forgotten(cast, plan):
    needs(cast, cast.rowan, loop="", bsl="")
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    rsvp = Rsvp.objects.select_related("meeting").get(person=cast.rowan)
    after = meeting.ends_at + timedelta(days=1)
    provisions.was_it_right(rsvp=rsvp, verdict="not_met", words="No loop", actor=by_link(cast.rowan), now=after)
    Provision.objects.filter(meeting=meeting).update(asked_at=NOW)
    planning.Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1)
    )
    provisions.forget(person=cast.rowan, now=NOW)
    assert {(p.need, p.because) for p in Provision.objects.all()} == {("", "Not kept.")}
    assert provided.met([meeting])["not_met"] == 2
    history = Provision.pgh_event_models["update"].objects if hasattr(Provision, "pgh_event_models") else None
    if history is not None:
        assert not history.exclude(need="").exists()


def test_a_need_after_the_day_to_answer_by_reaches_the_organiser_within_the_hour(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True, lead=cast.ash)
    say(meeting, cast.rowan, "yes", mode="room")
    deliver(NOW)
    needs(cast, cast.rowan, bsl="")
    afterwards.plan_due(now=LATE)
    assert deliver(LATE) == [("Ash", "email", "late_need")]
    letter = Letter.objects.get(kind="meeting_late_need")
    assert "Rowan" not in letter.text + letter.html
    assert "BSL" not in letter.text + letter.subject
    assert f"/meetings/{meeting.pk}/access/" in letter.text
    afterwards.plan_due(now=LATE + timedelta(minutes=1))
    assert deliver(LATE + timedelta(minutes=1)) == []


def test_without_a_lead_every_coordinator_is_told(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True, lead=None)
    say(meeting, cast.rowan, "yes", mode="room")
    deliver(NOW)
    tell(meeting, cast.rowan, words="A lamp", now=LATE)
    assert ("Jo", "email", "late_need") in deliver(LATE)


def test_food_travel_and_company_are_told_after_the_answer_and_become_tasks(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    with pytest.raises(Refused):
        tell(meeting, cast.rowan, food=["vegan"])
    say(meeting, cast.rowan, "yes", mode="room")
    tell(
        meeting,
        cast.rowan,
        words="A seat by the door",
        food=["vegan"],
        food_other="nuts",
        allergy="severe",
        travel="taxi",
        dog=True,
    )
    assert [flag for _, flag, _ in on_the_list(meeting)] == [
        "Something else this time", "Help with the way", "Food", "Room for who comes with them",
    ]  # fmt: skip
    tell(meeting, cast.rowan)
    assert on_the_list(meeting) == []


def test_a_supporter_takes_a_seat_and_the_next_person_waits(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.sam, cast.robin], publish=True, room_places=2)
    say(meeting, cast.rowan, "yes", mode="room")
    assert tell(meeting, cast.rowan, supporter=True).brings_seated == 1
    assert say(meeting, cast.robin, "yes", mode="room").place_no is None
    tell(meeting, cast.rowan)
    assert Rsvp.objects.get(person=cast.robin).place_no == 2


def test_when_no_seat_is_free_she_keeps_hers_and_her_supporter_is_next(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True, room_places=2)
    say(meeting, cast.rowan, "yes", mode="room")
    say(meeting, cast.robin, "yes", mode="room")
    told = tell(meeting, cast.rowan, supporter=True)
    assert (told.place_no, told.brings_seated) == (1, 0)
    assert ("Rowan", "A seat for who comes with them", "requested") in on_the_list(meeting)
    deliver(NOW)
    say(meeting, cast.robin, "no")
    rowan = Rsvp.objects.get(person=cast.rowan)
    assert (rowan.place_no, rowan.brings_seated) == (1, 1)
    assert ("Rowan", "email", "company") in deliver(NOW)
    afterwards.plan_due(now=NOW)
    assert [flag for _, flag, _ in on_the_list(meeting)] == ["Room for who comes with them"]
