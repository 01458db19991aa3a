"""People and minutes of the whole charity for each month (of everything, each year), with what decides whether they are shown.

The months of a quarter are shown together or not at all: not when one of them is about few people, and not when their
quarter or their year is hidden. So every page that has a month says the same of it.
"""

from collections import defaultdict
from datetime import date, timedelta

from coproduction.dashboards import kin
from coproduction.dashboards.counting_cells import TOUCHED, Asking, asked
from coproduction.dashboards.figures import People
from coproduction.dashboards.named import years_up_to
from coproduction.dashboards.spans import BEGINNING, Period, Span, months_later

A_DAY = timedelta(days=1)


def by_bucket(period: Period) -> dict:
    """{first day: people, minutes, needs}: `needs` are figures that must be shown for these people to be shown."""
    rows = defaultdict(dict)
    for row in _counted(period):
        rows[row["sort"]][row["first"]] = row["n"]
    buckets = rows["year"] if period.slug == "all" else rows["month"]
    needs = _years if period.slug == "all" else _months
    return {
        first: {
            "people": rows["part"].get(first, 0) if first < period.live.first else people,
            "minutes": rows["minutes"].get(first),
            "needs": needs(first, rows, period.today),
        }
        for first, people in buckets.items()
    }


def _months(first, rows, today):
    quarter = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    months = [months_later(quarter, at) for at in range(3)]
    return (*(People((rows["month"].get(each, 0),)) for each in months), *_of_quarter(quarter, rows, today))


def _years(first, rows, today):
    """A calendar year is the quarters in it, of two financial years."""
    quarters = [date(first.year, month, 1) for month in (1, 4, 7, 10)]
    return tuple(
        need
        for each in quarters
        if each <= today and rows["quarter"].get(each)
        for need in _of_quarter(each, rows, today)
    )


def _of_quarter(first, rows, today):
    """As `kin` has it."""
    counted = rows["quarter"] | {("year", each): n for each, n in rows["financial"].items()}

    def figure(place):
        is_year = place.row == years_up_to(today)
        return People(
            tuple(counted.get(("year", each.first) if is_year else each.first, 0) for each in place.row), place.at
        )

    return tuple(figure(place) for place in kin.of_quarter(first, today))


def _counted(period):
    """One statement: people by month, quarter and year; in the month that the period cuts; in financial years; and minutes."""
    asking, years, live = Asking(), years_up_to(period.today), period.live
    first = BEGINNING if period.slug == "all" else kin.year_of(live.first, years).first
    reach = Span(first, min(months_later(live.last.replace(day=1), 12), period.today))
    people, ever = asking.people([reach]), asking.people([Span(BEGINNING, period.today)])
    oldest = f"CASE WHEN first_on <= {asking.value(years[0].last)} THEN {asking.value(years[0].first)}"
    financial = f"{oldest} ELSE (date_trunc('year', first_on - interval '3 months') + interval '3 months')::date END"
    cut = Span(live.first, months_later(live.first.replace(day=1), 1) - A_DAY)
    trunc = "year" if period.slug == "all" else "month"
    rows = [
        _people(sort, f"date_trunc('{sort}', first_on)::date", "people") for sort in dict.fromkeys((trunc, "quarter"))
    ]
    if live.first.day != 1:
        rows.append(
            _people("part", f"{asking.value(cut.first.replace(day=1))}", "people", f"WHERE {asking.meets(cut)}")
        )
    rows.append(_people("financial", financial, f"({ever}) AS ever"))
    rows.append(
        f"SELECT 'minutes', date_trunc('{trunc}', day)::date, sum(minutes)::bigint FROM ({asking.cells([live])}) AS days GROUP BY 2"
    )
    return asked(f"WITH {TOUCHED}, people AS MATERIALIZED ({people}) {' UNION ALL '.join(rows)}", asking)


def _people(sort, first, found, where=""):
    each = f"SELECT DISTINCT person_id, {first} AS first FROM {found} {where}"
    return f"SELECT '{sort}' AS sort, first, count(*)::bigint AS n FROM ({each}) AS each_once GROUP BY first"  # noqa: S608 — our own tables
