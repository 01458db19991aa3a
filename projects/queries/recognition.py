"""What pages ask about offers and wishes: what one person was offered, what they chose, and whether to ask them again."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from members.models import Person
from members.models.person import sort_key
from projects.models import (
    Claim,
    ClaimKind,
    ClaimState,
    Invitation,
    Lasts,
    Participation,
    RecognitionChoice,
    RecognitionOffer,
    RecognitionProfile,
    Reply,
    Wish,
)

FEW = 12


@dataclass(frozen=True)
class Offered:
    """One offer to one person: what they would like for it (of its own, or as usual), and their claim for it."""

    offer: RecognitionOffer
    choice: RecognitionChoice | None
    wish: str
    claim: Claim | None

    @property
    def word(self):
        return Wish(self.wish).label if self.wish else "Not chosen yet"

    def can_claim(self, *, today):
        """There is a fee or a voucher, it is earned, they did not say no to it, and nothing is claimed yet."""
        wanted = self.offer.is_paid and self.claim is None and self.wish not in (Wish.EXPENSES, Wish.NOTHING)
        return wanted and not not_earned(self.offer, today=today)


def not_earned(offer, *, today, sent_in=False) -> str:
    """Why nothing can be claimed for this offer, as `offers_to` read it for one person; empty when it can be.

    `sent_in`: it was claimed when it was over as far as anybody knew; a last day set since undoes no claim."""
    work = offer.opportunity
    if offer.took_part or (work is None and offer.activity_id):
        return "" if offer.took_part else "The log does not show you in it. If you were there, please ring us."
    if work.done_at is not None or not offer.is_theirs:
        return "A fee is for whoever did it. If you did, please ring us: it may not be written down yet."
    if work.cancelled_at is not None or not work.starts_on:
        return ""
    if work.starts_on > today:
        return "It has not taken place yet. You can claim it on the day, or after."
    if work.lasts == Lasts.ONCE and work.ends_on and work.ends_on > today and not sent_in:
        return "It is not over yet. You can claim it on its last day, or after."
    return ""


def day_of(offer):
    """The day it was on: as it is logged, else as it was offered or asked for."""
    work = offer.opportunity
    logged = offer.activity or (work.activity if work is not None else None)
    if logged is not None:
        return logged.ended_on
    return offer.on_day or (work.ends_on or work.starts_on if work is not None else None)


def profile_of(person) -> RecognitionProfile:
    """Theirs, or an empty one that is not saved."""
    return RecognitionProfile.objects.filter(person=person).first() or RecognitionProfile(person=person)


def offers_to(person):
    """Offers for what they were asked to and did not say no to, and for what they took part in; the newest first."""
    asked = Invitation.objects.filter(person=person, opportunity__sent_at__isnull=False).exclude(answer=Reply.NO)
    found = RecognitionOffer.objects.filter(
        Q(opportunity__in=asked.values("opportunity")) | Q(activity__participations__person=person)
    )
    part = Participation.objects.filter(person=person)
    theirs = Invitation.objects.doing().filter(person=person, opportunity=OuterRef("opportunity"))
    found = found.annotate(
        took_part=Exists(part.filter(activity=OuterRef("activity"))) | Exists(part.filter(activity=OuterRef("opportunity__activity"))),
        is_theirs=Exists(theirs),
    )  # fmt: skip
    return found.select_related("opportunity", "activity").order_by("-noted_at", "-pk")


def offered_to(person, profile, *, most=FEW) -> list[Offered]:
    """Each with their choice and their claim: three questions, however many there are."""
    mine = Claim.objects.filter(person=person).exclude(kind=ClaimKind.COST).exclude(state=ClaimState.DECLINED)
    found = offers_to(person).prefetch_related(
        Prefetch("choices", RecognitionChoice.objects.filter(person=person)),
        Prefetch("claims", mine.order_by("pk")),
    )
    return [_offered(each, profile) for each in found[:most]]


def offered(offer, person, profile) -> Offered:
    found = RecognitionChoice.objects.filter(offer=offer, person=person).first()
    claim = Claim.objects.filter(offer=offer, person=person).exclude(kind=ClaimKind.COST)
    return Offered(
        offer, found, found.wish if found else profile.wish, claim.exclude(state=ClaimState.DECLINED).first()
    )


def _offered(offer, profile):
    choice, claim = next(iter(offer.choices.all()), None), next(iter(offer.claims.all()), None)
    return Offered(offer, choice, choice.wish if choice else profile.wish, claim)


def offer_of(opportunity):
    """What was offered for this piece of work, or None."""
    return RecognitionOffer.objects.filter(opportunity=opportunity).first()


def is_time_to_ask(profile, *, today) -> bool:
    """A year has passed since they chose, or they never did."""
    return not profile.wish or (profile.ask_on is not None and profile.ask_on <= today)


def people_by_name(words):
    """The living people whose name holds every word typed, for whoever may write down a claim for anybody."""
    found = Person.objects.filter(erased_at=None, died_on=None)
    for word in sort_key(words).split()[:6]:
        found = found.filter(sort_name__contains=word)
    return found.by_name()
