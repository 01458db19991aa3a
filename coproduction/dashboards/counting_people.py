"""Different people, newcomers and hours over several spans at once, each person looked at once; it never selects who."""

from dataclasses import dataclass, field

from django.db import connection

from coproduction.dashboards.counting_cells import COLUMNS, TOUCHED, Asking
from coproduction.dashboards.spans import Span


def asked(sql, asking: Asking) -> list[dict]:
    """The rows of one statement, by name."""
    with connection.cursor() as cursor:
        cursor.execute(sql, asking.values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@dataclass
class Tally:
    """People, newcomers, minutes and travel of each of `spans`, and of `heads` the people alone; each name with that suffix."""

    spans: dict[str, Span | None]
    heads: dict[str, Span] = field(default_factory=dict)

    @property
    def whole(self) -> dict[str, Span]:
        return {suffix: span for suffix, span in self.spans.items() if span}

    def none(self) -> dict:
        """What is counted where nobody is."""
        zero = {f"people{suffix}": 0 for suffix in self.spans | self.heads}
        for suffix in self.spans:
            zero |= {f"new{suffix}": 0, f"minutes{suffix}": None, f"travel{suffix}": None}
        return zero

    def total(self) -> dict:
        """Of the whole charity."""
        return self.none() | (self._ask("")[0] if self.whole else {})

    def cells(self, by) -> list[dict]:
        """One row for each team, level or body (`cell`) that has anybody, in their order."""
        return [self.none() | row for row in self._ask(by)] if self.whole else []

    def total_and_levels(self, levels: "Tally") -> dict:
        """Both in one statement: of the whole charity, and under `levels` what the other tally finds of each level."""
        if not self.whole or not levels.whole:
            return self.total() | {"levels": {}}
        asking = Asking()
        mine, theirs = self.sql(asking, ""), levels.sql(asking, "level")
        sql = f"SELECT total.*, (SELECT json_object_agg(cell, to_json(of_one)) FROM ({theirs}) of_one) AS levels FROM ({mine}) total"
        (row,) = asked(f"WITH {self._before(asking)} {sql}", asking)
        return self.none() | row | {"levels": row["levels"] or {}}

    def _ask(self, by):
        asking = Asking()
        sql = self.sql(asking, by)
        return asked(f"WITH {self._before(asking)} {sql}", asking)

    def _before(self, asking):
        until = max(span.last for span in self.whole.values())
        return f"{TOUCHED}, newcomers AS ({asking.newcomers(until)})"

    def sql(self, asking, by) -> str:
        """Each person of each cell once, then how many of them there are; beside it what they gave."""
        each, figures, hours = [], [], []
        for suffix, span in (self.whole | self.heads).items():
            each.append(f"bool_or({asking.meets(span)}) AS there{suffix}")
            figures.append(f"count(*) FILTER (WHERE there{suffix})::int AS people{suffix}")
        for suffix, span in self.whole.items():
            new = f"there{suffix} AND {asking.days('began_on', span)}"
            figures.append(f"count(*) FILTER (WHERE {new})::int AS new{suffix}")
            here = asking.days("day", span)
            hours += [f"sum({what}) FILTER (WHERE {here})::bigint AS {what}{suffix}" for what in ("minutes", "travel")]
        people = asking.people(list((self.whole | self.heads).values()), by=by)
        cells = asking.cells(list(self.whole.values()))
        cell, group = ("cell, ", "GROUP BY cell") if by else ("", "")
        names = ", ".join(f"{what}{suffix}" for suffix in self.whole for what in ("minutes", "travel"))
        return f"""
            SELECT heads.*, {names} FROM (
                SELECT {cell}{", ".join(figures)} FROM (
                    SELECT cell, person_id, {", ".join(each)} FROM ({people}) AS months GROUP BY cell, person_id
                ) AS person LEFT JOIN newcomers USING (person_id) {group}
            ) AS heads LEFT JOIN (
                SELECT {f"{COLUMNS[by]} AS {cell}" if by else ""}{", ".join(hours)} FROM ({cells}) AS days {group}
            ) AS hours ON {"hours.cell IS NOT DISTINCT FROM heads.cell ORDER BY heads.cell" if by else "true"}"""
