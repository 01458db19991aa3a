"""The planning group: who sees its page, whose task it is, and last year's as a beginning."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from meetings.actions import planning_group as plan
from meetings.day_queries import money
from members.rules import Refused
from tests import factories as make
from tests.factories import day as make_day
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def before(cast):
    return make_day.gathering("Conference before", days=-300, now=NOW, state="over", team=cast.team)


@pytest.fixture
def conference(cast):
    return make_day.gathering(days=65, now=NOW, lead=cast.jo, team=cast.team)


@pytest.fixture
def jo(cast):
    return {"actor": cast.actor("jo"), "now": NOW}


def address(gathering):
    return reverse("meetings:planning", args=[gathering.pk])


def test_somebody_of_a_partner_sees_the_page_once_they_are_in_the_group_and_not_after(
    client, cast, as_user, conference, jo
):
    as_user(client, cast.kim)
    assert client.get(address(conference)).status_code == 404
    member = plan.ask_in(gathering=conference, person=cast.kim, organisation=cast.organisation, **jo)
    page = client.get(address(conference)).content.decode()
    assert "Planning Lived Experience Conference" in page
    assert "One more task" not in page, "they look and tick, and do not lay out"
    assert plan.ask_in(gathering=conference, person=cast.kim, **jo) == member
    assert client.post(address(conference), {"step": "task", "title": "Mine"}).status_code == 404
    plan.step_out(member=member, **jo)
    assert client.get(address(conference)).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("jo", 200), ("ash", 200), ("uma", 404), ("rowan", 404), ("tal", 404), ("fin", 404)]
)
def test_nobody_else_sees_it(client, cast, as_user, conference, jo, who, status):
    plan.ask_in(gathering=conference, person=getattr(cast, who), **jo) if who in ("rowan", "tal") else None
    assert as_user(client, getattr(cast, who)).get(address(conference)).status_code == status


def test_a_partner_ticks_their_own_task_and_that_of_their_organisation_and_no_other(cast, conference, jo):
    plan.ask_in(gathering=conference, person=cast.kim, organisation=cast.organisation, **jo)
    own = plan.add_task(gathering=conference, title="Ask the choir", owner=cast.kim, **jo)
    ours = plan.add_task(gathering=conference, title="Book coaches", owner_organisation=cast.organisation, **jo)
    other = plan.add_task(gathering=conference, title="Book the hall", owner=cast.ash, **jo)
    kim = {"actor": cast.actor("kim"), "now": NOW}
    for task in (own, ours):
        plan.tick(task=task, **kim)
        assert task.done_on == NOW.date()
    with pytest.raises(Refused, match="belongs to somebody else"):
        plan.tick(task=other, **kim)
    with pytest.raises(PermissionDenied):
        plan.tick(task=other, actor=cast.actor("rowan"), now=NOW)


def test_a_task_has_one_owner(cast, conference, jo):
    with pytest.raises(Refused, match="one owner"):
        plan.add_task(gathering=conference, title="Both", owner=cast.ash, owner_organisation=cast.organisation, **jo)


def test_last_year_is_copied_once_with_days_moved_and_money_as_it_really_was(cast, before, conference, jo):
    other = make.organisation("Another Trust")
    plan.ask_in(gathering=before, person=cast.kim, organisation=cast.organisation, **jo)
    plan.set_organisations(gathering=before, organisations=[cast.organisation, other], coordinating=[other], **jo)
    day = before.starts_at.date() - timedelta(days=30)
    plan.add_task(gathering=before, title="Book the hall", owner=cast.kim, due_on=day, **jo)
    plan.add_task(gathering=before, title="Coaches", owner_organisation=other, **jo)
    plan.add_line(gathering=before, title="Hall", money="out", planned=Decimal("900"), real=Decimal("950.50"), **jo)
    plan.add_line(gathering=before, title="Grant", money="in", planned=Decimal("2000"), **jo)
    plan.ask_in(gathering=conference, person=cast.kim, organisation=cast.organisation, **jo)
    assert plan.copy_from(gathering=conference, before=before, **jo) == (2, 2)
    assert plan.copy_from(gathering=conference, before=before, **jo) == (0, 0), "each once"
    hall, coaches = conference.planning_tasks.order_by("title")
    assert (hall.owner, hall.due_on) == (cast.kim, conference.starts_at.date() - timedelta(days=30))
    assert (coaches.owner_organisation, coaches.due_on) == (None, None), "that organisation does not plan this one"
    sums = money(conference.budget.all())
    assert (sums.planned_out, sums.planned_in, sums.real_left) == (
        Decimal("950.50"), Decimal("2000.00"), Decimal("1049.50"),
    )  # fmt: skip
    with pytest.raises(Refused, match="not earlier"):
        plan.copy_from(gathering=before, before=conference, **jo)


def test_who_coordinates_changes_from_year_to_year(cast, conference, jo):
    other = make.organisation("Another Trust")
    plan.set_organisations(gathering=conference, organisations=[cast.organisation], coordinating=[other], **jo)
    assert {each.organisation for each in conference.planning_organisations.all()} == {cast.organisation, other}
    plan.set_organisations(
        gathering=conference, organisations=[cast.organisation], coordinating=[cast.organisation], **jo
    )
    assert [each.organisation for each in conference.led_by.all()] == [cast.organisation]


def test_the_page_lays_out_tasks_and_money_and_keeps_what_was_wrong(
    client, cast, as_user, conference, django_assert_max_num_queries
):
    as_user(client, cast.jo)
    page = client.post(address(conference), {"step": "line", "title": "Hall", "money": "out", "planned": "-3"})
    assert page.status_code == 422
    assert "Money is not less than nothing." in page.content.decode()
    assert 'value="Hall"' in page.content.decode()
    for number in range(3):
        client.post(
            address(conference), {"step": "line", "title": f"Hall {number}", "money": "out", "planned": "900.25"}
        )
        client.post(
            address(conference),
            {"step": "task", "title": f"Call {number}", "owner": cast.ash.pk, "due_on": "2026-11-01"},
        )
    with django_assert_max_num_queries(24):
        page = client.get(address(conference)).content.decode()
    assert "£2,700.75 planned" in page
    assert page.count("Late") == 3
