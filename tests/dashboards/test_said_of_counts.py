"""What a tile and the head of the page say of who is not in a figure, and how far it goes."""

import re

import pytest
import time_machine
from django.utils import timezone

from meetings.actions import register
from tests import factories as make
from tests.dashboards.conftest import NOW
from tests.dashboards.reading import month_ago, tile, words

pytestmark = pytest.mark.django_db


def lead(page):
    return " ".join(re.search(r'<p class="lead">(.*?)</p>', page.content.decode(), re.S).group(1).split())


def test_hours_admit_that_those_who_were_only_counted_are_not_in_them(trustee, crowd):
    make.activity(people=crowd(6), minutes=60, days_ago=3)
    assert "The length of every activity is known." in tile(trustee.get("/dashboard/"), "MET-08")
    make.activity(people=[], others=5, others_le=5, minutes=120, days_ago=4)
    said = tile(trustee.get("/dashboard/"), "MET-08")
    admitted = "At 1 activity people were only counted, not named. Their hours are not in this number."
    assert admitted in said
    assert "The length of every activity is known." not in said
    assert "Hours of people who were only counted, not named, are not in it." in said
    assert admitted in trustee.get("/dashboard/export.csv").content.decode("utf-8-sig")


def test_attendance_speaks_of_invitations_for_nobody_counts_people_there(trustee, cast, crowd):
    made, people, jo = make.meeting(days=-1, body=cast.group), crowd(6), cast.actor("jo")
    for person in people:
        make.rsvp(made, person, answer="yes")
        register.mark(meeting=made, person=person, came=True, mode="room", actor=jo, now=timezone.now())
    register.close(meeting=made, actor=jo, now=timezone.now())
    said = tile(trustee.get("/dashboard/"), "MET-19")
    assert "6 of 6 invitations ended in coming" in said
    assert "invited people" not in said.lower()


def test_the_head_of_a_part_says_how_far_people_and_hours_go(trustee, cast, crowd):
    make.activity(people=crowd(6), body=cast.group, ended_on=month_ago())
    with time_machine.travel(NOW, tick=False):
        for asked in (f"?period=quarter&body={cast.group.slug}", f"?period=12m&team={cast.team.slug}"):
            page = trustee.get(f"/dashboard/{asked}")
            assert "people and hours to the end of May 2026" in lead(page), asked
            assert "counted to the end of May 2026, from finished months only" in words(page), asked
            found = trustee.get(f"/dashboard/export.json{asked}").json()
            assert "people and hours to the end of May 2026" in found["period_in_words"]
        assert "people and hours" not in lead(trustee.get("/dashboard/?period=quarter"))
        over = trustee.get(f"/dashboard/?period=2026-Q1&body={cast.group.slug}")
        assert "Of a quarter or year that is over" in words(over)
        assert "people and hours" not in lead(over)
