"""Days that come round for a person to act on: a break that may be over, the one thing that goes on, a talk after two years.

Nothing here changes anybody's state or writes to anybody: each puts one line on *calls and letters* (MEM-05, MEM-09).
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from members.models import Membership, Rest
from members.post import calls, window
from members.queries import joining as queries
from members.rules.joining import KEEP_IN_TOUCH_DAYS, human_way

TEN = time(10)
MOST = 100  # of each sort in one go
BREAK_OVER = "Their break was meant to last until about now"
BREAK_SCRIPT = (
    "Hello {name}. I only ring to ask how you are. You thought your break might last until about now. You may come back, "
    "rest longer, or not know yet; all three are fine. Nothing happens by itself."
)
HELLO = "The one thing they wanted to keep during their break"
HELLO_SCRIPT = (
    "Hello {name}. Just a few kind words from us, as you wished. You need do nothing, and your place is kept."
)
REVIEW = "Time to talk over how it is going"
REVIEW_SCRIPT = (
    "Hello {name}. You have been with the group for a while, and we would like to hear how it is for you: what is good, "
    "what should be different, and whether you would like to go on, do something else, or stop."
)


def plan_due(*, now) -> int:
    """A planner like any other; how many lines it made."""
    today = timezone.localdate(now)
    rests = queries.on_a_break(today=today)
    return (
        sum(_break_over(rest, today=today, now=now) for rest in rests.filter(until__lte=today, asked_on=None)[:MOST])
        + sum(_hello(rest, today=today, now=now) for rest in rests.filter(keeps_next_on__lte=today)[:MOST])
        + sum(_review(membership, today=today, now=now) for membership in _to_review(today)[:MOST])
    )


def _to_review(today):
    due = Membership.objects.active().filter(review_on__lte=today, review_asked_on=None)
    reachable = due.filter(person__died_on=None, person__paused_at=None)
    return reachable.select_related("person").only("person__name", "review_on").order_by("review_on", "pk")


@transaction.atomic
def _break_over(rest, *, today, now):
    """The day has come: somebody asks. Claimed by one update, so that two ticks ask once."""
    if not Rest.objects.filter(pk=rest.pk, asked_on=None, ended_at=None).update(asked_on=today):
        return 0
    return _line(rest.person, BREAK_OVER, BREAK_SCRIPT, about=f"rest:{rest.pk}", now=now)


@transaction.atomic
def _hello(rest, *, today, now):
    following = today + timedelta(days=KEEP_IN_TOUCH_DAYS)
    due = Rest.objects.filter(pk=rest.pk, keeps_next_on__lte=today, ended_at=None)
    if not due.update(keeps_next_on=following):
        return 0
    return _line(rest.person, HELLO, HELLO_SCRIPT, about=f"rest:{rest.pk}", now=now, wanted=rest.keeps)


@transaction.atomic
def _review(membership, *, today, now):
    if not Membership.objects.filter(pk=membership.pk, review_asked_on=None).update(review_asked_on=today):
        return 0
    return _line(membership.person, REVIEW, REVIEW_SCRIPT, about=f"membership:{membership.pk}", now=now)


def _line(person, why, script, *, about, now, wanted=None):
    way = human_way(person.channels.all(), wanted)
    morning = datetime.combine(timezone.localdate(now), TEN, tzinfo=window.LONDON)
    due_at = window.opening(max(now, morning))
    calls.add(
        person=person, why=why, due_at=due_at, about=about, way=way, script=script.format(name=person.first_name), now=now
    )  # fmt: skip
    return 1
