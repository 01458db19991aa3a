"""What the clock starts: when answers to a piece of work close, those who wanted it are told what happens next."""

from datetime import timedelta

from projects import emails
from projects.models import Opportunity

NOT_LATER_THAN = timedelta(days=7)  # after a long outage nobody is told stale news


def plan_due(*, now) -> int:
    """Note one letter for each person and closing; noting them again changes nothing."""
    just_closed = Opportunity.objects.filter(
        sent_at__isnull=False, cancelled_at=None, told_at=None, closes_at__lte=now, closes_at__gt=now - NOT_LATER_THAN
    )  # whoever was told already who does it needs no letter that says they will be
    return sum(emails.note_closed(opportunity, now=now) for opportunity in just_closed.order_by("closes_at", "pk"))
