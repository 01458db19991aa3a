"""MET-03, 05, 22, 23, 24 and 25: feedback only, how much say, short notice, teams, the plan, the Network."""

from datetime import UTC, date, datetime

import pytest

from coproduction.dashboards.disclosure import TOO_FEW
from coproduction.dashboards.figures import Felt, Things, ThingShare
from meetings.models import CameFor
from projects.models import Agreement, InvolvementRequest, Rating, Stage
from projects.queries.ladder import ladders
from tests import factories as make
from tests.dashboards.conftest import NOW, TODAY
from tests.factories.plans import plan as a_plan
from tests.factories.plans import plan_goal

pytestmark = pytest.mark.django_db
MAY, DURING = date(2026, 5, 4), datetime(2026, 5, 4, 10, tzinfo=UTC)


# ---- MET-03 -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def project(held, cast):
    """A project that started in March and in which people took part at these stages."""

    def began(title, *stages, **fields):
        made = make.project(title, started_on=date(2026, 3, 2), **fields)
        for stage in stages:
            held([cast.rowan], project=made, stage=stage)
        return made

    return began


def test_only_work_at_the_end_makes_it_feedback_only(measured, project):
    project("Leaflet", Stage.REVIEW)
    project("Poster", Stage.SHARE, Stage.REVIEW)
    project("Strategy", Stage.IDEA, Stage.REVIEW)
    project("Tea room", Stage.DELIVER)
    project("Nobody asked")
    assert measured("MET-03") == {"at_the_end": ThingShare(2, 4), "not_known": Things(0)}


def test_a_stage_nobody_knows_could_be_either_and_is_said(measured, project):
    project("Leaflet", Stage.REVIEW, None)
    project("Strategy", Stage.PLAN, None)
    assert measured("MET-03") == {"at_the_end": ThingShare(0, 2), "not_known": Things(1)}


def test_an_earlier_first_stage_by_correction_takes_it_out(measured, project):
    project("Leaflet", Stage.REVIEW, first_stage=Stage.PLAN, first_stage_reason="They planned it on the phone.")
    assert measured("MET-03")["at_the_end"] == ThingShare(0, 1)


def test_staff_alone_and_work_that_was_taken_back_are_no_involvement(measured, project, held, cast):
    leaflet = project("Leaflet", Stage.REVIEW)
    held([cast.ash], hats=["staff"], project=leaflet, stage=Stage.IDEA)
    held([cast.rowan], project=leaflet, stage=Stage.IDEA, state="removed")
    assert measured("MET-03")["at_the_end"] == ThingShare(1, 1)


# ---- MET-05 -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def rate(db):
    """`rate(activity, 4)`: staff chose step 4; `rate(activity, 2, person)`: that is how it felt."""
    first = list(ladders())

    def chosen(activity, place, person=None, *, of=0):
        step = next(item for item in first[of].items.all() if item.place == place)
        side = "member" if person else "staff"
        return Rating.objects.create(activity=activity, side=side, person=person, step=step, noted_at=NOW)

    return chosen


def test_work_by_step_and_what_nobody_rated_stays_unrated(measured, held, cast, rate):
    rate(held([cast.rowan]), 7)
    rate(held([cast.rowan]), 7)
    rate(held([cast.rowan]), 4)
    held([cast.rowan])
    rate(held([cast.ash], hats=["staff"]), 7)
    found = measured("MET-05")
    assert found["rated"] == ThingShare(3, 4)
    assert found["unrated"] == Things(1)
    assert {k: v.count for k, v in found.items() if k.startswith("step:")} == {
        "step:Co-production": 2,
        "step:Consultation": 1,
    }


def test_steps_of_two_ladders_are_never_added_up(measured, held, cast, rate):
    rate(held([cast.rowan]), 4)
    rate(held([cast.rowan]), 4, of=1)
    found = {k: v.count for k, v in measured("MET-05").items() if k.startswith("step:")}
    assert list(found.values()) == [1, 1]
    assert all("(" in name for name in found), "each says of which ladder it is"


def test_the_difference_is_over_members_whose_activity_both_sides_rated(measured, held, crowd, rate):
    people = crowd(6)
    both, one_side = held(people), held(people)
    rate(both, 6)
    for person in people[:4]:
        rate(both, 4, person)
    for person in people:
        rate(one_side, 1, person)
    assert measured("MET-05")["felt"] == Felt(-8, 4, 4)
    assert measured("MET-05", shown=True)["felt"].why == TOO_FEW
    rate(both, 5, people[4])
    assert measured("MET-05", shown=True)["felt"].value == -4, "1.8 steps less, in half steps"


def test_a_step_of_another_ladder_is_not_compared(measured, held, crowd, rate):
    people = crowd(6)
    activity = held(people)
    rate(activity, 6)
    for person in people:
        rate(activity, 2, person, of=1)
    assert measured("MET-05")["felt"] == Felt(0, 0, 0)
    assert measured("MET-05", shown=True)["felt"].value is None


# ---- MET-22 -------------------------------------------------------------------------------------------------------------
def test_short_notice_by_team_and_how_it_was_answered(measured, cast):
    def asked(team, days, state="waiting", **fields):
        decided = {"decided_at": DURING, "reason": "There was time."} if state != "waiting" else {}
        InvolvementRequest.objects.create(
            team=team, title="A panel", notice_days=days, notice_needed=14, state=state, asked_at=DURING, **decided, **fields
        )  # fmt: skip

    asked(cast.team, 3, "declined")
    asked(cast.team, 13, "accepted")
    asked(cast.team, 14)
    asked(cast.other_team, 2)
    asked(cast.other_team, None)
    asked(cast.other_team, 1, is_spotted=True)
    assert measured("MET-22") == {
        "short": ThingShare(3, 5), "accepted": Things(1), "declined": Things(1),
        "team:Community Connections": ThingShare(2, 3), "team:Wellbeing": ThingShare(1, 2),
    }  # fmt: skip
    assert measured("MET-22", slug="12m", today=date(2026, 5, 3))["short"] == ThingShare(0, 0)


# ---- MET-23 -------------------------------------------------------------------------------------------------------------
def test_teams_without_anybody_are_named_and_teams_are_not_people(measured, cast, held):
    held([cast.rowan], team=cast.team)
    held([cast.ash], hats=["staff"], team=cast.other_team)
    found = measured("MET-23", shown=True)
    assert (found["teams"].value, found["teams"].of) == (1, 2), "one of two is shown as it is"
    assert [name for name in found if name.startswith("without:")] == ["without:Wellbeing"]
    held(team=None, project=make.project(team=cast.other_team), others=3, others_le=2)
    assert measured("MET-23") == {"teams": ThingShare(2, 2)}


def test_a_team_that_was_retired_is_not_missed(measured, cast, held):
    held([cast.rowan], team=cast.team)
    cast.other_team.is_active = False
    cast.other_team.save()
    assert measured("MET-23") == {"teams": ThingShare(1, 1)}


# ---- MET-24 -------------------------------------------------------------------------------------------------------------
def test_goals_done_due_and_overdue_as_they_stood_on_the_last_day(measured):
    plan = a_plan(starts_on=date(2025, 1, 1))
    plan_goal(plan, due_on=date(2026, 2, 1), state="done", ended_on=date(2026, 5, 1))
    plan_goal(plan, due_on=date(2026, 6, 8))
    plan_goal(plan, due_on=TODAY)
    plan_goal(plan, due_on=date(2026, 12, 1))
    plan_goal(plan, due_on=date(2026, 2, 1), state="let_go", ended_on=date(2026, 5, 1), why="No room for it.")
    plan_goal(a_plan(starts_on=date(2020, 1, 1)), due_on=date(2021, 1, 1))
    now = {"done": ThingShare(1, 4), "due": Things(2), "overdue": Things(1), "let_go": Things(1)}
    assert measured("MET-24") == now
    before = {"done": ThingShare(0, 5), "due": Things(3), "overdue": Things(2), "let_go": Things(0)}
    assert measured("MET-24", slug="quarter", before=True) == before, "on 9 March two were late, and nothing was done"


# ---- MET-25 -------------------------------------------------------------------------------------------------------------
def test_organisations_that_came_meetings_held_and_how_far_the_text_is(measured, cast):
    now = DURING
    cast.organisation  # noqa: B018 — Kim speaks for it
    absent = make.organisation("Mind Matters")
    stand_in, left = make.organisation("Friends of Dorking"), make.organisation("Gone")
    left.left_on = date(2025, 1, 1)
    left.save()
    meeting = make.meeting("Network", body=cast.network, starts_at=now, register_closed_at=now)
    make.attendance(meeting, cast.kim, hat="partner")
    CameFor.objects.create(meeting=meeting, organisation=stand_in, noted_at=now)
    CameFor.objects.create(
        meeting=make.meeting("Register open", body=cast.network, starts_at=now), organisation=absent, noted_at=now
    )
    other = make.meeting("Not the Network", body=cast.group, starts_at=now, register_closed_at=now)
    CameFor.objects.create(meeting=other, organisation=absent, noted_at=now)
    Agreement.objects.create(title="Our definition", body=cast.network, step="comment", started_on=MAY)
    assert measured("MET-25") == {
        "came": ThingShare(2, 3), "meetings": ThingShare(1, 2), "text": ThingShare(4, 10),
    }  # fmt: skip


def test_a_representative_speaks_only_for_the_days_they_held_the_part(measured, cast):
    meeting = make.meeting("Network", body=cast.network, starts_at=DURING, register_closed_at=DURING)
    make.attendance(meeting, cast.kim, hat="partner")
    cast.kim.represents.update(ends=date(2026, 5, 3))
    assert measured("MET-25")["came"] == ThingShare(0, 1)
    cast.kim.represents.update(ends=date(2026, 5, 4))
    assert measured("MET-25")["came"] == ThingShare(1, 1)
