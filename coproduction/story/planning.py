"""The plan that came of the away day: what was said about its goals, three that ended, and two that go on."""

from datetime import timedelta

from coproduction.story.reading import read
from meetings.models import Goal
from members.permissions import Actor, Role
from projects import quarters
from projects.actions import planning
from projects.models import GoalState, GoalWord


def carry_on(cast):
    """Made by Jo in one press; the words of earlier quarters are written down as they were said then."""
    told = read("planning")
    jo = Actor(person=cast["jo"], role=Role.COORDINATOR)
    day = Goal.objects.handed_over().filter(gathering__slug=told["of"]).first().gathering
    who = {"actor": jo, "now": cast.days.now}
    plan = planning.make(gathering=day, **who)
    ends_on = cast.days.today + timedelta(days=told["ends"])
    planning.edit(plan=plan, title=told["title"], starts_on=plan.starts_on, ends_on=ends_on, **who)
    goals = {goal.aim: goal for goal in plan.goals.in_order()}
    for entry in told["goal"]:
        _one(cast, goals[entry["aim"]], entry)


def _one(cast, goal, entry):
    now = quarters.first_day(cast.days.today)
    for ago, (progress, text) in enumerate(entry["words"], start=entry.get("from_quarter", 1)):
        quarter = now
        for _ in range(ago):
            quarter = quarters.before(quarter)
        at = cast.days.at(quarters.last_day(quarter) - timedelta(days=9), "11:00")
        said = goal.member_owner if ago % 2 else goal.staff_owner
        GoalWord.objects.create(
            goal=goal, quarter=quarter, progress=progress, text=text, said_by=said, recorded_by=said, said_at=at
        )
    if "ended" in entry:
        goal.state, goal.why = GoalState(entry["state"]), entry["why"]
        goal.ended_on = cast.days.day(entry["ended"])
    else:
        goal.due_on = cast.days.today + timedelta(days=entry["due"])
    goal.save()
