"""A gathering and people registered for it, made directly; the actions have tests of their own."""

import uuid
from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from meetings.models import Gathering, Registration


def gathering(title="Lived Experience Conference", *, days=14, now=None, state="open", **fields):
    """Six hours, from ten o'clock so many days from now; open for registration unless said otherwise."""
    now = now or timezone.now()
    starts_at = fields.pop("starts_at", None) or (now + timedelta(days=days)).replace(
        hour=10, minute=0, second=0, microsecond=0
    )
    fields.setdefault("ends_at", starts_at + timedelta(hours=6))
    fields.setdefault("slug", f"{slugify(title)}-{uuid.uuid4().hex[:6]}")
    fields.setdefault("place", "Dorking Halls")
    return Gathering.objects.create(title=title, starts_at=starts_at, state=state, **fields)


def registered(gathering, name, *, le=False, **fields):
    """Somebody with the next place."""
    last = Registration.objects.filter(gathering=gathering).order_by("-place_no").values_list("place_no", flat=True)
    place = next((number for number in last if number), 0) + 1
    fields.setdefault("registered_at", gathering.starts_at - timedelta(days=10))
    fields.setdefault("categories", ["lived_experience"] if le else [])
    return Registration.objects.create(gathering=gathering, name=name, place_no=place, **fields)
