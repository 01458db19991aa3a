"""What a meeting leaves to do stands on the homes of those who do it, within their budget of questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduction.home import after
from meetings.models import Correction, Notes, Said
from members import permissions, sweeps
from tests import factories as make
from tests.factories import after as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    meeting = make.meeting(
        "Last time", days=-4, people=[cast.rowan, cast.robin], team=cast.team, lead=cast.jo, body=cast.group
    )
    for person in (cast.rowan, cast.robin):
        make.attendance(meeting, person)
    return meeting


def home(client, person, as_user, role=None):
    as_user(client, person, role)
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/").content.decode()
    assert len(captured) <= 12
    return page


def test_jo_and_ash_are_told_to_send_the_notes_and_to_look_at_corrections(client, cast, held, as_user):
    for who in (cast.jo, cast.ash):
        assert "Write and send the notes" in home(client, who, as_user)
    assert "Write and send the notes" not in home(client, cast.uma, as_user)
    notes = made.notes(held)
    notes.corrections.create(person=cast.rowan, words="No", suggested_at=timezone.now())
    page = home(client, cast.jo, as_user)
    assert "Write and send the notes" not in page
    assert "the notes are not right" in page
    assert "the notes are not right" not in home(client, cast.uma, as_user)
    Notes.objects.update(correct_by=timezone.localdate() - timedelta(days=1))
    assert "the notes are agreed" in home(client, cast.ash, as_user)


def test_actions_stand_with_those_who_do_them_and_overdue_ones_with_jo(client, cast, held, as_user):
    today = timezone.localdate()
    made.action(held, "Ring the printer", owner=cast.ash, due_on=today - timedelta(days=2))
    made.action(held, "Ask the caterer", owner=cast.uma, due_on=today + timedelta(days=2))
    made.action(held, "Much later", owner=cast.uma, due_on=today + timedelta(days=30))
    assert "Ring the printer" in home(client, cast.ash, as_user)
    page = home(client, cast.uma, as_user)
    assert "Ask the caterer" in page
    assert "Much later" not in page
    jo = home(client, cast.jo, as_user)
    assert "Ring the printer" in jo
    assert "Ask the caterer" not in jo


def test_of_many_overdue_actions_jo_reads_how_many_and_the_first_few(client, cast, held, as_user):
    for number in range(1, 9):
        due = timezone.localdate() - timedelta(days=20 - number)
        made.action(held, f"Promise number {number}", owner=cast.ash, due_on=due)
    page = home(client, cast.jo, as_user)
    assert "8 actions overdue" in page or "Eight actions overdue" in page
    assert [number for number in range(1, 9) if f"Promise number {number}" in page] == [1, 2, 3, 4, 5, 6]
    rows = after.to_do(permissions.Actor(person=cast.jo, role="coordinator"), now=timezone.now())[-1]
    assert len(rows) == 6


def test_before_a_meeting_of_no_group_nobody_is_sent_to_an_empty_page(client, cast, held, as_user):
    once = make.meeting("Welcome Pack workshop", days=10, people=[cast.rowan], body=None)
    page = home(client, cast.rowan, as_user)
    assert "Welcome Pack workshop" in page
    assert f"/meetings/{once.pk}/since/" not in page
    assert f"/meetings/{once.pk}/since/" not in client.get(f"/meetings/{once.pk}/").content.decode()


def test_rowan_finds_the_questions_the_notes_and_their_own_action(client, cast, held, as_user):
    coming = make.meeting("Next time", days=20, people=[cast.rowan], body=cast.group)
    page = home(client, cast.rowan, as_user)
    assert "How was it?" not in page
    assert f"/meetings/{coming.pk}/since/" in page
    made.pulse(held, people=[cast.rowan, cast.robin])
    made.notes(held, correct_by=timezone.localdate() + timedelta(days=3))
    made.action(held, "Bring the old leaflet", owner=cast.rowan)
    page = home(client, cast.rowan, as_user)
    for words in ("How was it?", "Are these notes right?", "Yes, they are right", "Bring the old leaflet"):
        assert words in page
    correct = f"/meetings/{held.pk}/notes/correct/"
    client.post(correct, {"words": "It was 18 point"})
    assert "Yes, they are right" not in client.get(f"/meetings/{held.pk}/notes/").content.decode()
    page = home(client, cast.rowan, as_user)
    assert "You told us; we are looking" in page
    assert "Are these notes right?" not in page
    Correction.objects.update(verdict="accepted")
    assert "we are looking" not in home(client, cast.rowan, as_user)
    as_user(client, cast.robin)
    assert "Yes, they are right" in client.get(f"/meetings/{held.pk}/notes/").content.decode()
    assert client.post(correct, {"right": "1", "next": "/"}).url == "/"
    assert "You told us that the notes are right" in client.get(f"/meetings/{held.pk}/notes/").content.decode()
    assert "Are these notes right?" not in home(client, cast.robin, as_user)
    assert "Bring the old leaflet" not in home(client, cast.robin, as_user)


def test_after_two_years_nobody_knows_any_more_who_said_what(cast, held):
    long_ago = timezone.now() - timedelta(days=800)
    said = made.said(held, "Too small", speaker=cast.rowan)
    Said.objects.update(noted_at=long_ago)
    found = [rule for rule in sweeps.rules() if rule.slug == "speakers"]
    assert found
    from meetings import what_goes

    what_goes.forget_speakers(what_goes.old_speakers(before=timezone.now() - timedelta(days=730)), now=timezone.now())
    said.refresh_from_db()
    assert (said.text, said.speaker) == ("Too small", None)
    assert not Said.pgh_event_models["insert"].objects.exclude(speaker=None).exists()
