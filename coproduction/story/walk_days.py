"""Where the steps of the walk about conferences and away days begin."""

from django.urls import reverse

from meetings.models import Gathering


def _of_day(page, **which):
    """That page of the latest gathering like this; the list of meetings while there is none."""

    def place(now):
        found = Gathering.objects.filter(**which).newest().first()
        return reverse(page, args=[found.pk]) if found else reverse("meetings:meetings")

    return place


def _what_happened(now):
    """The latest gathering of which it was told what happened next."""
    found = Gathering.objects.exclude(told_what_happened_at=None).newest().first()
    return reverse("what_happened", args=[found.slug]) if found else reverse("home")


PLACES = {
    "cards": _of_day("meetings:day_ideas", sort="away_day"),
    "planning": _of_day("meetings:planning", sort="conference", planning_members__person__isnull=False),
    "tables": _of_day("meetings:day", sort="conference", tables__isnull=False),
    "what happened": _what_happened,
}
