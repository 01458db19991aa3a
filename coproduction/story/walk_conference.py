"""Where the steps of the walk that are about the conference begin."""

from django.urls import reverse

from coproduction.story.conference import next_one


def register(now):
    """The public page of the conference that is open; the list of events when none is."""
    gathering = next_one(now=now)
    return reverse("event", args=[gathering.slug]) if gathering else reverse("events")


def bring(now):
    gathering = next_one(now=now)
    return reverse("meetings:bring", args=[gathering.pk]) if gathering else reverse("events")


def desk(now):
    gathering = next_one(now=now)
    return reverse("meetings:gathering", args=[gathering.pk]) if gathering else reverse("meetings:gatherings")


PLACES = {"conference": register, "bring people": bring, "conference desk": desk}
