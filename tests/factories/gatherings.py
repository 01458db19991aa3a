"""Conferences and away days, their workshops, and who registers."""

from datetime import timedelta

from django.utils import timezone

from meetings.actions import gatherings, registrations
from meetings.actions.registrations import Asked
from meetings.models import Category, Gathering, Session
from members.models import Letter


def gathering(title="Lived Experience Conference", *, days=40, now=None, state="open", **fields):
    """A day of six hours so many days from now, open for registration unless said otherwise."""
    now = now or timezone.now()
    starts_at = fields.pop("starts_at", None) or (now + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    fields.setdefault("ends_at", starts_at + timedelta(hours=6))
    fields.setdefault("place", "Dorking Halls")
    fields.setdefault("slug", f"conference-{Gathering.objects.count() + 1}")
    gatherings.usual_categories()
    return Gathering.objects.create(title=title, starts_at=starts_at, state=state, **fields)


def workshop(gathering, title="Art and words", *, after=1, hours=1, places=None, **fields):
    """A workshop that begins so many hours into the day."""
    starts_at = gathering.starts_at + timedelta(hours=after)
    return Session.objects.create(
        gathering=gathering, sort="workshop", title=title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours),
        places=places, **fields,
    )  # fmt: skip


def asks(name="Alex Doe", *, lived=False, **fields):
    """What somebody types: by email unless a way and an address are given."""
    fields.setdefault("way", "email")
    fields.setdefault("address", f"{name.lower().replace(' ', '.')}@example.org" if fields["way"] == "email" else "")
    categories = (*fields.pop("categories", ()), *([Category.LIVED_EXPERIENCE] if lived else []))
    return Asked(name=name, categories=categories, **fields)


def registration(gathering, name="Alex Doe", *, now=None, **fields):
    """Somebody who registered on the public page."""
    return registrations.sign_up(gathering=gathering, asked=asks(name, **fields), now=now or timezone.now())


def offers_told(*, now):
    """Every offer that waits has left, or its call was made."""
    waiting = Letter.objects.filter(kind="event_offer", state__in=["waiting", "sending"])
    waiting.update(state="sent", sent_at=now)
