"""Plans in tests: one with a goal that Ash and Rowan see to."""

from datetime import timedelta

from django.utils import timezone

from projects.models import Plan, PlanGoal


def plan(title="Our plan", *, starts_on=None, **fields):
    starts_on = starts_on or timezone.localdate() - timedelta(days=400)
    words = {"ends_on": starts_on + timedelta(days=730), "made_at": timezone.now(), **fields}
    return Plan.objects.create(title=title, starts_on=starts_on, **words)


def plan_goal(of, *, staff=None, member=None, aim="A quiet place in every building", days=90, **fields):
    words = {
        "due_on": timezone.localdate() + timedelta(days=days), "how_we_know": "The list says where", "position": 1, **fields,
    }  # fmt: skip
    return PlanGoal.objects.create(plan=of, aim=aim, staff_owner=staff, member_owner=member, **words)
