"""Visits between the Advisory Group and the Board: counted in meetings, named only where somebody agreed."""

import pytest
from django.utils import timezone

from meetings import between
from members.models import Body, Seat
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def test_visits_count_meetings_and_name_only_where_allowed(client, cast, as_user):
    board = cast.tal and make.body("Board of Trustees", "trustees")
    first = make.meeting("One", days=-40, body=cast.group, register_closed_at=timezone.now())
    make.meeting("Two", days=-40, body=cast.group, register_closed_at=timezone.now())
    make.meeting("Open register", days=-40, body=cast.group)
    make.attendance(first, cast.tal, hat="trustee")
    make.attendance(first, cast.rowan, hat="advisory_member")
    at_the_board = make.meeting("Board", days=-40, body=board, register_closed_at=timezone.now())
    make.attendance(at_the_board, cast.rowan, hat="advisory_member")

    def months(who, role=None, *, sort=Body.Sort.ADVISORY, hat=Seat.Hat.TRUSTEE):
        rows = between.visits(body_sort=sort, hat=hat, actor=cast.actor(who, role), today=timezone.localdate())
        assert [m.first for m in rows] == [timezone.localtime(first.starts_at).date().replace(day=1)]
        return [(m.meetings, m.visited, m.who) for m in rows]

    assert months("jo") == [(2, 1, ("Tal Brightwell",))]
    assert months("robin") == [(2, 1, ())]
    other_way = {"sort": Body.Sort.TRUSTEES, "hat": Seat.Hat.ADVISORY}
    assert months("tal", "trustee", **other_way) == [(1, 1, ())]
    assert months("jo", **other_way) == [(1, 1, ("Rowan Ashdown",))]
    for who, role in ((cast.tal, "trustee"), (cast.robin, "member"), (cast.jo, "coordinator")):
        page = words(as_user(client, who, role).get("/meetings/questions/between-us/"))
        assert "Trustees at the Advisory Group" in page
        assert ("Rowan Ashdown" in page) == (role == "coordinator")
