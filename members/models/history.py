"""How records of substance remember their changes: insert, update and delete, append-only."""

import pghistory


def tracked(*, exclude=()):
    """Class decorator: keep every change of this model as an event row (pghistory, by trigger)."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        append_only=True,
    )
