"""Many small questions as one statement: each stays a queryset of its own, the database is asked once."""

import json
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Value


def together(questions: dict) -> dict[str, list[dict]]:
    """{name: rows} for {name: queryset of values(...)}. Days come as "2026-06-09", sums of pounds as Decimal."""
    found, asked, values = {name: [] for name in questions}, [], []
    for name, queryset in questions.items():
        try:
            sql, params = queryset.query.sql_with_params()
        except EmptyResultSet:  # Django knows that there is nothing
            continue
        names = ", ".join(connection.ops.quote_name(column) for column in queryset.query.selected)
        asked.append((name, f"(SELECT json_agg(found)::text FROM ({sql}) AS found ({names}))"))
        values += params
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(sql for _, sql in asked)}", values)  # noqa: S608 — Django's own words
            for (name, _), rows in zip(asked, cursor.fetchone(), strict=True):
                found[name] = json.loads(rows, parse_float=Decimal) if rows else []
    return found


def counts(queryset, **aggregates):
    """One row of these counts, for `together`."""
    return queryset.order_by().values(all_of_them=Value(1)).annotate(**aggregates)


def only(rows) -> dict:
    """The one row of `counts`; of nothing, noughts."""
    return rows[0] if rows else Nothing()


class Nothing(dict):
    def __missing__(self, name):
        return 0
