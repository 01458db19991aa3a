"""What pages ask about claims: a person's own, what waits and how long, and what is known before one is written."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from members.models import Person, RoleGrant
from members.permissions import GRANTS, Permission
from members.post.window import working_days_after
from projects.models import (
    PAID_WISHES,
    Claim,
    ClaimKind,
    ClaimState,
    PaidHow,
    RecognitionChoice,
    RecognitionProfile,
    Wish,
)

TONES = {
    ClaimState.DRAFT: "plain",
    ClaimState.SUBMITTED: "sun",
    ClaimState.QUERIED: "clay",
    ClaimState.APPROVED: "sun",
    ClaimState.SENT: "sun",
    ClaimState.PAID: "leaf",
    ClaimState.DECLINED: "clay",
}
LOOK_BACK, MOST_PAID = timedelta(days=365), 200


def with_names(claims):
    return claims.select_related("person", "type", "offer__opportunity", "offer__activity", "entered_by", "approved_by")


def accepted_of(offer, *, person, rules) -> Decimal:
    """How much of an offer somebody takes: their choice for it, else what they usually like, else all of it."""
    extra = offer.prep_amount if rules.pays_preparation else Decimal(0)
    choice = RecognitionChoice.objects.filter(offer=offer, person=person).first()
    if choice is not None:
        return min(choice.accepted, offer.amount + extra)
    wish = RecognitionProfile.objects.filter(person=person).values_list("wish", flat=True).first()
    if wish in (Wish.EXPENSES, Wish.NOTHING):
        return Decimal(0)
    return offer.amount + extra


def claimed_before(offer, *, person, besides=None) -> bool:
    """Whether a fee for this offer is claimed already; what was declined may be claimed anew."""
    rows = Claim.objects.filter(offer=offer, person=person).exclude(kind=ClaimKind.COST)
    return rows.exclude(state=ClaimState.DECLINED).exclude(pk=besides).exists()


def same_again(*, person, kind, type, on_day, amount, besides=None) -> bool:  # noqa: A002
    """A claim like it: the same person, kind, day and amount."""
    rows = Claim.objects.filter(person=person, kind=kind, type=type, on_day=on_day, amount=amount)
    return rows.exclude(state=ClaimState.DECLINED).exclude(pk=besides).exists()


@dataclass(frozen=True)
class ClaimLine:
    """One claim on a list: its state in a word, by when it should be paid, and how long it took or has waited."""

    it: Claim
    word: str
    tone: str
    due: date | None
    late: bool
    days: int | None


def working_days(first, last) -> int:
    """Working days from one day to another; nought on the same day."""
    count = 0
    while (following := working_days_after(first, 1)) <= last and count < 1000:
        first, count = following, count + 1
    return count


def line(claim, *, within, today) -> ClaimLine:
    sent = timezone.localdate(claim.submitted_at) if claim.submitted_at else None
    open_still = claim.state not in (ClaimState.DRAFT, ClaimState.PAID, ClaimState.DECLINED)
    due = working_days_after(sent, within) if sent and open_still else None
    end = claim.paid_on if claim.state == ClaimState.PAID else today if open_still else None
    days = working_days(sent, end) if sent and end else None
    word = claim.get_state_display().removesuffix(", because")
    return ClaimLine(claim, word, TONES[claim.state], due, due is not None and due < today, days)


def lines(claims, *, within, today):
    return [line(each, within=within, today=today) for each in claims]


def of_person(person, actor):
    """Everything one person claimed as far as this reader may see it, the newest first."""
    return with_names(Claim.objects.visible_to(actor).filter(person=person)).newest()


def waiting(actor):
    """What is not paid yet, the oldest first: the ageing list."""
    return with_names(Claim.objects.visible_to(actor).open()).oldest_first()


def to_take_out(actor):
    return with_names(Claim.objects.visible_to(actor).to_take_out()).oldest_first()


def who_may_agree(claim, *, today):
    """Who can agree to it: neither whose it is nor whoever wrote it down, and nobody who is on a break (PAY-10)."""
    roles = [role for role, granted in GRANTS.items() if Permission.APPROVE_CLAIM in granted]
    held = RoleGrant.objects.on(today).filter(role__in=roles).values("person")
    others = Person.objects.filter(pk__in=held, is_active=True, died_on=None, paused_at=None)
    return others.exclude(pk__in=[claim.person_id, claim.entered_by_id or claim.person_id]).order_by("sort_name", "pk")


def last_taken_out(actor):
    """What finance took out last and is not paid or asked about yet: the same file can be taken again."""
    rows = Claim.objects.visible_to(actor).filter(state=ClaimState.SENT, how=PaidHow.CLAIM)
    last = rows.aggregate(at=Max("sent_at"))["at"]
    return with_names(rows.filter(sent_at=last)).oldest_first()


def counts(actor) -> dict:
    """How many claims wait for what, and how much money that is; one question."""
    rows = Claim.objects.visible_to(actor).open()
    return rows.aggregate(
        all=Count("pk"),
        pounds=Sum("amount"),
        to_agree=Count("pk", filter=Q(state=ClaimState.SUBMITTED)),
        to_take_out=Count("pk", filter=Q(state=ClaimState.APPROVED, how=PaidHow.CLAIM)),
        with_finance=Count("pk", filter=Q(state=ClaimState.SENT)),
        asked=Count("pk", filter=Q(state=ClaimState.QUERIED)),
    )


def days_to_pay(*, today):
    """The median of working days from claim to payment: of what was paid last within a year, at most 200 claims. None
    while nothing was paid."""
    rows = Claim.objects.filter(
        state=ClaimState.PAID, how=PaidHow.CLAIM, paid_on__gt=today - LOOK_BACK, paid_on__lte=today
    )
    pairs = rows.exclude(submitted_at=None).order_by("-paid_on", "-pk").values_list("submitted_at", "paid_on")
    took = [working_days(timezone.localdate(at), day) for at, day in pairs[:MOST_PAID]]
    return round(median(took)) if took else None


def names_of(ids) -> dict[int, str]:
    """What each claim is called, for the pages about post: never the amount or the person."""
    return {pk: "A claim" for pk in Claim.objects.filter(pk__in=ids).order_by("pk").values_list("pk", flat=True)}


def takes_money(wish):
    return not wish or wish in PAID_WISHES
