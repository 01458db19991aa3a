"""Money in the story: an offer, one who declines it and takes the next, claims that are paid, asked about, late, declined.

All of it lies days back, so it is written down as it stands now, without letters.
"""

from datetime import timedelta
from decimal import Decimal

from coproduction.story.reading import read
from projects.models import (
    Activity,
    Claim,
    ExpenseType,
    Rate,
    RecognitionChoice,
    RecognitionOffer,
    RecognitionProfile,
    RecognitionRules,
)

YEAR = timedelta(days=365)


def keep_rates(cast):
    """What may be paid; before anybody is asked to anything."""
    told, day = read("recognition"), cast.days.day
    RecognitionRules.objects.create(pk=1, **told["rules"] | {"advice": told["rules"]["advice"].strip()})
    Rate.objects.bulk_create(
        Rate(
            scheme=entry["scheme"], band=entry["band"], amount=Decimal(entry["amount"]), valid_from=day(entry["from"]),
            valid_to=day(entry["until"]) - timedelta(days=1) if "until" in entry else None,
        )
        for entry in told["rate"]
    )  # fmt: skip
    ExpenseType.objects.bulk_create(
        ExpenseType(**entry | {name: Decimal(entry[name]) for name in ("cap", "unit_amount") if name in entry})
        for entry in told["cost"]
    )


def offer_work(cast, opportunity, *, by, now):
    """The offer for the piece of work that people are asked to; its letters say it."""
    entry = read("recognition")["work"]
    day = cast.days.today + timedelta(days=28)
    _offer(cast, entry, opportunity=opportunity, on_day=day, by=by, at=now)


def settle(cast):
    """What people were offered for what they did, what they like, and what they claimed."""
    for entry in read("recognition")["wish"]:
        _likes(cast, entry)
    rowan = cast["rowan"]
    done = Activity.objects.held().filter(participations__person=rowan, meeting=None, gathering=None).newest()
    for entry, activity in zip(read("recognition")["activity"], reversed(list(done[:2])), strict=False):
        at = cast.days.at(activity.ended_on - timedelta(days=20), "10:00")
        made = _offer(cast, entry, activity=activity, on_day=activity.ended_on, by=cast["jo"], at=at)
        for key, wish in entry["wish"].items():
            accepted = made.total if wish == "fee" else Decimal(0)
            RecognitionChoice.objects.create(
                offer=made, person=cast[key], wish=wish, offered=made.total, accepted=accepted,
                chosen_at=at + timedelta(days=2), via="browser",
            )  # fmt: skip
    for entry in read("recognition")["claim"]:
        _claim(cast, entry)


def _offer(cast, entry, *, on_day, by, at, **where):
    rate = Rate.objects.filter(band=entry["band"], scheme="Our own rates").order_by("-valid_from", "pk").first()
    return RecognitionOffer.objects.create(
        nature=entry["nature"], duration=entry["duration"], frequency=entry.get("frequency", ""), rate_words=str(rate),
        amount=rate.amount, prep_amount=Decimal(entry.get("prep_amount", 0)), on_day=on_day,
        expenses=entry.get("expenses", []), noted_at=at, noted_by=by, **where,
    )  # fmt: skip


def _likes(cast, entry):
    at = cast.days.at(cast.days.today - timedelta(days=entry["ago"]), "14:00")
    by = entry.get("by")
    RecognitionProfile.objects.create(
        person=cast[entry["who"]], wish=entry["wish"], charity_name=entry.get("charity", ""), chosen_at=at,
        via="desk" if by else "browser", recorded_by=cast[by] if by else None, ask_on=at.date() + YEAR, cautioned_at=at,
        finance_has_details=entry["wish"] in ("fee", "expenses"),
    )  # fmt: skip


def _claim(cast, entry):
    sent = cast.days.today - timedelta(days=entry["ago"])
    state, at = entry["state"], cast.days.at(sent, "17:30")
    by = cast[entry["by"]] if "by" in entry else cast[entry["who"]]
    later = {}
    if state in ("approved", "paid"):
        later |= {"approved_at": at + timedelta(days=2), "approved_by": cast["jo"]}
    if state == "paid":
        later |= {"sent_at": at + timedelta(days=4), "paid_on": sent + timedelta(days=7)}
    Claim.objects.create(
        person=cast[entry["who"]], kind="cost", type=ExpenseType.objects.get(name=entry["cost"]), what=entry["what"],
        on_day=sent - timedelta(days=1), amount=Decimal(entry["amount"]), state=state, created_at=at, submitted_at=at,
        quantity=Decimal(entry["quantity"]) if "quantity" in entry else None, agreed=True, query=entry.get("query", ""),
        declined_because=entry.get("because", ""), no_receipt="The receipt lies with finance on paper.",
        via="desk" if "by" in entry else "browser", entered_by=by, **later,
    )  # fmt: skip
