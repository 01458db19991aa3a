"""Stretches of time of which one can be had from others, so that they are decided together (SUPP-04, 07).

Financial years are a row: they add up to everything. The quarters of a year are shown together or not at all, and not
when their year is hidden. Twelve months belong to neither, but for the days on which they are whole quarters. Whatever
page asks, the same row gives the same answer. Counts of people of a quarter or year that still runs are not compared
with the same part of the one before: that part, the twelve months and two years would give each other away.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from coproduction.dashboards.figures import People
from coproduction.dashboards.named import Named, quarters_with, years_up_to
from coproduction.dashboards.spans import BEGINNING, Period, Span
from members.rules.fewest import fewest

A_DAY = timedelta(days=1)
FEW = fewest()


@dataclass(frozen=True)
class Place:
    """One stretch among those that it adds up with."""

    row: tuple[Span, ...]
    at: int = 0


@dataclass(frozen=True)
class Kin:
    """A stretch, and the places that must be shown for it to be shown."""

    own: Place
    needs: tuple[Place, ...] = ()
    cuts: tuple[
        Place, ...
    ] = ()  # twelve months: every year, the one that runs first, and the quarters of the one they cut

    @property
    def spans(self):
        return [span for place in (self.own, *self.needs, *self.cuts) for span in place.row]


def of_now(period: Period) -> Kin:
    kin = _kin(period.live, period)
    if period.slug != "12m" or kin.needs:
        return kin
    years = _years(period.live.last, period.today)
    return replace(
        kin, cuts=(*sorted(years, key=lambda place: -place.at), *of_quarter(period.live.first, period.today))
    )


def of_before(period: Period) -> Kin | None:
    """Twelve months alone are compared in counts of people, and not when anything of the years they lie in is hidden; a named
    period is by itself (`Named.previous`)."""
    if period.slug != "12m":
        return None
    days = {period.before.first, period.live.first, period.live.last}
    needs = [place for day in sorted(days) for place in of_quarter(day, period.today)]
    return Kin(Place((period.before,)), tuple(dict.fromkeys(needs)))


def spans(period: Period) -> list[Span]:
    """Every stretch that a page of this period has to count."""
    found = [*of_now(period).spans, *([period.before] if period.before else [])]
    return list(dict.fromkeys([*found, *(of_before(period).spans if of_before(period) else [])]))


def in_finished_months(period: Period) -> Period | None:
    """The same period as it stood when the last month was over; None while its first month runs."""
    end = period.today.replace(day=1) - A_DAY
    if isinstance(period, Named):
        row = years_up_to(end) if period.is_year else quarters_with(period.live.first, today=end)
        return replace(period, today=end, siblings=row)
    if period.closed is None:
        return None
    rows = {"quarter": quarters_with(end, today=end), "year": years_up_to(end)}
    return replace(
        period, today=end, live=period.closed, before=period.closed_before, siblings=rows.get(period.slug, ())
    )


def told(of, found, kin: Kin) -> dict:
    """Figures by name: `of` makes them of one row of counts by stretch and a place in it; each knows which it needs."""

    def at(place):
        return of(tuple(found[span] for span in place.row), place.at)

    values, needed, cuts = at(kin.own), [at(place) for place in kin.needs], [at(place) for place in kin.cuts]

    def needs(name, value):
        more = cuts if cuts and _lays_bare(value, cuts[0][name]) else []
        return [each[name] for each in (*needed, *more)]

    return {
        name: replace(value, needs=tuple(needs(name, value))) if hasattr(value, "needs") else value
        for name, value in values.items()
    }


def told_before(of, found, kin: Kin, now: dict) -> dict:
    """The same of the twelve months before. Where twelve months hold all there ever was, both pages say that nothing was
    before; so a nought may be said wherever the twelve months may, and needs nothing else."""
    years = next(place.row for place in kin.needs if place.row[0].first == BEGINNING)
    ever = of(tuple(found[span] for span in years), 0)
    return {
        name: replace(value, needs=(now[name],)) if _is_plain(value, now[name], ever[name]) else value
        for name, value in told(of, found, kin).items()
    }


def _is_plain(before, twelve, ever):
    """Different people do not add up, so that of them nothing can be taken from anything."""
    if not hasattr(before, "needs") or (isinstance(before, People) and not before.is_sum):
        return False
    rows = zip(_rows(before), _rows(twelve), _rows(ever), strict=True)
    return all(not none[before.at] and sum(all_of_it) == whole[twelve.at] for none, whole, all_of_it in rows)


def _lays_bare(twelve, running):
    """Whether twelve months leave nothing or few of the year that they cut, or of its other part: with nothing in between,
    that would be a quarter or a year that is hidden. Different people do not add up, so theirs leave nothing; and where the
    twelve months are everything, they say no more than that."""
    if isinstance(twelve, People) and not twelve.is_sum:
        return False
    for whole, years in zip(_rows(twelve), _rows(running), strict=True):
        this, last, older = years[running.at], years[running.at - 1], sum(years[: running.at - 1])
        left = whole[twelve.at] - this
        head = last - left
        if whole[twelve.at] >= FEW and older + head and min(left, head) < FEW:
            return True
    return False


def _rows(figure):
    """What is counted of each stretch, or so many of so many; of money and days how many people they are about. Sums that add
    up are judged by the rows of all, so that none of them is hidden where the others leave it."""
    rows = (getattr(figure, name, None) for name in ("cells", "parts", "wholes", "people"))
    return [*(row for row in rows if isinstance(row, tuple)), *getattr(figure, "with_it", ())]


def _kin(span, period):
    today = period.today
    years = years_up_to(today)
    if span in years:
        return Kin(Place(years, years.index(span)), _years(span.first, today))
    if period.siblings and span == period.live:
        return Kin(Place(period.siblings, period.at), of_quarter(span.first, today))
    if span.first == BEGINNING or not _is_whole_quarters(span):
        return Kin(Place((span,)))
    return Kin(Place((span,)), tuple(dict.fromkeys([*of_quarter(span.first, today), *of_quarter(span.last, today)])))


def of_quarter(day, today):
    """Every quarter of the year that day lies in, and what that year needs."""
    row = quarters_with(day, today=today)
    return (*(Place(row, at) for at in range(len(row))), *_years(day, today))


def _years(day, today):
    """The year that day lies in. The one that runs and the last one go together: with nothing in its first months, the last
    one is the twelve months less the one that runs."""
    years = years_up_to(today)
    at, newest = years.index(year_of(day, years)), len(years) - 1
    return tuple(Place(years, each) for each in ({newest - 1, newest} if at >= newest - 1 else {at}))


def year_of(day, years) -> Span:
    return next(each for each in years if each.first <= day <= each.last)


def _is_whole_quarters(span):
    return all(day.day == 1 and day.month % 3 == 1 for day in (span.first, span.last + A_DAY))
