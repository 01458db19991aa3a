"""The planners of every floor: what is due is noted at each tick, and what will be due can be foreseen."""

import functools
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import DatabaseError, connection, transaction

log = logging.getLogger(__name__)
_planners: dict[Callable, tuple[str, ...]] = {}  # each with the models it lives on
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


def register(plan_due: Callable, *, forecast: Callable | None = None, lives_on: tuple[str, ...] = ()) -> None:
    """plan_due(*, now) -> int notes what is due and not yet noted.

    lives_on: models ("app.Model"); while none of them has a row there is nothing to plan, and it is not asked. A charity
    that never had a gathering asks about gatherings no more than once in a tick, together with all the others.

    forecast(*, now, until) -> list[Foreseen]: what plan_due would note between the two, with the very same keys.
    """
    _planners.setdefault(plan_due, lives_on)
    if forecast is not None and forecast not in _forecasts:
        _forecasts.append(forecast)


def plan(*, now: datetime) -> int:
    """Run every planner, each in a transaction of its own: a broken one does not keep the others from their work."""
    from members.post import unaware  # as `delivery` below

    noted, empty = 0, _without_a_row()
    for planner, lives_on in list(_planners.items()):
        if lives_on and empty.issuperset(lives_on):
            continue
        try:
            with transaction.atomic(), unaware.the_clock_writes():
                noted += planner(now=now) or 0
        except Exception:
            log.exception("the planner %s.%s failed", planner.__module__, planner.__qualname__)
    return noted


def _without_a_row() -> set[str]:
    """Which of the models that planners live on have no row; one question for all of them."""
    models = sorted({model for lives_on in _planners.values() for model in lives_on})
    if not models:
        return set()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_any_rows(tuple(models)))
            return {model for model, is_there in zip(models, cursor.fetchone(), strict=True) if not is_there}
    except DatabaseError:  # then each is asked, and says for itself what is wrong
        log.exception("which planners have something to live on was not found out")
        return set()


@functools.cache
def _any_rows(models) -> str:
    tables = (connection.ops.quote_name(apps.get_model(model)._meta.db_table) for model in models)
    return "SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables)


def foresee(*, now: datetime, until: datetime) -> Iterator[Foreseen]:
    """What the planners will note between now and then."""
    for forecast in _forecasts:
        yield from forecast(now=now, until=until)


def tick(*, now: datetime) -> int:
    """Every planner, then delivery until nothing is due. How many letters were dealt with."""
    from members.post import delivery  # planners register before models and delivery are ready

    plan(now=now)
    return delivery.deliver_due(now=now)
