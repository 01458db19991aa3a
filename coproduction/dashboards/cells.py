"""The log, kept counted: what was touched is counted anew, in the transaction that touched it.

A trigger notes every change of the log (`Touched`), and a day or month with such a note is read from the log itself, so a
board is right to the last row whoever wrote it and whether or not anybody came here since. `settle` counts what was noted and
takes the notes away. Only one at a time may: whoever finds another one at it leaves their notes to the next, so nobody
who writes the log ever waits here (decision 0013).

A version before this one may count as well, while an update is under way or after going back. What it does not know it leaves
empty (`IN_PART`): such a day is read from the log too, and whoever comes here next counts it anew.
"""

from contextlib import contextmanager

from django.db import connection, transaction

DOOR = 5_170_213  # the advisory lock of whoever counts
AT_ONCE = 200  # notes that a page may count; what is more is left to the clock
AT_A_TICK = 5_000

IN_PART = "parts IS NULL"
_TAKE = f"""
    WITH door AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(%s) AS is_ours),
         notes AS MATERIALIZED (SELECT id FROM dashboards_touched, door WHERE is_ours ORDER BY id LIMIT %s),
         taken AS (
            DELETE FROM dashboards_touched USING notes WHERE dashboards_touched.id = notes.id
            RETURNING day, team_id, level, body_id, person_id),
         in_part AS (SELECT day, team_id, level, body_id FROM dashboards_daycell, door WHERE is_ours AND {IN_PART} LIMIT %s)
    SELECT * FROM taken UNION ALL SELECT day, team_id, level, body_id, NULL FROM in_part"""

# ---- what is kept, counted from the log: the one definition, for these keys or for all -----------------------------------
CELL = "day, team_id, level, body_id, held, no_detail, no_names, no_length, minutes, travel, parts, heads"
_CELLS = """
    SELECT activity.ended_on AS day, activity.team_id, activity.level, activity.body_id, count(*)::int AS held,
           (count(*) FILTER (WHERE activity.needs_detail))::int AS no_detail,
           (count(*) FILTER (WHERE activity.others_le > 0))::int AS no_names,
           (count(*) FILTER (WHERE parts.no_length))::int AS no_length,
           sum(parts.minutes)::bigint AS minutes, sum(parts.travel)::bigint AS travel,
           sum(parts.n)::bigint AS parts, sum(activity.others_le)::bigint AS heads
      FROM projects_activity activity {only}
     CROSS JOIN LATERAL (
            SELECT bool_or(contact_minutes IS NULL) AS no_length, sum(contact_minutes + coalesce(prep_minutes, 0)) AS minutes,
                   sum(travel_minutes) AS travel, count(*) AS n
              FROM projects_participation part WHERE part.activity_id = activity.id AND part.is_lived_experience) AS parts
     WHERE activity.state = 'held' GROUP BY 1, 2, 3, 4"""
_THESE_CELLS = """
      JOIN unnest(%s::date[], %s::bigint[], %s::text[], %s::bigint[]) AS key (day, team_id, level, body_id)
        ON activity.ended_on = key.day AND activity.level = key.level
       AND activity.team_id IS NOT DISTINCT FROM key.team_id AND activity.body_id IS NOT DISTINCT FROM key.body_id"""

PERSON = "month, by, team_id, level, body_id, person_id, first_on, last_on"
_MONTH = "date_trunc('month', activity.ended_on)::date"
_PEOPLE = f"""
    SELECT {_MONTH} AS month,
           CASE grouping(activity.team_id, activity.level, activity.body_id)
               WHEN 7 THEN '' WHEN 3 THEN 'team' WHEN 5 THEN 'level' ELSE 'body' END AS by,
           activity.team_id, coalesce(activity.level, '') AS level, activity.body_id, part.person_id,
           min(activity.ended_on) AS first_on, max(activity.ended_on) AS last_on
      FROM projects_activity activity JOIN projects_participation part ON part.activity_id = activity.id {{only}}
     WHERE activity.state = 'held' AND part.is_lived_experience
     GROUP BY {_MONTH}, part.person_id, GROUPING SETS ((), (activity.team_id), (activity.level), (activity.body_id))"""
_THESE_PEOPLE = """
      JOIN unnest(%s::date[], %s::bigint[]) AS key (month, person_id) ON part.person_id = key.person_id
       AND activity.ended_on >= key.month AND activity.ended_on < key.month + interval '1 month'"""


@transaction.atomic(savepoint=False)
def settle(*, at_most=AT_ONCE) -> int:
    """Count anew what was touched and is known here; how many notes and days that were. Nobody waits: see above."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [DOOR, at_most, at_most])
        notes = cursor.fetchall()
        if not notes:
            return 0
        # each a statement of its own, later than the one that took the notes: it sees whatever they were about
        people = sorted({(day.replace(day=1), person) for day, *_, person in notes if person is not None})
        if people:
            people = [list(column) for column in zip(*people, strict=True)]
            cursor.execute(
                "DELETE FROM dashboards_personmonth row USING unnest(%s::date[], %s::bigint[]) AS key (month, person_id)"
                " WHERE row.month = key.month AND row.person_id = key.person_id",
                people,
            )
            cursor.execute(
                f"INSERT INTO dashboards_personmonth ({PERSON}) {_PEOPLE.format(only=_THESE_PEOPLE)}", people
            )
        keys = [list(column) for column in zip(*{note[:4] for note in notes}, strict=True)]
        cursor.execute(
            "DELETE FROM dashboards_daycell row USING unnest(%s::date[], %s::bigint[], %s::text[], %s::bigint[])"
            " AS key (day, team_id, level, body_id) WHERE row.day = key.day AND row.level = key.level"
            " AND row.team_id IS NOT DISTINCT FROM key.team_id AND row.body_id IS NOT DISTINCT FROM key.body_id",
            keys,
        )
        cursor.execute(f"INSERT INTO dashboards_daycell ({CELL}) {_CELLS.format(only=_THESE_CELLS)}", keys)
    return len(notes)


@transaction.atomic(savepoint=False)
def recount() -> None:
    """Everything anew, after the log was filled from outside; waits for whoever counts meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DOOR])
        for table in ("touched", "daycell", "personmonth"):
            cursor.execute(f"DELETE FROM dashboards_{table}")
        cursor.execute(f"INSERT INTO dashboards_daycell ({CELL}) {_CELLS.format(only='')}")
        cursor.execute(f"INSERT INTO dashboards_personmonth ({PERSON}) {_PEOPLE.format(only='')}")


@contextmanager
def recounted_afterwards():
    """Within this transaction rows of the log are written without a note each; at the end everything is counted anew."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL dashboards.recounted_afterwards = 'on'")
        yield
        recount()
        cursor.execute("SET LOCAL dashboards.recounted_afterwards = ''")


def differing() -> list[tuple]:
    """(month, whether it is known to wait) of every month in which what is kept is not what the log says; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH log_cells AS MATERIALIZED ({_CELLS.format(only="")}), log_people AS MATERIALIZED ({_PEOPLE.format(only="")}),
                 wrong AS (
                    (SELECT {CELL} FROM dashboards_daycell EXCEPT ALL SELECT {CELL} FROM log_cells)
                    UNION ALL (SELECT {CELL} FROM log_cells EXCEPT ALL SELECT {CELL} FROM dashboards_daycell)),
                 wrong_people AS (
                    (SELECT {PERSON} FROM dashboards_personmonth EXCEPT ALL SELECT {PERSON} FROM log_people)
                    UNION ALL (SELECT {PERSON} FROM log_people EXCEPT ALL SELECT {PERSON} FROM dashboards_personmonth))
            SELECT month, EXISTS (
                       SELECT FROM (SELECT day FROM dashboards_touched UNION ALL
                                    SELECT day FROM dashboards_daycell WHERE {IN_PART}) AS waiting
                        WHERE date_trunc('month', day)::date = found.month)
              FROM (SELECT date_trunc('month', day)::date AS month FROM wrong UNION SELECT month FROM wrong_people) AS found
             ORDER BY month
            """
        )
        return cursor.fetchall()


# ---- who comes here ------------------------------------------------------------------------------------------------------
def after_a_change(sender, **kwargs):
    """The log announced a change, or two people became one, or somebody was erased."""
    settle()


def plan_due(*, now) -> int:
    """The clock counts what nobody announced, and what was left to it; it notes no letter."""
    settle(at_most=AT_A_TICK)
    return 0
