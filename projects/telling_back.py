"""What the clock sees: who has been told by now, and which loops are closed by it."""

from django.db import transaction

from projects import loop_letters
from projects.actions import loop
from projects.models import Contribution


@transaction.atomic
def plan_due(*, now) -> int:
    """A planner that notes nothing; seeing the same again changes nothing."""
    for pk in loop_letters.heard(now=now):
        loop.settle(Contribution(pk=pk), now=now)
    return 0
