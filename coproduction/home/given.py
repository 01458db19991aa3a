"""What a member gave, in one question instead of two: the home is opened most of all pages.

The definition is `projects.queries.given_by`; a test holds the two together.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from projects.queries import Given

ASK = """
SELECT a.title, a.ended_on, coalesce(j.title, ''), count(*) OVER everything,
       coalesce(sum(p.contact_minutes) OVER everything, 0) + coalesce(sum(p.prep_minutes) OVER everything, 0),
       coalesce(sum(p.travel_minutes) OVER everything, 0),
       count(*) FILTER (WHERE p.contact_minutes IS NULL) OVER everything
  FROM projects_participation p
  JOIN projects_activity a ON a.id = p.activity_id AND a.state = 'held'
  LEFT JOIN projects_project j ON j.id = a.project_id
 WHERE p.person_id = %s
WINDOW everything AS ()
 ORDER BY a.ended_on DESC, a.id DESC
 LIMIT 3
"""


@dataclass(frozen=True)
class Gave:
    """One thing somebody took part in."""

    title: str
    ended_on: date
    project: str


def given_at_a_glance(person) -> Given:
    """The sums over everything, and the latest three."""
    with connection.cursor() as cursor:
        cursor.execute(ASK, [person.pk])
        rows = cursor.fetchall()
    sums = rows[0][3:] if rows else (0, 0, 0, 0)
    return Given(*sums, latest=[Gave(*row[:3]) for row in rows])
