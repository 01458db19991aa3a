"""Questions that every opened home asks: written by Django once, then only asked.

Turning a queryset into SQL costs Django ten times what Postgres needs to answer it. The queryset stays the one
place that says what may be seen; only the writing of its SQL is kept, for as long as the process lives.
"""

from collections import namedtuple
from datetime import UTC, datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection


class Often:
    """`make(a, b, …)` gives a `values_list` queryset; ids, moments and groups of ids may be asked about.

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
        sql, params, row = self._written[shape]
        known = _flat(values)
        with connection.cursor() as cursor:
            cursor.execute(sql, [known[param.place] if isinstance(param, _Slot) else param for param in params])
            return [row(*each) for each in cursor.fetchall()]

    def _write(self, values):
        """The SQL for values of this shape, its parameters with a slot for each value, and how a row reads."""
        slots = [_stand_in(each, place) for place, each in enumerate(_flat(values))]
        unused = iter(slots)
        given = [
            frozenset(next(unused) for _ in value) if isinstance(value, frozenset) else next(unused) for value in values
        ]
        query = self._make(*given).query
        try:
            sql, params = query.sql_with_params()
        except EmptyResultSet:
            return None
        row = namedtuple("Row", [*query.values_select, *query.annotation_select])  # noqa: PYI024 — named by the query
        return sql, [_Slot(slots.index(param)) if param in slots else param for param in params], row


class _Slot:
    """Where one of the values goes."""

    def __init__(self, place):
        self.place = place


def _stand_in(value, place):
    """A value of the same sort that nobody uses."""
    return datetime(1801, 1, 1, 0, place, tzinfo=UTC) if isinstance(value, datetime) else -101 - place


def _flat(values):
    return [each for value in values for each in (sorted(value) if isinstance(value, frozenset) else [value])]


def belonging(model, names, values):
    """An object of that model from some of its columns, as `only()` would give it."""
    by_name = dict(zip(names, values, strict=True))
    fields = [field.attname for field in model._meta.concrete_fields if field.attname in by_name]
    return model.from_db(connection.alias, fields, [by_name[name] for name in fields])
