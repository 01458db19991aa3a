"""MET-12, 14, 16, 17, 20, 21 and 26: needs, contacts, the same few, who stayed, how it was, money. Today is 9 June 2026."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coproduction.dashboards.disclosure import NEIGHBOUR, TOO_FEW, protect
from coproduction.dashboards.disclosure_kinds import TOO_FEW_FOR_MOST
from coproduction.dashboards.figures import Most, People, PeopleShare, Rate, ThingShare, Views
from coproduction.dashboards.models import PublishedEquality
from meetings.models.pulse import QUESTIONS
from members.models import Rest
from tests import factories as make
from tests.dashboards.conftest import DURING, NOW
from tests.dashboards.reading import words
from tests.factories import after

pytestmark = pytest.mark.django_db


# ---- MET-12 -------------------------------------------------------------------------------------------------------------
def test_none_asked_is_no_figure(measured):
    found = measured("MET-12", shown=True)["met"]
    assert (found.value, found.of, found.percent) == (0, 0, None), "0 of 0 reads as words, never as all"


def test_needs_met_of_needs_asked_for(measured, crowd, needs):
    people = crowd(12)
    needs(people[:7], "met")
    needs(people[7:], "partly")
    needs(people[:3], "called_off", need="large")
    found = measured("MET-12")
    assert found["met"] == PeopleShare((7,), (12,))
    assert found["no_word"] == People((0,))
    assert measured("MET-12", shown=True)["met"].value == 7


def test_a_need_of_which_nobody_wrote_how_it_went_is_not_met_and_is_said(measured, crowd, needs):
    people = crowd(12)
    needs(people[:6], "met")
    needs(people[6:], "confirmed")
    assert measured("MET-12")["met"] == PeopleShare((6,), (12,))
    assert measured("MET-12", shown=True)["no_word"].value == 6


def test_many_needs_of_few_people_stay_hidden(measured, crowd, needs):
    four, others = crowd(4), crowd(6, "Others")
    for need in ("loop", "large", "quiet"):
        needs(four, "met", need=need)
    assert measured("MET-12", shown=True)["met"].is_hidden, "twelve needs of four people"
    needs(others, "met")
    assert measured("MET-12", shown=True)["met"].value == 18
    needs(others[:2], "not_met", need="large")
    needs(others[:2], "not_met", need="quiet")
    needs(others[:2], "partly", need="parking")
    assert measured("MET-12", shown=True)["met"].is_hidden, "six were not met, of two people"


def test_only_meetings_that_took_place_count(measured, crowd, needs):
    people = crowd(6)
    needs(people, "met", at=make.meeting(starts_at=DURING, state="cancelled"))
    needs(people, "met", at=make.meeting(starts_at=NOW + timedelta(days=1)))
    needs(people, "met", at=make.meeting(starts_at=DURING.replace(year=2024)))
    assert measured("MET-12")["met"] == PeopleShare((0,), (0,))


# ---- MET-14 -------------------------------------------------------------------------------------------------------------
def test_contacts_count_times_and_heads_and_never_staff(measured, cast, crowd, held):
    people = crowd(6)
    for _ in range(3):
        held(people)
    held(others=9, others_le=7)
    held([cast.ash], hats=["staff"])
    assert measured("MET-14")["all"] == People((25,))
    assert measured("MET-14", shown=True)["heads"].value == 7
    assert measured("MET-13")["people"].cells == (6,), "ten times is one person there"


def test_three_heads_are_not_had_by_taking_the_named_from_all(measured, crowd, held):
    held(crowd(6), others=3, others_le=3)
    found = measured("MET-14", shown=True)
    assert (found["all"].value, found["named"].is_hidden, found["heads"].is_hidden) == (9, True, True)


# ---- MET-16 -------------------------------------------------------------------------------------------------------------
def test_the_most_active_quarter_of_eight_is_two(measured, crowd, held):
    people = crowd(8)
    held(people, minutes=60)
    held(people[:2], minutes=120)
    held(people[:1], minutes=None)
    assert measured("MET-16")["most"] == Most(360, 720, 8)
    found = measured("MET-16", shown=True)["most"]
    assert (found.value, found.of) == (5, 10), "in tenths, for two people's hours are not to be had from it"


def test_of_seven_people_nothing_is_said(measured, crowd, held):
    held(crowd(7), minutes=60)
    assert measured("MET-16", shown=True)["most"].why == TOO_FEW_FOR_MOST
    assert measured("MET-16", shown=True, before=True)["most"].value is None, "nobody gave anything"


def test_from_twenty_people_on_it_is_a_share_of_a_hundred(measured, crowd, held):
    people = crowd(21)
    held(people, minutes=60)
    held(people[:6], minutes=30)
    found = measured("MET-16", shown=True)["most"]
    assert (found.value, found.of) == (38, 100), "six of 21, rounded up"


def test_whoever_gave_nobody_knows_how_much_is_in_neither(measured, crowd, held):
    people = crowd(9)
    held(people[:8], minutes=60)
    held(people[8:], minutes=None)
    assert measured("MET-16")["most"].people == 8


# ---- MET-17 -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def member(db):
    def joined(name, *, on=date(2024, 1, 1), left=None, **fields):
        person = make.person(name, **fields)
        state = "left" if left else "active"
        make.membership(person, state=state, since=left or on, started_on=on)
        return person

    return joined


def test_members_of_a_year_ago_who_are_members_today(measured, member):
    member("Stays")
    member("Left", left=date(2026, 1, 5))
    member("Left long ago", left=date(2025, 6, 9))
    member("New", on=date(2025, 6, 10))
    assert measured("MET-17")["stayed"] == PeopleShare((1,), (2,))


def test_whoever_died_is_in_neither_number(measured, member):
    member("Stays")
    member("Died", left=date(2026, 1, 5), died_on=date(2026, 1, 5))
    assert measured("MET-17")["stayed"] == PeopleShare((1,), (1,))


def test_whoever_left_and_came_back_stayed_and_whoever_is_on_the_way_in_did_not_yet(measured, member):
    back, asks = member("Back", left=date(2025, 9, 1)), member("Asks", left=date(2025, 9, 1))
    make.membership(back, since=date(2026, 3, 1), started_on=date(2026, 3, 1))
    make.membership(asks, state="induction", since=date(2026, 3, 1))
    assert measured("MET-17")["stayed"] == PeopleShare((1,), (2,))


def test_whoever_is_on_a_break_stayed_and_is_said_apart(measured, member):
    member("Stays")
    member("Rests", paused_at=DURING)
    rested = member("Was on a break a year ago", paused_at=None)
    Rest.objects.create(
        person=rested, started_at=DURING.replace(year=2025), ended_at=DURING.replace(year=2025, month=7)
    )
    assert measured("MET-17") == {"stayed": PeopleShare((2,), (2,)), "paused": People((1,))}
    found = measured("MET-17", slug="quarter", before=True)
    assert found["stayed"] == PeopleShare((3,), (3,)), "the year to 9 March"


def test_two_who_left_are_not_to_be_had_and_a_break_of_two_is_hidden(measured, member):
    for number in range(12):
        member(f"Stays {number}", paused_at=DURING if number < 2 else None)
    for number in range(5):
        member(f"Left {number}", left=date(2026, 1, 5))
    found = measured("MET-17", shown=True)
    assert (found["stayed"].value, found["stayed"].of) == (12, 17)
    assert found["paused"].why == TOO_FEW
    member("Stays too"), member("One more", left=date(2026, 1, 5))
    assert measured("MET-17", slug="quarter", shown=True)["stayed"].value == 13


# ---- MET-20 -------------------------------------------------------------------------------------------------------------
def box(agree, others=0, *, asked=20, closed=True, at=DURING):
    said = [dict.fromkeys(QUESTIONS, 5)] * agree + [dict.fromkeys(QUESTIONS, 2)] * others
    return after.pulse(make.meeting(starts_at=at, days=0), answers=said, asked=asked, closed=closed)


def test_agreement_over_meetings_that_gave_five_answers(measured, cast):
    box(6, 6)
    box(9, 5)
    box(4)
    box(8, closed=False)
    found = measured("MET-20")
    assert (found["listened"].agree, found["listened"].answers) == (15, 26)
    assert found["answered"] == Rate(((12, 20), (14, 20)))
    rate = protect(found["answered"])
    assert (rate.value, rate.of) == (6, 10), "26 of 40, in tenths"
    assert found["meetings"] == ThingShare(2, 3)


def test_one_hidden_meeting_is_not_to_be_had_by_taking_away_the_others(measured, cast):
    box(6, 6)
    box(2, 9)
    assert measured("MET-20", shown=True)["listened"].why == NEIGHBOUR
    box(3, 9)
    found = measured("MET-20", shown=True)["listened"]
    assert (found.value, found.of) == (3, 10), "11 of 35 in tenths: exact sums of two periods could be subtracted"
    assert protect(Views(2, 11, boxes=((2, 11),))).words == "fewer than 5", "one meeting alone reads as it does there"


def test_a_year_of_meetings_is_in_tenths_so_that_no_meeting_is_what_the_others_leave(cast, trustee):
    """Six of six agreed here, five of ten there: 13 of 27 less the two would say two of eleven."""
    for yes, no in ((6, 0), (5, 5), (2, 9)):
        box(yes, no, at=timezone.now() - timedelta(days=30))
    shown = words(trustee.get("/dashboard/pulse/"))
    assert "13 of 27" not in shown
    assert "27 of 60" not in shown
    assert "About 4 of every 10 people who were asked answered." in shown


def test_a_sentence_that_was_left_out_is_not_counted_for_it(measured, cast):
    made = box(8, 6)
    made.responses.filter(pk__in=made.responses.values("pk")[:1]).update(listened=None)
    assert measured("MET-20")["listened"].answers == 13
    assert measured("MET-20")["understood"].answers == 14


# ---- MET-26 -------------------------------------------------------------------------------------------------------------
def test_the_equality_totals_are_those_that_were_published(measured):
    assert measured("MET-26")["shown"] == ThingShare(0, 0)
    tables = [{"rows": [{"words": "A", "count": 9}]}, {"rows": []}]
    PublishedEquality.objects.create(published_on=date(2026, 4, 1), tables=tables)
    assert measured("MET-26")["shown"] == ThingShare(1, 2)
