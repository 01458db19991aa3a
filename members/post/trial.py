"""A site that is only tried out: what would have reached members, partners and trustees, and what is said of it.

The sender itself decides, letter by letter (`wanted.why_not`); here is what the rest of the site asks.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from members import charity
from members.models import Charity, Letter, RoleGrant
from members.models.letter import LetterState
from members.permission_names import WORKING_HERE
from members.post import kinds

TRIAL = "This site is only being tried out: letters, texts and calls reach staff only."
WAS_ONE = "It was not sent, because the site was only being tried out. It can be sent again."


def reason_now(reason: str) -> str:
    """Why a letter was withheld, in words that are still true when the trial is over."""
    return WAS_ONE if reason == TRIAL and not charity.current().is_trial else reason


def never_told(*, about: str, kind: str):
    """The last letter of this kind about it that a trial kept back, a person; nobody who was told since, or rests."""
    since = Letter.objects.filter(about=about, kind=kind, person=OuterRef("person")).exclude(state=LetterState.WITHHELD)
    kept = Letter.objects.filter(state=LetterState.WITHHELD, reason=TRIAL, about=about, kind=kind)
    kept = kept.filter(person__isnull=False, person__paused_at=None, person__died_on=None).exclude(Exists(since))
    return kept.order_by("person", "-pk").distinct("person")


def keeps_from(*, person, about, kind: str, day):
    """A condition: a trial kept this letter from them, and nothing of the kind has gone to them since. What only waits for
    its hour in a trial will be kept back, but for our own staff's. `person` and `about` are references."""
    on_trial = goes_on()
    ours = Letter.objects.filter(about=about, kind=kind, person=person)
    waits = Q(state=LetterState.WAITING)
    kept = Q(state=LetterState.WITHHELD, reason=TRIAL) | waits & on_trial & ~Exists(
        _working(day, person=OuterRef("person"))
    )
    reached = ours.exclude(state=LetterState.WITHHELD).exclude(waits & on_trial)
    return Exists(ours.filter(kept)) & ~Exists(reached)


def goes_on():
    """A condition: the site is only tried out now."""
    return Exists(Charity.objects.filter(trial_since__isnull=False, trial_until=None))


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
