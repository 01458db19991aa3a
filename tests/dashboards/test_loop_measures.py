"""MET-09, 10 and 11: promised and told, never told, and what changed. Today is Tuesday 9 June 2026."""

from datetime import date, timedelta

import pytest

from coproduction.dashboards.figures import Days, Things, ThingShare
from projects.actions import loop
from projects.models import Told
from tests import factories as make
from tests.dashboards.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)


@pytest.fixture
def said(db):
    """Something said in March and promised four weeks later, answered, done and told as asked for."""
    project = make.project()

    def of(people=(), *, on=MARCH, answer="", evidence=None, told=(), kind="outcome", told_at=NOW, **fields):
        made = make.contribution(project, said_on=on, people=people, reply_by=on + timedelta(days=28), **fields)
        if answer:
            reason = "" if answer == "accepted" else "There is no money for it."
            facts = {"decided_by": "The team", "decided_on": on + timedelta(days=7), "noted_at": NOW}
            made.responses.create(answer=answer, reason=reason, **facts)
        if evidence is not None:
            made.changes.create(what="It is larger now", evidence=evidence, changed_on=on, noted_at=NOW)
        for person in told:
            facts = {"response": made.responses.last(), "change": made.changes.last()} if kind != "thanks" else {}
            Told.objects.create(contribution=made, person=person, kind=kind, noted_at=NOW, told_at=told_at, **facts)
        loop.settle(made, now=told_at or NOW)
        return made

    return of


# ---- MET-09 -------------------------------------------------------------------------------------------------------------
def test_decided_is_not_told(measured, cast, said):
    said([cast.rowan], answer="cannot")
    found = measured("MET-09")
    assert found["told"] == ThingShare(0, 1)
    assert found["decided"] == Things(1)
    said([cast.rowan], answer="cannot", told=[cast.rowan], kind="not_done")
    assert measured("MET-09")["told"] == ThingShare(1, 2)


def test_told_to_three_of_five_is_not_told(measured, crowd, said):
    people = crowd(5)
    made = said(people, answer="cannot", told=people[:3], kind="not_done")
    assert measured("MET-09")["told"] == ThingShare(0, 1)
    for person in people[3:]:
        Told.objects.create(
            contribution=made, person=person, kind="not_done", response=made.responses.get(), noted_at=NOW, told_at=NOW
        )
    loop.settle(made, now=NOW)
    assert measured("MET-09")["told"] == ThingShare(1, 1)


def test_a_thank_you_and_how_far_it_is_tell_nobody_what_became_of_it(measured, cast, said):
    said([cast.rowan], told=[cast.rowan], kind="thanks")
    said([cast.rowan], answer="accepted", told=[cast.rowan], kind="progress")
    assert measured("MET-09")["told"] == ThingShare(0, 2)


def test_only_what_was_promised_for_a_day_that_is_over_is_due(measured, cast, said):
    said([cast.rowan], on=TODAY - timedelta(days=28), answer="cannot", told=[cast.rowan], kind="not_done")
    assert measured("MET-09")["told"] == ThingShare(0, 0), "promised for today"
    said([cast.rowan], on=TODAY - timedelta(days=29))
    assert measured("MET-09")["told"] == ThingShare(0, 1)


def test_a_promise_belongs_to_the_period_of_its_day_and_what_is_told_later_counts_from_then_on(measured, cast, said):
    said([cast.rowan], on=date(2026, 2, 1), answer="cannot", told=[cast.rowan], kind="not_done")
    assert measured("MET-09", slug="quarter")["told"] == ThingShare(0, 0)
    assert measured("MET-09", slug="quarter", before=True)["told"] == ThingShare(1, 1)


def test_days_run_from_when_it_was_said_until_the_last_one_was_told(measured, cast, said):
    for days in (10, 20, 60):
        at = NOW.replace(month=3, day=2) + timedelta(days=days)
        said([cast.rowan], answer="cannot", told=[cast.rowan], kind="not_done", told_at=at)
    found = measured("MET-09")
    assert found["days"] == Days(20.0)
    assert found["in_time"] == ThingShare(2, 3)
    assert measured("MET-09", before=True)["days"] == Days(None)


def test_whoever_would_rather_not_hear_or_died_is_not_waited_for(measured, cast, said):
    made = said([cast.rowan, cast.sam, cast.pat], answer="cannot", told=[cast.rowan], kind="not_done")
    made.contributors.filter(person=cast.sam).update(wants_to_hear=False)
    cast.pat.died_on = date(2026, 4, 1)
    cast.pat.save()
    loop.settle(made, now=NOW)
    assert measured("MET-09")["told"] == ThingShare(1, 1)


# ---- MET-10 -------------------------------------------------------------------------------------------------------------
def test_ninety_days_are_not_too_long_and_ninety_one_are(measured, cast, said):
    said([cast.rowan], on=TODAY - timedelta(days=90))
    assert measured("MET-10")["never"] == ThingShare(0, 0)
    said([cast.rowan], on=TODAY - timedelta(days=91))
    assert measured("MET-10")["never"] == ThingShare(1, 1)


def test_a_thank_you_is_no_telling_and_how_far_it_is_is_one(measured, cast, said):
    said([cast.rowan], told=[cast.rowan], kind="thanks")
    assert measured("MET-10")["never"] == ThingShare(1, 1)
    said([cast.rowan], answer="accepted", told=[cast.rowan], kind="progress")
    assert measured("MET-10")["never"] == ThingShare(1, 2)
    said([cast.rowan], answer="cannot", told=[cast.rowan], kind="not_done", told_at=None)
    assert measured("MET-10")["never"] == ThingShare(2, 3), "a letter that has not left told nobody"


def test_where_nobody_wants_to_hear_there_is_nobody_to_tell(measured, cast, said):
    said([cast.rowan]).contributors.update(wants_to_hear=False)
    assert measured("MET-10")["never"] == ThingShare(0, 0)
    said([])  # nobody was named: the group waits
    assert measured("MET-10")["never"] == ThingShare(1, 1)


def test_what_was_told_after_the_period_does_not_count_for_it(measured, cast, said):
    said([cast.rowan], on=date(2025, 11, 1), answer="cannot", told=[cast.rowan], kind="not_done", told_at=NOW)
    assert measured("MET-10")["never"] == ThingShare(0, 1)
    assert measured("MET-10", slug="quarter", before=True)["never"] == ThingShare(1, 1)


# ---- MET-11 -------------------------------------------------------------------------------------------------------------
def test_a_change_counts_with_its_evidence_and_only_where_we_said_yes(measured, said):
    said(answer="accepted", evidence="The new leaflet")
    said(answer="partly", evidence="The new leaflet")
    said(answer="accepted", evidence="")
    said(answer="already", evidence="The list says so")
    said(answer="cannot")
    said()
    found = measured("MET-11")
    assert found["changed"] == ThingShare(2, 5)
    assert (found["yes"], found["not_done"], found["already"]) == (Things(3), Things(1), Things(1))


def test_the_last_answer_holds_and_a_change_that_is_no_longer_so_does_not(measured, said):
    made = said(answer="cannot")
    made.responses.create(answer="accepted", decided_by="The team", decided_on=date(2026, 4, 1), noted_at=NOW)
    made.changes.create(what="It is larger", evidence="The leaflet", changed_on=TODAY, noted_at=NOW)
    assert measured("MET-11")["changed"] == ThingShare(1, 1)
    assert measured("MET-11", slug="quarter", before=True)["changed"] == ThingShare(0, 0), "answered anew in April"
    made.changes.update(still_true=False)
    assert measured("MET-11")["changed"] == ThingShare(0, 1)
