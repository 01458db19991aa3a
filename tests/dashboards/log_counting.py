"""The same questions asked of the log itself, plainly and slowly: what the counted months must agree with."""

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth, TruncYear

from projects.models import Activity, Participation

MINUTES = F("contact_minutes") + Coalesce("prep_minutes", 0)


def _parts(span, prefix="activity__"):
    rows = Participation.objects.filter(is_lived_experience=True, activity__state="held").order_by()
    return rows.filter(**{f"{prefix}ended_on__gte": span.first, f"{prefix}ended_on__lte": span.last})


def people(span, **where) -> tuple:
    """Different people, newcomers, minutes and travel of one span, perhaps of one team, level or body."""
    if span is None:
        return 0, 0, None, None
    rows = _parts(span).filter(**{f"activity__{name}": value for name, value in where.items()})
    every = Participation.objects.filter(is_lived_experience=True, activity__state="held").order_by()
    firsts = every.values("person").annotate(first=Min("activity__ended_on"))
    new = firsts.filter(first__gte=span.first, first__lte=span.last).values("person")
    found = rows.aggregate(
        people=Count("person", distinct=True),
        new=Count("person", distinct=True, filter=Q(person__in=new)),
        minutes=Sum(MINUTES),
        travel=Sum("travel_minutes"),
    )
    return found["people"], found["new"], found["minutes"], found["travel"]


def contacts(span) -> dict:
    """How often people with lived experience took part, and how many of them were only counted."""
    held = Activity.objects.filter(state="held", ended_on__gte=span.first, ended_on__lte=span.last)
    return {"parts": _parts(span).count(), "heads": held.aggregate(n=Sum("others_le"))["n"] or 0}


def activities(span, *, by_year=False, **where) -> dict:
    """{(level, first day of the bucket): (held, no detail, no names, no length)}."""
    if span is None:
        return {}
    unknown = Participation.objects.filter(activity=OuterRef("pk"), is_lived_experience=True, contact_minutes=None)
    rows = Activity.objects.filter(state="held", ended_on__gte=span.first, ended_on__lte=span.last, **where).order_by()
    rows = rows.values("level", bucket=(TruncYear if by_year else TruncMonth)("ended_on")).annotate(
        held=Count("pk"),
        no_detail=Count("pk", filter=Q(needs_detail=True)),
        no_names=Count("pk", filter=Q(others_le__gt=0)),
        no_length=Count("pk", filter=Exists(unknown)),
    )
    return {
        (row["level"], row["bucket"]): (row["held"], row["no_detail"], row["no_names"], row["no_length"])
        for row in rows
    }


def buckets(span, *, by_year=False) -> dict:
    """{first day: (people, minutes)} of the whole charity."""
    rows = _parts(span).values(bucket=(TruncYear if by_year else TruncMonth)("activity__ended_on"))
    rows = rows.annotate(people=Count("person", distinct=True), minutes=Sum(MINUTES))
    return {row["bucket"]: (row["people"], row["minutes"]) for row in rows}
