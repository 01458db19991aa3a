"""The plan quarter by quarter: what was said, what ended, what is due or late, and about what nobody said a word."""

from dataclasses import dataclass
from datetime import date

from projects import quarters
from projects.models import GoalState
from projects.queries.plan import Line


@dataclass(frozen=True)
class Quarter:
    """One quarter of the plan on its line: what was said, what ended, what is still due in it or late."""

    words: str
    said: list
    ended: list
    due: list
    silent: list
    is_now: bool


def timeline(plan, rows: list[Line], *, today: date) -> list[Quarter]:
    """From the plan's first quarter to its last (or today's, if goals are still open after it), the first first."""
    goals = [row.it for row in rows]
    last = max([plan.ends_on, *(goal.due_on for goal in goals), *(goal.ended_on for goal in goals if goal.ended_on)])
    if any(goal.state == GoalState.OPEN for goal in goals):
        last = max(last, today)
    return [_quarter(first, rows, plan, today=today) for first in quarters.between(plan.starts_on, last)]


def _quarter(first, rows, plan, *, today):
    end = quarters.last_day(first)
    said = [(row, word) for row in rows for word in row.words if word.quarter == first]
    heard = {row.it.pk for row, _ in said}
    asked = [row for row in rows if row.it.ended_on is None or row.it.ended_on > end]
    return Quarter(
        words=quarters.in_words(first),
        said=said,
        ended=[row for row in rows if row.it.ended_on and first <= row.it.ended_on <= end],
        due=[row for row in rows if row.it.state == GoalState.OPEN and first <= row.it.due_on <= end],
        silent=[row for row in asked if row.it.pk not in heard] if end < today else [],
        is_now=first <= today <= end,
    )
