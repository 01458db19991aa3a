"""How records of substance remember their changes: insert, update and delete, append-only."""

import pghistory
from django.db import connections


def tracked(*, exclude=()):
    """Class decorator: keep every change of this model as an event row (pghistory, by trigger)."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        append_only=True,
    )


def keep_whole(using, **_):
    """After each migration: a table of history that is new is not to be emptied either (migration members 0027)."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('history_keep()') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT history_keep()")
