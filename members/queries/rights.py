"""What homes and other pages ask about requests and complaints."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce

from members.models import Complaint, PackText, RightsRequest
from members.queries import kinds_of_record


def names_of(ids) -> dict[int, str]:
    """{id: words} for letters about a request."""
    rows = RightsRequest.objects.filter(pk__in=ids).order_by("pk")
    return {row.pk: f"Request: {row.get_kind_display().lower()}" for row in rows.only("kind")}


@dataclass(frozen=True)
class Together:
    """Texts of one kind of record, read on one page; `named` when one of them can be given with names covered."""

    heading: str
    texts: list

    @property
    def named(self):
        return any(text.covered and text.covered != text.text for text in self.texts)


def unread_together(pack, *, most) -> list[Together]:
    """The texts of a copy that nobody has decided about, by where they come from; the first `most` of them."""
    found = {}
    for text in pack.texts.filter(decision=PackText.Decision.UNREAD).order_by("pk")[:most]:
        found.setdefault(text.place.partition(":")[0], []).append(text)
    return [Together(_comes_from(label), texts) for label, texts in found.items()]


def _comes_from(label):
    app, _, model = label.partition(".")
    try:
        return kinds_of_record.words_for_staff(apps.get_model(app, model))
    except (LookupError, ValueError):
        return "Something else"


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
