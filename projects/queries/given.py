"""What one person gave, for their own eyes."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from members import certificates
from projects.models import Activity, Participation


@dataclass(frozen=True)
class Given:
    """One person's own account: minutes are contact and preparation (MET-08), travel stands apart."""

    activities: int
    minutes: int
    travel_minutes: int
    without_time: int
    latest: list

    def __bool__(self):
        return self.activities > 0


def parts_of(person):
    """Everything held that one person took part in, newest first."""
    parts = Participation.objects.filter(person=person, activity__state=Activity.State.HELD)
    return parts.select_related("activity__kind", "activity__project").order_by("-activity__ended_on", "-activity_id")


def given_by(person, *, latest=3) -> Given:
    """ "My involvement so far" (two queries)."""
    sums = (
        parts_of(person)
        .order_by()
        .aggregate(
            activities=Count("pk"),
            minutes=Coalesce(Sum("contact_minutes"), 0) + Coalesce(Sum("prep_minutes"), 0),
            travel_minutes=Coalesce(Sum("travel_minutes"), 0),
            without_time=Count("pk", filter=Q(contact_minutes=None)),
        )
    )
    return Given(**sums, latest=list(parts_of(person)[:latest]) if sums["activities"] else [])


def for_the_certificate(person):
    """How often and how long, for the certificate of involvement: no title and no kind, for those may tell about health."""
    given = given_by(person, latest=0)
    return certificates.Given(times=given.activities, minutes=given.minutes)
