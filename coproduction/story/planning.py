"""The plan that came of the away day, as its two years left it, and the plan that goes on from there."""

from datetime import timedelta

from coproduction.story.reading import read
from meetings.models import Goal
from members.permissions import Actor, Role
from projects import quarters
from projects.actions import planning
from projects.models import GoalState, GoalWord

A_DAY = timedelta(days=1)


def carry_on(cast):
    """Made by Jo in one press, and ended as its two years ended; then the next two years, which run today."""
    told = read("planning")
    who = {"actor": Actor(person=cast["jo"], role=Role.COORDINATOR), "now": cast.days.now}
    day = Goal.objects.handed_over().filter(gathering__slug=told["of"]).first().gathering
    plan = planning.make(gathering=day, **who)
    planning.edit(plan=plan, title=told["title"], starts_on=plan.starts_on, ends_on=plan.ends_on, **who)
    goals = {goal.aim: goal for goal in plan.goals.in_order()}
    for entry in told["goal"]:
        _ended(cast, goals[entry["aim"]], entry)
    _next(cast, plan.ends_on + A_DAY, told["next"], who)


def _next(cast, starts_on, told, who):
    """Two years from the day after the last ones; whoever opens the story years from now meets the plan of that time."""
    while starts_on + planning.TWO_YEARS <= cast.days.today:
        starts_on += planning.TWO_YEARS
    ends_on = starts_on + planning.TWO_YEARS - A_DAY
    plan = planning.begin(title=told["title"], starts_on=starts_on, ends_on=ends_on, **who)
    for entry in told["goal"]:
        goal = planning.add_goal(
            plan=plan, theme=entry["theme"], aim=entry["aim"], action=entry["action"], how_we_know=entry["know"],
            staff_owner=cast[entry["staff"]], member_owner=cast[entry["member"]],
            due_on=min(ends_on, max(starts_on, cast.days.today + timedelta(days=entry["due"]))), **who,
        )  # fmt: skip
        _said(cast, goal, entry.get("words", []))
        if "ended" in entry:
            _ended(cast, goal, entry)


def _said(cast, goal, words):
    """The words of earlier quarters, written down as they were said then: the member and the staff take turns."""
    quarter = quarters.first_day(cast.days.today)
    for ago, (progress, text) in enumerate(words, start=1):
        quarter = quarters.before(quarter)
        if quarter < quarters.first_day(goal.plan.starts_on):
            return
        at = cast.days.at(quarters.last_day(quarter) - timedelta(days=9), "11:00")
        said = goal.member_owner if ago % 2 else goal.staff_owner
        GoalWord.objects.create(
            goal=goal, quarter=quarter, progress=progress, text=text, said_by=said, recorded_by=said, said_at=at
        )


def _ended(cast, goal, entry):
    goal.state, goal.why = GoalState(entry["state"]), entry["why"]
    goal.ended_on = max(goal.plan.starts_on, cast.days.day(entry["ended"]))
    goal.save()
