"""What a board counts of people besides the log's heads: needs, who gave how much, who stayed. It never selects who."""

from datetime import date

from django.db.models import Case, Count, DateField, Exists, OuterRef, Q, Sum, When
from django.db.models.functions import Coalesce

from coproduction.dashboards.counting import MINUTES, parts
from coproduction.dashboards.counting import within as days_within
from coproduction.dashboards.counting_answers import ended, over
from coproduction.dashboards.counting_together import counts
from coproduction.dashboards.spans import Span, months_later
from meetings.models import Progress, Provision, Pulse
from meetings.models.pulse import QUESTIONS, Agrees
from members.models import Membership, Person, Rest
from members.models.membership import CLOSED


def questions(span: Span, *, now) -> dict:
    """The questions of MET-16, 17 and 20 about one span."""
    return {
        "given": given(span),
        "stayed": _stayed(months_later(span.last, -12), span.last),
        "boxes": _boxes(span, now),
    }


def given(span):
    """The time that each person gave."""
    held = days_within(span, "activity__ended_on")
    return parts().filter(held).values("person").annotate(minutes=Sum(MINUTES)).values("minutes")


# ---- needs ------------------------------------------------------------------------------------------------------------
def needs(span: Span, *, now):
    """The question of MET-12: counts of people, of which one depends on others of the same row. Needs at meetings that
    took place; those that were called off were not needed any more."""
    took_place = over(now, "meeting__") & ended(span, "meeting__ends_at")
    asked = Provision.objects.filter(took_place).exclude(state=Progress.CALLED_OFF)
    met, said = Q(state=Progress.MET), Q(state__in=(Progress.PARTLY, Progress.NOT_MET))
    return counts(
        asked,
        asked=Count("pk"),
        met=Count("pk", filter=met),
        partly=Count("pk", filter=Q(state=Progress.PARTLY)),
        open=Count("pk", filter=~met & ~said),
        people=Count("person", distinct=True),
        people_met=Count("person", distinct=True, filter=met),
        people_rest=Count("person", distinct=True, filter=~met),
        people_open=Count("person", distinct=True, filter=~met & ~said),
        people_short=Count("person", distinct=True, filter=said),
    )


# ---- who stayed -------------------------------------------------------------------------------------------------------
def _member_on(day: date, person="pk"):
    """A membership that had begun by that day and was not over; one without a first day began when it became active."""
    began = Coalesce("started_on", Case(When(state=Membership.State.ACTIVE, then="since"), output_field=DateField()))
    still = ~Q(state__in=CLOSED) | Q(since__gt=day)
    return Exists(Membership.objects.alias(began=began).filter(still, person=OuterRef(person), began__lte=day))


def _on_a_break(day: date):
    rested = Rest.objects.filter(person=OuterRef("pk"), started_at__date__lte=day)
    return Q(paused_at__date__lte=day) | Exists(rested.filter(Q(ended_at=None) | Q(ended_at__date__gt=day)))


def _stayed(first: date, last: date):
    """People who were active on the first day and are alive on the last, and those who are members, or on a break, then."""
    alive = Q(died_on=None) | Q(died_on__gt=last)
    began = Person.objects.filter(alive).filter(_member_on(first)).exclude(_on_a_break(first))
    began = began.annotate(there=_member_on(last))
    return counts(
        began,
        began=Count("pk"),
        stayed=Count("pk", filter=Q(there=True)),
        paused=Count("pk", filter=Q(there=True) & _on_a_break(last)),
    )


# ---- how it was -------------------------------------------------------------------------------------------------------
def _boxes(span, now):
    """One row for each closed box of a meeting that ended in the span: how many answered, and how many agreed to what."""
    agrees = {
        f"{name}_{what}": Count("responses", filter=Q(**{f"responses__{name}__{how}": value}))
        for name in QUESTIONS
        for what, how, value in (("yes", "gte", Agrees.YES), ("of", "isnull", False))
    }
    closed = Pulse.objects.filter(ended(span, "meeting__ends_at"), closed_at__lte=now)
    return closed.values("pk", "asked").annotate(answers=Count("responses"), **agrees).order_by("pk")
