"""What a mail server's refusal means: try soon, later, not again, or nobody knows (reliability 1.2, 5 and 6)."""

import random
import re
import smtplib
from dataclasses import dataclass, replace
from datetime import timedelta

from members.models.delivery_report import Sort

MOST_TRIES = 12
TEST_LETTER = "test_letter"  # the one kind whose reader is told the mail server's own words: it went to themselves
SOON_CODES = {101, 111, 421, 422, 431, 442, 447, 452}
TOO_MANY_AT_ONCE = 432
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")  # RFC 3463


@dataclass(frozen=True)
class Failure:
    """`outcome` is a word of LetterAttempt; `wait` nothing when there is no use in trying again; `bounce` a Sort when
    it is the address that takes no letters."""

    outcome: str
    words: str
    wait: timedelta | None = None
    code: int | None = None
    unsure: bool = False
    bounce: str = ""
    status: str = ""
    said: str = ""

    def told(self, kind: str) -> str:
        """Our words; for a test letter with the server's own after them."""
        return in_full(self.words, self.said) if kind == TEST_LETTER else self.words


def in_full(words: str, said: str) -> str:
    return f"{words} It said: {said}" if said else words


def in_its_words(problem: Exception) -> str:
    """What the server, or our own computer, said about it: one line, cut short."""
    match problem:
        case smtplib.SMTPRecipientsRefused():
            code, said = next(iter(problem.recipients.values()), (550, b""))
        case smtplib.SMTPResponseException():
            code, said = problem.smtp_code, problem.smtp_error
        case OSError() if problem.strerror:
            code, said = "", problem.strerror
        case _:
            code, said = "", str(problem) or type(problem).__name__
    said = said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(f"{code} {''.join(sign if sign.isprintable() else ' ' for sign in said)}".split())[:200]


def soon(tries: int) -> timedelta:
    return _about(min(5 * 2**tries, 3600))


def scattered() -> timedelta:
    return timedelta(seconds=random.uniform(60, 600))  # noqa: S311 — only spreads the load


def slow(tries: int) -> timedelta:
    return _about(min(60 * 2**tries, 3600))


def _about(seconds: float) -> timedelta:
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311


def classify(problem: Exception, *, tries: int, in_data: bool) -> Failure:
    """One refusal. `in_data`: the letter was already handed over when the answer failed to come."""
    return replace(_sorted(problem, tries=tries, in_data=in_data), said=in_its_words(problem))


def _sorted(problem: Exception, *, tries: int, in_data: bool) -> Failure:
    match problem:
        case smtplib.SMTPRecipientsRefused():
            code, said = next(iter(problem.recipients.values()), (550, b""))
            return _refused_address(code, said, tries)
        case smtplib.SMTPResponseException():
            return _answered(problem.smtp_code, problem.smtp_error, tries)
        case OSError() if in_data and _is_broken_line(problem):
            return Failure("uncertain", "The mail server did not say whether it took the letter.", unsure=True)
        case OSError() if _is_broken_line(problem):
            return Failure("soon", "The mail server hung up or did not answer.", soon(tries))
        case _:
            return Failure("failed", "The letter or its address cannot be sent as it is.")


def _is_broken_line(problem: OSError) -> bool:
    """smtplib's own errors are OSErrors too; of those only a lost connection is about the line."""
    return isinstance(problem, smtplib.SMTPServerDisconnected) or not isinstance(problem, smtplib.SMTPException)


def _refused_address(code: int, said, tries: int) -> Failure:
    if code == TOO_MANY_AT_ONCE:
        return Failure("scattered", "The mail server is busy.", scattered(), code)
    if code in SOON_CODES:
        return Failure("soon", "The mail server asked us to try again.", soon(tries), code)
    if code < 500:
        return Failure("slow", "The mail server will not take this address just now.", slow(tries), code)
    status = _status(said)
    bounce = sort_of(status or "5.1.1") or ""
    return Failure("failed", "The mail server refuses this address.", code=code, bounce=bounce, status=status)


def _status(said) -> str:
    words = said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
    found = STATUS.search(words)
    return found[0] if found else ""


def sort_of(status: str) -> Sort | None:
    """What RFC 3463's number says about an address: it takes no letters (hard), not now (soft), or it is not about the
    address at all but about our server or a policy (None)."""
    found = STATUS.fullmatch(status)
    if not found or found[1] == "2":
        return None
    subject, detail = int(found[2]), int(found[3])
    if found[1] == "4" or (subject, detail) == (2, 2) or subject == 3:  # for a while, mailbox full, system full
        return Sort.SOFT
    if subject in (0, 1) and detail not in (7, 8):  # 5.1.7 and 5.1.8 are about the sender's address
        return Sort.HARD
    return Sort.HARD if subject == 2 or (subject, detail) in ((4, 4), (4, 1)) else None


def _answered(code: int, said, tries: int) -> Failure:
    if code == TOO_MANY_AT_ONCE:
        return Failure("scattered", "The mail server is busy.", scattered(), code)
    if b"too large" in (said if isinstance(said, bytes) else str(said).encode()).lower():
        return Failure("slow", "The mail server finds the letter too large.", slow(tries), code)
    if code < 500:
        return Failure("soon", "The mail server asked us to try again.", soon(tries), code)
    return Failure("failed", "The mail server refuses the letter.", code=code)
