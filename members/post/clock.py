"""The planners of every floor: what is due is noted at each tick, and what will be due can be foreseen."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

log = logging.getLogger(__name__)
_planners: list[Callable] = []
_forecasts: list[Callable] = []


@dataclass(frozen=True)
class Foreseen:
    """A letter that a planner would note at `due_at`: the arguments of letters.note, so that it can be noted early."""

    kind: str
    key: str
    person_id: int
    about: str
    due_at: datetime
    facts: dict = field(default_factory=dict)
    expires_at: datetime | None = None


def register(plan_due: Callable, *, forecast: Callable | None = None) -> None:
    """plan_due(*, now) -> int notes what is due and not yet noted.

    forecast(*, now, until) -> list[Foreseen]: what plan_due would note between the two, with the very same keys.
    """
    if plan_due not in _planners:
        _planners.append(plan_due)
    if forecast is not None and forecast not in _forecasts:
        _forecasts.append(forecast)


def plan(*, now: datetime) -> int:
    """Run every planner, each in a transaction of its own: a broken one does not keep the others from their work."""
    from members.post import unaware  # as `delivery` below

    noted = 0
    for planner in _planners:
        try:
            with transaction.atomic(), unaware.the_clock_writes():
                noted += planner(now=now) or 0
        except Exception:
            log.exception("the planner %s.%s failed", planner.__module__, planner.__qualname__)
    return noted


def foresee(*, now: datetime, until: datetime) -> Iterator[Foreseen]:
    """What the planners will note between now and then."""
    for forecast in _forecasts:
        yield from forecast(now=now, until=until)


def tick(*, now: datetime) -> int:
    """Every planner, then delivery until nothing is due. How many letters were dealt with."""
    from members.post import delivery  # planners register before models and delivery are ready

    plan(now=now)
    return delivery.deliver_due(now=now)
