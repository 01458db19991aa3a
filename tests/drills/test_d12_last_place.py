"""D12: two hundred people press "yes" at the same moment, and one place is left."""

import random
import threading

import pytest
from django.urls import Resolver404, resolve
from django.utils import timezone

from meetings.actions import planning
from meetings.models import Answer, Meeting, Rsvp
from meetings.queries import places_of
from members.models import Letter
from members.permissions import Actor, Role
from tests.drills import crowd, harness

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
PEOPLE = 200
SEEDS = 5 if harness.FULL else 1
SLOWEST = (
    3.0 if harness.FULL else 9.0
)  # seconds at the 95th percentile; short drills share the machine with other tests


def rush(port, *, places, seed):
    """Everybody asked to one meeting presses yes; checks what each was told against what is stored."""
    meeting, tokens = crowd.invited(PEOPLE, room_places=places)
    people = list(tokens)
    random.Random(seed).shuffle(people)
    replies = crowd.all_at_once(port, [(f"/rsvp/{tokens[who]}/", {"answer": "yes", "mode": "room"}) for who in people])
    assert {reply.status for reply in replies} == {303}
    rows = {r.person_id: r for r in Rsvp.objects.filter(meeting=meeting)}
    held = [r for r in rows.values() if r.place_no is not None]
    assert len(held) == places
    assert sorted(r.place_no for r in held) == list(range(1, places + 1))
    assert sorted(r.queue_no for r in rows.values()) == list(range(1, PEOPLE + 1)), "everybody has a turn of their own"
    assert max(r.queue_no for r in held) == places, "whoever came first has the place"
    assert (
        Letter.objects.filter(kind="meeting_receipt", about=meeting.about_word).values("person").distinct().count()
        == PEOPLE
    )
    assert Letter.objects.filter(kind="meeting_receipt", about=meeting.about_word).count() == PEOPLE
    for who in people[:20]:
        told = crowd.ask(port, "GET", f"/rsvp/{tokens[who]}/").words
        assert ("You are coming in the room." in told) == (rows[who].place_no is not None)
    return crowd.p95(replies)


def mixed(port, *, seed):
    """Yes, no and changes of mind all at once, while the number of places goes up and down."""
    chance = random.Random(seed)
    meeting, tokens = crowd.invited(60, room_places=8, online_offered=True, online_places=5)
    presses = []
    for token in tokens.values():
        for _ in range(2):
            answer = chance.choices(["yes", "no", "maybe"], [6, 3, 1])[0]
            form = {"answer": answer, "either": chance.choice("01")}
            if answer == "yes":
                form["mode"] = chance.choice(["room", "online"])
            presses.append((f"/rsvp/{token}/", form))

    def change_the_room():
        jo = Actor(person=None, role=Role.COORDINATOR)
        for places in (12, 6, 10, 7):
            planning.edit(meeting=Meeting.objects.get(pk=meeting.pk), actor=jo, now=timezone.now(), room_places=places)
        from django.db import connection

        connection.close()

    changing = threading.Thread(target=change_the_room)
    changing.start()
    replies = crowd.all_at_once(port, presses)
    changing.join(timeout=60)
    assert {reply.status for reply in replies} == {303}
    for way in places_of(Meeting.objects.get(pk=meeting.pk)).values():
        numbers = list(
            Rsvp.objects.filter(meeting=meeting, mode=way.mode, answer=Answer.YES)
            .exclude(place_no=None)
            .values_list("place_no", flat=True)
        )
        assert len(numbers) == len(set(numbers))
        assert way.taken <= {"room": 12, "online": 5}[way.mode.value], "never more than the room ever held"
        assert not (way.waiting and way.left), "somebody waits beside an empty place"


def test_asvs_2_3_4_one_of_two_hundred_gets_the_last_place_and_the_others_wait_in_order():
    web, port = crowd.site()
    with web:
        harness.wait_for(lambda: crowd.answers(port), seconds=60, what="the web server")
        slowest = 0.0
        for seed in range(1, SEEDS + 1):
            slowest = max(slowest, rush(port, places=1, seed=seed))
        slowest = max(slowest, rush(port, places=50, seed=50))
        mixed(port, seed=7)
    harness.report("d12", people=PEOPLE, seeds=SEEDS, p95=slowest, http_5xx=0)
    assert slowest < SLOWEST


@pytest.mark.control
def test_the_drill_notices_a_page_that_does_not_lock():
    """The negative control: count, then write. More than one gets the one place."""
    web, port = crowd.site()
    with web:
        harness.wait_for(lambda: crowd.answers(port), seconds=60, what="the web server")
        for _ in range(6):  # two must meet between the count and the writing, which they do sooner or later
            meeting, tokens = crowd.invited(60, room_places=1)
            crowd.all_at_once(port, [(f"/naive/unlocked/{token}/", {}) for token in tokens.values()])
            if Rsvp.objects.filter(meeting=meeting).exclude(place_no=None).count() > 1:
                return
    pytest.fail("Nobody ever met at the last place, so this drill proves nothing.")


def test_the_pages_without_protection_are_not_part_of_the_site():
    for address in ("/naive/unlocked/x/", "/naive/apart/x/", "/naive/posts-itself/x/"):
        with pytest.raises(Resolver404):
            resolve(address)
