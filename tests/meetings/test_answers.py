"""Answers and places: who gets in, who waits, who moves up, and what people are told."""

import pytest
from django.core.exceptions import PermissionDenied

from meetings.actions import rsvps
from meetings.models import Rsvp
from meetings.queries import answers_of, silent_invitees, standing
from members.models import Letter
from members.permissions import by_link
from members.rules import Refused
from tests.meetings.conftest import NOW, START
from tests.meetings.test_planning import say

pytestmark = pytest.mark.django_db


def receipts(person):
    return Letter.objects.filter(person=person, kind="meeting_receipt").order_by("pk")


def test_an_answer_is_saved_with_its_receipt_and_pressing_twice_does_nothing_twice(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True)
    for _ in range(3):
        say(meeting, cast.rowan, "yes", mode="online")
    assert receipts(cast.rowan).count() == 1
    assert ("Rowan", "email", "receipt") in deliver(NOW)
    letter = receipts(cast.rowan).get()
    assert letter.subject == "We have your answer: meeting, Tuesday 8 December, 2pm"
    assert "You are coming online." in letter.text
    assert "If this was not you" in letter.text


def test_only_the_last_of_several_quick_answers_gets_a_receipt(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True)
    for answer in ("yes", "maybe", "no"):
        say(meeting, cast.rowan, answer)
    deliver(NOW)
    assert [(r.state, "can't come" in r.text) for r in receipts(cast.rowan)] == [
        ("withheld", False), ("withheld", False), ("sent", True),
    ]  # fmt: skip


def test_yes_without_a_way_takes_the_first_one_with_a_place(cast, plan):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True, room_places=1)
    assert say(meeting, cast.rowan, "yes").mode == "room"
    assert say(meeting, cast.robin, "yes").mode == "online"


def test_the_second_for_the_last_place_waits_and_moves_up_when_it_comes_free(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.sam], publish=True, room_places=1)
    deliver(NOW)
    assert say(meeting, cast.rowan, "yes", mode="room").place_no == 1
    waiting = say(meeting, cast.sam, "yes", mode="room")
    assert waiting.is_waiting
    assert "number 1 on the waiting list" in standing(waiting).sentence
    say(meeting, cast.rowan, "no")
    assert Rsvp.objects.get(person=cast.sam).place_no == 1
    assert ("Sam", "phone", "promoted") in deliver(NOW)


def test_whoever_would_come_another_way_too_gets_that_place(cast, plan):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True, room_places=1, phone_offered=False)
    say(meeting, cast.rowan, "yes", mode="room")
    moved = say(meeting, cast.robin, "yes", mode="room", either=True)
    assert (moved.mode, moved.is_waiting) == ("online", False)


def test_a_place_nobody_waits_for_goes_to_whoever_waits_elsewhere_and_would_take_it(cast, plan):
    meeting = plan(
        people=[cast.rowan, cast.robin, cast.sam], publish=True, room_places=1, online_places=1, phone_offered=False
    )
    say(meeting, cast.rowan, "yes", mode="room")
    say(meeting, cast.sam, "yes", mode="online")
    assert say(meeting, cast.robin, "yes", mode="room", either=True).is_waiting
    say(meeting, cast.sam, "no")
    robin = Rsvp.objects.get(person=cast.robin)
    assert (robin.mode, robin.place_no) == ("online", 1)


def test_saying_that_another_way_would_do_keeps_ones_turn_while_all_is_full(cast, plan):
    meeting = plan(
        people=[cast.rowan, cast.robin, cast.sam],
        publish=True,
        room_places=1,
        online_offered=False,
        phone_places=0 or None,
    )
    meeting = plan(
        people=[cast.rowan, cast.robin, cast.sam],
        publish=True,
        room_places=1,
        online_offered=False,
        phone_offered=False,
    )
    for person in (cast.rowan, cast.robin, cast.sam):
        say(meeting, person, "yes", mode="room")
    say(meeting, cast.robin, "yes", mode="room", either=True)
    turns = Rsvp.objects.filter(meeting=meeting, place_no=None).order_by("queue_no")
    assert [r.person for r in turns] == [cast.robin, cast.sam]


def test_changing_ones_mind_gives_the_place_back_and_history_is_kept(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    for answer, mode in [("yes", "room"), ("yes", "phone"), ("maybe", ""), ("no", ""), ("yes", "online")]:
        say(meeting, cast.rowan, answer, mode=mode)
    rsvp = Rsvp.objects.get(person=cast.rowan)
    assert (rsvp.answer, rsvp.mode, rsvp.place_no, rsvp.revision) == ("yes", "online", 1, 5)
    told = list(rsvp.events.order_by("pgh_id").values_list("answer", "mode"))
    assert told[-5:] == [("yes", "room"), ("yes", "phone"), ("maybe", ""), ("no", ""), ("yes", "online")]


def test_an_answer_on_the_telephone_is_noted_by_jo_for_sam(cast, plan, deliver):
    plan(people=[cast.sam, cast.rowan], publish=True)
    deliver(NOW)
    for person in (cast.sam, cast.rowan):
        rsvp = Rsvp.objects.select_related("meeting").get(person=person)
        rsvps.answer(rsvp=rsvp, answer="yes", mode="phone", actor=cast.actor("jo").at_the_desk_for(person), now=NOW)
    rsvp = Rsvp.objects.get(person=cast.sam)
    assert (rsvp.answer, rsvp.via, rsvp.recorded_by) == ("yes", "desk", cast.jo)
    assert deliver(NOW) == [("Rowan", "email", "receipt")], "nobody is rung about their own call"
    assert "written down by Jo Hartley for you" in receipts(cast.rowan).get().text


def test_nobody_answers_for_somebody_else(cast, plan):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True)
    rsvp = Rsvp.objects.select_related("meeting").get(meeting=meeting, person=cast.rowan)
    for actor in (by_link(cast.robin), cast.actor("robin"), cast.actor("uma").at_the_desk_for(cast.rowan)):
        with pytest.raises(PermissionDenied):
            rsvps.answer(rsvp=rsvp, answer="yes", actor=actor, now=NOW)
    with pytest.raises(ValueError, match="the person it is about"):
        rsvps.answer(rsvp=rsvp, answer="yes", actor=cast.actor("jo").at_the_desk_for(cast.robin), now=NOW)


def test_answers_close_when_the_meeting_starts(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    with pytest.raises(Refused, match="has begun"):
        say(meeting, cast.rowan, "yes", now=START)


def test_a_page_that_shows_the_old_time_is_not_believed_unless_it_says_no(cast, plan):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True)
    old = int(START.timestamp()) - 3600
    with pytest.raises(Refused, match="moved while your page was open"):
        say(meeting, cast.rowan, "yes", seen=old)
    assert say(meeting, cast.robin, "no", seen=old).answer == "no"


def test_details_come_after_the_answer(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    rsvp = Rsvp.objects.select_related("meeting").get(meeting=meeting)
    with pytest.raises(Refused, match="press one of the answers"):
        rsvps.details(rsvp=rsvp, words="A seat near the door", actor=by_link(cast.rowan), now=NOW)
    rsvp = say(meeting, cast.rowan, "yes")
    rsvps.details(rsvp=rsvp, words="A seat near the door", actor=by_link(cast.rowan), now=NOW)
    assert Rsvp.objects.get().different == "A seat near the door"


def test_the_numbers_of_a_meeting(cast, plan, django_assert_num_queries):
    meeting = plan(people=[cast.rowan, cast.robin, cast.sam, cast.pat, cast.tal], publish=True, room_places=1)
    for person, answer, mode in [
        (cast.rowan, "yes", "room"),
        (cast.robin, "yes", "room"),
        (cast.sam, "maybe", ""),
        (cast.pat, "no", ""),
    ]:
        say(meeting, person, answer, mode=mode)
    with django_assert_num_queries(1):
        answers = answers_of(meeting)
    assert (answers.asked, answers.coming, answers.waiting, answers.maybe, answers.no, answers.silent) == (
        5,
        1,
        1,
        1,
        1,
        1,
    )
    assert not silent_invitees(NOW)
    assert [r.person for r in silent_invitees(START.replace(day=5))] == [cast.tal]
