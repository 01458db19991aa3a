"""What homes and other pages ask about requests and complaints."""

from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce

from members.models import Complaint, RightsRequest


def names_of(ids) -> dict[int, str]:
    """{id: words} for letters about a request."""
    rows = RightsRequest.objects.filter(pk__in=ids).order_by("pk")
    return {row.pk: f"Request: {row.get_kind_display().lower()}" for row in rows.only("kind")}


@dataclass(frozen=True)
class Waiting:
    """For the coordinator's home: how many wait for an answer, and the first day one is due."""

    requests: int = 0
    requests_by: object = None
    complaints: int = 0
    complaints_by: object = None


def waiting() -> Waiting:
    """Open requests and complaints; two questions."""
    asked = RightsRequest.objects.open().aggregate(n=Count("pk"), first=Min(Coalesce("extended_to", "due_on")))
    wrong = Complaint.objects.open().aggregate(
        n=Count("pk"), first=Min("acknowledge_by", filter=Q(acknowledged_at=None))
    )
    return Waiting(asked["n"], asked["first"], wrong["n"], wrong["first"])
