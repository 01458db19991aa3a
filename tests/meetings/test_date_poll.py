"""Finding a date: what people are asked, what they press, what becomes of it (MTG-13)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from meetings.actions import dates
from meetings.models import DateAsked, DatePoll, Meeting
from members.models import ContactTask, Letter
from members.permissions import by_link
from members.post import clock, links
from members.rules import Refused
from tests import factories as make
from tests.meetings.conftest import NOW

FIRST = datetime(2027, 1, 12, 14, tzinfo=UTC)
SECOND = datetime(2027, 1, 14, 14, tzinfo=UTC)
BY = date(2027, 1, 5)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def days_ahead():
    assert NOW < FIRST


@pytest.fixture
def find(cast):
    """`find(people=[…], ask=True)`: Jo's question about two Tuesdays and Thursdays in January."""

    def made(*, people=None, ask=True, dates_=(FIRST, SECOND), **more):
        fields = {"kind": make.kind(), "title": "Welcome Pack afternoon", "team": cast.team, "answer_by": BY} | more
        poll = dates.create(actor=cast.actor("jo"), now=NOW, dates=list(dates_), people=people, **fields)
        if ask:
            poll = dates.open_poll(poll=poll, actor=cast.actor("jo"), now=NOW)
        return poll

    return made


def line(poll, person):
    return DateAsked.objects.select_related("poll", "person").get(poll=poll, person=person)


def said(poll, person, *words, actor=None):
    options = poll.options.order_by("starts_at")
    suits = {option.pk: word for option, word in zip(options, words, strict=True)}
    return dates.answer(asked=line(poll, person), suits=suits, actor=actor or by_link(person), now=NOW)


def address(poll, person):
    about = {"purpose": "dates", "about": poll.about_word, "expires_at": NOW + timedelta(days=60), "now": NOW}
    return f"/dates/{links.link_for(person=person, **about).token}/"


# ---- what is refused, in a sentence --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        ([], "at least two dates"),
        ([FIRST], "nothing to choose from"),
        ([FIRST, FIRST], "stands there twice"),
        ([NOW - timedelta(days=1), FIRST], "already passed"),
        ([FIRST + timedelta(days=n) for n in range(13)], "hard to read"),
    ],
)
def test_dates_that_make_no_sense_are_refused_in_a_sentence(find, starts, sentence):
    with pytest.raises(Refused, match=sentence):
        find(people=[], dates_=starts, ask=False)
    assert not DatePoll.objects.exists()


@pytest.mark.parametrize(
    ("by", "sentence"), [(date(2026, 1, 1), "has passed"), (date(2027, 2, 1), "after the first date")]
)
def test_the_day_to_answer_by_lies_between_today_and_the_first_date(find, by, sentence):
    with pytest.raises(Refused, match=sentence):
        find(people=[], answer_by=by, ask=False)


def test_nobody_is_asked_before_it_is_sent_nor_twice_nor_when_nobody_is_on_the_list(cast, find):
    empty = find(people=[], ask=False)
    with pytest.raises(Refused, match="Nobody is on the list"):
        dates.open_poll(poll=empty, actor=cast.actor("jo"), now=NOW)
    poll = find(people=[cast.rowan], ask=False)
    assert not Letter.objects.exists()
    dates.open_poll(poll=poll, actor=cast.actor("jo"), now=NOW)
    with pytest.raises(Refused, match="asked already"):
        dates.open_poll(poll=poll, actor=cast.actor("jo"), now=NOW)
    dates.add_people(poll=poll, people=[cast.rowan, cast.sam], actor=cast.actor("jo"), now=NOW)
    assert sorted(Letter.objects.values_list("person", flat=True)) == sorted([cast.rowan.pk, cast.sam.pk])


def test_the_bodys_seat_holders_are_proposed_and_trustees_and_staff_can_be_asked(cast, find):
    rowan = cast.rowan  # sits in the group from when the cast is asked for her
    poll = find(body=cast.group, ask=False)
    assert DateAsked.objects.filter(poll=poll, person=rowan).exists()
    dates.add_people(poll=poll, people=[cast.tal, cast.ash], actor=cast.actor("jo"), now=NOW)
    assert DateAsked.objects.filter(poll=poll, person__in=[cast.tal, cast.ash]).count() == 2


def test_a_member_cannot_ask_about_dates_and_staff_not_for_another_team(cast, find):
    poll = find(people=[cast.rowan], ask=False, team=make.team("Another team"))
    for actor in (cast.actor("rowan"), cast.actor("ash")):
        with pytest.raises(PermissionDenied):
            dates.open_poll(poll=poll, actor=actor, now=NOW)
        assert not DatePoll.objects.visible_to(actor).filter(pk=poll.pk).exists()


# ---- asked by their own way ----------------------------------------------------------------------------------------------
def test_each_is_asked_by_their_own_way_and_the_call_says_the_dates(cast, find, deliver):
    find(people=[cast.rowan, cast.sam])
    assert deliver(NOW) == [("Rowan", "email", "dates_ask"), ("Sam", "phone", "dates_ask")]
    letter = Letter.objects.get(person=cast.rowan)
    assert letter.subject == "Please answer by Tuesday 5 January: which dates suit you?"
    assert "Tuesday 12 January, 2pm" in letter.text
    assert "/dates/" in letter.text
    assert "Tuesday 12 January, 2pm: yes, if need be, no." in ContactTask.objects.get(person=cast.sam).script


def test_the_day_before_only_the_silent_are_reminded_and_only_once(cast, find, deliver):
    poll = find(people=[cast.rowan, cast.pat, cast.robin])
    deliver(NOW)
    said(poll, cast.rowan, "yes", "no")
    dates.ring_me_instead(asked=line(poll, cast.robin), actor=by_link(cast.robin), now=NOW)
    eve = datetime(2027, 1, 4, 10, 0, tzinfo=UTC)
    clock.plan(now=eve - timedelta(minutes=1))
    assert not Letter.objects.filter(kind="dates_reminder").exists()
    clock.plan(now=eve)
    clock.plan(now=eve + timedelta(hours=3))
    assert list(Letter.objects.filter(kind="dates_reminder").values_list("person", flat=True)) == [cast.pat.pk]


def test_who_was_taken_off_and_comes_back_is_asked_afresh_with_a_link_that_works(cast, find, deliver, client):
    poll, jo = find(people=[cast.rowan, cast.sam]), cast.actor("jo")
    deliver(NOW)
    dates.take_off(asked=line(poll, cast.rowan), actor=jo, now=NOW)
    for _ in range(2):
        dates.add_people(poll=poll, people=[cast.rowan], actor=jo, now=NOW)
    assert deliver(NOW) == [("Rowan", "email", "dates_ask")]
    newest = Letter.objects.filter(person=cast.rowan).latest("pk")
    assert client.get("/dates/" + newest.text.split("/dates/")[1].split()[0]).status_code == 200
    dates.drop(poll=poll, actor=jo, now=NOW)
    assert Letter.objects.filter(kind="dates_result").count() == 2


# ---- the choice ------------------------------------------------------------------------------------------------------------
def test_the_chosen_date_becomes_a_draft_with_the_same_people_and_everybody_is_told(cast, find, deliver):
    poll = find(people=[cast.rowan, cast.sam])
    said(poll, cast.rowan, "yes", "no")
    poll = dates.choose(poll=poll, option=poll.options.first(), actor=cast.actor("jo"), now=NOW)
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.starts_at, meeting.title) == ("draft", FIRST, "Welcome Pack afternoon")
    assert meeting.ends_at == FIRST + timedelta(minutes=120)
    assert meeting.rsvps.count() == 2
    with pytest.raises(Refused, match="chosen already"):
        dates.choose(poll=poll, option=poll.options.last(), actor=cast.actor("jo"), now=NOW)
    with pytest.raises(Refused, match="chosen already"):
        said(poll, cast.sam, "yes", "yes")
    later = NOW + timedelta(minutes=11)
    assert deliver(later) == [("Rowan", "email", "dates_result"), ("Sam", "phone", "dates_result")]
    assert Letter.objects.get(person=cast.rowan, kind="dates_result").subject == "The date is Tuesday 12 January, 2pm"
    assert not Letter.objects.filter(kind="dates_ask", state="sent").exists()  # never asked what is decided


def test_an_invitation_that_is_quicker_takes_the_place_of_the_news(cast, find, deliver):
    from meetings.actions import planning

    poll = dates.choose(
        poll=find(people=[cast.rowan]), option=DatePoll.objects.get().options.first(), actor=cast.actor("jo"), now=NOW
    )
    planning.edit(meeting=poll.meeting, actor=cast.actor("jo"), now=NOW, place="Leatherhead office")
    planning.publish(meeting=poll.meeting, actor=cast.actor("jo"), now=NOW)
    assert [kind for _, _, kind in deliver(NOW + timedelta(minutes=11))] == ["invitation"]


def test_a_date_that_has_passed_cannot_be_chosen(cast, find):
    poll = find(people=[cast.rowan])
    with pytest.raises(Refused, match="already passed"):
        dates.choose(poll=poll, option=poll.options.first(), actor=cast.actor("jo"), now=FIRST + timedelta(hours=1))


def test_giving_up_tells_who_was_asked_and_a_draft_goes_quietly(cast, find, deliver):
    dates.drop(poll=find(people=[cast.sam], ask=False), actor=cast.actor("jo"), now=NOW)
    dates.drop(poll=find(people=[cast.rowan]), actor=cast.actor("jo"), now=NOW)
    assert deliver(NOW + timedelta(minutes=11)) == [("Rowan", "email", "dates_result")]
    assert "stopped looking" in Letter.objects.get(kind="dates_result").subject


def test_who_leaves_the_group_is_not_asked_any_more_and_their_link_ends(cast, find, client):
    from members.events import person_left

    poll = find(people=[cast.rowan])
    here = address(poll, cast.rowan)
    person_left.send(sender=None, person=cast.rowan, actor=cast.actor("jo"), now=NOW)
    assert client.get(here).status_code == 404
    assert Letter.objects.get().state == "withheld"
