"""Noting who opened something sensitive about whom (DP-08), so that the person can see it."""

from django.utils import timezone

from members.models import SensitiveRead


def note(*, person, what, actor, now):
    """`actor` opened `what` of `person` ("your support plan"): one row an hour. Nobody is noted for their own things.

    Asks no permission: it is called where something was opened already.
    """
    if actor.person_id is None or actor.person_id == person.pk:
        return
    row = SensitiveRead(
        person=person,
        reader=actor.person,
        role=actor.role or "",
        what=what,
        hour=timezone.localtime(now).replace(minute=0, second=0, microsecond=0),
        read_at=now,
    )
    SensitiveRead.objects.bulk_create([row], ignore_conflicts=True)
