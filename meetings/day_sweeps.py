"""How long the day keeps what it needed: presses at the door and what speakers need, thirty days (domain 5.3)."""

from meetings.models import CheckInPress, Speaker
from members import sweeps

MONTH = 30


def register_all():
    """Called once, in `AppConfig.ready()`."""
    sweeps.register(
        "presses_at_the_door", words="Presses at the door of a conference or away day", days=MONTH,
        trigger="the end of the event", reason="So that phones and paper could be put together; who came stays.",
        find=presses_over,
    )  # fmt: skip
    sweeps.register(
        "needs_of_speakers", words="What speakers needed at a conference or away day", days=MONTH,
        trigger="the end of the event", reason="It was for the day.", find=needs_over, clear=forget_needs,
    )  # fmt: skip


def presses_over(*, before):
    """Presses of days that are over for so long."""
    return CheckInPress.objects.filter(gathering__ends_at__lt=before).order_by("pk")


def needs_over(*, before):
    return Speaker.objects.filter(gathering__ends_at__lt=before, needs__isnull=False).order_by("pk")


def forget_needs(rows, *, now):
    """Only the needs go; they have no history."""
    Speaker.objects.filter(pk__in=rows.values("pk")).update(needs=None)
