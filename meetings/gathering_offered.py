"""What somebody who registers can choose: categories and workshops, read once a page."""

from collections import namedtuple
from functools import cached_property

from django.db import connection

from meetings.gathering_counts import with_wishes
from meetings.gathering_rules import check_workshops
from meetings.models import Category, Gathering, GatheringState, Session, SessionSort

# Written by hand: both are asked at every registration, where Django's own phrasing was a quarter of the work.
PUBLIC = f"""
SELECT {Gathering.columns("g")}, EXISTS (SELECT FROM {Session._meta.db_table}
                   WHERE gathering_id = g.id AND sort = '{SessionSort.WORKSHOP}') AS has_workshops
  FROM {Gathering._meta.db_table} AS g WHERE slug = %s AND state <> '{GatheringState.DRAFT}'
"""
IN_USE = f"SELECT sort, slug, label FROM {Category._meta.db_table} WHERE is_active ORDER BY sort, position, id"
Choice = namedtuple("Choice", ["sort", "slug", "label"])


def public(slug) -> Gathering | None:
    """The gathering that has this public page, with `has_workshops`; drafts have none."""
    with connection.cursor() as cursor:
        cursor.execute(PUBLIC, [slug])
        row = cursor.fetchone()
    if row is None:
        return None
    gathering, [gathering.has_workshops] = Gathering.from_row(row)
    return gathering


class Offered:
    """The choices of one gathering. Two questions, each asked when it is needed."""

    def __init__(self, gathering):
        self.gathering = gathering

    @cached_property
    def categories(self) -> list[Choice]:
        with connection.cursor() as cursor:
            cursor.execute(IN_USE)
            return [Choice(*row) for row in cursor.fetchall()]

    @cached_property
    def workshops(self) -> list:
        return list(with_wishes(self.gathering))

    @cached_property
    def has_workshops(self) -> bool:
        known = getattr(self.gathering, "has_workshops", None)
        return bool(self.workshops) if known is None else known

    def of_sort(self, sort) -> list[tuple[str, str]]:
        return [(each.slug, each.label) for each in self.categories if each.sort == sort]

    @staticmethod
    def check_workshops(sessions) -> None:
        check_workshops(sessions)
