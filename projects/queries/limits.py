"""How near somebody is to a limit on what is paid in a week or a month (PAY-02); five questions, however many people."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from projects.models import (
    PAID,
    PAID_WISHES,
    Claim,
    ClaimKind,
    Invitation,
    Opportunity,
    Participation,
    RecognitionChoice,
    RecognitionProfile,
    RecognitionRules,
    Reply,
)
from projects.models.rates import LIMITS

WORDS = {
    "weekly_count": "{so_far} paid things that week, and the limit is {limit}",
    "weekly_amount": "£{so_far:,} that week, and the limit is £{limit:,}",
    "monthly_amount": "£{so_far:,} that month, and the limit is £{limit:,}",
    "monthly_hours": "{so_far} hours that month, and the limit is {limit}",
}


@dataclass
class Paid:
    """One paid thing somebody may take part in."""

    on_day: date
    amount: Decimal
    hours: Decimal


@dataclass
class Sums:
    """What comes together around one day."""

    things: list = field(default_factory=list)

    def of(self, limit, day):
        monday = day - timedelta(days=day.weekday())
        week = [each for each in self.things if monday <= each.on_day < monday + timedelta(days=7)]
        month = [each for each in self.things if (each.on_day.year, each.on_day.month) == (day.year, day.month)]
        match limit:
            case "weekly_count":
                return len(week)
            case "weekly_amount":
                return sum((each.amount for each in week), Decimal(0))
            case "monthly_amount":
                return sum((each.amount for each in month), Decimal(0))
            case _:
                return sum((each.hours for each in month), Decimal(0))


def asked_to(of):
    """Those who are asked to it, or took part, already."""
    if of.pk is None:
        return []
    asked = isinstance(of, Opportunity)
    rows = of.invitations.exclude(answer=Reply.NO) if asked else Participation.objects.filter(activity=of)
    return [row.person for row in rows.select_related("person").order_by("person__sort_name", "pk")]


def over(people, offer, *, knows_wishes=True) -> dict:
    """{person: [in words, which limits this offer takes them above]}; whoever takes no money is above nothing.

    For those who may not know what somebody chose, everybody counts as if they took all: the number gives no choice away.
    """
    people = {person.pk: person for person in people}
    if offer.nature not in PAID or offer.on_day is None or not people:
        return {}
    profiles = {each.person_id: each for each in RecognitionProfile.objects.filter(person__in=people)}
    usual = RecognitionRules.current()
    bounds = {pk: _limits(profiles.get(pk), usual) for pk in people}
    if not any(value is not None for limits in bounds.values() for value in limits.values()):
        return {}
    sums = _paid_around(set(people), profiles, offer, knows_wishes=knows_wishes)
    found = {}
    for pk, person in people.items():
        if knows_wishes and not _takes_money(profiles.get(pk)):
            continue
        sums[pk].things.append(Paid(offer.on_day, offer.total, offer.hours or Decimal(0)))
        said = [
            WORDS[limit].format(so_far=sums[pk].of(limit, offer.on_day), limit=bound)
            for limit, bound in bounds[pk].items()
            if bound is not None and sums[pk].of(limit, offer.on_day) > bound
        ]
        if said:
            found[person] = said
    return found


def _limits(profile, usual):
    own = {name: getattr(profile, name, None) for name in LIMITS}
    return {name: own[name] if own[name] is not None else getattr(usual, name) for name in LIMITS}


def _takes_money(profile):
    return profile is None or not profile.wish or profile.wish in PAID_WISHES


def _paid_around(pks, profiles, offer, *, knows_wishes):
    """What each may be paid in the month and the week of that day: what they were asked to and did not say no to, and
    what they claimed besides. A choice of its own comes before what they usually like."""
    first = offer.on_day.replace(day=1) - timedelta(days=7)
    around = (first, first + timedelta(days=46))
    sums = defaultdict(Sums)
    asked = Invitation.objects.filter(
        person__in=pks, opportunity__recognition__nature__in=PAID, opportunity__recognition__on_day__range=around,
        opportunity__cancelled_at=None,
    ).exclude(answer=Reply.NO).select_related("opportunity__recognition")  # fmt: skip
    if offer.opportunity_id:
        asked = asked.exclude(opportunity=offer.opportunity_id)
    offers = {row.opportunity.recognition.pk for row in asked}
    choices = RecognitionChoice.objects.filter(person__in=pks, offer__in=offers)
    chosen = {(each.person_id, each.offer_id): each for each in (choices if knows_wishes else ())}
    for row in asked:
        theirs = row.opportunity.recognition
        choice = chosen.get((row.person_id, theirs.pk))
        if choice is not None and choice.wish not in PAID_WISHES:
            continue
        if knows_wishes and choice is None and not _takes_money(profiles.get(row.person_id)):
            continue
        amount = choice.accepted if choice is not None else theirs.total
        sums[row.person_id].things.append(Paid(theirs.on_day, amount, theirs.hours or Decimal(0)))
    claimed = Claim.objects.counts().filter(person__in=pks, on_day__range=around).exclude(kind=ClaimKind.COST)
    if offer.pk:
        claimed = claimed.exclude(offer=offer.pk)
    for claim in claimed.exclude(offer__in=offers):
        sums[claim.person_id].things.append(Paid(claim.on_day, claim.amount, claim.hours or Decimal(0)))
    return sums
