"""Many small questions as one statement: each stays a queryset of its own, the database is asked once."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, DateTimeField, QuerySet, Value
from django.db.models.expressions import RawSQL

from coproduction.dashboards.spans import Span


class Stretch:
    """Stands for the span in a question that is asked of many: its days and moments are columns of a list of them.

    Django then writes the question down once; of twenty stretches that was most of the work of a board.
    """

    first, last = RawSQL("stretch.first", (), DateField()), RawSQL("stretch.last", (), DateField())  # noqa: S611 — no value
    instants = RawSQL("stretch.began", (), DateTimeField()), RawSQL("stretch.ended", (), DateTimeField())  # noqa: S611


STRETCH = Stretch()


@dataclass(frozen=True)
class OfEach:
    """The same question of each of these spans; asked of `STRETCH`."""

    spans: tuple[Span, ...]
    question: QuerySet

    def written(self):
        sql, params = self.question.query.sql_with_params()
        columns = (
            ("int", range(len(self.spans))),
            ("date", (span.first for span in self.spans)),
            ("date", (span.last for span in self.spans)),
            ("timestamptz", (span.instants[0] for span in self.spans)),
            ("timestamptz", (span.instants[1] for span in self.spans)),
        )
        stretches = ", ".join(f"%s::{kind}[]" for kind, _ in columns)
        return (
            f"(SELECT json_agg(json_build_object('at', stretch.at, 'row', found))::text"  # noqa: S608 — Django's own words
            f" FROM unnest({stretches}) AS stretch(at, first, last, began, ended),"
            f" LATERAL ({sql}) AS found ({_names(self.question)}))"
        ), [*(list(values) for _, values in columns), *params]

    def read(self, rows):
        """Rows of each span, in their order."""
        found = [[] for _ in self.spans]
        for each in rows:
            found[each["at"]].append(each["row"])
        return found


def together(questions: dict) -> dict[str, list]:
    """{name: rows} for {name: queryset of values(...)}, and for `OfEach` the rows of each span. Days come as "2026-06-09",
    sums of pounds as Decimal."""
    return write(questions).ask()


def write(questions: dict) -> "Written":
    """The statement of these questions, to be asked as often as wanted; writing it asks the database nothing."""
    asked, values = {}, []
    for name, question in questions.items():
        try:
            sql, params = question.written() if isinstance(question, OfEach) else _written(question)
        except EmptyResultSet:  # Django knows that there is nothing
            continue
        asked[name] = sql
        values += params
    reads = {name: question.read if isinstance(question, OfEach) else list for name, question in questions.items()}
    return Written(f"SELECT {', '.join(asked.values())}" if asked else "", tuple(values), tuple(asked), reads)  # noqa: S608


@dataclass(frozen=True)
class Written:
    """One statement with its values; `asked` names its columns, `reads` says of each question how its rows are read."""

    sql: str
    values: tuple
    asked: tuple[str, ...]
    reads: dict

    def ask(self) -> dict[str, list]:
        rows = dict.fromkeys(self.reads)
        if self.sql:
            with connection.cursor() as cursor:
                cursor.execute(self.sql, self.values)
                rows |= zip(self.asked, cursor.fetchone(), strict=True)
        return {name: read(json.loads(rows[name] or "[]", parse_float=Decimal)) for name, read in self.reads.items()}


def _written(queryset):
    sql, params = queryset.query.sql_with_params()
    return f"(SELECT json_agg(found)::text FROM ({sql}) AS found ({_names(queryset)}))", params  # noqa: S608


def _names(queryset):
    return ", ".join(connection.ops.quote_name(column) for column in queryset.query.selected)


def counts(queryset, **aggregates):
    """One row of these counts, for `together`."""
    return queryset.order_by().values(all_of_them=Value(1)).annotate(**aggregates)


def only(rows) -> dict:
    """The one row of `counts`; of nothing, noughts."""
    return rows[0] if rows else Nothing()


class Nothing(dict):
    def __missing__(self, name):
        return 0
