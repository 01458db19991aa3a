"""Whatever people press and however places change, a small model in plain Python and the site agree on who has a place,
who has an offer, and who waits, in which order."""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from meetings import offers
from meetings.actions import gatherings, registrations, waiting_list
from meetings.models import Registration
from members.models import Letter
from members.rules import Refused
from tests import factories as make
from tests.factories.cast import Cast
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
PEOPLE = 6  # every second one has lived experience
LASTS, HELD_FOR = timedelta(hours=24), timedelta(hours=60)
QUICK = settings(
    max_examples=200 if os.environ.get("DRILLS") == "full" else 20, stateful_step_count=14, deadline=None, database=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.generate], derandomize=True,
)  # fmt: skip


class Model:
    """Who has a place, who has an offer until when, and the line."""

    def __init__(self, places, held):
        self.places, self.held, self.now = places, held, NOW
        self.inside, self.offers, self.line = set(), {}, []

    def free(self, who):
        there = self.inside | set(self.offers)
        left = self.places - len(there)
        if who % 2:
            left -= max(0, (self.held if self.now < NOW + HELD_FOR else 0) - sum(1 for each in there if not each % 2))
        return left > 0

    def fill(self, besides=None):
        for who in list(self.line):
            if self.free(who):
                self.line.remove(who)
                if who == besides:
                    self.inside.add(who)
                else:
                    self.offers[who] = self.now + LASTS

    def join(self, who):
        if who in self.inside or who in self.offers or who in self.line:
            return
        self.line.append(who)
        self.fill(besides=who)

    def leave(self, who):
        self.inside.discard(who)
        self.offers.pop(who, None)
        self.line = [each for each in self.line if each != who]
        self.fill()

    def take(self, who):
        if who in self.offers:
            del self.offers[who]
            self.inside.add(who)

    def tick(self):
        for who, until in sorted(self.offers.items(), key=lambda offer: offer[1]):
            if until <= self.now:
                del self.offers[who]
        self.fill()


class Registering(RuleBasedStateMachine):
    @initialize(places=st.integers(1, 4), held=st.integers(0, 2))
    def open_the_doors(self, places, held):
        self.point = transaction.savepoint()
        self.jo = Cast().actor("jo")
        held = min(places, held)
        self.gathering = make.gathering(
            now=NOW, starts_at=START, places=places, held_places=held, held_until=NOW + HELD_FOR, offer_hours=24
        )
        self.model = Model(places, held)

    def of(self, who):
        return Registration.objects.filter(gathering=self.gathering, name=f"P{who}").order_by("-pk").first()

    @rule(who=st.integers(0, PEOPLE - 1))
    def somebody_registers(self, who):
        make.registration(self.gathering, f"P{who}", now=self.model.now, lived=not who % 2)
        self.model.join(who)

    @rule(who=st.integers(0, PEOPLE - 1))
    def somebody_cancels(self, who):
        if mine := self.of(who):
            registrations.cancel(registration=mine, actor=registrations.holder_of(mine), now=self.model.now)
            self.model.leave(who)

    @rule(who=st.integers(0, PEOPLE - 1))
    def somebody_says_yes_to_an_offer(self, who):
        if mine := self.of(who):
            try:
                registrations.take_offer(registration=mine, actor=registrations.holder_of(mine), now=self.model.now)
            except Refused:
                assert who not in self.model.offers
            self.model.take(who)

    @rule(hours=st.sampled_from([6, 20, 30]))
    def time_goes_by(self, hours):
        make.offers_told(
            now=self.model.now
        )  # whoever has an offer is told at once; see test_registering for the others
        self.model.now += timedelta(hours=hours)
        offers.plan_due(now=self.model.now)
        self.model.tick()

    @rule(places=st.integers(1, 5), held=st.integers(0, 2))
    def jo_changes_the_number_of_places(self, places, held):
        held = min(places, held)
        gatherings.edit(gathering=self.gathering, actor=self.jo, now=self.model.now, places=places, held_places=held)
        self.model.places, self.model.held = places, held
        self.model.fill()

    @invariant()
    def the_site_agrees_with_the_model(self):
        if not hasattr(self, "model"):
            return
        rows = Registration.objects.filter(gathering=self.gathering)
        number = {row.pk: int(row.name[1:]) for row in rows}
        assert {number[row.pk] for row in rows.filter(state="registered")} == self.model.inside
        offered = {number[row.pk]: row.offer_expires_at for row in rows.filter(state="offered")}
        assert offered == self.model.offers
        assert [number[row.pk] for row in rows.in_line()] == self.model.line

    @invariant()
    def nobody_shares_a_place_and_every_letter_is_one(self):
        if not hasattr(self, "model"):
            return
        rows = Registration.objects.filter(gathering=self.gathering)
        held = list(rows.holding_a_place().values_list("place_no", flat=True))
        assert len(held) == len(set(held))
        keys = list(Letter.objects.values_list("key", flat=True))
        assert len(keys) == len(set(keys))

    def teardown(self):
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)


def test_places_and_offers_stay_true_whatever_people_press(db):
    run_state_machine_as_test(Registering, settings=QUICK)


def test_the_machine_notices_when_nobody_is_offered_a_free_place(db, monkeypatch):
    """The negative control, by hand: with the waiting list asleep, model and site part."""
    monkeypatch.setattr(waiting_list, "fill", lambda gathering, *, now, besides=None: [])
    machine = Registering()
    machine.open_the_doors(places=1, held=0)
    for who in (0, 1):
        machine.somebody_registers(who=who)
        machine.the_site_agrees_with_the_model()
    machine.somebody_cancels(who=0)
    with pytest.raises(AssertionError):
        machine.the_site_agrees_with_the_model()
