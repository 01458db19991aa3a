"""Views sent instead of coming leave a trace for who sent them, and the day they were told is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Said
from members.words import day
from projects.actions import loop
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def test_views_that_were_sent_are_told_of_until_they_are_taken_up_and_the_day_is_kept(
    cast, welcoming, client, as_user, now
):
    meeting = make.meeting("Welcome", people=[cast.rowan], team=cast.team, lead=cast.ash, days=10)
    rowan = as_user(client, cast.rowan, "member")
    here, mine = f"/meetings/{meeting.pk}/", "/projects/what-i-said/"
    assert "Send my views instead" in words(rowan.get(here))
    rowan.post(f"{here}views/", {"text": "The form is too long", "quote": "none"})
    said = Said.objects.get()
    assert said.answer_by == timezone.localdate(meeting.starts_at + timedelta(days=28))
    page = words(rowan.get(here))
    assert f"<strong>We have your views.</strong> Somebody answers them by {day(said.answer_by)}." in page
    assert "Send my views instead" not in page
    shown = words(rowan.get(mine))
    assert "Nothing is written down yet" not in shown
    assert "The form is too long" in shown
    assert f"Somebody answers by {day(said.answer_by)}." in shown
    taken = loop.take_up_said(
        said=said, project=welcoming, actor=cast.actor("ash"), now=meeting.ends_at + timedelta(days=5)
    )
    assert taken.reply_by == said.answer_by, "the day they were told"
    assert words(rowan.get(mine)).count("The form is too long") == 1
    assert "you hear what comes of them" in words(rowan.get(here))
