"""The fair-ask ledger (OPP-24): how often somebody was asked, said yes, was chosen; and who has never been asked.

Only that somebody was asked counts, never what they answered: "not for me" costs nothing (OPP-25).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from members.models import Person
from projects.models import Interests, Invitation, Outcome, Participation, Reply
from projects.models.work_choices import USUAL_KINDS

A_YEAR, A_MONTH, A_QUARTER = timedelta(days=365), timedelta(days=30), timedelta(days=91)
OFTEN = 3  # asked that often within a quarter: the page says so before they are asked again


@dataclass(frozen=True)
class Asked:
    """One person's line of the ledger, of the last twelve months."""

    asked: int = 0
    yes: int = 0
    chosen: int = 0
    lately: int = 0  # asked in the last quarter of a year
    this_month: int = 0
    last: datetime | None = None
    first_time: bool = True  # neither was chosen for such work before nor is logged as having done it

    @property
    def often(self):
        return self.lately >= OFTEN


def counts(now):
    """The aggregates of the ledger over invitations, for one person or grouped by them."""
    really = Q(invited_at__isnull=False) & ~Q(outcome=Outcome.NOT_ASKED)
    return {
        "asked": Count("pk", filter=really & Q(invited_at__gt=now - A_YEAR)),
        "yes": Count("pk", filter=Q(answer=Reply.YES, answered_at__gt=now - A_YEAR)),
        "chosen": Count("pk", filter=Q(outcome=Outcome.CHOSEN, settled_at__gt=now - A_YEAR)),
        "lately": Count("pk", filter=really & Q(invited_at__gt=now - A_QUARTER)),
        "this_month": Count("pk", filter=really & Q(invited_at__gt=now - A_MONTH)),
        "last": Max("invited_at", filter=really),
    }


def ledger_of(people, *, now, work=None) -> dict[int, Asked]:
    """Ids of people → their line; with `work` also whether they would do such work for the first time."""
    ids = [getattr(person, "pk", person) for person in people]
    rows = Invitation.objects.filter(person__in=ids).order_by().values("person").annotate(**counts(now))
    did = did_such_work(ids, work) if work is not None else set()
    found = {row.pop("person"): row for row in rows}
    return {pk: Asked(**found.get(pk, {}), first_time=pk not in did) for pk in ids}


def did_such_work(ids, work) -> set:
    """Who is no first-timer (OPP-12): chosen for work of this kind before, or logged as having done it. Having come to a
    meeting, or done something else, makes nobody one of the same few people here. Where no kind is said, its sort counts,
    and the kind as which work of that sort stands in the log; where that kind is said, such work that said none."""
    before = Invitation.objects.filter(_such(work), person__in=ids, outcome=Outcome.CHOSEN).exclude(opportunity=work.pk)
    as_kind = (
        {"activity__kind": work.about_kind_id} if work.about_kind_id else {"activity__kind__slug": usual_kind(work)}
    )
    logged = Participation.objects.filter(person__in=ids, activity__state="held", **as_kind)
    return set(before.values_list("person", flat=True)) | set(logged.values_list("person", flat=True))


def _such(work):
    if not work.about_kind_id:
        return Q(opportunity__sort=work.sort) | Q(opportunity__about_kind__slug=usual_kind(work))
    unsaid = Q(opportunity__about_kind=None, opportunity__sort=usual_sort(work))
    return Q(opportunity__about_kind=work.about_kind_id) | unsaid


def usual_sort(work) -> str:
    """The sort of work that stands in the log as its kind; empty where there is none."""
    kind = work.about_kind.slug if work.about_kind_id else ""
    return next((sort for sort, slug in USUAL_KINDS.items() if slug == kind), "")


def usual_kind(work) -> str:
    """The slug of the kind as which work of that sort stands in the log; empty where there is none."""
    return USUAL_KINDS.get(work.sort, "")


def at_their_limit(people, *, now) -> dict[int, int]:
    """Ids of those who were asked as often in the last 30 days as they want to be → their limit; two queries."""
    ids = [getattr(person, "pk", person) for person in people]
    limits = dict(
        Interests.objects.filter(person__in=ids, most_a_month__isnull=False).values_list("person", "most_a_month")
    )
    if not limits:
        return {}
    asked = Invitation.objects.asked().filter(person__in=limits, invited_at__gt=now - A_MONTH).order_by()
    times = dict(asked.values("person").annotate(times=Count("pk")).values_list("person", "times"))
    return {pk: most for pk, most in limits.items() if times.get(pk, 0) >= most}


def fair_asks(actor, *, now):
    """Everybody of the Advisory Group this actor may see, the one asked longest ago first; never asked comes before all."""
    asked = Invitation.objects.asked().filter(person=OuterRef("pk"))
    theirs = Q(work_invitations__invited_at__isnull=False) & ~Q(work_invitations__outcome=Outcome.NOT_ASKED)
    since = now - A_YEAR
    return (
        Person.objects.visible_to(actor)
        .filter(memberships__state="active", died_on=None)
        .annotate(
            ever=Exists(asked),
            asked=Count("work_invitations", filter=theirs & Q(work_invitations__invited_at__gt=since)),
            said_yes=Count(
                "work_invitations", filter=Q(work_invitations__answer="yes", work_invitations__answered_at__gt=since)
            ),
            was_chosen=Count(
                "work_invitations",
                filter=Q(work_invitations__outcome="chosen", work_invitations__settled_at__gt=since),
            ),
            last_asked=Max("work_invitations__invited_at", filter=theirs),
        )
        .order_by(F("last_asked").asc(nulls_first=True), "sort_name", "pk")
    )
