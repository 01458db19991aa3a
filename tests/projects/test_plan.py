"""The two-year plan: made in one press, heard of once a quarter, silence shown as such, and letting go with a reason."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from meetings.actions import ideas
from members.models import Letter
from members.post import clock
from members.rules import Refused
from projects import plan_letters, quarters
from projects.actions import planning
from projects.models import GoalWord, Plan
from projects.queries import plan as asks
from tests.factories import day as make_day
from tests.factories.plans import plan, plan_goal
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db
AUTUMN = datetime(2026, 9, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def autumn():
    with time_machine.travel(AUTUMN, tick=False):
        yield AUTUMN


@pytest.fixture
def goal(cast, autumn):
    return plan_goal(plan(), staff=cast.ash, member=cast.rowan)


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("day", "slug", "ends"),
    [(date(2026, 1, 1), "2026-Q1", date(2026, 3, 31)), (date(2026, 12, 31), "2026-Q4", date(2026, 12, 31))],
)
def test_a_quarter_has_a_first_and_a_last_day_and_a_name(day, slug, ends):
    first = quarters.first_day(day)
    assert (quarters.slug(first), quarters.last_day(first), quarters.from_slug(slug)) == (slug, ends, first)
    assert quarters.before(quarters.after(first)) == first
    assert quarters.from_slug("2026-Q5") is None


def test_the_goals_of_an_away_day_become_one_plan_in_one_press(cast, client, as_user):
    with time_machine.travel(NOW, tick=False):
        away = make_day.gathering("Away day", starts_at=NOW, lead=cast.jo, team=cast.team, sort="away_day")
        who = {"actor": cast.actor("jo"), "now": NOW}
        more = {"staff_owner": cast.ash, "member_owner": cast.rowan, "action": "Look", "how_we_know": "There is one"}
        ideas.add_goal(gathering=away, aim="A quiet place", due_on=date(2030, 1, 1), **more, **who)
        with pytest.raises(Refused, match="handed over"):
            planning.make(gathering=away, **who)
        ideas.hand_over(gathering=away, **who)
        as_user(client, cast.jo, "coordinator")
        assert "Make a plan of these" in words(client.get(reverse("projects:plans")))
        for _ in range(2):
            client.post(reverse("projects:plan_make"), {"gathering": away.pk})
        [goal] = Plan.objects.get().goals.all()
        assert (goal.aim, goal.staff_owner, goal.member_owner) == ("A quiet place", cast.ash, cast.rowan)
        with pytest.raises(PermissionDenied):
            planning.make(gathering=away, actor=cast.actor("ash"), now=NOW)


def test_one_word_of_either_owner_does_for_the_quarter_and_silence_is_shown_as_such(
    cast, goal, autumn, client, as_user
):
    as_user(client, cast.tal, "trustee")
    seen = words(client.get(reverse("projects:plans")))
    assert "No word this quarter yet" in seen
    assert cast.rowan.name not in seen
    as_user(client, cast.rowan, "member")
    address = reverse("projects:goal", args=[goal.pk])
    assert client.post(address, {"progress": "0", "text": " "}).status_code == 422
    client.post(address, {"progress": "0", "text": "The buildings were closed.", "seen": ""})
    late = client.post(address, {"progress": "1", "text": "Two corners found.", "seen": ""})
    assert late.status_code == 422
    assert "The buildings were closed." in words(late)
    assert "Two corners found." in words(late), "what was typed is kept"
    word = GoalWord.objects.get()
    assert (word.progress, word.quarter, word.said_by) == (False, date(2026, 7, 1), cast.rowan)
    client.post(address, {"progress": "1", "text": "Two corners found.", "seen": word.said_at.isoformat()})
    assert GoalWord.objects.get().text == "Two corners found."
    with pytest.raises(PermissionDenied):
        planning.say(goal=goal, progress=True, text="x", actor=cast.actor("robin"), now=autumn)
    [line] = asks.lines(goal.plan.goals.all(), actor=cast.actor("jo"), today=date(2026, 10, 1))
    assert line.state == "No word this quarter yet", "a new quarter asks anew"


def test_the_desk_writes_in_an_owners_name_and_in_nobody_elses(cast, goal, autumn):
    word = planning.say(
        goal=goal, progress=True, text="One corner.", by=cast.rowan, how="spoken", actor=cast.actor("jo"), now=autumn
    )
    assert (word.said_by, word.recorded_by, word.how) == (cast.rowan, cast.jo, "spoken")
    with pytest.raises(Refused, match="not somebody who sees to this goal"):
        planning.say(goal=goal, progress=True, text="x", by=cast.sam, actor=cast.actor("jo"), now=autumn)


def test_both_owners_are_asked_once_a_quarter_in_its_last_month_and_only_while_nobody_said_a_word(cast, goal, autumn):
    plan_letters.plan_due(now=AUTUMN - timedelta(days=2))
    assert not Letter.objects.exists(), "on the last day of August it is too early"
    for later in (0, 1, 9):
        plan_letters.plan_due(now=autumn + timedelta(days=later))
    assert {letter.person for letter in Letter.objects.all()} == {cast.ash, cast.rowan}
    clock.tick(now=autumn)
    sent = Letter.objects.get(person=cast.rowan)
    assert sent.state == "sent"
    assert goal.aim in sent.text
    assert "How far" not in sent.subject, "the subject is neutral"
    Letter.objects.update(state="waiting")
    planning.say(goal=goal, progress=True, text="Done half.", actor=cast.actor("ash"), now=autumn)
    assert plan_letters.still_true(Letter.objects.get(person=cast.rowan), now=autumn)


def test_done_due_overdue_and_let_go_are_counted_and_letting_go_needs_its_reason(cast, goal, autumn):
    who = {"actor": cast.actor("rowan"), "now": autumn}
    plan_goal(goal.plan, staff=cast.ash, member=cast.sam, days=-1, aim="Late", position=2)
    with pytest.raises(Refused, match="why it was let go"):
        planning.end(goal=goal, state="let_go", why="", **who)
    assert asks.counts(goal.plan.goals.all(), today=autumn.date()) == asks.Counts(done=0, due=1, overdue=1, let_go=0)
    planning.end(goal=goal, state="done", why="There is one in each.", **who)
    assert asks.counts(goal.plan.goals.all(), today=autumn.date()) == asks.Counts(done=1, due=0, overdue=1, let_go=0)
    with pytest.raises(Refused, match="no longer open"):
        planning.say(goal=goal, progress=True, text="x", **who)


def test_the_plan_is_a_page_a_timeline_and_a_print_with_as_many_questions_for_ten_goals_as_for_one(
    cast, goal, autumn, client, as_user, django_assert_max_num_queries
):
    planning.say(goal=goal, progress=True, text="One corner is found.", actor=cast.actor("ash"), now=autumn)
    for number in range(9):
        plan_goal(goal.plan, staff=cast.ash, member=cast.sam, aim=f"Goal {number}", position=number + 2)
    as_user(client, cast.jo, "coordinator")
    with django_assert_max_num_queries(16):
        client.get(reverse("projects:plan", args=[goal.plan_id]))
    line = words(client.get(reverse("projects:plan_timeline", args=[goal.plan_id])))
    assert "July to September 2026" in line
    assert "One corner is found." in line
    for size in ("", "?print=large"):
        assert client.get(reverse("projects:plan_print", args=[goal.plan_id]) + size).content.startswith(b"%PDF")


def test_the_timeline_agrees_with_the_plan_about_what_is_due_late_or_closed(cast, goal, autumn, client, as_user):
    more = {"staff": cast.ash, "member": cast.sam}
    plan_goal(goal.plan, aim="Fares by bus", position=2, state="done", ended_on=autumn.date(), days=20, **more)
    plan_goal(goal.plan, aim="An evening meeting", position=3, state="let_go", why="No", ended_on=autumn.date(), **more)
    plan_goal(goal.plan, aim="Larger letters", position=4, days=-9, **more)
    as_user(client, cast.rowan, "member")
    line = re.sub(r"<[^>]+>", " ", client.get(reverse("projects:plan_timeline", args=[goal.plan_id])).content.decode())
    line = " ".join(line.split())
    assert re.search(r"Due by [\w ]+: A quiet place in every building", line)
    assert re.search(r"Late It was due by [\w ]+: Larger letters", line)
    assert not re.search(r"ue by [\w ]+: (Fares by bus|An evening meeting)", line), "what is closed is not due"


def test_a_members_home_asks_for_their_goal_until_one_of_the_two_has_said_a_word(cast, goal, autumn, client, as_user):
    as_user(client, cast.rowan, "member")
    assert goal.aim in words(client.get("/"))
    planning.say(goal=goal, progress=False, text="The builders are late.", actor=cast.actor("ash"), now=autumn)
    assert goal.aim not in words(client.get("/"))
