"""A site that is only tried out: what would have reached members, partners and trustees, and what is said of it.

The sender itself decides, letter by letter (`wanted.why_not`); here is what the rest of the site asks.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from members import charity
from members.models import Letter, RoleGrant
from members.models.letter import LetterState
from members.permission_names import WORKING_HERE
from members.post import kinds

TRIAL = "This site is only being tried out: letters, texts and calls reach staff only."


def _working(day, *, person):
    return RoleGrant.objects.on(day).filter(role__in=WORKING_HERE, person=person)


def keeps_back(person, *, now: datetime) -> bool:
    """Whether the site is only tried out and this person (None: a guest) is none of our own staff."""
    if not charity.current().is_trial:
        return False
    return person is None or not _working(timezone.localdate(now), person=person).exists()


def withheld():
    """Letters that a trial kept back, the newest first."""
    return Letter.objects.filter(state=LetterState.WITHHELD, reason=TRIAL).newest()


def withhold_the_rest(*, since: datetime, now: datetime) -> int:
    """Noted in the trial and not due yet: withheld as it ends, so that nobody hears of it tomorrow."""
    elsewhere = [name for name in kinds.known() if kinds.get(name).to is not None]
    at_the_door = [name for name in kinds.known() if kinds.get(name).to_the_paused]
    ours = Exists(_working(timezone.localdate(now), person=OuterRef("person"))) & ~Q(kind__in=elsewhere)
    rest = Letter.objects.filter(state=LetterState.WAITING, created_at__gte=since, is_sensitive=False)
    rest = rest.exclude(kind__in=at_the_door).exclude(ours)
    return rest.update(state=LetterState.WITHHELD, reason=TRIAL, on_hold=False)
