"""Where the steps of the walk about asking lead: the panel that is open, and the pages that always stand."""

from django.urls import reverse

from projects.models import Opportunity, OutsideMeeting


def _panel(page):
    """That page of the panel that is open; when none is, what was asked for."""

    def place(now):
        work = Opportunity.objects.open(now=now).filter(sort="panel").order_by("pk").first()
        return reverse(f"projects:{page}", args=[work.pk]) if work else reverse("projects:requests")

    return place


def _elsewhere(now):
    """The meeting elsewhere that comes next; when it is over, one’s own part."""
    found = OutsideMeeting.objects.filter(called_off_at=None).order_by("-on_day", "pk").first()
    return reverse("projects:table", args=[found.pk]) if found else reverse("projects:my_part")


PLACES = {
    "meeting elsewhere": _elsewhere,
    "ask for people": lambda now: reverse("projects:request_new"),
    "who could like it": _panel("match"),
    "who does it": _panel("choose"),
    "could join": lambda now: reverse("projects:could_join"),
    "waiting request": lambda now: reverse("projects:requests"),
}
