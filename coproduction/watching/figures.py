"""How the site does, in numbers about nobody: what waits, what went wrong, how much room there is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q

from coproduction.watching.letters import ABOUT_TROUBLE
from members import disk
from members.disk import Room
from members.models import Job, Letter
from members.models.letter import LetterState
from members.post.failures import TEST_LETTER

LOOK_BACK = timedelta(days=7)


@dataclass(frozen=True)
class Figures:
    """`oldest_due` is since when the oldest email waits that could leave."""

    waiting: int
    failed: int
    uncertain: int
    oldest_due: datetime | None
    jobs_waiting: int
    jobs_failed: int
    room: Room


def ours():
    """Letters whose fate says something about the site: not those about its own trouble, nor test letters."""
    return Letter.objects.exclude(kind__in=[*ABOUT_TROUBLE, TEST_LETTER])


def could_not_be_sent(*, since: datetime):
    """Failed for good since then, and not because the address takes no letters: for those there is a call already."""
    return ours().filter(state=LetterState.FAILED, bounced_at=None, due_at__gte=since)


def room() -> Room:
    """On the disk that holds database and uploads."""
    return disk.room(settings.DATA_DIR)


def figures(*, now: datetime) -> Figures:
    """Three questions; failed and uncertain are those of the last seven days."""
    waits = Q(state=LetterState.WAITING, on_hold=False)
    letters = Letter.objects.filter(waits | Q(due_at__gte=now - LOOK_BACK)).aggregate(
        waiting=Count("pk", filter=waits),
        oldest_due=Min("due_at", filter=waits & Q(way="email", due_at__lte=now)),
        uncertain=Count("pk", filter=Q(state=LetterState.UNCERTAIN)),
    )
    jobs = Job.objects.aggregate(
        jobs_waiting=Count("pk", filter=Q(state=Job.State.WAITING)),
        jobs_failed=Count("pk", filter=Q(state=Job.State.FAILED)),
    )
    return Figures(failed=could_not_be_sent(since=now - LOOK_BACK).count(), room=room(), **letters, **jobs)
