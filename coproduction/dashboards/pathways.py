"""How people came to the group, countable without names: everybody who ever began, as it stood on the last 31 March.

Everybody who may see it sees the same. It moves once a year, and not when a number would move by one to four
(SUPP-07): the difference would be about those few.
"""

from datetime import date

from django.db.models import Exists, OuterRef

from coproduction.dashboards.disclosure import THRESHOLD, protect
from coproduction.dashboards.figures import Table
from members.models import Membership
from projects.models import Activity, Participation
from projects.queries.pathway import FROM_OUTSIDE

WAYS = [*Membership._meta.get_field("joined_via").choices, ("", "Not known")]
BEFORE = [(True, "Had taken part as a client or carer before"), (False, "Began with the group")]


def last_day(*, today: date) -> date:
    """The last 31 March that is over."""
    this_year = date(today.year, 3, 31)
    return this_year if this_year < today else date(today.year - 1, 3, 31)


def tables(*, today):
    """Two tables, each with its words, its day, and rows of (words, number or None for hidden); withheld ones have none."""
    people = _people()
    return [
        _table("By which way they came", WAYS, [(started, via) for started, via, _ in people], today=today),
        _table(
            "From a project into the group", BEFORE, [(started, before) for started, _, before in people], today=today
        ),
    ]


def _people():
    """(first day, way, took part before) of each person who ever began; the first time counts."""
    parts = Participation.objects.filter(
        person=OuterRef("person"), hats__overlap=FROM_OUTSIDE, activity__state=Activity.State.HELD,
        activity__ended_on__lt=OuterRef("started_on"),
    )  # fmt: skip
    began = Membership.objects.exclude(started_on=None).annotate(before=Exists(parts))
    first = began.order_by("person", "started_on", "pk").distinct("person")
    return list(first.values_list("started_on", "joined_via", "before"))


def _table(words, choices, people, *, today):
    on, cells = _published(choices, people, last=last_day(today=today))
    shown = protect(Table(cells))
    rows = [] if shown.is_withheld else [(label, n) for (_, label), n in zip(choices, shown.cells, strict=True)]
    return {"words": words, "day": on, "rows": rows, "total": shown.total, "why": shown.why}


def _published(choices, people, *, last):
    """What was published last: year after year, the older numbers stay while any would move by one to four."""
    years = range(min([started.year for started, _ in people] or [last.year]), last.year + 1)
    on, kept = last, None
    for year in years:
        day = date(year, 3, 31)
        cells = tuple(sum(started <= day and which == key for started, which in people) for key, _ in choices)
        if kept is None or protect(Table(kept)).is_withheld or not _moved_by_few(cells, kept):
            on, kept = day, cells
    return on, kept or (0,) * len(choices)


def _moved_by_few(cells, kept):
    return any(0 < abs(new - old) < THRESHOLD for new, old in zip(cells, kept, strict=True))
