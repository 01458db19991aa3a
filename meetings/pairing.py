"""When the rule of a series changes: which of the new dates each date already planned becomes."""

from datetime import date

from meetings.models import Unit

STAYS, GOES = "stays", "goes"


def paired(old: list[date], new: list[date], *, unit, today: date) -> tuple[dict[date, date | str], list[date]]:
    """For each old date the new one, STAYS (its turn in this week or month is already over) or GOES (the new rule has
    none there); and the new dates that nobody has yet.

    The same date first, then in order within the same week or month. `new` also holds the dates of this week or
    month that have passed; nothing is moved there.
    """
    key = _week if unit == Unit.WEEK else _month
    found = {on: on for on in old if on in set(new)}
    free = [on for on in new if on not in found]
    for on in sorted(set(old) - set(found)):
        match = next((each for each in free if key(each) == key(on)), None)
        if match is None:
            found[on] = GOES
            continue
        free.remove(match)
        found[on] = match if match > today else STAYS
    return found, [on for on in free if on > today]


def _week(on: date):
    return on.isocalendar()[:2]


def _month(on: date):
    return on.year, on.month
