"""What is offered for a piece of work, as one sentence with one sum.

What was typed ("£15 an hour, or a voucher, your travel") and the offer that claims follow are written in two places.
The offer's sum is what is paid; of what was typed the sum is left out, and whatever else was promised stands beside it.
"""

import re
from decimal import Decimal

from members.words import thousands, without_its_stop

_PART = re.compile(
    r"(?<=[.,;:])(?<!\bfee:)(?<!\bfees:)(?<!payment:)(?<!payments:)(?<!voucher:)(?<!vouchers:)\s+", re.IGNORECASE
)
_MONEY = re.compile(r"£\s*\d|\d\s*(?:pounds?|quid)\b", re.IGNORECASE)
_SUM = re.compile(r"£\s*(\d[\d,]*(?:\.\d{1,2})?)")
_EACH = r"(?:an?|one|the|each|every)"
_PAID_BY = r"hour|hr|half day|session|h"
_UNIT = rf"(?:{_PAID_BY}|day|meeting|time)s?\b"
_POUNDS = r"(?:£\s*[\d,.]*\d|[\d,.]*\d\s*(?:pounds?|quid)\b)"
_PER = rf"\s*(?:/|per |for {_EACH} |{_EACH} )\s*"
_AN_HOUR = r"\s*p\.?/?h\b\.?"
_ABOUT = r"(?:about |up to )?"
_NUMBER = r"\d[\d.,]*[½¼¾]?|[½¼¾]|one|two|three|four|five|six|seven|eight|nine|ten"
_MANY = rf"{_ABOUT}(?:{_NUMBER}|an?)"
_OFTEN = r"(?: (?:an?|per|each|every) (?:week|fortnight|month)\b)?"
_SO_LONG = rf"(?:for {_MANY} {_UNIT}{_OFTEN}|\((?:for )?{_MANY} {_UNIT}{_OFTEN}\))"


def _sum_alone(noun):
    """The sum at the head of a part: "£15 an hour or a voucher", "A fee of £82.50 for the day", "Fee: £15/hr for 2 hours",
    "£45 (£15 an hour)"; then no more, or "and". What stands there with it keeps its "with"."""
    amount = rf"(?:{noun}(?: of|:| is| -)? )?(?:{_ABOUT}|an? ){_POUNDS}(?: {noun}\b)?"
    for_each = rf"(?:{_PER}{_UNIT}|{_AN_HOUR}| in all\b)?"
    one = rf"(?:we (?:pay|offer|give)(?: you)? )?(?:about )?(?:{_MANY} {_UNIT} (?:at|of|[x×@]) )?{amount}{for_each}"
    again = rf"(?:\s*\({_ABOUT}{_POUNDS}{for_each}(?: {_SO_LONG})?\))?"
    one = rf"{one}(?: each\b)?(?: {_SO_LONG})?(?: each\b)?{again}(?: or (?:a )?vouchers?\b)?"
    return re.compile(rf"(?:{one}(?:\s*[.,;:]?$| (?:and|plus) | (?=with )))+", re.IGNORECASE)


_SUM_ALONE = {
    "fee": _sum_alone("(?:an? |the )?(?:fee|payment)s?"),
    "voucher": _sum_alone("(?:an? |the )?vouchers?"),
}  # a voucher beside a fee is a promise of its own
_GOES_WITH_IT = re.compile(rf"(?:{_SO_LONG}|{_ABOUT}(?:{_NUMBER}) {_UNIT}{_OFTEN})[.,;:]?$", re.IGNORECASE)
_JOINS_ON = re.compile(r"(?:and|plus) ", re.IGNORECASE)
_UP_TO = re.compile(r"up to ", re.IGNORECASE)
_UP_TO_AN_HOUR = re.compile(
    rf"up to {_POUNDS}(?:\s*\({_ABOUT}{_POUNDS})?(?:{_PER}(?:{_PAID_BY})s?\b|{_AN_HOUR})", re.IGNORECASE
)  # nobody's taxi or lunch costs so much an hour; so much a day it may
_A_LABEL = re.compile(r"(?:fee|payment|voucher)s?[.,;:]?$", re.IGNORECASE)


def in_one(typed, offer) -> str:
    """The words people read before they answer; `offer` is a RecognitionOffer or None."""
    typed = without_its_stop(typed)
    if offer is None:
        return f"{typed}." if typed else ""
    if not offer.is_paid or not _MONEY.search(typed):
        return f"{typed}. {offer.sentence}" if typed else offer.sentence
    rest = without_its_stop(" ".join(_beside_the_sum(typed, offer.nature))).rstrip(",;: ")
    return f"{offer.sentence} {rest[:1].upper()}{rest[1:]}." if rest else offer.sentence


def _beside_the_sum(typed, nature):
    """What else was promised, part by part; a word or a time that only belongs to the sum goes with it."""
    kept, after = [], False
    for part in _PART.split(typed):
        found = _SUM_ALONE[nature].match(part)
        if found and not (_is_a_limit(part) and _is_said(kept)):
            kept, after = [each for each in kept if not _A_LABEL.match(each)], True
            part = part[found.end() :]
        elif after:
            joined = _JOINS_ON.match(part)
            part = "" if _GOES_WITH_IT.match(part) else part[joined.end() :] if joined else part
            after = not part
        kept += [part] if part else []
    return [] if len(kept) == 1 and _A_LABEL.match(kept[0]) else kept


def _is_a_limit(part):
    """Whether its sum is the most that something else may cost: "up to £20", not "up to £15 an hour", which is pay."""
    return bool(_UP_TO.match(part)) and not _UP_TO_AN_HOUR.match(part)


def _is_said(kept):
    """Whether a promise stands before it: of "a taxi home, up to £20" the £20 are the taxi's."""
    return any(not _A_LABEL.match(each) for each in kept)


def differs(work, offer) -> str:
    """Where the hours and pounds an hour of the piece of work, or a sum that was typed, are not what the offer gives."""
    if offer is None or not offer.is_paid:
        return ""
    if work.hours and work.rate and (wanted := (work.hours * work.rate).quantize(Decimal("0.01"))) != offer.total:
        hours = f"{work.hours.normalize():f}"
        return f"{hours} hours at £{thousands(work.rate)} an hour are £{thousands(wanted)}. The offer gives £{thousands(offer.total)}."
    fair = {offer.total, offer.amount, offer.prep_amount}
    hours = offer.hours or work.hours
    for typed in _SUM.findall(work.offer):
        named = Decimal(typed.replace(",", ""))
        if named in fair or (hours and (named * hours).quantize(Decimal("0.01")) == offer.total):
            continue
        if work.rate and named == work.rate and work.hours:
            continue
        return f"In words it says £{typed}. The offer gives £{thousands(offer.total)}."
    return ""
