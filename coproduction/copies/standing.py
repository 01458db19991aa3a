"""When the last copy of the site was made, in words for the coordinator's page."""

from dataclasses import dataclass

from django.conf import settings

from coproduction.health import COPY_LATE_AFTER
from members.models import Heartbeat
from members.words import when

HEARTBEAT = "backup"  # what /healthz reads as well


@dataclass(frozen=True)
class Told:
    words: str
    tone: str  # of its card: "waits" where somebody has to do something


def last_copy(*, now) -> Told | None:
    """None in a demonstration, which is made anew by a command."""
    if settings.DEMO:
        return None
    made = Heartbeat.objects.filter(name=HEARTBEAT).values_list("at", flat=True).first()
    if made is None:
        return Told("No copy has been made yet. Ask whoever looks after the server: it takes two commands.", "waits")
    if (now - made).total_seconds() > COPY_LATE_AFTER:
        return Told(
            f"The last copy is from {when(made)}. One is due each night: ask whoever looks after the server.", "waits"
        )
    return Told(f"The last copy was made on {when(made)}.", "")
