"""The certificate of involvement: one page of thanks as PDF, without a word about health (MEM-07, SUP-02).

Words reach typst as data, never as markup. What somebody gave is known to a floor above, which registers how to ask.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from members import charity, printing
from members.words import day, minutes, plural

PAGE = Path(__file__).with_name("certificate.typ")


@dataclass(frozen=True)
class Given:
    """How often somebody took part, and the minutes that were written down for it."""

    times: int = 0
    minutes: int = 0


_given: dict[str, Callable] = {}


def ask_what_was_given(count: Callable) -> None:
    """In `AppConfig.ready()` of the floor that keeps the log: count(person) -> Given."""
    _given["count"] = count


def given_by(person) -> Given:
    """What they gave, as the log has it."""
    return _given["count"](person) if "count" in _given else Given()


def draw(*, membership, with_hours, now) -> bytes:
    """One page of A4, as PDF."""
    person = membership.person
    gave = given_by(person)
    data = {
        "charity": charity.current().name,
        "name": person.name,
        "from": _plain_day(membership.started_on or membership.since),
        "to": _plain_day(membership.since) if membership.state == "left" else "",
        "times": plural(gave.times, "time") if gave.times > 1 else "",
        "hours": minutes(gave.minutes) if with_hours and gave.minutes else "",
        "date": _plain_day(timezone.localdate(now)),
    }
    return printing.draw(PAGE, words=data)


def _plain_day(value):
    """ "9 June 2026": a certificate is read years later, so the year always stands."""
    words = day(value, today=value).partition(" ")[2]
    return words if words.endswith(str(value.year)) else f"{words} {value.year}"
