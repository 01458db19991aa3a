"""A team's page: what it began, who was in it and when, what it owes and who is trained, each role as far as it may see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.queries.training import trained_in_coproduction
from tests import factories as make
from tests.factories.plans import plan, plan_goal
from tests.factories.quarter import team_lead

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def address(cast):
    """A team with a project, a piece of work with Rowan in it, a late answer, a bare entry and a late goal."""
    team_lead(cast.team, cast.ash)
    project = make.project("Lunch club", team=cast.team)
    make.activity("Tasting", project=project, team=cast.team, people=[cast.rowan, cast.sam], stage=1)
    make.activity("Bare", team=cast.team, people=[cast.ash], hats=["staff"], needs_detail=True)
    make.contribution(project, text="The soup is cold", reply_by=timezone.localdate() - timedelta(days=2))
    plan_goal(plan(), staff=cast.ash, aim="A quiet corner", days=-3)
    return f"/projects/teams/{cast.team.pk}/"


def test_the_team_and_the_coordinator_see_who_was_in_it_and_what_is_late_with_links(cast, client, as_user, address):
    for person, role in ((cast.ash, "staff"), (cast.jo, "coordinator")):
        as_user(client, person, role)
        page = words(client.get(address))
        for said in (
            "Lunch club", "Involved from “First idea”", "Rowan Ashdown", "1 piece of work with people",
            "1 answer to what people said is late", "The soup is cold", "1 log entry lacks detail", "A quiet corner",
            "has not answered", "Ash Mbeki</bdi> answers for it",
        ):  # fmt: skip
            assert said in page, (role, said)


def test_others_see_what_they_could_see_anyway_and_trustees_read_counts(cast, client, as_user, address):
    make.activity("Theirs too", team=cast.team, people=[cast.robin], logged_by=cast.uma)
    seen = {}
    for person, role in ((cast.uma, "staff"), (cast.rowan, "member"), (cast.tal, "trustee"), (cast.bo, "board")):
        as_user(client, person, role)
        seen[role] = page = words(client.get(address))
        assert "2 pieces of work with people" in page
        assert "1 answer to what people said is late" in page
        for hidden in ("Sam Okafor", "Robin Vale", "The soup is cold", 'id="trained"'):
            assert hidden not in page, (role, hidden)
    assert "Theirs too" in seen["staff"], "she wrote it down"
    assert "Tasting" in seen["member"]
    assert "Tasting" not in seen["staff"]
    for role in ("trustee", "board"):
        assert "/dashboard/?team=community-connections" in seen[role]
        for hidden in ("Tasting", "Ash Mbeki", "Rowan Ashdown"):
            assert hidden not in seen[role]
    as_user(client, cast.kim, "partner")
    assert client.get(address).status_code == 404


def test_marks_of_training_in_coproduction_stand_with_their_day_and_only_for_the_team_itself(
    cast, client, as_user, address
):
    course = make.course("Working together", is_coproduction=True)
    day = timezone.localdate()
    zoe = make.person("Zoe Quint", role="staff", team=cast.team)
    make.training(cast.ash, course=course, days_ago=500, expires_on=day - timedelta(days=1))
    make.training(zoe, course=course, days_ago=10, expires_on=day + timedelta(days=300))
    make.training(cast.ash, course=make.course("First aid"))
    assert trained_in_coproduction(cast.team, day=day) == 1, "one has run out, and first aid is something else"
    as_user(client, cast.ash, "staff")
    page = words(client.get(address))
    assert "Has run out" in page
    assert "Working together" in page
    assert "First aid" not in page
    assert 'name="trained" value="1"' in words(client.get("/projects/quarter/", follow=True)), (
        "and the quarter knows it"
    )


def test_the_page_is_reached_from_the_projects_page_and_lists_and_costs_the_same_with_more(
    cast, client, as_user, address
):
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    as_user(client, cast.ash, "staff")
    project = cast.team.projects.get()
    for page in (f"/projects/{project.pk}/", "/projects/"):
        assert f'href="{address}"' in words(client.get(page)), page
    asked()
    one = asked()
    for number in range(3):
        more = make.project(f"More {number}", team=cast.team)
        make.activity(f"Work {number}", project=more, team=cast.team, people=[cast.rowan], needs_detail=True)
        make.contribution(more, reply_by=timezone.localdate() - timedelta(days=2))
        make.person(f"Colleague {number}", role="staff", team=cast.team)
    assert asked() == one
