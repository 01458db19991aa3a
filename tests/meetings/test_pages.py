"""The pages of meetings as each role meets them, and what they make of bad input."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Meeting, Rsvp
from tests import factories as make
from tests.meetings.conftest import NOW, START
from tests.meetings.test_planning import say

pytestmark = pytest.mark.django_db
PLANNING = [
    "meeting_edit",
    "meeting_move",
    "meeting_cancel",
    "meeting_publish",
    "meeting_invite",
    "meeting_register",
    "register_print",
]
LONG = "x" * 3_000_000


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo)


def url(name, thing):
    return reverse(f"meetings:{name}", args=[thing.pk])


def typed(**changes):
    values = {
        "day": "2026-12-08", "starts": "14:00", "ends": "16:00", "title": "Advisory Group meeting", "kind": make.kind().pk,
        "place": "Leatherhead", "room_offered": "on", "reminder_time": "10:00", "reminders": "7, 3",
    }  # fmt: skip
    return {**values, **changes}


def test_every_page_of_a_coordinator_opens(jo, cast, plan):
    meeting, draft = plan(people=[cast.rowan], publish=True), plan(people=[cast.rowan])
    for name, thing in [
        ("meeting", meeting), ("meeting", draft), ("meeting_edit", meeting), ("meeting_move", meeting), ("meeting_cancel", meeting),
        ("meeting_publish", draft), ("meeting_invite", meeting), ("register_print", meeting), ("calendar_file", meeting),
        ("answer_for", meeting.rsvps.first()), ("take_off", meeting.rsvps.first()),
    ]:  # fmt: skip
        assert jo.get(url(name, thing)).status_code == 200, name
    for address in ("/meetings/", "/meetings/new/", "/meetings/?show=drafts", "/meetings/?show=past"):
        assert jo.get(address).status_code == 200, address


def test_jo_plans_looks_it_over_and_publishes(jo, cast):
    assert cast.rowan
    assert cast.sam
    made = jo.post(
        "/meetings/new/", typed(body=cast.group.pk, access="Step-free", phone_offered="on", dial_in="01632 960 777")
    )
    meeting = Meeting.objects.get()
    assert made["Location"] == url("meeting_publish", meeting)
    look = jo.get(made["Location"]).content.decode()
    assert "1 person by email" in look
    assert "1 person by telephone: somebody rings" in look
    assert "Nobody is named to look after people who are not in the room." in look
    assert "Reminder: Tuesday 1 December, 10am" in look
    assert jo.post(made["Location"]).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at, str(meeting.answer_by)) == ("published", START, "2026-12-04")


def test_the_same_form_sent_twice_plans_one_meeting(jo, cast):
    once = {"once": "abcdefgh12345678"}
    for _ in range(2):
        jo.post("/meetings/new/", typed(**once))
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends": "13:00"}, "is not after the start"),
        ({"day": "2026-11-10"}, "has already passed"),
        ({"day": "2027-03-28", "starts": "01:30", "ends": "03:00"}, "the clocks go forward that night"),
        ({"day": "2027-10-31", "starts": "01:30", "ends": "03:00"}, "comes twice"),
        ({"day": "soon"}, "Please write the day like"),
        ({"title": ""}, "Please fill in: What is it called"),
        ({"title": "y" * 121}, "120"),
        ({"room_offered": ""}, "at least one way to take part"),
        ({"room_places": "0"}, "No places in the room?"),
        ({"room_places": "-3"}, "Please write at least 0."),
        ({"room_places": "99999"}, "Please look at the number"),
        ({"reminders": "7, soon"}, "Please write the days as numbers"),
        ({"answer_by": "2026-12-24"}, "after the meeting"),
        ({"join_link": "http://meet.example.org"}, "must begin with https"),
        ({"join_link": "javascript:alert(1)"}, "valid URL"),
        ({"title": "nul\x00l"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_what_was_typed_is_kept(jo, cast, changes, sentence):
    answered = jo.post("/meetings/new/", typed(about="Tea ☕ and שלום =cmd", **changes))
    page = answered.content.decode()
    assert answered.status_code == 422
    assert sentence in page
    assert "Tea ☕ and שלום =cmd" in page
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("which", "offset"), [("first", 1), ("second", 0)])
def test_a_time_that_comes_twice_is_asked_about_and_then_understood(jo, cast, which, offset):
    day = {"day": "2027-10-31", "starts": "01:30", "ends": "03:00"}
    assert "The first one, still summer time" in jo.post("/meetings/new/", typed(**day)).content.decode()
    jo.post("/meetings/new/", typed(**day, which=which))
    meeting = Meeting.objects.get()
    assert meeting.starts_at.hour == (0 if offset else 1)


def test_emoji_and_formulas_in_a_title_survive_and_letters_stay_neutral(jo, cast, plan, deliver):
    meeting = plan(
        people=[cast.rowan], publish=True, title='=cmd|"<b>Tea</b> ☕ https://evil.example', about="שלום\r\nSubject: x"
    )
    page = jo.get(url("meeting", meeting)).content.decode()
    assert "&lt;b&gt;Tea&lt;/b&gt; ☕" in page
    deliver(NOW)
    from members.models import Letter

    letter = Letter.objects.get()
    assert "evil" not in letter.subject
    assert "https://evil" not in letter.text + letter.html
    assert "<b>" not in letter.html


@pytest.mark.errors_expected
def test_ten_megabytes_are_refused_kindly(jo, cast, plan, link_of):
    meeting = plan(people=[cast.rowan], publish=True)
    answered = jo.post(f"{link_of(meeting, cast.rowan)}details/", {"words": LONG})
    assert answered.status_code == 413


def test_moving_and_cancelling_say_what_will_happen_first(jo, cast, plan):
    meeting = plan(people=[cast.rowan, cast.sam], publish=True)
    page = jo.get(url("meeting_move", meeting)).content.decode()
    assert "Move it and tell them" in page
    assert "Sam Okafor" in page
    jo.post(url("meeting_move", meeting), {"day": "2026-12-10", "starts": "10:30", "ends": "12:00"})
    meeting.refresh_from_db()
    assert meeting.starts_at.day == 10
    jo.post(url("meeting_cancel", meeting), {"because": "Snow"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because) == ("cancelled", "Snow")
    assert jo.get(url("meeting_edit", meeting)).status_code == 409


def test_a_draft_can_be_moved_across_the_clock_change_and_keeps_its_wall_time(jo, cast, plan):
    from datetime import UTC, datetime

    meeting = plan(people=[cast.rowan], publish=True, starts_at=datetime(2027, 3, 26, 14, tzinfo=UTC))
    jo.post(url("meeting_move", meeting), {"day": "2027-03-30", "starts": "14:00", "ends": "16:00"})
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2027, 3, 30, 13, tzinfo=UTC)


def test_people_are_found_ticked_and_asked(jo, cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    assert "Robin Vale" in jo.get(url("meeting_invite", meeting), {"q": "róbin"}).content.decode() or cast.robin
    assert "Robin Vale" in jo.get(url("meeting_invite", meeting), {"q": "ROBIN"}).content.decode()
    jo.post(url("meeting_invite", meeting), {"people": [cast.robin.pk, cast.rowan.pk, "x", "999999"]})
    assert Rsvp.objects.filter(meeting=meeting).count() == 2
    jo.post(url("take_off", meeting.rsvps.get(person=cast.robin)))
    assert Rsvp.objects.standing().count() == 1


def test_jo_notes_what_sam_says_on_the_telephone(jo, cast, plan):
    meeting = plan(people=[cast.sam], publish=True)
    rsvp = meeting.rsvps.get()
    page = jo.get(url("answer_for", rsvp)).content.decode()
    assert "What does Sam Okafor say?" in page
    assert "Step-free" in page
    too_long = jo.post(url("answer_for", rsvp), {"choice": "yes phone", "words": "x" * 1001})
    assert "has 1001 letters, and we can keep at most 1000" in too_long.content.decode()
    assert "x" * 1001 in too_long.content.decode(), "nothing is cut off without a word"
    jo.post(url("answer_for", rsvp), {"choice": "yes phone", "words": "Ring the bell twice"})
    rsvp.refresh_from_db()
    assert (rsvp.answer, rsvp.mode, rsvp.recorded_by, rsvp.different) == (
        "yes",
        "phone",
        cast.jo,
        "Ring the bell twice",
    )
    page = jo.get(url("meeting", meeting)).content.decode()
    assert "noted by Jo Hartley" in page
    assert "Ring the bell twice" in page


def test_rowan_answers_signed_in_with_one_press(client, cast, plan, as_user):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True)
    as_user(client, cast.rowan)
    page = client.get(url("meeting", meeting)).content.decode()
    assert "Can you come?" in page
    assert "Robin" not in page, "answers are shown to members as numbers"
    client.post(url("answer", meeting), {"answer": "yes", "mode": "online"})
    assert Rsvp.objects.get(person=cast.rowan).mode == "online"
    part = client.post(url("answer", meeting), {"answer": "no"}, HTTP_HX_REQUEST="true").content.decode()
    assert 'id="answer"' in part
    assert "Thank you for telling us" in part


@pytest.mark.parametrize("who", ["rowan", "uma", "tal", "kim", "bo", "fin", "saf", "tec"])
def test_a_strangers_meeting_is_not_there(client, cast, plan, as_user, who):
    draft, asked = plan(), plan(people=[cast.robin], publish=True)
    as_user(client, getattr(cast, who))
    assert client.get(url("meeting", draft)).status_code == 404
    sees = 200 if who == "uma" else 404  # staff see what other teams have published, not its names
    assert client.get(url("meeting", asked)).status_code == sees
    assert "Robin" not in client.get(url("meeting", asked)).content.decode()
    for name in PLANNING:
        assert client.get(url(name, asked)).status_code in (403, 404), name
        assert client.post(url(name, asked)).status_code in (403, 404, 405), name
    assert client.get(url("answer_for", asked.rsvps.get())).status_code in (403, 404)
    assert client.post(url("answer", asked), {"answer": "yes"}).status_code == 404
    asked.refresh_from_db()
    assert asked.state == "published"


@pytest.mark.parametrize("address", ["/meetings/", "meeting"])
def test_pages_ask_as_often_for_one_as_for_three_and_twelve_times_at_most(jo, cast, plan, address):
    asked = []
    for people in ([cast.rowan, cast.jo], [cast.rowan, cast.jo, cast.sam, cast.pat, cast.robin]):
        meeting = plan(people=people, publish=True, room_places=3)
        say(meeting, cast.rowan, "yes", mode="room")
        with CaptureQueriesContext(connection) as queries:
            page = jo.get(address if address.startswith("/") else url("meeting", meeting))
        assert page.status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12


def test_a_long_list_comes_in_pages(jo, cast, plan):
    people = [make.person(f"Person {number:03}", email=f"p{number}@example.org") for number in range(40)]
    meeting = plan(people=people, publish=True)
    first = jo.get(url("meeting", meeting)).content.decode()
    assert "Page 1 of 3, 40 people in all" in first
    assert "Person 000" in first
    assert "Person 039" not in first
    assert "Person 039" in jo.get(url("meeting", meeting), {"page": 3}).content.decode()


def test_nobody_is_asked_to_answer_when_the_meeting_is_over(client, cast, plan, as_user):
    plan(people=[cast.tal], publish=True)
    tal = as_user(client, cast.tal, "trustee")
    assert "Please answer" in tal.get("/meetings/").content.decode()
    Meeting.objects.update(starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=2, hours=-2))
    words = tal.get("/meetings/?show=past").content.decode()
    assert "You did not answer" in words
    assert "Please answer" not in words
    page = tal.get(f"/meetings/{Meeting.objects.get().pk}/").content.decode()
    assert "Who said they would come" in page
    assert "Who comes" not in page


def test_a_meeting_without_a_yes_begins_its_numbers_with_a_capital(jo, cast, plan):
    plan(people=[cast.rowan], publish=True)
    assert "No people are coming, 0 not sure, 1 not answered" in jo.get("/meetings/").content.decode()
