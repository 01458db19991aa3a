"""Series in a real browser: Jo changes one from here on with a telephone, and Rowan answers two dates on one page."""

import os
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from meetings.actions import months, planning, series
from meetings.models import MonthTask, Series
from tests import factories as make
from tests.projects.test_browser import visit  # noqa: F401 — a fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
NARROW = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def look(visitor, name):
    """Nothing scrolls sideways; a picture to look at, when LOOK names a folder."""
    assert visitor.page.evaluate(NARROW), name
    if folder := os.environ.get("LOOK"):
        visitor.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def group(cast):
    """The Advisory Group's series, two dates published, one skipped, one step late."""
    cast.rowan, cast.sam, cast.pat, cast.robin  # noqa: B018 — seated
    now, jo = timezone.now(), cast.actor("jo")
    made = series.create(
        kind=make.kind(), body=cast.group, team=cast.team, title="Advisory Group meeting", place="Leatherhead office",
        lead=cast.jo, access="Step-free, hearing loop, a break after an hour", starts=time(14), ends=time(16),
        online_offered=True, join_link="https://meet.example.org/tea", remote_host="Ash", dates_ahead=4,
        first_on=timezone.localdate(now) - timedelta(days=30), actor=jo, now=now,
    )  # fmt: skip
    first, second, third, _ = made.meetings.order_by("starts_at")
    for meeting in (first, second):
        planning.publish(meeting=meeting, actor=jo, now=now)
    series.skip(series=made, on=third.series_on, because="Half of us are away that week.", actor=jo, now=now)
    late = MonthTask.objects.filter(meeting=first, step__slug="pre_meet")
    late.update(due_at=now - timedelta(days=2), skipped_at=None, skipped_because="")
    months.notice(now=now)
    return made


def test_jo_changes_the_time_from_here_on_by_telephone(visit, cast, group):  # noqa: F811
    jo = visit(cast.jo)
    jo.open(f"/meetings/series/{group.pk}/")
    look(jo, "series-360")
    jo.page.get_by_role("link", name="Change from here on").click()
    jo.page.locator("#id_starts").fill("11:00")
    jo.page.locator("#id_ends").fill("13:00")
    look(jo, "change-360")
    jo.page.get_by_role("button", name="See what will change").click()
    jo.page.get_by_role("heading", name="What will change").wait_for()
    look(jo, "preview-360")
    assert Series.objects.get().starts == time(14)
    jo.page.get_by_role("button", name="Change it and tell them").click()
    jo.page.get_by_text("11am to 1pm").first.wait_for()
    assert Series.objects.get().starts == time(11)
    jo.open("/meetings/month/")
    look(jo, "month-360")
    jo.page.get_by_role("button", name="Done").first.click()
    jo.page.get_by_text("Nothing is late").wait_for()


def test_rowan_answers_two_dates_on_one_page_without_javascript(visit, cast, group):  # noqa: F811
    rowan = visit(cast.rowan, javascript=False)
    rowan.open(f"/meetings/series/{group.pk}/dates/")
    look(rowan, "dates-360")
    rowan.page.get_by_role("button", name="Yes, online").first.click()
    rowan.page.get_by_role("button", name="I can't this time").last.click()
    answers = (
        group.meetings.filter(state="published").order_by("starts_at").values_list("rsvps__person", "rsvps__answer")
    )
    assert [answer for person, answer in answers if person == cast.rowan.pk] == ["yes", "no"]
    look(rowan, "dates-answered-360")


@pytest.mark.skipif("LOOK" not in os.environ, reason="only to look")
def test_look(visit, cast, group):  # noqa: F811
    first = group.meetings.order_by("starts_at").first()
    for phone in (True, False):
        jo, width = visit(cast.jo, phone=phone), 360 if phone else 1280
        for name, address in {
            "list": "/meetings/series/", "series": f"/meetings/series/{group.pk}/", "new": "/meetings/series/new/",
            "month": "/meetings/month/", "steps": f"/meetings/series/{group.pk}/steps/", "meeting-month": f"/meetings/{first.pk}/month/",
            "end": f"/meetings/series/{group.pk}/end/", "skip": f"/meetings/series/{group.pk}/skip/{first.series_on:%Y-%m-%d}/",
            "templates": "/meetings/templates/", "home": "/", "meetings": "/meetings/", "meeting": f"/meetings/{first.pk}/",
            "for": f"/meetings/series/{group.pk}/dates/{cast.sam.pk}/",
        }.items():  # fmt: skip
            jo.open(address)
            look(jo, f"{name}-{width}")
