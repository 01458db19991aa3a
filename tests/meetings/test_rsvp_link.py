"""The page behind the link in a letter, as the person who holds it meets it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from meetings.actions import planning
from meetings.models import Rsvp
from members.actions import calls
from members.models import ContactTask, Letter, Link, RingRequest
from members.words import when
from tests.meetings.conftest import NOW, START
from tests.meetings.test_planning import say

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(cast, plan):
    return plan(people=[cast.rowan, cast.robin, cast.sam], publish=True, room_places=1)


def text(response):
    return response.content.decode()


def test_rowan_opens_the_link_and_answers_with_one_press(client, cast, meeting, link_of, django_assert_max_num_queries):
    url = link_of(meeting, cast.rowan)
    with django_assert_max_num_queries(3):
        page = client.get(url)
    assert page.status_code == 200
    ways = ("Yes, in the room", "Yes, online", "Yes, by phone", "Not sure yet", "I can&#x27;t this time")
    for words in (*ways, "Rowan", "Step-free", "01632 960 123", "Friday 4 December"):
        assert words in text(page)
    with django_assert_max_num_queries(12):
        done = client.post(url, {"answer": "yes", "mode": "room"})
    assert (done.status_code, done["Location"]) == (303, url)
    assert "You are coming in the room." in text(client.get(url))
    client.post(url, {"answer": "yes", "mode": "room"})
    assert Letter.objects.filter(kind="meeting_receipt").count() == 1


def test_the_page_needs_no_session_and_says_nothing_about_others(client, cast, meeting, link_of):
    say(meeting, cast.robin, "yes", mode="room")
    page = client.get(link_of(meeting, cast.rowan))
    assert "sessionid" not in page.cookies
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    for secret in ("Ashdown", "Robin", "Okafor", "rowan@example.org", "meet.example.org"):
        assert secret not in text(page)
    assert "Yes, in the room (full: join the waiting list)" in text(page)


def test_opening_it_changes_nothing_even_with_an_answer_in_the_address(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    for address in (url, f"{url}?a=yes", f"{url}?a=no", f"{url}meeting.ics", f"{url}details/", f"{url}ring/"):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
    assert "Nothing is saved yet" in text(client.get(f"{url}?a=no"))
    rsvp = Rsvp.objects.get(person=cast.rowan)
    assert (rsvp.answer, rsvp.revision) == ("", 0)
    assert not ContactTask.objects.exists()


def test_every_link_that_opens_nothing_gets_the_very_same_page(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    token = url.split("/")[2]
    Link.objects.filter(person=cast.robin).delete()
    revoked = link_of(meeting, cast.robin)
    Link.objects.filter(person=cast.robin).update(revoked_at=NOW)
    pages = [client.get(address) for address in (
        "/rsvp/abc/", f"/rsvp/{token.swapcase()}/", f"/rsvp/{token[:-1]}/", revoked, "/rsvp/☕/", "/rsvp/%00/", f"/rsvp/{'x' * 500}/",
    )]  # fmt: skip
    Link.objects.filter(person=cast.rowan).update(expires_at=NOW - timedelta(seconds=1))
    pages.append(client.get(url))
    pages.append(client.post(url, {"answer": "yes"}))
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert "01632 960 123" in text(pages[0])


def test_the_link_still_opens_thirty_days_after_the_end_and_not_a_second_longer(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    last = meeting.ends_at + timedelta(days=30)
    with time_machine.travel(last - timedelta(seconds=1), tick=False):
        assert "This meeting is over" in text(client.get(url))
    with time_machine.travel(last, tick=False):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("when", ["cancelled", "begun", "over"])
def test_too_late_to_answer_is_said_in_a_sentence(client, cast, meeting, link_of, when):
    url = link_of(meeting, cast.rowan)
    if when == "cancelled":
        planning.cancel(meeting=meeting, actor=cast.actor("jo"), now=NOW)
    at = {"cancelled": NOW, "begun": START + timedelta(minutes=5), "over": START + timedelta(hours=3)}[when]
    with time_machine.travel(at, tick=False):
        answered = client.post(url, {"answer": "yes"})
    assert answered.status_code == 409
    assert {"cancelled": "was cancelled", "begun": "has begun", "over": "is over"}[when] in text(answered)
    assert Rsvp.objects.get(person=cast.rowan).answer == ""


def test_a_page_from_before_the_move_asks_to_look_again(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    seen = int(meeting.starts_at.timestamp())
    assert f'name="seen" value="{seen}"' in text(client.get(url))
    later = START + timedelta(days=1)
    planning.move(meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=1), actor=cast.actor("jo"), now=NOW)
    answered = client.post(url, {"answer": "yes", "seen": seen})
    assert answered.status_code == 409
    assert "It is now on Wednesday 9 December, 2pm" in text(answered)
    assert client.get(url).status_code == 200, "the link lives on"


NONSENSE = [
    {},
    {"answer": "banana"},
    {"answer": "yes", "mode": "boat"},
    {"answer": "yes", "seen": "x"},
    {"answer": "yes\x00"},
]


@pytest.mark.parametrize("typed", NONSENSE)
def test_nonsense_is_answered_with_a_sentence_and_changes_nothing(client, cast, meeting, link_of, typed):
    answered = client.post(link_of(meeting, cast.rowan), typed)
    assert answered.status_code == 422
    assert 'role="alert"' in text(answered)
    assert Rsvp.objects.get(person=cast.rowan).answer == ""


def test_a_post_without_its_token_is_refused(cast, meeting, link_of):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link_of(meeting, cast.rowan), {"answer": "yes"}).status_code == 403
    assert Rsvp.objects.get(person=cast.rowan).answer == ""


def test_htmx_gets_the_moving_part_alone(client, cast, meeting, link_of):
    part = client.post(link_of(meeting, cast.rowan), {"answer": "maybe"}, HTTP_HX_REQUEST="true")
    assert part.status_code == 200
    assert text(part).lstrip().startswith('<section class="card" id="answer"')
    assert "HX-Request" in part["Vary"]


def test_no_ends_with_thanks_and_can_be_changed(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    client.post(url, {"answer": "no"})
    page = text(client.get(url))
    assert "Thank you for telling us. There is nothing more to do." in page
    assert "Anything different" not in page
    assert "Changed your mind?" in page
    client.post(url, {"answer": "yes", "mode": "phone"})
    assert "01632 960 777" in text(client.get(url)), "how to ring in is shown to who rings in"


def test_anything_different_comes_after_the_answer_and_is_not_shown_to_who_holds_the_link(
    client, cast, meeting, link_of
):
    url = link_of(meeting, cast.rowan)
    assert "Anything different" not in text(client.get(url))
    early = client.post(f"{url}details/", {"words": "A seat near the door"})
    assert early.status_code == 409
    assert "A seat near the door" in text(early), "what was typed is kept"
    client.post(url, {"answer": "yes"})
    assert client.post(f"{url}details/", {"words": "A seat near the door"}).status_code == 303
    assert Rsvp.objects.get(person=cast.rowan).different == "A seat near the door"
    assert "near the door" not in text(client.get(f"{url}details/")) + text(client.get(url))
    long = client.post(f"{url}details/", {"words": "x" * 1001})
    assert long.status_code == 422


def test_please_ring_me_makes_one_call_and_says_by_when(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    for _ in range(2):
        assert client.post(f"{url}ring/").status_code == 303
    assert ContactTask.objects.get(person=cast.rowan, way="phone").about == f"meeting:{meeting.pk}"
    page = text(client.get(f"{url}ring/"))
    assert "We will ring you by Monday 16 November, 5pm." in page
    assert "not for emergencies" in page


def test_a_call_we_did_not_make_in_time_is_owned_and_may_be_asked_for_anew(client, cast, meeting, link_of):
    ring = f"{link_of(meeting, cast.rowan)}ring/"
    client.post(ring)
    RingRequest.objects.update(asked_at=NOW - timedelta(days=9))
    page = client.get(ring).content.decode()
    assert "and did not manage it. We are sorry." in page
    assert "We will ring you" not in page
    assert "Please ring me" in page
    client.post(ring)
    assert "We will ring you by" in client.get(ring).content.decode()


def test_a_call_that_came_to_nothing_is_none_that_we_did_not_make(client, cast, meeting, link_of):
    ring, agreed = f"{link_of(meeting, cast.rowan)}ring/", NOW + timedelta(days=9)
    client.post(ring)
    task = ContactTask.objects.get(person=cast.rowan, way="phone")
    calls.record(task=task, outcome="no_answer", actor=cast.actor("jo"), now=NOW)
    page = text(client.get(ring))
    assert "We rang you, and nobody answered. We try again." in page
    assert "did not manage it" not in page
    assert f'action="{ring}"' in page
    with time_machine.travel(NOW + timedelta(days=5), tick=False):
        assert "We rang you once, and have not tried again. We are sorry." in text(client.get(ring))
        calls.record(task=task, outcome="ring_again", actor=cast.actor("jo"), now=NOW, again_at=agreed)
        page = text(client.get(ring))
    assert f"We will ring you again on {when(agreed)}, as agreed." in page
    assert "did not manage it" not in page
    assert f'action="{ring}"' not in page


def test_the_way_to_join_is_shown_from_a_day_before_to_who_joins_online(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    client.post(url, {"answer": "yes", "mode": "online"})
    with time_machine.travel(START - timedelta(hours=25), tick=False):
        assert "meet.example.org" not in text(client.get(url))
    with time_machine.travel(START - timedelta(hours=23), tick=False):
        assert "https://meet.example.org/tea" in text(client.get(url))
        client.post(url, {"answer": "yes", "mode": "phone"})
        assert "meet.example.org" not in text(client.get(url))


def test_the_calendar_file_is_neutral_and_stays_one_event(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    first = client.get(f"{url}meeting.ics")
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    words = text(first).replace("\r\n ", "")
    assert "SUMMARY:Meeting\r\n" in words
    assert "DTSTART;TZID=Europe/London:20261208T140000" in words
    for private in ("Advisory", "Welcome Pack", "meet.example.org", "Rowan", "/rsvp/"):
        assert private not in words
    later = START + timedelta(days=1)
    planning.move(meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=1), actor=cast.actor("jo"), now=NOW)
    second = text(client.get(f"{url}meeting.ics")).replace("\r\n ", "")
    uid = next(line for line in words.splitlines() if line.startswith("UID:"))
    assert uid in second
    assert ("SEQUENCE:0" in words, "SEQUENCE:1" in second) == (True, True)
    planning.cancel(meeting=meeting, actor=cast.actor("jo"), now=NOW)
    third = text(client.get(f"{url}meeting.ics"))
    assert "METHOD:CANCEL" in third
    assert "STATUS:CANCELLED" in third
    assert "SEQUENCE:2" in third


def test_the_answers_stand_above_what_the_meeting_is_about_and_below_its_access(client, cast, meeting, link_of):
    page = text(client.get(link_of(meeting, cast.rowan)))
    places = [page.index(words) for words in ("Step-free", "Yes, in the room", "About this meeting")]
    assert places == sorted(places)


def test_somebody_who_said_yes_and_presses_cannot_come_after_all_finds_that_button_first(
    client, cast, meeting, link_of
):
    url = link_of(meeting, cast.rowan)
    client.post(url, {"answer": "yes", "mode": "room"})
    page = text(client.get(f"{url}?a=no"))
    assert "Nothing is saved yet" in page
    assert page.index("I can&#x27;t this time") < page.index("Yes, in the room")
    assert "Another answer" not in text(client.get(f"{url}?a=yes")), "they said yes already"


def test_a_cancelled_meeting_says_so_once_and_before_anything_else(client, cast, meeting, link_of):
    url = link_of(meeting, cast.rowan)
    client.post(url, {"answer": "yes", "mode": "room"})
    planning.cancel(meeting=meeting, because="The office is closed.", actor=cast.actor("jo"), now=NOW)
    page = text(client.get(url))
    assert page.count("This meeting was cancelled.") == 1
    assert "The office is closed." in page
    assert "Step-free" not in page, "nobody sets out for it"


def test_reading_goes_on_at_the_new_answer_after_a_press(client, cast, meeting, link_of):
    part = text(client.post(link_of(meeting, cast.rowan), {"answer": "maybe"}, HTTP_HX_REQUEST="true"))
    assert '<h2 tabindex="-1" data-focus>You are not sure yet.' in part
