"""Somebody else holds the meeting for too long: nothing is stored, and the person is asked to press again."""

from datetime import timedelta

import psycopg2
import pytest
from django.db import connection
from django.utils import timezone

from meetings.models import Rsvp
from members.post import links
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.errors_expected
def test_a_busy_meeting_says_press_again_and_then_takes_the_answer(client, cast):
    meeting = make.meeting(people=[cast.rowan], online_offered=True)
    link = links.link_for(
        person=cast.rowan,
        purpose="rsvp",
        about=meeting.about_word,
        expires_at=meeting.ends_at + timedelta(days=30),
        now=timezone.now(),
    )
    url = f"/rsvp/{link.token}/"
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '150ms'")
    same = ("dbname", "user", "host", "port", "password")
    other = psycopg2.connect(
        **{name: value for name, value in connection.get_connection_params().items() if name in same}
    )
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM meetings_meeting WHERE id = %s FOR NO KEY UPDATE", [meeting.pk])
            busy = client.post(url, {"answer": "yes", "mode": "online"})
        assert (busy.status_code, busy["Retry-After"]) == (503, "5")
        assert "please press again" in busy.content.decode()
        assert Rsvp.objects.get().answer == ""
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
    assert client.post(url, {"answer": "yes", "mode": "online"}).status_code == 303
    assert Rsvp.objects.get().answer == "yes"
