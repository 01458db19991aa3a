"""What changed lately, for the public: from the log itself, and without a name, for kinds and bodies name nobody."""

from datetime import timedelta

from django.db.models import Count, Max
from django.utils import timezone

from coproduction.home import conference
from meetings.models import Meeting
from members.models import Body
from projects.models import Activity, Agreement, Contribution, Milestone, OwnStory

THREE_MONTHS = timedelta(days=91)
PUBLIC_BODIES = [Body.Sort.ADVISORY, Body.Sort.NETWORK]


def page(*, now):
    """`last_met`: bodies with the day they last met; `lately`: what people helped with in three months, most often first;
    `told`: which public pages have something on them."""
    return {
        "last_met": _last_met(now),
        "lately": _lately(now),
        "conference": conference.next_for_everybody(now=now),
        "told": _told(now),
    }


def _last_met(now):
    held = Meeting.objects.published().filter(ends_at__lt=now, body__sort__in=PUBLIC_BODIES)
    return held.values("body__name").annotate(on=Max("starts_at")).order_by("-on", "body__name")


def _lately(now):
    since = timezone.localdate(now) - THREE_MONTHS
    done = Activity.objects.held().filter(
        ended_on__gte=since, ended_on__lte=timezone.localdate(now), kind__is_active=True
    )
    return done.values("kind__name").annotate(times=Count("pk")).order_by("-times", "kind__name")[:6]


def _told(now):
    """Three questions: whether our story, "You said, we did" and what we agreed on say anything yet."""
    story = Milestone.objects.published().exists() or OwnStory.objects.public(today=timezone.localdate(now)).exists()
    said, agreed = Contribution.objects.public().exists(), Agreement.objects.public().exists()
    return {"story": story, "said": said, "agreed": agreed}
