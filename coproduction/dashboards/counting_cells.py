"""The log as boards read it: days and people's months from what is kept counted; from the log itself what was touched just now.

A month that a span cuts in two needs no log: with the first and the last of somebody's days it is known whether they were
there before the cut, and whether after it. Only a span that begins and ends inside one month is asked of the log.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from coproduction.dashboards.spans import Span

# days that are not kept counted: changed just now, or counted by a version of the site that did not know contacts
TOUCHED = """touched AS MATERIALIZED (
        SELECT day FROM dashboards_touched UNION SELECT day FROM dashboards_daycell WHERE parts IS NULL),
    touched_months AS MATERIALIZED (SELECT DISTINCT date_trunc('month', day)::date AS month FROM dashboards_touched)"""
COLUMNS = {"": "NULL::text", "level": "level", "team": "team_id", "body": "body_id"}
A_DAY = timedelta(days=1)


@dataclass
class Asking:
    """What one statement is given: values by name. `days` says when one lies in this span, `meets` when two around it do."""

    values: dict = field(default_factory=dict)

    def value(self, value) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"

    def days(self, column, span: Span | None) -> str:
        return f"{column} BETWEEN {self.value(span.first)} AND {self.value(span.last)}" if span else "false"

    def meets(self, span: Span) -> str:
        return f"first_on <= {self.value(span.last)} AND last_on >= {self.value(span.first)}"

    def cells(self, spans, *, only=None) -> str:
        """Rows of `DayCell`, by the names of its columns; `only` is (column, value)."""
        here = self.days("day", _reach(spans)) + (f" AND {only[0]} = {self.value(only[1])}" if only else "")
        names = "day, level, team_id, body_id, held, no_detail, no_names, no_length, minutes, travel, parts, heads"
        return f"""
            SELECT {names} FROM dashboards_daycell AS cell
             WHERE {here} AND NOT EXISTS (SELECT FROM touched WHERE touched.day = cell.day)
            UNION ALL
            SELECT {names} FROM touched CROSS JOIN LATERAL (
                SELECT level, team_id, body_id, 1 AS held, needs_detail::int AS no_detail, (others_le > 0)::int AS no_names,
                       coalesce(parts.no_length, 0) AS no_length, parts.minutes, parts.travel, parts.n AS parts,
                       others_le AS heads
                  FROM projects_activity activity CROSS JOIN LATERAL (
                        SELECT max((contact_minutes IS NULL)::int) AS no_length, sum(travel_minutes) AS travel,
                               count(*) AS n, sum(contact_minutes + coalesce(prep_minutes, 0)) AS minutes
                          FROM projects_participation part
                         WHERE part.activity_id = activity.id AND part.is_lived_experience) AS parts
                 WHERE state = 'held' AND ended_on = touched.day OFFSET 0) AS activity
             WHERE {here}"""

    def people(self, spans, *, by="") -> str:
        """Rows of cell (of that team, level or body), person_id, first_on, last_on: when people with lived experience took part."""
        reach = _reach(spans)
        months = Span(reach.first.replace(day=1), reach.last)
        return f"""
            SELECT {COLUMNS[by]} AS cell, person_id, first_on, last_on FROM dashboards_personmonth AS row
             WHERE by = {self.value(by)} AND {self.days("month", months)} AND month <> ALL ({self.value(cut_out(spans))}::date[])
               AND NOT EXISTS (SELECT FROM touched_months WHERE touched_months.month = row.month)
            UNION ALL
            SELECT {COLUMNS[by]}, person_id, ended_on, ended_on FROM (
                SELECT unnest({self.value(cut_out(spans))}::date[]) AS month UNION SELECT month FROM touched_months) AS months
             CROSS JOIN LATERAL (
                SELECT level, team_id, body_id, person_id, ended_on
                  FROM projects_activity activity
                  JOIN projects_participation part ON part.activity_id = activity.id AND part.is_lived_experience
                 WHERE state = 'held' AND ended_on >= months.month AND ended_on < months.month + interval '1 month'
                OFFSET 0) AS parts
             WHERE {self.days("ended_on", reach)}"""

    def newcomers(self, until) -> str:
        """Rows of person_id and began_on: the day of their first part ever (LOG-15), as far as it lies no later than `until`."""
        ever = self.people([Span(date.min, until)])
        return f"SELECT person_id, min(first_on) AS began_on FROM ({ever}) AS parts GROUP BY person_id"


def cut_out(spans) -> list[date]:
    """First days of months out of the middle of which one of these spans is cut."""
    inside = (span for span in spans if span.first.day != 1 and (span.last + A_DAY).day != 1)
    return sorted(
        {span.first.replace(day=1) for span in inside if span.first.replace(day=1) == span.last.replace(day=1)}
    )


def _reach(spans):
    return Span(min(span.first for span in spans), max(span.last for span in spans))


def asked(sql, asking: Asking) -> list[dict]:
    """The rows of one statement, by name."""
    with connection.cursor() as cursor:
        cursor.execute(sql, asking.values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
