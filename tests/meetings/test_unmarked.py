"""Somebody said yes and has no mark in the register: what is asked, who is told that they were missed, and when."""

from datetime import timedelta

import pytest
import time_machine

from meetings import events, following_up
from meetings.actions import register
from meetings.models import Attendance
from members.models import Letter
from tests import factories as make
from tests.meetings.conftest import START
from tests.meetings.test_planning import say
from tests.meetings.test_register import AFTER, DURING, urls

pytestmark = pytest.mark.django_db
HEADS = {"others": "2", "others_le": "1"}


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
def unsure(cast, meeting):
    """Rowan and Robin said yes, Sam nothing; Jo has marked nobody yet."""
    make.rsvp(meeting, cast.robin, answer="yes", mode="online")
    return meeting


def closed(meeting):
    meeting.refresh_from_db()
    return meeting.register_closed_at is not None


def told_they_were_missed(meeting):
    following_up.plan_due(now=following_up.next_morning(meeting))
    return {
        letter.person.first_name for letter in Letter.objects.filter(kind="meeting_missed").select_related("person")
    }


def test_one_press_closes_and_then_it_is_asked_about_who_said_yes_and_has_no_mark(jo, cast, unsure):
    answered = jo.post(urls(unsure, "register_close"), HEADS)
    assert answered.url == urls(unsure, "meeting_register")
    assert closed(unsure)
    words = " ".join(jo.get(answered.url).content.decode().split())
    assert "3 people have no mark; 2 of them said yes" in words
    assert "Robin Vale" in words.partition("said yes")[2].partition("</form>")[0]
    assert "Sorry we missed you" in words
    assert not Attendance.objects.exists()
    assert told_they_were_missed(unsure) == set()


@pytest.mark.parametrize(("said", "came", "missed"), [("there", 2, set()), ("not_there", 0, {"Rowan", "Robin"})])
def test_what_is_answered_after_closing_is_in_the_log_and_in_the_letters(jo, cast, unsure, said, came, missed):
    heard, both = [], [cast.rowan.pk, cast.robin.pk]
    jo.post(urls(unsure, "register_close"), HEADS)
    events.register_closed.connect(hears := lambda **told: heard.append(told), weak=False)
    jo.post(urls(unsure, "register_close"), {**HEADS, "unmarked": said, "asked": both})
    jo.post(urls(unsure, "register_close"), {**HEADS, "unmarked": said, "asked": both})  # pressed twice
    events.register_closed.disconnect(hears)
    assert closed(unsure)
    assert len(heard) == 1, "closed anew once, and not again for nobody"
    assert Attendance.objects.filter(came=True).count() == came
    assert told_they_were_missed(unsure) == missed
    assert "Were they there?" not in jo.get(urls(unsure, "meeting_register")).content.decode()


def test_they_were_there_marks_each_as_they_had_said_and_closes(jo, cast, unsure):
    both = [cast.rowan.pk, cast.robin.pk]
    assert jo.post(urls(unsure, "register_close"), {**HEADS, "unmarked": "there", "asked": both}).status_code == 302
    assert closed(unsure)
    assert unsure.others == 2
    assert dict(Attendance.objects.filter(came=True).values_list("person", "mode")) == {
        cast.rowan.pk: "room", cast.robin.pk: "online",
    }  # fmt: skip
    assert told_they_were_missed(unsure) == set()


def test_they_could_not_make_it_is_somebodys_word_and_only_then_they_are_missed(jo, cast, unsure):
    both = [cast.rowan.pk, cast.robin.pk]
    jo.post(urls(unsure, "register_close"), {**HEADS, "unmarked": "not_there", "asked": both})
    assert closed(unsure)
    assert set(Attendance.objects.values_list("person", "came", "marked_by")) == {
        (cast.rowan.pk, False, cast.jo.pk), (cast.robin.pk, False, cast.jo.pk),
    }  # fmt: skip
    assert told_they_were_missed(unsure) == {"Rowan", "Robin"}


def test_when_nobody_knows_it_closes_and_nobody_is_told_that_they_were_missed(jo, cast, unsure):
    both = [cast.rowan.pk, cast.robin.pk]
    jo.post(urls(unsure, "register_close"), {**HEADS, "unmarked": "unknown", "asked": both})
    assert closed(unsure)
    assert not Attendance.objects.exists()
    assert told_they_were_missed(unsure) == set()


def test_nobody_is_settled_whom_the_question_did_not_name(jo, cast, unsure):
    jo.post(
        urls(unsure, "register_close"), {**HEADS, "unmarked": "not_there", "asked": [cast.rowan.pk, "x", "9" * 5000]}
    )
    assert [each.person for each in Attendance.objects.all()] == [cast.rowan], "Robin said yes while Jo was reading"
    assert "1 of them said yes" in jo.get(urls(unsure, "meeting_register")).content.decode()


def test_a_letter_noted_before_the_mark_was_taken_away_does_not_leave(jo, cast, unsure, deliver):
    jo.post(urls(unsure, "register_mark"), {"person": cast.robin.pk, "came": "no"})
    assert told_they_were_missed(unsure) == {"Robin"}
    register.unmark(meeting=unsure, person=cast.robin, actor=cast.actor("jo"), now=AFTER)
    deliver(following_up.next_morning(unsure))
    assert Letter.objects.get(kind="meeting_missed").reason == "Nobody has said that they were not there."


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(hours=3), "on {next} morning"),
        (timedelta(days=3), "today"),
        (timedelta(days=3, hours=8), "on {after} morning"),
        (timedelta(days=8), None),
    ],
)
def test_the_page_says_when_the_letter_really_leaves(client, cast, as_user, unsure, settings, later, said):
    settings.SEND_WINDOW = "09:00-19:00"
    now = START + later
    register.close(meeting=unsure, actor=cast.actor("jo"), now=now)
    with time_machine.travel(now, tick=False):
        page = " ".join(as_user(client, cast.jo).get(urls(unsure, "meeting_register")).content.decode().split())
    if said is None:
        assert "The meeting was more than a week ago, so nobody gets a letter." in page
        assert "“Sorry we missed you”" not in page
        return
    names = {"next": f"{START + timedelta(days=1):%A}", "after": f"{now + timedelta(days=1):%A}"}
    assert f"They get “Sorry we missed you” {said.format(**names)}." in page


def test_whoever_is_on_a_break_is_not_told_that_they_were_missed_and_the_page_says_so(jo, cast, unsure, deliver):
    cast.robin.paused_at = DURING
    cast.robin.save()
    jo.post(urls(unsure, "register_close"), HEADS)
    page = " ".join(jo.get(urls(unsure, "meeting_register")).content.decode().split())
    assert "<bdi>Robin Vale</bdi></strong> is on a break and hears nothing." in page
    both = [cast.rowan.pk, cast.robin.pk]
    jo.post(urls(unsure, "register_close"), {**HEADS, "unmarked": "not_there", "asked": both})
    told_they_were_missed(unsure)
    deliver(following_up.next_morning(unsure))
    sent = Letter.objects.filter(kind="meeting_missed").exclude(state="withheld")
    assert [letter.person for letter in sent] == [cast.rowan]
