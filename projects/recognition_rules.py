"""What holds about money: one check a rule, in words the person can read."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from members.rules import Refused
from members.words import thousands
from projects.models import PAID, PAID_WISHES, ClaimKind, ClaimState, Nature, PaidHow, Wish

LONGEST_AGO = timedelta(days=366)
MOST = Decimal("5000")


# ---- offers and wishes -------------------------------------------------------------------------------------------------
def check_offer(*, nature, amount, prep_amount, duration):
    if nature not in Nature.values:
        raise Refused("Please choose what you offer.", field="nature")
    if not duration.strip():
        raise Refused("Please say how long it takes, so that people know before they answer.", field="duration")
    if nature in PAID and amount <= 0:
        raise Refused("Please say how much. A fee or a voucher without an amount is no offer.", field="amount")
    if amount < 0 or prep_amount < 0:
        raise Refused("An amount cannot be below nought.", field="amount" if amount < 0 else "prep_amount")
    if nature not in PAID and (amount or prep_amount):
        raise Refused("Only a fee or a voucher has an amount. Please leave it empty.", field="amount")


def check_can_change_offer(offer, *, amount):
    """Nobody who has answered finds less than they were offered."""
    if offer is not None and amount < offer.total and (offer.choices.exists() or offer.claims.exists()):
        raise Refused("Somebody has counted on this amount already. It can go up, but not down.", field="amount")


def check_limits(over, *, because, may_go_over):
    """`over`: for each person the limits this goes above. Raises Refused, without a name to whoever may not see one."""
    if not over:
        return
    if not may_go_over:
        raise Refused(
            "This may be more than is usual for somebody you chose. Please ask the coordinator before you invite."
        )
    if not because.strip():
        raise Refused("This goes above a limit. Please say why it is right all the same.", field="over_because")


def check_wish(wish, charity_name, *, has_read):
    if wish not in Wish.values:
        raise Refused("Please choose one of these.", field="wish")
    if wish == Wish.CHARITY and not charity_name.strip():
        raise Refused("Please say which charity.", field="charity_name")
    if wish in PAID_WISHES and not has_read:
        raise Refused("Please read the few lines about benefits first, and tick that you did.", field="has_read")


def check_accepted(accepted, *, offered):
    if accepted < 0:
        raise Refused("That is less than nothing. Please look at the number.", field="accepted")
    if accepted > offered:
        raise Refused(f"The offer is £{thousands(offered)}. You can ask for less, not for more.", field="accepted")


# ---- claims ------------------------------------------------------------------------------------------------------------
def check_claim_day(on_day, *, now):
    today = timezone.localdate(now)
    if on_day > today:
        raise Refused("That day has not come yet. Please claim when it is over.", field="on_day")
    if today - on_day > LONGEST_AGO:
        raise Refused("That is more than a year ago. Please ring us about it.", field="on_day")


def check_numbers(*, amount, quantity, hours):
    for value, field, words in (
        (amount, "amount", "how much it was"),
        (quantity, "quantity", "how many"),
        (hours, "hours", "how many hours"),
    ):
        if value is not None and value <= 0:
            raise Refused(f"Please write {words}, as a number above nought.", field=field)
    if amount is not None and amount > MOST:
        raise Refused("That is a very large amount. Please ring us about it.", field="amount")


def amount_of_cost(kind, *, amount, quantity):
    """What is claimed for a cost: what it was, or so many times the amount for each."""
    if kind.unit:
        if quantity is None:
            raise Refused(f"Please say how many: it is paid by the {kind.unit}.", field="quantity")
        amount = (quantity * kind.unit_amount).quantize(Decimal("0.01"))
    if amount is None:
        raise Refused("Please say how much it was.", field="amount")
    if kind.cap is not None and amount > kind.cap:
        raise Refused(
            f"For {kind.name.lower()} we can pay at most £{thousands(kind.cap)} each time. Please ring us.",
            field="amount",
        )
    return amount


def check_ready(claim):
    """Whether a claim may be sent. What is missing is said; a draft keeps the rest."""
    kind = claim.type
    if kind is None:
        return
    if kind.needs_agreement and not claim.agreed and claim.how == PaidHow.CLAIM:
        raise Refused(f"{kind.name} has to be agreed on before. Tick that it was, or ring us.", field="agreed")
    wants_receipt = kind.needs_receipt and claim.how == PaidHow.CLAIM
    if wants_receipt and not claim.receipt_id and not claim.no_receipt.strip():
        raise Refused("Please add a photo of the receipt, or say why there is none.", field="receipt")


def check_fee(claim_kind, offer, *, accepted, amount, before):
    """A fee follows an offer, is paid once, and never more than was taken of it. `before`: claimed for it already."""
    if offer is None:
        raise Refused("Please choose what it is for. A fee follows from an offer.", field="offer")
    if not offer.is_paid:
        raise Refused("No fee was offered for this. Costs can be claimed.", field="offer")
    if claim_kind == ClaimKind.VOUCHER and offer.nature == Nature.FEE:
        return check_fee(ClaimKind.FEE, offer, accepted=accepted, amount=amount, before=before)
    if before:
        raise Refused("This is claimed already. You find it under your claims.", field="offer")
    if amount > accepted:
        raise Refused(f"£{thousands(accepted)} was agreed for this. Please look at the amount.", field="amount")
    return None


def check_called_off(offer, *, rules):
    """What was called off in good time is not paid; what was called off late is, where the charity says so (PAY-12)."""
    opportunity = offer.opportunity
    if opportunity is None or opportunity.cancelled_at is None:
        return
    if offer.on_day is None:
        raise Refused("It was called off, and nobody wrote down for which day it was. Please ring us.", field="offer")
    begins = timezone.make_aware(timezone.datetime.combine(offer.on_day, timezone.datetime.min.time()))
    late = begins - opportunity.cancelled_at < timedelta(hours=rules.late_hours)
    if not (late and rules.pays_when_late):
        raise Refused("It was called off in good time. Costs you had all the same can be claimed.", field="offer")


def is_called_off_late(offer, *, rules):
    try:
        check_called_off(offer, rules=rules)
    except Refused:
        return False
    return offer.opportunity is not None and offer.opportunity.cancelled_at is not None


def check_state(claim, *states):
    if claim.state not in states:
        raise Refused(f"This claim has moved on meanwhile: {claim.get_state_display()}. Please look at it again.")


def check_agrees_for_another(claim, *, actor):
    """Somebody else than whoever gets the money, and than whoever wrote it down (PAY-10)."""
    if actor.person_id == claim.person_id:
        raise Refused("This is your own claim. Somebody else has to agree to it.")
    if actor.person_id == claim.entered_by_id:
        raise Refused("You wrote this claim down. A second person has to agree to it.")


def check_still_taken(claim, *, accepted):
    """They may have chosen to take less since they claimed."""
    if claim.amount > accepted:
        raise Refused(
            f"They take £{thousands(accepted)} of this offer now, and this claim is for more. Please ask them about it."
        )


def check_words(words, *, field, sentence):
    if not words.strip():
        raise Refused(sentence, field=field)


def check_paid_on(day, *, claim, now):
    if day > timezone.localdate(now):
        raise Refused("That day has not come yet.", field="paid_on")
    if claim.approved_at and day < timezone.localdate(claim.approved_at):
        raise Refused("That is before somebody agreed to it. Please look at the date.", field="paid_on")


CAN_DECLINE = (ClaimState.SUBMITTED, ClaimState.QUERIED, ClaimState.APPROVED, ClaimState.SENT)
CAN_ASK = (ClaimState.SUBMITTED, ClaimState.APPROVED, ClaimState.SENT)
CAN_CHANGE = (ClaimState.DRAFT, ClaimState.QUERIED)
