"""Boards, all figures and charts that were counted a moment ago and are still true to the last row.

Every record that one of them reads keeps its history, so the newest history rows say whether anything has changed
since: one cheap statement instead of five dear ones. A board is kept only when no change was on its way while it
was counted, in this process only, protected, and never longer than a minute (decision 0010).
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import F

from coproduction.dashboards.counting_answers import undelivered
from coproduction.dashboards.models import PublishedEquality
from meetings.models import Attendance, CameFor, Kind, Meeting, Provision, Pulse, Rsvp
from members.models import Body, Membership, Organisation, Person, Representative, Rest, Team
from projects.models import (
    Activity,
    Agreement,
    AgreementStep,
    Change,
    Claim,
    Contribution,
    Contributor,
    InvolvementRequest,
    Opportunity,
    Participation,
    Plan,
    PlanGoal,
    Project,
    QuarterAnswer,
    QuarterStart,
    Rating,
    RecognitionOffer,
    Response,
    Told,
)

READ = (Activity, Participation, Project, Meeting, Rsvp, Attendance, Team, Body)
ALL_READ = (  # by the page of all figures and the charts: what people said, what they need, were offered, felt; plans, quarters
    *READ, Person, Membership, Rest, Organisation, Representative, Kind, CameFor, Provision, Pulse, Contribution, Contributor,
    Response, Change, Told, Rating, Opportunity, RecognitionOffer, Claim, Plan, PlanGoal,
    QuarterAnswer, QuarterStart, Agreement, AgreementStep, InvolvementRequest,
    PublishedEquality,
)  # fmt: skip
NEVER_OLDER_THAN = timedelta(minutes=1)
AT_MOST = 60


@dataclass(frozen=True)
class Stamp:
    """What the records looked like; `is_quiet` when no change was on its way."""

    newest: tuple
    is_quiet: bool


_kept: OrderedDict = OrderedDict()


def stamp(read=READ) -> Stamp:
    """The newest history row of every record that is read, and the invitations that did not arrive (one statement)."""
    letters, values = _undelivered()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_newest(read)}, {letters}, {_QUIET}", values)
        *newest, is_quiet = cursor.fetchone()
    return Stamp(tuple(newest), is_quiet)


# Whoever writes holds a lock on their own transaction. A snapshot's xmin and xmax would not do: of two
# transactions that overlap, the one that began last is in neither while the first one commits.
# Writers in other databases of the same server do not matter; a prepared transaction has no process and does.
_QUIET = """NOT EXISTS (
    SELECT FROM pg_locks LEFT JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND coalesce(datname, current_database()) = current_database())"""


def _newest(read):
    events = [event._meta for model in read for event in _events_of(model)]
    newest = (f'(SELECT max("{event.pk.column}") FROM "{event.db_table}")' for event in events)  # noqa: S608 — our own tables
    return ", ".join(newest)


def _events_of(model):
    """Its history; of what is only ever added to, itself."""
    return set(model.pgh_event_models.values()) if hasattr(model, "pgh_event_models") else {model}


def _undelivered():
    """Letters keep no history; those that did not arrive are few, so how many and which they are says enough."""
    sql, values = undelivered().order_by().values(missing_id=F("pk")).query.sql_with_params()
    return f"(SELECT ARRAY[count(*), sum(missing_id)]::bigint[] FROM ({sql}) AS missing)", values  # noqa: S608 — Django's own words


def find(key, *, stamp, now):
    """The board kept under that key, when it is still true."""
    found = _kept.get((connection.settings_dict["NAME"], key))
    if found is None:
        return None
    board, newest, counted_at = found
    is_fresh = abs(now - counted_at) <= NEVER_OLDER_THAN
    return board if is_fresh and newest == stamp.newest else None


def keep(key, board, *, stamp, now) -> None:
    if not stamp.is_quiet:
        return
    place = (connection.settings_dict["NAME"], key)
    _kept[place] = (board, stamp.newest, now)
    _kept.move_to_end(place)
    while len(_kept) > AT_MOST:
        _kept.popitem(last=False)


def forget() -> None:
    _kept.clear()
