"""Registrations that come twice, offers nobody could hear of, and letters that somebody wants no more of."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import offers
from meetings.actions import check_in, gatherings, registrations
from meetings.actions.check_in import Pressed
from meetings.models import Registration
from meetings.views.registering import BEGAN
from members.actions import erasure
from members.models import Letter
from members.rules import Refused
from tests import factories as make
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def day(cast):
    return make.gathering(now=NOW, starts_at=START, slug="conference", places=2, team=cast.team)


@pytest.fixture
def anew(day):
    """Somebody who cancelled, and registered again by the same address: (the old row, the one that stands)."""
    old = make.registration(day, "Sam Okafor", now=NOW)
    registrations.cancel(registration=old, actor=registrations.holder_of(old), now=NOW)
    return old, make.registration(day, "Sam Okafor", now=NOW)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_whoever_cancelled_and_registered_anew_comes_in_once_by_whatever_row(cast, day, anew):
    old, stands = anew
    at = START + HOUR
    presses = [
        Pressed(uuid.uuid4(), "came", at, stands.pk),
        Pressed(uuid.uuid4(), "came", at + HOUR, old.pk),  # a phone that had the list of the day before
        Pressed(uuid.uuid4(), "walk_in", at + HOUR, None, "Sam Okafor"),  # typed in at another door
    ]
    kept = check_in.keep(gathering=day, presses=presses, actor=cast.actor("ash"), now=at + 2 * HOUR)
    assert len(kept) == 3, "so that no phone sends them for ever"
    assert list(day.registrations.came()) == [stands]
    stands.refresh_from_db()
    assert stands.came_at == at


def test_a_place_by_hand_is_not_given_to_the_row_that_somebody_left_behind(cast, day, anew):
    with pytest.raises(Refused, match="registered anew"):
        registrations.give_place(registration=anew[0], actor=cast.actor("jo"), now=NOW)


def test_a_place_that_comes_free_goes_at_once_to_whom_nobody_could_ask(cast, day):
    first, _ = make.registration(day, "Ann A", now=NOW), make.registration(day, "Ben B", now=NOW)
    workshop = make.workshop(day)
    brought = registrations.bring(
        gathering=day, asked=make.asks("No Way", way="", workshops=(workshop,)), organisation=cast.organisation,
        actor=cast.actor("kim"), now=NOW,
    )  # fmt: skip
    assert brought.state == "waiting"
    registrations.cancel(registration=first, actor=registrations.holder_of(first), now=NOW)
    offers.plan_due(now=NOW + 200 * HOUR)
    brought.refresh_from_db()
    assert (brought.state, brought.place_no) == ("registered", 1)
    assert brought.workshops.get().place_no == 1


def test_many_who_come_through_one_proxy_are_not_taken_for_a_machine(client, day, settings):
    settings.REGISTRATIONS_FROM_ONE_ADDRESS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1, 1
    with time_machine.travel(NOW - timedelta(minutes=1), tick=False):
        began = BEGAN.sign("began")
    for n in range(3):
        client.post(
            "/events/conference/register/",
            {
                "step": "3", "name": f"Person {n}", "way": "email", "address": f"p{n}@example.org", "agreed": "on",
                "began": began,
            },
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )  # fmt: skip
    assert not Registration.objects.filter(state="doubtful").exists()
    assert Registration.objects.count() == 3


def test_whoever_may_be_asked_again_can_say_no_for_as_long_as_we_may_ask(client, day):
    alex = make.registration(day, now=NOW, news=True, keep_longer=True)
    address = f"/registration/{alex.token}/"
    with time_machine.travel(START + timedelta(days=300), tick=False):
        page = client.get(address)
        assert page.status_code == 200
        assert "ask you to the next one" in text(page)
        assert "We write to you about this no more." in text(client.post(address, {"do": "no_more"}))
        assert client.get(address).status_code == 404
    alex.refresh_from_db()
    assert (alex.news, alex.keep_longer, alex.state) == (False, False, "registered")


def test_nobody_is_asked_to_the_next_one_whom_nobody_looked_at(cast, day):
    registrations.sign_up(
        gathering=day, asked=make.asks("Cheap Glasses", keep_longer=True), looks_automatic=True, now=NOW
    )
    make.registration(day, "Ann A", now=NOW, keep_longer=True)
    following = make.gathering(now=NOW, starts_at=START + timedelta(days=300), slug="next")
    assert gatherings.ask_earlier(gathering=following, actor=cast.actor("jo"), now=START + timedelta(days=100)) == 1
    assert Letter.objects.filter(kind="event_next").count() == 1


def test_a_press_that_names_nobody_is_a_page_that_is_not_there(client, cast, as_user, day):
    alex = make.registration(day, now=NOW)
    jo = as_user(client, cast.jo)
    answer = jo.post(f"/meetings/events/people/{alex.pk}/do/", {"do": "match", "person": "Rowan"})
    assert answer.status_code == 404


def test_the_place_of_somebody_whose_record_is_erased_goes_to_whoever_waits(cast, day, settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"
    asked = make.asks("Rowan Ashdown", workshops=(make.workshop(day, places=1),))
    rowan = registrations.sign_up(gathering=day, asked=asked, person=cast.rowan, now=NOW)
    for name in ("Ann A", "Ben B"):
        make.registration(day, name, now=NOW)
    with CaptureQueriesContext(connection) as asked:
        erasure.erase(person=cast.rowan, actor=cast.actor("jo"), now=NOW + HOUR)
    locked = next(n for n, each in enumerate(asked) if "meetings_gathering WHERE id" in each["sql"])
    written = next(n for n, each in enumerate(asked) if 'UPDATE "meetings_registration"' in each["sql"])
    assert locked < written, "gathering, then registration: whoever cancels at this moment waits in the same line"
    rowan.refresh_from_db()
    assert (rowan.state, rowan.place_no, rowan.name) == ("cancelled", None, "")
    assert not rowan.workshops.exclude(place_no=None).exists()
    assert Registration.objects.get(name="Ben B").state == "offered"
