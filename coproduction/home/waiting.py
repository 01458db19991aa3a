"""What a member's home asks, in the order of its day: the first few stand there, the rest is folded, for a bad day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from meetings.provided import ASK_FOR

FIRST = 3
WITH_DAY = {
    "pulse": "pulse_until",
    "notes": "notes_by",
    "action": "action_due",
    "look": "look_until",
}
SHOWN_IF = {  # the cards of home/_my_after.html, and what of `after` says that there is one
    "pulse": "pulse_at", "notes": "notes_at", "action": "action_at", "may_we_show": "may_we_show",
    "led": "led_title", "goal": "goal_at", "look": "look_at", "report": "report_at", "stories": "stories_wanted",
}  # fmt: skip


@dataclass(frozen=True)
class Waits:
    """One card; `on` is the day it should be done by, None when any day will do."""

    sort: str
    on: date | None = None
    it: Any = None


def in_order(*, asked_how, asked_right, voices, after, work):
    """Every card that wants something, the earliest first; how somebody is after a hard day before all else."""
    found = [Waits("asked_how", date.min, [row]) for row in asked_how]
    if asked_right:
        found.append(Waits("right", timezone.localdate(asked_right.starts_at + ASK_FOR)))
    found += [Waits("voice", timezone.localdate(row["decision__closes_at"]), [row]) for row in voices]
    for sort, there in SHOWN_IF.items():
        if after.get(there):
            told = sort == "notes" and after["notes_told"]  # they have done their part
            found.append(Waits(sort, None if told else after.get(WITH_DAY.get(sort))))
    found += [Waits("work", each.opportunity.answer_by, each) for each in work]
    return sorted(found, key=lambda card: card.on or date.max)


def folded(cards):
    """The first few, and what can wait."""
    return {"waits": cards[:FIRST], "can_wait": cards[FIRST:]}
