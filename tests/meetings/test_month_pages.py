"""The month on one page, one person's dates, and templates, as those who use them see them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.actions import planning, series
from meetings.models import MonthTask, Template
from members.words import day
from tests import factories as make
from tests.meetings.test_series_pages import first, words

pytestmark = pytest.mark.django_db


# ---- one person's dates ----------------------------------------------------------------------------------
@pytest.fixture
def two_dates(cast, running, moment):
    found = list(running.meetings.order_by("starts_at")[:2])
    return [planning.publish(meeting=each, actor=cast.actor("jo"), now=moment) for each in found]


def test_rowan_answers_each_date_on_its_own_on_one_page(client, cast, as_user, running, two_dates):
    as_user(client, cast.rowan)
    address = f"/meetings/series/{running.pk}/dates/"
    assert words(client.get(address)).count("Yes, in the room") == 2
    for meeting, answer in zip(two_dates, ("yes", "no"), strict=True):
        client.post(f"/meetings/{meeting.pk}/answer/", {"answer": answer})
    assert [each.rsvps.get(person=cast.rowan).answer for each in two_dates] == ["yes", "no"]
    page = words(client.get(address))
    assert "Coming in the room" in page
    assert "Can&#x27;t this time" in page or "Can't this time" in page
    as_user(client, cast.uma)
    assert client.get(address).status_code == 404


def test_behind_a_link_each_other_date_has_a_link_of_its_own_and_looking_makes_none(
    client, cast, two_dates, link_of, moment
):
    address = link_of(two_dates[0], cast.rowan, now=moment)
    page = words(client.get(address))
    assert f'href="{address}dates/"' in page
    page = words(client.get(f"{address}dates/"))
    assert page.count("Answer this date") == 1, "the other date's link was not sent yet"
    other = link_of(two_dates[1], cast.rowan, now=moment)
    page = words(client.get(f"{address}dates/"))
    assert f'href="{other}"' in page
    alone = make.meeting(people=[cast.rowan])
    assert client.get(f"{link_of(alone, cast.rowan, now=moment)}dates/").status_code == 404


def test_staff_write_down_what_sam_says_for_each_date(client, cast, as_user, running, moment):
    assert cast.sam
    running.meetings.all().delete()
    series.plan_ahead(series=running, count=2, actor=cast.actor("jo"), now=moment)
    meetings = [
        planning.publish(meeting=each, actor=cast.actor("jo"), now=moment)
        for each in running.meetings.order_by("starts_at")
    ]
    as_user(client, cast.ash)
    page = words(client.get(f"/meetings/series/{running.pk}/"))
    assert f"/meetings/series/{running.pk}/dates/{cast.sam.pk}/" in page
    page = words(client.get(f"/meetings/series/{running.pk}/dates/{cast.sam.pk}/"))
    assert page.count("What do they say?") == 2
    rsvp = meetings[1].rsvps.get(person=cast.sam)
    back = f"/meetings/series/{running.pk}/dates/{cast.sam.pk}/"
    saved = client.post(f"/meetings/answers/{rsvp.pk}/", {"choice": "no", "told": "phone", "next": back})
    assert saved.url == back
    rsvp.refresh_from_db()
    assert (rsvp.answer, rsvp.recorded_by) == ("no", cast.ash)
    as_user(client, cast.uma)
    assert client.get(back).status_code == 404


# ---- the month and templates -----------------------------------------------------------------------------
def late(running, slug="papers"):
    task = MonthTask.objects.get(meeting=first(running), step__slug=slug)
    MonthTask.objects.filter(pk=task.pk).update(
        due_at=timezone.now() - timedelta(days=1), skipped_at=None, skipped_because=""
    )
    return task


def test_what_is_late_stands_on_the_month_and_on_mondays_page_until_somebody_did_it(client, cast, as_user, running):
    task = late(running)
    as_user(client, cast.jo)
    with CaptureQueriesContext(connection) as seen:
        home = words(client.get("/"))
    assert "Late this month" in home
    assert "Agenda and papers go out" in home
    assert f"Advisory Group meeting, {day(first(running).starts_at)}. It was due" in home
    assert len(seen) <= 12
    month = words(client.get("/meetings/month/"))
    assert "Late since" in month
    page = client.post(f"/meetings/month/tasks/{task.pk}/", {"do": "skip", "because": ""})
    assert page.status_code == 409
    page = client.post(f"/meetings/month/tasks/{task.pk}/", {"do": "done", "next": "/meetings/month/"}, follow=True)
    assert (
        "Nothing is late" in words(page)
        or "Agenda and papers go out, in each" not in words(page).split("Nothing is late")[0][:50]
    )
    assert "Late this month" not in words(client.get("/"))


def test_what_mondays_page_calls_late_can_be_ticked_on_the_month_even_of_the_meeting_before_last(
    client, cast, as_user, running
):
    task = late(running)
    for meeting, days in zip(running.meetings.order_by("starts_at")[:2], (35, 7), strict=True):
        begun = timezone.now() - timedelta(days=days)
        running.meetings.filter(pk=meeting.pk).update(
            state="published", starts_at=begun, ends_at=begun + timedelta(hours=2)
        )
        meeting.month_tasks.exclude(pk=task.pk).filter(skipped_at=None).update(done_at=begun)
    as_user(client, cast.jo)
    assert "Late this month" in words(client.get("/"))
    assert f"/meetings/month/tasks/{task.pk}/" in words(client.get("/meetings/month/"))


def test_staff_see_the_month_of_their_own_team(client, cast, as_user, running):
    late(running)
    as_user(client, cast.ash)
    assert "Late this month" in words(client.get("/"))
    assert "Advisory Group meeting" in words(client.get("/meetings/month/"))
    as_user(client, cast.uma)
    assert "Late this month" not in words(client.get("/"))
    assert "Advisory Group meeting" not in words(client.get("/meetings/month/"))
    assert "You run no series yet" in words(client.get("/meetings/month/"))


def test_a_step_whose_moment_the_site_decides_says_which_and_asks_for_no_day(client, cast, as_user, running):
    jo, step = as_user(client, cast.jo), running.steps.get(slug="join")
    page = jo.get(f"/meetings/series/{running.pk}/steps/").content.decode()
    assert "<p>24 hours before the meeting begins</p>" in page
    form = jo.get(f"/meetings/series/steps/{step.pk}/").content.decode()
    assert 'name="number"' not in form
    assert "Its moment is not chosen here: 24 hours before the meeting begins." in form
    jo.post(f"/meetings/series/steps/{step.pk}/", {"words": "How to join goes out", "owner": ""})
    step.refresh_from_db()
    assert (step.words, step.days) == ("How to join goes out", -1)


def test_jo_changes_a_step_and_adds_one(client, cast, as_user, running):
    as_user(client, cast.jo)
    papers = running.steps.get(slug="papers")
    page = words(client.get(f"/meetings/series/{running.pk}/steps/"))
    assert "7 days before the meeting, 12 noon" in page
    assert "7 days before the next meeting" in page
    form = {"words": "Papers leave", "number": 9, "side": "before", "at": "09:00", "owner": cast.ash.pk}
    page = words(client.post(f"/meetings/series/steps/{papers.pk}/", form, follow=True))
    assert "9 days before the meeting, 9am" in page
    assert "Ash Mbeki" in page
    page = words(client.post(f"/meetings/series/steps/{papers.pk}/", {"switch": "off"}, follow=True))
    assert "Switched off" in page
    form = {"words": "Bake a cake", "number": 0, "side": "after", "at": "09:00"}
    page = words(client.post(f"/meetings/series/{running.pk}/steps/new/", form, follow=True))
    assert "Bake a cake" in page
    assert "On the day of the meeting, 9am" in page
    assert client.post(f"/meetings/series/{running.pk}/steps/new/", {**form, "number": 999}).status_code == 422


def test_a_meeting_begins_from_the_template_of_its_kind(client, cast, as_user, running):
    as_user(client, cast.jo)
    client.post(f"/meetings/series/{running.pk}/template/")
    template = Template.objects.get()
    page = words(client.get("/meetings/templates/"))
    assert "Advisory Group meeting" in page
    for address in ("/meetings/new/", "/meetings/series/new/"):
        page = words(client.get(f"{address}?like={template.pk}"))
        assert "A break after an hour" in page
        assert 'value="14:00"' in page
        assert client.get(f"{address}?like=nothing").status_code == 200
    as_user(client, cast.ash)
    assert client.post(f"/meetings/templates/{template.pk}/throw-away/").status_code == 404
    as_user(client, cast.jo)
    client.post(f"/meetings/templates/{template.pk}/throw-away/")
    assert "No template yet" in words(client.get("/meetings/templates/"))


def test_mondays_page_shows_a_draft_of_a_series_only_when_its_time_has_come(client, cast, as_user, running):
    as_user(client, cast.jo)
    near = running.meetings.filter(starts_at__lte=timezone.now() + timedelta(weeks=5)).count()
    assert 0 <= near <= 2
    page = words(client.get("/"))
    assert page.count("nobody has been told yet") == near
