"""What the clock does about pieces of work: the next wave, who was full before their letter left, who has heard what came of it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from members.models import Letter
from projects.actions import settling, waving
from projects.asking_letters import CAME_OF_IT
from projects.emails import FULL
from projects.models import Invitation, Opportunity, Outcome, Reply

LOOK_BACK = timedelta(days=120)


def plan_due(*, now) -> int:
    """How many people were asked; running it again changes nothing."""
    asked = waving.go_on(now=now)
    not_asked_after_all(now=now)
    heard(now=now)
    return asked


def not_asked_after_all(*, now) -> int:
    """An invitation that was full before its letter left counts as if nobody had been asked."""
    stopped = Letter.objects.filter(
        kind="work_invitation", state=Letter.State.WITHHELD, reason=FULL, due_at__gte=now - LOOK_BACK
    )
    ids = [facts["invitation"] for facts in stopped.values_list("facts", flat=True)]
    silent = Invitation.objects.filter(pk__in=ids, answer=Reply.SILENT, outcome=Outcome.WAITING)
    return silent.update(outcome=Outcome.NOT_ASKED, settled_at=now) if ids else 0


@transaction.atomic
def heard(*, now) -> int:
    """Who has been told since what came of it, by a letter that left and did not come back, or by a call that was made."""
    done = Opportunity.objects.filter(done_at__gte=now - LOOK_BACK, fed_back_at=None).order_by("pk")
    rows = list(done.select_for_update(of=("self",), no_key=True, skip_locked=True))
    letters = Letter.objects.filter(
        kind=CAME_OF_IT, about=Concat(Value("opportunity:"), Cast(OuterRef("opportunity"), CharField())),
        person=OuterRef("person"), state=Letter.State.SENT, bounced_at=None,
    )  # fmt: skip
    waiting = Invitation.objects.filter(opportunity__in=rows, told_at=None)
    waiting = waiting.annotate(left_at=Subquery(letters.values("sent_at")[:1])).exclude(left_at=None)
    for each in waiting.order_by("pk"):
        Invitation.objects.filter(pk=each.pk, told_at=None).update(told_at=each.left_at)
    return sum(settling.close_the_circle(work, now=now) for work in rows)
