"""How a measure of people is made: over stretches of time for the whole charity, over parts of it under a filter."""

from dataclasses import replace

from coproduction.dashboards import kin
from coproduction.dashboards.figures import Measure, NotInParts, NotYet
from coproduction.dashboards.named import Named


def column(row, name) -> tuple[int, ...]:
    """One count of each stretch of a row."""
    return tuple(each[name] or 0 for each in row)


def in_time(metric, period, found, of) -> Measure:
    """Counts of people of the whole charity, each beside the stretches of time from which it could be had (`kin`)."""
    now, before = kin.told(of, found, kin.of_now(period)), kin.of_before(period)
    return Measure(metric, now, kin.told_before(of, found, before, now) if before else {})


def of_parts(metric, period, parts, names, of) -> Measure:
    """Figures of people under a filter: of closed months, of no period with a name, and compared with nothing."""
    if isinstance(period, Named):
        return Measure(metric, {name: NotInParts() for name in names})
    return Measure(metric, of(parts, period.slug) if period.closed else {name: NotYet() for name in names})


def as_the_whole_allows(parts, whole) -> tuple[Measure, ...]:
    """Figures of a part of the charity, each shown only where the same of all of it is."""

    def allowed(value, name, of_all):
        return replace(value, needs=(of_all[name],)) if hasattr(value, "needs") else value

    return tuple(
        replace(mine, now={name: allowed(value, name, of_all.now) for name, value in mine.now.items()})
        for mine, of_all in zip(parts, whole, strict=True)
    )


def rests(parts, whole, part):
    """What is left of one row when the other is taken away, over every run of months."""
    rows = zip(parts.everywhere(whole), parts.everywhere(part), strict=True)
    return tuple(apart(one, two) for one, two in rows)


def apart(row, other):
    """How far two rows of counts are apart, cell by cell."""
    return tuple(abs(one - two) for one, two in zip(row, other, strict=True))
