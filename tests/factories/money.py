"""Offers, kinds of costs and claims; and the switch that turns payments on."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from members import charity
from projects.models import Claim, ExpenseType, RecognitionOffer


def payments_on():
    """The charity pays people (for this test)."""
    now = charity.current()
    charity.kept.put(replace(now, modules=now.modules | {"payments"}), seconds=600)


def cost(name="Bus or train", **fields):
    return ExpenseType.objects.get_or_create(name=name, defaults={"needs_receipt": False, **fields})[0]


def offer(of, *, amount="25.00", days=3, **fields):
    """A fee for this piece of work or activity, so many days from now."""
    where = "opportunity" if of._meta.model_name == "opportunity" else "activity"
    fields.setdefault("on_day", timezone.localdate() + timedelta(days=days))
    fields.setdefault("nature", "fee")
    fields.setdefault("duration", "Two hours")
    amount = Decimal(amount) if fields["nature"] in ("fee", "voucher") else Decimal(0)
    return RecognitionOffer.objects.create(**{where: of}, amount=amount, noted_at=timezone.now(), **fields)


def claim(person, *, amount="4.60", state="submitted", days_ago=3, **fields):
    """Something somebody claimed so many days ago."""
    now = timezone.now() - timedelta(days=days_ago)
    fields.setdefault("kind", "cost")
    if fields["kind"] == "cost":
        fields.setdefault("type", cost())
    if state == "paid":
        fields.setdefault("paid_on", timezone.localdate())
    if state == "declined":
        fields.setdefault("declined_because", "It was claimed twice.")
    fields.setdefault("submitted_at", None if state == "draft" else now)
    fields.setdefault("entered_by", person)
    return Claim.objects.create(
        person=person, amount=Decimal(amount), state=state, what="To the meeting", on_day=timezone.localdate(now),
        created_at=now, **fields,
    )  # fmt: skip
