"""The register on the day: who came is the truth, whatever anybody had answered."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from meetings import events
from meetings.actions import register
from meetings.models import Attendance
from members.rules import Refused
from tests import factories as make
from tests.meetings.conftest import NOW, START
from tests.meetings.test_planning import say

pytestmark = pytest.mark.django_db
DURING, AFTER = START + timedelta(minutes=10), START + timedelta(hours=3)


@pytest.fixture
def meeting(cast, plan):
    meeting = plan(people=[cast.rowan, cast.sam], publish=True)
    say(meeting, cast.rowan, "yes", mode="room")
    return meeting


@pytest.fixture
def jo(client, cast, as_user):
    with time_machine.travel(DURING, tick=False):
        yield as_user(client, cast.jo)


@pytest.fixture
def heard():
    seen = []

    def listen(sender, *, meeting, actor, now, **rest):
        seen.append((meeting.pk, actor.person.first_name, now))

    events.register_closed.connect(listen)
    yield seen
    events.register_closed.disconnect(listen)


def urls(meeting, name):
    return reverse(f"meetings:{name}", args=[meeting.pk])


def test_one_press_marks_rowan_and_another_corrects_it(jo, cast, meeting):
    page = jo.get(urls(meeting, "meeting_register")).content.decode()
    assert page.count("Not marked") == 2
    assert "Couldn&#x27;t make it" in page
    jo.post(urls(meeting, "register_mark"), {"person": cast.rowan.pk, "came": "room"})
    attendance = Attendance.objects.get()
    assert (attendance.came, attendance.mode, attendance.hat, attendance.is_walk_in) == (
        True,
        "room",
        "advisory_member",
        False,
    )
    assert (attendance.marked_by, attendance.marked_at) == (cast.jo, DURING)
    jo.post(urls(meeting, "register_mark"), {"person": cast.rowan.pk, "came": "no"})
    attendance.refresh_from_db()
    assert (attendance.came, attendance.mode) == (False, "")
    assert "Came as" not in jo.get(urls(meeting, "meeting_register")).content.decode()
    first = jo.get(urls(meeting, "meeting")).content.decode()
    assert first.index("Keep the register") < first.index("Move it"), "on the day it stands first"
    jo.post(urls(meeting, "register_mark"), {"person": cast.rowan.pk, "came": "undo"})
    assert not Attendance.objects.exists()


def test_htmx_gets_that_persons_row_alone(jo, cast, meeting):
    row = jo.post(
        urls(meeting, "register_mark"), {"person": cast.rowan.pk, "came": "online", "row": "1"}, HTTP_HX_REQUEST="true"
    ).content.decode()
    assert row.lstrip().startswith(f'<li id="person-{cast.rowan.pk}">')
    assert "Sam" not in row
    assert 'aria-pressed="true"' in row
    assert 'hx-swap-oob="true">Marked so far: 1 came, 1 still to mark.</span>' in row, "the head of the page as well"
    assert f'id="mark-{cast.rowan.pk}-online"' in row, "so that the keyboard stays where it was"


def test_a_closed_register_says_whom_it_counted_as_not_there(jo, cast, meeting):
    jo.post(urls(meeting, "register_mark"), {"person": cast.rowan.pk, "came": "room"})
    jo.post(urls(meeting, "register_close"), {"others": "0", "others_le": "0"})
    assert (
        "1 person came; 1 without a mark, counted as not there."
        in jo.get(urls(meeting, "meeting_register")).content.decode()
    )


def test_somebody_who_was_not_asked_walks_in_with_one_press(jo, cast, meeting):
    assert cast.robin.name not in jo.get(urls(meeting, "meeting_register")).content.decode()
    found = jo.get(urls(meeting, "meeting_register"), {"q": "ROB"}).content.decode()
    assert "Robin Vale" in found
    assert "Robin Vale" in jo.get(urls(meeting, "register_find"), {"q": "rob"}).content.decode()
    jo.post(urls(meeting, "register_mark"), {"person": cast.robin.pk, "came": "room"})
    assert Attendance.objects.get(person=cast.robin).is_walk_in
    assert "Robin Vale" not in jo.get(urls(meeting, "register_find"), {"q": "rob"}).content.decode()


def test_a_person_stands_there_once_and_their_hat_can_be_said(jo, cast, meeting):
    for came in ("room", "online", "phone", "room"):
        jo.post(urls(meeting, "register_mark"), {"person": cast.tal.pk, "came": came})
    assert Attendance.objects.get(person=cast.tal).hat == "", "a trustee's hat is never taken for lived experience"
    jo.post(urls(meeting, "register_mark"), {"person": cast.tal.pk, "came": "room", "hat": "trustee"})
    assert Attendance.objects.get(person=cast.tal).hat == "trustee"


def test_closing_announces_once_and_again_after_it_was_opened(cast, meeting, heard):
    jo = cast.actor("jo")
    register.mark(meeting=meeting, person=cast.rowan, came=True, mode="room", actor=jo, now=DURING)
    for _ in range(2):
        register.close(meeting=meeting, others=3, others_le=1, actor=jo, now=AFTER)
    assert heard == [(meeting.pk, "Jo", AFTER)]
    meeting.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        register.mark(meeting=meeting, person=cast.sam, came=True, mode="room", actor=jo, now=AFTER)
    meeting = register.reopen(meeting=meeting, actor=jo, now=AFTER)
    register.mark(meeting=meeting, person=cast.sam, came=True, mode="phone", actor=jo, now=AFTER)
    register.close(meeting=meeting, others=3, others_le=1, actor=jo, now=AFTER)
    assert len(heard) == 2


def test_heads_that_do_not_add_up_are_sent_back_with_a_sentence(jo, meeting):
    answered = jo.post(urls(meeting, "register_close"), {"others": "2", "others_le": "3"})
    assert answered.status_code == 422
    assert "cannot be more of them" in answered.content.decode()
    meeting.refresh_from_db()
    assert meeting.register_closed_at is None


def test_the_register_opens_on_the_day(cast, meeting):
    with pytest.raises(Refused, match="opens on the day"):
        register.mark(meeting=meeting, person=cast.rowan, came=True, mode="room", actor=cast.actor("jo"), now=NOW)
    with pytest.raises(Refused, match="not begun"):
        register.close(meeting=meeting, actor=cast.actor("jo"), now=START - timedelta(hours=2))


def test_the_sheet_for_the_table_shows_initials_unless_asked(jo, cast, meeting):
    sheet = jo.get(urls(meeting, "register_print")).content.decode()
    assert "RA" in sheet
    assert "Ashdown" not in sheet
    assert "Ashdown" in jo.get(urls(meeting, "register_print"), {"names": "full"}).content.decode()


def test_a_register_asks_as_often_for_one_person_as_for_three(jo, cast, plan, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one = plan(people=[cast.rowan], publish=True)
    three = plan(people=[cast.rowan, cast.sam, cast.pat], publish=True)
    counts = []
    for meeting in (one, three):
        make.attendance(meeting, cast.rowan)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert jo.get(urls(meeting, "meeting_register")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["rowan", "uma", "tal", "kim"])
def test_only_the_team_and_the_coordinator_keep_it(cast, meeting, who):
    for act in (
        lambda actor: register.mark(
            meeting=meeting, person=cast.rowan, came=True, mode="room", actor=actor, now=DURING
        ),
        lambda actor: register.close(meeting=meeting, actor=actor, now=AFTER),
        lambda actor: register.reopen(meeting=meeting, actor=actor, now=AFTER),
    ):
        with pytest.raises(PermissionDenied):
            act(cast.actor(who))
