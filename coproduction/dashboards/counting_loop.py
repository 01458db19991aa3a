"""What a board counts of what people said: promised, answered, changed, told. Querysets for `together`; they never select who."""

from datetime import date, timedelta

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    Window,
)
from django.db.models.functions import ExtractDay, TruncDate

from coproduction.dashboards.counting_together import counts
from coproduction.dashboards.periods import Span
from projects.models import NOT_DONE, Change, Contribution, Contributor, Response, Telling, Told

TOO_LONG = timedelta(days=90)
REASONS = 20  # of what could not be, the newest


class Median(Aggregate):
    """The middle value; between two, half way."""

    name, template = "Median", "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def questions(span: Span, *, today: date) -> dict:
    """The questions of MET-09, 10 and 11 about one span."""
    return {
        "promised": promised(span, today),
        "untold": _untold(min(span.last, today)),
        "answers": _answered(span, today)
        .values("answer")
        .annotate(n=Count("pk"), changed=Count("pk", filter=Exists(_proven_change(today))))
        .order_by("answer"),
    }


def promised(span, today):
    """Contributions whose promised day lies in the span and is over, and what had become of them on the day it is counted."""
    due = Contribution.objects.filter(reply_by__range=(span.first, span.last), reply_by__lt=today)
    answered = Response.objects.filter(contribution=OuterRef("pk"), decided_on__lte=today)
    due = due.annotate(told_on=TruncDate("closed_at"))
    told = Q(told_on__lte=today)
    days = ExtractDay(ExpressionWrapper(F("told_on") - F("said_on"), output_field=DurationField()))
    return counts(
        due,
        due=Count("pk"),
        told=Count("pk", filter=told),
        in_time=Count("pk", filter=told & Q(told_on__lte=F("reply_by"))),
        decided=Count("pk", filter=(Q(told_on=None) | Q(told_on__gt=today)) & Exists(answered)),
        days=Median(days, filter=told),
    )


def _untold(day):
    """Contributions said more than 90 days before that day which somebody wants to hear about, and those nobody told of."""
    named = Contributor.objects.filter(contribution=OuterRef("pk"))
    hears = named.filter(wants_to_hear=True, person__died_on=None, person__erased_at=None)
    told = Told.objects.filter(contribution=OuterRef("pk"), told_at__date__lte=day).exclude(kind=Telling.THANKS)
    old = Contribution.objects.filter(Exists(hears) | ~Exists(named), said_on__lt=day - TOO_LONG)
    return counts(old, old=Count("pk"), never=Count("pk", filter=~Exists(told)))


def _answered(span, today):
    """The answers that hold on the day it is counted: of each contribution the last one, by the day it was decided."""
    later = Response.objects.filter(contribution=OuterRef("contribution"), pk__gt=OuterRef("pk"), decided_on__lte=today)
    return Response.objects.filter(~Exists(later), decided_on__range=(span.first, span.last)).order_by()


def _proven_change(today):
    """Something is different, still so, and somebody wrote down how we know."""
    return Change.objects.filter(contribution=OuterRef("contribution"), still_true=True, changed_on__lte=today).exclude(
        evidence=""
    )


def could_not(span: Span, *, today: date):
    """What stands in public with its "couldn't, because", the newest first, each with how many there are in all (`of`). What
    is not in public stays among its people."""
    public = _answered(span, today).filter(answer__in=NOT_DONE, contribution__published_at__isnull=False)
    rows = public.values("answer", "reason", said=F("contribution__text"), of=Window(Count("pk")))
    return rows.order_by("-decided_on", "-pk")[:REASONS]
