"""Keeping what may be paid: rates from a day on, kinds of costs, and the charity's own limits."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from members.permissions import Permission, require
from members.rules import Refused
from projects.models import ExpenseType, Rate, RecognitionRules


@transaction.atomic
def set_rate(*, scheme, band, amount, valid_from, actor, now) -> Rate:
    """An amount from that day on; the one before ends the day before, and what was offered with it stays. Raises Refused."""
    require(actor, Permission.KEEP_RATES)
    scheme, band = " ".join(scheme.split()), " ".join(band.split())
    if amount <= 0:
        raise Refused("Please write an amount above nought.", field="amount")
    same = Rate.objects.select_for_update().filter(scheme__iexact=scheme, band__iexact=band)
    last = same.order_by("-valid_from", "-pk").first()
    if last is not None:
        scheme, band = last.scheme, last.band
        if valid_from <= last.valid_from:
            raise Refused(
                "There is an amount from that day or a later one already. Please choose a later day.",
                field="valid_from",
            )
        if last.valid_to is None or last.valid_to >= valid_from:
            last.valid_to = valid_from - timedelta(days=1)
            last.save(update_fields=["valid_to"])
    return Rate.objects.create(scheme=scheme, band=band, amount=amount, valid_from=valid_from)


@transaction.atomic
def end_rate(*, rate, on, actor, now) -> Rate:
    """The last day on which it is offered."""
    require(actor, Permission.KEEP_RATES)
    rate = Rate.objects.select_for_update().get(pk=rate.pk)
    if rate.valid_to is not None and rate.valid_to <= on:
        return rate
    rate.valid_to = max(on, rate.valid_from)
    rate.save(update_fields=["valid_to"])
    return rate


@transaction.atomic
def keep_type(*, actor, now, type=None, **fields) -> ExpenseType:  # noqa: A002 — it is called so on every page
    """A kind of cost, added or changed. Claims that were made keep their amounts."""
    require(actor, Permission.KEEP_RATES)
    kept = type or ExpenseType()
    for name, value in fields.items():
        setattr(kept, name, value)
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as problem:
        if "name" in str(problem):
            raise Refused("There is a kind of that name already.", field="name") from None
        raise
    return kept


@transaction.atomic
def keep_rules(*, actor, now, **fields) -> RecognitionRules:
    require(actor, Permission.KEEP_RATES)
    RecognitionRules.objects.get_or_create(pk=1)
    row = RecognitionRules.objects.select_for_update().get(pk=1)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row
