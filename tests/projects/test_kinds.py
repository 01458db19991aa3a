"""What a kind of work needs: a list from the file, who looks after what, and what is due on their first page."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduction.story.reading import read
from members.rules import Refused
from projects.actions import kinds
from projects.models import PanelPoint, Point, ProjectPoint
from projects.queries.kinds import checklist, kind_named
from projects.queries.kinds import kinds as published
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(cast, now):
    made = make.project("Let's Talk", team=cast.team)
    kinds.choose(project=made, kind="course", actor=cast.actor("ash"), now=now)
    return made


def look_after(project, cast, now, point="pair", **words):
    said = {"looked_after_by": cast.ash, "due_on": timezone.localdate(now), "note": "", "done": False}
    return kinds.look_after(project=project, point=point, actor=cast.actor("ash"), now=now, **said | words)


def read_page(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_every_kind_has_points_before_during_and_after_and_the_level_its_log_entries_usually_have():
    levels = {kind["slug"]: kind["level"] for kind in read("kinds")["kind"]}
    for kind in published()[1].values():
        assert {point.when for point in kind.points} == {"before", "during", "after"}, kind.slug
        assert len({point.slug for point in kind.points}) == len(kind.points)
        assert levels[kind.log_as] == kind.level
    assert {point.slug for point in kind_named("panel").points} == set(Point.values), "the ten stay the ten"


def test_whoever_looks_after_a_point_needs_a_day_and_it_is_one_row_however_often_it_changes(cast, course, now):
    with pytest.raises(Refused, match="by when"):
        look_after(course, cast, now, due_on=None)
    with pytest.raises(Refused, match="past"):
        look_after(course, cast, now, due_on=timezone.localdate(now) - timedelta(days=1))
    with pytest.raises(Refused, match="not on the list"):
        look_after(course, cast, now, point="why-now")
    look_after(course, cast, now)
    done = look_after(course, cast, now, done=True)
    assert (ProjectPoint.objects.count(), done.done_by) == (1, cast.ash)
    assert look_after(course, cast, now, done=False).done_by is None
    with pytest.raises(PermissionDenied):
        kinds.choose(project=course, kind="panel", actor=cast.actor("uma"), now=now)


def test_what_is_due_stands_on_the_home_of_who_looks_after_it_and_of_nobody_else(client, cast, as_user, course, now):
    look_after(course, cast, now)
    assert "Two who lead it" in read_page(as_user(client, cast.ash), "/")
    assert "Two who lead it" not in read_page(as_user(client, cast.jo), "/")
    page = read_page(as_user(client, cast.ash), f"/projects/{course.pk}/")
    assert '<details class="more" open' in page, "it unfolds when something is due"
    look_after(course, cast, now, done=True)
    assert "Two who lead it" not in read_page(client, "/")
    assert "1 of 7 looked after" in read_page(client, f"/projects/{course.pk}/")


def test_others_read_what_is_looked_after_without_names_and_notes(client, cast, as_user, course, now):
    look_after(course, cast, now, note="Ring them on Monday")
    for who in ("rowan", "tal", "uma"):
        page = read_page(as_user(client, getattr(cast, who)), f"/projects/{course.pk}/")
        assert "Two who lead it" in page
        assert "Ring them" not in page


def test_a_point_is_filled_in_from_the_page_and_an_error_keeps_what_was_typed(client, cast, as_user, course, now):
    address = f"/projects/{course.pk}/needs/pair/"
    as_user(client, cast.ash)
    wrong = client.post(address, {"looked_after_by": cast.ash.pk, "due_on": "", "note": "Tamsin and Ash"})
    assert wrong.status_code == 422
    assert "Tamsin and Ash" in wrong.content.decode()
    right = client.post(address, {"looked_after_by": "", "due_on": "", "note": "Tamsin and Ash", "done": "on"})
    assert right.status_code == 302
    assert ProjectPoint.objects.get().note == "Tamsin and Ash"
    assert client.get(f"/projects/{course.pk}/needs/nothing/").status_code == 404


def test_panels_keep_their_own_ten_and_the_project_says_at_how_many_a_point_was_done(cast, now):
    project = make.project("Panels", team=cast.team)
    kinds.choose(project=project, kind="panel", actor=cast.actor("ash"), now=now)
    for title in ("One", "Two"):
        work = make.opportunity(project, title=title, sort="panel")
    PanelPoint.objects.create(opportunity=work, point="money", done_at=now)
    project.refresh_from_db()
    with CaptureQueriesContext(connection) as asked:
        lines = {line.needed.slug: line for line in checklist(project)}
    assert (lines["money"].panels, lines["terms"].panels) == ("Done at 1 of 2 panels", "Done at 0 of 2 panels")
    assert len(asked) <= 4


def test_the_log_begins_with_what_this_kind_is_usually_logged_as(client, cast, as_user, course):
    made = make.kind("Making a course together", slug="course-co-production", is_meeting=False)
    page = read_page(as_user(client, cast.ash), f"/involvement/new/?project={course.pk}")
    assert f'value="{made.slug}" selected' in page


def test_whoever_looks_after_a_point_and_has_left_the_team_still_does_until_somebody_else_is_chosen(
    client, cast, as_user, course, now
):
    look_after(course, cast, now, looked_after_by=cast.uma)
    row = ProjectPoint.objects.get()
    typed = {"looked_after_by": cast.uma.pk, "due_on": row.due_on.isoformat(), "note": "Ring first"}
    address = f"/projects/{course.pk}/needs/pair/"
    page = as_user(client, cast.ash).get(address).content.decode()
    assert f'<option value="{cast.uma.pk}" selected' in page
    assert client.post(address, typed).status_code == 302
    row.refresh_from_db()
    assert (row.looked_after_by, row.note) == (cast.uma, "Ring first")
