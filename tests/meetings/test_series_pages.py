"""The pages of series, as those who use them see them; and that ten years open like a month."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.actions import planning, series
from meetings.models import Meeting, Series
from meetings.rules import LONDON
from members.models import Letter
from tests import factories as make

pytestmark = pytest.mark.django_db
RULE = {
    "often": "month:1", "on_the": "2", "weekday": "1", "month_day": "", "starts": "14:00", "ends": "16:00", "dates_ahead": "3",
    "answer_by_days": "4", "room_offered": "on", "place": "Leatherhead office", "reminders": "7, 3", "reminder_time": "10:00",
}  # fmt: skip


def words(response):
    return " ".join(response.content.decode().split())


def asked(client, address):
    with CaptureQueriesContext(connection) as seen:
        page = client.get(address)
    assert page.status_code == 200
    return len(seen)


def first(running):
    return running.meetings.order_by("starts_at").first()


def test_jo_begins_a_series_and_sees_its_next_dates(client, cast, as_user, moment):
    assert cast.rowan
    as_user(client, cast.jo)
    form = {
        **RULE,
        "title": "Group lunch",
        "kind": make.kind().pk,
        "body": cast.group.pk,
        "first_on": timezone.localdate(moment),
    }
    page = client.post("/meetings/series/new/", form, follow=True)
    assert "Every month on the second Tuesday, 2pm to 4pm" in words(page)
    assert "Worth a thought" in words(page)
    assert "It is longer than 75 minutes" in words(page)
    assert words(page).count("Draft: nobody has heard of it") == 3
    assert Series.objects.get().meetings.count() == 3
    assert "Group lunch" in words(client.get("/meetings/series/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts": "01:30", "ends": "04:00", "on_the": "-1", "weekday": "6"}, "There is no 01:30 on Sunday 28 March"),
        ({"ends": "13:00"}, "The end is not after the start"),
        ({"dates_ahead": "99"}, "Between 1 and 24 dates"),
        ({"on_the": "0", "month_day": "32"}, "31"),
        ({"title": ""}, "Please fill in"),
        ({"often": "year:1"}, "Select a valid choice"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_said_beside_its_box_and_nothing_is_lost(client, cast, as_user, wrong, said):
    as_user(client, cast.jo)
    form = {
        **RULE,
        "title": "Group lunch",
        "kind": make.kind().pk,
        "about": "Soup",
        "first_on": timezone.localdate(),
        **wrong,
    }
    page = client.post("/meetings/series/new/", form)
    assert page.status_code == 422
    assert said in words(page)
    assert "Soup" in words(page)
    assert not Series.objects.exists()


def test_the_page_before_a_change_says_what_follows_and_who_is_told(client, cast, as_user, running, moment):
    planning.publish(meeting=first(running), actor=cast.actor("jo"), now=moment)
    as_user(client, cast.jo)
    form = {
        **RULE, "title": running.title, "kind": running.kind_id, "body": running.body_id, "team": cast.team.pk, "lead": cast.jo.pk,
        "access": running.access, "online_offered": "on", "from_on": first(running).series_on.isoformat(), "starts": "11:00",
        "ends": "13:00",
    }  # fmt: skip
    page = words(client.get(f"/meetings/series/{running.pk}/change/"))
    assert "nothing is saved before" in page
    turned = client.post(f"/meetings/series/{running.pk}/change/", {**form, "ends": "09:00", "step": "look"})
    assert (turned.status_code, "The end is not after the start" in words(turned)) == (422, True), (
        "before it is shown as a plan"
    )
    look = words(client.post(f"/meetings/series/{running.pk}/change/", {**form, "step": "look"}))
    assert "1 letter or call goes" in look
    assert "Moves" in look
    assert "Change it and tell them" in look
    assert "A draft: nobody is told." in look
    assert Series.objects.get().starts == time(14)
    client.post(f"/meetings/series/{running.pk}/change/", {**form, "step": "save"})
    assert Series.objects.get().starts == time(11)
    assert first(running).starts_at.astimezone(LONDON).time() == time(11)
    assert Letter.objects.filter(kind="meeting_moved").count() <= 1


def test_jo_skips_a_date_with_a_reason_and_brings_it_back(client, cast, as_user, running):
    as_user(client, cast.jo)
    on = running.meetings.order_by("starts_at")[1].series_on
    address = f"/meetings/series/{running.pk}/skip/{on:%Y-%m-%d}/"
    assert "Nobody has been asked to this date" in words(client.get(address))
    assert client.post(address, {"because": ""}).status_code == 422
    page = words(client.post(address, {"because": "Half term"}, follow=True))
    assert "Skipped" in page
    assert "Half term" in page
    page = words(client.post(f"/meetings/series/skipped/{running.skips.get().pk}/back/", follow=True))
    assert "is back, as a draft" in page
    assert client.get(f"/meetings/series/{running.pk}/skip/not-a-day/").status_code == 404
    assert client.get(f"/meetings/series/{running.pk}/skip/2026-11-18/").status_code == 404


def test_jo_ends_a_series_and_lets_it_go_on(client, cast, as_user, running, moment):
    as_user(client, cast.jo)
    page = words(client.get(f"/meetings/series/{running.pk}/end/"))
    assert "a draft" in page
    form = {"last_on": timezone.localdate(moment), "because": "The work is done"}
    page = words(client.post(f"/meetings/series/{running.pk}/end/", form, follow=True))
    assert "The work is done" in page
    assert running.meetings.exclude(state="cancelled").count() == 0
    page = words(client.post(f"/meetings/series/{running.pk}/go-on/", follow=True))
    assert "The series goes on" in page
    assert "Advisory Group meeting" in words(client.get(f"/meetings/series/{running.pk}/history/"))


def test_ten_years_of_a_series_open_with_the_questions_of_a_small_one(client, cast, as_user, running, moment):
    as_user(client, cast.jo)
    planning.publish(meeting=first(running), actor=cast.actor("jo"), now=moment)
    pages = [
        f"/meetings/series/{running.pk}/",
        "/meetings/series/",
        "/meetings/month/",
        f"/meetings/{first(running).pk}/month/",
    ]
    client.get("/")
    held = moment - timedelta(days=30)
    make.meeting(running.title, starts_at=held, series=running, series_on=held.date())
    small = [asked(client, page) for page in pages]
    past = [
        Meeting(
            title=running.title, kind=running.kind, body=running.body, series=running, series_on=date(2015, 1, 1) + timedelta(days=28 * n),
            starts_at=datetime(2015, 1, 1, 14, tzinfo=LONDON) + timedelta(days=28 * n),
            ends_at=datetime(2015, 1, 1, 16, tzinfo=LONDON) + timedelta(days=28 * n), state="published", place="Here",
            uid=f"old-{n}@sametable.example",
        )
        for n in range(130)
    ]  # fmt: skip
    Meeting.objects.bulk_create(past)
    series.plan_ahead(series=running, count=18, actor=cast.actor("jo"), now=moment)
    assert [asked(client, page) for page in pages] == small
    assert max(small) <= 16
