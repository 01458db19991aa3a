"""The addresses of the plan and its goals, in the matrix of access."""

from projects.models import PlanGoal
from tests.factories.plans import plan, plan_goal

OF_PLAN = "plan plan_timeline plan_print plan_edit goal_new"
OF_GOAL = "goal goal_end goal_again goal_edit"


def rows(*, BUTTON, DESK, PROJECTS, only):
    says = only("CSM", missing="TBPGFX")
    return {
        **{f"projects:{page}": (PROJECTS, PROJECTS) for page in "plans plan plan_timeline plan_print".split()},
        **{f"projects:{page}": (DESK, DESK) for page in "plan_new plan_edit goal_new goal_edit".split()},
        "projects:plan_make": (BUTTON, only("", missing="C")),  # of a day that is not there
        "projects:goal": (only("CSMTB", missing="PGFX"), only("CSM", missing="PGFX")),
        "projects:goal_end": (says, says),
        "projects:goal_again": (BUTTON, DESK),
    }


def _goal(things):
    """One that their person sees to, with Ash if it is the team's of Ash."""
    found = PlanGoal.objects.filter(member_owner=things.person).first()
    return found or plan_goal(plan(f"Plan of {things.team}"), staff=things.supporter.supporter, member=things.person)


ABOUT = {
    **{f"projects:{name}": lambda things: [_goal(things).plan_id] for name in OF_PLAN.split()},
    **{f"projects:{name}": lambda things: [_goal(things).pk] for name in OF_GOAL.split()},
}
