"""How long registrations are kept: rows of the retention table, which the charity may change (DP-06, domain 5.3)."""

from meetings.actions import forgetting
from meetings.models import Registration
from members import sweeps

MONTH = 30


def register_all():
    """Called once, in `AppConfig.ready()`."""
    sweeps.register(
        "registrations", words="Registrations for conferences and away days, of people who are no members", days=6 * MONTH,
        trigger="the end of the event", owner="Involvement coordinator",
        reason="So that we can tell people what came of it. Who agreed to be asked to the next one is kept until then.",
        find=registrations_over, clear=forget_registrations,
    )  # fmt: skip
    sweeps.register(
        "registration_needs", words="What people needed at a conference or away day: access, food, travel", days=MONTH,
        trigger="the end of the event", reason="It was for the day.", find=needs_over, clear=forget_needs,
    )  # fmt: skip
    sweeps.register(
        "registrations_asked_again", words="Registrations of people who agreed to be asked to the next one", days=24 * MONTH,
        trigger="the end of the event", reason="So that the next one, and the one after, can be offered to them.",
        find=asked_again_over, clear=forget_registrations,
    )  # fmt: skip


def registrations_over(*, before):
    """Of people who have no record here; numbers of the past are kept as heads, see `forget_registrations`."""
    over = Registration.objects.filter(gathering__ends_at__lt=before, person=None, keep_longer=False)
    return over.exclude(name="").order_by("pk")


def asked_again_over(*, before):
    over = Registration.objects.filter(gathering__ends_at__lt=before, person=None, keep_longer=True)
    return over.exclude(name="").order_by("pk")


def needs_over(*, before):
    return Registration.objects.filter(gathering__ends_at__lt=before, needs__isnull=False).order_by("pk")


def forget_registrations(rows, *, now):
    """Who came becomes a head that nobody is behind, so that a hundred and four stay a hundred and four."""
    forgetting.become_heads(rows)


def forget_needs(rows, *, now):
    forgetting.forget_needs(rows)
