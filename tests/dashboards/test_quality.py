"""What is missing behind the figures (REP-10): each sort is found, leads to where it is mended, and goes when it is."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coproduction.dashboards import quality
from meetings.models import Meeting
from projects.models import Project, Told
from projects.queries.ladder import ladders, lay_out
from tests import factories as make
from tests.dashboards.conftest import NOW
from tests.dashboards.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    """`found("stage")`: the titles and addresses of that sort, as of that Tuesday in June."""

    def ask(slug, now=NOW):
        gap = next(gap for gap in quality.gaps(now=now) if gap.slug == slug)
        return [gap.line(row)[:2] for row in gap.rows]

    return ask


def test_a_project_whose_first_stage_nobody_knows(found, cast):
    project = make.project(title="Welcome Pack")
    unknown = make.activity(people=[cast.rowan], project=project, stage=None)
    assert found("stage") == [("Welcome Pack", f"/projects/{project.pk}/")]
    Project.objects.update(first_stage=1, first_stage_reason="Asked whoever was there.")
    assert found("stage") == []
    Project.objects.update(first_stage=None, first_stage_reason="")
    unknown.stage = 2
    unknown.save()
    assert found("stage") == []


def test_an_old_draft_leads_to_where_it_is_counted_or_taken_back(client, cast, as_user, found):
    work = make.activity(people=[cast.rowan], state="draft", logged_at=NOW - timedelta(days=15))
    make.activity(people=[cast.rowan], state="draft", logged_at=NOW - timedelta(days=13))
    [(_, address)] = found("begun")
    jo = as_user(client, cast.jo)
    assert "It took place: count it" in words(jo.get(address))
    jo.post(f"{address}took-place/")
    assert found("begun") == []
    work.refresh_from_db()
    assert work.state == "held"


def test_a_project_nobody_is_logged_in_is_named_apart(found, cast):
    project = make.project(title="Quiet")
    assert [title for title, _ in found("nothing")] == ["Quiet"]
    assert found("stage") == []
    make.activity(people=[cast.rowan], project=project)
    assert found("nothing") == []


def test_work_whose_length_nobody_wrote_down_leads_to_its_form(found, cast):
    work = make.activity(people=[cast.rowan], minutes=None)
    make.activity(people=[cast.sam], minutes=0)
    assert [url for _, url in found("length")] == [f"/projects/activities/{work.pk}/edit/"], "nought is known"


def test_time_of_staff_that_nobody_knows_is_not_missing(found, cast):
    make.activity(people=[cast.ash], hats=["staff"], minutes=None)
    assert found("length") == []


def test_work_without_a_step_as_staff_see_it(found, cast):
    work = make.activity(people=[cast.rowan])
    assert len(found("step")) == 1
    lay_out()
    step = ladders()[0].items.first()
    work.ratings.create(side="member", person=cast.rowan, step=step, noted_at=NOW)
    assert len(found("step")) == 1, "what a member felt is no view of staff"
    work.ratings.create(side="staff", step=step, noted_at=NOW)
    assert found("step") == []


@pytest.mark.parametrize(("on", "is_there"), [(date(2026, 5, 26), True), (date(2026, 5, 27), False)])
def test_logged_in_a_hurry_is_missing_after_fourteen_days(found, cast, on, is_there):
    make.activity(people=[cast.rowan], ended_on=on, needs_detail=True)
    assert bool(found("detail")) == is_there


def test_a_promise_that_is_past_is_untold_until_it_is_closed(found, cast):
    said = make.contribution(people=[cast.rowan], reply_by=date(2026, 6, 8))
    assert [url for _, url in found("untold")] == [f"/projects/said/{said.pk}/"]
    said.reply_by = date(2026, 6, 9)
    said.save()
    assert found("untold") == [], "its day is today"


def test_thanks_are_no_telling(found, cast):
    said = make.contribution(people=[cast.rowan], said_on=date(2026, 3, 1))
    Told.objects.create(contribution=said, person=cast.rowan, kind="thanks", noted_at=NOW, told_at=NOW)
    assert len(found("never")) == 1


def test_meetings_open_registers_drafts_and_teams(found, cast):
    held = make.meeting(starts_at=NOW - timedelta(days=90))
    draft, newer = (make.meeting(starts_at=NOW + timedelta(days=30), state="draft") for _ in range(2))
    for meeting, days in ((draft, 14), (newer, 13)):
        Meeting.objects.filter(pk=meeting.pk).update(created_at=NOW - timedelta(days=days))
    assert [url for _, url in found("register")] == [f"/meetings/{held.pk}/register/"]
    assert [url for _, url in found("drafts")] == [f"/meetings/{draft.pk}/"]
    assert cast.team.name in [title for title, _ in found("teams")]


def test_the_coordinator_sees_few_of_each_and_all_on_a_page_of_their_own(client, cast, as_user):
    desk = as_user(client, cast.jo, "coordinator")
    for number in range(7):
        make.activity(title=f"Work {number}", people=[cast.rowan], minutes=None, ended_on=timezone.localdate())
    page = desk.get("/dashboard/quality/")
    assert "Pieces of work whose length nobody wrote down 7." in words(page)
    assert page.content.decode().count('/edit/"') == 5
    assert desk.get("/dashboard/quality/", {"show": "length"}).content.decode().count('/edit/"') == 7
    assert desk.get("/dashboard/quality/", {"show": "nonsense"}).status_code == 404
    assert "Nothing is missing here" in words(desk.get("/dashboard/quality/", {"show": "drafts"}))
    assert "What is missing behind the figures?" in words(desk.get("/dashboard/"))


def test_a_trustee_finds_no_way_to_it(trustee):
    assert trustee.get("/dashboard/quality/").status_code == 403
    assert "missing behind" not in words(trustee.get("/dashboard/"))
