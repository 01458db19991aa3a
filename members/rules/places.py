"""What a row of a spreadsheet would make of somebody in the group, in words for whoever presses "Bring them in"."""

from datetime import date

from members.models import Body
from members.models.membership import State
from members.words import day


def in_words(row, bodies) -> str:
    """`bodies` are all groups by their name in small letters; nothing where the row names no place."""
    said = []
    state = row.state or (State.ACTIVE if row.since else "")
    advisory = [body.name for body in bodies.values() if body.sort == Body.Sort.ADVISORY]
    if state == State.ACTIVE:
        since = f" since {day(date.fromisoformat(row.since))}" if row.since else ""
        said.append(f"Becomes an active member{since}, with the role of a member.")
        said += [f"Gets a seat in {name}." for name in advisory]
    elif state:
        said.append(f"Where they are in the group: {State(state).label}.")
    body = bodies.get(row.body.casefold())
    if body is not None and body.sort != Body.Sort.ADVISORY:
        said.append(f"Gets a seat in {body.name}.")
    return " ".join(said)
