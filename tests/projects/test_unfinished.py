"""Once a week one letter says what somebody's own log entries still lack (LOG-24)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.models import Letter, RoleGrant
from members.post import delivery
from projects import unfinished_letters
from projects.models import LogImport, LogImportRow
from projects.unfinished_letters import KIND
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuesday(db):
    """Ten in the morning of the next Tuesday."""
    today = timezone.localdate()
    day = today + timedelta(days=(1 - today.weekday()) % 7 or 7)
    return datetime.combine(day, time(10), tzinfo=ZoneInfo("Europe/London"))


def hurried(title, by, team, **more):
    """Logged in a hurry: nobody is named, and nothing is said about how long it took."""
    return make.activity(title, team=team, logged_by=by, stage=2, minutes=None, needs_detail=True, **more)


def letters():
    return Letter.objects.filter(kind=KIND).order_by("pk")


def test_one_letter_a_week_says_what_each_entry_lacks_and_nothing_comes_when_nothing_is_missing(cast, tuesday):
    entry = hurried("Tea with carers", cast.ash, cast.team)
    unfinished_letters.plan_due(now=tuesday - timedelta(minutes=1))
    assert not letters().exists()
    for minutes in (0, 1, 60 * 24):
        unfinished_letters.plan_due(now=tuesday + timedelta(minutes=minutes))
    delivery.deliver_due(now=tuesday)
    letter = letters().get()
    assert (letter.person, letter.state, letter.is_essential) == (cast.ash, "sent", False)
    assert "Tea with carers" in letter.text
    assert "It still needs: who took part and how long it took." in letter.text
    assert reverse("projects:activity_edit", args=[entry.pk]) in letter.text
    week = timedelta(days=7)
    unfinished_letters.plan_due(now=tuesday + week)
    entry.needs_detail = False
    entry.save()
    delivery.deliver_due(now=tuesday + week)
    assert [each.state for each in letters()] == ["sent", "withheld"]
    assert letters().last().reason == "Nothing is missing any more."
    unfinished_letters.plan_due(now=tuesday + 2 * week)
    assert letters().count() == 2


def test_only_writers_who_can_complete_it_hear_of_it_and_only_of_their_own(cast, tuesday):
    hurried("Mine", cast.ash, cast.team)
    hurried("Another team's", cast.ash, cast.other_team)
    hurried("Hers", cast.uma, cast.other_team)
    hurried("The coordinator's", cast.jo, cast.other_team)
    hurried("Long ago", cast.ash, cast.team, days_ago=400)
    old = hurried("From a workbook", cast.ash, cast.team)
    book = LogImport.objects.create(name="log.xlsx", sha256="0", uploaded_at=tuesday, brought_by=cast.ash)
    LogImportRow.objects.create(log_import=book, sheet_no=1, number=2, words="", fate="new", activity=old)
    RoleGrant.objects.filter(person=cast.uma).update(ends=timezone.localdate() - timedelta(days=1))
    unfinished_letters.plan_due(now=tuesday)
    delivery.deliver_due(now=tuesday)
    told = {letter.person: letter.text for letter in letters()}
    assert set(told) == {cast.ash, cast.jo}
    assert "Mine" in told[cast.ash]
    for other in ("Another team", "Hers", "The coordinator", "Long ago", "From a workbook"):
        assert other not in told[cast.ash]


def test_what_will_go_out_knows_it_under_the_same_key(cast, tuesday):
    hurried("Tea with carers", cast.ash, cast.team)
    seen = unfinished_letters.forecast(now=tuesday - timedelta(days=2), until=tuesday + timedelta(days=7))
    assert [each.due_at for each in seen] == [tuesday, tuesday + timedelta(days=7)]
    unfinished_letters.plan_due(now=tuesday)
    assert letters().get().key == seen[0].key


def test_the_page_says_what_is_missing_and_asks_as_many_questions_for_three_as_for_one(client, cast, as_user):
    hurried("Tea with carers", cast.ash, cast.team)
    as_user(client, cast.ash)
    here = reverse("projects:to_complete")
    client.get(here)
    with CaptureQueriesContext(connection) as one:
        assert "It still needs: who took part and how long it took." in client.get(here).content.decode()
    for title in ("A walk", "A talk"):
        hurried(title, cast.ash, cast.team, people=[cast.rowan])
    with CaptureQueriesContext(connection) as three:
        assert "It still needs: how long it took." in client.get(here).content.decode()
    assert len(three) == len(one)
