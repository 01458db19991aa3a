"""MET-21: how much was offered, how long a claim takes, and what was paid in all; never what one person took or declined."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate

from projects.models import Activity, Claim, ClaimKind, ClaimState, Opportunity, PaidHow, RecognitionOffer
from projects.queries.claims import working_days

FEWEST = 5  # people; a total over fewer would say what one of them was paid (domain 5.4)


@dataclass(frozen=True)
class Recognised:
    """`offered` of `things`: pieces of work people were asked to, and activities, with an offer. `median_days` are working
    days from claim to payment. `paid`, `fees` and `costs` are pounds, None where fewer than five people had some of it."""

    offered: int
    things: int
    median_days: int | None
    paid: Decimal | None
    fees: Decimal | None
    costs: Decimal | None


def recognised(*, first, last) -> Recognised:
    """Over one period, both days included. What costs and fees would give away by subtraction is left out with them."""
    sent = Opportunity.objects.filter(sent_at__date__range=(first, last))
    held = Activity.objects.held().filter(ended_on__range=(first, last))
    with_offer = RecognitionOffer.objects.filter(Q(opportunity__in=sent) | Q(activity__in=held)).count()
    rows = Claim.objects.filter(state=ClaimState.PAID, paid_on__range=(first, last))
    is_cost = Q(kind=ClaimKind.COST)
    sums = rows.aggregate(
        people=Count("person", distinct=True), pounds=Sum("amount"),
        fee_people=Count("person", distinct=True, filter=~is_cost), fees=Sum("amount", filter=~is_cost),
        cost_people=Count("person", distinct=True, filter=is_cost), costs=Sum("amount", filter=is_cost),
    )  # fmt: skip
    parts_show = _may_show(sums["fee_people"]) and _may_show(sums["cost_people"])
    sent_and_paid = rows.filter(how=PaidHow.CLAIM, submitted_at__isnull=False).annotate(sent=TruncDate("submitted_at"))
    pairs = sent_and_paid.order_by().values_list("sent", "paid_on").annotate(claims=Count("pk"))
    took = [days for sent_on, paid_on, claims in pairs for days in [working_days(sent_on, paid_on)] * claims]
    enough = sums["people"] >= FEWEST
    return Recognised(
        offered=with_offer,
        things=sent.count() + held.count(),
        median_days=round(median(took)) if took and enough else None,
        paid=sums["pounds"] if enough else None,
        fees=(sums["fees"] or Decimal(0)) if enough and parts_show else None,
        costs=(sums["costs"] or Decimal(0)) if enough and parts_show else None,
    )


def _may_show(people):
    return people == 0 or people >= FEWEST
