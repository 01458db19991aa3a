"""Two people at the same page of notes, and a member who writes without knowing everybody: nothing is lost by it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from meetings import minutes
from meetings.actions import corrections, lines, notes
from meetings.models import Correction
from members.rules import Refused
from tests import factories as make
from tests.factories import after as made
from tests.meetings.conftest import START

pytestmark = pytest.mark.django_db
NEXT = START + timedelta(days=1, hours=2)


@pytest.fixture
def held(cast):
    """The group met; Rowan and Robin came."""
    meeting = make.meeting(
        starts_at=START, team=cast.team, lead=cast.jo, body=cast.group, now=START - timedelta(days=20)
    )
    for person in (cast.rowan, cast.robin):
        make.rsvp(meeting, person, answer="yes")
        make.attendance(meeting, person)
    return meeting


def test_a_member_who_puts_the_words_right_takes_nobody_off(client, cast, held, as_user):
    jo = cast.actor("jo")
    notes.name_taker(meeting=held, person=cast.rowan, actor=jo, now=START)
    action = lines.act(meeting=held, text="Ring teh printer", owner=cast.robin, actor=jo, now=START)
    rowan, where = as_user(client, cast.rowan), reverse("meetings:line_edit", args=["action", action.pk])
    with time_machine.travel(START, tick=False):
        page = rowan.get(where)
        form = page.context["form"]
        assert "Robin" not in page.content.decode()
        typed = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
        rowan.post(where, typed | {"text": "Ring the printer", "once": page.context["once"]})
    action.refresh_from_db()
    assert (action.text, action.owner) == ("Ring the printer", cast.robin)


def test_whoever_writes_at_the_same_time_is_told_before_anything_is_written_over(client, cast, held, as_user):
    jo, where = as_user(client, cast.jo), reverse("meetings:notes_write", args=[held.pk])
    notes.write(meeting=held, words="Begun", actor=cast.actor("jo"), now=START)
    with time_machine.travel(NEXT, tick=False):
        form = jo.get(where).context["form"]
        mine = {"words": "Mine", "seen": form["seen"].value()}
        notes.write(meeting=held, words="Theirs", actor=cast.actor("ash"), now=NEXT)
        told = jo.post(where, mine | {"once": "a"})
        assert told.status_code == 422
        assert "Somebody changed the notes while your page was open" in told.content.decode()
        assert told.context["form"]["words"].value() == "Mine"
        assert minutes.newest(held.notes).words == "Theirs"
        jo.post(where, {"words": "Mine", "seen": told.context["form"]["seen"].value(), "once": "b"})
    assert minutes.newest(held.notes).words == "Mine"


def test_answering_a_correction_from_an_older_page_brings_the_old_words_not_back(cast, held):
    jo = cast.actor("jo")
    sent = made.notes(held, words="We meet on Mnoday. Tea at tow.")
    first, second = (
        Correction.objects.create(notes=sent, person=person, words="A slip", suggested_at=NEXT)
        for person in (cast.rowan, cast.robin)
    )
    seen = minutes.stamp_of(minutes.newest(sent))
    facts = {"verdict": "accepted", "seen": seen, "actor": jo, "now": NEXT}
    corrections.answer(correction=first, words="We meet on Monday. Tea at tow.", **facts)
    with pytest.raises(Refused, match="Somebody changed the notes"):
        corrections.answer(correction=second, words="We meet on Mnoday. Tea at two.", **facts)
    corrections.answer(correction=second, words="We meet on Mnoday. Tea at tow.", **facts)
    assert minutes.newest(sent).words == "We meet on Monday. Tea at tow."
