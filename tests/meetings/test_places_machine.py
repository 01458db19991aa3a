"""Invariants 2, 5 (in part) and 6 of the domain: whatever people press and however the room changes, places stay true.

A small model in plain Python says who should hold a place and who should wait; the site must agree after every step.
"""

import os

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from meetings.actions import places, planning, rsvps
from meetings.models import Meeting, Rsvp, Told
from members.models import Letter
from members.permissions import by_link
from tests import factories as make
from tests.factories.cast import Cast
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
WAYS = ["room", "online"]
PEOPLE = 5
QUICK = settings(
    max_examples=200 if os.environ.get("DRILLS") == "full" else 20, stateful_step_count=12, deadline=None, database=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.generate], derandomize=True,
)  # fmt: skip


COMPANY = "+"  # a turn for who comes along, in the line of the room


class Model:
    """Forty lines that say what is fair: turns in order, no empty seat while somebody would take it."""

    def __init__(self, limits):
        self.limits, self.yes, self.waiting, self.either = dict(limits), {}, [], {}
        self.brings, self.seated = {}, {}

    def free(self, way):
        used = list(self.yes.values()).count(way) + (sum(self.seated.values()) if way == "room" else 0)
        return self.limits[way] is None or used < self.limits[way]

    def open(self, way):
        waits = [x for x in self.waiting if x[1] == way or (way == "room" and x[1] == COMPANY)]
        return self.free(way) and not waits

    def seat_company(self, who):
        while self.seated.get(who, 0) < self.brings.get(who, 0) and self.free("room"):
            self.seated[who] = self.seated.get(who, 0) + 1

    def short_of_seats(self, who):
        return self.seated.get(who, 0) < self.brings.get(who, 0)

    def fill(self):
        for way in WAYS:
            self.fill_in_turn(way)
            for who in [w for w in self.waiting if w[1] not in (way, COMPANY) and self.either.get(w[0])]:
                if self.free(way):
                    self.waiting = [w for w in self.waiting if w[0] != who[0]]
                    self.yes[who[0]] = way
                    if way == "room" and self.short_of_seats(who[0]):
                        self.waiting.append((who[0], COMPANY))
            self.fill_in_turn(way)

    def fill_in_turn(self, way):
        for who in list(self.waiting):
            if who[1] == way and self.free(way):
                self.waiting.remove(who)
                self.yes[who[0]] = way
            elif who[1] == COMPANY and way == "room" and self.yes.get(who[0]) == "room":
                self.seat_company(who[0])
                if not self.short_of_seats(who[0]):
                    self.waiting.remove(who)

    def answer(self, who, answer, way, either):
        same = self.yes.get(who) == way or (who, way) in self.waiting
        self.either[who] = either
        if answer == "yes" and same and not ((who, way) in self.waiting and either):
            return
        if answer == "yes" and same:
            other = next((w for w in WAYS if self.open(w)), None)
            if other is None:
                return
            way = other
        self.yes.pop(who, None)
        self.seated.pop(who, None)
        self.waiting = [w for w in self.waiting if w[0] != who]
        if answer == "yes":
            ways = [way, *WAYS] if either else [way]
            place = next((w for w in ways if self.open(w)), None)
            if place:
                self.yes[who] = place
                if place == "room":
                    self.seat_company(who)
            else:
                self.waiting.append((who, way))
            if (place or way) == "room" and self.short_of_seats(who):
                self.waiting.append((who, COMPANY))
        self.fill()

    def bring(self, who, seats):
        self.brings[who] = seats
        self.seated[who] = min(self.seated.get(who, 0), seats)
        in_room = self.yes.get(who) == "room"
        others = [w for w in self.waiting if w[0] != who and w[1] in ("room", COMPANY)]
        if in_room and not others:
            self.seat_company(who)
        if not self.short_of_seats(who):
            self.waiting = [w for w in self.waiting if w != (who, COMPANY)]
        elif (in_room or (who, "room") in self.waiting) and (who, COMPANY) not in self.waiting:
            self.waiting.append((who, COMPANY))
        self.fill()


class Places(RuleBasedStateMachine):
    @initialize(room=st.sampled_from([1, 2, None]), online=st.sampled_from([1, 2]))
    def open_the_doors(self, room, online):
        self.cast = Cast()
        self.point = transaction.savepoint()
        self.people = [make.person(f"Person {n}", email=f"p{n}@example.org") for n in range(PEOPLE)]
        self.meeting = make.meeting(
            people=self.people, now=NOW, starts_at=START, room_places=room, online_offered=True, online_places=online
        )
        self.jo = self.cast.actor("jo")
        self.model = Model({"room": room, "online": online})
        self.answers = 0

    @rule(who=st.integers(0, PEOPLE - 1), answer=st.sampled_from(["yes", "yes", "yes", "maybe", "no"]), way=st.sampled_from(WAYS),
          either=st.booleans(), twice=st.booleans())  # fmt: skip
    def somebody_answers(self, who, answer, way, either, twice):
        rsvp = Rsvp.objects.select_related("meeting").get(meeting=self.meeting, person=self.people[who])
        for _ in range(1 + twice):
            before = Letter.objects.filter(kind="meeting_receipt").count()
            was = rsvp.revision
            done = rsvps.answer(
                rsvp=rsvp,
                answer=answer,
                mode=way if answer == "yes" else "",
                either=either,
                actor=by_link(self.people[who]),
                now=NOW,
            )
            changed = done.revision != was
            assert Letter.objects.filter(kind="meeting_receipt").count() == before + changed
            rsvp = Rsvp.objects.select_related("meeting").get(pk=rsvp.pk)
        self.model.answer(who, answer, way, either)

    @rule(who=st.integers(0, PEOPLE - 1), seats=st.sampled_from([0, 1, 1, 2]))
    def somebody_says_who_comes_along(self, who, seats):
        rsvp = Rsvp.objects.get(meeting=self.meeting, person=self.people[who])
        told = Told(supporter=seats > 0, interpreter=seats > 1)
        if rsvp.answer in ("yes", "maybe"):
            rsvps.details(rsvp=rsvp, words="", told=told, actor=by_link(self.people[who]), now=NOW)
            self.model.bring(who, seats)

    @rule(way=st.sampled_from(WAYS), limit=st.sampled_from([1, 2, 3, None]))
    def jo_changes_the_number_of_places(self, way, limit):
        self.meeting.refresh_from_db()
        self.meeting = planning.edit(meeting=self.meeting, actor=self.jo, now=NOW, **{f"{way}_places": limit})
        self.model.limits[way] = limit
        self.model.fill()

    @invariant()
    def the_site_agrees_with_the_model(self):
        if not hasattr(self, "model"):
            return
        number = {person.pk: n for n, person in enumerate(self.people)}
        coming = Rsvp.objects.filter(meeting=self.meeting, answer="yes")
        assert {number[r.person_id]: r.mode for r in coming.exclude(place_no=None)} == self.model.yes
        for way in WAYS:
            queue = [number[r.person_id] for r in coming.filter(place_no=None, mode=way).order_by("queue_no")]
            assert queue == [who for who, wanted in self.model.waiting if wanted == way]

    @invariant()
    def who_comes_along_has_the_seats_the_model_gives(self):
        if not hasattr(self, "model"):
            return
        for n, person in enumerate(self.people):
            rsvp = Rsvp.objects.get(meeting=self.meeting, person=person)
            assert rsvp.brings_seated == self.model.seated.get(n, 0)
            assert (rsvp.brings_turn is not None) == ((n, COMPANY) in self.model.waiting)

    @invariant()
    def nobody_shares_a_place_and_none_stands_empty(self):
        if not hasattr(self, "model"):
            return
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        for way in places.places_of(meeting).values():
            held = list(
                Rsvp.objects.filter(meeting=meeting, mode=way.mode)
                .exclude(place_no=None)
                .values_list("place_no", flat=True)
            )
            assert len(held) == len(set(held))
            assert not ((way.waiting or way.company_waiting) and way.left), "somebody waits beside an empty place"

    @invariant()
    def each_letter_is_noted_once(self):
        if hasattr(self, "model"):
            keys = list(Letter.objects.values_list("key", flat=True))
            assert len(keys) == len(set(keys))

    def teardown(self):
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)


def test_places_stay_true_whatever_people_press(db):
    run_state_machine_as_test(
        Places,
        settings=QUICK,
    )


def test_the_machine_notices_when_nobody_moves_up(db, monkeypatch):
    """The negative control, played by hand so that luck has no part: with promotion gone, model and site must part."""
    monkeypatch.setattr(places, "fill", lambda meeting: ([], []))
    machine = Places()
    machine.open_the_doors(room=1, online=1)
    for who in (0, 1):
        machine.somebody_answers(who=who, answer="yes", way="room", either=False, twice=False)
        machine.the_site_agrees_with_the_model()
    machine.somebody_answers(who=0, answer="no", way="room", either=False, twice=False)
    with pytest.raises(AssertionError):
        machine.the_site_agrees_with_the_model()
    with pytest.raises(AssertionError, match="somebody waits beside an empty place"):
        machine.nobody_shares_a_place_and_none_stands_empty()


def test_the_database_itself_refuses_two_people_on_one_place(cast):
    meeting = make.meeting(people=[cast.rowan, cast.robin])
    Rsvp.objects.filter(person=cast.rowan).update(answer="yes", mode="room", queue_no=1, place_no=1)
    with pytest.raises(IntegrityError, match="one_person_per_place"):
        Rsvp.objects.filter(person=cast.robin, meeting=meeting).update(
            answer="yes", mode="room", queue_no=2, place_no=1
        )
