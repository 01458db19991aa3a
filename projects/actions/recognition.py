"""Offering something for taking part, and what each person would like; nobody else hears of it (PAY-02 to 07)."""

from datetime import timedelta
from decimal import Decimal

import pghistory
from django.db import transaction
from django.utils import timezone

from members.permissions import Permission, Via, can, require
from projects import recognition_rules as rules
from projects.models import (
    PAID,
    JobcentreLetter,
    Opportunity,
    RecognitionChoice,
    RecognitionOffer,
    RecognitionProfile,
    Wish,
)
from projects.models.recognition import EVERYBODYS
from projects.queries import limits

ASK_AGAIN = timedelta(days=365)
NOTHING = Decimal(0)


@transaction.atomic
def offer(
    *, of, nature, duration, frequency="", rate=None, amount=None, prep_amount=None, hours=None, on_day=None, expenses=(),
    over_because="", people=None, actor, now,
) -> RecognitionOffer:  # fmt: skip
    """What is offered for a piece of work or an activity. The rate's amount is copied. Raises Refused.

    `people`: who is asked now; those asked already are looked at too.
    """
    place = Permission.INVITE_TO_WORK if isinstance(of, Opportunity) else Permission.EDIT_LOG
    if not can(actor, Permission.KEEP_RATES):
        require(actor, place, within=of)
    amount = amount if amount is not None else (rate.amount if rate is not None and nature in PAID else NOTHING)
    prep_amount = prep_amount or NOTHING
    rules.check_offer(nature=nature, amount=amount, prep_amount=prep_amount, duration=duration)
    where = {"opportunity": of} if isinstance(of, Opportunity) else {"activity": of}
    before = RecognitionOffer.objects.select_for_update(of=("self",), no_key=True).filter(**where).first()
    rules.check_can_change_offer(before, amount=amount + prep_amount)
    made = before or RecognitionOffer(**where)
    made.nature, made.duration, made.frequency = nature, duration.strip(), frequency.strip()
    if (
        rate is not None or nature not in PAID or amount != made.amount
    ):  # the same amount again keeps the rate it follows
        made.rate_words = str(rate)[:200] if rate is not None and nature in PAID else ""
    made.amount, made.prep_amount, made.hours, made.on_day = amount, prep_amount, hours, on_day
    made.expenses = [kind.name for kind in expenses]
    made.over_because, made.noted_at, made.noted_by = over_because.strip(), now, actor.person
    everybody = [*(people or ()), *limits.asked_to(of)]
    knows = can(actor, Permission.SEE_RECOGNITION, within=EVERYBODYS)
    over = limits.over(everybody, made, knows_wishes=knows)
    rules.check_limits(over, because=over_because, may_go_over=knows)
    made.save()
    return made


def _lock(person) -> RecognitionProfile:
    RecognitionProfile.objects.get_or_create(person=person)
    return RecognitionProfile.objects.select_for_update(of=("self",), no_key=True).get(person=person)


def _may(actor, person):
    """The person themselves, by session or link; or the desk in their name. Returns who wrote it down."""
    if actor.via == Via.DESK:
        require(actor, Permission.CLAIM_FOR, within=person)
        return actor.person
    if actor.via == Via.LINK:
        require(actor, Permission.ANSWER, within=person)
    else:
        require(actor, Permission.CLAIM, within=person)
    return None


def _caution(profile, *, has_read, now):
    if has_read and profile.cautioned_at is None:
        profile.cautioned_at = now


@transaction.atomic
def prefer(*, person, wish, charity_name="", has_read=False, actor, now) -> RecognitionProfile:
    """What they usually would like. Asked again in a year. Raises Refused."""
    by = _may(actor, person)
    profile = _lock(person)
    rules.check_wish(wish, charity_name, has_read=has_read or profile.cautioned_at is not None)
    _caution(profile, has_read=has_read, now=now)
    profile.wish, profile.charity_name = Wish(wish), charity_name.strip() if wish == Wish.CHARITY else ""
    profile.chosen_at, profile.via, profile.recorded_by = now, actor.via, by
    profile.ask_on = timezone.localdate(now + ASK_AGAIN)
    with pghistory.context(via=str(actor.via), on_behalf_of=person.pk if by else None):
        profile.save()
    return profile


@transaction.atomic
def choose(*, offer, person, wish, charity_name="", accepted=None, has_read=False, actor, now) -> RecognitionChoice:
    """What they would like for this one; their usual wish stays as it is. Raises Refused."""
    by = _may(actor, person)
    profile = _lock(person)
    rules.check_wish(wish, charity_name, has_read=has_read or profile.cautioned_at is not None)
    offered = offer.total
    if wish in (Wish.EXPENSES, Wish.NOTHING):
        accepted = NOTHING
    accepted = offered if accepted is None else accepted
    rules.check_accepted(accepted, offered=offered)
    if has_read and profile.cautioned_at is None:
        _caution(profile, has_read=True, now=now)
        profile.save(update_fields=["cautioned_at"])
    made = RecognitionChoice.objects.filter(offer=offer, person=person).first()
    made = made or RecognitionChoice(offer=offer, person=person)
    made.wish, made.charity_name = Wish(wish), charity_name.strip() if wish == Wish.CHARITY else ""
    made.offered, made.accepted = offered, accepted
    made.chosen_at, made.via, made.recorded_by = now, actor.via, by
    with pghistory.context(via=str(actor.via), on_behalf_of=person.pk if by else None):
        made.save()
    return made


@transaction.atomic
def as_usual(*, offer, person, actor, now) -> None:
    """No choice of its own for this one any more."""
    _may(actor, person)
    RecognitionChoice.objects.filter(offer=offer, person=person).delete()


@transaction.atomic
def keep_limits(*, person, finance_has_details, actor, now, **own) -> RecognitionProfile:
    """A person's own limits, as they asked for them, and whether finance has what it needs to pay them."""
    require(actor, Permission.CLAIM_FOR, within=person)
    profile = _lock(person)
    for name, value in own.items():
        setattr(profile, name, value)
    profile.finance_has_details = finance_has_details
    profile.save()
    return profile


@transaction.atomic
def jobcentre_letter_given(*, person, actor, now) -> JobcentreLetter:
    """That the letter was printed for them, or by them. Twice in one day is once."""
    by = _may(actor, person)
    today = timezone.localdate(now)
    for given in JobcentreLetter.objects.filter(person=person).order_by("-given_at", "-pk")[:1]:
        if timezone.localdate(given.given_at) == today:
            return given
    return JobcentreLetter.objects.create(person=person, given_at=now, given_by=by or actor.person)
