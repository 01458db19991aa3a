"""Questions that every opened home and every meeting's page asks: written by Django once, then only asked.

Turning a queryset into SQL costs Django ten times what Postgres needs to answer it. The queryset stays the one
place that says what may be seen; only the writing of its SQL is kept, for as long as the process lives.
"""

from collections import namedtuple
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone

MOMENTS = (  # two, in winter and in summer, that nobody means: what both have in common is how the others come about
    (datetime(2290, 1, 15, 9, 1, tzinfo=UTC), timedelta(minutes=37)),
    (datetime(2291, 7, 22, 21, 31, tzinfo=UTC), timedelta(minutes=61)),
)


class Often:
    """`make(a, b, …)` gives a `values` or `values_list` queryset; ids, moments and groups of ids may be asked about,
    and what is counted from a moment: some time before or after it, its day in London, an hour of that day.

    Whatever else the queryset depends on must not change while the process lives.
    """

    def __init__(self, make):
        self._make = make
        self._written = {}

    def rows(self, *values):
        """The rows for these values, as named tuples."""
        shape = tuple(len(value) if isinstance(value, frozenset) else type(value) for value in values)
        if shape not in self._written:
            self._written[shape] = self._write(values)
        if self._written[shape] is None:
            return []
        sql, params, row, opened = self._written[shape]
        known = _flat(values)
        with connection.cursor() as cursor:
            cursor.execute(sql, [param.of(known) if isinstance(param, _Slot) else param for param in params])
            return [row(*_opened(each, opened)) for each in cursor.fetchall()]

    def _write(self, values):
        """The SQL for values of this shape, its parameters with a slot for each value, and how a row is named and read."""
        try:
            compiler, *written = self._compiled(values, 0)
            _, *again = self._compiled(values, 1)
        except EmptyResultSet:
            return None
        (sql, params, slots), (same, others, moved) = written, again
        if sql != same or len(params) != len(others):
            raise TypeError("A question asked often must read the same whatever is asked about.")
        query = compiler.query
        names = list(query.selected or [*query.values_select, *query.annotation_select])
        row = namedtuple("Row", names)  # noqa: PYI024 — named by the query
        opened = compiler.get_converters([column for column, *_ in compiler.select])
        return sql, [_slot(slots, moved, *pair) for pair in zip(params, others, strict=True)], row, opened

    def _compiled(self, values, turn):
        stand_ins = [_stand_in(each, place, turn) for place, each in enumerate(_flat(values))]
        unused = iter(stand_ins)
        given = [
            frozenset(next(unused) for _ in value) if isinstance(value, frozenset) else next(unused) for value in values
        ]
        compiler = self._make(*given).query.get_compiler(connection=connection)
        return compiler, *compiler.as_sql(), stand_ins


def _opened(values, converters):
    """One row as Django reads it: what a field keeps in its own way, such as sealed words, read by that field."""
    if not converters:
        return values
    values = list(values)
    for place, (readers, column) in converters.items():
        for read in readers:
            values[place] = read(values[place], column, connection)
    return values


@dataclass(frozen=True)
class _Slot:
    """Where one of the values goes; `later` on, or on the day so many `days` later, at that `hour` where one is named."""

    place: int
    later: timedelta = timedelta(0)
    days: int | None = None
    hour: time | None = None

    def of(self, known):
        value = known[self.place]
        if self.days is None:
            return value + self.later if self.later else value
        day = timezone.localdate(value) + timedelta(days=self.days)
        return day if self.hour is None else timezone.make_aware(datetime.combine(day, self.hour))


def _slot(slots, moved, param, other):
    """The slot this parameter comes from, or the parameter itself where it is the same whatever is asked about."""
    if param in slots:
        return _Slot(slots.index(param))
    if param == other:
        return param
    for place, (value, again) in enumerate(zip(slots, moved, strict=True)):
        if isinstance(value, datetime) and (found := _counted(place, value, again, param, other)):
            return found
    raise TypeError(f"A question asked often cannot tell how {param!r} comes from what is asked about.")


def _counted(place, value, again, param, other):
    if isinstance(param, datetime):
        if param - value == other - again:
            return _Slot(place, later=param - value)
        param, other = timezone.localtime(param), timezone.localtime(other)
        days, hour = (param.date() - timezone.localdate(value)).days, param.time()
        same = (days, hour) == ((other.date() - timezone.localdate(again)).days, other.time())
        return _Slot(place, days=days, hour=hour) if same else None
    if isinstance(param, date):
        days = (param - timezone.localdate(value)).days
        return _Slot(place, days=days) if days == (other - timezone.localdate(again)).days else None
    return None


def _stand_in(value, place, turn):
    """A value of the same sort that nobody uses."""
    if isinstance(value, datetime):
        moment, step = MOMENTS[turn]
        return moment + place * step
    return -101 - place


def _flat(values):
    return [each for value in values for each in (sorted(value) if isinstance(value, frozenset) else [value])]


def belonging(model, names, values):
    """An object of that model from some of its columns, as `only()` would give it."""
    by_name = dict(zip(names, values, strict=True))
    fields = [field.attname for field in model._meta.concrete_fields if field.attname in by_name]
    return model.from_db(connection.alias, fields, [by_name[name] for name in fields])
