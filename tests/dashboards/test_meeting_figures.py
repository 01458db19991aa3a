"""MET-18 and MET-19: who answered, and who came."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import PeopleShare, ThingShare
from coproduction.dashboards.filters import Filter
from meetings.actions import register
from members.models import Letter
from tests import factories as make
from tests.dashboards.conftest import NOW

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 12, 13, 0, tzinfo=timezone.get_default_timezone())


def here(share):
    """Part and whole of the period that was asked for, among those that it adds up with."""
    return share.parts[share.at], share.wholes[share.at]


@pytest.fixture
def meeting(db):
    def took_place(*, at=MAY, closed=True, **fields):
        if closed:
            fields["register_closed_at"] = at + timedelta(hours=3)
        return make.meeting(starts_at=at, now=at - timedelta(days=30), **fields)

    return took_place


@pytest.fixture
def letter(db):
    numbers = iter(range(1000))

    def invitation(meeting, person, state, **fields):
        return Letter.objects.create(
            key=f"invitation {next(numbers)}",
            kind="meeting_invitation",
            about=meeting.about_word,
            person=person,
            state=state,
            due_at=meeting.starts_at,
            **fields,
        )

    return invitation


def test_yes_no_and_not_sure_are_answers_and_silence_is_not(cast, figures, meeting):
    made = meeting()
    for person, answer in ((cast.rowan, "yes"), (cast.sam, "no"), (cast.pat, "maybe"), (cast.robin, "")):
        make.rsvp(made, person, answer=answer)
    assert figures("MET-18")["answered"] == PeopleShare((3,), (4,))
    assert figures("MET-18")["yes"] == PeopleShare((1,), (4,))


def test_an_answer_given_by_telephone_counts_the_same_and_is_told(cast, figures, meeting):
    made = meeting()
    make.rsvp(made, cast.sam, answer="yes", via="desk", recorded_by=cast.jo)
    make.rsvp(made, cast.rowan, answer="yes", via="link")
    assert figures("MET-18")["answered"] == PeopleShare((2,), (2,))
    assert figures("MET-18")["for_them"].cells == (1,)


@pytest.mark.parametrize("state", ["failed", "withheld", "waiting", "sending"])
def test_an_invitation_that_never_arrived_is_left_out_and_shown(cast, figures, meeting, letter, state):
    made = meeting()
    make.rsvp(made, cast.rowan, answer="yes")
    letter(made, cast.rowan, "sent")
    make.rsvp(made, cast.sam)
    letter(made, cast.sam, state)
    assert figures("MET-18")["answered"] == PeopleShare((1,), (1,))
    assert figures("MET-18")["not_told"].cells == (1,)


def test_a_letter_that_came_back_is_left_out_and_one_that_may_have_arrived_is_not(cast, figures, meeting, letter):
    made = meeting(people=[cast.rowan, cast.sam])
    letter(made, cast.rowan, "sent", bounced_at=NOW)
    letter(made, cast.sam, "uncertain")
    assert figures("MET-18")["answered"] == PeopleShare((0,), (1,))
    assert figures("MET-18")["not_told"].cells == (1,)


def test_somebody_who_answered_all_the_same_or_was_reached_the_second_time_counts(cast, figures, meeting, letter):
    made = meeting()
    make.rsvp(made, cast.rowan, answer="no")
    letter(made, cast.rowan, "failed")
    make.rsvp(made, cast.sam)
    letter(made, cast.sam, "failed")
    letter(made, cast.sam, "sent")
    assert figures("MET-18")["answered"] == PeopleShare((1,), (2,))
    assert figures("MET-18")["not_told"].cells == (0,)


def test_drafts_cancelled_and_coming_meetings_and_people_taken_off_do_not_count(cast, figures, meeting):
    meeting(people=[cast.rowan], state="draft", closed=False)
    meeting(people=[cast.rowan], state="cancelled")
    meeting(people=[cast.rowan], at=NOW + timedelta(hours=1), closed=False)
    made = meeting(people=[cast.rowan])
    make.rsvp(made, cast.sam, removed_at=NOW)
    assert figures("MET-18")["answered"] == PeopleShare((0,), (1,))


def test_a_meeting_that_ended_a_minute_ago_counts_already(cast, figures, meeting):
    meeting(people=[cast.rowan], at=NOW - timedelta(minutes=121), closed=False)
    assert figures("MET-18")["answered"].wholes == (1,)


def test_a_meeting_counts_on_its_day_in_london(cast, figures, meeting):
    """One that ends at half past midnight British time on 1 April is still March in Greenwich."""
    start = datetime(2026, 3, 31, 22, 30, tzinfo=timezone.get_default_timezone())
    meeting(people=[cast.rowan], at=start)
    assert here(figures("MET-18", slug="quarter")["answered"]) == (0, 1)


def test_who_came_of_those_invited_and_of_those_who_said_yes(cast, figures, meeting):
    made = meeting()
    for person, answer, came in (
        (cast.rowan, "yes", True),
        (cast.sam, "yes", False),
        (cast.pat, "", True),
        (cast.robin, "no", False),
    ):
        make.rsvp(made, person, answer=answer)
        make.attendance(made, person, came=came)
    assert figures("MET-19")["came"] == PeopleShare((2,), (4,))
    assert figures("MET-19")["kept"] == PeopleShare((1,), (2,))


def test_asked_for_the_room_and_marked_there_and_then_online_somebody_came_once(cast, figures, meeting):
    """Whoever may come either way has one invitation and one place in the register, and is one person."""
    made = meeting(closed=False, online_offered=True, phone_offered=True)
    make.rsvp(made, cast.rowan, answer="yes", mode="room")
    make.rsvp(made, cast.sam, answer="yes", mode="online")
    same = {"meeting": made, "came": True, "actor": cast.actor("jo"), "now": made.ends_at}
    for mode in ("room", "online", "phone"):
        register.mark(person=cast.rowan, mode=mode, **same)
        register.mark(person=cast.pat, mode=mode, **same)
    register.mark(person=cast.sam, mode="room", **same)
    register.close(meeting=made, actor=cast.actor("jo"), now=made.ends_at)
    assert figures("MET-19")["came"] == PeopleShare((2,), (2,))
    assert figures("MET-19")["kept"] == PeopleShare((2,), (2,))
    assert figures("MET-19")["walk_ins"].cells == (1,)
    assert figures("MET-13")["people"].cells == (3,)


def test_somebody_who_simply_came_stands_apart(cast, figures, meeting):
    made = meeting()
    make.rsvp(made, cast.rowan, answer="yes")
    make.attendance(made, cast.rowan)
    make.attendance(made, cast.sam, is_walk_in=True, mode="online")
    assert figures("MET-19")["came"] == PeopleShare((1,), (1,))
    assert figures("MET-19")["walk_ins"].cells == (1,)


def test_somebody_who_came_unasked_and_was_invited_later_counts_once(cast, figures, meeting):
    made = meeting()
    make.attendance(made, cast.sam, is_walk_in=True)
    make.rsvp(made, cast.sam)
    assert figures("MET-19")["came"] == PeopleShare((1,), (1,))
    assert figures("MET-19")["walk_ins"].cells == (0,)


def test_a_register_that_is_open_counts_in_neither_and_is_told(cast, figures, meeting):
    made = meeting(closed=False, people=[cast.rowan])
    make.attendance(made, cast.rowan)
    assert figures("MET-19")["came"] == PeopleShare((0,), (0,))
    assert figures("MET-19")["closed"] == ThingShare(0, 1)


def test_without_meetings_there_is_nothing_to_divide(figures):
    assert figures("MET-18")["answered"] == PeopleShare((0,), (0,))
    assert figures("MET-19")["closed"] == ThingShare(0, 0)


def test_the_level_of_a_meeting_is_the_one_it_was_logged_with(cast, figures, meeting):
    made = meeting(people=[cast.rowan])
    make.activity(meeting=made, level="operational", ended_on=MAY.date())
    operational = figures("MET-18", filter=Filter("level", "operational", "operational", "Operational"))["answered"]
    assert operational.wholes[operational.at] == 1


def test_a_body_shows_its_own_meetings_beside_the_others(cast, figures, meeting, crowd):
    meeting(body=cast.group, people=crowd(9))
    meeting(body=cast.network, people=crowd(6, "Net"))
    group = figures("MET-18", filter=Filter("body", cast.group.pk, cast.group.slug, cast.group.name))["answered"]
    assert group.wholes[group.at] == 9
    assert sorted(group.wholes) == [6, 9]


@pytest.mark.parametrize("slug", ["12m", "all", "year", "quarter"])
def test_every_period_counts_the_same_meeting(cast, figures, meeting, slug):
    made = meeting()
    make.rsvp(made, cast.rowan, answer="yes")
    make.attendance(made, cast.rowan)
    assert here(figures("MET-18", slug=slug)["answered"]) == (1, 1)
    assert here(figures("MET-19", slug=slug)["came"]) == (1, 1)


def answered_by(made, people, answers):
    """The first so many say yes, the next so many no; the rest stay silent. Some of those who said yes came."""
    left = iter(people)
    for answer, (many, came) in answers.items():
        for number, person in zip(range(many), left, strict=False):
            make.rsvp(made, person, answer=answer)
            make.attendance(made, person, came=number < came)


def test_nobody_can_take_yes_from_answered_and_learn_who_few_said_no(figures, meeting, crowd):
    answered_by(meeting(), crowd(20), {"yes": (10, 5), "no": (4, 0), "": (6, 5)})
    shown = {name: protect(value) for name, value in figures("MET-18").items()}
    assert shown["answered"].value == 14
    assert shown["yes"].is_hidden
    kept = protect(figures("MET-19")["kept"])
    assert kept.is_hidden
    assert kept.of is None, "its whole is the number of those who said yes"


def test_nobody_can_take_one_tile_from_the_other_and_learn_the_answers_to_an_open_register(figures, meeting, crowd):
    people = crowd(30)
    answered_by(meeting(), people, {"yes": (20, 10), "no": (5, 0), "": (5, 5)})
    assert not protect(figures("MET-19")["kept"]).is_hidden
    answered_by(meeting(closed=False, at=MAY + timedelta(days=1)), people, {"yes": (4, 0), "no": (5, 0), "": (5, 0)})
    assert protect(figures("MET-18")["yes"]).value == 24
    kept = protect(figures("MET-19")["kept"])
    assert kept.is_hidden
    assert kept.of is None


def test_nobody_can_take_kept_from_came_and_learn_which_few_came_without_a_yes(figures, meeting, crowd):
    answered_by(meeting(), crowd(30), {"yes": (20, 10), "no": (5, 0), "": (5, 3)})
    assert protect(figures("MET-19")["came"]).value == 13
    assert protect(figures("MET-19")["kept"]).is_hidden


def test_both_tiles_leave_out_the_same_invitations_that_never_arrived(cast, figures, meeting, letter):
    made = meeting(people=[cast.rowan, cast.sam, cast.pat])
    make.attendance(made, cast.rowan)
    for person in (cast.rowan, cast.sam):
        letter(made, person, "withheld")
    assert figures("MET-18")["answered"].wholes == (1,)
    assert figures("MET-19")["came"] == PeopleShare((1,), (2,)), "Rowan came all the same, Sam never knew"
