"""Two sheets made from facts: the letter for the Jobcentre (PAY-05), and the receipt for cash on the day (PAY-08)."""

from pathlib import Path

from members import charity, printing
from members.words import full_day, thousands

LETTER, CASH = Path(__file__).with_name("jobcentre_letter.typ"), Path(__file__).with_name("cash_receipt.typ")


def _made(sheet, words) -> bytes:
    facts = charity.current()
    words = {**words, "charity": {"name": facts.name, "phone": facts.phone, "address": facts.address}}
    return printing.draw(sheet, words=words)


def letter(person, *, since, offers, large, now) -> bytes:
    """That involvement is no employment and can stop at any time, with what was offered. Nothing about benefits."""
    offered = [{"what": str(each.of), "offer": each.sentence} for each in offers]
    words = {
        "name": person.name,
        "since": full_day(since),
        "offered": offered,
        "printed": full_day(now),
        "large": large,
    }
    return _made(LETTER, words)


def cash_receipt(claim, *, now) -> bytes:
    """A receipt to sign when cash is given."""
    words = {
        "name": claim.person.name, "what": claim.what, "kind": claim.words, "day": full_day(claim.on_day),
        "amount": f"£{thousands(claim.amount)}", "number": str(claim.pk), "printed": full_day(now),
    }  # fmt: skip
    return _made(CASH, words)
