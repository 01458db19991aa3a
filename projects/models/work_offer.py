"""What is offered for a piece of work, as one sentence with one sum.

What was typed ("£15 an hour, or a voucher, your travel") and the offer that claims follow are written in two places.
The offer's sum is what is paid; of what was typed the sum is left out, and whatever else was promised stands beside it.
"""

import re
from decimal import Decimal

from members.words import without_its_stop

_PART = re.compile(r"(?<=[.,;:])\s+")
_MONEY = re.compile(r"£\s*\d|\d\s*(?:pounds?|quid)\b", re.IGNORECASE)
_SUM = re.compile(r"£\s*(\d[\d,]*(?:\.\d{1,2})?)")
_EACH = r"(?:an?|one|the|each|every)"


def _sum_alone(noun):
    """The sum at the head of a part: "£15 an hour or a voucher", "A fee of £82.50 for the day"; then no more, or "and"."""
    amount = rf"(?:{noun} of )?(?:an? )?(?:£\s*[\d,.]*\d|[\d,.]*\d\s*(?:pounds?|quid)\b)(?: {noun}\b)?"
    for_each = rf"(?:\s*(?:/|per |for {_EACH} |{_EACH} )\s*(?:hour|half day|day|session|meeting|time)s?\b| in all\b)?"
    one = rf"(?:we (?:pay|offer|give)(?: you)? )?(?:about )?{amount}{for_each}(?: or (?:a )?vouchers?\b)?"
    return re.compile(rf"(?:{one}(?:\s*[.,;:]?$| (?:and|plus|with) ))+", re.IGNORECASE)


_SUM_ALONE = {
    "fee": _sum_alone("(?:an? |the )?(?:fee|payment)"),
    "voucher": _sum_alone("(?:an? |the )?vouchers?"),
}  # a voucher beside a fee is a promise of its own


def in_one(typed, offer) -> str:
    """The words people read before they answer; `offer` is a RecognitionOffer or None."""
    typed = without_its_stop(typed)
    if offer is None:
        return f"{typed}." if typed else ""
    if not offer.is_paid or not _MONEY.search(typed):
        return f"{typed}. {offer.sentence}" if typed else offer.sentence
    parts = [_without_the_sum(part, offer.nature) for part in _PART.split(typed)]
    rest = " ".join(part for part in parts if part)
    rest = without_its_stop(rest).rstrip(",;: ")
    return f"{offer.sentence} {rest[:1].upper()}{rest[1:]}." if rest else offer.sentence


def _without_the_sum(part, nature):
    found = _SUM_ALONE[nature].match(part)
    return part[found.end() :] if found else part


def differs(work, offer) -> str:
    """Where the hours and pounds an hour of the piece of work, or a sum that was typed, are not what the offer gives."""
    if offer is None or not offer.is_paid:
        return ""
    if work.hours and work.rate and (wanted := (work.hours * work.rate).quantize(Decimal("0.01"))) != offer.total:
        hours = f"{work.hours.normalize():f}"
        return f"{hours} hours at £{work.rate} an hour are £{wanted}. The offer gives £{offer.total}."
    fair = {offer.total, offer.amount, offer.prep_amount}
    hours = offer.hours or work.hours
    for typed in _SUM.findall(work.offer):
        named = Decimal(typed.replace(",", ""))
        if named in fair or (hours and (named * hours).quantize(Decimal("0.01")) == offer.total):
            continue
        if work.rate and named == work.rate and work.hours:
            continue
        return f"In words it says £{typed}. The offer gives £{offer.total}."
    return ""
